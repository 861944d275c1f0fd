import { printable } from './printable.ts';

/**
 * Untrusted output in an Actions log. The runner takes `::command::` at the start of a line and `##[command]` anywhere in
 * it for commands to itself, whoever printed them (GitHub Docs, "Workflow commands for GitHub Actions").
 */

/** Line ends as the runner knows them: LF, CR LF, and also a lone CR. */
const LINE_END = /\r\n|\n|\r/;

/** Untrusted text as lines that are safe to print one by one, at most `limits.lines` of them. */
export function guardLines(text: string, limits = { lines: 200, columns: 400 }): string[] {
  // Only so much is looked at that no text, however long, takes more than its share of time.
  const looked = text.slice(0, limits.lines * limits.columns * 4);
  const lines = looked.split(LINE_END);
  if (lines.at(-1) === '') lines.pop();
  const shown = lines.slice(0, limits.lines).map((line) => printable(line, limits.columns));
  if (lines.length > limits.lines || looked.length < text.length) shown.push('… (cut here)');
  return shown;
}
