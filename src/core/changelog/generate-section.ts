import { counted } from '../counted.ts';
import { applyEdits, lineEnding, type TextEdit } from '../file-text.ts';
import { type Checked, checked, failed, problem } from '../problem.ts';
import { type AddedPart, candidatesOf } from './candidates.ts';
import { type CommitListStyle, commitList, commitListStyle } from './commit-list.ts';
import { followLinks, linkStep } from './compare-links.ts';
import { writeDateLine } from './date-line.ts';
import { type ChangeCommit, generatedParts, namedPullRequests } from './generate.ts';
import { modelFor, neighboursOf, writeHeading, writeWords } from './heading-style.ts';
import { type ChangelogRelease, promoteSection, type ReleasedChangelog } from './promote.ts';
import { plainText } from './section-text.ts';
import type { ChangelogDocument } from './sections.ts';

/** What a section is generated from: the commits since the last release. */
export interface ChangesSinceRelease {
  readonly commits: readonly ChangeCommit[];
  /** The commit that is released. */
  readonly head: string;
}

export interface GeneratedRelease extends ChangelogRelease {
  readonly repositoryUrl: string;
  readonly changes: ChangesSinceRelease | null;
}

/**
 * Writes the section of a version from what was merged. What a person wrote under Unreleased comes first.
 */
export function generateSection(document: ChangelogDocument, release: GeneratedRelease): Checked<ReleasedChangelog> {
  const { text } = document.file;
  const lineEnd = lineEnding(text);
  const { changes, repositoryUrl } = release;
  const list = commitListStyle(document);
  const parts =
    changes === null
      ? []
      : list === null
        ? generatedParts(document, { ...changes, repositoryUrl, lineEnd })
        : listed(document, list, changes);
  const [unreleased] = document.unreleased;
  if (unreleased !== undefined) {
    const told = namedPullRequests(text.slice(unreleased.heading.end, unreleased.end));
    return promoteSection(document, release, withoutTold(parts, told));
  }
  if (parts.length === 0 && !release.allowEmpty) {
    const count = changes?.commits.length ?? 0;
    const what = `None of the ${counted(count, 'commit')} since the last release tells of a change that a changelog names.`;
    return failed(problem('changelog-empty-section', what, { where: document.path }));
  }
  return checked(newSection(document, release, parts, { lineEnd, gap: list?.gap ?? 1 }));
}

/** The commits as the file lists them: also those that a merge brought in. */
function listed(document: ChangelogDocument, style: CommitListStyle, { commits }: ChangesSinceRelease): AddedPart[] {
  const text = commitList(style, commits, neighboursOf(document)[0]?.name.version ?? null);
  return text === '' ? [] : [{ key: '', heading: '', text: `\n${text}\n` }];
}

/** Without the entries whose pull request is told already. */
function withoutTold(parts: readonly AddedPart[], told: ReadonlySet<string>): AddedPart[] {
  return parts.flatMap((part) => {
    const lines = part.text.split('\n').filter((line) => {
      const [number] = namedPullRequests(line);
      return number === undefined || !told.has(number);
    });
    return lines.some((line) => line.trim() !== '') ? [{ ...part, text: lines.join('\n') }] : [];
  });
}

/** A section above the newest one; without any, at the end. */
function newSection(
  document: ChangelogDocument,
  release: GeneratedRelease,
  parts: readonly AddedPart[],
  { lineEnd, gap }: { readonly lineEnd: string; readonly gap: number },
): ReleasedChangelog {
  const { text } = document.file;
  const { version, tag } = release;
  const linked = { version, tag, lineEnd, candidates: candidatesOf(document, version) };
  const dateLine = writeDateLine(document, modelFor(document, version), release.date);
  const heading = writeHeading(document, writeWords(document, release, linkStep(document, linked)), {
    version,
    lineEnd,
  });
  const blank = `${lineEnd}${lineEnd}`;
  const body = parts
    .map(({ heading: title, text: entries }) => {
      const lines = entries.trim().replaceAll('\n', lineEnd);
      return title === '' ? lines : `${title}${blank}${lines}`;
    })
    .join(blank);
  const section = `${heading}${dateLine}${body === '' ? '' : `${blank}${body}`}`;
  const newest = document.isAscending ? undefined : document.releases[0];
  const at = newest?.heading.start ?? text.trimEnd().length;
  const replacement =
    newest === undefined
      ? `${at === 0 ? '' : blank}${section}${text === '' ? lineEnd : ''}`
      : `${section}${lineEnd.repeat(gap + 1)}`;
  const edits: TextEdit[] = [{ start: at, end: at, replacement }, ...followLinks(document, null, linked).edits];
  return {
    bytes: applyEdits(document.file, edits),
    section: plainText(body, document.markup),
    notes: [`${document.path}: the section of ${version} is written from the commits since the last release.`],
  };
}
