import { orStop } from '../core/problem.ts';
import type { BranchFacts, RepositoryFacts, SourceTree, TagFacts, TagRuleset } from '../core/release/facts.ts';
import { type Layout, type LayoutHistory, pathsToRead } from '../core/release/layout.ts';
import type { TagScheme } from '../core/release/tag-scheme.ts';
import type { Config } from '../core/settings/config.ts';
import { DEFAULT_CONFIG_PATH, defaultConfig, loadConfig } from '../core/settings/load-config.ts';
import type { ConfigOverride } from '../core/settings/overrides.ts';
import { readBranch, readRefRulesets, readRepositoryAndTags } from '../github/read-repository.ts';
import { filePaths, readFiles } from '../github/read-tree.ts';
import { layoutHistory } from './layout-history.ts';
import { readSource } from './own-bump.ts';
import type { StageContext } from './stages/stage-context.ts';

export interface SurroundingsRequest {
  /** A configuration given by file; null reads the one of the repository. */
  readonly config: Config | null;
  /** What stands above the file of the repository. */
  readonly overrides?: readonly ConfigOverride[];
  /** Address of the repository as it stands in files and links; null takes what GitHub says. */
  readonly publicUrl: string | null;
}

/** The repository as the release finds it, before the version is known. */
export interface Surroundings {
  readonly repository: RepositoryFacts;
  /** With every name that follows from the tags so far. */
  readonly config: Config;
  /** It was given, and is not that of the repository. */
  readonly isConfigGiven: boolean;
  readonly branch: BranchFacts;
  readonly head: SourceTree;
  readonly layout: Layout;
  /** What was known when the layout was resolved. */
  readonly history: LayoutHistory;
  /** How releases are tagged, and which there are. */
  readonly scheme: TagScheme;
  /** Every tag of the repository, by name. */
  readonly tags: ReadonlyMap<string, TagFacts>;
  readonly tagRulesets: readonly TagRuleset[];
  readonly pushRulesets: readonly TagRuleset[];
  /** Some ruleset is about branches. */
  readonly hasBranchRules: boolean;
  readonly warnings: readonly string[];
}

export type Reader = Omit<StageContext, 'progress'> & Partial<Pick<StageContext, 'progress'>>;

export async function readSurroundings(reader: Reader, request: SurroundingsRequest): Promise<Surroundings> {
  const { client, store } = reader;
  const { repository: found, tags } = await readRepositoryAndTags(client);
  const repository = { ...found, publicUrl: request.publicUrl ?? found.htmlUrl };
  store.useGraphQL = repository.hasGraphQL;
  const warnings: string[] = [...repository.warnings];
  // The head of the base branch says how this repository is laid out; the plan may start from an older commit.
  const branchName = request.config?.baseBranch ?? repository.defaultBranch;
  const rulesets = await readRefRulesets(client, warnings);
  let branch = await readBranch(client, branchName, repository.defaultBranch, rulesets, warnings);
  let head = await readHead(reader, branch, request.config);
  const config = request.config ?? (await repositoryConfig(reader, head, request.overrides));
  if (config.baseBranch !== null && config.baseBranch !== branch.name) {
    branch = await readBranch(client, config.baseBranch, repository.defaultBranch, rulesets, warnings);
    head = await readHead(reader, branch, config);
  }
  const subject = { config, head, tags, repo: repository.repo };
  const { history, named, layout: resolved } = await layoutHistory(reader, subject);
  const layout = orStop(resolved);
  warnings.push(...named.warnings);
  return {
    repository: { ...repository, warnings },
    config: named.config,
    isConfigGiven: request.config !== null,
    branch,
    head,
    layout: { ...layout, notes: [...layout.notes, ...named.notes] },
    history,
    scheme: named.scheme,
    tags,
    tagRulesets: rulesets.tags,
    pushRulesets: rulesets.pushes,
    hasBranchRules: rulesets.hasBranchRules,
    warnings,
  };
}

/** The tree of a branch's head; as long as no configuration is known, its file is read with what is recognised. */
const readHead = (reader: Reader, { head }: BranchFacts, config: Config | null): Promise<SourceTree> =>
  readSource(
    reader.client,
    reader.store,
    head,
    config ?? defaultConfig(),
    config === null ? [DEFAULT_CONFIG_PATH] : [],
  );

/** The text of the configuration among files that were read; where there is none, it says nothing. */
export const configText = (files: SourceTree['files']): string =>
  Buffer.from(files.get(DEFAULT_CONFIG_PATH)?.bytes ?? []).toString('utf8');

/** The configuration in the tree; the files it names are read as well. */
async function repositoryConfig(
  { client, store }: Reader,
  source: SourceTree,
  overrides: readonly ConfigOverride[] | undefined,
): Promise<Config> {
  const text = configText(source.files);
  const config = orStop(loadConfig(DEFAULT_CONFIG_PATH, text, overrides));
  // A component that only the configuration names may have files of its own, as a changelog in its folder.
  const missing = pathsToRead(config, filePaths(source.listing)).filter((path) => !source.files.has(path));
  const more = await readFiles(client, store, source.listing, missing);
  for (const [path, content] of more) (source.files as Map<string, typeof content>).set(path, content);
  return config;
}
