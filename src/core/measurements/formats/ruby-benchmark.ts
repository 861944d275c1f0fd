import type { FormatReader } from './format-reader.ts';
import { lineFormat } from './line-format.ts';
import type { MetricKind } from './measurement-book.ts';

/** What Ruby's `benchmark` prints: seconds of the processor, `user system total`, and of the clock in brackets. */
const HEADER = /^\s*user\s+system\s+total\s+real\s*$/;
const RESULT = /^(.*?\S)\s+-?[\d.]+\s+-?[\d.]+\s+(-?[\d.]+) +\(\s*(-?[\d.]+)\)$/u;
const TORN = /^\S.*\s[\d.]+\s+[\d.]+\s+[\d.]+ +\(/u;
/** `bmbm` rehearses every benchmark first, and those figures are not meant. */
const REHEARSAL = /^Rehearsal -+$/;
const REHEARSED = /^-+ total: [\d.]+sec$/;

const TIME: MetricKind = { metric: 'time', unit: 's', better: 'lower' };
const CPU: MetricKind = { metric: 'cpu_time', unit: 's', better: 'lower' };

export const rubyBenchmark = (): FormatReader =>
  lineFormat((book) => {
    let isRehearsal = false;
    return (line, place) => {
      const text = line.trimEnd();
      if (REHEARSAL.test(text)) isRehearsal = true;
      else if (REHEARSED.test(text)) isRehearsal = false;
      if (isRehearsal) return 'other';
      const [, name, cpu, real] = RESULT.exec(text) ?? [];
      if (name === undefined) return TORN.test(text) ? 'torn' : 'other';
      const entry = book.caseOf(place, null, name);
      if (entry === null || !book.isNewRepeat(place, entry, 0, `${real} s`)) return 'result';
      book.value(place, entry, TIME, Number(real));
      book.value(place, entry, CPU, Number(cpu));
      return 'result';
    };
  });

export const isRubyBenchmark = (head: string): boolean => head.split('\n').some((line) => HEADER.test(line));
