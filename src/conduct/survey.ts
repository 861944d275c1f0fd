import { failed, orStop, type Problem, Problems } from '../core/problem.ts';
import { protectedBranch, protectionRules } from '../core/release/branch-protection.ts';
import { type BranchWrite, judgeBranchRules } from '../core/release/branch-rules.ts';
import type { PullRequestFacts, ReleaseObservation, ReleaseRefs, RepositoryFacts } from '../core/release/facts.ts';
import type { Handover } from '../core/release/handover.ts';
import type { KeptEvidence } from '../core/release/kept-evidence.ts';
import { historyBelow } from '../core/release/layout.ts';
import { nameRelease, type ReleaseNames } from '../core/release/names.ts';
import type { ReleasePlan } from '../core/release/plan-release.ts';
import { locateRelease, mergeReverted, type ReleasePosition } from '../core/release/position.ts';
import type { ReleaseEnd } from '../core/release/release-end.ts';
import { besideUndecided } from '../core/release/tag-scheme.ts';
import type { WorkflowRun } from '../core/release/workflow-run.ts';
import { nameTemplates } from '../core/settings/name-templates.ts';
import { compareVersions } from '../core/version/semver.ts';
import { explaining } from '../github/explain-failure.ts';
import { ObjectStore } from '../github/object-store.ts';
import { readCommit, readCommitTree } from '../github/read-commit.ts';
import { readKeptEvidence } from '../github/read-kept-evidence.ts';
import { commitNamed, isAncestor, observeRelease } from '../github/read-release.ts';
import { readNewBranchRules } from '../github/read-repository.ts';
import { aboutComponent } from './about-component.ts';
import { isWholeAt, Planning } from './choose-plan.ts';
import { disabledWorkflows } from './disabled-workflows.ts';
import { mergedPullRequests } from './merged-pull-request.ts';
import { readEnd } from './read-end.ts';
import { resolveVersion } from './resolve-version.ts';
import type { StageContext } from './stages/stage-context.ts';
import { type Reader, readSurroundings, type Surroundings, type SurroundingsRequest } from './surroundings.ts';
import { type NamedRelease, readReleaseRefs, surveyNames } from './survey-names.ts';
import { withFreeVersion } from './taken-tag.ts';
import { isProblem, withdrawal } from './withdrawn.ts';

export interface SurveyRequest extends SurroundingsRequest {
  /** MAJOR.MINOR.PATCH, or patch, minor, major. */
  readonly version: string;
  readonly superseded: readonly number[];
  /** The workflow run that asks; left out outside of one. A keyword means the same in each of its attempts. */
  readonly run?: WorkflowRun | null;
}

/** Everything that was read, and the plan made of it. */
export interface Survey {
  readonly repository: RepositoryFacts;
  readonly observation: ReleaseObservation;
  /** null when where the release stands is itself a problem. */
  readonly position: ReleasePosition | null;
  readonly plan: ReleasePlan | null;
  readonly problems: readonly Problem[];
  /** What the stages go on with; null when there are problems. */
  readonly handover: Handover | null;
  /** How a keyword was understood, where it is not simply the next version. */
  readonly told: string | null;
}

/** Reads the repository and plans the release from wherever it stands. Writes nothing. */
export async function surveyRelease(
  context: Omit<StageContext, 'store'> & { readonly store?: ObjectStore },
  request: SurveyRequest,
): Promise<Survey> {
  const store = context.store ?? new ObjectStore();
  const inquirer: StageContext = { ...context, store };
  return explaining('reading the repository', async () => {
    const surroundings = await readSurroundings(inquirer, request);
    const surveys = new Map<string, Promise<VersionSurvey>>();
    const survey = (version: string) => {
      const begun = surveys.get(version) ?? surveyVersion(inquirer, surroundings, version, request);
      surveys.set(version, begun);
      return begun;
    };
    const { config, branch, head, layout, history, scheme, tags } = surroundings;
    const run = request.run ?? null;
    const isWhole = (of: string, commit: string) => isWholeAt(inquirer, surroundings, of, commit);
    const inquiry = { context: inquirer, isWhole, config, branch, head, layout, history, scheme, tags, run, survey };
    const { version, told } = await resolveVersion(inquiry, request.version);
    if (told !== null) context.progress.note(told);
    const { end, handover, ...found } = await survey(version);
    const isFinished = handover?.standing.releaseTag != null && (await end())?.kind === 'finished';
    return { ...found, told, handover: handover === null ? null : { ...handover, finishedBefore: isFinished } };
  });
}

