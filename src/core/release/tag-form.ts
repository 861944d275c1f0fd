import { finalWord } from '../final-word.ts';
import { parseVersion } from '../version/semver.ts';

/** What a tag looks like that may be a release. */
export interface TagForm {
  /** What stands before the numbers: `core/v`. */
  readonly prefix: string;
  /** The word in it, in lower case: `core`; empty where there is none. */
  readonly word: string;
  /** The placeholders for the rest: `{version}`, or `{major}_{minor}_{patch}`. */
  readonly numbers: string;
  /** The word behind them that says that the release is final, with its sign: `-stable`. */
  readonly finalWord: string;
}

/** What stands before the numbers; digits and dots there would be more of the version, but a dot behind a letter: `v.1.2.0`. */
const PREFIX = '(?<prefix>|.{0,100}?(?:[^0-9.]|[A-Za-z]\\.))';
const DOTTED = new RegExp(`^${PREFIX}\\d+(?:\\.\\d+){1,3}(?:[-.]?[0-9A-Za-z][0-9A-Za-z.-]*)?$`);
/** `curl-8_5_0`, `release-74-2` */
const JOINED = new RegExp(`^${PREFIX}\\d+(?<join>[_-])\\d+(?:\\k<join>\\d+)?$`);

/** @returns null where a tag says no version, or one that is no release */
export function tagForm(name: string): TagForm | null {
  const word = finalWord(name);
  const numbered = name.slice(0, name.length - word.length);
  const dotted = DOTTED.exec(numbered)?.groups;
  const joined = dotted === undefined ? JOINED.exec(numbered)?.groups : undefined;
  const prefix = (dotted ?? joined)?.prefix;
  // Braces would be taken for placeholders.
  if (prefix === undefined || /[{}]/.test(prefix)) return null;
  // `rc-8_22_0-2` is the second candidate of 8.22.0, and no 0.2.
  if (joined !== undefined && /(?:^|[_.-])\d+[_-]$/.test(prefix)) return null;
  const about = { prefix, word: wordOf(prefix), finalWord: word };
  if (NO_RELEASES.has(about.word)) return null;
  if (joined?.join === undefined) return { ...about, numbers: '{version}' };
  const isLong = numbered.slice(prefix.length).split(joined.join).length > 2;
  return { ...about, numbers: ['{major}', '{minor}', ...(isLong ? ['{patch}'] : [])].join(joined.join) };
}

/** Words that name no part of a repository. */
const GENERAL = new Set(['', 'release', 'releases', 'rel', 'r', 'version', 'ver', 'stable', 'tag', 'tags', 'lib']);
const plain = (name: string): string => name.toLowerCase().replace(/^lib|[^a-z0-9]/g, '');

/** Whether a word in a tag names the repository as a whole, or nothing. */
export const isGeneralWord = (word: string, ownNames: readonly string[]): boolean =>
  GENERAL.has(word) || ownNames.map(plain).includes(plain(word));

/** The versions that were released of the repository as a whole, by tags that name no part of it. */
export const wholeVersions = (tags: readonly string[], ownNames: readonly string[]): string[] =>
  tags.flatMap((name) => {
    const form = tagForm(name);
    if (form === null || form.numbers !== '{version}' || !isGeneralWord(form.word, ownNames)) return [];
    const version = name.slice(form.prefix.length, name.length - form.finalWord.length);
    return parseVersion(version) === null ? [] : [version];
  });

/** Words of tags that people make for other ends. */
const NO_RELEASES = new Set(
  'nightly daily weekly snapshot dev test ci build backup archive old deploy deployment staging production prod wip docs'.split(
    ' ',
  ),
);

const wordOf = (prefix: string): string =>
  prefix
    .replace(/(^|[/@_-])v[/@_.-]*$/i, '$1')
    .replace(/^[/@_-]+|[/@_.-]+$/g, '')
    .replace(/^.*\//, '')
    .toLowerCase();
