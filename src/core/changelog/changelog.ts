import { applyEdits, asBytes, lineAt, lineEnding, readFileText, type TextEdit } from '../file-text.ts';
import { type Checked, checked, failed, problem } from '../problem.ts';

/** A `## [1.2.0] - 2026-02-13` heading and the extent of its section. Offsets count characters. */
interface Section {
  readonly name: string;
  readonly date: string | null;
  readonly start: number;
  readonly headingEnd: number;
  readonly end: number;
}

/** Changelogs are long, but not that long. Bytes. */
const MAXIMUM_SIZE = 2 * 1024 * 1024;

const HEADING =
  /^##[ \t]+\[?([^\]\s]+)\]?(?:\([^)]*\))?(?:[ \t]+-[ \t]+(\d{4}-\d{2}-\d{2}))?(?:[ \t]+\[YANKED\])?[ \t]*$/i;

/** A longer line is no heading; the bound keeps what a pattern may try on it small. Characters. */
const LONGEST_HEADING = 1_000;

/** Whether a line leaves a comment open. */
function opensComment(line: string): boolean {
  const start = line.lastIndexOf('<!--');
  return start !== -1 && line.indexOf('-->', start + 4) === -1;
}

/** Sections by their level-two headings; those in fenced code and HTML comments are none. */
function readSections(text: string): { sections: Section[]; linksStart: number } {
  const sections: { name: string; date: string | null; start: number; headingEnd: number }[] = [];
  let fence: string | null = null;
  let inComment = false;
  let position = 0;
  // Link definitions and rules after the last section belong to no release.
  let linksStart = text.length;
  let tailStart: number | null = null;
  for (const line of text.split('\n')) {
    const content = line.replace(/\r$/, '');
    const opening: string | undefined = /^ {0,3}(`{3,}|~{3,})/.exec(content)?.[1];
    if (fence !== null) {
      if (
        opening !== undefined &&
        opening[0] === fence[0] &&
        opening.length >= fence.length &&
        /^\s*[`~]+\s*$/.test(content)
      )
        fence = null;
    } else if (inComment) {
      if (content.includes('-->')) inComment = false;
    } else if (opening !== undefined) fence = opening;
    else if (opensComment(content)) inComment = true;
    else {
      const heading = content.length > LONGEST_HEADING ? null : HEADING.exec(content);
      if (heading !== null) {
        sections.push({
          name: heading[1] ?? '',
          date: heading[2] ?? null,
          start: position,
          headingEnd: position + line.length,
        });
      }
    }
    const isTail = /^(\s*|-{3,}\s*|\[[^\]]+\]:\s.*)$/.test(content);
    if (!isTail) tailStart = null;
    else if (tailStart === null && content.trim() !== '') tailStart = position;
    position += line.length + 1;
  }
  if (tailStart !== null && /^\[[^\]]+\]:\s/m.test(text.slice(tailStart))) linksStart = tailStart;
  return {
    linksStart,
    sections: sections.map((section, index) => ({
      ...section,
      end: Math.min(sections[index + 1]?.start ?? linksStart, Math.max(linksStart, section.headingEnd)),
    })),
  };
}

