import { type MergeOutcome, mergeability, mergePull } from './pull-requests.ts';
import type { Acting } from './ref-updates.ts';
import type { World } from './world.ts';
import type { AutoMergeState, PullRequestState } from './world-state.ts';

const METHODS = { merge: 'allowMergeCommit', squash: 'allowSquashMerge', rebase: 'allowRebaseMerge' } as const;

/**
 * Lets a pull request be merged by itself as soon as nothing stands against it.
 *
 * Source: GitHub documentation, "Automatically merging a pull request", and the words of its mutation.
 *
 * @returns why not, or null
 */
export async function enableAutoMerge(
  { world, requester }: Pick<Acting, 'world' | 'requester'>,
  pull: PullRequestState,
  wanted: Pick<AutoMergeState, 'method' | 'title' | 'message'> & { readonly expectedHead?: string },
): Promise<string | null> {
  const { settings } = world.state;
  if (!settings.allowAutoMerge) return 'Pull request Auto merge is not allowed for this repository';
  if (pull.state === 'closed') return 'Pull request Pull request is closed';
  if (pull.draft) return 'Pull request Pull request is in draft state';
  if (!settings[METHODS[wanted.method]]) {
    return `Pull request ${wanted.method.charAt(0).toUpperCase()}${wanted.method.slice(1)} merges are not allowed on this repository`;
  }
  if (wanted.expectedHead !== undefined && wanted.expectedHead !== pull.headSha) {
    return 'Head sha didn’t match expected head sha';
  }
  const { state } = await mergeability(world, pull);
  if (state === 'clean') return 'Pull request Pull request is in clean status';
  if (state === 'unstable') return 'Pull request Pull request is in unstable status';
  pull.autoMerge = {
    enabledBy: requester.actor,
    enabledAt: world.now(),
    method: wanted.method,
    ...(wanted.title === undefined ? {} : { title: wanted.title }),
    ...(wanted.message === undefined ? {} : { message: wanted.message }),
  };
  return null;
}

/** Merges what waited for this and can be merged now. Call it as time passes. */
export async function advanceAutoMerges(world: World, emit: Acting['emit']): Promise<boolean> {
  let changed = false;
  for (const pull of world.state.pulls) {
    const { autoMerge } = pull;
    if (autoMerge == null || pull.state !== 'open') continue;
    const { state } = await mergeability(world, pull);
    if (state !== 'clean' && state !== 'unstable') continue;
    const acting = { world, requester: { actor: autoMerge.enabledBy, tokenKind: 'pat' as const }, emit };
    const { method, title, message } = autoMerge;
    const outcome: MergeOutcome = await mergePull(acting, pull, {
      method,
      ...(title === undefined ? {} : { title }),
      ...(message === undefined ? {} : { message }),
    });
    if (!outcome.ok) continue;
    pull.autoMerge = null;
    changed = true;
  }
  return changed;
}
