import type { CommitFacts, PullRequestFacts } from '../core/release/facts.ts';
import type { Layout } from '../core/release/layout.ts';
import type { ReleaseNames } from '../core/release/names.ts';
import type { Config } from '../core/settings/config.ts';
import { versionTogether } from '../core/version/parts-together.ts';
import { versionsIn } from '../core/version/version-file.ts';
import { readCommit } from '../github/read-commit.ts';
import { readSourceTree } from '../github/read-tree.ts';
import type { StageContext } from './stages/stage-context.ts';

interface ComponentRelease {
  readonly config: Config;
  readonly layout: Layout;
  readonly names: ReleaseNames;
  readonly version: string;
}

/**
 * The pull requests that are about this component. Components of one repository may give their release branches the same
 * names, and the merge of one must never be taken for that of another: what the pull request says counts, then what its
 * commits are called, then whether its merge brought this version into this component's files.
 */
export async function aboutComponent(
  reader: Pick<StageContext, 'client' | 'store'>,
  release: ComponentRelease,
  pullRequests: readonly PullRequestFacts[],
): Promise<readonly PullRequestFacts[]> {
  const about: PullRequestFacts[] = [];
  for (const each of pullRequests) if (await isAbout(reader, release, each)) about.push(each);
  return about;
}

async function isAbout(
  reader: Pick<StageContext, 'client' | 'store'>,
  release: ComponentRelease,
  { marks = [], mergeCommit, headSha }: PullRequestFacts,
): Promise<boolean> {
  const { config, layout, names } = release;
  if (marks.length > 0) return marks.some((mark) => mark.tag === names.tag);
  // What is not merged is compared with the plan before anything is written.
  if (layout.component === null || mergeCommit === null) return true;
  const saysComponent = config.templates.commitMessage?.includes('{component}') ?? true;
  if (saysComponent && (await holdsBump(reader.client, headSha, names.commitMessage))) return true;
  const merge = await readCommit(reader.client, mergeCommit);
  const [parent] = merge.parents;
  if (parent !== undefined && (await saysVersion(reader, release, await readCommit(reader.client, parent))))
    return false;
  return saysVersion(reader, release, merge);
}

/** Commits of people on top of the bump that are looked through. */
const MOST_EDITS = 10;

/** Whether a head of the release branch stands on a bump of this name: people may have edited what it made. */
async function holdsBump(client: StageContext['client'], head: string, message: string): Promise<boolean> {
  const subject = (text: string) => text.split('\n', 1)[0];
  let at: string | undefined = head;
  for (let steps = 0; at !== undefined && steps < MOST_EDITS; steps += 1) {
    const commit: CommitFacts = await readCommit(client, at);
    if (subject(commit.message) === subject(message)) return true;
    [at] = commit.parents;
  }
  return false;
}

/** Whether a version file of the component says the version at a commit, be it in one of its lines: a hand may forget others. */
async function saysVersion(
  { client, store }: Pick<StageContext, 'client' | 'store'>,
  { layout, version }: ComponentRelease,
  commit: CommitFacts,
): Promise<boolean> {
  const paths = layout.versionFiles.map(({ path }) => path);
  const { files } = await readSourceTree(client, store, commit, [...new Set(paths)]);
  if (versionTogether(layout.versionFiles, (path) => files.get(path)?.bytes) === version) return true;
  return layout.versionFiles.some((spec) => {
    const bytes = files.get(spec.path)?.bytes;
    const read = bytes === undefined ? null : versionsIn(spec, bytes);
    return read?.ok === true && read.value.some((found) => found.version === version);
  });
}
