import { findChangelog } from '../core/changelog/find-changelog.ts';
import { configText, NO_REMARKS } from '../core/init/config-text.ts';
import { type FormerTool, findFormerTools, mayConfigureTool, toolLine } from '../core/init/former-tools.ts';
import { type ActionPin, releaseWorkflowText } from '../core/init/workflow-text.ts';
import { type Checked, checked, failed } from '../core/problem.ts';
import type { Development } from '../core/release/development.ts';
import type { SourceTree } from '../core/release/facts.ts';
import { type LayoutHistory, layoutHistoryOf, recogniseLayout, textsOf } from '../core/release/layout.ts';
import type { ExistingTag } from '../core/release/moving-tags.ts';
import {
  type NeighbouringReleases,
  neighbouringReleases,
  type ReleaseHistory,
} from '../core/release/release-history.ts';
import { settleNames } from '../core/release/settled-names.ts';
import { wholeVersions } from '../core/release/tag-form.ts';
import type { TagScheme } from '../core/release/tag-scheme.ts';
import type { Config } from '../core/settings/config.ts';
import type { ConfigFile } from '../core/settings/config-schema.ts';
import { DEFAULT_CONFIG_PATH, loadConfig } from '../core/settings/load-config.ts';
import { nameTemplates } from '../core/settings/name-templates.ts';
import { type Component, findComponents } from '../core/version/components.ts';
import { resolveNextVersion } from '../core/version/next-version.ts';
import type { LeftOver } from '../core/version/version-places.ts';
import { changelogFindings } from './init-changelog.ts';
import { configOf, type Finding, type Findings, findings } from './init-findings.ts';
import { chooseComponent, nameFindings } from './init-names.ts';
import { type InitLayout, initLayout, type LeftOverAnswer, placeFindings } from './init-places.ts';
import { isTaken, publicationFindings, workflowsBeside } from './init-publication.ts';

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
  /** What the last releases tell; left out: nothing is known of them. */
  readonly history?: ReleaseHistory;
  /** What of the tree is in development; left out: nobody has looked. */
  readonly development?: Development | null;
}

export interface InitRequest {
  /** null: the repository is released as a whole, or as the one component that is recognised. */
  readonly component: string | null;
  readonly pin: ActionPin;
  /** What a person has said of lines that may be this project's own, by `path:line`. */
  readonly answers?: ReadonlyMap<string, LeftOverAnswer>;
}

/** What `init` would write, and why. */
export interface InitProposal {
  readonly files: ReadonlyMap<string, string>;
  readonly current: string;
  readonly component: string | null;
  readonly found: readonly Finding[];
  /** What was not found or could not be decided, each with what a person can do. */
  readonly open: readonly string[];
  /** What a person could be asked: without an answer it stays open. */
  readonly questions: readonly LeftOver[];
}

/** The components of a repository, which a person chooses between. */
export const componentsOf = ({ source }: Pick<InitSource, 'source'>): readonly Component[] =>
  findComponents(textsOf(source));

/** What was found before the layout is known: what to go by, and how releases are tagged. */
export interface Beginning {
  /** The configuration that is there; null: none. */
  readonly existing: Config | null;
  readonly config: Config;
  readonly component: Component | null;
  readonly scheme: TagScheme;
  /** What the files say; null where none does. */
  readonly said: string | null;
}

/**
 * Reads the configuration that is there, and how releases are tagged: history is read by it.
 *
 * @returns a problem where a person has to choose first
 */
export function beginInit(local: InitSource, component: string | null): Checked<Beginning> {
  const existing = existingConfig(local.source);
  if (!existing.ok) return existing;
  const components = existing.value === null ? componentsOf(local) : [];
  const chosen = existing.value === null ? chooseComponent(components, component) : checked(null);
  if (!chosen.ok) return chosen;
  const config = existing.value ?? configOf(component === null ? {} : { component });
  const recognised = recogniseLayout(config, local.source, taggedIn(local));
  if (!recognised.ok) return recognised;
  const { component: name, known, said, apart } = recognised.value;
  const named = settleNames({
    config,
    component: name,
    known,
    current: said,
    source: local.source,
    tags: local.tags,
    repo: local.repo,
    others: (name === null ? apart : components).map((each) => each.name.toLowerCase()).filter((each) => each !== name),
  });
  if (!named.ok) return named;
  return checked({ existing: existing.value, config, component: chosen.value, scheme: named.value.scheme, said });
}