interface VersionSurvey extends Omit<Survey, 'told'> {
  /** Whether the release came to its end, where it is tagged; null where it is not, or has problems. */
  readonly end: () => Promise<ReleaseEnd | null>;
}

/** Where the release of one version stands, and its plan. */
async function surveyVersion(
  reader: StageContext,
  surroundings: Surroundings,
  version: string,
  request: SurveyRequest,
): Promise<VersionSurvey> {
  const { config, branch, layout, repository } = surroundings;
  const templates = nameTemplates(config.templates, layout.component);
  const names = orStop(nameRelease(templates, version));
  const refs = await readReleaseRefs(reader.client, names, templates, {
    useGraphQL: repository.hasGraphQL,
    // Who may not ask the one may not ask the other either.
    withProtections: repository.immutableReleases !== null && repository.viewer.kind !== 'github-token',
  });
  const { observation, unlisted, others } = await observe(reader, surroundings, names, version, refs);
  if (unlisted !== null)
    return {
      repository,
      observation,
      position: null,
      plan: null,
      problems: [unlisted],
      handover: null,
      end: async () => null,
    };

  const problems = new Problems();
  const isWhole =
    observation.tag !== null &&
    !observation.pullRequests.some((each) => each.merged) &&
    // The head of the release branch says the version too, and nobody has merged it.
    (await isAncestor(reader.client, observation.tag.commit, branch.head.sha)) &&
    (await isWholeAt(reader, surroundings, version, observation.tag.commit));
  const located = locateRelease(names, observation, request.superseded, isWhole);
  const position = problems.take(
    located.ok
      ? located
      : failed(...(await withFreeVersion(reader, surroundings, located.problems, { version, refs, templates }))),
  );
  if (position?.kind === 'merged') problems.add(...(await revertOf(reader, surroundings, names, version, position)));
  // Known now, it costs nothing; found when the tag is there, the release would stop half-way.
  const named: NamedRelease = {
    repository,
    templates,
    names,
    version,
    base: { name: branch.name, head: branch.head.sha },
    tagRulesets: surroundings.tagRulesets,
    refs,
    observation,
    position,
    hasBranch: !layout.isTagOnly || layout.changelogPath !== null,
    hasFollowUp:
      layout.marks.length > 0 ||
      layout.versionFiles.some(({ preset }) => preset === 'conandata' || preset === 'vcpkg-port'),
  };
  const findings = await surveyNames(reader.client, named);
  const branchRules = await rulesOfBranches(reader, surroundings, named);
  problems.add(...findings.problems, ...(position?.kind === 'merged' ? [] : besideUndecided(surroundings.scheme)));
  const told = { ...findings, warnings: [...findings.warnings, ...branchRules.warnings] };
  const planning = new Planning(reader, withProtection(surroundings, refs), {
    names,
    version,
    observation,
    position,
    findings: told,
  });
  const planned = await planning.plan();
  problems.add(...planned.problems);
  const { plan } = planned;
  // What is released as it stands needs no branch.
  if (plan === null || plan.edits.length > 0) problems.add(...branchRules.problems);
  if (plan !== null && observation.tag === null)
    problems.add(...(await disabledWorkflows(reader, plan, request.run ?? null)));
  const untagged = plan === null || observation.tag !== null ? null : untaggedRelease(position, plan);
  if (plan !== null && untagged !== null) {
    const withdrawn = await withdrawal(reader, plan, config, untagged);
    if (withdrawn !== null && isProblem(withdrawn)) problems.add(withdrawn);
  }
  const handover: Handover | null =
    plan === null || position === null || !problems.none
      ? null
      : {
          plan,
          config,
          standing: {
            ...(await standingOf(reader, position, observation)),
            ...(observation.tag === null ? await baselineOf(reader, surroundings, plan.previousVersion) : {}),
            otherPullRequests: others,
          },
          mergedBefore: position.kind === 'merged',
          kept: await keptEvidence(reader, repository, names, position),
          history: historyBelow(surroundings.history, version),
        };
  let known: Promise<ReleaseEnd | null> | null = null;
  const tag = handover?.standing.releaseTag ?? null;
  const end = () => {
    known ??= plan === null || tag === null ? Promise.resolve(null) : readEnd(reader, { plan, tag }, surroundings.head);
    return known;
  };
  return { repository, observation, position, plan, problems: problems.found, handover, end };
}

