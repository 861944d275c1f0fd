import { asBytes } from '../file-text.ts';
import { finalWord, withoutFinalWord } from '../final-word.ts';
import type { HeadingLine, HeadingMark } from './heading-lines.ts';
import { COMMIT, isPackagingForm } from './heading-name.ts';
import { followedTargets, type LinkStep, strangeUrls } from './link-targets.ts';
import type { ChangelogDocument, ReleaseSection } from './sections.ts';
import { versionKey } from './version-text.ts';

/** What a new heading is about. */
export interface NewHeading {
  readonly version: string;
  /** YYYY-MM-DD. */
  readonly date: string;
}

/** Neighbours that are looked at for what their headings have in common. */
const NEIGHBOURS = 5;

/** The released sections next to where a new one comes, the nearest first. */
export function neighboursOf({ releases, isAscending }: ChangelogDocument): readonly ReleaseSection[] {
  const released = releases.filter(({ name }) => name.placeholder === null);
  return (isAscending ? [...released].reverse() : released).slice(0, NEIGHBOURS);
}

/**
 * The neighbour whose style a heading takes: where levels differ, as with tools that put patches one lower, one of the same
 * kind of version.
 */
export function modelFor(document: ChangelogDocument, version: string): ReleaseSection | null {
  const neighbours = neighboursOf(document);
  const isPatch = (text: string) => (versionKey(text)?.numbers[2] ?? 0) > 0;
  const isMixed = new Set(neighbours.map(({ heading }) => heading.level)).size > 1;
  const alike = isMixed ? neighbours.find(({ name }) => isPatch(name.version) === isPatch(version)) : undefined;
  return alike ?? neighbours[0] ?? null;
}

/** The words of a heading in the style of its neighbours. */
export function writeWords(document: ChangelogDocument, release: NewHeading, step: LinkStep | null): string {
  const model = modelFor(document, release.version);
  if (model === null) return defaultWords(document, release);
  const { heading, name } = model;
  const { text } = heading;
  const version = versionLike(document, release.version);
  const target = (part: string) => followedTargets(part, name.version, { version, step });
  const { date } = name;
  const before = text.slice(0, name.start);
  // The commit of its tag is not known before there is one.
  const after = text.slice(name.end).replace(COMMIT, '');
  const dated = (part: string, offset: number): string =>
    date === null || date.start < offset || date.end > offset + part.length
      ? target(part)
      : target(part.slice(0, date.start - offset)) + date.write(release.date) + target(part.slice(date.end - offset));
  const words =
    dated(before, 0) +
    version +
    (isCommonRemark(document, model) ? dated(after, name.end) : dateAlone(model, target, release));
  // An address that does not tell its version leads to the old release.
  return strangeUrls(text, name.version).reduce((rest, url) => rest.replace(`](${url})`, ']'), words);
}

/** `1.3` where `1.2` stands for 1.2.0; `1.3.0-stable` where the final releases before are called so. */
function versionLike(document: ChangelogDocument, version: string): string {
  const words = neighboursOf(document).map(({ name }) => finalWord(name.version));
  return (
    shortLike(document, version) +
    (/\d$/.test(version) && versionKey(version)?.prerelease === '' ? (words[0] ?? '') : '')
  );
}

function shortLike(document: ChangelogDocument, version: string): string {
  if (!/^\d+\.\d+\.0$/.test(version)) return version;
  const parts = neighboursOf(document).map(({ name }) => withoutFinalWord(name.version).split(/[.-]/).length);
  const isShort = parts.includes(2) && !neighboursOf(document).some(({ name }) => /^\d+\.\d+\.0$/.test(name.version));
  return isShort ? version.slice(0, -2) : version;
}

/** What follows the version, without what differs from release to release. */
function remarkOf({ heading: { text }, name }: ReleaseSection): string {
  const { date } = name;
  const after = text
    .slice(name.end)
    .replace(/\]\([^)]{0,900}\)/g, ']()')
    .replace(/\]\[[^\]]{0,200}\]/g, '][]');
  const cut = date === null || date.start < name.end ? after : after.replace(text.slice(date.start, date.end), '@');
  return cut
    .replaceAll(name.version, '@')
    .replace(/\[YANKED\]/i, '')
    .replace(COMMIT, '')
    .trim();
}

