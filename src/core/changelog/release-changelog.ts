import { type Checked, checked, failed, problem } from '../problem.ts';
import { checkSection, writtenSection } from './check-section.ts';
import { commitListStyle } from './commit-list.ts';
import { dateLineOf } from './date-line.ts';
import { type ChangesSinceRelease, generateSection } from './generate-section.ts';
import { type ChangelogRelease, promoteSection, type ReleasedChangelog, shown } from './promote.ts';
import { isEmptySection, sectionText } from './section-text.ts';
import {
  type ChangelogDocument,
  lineOf,
  MAXIMUM_CHANGELOG_SIZE,
  type ReadingAid,
  type ReleaseSection,
  readDocument,
} from './sections.ts';

/** What a release does to its changelog. */
export type ChangelogMode = 'promote' | 'check' | 'generate';

export interface ChangelogRequest extends ChangelogRelease, Pick<ReadingAid, 'component'> {
  readonly path: string;
  /** The present version. */
  readonly current: string;
  /** null: as the file is kept. */
  readonly mode: ChangelogMode | null;
  readonly repositoryUrl: string;
  /** For `generate`. */
  readonly changes: ChangesSinceRelease | null;
}

/** Makes a changelog that of a release. */
export function releaseChangelog(bytes: Uint8Array, request: ChangelogRequest): Checked<ReleasedChangelog> {
  const { path, version, current, component } = request;
  if (bytes.byteLength > MAXIMUM_CHANGELOG_SIZE)
    return failed(problem('file-too-large', `The changelog has ${bytes.byteLength} bytes.`, { where: path }));
  const document = readDocument(bytes, path, { versions: [version, current], component });
  const mode = request.mode ?? learnedMode(document, version);
  // What a person wrote of the version is not written once more.
  const isWritten = mode === 'generate' && writtenSection(document, version) !== null;
  if (mode === 'check' || isWritten) return checkSection(document, request);
  const released = mode === 'generate' ? generateSection(document, request) : promoteSection(document, request);
  return released.ok ? readBack(released.value, document, request) : released;
}

/**
 * How the file is kept: where something is headed as unreleased it is promoted; else people write a section for each
 * version, or print the commits. A section that is there, with nothing unreleased besides, was written for the release as well.
 */
export function learnedMode(document: ChangelogDocument, version: string): ChangelogMode {
  const { unreleased } = document;
  const written = writtenSection(document, version);
  if (unreleased.length === 0) return written === null && commitListStyle(document) !== null ? 'generate' : 'check';
  const isWritten = written !== null && !isEmptySection(document, written);
  return isWritten && unreleased.every((each) => isEmptySection(document, each)) ? 'check' : 'promote';
}

/** The changelog is read again: what was written has to be the section of the version, and nothing else may have become one. */
function readBack(
  released: ReleasedChangelog,
  before: ChangelogDocument,
  request: ChangelogRequest,
): Checked<ReleasedChangelog> {
  const { path, version, current, component } = request;
  const after = readDocument(released.bytes, path, { versions: [version, current], component });
  const written = writtenSection(after, version);
  const [unreleased] = before.unreleased;
  const line = unreleased === undefined ? 1 : lineOf(before, unreleased);
  const isWhole =
    after.releases.length === before.releases.length + 1 &&
    after.unreleased.length === before.unreleased.length &&
    (written === null || hasLinks(released.bytes) || sectionText(after, written) === released.section) &&
    isSettled(after, released.bytes, request);
  const said = written === null ? null : dateOf(after, written);
  // Where only a month or a year is written, its first day is read.
  const { date } = request;
  const isDated = said === null || [date, `${date.slice(0, 7)}-01`, `${date.slice(0, 4)}-01-01`].includes(said);
  if (written !== null && isWhole && !isDated) {
    return failed(
      problem('changelog-missing-section', `The section of ${version} would be dated ${said}, by a line below it.`, {
        where: `${path}:${line}`,
        remedy: 'Take the date below the heading of what is unreleased away: the day of the release is written there.',
      }),
    );
  }
  if (written !== null && isWhole) {
    const told = `${path}:${line}: what is unreleased becomes the section ${JSON.stringify(shown(written))}.`;
    return checked({
      ...released,
      notes: [...(unreleased === undefined || isUsual(path) ? [] : [told]), ...released.notes],
    });
  }
  return failed(
    problem(
      'changelog-missing-section',
      `A heading for ${version} below line ${line} would not be read as one, as the file is.`,
      {
        where: `${path}:${line}`,
        remedy: `Write the heading of ${version} by hand, and set \`changelog: {path: ${path}, mode: check}\`.`,
      },
    ),
  );
}

/** The day that a section has in its heading, or in the line below; null: none. YYYY-MM-DD. */
const dateOf = (document: ChangelogDocument, section: ReleaseSection): string | null =>
  (section.name.date ?? dateLineOf(document, section)?.date)?.iso ?? null;

/** Whether the section would stay as it is when it is looked at again: a word in it may read like a day still to be filled in. */
function isSettled(after: ChangelogDocument, bytes: Uint8Array, request: ChangelogRequest): boolean {
  const again = checkSection(after, request);
  return !again.ok || Buffer.compare(again.value.bytes, bytes) === 0;
}

/** A link of the list at the end that stands in a section is followed there: what is read is not what was written. */
const hasLinks = (bytes: Uint8Array): boolean =>
  /\[unreleased\]:|\.\. _|https?:/i.test(Buffer.from(bytes).toString('latin1'));

/** Where everybody looks for it nothing has to be said: the change itself is shown. */
const isUsual = (path: string): boolean => path === 'CHANGELOG.md';

/** What stands in a changelog about a version. */
export interface ExtractedSection {
  /** YYYY-MM-DD; null: its heading has no date. */
  readonly date: string | null;
  readonly body: string;
}

/** The section of a version, or null. */
export function extractSection(
  bytes: Uint8Array,
  version: string,
  { path, component }: { readonly path: string; readonly component: string | null } = {
    path: 'CHANGELOG.md',
    component: null,
  },
): ExtractedSection | null {
  if (bytes.byteLength > MAXIMUM_CHANGELOG_SIZE) return null;
  const document = readDocument(bytes, path, { versions: [version], component });
  const section = writtenSection(document, version);
  if (section === null) return null;
  return { date: dateOf(document, section), body: sectionText(document, section) };
}
