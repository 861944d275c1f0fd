import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CoreHalves, halvesOf } from '../core/bench/core-halves.ts';
import type { Side } from '../core/bench/round-plan.ts';
import { BENCHMARK_WAYS } from '../core/gate/benchmark-difference-reason.ts';
import { problem, Stop } from '../core/problem.ts';
import { benchmarkDifference } from '../effects/bench/benchmark-difference.ts';
import { takeSources } from '../effects/bench/candidate-sources.ts';
import {
  addWorktree,
  committedFiles,
  folderId,
  resolveBaseline,
  treeOfCheckout,
} from '../effects/bench/checkout-tree.ts';
import { endLeftovers, type HarnessEnd } from '../effects/bench/harness-process.ts';
import { harnessStop, howItEnded } from '../effects/bench/harness-stop.ts';
import { readHost, readTopology } from '../effects/bench/host.ts';
import { stacksOfTrees, type TreeStacks } from '../effects/bench/stream-harness.ts';
import type { BenchSession } from './bench-session.ts';
import { shardOf } from './shard-of.ts';
import type { DuetSubject } from './side-runs.ts';
import { type WarmUp, warmUpCommand, warmUpHarness } from './warm-up-runs.ts';

/** What a command of one's own is called where a stack of the harness is named. */
const COMMAND = 'bench.command';
const WHOLE_COMMAND: TreeStacks = { stacks: [COMMAND], lacking: { baseline: new Set(), candidate: new Set() } };

export interface PreparedDuet {
  readonly subject: DuetSubject;
  /** null: rounds are measured already. */
  readonly warmUp: WarmUp | null;
}

/**
 * Finds what is compared, checks both trees, prepares them, and runs each side once where nothing is measured yet.
 *
 * @throws Stop where there is no benchmark, or a side's own is broken; never where the baseline has none
 */
export async function prepareDuet(session: BenchSession): Promise<PreparedDuet> {
  const { settings, candidate } = session.options;
  const { command } = settings;
  const ours = await treeOfCheckout(candidate);
  const theirs = await resolveBaseline(candidate, settings.baselineRef ?? '');
  const harness = dirname(settings.harness);
  const host = readHost();
  const differing = await benchmarkDifference(candidate, theirs.commit, ours.commit, settings.sourceFiles);
  const isNew = await session.describe({
    differing,
    trees: { baseline: theirs.tree, candidate: ours.tree },
    commits: { baseline: theirs.commit, candidate: ours.commit },
    harness: {
      baseline: command === null ? await folderId(candidate, theirs.commit, harness) : null,
      candidate: command === null ? await folderId(candidate, ours.commit, harness) : null,
    },
    host,
  });
  if (!isNew) await endLeftovers(session.mark);
  const halves = await halvesHere(session);
  await addWorktree(candidate, session.store.baselineTree, theirs.commit);
  const trees: Readonly<Record<Side, string>> = { baseline: session.store.baselineTree, candidate };
  if (settings.sources === 'candidate') await takeSources(trees, settings.sourceFiles);
  const { stacks, lacking } = command === null ? await stacksOfTrees(trees, harness, settings.stacks) : WHOLE_COMMAND;
  const known = (await session.store.description())?.notRunHere ?? null;
  const whole = { trees, stacks, lacking, halves, host, differing, notRunHere: known, cases: null };
  const prepared = await prepareTrees(session, whole);
  const { notRunHere } = prepared.subject;
  if (notRunHere !== known) await session.store.amend({ notRunHere });
  return prepared;
}

/** Prepares the trees, and runs each side once where nothing is measured yet. */
async function prepareTrees(session: BenchSession, whole: DuetSubject): Promise<PreparedDuet> {
  const { trees, stacks, lacking } = whole;
  const { command } = session.options.settings;
  const isThere = (side: Side) => lacking[side].size < stacks.length;
  if (isThere('candidate')) {
    const end = await session.setUp(trees.candidate);
    if (end !== null) throw harnessStop(`The setup command in ${trees.candidate}`, end);
  }
  const ended = isThere('baseline') && whole.notRunHere === null ? await session.setUp(trees.baseline) : null;
  const notRunHere =
    ended === null
      ? whole.notRunHere
      : await notRunOnBaseline(session, whole, ended, `the setup command of the baseline ${howItEnded(ended)}`);
  const subject = await shardOf(session, { ...whole, notRunHere });
  if (notRunHere !== null || (await session.store.finishedRounds()).numbers.length > 0)
    return { subject, warmUp: null };
  if (command === null) return { subject, warmUp: await warmUpHarness(session, subject) };
  const { fault, warmUp } = await warmUpCommand(session, command, subject);
  if (fault === null) return { subject, warmUp };
  return {
    subject: { ...subject, notRunHere: await notRunOnBaseline(session, subject, fault.end, fault.what) },
    warmUp: null,
  };
}

/**
 * What it means that the benchmark runs on the candidate and not on the baseline: there was none, or it is the candidate's and
 * needs what the baseline does not have.
 *
 * @throws Stop where the baseline has a benchmark of its own, which is broken
 */
async function notRunOnBaseline(
  session: BenchSession,
  { trees, differing }: DuetSubject,
  end: HarnessEnd,
  what: string,
): Promise<string> {
  const { sources, sourceFiles } = session.options.settings;
  const isOver = end.kind === 'exit' || end.kind === 'not-started' || end.kind === 'signal';
  if (sources === 'candidate' && isOver && differing.length > 0) return what;
  const hasOwn =
    sources === 'candidate' ||
    (sourceFiles.length > 0 && (await committedFiles(trees.baseline, sourceFiles)).length > 0);
  if (!hasOwn && (end.kind === 'exit' || end.kind === 'not-started')) return what;
  const remedy = sources === 'candidate' ? { remedy: BENCHMARK_WAYS } : {};
  throw new Stop([
    problem('bench-harness-failed', `${what.replace(/^./, (first) => first.toUpperCase())}.`, {
      where: session.store.directory,
      ...remedy,
    }),
  ]);
}

/** null: both sides share the cores. */
async function halvesHere({ options }: BenchSession): Promise<CoreHalves | null> {
  if (options.settings.strategy !== 'balanced' && options.settings.strategy !== 'auto') return null;
  const topology = await readTopology();
  const halves = topology === null ? null : halvesOf(topology);
  const hasTaskset = (options.environment.PATH ?? '').split(':').some((folder) => existsSync(join(folder, 'taskset')));
  return hasTaskset ? halves : null;
}
