import { Chance } from './chance.ts';
import { someChangelog } from './changelogs.ts';
import { FORMS } from './forms.ts';
import { type Feature, type Files, type Line, plain, type Version, versionOf } from './lines.ts';
import { TRAPS } from './traps.ts';

/** A made repository: what its releases were, and what the next one has to do. */
export interface SyntheticRepository {
  readonly seed: number;
  readonly features: readonly string[];
  /** Oldest first; the last one is what the files say. */
  readonly released: readonly {
    readonly version: Version;
    readonly tag: string;
    readonly files: ReadonlyMap<string, string>;
  }[];
  readonly current: Version;
  readonly next: Version;
  /** What the next release is tagged. */
  readonly tag: string;
  /** What the release starts from. */
  readonly base: ReadonlyMap<string, string>;
  /** The same with every place at the next version, and nothing else changed. */
  readonly wanted: ReadonlyMap<string, string>;
  /** Whether each line that has to change has moved in a release before. */
  readonly hasAllMoved: boolean;
}

/** The day of the next release, YYYY-MM-DD. */
export const RELEASE_DAY = '2026-11-24';

const NAMES = ['gadget', 'pipe', 'quill', 'zap'];
const PREFIXES = ['v', '', 'v', 'release-', 'v'];
const NOISE = ['/* nothing here */', 'int x = 3;', 'static int table[] = {1, 2, 3};', '# 8080', ''];

export function syntheticRepository(seed: number): SyntheticRepository {
  const chance = new Chance(seed);
  const lib = chance.one(NAMES);
  const versions = history(chance);
  const current = versions.at(-2);
  const next = versions.at(-1);
  if (current === undefined || next === undefined) throw new Error('there are two versions at least');
  // Of a single release nothing tells a copied header that says the same from the project's own.
  const traps = TRAPS.filter(({ name }) => versions.length > 2 || name !== 'copied header');
  const features = [...chance.some(FORMS, 1 + chance.below(6)), ...chance.some(traps, chance.below(7))];
  const files = assemble(chance, lib, features);
  const prefix = chance.one(PREFIXES);
  const before = versions.slice(0, -1);
  const changelog = someChangelog(
    chance,
    features.some(({ name }) => name === 'news'),
  );
  const withChangelog = (texts: Map<string, string>, text: string | undefined) =>
    changelog === null || text === undefined ? texts : texts.set(changelog.path, text);
  const released = before.map((version, at) => ({
    version,
    tag: `${prefix}${version.text}`,
    files: withChangelog(
      rendered(files, version, current, `release ${at}`),
      changelog?.released(before.slice(0, at + 1)),
    ),
  }));
  return {
    seed,
    features: features.map(({ name }) => name),
    released,
    current,
    next,
    tag: `${prefix}${next.text}`,
    base: withChangelog(rendered(files, current, current, 'work'), changelog?.base(before, next)),
    wanted: withChangelog(rendered(files, next, current, 'work'), changelog?.wanted(before, next, RELEASE_DAY)),
    hasAllMoved: released.length > 1 && movedAll(files, versions),
  };
}

/** Versions in their order, the next one last. */
function history(chance: Chance): Version[] {
  const small = () => chance.one([0, 1, 2, 3, 9, 10, 12]);
  const first = versionOf(chance.one([0, 1, 1, 2, 3, 10, 24]), small(), small());
  const versions = [first];
  const count = chance.one([2, 3, 4, 5, 6]);
  while (versions.length < count) {
    const { major, minor, patch } = versions.at(-1) ?? first;
    const kind = chance.next();
    versions.push(
      kind < 0.45
        ? versionOf(major, minor, patch + 1)
        : kind < 0.9
          ? versionOf(major, minor + 1, 0)
          : versionOf(major + 1, 0, 0),
    );
  }
  return versions;
}

function assemble(chance: Chance, lib: string, features: readonly Feature[]): Files {
  const files = new Map<string, Line[]>();
  for (const feature of features) {
    for (const [path, lines] of Object.entries(feature.files(lib)))
      files.set(path, [...(files.get(path) ?? []), ...lines]);
  }
  for (const [path, lines] of files) {
    // What is data throughout stays as it is.
    if (/\.(json|toml|cff|ya?ml|lock)$|(^|\/)VERSION$/.test(path) || !chance.is(0.4)) continue;
    lines.splice(chance.is(0.5) ? 0 : lines.length, 0, plain(chance.one(NOISE)));
  }
  files.set('src/work.c', [plain('int work(void);')]);
  return files;
}

/** @param seen the version that traps say */
function rendered(files: Files, version: Version, seen: Version, work: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [path, lines] of files)
    texts.set(path, `${lines.map(({ role, at }) => at(role === 'place' ? version : seen)).join('\n')}\n`);
  // Something changes in every release.
  texts.set('src/work.c', `/* ${work} */\n${texts.get('src/work.c') ?? ''}`);
  return texts;
}

function movedAll(files: Files, versions: readonly Version[]): boolean {
  const [current, next] = versions.slice(-2);
  if (current === undefined || next === undefined) return false;
  const places = [...files.values()].flat().filter(({ role, at }) => role === 'place' && at(current) !== at(next));
  const released = versions.slice(0, -1);
  return places.every(({ at }) =>
    released.some((version, index) => {
      const before = released[index - 1];
      return before !== undefined && at(before) !== at(version);
    }),
  );
}
