import type { FormatReader } from './format-reader.ts';
import { lineFormat } from './line-format.ts';
import type { MetricKind } from './measurement-book.ts';

/** What benchmark_harness of Dart prints: `Name(RunTime): 12.5 us.` */
const RESULT = /^(.*\S)\(RunTime\):\s+(\d[\d.]*(?:[eE][+-]?\d+)?) us\.$/u;
const MENTIONED = /\(RunTime\):/;

const TIME: MetricKind = { metric: 'time', unit: 'us', better: 'lower' };

export const benchmarkHarness = (): FormatReader =>
  lineFormat((book) => (line, place) => {
    const text = line.trim();
    const [, name, figure] = RESULT.exec(text) ?? [];
    if (name === undefined) return MENTIONED.test(text) ? 'torn' : 'other';
    const entry = book.caseOf(place, null, name);
    const value = Number(figure);
    if (entry !== null && book.isNewRepeat(place, entry, 0, `${value} us`)) book.value(place, entry, TIME, value);
    return 'result';
  });

export const isBenchmarkHarness = (head: string): boolean =>
  /^\S.{0,400}\(RunTime\):\s+\d[\d.]*(?:[eE][+-]?\d+)? us\.\s*$/mu.test(head);
