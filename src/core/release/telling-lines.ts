/** What GitHub writes before each line of a log. */
const WRITTEN_AT = /^\uFEFF?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z ?/;

/**
 * The lines of a failed job's log that tell why it failed: without the time before each, without the ends of groups, and not
 * beyond the last error, after which only the job is tidied up.
 */
export function tellingLines(log: string): string[] {
  const lines = log
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.replace(WRITTEN_AT, ''))
    .filter((line) => line !== '##[endgroup]');
  const last = lines.findLastIndex((line) => line.startsWith('##[error]'));
  return last === -1 ? lines : lines.slice(0, last + 1);
}
