import { type CaseSelection, selectionFault } from '../bench/case-selection.ts';
import type { DuetStrategy } from '../bench/round-plan.ts';
import { parseShard, type Shard } from '../bench/shards.ts';
import { counted } from '../counted.ts';
import { type ReadRule, readRules } from '../measurements/read-rule.ts';
import { type Checked, Problems, problem } from '../problem.ts';
import { refNameFault } from '../ref-name.ts';
import { pathFault } from '../repository-path.ts';
import { fewestRounds } from '../statistics/alpha-spending.ts';
import { LONGEST_BUDGET } from '../statistics/boundary.ts';
import type { Config } from './config.ts';
import { duetRounds } from './gate-settings.ts';
import { STREAM_HARNESS } from './harness-place.ts';

export interface BenchSettings {
  readonly mode: 'recorded' | 'duet';
  /** auto: by a few rounds of each, before the first that counts. */
  readonly strategy: DuetStrategy | 'auto';
  /** Rounds at most. Does not depend on what they show. */
  readonly rounds: number;
  /** Milliseconds after which no further round begins; null: no bound but the rounds. */
  readonly budget: number | null;
  /** Milliseconds that one run of the harness may take. */
  readonly runTimeout: number;
  /** What is run once a side and round, with its placeholders; null: the harness. */
  readonly command: readonly string[] | null;
  /** How cases are named to the command; null: it always runs all of them. */
  readonly select: CaseSelection | null;
  /** Which part of the cases is measured here; null: all. */
  readonly shard: Shard | null;
  /** Whose files the command leaves; null: they are recognised. */
  readonly read: readonly ReadRule[] | null;
  /** Whether user CPU time an item is a metric of its own. */
  readonly cpuPerItem: boolean;
  /** Whose benchmark is run on the baseline. */
  readonly sources: 'each' | 'candidate';
  /** Globs of the benchmark's files. */
  readonly sourceFiles: readonly string[];
  /** Path of the comparison script below the tree; its folder holds a folder with a runner for each stack. */
  readonly harness: string;
  /** null: every folder beside the harness that has a runner. */
  readonly stacks: readonly string[] | null;
  /** Handed to the runners as SCENARIOS; null: what they run by themselves. */
  readonly scenarios: readonly string[] | null;
  /** Prepares one tree: an argument list, run in that tree. */
  readonly setupCommand: readonly string[] | null;
  /** Environment of the harness. */
  readonly profile: ReadonlyMap<string, string>;
  readonly baselineRef: string | null;
  /** Names of variables of the job that it gets as well. */
  readonly environment: readonly string[];
  /** Variables that it gets with their values. */
  readonly variables: ReadonlyMap<string, string>;
}

/** The profile that zlink's releases are measured with. Durations in seconds, as the harness has them. */
export const FROZEN_PROFILE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    CCU: '10000',
    SIZE: '1024',
    INFLIGHT: '30',
    WARMUP: '3',
    MEASURE: '10',
    DRAIN_TIMEOUT: '10',
    CONNECT_CONCURRENCY: '256',
    BACKLOG: '32768',
    HWM: '1000000',
    IO_THREADS: '32',
    SEND_BATCH: '1',
    LATENCY_SAMPLE_RATE: '16',
  }),
);

const MINUTE = 60_000;
const DEFAULT_RUN_TIMEOUT = 15 * MINUTE;

export interface BenchRequest {
  readonly mode?: string;
  readonly duet?: string;
  readonly rounds?: number;
  readonly budgetMinutes?: number;
  readonly roundTimeoutMinutes?: number;
  readonly harness?: string;
  readonly stacks?: readonly string[];
  readonly scenarios?: readonly string[];
  readonly setupCommand?: readonly string[];
  readonly baselineRef?: string;
  /** As 3/8. */
  readonly shard?: string;
}

const STRATEGIES: ReadonlySet<string> = new Set<DuetStrategy | 'auto'>(['balanced', 'shared', 'alternate', 'auto']);

