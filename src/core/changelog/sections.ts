import { type FileText, lineAt, readFileText } from '../file-text.ts';
import { type DateHabits, learnDates } from './date-form.ts';
import { type HeadingLine, linesOf, readBareHeadings, readHeadings } from './heading-lines.ts';
import { type HeadingName, nameHeading, type ReleaseName } from './heading-name.ts';
import { isLinkDefinition } from './link-definitions.ts';
import { type Markup, markupOf } from './markup.ts';
import { compareNumbers, isSameVersion } from './version-text.ts';

/** A heading with the text below it, up to the next one. */
export interface Section<Name extends HeadingName = HeadingName> {
  readonly heading: HeadingLine;
  readonly name: Name;
  /** Where the section ends: at the next heading (with what stands above it), or where links begin. */
  readonly end: number;
}

export type ReleaseSection = Section<ReleaseName>;

export interface ChangelogDocument {
  readonly path: string;
  readonly file: FileText;
  readonly markup: Markup;
  readonly headings: readonly HeadingLine[];
  readonly habits: DateHabits;
  readonly unreleased: readonly Section[];
  /** In the order of the file. */
  readonly releases: readonly ReleaseSection[];
  /** The newest release stands last. */
  readonly isAscending: boolean;
}

/** Versions that surely are some here: what the files say, and what is to be released. Component: what is released. */
export interface ReadingAid {
  readonly versions: readonly string[];
  readonly component: string | null;
}

/** Changelogs are long, but not that long. Bytes. */
export const MAXIMUM_CHANGELOG_SIZE = 2 * 1024 * 1024;

/** Reads a changelog in whatever form it has. At most `MAXIMUM_CHANGELOG_SIZE` bytes. */
export function readDocument(bytes: Uint8Array, path: string, aid: ReadingAid): ChangelogDocument {
  const file = readFileText(bytes);
  const { text } = file;
  const markup = markupOf(path);
  const isKnown = (version: string) => aid.versions.includes(version.replace(/^v/i, ''));
  const marked = readHeadings(text, markup);
  const habits = learnDates(marked.length > 0 ? marked.map((each) => each.text) : bareTexts(text));
  const names = new Map<string, HeadingName | null>();
  const name = (words: string): HeadingName | null => {
    const before = names.get(words);
    if (before !== undefined) return before;
    const found = nameHeading(words, { habits, isKnown });
    names.set(words, found);
    return found;
  };
  let headings: readonly HeadingLine[] = marked;
  let named = nameAll(marked, name);
  let releases = ownReleases(named, aid);
  if (releases.length === 0 && !named.some((each) => each.name.kind === 'unreleased' && each.name.when === 'always')) {
    const bare = readBareHeadings(text, markup, (words) => bareHeading(name(words), words));
    const bareNamed = nameAll(bare, name);
    const bareReleases = ownReleases(bareNamed, aid);
    if (bareReleases.length > 0) {
      // A line without a mark that is no heading of a release is none at all.
      const own = new Set<HeadingLine>(bareReleases.map(({ heading }) => heading));
      named = bareNamed.filter(({ heading, name }) => own.has(heading) || name.kind === 'unreleased');
      headings = named.map(({ heading }) => heading);
      releases = bareReleases;
    }
  }
  const first = releases[0];
  const last = releases.at(-1);
  const isAscending =
    first !== undefined && last !== undefined && compareNumbers(first.name.version, last.name.version) < 0;
  const candidates = named.filter((each) => isUnreleased(each, isAscending ? last : first, isAscending));
  const surely = candidates.filter(({ name }) => name.kind === 'unreleased' && name.when === 'always');
  const unreleased = surely.length > 0 ? surely : candidates;
  const ending = new Set<Named>([...releases, ...unreleased]);
  const ends = new Set(named.flatMap((each) => (ending.has(each) ? [each.heading.start] : [])));
  const limit = linksStart(text, markup);
  const at = new Map(headings.map(({ start }, index) => [start, index]));
  const extent = <Name extends HeadingName>(each: Named<Name>): Section<Name> => {
    const { start, level, end } = each.heading;
    let index = (at.get(start) ?? 0) + 1;
    for (let next = headings[index]; next !== undefined; next = headings[++index])
      if (next.level <= level || ends.has(next.start)) return { ...each, end: next.start };
    return { ...each, end: Math.max(limit, end) };
  };
  const document = { path, file, markup, headings, habits, isAscending };
  return { ...document, unreleased: unreleased.map(extent), releases: releases.map(extent) };
}

interface Named<Name extends HeadingName = HeadingName> {
  readonly heading: HeadingLine;
  readonly name: Name;
}

const nameAll = (headings: readonly HeadingLine[], name: (text: string) => HeadingName | null): Named[] =>
  headings.flatMap((heading) => {
    const found = name(heading.text);
    return found === null ? [] : [{ heading, name: found }];
  });

