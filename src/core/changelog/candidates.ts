import { asBytes } from '../file-text.ts';
import { decoded } from './heading-lines.ts';
import { plainText, saysNothing } from './section-text.ts';
import type { ChangelogDocument, ReleaseSection, Section } from './sections.ts';
import { isCandidateOf } from './version-text.ts';

/** The sections of the pre-releases of a final version, in the order of the file. */
export const candidatesOf = (document: ChangelogDocument, version: string): readonly ReleaseSection[] =>
  document.releases.filter(({ name }) => isCandidateOf(name.version, version));

/** A part of a section: what stands below one of its sub-headings, or above the first one. */
interface Part {
  /** Words of the sub-heading in lower case; empty above the first. */
  readonly key: string;
  /** The sub-heading as it stands, in bytes. */
  readonly heading: string;
  readonly text: string;
  /** Where another entry of this part would go. Offsets count characters of the file's text. */
  readonly end: number;
}

function partsOf({ file: { text }, headings }: ChangelogDocument, { heading, end }: Section): Part[] {
  const below = headings.filter((each) => each.start >= heading.end && each.end <= end && each.start < end);
  const starts = [
    { key: '', start: heading.end, from: heading.end },
    ...below.map((each) => ({ key: each.text.trim().toLowerCase(), start: each.start, from: each.end })),
  ];
  return starts.map(({ key, start, from }, at) => {
    const raw = text.slice(from, starts[at + 1]?.start ?? end);
    return { key, heading: text.slice(start, from), text: raw, end: from + raw.trimEnd().length };
  });
}

/** What candidates say that the section of the final version does not: insertions, by where they go. */
export interface Collected {
  readonly insertions: readonly { readonly at: number; readonly text: string }[];
  /** What the whole section says, without its heading, with line feeds. */
  readonly says: string;
}

/** What is added to a section: entries, and the sub-heading that they stand under where there is one. */
export type AddedPart = Omit<Part, 'end'>;

/** What the candidates of a version say, in the order of the file. */
export const partsOfCandidates = (document: ChangelogDocument, candidates: readonly ReleaseSection[]): AddedPart[] =>
  candidates.flatMap((each) => partsOf(document, each));

/**
 * What is told under the same sub-heading goes below it, in the order given; the rest goes to the end. What the section says
 * already is not said twice.
 */
export function addParts(
  document: ChangelogDocument,
  section: Section,
  parts: readonly AddedPart[],
  lineEnd: string,
): Collected {
  const { markup, file } = document;
  const own = partsOf(document, section);
  const added = new Map<number, string[]>();
  const tail: { key: string; heading: string; texts: string[] }[] = [];
  const whole = file.text.slice(section.heading.end, section.end);
  const seen = new Set(blocksOf(whole));
  for (const part of parts) {
    const blocks = blocksOf(asBytes(plainText(part.text, markup))).filter((block) => !seen.has(block));
    if (saysNothing(decoded(blocks.join('\n')), markup)) continue;
    for (const block of blocks) seen.add(block);
    const text = blocks.join('\n').replaceAll('\n', lineEnd);
    const isSame = ({ key, text: has }: Part) => key === part.key && (key !== '' || !saysNothing(decoded(has), markup));
    const place = own.findIndex(isSame);
    const last = tail.find(({ key }) => key === part.key);
    if (place !== -1) added.set(place, [...(added.get(place) ?? []), text]);
    else if (last !== undefined) last.texts.push(text);
    else tail.push({ key: part.key, heading: part.heading, texts: [text] });
  }
  const insertions = [...added].map(([place, texts]) => ({
    at: own[place]?.end ?? section.heading.end,
    text: texts.map((text) => `${lineEnd}${text}`).join(''),
  }));
  const end = section.heading.end + whole.trimEnd().length;
  // Without a sub-heading of its own an entry would be taken for one of the last sub-heading's.
  const rest = [...tail].sort((a, b) => Number(a.key !== '') - Number(b.key !== ''));
  for (const { key, heading, texts } of rest)
    insertions.push({
      at: key === '' ? section.heading.end : end,
      text: `${lineEnd}${lineEnd}${key === '' ? '' : `${heading}${lineEnd}${lineEnd}`}${texts.join(lineEnd)}`,
    });
  return { insertions, says: withInsertions(document, section, insertions) };
}

function withInsertions(
  { file, markup }: ChangelogDocument,
  section: Section,
  insertions: Collected['insertions'],
): string {
  let says = '';
  let from = section.heading.end;
  for (const { at, text } of [...insertions].sort((a, b) => a.at - b.at)) {
    says += file.text.slice(from, at) + text;
    from = at;
  }
  return plainText(says + file.text.slice(from, section.end), markup);
}

/** Entries with the lines that belong to them: a new one begins flush left. */
function blocksOf(text: string): string[] {
  const blocks: string[] = [];
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    if (line.trim() === '' && blocks.length === 0) continue;
    if (/^\S/.test(line) || blocks.length === 0) blocks.push(line);
    else blocks[blocks.length - 1] += `\n${line}`;
  }
  return blocks.map((block) => block.trimEnd());
}