/**
 * What is there of a release. Where the base branch carries the version already, a merged pull request that is not listed is
 * waited for.
 */
async function observe(
  reader: StageContext,
  { branch, layout, config }: Surroundings,
  names: ReleaseNames,
  version: string,
  refs: ReleaseRefs,
): Promise<{
  readonly observation: ReleaseObservation;
  readonly unlisted: Problem | null;
  readonly others: readonly number[];
}> {
  const observation = await observeRelease(reader.client, names, branch.name, refs);
  const about = (pullRequests: readonly PullRequestFacts[]) =>
    aboutComponent(reader, { config, layout, names, version }, pullRequests);
  const { tag } = observation;
  const listed = await about(observation.pullRequests);
  const others = observation.pullRequests.filter((each) => !listed.includes(each)).map((each) => each.number);
  if (layout.current !== version || listed.some((each) => each.merged))
    return { observation: { ...observation, pullRequests: listed }, unlisted: null, others };
  const { pullRequests, problem: unlisted } = await mergedPullRequests(reader, {
    names,
    version,
    base: branch,
    versionPath: layout.versionFiles[0]?.path ?? '',
    tagged: tag === null ? null : await readCommit(reader.client, tag.commit),
    listed,
  });
  return { observation: { ...observation, pullRequests: await about(pullRequests) }, unlisted, others };
}

function withProtection(surroundings: Surroundings, { protections }: ReleaseRefs): Surroundings {
  if (protections === null) return surroundings;
  const { branch, repository } = surroundings;
  const rules = protectionRules(protections, branch.name, repository.viewer.login);
  return { ...surroundings, branch: protectedBranch(branch, rules) };
}

/** What the rules for the branches of a release say, where its commits are still to be made there. */
async function rulesOfBranches(
  { client }: StageContext,
  { repository, layout, hasBranchRules }: Surroundings,
  { names, position, refs, hasFollowUp }: Pick<NamedRelease, 'names' | 'position' | 'refs' | 'hasFollowUp'>,
): Promise<ReturnType<typeof judgeBranchRules>> {
  const hasProtections = (refs.protections?.rules.length ?? 0) > 0;
  if (position?.kind !== 'new' || layout.isTagOnly || !(hasBranchRules || hasProtections))
    return { problems: [], warnings: [] };
  const written: readonly Pick<BranchWrite, 'name' | 'key'>[] = [
    { name: names.branch, key: 'release-branch' },
    ...(hasFollowUp ? [{ name: names.followUpBranch, key: 'follow-up-branch' } as const] : []),
  ];
  const judged = await Promise.all(
    written.map(async ({ name, key }) => {
      const write = { name, key, exists: refs.branches.has(name), isSigned: repository.hasGraphQL };
      const { login } = repository.viewer;
      const rules = [
        ...(hasBranchRules ? await readNewBranchRules(client, name) : []),
        ...(refs.protections === null ? [] : protectionRules(refs.protections, name, login)),
      ];
      return judgeBranchRules(rules, write, login);
    }),
  );
  return {
    problems: judged.flatMap(({ problems }) => problems),
    warnings: judged.flatMap(({ warnings }) => warnings),
  };
}

