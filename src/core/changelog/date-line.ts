import { asBytes, type TextEdit } from '../file-text.ts';
import { findDates, type WrittenDate } from './date-form.ts';
import { decoded, linesOf } from './heading-lines.ts';
import type { ChangelogDocument, ReleaseSection } from './sections.ts';
import { findPlaceholder, type Placeholder } from './unreleased-words.ts';

/** A line of its own below a heading without a date: `Released 2026-01-01`, `*1 January 2026*`. */
export interface DateLine {
  readonly text: string;
  /** Offsets count characters of the file's text. */
  readonly start: number;
  readonly end: number;
  readonly date: WrittenDate | null;
  readonly placeholder: Placeholder | null;
}

const WORDS = /^(release|released|date|on|published|the|of)*$/;

/** Lines below a heading that are looked at: nothing but blank ones stands between. */
const NEAR = 4;

export function dateLineOf(
  { file, habits }: ChangelogDocument,
  { heading, name, end }: ReleaseSection,
): DateLine | null {
  if (name.date !== null || name.placeholder !== null) return null;
  const body = file.text.slice(heading.end, Math.min(end, heading.end + 1_000));
  let looked = 0;
  for (const { content, start } of linesOf(body)) {
    looked += 1;
    if (looked > NEAR) return null;
    if (content.trim() === '') continue;
    if (content.length > 80 || /^\s*[-*+][ \t]/.test(content)) return null;
    const text = decoded(content);
    const [date = null, ...others] = findDates(text, habits);
    const placeholder = date === null ? findPlaceholder(text, { text: '', start: 0 }) : null;
    const found = date ?? placeholder;
    if (found === null || others.length > 0) return null;
    const rest = `${text.slice(0, found.start)}${text.slice(found.end)}`.toLowerCase().replace(/[^\p{L}]/gu, '');
    if (!WORDS.test(rest)) return null;
    return { text, start: heading.end + start, end: heading.end + start + content.length, date, placeholder };
  }
  return null;
}

/** The line below a new heading, with what stands between them, as its neighbour has it; empty where that has none. */
export function writeDateLine(document: ChangelogDocument, model: ReleaseSection | null, iso: string): string {
  const line = model === null ? null : dateLineOf(document, model);
  if (model === null || line === null || line.date === null) return '';
  const { text, start, date } = line;
  const between = document.file.text.slice(model.heading.end, start);
  return between + asBytes(text.slice(0, date.start) + date.write(iso) + text.slice(date.end));
}

/** The date in the place where it was left open. */
export function fillDateLine(line: DateLine, like: WrittenDate | null, iso: string): TextEdit | null {
  const { text, start, end, placeholder } = line;
  if (placeholder === null) return null;
  const date = like?.write(iso) ?? iso;
  return { start, end, replacement: asBytes(text.slice(0, placeholder.start) + date + text.slice(placeholder.end)) };
}
