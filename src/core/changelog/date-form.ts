import { type MonthName, monthNames, writeMonth, writeWeekday } from './month-names.ts';

/** A date as it stands in a heading. */
export interface WrittenDate {
  /** In the text of the heading. */
  readonly start: number;
  readonly end: number;
  /** YYYY-MM-DD; the first of the month where no day is written. */
  readonly iso: string;
  /** Another date in the same form. */
  readonly write: (iso: string) => string;
}

/** What the other dates of a file say about one that could be read in two ways. */
export interface DateHabits {
  /** `3/4/2026` is the third of April. */
  readonly isDayFirst: boolean;
  /** Days below ten have a zero before them; null: not told. */
  readonly isPadded: boolean | null;
  readonly language: string;
  readonly width: 'long' | 'short';
}

export const USUAL_DATES: DateHabits = { isDayFirst: false, isPadded: null, language: 'en', width: 'long' };

const two = (value: number): string => String(value).padStart(2, '0');

function isoOf(year: number, month: number, day: number): string | null {
  if (month < 1 || month > 12 || day < 1 || year < 1970) return null;
  return day > new Date(Date.UTC(year, month, 0)).getUTCDate() ? null : `${year}-${two(month)}-${two(day)}`;
}

const partsOf = (iso: string) => ({
  year: iso.slice(0, 4),
  month: Number(iso.slice(5, 7)),
  day: Number(iso.slice(8, 10)),
});

/** Like the digits that were written: with a zero before them or not. */
const likeDigits = (value: number, written: string, isPadded: boolean): string =>
  written.startsWith('0') || (written.length === 2 && isPadded) ? two(value) : String(value);

