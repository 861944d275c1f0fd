import { statSync } from 'node:fs';
import process from 'node:process';
import { error, notice, setOutput, summary, warning } from '@actions/core';
import { hideSecrets, tokensIn } from '../core/secrets.ts';
import { printable } from '../report/printable.ts';

/**
 * What a step tells the runner, by `@actions/core`. Not through it: inputs, since a composite step gets no `INPUT_*` and one
 * that a runner leaks must not be listened to; and `stop-commands`, which it does not have.
 */

/** The runner refuses a longer summary of a step as a whole. Source: GitHub documentation, "Workflow commands". Bytes. */
export const LARGEST_SUMMARY = 1024 * 1024;
const CUT = '\n\n… (the rest is longer than a summary may be)\n';

/** The files through which a step hands on outputs and its summary; where there are none, nothing is handed on. */
export class RunnerFiles {
  /** Sets an output of this step. No value can end its own block. */
  setOutput(name: string, value: string): void {
    if (process.env.GITHUB_OUTPUT) setOutput(name, value);
  }

  /** Adds Markdown to the summary of the job, which the runner does not mask as it does the log. */
  async addSummary(markdown: string): Promise<void> {
    const path = process.env.GITHUB_STEP_SUMMARY;
    if (!path) return;
    const present = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    const text = hideSecrets(markdown, tokensIn(process.env));
    await summary.addRaw(withinBytes(`${text}\n`, LARGEST_SUMMARY - present)).write();
  }
}

/** The text, or as many whole lines of it as fit, and a word about the rest. */
function withinBytes(text: string, limit: number): string {
  const bytes = Buffer.from(text);
  if (bytes.byteLength <= limit) return text;
  const room = limit - Buffer.byteLength(CUT);
  const end = room <= 0 ? -1 : bytes.lastIndexOf('\n', room - 1);
  return end <= 0 ? '' : `${bytes.subarray(0, end).toString()}${CUT}`;
}

const SHOW = { error, warning, notice };

/** A line of the log that the runner shows beside it, too. The message may be anybody's, and may have several lines. */
export function annotate(
  kind: 'error' | 'warning' | 'notice',
  title: string,
  message: string,
  at: { readonly file: string; readonly line: number | null } | null = null,
): void {
  const place =
    at === null ? {} : { file: printable(at.file, 1_000), ...(at.line === null ? {} : { startLine: at.line }) };
  const lines = message.split('\n').map((line) => printable(line, 1_000));
  SHOW[kind](hideSecrets(lines.join('\n'), tokensIn(process.env)), { title, ...place });
}
