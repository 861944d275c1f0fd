/** Lines that are looked back over for what a line stands in. */
const MOST_LINES = 300;
const INDENTED = /\.(ya?ml)$/i;
const MARKUP = /\.(xml|props|targets|csproj|vcxproj|fsproj|nuspec|plist|pom|wxs|rdf|pdsc)$/i;
const BRACKETS: Readonly<Record<string, string>> = { ')': '(', '}': '{', ']': '[' };

/**
 * What a line stands in, from the innermost outwards: the beginnings of calls, objects, elements and keys that are still open
 * before it. Read by the shape of the text alone; none where it stands at the top.
 *
 * @param lines of the whole file
 * @param at the line, counted from 0
 */
export function enclosing(path: string, lines: readonly string[], at: number): string[] {
  if (INDENTED.test(path)) return byIndentation(lines, at);
  return MARKUP.test(path) ? byElements(lines, at) : byBrackets(lines, at);
}

function byIndentation(lines: readonly string[], at: number): string[] {
  const indent = (line: string) => line.length - line.trimStart().length;
  const found: string[] = [];
  let least = indent(lines[at] ?? '');
  for (let back = at - 1; back >= 0 && least > 0; back -= 1) {
    const line = lines[back] ?? '';
    if (line.trim() === '' || indent(line) >= least) continue;
    found.push(line.trim());
    least = indent(line);
  }
  return found;
}

function byElements(lines: readonly string[], at: number): string[] {
  const open: string[] = [];
  const text = lines.slice(Math.max(0, at - MOST_LINES), at).join('\n');
  for (const [tag, closing, name = '', end] of text.matchAll(/<(\/?)([A-Za-z][\w:.-]*)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (closing === '/') open.splice(open.lastIndexOf(name) < 0 ? open.length : open.lastIndexOf(name));
    else if (end !== '/' && !tag.startsWith('<!')) open.push(name);
  }
  return open.reverse();
}

function byBrackets(lines: readonly string[], at: number): string[] {
  const found: string[] = [];
  const closed: string[] = [];
  for (let back = at - 1; back >= Math.max(0, at - MOST_LINES); back -= 1) {
    const line = (lines[back] ?? '').replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""');
    for (let column = line.length - 1; column >= 0; column -= 1) {
      const character = line[column] ?? '';
      const opening = BRACKETS[character];
      if (opening !== undefined) closed.push(opening);
      else if ('({['.includes(character)) {
        if (closed.at(-1) === character) closed.pop();
        else if (closed.length === 0) found.push((lines[back] ?? '').trim());
      }
    }
  }
  return found;
}
