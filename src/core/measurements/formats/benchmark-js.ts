import type { FormatReader } from './format-reader.ts';
import { lineFormat } from './line-format.ts';
import type { MetricKind } from './measurement-book.ts';

/** What benchmark.js prints of a benchmark, as `String(event.target)`. A name may have an ` x ` of its own. */
const RESULT = /^(.+) x ([\d,]+(?:\.\d+)?) ops\/sec \D{1,4}[\d.]+% \(\d+ runs? sampled\)$/u;
const FAILED = /^(\S.*?): (\w*Error: .*)$/u;
const MENTIONED = / ops\/sec /;

const THROUGHPUT: MetricKind = { metric: 'throughput', unit: 'ops/s', better: 'higher' };

export const benchmarkJs = (): FormatReader =>
  lineFormat((book) => (line, place) => {
    const text = line.trim();
    const [, name, figure = ''] = RESULT.exec(text) ?? [];
    if (name !== undefined) {
      const entry = book.caseOf(place, null, name);
      const value = Number(figure.replaceAll(',', ''));
      if (entry !== null && book.isNewRepeat(place, entry, 0, `${value} ops/s`))
        book.value(place, entry, THROUGHPUT, value);
      return 'result';
    }
    if (MENTIONED.test(text)) return 'torn';
    const [, broken, why = ''] = FAILED.exec(text) ?? [];
    if (broken === undefined) return 'other';
    const entry = book.caseOf(place, null, broken);
    if (entry !== null) book.failed(entry, why);
    return 'result';
  });

export const isBenchmarkJs = (head: string): boolean =>
  /^.{1,400} x [\d,]+(?:\.\d+)? ops\/sec \D{1,4}[\d.]+% \(\d+ runs? sampled\)\s*$/mu.test(head);
