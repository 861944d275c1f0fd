import { SEMANTIC, type VersionForm } from '../version/version-form.ts';

/** Templates of everything a release names; placeholders: {version} {major} {minor} {patch} {component} {tag}. */
export interface NameTemplates {
  readonly component: string | null;
  readonly releaseBranch: string;
  readonly commitMessage: string;
  readonly pullRequestTitle: string;
  readonly pullRequestBody: string;
  readonly tag: string;
  readonly tagMessage: string;
  /** Tags that move forward with releases, and those that stand beside the release tag for good. */
  readonly aliasTags: readonly string[];
  /** Those of them that never move. */
  readonly alsoTags: readonly string[];
  readonly aliasMessage: string;
  readonly followUpBranch: string;
  /** How the versions in these names are written. */
  readonly form: VersionForm;
}

/** What the file says about names; undefined follows the defaults of the layout. */
export interface TemplateOverrides {
  readonly releaseBranch?: string | undefined;
  readonly commitMessage?: string | undefined;
  readonly pullRequestTitle?: string | undefined;
  readonly pullRequestBody?: string | undefined;
  readonly tag?: string | undefined;
  readonly tagMessage?: string | undefined;
  /** An empty list is none. */
  readonly aliasTags?: readonly string[] | undefined;
  /** An empty list is none. */
  readonly alsoTags?: readonly string[] | undefined;
  readonly aliasMessage?: string | undefined;
  readonly followUpBranch?: string | undefined;
  /** Not configured: it follows from the versions that there are. */
  readonly form?: VersionForm | undefined;
}

const PLACEHOLDER = /\{([a-z-]+)\}/g;
const KNOWN = ['version', 'major', 'minor', 'patch', 'component', 'tag'] as const;

/** Fills a template; a placeholder without a value stays as it is, for `unknownPlaceholders` to find. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(PLACEHOLDER, (whole, key: string) =>
    Object.hasOwn(values, key) ? (values[key] ?? whole) : whole,
  );
}

/** The placeholders of a template that nothing will fill. */
export function unknownPlaceholders(template: string, known: readonly string[] = KNOWN): string[] {
  return [...template.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '').filter((name) => !known.includes(name));
}

/**
 * The names of a release once the layout is known. A component gets its own tag namespace and, as zlink does, an alias
 * tag `v1.2`; a repository released as a whole has `v1.2.0` and no alias unless it asks for one.
 */
export function nameTemplates(overrides: TemplateOverrides, component: string | null): NameTemplates {
  const subject = component === null ? '' : ' {component}';
  const alsoTags = overrides.alsoTags ?? [];
  return {
    component,
    releaseBranch: overrides.releaseBranch ?? 'release/version-{version}',
    commitMessage: overrides.commitMessage ?? `release: bump${subject} version to {version}`,
    pullRequestTitle: overrides.pullRequestTitle ?? 'release: version {version}',
    pullRequestBody: overrides.pullRequestBody ?? (component === null ? 'version {version}' : '{component} {version}'),
    tag: overrides.tag ?? (component === null ? 'v{version}' : '{component}/v{version}'),
    tagMessage: overrides.tagMessage ?? (component === null ? 'release {version}' : '{component} release {version}'),
    aliasTags: [...(overrides.aliasTags ?? (component === null ? [] : ['v{major}.{minor}'])), ...alsoTags],
    alsoTags,
    aliasMessage: overrides.aliasMessage ?? 'alias tag for {version}',
    followUpBranch: overrides.followUpBranch ?? 'release/after-{version}',
    form: overrides.form ?? SEMANTIC,
  };
}
