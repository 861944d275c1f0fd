import { join, relative, resolve } from 'node:path';
import { readLocal, withHistory } from '../cli/local-source.ts';
import { compareConfiguration, type Difference } from '../commands/compare-configuration.ts';
import { exitCodeOf, orStop, problem, Stop } from '../core/problem.ts';
import { DEFAULT_CONFIG_PATH } from '../core/settings/load-config.ts';
import { escapeMarkdown, markdownCode } from '../report/escape.ts';
import { say, tell } from './gate-step-context.ts';
import { annotate, RunnerFiles } from './runner-files.ts';

/**
 * The step of check/action.yml: holds the configuration of the checkout against its files and the releases before. Asks GitHub
 * nothing and needs no token.
 *
 * @returns 0 where they agree, or differ and only a warning is wanted; 1 where they differ; 2 where nothing can be compared
 */
export async function checkConfiguration(env: NodeJS.ProcessEnv): Promise<number> {
  const runner = new RunnerFiles();
  try {
    const isWarning = warnsOnly(env.ZLINK_ON_DIFFERENCE);
    const directory = resolve(env.ZLINK_WORKING_DIRECTORY || '.');
    const local = await readLocal(directory, 'HEAD');
    const below = relative(env.GITHUB_WORKSPACE || directory, directory);
    const differences = orStop(compareConfiguration(await withHistory(local, null)));
    runner.setOutput('agrees', String(differences.length === 0));
    runner.setOutput('differences', JSON.stringify(differences));
    await runner.addSummary(differencesMarkdown(differences));
    for (const each of differences)
      annotate(isWarning ? 'warning' : 'error', 'The release configuration differs', told(each), placeOf(each, below));
    say(
      differences.length === 0
        ? '✓ Configuration and history agree.'
        : `✗ Configuration and history differ in ${differences.length} thing(s).`,
    );
    return differences.length === 0 || isWarning ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    runner.setOutput('agrees', '');
    runner.setOutput('differences', '');
    tell(error.problems);
    return exitCodeOf(error.problems);
  }
}

function warnsOnly(wanted: string | undefined): boolean {
  const value = (wanted ?? '').trim() || 'fail';
  if (value === 'fail' || value === 'warn') return value === 'warn';
  throw new Stop([
    problem('input-invalid', `${JSON.stringify(value)} is neither fail nor warn.`, { where: 'on-difference' }),
  ]);
}

const told = ({ what, where, lines }: Difference): string =>
  [`${what} (${where})`, ...(lines.length === 0 ? [] : [`In ${DEFAULT_CONFIG_PATH} one of:`, ...lines])].join('\n');

/** The line that it is about; a key of the configuration stands in its file. @param below where the checkout is in the workspace */
function placeOf({ where }: Difference, below: string): { readonly file: string; readonly line: number | null } {
  const [, path, line] = /^(.+):(\d+)$/.exec(where) ?? [];
  const file = join(below.startsWith('..') ? '' : below, path ?? DEFAULT_CONFIG_PATH);
  return { file, line: path === undefined ? null : Number(line) };
}

function differencesMarkdown(differences: readonly Difference[]): string {
  if (differences.length === 0)
    return '### Release configuration\n\n✅ What is configured and what the releases say agree.';
  return [
    '### Release configuration',
    '',
    '| where | what differs | lines that would agree |',
    '|---|---|---|',
    ...differences.map(
      ({ where, what, lines }) =>
        `| ${markdownCode(where)} | ${escapeMarkdown(what, 1_000)} | ${lines.map((line) => markdownCode(line.trim(), 500)).join('<br>')} |`,
    ),
  ].join('\n');
}