/** Whether a section tells anything: sub-headings, rules and comments alone do not. */
const isEmptySection = (body: string): boolean =>
  withoutComments(body)
    .split('\n')
    .every((line) => /^(#{1,6}(\s.*)?|-{3,})?$/.test(line.trim()));

function withoutComments(text: string): string {
  let rest = '';
  let at = 0;
  for (;;) {
    const start = text.indexOf('<!--', at);
    const end = start === -1 ? -1 : text.indexOf('-->', start + 4);
    if (end === -1) return rest + text.slice(at);
    rest += text.slice(at, start);
    at = end + 3;
  }
}

export interface ChangelogRelease {
  readonly version: string;
  readonly tag: string;
  /** YYYY-MM-DD, in UTC. */
  readonly date: string;
  readonly repositoryUrl: string;
  readonly allowEmpty: boolean;
}

export interface PromotedChangelog {
  readonly bytes: Uint8Array;
  /** What the release's section says, without its heading. */
  readonly section: string;
}

/**
 * Makes `[Unreleased]` the section of a version: an empty `[Unreleased]` stays above it, compare links at the end
 * follow where there are any for Unreleased.
 *
 * Source: Keep a Changelog 1.1.0.
 */
export function promoteChangelog(bytes: Uint8Array, release: ChangelogRelease): Checked<PromotedChangelog> {
  if (bytes.byteLength > MAXIMUM_SIZE)
    return failed(problem('file-too-large', `The changelog has ${bytes.byteLength} bytes.`));
  const file = readFileText(bytes);
  const { text } = file;
  const { sections } = readSections(text);
  const existing = sections.find((section) => section.name === release.version);
  if (existing !== undefined) {
    return failed(
      problem(
        'changelog-version-exists',
        `There is a section for ${release.version} in line ${lineAt(text, existing.start)} already.`,
      ),
    );
  }
  const unreleased = sections.filter((section) => section.name.toLowerCase() === 'unreleased');
  const [section, second] = unreleased;
  if (section === undefined)
    return failed(problem('changelog-missing-section', 'There is no `## [Unreleased]` heading.'));
  if (second !== undefined) {
    return failed(
      problem(
        'changelog-missing-section',
        `There are two [Unreleased] sections, in lines ${lineAt(text, section.start)} and ${lineAt(text, second.start)}.`,
        { remedy: 'Make one section of them.' },
      ),
    );
  }
  const body = text.slice(section.headingEnd, section.end);
  if (isEmptySection(body) && !release.allowEmpty) {
    return failed(problem('changelog-empty-section', `[Unreleased] in line ${lineAt(text, section.start)} is empty.`));
  }
  const end = lineEnding(text);
  const hasCarriage = text[section.headingEnd - 1] === '\r';
  const at = hasCarriage ? section.headingEnd - 1 : section.headingEnd;
  const bracketed = /^##[ \t]+\[/.test(text.slice(section.start, section.headingEnd));
  const name = bracketed ? `[${release.version}]` : release.version;
  const edits: TextEdit[] = [{ start: at, end: at, replacement: asBytes(`${end}${end}## ${name} - ${release.date}`) }];
  edits.push(...linkEdits(text, release, end));
  const content = Buffer.from(body, 'latin1').toString('utf8').replaceAll('\r\n', '\n').trim();
  return checked({ bytes: applyEdits(file, edits), section: content });
}

/** The bounds keep what the pattern may try small. */
const UNRELEASED_LINK = /^(\[unreleased\]):[ \t]{0,20}(\S{1,700})[ \t]{0,20}\r?$/gim;

/** `[unreleased]: …/compare/v1.1.0...HEAD` becomes two lines; without such a link there is nothing to follow. */
function linkEdits(text: string, release: ChangelogRelease, end: string): TextEdit[] {
  for (const match of text.matchAll(UNRELEASED_LINK)) {
    const [line, label = '', url = ''] = match;
    const comparison = url.indexOf('/compare/');
    const dots = url.indexOf('...', comparison + '/compare/'.length + 1);
    if (comparison < 1 || dots === -1 || dots + 3 === url.length) continue;
    const base = url.slice(0, comparison);
    const previous = url.slice(comparison + '/compare/'.length, dots);
    const head = url.slice(dots + 3);
    const replacement = `${label}: ${base}/compare/${asBytes(release.tag)}...${head}${end}[${release.version}]: ${base}/compare/${previous}...${asBytes(release.tag)}`;
    const length = line.endsWith('\r') ? line.length - 1 : line.length;
    return [{ start: match.index, end: match.index + length, replacement }];
  }
  return [];
}

/** The section of a released version, or null. */
export function extractSection(bytes: Uint8Array, version: string): { date: string | null; body: string } | null {
  if (bytes.byteLength > MAXIMUM_SIZE) return null;
  const { text } = readFileText(bytes);
  const section = readSections(text).sections.find((each) => each.name === version);
  if (section === undefined) return null;
  const body = Buffer.from(text.slice(section.headingEnd, section.end), 'latin1').toString('utf8');
  return { date: section.date, body: body.replaceAll('\r\n', '\n').trim() };
}

/** The newest version with a section, or null. */
export function newestSection(bytes: Uint8Array): string | null {
  if (bytes.byteLength > MAXIMUM_SIZE) return null;
  const { sections } = readSections(readFileText(bytes).text);
  return sections.find((section) => section.name.toLowerCase() !== 'unreleased')?.name ?? null;
}
