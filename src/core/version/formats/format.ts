import { lineAt } from '../../file-text.ts';
import { type Checked, checked, failed, problem } from '../../problem.ts';
import type { FoundPlaces, VersionPlace } from '../version-place.ts';

/** Where a file of one format says the version of what it describes, and of nothing else. */
export type FindPlaces = (text: string) => Checked<FoundPlaces>;

/** A version as it is released, or as a file may carry one in its stead: three numbers, and what may follow. */
export const VERSION = String.raw`\d+\.\d+\.\d[0-9A-Za-z.+-]*`;
export const IS_VERSION = new RegExp(`^${VERSION}$`);

export const atPlaces = (places: readonly VersionPlace[], needsPlain = false): Checked<FoundPlaces> =>
  checked({ places, needsPlain });

/** What the format would say does not stand there. */
export const noneThere = (what: string): Checked<never> => failed(problem('version-not-found', `it has no ${what}.`));

/** It says a version, but not as a text that could be replaced. */
export const isComputed = (text: string, offset: number, what: string): Checked<never> =>
  failed(
    problem('version-not-found', `${what} is computed: ${JSON.stringify(lineOf(text, offset))}.`, {
      where: String(lineAt(text, offset)),
      remedy: 'Name the file that it is computed from as a version file.',
    }),
  );

/** Characters of a line that are shown. */
const SHOWN = 120;

export function lineOf(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return text
    .slice(start, end === -1 ? text.length : end)
    .trim()
    .slice(0, SHOWN);
}
