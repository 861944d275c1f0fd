import { counted } from '../counted.ts';
import { type Checked, checked } from '../problem.ts';
import type { Config } from '../settings/config.ts';
import { nameTemplates } from '../settings/name-templates.ts';
import { isWorkflowPath, parseWorkflow, type WorkflowFile } from '../triggers/workflow-file.ts';
import { libraryNamed } from '../version/detect.ts';
import type { VersionFileSpec } from '../version/version-file.ts';
import type { SourceTree } from './facts.ts';
import type { ExistingTag } from './moving-tags.ts';
import { recogniseTagScheme, type TagScheme } from './tag-scheme.ts';
import { namesVersion } from './version-named.ts';

/** What the names of a release follow from, before its version is known. */
export interface NamingFacts {
  readonly config: Config;
  /** What is released; null: the repository as a whole. */
  readonly component: string | null;
  /** Files that carry the version. */
  readonly known: readonly VersionFileSpec[];
  /** What the files say; null where none carries a version. */
  readonly current: string | null;
  readonly source: SourceTree;
  readonly tags: readonly ExistingTag[];
  /** The repository's name; null where it is not known. */
  readonly repo: string | null;
  /** Names of what is released apart from this, in lower case. */
  readonly others?: readonly string[];
}

/** The names of this repository's releases: a configuration that says them all, and what they were decided from. */
export interface SettledNames {
  readonly config: Config;
  readonly scheme: TagScheme;
  /** What history has decided otherwise than the defaults, as sentences. */
  readonly notes: readonly string[];
  /** Tags that a person should look at. */
  readonly warnings: readonly string[];
}

/** Puts into the configuration what the tags so far say of names: from here on nobody has to ask them again. */
export function settleNames(facts: NamingFacts): Checked<SettledNames> {
  const { config, component, known, current, source, tags, repo, others = [] } = facts;
  const libraries = known.flatMap((spec) => {
    const bytes = source.files.get(spec.path)?.bytes;
    return bytes === undefined ? [] : (libraryNamed(spec, bytes) ?? []);
  });
  const found = recogniseTagScheme({
    tags,
    current,
    component,
    others,
    ownNames: [...(repo === null ? [] : [repo]), ...libraries],
    says: (version) => namesVersion(source, version),
    workflows: workflowsOf(source),
    configured: config.templates,
  });
  if (!found.ok) return found;
  const scheme = found.value;
  const templates = { ...config.templates, ...scheme.templates };
  return checked({
    config: { ...config, templates },
    scheme,
    notes: notesOn(config, scheme, component),
    warnings: slipsIn(scheme),
  });
}

function notesOn(
  { templates }: Config,
  { templates: settled, releases, aliases }: TagScheme,
  component: string | null,
) {
  const defaults = nameTemplates({}, component);
  const notes: string[] = [];
  const filled = (template = '') => template.replace('{component}', component ?? '{component}');
  if (templates.tag === undefined && filled(settled.tag) !== filled(defaults.tag))
    notes.push(
      `The tag is ${settled.tag}, as so far: ${counted(releases.length, 'release')}, the highest ${releases[0]?.tag}.`,
    );
  const isDefault = [...aliases].sort().join() === [...defaults.aliasTags].sort().join();
  if (templates.aliasTags === undefined && aliases.length > 0 && !isDefault)
    notes.push(`${aliases.join(' and ')} moved along with the releases so far, and will again.`);
  return notes;
}

const slipsIn = ({ slips, releases }: TagScheme): string[] =>
  slips.map(
    (slip) =>
      `${slip} differs from ${releases[0]?.tag} by the case of its letters, and counts for nothing: delete it where it was made by mistake.`,
  );

/** Those that can be read; what is wrong with the others is told with what they would publish. */
const workflowsOf = ({ files }: SourceTree): WorkflowFile[] =>
  [...files].flatMap(([path, { bytes }]) => {
    const parsed = isWorkflowPath(path) ? parseWorkflow(path, Buffer.from(bytes).toString('utf8')) : null;
    return parsed?.ok === true ? [parsed.value] : [];
  });
