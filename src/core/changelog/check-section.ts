import { applyEdits, asBytes, type TextEdit } from '../file-text.ts';
import { type Checked, checked, failed, type Problem, problem } from '../problem.ts';
import { linkStep } from './compare-links.ts';
import { dateLineOf, fillDateLine } from './date-line.ts';
import { isPackagingForm } from './heading-name.ts';
import { modelFor, neighboursOf, underlineLength, writeWords } from './heading-style.ts';
import { type ChangelogRelease, type ReleasedChangelog, shown } from './promote.ts';
import { isEmptySection, sectionText } from './section-text.ts';
import { type ChangelogDocument, lineOf, type ReleaseSection, sectionsOf } from './sections.ts';
import { isCandidateOf } from './version-text.ts';

/**
 * The section that a maintainer wrote for a version. The file stays as it is, but for what stands in its heading in the place
 * of the date.
 */
export function checkSection(document: ChangelogDocument, release: ChangelogRelease): Checked<ReleasedChangelog> {
  const section = writtenSection(document, release.version);
  if (section === null) return failed(missingSection(document, release));
  const { path } = document;
  const line = lineOf(document, section);
  if (isEmptySection(document, section) && !release.allowEmpty && !listsHeadingsAlone(document, section)) {
    const what = `The section ${JSON.stringify(shown(section))} in line ${line} is empty.`;
    return failed(problem('changelog-empty-section', what, { where: `${path}:${line}` }));
  }
  const says = sectionText(document, section);
  const below = dateLineOf(document, section);
  const [neighbour] = neighboursOf(document).filter((each) => each !== section);
  const like = neighbour === undefined ? null : (dateLineOf(document, neighbour)?.date ?? null);
  const filled =
    below === null || isCandidateOf(release.version, section.name.version)
      ? null
      : fillDateLine(below, like, release.date);
  if (filled !== null) {
    const told = `${path}:${line}: the date of ${JSON.stringify(shown(section))} is filled in below.`;
    return checked({ bytes: applyEdits(document.file, [filled]), section: says, notes: [told] });
  }
  if (section.name.placeholder === null || isCandidateOf(release.version, section.name.version)) {
    const notes = [
      `${path}:${line}, ${JSON.stringify(shown(section))}, is what was written of ${release.version}; the file stays as it is.`,
    ];
    return checked({ bytes: applyEdits(document.file, []), section: says, notes });
  }
  const words = datedWords(document, section, release);
  const bytes = applyEdits(document.file, headingEdits(document, section, words));
  return checked({ bytes, section: says, notes: [`${path}:${line} becomes ${JSON.stringify(words)}.`] });
}

/** Releases before that say nothing below their headings, where the next one need not either. */
const TELLING = 3;

/** Whether the file is a list of releases that are told to be out, and of nothing else. */
function listsHeadingsAlone(document: ChangelogDocument, section: ReleaseSection): boolean {
  const before = neighboursOf(document).filter((each) => each !== section);
  return before.length >= TELLING && before.every((each) => isEmptySection(document, each));
}

/** The section of a version; of several, the first that says something. A candidate may stand in the final version's. */
export function writtenSection(document: ChangelogDocument, version: string): ReleaseSection | null {
  const own = sectionsOf(document, version);
  const all = own.length > 0 ? own : document.releases.filter(({ name }) => isCandidateOf(version, name.version));
  return all.find((each) => !isEmptySection(document, each)) ?? all[0] ?? null;
}

/** The heading with its date in place, in the form of its neighbours. */
function datedWords(document: ChangelogDocument, section: ReleaseSection, release: ChangelogRelease): string {
  const { heading, name } = section;
  const { text } = heading;
  const { placeholder } = name;
  if (placeholder === null) return text;
  const [neighbour] = neighboursOf(document);
  if (isPackagingForm(text)) {
    const distribution = /\) ([A-Za-z0-9 ._-]+);/.exec(neighbour?.heading.text ?? '')?.[1] ?? 'unstable';
    return text.slice(0, placeholder.start) + distribution + text.slice(placeholder.end);
  }
  const step = linkStep(document, { version: release.version, tag: release.tag, lineEnd: '\n', candidates: [] });
  const isMark = placeholder.start >= name.start && placeholder.end <= name.end;
  if (neighbour === undefined && !isMark) {
    return text.slice(0, placeholder.start) + release.date + text.slice(placeholder.end);
  }
  const date = neighbour?.name.date ?? null;
  const isBehind = neighbour !== undefined && date !== null && date.start > neighbour.name.end;
  if (isMark || date === null || isBehind !== placeholder.start > name.end) return writeWords(document, release, step);
  return text.slice(0, placeholder.start) + date.write(release.date) + text.slice(placeholder.end);
}

/** The words, and the line below them where it would be too short. */
function headingEdits({ file: { text } }: ChangelogDocument, { heading }: ReleaseSection, words: string): TextEdit[] {
  const { mark, textStart, textEnd, lineStart, lineEnd, end } = heading;
  const edits: TextEdit[] = [{ start: textStart, end: textEnd, replacement: asBytes(words) }];
  if (mark.kind !== 'underline') return edits;
  const length = underlineLength(mark.length, heading.text, words);
  if (length === mark.length) return edits;
  const line = mark.sign.repeat(length);
  const below = text.slice(lineEnd, end).search(/[^\r\n \t]/) + lineEnd;
  edits.push({ start: below, end: below + mark.length, replacement: line });
  if (mark.hasOverline) {
    const above = text.slice(0, lineStart).trimEnd().length - mark.length;
    edits.push({ start: above, end: above + mark.length, replacement: line });
  }
  return edits;
}

/** What a person writes, in the form that the file has: the heading that is missing, and where. */
function missingSection(document: ChangelogDocument, release: ChangelogRelease): Problem {
  const { path, isAscending } = document;
  const newest = isAscending ? document.releases.at(-1) : document.releases[0];
  const off =
    'have it made of what was merged (`changelog: {mode: generate}`), or set `changelog: false` where another tool writes the changelog';
  if (newest === undefined) {
    return problem('changelog-missing-section', `${path} names no release, and nothing says what is unreleased.`, {
      where: path,
      remedy: `Write a heading for ${release.version} and the changes below it, ${off}.`,
    });
  }
  const line = lineOf(document, newest);
  const isOpen = newest.name.placeholder !== null;
  const model = modelFor(document, release.version);
  const words = model === null ? release.version : writeWords(document, release, null);
  const what = `${path} has no section for ${release.version}: its newest one is ${JSON.stringify(shown(newest))} in line ${line}.`;
  const write = `Write its section ${isAscending ? 'below that of' : 'above'} ${newest.name.version}, with a heading like ${JSON.stringify(words)}`;
  return problem('changelog-missing-section', what, {
    where: `${path}:${line}`,
    remedy: isOpen
      ? `If that is the section of ${release.version}, name this version in its heading; else ${write.charAt(0).toLowerCase()}${write.slice(1)}, ${off}.`
      : `${write}, ${off}.`,
  });
}
