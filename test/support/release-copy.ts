import { release } from '../../src/conduct/release.ts';
import { judgeEvidence } from '../../src/core/release/evidence.ts';
import { STAGES, type Stage } from '../../src/core/release/stage.ts';
import { GitHubClient } from '../../src/github/client.ts';
import { defaultPolicy } from '../../src/github/request-policy.ts';
import { silentProgress } from '../../src/report/progress.ts';
import type { ServedWorld } from './served-world.ts';

const stages = new Set<Stage>(STAGES.filter((each) => each !== 'bench'));

export interface Copy {
  readonly exitCode: number;
  readonly told: string;
}

/** A copy in this process, on the clock of the world: waiting takes no time. */
export async function copyOf(
  served: ServedWorld,
  apiUrl: string,
  { version = '1.2.0', without = [] }: { version?: string; without?: readonly Stage[] } = {},
): Promise<Copy> {
  const { clock, state } = served.world;
  const client = new GitHubClient({
    apiUrl,
    token: served.server.tokens.app,
    owner: state.owner,
    repo: state.repo,
    policy: defaultPolicy(clock, () => {}),
    timeout: 60_000,
    userAgent: 'copy',
  });
  const { exitCode, problems } = await release(
    { client, clock, progress: silentProgress },
    {
      version,
      config: null,
      superseded: [],
      publicUrl: null,
      acceptedTrees: [],
      stages: new Set([...stages].filter((each) => !without.includes(each))),
      judge: async () => judgeEvidence({ kind: 'skipped' }, [], { onInconclusive: 'block', rehearsal: false }),
      test: null,
      rehearsal: false,
      program: 'test',
    },
    () => {},
  );
  return { exitCode, told: problems.map((each) => `${each.code}: ${each.what} ${each.remedy}`).join('\n') };
}
