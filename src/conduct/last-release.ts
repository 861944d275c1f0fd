import { Stop } from '../core/problem.ts';
import type { BranchFacts, PullRequestFacts, TagFacts } from '../core/release/facts.ts';
import type { Layout } from '../core/release/layout.ts';
import { mergeSign } from '../core/release/merge-message.ts';
import { nameRelease } from '../core/release/names.ts';
import { type ReleasedVersion, releaseBranchReader } from '../core/release/release-tags.ts';
import type { TagScheme } from '../core/release/tag-scheme.ts';
import type { Config } from '../core/settings/config.ts';
import type { NameTemplates } from '../core/settings/name-templates.ts';
import { compareVersions, isPrerelease, isSameVersion } from '../core/version/semver.ts';
import { pullRequestsInto, readPullRequests, readTagCommit } from '../github/read-release.ts';
import { aboutComponent } from './about-component.ts';
import { mergedPullRequests } from './merged-pull-request.ts';
import type { StageContext } from './stages/stage-context.ts';

/** The release that the base branch holds the work of, as far as GitHub tells. */
export type LastRelease =
  /** Nothing was ever released from here. */
  | { readonly kind: 'none' }
  /** Merged by a pull request of this program, or tagged by it where nothing had to be changed; whatever has become of it since. */
  | { readonly kind: 'own'; readonly version: string; readonly pullRequest: PullRequestFacts | null }
  /** Tagged by somebody else. */
  | { readonly kind: 'foreign'; readonly version: string; readonly commit: string }
  /** The files say a version that nobody has released; `before` is what was released last. */
  | { readonly kind: 'ahead'; readonly before: Released };

export type Released = LastRelease & { readonly kind: 'own' | 'foreign' };

interface Inquiry {
  readonly context: StageContext;
  readonly config: Config;
  readonly branch: BranchFacts;
  readonly layout: Layout;
  readonly scheme: TagScheme;
  readonly tags: ReadonlyMap<string, TagFacts>;
  /** Whether a commit says a version, and nothing had to be changed in it for its release. */
  readonly isWhole: (version: string, commit: string) => Promise<boolean>;
}

/** Finds the last release: that of the version in the files, or, where they are ahead of it, the one before. */
export async function lastRelease(inquiry: Inquiry, templates: NameTemplates): Promise<LastRelease> {
  const { current } = inquiry.layout;
  // A tag has no build metadata: `1.2.0+deprecated` in a file was released as 1.2.0.
  const released = inquiry.scheme.releases.find(({ version }) => isSameVersion(version, current));
  const present = await releaseOf(inquiry, templates, released?.version ?? current);
  if (present !== null) return present;
  const before = await releaseBefore(inquiry, templates);
  // A version that only leads to the next one (1.3.0-dev) is not meant to be released itself.
  return before.kind === 'none' || isPrerelease(current) ? before : { kind: 'ahead', before };
}

/** The release of one version that the files say. */
async function releaseOf(
  { context, config, branch, layout, tags, isWhole }: Inquiry,
  templates: NameTemplates,
  version: string,
): Promise<Released | null> {
  const { client } = context;
  const named = nameRelease(templates, version);
  if (!named.ok) return null;
  const names = named.value;
  const listed = await readPullRequests(client, names.branch, branch.name);
  const isListed = listed.some((each) => each.merged);
  const tagged = isListed ? null : await taggedCommit(context, tags, names.tag);
  const isSuspect = !isListed && (tagged === null || mergeSign(tagged.message, names) !== null);
  const { pullRequests, problem } = isSuspect
    ? await mergedPullRequests(context, {
        names,
        version,
        base: branch,
        versionPath: layout.versionFiles[0]?.path ?? '',
        tagged,
        listed,
      })
    : { pullRequests: listed, problem: null };
  const about = await aboutComponent(context, { config, layout, names, version }, pullRequests);
  const merged = about.find((each) => each.merged);
  if (merged !== undefined) return { kind: 'own', version, pullRequest: merged };
  if (problem !== null) throw new Stop([problem]);
  const commit = isListed ? await taggedCommit(context, tags, names.tag) : tagged;
  // A release that changes nothing has no pull request: the tag is as this program writes it.
  const isAsWritten = tags.get(names.tag)?.message?.trimEnd() === names.tagMessage.trimEnd();
  if (commit !== null && isAsWritten && layout.changelogPath === null && (await isWhole(version, commit.sha)))
    return { kind: 'own', version, pullRequest: null };
  return commit === null ? null : { kind: 'foreign', version, commit: commit.sha };
}

/** The last release before the version in the files: a merged pull request of ours, or the highest tag below. */
async function releaseBefore(
  { context, config, branch, layout, scheme }: Inquiry,
  templates: NameTemplates,
): Promise<Released | { readonly kind: 'none' }> {
  const { client } = context;
  const isBefore = (version: string) => (compareVersions(version, layout.current) ?? 1) < 0;
  const highest: ReleasedVersion | null = scheme.releases.find(({ version }) => isBefore(version)) ?? null;
  const versionOf = releaseBranchReader(templates);
  for await (const { headRef, facts } of pullRequestsInto(client, branch.name)) {
    const version = headRef === null ? null : versionOf(headRef);
    if (version === null || !facts.merged || !isBefore(version)) continue;
    const named = nameRelease(templates, version);
    if (!named.ok) continue;
    const subject = { config, layout, names: named.value, version };
    if ((await aboutComponent(context, subject, [facts])).length === 0) continue;
    const isOlder = highest !== null && (compareVersions(version, highest.version) ?? 0) < 0;
    if (!isOlder) return { kind: 'own', version, pullRequest: facts };
    break;
  }
  return highest === null || highest.commit === null
    ? { kind: 'none' }
    : { kind: 'foreign', version: highest.version, commit: highest.commit };
}

/** The commit that a tag leads to, or null. */
async function taggedCommit(
  { client }: StageContext,
  tags: ReadonlyMap<string, TagFacts>,
  name: string,
): Promise<{ readonly sha: string; readonly message: string } | null> {
  const tag = tags.get(name);
  if (tag === undefined) return null;
  const { commit: sha, commitMessage } = tag;
  return commitMessage === undefined ? readTagCommit(client, name) : { sha, message: commitMessage };
}
