import type { FormatReader } from './format-reader.ts';
import { lineFormat } from './line-format.ts';
import type { MetricKind } from './measurement-book.ts';

/** What `console.timeEnd` prints in browsers: `name: 7617ms - timer ended`. */
const RESULT = /^(.*\S): (\d[\d.]*) ?(ns|[uµμ]s|ms|s) - timer ended$/u;
const MENTIONED = / - timer ended/;

export const consoleTime = (): FormatReader =>
  lineFormat((book) => (line, place) => {
    const text = line.trim();
    const [, name, figure, unit = ''] = RESULT.exec(text) ?? [];
    if (name === undefined) return MENTIONED.test(text) ? 'torn' : 'other';
    const entry = book.caseOf(place, null, name);
    const kind: MetricKind = { metric: 'time', unit, better: 'lower' };
    const value = Number(figure);
    if (entry !== null && book.isNewRepeat(place, entry, 0, `${value} ${unit}`)) book.value(place, entry, kind, value);
    return 'result';
  });

export const isConsoleTime = (head: string): boolean =>
  /^\S.{0,400}: \d[\d.]* ?(?:ns|[uµμ]s|ms|s) - timer ended\s*$/mu.test(head);
