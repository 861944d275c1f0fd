import * as z from 'zod';
import { type Checked, checked, failed, problem } from '../problem.ts';
import type { HistoryLine } from './history-line.ts';

/**
 * The `data.js` of github-action-benchmark: `window.BENCHMARK_DATA = {…}`, one entry a commit. It is a start of a history:
 * its figures are shown, and nothing is concluded from them, since each was measured by itself.
 *
 * Source: the README of benchmark-action/github-action-benchmark, "Charts on GitHub Pages".
 */
const name = z.string().max(2_000);
const bench = z.looseObject({ name, value: z.number(), unit: z.string().max(300).default('') });
const entry = z.looseObject({
  commit: z.looseObject({ id: z.string().max(100) }),
  date: z.number(),
  tool: z.string().max(100).default(''),
  benches: z.array(bench).max(80_000),
});
const data = z.looseObject({ repoUrl: name.optional(), entries: z.record(name, z.array(entry).max(100_000)) });

/** Tools whose figures are better when larger; those of all others are times or counts. */
const LARGER_IS_BETTER = new Set(['benchmarkjs', 'pytest', 'customBiggerIsBetter']);
const LONGEST_NAME = 300;

export function readDataJs(text: string, where: string): Checked<readonly HistoryLine[]> {
  const wrong = (what: string) => failed(problem('history-invalid', what.slice(0, 300), { where }));
  const at = text.indexOf('{');
  const end = text.lastIndexOf('}');
  if (at < 0 || end < at) return wrong('The file has no data of github-action-benchmark.');
  let value: unknown;
  try {
    value = JSON.parse(text.slice(at, end + 1));
  } catch {
    return wrong('The data of the file are not JSON.');
  }
  const read = data.safeParse(value);
  if (!read.success) {
    const issue = read.error.issues[0];
    return wrong(`${issue?.path.map(String).join('.') || 'the file'}: ${issue?.message ?? 'is no such data'}`);
  }
  const repository = /github\.com\/([\w.-]{1,100}\/[\w.-]{1,100})/.exec(read.data.repoUrl ?? '')?.[1] ?? null;
  const several = Object.keys(read.data.entries).length > 1;
  const lines = Object.entries(read.data.entries).flatMap(([suite, entries]) =>
    entries.map(
      ({ commit, date, tool, benches }, index): HistoryLine => ({
        format: 1,
        at: timeOf(date),
        name: null,
        mode: 'imported',
        status: null,
        repository,
        baseline: { commit: entries[index - 1]?.commit.id ?? null, tree: null, host: null },
        candidate: { commit: commit.id, tree: null, host: null },
        profile: {},
        figures: benches.map(({ name: called, value: measured, unit }) => ({
          case: (several ? `${suite}/${called}` : called).slice(0, LONGEST_NAME),
          role: 'subject',
          metric: tool === '' ? 'value' : tool,
          unit,
          better: LARGER_IS_BETTER.has(tool) ? 'higher' : 'lower',
          decides: null,
          exact: false,
          change: null,
          low: null,
          high: null,
          sd: null,
          rounds: 1,
          conclusion: 'reported',
          margin: null,
          baseline: null,
          candidate: measured,
        })),
      }),
    ),
  );
  return checked([...lines].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)));
}

/** Milliseconds since 1970 as ISO 8601; a figure that is no time is the beginning of it. */
function timeOf(date: number): string {
  const time = new Date(Math.abs(date) < 8.64e15 ? date : 0);
  return time.getUTCFullYear() >= 0 && time.getUTCFullYear() < 10_000 ? time.toISOString() : new Date(0).toISOString();
}
