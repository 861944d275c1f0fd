import { structuredPatch } from 'diff';
import { counted } from '../core/counted.ts';
import { printable } from './printable.ts';

/** A line of a unified diff, without the sign that its kind stands for. Untrusted text. */
export interface DiffLine {
  readonly kind: 'hunk' | 'added' | 'removed' | 'context' | 'remark';
  readonly text: string;
}

const KINDS: Readonly<Record<string, DiffLine['kind']>> = {
  '+': 'added',
  '-': 'removed',
  ' ': 'context',
  // "No newline at end of file"
  '\\': 'remark',
};
export const DIFF_SIGNS = { hunk: '', added: '+', removed: '-', context: ' ', remark: '\\' } as const;

/** Lines around a change. */
const CONTEXT = 3;

/** The change of a file as the hunks of a unified diff. Bytes that are no UTF-8 show as U+FFFD. */
export function fileDiff(before: Uint8Array, after: Uint8Array): DiffLine[] {
  const text = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const { hunks } = structuredPatch('', '', text(before), text(after), undefined, undefined, { context: CONTEXT });
  return hunks.flatMap((hunk) => [
    {
      kind: 'hunk' as const,
      text: `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`,
    },
    ...hunk.lines.flatMap((line) => {
      const kind = KINDS[line.charAt(0)];
      return kind === undefined ? [] : [{ kind, text: line.slice(1) }];
    }),
  ]);
}

/**
 * The lines as a person reads them: one printable line each, at most `columns` characters and `most` lines. Of a long line
 * that was changed, the part around the change is shown.
 */
export function shownDiff(lines: readonly DiffLine[], { columns = 160, most = 80 } = {}): DiffLine[] {
  const shown = lines.slice(0, most).map((line, index): DiffLine => {
    const text = line.text.replaceAll('\t', '    ');
    const changedAt = text.length <= columns ? 0 : differenceAt(text, counterpart(lines, index));
    const start = Math.max(0, Math.min(changedAt - Math.floor(columns / 3), text.length - columns));
    return { kind: line.kind, text: printable(start === 0 ? text : `…${text.slice(start + 1)}`, columns) };
  });
  if (lines.length > most) shown.push({ kind: 'hunk', text: `… and ${counted(lines.length - most, 'more line')}` });
  return shown;
}

/** The line that a removed line became, or an added one was: the one at the same place of the neighbouring run. */
function counterpart(lines: readonly DiffLine[], index: number): string | null {
  const kind = lines[index]?.kind;
  if (kind !== 'added' && kind !== 'removed') return null;
  let first = index;
  while (lines[first - 1]?.kind === kind) first -= 1;
  let end = index;
  while (lines[end + 1]?.kind === kind) end += 1;
  const other = kind === 'added' ? 'removed' : 'added';
  let start = kind === 'added' ? first - 1 : end + 1;
  if (lines[start]?.kind !== other) return null;
  while (kind === 'added' && lines[start - 1]?.kind === other) start -= 1;
  const found = lines[start + index - first];
  return found?.kind === other ? found.text.replaceAll('\t', '    ') : null;
}

/** Where a text first differs from another; 0 without one. */
function differenceAt(text: string, other: string | null): number {
  if (other === null) return 0;
  let at = 0;
  while (at < text.length && text[at] === other[at]) at += 1;
  return at;
}

/** A unified diff that `git apply` and `patch` take. */
export function unifiedDiff(path: string, before: Uint8Array, after: Uint8Array): string {
  const lines = fileDiff(before, after).map(({ kind, text }) => `${DIFF_SIGNS[kind]}${text}`);
  return [`--- a/${path}`, `+++ b/${path}`, ...lines, ''].join('\n');
}
