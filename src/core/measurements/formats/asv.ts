import { quoted } from '../defect.ts';
import type { Better } from '../measurement.ts';
import type { FormatReader } from './format-reader.ts';
import { lineFormat } from './line-format.ts';
import type { MetricKind } from './measurement-book.ts';

/** What asv (airspeed velocity) prints of a benchmark: `[ 35.00%] ··· suite.time_keys   11.1±0.01μs`, rounded. */
const LINE = /^\[ *[\d.]+%\] ·+ (.*)$/u;
const ENVIRONMENT = /^Benchmarking (\S+)$/;
const RESULT = /^(\S+) +(\S+)$/;
const TIME = /^(\d[\d.]*(?:e[+-]?\d+)?)±[\d.]+(?:e[+-]?\d+)?(ns|[uμµ]s|ms|s|m|h)$/u;
const AMOUNT = /^(-?\d[\d.]*(?:e[+-]?\d+)?)([kMGT]?)$/;
const THOUSANDS = ['', 'k', 'M', 'G', 'T'];
/** How a benchmark's own name says what it measures. */
const MEMORY = /(?:^|\.)(?:peak)?mem(?:_|[A-Z])[^.]*$/;

export const asv = (): FormatReader =>
  lineFormat((book) => {
    let environment = '';
    return (line, place, isWhole) => {
      const [, rest] = LINE.exec(line.trimEnd()) ?? [];
      if (rest === undefined) return 'other';
      environment = ENVIRONMENT.exec(rest)?.[1] ?? environment;
      const [, name, shown = ''] = RESULT.exec(rest) ?? [];
      if (name === undefined || !/\.|^[a-z]+_/.test(name)) return 'other';
      const found = figureOf(name, shown);
      if (found === null && shown !== 'failed' && shown !== 'ok') return /±/u.test(shown) ? 'torn' : 'other';
      if (!isWhole) return 'torn';
      const entry = book.caseOf(place, null, name, environment === '' ? '' : ` (${environment})`);
      if (entry === null) return 'result';
      if (shown === 'failed') book.failed(entry, 'failed');
      else if (found === null)
        book.warns(place, `${quoted(name)} has a table of its parameters, which is not read: run it without them.`);
      else if (book.isNewRepeat(place, entry, 0, shown)) book.value(place, entry, found.kind, found.value);
      return 'result';
    };
  });

function figureOf(name: string, shown: string): { kind: MetricKind; value: number } | null {
  const [, time, unit = ''] = TIME.exec(shown) ?? [];
  if (time !== undefined) {
    const written = unit === 'm' ? 'min' : /^[uμµ]s$/u.test(unit) ? 'us' : unit;
    return { kind: { metric: 'time', unit: written, better: 'lower' }, value: Number(time) };
  }
  const [, amount, size = ''] = AMOUNT.exec(shown) ?? [];
  if (amount === undefined) return null;
  const value = Number(amount) * 1_000 ** THOUSANDS.indexOf(size);
  const better: Better = MEMORY.test(name) ? 'lower' : null;
  return {
    kind: better === null ? { metric: 'value', unit: '1', better } : { metric: 'memory', unit: 'B', better },
    value,
  };
}

export const isAsv = (head: string): boolean => /^\[ *[\d.]+%\] ·{1,6} /mu.test(head);
