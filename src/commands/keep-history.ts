import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { LARGEST_VERDICT, parseVerdict } from '../core/gate/parse-verdict.ts';
import { readDataJs } from '../core/history/github-action-benchmark.ts';
import { appendedTo, LARGEST_HISTORY, readHistory } from '../core/history/history-file.ts';
import { type HistoryLine, lineOfVerdict } from '../core/history/history-line.ts';
import { orStop, Problems, problem } from '../core/problem.ts';
import { readNamedFile } from '../effects/small-file.ts';
import { fileWriterWithout } from '../effects/write-files.ts';
import { historyHtml } from '../report/history-html.ts';

/** `history`: keeps the figures of verdicts, and shows them. */
export interface HistoryRequest {
  /** history.jsonl; begun where it is not there. */
  readonly file: string;
  /** verdict.json files, in their order. */
  readonly add: readonly string[];
  /** What people call the candidate of the one verdict that is added; null: its commit. */
  readonly name: string | null;
  /** data.js of github-action-benchmark. */
  readonly imported: readonly string[];
  /** Where the page is written; null: nowhere. */
  readonly page: string | null;
}

export interface HistoryOutcome {
  readonly added: number;
  readonly lines: number;
}

/**
 * Appends what is not there yet, and writes the page. Reads everything, and checks what it would write, before it writes
 * anything.
 *
 * @param tokens not to be seen in what is written
 * @throws Stop for a file that cannot be read, or is not what it should be
 */
export async function keepHistory(request: HistoryRequest, tokens: readonly string[]): Promise<HistoryOutcome> {
  const problems = new Problems();
  const textOf = (path: string, limit: number): string | null => {
    const file = readNamedFile(path, limit);
    if (file.ok) return file.text;
    problems.add(problem('input-invalid', `It ${file.why}.`, { where: path }));
    return null;
  };
  const before = existsSync(request.file) ? textOf(request.file, LARGEST_HISTORY) : '';
  const present = before === null ? null : problems.take(readHistory(before, request.file));
  const more: HistoryLine[] = [];
  for (const path of request.imported) {
    const text = textOf(path, LARGEST_HISTORY);
    if (text !== null) more.push(...(problems.take(readDataJs(text, path)) ?? []));
  }
  for (const path of request.add) {
    const text = textOf(path, LARGEST_VERDICT);
    const verdict = text === null ? null : problems.take(parseVerdict(text, path));
    if (verdict !== null) more.push(lineOfVerdict(verdict, request.name));
  }
  problems.stop();
  const { text, added } = appendedTo(before ?? '', present ?? [], more);
  // What this program could not read back is not written: the next to append would stop at it.
  const lines = orStop(readHistory(text, request.file));
  const write = fileWriterWithout(tokens);
  if (added > 0 || before === '')
    orStop(await write(dirname(resolve(request.file)), new Map([[basename(request.file), text]])));
  if (request.page !== null)
    orStop(await write(dirname(resolve(request.page)), new Map([[basename(request.page), historyHtml(lines)]])));
  return { added, lines: lines.length };
}
