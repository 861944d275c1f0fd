import { workflowFileName } from '../triggers/workflow-file.ts';
import { type AssetFacts, examineAssets } from './judge-assets.ts';
import { phaseOf, type RunFacts } from './judge-runs.ts';
import type { PublicationPlan } from './publication.ts';

/** What GitHub shows of a tagged release. */
export interface EndFacts {
  /** The run that counts of each expected workflow; null while none is there. */
  readonly runs: readonly { readonly workflow: string; readonly run: RunFacts | null }[];
  /** null where there is none, or a draft. */
  readonly published: { readonly url: string; readonly assets: readonly AssetFacts[] } | null;
  /** The archive's hash is missing in a recipe of the base branch, or what stands between releases is not put back. */
  readonly isFollowUpDue: boolean;
  /** A pull request with it was made: that is the last thing that a release does. */
  readonly hasFollowUp: boolean;
}

/** Whether a release came to its end; `unknown` where GitHub no longer shows enough to tell. With the reason, in words. */
export type ReleaseEnd =
  | { readonly kind: 'finished' }
  | { readonly kind: 'unfinished'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };

/**
 * A tagged release is finished when its expected runs have succeeded, what it publishes is complete, and its follow-up was
 * proposed where one is due. All of it is read from GitHub, which forgets old runs: then nobody can tell.
 */
export function judgeEnd(tag: string, { assets }: Pick<PublicationPlan, 'assets'>, facts: EndFacts): ReleaseEnd {
  const { runs, published, isFollowUpDue, hasFollowUp } = facts;
  const unfinished = (why: string): ReleaseEnd => ({ kind: 'unfinished', why });
  for (const { workflow, run } of runs) {
    if (run === null || phaseOf(run) === 'succeeded') continue;
    const state = run.status === 'completed' ? `ended with ${run.conclusion ?? 'nothing'}` : `is ${run.status}`;
    return unfinished(`its run of ${workflowFileName(workflow)} ${state}`);
  }
  if (assets !== null) {
    if (published === null) return unfinished(`no release of ${tag} is published`);
    const [missing] = examineAssets(assets, published.assets, published.url);
    if (missing !== undefined) return unfinished(missing.what.replace(/\.$/, ''));
  }
  if (hasFollowUp) return { kind: 'finished' };
  const absent = runs.find(({ run }) => run === null);
  if (isFollowUpDue) return unfinished('the pull request that follows it is missing');
  return absent === undefined
    ? { kind: 'finished' }
    : { kind: 'unknown', why: `GitHub shows no run of ${workflowFileName(absent.workflow)} by ${tag}` };
}
