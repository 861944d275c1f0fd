import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Defect, describeDefect } from '../../src/core/measurements/defect.ts';
import { FORMATS, type FormatName } from '../../src/core/measurements/formats/formats.ts';
import type { MeasurementsRead } from '../../src/core/measurements/measurement.ts';

/** A case of test/cases/gate whose input is the files of a benchmark program: its README says how one is written. */
export interface FormatCase {
  readonly name: string;
  readonly format: FormatName;
  readonly files: Readonly<Record<string, string>>;
  readonly expected: {
    readonly measurements?: readonly ExpectedMeasurement[];
    readonly defects?: readonly {
      readonly severity: Defect['severity'];
      readonly told: readonly (string | number)[];
    }[];
  };
}

interface ExpectedMeasurement {
  readonly subject?: string;
  readonly case: string;
  readonly metric?: string;
  readonly unit?: string | null;
  readonly better?: 'higher' | 'lower' | null;
  readonly exact?: boolean;
  readonly values?: readonly number[];
  readonly ok?: false;
  readonly why?: string;
}

/** All cases of the folder with files of a format, file by file. */
export function formatCases(folder: string): { file: string; cases: readonly FormatCase[] }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yml'))
    .sort()
    .map((file) => {
      const { cases } = parse(readFileSync(join(folder, file), 'utf8')) as { cases: Partial<FormatCase>[] };
      const ours = cases.filter(({ files, format }) => files !== undefined && format !== undefined);
      return { file, cases: ours as FormatCase[] };
    })
    .filter(({ cases }) => cases.length > 0);
}

/** Reads files of a format, in pieces of so many bytes. */
export function readFormat(
  format: FormatName,
  files: Readonly<Record<string, string | Uint8Array>>,
  pieces = 65_536,
): MeasurementsRead {
  const reader = FORMATS[format].reader();
  for (const [path, content] of Object.entries(files)) {
    const file = reader.file(path);
    const bytes = Buffer.from(content as string);
    for (let at = 0; at < bytes.length; at += pieces) file.bytes(bytes.subarray(at, at + pieces));
    file.end();
  }
  return reader.finish();
}

/** What differs from what a case expects, each in a sentence. */
export function differences(read: MeasurementsRead, expected: FormatCase['expected']): string[] {
  const found: string[] = [];
  for (const each of expected.measurements ?? []) {
    const { subject = null } = each;
    if (each.ok === false) {
      const failure = read.failed.find((one) => one.case === each.case && one.subject === subject);
      if (failure?.why.includes(String(each.why)) !== true)
        found.push(`${each.case} should have failed with ${each.why}: ${JSON.stringify(failure)}`);
      continue;
    }
    const one = read.measurements.find(
      (each_) => each_.case === each.case && each_.subject === subject && each_.metric === each.metric,
    );
    const wanted = { unit: each.unit ?? '1', better: each.better, exact: each.exact ?? false };
    const seen = one === undefined ? null : { unit: one.unit, better: one.better, exact: one.exact };
    if (JSON.stringify(seen) !== JSON.stringify(wanted))
      found.push(`${each.case} ${each.metric}: ${JSON.stringify(seen)} instead of ${JSON.stringify(wanted)}`);
    else if (!isClose(one?.values ?? [], each.values ?? []))
      found.push(`${each.case} ${each.metric}: ${one?.values} instead of ${each.values}`);
  }
  if (expected.measurements !== undefined) found.push(...strangers(read, expected.measurements));
  return [...found, ...defectDifferences(read.defects, expected.defects ?? [])];
}

function strangers(read: MeasurementsRead, expected: readonly ExpectedMeasurement[]): string[] {
  const named = new Set(expected.map((each) => JSON.stringify([each.subject ?? null, each.case, each.ok ?? true])));
  return [
    ...read.measurements.map((each) => ({ ...each, ok: true })),
    ...read.failed.map((each) => ({ ...each, ok: false })),
  ]
    .filter((each) => !named.has(JSON.stringify([each.subject, each.case, each.ok])))
    .map((each) => `${each.case} should not be there`);
}

function defectDifferences(
  defects: readonly Defect[],
  expected: NonNullable<FormatCase['expected']['defects']>,
): string[] {
  const found: string[] = [];
  const left = defects.filter(({ severity }) => severity !== 'informs');
  for (const { severity, told } of expected) {
    const at = left.findIndex(
      (defect) => defect.severity === severity && told.every((word) => describeDefect(defect).includes(String(word))),
    );
    if (at < 0) found.push(`nothing ${severity} with ${told.join(', ')}`);
    else left.splice(at, 1);
  }
  return [...found, ...left.map((defect) => `not expected: ${defect.severity} ${describeDefect(defect)}`)];
}

function isClose(one: readonly number[], other: readonly number[]): boolean {
  return (
    one.length === other.length &&
    one.every((value, at) => Math.abs(value - (other[at] ?? Number.NaN)) <= 1e-9 * Math.abs(other[at] ?? 0))
  );
}
