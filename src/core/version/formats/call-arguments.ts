/** How a language writes what is no code. */
export interface CodeSyntax {
  /** What begins a comment to the end of the line. */
  readonly comment: string;
  /** What stands around a string, the longest first. */
  readonly quotes: readonly string[];
  /** What stands between the name of an argument and its value. */
  readonly assigns: ':' | '=';
}

export const MESON: CodeSyntax = { comment: '#', quotes: ["'''", "'"], assigns: ':' };
export const STARLARK: CodeSyntax = { comment: '#', quotes: ['"""', "'''", '"', "'"], assigns: '=' };

/** A text with its comments and strings blanked, so that what is looked for in it is code. Offsets are unchanged. */
interface Code {
  readonly code: string;
  readonly strings: readonly StringLiteral[];
}

/** Offsets count characters of the text; they enclose what stands within the quotes. */
export interface StringLiteral {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

export interface CallArgument {
  /** null: it has none. */
  readonly name: string | null;
  /** Where the value stands. */
  readonly start: number;
  readonly end: number;
  /** The value where it is one string and nothing else. */
  readonly literal: StringLiteral | null;
}

export interface Call {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly arguments: readonly CallArgument[];
}

/** Calls of functions of these names, none within another, with their own arguments; one that is never closed is none. */
export function findCalls(text: string, syntax: CodeSyntax, names: RegExp): readonly Call[] {
  const { code, strings } = blankStrings(text, syntax);
  const calls: Call[] = [];
  const closing = closingBrackets(code);
  let behind = 0;
  for (const match of code.matchAll(/(?<![\w.])([A-Za-z_]\w*)[ \t]*\(/g)) {
    const name = match[1] ?? '';
    const open = match.index + match[0].length - 1;
    const end = closing.get(open);
    if (match.index < behind || !names.test(name) || end === undefined) continue;
    behind = end;
    calls.push({
      name,
      start: match.index,
      end: end + 1,
      arguments: argumentsOf(code, strings, open + 1, end, syntax),
    });
  }
  return calls;
}

function blankStrings(text: string, { comment, quotes }: CodeSyntax): Code {
  const strings: StringLiteral[] = [];
  let code = '';
  let at = 0;
  while (at < text.length) {
    const quote = quotes.find((each) => text.startsWith(each, at));
    if (quote !== undefined) {
      const end = endOfString(text, at + quote.length, quote);
      strings.push({ start: at + quote.length, end, value: text.slice(at + quote.length, end) });
      const behind = Math.min(text.length, end + quote.length);
      code += text.slice(at, behind).replace(/[^\r\n]/g, '"');
      at = behind;
    } else if (text.startsWith(comment, at)) {
      const newline = text.indexOf('\n', at);
      const end = newline === -1 ? text.length : newline;
      code += ' '.repeat(end - at);
      at = end;
    } else {
      code += text[at];
      at += 1;
    }
  }
  return { code, strings };
}

/** Where a string ends that begins here: before its closing quote, or with the line where it has none. */
function endOfString(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text.startsWith(quote, at)) return at;
    else if (text[at] === '\n' && quote.length === 1) return at;
  }
  return text.length;
}

/** Opening bracket → closing bracket, by offset. */
function closingBrackets(code: string): Map<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < code.length; at += 1) {
    const character = code[at];
    if (character === '(' || character === '[' || character === '{') open.push(at);
    else if (character === ')' || character === ']' || character === '}') {
      const start = open.pop();
      if (start !== undefined) closing.set(start, at);
    }
  }
  return closing;
}

function argumentsOf(
  code: string,
  strings: readonly StringLiteral[],
  start: number,
  end: number,
  { assigns }: CodeSyntax,
): CallArgument[] {
  const found: CallArgument[] = [];
  let depth = 0;
  let from = start;
  const take = (to: number) => {
    const named = new RegExp(`^\\s*([A-Za-z_]\\w*)\\s*${assigns}(?!=)\\s*`).exec(code.slice(from, to));
    const name = named?.[1] ?? null;
    const valueStart = from + (named?.[0].length ?? /^\s*/.exec(code.slice(from, to))?.[0].length ?? 0);
    const valueEnd = valueStart + code.slice(valueStart, to).trimEnd().length;
    if (valueEnd > valueStart)
      found.push({ name, start: valueStart, end: valueEnd, literal: literalIn(code, strings, valueStart, valueEnd) });
    from = to + 1;
  };
  for (let at = start; at < end; at += 1) {
    const character = code[at];
    if (character === '(' || character === '[' || character === '{') depth += 1;
    else if (character === ')' || character === ']' || character === '}') depth -= 1;
    else if (character === ',' && depth === 0) take(at);
  }
  take(end);
  return found;
}

/** The one string that a value is. */
function literalIn(code: string, strings: readonly StringLiteral[], start: number, end: number): StringLiteral | null {
  if (!/^"+$/.test(code.slice(start, end))) return null;
  const within = stringsFrom(strings, start).filter((each) => each.end < end);
  return within.length === 1 ? (within[0] ?? null) : null;
}

/** The first few strings from an offset on; the list is in the order of the text. */
function stringsFrom(strings: readonly StringLiteral[], start: number): readonly StringLiteral[] {
  let low = 0;
  let high = strings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((strings[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return strings.slice(low, low + 2);
}
