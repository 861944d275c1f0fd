import { counted } from '../counted.ts';
import type { MetricValue } from '../measurements/metric-value.ts';
import { type Problem, problem } from '../problem.ts';
import type { GateSettings } from './criteria.ts';
import { primaryMetric, ruleOf, usualRule, withLeastChange } from './metric-rules.ts';
import { fitsAnyGlob, fitsNameGlob } from './name-glob.ts';
import { roleOf } from './roles.ts';
import type { RowComparison, Verdict } from './verdict.ts';

/** What a repository wants its releases measured against. */
export interface AskedBaseline {
  /** As it is configured. */
  readonly ref: string;
  /** null: no tag, branch or commit is called so. */
  readonly tree: string | null;
}

/** A release, and the commit that it was made of. */
export interface NamedCommit {
  readonly tag: string;
  readonly commit: string;
}

/** What a repository asks of a verdict that it goes on by. */
export interface AskedGate {
  readonly settings: GateSettings;
  /** Stacks and scenarios that are to be measured; null: those that the harness has. */
  readonly stacks: readonly string[] | null;
  readonly scenarios: readonly string[] | null;
  /** owner/name; null: not known, so not compared. */
  readonly repository: string | null;
  /** null: none is configured, or which it was cannot be told any more. */
  readonly baseline: AskedBaseline | null;
  /** What a release is measured against where nothing else is asked for; null: not known. */
  readonly lastRelease: NamedCommit | null;
}

/**
 * How a verdict differs from what was asked for, a sentence each; empty where it was asked for. Stricter settings are as
 * good: what passes by them passes by those of the configuration.
 */
export function unaskedIn(verdict: Verdict, asked: AskedGate): string[] {
  return [
    ...widerSettings(verdict, asked.settings),
    ...otherRules(verdict, asked.settings),
    ...unaskedWaivers(verdict, asked.settings),
    ...budgetAfterTheRounds(verdict, asked.settings),
    ...(isOnTrust(verdict, asked) ? [] : [...otherRoles(verdict, asked.settings), ...notMeasured(verdict, asked)]),
    ...skippedWithoutLeave(verdict, asked.settings),
    ...otherComparison(verdict, asked),
  ];
}

/**
 * What a release lacks, a sentence each, where slowdowns that passed one by one are configured to block it. An empty
 * `sinceAnchor` has been looked at: there was nothing to add yet.
 */
export function heldAgainstNoAnchor({ sinceAnchor }: Verdict, { settings: { anchor } }: AskedGate): string[] {
  if (anchor?.decides !== 'block') return [];
  if (sinceAnchor === undefined)
    return [
      'gate.anchor blocks, and nothing was held against it: judge with `gate --history FILE`, or measure beside it by `bench --anchor` and judge with `gate --anchor DIR`.',
    ];
  return sinceAnchor.flatMap(({ margin, floor, decides }) => [
    ...(decides === 'block'
      ? []
      : ['What became of the speed since the anchor only warned, and is configured to block.']),
    ...(margin > anchor.margin * (1 + 1e-9)
      ? [`The margin ${margin} since the anchor is wider than the configured ${anchor.margin}.`]
      : []),
    ...(floor > anchor.floor * (1 + 1e-9)
      ? [`The floor ${floor} since the anchor is wider than the configured ${anchor.floor}.`]
      : []),
  ]);
}

/** What a verdict cannot say of itself, and a person has to know, a sentence each. */
export function takenOnTrust(verdict: Verdict, asked: AskedGate): string[] {
  const found: string[] = [];
  if (verdict.measuredTree.candidate === null)
    found.push('The verdict does not say which tree was measured: that it is the released one rests on your word.');
  const against = verdict.compared?.baseline.commit ?? null;
  if (asked.baseline === null && asked.lastRelease !== null && against !== null && against !== asked.lastRelease.commit)
    found.push(
      `It was measured against commit ${against.slice(0, 10)}, which is not the last release, ${asked.lastRelease.tag}: that this is the right baseline rests on your word (\`bench.baseline-ref\` says which is).`,
    );
  if (isOnTrust(verdict, asked))
    found.push(
      `It is about none of the configured stacks (${namedStacks(asked).join(', ')}): that it stands for them rests on your word.`,
    );
  return found;
}

