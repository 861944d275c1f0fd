/**
 * Just enough of a POSIX shell's reading to find the file arguments of one command in a `run:` script, without running
 * anything: words, quotes, line continuation, simple assignments and variables. What only a shell could tell (command
 * substitution, loops, arrays) becomes a `*` in the word.
 */

/**
 * Value of a shell variable, or null when only a run can tell.
 *
 * @param reassigned the script itself gave it a value that is not known, so that one from outside no longer holds
 */
export type VariableLookup = (name: string, reassigned: boolean) => string | null;

/** Words that may stand before a command. */
const KEYWORDS: ReadonlySet<string> = new Set([
  'do',
  'then',
  'else',
  'elif',
  'if',
  'while',
  'until',
  '!',
  '{',
  'time',
  'export',
]);

/** Characters of script that are read; what comes after is passed over. */
const MAX_SCRIPT = 200_000;

/**
 * The simple commands of a script, each as its words with variables filled in.
 *
 * @param lookup variables from outside; assignments in the script (`NAME=value`) come before them
 */
export function shellCommands(script: string, lookup: VariableLookup): string[][] {
  const assigned = new Map<string, string | null>();
  // Each assignment can double the one before it: what variables put in is bounded as a whole.
  let room = MAX_SCRIPT;
  const variable: Variables = (name) => {
    const value = room > 0 ? (assigned.get(name) ?? lookup(name, assigned.has(name))) : null;
    room -= value?.length ?? 0;
    return room < 0 ? null : value;
  };
  const commands: string[][] = [];
  for (const words of readCommands(script.slice(0, MAX_SCRIPT).replaceAll('\r\n', '\n'), variable)) {
    let at = 0;
    while (KEYWORDS.has(words[at] ?? '')) at += 1;
    for (; at < words.length; at += 1) {
      const match = /^([A-Za-z_][A-Za-z0-9_]*)=([\s\S]*)$/.exec(words[at] ?? '');
      if (match?.[1] === undefined || match[2] === undefined) break;
      // A second assignment may sit in another branch: then neither is sure.
      const value = match[2].includes('*') || assigned.has(match[1]) ? null : match[2];
      assigned.set(match[1], value);
    }
    if (at < words.length) commands.push(words.slice(at));
  }
  return commands;
}

type Variables = (name: string) => string | null;

interface Reading {
  readonly text: string;
  readonly variable: Variables;
  at: number;
}

/** Yields commands one by one, so that the assignments of one are known to the next. */
function* readCommands(text: string, variable: Variables): Generator<string[]> {
  const reading: Reading = { text, variable, at: 0 };
  let words: string[] = [];
  let word: string | null = null;
  while (reading.at < text.length) {
    const character = text[reading.at] ?? '';
    if (character === '#' && word === null) {
      const end = text.indexOf('\n', reading.at);
      reading.at = end === -1 ? text.length : end;
      continue;
    }
    if (character === '\\') {
      const next = text[reading.at + 1] ?? '';
      if (next !== '\n') word = (word ?? '') + next;
      reading.at += 2;
      continue;
    }
    if (character === ' ' || character === '\t' || '\n;&|<>()'.includes(character)) {
      if (word !== null) words.push(word);
      word = null;
      reading.at += 1;
      if (character !== ' ' && character !== '\t') {
        if (words.length > 0) yield words;
        words = [];
      }
      continue;
    }
    word = (word ?? '') + readPiece(reading);
  }
  if (word !== null) words.push(word);
  if (words.length > 0) yield words;
}

/** Reads a quoted text, a variable or one character, and moves past it. */
function readPiece(reading: Reading): string {
  const { text } = reading;
  const character = text[reading.at] ?? '';
  reading.at += 1;
  if (character === "'") {
    const end = text.indexOf("'", reading.at);
    const inside = text.slice(reading.at, end === -1 ? text.length : end);
    reading.at = end === -1 ? text.length : end + 1;
    return inside;
  }
  if (character === '"') {
    let inside = '';
    while (reading.at < text.length && text[reading.at] !== '"') {
      if (text[reading.at] === '\\') {
        const next = text[reading.at + 1] ?? '';
        inside += next === '\n' ? '' : '"\\$`'.includes(next) ? next : `\\${next}`;
        reading.at += 2;
      } else {
        const piece = text[reading.at] === '$' || text[reading.at] === '`' ? readPiece(reading) : text[reading.at++];
        inside += piece ?? '';
      }
    }
    reading.at += 1;
    return inside;
  }
  if (character === '`') {
    const end = text.indexOf('`', reading.at);
    reading.at = end === -1 ? text.length : end + 1;
    return '*';
  }
  return character === '$' ? readVariable(reading) : character;
}

/** What follows a `$`. */
function readVariable(reading: Reading): string {
  const { text } = reading;
  if (text[reading.at] === '(') {
    reading.at = endOfParentheses(text, reading.at);
    return '*';
  }
  if (text[reading.at] === '{') {
    const end = text.indexOf('}', reading.at);
    if (end === -1) {
      reading.at = text.length;
      return '*';
    }
    const inside = text.slice(reading.at + 1, end);
    reading.at = end + 1;
    return expandBraces(inside, reading.variable);
  }
  const name = /[A-Za-z_][A-Za-z0-9_]*/y;
  name.lastIndex = reading.at;
  const found = name.exec(text)?.[0];
  if (found === undefined) {
    // `$1`, `$@` and the like; a lone `$` is itself.
    if (/[0-9@*#?!$-]/.test(text[reading.at] ?? '')) {
      reading.at += 1;
      return '*';
    }
    return '$';
  }
  reading.at += found.length;
  return reading.variable(found) ?? '*';
}

/** `${NAME}` and the prefix and suffix removals of literal text; everything else is unknown. */
function expandBraces(inside: string, variable: Variables): string {
  const match = /^([A-Za-z_][A-Za-z0-9_]*)(?:(##?|%%?)([^*?[\\$`]+))?$/.exec(inside);
  const value = match?.[1] === undefined ? null : variable(match[1]);
  if (match === null || value === null) return '*';
  const [, , operator, part] = match;
  if (operator === undefined || part === undefined) return value;
  if (operator.startsWith('#')) return value.startsWith(part) ? value.slice(part.length) : value;
  return value.endsWith(part) ? value.slice(0, value.length - part.length) : value;
}

function endOfParentheses(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}
