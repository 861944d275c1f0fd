import { type Problem, problem, Stop } from '../core/problem.ts';
import { freeVersionAfter } from '../core/release/burned-name.ts';
import type { TagFacts } from '../core/release/facts.ts';
import type { Standing } from '../core/release/handover.ts';
import { isAtTags, mayBeOfBranch, type RunFacts } from '../core/release/judge-runs.ts';
import type { ReleasePlan } from '../core/release/plan-release.ts';
import type { Config } from '../core/settings/config.ts';
import { nameTemplates } from '../core/settings/name-templates.ts';
import { explaining } from '../github/explain-failure.ts';
import { readTag } from '../github/read-release.ts';
import { readRunsAtCommit } from '../github/read-runs.ts';
import { isHidden } from '../github/request-policy.ts';
import { RunsOfCommit } from '../github/runs-of-commit.ts';
import { readTaggedReport } from './release-report.ts';
import type { ReleaseContext, StageContext } from './stages/stage-context.ts';
import { readReleaseRefs } from './survey-names.ts';
import { stopWhereTakenBack } from './taken-back.ts';

/** A ref that was made a moment ago may not be shown yet. Milliseconds. */
const REF_LAG = 60_000;
const LOOK_INTERVAL = 10_000;
/** GitHub shows a run some seconds after the tag that started it. Milliseconds. */
const RUN_LAG = 15_000;
/** Too short for GitHub to show a run of a tag that somebody else made after our merge. Milliseconds, by this job's clock. */
const MOMENT = 5_000;

/**
 * Whether a merged release without its tag had it once: then a person has withdrawn it, and it is not published again. The
 * proof is on GitHub: a run that the tag started at the merge commit, or what this program wrote at the pull request when it
 * had tagged. Without either nobody has tagged it, as after a crash between merge and tag.
 *
 * @param patience milliseconds after which it is looked once more for what a tag that stood until a moment ago has started
 * @returns the problem, or the tag where it stands after all; null when the release may be tagged
 */
export async function withdrawal(
  context: Pick<StageContext, 'client' | 'clock' | 'progress'>,
  plan: ReleasePlan,
  config: Pick<Config, 'templates'>,
  merged: Merged,
  patience = 0,
): Promise<Problem | TagFacts | null> {
  const { client, clock, progress } = context;
  const { tag } = plan.names;
  let proof = await proofOfTag(context, plan, config, merged);
  if (proof === null && patience > 0) {
    progress.waiting(`a run of ${tag}, if it was there before`, patience);
    await clock.sleep(patience);
    proof = await proofOfTag(context, plan, config, merged);
  }
  if (proof === null) return null;
  // Another copy of the release may have made it just now.
  for (const deadline = clock.now().getTime() + REF_LAG; ; ) {
    const there = await readTag(client, tag);
    if (there !== null) return there;
    if (clock.now().getTime() >= deadline) break;
    progress.waiting(`${tag} was there once; whether it still is`, LOOK_INTERVAL);
    await clock.sleep(LOOK_INTERVAL);
  }
  return withdrawn(context, plan, config, { commit: merged.commit, ...proof });
}

/**
 * Asked right before the release is tagged: what was seen when it was planned may be long ago, and another copy of the release
 * may have come and gone since. Only who has merged a moment ago needs not ask: nobody can have tagged, seen what that starts,
 * and taken the tag away.
 *
 * @param isTriedBefore this process has tried to make the tag, and does not know what came of it
 * @returns the tag where it stands by now: it is not made again, even if somebody takes it away in the next moment
 * @throws Stop where the release was withdrawn
 */
export async function stopWhereWithdrawn(
  context: ReleaseContext,
  { pullRequest, mergeCommit, mergedAt }: Standing,
  isTriedBefore: boolean,
): Promise<TagFacts | null> {
  const { clock, plan } = context;
  if (mergeCommit === null) throw new Error('what is tagged was merged');
  if (!isTriedBefore && mergedAt !== undefined && clock.now().getTime() - mergedAt < MOMENT) return null;
  if (pullRequest !== null) await stopWhereTakenBack(context, pullRequest, mergeCommit, plan);
  const patience = plan.publication.expected.length > 0 ? RUN_LAG : 0;
  const found = await explaining(`finding out whether ${plan.names.tag} was there before`, () =>
    withdrawal(context, plan, context.config, { number: pullRequest?.number ?? null, commit: mergeCommit }, patience),
  );
  if (found !== null && isProblem(found)) throw new Stop([found]);
  return found;
}