const namedStacks = ({ settings, stacks }: AskedGate): string[] => [
  ...new Set([...(settings.subjects ?? []), ...(settings.controls ?? []), ...(stacks ?? [])]),
];

/**
 * Recorded results name no tree and may come from another benchmark altogether: where not one of their stacks is
 * configured, nothing of the configuration can be held against them.
 */
function isOnTrust({ mode, measuredTree, rows }: Verdict, asked: AskedGate): boolean {
  const named = namedStacks(asked);
  const isUnknown = mode === 'recorded' && measuredTree.candidate === null && rows.length > 0;
  return (
    isUnknown &&
    named.length > 0 &&
    !rows.some((row) => named.some((name) => fitsNameGlob(row.stack, name) || fitsNameGlob(row.scenarioId, name)))
  );
}

/** The differences as one problem. */
export const unaskedProblem = (differences: readonly string[], where: string): Problem =>
  problem(
    'verdict-invalid',
    `It is not the verdict that was asked for. ${differences.slice(0, MOST_DIFFERENCES).join(' ')}`.slice(0, 4_000),
    { where },
  );

const MOST_DIFFERENCES = 20;

const LIMITS = [
  ['alpha', 'alpha'],
  ['margin', 'margin'],
  ['floor', 'floor'],
  ['recordedMargin', 'recorded-margin'],
] as const;

function widerSettings({ settings }: Verdict, asked: GateSettings): string[] {
  return LIMITS.flatMap(([key, name]) =>
    settings[key] > asked[key] ? [`${name} ${settings[key]} is wider than the configured ${asked[key]}.`] : [],
  );
}

const WEIGHT = { block: 2, warn: 1, show: 0 } as const;

/** What single metrics are judged by, beyond what is wider for all of them. */
function otherRules(verdict: Verdict, asked: GateSettings): string[] {
  const stacks = new Map(verdict.rows.map((row) => [row.scenarioId, row.stack]));
  const metrics = new Map<string, Map<string, MetricValue>>();
  for (const { scenarioId, figure, better, unit, exact } of verdict.effects) {
    if (better === undefined) continue;
    const of = metrics.get(scenarioId) ?? new Map<string, MetricValue>();
    metrics.set(
      scenarioId,
      of.set(figure, {
        value: 1,
        unit: unit ?? usualRule(figure, asked).unit,
        better,
        exact: exact === true,
      }),
    );
  }
  const limit = Math.max(asked.margin, verdict.settings.margin);
  return verdict.effects.flatMap((effect): string[] => {
    const { scenarioId, figure, role, decides, margin, values } = effect;
    const of = metrics.get(scenarioId);
    const value = of?.get(figure);
    if (role !== 'subject' || decides === undefined || margin === undefined || of === undefined || value === undefined)
      return [];
    const name = { id: scenarioId, stack: stacks.get(scenarioId) ?? scenarioId };
    const rule = ruleOf(name, figure, value, primaryMetric(of, asked.primary), asked);
    const { margin: allowed } = withLeastChange(rule, values?.baseline ?? 0);
    const own = rule.exact || asked.metrics.has(figure) || asked.cases.length > 0;
    return [
      ...(WEIGHT[decides] < WEIGHT[rule.decides]
        ? [`${scenarioId} ${figure} was judged to ${decides}, and is configured to ${rule.decides}.`]
        : []),
      ...(rule.decides === 'block' && margin > allowed * (1 + 1e-9) && (own || margin > limit)
        ? [`The margin ${margin} of ${scenarioId} ${figure} is wider than the configured ${allowed}.`]
        : []),
    ];
  });
}

/** Regressions that were let through by a waiver that the configuration does not have, or that has expired. */
function unaskedWaivers({ effects }: Verdict, { waive, today }: GateSettings): string[] {
  return effects.flatMap(({ scenarioId, figure, waived }) => {
    if (waived === undefined) return [];
    const own = waive.find(
      (each) =>
        fitsNameGlob(scenarioId, each.case) &&
        (each.metric === null || each.metric === figure) &&
        each.atMost >= waived.atMost &&
        each.until === waived.until,
    );
    if (own === undefined) return [`${scenarioId} ${figure} was waived, and the configuration does not.`];
    return today !== null && today > own.until
      ? [`The waiver of ${scenarioId} ${figure} expired on ${own.until}.`]
      : [];
  });
}

