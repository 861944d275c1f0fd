/** An argument as it is written, without the quotes around it. Offsets count characters of the text. */
export interface CMakeArgument {
  readonly start: number;
  readonly text: string;
}

export interface CMakeCommand {
  /** In small letters: case does not matter. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly arguments: readonly CMakeArgument[];
}

const WORD = /\w+/y;
const OPEN = /[ \t]*\(/y;
const BETWEEN = /[^\w#"]+/y;
const BLANKS = /\s+/y;
const PIECE = /[^\s()"#]+/y;

/**
 * The commands of a CMake file, comments left out. Work is linear in the text.
 *
 * Source: CMake documentation, "cmake-language(7)".
 */
export function cmakeCommands(text: string): readonly CMakeCommand[] {
  const commands: CMakeCommand[] = [];
  let at = 0;
  while (at < text.length) {
    const word = matchAt(WORD, text, at);
    const open = word === '' ? '' : matchAt(OPEN, text, at + word.length);
    if (open !== '') {
      const { end, found } = readArguments(text, at + word.length + open.length);
      commands.push({ name: word.toLowerCase(), start: at, end, arguments: found });
      at = end;
    } else if (text[at] === '#') at = endOfComment(text, at);
    else if (text[at] === '"') at = endOfString(text, at + 1);
    else at += word.length || matchAt(BETWEEN, text, at).length || 1;
  }
  return commands;
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** The arguments up to the closing parenthesis; those in parentheses of their own count as well. */
function readArguments(text: string, from: number): { readonly end: number; readonly found: readonly CMakeArgument[] } {
  const found: CMakeArgument[] = [];
  let depth = 1;
  let at = from;
  while (at < text.length && depth > 0) {
    const character = text[at];
    if (character === '#') at = endOfComment(text, at);
    else if (character === '"') {
      const end = endOfString(text, at + 1);
      found.push({ start: at + 1, text: text.slice(at + 1, end - 1) });
      at = end;
    } else if (character === '(' || character === ')') {
      depth += character === '(' ? 1 : -1;
      at += 1;
    } else {
      const blanks = matchAt(BLANKS, text, at);
      if (blanks !== '') {
        at += blanks.length;
        continue;
      }
      const piece = matchAt(PIECE, text, at);
      if (piece !== '') found.push({ start: at, text: piece });
      at += piece.length || 1;
    }
  }
  return { end: at, found };
}

/** Behind the closing quote; the end of the text where there is none. */
function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

/** Behind the comment that begins here. A bracket comment that is not closed takes the rest, so that each is read once. */
function endOfComment(text: string, at: number): number {
  const opening = /#\[(=*)\[/y;
  opening.lastIndex = at;
  const equals = opening.exec(text)?.[1];
  const closing = equals === undefined ? '\n' : `]${equals}]`;
  const end = text.indexOf(closing, at + 1);
  return end === -1 ? text.length : end + (equals === undefined ? 0 : closing.length);
}
