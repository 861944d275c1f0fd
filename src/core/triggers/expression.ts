/**
 * GitHub's `${{ … }}` expressions, as far as they can be decided without running anything. What depends on a run is
 * unknown, and unknown stays unknown through every operator that it could decide (Kleene's three-valued logic).
 *
 * Source: GitHub documentation, "Evaluate expressions in workflows and actions": literals, operators and their
 * precedence, loose equality, case-insensitive strings, functions.
 */
export const UNKNOWN: unique symbol = Symbol('unknown');

export type ExpressionValue = string | number | boolean | null | typeof UNKNOWN;

/**
 * The value of a context property, such as `['github', 'ref']`. Names arrive in lower case, since GitHub ignores case.
 * Null is a property known to be absent.
 */
export type ContextLookup = (path: readonly string[]) => ExpressionValue;

/** For what nothing is known about. */
export const unknownContext: ContextLookup = () => UNKNOWN;

/** Parentheses and function calls within each other. */
const MAX_NESTING = 50;
/** Characters; GitHub's own limit for one expression. */
const MAX_LENGTH = 21_000;
/** Characters that `format` may make: nested, each call can double what it is given. */
const MAX_FORMATTED = 100_000;
/** Characters that expressions may add to one text; what would go beyond is unknown. */
const MAX_FILLED = 1_048_576;

/**
 * Evaluates one expression, without `${{ }}`.
 *
 * @returns its value, UNKNOWN also for text that is no expression
 */
export function evaluateExpression(text: string, lookup: ContextLookup): ExpressionValue {
  if (text.length > MAX_LENGTH) return UNKNOWN;
  const tokens = tokenize(text);
  if (tokens === null) return UNKNOWN;
  const reader: Reader = { tokens, at: 0, depth: 0, lookup };
  try {
    const value = readBinary(reader, 0);
    return reader.at === tokens.length ? value : UNKNOWN;
  } catch (error) {
    if (error instanceof NotAnExpression) return UNKNOWN;
    throw error;
  }
}

/**
 * Whether an `if:` lets its job or step run while everything before it succeeds.
 *
 * @param condition text of the key, with or without `${{ }}`; null when there is none
 * @returns UNKNOWN when only a run can tell
 */
export function conditionHolds(condition: string | null, lookup: ContextLookup): boolean | typeof UNKNOWN {
  if (condition === null || condition.trim() === '') return true;
  const trimmed = condition.trim();
  const [only, ...others] = splitExpressions(trimmed);
  if (only !== undefined && others.length === 0 && only.kind === 'expression') {
    const value = evaluateExpression(only.text, lookup);
    return value === UNKNOWN ? UNKNOWN : truthy(value);
  }
  // Text beside `${{ }}` makes the whole a non-empty string, which is true: a known trap, and what GitHub does.
  if (trimmed.includes('${{')) return true;
  const value = evaluateExpression(trimmed, lookup);
  return value === UNKNOWN ? UNKNOWN : truthy(value);
}

/** A piece of a text with expressions in it. */
export type TextPiece = { readonly kind: 'text' | 'expression'; readonly text: string };

/** Splits `a-${{ b }}-c` into its pieces; an expression is given without its braces. */
export function splitExpressions(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  while (at < text.length) {
    const start = text.indexOf('${{', at);
    const end = start === -1 ? -1 : endOfExpression(text, start + 3);
    if (end === -1) {
      pieces.push({ kind: 'text', text: text.slice(at) });
      break;
    }
    if (start > at) pieces.push({ kind: 'text', text: text.slice(at, start) });
    pieces.push({ kind: 'expression', text: text.slice(start + 3, end).trim() });
    at = end + 2;
  }
  return pieces;
}

/** Where `}}` closes the expression: not inside a quoted string. */
function endOfExpression(text: string, from: number): number {
  let quoted = false;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "'") quoted = !quoted;
    else if (!quoted && text[at] === '}' && text[at + 1] === '}') return at;
  }
  return -1;
}

/**
 * Fills in the expressions of a text.
 *
 * @param unknown what stands for an expression that cannot be known
 */
