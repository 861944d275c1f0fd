import type { Invocation } from '../invariants/finished-world.ts';
import { PEOPLE } from './people.ts';
import { wordsOf } from './shell-words.ts';
import type { Stage } from './stage.ts';

/** How it goes on: words of a command line, or null for what was started last. */
export interface GoneOn {
  readonly words: readonly string[] | null;
  readonly given: string | null;
}

/** Adds to the command what the text names. */
const withMore = (command: GoneOn, ...more: string[]): GoneOn => ({
  ...command,
  words: command.words === null ? null : [...command.words, ...more],
});

/**
 * Does what the problems of a run tell a person to do, and then goes on as it says.
 *
 * @returns how; null where it says that this release cannot be gone on with
 */
export async function remedied(stage: Stage, last: Invocation): Promise<GoneOn | null> {
  if (last.exitCode === null) return { words: null, given: null };
  const codes = (last.said.match(/^✗ ([a-z-]+)/gm) ?? []).map((line) => line.slice(2));
  let next: GoneOn = { words: last.next === null ? null : wordsOf(last.next), given: last.next };
  if (last.by === 'action') next = { words: null, given: null };
  for (const code of codes) {
    switch (code) {
      case 'pull-request-closed':
        await PEOPLE.reopen(stage);
        break;
      case 'release-branch-foreign':
      case 'merge-conflict':
        await PEOPLE['deletion of the branch'](stage);
        break;
      case 'merge-tree-mismatch': {
        const tree = /--accept-tree ([0-9a-f]{40})/.exec(last.said)?.[1];
        if (tree === undefined) return null;
        next = withMore(next, '--accept-tree', tree);
        break;
      }
      case 'rules-forbid-tag':
      case 'github-refused':
        if (stage.world.state.rulesets.some(({ target }) => target === 'tag'))
          await PEOPLE['protection of tags'](stage);
        break;
      case 'run-failed':
        await rerunFailed(stage);
        break;
      case 'tag-taken':
      case 'release-name-taken':
      case 'gate-not-measured':
        return null;
      default:
        break;
    }
  }
  return next;
}

/** Reruns what failed of the runs that a release tag started. */
async function rerunFailed(stage: Stage): Promise<void> {
  for (const run of stage.world.state.runs)
    if (run.ref.startsWith('refs/tags/core/v')) await stage.call('POST', `actions/runs/${run.id}/rerun-failed-jobs`);
}
