import { isPrerelease, parseVersion } from '../version/semver.ts';
import type { ReleasedVersion } from './release-tags.ts';

/** A tag of the repository and the commit it leads to. */
export interface ExistingTag {
  readonly name: string;
  readonly commit: string;
}

const PARTIAL = /^(?<prefix>|.{0,100}?[^0-9.])(?<major>\d+)(?:\.(?<minor>\d+))?$/;
/** Names that say of themselves that they move. */
const MOVING_NAMES = new Set(['latest', 'stable']);

/** What tells of one form of tags whether they moved. */
interface Signs {
  /** On the highest release that it covers, or on the one below while that is being made: only moving brought it there. */
  moved: boolean;
  /** On the first release that it covers, though there is a second: it may not have moved yet. */
  waits: boolean;
  /** Anywhere else: it was a release itself, or somebody’s mark. */
  still: boolean;
  /** On the only release that it covers, by the numbers of that line. */
  readonly lines: Set<string>;
}

/**
 * The templates of tags that moved along with the releases: `v{major}` where v1 stands on the highest release of 1, `latest`.
 * One that stood still was a release itself. A tag for each new line of releases counts as well, where two lines have one.
 *
 * @param releases the highest first
 */
export function movingTags(tags: readonly ExistingTag[], releases: readonly ReleasedVersion[]): string[] {
  const names = new Set(releases.map(({ tag }) => tag));
  const final = releases.filter(({ version }) => !isPrerelease(version));
  const judged = new Map<string, Signs>();
  for (const { name, commit } of tags) {
    const { prefix, major, minor } = PARTIAL.exec(name)?.groups ?? {};
    const isNamed = MOVING_NAMES.has(name);
    if (names.has(name) || (major === undefined && !isNamed)) continue;
    const covered = isNamed ? final : final.filter(({ version }) => isInLine(version, major, minor));
    if (covered.length === 0) continue;
    const template = isNamed ? name : `${prefix}{major}${minor === undefined ? '' : '.{minor}'}`;
    const signs = judged.get(template) ?? { moved: false, waits: false, still: false, lines: new Set() };
    judged.set(template, signs);
    const at = covered.findIndex((each) => each.commit === commit);
    if (at === 0 && covered.length === 1) signs.lines.add(name);
    else if (at === 0 || (at === 1 && covered.length > 2)) signs.moved = true;
    else if (at === 1) signs.waits = true;
    else signs.still = true;
  }
  return [...judged]
    .filter(([, { moved, waits, still, lines }]) => !still && (moved || (!waits && lines.size > 1)))
    .map(([template]) => template)
    .sort();
}

const isInLine = (version: string, major: string | undefined, minor: string | undefined): boolean => {
  const line = [major, minor].filter((each) => each !== undefined).map(Number);
  const numbers = parseVersion(version)?.numbers ?? [];
  return line.every((each, at) => each === numbers[at]);
};
