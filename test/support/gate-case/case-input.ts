import { stringify } from 'yaml';
import { dayOf, type GateSettings } from '../../../src/core/gate/criteria.ts';
import type { MeasuredRound } from '../../../src/core/gate/duet-series.ts';
import type { GateInput } from '../../../src/core/gate/judge.ts';
import { FORMATS } from '../../../src/core/measurements/formats/formats.ts';
import {
  type HarnessResult,
  type Host,
  joinHarnessFiles,
  withMeasuredRows,
} from '../../../src/core/measurements/harness-result.ts';
import { recordResult } from '../../../src/core/measurements/record-result.ts';
import { orStop } from '../../../src/core/problem.ts';
import type { Config } from '../../../src/core/settings/config.ts';
import { gateSettings } from '../../../src/core/settings/gate-settings.ts';
import { loadConfig } from '../../../src/core/settings/load-config.ts';
import { HEADER, readLogText, readMetricsText } from '../../core/measurements/read-text.ts';
import type { CaseRow, ExactInput, GateCase, RecordedRows } from './gate-case.ts';

/** The configuration of a case: the controls of README.md where it says nothing of them. */
export function configOf({ settings }: Pick<GateCase, 'settings'>): Config {
  const gate: Record<string, unknown> = { controls: ['ctl', 'ctl2'], ...settings?.gate };
  if (gate.controls === null) delete gate.controls;
  return orStop(loadConfig('config.yml', stringify({ ...(settings?.bench ? { bench: settings.bench } : {}), gate })));
}

export const settingsOf = (config: Config): GateSettings => ({
  ...orStop(gateSettings(config, {})),
  today: dayOf(new Date('2026-11-27T12:00:00Z')),
});

const CONTROLS = {
  'ctl-s2': [0.003, -0.002, 0.001, -0.004, 0.002, 0.003, -0.002, 0.001, -0.004, 0.002],
  'ctl2-s2': [-0.001, 0.004, -0.003, 0.002, -0.002, -0.001, 0.004, -0.003, 0.002, -0.002],
};
const COLUMNS = new Set(['throughput', 'p50', 'p95', 'p99']);
/** A figure of a metric that is no column of metrics.csv. */
interface Line {
  readonly case: string;
  readonly metric: string;
  readonly unit: string;
  readonly value: number;
}

/** The rounds of a case, as `bench` leaves them. */
export function duetOf(given: GateCase): readonly MeasuredRound[] {
  const byRound: { baseline: SideRows; candidate: SideRows }[] = [];
  const side = (round: number, which: 'baseline' | 'candidate'): SideRows => {
    byRound[round] ??= { baseline: { rows: new Map(), lines: [] }, candidate: { rows: new Map(), lines: [] } };
    return byRound[round][which];
  };
  const put = (
    round: number,
    which: 'baseline' | 'candidate',
    id: string,
    metric: string,
    unit: string,
    value: number,
  ) => {
    const { rows, lines } = side(round, which);
    if (COLUMNS.has(metric)) rows.set(id, { ...(rows.get(id) ?? { id }), [metric]: String(value) });
    else lines.push({ case: id, metric, unit, value });
  };
  const rounds = { ...given.rounds };
  const isConfigured = given.settings?.gate !== undefined && 'controls' in given.settings.gate;
  const length = Math.max(1, ...lengthsOf(given));
  if (!isConfigured)
    for (const [id, d] of Object.entries(CONTROLS)) rounds[id] ??= Array.from({ length }, (_, at) => d[at % 10] ?? 0);
  for (const [name, series] of Object.entries(rounds)) {
    const id = name === 'x repeated 201 times' ? 'x'.repeat(201) : name;
    for (const [metric, d] of Object.entries(Array.isArray(series) ? { throughput: series } : series)) {
      const isTime = metric !== 'throughput';
      for (const [round, value] of (d as readonly number[]).entries()) {
        const [before, after] = isTime ? [100, 100 * Math.exp(-value)] : [1000, 1000 * Math.exp(value)];
        put(round, 'baseline', id, metric, 'ns', before);
        put(round, 'candidate', id, metric, 'ns', after);
      }
    }
  }
  for (const [round, [before, after]] of (given['rounds-of-rows'] ?? []).entries()) {
    put(round, 'baseline', 'lib-s2', 'throughput', 'msg/s', before[0] ?? 0);
    put(round, 'candidate', 'lib-s2', 'throughput', 'msg/s', after[0] ?? 0);
  }
  for (const [id, { metric, unit, baseline, candidate }] of Object.entries(given.values ?? {})) {
    for (const [round, value] of baseline.entries()) put(round, 'baseline', id, metric, unit, value);
    for (const [round, value] of candidate.entries()) put(round, 'candidate', id, metric, unit, value);
  }
  if (given.exact !== undefined)
    for (const which of ['baseline', 'candidate'] as const)
      for (const [round, { value, unit }] of exactValues(given.exact, which).entries())
        put(round, which, given.exact.case, given.exact.metric, unit, value);
  return byRound.map((round, at) => {
    const host = hostOf(given, at + 1);
    const runs = [
      { baseline: runOfRows(round.baseline, host), candidate: runOfRows(round.candidate, host), outOfStepMs: 3 },
    ];
    return { shard: 'bench', index: at + 1, runs, host };
  });
}