/** The configuration that is there, with every default in place; null: there is none. */
export function existingConfig({ files }: SourceTree): Checked<Config | null> {
  const file = files.get(DEFAULT_CONFIG_PATH);
  return file === undefined ? checked(null) : loadConfig(DEFAULT_CONFIG_PATH, Buffer.from(file.bytes).toString('utf8'));
}

/** The releases whose differences `init` learns from. */
export const releasesToRead = ({ scheme, said }: Beginning): readonly NeighbouringReleases[] =>
  neighbouringReleases(scheme.releases, said);

/** The names of the tags, and versions of those that name no part of the repository. */
function taggedIn({ tags, repo }: InitSource): Pick<LayoutHistory, 'tags' | 'wholes'> {
  const names = tags.map(({ name }) => name);
  return { tags: names, wholes: wholeVersions(names, [repo]) };
}

/**
 * What the releases before tell of the layout.
 *
 * @param said what the files say; null where none does, or where nobody asked
 */
export function layoutHistory(local: InitSource, { releases }: TagScheme, said: string | null): LayoutHistory {
  const told = layoutHistoryOf({
    source: local.source,
    ...taggedIn(local),
    releases,
    released: releases,
    said,
    read: local.history ?? null,
    repo: local.repo,
  });
  return { ...told, development: local.development ?? null };
}

/** Looks at a repository and proposes its configuration and release workflow. Writes nothing. */
export function proposeInit(local: InitSource, request: InitRequest): Checked<InitProposal> {
  const begun = beginInit(local, request.component);
  if (!begun.ok) return begun;
  const { existing, config, component: chosen, scheme, said } = begun.value;
  const layout = initLayout(config, local.source, layoutHistory(local, scheme, said), scheme.releases[0] ?? null);
  if (!layout.ok) return layout;
  const { current } = layout.value;
  const component = layout.value.kind === 'files' ? layout.value.layout.component : config.component;
  const looked = { local, request, config, scheme, layout: layout.value, chosen, component };
  const places = lookAtPlaces(looked);
  const names = nameFindings(scheme, current, component, request.component !== null);
  const changelog = changelogOf(looked);
  const chosenKeys: ConfigFile = request.component === null ? {} : { component: request.component };
  const before = { ...chosenKeys, ...places.keys, ...names.keys, ...changelog.keys };
  const publication = publicationOf(looked, existing ?? configOf(before));
  const tools = findFormerTools(decodedTexts(local.source), workflowsBeside(local.source), publication.started);
  const migration = toolFindings(tools, looked);
  const parts: readonly Findings[] = [places, names, changelog, publication, migration];
  const written: ConfigFile = { ...before, ...migration.keys, ...publication.keys };
  const files = filesOf(local, request, existing === null ? configText(written, places.remarks) : null);
  if (!files.ok) return files;
  const kept: Finding[] =
    existing === null ? [] : [{ what: 'the configuration, which is kept as it is', from: DEFAULT_CONFIG_PATH }];
  return checked({
    current,
    component,
    found: [...kept, ...parts.flatMap((each) => each.found), ...files.value.found],
    open: parts.flatMap((each) => each.open),
    questions: existing === null ? places.questions : [],
    files: files.value.files,
  });
}

interface Looked {
  readonly local: InitSource;
  readonly request: InitRequest;
  readonly config: Config;
  readonly scheme: TagScheme;
  readonly layout: InitLayout;
  readonly chosen: Component | null;
  readonly component: string | null;
}

