export interface PatchLine {
  /** Lines down from the first hunk's header, over all hunks. */
  readonly position: number;
  /** In the file before; null for a line that was added. */
  readonly left: number | null;
  /** In the file after; null for a line that was removed. */
  readonly right: number | null;
  /** The hunk from its header to this line. */
  readonly hunk: string;
}

/** The lines of a file's hunks, as a comment on one of them is placed. */
export function patchLines(patch: string): PatchLine[] {
  const lines: PatchLine[] = [];
  let left = 0;
  let right = 0;
  let hunk: string[] = [];
  for (const [index, text] of patch.split('\n').entries()) {
    const header = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(text);
    if (header !== null) {
      left = Number(header[1]);
      right = Number(header[2]);
      hunk = [text];
      continue;
    }
    hunk.push(text);
    const sign = text.charAt(0);
    if (!['+', '-', ' '].includes(sign)) continue;
    lines.push({
      position: index,
      left: sign === '+' ? null : left,
      right: sign === '-' ? null : right,
      hunk: hunk.join('\n'),
    });
    if (sign !== '+') left += 1;
    if (sign !== '-') right += 1;
  }
  return lines;
}
