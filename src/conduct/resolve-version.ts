import { type Checked, failed, orStop, Stop } from '../core/problem.ts';
import type { BranchFacts, PullRequestFacts, SourceTree, TagFacts } from '../core/release/facts.ts';
import type { Handover } from '../core/release/handover.ts';
import { type KeywordMeaning, meaningOfKeyword, undecided } from '../core/release/keyword-meaning.ts';
import type { Layout, LayoutHistory } from '../core/release/layout.ts';
import { holdsNewWork } from '../core/release/new-work.ts';
import type { ReleaseEnd } from '../core/release/release-end.ts';
import { releaseTagReader } from '../core/release/release-tags.ts';
import type { TagScheme } from '../core/release/tag-scheme.ts';
import type { WorkflowRun } from '../core/release/workflow-run.ts';
import { isSameName } from '../core/repository-name.ts';
import type { Config } from '../core/settings/config.ts';
import { type NameTemplates, nameTemplates } from '../core/settings/name-templates.ts';
import { acceptVersion } from '../core/version/accept-version.ts';
import { resolveNextVersion } from '../core/version/next-version.ts';
import { type BumpKeyword, compareVersions, isBumpKeyword, isPrerelease } from '../core/version/semver.ts';
import { readCommit } from '../github/read-commit.ts';
import { isAncestor, pullRequestsInto } from '../github/read-release.ts';
import { RequestFailure } from '../github/request-policy.ts';
import { type LastRelease, lastRelease, type Released } from './last-release.ts';
import { readSource } from './own-bump.ts';
import { resolveLayoutAt } from './read-development.ts';
import type { StageContext } from './stages/stage-context.ts';

/** What a version is resolved by. */
export interface VersionInquiry {
  readonly context: StageContext;
  readonly config: Config;
  readonly branch: BranchFacts;
  readonly head: SourceTree;
  readonly layout: Layout;
  readonly history: LayoutHistory;
  readonly scheme: TagScheme;
  /** Every tag of the repository. */
  readonly tags: ReadonlyMap<string, TagFacts>;
  /** Whether a commit says a version, and nothing had to be changed in it for its release. */
  readonly isWhole: (version: string, commit: string) => Promise<boolean>;
  /** The workflow run that asks; null outside of one. */
  readonly run: WorkflowRun | null;
  /** Where the release of a version stands, and its plan. */
  readonly survey: (version: string) => Promise<{
    readonly handover: Handover | null;
    readonly end: () => Promise<ReleaseEnd | null>;
  }>;
}

/**
 * The version that a release is about: the one place where a keyword gets its meaning, once a release.
 *
 * A keyword means the version after the present one, unless a release is there that it was given for before: one that is not
 * finished is gone on with, one that is finished and that nothing was added to is looked at again, and a workflow run that is
 * run again stays with the release that it was about.
 *
 * @param asked MAJOR.MINOR.PATCH, or patch, minor, major
 * @throws Stop where it could mean two versions: a person says which
 */
export async function resolveVersion(inquiry: VersionInquiry, asked: string): Promise<KeywordMeaning> {
  const { layout, config } = inquiry;
  const { current, versionFiles } = layout;
  if (!isBumpKeyword(asked)) {
    const custom = {
      current,
      says: versionFiles[0]?.path ?? null,
      known: knownTo(inquiry),
      preReleases: config.preReleases,
    };
    return { version: orStop(acceptVersion(asked, custom)), told: null };
  }
  const next = orStop(located(resolveNextVersion(asked, current, knownTo(inquiry)), layout));
  const templates = nameTemplates(config.templates, layout.component);
  const ofRun = await versionOfRun(inquiry, templates);
  if (ofRun !== null) return byRun(asked, ofRun);
  await stopWhereTaggedAhead(inquiry, asked);
  const last = await lastRelease(inquiry, templates);
  const meaning = await meaningAfter(inquiry, last, { asked, next });
  if (meaning.version !== next || !isRerun(inquiry.run)) return meaning;
  // An old job is run again, and nothing says which release it was about: is it still what it was?
  const then = await versionAtRun(inquiry);
  const isAsItWas = then === null ? last.kind !== 'own' : then === layout.current;
  if (isAsItWas) return meaning;
  const because = `this is attempt ${inquiry.run?.attempt} of workflow run ${inquiry.run?.id}, which has begun no release that GitHub shows, and ${layout.current} was released meanwhile`;
  throw new Stop([
    undecided(asked, { version: layout.current, does: 'looks at the one that is there' }, next, because),
  ]);
}

