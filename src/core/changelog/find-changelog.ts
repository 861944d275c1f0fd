import { counted } from '../counted.ts';
import { changelogCandidates } from './changelog-paths.ts';
import { decoded } from './heading-lines.ts';
import { isEmptySection, saysNothing } from './section-text.ts';
import { type ChangelogDocument, MAXIMUM_CHANGELOG_SIZE, type ReadingAid, readDocument } from './sections.ts';
import { compareNumbers, isSameVersion } from './version-text.ts';

/** Which file is the changelog. */
export interface FoundChangelog {
  /** null: there is none that names releases. */
  readonly path: string | null;
  readonly notes: readonly string[];
}

/**
 * Looks for the changelog: of several, the one that names the last release. A file that names no release (a log of commits, a
 * page about something else) is none; it is told, and left alone.
 *
 * @param files those that can be it, by path
 * @param current the present version: the last release, or the next one where files say it already
 * @param released versions of the releases before, highest first: a file that names none of the last ones is not kept any more
 */
export function findChangelog(
  files: ReadonlyMap<string, Uint8Array>,
  {
    component,
    current,
    released = [],
  }: { readonly component: string | null; readonly current: string | null; readonly released?: readonly string[] },
): FoundChangelog {
  const aid: ReadingAid = { versions: current === null ? [] : [current], component };
  const notes: string[] = [];
  const strangers: string[] = [];
  const usable: Candidate[] = [];
  for (const path of changelogCandidates([...files.keys()], component)) {
    const bytes = files.get(path) ?? new Uint8Array();
    if (bytes.byteLength > MAXIMUM_CHANGELOG_SIZE) {
      notes.push(`${path} has ${bytes.byteLength} bytes, too many for a changelog: it is left alone.`);
      continue;
    }
    const document = readDocument(bytes, path, aid);
    const candidate = { path, document, namesCurrent: current !== null && names(document, current) };
    if (isReleaseLog(document)) usable.push(candidate);
    else
      strangers.push(
        `${path} names no release: it is left alone. \`changelog: {path: ${path}}\` takes it all the same.`,
      );
  }
  const best = Math.max(...usable.map(worth));
  const chosen = usable.find((each) => worth(each) === best);
  if (chosen === undefined) return { path: null, notes: [...notes, ...strangers] };
  for (const each of usable) {
    if (each === chosen || worth(each) < 2) continue;
    notes.push(
      `${each.path} is a changelog too, and stays as it is: ${chosen.path} is taken. Set \`changelog: {path: …}\` for another.`,
    );
  }
  const newest = chosen.document.isAscending ? chosen.document.releases.at(-1) : chosen.document.releases[0];
  const missed = unnamed(chosen.document, newest?.name.version ?? null, released);
  if (missed.length >= ABANDONED_AFTER && chosen.document.unreleased.length === 0) {
    const what =
      newest === undefined
        ? `is empty after ${counted(missed.length, 'release')}`
        : `ends at ${newest.name.version} and names none of the ${missed.length} releases since`;
    const told = `${chosen.path} ${what}: nobody keeps it, and it is left alone. \`changelog: {path: ${chosen.path}}\` takes it all the same.`;
    return { path: null, notes: [...notes, ...strangers, told] };
  }
  const isBehind = newest !== undefined && current !== null && compareNumbers(newest.name.version, current) < 0;
  if (isBehind && !chosen.namesCurrent)
    notes.push(`${chosen.path} ends at ${newest.name.version}, though the present version is ${current}.`);
  return { path: chosen.path, notes };
}

/** Releases in a row that a changelog may miss. */
const ABANDONED_AFTER = 3;

/** The final releases above the newest one that it names; all of them where it names none. */
const unnamed = (document: ChangelogDocument, newest: string | null, released: readonly string[]): string[] =>
  released.filter(
    (version) =>
      /^[\d.]+$/.test(version) && (newest === null || compareNumbers(newest, version) < 0) && !names(document, version),
  );

interface Candidate {
  readonly path: string;
  readonly document: ChangelogDocument;
  readonly namesCurrent: boolean;
}

/** It names the last release, has something that is not released, or just names releases. */
const worth = ({ document, namesCurrent }: Candidate): number =>
  (namesCurrent ? 2 : 0) +
  (document.unreleased.length > 0 ? 1.5 : 0) +
  (document.unreleased.some((each) => !isEmptySection(document, each)) ? 0.1 : 0);

const names = ({ releases }: ChangelogDocument, version: string): boolean =>
  releases.some(({ name }) => isSameVersion(name.version, version));

/** It names releases or what is unreleased; or nothing was written in it yet. */
function isReleaseLog(document: ChangelogDocument): boolean {
  if (document.releases.length > 0 || document.unreleased.length > 0) return true;
  const { file, headings, markup } = document;
  let rest = '';
  let from = 0;
  for (const { start, end } of headings) {
    rest += file.text.slice(from, start);
    from = end;
  }
  return saysNothing(decoded(rest + file.text.slice(from)), markup);
}
