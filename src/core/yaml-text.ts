import { Composer, type Document, isMap, isNode, isScalar, isSeq, Lexer, LineCounter, Parser } from 'yaml';

/**
 * YAML of any origin, read with bounded work: nesting, words and marks have limits, and no step takes more than linear
 * time. The library's own `parseDocument` recurses as deep as the text nests, and compares every pair of keys to find
 * the ones that are written twice.
 */
export interface YamlText {
  /** null contents: the text holds nothing. */
  readonly document: Document.Parsed;
  /** 1-based. */
  readonly lineOf: (offset: number) => number;
}

/** What is wrong with a text, as a clause that follows the name of its file. */
export interface YamlFault {
  readonly what: string;
  readonly line: number | null;
}

export type YamlReading =
  | { readonly ok: true; readonly value: YamlText }
  | { readonly ok: false; readonly faults: readonly YamlFault[] };

export interface YamlLimits {
  /** Nesting of maps and lists. */
  readonly depth: number;
  /** Words, spaces and marks. Bounds the work on text that is nothing but marks. */
  readonly lexemes: number;
}

const MOST_FAULTS = 20;

/** Reads a text of one YAML document. Keys written twice are left to the caller. */
export function readYaml(text: string, limits: YamlLimits): YamlReading {
  const lines = new LineCounter();
  lines.addNewLine(0);
  const lineOf = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const failed = (what: string, offset?: number): YamlReading => ({
    ok: false,
    faults: [{ what, line: offset === undefined ? null : lineOf(offset) }],
  });
  const tokens = [];
  // Driven by hand rather than by parseDocument, so that nesting is refused before anything recurses into it.
  const parser = new Parser(lines.addNewLine);
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    lexemes += 1;
    if (lexemes > limits.lexemes) return failed(`has more than ${limits.lexemes} words and marks`);
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > limits.depth) {
      return failed(`nests deeper than ${limits.depth} levels`, parser.offset);
    }
  }
  for (const token of parser.end()) tokens.push(token);
  // Silent: a warning of the library would go to stderr with words of the text in it.
  const options = { version: '1.2', uniqueKeys: false, merge: false, logLevel: 'silent' } as const;
  let first: Document.Parsed | null = null;
  for (const document of new Composer(options).compose(tokens, true, text.length)) {
    if (first !== null) return failed('holds more than one YAML document');
    first = document as Document.Parsed;
    if (first.errors.length > 0) {
      return {
        ok: false,
        faults: first.errors
          .slice(0, MOST_FAULTS)
          .map((error) => ({ what: `is not YAML: ${firstSentence(error.message)}`, line: lineOf(error.pos[0]) })),
      };
    }
  }
  return first === null ? failed('is empty') : { ok: true, value: { document: first, lineOf } };
}

/** Keys that stand twice in one map, or are no text, anywhere in a document. */
export function keyFaults({ document, lineOf }: YamlText): YamlFault[] {
  const faults: YamlFault[] = [];
  const pending: unknown[] = [document.contents];
  while (pending.length > 0) {
    const node = pending.pop();
    if (isSeq(node)) for (const item of node.items) pending.push(item);
    if (!isMap(node)) continue;
    const seen = new Set<unknown>();
    for (const { key, value } of node.items) {
      pending.push(key, value);
      const name = isScalar(key) ? key.value : undefined;
      const fault =
        name === undefined
          ? 'has a key that is not text'
          : seen.has(name)
            ? `is not YAML: ${JSON.stringify(String(name).slice(0, 100))} stands twice in one map`
            : null;
      seen.add(name);
      if (fault !== null && faults.length < MOST_FAULTS)
        faults.push({ what: fault, line: isNode(key) && key.range ? lineOf(key.range[0]) : null });
    }
  }
  return faults;
}

/** The library's messages go on with hints about its own options. */
function firstSentence(message: string): string {
  const line = message.split('\n', 1)[0] ?? '';
  return line.replace(/\.$/, '').slice(0, 200);
}
