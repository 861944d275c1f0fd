import { compareVersions, versionParts } from '../version/semver.ts';
import type { ReleaseFacts } from './facts.ts';

/** How the GitHub releases of a repository look. */
export interface ReleaseForm {
  /** Title, with `{tag}` or `{version}`. */
  readonly title: string;
  /** `generated`: as GitHub makes them of pull requests; `changelog`: the section of the version. */
  readonly notes: 'changelog' | 'generated';
}

/** An earlier release, with the version that its tag names. */
export interface EarlierRelease {
  readonly version: string;
  readonly facts: ReleaseFacts;
}

/** Titles of so many releases are compared. */
const COMPARED = 5;
/** A title of so many words besides the version is taken for a form though there is but one release. */
const PLAIN_WORDS = 3;

/**
 * The published releases of a component, newest version first.
 *
 * @param versionOf the version of a tag of the component; null for other tags
 * @param tag the release that is being made: it does not count
 */
export function earlierReleases(
  releases: readonly ReleaseFacts[],
  versionOf: (tag: string) => string | null,
  tag: string,
): EarlierRelease[] {
  return releases
    .flatMap((facts) => {
      const version = facts.draft || facts.tag === tag ? null : versionOf(facts.tag);
      return version === null ? [] : [{ version, facts }];
    })
    .sort((a, b) => compareVersions(b.version, a.version) ?? 0);
}

/** Learns the form of the releases before; a title that says more than name and version is not guessed at. */
export function learnForm(earlier: readonly EarlierRelease[]): ReleaseForm {
  const [newest] = earlier;
  const isGenerated = newest !== undefined && looksGenerated(newest.facts.notes);
  return { title: titleForm(earlier.slice(0, COMPARED)), notes: isGenerated ? 'generated' : 'changelog' };
}

/** What GitHub generates ends with a link to compare, and has nothing but a list of pull requests before it. */
export const looksGenerated = (notes: string): boolean =>
  /^\*\*Full Changelog\*\*: https?:\/\/\S+\s*$/m.test(notes) &&
  (/^## What's Changed\s*$/m.test(notes) || /^\s*\*\*Full Changelog\*\*/.test(notes));

/** The title of one release with what changes taken out; null where it does not name the version. */
function templateOf({ version, facts: { name, tag } }: EarlierRelease): string | null {
  if (name.includes(tag)) return name.replace(tag, '{tag}');
  return name.includes(version) ? name.replace(version, '{version}') : null;
}

function titleForm(earlier: readonly EarlierRelease[]): string {
  const templates = earlier.map(templateOf).filter((each) => each !== null);
  const [newest] = templates;
  if (newest === undefined) return '{tag}';
  const common = templates.find((each, at) => templates.indexOf(each) < at);
  if (common !== undefined) return common;
  if (templates.length === 1) return isPlain(newest) ? newest : upToVersion(newest);
  // Each says something else behind the version: what they share is the form.
  const shared = upToVersion(newest);
  return templates.every((each) => upToVersion(each) === shared) ? shared : '{tag}';
}

const upToVersion = (template: string): string => template.slice(0, template.indexOf('}') + 1);

const isPlain = (template: string): boolean =>
  template
    .replace(/\{(tag|version)\}/, '')
    .split(/\s+/)
    .filter((word) => word !== '').length <= PLAIN_WORDS && /^[\p{L}\p{N} ._/+{}-]*$/u.test(template);

/** The release before a version: where generated notes begin. */
export function releaseBefore(earlier: readonly EarlierRelease[], version: string): EarlierRelease | null {
  const isFinal = versionParts(version).isPlain;
  const below = earlier.filter((each) => (compareVersions(each.version, version) ?? 0) < 0);
  // A final release tells of everything since the final one before, its candidates' changes included.
  return below.find((each) => !isFinal || !each.facts.prerelease) ?? null;
}

/**
 * Whether a release becomes the latest one: the highest version of its component does, no pre-release ever. Where other
 * components are released too, GitHub's own rule applies (`legacy`).
 */
export function makesLatest(
  version: string,
  earlier: readonly EarlierRelease[],
  releases: readonly ReleaseFacts[],
): 'true' | 'false' | 'legacy' {
  if (isPrerelease(version)) return 'false';
  if (earlier.some((each) => !each.facts.prerelease && (compareVersions(each.version, version) ?? 0) > 0))
    return 'false';
  const own = new Set(earlier.map((each) => each.facts.id));
  return releases.some((each) => !each.draft && !own.has(each.id)) ? 'legacy' : 'true';
}

/** Whether GitHub is to mark it. */
export const isPrerelease = (version: string): boolean => version.includes('-');