export function fillExpressions(text: string, lookup: ContextLookup, unknown: (expression: string) => string): string {
  let room = MAX_FILLED;
  return splitExpressions(text)
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      const value = room > 0 ? evaluateExpression(piece.text, lookup) : UNKNOWN;
      const known = value === UNKNOWN ? null : expressionText(value);
      room -= known?.length ?? 0;
      return known === null || room < 0 ? unknown(piece.text) : known;
    })
    .join('');
}

/** A value as GitHub writes it into a text. */
export const expressionText = (value: Exclude<ExpressionValue, typeof UNKNOWN>): string =>
  value === null ? '' : String(value);

class NotAnExpression extends Error {}

type Token =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'mark'; readonly text: string };

const TOKEN =
  /\s+|'((?:[^']|'')*)'|([-+]?(?:0x[0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?))|([A-Za-z_][\w-]*)|(==|!=|<=|>=|&&|\|\||[<>!()[\],.*])/y;

function tokenize(text: string): Token[] | null {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) return null;
    const [, quoted, number, name, mark] = match;
    if (quoted !== undefined) tokens.push({ kind: 'literal', value: quoted.replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ kind: 'literal', value: Number(number) });
    else if (name !== undefined) tokens.push(named(name, tokens.at(-1)));
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark });
  }
  return tokens;
}

function named(name: string, before: Token | undefined): Token {
  const isProperty = before?.kind === 'mark' && before.text === '.';
  if (!isProperty) {
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
    if (name === 'null') return { kind: 'literal', value: null };
  }
  return { kind: 'name', text: name };
}

interface Reader {
  readonly tokens: readonly Token[];
  readonly lookup: ContextLookup;
  at: number;
  depth: number;
}

/** Binary operators, loosest first. */
const LEVELS: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>=']];

function readBinary(reader: Reader, level: number): ExpressionValue {
  const operators = LEVELS[level];
  if (operators === undefined) return readUnary(reader);
  let left = readBinary(reader, level + 1);
  for (;;) {
    const operator = takeMark(reader, operators);
    if (operator === null) return left;
    left = combine(operator, left, readBinary(reader, level + 1));
  }
}

function readUnary(reader: Reader): ExpressionValue {
  let negations = 0;
  while (takeMark(reader, ['!']) !== null) negations += 1;
  const value = readPrimary(reader);
  if (negations === 0 || value === UNKNOWN) return value;
  return truthy(value) === (negations % 2 === 0);
}

function readPrimary(reader: Reader): ExpressionValue {
  const token = reader.tokens[reader.at];
  if (token === undefined) throw new NotAnExpression();
  reader.at += 1;
  if (token.kind === 'literal') return token.value;
  if (token.kind === 'mark') {
    if (token.text !== '(') throw new NotAnExpression();
    const value = nested(reader, () => readBinary(reader, 0));
    needMark(reader, ')');
    return readProperties(reader, null, value);
  }
  if (takeMark(reader, ['(']) !== null) {
    const values = nested(reader, () => readArguments(reader));
    return readProperties(reader, null, callFunction(token.text.toLowerCase(), values));
  }
  return readProperties(reader, [token.text.toLowerCase()], UNKNOWN);
}

function nested<T>(reader: Reader, read: () => T): T {
  reader.depth += 1;
  if (reader.depth > MAX_NESTING) throw new NotAnExpression();
  const value = read();
  reader.depth -= 1;
  return value;
}

function readArguments(reader: Reader): ExpressionValue[] {
  const values: ExpressionValue[] = [];
  if (takeMark(reader, [')']) !== null) return values;
  do values.push(readBinary(reader, 0));
  while (takeMark(reader, [',']) !== null);
  needMark(reader, ')');
  return values;
}

