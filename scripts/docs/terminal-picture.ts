/** Lines of a terminal as an SVG picture, for the README: text stays text, and both themes of GitHub can read it. */

const WIDTH = 860;
const LINE = 20;
const MARKS: Readonly<Record<string, string>> = { '✓': '#3fb950', '!': '#d29922', '–': '#8b949e', '●': '#58a6ff' };

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export function terminalPicture(title: string, lines: readonly string[]): string {
  const height = lines.length * LINE + 34;
  const rows = lines.map((line, at) => {
    const color = MARKS[line.trimStart().charAt(0)] ?? '#c9d1d9';
    return `<text x="16" y="${34 + at * LINE}" fill="${color}" xml:space="preserve">${escaped(line)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="13">
<title>${escaped(title)}</title>
<rect width="${WIDTH}" height="${height}" rx="8" fill="#0d1117"/>
${rows.join('\n')}
</svg>
`;
}