/**
 * Any budget keeps the rate, as long as it was chosen before the rounds were seen: one below what was measured, and not the
 * configured one, was chosen afterwards.
 */
function budgetAfterTheRounds({ mode, rounds, settings }: Verdict, asked: GateSettings): string[] {
  const { maximumRounds } = settings;
  if (mode !== 'duet' || rounds <= maximumRounds || maximumRounds === asked.maximumRounds) return [];
  return [
    `${counted(rounds, 'round was', 'rounds were')} measured, and the boundary is calibrated for a budget of ${maximumRounds}; the configured one is ${asked.maximumRounds}.`,
  ];
}

function otherRoles({ rows }: Verdict, asked: GateSettings): string[] {
  const found = new Set<string>();
  for (const { stack, role, scenarioId } of rows) {
    const configured = roleOf(stack, asked, scenarioId);
    if (configured !== role) found.add(`${stack} was judged as a ${role}, and is configured as a ${configured}.`);
  }
  return [...found];
}

/** What the configuration names and the verdict has no row of. */
function notMeasured({ rows }: Verdict, { settings, stacks, scenarios }: AskedGate): string[] {
  const maySkip = (...names: readonly string[]) => fitsAnyGlob(names, settings.allowSkipped);
  const measured = new Map<string, Set<string>>();
  for (const row of rows) measured.set(row.stack, (measured.get(row.stack) ?? new Set()).add(row.scenario));
  const named = [
    ...(settings.subjects ?? []).map((stack) => [stack, 'subject'] as const),
    ...(settings.controls ?? []).map((stack) => [stack, 'control'] as const),
    ...(stacks ?? []).map((stack) => [stack, 'stack'] as const),
  ];
  const isMeasured = (name: string) => rows.some(({ stack, scenarioId }) => fitsAnyGlob([stack, scenarioId], [name]));
  const absent = new Map(named.filter(([stack]) => !isMeasured(stack) && !maySkip(stack)).reverse());
  const subjects = [...measured].filter(([stack]) => roleOf(stack, settings) === 'subject' && !maySkip(stack));
  const left = subjects.flatMap(([stack, of]) =>
    (scenarios ?? [])
      .filter((scenario) => !of.has(scenario) && !maySkip(scenario, `${stack}-${scenario}`))
      .map((scenario) => `The configured scenario ${scenario} of ${stack} was not measured.`),
  );
  return [...[...absent].map(([stack, what]) => `The configured ${what} ${stack} was not measured.`), ...left];
}

/** What the baseline ran and the candidate did not, where nobody said that it may. */
function skippedWithoutLeave({ rows, status }: Verdict, { allowSkipped }: GateSettings): string[] {
  const isSkipped = ({ passFail: { baseline, candidate } }: RowComparison) =>
    (baseline === 'PASS' || baseline === 'FAIL') && (candidate === null || candidate === 'SKIP');
  // A verdict that blocks has said so itself.
  if (status !== 'pass' && status !== 'inconclusive') return [];
  return rows
    .filter((row) => isSkipped(row) && !fitsAnyGlob([row.scenarioId, row.stack, row.scenario], allowSkipped))
    .map(({ scenarioId }) => `${scenarioId} was not run, and the configuration does not allow it to be skipped.`);
}

function otherComparison({ measuredTree, compared }: Verdict, { repository, baseline: asked }: AskedGate): string[] {
  const found: string[] = [];
  const { baseline, candidate } = measuredTree;
  if (baseline !== null && baseline === candidate)
    found.push('Baseline and candidate are the same tree, so nothing was compared.');
  if (asked?.tree === null)
    found.push(
      `The configured baseline ${asked.ref} is no tag, branch or commit here, so nothing can be held against it.`,
    );
  else if (asked !== null && baseline !== null && baseline !== asked.tree)
    found.push(
      `It was measured against tree ${baseline.slice(0, 10)}, and the configured baseline ${asked.ref} is ${asked.tree.slice(0, 10)}.`,
    );
  const of = compared?.repository ?? null;
  // GitHub's names are the same in every case.
  if (of !== null && repository !== null && of.toLowerCase() !== repository.toLowerCase())
    found.push(`It is of the repository ${of}, not of ${repository}.`);
  return found;
}