/** What is known of how this project writes its versions. */
const knownTo = ({ scheme }: VersionInquiry): string[] => scheme.releases.map(({ version }) => version);

/** What the present version is in the way of is told with the file that says it. */
const located = <T>(result: Checked<T>, { versionFiles: [first], current }: Layout): Checked<T> =>
  result.ok || first === undefined
    ? result
    : failed(...result.problems.map((each) => ({ ...each, what: `${first.path} says ${current}. ${each.what}` })));

/**
 * Somebody has tagged a version in the history of the base branch that its files do not say: what follows the files would be
 * released below it. The lowest version above tells, since on an older line that is one of another branch.
 *
 * @throws Stop
 */
async function stopWhereTaggedAhead(inquiry: VersionInquiry, asked: BumpKeyword): Promise<void> {
  const { context, layout, branch, scheme } = inquiry;
  const isAbove = (version: string) => !isPrerelease(version) && (compareVersions(version, layout.current) ?? 0) > 0;
  const above = scheme.releases.findLast(({ version }) => isAbove(version));
  if (above === undefined || above.commit === null) return;
  const { commit, tag } = above;
  if (commit !== branch.head.sha && !(await isAncestor(context.client, commit, branch.head.sha))) return;
  const known = knownTo(inquiry);
  let next = above.version;
  do next = orStop(resolveNextVersion(asked, next, known));
  while (known.includes(next));
  const says = `${layout.versionFiles[0]?.path ?? 'the version'} says ${layout.current}`;
  throw new Stop([
    undecided(asked, { version: above.version, does: null }, next, `${branch.name} holds ${tag}, and ${says}`),
  ]);
}

async function meaningAfter(
  inquiry: VersionInquiry,
  last: LastRelease,
  { asked, next }: { readonly asked: string; readonly next: string },
): Promise<KeywordMeaning> {
  const simply = { version: next, told: null };
  switch (last.kind) {
    case 'none':
      return simply;
    case 'ahead':
      return meaningAhead(inquiry, last.before, asked);
    case 'foreign': {
      // Its files are the release's own: only commits can have been added.
      if (last.commit !== inquiry.branch.head.sha) return simply;
      const { tag = '' } = inquiry.scheme.releases.find(({ version }) => version === last.version) ?? {};
      const facts = {
        keyword: asked,
        last: last.version,
        tag,
        next,
        hasNewWork: false,
        ledToLast: false,
        isOwn: false,
      };
      return orStop(meaningOfKeyword({ ...facts, end: { kind: 'finished' } }));
    }
    case 'own':
      return afterOwn(inquiry, last, { asked, next });
  }
}

/** Files that say a version which was never released: the keyword counts from what was released, and not below what they say. */
async function meaningAhead(inquiry: VersionInquiry, before: Released, asked: string): Promise<KeywordMeaning> {
  const { current } = inquiry.layout;
  const next = orStop(resolveNextVersion(asked, before.version, knownTo(inquiry)));
  // Bumping ahead adds nothing to what is not finished, nor to what is finished already.
  if (before.kind === 'own') {
    const meaning = await afterOwn(inquiry, before, { asked, next });
    if (meaning.version === before.version) return meaning;
  }
  const order = compareVersions(next, current);
  const said = `the files say ${current}, which was never released; ${before.version} was the last release`;
  if (order !== null && order >= 0) return { version: next, told: `\`${asked}\` is taken as ${next}: ${said}.` };
  const counted = orStop(resolveNextVersion(asked, current, knownTo(inquiry)));
  const does = { version: current, does: 'releases what the files say' };
  throw new Stop([undecided(asked, does, counted, `counted from ${before.version} it is ${next}, and ${said}`)]);
}