/** Names that become folders, environment values and ids: nothing in them may mean anything to a shell or a path. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/;
/** Names that decide what a process does rather than what it measures. */
const FORBIDDEN_VARIABLE =
  /^(PATH|HOME|IFS|ENV|BASH_.*|SHELL|LD_.*|DYLD_.*|NODE_.*|PYTHON.*|GIT_.*|GITHUB_.*|ACTIONS_.*|INPUT_.*)$/;

/** Settings from the request, else the configuration, else the defaults; all that is wrong at once. */
export function benchSettings(request: BenchRequest, config: Config): Checked<BenchSettings> {
  const { bench } = config;
  const problems = new Problems();
  const refuse = (where: string, what: string, remedy?: string) =>
    problems.add(problem('input-invalid', what, { where, ...(remedy === undefined ? {} : { remedy }) }));

  const baselineRef = request.baselineRef ?? bench['baseline-ref'] ?? null;
  const mode = request.mode ?? bench.mode ?? (baselineRef === null ? 'recorded' : 'duet');
  if (mode !== 'recorded' && mode !== 'duet') refuse('--mode', `${JSON.stringify(mode)} is neither recorded nor duet.`);
  const strategy = request.duet ?? bench.duet ?? 'balanced';
  if (!STRATEGIES.has(strategy))
    refuse('--duet', `${JSON.stringify(strategy)} is neither balanced nor shared nor alternate nor auto.`);
  if (mode === 'duet' && baselineRef === null)
    refuse(
      '--baseline-ref',
      'A duet needs a baseline to measure against.',
      'Give --baseline-ref: a commit, tag or branch.',
    );
  // A commit's id is a valid ref name too.
  if (baselineRef !== null && refNameFault(baselineRef) !== null)
    refuse('--baseline-ref', `${JSON.stringify(baselineRef)} is no name of a commit, tag or branch.`);

  const rounds = mode === 'duet' ? duetRounds(config, request.rounds) : (request.rounds ?? bench.rounds ?? 1);
  const most = mode === 'duet' ? LONGEST_BUDGET : 1_000;
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > most)
    refuse('--rounds', `${rounds} is not between 1 and ${most}.`);
  else if (mode === 'duet' && rounds < fewestRounds(config.gate.alpha))
    refuse(
      '--rounds',
      `A duet of ${counted(rounds, 'round')} cannot decide at a false-alarm rate of ${config.gate.alpha}.`,
      `Allow at least ${fewestRounds(config.gate.alpha)} rounds.`,
    );
  const minutes = request.budgetMinutes ?? bench['budget-minutes'];
  if (minutes !== undefined && !(minutes > 0)) refuse('--budget-minutes', `${minutes} is not above 0.`);
  const timeout = request.roundTimeoutMinutes ?? bench['round-timeout-minutes'];
  if (timeout !== undefined && !(timeout > 0)) refuse('--run-timeout-minutes', `${timeout} is not above 0.`);

  const stacks = request.stacks ?? bench.stacks ?? null;
  const scenarios = request.scenarios ?? bench.scenarios ?? null;
  for (const [where, names] of [
    ['--stack', stacks],
    ['--scenario', scenarios],
  ] as const) {
    for (const name of names ?? []) {
      if (!NAME.test(name)) refuse(where, `${JSON.stringify(name)} is no name.`);
    }
    if (new Set(names ?? []).size < (names ?? []).length) refuse(where, 'A name is given twice.');
  }
  const harness = request.harness ?? bench.harness ?? STREAM_HARNESS;
  const fault = pathFault(harness);
  if (fault !== null) refuse('--harness', `${JSON.stringify(harness)} ${fault}.`);
  const command = bench.command ?? null;
  const setupCommand = request.setupCommand ?? bench['setup-command'] ?? null;
  // A program of the machine has no slash or is absolute; one of the tree has to be in the tree.
  for (const [where, [program = ''] = []] of [
    ['bench.command', command ?? []],
    ['--setup-command', setupCommand ?? []],
  ] as const)
    if (/[\\/]\.\.([\\/]|$)|^\.\.[\\/]/.test(program))
      refuse(where, `${JSON.stringify(program)} climbs out of the tree.`);
  if (command === null && bench.read !== undefined)
    refuse('bench.read', 'Files are read of a command: `bench.command` is not set.');
  if (command !== null && bench.harness !== undefined)
    refuse('bench.command', 'A command and a harness are configured; one of them is run.');
  const select = selectionOf(bench.select);
  if (select !== null) {
    if (command === null) refuse('bench.select', 'Cases are named to a command: `bench.command` is not set.');
    const wrong = selectionFault(select);
    if (wrong !== null) refuse('bench.select', wrong);
  }
  const shard = request.shard === undefined ? null : parseShard(request.shard);
  if (request.shard !== undefined && shard === null)
    refuse('--shard', `${JSON.stringify(request.shard)} is no part of a whole, as 3/8.`);
  if (shard !== null && mode !== 'duet') refuse('--shard', 'Only the rounds of a duet are measured by shards.');
  if (shard !== null && command !== null && (select === null || select.list === null))
    refuse(
      '--shard',
      'Nothing says how single cases are named to `bench.command`, so it cannot be measured by shards.',
      'Set `bench.select`, with `arguments` and `list`.',
    );
  const sources = bench.sources ?? 'each';
  // The files of a harness lie beside it; those of a command may lie anywhere.
  const besideHarness = command === null && harness.includes('/') ? [`${harness.replace(/\/[^/]*$/, '')}/**`] : [];
  const sourceFiles = bench['source-files'] ?? besideHarness;
  if (sources === 'candidate' && sourceFiles.length === 0)
    refuse('bench.sources', '`candidate` needs `bench.source-files`: which files are the benchmark’s.');
  const variables = variablesOf(bench.environment, refuse);
  // The frozen profile is zlink's harness's.
  const profile = command === null ? new Map(FROZEN_PROFILE) : new Map<string, string>();
  if (bench.profile !== undefined) {
    // A profile of one's own replaces the frozen one as a whole: half of each would be neither.
    profile.clear();
    for (const [name, value] of Object.entries(bench.profile)) {
      if (!/^[A-Z][A-Z0-9_]{0,60}$/.test(name) || FORBIDDEN_VARIABLE.test(name))
        refuse('bench.profile', `${JSON.stringify(name)} cannot be set for a benchmark.`);
      profile.set(name, String(value));
    }
  }
  return problems.over(() => ({
    mode: mode === 'duet' ? 'duet' : 'recorded',
    strategy: strategy as DuetStrategy | 'auto',
    rounds,
    budget: minutes === undefined ? null : minutes * MINUTE,
    runTimeout: timeout === undefined ? DEFAULT_RUN_TIMEOUT : timeout * MINUTE,
    command,
    select,
    shard,
    read: bench.read === undefined ? null : readRules(bench.read),
    cpuPerItem: bench['cpu-per-item'] ?? false,
    sources,
    sourceFiles,
    harness,
    stacks,
    scenarios,
    setupCommand,
    profile,
    baselineRef,
    environment: Array.isArray(bench.environment) ? bench.environment : [],
    variables,
  }));
}

function selectionOf(select: Config['bench']['select']): CaseSelection | null {
  if (select === undefined) return null;
  const { separator = '|', list = null } = select;
  return { arguments: select.arguments, separator, escape: select.escape ?? 'regex', list };
}

/** Variables with values; a list of names is of variables of the job. */
function variablesOf(
  environment: Config['bench']['environment'],
  refuse: (where: string, what: string) => void,
): Map<string, string> {
  const found = new Map<string, string>();
  if (environment === undefined || Array.isArray(environment)) return found;
  for (const [name, value] of Object.entries(environment)) {
    if (!/^[A-Za-z_][A-Za-z0-9_]{0,250}$/.test(name) || FORBIDDEN_VARIABLE.test(name))
      refuse('bench.environment', `${JSON.stringify(name)} cannot be set for a benchmark.`);
    found.set(name, String(value));
  }
  return found;
}
