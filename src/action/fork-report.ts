import { join } from 'node:path';
import { judgeForeignFolder } from '../commands/judge-foreign-folder.ts';
import { externalIdOf } from '../commands/show-conclusion.ts';
import { writeVerdict } from '../commands/write-verdict.ts';
import { findCheckRun } from '../conduct/commit-report.ts';
import { countingPaths } from '../core/check/changed-paths.ts';
import { type MeasuredRun, measuredRun } from '../core/check/check-event.ts';
import { type Basis, type CheckOutcome, conclusionOf } from '../core/check/gate-conclusion.ts';
import { dayOf } from '../core/gate/criteria.ts';
import { judgeDuet } from '../core/gate/duet.ts';
import { orStop } from '../core/problem.ts';
import { askedGate } from '../core/release/asked-gate.ts';
import { tokensIn } from '../core/secrets.ts';
import type { Config } from '../core/settings/config.ts';
import { configuredReading } from '../core/settings/gate-reading.ts';
import { gateSettings } from '../core/settings/gate-settings.ts';
import { STREAM_HARNESS } from '../core/settings/harness-place.ts';
import { DEFAULT_CONFIG_PATH, defaultConfig, loadConfig } from '../core/settings/load-config.ts';
import { systemClock } from '../effects/clock.ts';
import { readEvent } from '../effects/event-file.ts';
import type { GitHubClient } from '../github/client.ts';
import { explaining } from '../github/explain-failure.ts';
import { readCommitTree } from '../github/read-commit.ts';
import {
  changedPathsOf,
  type PullRequestHead,
  pullRequestsWithHead,
  readDefaultBranchFile,
} from '../github/read-pull-requests.ts';
import { isNameOf } from '../github/read-repository.ts';
import { forkNote } from '../report/check-markdown.ts';
import { printable } from '../report/printable.ts';
import { contextOf, type GateRun, say, setOutputs, show, tell } from './gate-step-context.ts';

/** Runs that never came to measure: a newer commit replaced them, or nobody let them start. */
const WITHOUT_RESULT = ['cancelled', 'skipped', 'action_required', 'stale'];

/**
 * Reports what another run measured, with rights which that run did not have: the one of a fork's pull request has none.
 * Commit and pull request come from the event and from GitHub; what the run left is judged as a stranger's.
 *
 * @returns 0 when it is reported, whatever the verdict; 1 when the run left no result, or one that was refused
 */
export async function reportRun(run: GateRun): Promise<number> {
  const { inputs, env, runner } = run;
  const measured = orStop(measuredRun(env.GITHUB_EVENT_NAME ?? '', orStop(await readEvent(env.GITHUB_EVENT_PATH))));
  const nothing = (why: string): number => {
    say(`– report: ${printable(run.words.say(why))}`);
    runner.setOutput('report', 'none');
    return 0;
  };
  if (measured.event !== 'pull_request')
    return nothing(`the run was started by ${measured.event}, not by a pull request`);
  if (WITHOUT_RESULT.includes(measured.conclusion)) return nothing(`the run is ${measured.conclusion}`);

  const { client } = contextOf(run);
  const { config, pullRequests, trees, changed } = await explaining('reading the pull request', () =>
    readFacts(client, measured, inputs.configFile ?? DEFAULT_CONFIG_PATH),
  );
  if (pullRequests.length === 0)
    return nothing(`no open pull request has the head ${measured.head.sha}: it has moved on, or is closed`);

  const measuringRun = { id: String(measured.id), attempt: String(measured.attempt), url: measured.url };
  // A run of the repository itself reports by itself, unless its token may not, as Dependabot's.
  const own = measured.isFork
    ? undefined
    : await explaining('reading the checks', () =>
        findCheckRun(client, measured.head.sha, { name: inputs.checkName, externalId: externalIdOf(measuringRun) }),
      );
  if (own !== undefined) return nothing('the run has reported by itself');

  let outcome: CheckOutcome;
  let basis: Basis = { kind: 'own' };
  const isUnchanged = changed !== null && countingPaths(changed, inputs.filter).length === 0;
  if (isUnchanged) {
    outcome = {
      kind: 'unchanged',
      change: { ignored: changed.length, baseline: null, candidate: measured.head.sha },
    };
  } else {
    const found = await judgeForeignFolder(
      {
        folder: inputs.artifact,
        trees,
        asked: {
          ...askedGate(config, inputs.repository),
          settings: { ...orStop(gateSettings(config, { rounds: inputs.rounds })), today: dayOf(systemClock.now()) },
        },
        onInconclusive: inputs.onInconclusive ?? config.gate.onInconclusive,
        reading: configuredReading(config),
        shards: inputs.shards ?? null,
        isOwnName: (name) => explaining(`finding out whose name ${printable(name)} is`, () => isNameOf(client, name)),
      },
      judgeDuet,
    );
    ({ outcome } = found);
    if (measured.isFork) basis = { kind: 'fork', from: found.from, trusted: inputs.trustForkMeasurements };
  }

  if (outcome.kind === 'judged') {
    const { verdict } = outcome;
    const note = forkNote(outcome, basis) ?? undefined;
    await writeVerdict(join(inputs.outputDirectory, 'gate'), verdict, {
      tokens: tokensIn(run.env),
      note,
      words: run.words,
    });
  }
  setOutputs(run, outcome);
  runner.setOutput('conclusion', conclusionOf(outcome, basis));
  runner.setOutput('pr-number', String(pullRequests[0]?.number ?? ''));
  await show(run, {
    outcome,
    basis,
    sha: measured.head.sha,
    pullRequests: pullRequests.map(({ number }) => number),
    run: measuringRun,
    harness: config.bench.harness ?? STREAM_HARNESS,
  });
  if (outcome.kind !== 'stopped') return 0;
  tell(outcome.problems);
  return 1;
}

interface Facts {
  /** Of the default branch: neither the head nor another base may choose how it is judged. */
  readonly config: Config;
  readonly pullRequests: readonly PullRequestHead[];
  readonly trees: readonly string[];
  /** Paths that any of the pull requests changes; null when GitHub does not list them all. */
  readonly changed: readonly string[] | null;
}

async function readFacts(client: GitHubClient, { head }: MeasuredRun, configPath: string): Promise<Facts> {
  const pullRequests = await pullRequestsWithHead(client, head);
  const trees: string[] = [];
  const paths = new Set<string>();
  let complete = true;
  for (const { number, mergeCommit } of pullRequests) {
    for (const commit of [head.sha, ...(mergeCommit === null ? [] : [mergeCommit])])
      trees.push(await readCommitTree(client, commit));
    const changed = await changedPathsOf(client, number);
    if (changed === null) complete = false;
    for (const path of changed ?? []) paths.add(path);
  }
  const text = await readDefaultBranchFile(client, configPath);
  return {
    config: text === null ? defaultConfig() : orStop(loadConfig(configPath, text)),
    pullRequests,
    trees,
    changed: complete ? [...paths] : null,
  };
}