export const isProblem = (found: Problem | TagFacts): found is Problem => 'code' in found;

/** The release pull request and its merge commit; of a release without one, what is tagged. */
interface Merged {
  readonly number: number | null;
  readonly commit: string;
}

interface ProofOfTag {
  /** Where it can be seen that the tag stood at the merge commit. */
  readonly proof: string;
  /** A run that a branch of the tag's name may have started as well. */
  readonly isUnsure?: boolean;
}

/** null: nothing shows that the tag stood at the merge commit. */
async function proofOfTag(
  context: Pick<StageContext, 'client'>,
  plan: ReleasePlan,
  config: Pick<Config, 'templates'>,
  { number, commit }: Merged,
): Promise<ProofOfTag | null> {
  const runs = await runsByTag(context, plan, commit);
  const sure = runs.find((run) => !mayBeOfBranch(run, plan.publication.sameNamed));
  if (sure !== undefined) return { proof: sure.url };
  const report = number === null ? null : await readTaggedReport(context, plan, number);
  if (report !== null) return { proof: report };
  const [run] = runs;
  if (run === undefined) return null;
  const { branches } = await releaseRefs(context, plan, config);
  return branches.has(plan.names.tag) ? { proof: run.url, isUnsure: true } : { proof: run.url };
}

function releaseRefs(
  { client }: Pick<StageContext, 'client'>,
  { names, component, hasGraphQL }: ReleasePlan,
  { templates }: Pick<Config, 'templates'>,
) {
  return explaining('reading the branches and tags', () =>
    readReleaseRefs(client, names, nameTemplates(templates, component), { useGraphQL: hasGraphQL }),
  );
}

/**
 * @param proof how it is known that the tag was there
 * @returns what is wrong, with the next version that is free
 */
export async function withdrawn(
  context: Pick<StageContext, 'client'>,
  plan: ReleasePlan,
  config: Pick<Config, 'templates'>,
  { commit, proof, isUnsure = false }: ProofOfTag & { readonly commit: string },
): Promise<Problem> {
  const { tag } = plan.names;
  const templates = nameTemplates(config.templates, plan.component);
  const { tags } = await releaseRefs(context, plan, config);
  const next = freeVersionAfter(plan.version, templates, tags);
  return problem(
    'release-withdrawn',
    isUnsure
      ? `Whether ${tag} stood at the merge commit ${commit} once cannot be told: the run ${proof} is of that name, and a branch is called so as well.`
      : `${tag} stood at the merge commit ${commit} once (${proof}), and somebody deleted it: ${plan.version} was withdrawn.`,
    {
      where: `${plan.repository.htmlUrl}/tags`,
      remedy: isUnsure
        ? `If it was never tagged, make the tag ${tag} by hand at ${commit} and run the same command again; if it was withdrawn, release the next version, --version ${next} or higher.`
        : `Release the next version, --version ${next} or higher; or, if it was deleted by mistake, make the tag ${tag} again by hand at ${commit} and run the same command again.`,
      nextVersion: next,
    },
  );
}

/** Runs that the tag started at this commit, as far as their event and their workflow tell. */
async function runsByTag(
  { client }: Pick<StageContext, 'client'>,
  { names, publication, hasGraphQL }: ReleasePlan,
  commit: string,
): Promise<readonly RunFacts[]> {
  try {
    const isByTag = (run: RunFacts) => isAtTags(run, [names.tag], publication.sameNamed);
    const listed = (await readRunsAtCommit(client, commit)).runs.filter(isByTag);
    if (listed.length > 0 || publication.expected.length === 0) return listed;
    // The filtered list can be minutes old.
    const source = new RunsOfCommit(client, { commit, hasGraphQL, known: [], onFallback: () => {} });
    return (await source.everyRunOf(publication.expected)).runs.filter(isByTag);
  } catch (error) {
    if (!isHidden(error)) throw error;
    return [];
  }
}