/** Whether what follows the version says the same in two releases, or says nothing in words: a code name belongs to one. */
function isCommonRemark(document: ChangelogDocument, model: ReleaseSection): boolean {
  const remark = remarkOf(model);
  if (/YANKED/i.test(model.heading.text.slice(model.name.end))) return false;
  const words = remark.replace(/\{#[^}]*\}|<[^>]*>/g, '');
  if (isPackagingForm(model.heading.text) || !/\p{L}/u.test(words)) return true;
  if (/^[\W@]*[([](stable|lts|release)[)\]][\W@]*$/i.test(words)) return true;
  if (/^[\W@]*(released?( on)?|on|dated?|du|le|vom|am|den|del?|of)[\W@]*$/i.test(words)) return true;
  return document.releases.some((each) => each !== model && remarkOf(each) === remark);
}

/** The end of a heading with the closing marks of the version and the date, without what else its neighbour said. */
function dateAlone(
  { heading: { text }, name }: ReleaseSection,
  target: (part: string) => string,
  release: NewHeading,
): string {
  const { date } = name;
  const closing =
    /^\]?(?:\([^)]{0,900}\)|\[[^\]]{0,200}\])?\]?(?:`_)?(?:\*\*|__)?:?/.exec(text.slice(name.end))?.[0] ?? '';
  const isLink = closing.startsWith(']') || !closing.startsWith('(');
  const kept = isLink ? closing : '';
  if (date === null || date.start < name.end) return target(kept);
  const opening =
    /(?:[ \t]+[-–—:/|,]+)?[,:]?[ \t]*[([]?$/.exec(text.slice(name.end + kept.length, date.start))?.[0] ?? ' - ';
  const end = /^[)\]]?/.exec(text.slice(date.end))?.[0] ?? '';
  return target(kept) + (opening.trim() === '' && opening === '' ? ' ' : opening) + date.write(release.date) + end;
}

/** Without a neighbour: as Keep a Changelog has it, in the marks of the Unreleased heading. */
function defaultWords({ unreleased }: ChangelogDocument, { version, date }: NewHeading): string {
  const isBracketed = unreleased[0]?.heading.text.startsWith('[') === true;
  return `${isBracketed ? `[${version}]` : version} - ${date}`;
}

/** A whole heading, as bytes, in the marks of its model: with the anchors above it, and the line below. */
export function writeHeading(
  document: ChangelogDocument,
  words: string,
  { version, lineEnd }: { readonly version: string; readonly lineEnd: string },
): string {
  const model = modelFor(document, version);
  const heading = (model ?? document.unreleased[0])?.heading ?? null;
  const anchors = model === null ? '' : anchorsOf(document, model, version);
  return anchors + marked(heading?.mark ?? { kind: 'signs', before: '## ', after: '' }, heading, words, lineEnd);
}

/** `<a name="1.2.0"></a>` above the neighbour becomes one for the new version; another text is not repeated. */
function anchorsOf({ file }: ChangelogDocument, { heading, name }: ReleaseSection, version: string): string {
  const hasOverline = heading.mark.kind === 'underline' && heading.mark.hasOverline;
  const above = file.text.slice(heading.start, heading.lineStart);
  const lines = above.split('\n').slice(0, hasOverline ? -2 : -1);
  const anchors = lines.length === 0 ? '' : `${lines.join('\n')}\n`;
  return anchors.includes(name.version) ? anchors.replaceAll(name.version, version) : '';
}

/** The words with their marks; an underline is as long as the words, or as all underlines are where they are longer. */
export function marked(mark: HeadingMark, like: HeadingLine | null, words: string, lineEnd: string): string {
  const bytes = asBytes(words);
  if (mark.kind === 'none') return bytes;
  if (mark.kind === 'signs') return `${mark.before}${bytes}${mark.after}`;
  const line = mark.sign.repeat(underlineLength(mark.length, like?.text ?? '', words));
  return `${mark.hasOverline ? `${line}${lineEnd}` : ''}${bytes}${lineEnd}${line}`;
}

export function underlineLength(length: number, text: string, words: string): number {
  const [old, needed] = [[...text].length, [...words].length];
  return length > old ? Math.max(length, needed) : needed;
}
