import * as z from 'zod';
import { type Defect, defectLog, quoted } from './defect.ts';
import type { FailedCase, Measurement, MeasurementsRead } from './measurement.ts';

/**
 * measurements.jsonl: one measurement a line, as JSON. What a run leaves beside or instead of metrics.csv.
 *
 *   {"case": "BM_copy/8", "metric": "time", "unit": "ns", "better": "lower", "value": 12.5}
 *   {"case": "BM_copy/8", "metric": "time", "unit": "ns", "better": "lower", "values": [12.5, 12.7], "exact": false}
 *   {"case": "BM_move/8", "ok": false, "why": "segmentation fault"}
 *
 * Lines of one case and metric with different `repeat`s are its repeats.
 */
const text = z.string().max(4_000);
const lineShape = z.object({
  subject: text.nullish(),
  case: z.string().min(1).max(100_000),
  metric: z.string().min(1).max(200).optional(),
  unit: z.string().max(100).optional(),
  better: z.enum(['higher', 'lower']).nullish(),
  exact: z.boolean().optional(),
  value: z.number().optional(),
  values: z.array(z.number()).max(100_000).optional(),
  repeat: z.number().int().min(0).optional(),
  ok: z.boolean().optional(),
  why: text.optional(),
});

export const LONGEST_MEASUREMENT_LINE = 1_048_576;
const MOST_MEASUREMENTS = 200_000;

export interface MeasurementLines {
  /** One line without its end. */
  line(text: string): void;
  finish(): MeasurementsRead;
}

/** Reads lines as they come. What is wrong in the file becomes a defect; nothing is thrown for what it holds. */
export function measurementLines(file: string): MeasurementLines {
  const log = defectLog(file);
  const found = new Map<string, Measurement & { readonly repeats: Set<number>; readonly values: number[] }>();
  const twice: Measurement[] = [];
  const failed: FailedCase[] = [];
  let at = 0;
  const wrong = (why: string) => log.add({ severity: 'invalidates', file, line: at, text: why } satisfies Defect);
  return {
    line(written) {
      at += 1;
      if (written.trim() === '' || at > MOST_MEASUREMENTS) return;
      if (at === MOST_MEASUREMENTS) return wrong(`More than ${MOST_MEASUREMENTS} lines.`);
      const read = lineShape.safeParse(parsed(written));
      if (!read.success) {
        const [issue] = read.error.issues;
        return wrong(`Not a measurement: ${issue?.path.map(String).join('.') || 'the line'}: ${issue?.message ?? ''}.`);
      }
      const {
        subject = null,
        case: name,
        metric,
        unit = '1',
        better = null,
        exact = false,
        ok,
        why,
        repeat,
      } = read.data;
      if (ok === false) {
        failed.push({ subject, case: name, why: why ?? 'it says so' });
        return;
      }
      const values = read.data.values ?? (read.data.value === undefined ? [] : [read.data.value]);
      if (metric === undefined || values.length === 0) return wrong(`${quoted(name)} has no metric or no value.`);
      const key = JSON.stringify([subject, name, metric]);
      const known = found.get(key);
      const number = repeat ?? 0;
      if (known === undefined) {
        const made = { subject, case: name, metric, unit, better, exact, values: [...values] };
        found.set(key, { ...made, repeats: new Set([number]) });
      } else if (repeat !== undefined && !known.repeats.has(number) && known.unit === unit) {
        known.repeats.add(number);
        known.values.push(...values);
      } else twice.push({ subject, case: name, metric, unit, better, exact, values });
    },
    finish: () => ({
      measurements: [
        ...[...found.values()].map(({ repeats: _, ...measurement }): Measurement => measurement),
        ...twice,
      ],
      failed,
      defects: log.list(),
    }),
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
