import { isChangelogName } from '../core/changelog/changelog-paths.ts';
import { describeChangelog } from '../core/changelog/describe-changelog.ts';
import { configText } from '../core/init/config-text.ts';
import { type ActionPin, releaseWorkflowText } from '../core/init/workflow-text.ts';
import { type Checked, checked, failed, type Problem, problem } from '../core/problem.ts';
import type { SourceTree } from '../core/release/facts.ts';
import { entryAt } from '../core/release/git-tree.ts';
import { type Layout, NO_HISTORY, resolveLayout } from '../core/release/layout.ts';
import type { ExistingTag } from '../core/release/moving-tags.ts';
import { nameRelease } from '../core/release/names.ts';
import { bumpFiles } from '../core/release/plan-release.ts';
import { planPublication } from '../core/release/publication.ts';
import { settleNames } from '../core/release/settled-names.ts';
import { wholeVersions } from '../core/release/tag-form.ts';
import { besideUndecided, type TagScheme } from '../core/release/tag-scheme.ts';
import type { ConfigFile } from '../core/settings/config-schema.ts';
import { DEFAULT_CONFIG_PATH, loadConfig } from '../core/settings/load-config.ts';
import { nameTemplates } from '../core/settings/name-templates.ts';
import { publishesTo } from '../core/triggers/publishers.ts';
import { isWorkflowPath, parseWorkflow, type WorkflowFile, workflowFileName } from '../core/triggers/workflow-file.ts';
import {
  type Component,
  type ComponentGroups,
  componentUndecided,
  groupComponents,
} from '../core/version/components.ts';
import { resolveNextVersion } from '../core/version/next-version.ts';
import { compareVersions } from '../core/version/semver.ts';

const WORKFLOW_PATH = '.github/workflows/release.yml';
/** Where the usual name is taken by a workflow of another kind: many a repository builds its assets in release.yml. */
const OTHER_WORKFLOW_PATH = '.github/workflows/zlink-release.yml';

/** A repository as `init` looks at it. */
export interface InitSource {
  readonly source: SourceTree;
  readonly tags: readonly ExistingTag[];
  readonly defaultBranch: string;
  /** The repository's name. */
  readonly repo: string;
}

export interface InitRequest {
  /** null: the repository is released as a whole, or as the one component that is recognised. */
  readonly component: string | null;
  readonly pin: ActionPin;
}

/** Something that was found, and where. */
export interface Finding {
  readonly what: string;
  readonly from: string;
}

/** What `init` would write, and why. */
export interface InitProposal {
  readonly files: ReadonlyMap<string, string>;
  readonly current: string;
  readonly component: string | null;
  readonly found: readonly Finding[];
  /** What was not found or could not be decided, each with what a person can do. */
  readonly open: readonly string[];
}