/** After a release that this program has made, or has begun. */
async function afterOwn(
  inquiry: VersionInquiry,
  { version, pullRequest }: Released & { readonly kind: 'own' },
  { asked, next }: { readonly asked: string; readonly next: string },
): Promise<KeywordMeaning> {
  const { run, branch } = inquiry;
  if (pullRequest?.marks?.some((mark) => mark.run === run?.id) === true) return byRun(asked, version);
  const { handover, end: readEnd } = await inquiry.survey(version);
  // What is in its way is told of that release.
  if (handover === null)
    return { version, told: `\`${asked}\` is taken as ${version}, which is merged and not finished.` };
  const { plan, standing } = handover;
  const end: ReleaseEnd = (await readEnd()) ?? { kind: 'unfinished', why: `it is merged and not tagged` };
  const before = resolveNextVersion(asked, plan.previousVersion, knownTo(inquiry));
  const hasNewWork = standing.mergeCommit !== branch.head.sha && (await hasNewWorkSince(inquiry, standing));
  // A tag tells less than a pull request of whose release it is.
  if (pullRequest === null && end.kind === 'unknown' && hasNewWork) return { version: next, told: null };
  return orStop(
    meaningOfKeyword({
      keyword: asked,
      last: version,
      tag: plan.names.tag,
      next,
      end,
      hasNewWork,
      ledToLast: before.ok && before.value === version,
      isOwn: true,
    }),
  );
}

async function hasNewWorkSince(
  { context, config, head, layout, history }: VersionInquiry,
  { mergeCommit, mergeTree }: Handover['standing'],
): Promise<boolean> {
  if (mergeCommit === null || mergeTree === null) return true;
  const { client, store } = context;
  const released = await readSource(client, store, { sha: mergeCommit, tree: mergeTree }, config);
  const then = await resolveLayoutAt({ client, store }, config, released, history);
  const versionFiles = then.ok ? then.value.versionFiles : layout.versionFiles;
  return holdsNewWork(
    { source: released, versionFiles },
    { source: head, versionFiles: layout.versionFiles, marks: layout.marks },
  );
}

const byRun = (asked: string, version: string): KeywordMeaning => ({
  version,
  told: `\`${asked}\` is taken as ${version}, because this workflow run was about the release of ${version} before.`,
});

const isRerun = (run: WorkflowRun | null): boolean => run !== null && run.attempt > 1;

/** The version that an earlier attempt of this workflow run has worked on: a pull request says so. */
async function versionOfRun(
  { context, branch, run }: VersionInquiry,
  templates: NameTemplates,
): Promise<string | null> {
  if (run === null || !isRerun(run)) return null;
  for await (const { facts, headRef } of pullRequestsInto(context.client, branch.name)) {
    // What a fork writes is not our word.
    if (headRef === null) continue;
    const mark = markOf(facts, run.id);
    if (mark !== undefined && releaseTagReader(templates)(mark.tag) === mark.version) return mark.version;
  }
  return null;
}

const markOf = ({ marks = [] }: PullRequestFacts, run: string) => marks.find((mark) => mark.run === run);

/** What the version was at the commit that the workflow run was started for; null where that cannot be told. */
async function versionAtRun({ context, config, run, history }: VersionInquiry): Promise<string | null> {
  const { client, store } = context;
  if (run === null || run.commit === null) return null;
  if (!isSameName(run.repository ?? '', `${client.owner}/${client.repo}`)) return null;
  try {
    const source = await readSource(client, store, await readCommit(client, run.commit), config);
    const layout = await resolveLayoutAt({ client, store }, config, source, history);
    return layout.ok ? layout.value.current : null;
  } catch (error) {
    if (error instanceof RequestFailure && !error.uncertain && error.kind !== 'unauthorized') return null;
    throw error;
  }
}
