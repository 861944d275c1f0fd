import { type ReleaseOutcome, release } from '../../src/conduct/release.ts';
import { orStop } from '../../src/core/problem.ts';
import { judgeEvidence } from '../../src/core/release/evidence.ts';
import { STAGES, type Stage } from '../../src/core/release/stage.ts';
import type { WorkflowRun } from '../../src/core/release/workflow-run.ts';
import { loadConfig } from '../../src/core/settings/load-config.ts';
import type { TokenKind } from '../../src/embedded-github/world-state.ts';
import { GitHubClient } from '../../src/github/client.ts';
import { defaultPolicy } from '../../src/github/request-policy.ts';
import { silentProgress } from '../../src/report/progress.ts';
import type { ServedWorld } from './served-world.ts';

const stages = new Set<Stage>(STAGES.filter((each) => each !== 'bench'));

export interface Copy {
  readonly exitCode: number;
  readonly told: string;
}

export interface CommandOptions {
  readonly skip?: readonly Stage[];
  readonly run?: WorkflowRun;
  readonly apiUrl?: string;
  /** Whose token it has; the App's when left out. */
  readonly as?: TokenKind;
  /** The text of a configuration that stands in for the repository's. */
  readonly config?: string;
}

/** A command in this process, on the clock of the world, with all that it says: `told` has notes, warnings and problems. */
export async function releaseCommand(
  served: ServedWorld,
  version: string,
  { skip = [], run, apiUrl = served.server.url, as, config }: CommandOptions = {},
): Promise<ReleaseOutcome & Copy> {
  const said: string[] = [];
  const progress = {
    ...silentProgress,
    note: (text: string) => said.push(text),
    warn: (text: string) => said.push(text),
  };
  const outcome = await release(
    { client: clientOf(served, apiUrl, as), clock: served.world.clock, progress },
    {
      ...REQUEST,
      version,
      config: config === undefined ? null : orStop(loadConfig('c.yml', config)),
      stages: new Set([...stages].filter((stage) => !skip.includes(stage))),
      ...(run === undefined ? {} : { run }),
    },
    () => {},
  );
  return { ...outcome, told: [...said, problemText(outcome)].join('\n') };
}

const problemText = ({ problems }: Pick<ReleaseOutcome, 'problems'>): string =>
  problems.map((each) => `${each.code}: ${each.what} ${each.remedy}`).join('\n');

/** A copy in this process, on the clock of the world: waiting takes no time. */
export async function copyOf(
  served: ServedWorld,
  apiUrl: string,
  { version = '1.2.0', without = [] }: { version?: string; without?: readonly Stage[] } = {},
): Promise<Copy> {
  const { clock } = served.world;
  const outcome = await release(
    { client: clientOf(served, apiUrl), clock, progress: silentProgress },
    { ...REQUEST, version, stages: new Set([...stages].filter((each) => !without.includes(each))) },
    () => {},
  );
  return { exitCode: outcome.exitCode, told: problemText(outcome) };
}

function clientOf({ server, world }: ServedWorld, apiUrl: string, as: TokenKind = 'app'): GitHubClient {
  const { clock, state } = world;
  return new GitHubClient({
    apiUrl,
    token: server.tokens[as],
    owner: state.owner,
    repo: state.repo,
    policy: defaultPolicy(clock, () => {}),
    timeout: 60_000,
    userAgent: 'copy',
  });
}

const REQUEST = {
  config: null,
  superseded: [],
  publicUrl: null,
  acceptedTrees: [],
  judge: async () =>
    judgeEvidence({ kind: 'skipped' }, [], { onInconclusive: 'block', withoutBaseline: 'pass', rehearsal: false }),
  test: null,
  rehearsal: false,
  program: 'test',
} as const;