/** Looks at a repository and proposes its configuration and release workflow. Writes nothing. */
export function proposeInit(local: InitSource, request: InitRequest): Checked<InitProposal> {
  const { source, tags } = local;
  const bytes = new Map([...source.files].map(([path, file]) => [path, file.bytes]));
  const wholes = wholeVersions(
    tags.map(({ name }) => name),
    [local.repo],
  );
  const groups = groupComponents(bytes, wholes);
  const components = groups.all;
  const chosen = chooseComponent(groups, request.component);
  if (!chosen.ok) return chosen;
  const written: { -readonly [Key in keyof ConfigFile]: ConfigFile[Key] } = {};
  if (request.component !== null) written.component = request.component;
  const history = { ...NO_HISTORY, tags: tags.map(({ name }) => name), wholes };
  const layout = resolveLayout(configOf(written), source, history);
  if (!layout.ok) return failed(...layout.problems.map(withoutSuggestingInit));
  const { current, component, versionFiles } = layout.value;

  const found: Finding[] = [];
  const open: string[] = [];
  for (const { path } of versionFiles)
    if (!found.some((each) => each.from === path)) found.push({ what: `version ${current}`, from: path });
  open.push(...layout.value.notes);
  if (request.component !== null) written['version-files'] = [...versionFiles] as ConfigFile['version-files'];

  const named = settleNames({
    config: configOf(written),
    component,
    known: versionFiles,
    current,
    source,
    tags,
    repo: local.repo,
    others: (component === null ? groups.apart : components)
      .map((each) => each.name.toLowerCase())
      .filter((name) => name !== component),
  });
  if (!named.ok) return named;
  const { scheme } = named.value;
  const hasReleases = scheme.releases.length > 0;
  if (!hasReleases)
    open.push(
      `No tag looks like a release${component === null ? '' : ` of ${component}`}: the first one will be ${JSON.stringify(nameTemplates({}, component).tag)}. Set \`tag\` for another form.`,
    );
  else Object.assign(written, tagKeys(scheme, component, request.component !== null, found));
  open.push(...besideUndecided(scheme).map((each) => `${each.what} ${each.remedy}`));

  Object.assign(written, changelogKeys(source, layout.value, chosen.value?.folder ?? '', found, open));

  const next = resolveNextVersion('patch', current);
  if (next.ok) {
    const publication = publicationKeys(local, layout.value, written, next.value, hasReleases, found, open);
    if (publication.length > 0) written.workflows = { forbidden: publication };
    open.push(...leftBehind(source, layout.value, written, next.value));
  } else
    open.push(
      `The present version ${JSON.stringify(current)} cannot be counted up: give \`plan\` an exact version, and write MAJOR.MINOR.PATCH in ${versionFiles[0]?.path ?? 'the version file'}.`,
    );
  if (hasReleases) open.push(...besideTags(current, scheme));

  const workflowPath = isTaken(source, WORKFLOW_PATH) ? OTHER_WORKFLOW_PATH : WORKFLOW_PATH;
  if (workflowPath !== WORKFLOW_PATH) {
    found.push({ what: `a workflow of another kind, so the release gets ${workflowPath}`, from: WORKFLOW_PATH });
  }
  const text = configText(written);
  const loaded = loadConfig(DEFAULT_CONFIG_PATH, text);
  if (!loaded.ok) return loaded;
  const again = resolveLayout(loaded.value, source, history);
  if (!again.ok) return again;
  return checked({
    current,
    component,
    found,
    open,
    files: new Map([
      [DEFAULT_CONFIG_PATH, text],
      [workflowPath, releaseWorkflowText(request.pin)],
    ]),
  });
}

const withoutSuggestingInit = (each: Problem): Problem =>
  each.code === 'version-not-found' && each.where === undefined
    ? {
        ...each,
        remedy:
          'Write the version into a file (VERSION will do), or say where it is with `version-files` in .github/zlink-release.yml.',
      }
    : each;

/** Files and tags that do not say the same: what the next release must be above. */
function besideTags(current: string, { releases: [newest] }: TagScheme): string[] {
  const order = newest === undefined ? null : compareVersions(current, newest.version);
  if (newest === undefined || order === null || order === 0) return [];
  return order > 0
    ? [`The newest tag is ${newest.tag}, but the files say ${current} already: the next release must be above that.`]
    : [`The newest tag is ${newest.tag}, above what the files say at this commit (${current}).`];
}

