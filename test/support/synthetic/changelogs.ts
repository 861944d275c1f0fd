import type { Chance } from './chance.ts';
import type { Version } from './lines.ts';

/** A changelog of a made repository. */
export interface SyntheticChangelog {
  readonly path: string;
  /** After a release, with those before it, oldest first. */
  readonly released: (versions: readonly Version[]) => string;
  /** What the next release starts from. */
  readonly base: (versions: readonly Version[], next: Version) => string;
  /** What it makes of it. @param date YYYY-MM-DD */
  readonly wanted: (versions: readonly Version[], next: Version, date: string) => string;
}

const DATE = '2025-01-02';
const newestFirst = (versions: readonly Version[], section: (version: Version) => string): string =>
  [...versions].reverse().map(section).join('\n');

/** Something is headed as unreleased, and becomes the section. */
function promoted(head: string, section: (words: string) => string, unreleased: string): SyntheticChangelog {
  const sections = (versions: readonly Version[]) =>
    newestFirst(versions, ({ text }) => section(`[${text}] - ${DATE}`));
  return {
    path: 'CHANGELOG.md',
    released: (versions) => `${head}${unreleased}\n\n${sections(versions)}`,
    base: (versions) => `${head}${unreleased}\n\n### Added\n\n- more\n\n${sections(versions)}`,
    wanted: (versions, next, date) =>
      `${head}${unreleased}\n\n## [${next.text}] - ${date}\n\n### Added\n\n- more\n\n${sections(versions)}`,
  };
}

/** A person wrote the section; a mark stands where its date will. */
function written(
  path: string,
  section: (text: string, date: string) => string,
  head: string,
  mark: string | null,
): SyntheticChangelog {
  const of = (versions: readonly Version[]) => newestFirst(versions, ({ text }) => section(text, DATE));
  const whole = (versions: readonly Version[], next: Version, date: string) =>
    `${head}${section(next.text, date)}\n${of(versions)}`;
  return {
    path,
    released: (versions) => `${head}${of(versions)}`,
    base: (versions, next) => whole(versions, next, mark ?? DATE),
    wanted: (versions, next, date) => whole(versions, next, mark === null ? DATE : date),
  };
}

const underlined = (words: string, sign: string) => `${words}\n${sign.repeat(words.length)}`;

const CHANGELOGS: readonly SyntheticChangelog[] = [
  promoted('# Changelog\n\n', (words) => `## ${words}\n\n- old\n`, '## [Unreleased]'),
  written('CHANGES.md', (text, date) => `## ${text} (${date})\n\n- told\n`, '# Changes\n\n', 'TBD'),
  written(
    'HISTORY.rst',
    (text, date) => `${underlined(`${text} (${date})`, '-')}\n\n* told\n`,
    'History\n=======\n\n',
    null,
  ),
  written('ChangeLog', (text, date) => `Version ${text} (${date})\n\n  * told\n`, '', null),
  written('NEWS', (text, date) => `Noteworthy changes in release ${text} (${date})\n\n* told\n`, '', null),
];

/** null: the repository keeps none. @param isTrapped another file looks like one: then one of the usual name is there */
export function someChangelog(chance: Chance, isTrapped: boolean): SyntheticChangelog | null {
  if (!isTrapped && chance.is(0.4)) return null;
  return isTrapped ? (CHANGELOGS[0] ?? null) : chance.one(CHANGELOGS);
}
