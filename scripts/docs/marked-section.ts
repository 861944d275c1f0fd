/**
 * Puts lines between the markers `<!-- NAME -->` and `<!-- /NAME -->` of a page; what is outside them is written by people.
 *
 * @throws Error when the page has no such markers
 */
export function withSection(text: string, name: string, lines: readonly string[]): string {
  const [begin, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`there are no markers for ${name}`);
  return `${text.slice(0, from + begin.length)}${lines.map((line) => `${line}\n`).join('')}${text.slice(to)}`;
}

/** A cell of a Markdown table. */
export const cell = (text: string): string => text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');
