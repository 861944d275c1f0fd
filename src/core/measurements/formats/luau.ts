import type { FormatReader } from './format-reader.ts';
import { lineFormat } from './line-format.ts';
import type { MetricKind } from './measurement-book.ts';

/** What Luau's bench.py prints of each test as it ends; the table at the end says the same once more. */
const RESULT = /^SUCCESS: (.*?\S)\s*: +([\d.]+)ms \+\/- +[\d.]+% on (\S+)(?: \(.*\))?$/u;
const FAILED = /^FAILED: +'(.+)' on '(.+)'$/u;
const MENTIONED = /^(?:SUCCESS|FAILED): /;

const TIME: MetricKind = { metric: 'time', unit: 'ms', better: 'lower' };

export const luau = (): FormatReader =>
  lineFormat((book) => (line, place, isWhole) => {
    const text = line.trimEnd();
    if (!MENTIONED.test(text)) return 'other';
    const [, name, figure, program = ''] = RESULT.exec(text) ?? [];
    if (name !== undefined && isWhole) {
      const entry = book.caseOf(place, null, name, ` (on ${program})`);
      const value = Number(figure);
      if (entry !== null && book.isNewRepeat(place, entry, 0, `${value} ms`)) book.value(place, entry, TIME, value);
      return 'result';
    }
    const [, broken, by = ''] = FAILED.exec(text) ?? [];
    if (broken === undefined) return 'torn';
    const entry = book.caseOf(place, null, broken, ` (on ${by.slice(by.search(/[^/\\]*$/))})`);
    if (entry !== null) book.failed(entry, 'FAILED');
    return 'result';
  });

export const isLuau = (head: string): boolean => /^SUCCESS: .{1,400}: +[\d.]+ms \+\/- +[\d.]+% on \S/mu.test(head);
