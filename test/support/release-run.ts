import { judging } from '../../src/cli/release-command.ts';
import { release } from '../../src/conduct/release.ts';
import type { Problem } from '../../src/core/problem.ts';
import type { GateEvidence } from '../../src/core/release/evidence.ts';
import type { ReleaseRecord } from '../../src/core/release/record.ts';
import { STAGES, type Stage } from '../../src/core/release/stage.ts';
import type { Clock } from '../../src/effects/clock.ts';
import { GitHubClient } from '../../src/github/client.ts';
import { defaultPolicy } from '../../src/github/request-policy.ts';
import { silentProgress } from '../../src/report/progress.ts';
import { type Between, standBetween } from './intercepting-proxy.ts';
import type { ServedWorld } from './served-world.ts';

export interface ReleaseRunOptions {
  /** owner/name, as a person types it. */
  readonly repo?: string;
  /** Left out: the server of the world itself. */
  readonly apiUrl?: string;
  readonly acceptedTrees?: readonly string[];
  readonly superseded?: readonly number[];
  /** Left out: the gate was left out by request. */
  readonly evidence?: GateEvidence;
  /** Stages that are done; left out: all but `test` and `bench`. */
  readonly only?: readonly Stage[];
  /** How far the clock of the machine is ahead of the world's, in milliseconds. */
  readonly clockAhead?: number;
  /** What happens in the world before the server gets a request, or the answer that it gives instead. */
  readonly before?: Between;
}

export interface ReleaseRun {
  readonly exitCode: number;
  readonly codes: readonly string[];
  readonly problems: readonly Problem[];
  readonly record: ReleaseRecord;
  /** Everything that was said: notes, warnings, what was waited for, problems with place and remedy. */
  readonly told: string;
  readonly warnings: readonly string[];
  /** What was waited for, each reason once. */
  readonly waits: readonly string[];
  /** Milliseconds of the world's clock that it took. */
  readonly took: number;
}

/** `release --version 1.2.0` in this process, on the world's clock: waiting takes no time. */
export async function runRelease(served: ServedWorld, options: ReleaseRunOptions = {}): Promise<ReleaseRun> {
  const { clock: ofWorld, state } = served.world;
  const { clockAhead = 0 } = options;
  const clock: Clock = {
    now: () => new Date(ofWorld.now().getTime() + clockAhead),
    sleep: (milliseconds, signal) => ofWorld.sleep(milliseconds, signal),
  };
  const startedAt = clock.now().getTime();
  const [owner = '', repo = ''] = (options.repo ?? `${state.owner}/${state.repo}`).split('/');
  const warnings: string[] = [];
  const notes: string[] = [];
  const waits = new Set<string>();
  const wait = (reason: string) => waits.add(reason);
  const between = options.before === undefined ? null : standBetween(served.server.url, options.before);
  const client = new GitHubClient({
    apiUrl: options.apiUrl ?? between ?? served.server.url,
    token: served.server.tokens.app,
    owner,
    repo,
    policy: defaultPolicy(clock, wait),
    timeout: 60_000,
    userAgent: 'run',
  });
  const evidence = options.evidence ?? { kind: 'skipped' };
  const left: readonly Stage[] = options.only ?? STAGES.filter((each) => each !== 'test' && each !== 'bench');
  const stages = new Set(options.evidence === undefined ? left.filter((each) => each !== 'gate') : left);
  const progress = {
    ...silentProgress,
    note: (text: string) => notes.push(text),
    warn: (text: string) => warnings.push(text),
    waiting: wait,
  };
  const { exitCode, problems, record } = await release(
    { client, clock, progress },
    {
      version: '1.2.0',
      config: null,
      superseded: options.superseded ?? [],
      publicUrl: null,
      acceptedTrees: options.acceptedTrees ?? [],
      stages,
      judge: judging(evidence, false),
      test: null,
      rehearsal: false,
      program: 'test',
    },
    () => {},
  );
  const said = problems.map((each) => `${each.code}: ${each.what} (${each.where ?? ''}) ${each.remedy}`);
  return {
    exitCode,
    codes: problems.map((each) => each.code),
    problems,
    record,
    warnings,
    waits: [...waits],
    told: [...notes, ...warnings, ...waits, ...said].join('\n'),
    took: clock.now().getTime() - startedAt,
  };
}
