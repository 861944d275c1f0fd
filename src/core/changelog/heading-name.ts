import { type DateHabits, findDates, USUAL_DATES, type WrittenDate } from './date-form.ts';
import { findPlaceholder, meansUnreleased, type Placeholder } from './unreleased-words.ts';
import { DEVELOPMENT_MARK, findVersions } from './version-text.ts';

/** What the words of a heading name: a release, or what is not released yet. */
export type HeadingName = ReleaseName | { readonly kind: 'unreleased'; readonly when: 'always' | 'above' };

export interface ReleaseName {
  readonly kind: 'release';
  /** As it is written, without `v` and without a mark of development. */
  readonly version: string;
  /** Of the version, with such a mark. Offsets count characters of the heading's text. */
  readonly start: number;
  readonly end: number;
  /** What it calls the thing that is released, in lower case; empty for `Version 1.2.0`. */
  readonly subject: string;
  readonly date: WrittenDate | null;
  readonly placeholder: Placeholder | null;
  /** It says nothing besides: `1.2.0 (2026-01-01) [stable]` and not `1.2.0 broke the build`. */
  readonly isBare: boolean;
  readonly hasLink: boolean;
}

/** Words that stand before the version of a release and name nothing. */
const GENERIC = new Set(
  (
    'version versions ver release released releases rel relnotes changes change changed changelog log in for of to what s ' +
    'whats new news noteworthy notable overview summary stable tag tagged history notes note list major minor patch the and ' +
    'between at on v build date series r'
  ).split(' '),
);

/** With one of these before it, a version is another than the one whose release it is. */
const OTHER =
  /(?<!\p{L})(since|from|upgrad\w*|migrat\w*|requir\w*|minimum|drop\w*|bump\w*|updat\w*|compatib\w*|until|before|after|using|against|older|than|needs?|supports?|backport\w*|deprecat\w*|remov\w*|fix\w*|add\w*|see|use[ds]?)(?!\p{L})/iu;

/** Words after the version that say nothing of its changes. */
const REMARKS =
  /^(stable|release|released|on|lts|latest|yanked|security|bugfix|bug|fix|maintenance|beta|alpha|final|the|of|by|st|nd|rd|th|version|update|hotfix|urgency|low|medium|high)*$/;

