import { readFileSync } from 'node:fs';
import { CsvError, parse } from 'csv-parse/sync';
import { parseVerdict } from '../../src/core/gate/parse-verdict.ts';
import { describeErrors } from '../../src/core/measurements/errno.ts';
import { METRICS_CSV_FRAMING, metricsReader, parseErrors } from '../../src/core/measurements/metrics-csv.ts';
import { parseScenarioId } from '../../src/core/measurements/scenario-id.ts';
import { scenarioLogReader } from '../../src/core/measurements/scenario-log.ts';
import { readSummary } from '../../src/core/measurements/summary-json.ts';
import { readBenchDescription, readRoundDescription } from '../../src/effects/bench-folder.ts';
import { gateHtml } from '../../src/report/gate-html.ts';
import { gateMarkdown } from '../../src/report/gate-markdown.ts';
import { type FuzzTarget, must } from './fuzz-target.ts';
import { SAMPLE_VERDICT } from './sample-verdict.ts';

const harnessFile = (name: string): string =>
  readFileSync(new URL(`../../test/cases/harness/smoke/${name}`, import.meta.url), 'utf8');
const header = (harnessFile('metrics.csv').split('\n', 1)[0] ?? '').split(',');

const metrics: FuzzTarget = {
  name: 'metrics-csv',
  samples: [
    harnessFile('metrics.csv').split('\n').slice(0, 3).join('\n'),
    harnessFile('metrics.csv').split('\n').slice(0, 2).join('\r\n'),
  ],
  words: [...header, 'PASS', 'FAIL', 'SKIP', 'zlink-s2', 's1', 'tcp', '9:18;32:11', '0.5', '1e3', ',', '\n', '""'],
  check(text) {
    const reader = metricsReader('metrics.csv');
    const framing = { ...METRICS_CSV_FRAMING, record_delimiter: [...METRICS_CSV_FRAMING.record_delimiter] };
    try {
      for (const record of parse(text, framing) as unknown as string[][]) reader.record(record);
    } catch (error) {
      // What the framing refuses is told as one defect of the file.
      if (!(error instanceof CsvError)) throw error;
      return;
    }
    const table = reader.finish({ endsWithNewline: text.endsWith('\n') });
    must(table.defects.length <= 151, 'defects are bounded');
    must(table.rows.size <= table.recordCount, 'rows come from records');
    for (const [id, row] of table.rows) {
      must(id !== '' && id.length <= 200, 'names are names');
      for (const value of Object.values(row.figures)) {
        must(value === null || (Number.isFinite(value) && value >= 0), 'figures are usable or unknown');
      }
      must((row.figures.incomplete_ratio ?? 0) <= 1, 'ratios are ratios');
      for (const count of row.errors.values()) must(Number.isSafeInteger(count) && count >= 0, 'counts are counts');
    }
  },
};

const log: FuzzTarget = {
  name: 'scenario-log',
  samples: [harnessFile('scenario.log'), harnessFile('scenario.log').split('\n').slice(0, 12).join('\n')],
  words: [
    '=== STREAM Scenario Compare ===',
    '===== zlink s2 =====',
    'RESULT scenario=zlink-s2 ',
    'drain_timeout=0',
    'gating_violation=1',
    'throughput=10.5',
    'pass_fail=PASS',
    'ccu=100',
    'size=1024',
    ' ',
    '\n',
  ],
  check(text) {
    const reader = scenarioLogReader('scenario.log');
    for (const line of text.split('\n')) reader.line(line, false);
    const found = reader.finish();
    must(found.defects.length <= 151, 'defects are bounded');
    must(found.stacks.length <= 64, 'stacks are bounded');
    for (const [id, result] of found.results) {
      must(id !== '' && id.length <= 200, 'names are names');
      for (const value of [result.drainTimeout, result.gatingViolation, result.throughput]) {
        must(value === null || (Number.isFinite(value) && value >= 0), 'figures are usable or unknown');
      }
    }
    for (const value of found.profile.values()) must(Number.isFinite(value), 'profiles are numbers');
  },
};

