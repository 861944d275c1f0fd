import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** One entry of test/cases/gate/*.yml; README.md beside them says what the keys mean. */
export interface GateCase {
  readonly name: string;
  readonly file: string;
  readonly rounds?: Readonly<Record<string, readonly number[] | Readonly<Record<string, readonly number[]>>>>;
  readonly 'rounds-of-rows'?: readonly (readonly [readonly number[], readonly number[]])[];
  readonly values?: Readonly<Record<string, { metric: string; unit: string; baseline: number[]; candidate: number[] }>>;
  readonly hosts?: Readonly<Record<string, { readonly cpuModel: string }>>;
  readonly recorded?: { readonly baseline: RecordedRows; readonly candidate: RecordedRows };
  readonly exact?: ExactInput;
  readonly generate?: Generated;
  readonly releases?: {
    readonly count: number;
    readonly effect: number;
    readonly noise: 'normal';
    readonly sd: number;
    readonly seed: number;
    readonly trials: number;
    readonly anchor?: string;
  };
  readonly aa?: { readonly pairs: string; readonly effect: number };
  readonly 'pull-request'?: { readonly base: object; readonly head: object; readonly fork?: boolean };
  readonly settings?: { readonly gate?: Record<string, unknown>; readonly bench?: Record<string, unknown> };
  readonly expected: Expected;
}

export type CaseRow = Readonly<Record<string, string | number>> & { readonly id: string };
export type RecordedRows = readonly CaseRow[] | readonly (readonly CaseRow[])[];
type Side = number | readonly number[] | { readonly value: number; readonly unit: string };

export interface ExactInput {
  readonly case: string;
  readonly metric: string;
  readonly unit?: string;
  readonly baseline: Side;
  readonly candidate: Side;
}

export interface Generated {
  readonly benchmarks: number;
  readonly rounds: number;
  readonly noise: Noise | readonly Noise[];
  readonly sd: number;
  readonly sds?: Readonly<Record<string, number>>;
  readonly effects?: Readonly<Record<string, number>>;
  readonly metric?: string;
  readonly seed: number;
  readonly trials: number;
}

export type Noise =
  | 'normal'
  | 't3'
  | 'shared'
  | { readonly ar: number }
  | { readonly rare: { readonly share: number; readonly drop: number } };

export interface Expected {
  readonly status?: string;
  readonly exit?: number;
  readonly 'exit-not'?: number;
  readonly check?: string;
  readonly rounds?: number;
  readonly blocks?: readonly (readonly string[])[];
  readonly warns?: readonly (readonly string[])[];
  readonly informs?: readonly (readonly string[])[];
  readonly told?: readonly (readonly string[])[];
  readonly conclusions?: Readonly<Record<string, string>>;
  readonly change?: Readonly<Record<string, readonly [number, number]>>;
  readonly 'not-told'?: readonly string[];
  readonly 'reasons-that-block'?: number;
  readonly trials?: readonly { readonly what: string; readonly 'at-least'?: number; readonly 'at-most'?: number }[];
  readonly documented?: string;
}

/** What an adapter makes of files: the tests of the formats read these. */
const OF_FORMATS: ReadonlySet<string> = new Set(['published-formats.yml', 'other-files.yml', 'rust-files.yml']);
const FOLDER = join(import.meta.dirname, '../../cases/gate');

export function gateCases(): GateCase[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yml') && !OF_FORMATS.has(name))
    .flatMap((file) => {
      const { cases } = parse(readFileSync(join(FOLDER, file), 'utf8')) as { cases: Omit<GateCase, 'file'>[] };
      return cases.map((each) => ({ ...each, file }));
    });
}