function ordinal(day: number): string {
  if (day >= 11 && day <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th';
}

type Reading = Pick<WrittenDate, 'iso' | 'write'>;
type Reader = (match: RegExpExecArray, habits: DateHabits) => Reading | null;

const numeric: Reader = ([, year = '', sign = '', month = '', day = '']) => {
  // `2026.1.0` and `2026.1.2` are versions.
  if (sign === '.' && (month.length !== 2 || day.length !== 2)) return null;
  const iso = isoOf(Number(year), Number(month), Number(day));
  if (iso === null) return null;
  const write = (other: string) => {
    const to = partsOf(other);
    const isPadded = month.length === 2 && day.length === 2;
    return [to.year, likeDigits(to.month, month, isPadded), likeDigits(to.day, day, isPadded)].join(sign);
  };
  return { iso, write };
};

const yearLast: Reader = ([, first = '', sign = '', second = '', year = ''], habits) => {
  const isDayFirst = Number(first) > 12 || (Number(second) <= 12 && (sign === '.' || habits.isDayFirst));
  const [day, month] = isDayFirst ? [first, second] : [second, first];
  const iso = isoOf(Number(year), Number(month), Number(day));
  if (iso === null) return null;
  const isPadded = habits.isPadded ?? (first.length === 2 && second.length === 2);
  const write = (other: string) => {
    const to = partsOf(other);
    const [toDay, toMonth] = [likeDigits(to.day, day, isPadded), likeDigits(to.month, month, isPadded)];
    return [...(isDayFirst ? [toDay, toMonth] : [toMonth, toDay]), to.year].join(sign);
  };
  return { iso, write };
};

/** What a name of a month means here: as the file has it elsewhere, where it can be of several languages. */
function meaningOf(name: string, habits: DateHabits): MonthName | null {
  const meanings = monthNames().get(name.toLowerCase()) ?? [];
  const strangeness = (each: MonthName) =>
    Number(each.language !== habits.language) * 2 + Number(each.width !== habits.width);
  return [...meanings].sort((a, b) => strangeness(a) - strangeness(b))[0] ?? null;
}

interface NamedParts {
  readonly weekday: string;
  readonly day: string;
  readonly suffix: string;
  readonly month: string;
  readonly year: string;
  readonly order: (day: string, month: string, year: string, weekday: string) => string;
}

function named({ weekday, day, suffix, month, year, order }: NamedParts, habits: DateHabits): Reading | null {
  const meaning = meaningOf(month, habits);
  const iso = meaning === null ? null : isoOf(Number(year), meaning.month, day === '' ? 1 : Number(day));
  if (meaning === null || iso === null) return null;
  const write = (other: string) => {
    const to = partsOf(other);
    const digits = likeDigits(to.day, day, habits.isPadded ?? false);
    const toDay =
      day === '' ? '' : `${digits}${suffix === '' ? '' : suffix === 'er' || suffix === 'º' ? '' : ordinal(to.day)}`;
    return order(
      toDay,
      writeMonth(to.month, meaning, month),
      to.year,
      weekday === '' ? '' : writeWeekday(other, weekday),
    );
  };
  return { iso, write };
}

const WEEKDAY = `(?:((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:[a-z]{3,6})?)(,? ))?`;
const MONTH = String.raw`(\p{L}{3,10})`;
const NO_DIGIT_AFTER = '(?![0-9])';

const FORMS: readonly (readonly [RegExp, Reader])[] = [
  [/(?<![\d.])(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?![\d]|[.-]\d)/u, numeric],
  [
    /(?<![\d.])(\d{4})年(\d{1,2})月(\d{1,2})日/u,
    ([, year = '', month = '', day = '']) => {
      const iso = isoOf(Number(year), Number(month), Number(day));
      if (iso === null) return null;
      const write = (other: string) => {
        const to = partsOf(other);
        return `${to.year}年${likeDigits(to.month, month, false)}月${likeDigits(to.day, day, false)}日`;
      };
      return { iso, write };
    },
  ],
  [/(?<![\d.])(\d{1,2})([-./])(\d{1,2})\2(\d{4})(?![\d]|[.-]\d)/u, yearLast],
  [
    new RegExp(
      String.raw`(?<![\d.])${WEEKDAY}(\d{1,2})(st|nd|rd|th|er|º)?(\.? ?(?:de |of )?|[-./])${MONTH}(\.?(?:,? ?(?:de |del )?|[-./]))(\d{4})${NO_DIGIT_AFTER}`,
      'u',
    ),
    ([, weekday = '', comma = '', day = '', suffix = '', first = '', month = '', second = '', year = ''], habits) =>
      named(
        { weekday, day, suffix, month, year, order: (d, m, y, w) => `${w}${comma}${d}${first}${m}${second}${y}` },
        habits,
      ),
  ],
  [
    new RegExp(
      String.raw`(?<![\p{L}])${WEEKDAY}${MONTH}(\.? )(\d{1,2})(st|nd|rd|th)?(,? )(\d{4})${NO_DIGIT_AFTER}`,
      'u',
    ),
    ([, weekday = '', comma = '', month = '', first = '', day = '', suffix = '', second = '', year = ''], habits) =>
      named(
        { weekday, day, suffix, month, year, order: (d, m, y, w) => `${w}${comma}${m}${first}${d}${second}${y}` },
        habits,
      ),
  ],
  [
    new RegExp(String.raw`(?<![\d.])(\d{4})([ -]|, )${MONTH}([ -]|\. )(\d{1,2})(st|nd|rd|th)?${NO_DIGIT_AFTER}`, 'u'),
    ([, year = '', first = '', month = '', second = '', day = '', suffix = ''], habits) =>
      named({ weekday: '', day, suffix, month, year, order: (d, m, y) => `${y}${first}${m}${second}${d}` }, habits),
  ],
  [
    new RegExp(String.raw`(?<![\p{L}\d] ?)${MONTH}(\.?,? (?:de )?)(\d{4})${NO_DIGIT_AFTER}`, 'u'),
    ([, month = '', between = '', year = ''], habits) =>
      named({ weekday: '', day: '', suffix: '', month, year, order: (_d, m, y) => `${m}${between}${y}` }, habits),
  ],
  [
    /(?<![\d.-])((?:19|20)\d{2})(\d{2})(\d{2})(?![\d.])/u,
    ([, year = '', month = '', day = '']) => {
      const iso = isoOf(Number(year), Number(month), Number(day));
      return iso === null ? null : { iso, write: (other) => other.replaceAll('-', '') };
    },
  ],
  [
    /(?<![\d.-])((?:19|20)\d{2})-(\d{2})(?![\d]|[.-]\d)/u,
    ([, year = '', month = '']) => {
      const iso = isoOf(Number(year), Number(month), 1);
      return iso === null ? null : { iso, write: (other) => other.slice(0, 7) };
    },
  ],
];

const EVERY_FORM = FORMS.map(([form, read]) => [new RegExp(form.source, 'gu'), read] as const);

/** The dates of a heading, in their order. */
export function findDates(text: string, habits: DateHabits = USUAL_DATES): WrittenDate[] {
  // Every form has a year.
  if (!/\d{4}/.test(text)) return [];
  const found: WrittenDate[] = [];
  for (const [form, read] of EVERY_FORM) {
    for (const match of text.matchAll(form)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((each) => start < each.end && each.start < end)) continue;
      const reading = read(match, habits);
      if (reading !== null) found.push({ start, end, ...reading });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** What the dates in headings of one file have in common. Newest or oldest first, they are in order. */
export function learnDates(texts: readonly string[]): DateHabits {
  const whole = texts.join('\n');
  const numbers = [...whole.matchAll(/(?<![\d.])(\d{1,2})([-/])(\d{1,2})\2(\d{4})(?!\d)/g)];
  const isDayFirst =
    numbers.some(([, first]) => Number(first) > 12) ||
    (!numbers.some(([, , , second]) => Number(second) > 12) &&
      numbers.length > 0 &&
      isInOrder(numbers, true) &&
      !isInOrder(numbers, false));
  const days = [
    ...whole.matchAll(/(?<![\d.:])(0?[1-9])(?=(?:st|nd|rd|th)?,?[ -./]?(?:\p{L}{3,10}\.?[ -./])?,? ?\d{4})/gu),
  ];
  const isPadded = days.length === 0 ? null : days.some(([day]) => day.startsWith('0'));
  const counts = new Map<string, number>();
  for (const [word] of whole.matchAll(/\p{L}{3,10}(?=\.?,?[ -]\d|\.?[ -](?:de )?\d)/gu)) {
    const meanings = monthNames().get(word.toLowerCase()) ?? [];
    if (new Set(meanings.map(({ width }) => width)).size !== 1) continue;
    for (const { language, width } of meanings)
      counts.set(`${language} ${width}`, (counts.get(`${language} ${width}`) ?? 0) + 1);
  }
  const [best] = [...counts].sort(
    ([a, x], [b, y]) => y - x || Number(!a.startsWith('en')) - Number(!b.startsWith('en')),
  );
  const [language = 'en', width = 'long'] = best?.[0].split(' ') ?? [];
  return { isDayFirst, isPadded, language, width: width === 'short' ? 'short' : 'long' };
}

function isInOrder(numbers: readonly RegExpExecArray[], isDayFirst: boolean): boolean {
  const dates = numbers.map(([, first = '', , second = '', year = '']) =>
    isoOf(Number(year), Number(isDayFirst ? second : first), Number(isDayFirst ? first : second)),
  );
  return (
    dates.every((each, at) => each !== null && (at === 0 || each <= (dates[at - 1] ?? ''))) ||
    dates.every((each, at) => each !== null && (at === 0 || each >= (dates[at - 1] ?? '')))
  );
}
