import * as z from 'zod';
import { type Checked, checked, failed, type Problem, problem } from '../problem.ts';
import { VERDICT_STATUSES, type Verdict } from './verdict.ts';
import { contradictionsIn } from './verdict-contradictions.ts';

/**
 * Reads verdict.json back. It may come from another job or machine, so it is checked as a stranger's file: shape, ranges
 * and sizes. `schema/verdict.schema.json` says the same in JSON Schema.
 */

const text = z.string().max(4_000);
const name = z.string().max(300);
const figure = z.number().nullable();
const pair = z.strictObject({ baseline: figure, candidate: figure });
const passFail = z.enum(['PASS', 'FAIL', 'SKIP']).nullable();
const role = z.enum(['subject', 'control']);
const counts = z.record(name, z.number().min(0));
const host = z
  .strictObject({ cpuModel: name.nullable(), kernel: name.nullable(), logicalCores: figure, loadBefore: figure })
  .nullable();
const hash = name.nullable();
const most = 20_000;
const comparedSide = z.strictObject({
  folders: z.array(name).max(64),
  commit: hash,
  measuredAt: z.exactOptional(
    z
      .string()
      .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z?$/)
      .nullable(),
  ),
});

const verdictShape = z.strictObject({
  formatVersion: z.literal(1),
  status: z.enum(VERDICT_STATUSES),
  sentence: text,
  mode: z.enum(['recorded', 'duet']),
  reasons: z
    .array(
      z.strictObject({
        effect: z.enum(['blocks', 'warns', 'informs']),
        rule: z.enum([
          'defect',
          'correctness',
          'known-failure',
          'improvement',
          'missing-row',
          'skipped',
          'profile',
          'host',
          'throughput',
          'latency',
          'metric',
          'waiver',
          'baseline',
          'anchor',
          'control',
          'noise',
        ]),
        subject: z.exactOptional(name),
        metric: z.exactOptional(name),
        text,
      }),
    )
    .max(most),
  rows: z
    .array(
      z.strictObject({
        scenarioId: name,
        stack: name,
        scenario: name,
        role,
        passFail: z.strictObject({ baseline: passFail, candidate: passFail }),
        throughput: pair,
        p50: pair,
        p95: pair,
        p99: pair,
        incompleteRatio: pair,
        drainTimeout: pair,
        gatingViolation: pair,
        errors: z.strictObject({ baseline: counts, candidate: counts }),
      }),
    )
    .max(most),
  effects: z
    .array(
      z.strictObject({
        scenarioId: name,
        role,
        figure: name,
        change: z.number(),
        interval: z.strictObject({ low: z.number(), high: z.number() }),
        rounds: z.number().int().min(0),
        standardDeviation: figure,
        conclusion: z.enum(['pass', 'regression', 'undecided', 'reported']),
        perRound: z.array(z.number().nullable()).max(10_000),
        decides: z.exactOptional(z.enum(['block', 'warn', 'show'])),
        margin: z.exactOptional(z.number().min(0)),
        floor: z.exactOptional(z.number().min(0)),
        better: z.exactOptional(z.enum(['higher', 'lower']).nullable()),
        unit: z.exactOptional(name),
        exact: z.exactOptional(z.boolean()),
        andAtLeast: z.exactOptional(z.strictObject({ value: z.number().min(0), unit: name })),
        waived: z.exactOptional(z.strictObject({ atMost: z.number().min(0), until: name, reason: text })),
        values: z.exactOptional(z.strictObject({ baseline: z.number(), candidate: z.number() })),
      }),
    )
    .max(4 * most),
  controls: z
    .array(z.strictObject({ stack: name, scenarioId: name, change: z.number(), pValue: figure, vetoes: z.boolean() }))
    .max(most),
  settings: z.strictObject({
    alpha: z.number().gt(0).lt(1),
    margin: z.number().gt(0).lt(1),
    floor: z.number().min(0).lt(1),
    recordedMargin: z.number().gt(0).lt(1),
    maximumRounds: z.number().int().min(1),
    boundary: figure,
  }),
  rounds: z.number().int().min(0),
  resolution: z.strictObject({ roundsNeeded: z.number().min(0), resolvableMargin: z.number().min(0) }).nullable(),
  profile: z.record(name, z.union([z.string().max(300), z.number(), z.null()])),
  host: z.strictObject({ baseline: host, candidate: host }),
  measuredTree: z.strictObject({ baseline: hash, candidate: hash }),
  binaries: z.record(name, z.strictObject({ baseline: hash, candidate: hash })),
  compared: z.exactOptional(
    z.strictObject({
      baseline: comparedSide,
      candidate: comparedSide,
      repository: name.nullable(),
      madeAt: z.iso.datetime().max(40),
      program: z.string().max(100),
    }),
  ),
  sinceAnchor: z.exactOptional(
    z
      .array(
        z.strictObject({
          how: z.enum(['sum', 'duet']),
          from: z.strictObject({ name: name.nullable(), commit: hash, tree: hash }),
          margin: z.number().min(0),
          floor: z.number().min(0),
          decides: z.enum(['block', 'warn']),
          changes: z
            .array(
              z.strictObject({
                scenarioId: name,
                figure: name,
                change: z.number(),
                interval: z.strictObject({ low: z.number(), high: z.number() }),
                releases: z.number().int().min(1),
                conclusion: z.enum(['slower', 'within', 'undecided']),
                better: z.enum(['higher', 'lower']).nullable(),
              }),
            )
            .max(most),
        }),
      )
      .max(2),
  ),
});

/** A verdict of hundreds of scenarios is below a megabyte. */
export const LARGEST_VERDICT = 8 * 2 ** 20;
const MOST_PROBLEMS = 10;

/** The verdict in the text of a verdict.json; every wrong field is named. A verdict that contradicts itself is none. */
export function parseVerdict(json: string, where: string): Checked<Verdict> {
  const read = readClaim(json, where);
  if (!read.ok) return read;
  const against = contradictionsIn(read.value);
  return against.length === 0 ? read : failed(contradictionProblem(against, where));
}

/**
 * The same, as far as the file has the shape of a verdict: whether what it says follows from what it holds is for the
 * reader to look at (contradictionsIn), together with what else is wrong with it.
 */
export function readClaim(json: string, where: string): Checked<Verdict> {
  const wrong = (what: string) => problem('verdict-invalid', what, { where });
  if (json.length > LARGEST_VERDICT) return failed(wrong(`The file has more than ${LARGEST_VERDICT} characters.`));
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return failed(wrong('The file is not JSON.'));
  }
  const parsed = verdictShape.safeParse(value);
  if (parsed.success) return checked(parsed.data);
  return failed(
    ...parsed.error.issues.slice(0, MOST_PROBLEMS).map((issue) => {
      const at = issue.path.length === 0 ? 'the file' : issue.path.map(String).join('.');
      return wrong(`${at}: ${issue.message}`.slice(0, 300));
    }),
  );
}

const LONGEST_PROBLEM = 4_000;

/** What contradicts itself, as one problem. An edited status would otherwise turn a refusal into a release. */
export const contradictionProblem = (against: readonly string[], where: string): Problem =>
  problem(
    'verdict-invalid',
    `The verdict contradicts itself. ${against.slice(0, MOST_PROBLEMS).join(' ')}`.slice(0, LONGEST_PROBLEM),
    {
      where,
    },
  );
