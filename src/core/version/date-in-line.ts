import { findDates, type WrittenDate } from '../changelog/date-form.ts';

/**
 * A date that is written in one of the usual ways and reads in one way alone: `3/4/2026` may be March or April. null: it is none.
 *
 * @param text nothing but the date
 */
export function dateLike(text: string): WrittenDate | null {
  const [date, ...others] = findDates(text);
  if (date === undefined || others.length > 0 || date.start !== 0 || date.end !== text.length) return null;
  return isAmbiguous(text) ? null : date;
}

const isAmbiguous = (text: string): boolean => {
  const [, first, second] = /^(\d{1,2})[-./](\d{1,2})[-./]\d{4}$/.exec(text) ?? [];
  return first !== undefined && Number(first) <= 12 && Number(second) <= 12 && Number(first) !== Number(second);
};

/** What another date in the same form matches, as the source of an expression of one-byte characters. */
export const datePattern = (like: string): string =>
  like.replaceAll(/(\d+)(?:st|nd|rd|th)\b|\d+|[A-Za-z\x80-\xff]+|[^A-Za-z\d\x80-\xff]/g, (part, ordinal?: string) => {
    if (ordinal !== undefined) return '\\d{1,2}(?:st|nd|rd|th)';
    if (/^\d/.test(part)) return part.length > 2 ? `\\d{${part.length}}` : '\\d{1,2}';
    if (/^[A-Za-z\x80-\xff]/.test(part)) return '[A-Za-z\\x80-\\xff]{3,12}';
    return part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  });

/** The dates of a line that move with a release, if the version beside them does. */
export const datesIn = (line: string): WrittenDate[] =>
  findDates(line).filter(({ start, end }) => dateLike(line.slice(start, end)) !== null);

/** How a template says a date: the same form for every release that wrote it so. */
export function datePlaceholder(line: string, { start, end, iso, write }: WrittenDate): string {
  const hasSmallDay = Number(iso.slice(8)) < 10;
  const isYearLast = /^\d{1,2}[-./]\d{1,2}[-./]\d{4}$/.test(line.slice(start, end));
  const like = write(hasSmallDay && !isYearLast ? '2001-02-03' : '2001-02-28');
  return `{date:${like}}`;
}

/** A date in the form of another. @param iso YYYY-MM-DD */
export const writeDateLike = (written: string, iso: string): string => dateLike(written)?.write(iso) ?? written;