/** `.name`, `.*` and `['name']` after a context or a value; a property of something computed is unknown. */
function readProperties(reader: Reader, context: readonly string[] | null, value: ExpressionValue): ExpressionValue {
  let path: readonly string[] | null = context;
  let hasProperty = false;
  for (;;) {
    if (takeMark(reader, ['.']) !== null) {
      const token = reader.tokens[reader.at];
      reader.at += 1;
      hasProperty = true;
      if (token?.kind === 'name') path = path === null ? null : [...path, token.text.toLowerCase()];
      else if (token?.kind === 'mark' && token.text === '*') path = null;
      else throw new NotAnExpression();
    } else if (takeMark(reader, ['[']) !== null) {
      hasProperty = true;
      const index = reader.tokens[reader.at];
      if (index?.kind === 'mark' && index.text === '*') {
        reader.at += 1;
        path = null;
      } else {
        const key = nested(reader, () => readBinary(reader, 0));
        path = path === null || typeof key !== 'string' ? null : [...path, key.toLowerCase()];
      }
      needMark(reader, ']');
    } else {
      break;
    }
  }
  if (context === null) return hasProperty ? UNKNOWN : value;
  return path === null ? UNKNOWN : reader.lookup(path);
}

function takeMark(reader: Reader, wanted: readonly string[]): string | null {
  const token = reader.tokens[reader.at];
  if (token?.kind !== 'mark' || !wanted.includes(token.text)) return null;
  reader.at += 1;
  return token.text;
}

function needMark(reader: Reader, wanted: string): void {
  if (takeMark(reader, [wanted]) === null) throw new NotAnExpression();
}

const truthy = (value: Exclude<ExpressionValue, typeof UNKNOWN>): boolean =>
  value !== false && value !== null && value !== '' && value !== 0 && !Number.isNaN(value);

function combine(operator: string, left: ExpressionValue, right: ExpressionValue): ExpressionValue {
  if (operator === '&&') {
    if (left === UNKNOWN) return right !== UNKNOWN && !truthy(right) ? false : UNKNOWN;
    return truthy(left) ? right : left;
  }
  if (operator === '||') {
    if (left === UNKNOWN) return right === true ? true : UNKNOWN;
    return truthy(left) ? left : right;
  }
  if (left === UNKNOWN || right === UNKNOWN) return UNKNOWN;
  if (operator === '==') return looselyEqual(left, right);
  if (operator === '!=') return !looselyEqual(left, right);
  const [a, b] =
    typeof left === 'string' && typeof right === 'string'
      ? [left.toUpperCase(), right.toUpperCase()]
      : [toNumber(left), toNumber(right)];
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    default:
      return a >= b;
  }
}

type Known = Exclude<ExpressionValue, typeof UNKNOWN>;

function looselyEqual(left: Known, right: Known): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left.toUpperCase() === right.toUpperCase();
  if (typeof left === typeof right && left !== null && right !== null) return left === right;
  return toNumber(left) === toNumber(right);
}

/** Null is 0, booleans 0 and 1, text is read as a number (empty is 0, anything else not a number). */
const toNumber = (value: Known): number => (typeof value === 'number' ? value : Number(value));

function callFunction(name: string, values: readonly ExpressionValue[]): ExpressionValue {
  const [first, second] = values;
  switch (name) {
    // In a run in which everything before has succeeded.
    case 'always':
    case 'success':
      return true;
    case 'failure':
    case 'cancelled':
      return false;
    case 'startswith':
    case 'endswith':
    case 'contains': {
      if (first === undefined || second === undefined) throw new NotAnExpression();
      if (first === UNKNOWN || second === UNKNOWN) return UNKNOWN;
      const text = expressionText(first).toUpperCase();
      const part = expressionText(second).toUpperCase();
      if (name === 'startswith') return text.startsWith(part);
      return name === 'endswith' ? text.endsWith(part) : text.includes(part);
    }
    case 'format': {
      if (first === undefined) throw new NotAnExpression();
      if (values.includes(UNKNOWN) || typeof first !== 'string') return UNKNOWN;
      let length = first.length;
      const formatted = first.replace(/\{\{|\}\}|\{(\d{1,3})\}/g, (whole, index: string | undefined) => {
        if (index === undefined) return whole.slice(1);
        const value = values[Number(index) + 1];
        const text = value === undefined || value === UNKNOWN ? whole : expressionText(value);
        length += text.length;
        return length > MAX_FORMATTED ? '' : text;
      });
      return length > MAX_FORMATTED ? UNKNOWN : formatted;
    }
    default:
      return UNKNOWN;
  }
}
