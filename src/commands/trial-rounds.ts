import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DuetStrategy, Side } from '../core/bench/round-plan.ts';
import {
  chooseStrategy,
  type StrategyChoice,
  type StrategyTrial,
  seenBy,
  TRIAL_ROUNDS,
} from '../core/bench/strategy-choice.ts';
import type { GateSettings } from '../core/gate/criteria.ts';
import type { DuetConclusion, DuetSeries } from '../core/gate/duet-series.ts';
import { judgeSoFar } from '../core/gate/judge.ts';
import { orStop } from '../core/problem.ts';
import { type BenchSettings, benchSettings } from '../core/settings/bench-settings.ts';
import { gateSettings } from '../core/settings/gate-settings.ts';
import { loadConfig } from '../core/settings/load-config.ts';
import { readGateFolder } from '../effects/bench-folder.ts';
import { sampleHarnessFiles, WORK_FILE } from '../sample/sample-harness.ts';
import type { BenchSession } from './bench-session.ts';
import { measureRound } from './measure-round.ts';
import type { DuetSubject } from './side-runs.ts';

/**
 * Chooses how both sides share this machine: by a few rounds of each strategy, and by what each shows of a slowdown that is
 * known, that of the built-in benchmark. None of these rounds is judged.
 */

/** Steps of extra work a message, which make the built-in benchmark slower by about a third. How much, is measured. */
const KNOWN_SLOWDOWN = '5200\n';
const CONFIG = '.github/zlink-release.yml';
const STACK = 'framed';

export async function chooseHere(session: BenchSession, subject: DuetSubject): Promise<StrategyChoice> {
  const strategies: readonly DuetStrategy[] =
    subject.halves === null ? ['shared', 'alternate'] : ['balanced', 'shared', 'alternate'];
  const place = join(session.store.directory, 'trials');
  // What a killed one left is of no use: rounds of a trial belong together.
  await rm(place, { recursive: true, force: true });
  const builtIn = await builtInBenchmark(place, subject);
  const trials: StrategyTrial[] = [];
  const known = new Map<DuetStrategy, number>();
  for (const strategy of strategies) {
    session.effects.progress.began(`${TRIAL_ROUNDS} rounds of ${strategy}, which do not count`);
    const { settings, gate } = session.options;
    const within = session.within(join(place, strategy), { ...settings, strategy });
    trials.push({ strategy, ...(await trial(within, subject, gate)) });
    const beside = session.within(join(place, `built-in-${strategy}`), { ...builtIn.settings, strategy });
    const { d } = await trial(beside, builtIn.subject, builtIn.gate);
    const all = d.flat();
    if (all.length > 0) known.set(strategy, all.reduce((sum, value) => sum + value, 0) / all.length);
  }
  await rm(place, { recursive: true, force: true });
  return chooseStrategy(trials, seenBy(known));
}

/** Measures the rounds of one strategy, and reads what decides. */
async function trial(
  session: BenchSession,
  subject: DuetSubject,
  gate: GateSettings,
): Promise<Omit<StrategyTrial, 'strategy'>> {
  let milliseconds = 0;
  for (let round = 1; round <= TRIAL_ROUNDS; round += 1)
    milliseconds += await measureRound(session, round, subject, { found: null, expected: null });
  const { directory } = session.store;
  const folder = orStop(await readGateFolder(directory, null, directory, session.options.settings.read));
  const seen: DuetSeries[] = [];
  const undecided = (series: readonly DuetSeries[]): DuetConclusion => {
    seen.push(...series);
    return { status: 'continue', effects: [], controls: [], boundary: null, resolution: null, reasons: [], due: [] };
  };
  if (folder.kind === 'rounds') judgeSoFar({ mode: 'duet', rounds: folder.rounds }, gate, undecided);
  const deciding = seen.filter(({ role, rule }) => role === 'subject' && rule?.decides === 'block');
  return {
    d: deciding.map(({ d }) => d.flatMap((value) => value ?? [])),
    milliseconds: milliseconds / TRIAL_ROUNDS,
  };
}

/** The built-in benchmark with its slowdown in the candidate's tree, measured as the harness is. */
async function builtInBenchmark(
  place: string,
  { halves, host }: DuetSubject,
): Promise<{ readonly subject: DuetSubject; readonly settings: BenchSettings; readonly gate: GateSettings }> {
  const trees: Readonly<Record<Side, string>> = {
    baseline: join(place, 'built-in', 'baseline'),
    candidate: join(place, 'built-in', 'candidate'),
  };
  const files = sampleHarnessFiles();
  for (const tree of Object.values(trees))
    for (const [path, { content, mode }] of files) {
      const slow = path === WORK_FILE && tree === trees.candidate;
      await mkdir(dirname(join(tree, path)), { recursive: true });
      await writeFile(join(tree, path), slow ? KNOWN_SLOWDOWN : content);
      if (mode === '100755') await chmod(join(tree, path), 0o755);
    }
  const config = orStop(loadConfig(CONFIG, String(files.get(CONFIG)?.content ?? '')));
  return {
    subject: {
      trees,
      stacks: [STACK],
      lacking: { baseline: new Set(), candidate: new Set() },
      halves,
      host,
      differing: [],
      notRunHere: null,
      cases: null,
    },
    // Its ref is never asked for: the trees are there.
    settings: orStop(benchSettings({ mode: 'duet', baselineRef: 'HEAD', stacks: [STACK] }, config)),
    gate: orStop(gateSettings(config, {})),
  };
}
