import type { Verdict } from '../core/gate/verdict.ts';
import { orStop } from '../core/problem.ts';
import { fileWriterWithout } from '../effects/write-files.ts';
import { gateHtml } from '../report/gate-html.ts';
import { gateMarkdown } from '../report/gate-markdown.ts';
import type { Words } from '../report/words.ts';

/**
 * Leaves verdict.md, verdict.html and verdict.json in a folder. A verdict quotes what others wrote: the tokens of this
 * process are not in any of the files.
 *
 * @param note stands above the verdict in verdict.html
 * @param words in which the page and the Markdown tell it; verdict.json is always English
 * @throws Stop where they cannot be written
 */
export async function writeVerdict(
  folder: string,
  verdict: Verdict,
  {
    tokens,
    note,
    words,
  }: { readonly tokens: readonly string[]; readonly note?: string | undefined; readonly words?: Words },
): Promise<void> {
  const files = new Map([
    ['verdict.md', gateMarkdown(verdict, { ...(words === undefined ? {} : { words }) })],
    ['verdict.html', gateHtml(verdict, { note, ...(words === undefined ? {} : { words }) })],
    // Last: where it stands, the others stand as well.
    ['verdict.json', `${JSON.stringify(verdict, null, 2)}\n`],
  ]);
  orStop(await fileWriterWithout(tokens)(folder, files));
}