async function standingOf(
  { client }: Reader,
  position: ReleasePosition,
  { tag, aliases, branchHead }: ReleaseObservation,
): Promise<Handover['standing']> {
  const nothing = { pullRequest: null, mergeCommit: null, mergeTree: null, releaseTag: null, branchHead, aliases };
  if (position.kind === 'proposed') return { ...nothing, pullRequest: position.pullRequest };
  if (position.kind !== 'merged') return nothing;
  const { pullRequest, mergeCommit } = position;
  const tree = await readCommitTree(client, mergeCommit);
  return { ...nothing, pullRequest, mergeCommit, mergeTree: tree, releaseTag: tag };
}

/** What the release is to be measured against. A branch may have moved since it was: it says nothing now. */
async function baselineOf(
  { client }: Reader,
  { config, tags, scheme }: Surroundings,
  previousVersion: string,
): Promise<Pick<Handover['standing'], 'baseline' | 'lastRelease'>> {
  const ref = config.bench['baseline-ref'];
  const last = scheme.releases.find(({ version }) => version === previousVersion);
  if (ref === undefined)
    return last === undefined || last.commit === null ? {} : { lastRelease: { tag: last.tag, commit: last.commit } };
  const tagged = tags.get(ref.replace(/^refs\/tags\//, ''))?.commit;
  if (tagged !== undefined) return { baseline: { ref, tree: await readCommitTree(client, tagged) } };
  const named = await commitNamed(client, ref.replace(/^refs\//, ''));
  if (named === null) return { baseline: { ref, tree: null } };
  return named.sha.startsWith(ref) ? { baseline: { ref, tree: await readCommitTree(client, named.sha) } } : {};
}

/** What would be tagged without another step before it: somebody may have tagged it once, and taken the tag away. */
function untaggedRelease(
  position: ReleasePosition | null,
  plan: ReleasePlan,
): { readonly number: number | null; readonly commit: string } | null {
  if (position?.kind === 'merged')
    return { number: position.pullRequest?.number ?? null, commit: position.mergeCommit };
  return position?.kind === 'new' && plan.edits.length === 0 ? { number: null, commit: plan.base.commit } : null;
}

const keptEvidence = (
  { client }: Reader,
  { viewer }: RepositoryFacts,
  names: ReleaseNames,
  position: ReleasePosition,
): Promise<KeptEvidence> | KeptEvidence =>
  'pullRequest' in position && position.pullRequest !== null
    ? readKeptEvidence(client, { pullRequest: position.pullRequest, tag: names.tag, viewer: viewer.login })
    : {
        kind: 'nothing',
        why: position.kind === 'merged' ? 'The release had no pull request.' : 'The release was not proposed yet.',
      };

/** A merge that the base branch has, but not its version any more. A branch that lacks the merge may be an older answer. */
async function revertOf(
  { client }: Reader,
  { branch, layout }: Surroundings,
  names: ReleaseNames,
  version: string,
  position: ReleasePosition & { kind: 'merged' },
): Promise<Problem[]> {
  const order = compareVersions(layout.current, version);
  const { pullRequest } = position;
  // Where no file says the version, none can say that it was taken back.
  if (position.tagged || pullRequest === null || layout.isTagOnly || order === null || order >= 0) return [];
  if (!(await isAncestor(client, position.mergeCommit, branch.head.sha))) return [];
  return [
    mergeReverted(
      { ...position, pullRequest },
      { branch: branch.name, tag: names.tag, version, current: layout.current },
    ),
  ];
}