const summary: FuzzTarget = {
  name: 'summary-json',
  samples: [harnessFile('summary.json')],
  words: ['"overall_rc"', '"total_rows"', '"ccu"', '0', '1', 'null', 'true', '[]', '{}', '"', ',', ':'],
  check(text) {
    const read = readSummary(text, 'summary.json');
    for (const value of read.summary.profile.values())
      must(Number.isFinite(value) && value >= 0, 'profiles are numbers');
    const { overallExitCode, totalRows } = read.summary;
    must(overallExitCode === null || Number.isInteger(overallExitCode), 'an exit code is whole');
    must(totalRows === null || (Number.isSafeInteger(totalRows) && totalRows >= 0), 'a count is a count');
  },
};

const ids: FuzzTarget = {
  name: 'ids-and-errnos',
  samples: ['net-zlink-s2', 'zlink-s3-hwm-300000', 's4', '24:336', '9:18;32:11;105:18'],
  words: ['zlink', '-', 's2', 's999', 's1000', '24', ':', ';', '336', '.', '_', '+'],
  check(text) {
    const id = parseScenarioId(text);
    if (id !== null)
      must([...(id.stack === null ? [] : [id.stack]), id.scenario].join('-') === text, 'ids are joined again');
    const { errors } = parseErrors(text);
    must(errors.size <= 64, 'errnos are bounded');
    must(!/[^\x20-\x7e×]/.test(describeErrors(errors)), 'what is said about errnos is ours');
  },
};

const verdict: FuzzTarget = {
  name: 'verdict-json',
  samples: [JSON.stringify(SAMPLE_VERDICT), JSON.stringify(SAMPLE_VERDICT, null, 2)],
  words: [
    '"status"',
    '"pass"',
    '"regression"',
    '"blocks"',
    'null',
    '1',
    '-0',
    '1e308',
    '""',
    '[]',
    '{}',
    ',',
    ':',
    '"text"',
  ],
  check(text) {
    const read = parseVerdict(text, 'verdict.json');
    if (!read.ok) {
      must(
        read.problems.length > 0 && read.problems.every((each) => each.code === 'verdict-invalid'),
        'a typed problem',
      );
      return;
    }
    const found = read.value;
    must(parseVerdict(JSON.stringify(found), 'again').ok, 'what was read can be read again');
    must(
      found.status !== 'pass' ||
        !(
          found.reasons.some((each) => each.effect === 'blocks') ||
          found.effects.some((each) => each.conclusion === 'regression')
        ),
      'a pass has nothing against it',
    );
    // In code nothing is markup.
    const markdown = gateMarkdown(found).replace(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, '');
    must(!/^\s*::|##\[|<script|@octocat|(?<!\\)\]\(/m.test(markdown), `Markdown is safe: ${markdown}`);
    must(!/<script|javascript:/i.test(gateHtml(found)), 'HTML has no script');
  },
};

const bench: FuzzTarget = {
  name: 'bench-json',
  samples: [
    '{"host":{"cpuModel":"x","kernel":"y","logicalCores":4,"loadBefore":0.5},"trees":{"baseline":"a","candidate":null},"binaries":{"baseline":{"zlink":"h"}}}',
    '{"index":3,"host":null,"trees":{},"runs":[{"outOfStepMs":12},{"outOfStepMs":null}]}',
  ],
  words: ['"host"', '"index"', '"runs"', '"trees"', '"binaries"', 'null', '-1', '0.5', '{}', '[]', '"', ',', ':'],
  check(text) {
    for (const read of [readBenchDescription(text, 'bench.json'), readRoundDescription(text, 'round.json')]) {
      must(read.ok || read.problems.every((each) => each.code === 'result-folder-unreadable'), 'a typed problem');
    }
  },
};

export const GATE_TARGETS: readonly FuzzTarget[] = [metrics, log, summary, ids, verdict, bench];
