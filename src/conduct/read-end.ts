import type { SourceTree, TagFacts } from '../core/release/facts.ts';
import { newestRun, type RunSelector, selects } from '../core/release/judge-runs.ts';
import type { ReleasePlan } from '../core/release/plan-release.ts';
import { isPutBack, withPutBack } from '../core/release/put-back.ts';
import { judgeEnd, type ReleaseEnd } from '../core/release/release-end.ts';
import { repositoryAt } from '../core/release/source-archive.ts';
import { lacksSha256 } from '../core/version/conandata.ts';
import { duePorts } from '../core/version/vcpkg-port.ts';
import { readPullRequests } from '../github/read-release.ts';
import { isHidden } from '../github/request-policy.ts';
import { RunsOfCommit } from '../github/runs-of-commit.ts';
import type { StageContext } from './stages/stage-context.ts';
import { readRelease } from './stages/verify.ts';

/** Whether a tagged release came to its end, by what GitHub shows of it now. Changes nothing. About five requests. */
export async function readEnd(
  context: Pick<StageContext, 'client'>,
  release: { readonly plan: ReleasePlan; readonly tag: TagFacts },
  head: SourceTree,
): Promise<ReleaseEnd> {
  const { client } = context;
  const { plan, tag } = release;
  try {
    const runs = await expectedRuns(context, release);
    const published = plan.publication.assets === null ? null : await readRelease(client, tag.name);
    const recipes = plan.conandataPaths.flatMap((path) => head.files.get(path)?.bytes ?? []);
    const contents = new Map([...head.files].map(([path, { bytes }]) => [path, bytes]));
    const ports = duePorts(contents, plan.portPaths, {
      version: plan.version,
      tag: tag.name,
      repository: repositoryAt(plan.repository.publicUrl),
    });
    const followUps =
      plan.conandataPaths.length === 0 && plan.portPaths.length === 0 && !isPutBack(plan.putBack)
        ? []
        : await readPullRequests(client, plan.names.followUpBranch, plan.baseBranch);
    return judgeEnd(tag.name, plan.publication, {
      runs,
      published,
      isFollowUpDue:
        ports.length > 0 ||
        recipes.some((bytes) => lacksSha256(bytes, plan.version)) ||
        withPutBack(contents, plan.putBack, plan.version).size > 0,
      hasFollowUp: followUps.length > 0,
    });
  } catch (error) {
    if (!isHidden(error)) throw error;
    return { kind: 'unknown', why: `GitHub does not show it to this token (${error.method} ${error.path})` };
  }
}

async function expectedRuns(
  { client }: Pick<StageContext, 'client'>,
  { plan, tag }: { readonly plan: ReleasePlan; readonly tag: TagFacts },
) {
  const selectors = plan.publication.runs
    .filter((run) => run.isRequired && run.ref === tag.name)
    .map(({ path, event }): RunSelector => ({ workflowPath: path, event, tag: tag.name, commit: tag.commit }));
  if (selectors.length === 0) return [];
  const source = new RunsOfCommit(client, {
    commit: tag.commit,
    hasGraphQL: plan.hasGraphQL,
    known: [],
    onFallback: () => {},
  });
  const looked = await source.look(selectors);
  const missing = selectors.filter((_, index) => looked[index] === null).map((each) => each.workflowPath);
  const every = missing.length === 0 ? [] : (await source.everyRunOf(missing)).runs;
  return selectors.map((selector, index) => ({
    workflow: selector.workflowPath,
    run: looked[index] ?? newestRun(every.filter((run) => selects(selector, run))),
  }));
}
