import { applyEdits, lineEnding, type TextEdit } from '../file-text.ts';
import { type Checked, checked, failed, type Problem, Problems, problem } from '../problem.ts';
import { type AddedPart, addParts, candidatesOf, partsOfCandidates } from './candidates.ts';
import { followLinks, linkStep } from './compare-links.ts';
import { writeDateLine } from './date-line.ts';
import { modelFor, writeHeading, writeWords } from './heading-style.ts';
import { isEmptySection, sectionText } from './section-text.ts';
import { type ChangelogDocument, lineOf, type Section, sectionsOf } from './sections.ts';

/** The release that a changelog is about. */
export interface ChangelogRelease {
  readonly version: string;
  readonly tag: string;
  /** YYYY-MM-DD, in UTC. */
  readonly date: string;
  readonly allowEmpty: boolean;
}

export interface ReleasedChangelog {
  readonly bytes: Uint8Array;
  /** What the release's section says, without its heading. */
  readonly section: string;
  /** What a person should know of it, as sentences. */
  readonly notes: readonly string[];
}

/** How a person is told of a heading: by its words. */
export const shown = ({ heading }: Section): string => heading.text.slice(0, 80).replace(/\]\([^)]*\)/g, ']');

/**
 * Makes Unreleased the section of a version, under a heading like those of its neighbours. An empty Unreleased stays above
 * it; links follow. The final version after candidates also says what theirs say.
 *
 * @param more what the section says besides
 */
export function promoteSection(
  document: ChangelogDocument,
  release: ChangelogRelease,
  more: readonly AddedPart[] = [],
): Checked<ReleasedChangelog> {
  const isAllowed = release.allowEmpty || more.length > 0;
  const section = promotable(document, { ...release, allowEmpty: isAllowed });
  if (!section.ok) return section;
  const { text } = document.file;
  const lineEnd = lineEnding(text);
  const unreleased = section.value;
  const candidates = candidatesOf(document, release.version);
  const linked = { version: release.version, tag: release.tag, lineEnd, candidates };
  const collected = addParts(document, unreleased, [...more, ...partsOfCandidates(document, candidates)], lineEnd);
  const words = writeWords(document, release, linkStep(document, linked));
  const dateLine = writeDateLine(document, modelFor(document, release.version), release.date);
  const heading = writeHeading(document, words, { version: release.version, lineEnd }) + dateLine;
  const links = followLinks(document, unreleased, linked);
  const edits = joined([
    ...headingEdits(document, unreleased, heading, lineEnd, links.edits),
    ...collected.insertions.map(({ at, text: added }): TextEdit => ({ start: at, end: at, replacement: added })),
  ]);
  if (areTangled(edits)) return failed(tangled(document, unreleased));
  const bytes = applyEdits(document.file, edits);
  const told = candidates.map((each) => shown(each)).join(', ');
  const notes = [...links.notes];
  if (candidates.length > 0)
    notes.unshift(`${document.path}: the section of ${release.version} collects those of ${told}.`);
  return checked({
    bytes,
    section: collected.insertions.length === 0 ? sectionText(document, unreleased) : collected.says,
    notes,
  });
}

/** Whether one edit begins inside another: a heading that is a link's definition as well. */
function areTangled(edits: readonly TextEdit[]): boolean {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  return sorted.some(({ start }, at) => start < (sorted[at - 1]?.end ?? 0));
}

const tangled = (document: ChangelogDocument, section: Section): Problem =>
  problem('changelog-missing-section', `The heading of what is unreleased cannot be told from the links beside it.`, {
    where: `${document.path}:${lineOf(document, section)}`,
    remedy: 'Put an empty line between the heading and the definitions of links.',
  });

/** The one Unreleased section, unless something speaks against promoting it. Everything is told at once. */
function promotable(document: ChangelogDocument, { version, allowEmpty }: ChangelogRelease): Checked<Section> {
  const problems = new Problems();
  const { path, unreleased } = document;
  for (const each of sectionsOf(document, version)) {
    const line = lineOf(document, each);
    problems.add(
      problem('changelog-version-exists', `There is a section for ${version} in line ${line} already.`, {
        where: `${path}:${line}`,
        remedy: `Move what stands under ${shown(unreleased[0] ?? each)} there and set \`changelog: {path: ${path}, mode: check}\`, or release another version.`,
      }),
    );
  }
  const [section, second] = unreleased;
  if (section === undefined) {
    problems.add(missingUnreleased(document));
  } else if (second !== undefined) {
    const [line, other] = [lineOf(document, section), lineOf(document, second)];
    problems.add(
      problem(
        'changelog-missing-section',
        `There are two sections of what is unreleased, in lines ${line} and ${other}.`,
        {
          where: `${path}:${other}`,
          remedy: 'Make one section of them.',
        },
      ),
    );
  } else if (!allowEmpty && isEmptySection(document, section) && candidatesOf(document, version).length === 0) {
    const line = lineOf(document, section);
    problems.add(
      problem('changelog-empty-section', `${shown(section)} in line ${line} is empty.`, { where: `${path}:${line}` }),
    );
  }
  return problems.over(() => section as Section);
}

function missingUnreleased({ path, releases, isAscending }: ChangelogDocument) {
  const newest = isAscending ? releases.at(-1) : releases[0];
  const like = newest === undefined ? '' : `, marked like ${JSON.stringify(shown(newest))}`;
  return problem('changelog-missing-section', `${path} has no section of what is unreleased.`, {
    where: path,
    remedy: `Write a heading "Unreleased"${like}, above the newest release, and the changes below it; or set \`changelog: false\` where another tool writes the changelog.`,
  });
}

/** The new heading, and the links. Oldest first, what is unreleased stands last: its heading moves below the new section. */
function headingEdits(
  { file: { text }, isAscending }: ChangelogDocument,
  { heading, end }: Section,
  added: string,
  lineEnd: string,
  links: readonly TextEdit[],
): TextEdit[] {
  const between = `${lineEnd}${lineEnd}`;
  if (!isAscending) return [{ start: heading.end, end: heading.end, replacement: `${between}${added}` }, ...links];
  const isInside = ({ start, end: last }: TextEdit) => start >= heading.start && last <= heading.end;
  let moved = text.slice(heading.start, heading.end);
  for (const { start, end: last, replacement } of links.filter(isInside))
    moved = moved.slice(0, start - heading.start) + replacement + moved.slice(last - heading.start);
  const at = heading.end + text.slice(heading.end, end).trimEnd().length;
  return [
    { start: heading.start, end: heading.end, replacement: added },
    { start: at, end: at, replacement: `${between}${moved}` },
    ...links.filter((each) => !isInside(each)),
  ];
}

/** Insertions at the same place, in their order, as one. */
function joined(edits: readonly TextEdit[]): TextEdit[] {
  const result: TextEdit[] = [];
  for (const edit of edits) {
    const same = result.findIndex(
      (each) => each.start === edit.start && each.end === edit.end && edit.start === edit.end,
    );
    const found = result[same];
    if (found === undefined) result.push(edit);
    else result[same] = { ...found, replacement: found.replacement + edit.replacement };
  }
  return result;
}
