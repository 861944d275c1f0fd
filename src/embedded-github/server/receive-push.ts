import { advanceWorld } from '../advance.ts';
import type { TokenGrant } from '../auth.ts';
import { isValidRefName } from '../git/object-names.ts';
import { pushRef } from '../ref-updates.ts';
import type { ApiReply } from '../route.ts';
import { saveWorld } from '../save-world.ts';
import type { PushCommand, PushOutcome } from './push-hook.ts';
import type { Service } from './service.ts';

/** More tags than this in one push start nothing. Source: GitHub documentation, "Events that trigger workflows", push. */
const MOST_TAGS_TOLD = 3;

/**
 * Changes the refs of a push, each by itself as git does without `--atomic`: rules are asked, pull requests follow their
 * branches, workflows are told, and the world is saved before git hears of it.
 */
export async function receivePush(
  github: Service,
  who: TokenGrant,
  path: string,
  commands: readonly PushCommand[],
): Promise<PushOutcome> {
  const { world } = github;
  await advanceWorld(world, github.emit, github.plan);
  const tags = commands.filter(({ ref, to }) => ref.startsWith('refs/tags/') && to !== null);
  const isSilent = ({ ref }: PushCommand) => tags.length > MOST_TAGS_TOLD && ref.startsWith('refs/tags/');
  const answers = [];
  const told: string[] = [];
  for (const command of commands) {
    const emit = isSilent(command) ? async () => {} : github.emit;
    const refusal =
      refusedAtOnce(world.state.defaultBranch, command) ??
      refusalOf(await pushRef({ world, requester: who, emit }, { ...command, force: true }), command, path);
    answers.push({ ref: command.ref, refused: refusal?.reason ?? null });
    told.push(...(refusal?.told ?? []));
  }
  world.state.requestCount += 1;
  await saveWorld(world);
  github.log.add({
    n: world.state.requestCount,
    time: new Date(world.now()).toISOString(),
    method: 'POST',
    path,
    status: 200,
    etagHit: false,
    counted: false,
    token: who.tokenKind,
    pushed: answers.map(({ ref, refused }) => (refused === null ? ref : `${ref} (${refused})`)),
  });
  return { answers, told };
}

interface Refusal {
  readonly reason: string;
  readonly told?: readonly string[];
}

function refusedAtOnce(defaultBranch: string, { ref, to }: PushCommand): Refusal | null {
  // Of pull requests only: notes and whatever else somebody keeps may be pushed.
  if (ref.startsWith('refs/pull/')) return { reason: 'deny updating a hidden ref' };
  if (!isValidRefName(ref)) return { reason: 'funny refname' };
  return to === null && ref === `refs/heads/${defaultBranch}`
    ? { reason: `refusing to delete the current branch: ${ref}` }
    : null;
}

/** What only a classic protection says. */
const CLASSIC =
  /^(?:You're not authorized to push|Cannot delete this branch|Cannot force-push|Cannot create ref|Changes must be made|Required status check|Commits must have)/;

/** GitHub's own words, as git shows them. Source: GitHub documentation, "Troubleshooting rules"; the code is GH013. */
function refusalOf(reply: ApiReply | null, { ref }: PushCommand, path: string): Refusal | null {
  if (reply === null) return null;
  const { message = '' } = (reply.body ?? {}) as { readonly message?: string };
  const [head = '', ...violations] = message.split('\n').filter((line) => line !== '');
  if (head === 'Repository rule violations found') {
    const told = [
      `error: GH013: Repository rule violations found for ${ref}.`,
      `Review all repository rules at http://github.com${path.replace(/(\.git)?\/git-receive-pack$/, '')}/rules?ref=${encodeURIComponent(ref)}`,
      '',
      ...violations.flatMap((line) => [`- ${line}`, '']),
    ];
    return { reason: 'push declined due to repository rule violations', told };
  }
  if (reply.status === 422 && CLASSIC.test(message)) {
    const told = [`error: GH006: Protected branch update failed for ${ref}.`, `error: ${message}`];
    return { reason: 'protected branch hook declined', told };
  }
  if (reply.status === 403) {
    return {
      reason:
        'refusing to allow a GitHub App to create or update workflow files in `.github/workflows` without `workflows` permission',
    };
  }
  return { reason: message === 'Reference cannot be updated' ? 'failed to update ref' : head || 'refused' };
}
