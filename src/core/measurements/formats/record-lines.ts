import * as z from 'zod';
import { quoted } from '../defect.ts';
import { asUtf8 } from './file-encoding.ts';
import type { FormatReader } from './format-reader.ts';
import { contradictoryKey, type JsonObject, keysIn, keysWritten } from './json-words.ts';
import { LONGEST_NAME, MeasurementBook, MOST_METRICS, type Place } from './measurement-book.ts';
import { textLines } from './text-lines.ts';

const name = z
  .string()
  .min(1)
  .max(4 * LONGEST_NAME);

/** One line of a program's own measurements: one value of one metric, or a benchmark that failed. */
export const measurementLineSchema = z.object({
  subject: name.nullish().describe('What the benchmark belongs to: a package, a variant of the library.'),
  case: name.describe(`The benchmark’s name: any text of up to ${LONGEST_NAME} characters.`),
  metric: name.optional().describe('What was measured: `time`, `throughput`. Needed unless `ok` is false.'),
  unit: z.string().max(60).optional().describe('`ns`, `s`, `B`, `ops/s`, …; without it a count.'),
  better: z
    .enum(['higher', 'lower'])
    .nullish()
    .describe('Which way is better. Without it the metric is shown and never judged.'),
  exact: z.boolean().optional().describe('Counted rather than timed: the same code gives the same value.'),
  value: z.number().optional().describe('Needed unless `ok` is false.'),
  values: z
    .array(z.number())
    .min(1)
    .max(100_000)
    .optional()
    .describe('Instead of `value`: all repeats of the run in one line.'),
  repeat: z
    .number()
    .int()
    .min(0)
    .optional()
    .describe('Number of the repeat within the run, from 0. Without it there is one.'),
  side: z.enum(['baseline', 'candidate']).optional().describe('Has to be the same in all lines of a file.'),
  round: z.number().int().min(0).optional().describe('Has to be the same in all lines of a file.'),
  ok: z.boolean().optional().describe('false: the benchmark ran and failed, so that none of its figures counts.'),
  why: z.string().max(4_096).optional().describe('Why it failed.'),
});

type MeasurementLine = z.infer<typeof measurementLineSchema>;

/** JSON lines of the record itself, for programs that have no format of their own: schema/measurement.schema.json. */
export function measurementLines(): FormatReader {
  const reader = new MeasurementLinesReader();
  return { file: (path) => reader.file(path), finish: () => reader.book.finish() };
}

class MeasurementLinesReader {
  readonly book = new MeasurementBook();
  /** Repeats so far of a metric of a case, where they do not come in order from 0. */
  readonly #repeats = new Map<string, { next: number; others: Map<number, number> | null }>();
  /** Fields that the record does not have and of which that was told: once is enough. */
  readonly #unknown = new Set<string>();

  file(path: string) {
    let lines = 0;
    let of: { side: string | undefined; round: number | undefined } | null = null;
    return asUtf8(
      path,
      this.book,
      textLines({
        line: (text, number) => {
          if (text.trim() === '') return;
          lines += 1;
          const place = { file: path, line: number };
          const line = this.#parse(place, text);
          if (line === null) return;
          of ??= { side: line.side, round: line.round };
          if (of.side !== line.side || of.round !== line.round)
            this.book.invalidates(place, 'The file mixes sides or rounds: a file is of one run.');
          else this.#take(place, line);
        },
        end: () => {
          if (lines === 0) this.book.invalidates({ file: path, line: null }, 'There is no measurement in it.');
        },
      }),
    );
  }

  #parse(place: Place, text: string): MeasurementLine | null {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      this.book.invalidates(place, `${quoted(text)} is not JSON, or cut off.`);
      return null;
    }
    // A parser takes the last value of a key that is there twice.
    const twice = keysIn(json) < keysWritten(text) ? contradictoryKey(text) : null;
    if (twice !== null) {
      const [first, second] = twice.values.map((value) => quoted(value));
      this.book.invalidates(
        place,
        `${quoted(twice.key)} stands there twice, with ${first} and with ${second}: neither repeats the other.`,
      );
      return null;
    }
    const parsed = measurementLineSchema.safeParse(json);
    if (parsed.success) {
      this.#tellUnknown(place, json);
      return parsed.data;
    }
    const [issue] = parsed.error.issues;
    const key = issue?.path.map(String).join('.') ?? '';
    this.book.invalidates(place, `${key === '' ? 'The line' : `\`${key}\``} cannot be used: ${issue?.message ?? ''}`);
    return null;
  }

  /** A field by another name says nothing: `beter: lower` would leave a metric that nobody judges. */
  #tellUnknown(place: Place, json: unknown): void {
    for (const field in json as JsonObject) {
      if (Object.hasOwn(measurementLineSchema.shape, field) || this.#unknown.has(field)) continue;
      if (this.#unknown.size >= MOST_METRICS) return;
      this.#unknown.add(field);
      this.book.warns(place, `A measurement has no field ${quoted(field)}: what it says is passed over.`);
    }
  }

  #take(place: Place, line: MeasurementLine): void {
    const entry = this.book.caseOf(place, line.subject ?? null, line.case);
    if (entry === null) return;
    if (line.ok === false) {
      this.book.failed(entry, line.why ?? '');
      return;
    }
    if (line.value !== undefined && line.values !== undefined) {
      this.book.invalidates(place, `${quoted(line.case)} has both \`value\` and \`values\`: one of them is meant.`);
      return;
    }
    const { metric, value = line.values?.[0], unit = '1', better = null, exact = false, repeat = 0 } = line;
    if (metric === undefined || value === undefined) {
      this.book.invalidates(place, `${quoted(line.case)} has no \`${metric === undefined ? 'metric' : 'value'}\`.`);
      return;
    }
    const known = entry.series.get(metric);
    if (known !== undefined && (known.better !== better || (known.exact ?? false) !== exact)) {
      const field = known.better === better ? 'exact' : 'better';
      this.book.invalidates(
        place,
        `${quoted(line.case)}: ${quoted(metric)} has another \`${field}\` here than in the lines before.`,
      );
      return;
    }
    const key = `${line.subject ?? ''}\0${line.case}\0${metric}`;
    const seen = this.#repeats.get(key) ?? { next: 0, others: null };
    this.#repeats.set(key, seen);
    const before = seen.others === null ? (repeat < seen.next ? repeat : undefined) : seen.others.get(repeat);
    if (before !== undefined) {
      const other = entry.series.get(metric)?.values[before];
      this.book.invalidates(
        place,
        `${quoted(line.case)} has ${quoted(metric)} twice as repeat ${repeat}: ${value} here, and ${other ?? 'no value'} before. Number repeats with \`repeat\`.`,
      );
      return;
    }
    if (seen.others === null && repeat !== seen.next)
      seen.others = new Map(Array.from({ length: seen.next }, (_, at) => [at, at]));
    seen.others?.set(repeat, seen.next);
    seen.next += line.values?.length ?? 1;
    for (const each of line.values ?? [value]) this.book.value(place, entry, { metric, unit, better, exact }, each);
  }
}