function lookAtPlaces({ local, request, layout }: Looked) {
  if (layout.kind === 'files')
    return placeFindings(layout, local.source, local.history?.learned ?? [], request.answers ?? new Map());
  return {
    ...findings({
      found: [{ what: `version ${layout.current}; no file carries it`, from: `the newest tag ${layout.newest}` }],
      open: [
        `No file carries the version, so it is that of the tag: \`version-files: []\`. If a file does carry it, list it there instead.`,
      ],
      keys: { 'version-files': [] },
    }),
    questions: [],
    remarks: NO_REMARKS,
  };
}

const changelogOf = ({ local, layout, chosen, component }: Looked): Findings => {
  const { current } = layout;
  const path = layout.kind === 'files' ? layout.layout.changelogPath : changelogBeside(local.source, current);
  return changelogFindings(local.source, { path, folder: chosen?.folder ?? '', component, current });
};

/** The changelog of a repository whose version is the tag alone. */
const changelogBeside = (source: SourceTree, current: string): string | null =>
  findChangelog(textsOf(source), { component: null, current }).path;

function publicationOf(
  { local, layout, component, scheme }: Looked,
  config: Config,
): Findings & { readonly started: readonly string[] } {
  const { current } = layout;
  const next = resolveNextVersion('patch', current);
  if (!next.ok) {
    const open = [
      `The present version ${JSON.stringify(current)} cannot be counted up: give \`plan\` an exact version, or write MAJOR.MINOR.PATCH where it stands.`,
    ];
    return { ...findings({ open }), started: [] };
  }
  return publicationFindings({
    source: local.source,
    defaultBranch: local.defaultBranch,
    layout: { component, versionFiles: layout.kind === 'files' ? layout.layout.versionFiles : [] },
    config,
    version: next.value,
    hasReleases: scheme.releases.length > 0,
  });
}

/** Other release tools: what they know and nothing else tells, and what to delete. */
function toolFindings(tools: readonly FormerTool[], { scheme, config, component, layout }: Looked): Findings {
  const known =
    layout.kind === 'files' ? new Set(layout.layout.versionFiles.map(({ path }) => path)) : new Set<string>();
  const named = tools.flatMap(({ name, knowledge }) =>
    knowledge.versionFiles.filter((path) => !known.has(path)).map((path) => ({ name, path })),
  );
  const tag = tools.map(({ knowledge }) => knowledge.tag).find((each) => each !== null);
  const isFirst = scheme.releases.length === 0 && config.templates.tag === undefined && component === null;
  const isOther = tag !== undefined && tag !== null && tag !== nameTemplates({}, null).tag;
  return findings({
    found: tools.flatMap(({ name, configs }) => configs.map((from) => ({ what: name, from }))),
    open: [
      ...tools.map(toolLine),
      ...named.map(
        ({ name, path }) =>
          `${name} wrote the version into ${path}, where none was found: look into it before the first release.`,
      ),
    ],
    keys: isFirst && isOther ? { tag } : {},
  });
}

const decodedTexts = ({ files }: SourceTree): Map<string, string> =>
  new Map([...files].map(([path, { bytes }]) => [path, Buffer.from(bytes).toString('utf8')]));

/** What is written: the workflow, unless one calls this action already, and the configuration where there is none. */
function filesOf(
  { source }: InitSource,
  { pin }: InitRequest,
  config: string | null,
): Checked<{ readonly files: ReadonlyMap<string, string>; readonly found: readonly Finding[] }> {
  const workflowPath = isTaken(source, WORKFLOW_PATH) ? OTHER_WORKFLOW_PATH : WORKFLOW_PATH;
  const found: Finding[] =
    workflowPath === WORKFLOW_PATH
      ? []
      : [{ what: `a workflow of another kind, so the release gets ${workflowPath}`, from: WORKFLOW_PATH }];
  const files = new Map([[workflowPath, releaseWorkflowText(pin)]]);
  if (config === null) return checked({ files, found });
  // It is read as the release will read it.
  const loaded = loadConfig(DEFAULT_CONFIG_PATH, config);
  if (!loaded.ok) return failed(...loaded.problems);
  return checked({ files: new Map([[DEFAULT_CONFIG_PATH, config], ...files]), found });
}

/** Whether a path is read for what other tools knew, besides what every release reads. */
export const isReadByInit = (path: string): boolean => mayConfigureTool(path);