/** Whether a workflow file is there that does not call this action. */
const isTaken = (source: SourceTree, path: string): boolean =>
  entryAt(source.listing, path) !== null &&
  !/uses:\s*["']?kairos\/zlink-release@/.test(Buffer.from(source.files.get(path)?.bytes ?? []).toString('utf8'));

function configOf(written: ConfigFile) {
  const loaded = loadConfig(DEFAULT_CONFIG_PATH, configText(written));
  if (!loaded.ok) throw new Error(loaded.problems[0]?.what ?? 'the configuration cannot be read');
  return loaded.value;
}

function chooseComponent(
  { all: components, isDecided }: ComponentGroups,
  name: string | null,
): Checked<Component | null> {
  if (name === null) return isDecided ? checked(null) : failed(componentUndecided(components));
  const same = components.filter((each) => each.name === name);
  const [one, ...others] = same;
  if (one !== undefined && others.length === 0) return checked(one);
  if (components.length === 0) return checked(null);
  const list = components.slice(0, 20).map((each) => `${each.name} (${each.from})`);
  return failed(
    problem(
      'input-invalid',
      same.length === 0
        ? `There is no component ${JSON.stringify(name)}.`
        : `Several folders are called ${name}: ${same.map((each) => each.folder).join(', ')}.`,
      {
        where: '--component',
        remedy:
          same.length === 0
            ? `Components: ${list.join(', ')}.`
            : 'Write `version-files` by hand: docs/configuration.md.',
      },
    ),
  );
}

function tagKeys(
  { templates, releases, aliases }: TagScheme,
  component: string | null,
  isChosen: boolean,
  found: Finding[],
): ConfigFile {
  const { tag } = templates;
  found.push({ what: `tags ${tag}`, from: `${releases.length} tags, the newest ${releases[0]?.tag}` });
  const defaults = nameTemplates({}, component);
  const keys: { -readonly [Key in keyof ConfigFile]: ConfigFile[Key] } = {};
  const filled = (template: string) => template.replace('{component}', component ?? '');
  // Without a configured component its placeholder cannot be used.
  if (filled(tag) !== filled(defaults.tag)) keys.tag = isChosen ? tag : filled(tag);
  if (aliases.length > 0) found.push({ what: `moving tags ${aliases.join(', ')}`, from: 'where they stand' });
  const same =
    aliases.length === defaults.aliasTags.length && aliases.every((each) => defaults.aliasTags.includes(each));
  if (!same && (isChosen || aliases.length > 0))
    keys['alias-tag'] = aliases.length === 0 ? false : [...aliases].slice(0, 5);
  return keys;
}

function changelogKeys(
  source: SourceTree,
  layout: Layout,
  folder: string,
  found: Finding[],
  open: string[],
): ConfigFile {
  const own = [...source.files.keys()].find(
    (path) => folder !== '' && isChangelogName(path) && path.slice(0, path.lastIndexOf('/')) === folder,
  );
  const path = folder === '' ? layout.changelogPath : (own ?? null);
  if (path === null) {
    open.push('No changelog that names releases was found. GitHub shows the notes of the release in any case.');
    return layout.changelogPath === null ? {} : { changelog: false };
  }
  const described = describeChangelog(source.files.get(path)?.bytes ?? new Uint8Array(), path, layout);
  found.push({ what: described.what, from: path });
  if (described.open !== null) open.push(described.open);
  return path === layout.changelogPath ? {} : { changelog: { path } };
}

/** What the tag would start is told; what must not start is returned. */
function publicationKeys(
  { source, defaultBranch }: InitSource,
  layout: Layout,
  written: ConfigFile,
  version: string,
  hasScheme: boolean,
  found: Finding[],
  open: string[],
): string[] {
  const config = configOf(written);
  const names = nameRelease(nameTemplates(config.templates, layout.component), version);
  if (!names.ok) {
    open.push(...names.problems.map((each) => each.what));
    return [];
  }
  const { plan, problems } = planPublication({
    config,
    component: layout.component,
    names: names.value,
    version,
    source,
    baseBranch: defaultBranch,
    changedPaths: layout.versionFiles.map((each) => each.path),
    viewer: { login: null, kind: 'app' },
    remaining: { merge: true, tag: true },
    existingAliases: [],
    hasMergeQueue: false,
    releases: [],
  });
  // A workflow that waits for a release is told of below, with what it publishes to.
  open.push(...problems.filter((each) => each.code !== 'release-maker-unknown').map((each) => each.what));
  const workflows = [...source.files].flatMap(([path, file]) => {
    const parsed =
      isWorkflowPath(path) && isTaken(source, path)
        ? parseWorkflow(path, Buffer.from(file.bytes).toString('utf8'))
        : null;
    return parsed?.ok === true ? [parsed.value] : [];
  });
  const startedBy = (path: string) =>
    plan.refs
      .filter((each) => each.decisions.some((decision) => decision.path === path && decision.starts))
      .map((each) => each.ref);
  const toForbid: string[] = [];
  for (const workflow of workflows) {
    const targets = publishesTo(workflow);
    const refs = startedBy(workflow.path);
    if (plan.expected.includes(workflow.path)) {
      found.push({
        what: `${names.value.tag} starts it${targets.length === 0 ? '' : `, and it publishes to ${targets.join(', ')}`}`,
        from: workflow.path,
      });
    } else if (targets.length > 0) {
      const decision = withoutRelease(workflow, targets, refs, hasScheme);
      if (decision === null) toForbid.push(workflowFileName(workflow.path));
      else open.push(decision);
    }
  }
  if (plan.expected.length === 0)
    open.push(`No workflow is started by ${names.value.tag}: the release ends with the tag.`);
  if (plan.assets === null)
    open.push('No workflow tells of assets that it publishes: set `assets` when the release has some.');
  for (const name of toForbid) found.push({ what: 'publishes on other tags; forbidden to this release', from: name });
  const byDefault = plan.forbidden.map(workflowFileName);
  // A list replaces what is forbidden by default.
  return toForbid.every((name) => byDefault.includes(name)) ? [] : [...new Set([...toForbid, ...byDefault])].sort();
}

/** What to say about a workflow that publishes, though the release tag does not start it; null: it belongs to other tags. */
function withoutRelease(
  workflow: WorkflowFile,
  targets: readonly string[],
  refs: readonly string[],
  hasScheme: boolean,
): string | null {
  const to = targets.join(', ');
  const filters = workflow.triggers.get('push')?.tags;
  if (refs.length > 0)
    return `${workflow.path} publishes to ${to} and is started by ${refs.join(', ')}, not by the release tag. If that is not wanted, list it as \`workflows.forbidden\`.`;
  if (filters !== undefined && filters !== null)
    return hasScheme
      ? null
      : `${workflow.path} publishes to ${to} on tags like ${filters.join(', ')}: set \`tag\` to match if it belongs to this release.`;
  if (workflow.triggers.has('release'))
    return `${workflow.path} publishes to ${to} when a GitHub release is published. Set \`release: create\` and this program makes it (it does so by itself where people made the earlier ones), or let the workflow start on the tag.`;
  return `${workflow.path} publishes to ${to}, started by ${[...workflow.triggers.keys()].join(', ')}; nothing in this release starts it.`;
}

/** Lines that would still say the present version in files that carry it. */
function leftBehind(source: SourceTree, layout: Layout, written: ConfigFile, version: string): string[] {
  const names = nameRelease(nameTemplates({}, layout.component), version);
  if (!names.ok || compareVersions(layout.current, version) === 0) return [];
  const { edits, problems } = bumpFiles({
    config: configOf({ ...written, changelog: false }),
    layout: { ...layout, changelogPath: null },
    names: names.value,
    version,
    source,
    date: '2000-01-01',
    changes: null,
    repository: { publicUrl: 'https://github.com/owner/name' } as Parameters<typeof bumpFiles>[0]['repository'],
  });
  const told: string[] = problems.map((each: Problem) => each.what);
  for (const { path, after } of edits) {
    if (/(^|\/)(package-lock\.json|npm-shrinkwrap\.json|Cargo\.lock|conandata\.yml)$/.test(path)) continue;
    for (const [index, line] of Buffer.from(after).toString('utf8').split('\n').entries()) {
      const at = line.indexOf(layout.current);
      if (at === -1 || /[0-9.]/.test(line[at - 1] ?? '') || /[0-9]/.test(line[at + layout.current.length] ?? ''))
        continue;
      told.push(
        `${path}:${index + 1} would still say ${layout.current}. Add it to \`version-files\` if it is this version.`,
      );
    }
  }
  return told.slice(0, 10);
}