/** The commit that was tagged, at the end of a heading. */
export const COMMIT = /[,;:]?[ \t]+[([]?(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{7,64}[)\]]?[ \t]*$/;

/** The heading with everything blanked that is a link's target, a command of Doxygen with its name, a tag of HTML, an attribute or an address. */
function withoutTargets(text: string): string {
  const blank = (match: string) => ' '.repeat(match.length);
  return text
    .replace(/^[\\@](?:sub){0,2}section[ \t]+[\w-]{1,100}/, blank)
    .replace(/\]\([^)]{0,900}\)/g, (match) => `]${blank(match.slice(1))}`)
    .replace(/\]\[[^\]]{0,200}\]/g, (match) => `]${blank(match.slice(1))}`)
    .replace(/<[a-z/][^>]{0,900}>/gi, blank)
    .replace(/<[^<>\s]{1,200}@[^<>\s]{1,200}>/g, blank)
    .replace(/(?:link:)?https?:\/\/[^\s[\]<>]{1,900}/g, blank)
    .replace(/\{#[^}]{0,200}\}/g, blank);
}

/** `Changes between 1.1.0 and 1.2.0`, `1.1.0 → 1.2.0`: the second one is released. */
const BETWEEN = /(?<!\p{L})(between|from)[^\d]{1,20}$/iu;

/** No heading of what is unreleased has more to say, its link apart. Characters. */
const MOST_WORDS = 1_000;

/** What is to be read of a heading without a version: not its address, and not what stands in the place of its date. */
const plainWords = (text: string): string =>
  (/[\](<:{\\@]/.test(text) ? withoutTargets(text) : text).replace(/\b(yyyy|20xx|xxxx)-(mm|xx)-(dd|xx)\b/i, '');

const debian = /^[a-z0-9][a-z0-9+.-]+ \((?:\d+:)?([^)\s]+)\) ([A-Za-z0-9 ._-]+);/;

/** What a heading names; null where it names no release. `isKnown` says that a text is a version here, if a date too. */
export function nameHeading(
  text: string,
  { habits, isKnown }: { readonly habits: DateHabits; readonly isKnown: (text: string) => boolean } = {
    habits: USUAL_DATES,
    isKnown: () => false,
  },
): HeadingName | null {
  // Most sub-headings are told apart at once.
  if (!/\d\.\d/.test(text) && (text.length > MOST_WORDS || meansUnreleased(plainWords(text)) === null)) return null;
  const packaged = debian.exec(text);
  if (packaged !== null) return namePackaged(text, packaged);
  const visible = withoutTargets(text);
  const dates = findDates(visible, habits).filter((date) => !isKnown(visible.slice(date.start, date.end)));
  let plain = visible;
  for (const { start, end } of dates) plain = plain.slice(0, start) + ' '.repeat(end - start) + plain.slice(end);
  const versions = findVersions(plain);
  const [first, second] = versions;
  if (first === undefined) {
    const when = meansUnreleased(plainWords(plain));
    return when === null ? null : { kind: 'unreleased', when };
  }
  const isRange =
    second !== undefined &&
    (BETWEEN.test(plain.slice(0, first.start)) ||
      /^[\])]*\s*(->|→|=>|\.\.\.?)\s*[[(]*v?$/.test(plain.slice(first.end, second.start)));
  const version = isRange ? second : first;
  const before = isRange ? plain.slice(0, first.start).replace(BETWEEN, '') : plain.slice(0, version.start);
  if (OTHER.test(before)) return null;
  const after = plain.slice(version.end);
  const placeholder = findPlaceholder(plain, { text: after, start: version.end });
  const unmarked = (part: string, offset: number) =>
    placeholder === null
      ? part
      : [...part]
          .map((each, at) => (at + offset >= placeholder.start && at + offset < placeholder.end ? ' ' : each))
          .join('');
  const words = (
    unmarked(before, 0)
      .toLowerCase()
      .match(/[\p{L}\p{N}.+/-]*\p{L}[\p{L}\p{N}.+/-]*/gu) ?? []
  )
    .map((word) => word.replace(/^[-/.+]+|[-/.+]+$/g, ''))
    .filter((word) => word !== '' && !GENERIC.has(word));
  const rest = unmarked(after, version.end)
    .replace(COMMIT, '')
    .replace(/\([^()]{0,60}\)|\[[^[\]]{0,60}\]|"[^"]{0,60}"|“[^”]{0,60}”|'[^']{0,60}'/g, ' ')
    .replace(/T?\d{2}:\d{2}(:\d{2})?([.]\d{1,9})?( ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?/g, ' ')
    .toLowerCase();
  const bare = version.text.replace(DEVELOPMENT_MARK, '');
  const mark = bare === version.text || bare === '' ? null : { start: version.start + bare.length, end: version.end };
  return {
    kind: 'release',
    version: mark === null ? version.text : bare,
    start: version.start,
    end: version.end,
    subject: words.length === 0 || text.includes('@') ? '' : words.join(' '),
    date: dates[0] ?? null,
    placeholder: placeholder ?? mark,
    isBare: words.length <= 3 && REMARKS.test(rest.replace(/[^\p{L}]/gu, '')),
    hasLink: visible !== text,
  };
}

/** `gadget (1.2.0-1) unstable; urgency=medium`. Source: Debian Policy Manual, "Debian changelog". */
function namePackaged(text: string, match: RegExpExecArray): ReleaseName {
  const [, whole = '', distribution = ''] = match;
  const version = whole.replace(/-[^-]*$/, '');
  const start = text.indexOf(whole);
  const at = text.indexOf(distribution, start + whole.length);
  return {
    kind: 'release',
    version,
    start,
    end: start + version.length,
    subject: '',
    date: null,
    placeholder: distribution === 'UNRELEASED' ? { start: at, end: at + distribution.length } : null,
    isBare: true,
    hasLink: false,
  };
}

export const isPackagingForm = (text: string): boolean => debian.test(text);
