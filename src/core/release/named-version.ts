import type { NameTemplates } from '../settings/name-templates.ts';
import { validateVersion } from '../version/semver.ts';
import { nameRelease } from './names.ts';

/** A name that a release gives, and what makes it of a version. */
export type NamedBy = 'tag' | 'branch';

/**
 * The version whose release has this tag or release branch, or null: the name is made of the version again, so that one which
 * only looks alike (an alias, another component's) is none.
 */
export function versionNamed(templates: NameTemplates, by: NamedBy, name: string): string | null {
  const template = (by === 'tag' ? templates.tag : templates.releaseBranch).replaceAll(
    '{component}',
    templates.component ?? '{component}',
  );
  const [before = '', ...rest] = template.split('{version}');
  if (rest.length === 0 || !name.startsWith(before)) return null;
  // What stands behind may hold other placeholders; every end of the version is tried.
  for (let end = name.length; end > before.length; end -= 1) {
    const version = name.slice(before.length, end);
    if (!validateVersion(version).ok) continue;
    const names = nameRelease(templates, version);
    if (names.ok && names.value[by] === name) return version;
  }
  return null;
}

/** What the tags of all releases begin with. */
export function tagPrefix({ tag, component }: NameTemplates): string {
  const filled = tag.replaceAll('{component}', component ?? '{component}');
  return filled.slice(0, filled.indexOf('{'));
}
