import process from 'node:process';
import { keepHistory } from '../commands/keep-history.ts';
import { counted } from '../core/counted.ts';
import { problem, Stop } from '../core/problem.ts';
import { tokensIn } from '../core/secrets.ts';
import type { Output } from './output.ts';

export interface HistoryCommandOptions {
  readonly file: string;
  readonly add?: readonly string[];
  readonly name?: string;
  readonly import?: readonly string[];
  readonly page?: string;
}

/** `history`: appends the figures of verdicts to history.jsonl, and shows it as a page. */
export async function historyCommand(options: HistoryCommandOptions, output: Output): Promise<number> {
  const { file, add = [], name, import: imported = [], page } = options;
  if (name !== undefined && add.length !== 1) {
    const what = `One name is given, and ${add.length} verdicts.`;
    throw new Stop([problem('input-invalid', what, { where: '--name' })]);
  }
  const found = await keepHistory(
    { file, add, name: name ?? null, imported, page: page ?? null },
    tokensIn(process.env),
  );
  const there = found.added === 0 ? 'nothing new' : `${found.added} added`;
  output.result([`${file}: ${there}, ${counted(found.lines, 'line')} in all.`], {
    ok: true,
    ...found,
  });
  return 0;
}
