import semver from 'semver';

/** A tag of the repository and the commit it leads to. */
export interface ExistingTag {
  readonly name: string;
  readonly commit: string;
}

/** How the releases of this repository were tagged so far. Templates as in the configuration. */
export interface TagScheme {
  readonly tag: string;
  /** Tags that moved along, newest release as witness. */
  readonly aliases: readonly string[];
  /** The tag of the highest version. */
  readonly newest: string;
  readonly newestVersion: string;
  /** How many tags are of this form. */
  readonly count: number;
}

/** Digits and dots before it would be more of the version. */
const PREFIX = '(|.{0,100}?[^0-9.])';
const RELEASE_TAG = new RegExp(`^${PREFIX}(\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]+)?)$`);
const PARTIAL_TAG = new RegExp(`^${PREFIX}(\\d+)(?:\\.(\\d+))?$`);

/**
 * The scheme that the tags of a repository follow: the text before the version. Of several, the one that the component is
 * named in; else the one whose newest version is nearest to the present one, never beyond it while others are not.
 *
 * @returns null when no tag is a release of this subject
 */
export function recogniseTagScheme(
  tags: readonly ExistingTag[],
  { current, component, others }: { current: string; component: string | null; others: readonly string[] },
): TagScheme | null {
  const byPrefix = new Map<string, { version: string; tag: ExistingTag }[]>();
  for (const tag of tags) {
    const [, prefix = '', version = ''] = RELEASE_TAG.exec(tag.name) ?? [];
    // Braces would be taken for placeholders.
    if (semver.valid(version) === null || /[{}]/.test(prefix)) continue;
    const known = byPrefix.get(prefix);
    if (known === undefined) byPrefix.set(prefix, [{ version, tag }]);
    else known.push({ version, tag });
  }
  const candidates = [...byPrefix].flatMap(([prefix, releases]) => {
    const word = wordOf(prefix);
    const isNamed = component !== null && word === component.toLowerCase();
    // `python/v1.1.0` is no release of the whole, nor of another component.
    if (component === null ? others.includes(word) : word !== '' && !isNamed) return [];
    const [newest] = [...releases].sort((a, b) => semver.rcompare(a.version, b.version));
    if (newest === undefined) return [];
    return [{ prefix, releases, newest, isNamed, isPresent: releases.some((each) => each.version === current) }];
  });
  const [best] = candidates.sort(
    (a, b) =>
      Number(b.isNamed) - Number(a.isNamed) ||
      Number(b.isPresent) - Number(a.isPresent) ||
      semver.rcompare(a.newest.version, b.newest.version) ||
      b.releases.length - a.releases.length,
  );
  if (best === undefined) return null;
  const literal = component !== null && best.isNamed ? nameless(best.prefix, component) : best.prefix;
  return {
    tag: `${literal}{version}`,
    aliases: aliasesOf(tags, best.releases),
    newest: best.newest.tag.name,
    newestVersion: best.newest.version,
    count: best.releases.length,
  };
}

const wordOf = (prefix: string): string =>
  prefix
    .replace(/(^|[/@_-])v$/i, '$1')
    .replace(/^[/@_-]+|[/@_-]+$/g, '')
    .replace(/^.*\//, '')
    .toLowerCase();

/** `core/v` becomes `{component}/v`. */
function nameless(prefix: string, component: string): string {
  const at = prefix.toLowerCase().lastIndexOf(component.toLowerCase());
  const name = prefix.slice(at, at + component.length);
  return name === component ? `${prefix.slice(0, at)}{component}${prefix.slice(at + component.length)}` : prefix;
}

/** `v1` and `v1.2` where each stands on the highest release of its numbers: one that stood still was a release itself. */
function aliasesOf(
  tags: readonly ExistingTag[],
  releases: readonly { readonly version: string; readonly tag: ExistingTag }[],
): string[] {
  const judged = new Map<string, { moved: boolean; still: boolean }>();
  for (const tag of tags) {
    const [, prefix = '', major = '', minor] = PARTIAL_TAG.exec(tag.name) ?? [];
    if (major === '') continue;
    const covered = releases.filter(
      ({ version }) =>
        semver.major(version) === Number(major) &&
        (minor === undefined || semver.minor(version) === Number(minor)) &&
        semver.prerelease(version) === null,
    );
    const [highest] = covered.sort((a, b) => semver.rcompare(a.version, b.version));
    if (highest === undefined) continue;
    const template = `${prefix}{major}${minor === undefined ? '' : '.{minor}'}`;
    // Two releases under one alias, and it is on the later: only moving brought it there.
    const before = judged.get(template) ?? { moved: false, still: false };
    const isThere = highest.tag.commit === tag.commit;
    judged.set(template, { moved: before.moved || (isThere && covered.length > 1), still: before.still || !isThere });
  }
  return [...judged].flatMap(([template, { moved, still }]) => (moved && !still ? [template] : [])).sort();
}
