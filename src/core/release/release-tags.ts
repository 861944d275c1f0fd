import { finalWord } from '../final-word.ts';
import { fillTemplate, type NameTemplates } from '../settings/name-templates.ts';
import { compareVersions, isPrerelease, writtenParts } from '../version/semver.ts';
import { isOfForm, SEMANTIC, type VersionForm } from '../version/version-form.ts';

/** A version that was released: its tag is there. */
export interface ReleasedVersion {
  readonly version: string;
  readonly tag: string;
  /** The peeled commit; null when the tag leads to something else. */
  readonly commit: string | null;
}

/** How the tags of one component are named, and the versions in them written. */
export type TagNaming = Pick<NameTemplates, 'component' | 'tag'> & { readonly form?: VersionForm };

/** The tag of a version: a pre-release's lacks the word that says that a release is final. */
export function releaseTag({ tag, component }: Pick<NameTemplates, 'component' | 'tag'>, version: string): string {
  const word = finalWord(tag);
  const template = word !== '' && isPrerelease(version) ? tag.slice(0, -word.length) : tag;
  return fillTemplate(template, versionValues(component, version));
}

/** What stands for the placeholders of every version's names. */
export function versionValues(component: string | null, version: string): Readonly<Record<string, string>> {
  return { version, ...writtenParts(version), ...(component === null ? {} : { component }) };
}

const CAPTURED: Readonly<Record<string, string>> = {
  '{version}': '(\\d+(?:\\.\\d+){1,3}(?:[-.]?[0-9A-Za-z][0-9A-Za-z.-]*)?)',
  '{major}': '(\\d+)',
  '{minor}': '(\\d+)',
  '{patch}': '(\\d+)',
};

/** Git refuses longer names on most file systems; a longer one is no release tag of anybody. */
const LONGEST_NAME = 250;

/**
 * Reads the version out of a tag that is named by the template.
 *
 * @returns for a tag's name its version, or null where the tag is no release of this component
 */
export const releaseTagReader = (naming: TagNaming): ((name: string) => string | null) =>
  versionReader(naming.tag, naming);

/** The same for release branches. */
export const releaseBranchReader = (
  templates: TagNaming & Pick<NameTemplates, 'releaseBranch'>,
): ((name: string) => string | null) =>
  versionReader(templates.releaseBranch.replaceAll('{tag}', templates.tag), templates);

/** What is in a name by its template: the name is made of the version again, so that one which only looks alike is none. */
function versionReader(template: string, { component, form = SEMANTIC }: TagNaming): (name: string) => string | null {
  const word = finalWord(template);
  const parts = withComponent(template.slice(0, template.length - word.length), component).split(/(\{[a-z-]+\})/);
  const placeholders = parts.filter((part) => Object.hasOwn(CAPTURED, part));
  const expression = new RegExp(`^${parts.map((part) => CAPTURED[part] ?? quoted(part)).join('')}$`);
  return (name) => {
    const numbered = word !== '' && name.endsWith(word) ? name.slice(0, -word.length) : name;
    const found = name.length > LONGEST_NAME ? null : expression.exec(numbered);
    if (found === null) return null;
    const value = (placeholder: string) => found[placeholders.indexOf(placeholder) + 1] ?? '';
    const version = placeholders.includes('{version}')
      ? value('{version}')
      : ['{major}', '{minor}', '{patch}']
          .filter((each) => placeholders.includes(each))
          .map(value)
          .join('.');
    // A template may say one thing twice, or a number too few.
    const isWhole = isOfForm(version, form) && releaseTag({ tag: template, component }, version) === name;
    return isWhole ? version : null;
  };
}

/** What every release tag of the component begins with, as far as whole folders go: `core/`, or nothing. */
export function releaseTagFolder({ component, tag }: TagNaming): string {
  const literal = withComponent(tag, component).split('{')[0] ?? '';
  return literal.slice(0, literal.lastIndexOf('/') + 1);
}

const withComponent = (template: string, component: string | null): string =>
  fillTemplate(template, component === null ? {} : { component });

const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Highest first. */
export const byVersion = (a: ReleasedVersion, b: ReleasedVersion): number => compareVersions(b.version, a.version) ?? 0;