function lengthsOf(given: GateCase): number[] {
  const series = Object.values(given.rounds ?? {}).flatMap((each) =>
    Array.isArray(each) ? [each] : Object.values(each),
  );
  return [
    ...series.map((each: readonly number[]) => each.length),
    given['rounds-of-rows']?.length ?? 0,
    ...Object.values(given.values ?? {}).map(({ baseline }) => baseline.length),
    given.exact === undefined ? 0 : exactValues(given.exact, 'baseline').length,
  ];
}

function exactValues(exact: ExactInput, which: 'baseline' | 'candidate') {
  const given = exact[which];
  if (typeof given === 'number') return Array.from({ length: 10 }, () => ({ value: given, unit: exact.unit ?? '1' }));
  if (Array.isArray(given)) return given.map((value: number) => ({ value, unit: exact.unit ?? '1' }));
  const { value, unit } = given as { value: number; unit: string };
  return Array.from({ length: 10 }, () => ({ value, unit }));
}

function hostOf({ hosts }: GateCase, round: number): Host | null {
  for (const [range, { cpuModel }] of Object.entries(hosts ?? {})) {
    const [from = 0, to = 0] = range.split('-').map(Number);
    if (round >= from && round <= to) return { cpuModel, kernel: 'k', logicalCores: 4, loadBefore: null };
  }
  return null;
}

interface SideRows {
  readonly rows: Map<string, CaseRow>;
  readonly lines: Line[];
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

export function rowText(row: CaseRow): string {
  const { id, throughput = '', p50 = '', p95 = '', p99 = '', pass_fail = 'PASS' } = row;
  return `${quoted(id)},tcp,8,10,1024,8,0,0,100,100,0.000000,${throughput},${p50},${p95},${p99},"",${pass_fail}`;
}

function runOfRows({ rows, lines }: SideRows, host: Host | null): HarnessResult {
  const run = rows.size === 0 ? null : runOfTable([...rows.values()], host);
  const reader = FORMATS.measurements.reader();
  const file = reader.file('measurements.jsonl');
  // Times and counts are better when lower; a score is what its unit says.
  for (const line of lines)
    file.bytes(
      Buffer.from(`${JSON.stringify({ ...line, better: /^ops\/|\/s$/.test(line.unit) ? 'higher' : 'lower' })}\n`),
    );
  if (lines.length > 0) file.end();
  const { rows: measured, defects } = recordResult({
    folder: 'run',
    host,
    tree: null,
    commit: null,
    binaries: new Map(),
    reads: [{ format: 'measurements', metric: null, read: reader.finish() }],
    summary: null,
    defects: [],
  });
  return withMeasuredRows(run, { folder: 'run', rows: measured, defects, host, tree: null, binaries: new Map() });
}

function runOfTable(rows: readonly CaseRow[], host: Host | null): HarnessResult {
  const log = rows
    .filter((row) => row.drain_timeout !== undefined)
    .map(
      (row) => `RESULT scenario=${row.id} drain_timeout=${row.drain_timeout} pass_fail=${row.pass_fail ?? 'PASS'}\n`,
    );
  return joinHarnessFiles({
    folder: 'run',
    metrics: readMetricsText(`${[HEADER, ...rows.map(rowText)].join('\n')}\n`, 'run/metrics.csv'),
    log: log.length === 0 ? null : readLogText(log.join(''), 'run/scenario.log'),
    summary: null,
    summaryDefects: [],
    host,
    tree: null,
    binaries: new Map(),
    defaultStack: null,
  });
}

const runsOf = (rows: RecordedRows): HarnessResult[] =>
  (Array.isArray(rows[0]) ? (rows as readonly (readonly CaseRow[])[]) : [rows as readonly CaseRow[]]).map((each) =>
    runOfTable(each, null),
  );

/** What is judged; null: the case has no input of these kinds. */
export function inputOf(given: GateCase): GateInput | null {
  if (given.recorded !== undefined)
    return { mode: 'recorded', baseline: runsOf(given.recorded.baseline), candidate: runsOf(given.recorded.candidate) };
  const kinds = [given.rounds, given['rounds-of-rows'], given.values, given.exact];
  return kinds.every((each) => each === undefined) ? null : { mode: 'duet', rounds: duetOf(given) };
}