/** How sure it is that a line without a mark is a heading. */
function bareHeading(name: HeadingName | null, words: string): 'sure' | 'free' | null {
  if (name === null || (name.kind === 'release' && (!name.isBare || isSentence(name, words)))) return null;
  const isSure = name.kind === 'release' && name.subject === '' && (name.date !== null || name.placeholder !== null);
  return isSure ? 'sure' : 'free';
}

/** `The parser was rewritten in 1.2.0.` tells of a release, and is not its heading. */
const isSentence = ({ subject, date }: ReleaseName, words: string): boolean =>
  date === null && subject !== '' && (/[.!?]["')]*$/.test(words) || subject.split(' ').length > 2);

/** Lines that may be headings without a mark, for their dates. */
function bareTexts(text: string): string[] {
  const found: string[] = [];
  for (const { content } of linesOf(text)) {
    if (found.length >= 300) break;
    if (/^\S.{0,200}\d{4}/.test(content.slice(0, 200))) found.push(content.slice(0, 200));
  }
  return found;
}

/**
 * The headings of releases of what is released here. One that calls something else by its name is a release where that is
 * the component, carries a version that is known, or is what headings are called here; else it tells of a dependency.
 */
function ownReleases(named: readonly Named[], { versions, component }: ReadingAid): Named<ReleaseName>[] {
  const all = named.filter((each): each is Named<ReleaseName> => each.name.kind === 'release');
  const subject = component?.toLowerCase() ?? null;
  const isComponent = (name: string) => subject !== null && name.split(/[ /@]/).includes(subject);
  const counts = new Map<string, number>();
  for (const { name } of all) counts.set(name.subject, (counts.get(name.subject) ?? 0) + 1);
  const isKnown = ({ name }: Named<ReleaseName>) =>
    name.isBare && versions.some((each) => isSameVersion(each, name.version));
  const ofComponent = all.some(({ name }) => isComponent(name.subject));
  const accepted = new Set(['']);
  if (ofComponent) for (const { name } of all) if (isComponent(name.subject)) accepted.add(name.subject);
  if (!ofComponent && !counts.has('')) {
    const [usual] = [...counts].sort(([, a], [, b]) => b - a);
    const known = all.filter(isKnown).map(({ name }) => name.subject);
    for (const each of known) accepted.add(each);
    if (known.length === 0 && usual !== undefined && usual[1] > 1) accepted.add(usual[0]);
  } else if (!ofComponent) {
    // Where most headings name nothing, one with a name is the same kind only at their level and with a date or link.
    const levels = new Set(
      all.filter(({ name }) => name.subject === '' && name.isBare).map(({ heading }) => heading.level),
    );
    for (const { name, heading } of all)
      if (
        name.subject !== '' &&
        name.isBare &&
        levels.has(heading.level) &&
        (heading.mark.kind !== 'none' || name.date !== null || name.hasLink) &&
        (counts.get(name.subject) ?? 0) > 1
      )
        accepted.add(name.subject);
  }
  const own = all.filter(({ name }) => accepted.has(name.subject));
  const top = own
    .filter(({ name }) => name.isBare || name.date !== null)
    .reduce((least, { heading }) => Math.min(least, heading.level), Number.POSITIVE_INFINITY);
  return own.filter(({ heading, name }) => heading.level <= top || isSurelyRelease(name));
}

/** Below the level of releases, `2.0 compatibility` is a part of one. */
const isSurelyRelease = (name: ReleaseName): boolean =>
  name.date !== null || name.hasLink || (name.isBare && name.version.split('.').length > 2);

function isUnreleased({ heading, name }: Named, newest: Named | undefined, isAscending: boolean): boolean {
  if (name.kind !== 'unreleased') return false;
  if (name.when === 'always') return true;
  if (newest === undefined) return heading.level <= 2;
  const isAbove = isAscending ? heading.start > newest.heading.start : heading.start < newest.heading.start;
  return isAbove && heading.level <= newest.heading.level;
}

/** Where the links begin that stand below the last section; they belong to no release. Read from the end: there is seldom more. */
function linksStart(text: string, markup: Markup): number {
  let tail: number | null = null;
  let hasLinks = false;
  for (let end = text.length; end >= 0; ) {
    const start = end === 0 ? 0 : text.lastIndexOf('\n', end - 1) + 1;
    const content = text.slice(start, end > start && text[end - 1] === '\r' ? end - 1 : end);
    end = start - 1;
    if (content === '' || content.trim() === '') continue;
    const isLink = isLinkDefinition(content, markup);
    if (!isLink && !/^-{3,}[ \t]*$/.test(content)) break;
    tail = start;
    hasLinks ||= isLink;
  }
  return tail !== null && hasLinks ? tail : text.length;
}

/** The line of a heading's words, counted from 1. */
export const lineOf = ({ file }: ChangelogDocument, { heading }: Section): number =>
  lineAt(file.text, heading.lineStart);

/** The sections of one version. */
export const sectionsOf = (document: ChangelogDocument, version: string): readonly ReleaseSection[] =>
  document.releases.filter(({ name }) => isSameVersion(name.version, version));
