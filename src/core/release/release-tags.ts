import { fillTemplate, type NameTemplates } from '../settings/name-templates.ts';
import { compareVersions, validateVersion, versionParts } from '../version/semver.ts';

/** A version that was released: its tag is there. */
export interface ReleasedVersion {
  readonly version: string;
  readonly tag: string;
  /** The peeled commit; null when the tag leads to something else. */
  readonly commit: string | null;
}

/** How the tags of one component are named. */
export type TagNaming = Pick<NameTemplates, 'component' | 'tag'>;

/** What stands for the placeholders of every version's names. */
export function versionValues(component: string | null, version: string): Readonly<Record<string, string>> {
  const { major, minor, patch } = versionParts(version);
  return { version, major, minor, patch, ...(component === null ? {} : { component }) };
}

const CAPTURED: Readonly<Record<string, string>> = {
  '{version}': '(\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]+)?)',
  '{major}': '(\\d+)',
  '{minor}': '(\\d+)',
  '{patch}': '(\\d+)',
};

/** Git refuses longer names on most file systems; a longer one is no release tag of anybody. */
const LONGEST_TAG = 250;

/**
 * Reads the version out of a tag that is named by the template.
 *
 * @returns for a tag's name its version, or null where the tag is no release of this component
 */
export function releaseTagReader({ component, tag }: TagNaming): (name: string) => string | null {
  const parts = withComponent(tag, component).split(/(\{[a-z-]+\})/);
  const placeholders = parts.filter((part) => Object.hasOwn(CAPTURED, part));
  const expression = new RegExp(`^${parts.map((part) => CAPTURED[part] ?? quoted(part)).join('')}$`);
  return (name) => {
    const found = name.length > LONGEST_TAG ? null : expression.exec(name);
    if (found === null) return null;
    const value = (placeholder: string) => found[placeholders.indexOf(placeholder) + 1] ?? '';
    const version = placeholders.includes('{version}')
      ? value('{version}')
      : ['{major}', '{minor}', '{patch}'].map(value).join('.');
    // A template may say one thing twice, or a number too few.
    const isWhole = validateVersion(version).ok && fillTemplate(tag, versionValues(component, version)) === name;
    return isWhole ? version : null;
  };
}

/** What every release tag of the component begins with, as far as whole folders go: `core/`, or nothing. */
export function releaseTagFolder({ component, tag }: TagNaming): string {
  const literal = withComponent(tag, component).split('{')[0] ?? '';
  return literal.slice(0, literal.lastIndexOf('/') + 1);
}

const withComponent = (tag: string, component: string | null): string =>
  fillTemplate(tag, component === null ? {} : { component });

const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Highest first. */
export const byVersion = (a: ReleasedVersion, b: ReleasedVersion): number => compareVersions(b.version, a.version) ?? 0;
