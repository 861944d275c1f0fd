import * as z from 'zod';
import { type Defect, defectLog, quoted } from './defect.ts';
import type { Profile, ProfileField } from './profile.ts';

/** summary.json of the harness: row counts, the overall exit code, and most of the profile. */
export interface Summary {
  /** 0 when every stack's runner succeeded; null when not stated. */
  readonly overallExitCode: number | null;
  readonly totalRows: number | null;
  readonly failRows: number | null;
  readonly profile: Profile;
  /** What the run was called, with the time at which it began. Untrusted. */
  readonly stamp?: string;
}

/** The harness writes about 800 bytes. */
export const LARGEST_SUMMARY = 1_048_576;

const FIELDS: ReadonlyMap<string, ProfileField> = new Map([
  ['ccu', 'ccu'],
  ['size', 'size'],
  ['inflight', 'inflight'],
  ['warmup_sec', 'warmup'],
  ['measure_sec', 'measure'],
  ['drain_timeout_sec', 'drain_timeout'],
  ['connect_concurrency', 'connect_concurrency'],
  ['backlog', 'backlog'],
  ['hwm', 'hwm'],
  ['io_threads', 'io_threads'],
  ['send_batch', 'send_batch'],
  ['latency_sample_rate', 'latency_sample_rate'],
]);

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Reads the text of summary.json. Wrong types become defects and leave the value unknown; other keys are ignored. */
export function readSummary(text: string, file: string): { summary: Summary; defects: readonly Defect[] } {
  const log = defectLog(file);
  const warn = (what: string) => log.add({ severity: 'warns', file, line: null, text: what });
  const profile = new Map<ProfileField, number>();
  const unknown: Summary = { overallExitCode: null, totalRows: null, failRows: null, profile };

  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\u{FEFF}/u, ''));
  } catch (error) {
    warn(`Not JSON, so it is left out: ${quoted(error instanceof Error ? error.message : '', 120)}.`);
    return { summary: unknown, defects: log.list() };
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    warn('Not a JSON object, so it is left out.');
    return { summary: unknown, defects: log.list() };
  }
  const entries = new Map<string, unknown>(Object.entries(json));
  const number = (key: string, schema: z.ZodType<number>): number | null => {
    if (!entries.has(key)) return null;
    const value = schema.safeParse(entries.get(key));
    if (value.success) return value.data;
    warn(`${key} is not a count: ${quoted(String(JSON.stringify(entries.get(key))))}; it is unknown.`);
    return null;
  };
  for (const [key, field] of FIELDS) {
    const value = number(key, z.number().min(0).max(Number.MAX_SAFE_INTEGER));
    if (value !== null) profile.set(field, value);
  }
  const stamp = z.string().max(200).safeParse(entries.get('timestamp'));
  return {
    summary: {
      ...(stamp.success ? { stamp: stamp.data } : {}),
      overallExitCode: number('overall_rc', z.number().int().min(-255).max(255)),
      totalRows: number('total_rows', count),
      failRows: number('fail_rows', count),
      profile,
    },
    defects: log.list(),
  };
}
