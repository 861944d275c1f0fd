import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stackSwitches } from '../core/bench/stack-switches.ts';
import { fewNames } from '../core/few-names.ts';
import { treeOfCheckout } from '../effects/bench/checkout-tree.ts';
import { runHarness } from '../effects/bench/harness-process.ts';
import { harnessStop } from '../effects/bench/harness-stop.ts';
import { readHost } from '../effects/bench/host.ts';
import { missingHarness, requireInside, stacksOfTree } from '../effects/bench/stream-harness.ts';
import { readGateFolder } from '../effects/bench-folder.ts';
import type { BenchOutcome, BenchSession } from './bench-session.ts';

/** Runs the comparison script as often as asked, each time into a timestamped folder. */
export async function measureRecorded(session: BenchSession): Promise<BenchOutcome> {
  const { settings, candidate } = session.options;
  const { clock, progress } = session.effects;
  const { tree, commit } = await treeOfCheckout(candidate);
  const script = join(candidate, settings.harness);
  if (settings.command === null) {
    if (!existsSync(script)) throw missingHarness(settings.harness);
    requireInside(candidate, settings.harness);
  }
  const present =
    settings.command === null ? await stacksOfTree(candidate, dirname(settings.harness), settings.stacks) : [];
  const expected = settings.stacks ?? present;
  const host = readHost();
  await session.describe({
    trees: { baseline: null, candidate: tree },
    commits: { baseline: null, candidate: commit },
    host,
  });
  const end = await session.setUp(candidate);
  if (end !== null) throw harnessStop(`The setup command in ${candidate}`, end);
  const finished = (await readdir(session.store.directory)).filter((name) => /^\d{8}T\d{6}Z-\d{4}$/.test(name)).length;
  let exitCode: 0 | 1 = 0;
  /** How long the round before took. */
  let before: number | null = null;
  for (let round = finished + 1; round <= settings.rounds; round += 1) {
    session.stopIfAborted();
    progress.roundStarted(round, settings.rounds, before);
    const began = clock.now();
    const folder = await session.store.beginRound();
    const { end } =
      settings.command !== null
        ? await session.runCommand(settings.command, candidate, folder, 'candidate', [])
        : await runHarness({
            command: [script],
            directory: candidate,
            environment: {
              ...session.environment(),
              ...stackSwitches(present, settings.stacks),
              OUT_DIR: folder,
              TIMESTAMP: stampOf(clock.now()),
            },
            outputPath: join(folder, 'harness-output.log'),
            timeout: settings.runTimeout,
            mark: session.mark,
            ...session.attended(),
          });
    session.stopIfAborted();
    if (end.kind !== 'exit') throw harnessStop('The harness', end);
    // A failing row makes the script fail too; what failed is the gate's to say.
    if (end.exitCode !== 0) exitCode = 1;
    const left = await session.store.finishRecorded(`${stampOf(clock.now())}-${String(round).padStart(4, '0')}`);
    before = clock.now().getTime() - began.getTime();
    progress.roundEnded(round, settings.rounds, null);
    if (end.exitCode !== 0) for (const each of await failuresIn(left, expected, end.exitCode)) progress.note(each);
  }
  return { exitCode, verdict: null, rounds: Math.max(finished, settings.rounds) };
}

/** What failed of a run, for whoever sees no more than that it did. What it means is the gate's to say. */
async function failuresIn(folder: string, expected: readonly string[], exitCode: number): Promise<string[]> {
  const read = await readGateFolder(folder, null);
  const rows = read.ok && read.value.kind === 'runs' ? read.value.runs.flatMap((run) => [...run.rows.values()]) : [];
  const silent = expected.filter((stack) => !rows.some((row) => row.stack === stack));
  // A stack that crashes in one scenario has the rows of those before it.
  const scenarios = [...new Set(rows.map((row) => row.scenario))];
  const crashed = expected
    .filter((stack) => !silent.includes(stack))
    .flatMap((stack) => scenarios.map((scenario) => `${stack}-${scenario}`))
    .filter((id) => !rows.some((row) => row.id === id));
  const failing = rows.filter((row) => row.passFail === 'FAIL').map(({ id }) => id);
  const output = join(folder, 'harness-output.log');
  const notes: string[] = [];
  const missing = [...silent, ...crashed];
  if (missing.length > 0) notes.push(`No row of ${fewNames(missing, 10)}: what was printed is in ${output}.`);
  if (failing.length > 0) notes.push(`Not correct: ${fewNames(failing, 10)}. The gate says what that means.`);
  return notes.length > 0 ? notes : [`It ended with exit code ${exitCode}: what it printed is in ${output}.`];
}

const stampOf = (time: Date): string =>
  time
    .toISOString()
    .replace(/[-:]/g, '')
    .replace(/\.\d+Z$/, 'Z');
