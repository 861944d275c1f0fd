/** A small part of GraphQL: what clients send when they name fields, arguments, variables and fragments. */

export type GraphQLValue =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly GraphQLValue[] }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, GraphQLValue> };

export interface FieldSelection {
  readonly kind: 'field';
  readonly name: string;
  /** Key in the answer: the alias, or the name. */
  readonly key: string;
  readonly args: ReadonlyMap<string, GraphQLValue>;
  readonly selections: readonly Selection[] | null;
}

export interface FragmentSelection {
  readonly kind: 'fragment';
  /** The fragment applies to objects of this type; null: to all. */
  readonly onType: string | null;
  readonly selections: readonly Selection[];
}

export interface SpreadSelection {
  readonly kind: 'spread';
  readonly name: string;
}

export type Selection = FieldSelection | FragmentSelection | SpreadSelection;

export interface Operation {
  readonly type: 'query' | 'mutation';
  readonly name: string | null;
  readonly variables: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly standard?: GraphQLValue;
  }[];
  readonly selections: readonly Selection[];
}

export interface GraphQLDocument {
  readonly operations: readonly Operation[];
  readonly fragments: ReadonlyMap<string, FragmentSelection>;
}

/** The text is not a document of the part of GraphQL that is understood here. */
export class GraphQLSyntaxError extends Error {
  override readonly name = 'GraphQLSyntaxError';
}

interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'punctuator' | 'end';
  readonly text: string;
}

const MAXIMUM_TEXT = 1024 * 1024;
/** Deeper documents are refused rather than followed. */
const MAXIMUM_DEPTH = 40;

function tokenize(text: string): Token[] {
  if (text.length > MAXIMUM_TEXT) throw new GraphQLSyntaxError('The document is too long');
  const tokens: Token[] = [];
  const pattern =
    /[\s,\ufeff]+|#[^\n\r]*|([_A-Za-z][_0-9A-Za-z]*)|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|("""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*")|(\.\.\.|[!$&()[\]{}:=|@])/y;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null)
      throw new GraphQLSyntaxError(`Unexpected character at ${at}: ${JSON.stringify(text.charAt(at))}`);
    const [, name, number, string, punctuator] = match;
    if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (string !== undefined) tokens.push({ kind: 'string', text: unquote(string) });
    else if (punctuator !== undefined) tokens.push({ kind: 'punctuator', text: punctuator });
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}

function unquote(text: string): string {
  if (text.startsWith('"""')) return text.slice(3, -3).replaceAll('\\"""', '"""');
  try {
    return JSON.parse(text.replaceAll('\t', '\\t')) as string;
  } catch {
    throw new GraphQLSyntaxError('A string has an unknown escape');
  }
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#tokens = tokenize(text);
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '' };
  }

  #next(): Token {
    const token = this.#peek();
    this.#at += 1;
    return token;
  }

  #is(text: string): boolean {
    const token = this.#peek();
    return token.kind === 'punctuator' && token.text === text;
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at += 1;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw this.#unexpected(`"${text}"`);
  }

  #unexpected(wanted: string): GraphQLSyntaxError {
    const token = this.#peek();
    const found = token.kind === 'end' ? 'the end' : JSON.stringify(token.text.slice(0, 50));
    return new GraphQLSyntaxError(`Expected ${wanted}, found ${found}`);
  }

  #name(): string {
    if (this.#peek().kind !== 'name') throw this.#unexpected('a name');
    return this.#next().text;
  }

  #deeper<T>(parse: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAXIMUM_DEPTH) throw new GraphQLSyntaxError('The document is nested too deeply');
    const value = parse();
    this.#depth -= 1;
    return value;
  }

  document(): GraphQLDocument {
    const operations: Operation[] = [];
    const fragments = new Map<string, FragmentSelection>();
    while (this.#peek().kind !== 'end') {
      if (this.#is('{')) {
        operations.push({ type: 'query', name: null, variables: [], selections: this.#selections() });
        continue;
      }
      const keyword = this.#name();
      if (keyword === 'fragment') {
        const name = this.#name();
        if (this.#name() !== 'on') throw this.#unexpected('"on"');
        fragments.set(name, { kind: 'fragment', onType: this.#name(), selections: this.#selections() });
      } else if (keyword === 'query' || keyword === 'mutation') {
        const name = this.#peek().kind === 'name' ? this.#next().text : null;
        operations.push({ type: keyword, name, variables: this.#variables(), selections: this.#selections() });
      } else throw new GraphQLSyntaxError(`Operations of the kind ${JSON.stringify(keyword)} are not understood`);
    }
    if (operations.length === 0) throw new GraphQLSyntaxError('The document has no operation');
    return { operations, fragments };
  }

  #variables(): Operation['variables'] {
    const variables: { name: string; required: boolean; standard?: GraphQLValue }[] = [];
    if (!this.#take('(')) return variables;
    while (!this.#take(')')) {
      this.#expect('$');
      const name = this.#name();
      this.#expect(':');
      const required = this.#type();
      const standard = this.#take('=') ? this.#value() : undefined;
      variables.push({
        name,
        required: required && standard === undefined,
        ...(standard === undefined ? {} : { standard }),
      });
    }
    return variables;
  }

  /** Whether the type forbids null. */
  #type(): boolean {
    if (this.#take('[')) {
      this.#deeper(() => this.#type());
      this.#expect(']');
    } else this.#name();
    return this.#take('!');
  }

  #selections(): Selection[] {
    return this.#deeper(() => {
      const selections: Selection[] = [];
      this.#expect('{');
      while (!this.#take('}')) selections.push(this.#selection());
      if (selections.length === 0) throw new GraphQLSyntaxError('A selection is empty');
      return selections;
    });
  }

  #selection(): Selection {
    if (this.#take('...')) {
      const token = this.#peek();
      if (token.kind === 'name' && token.text !== 'on') return { kind: 'spread', name: this.#next().text };
      let onType: string | null = null;
      if (token.kind === 'name') {
        this.#next();
        onType = this.#name();
      }
      return { kind: 'fragment', onType, selections: this.#selections() };
    }
    const first = this.#name();
    const name = this.#take(':') ? this.#name() : first;
    const args = new Map<string, GraphQLValue>();
    if (this.#take('(')) {
      while (!this.#take(')')) {
        const key = this.#name();
        this.#expect(':');
        args.set(key, this.#value());
      }
    }
    if (this.#is('@')) throw new GraphQLSyntaxError('Directives are not understood');
    return { kind: 'field', name, key: first, args, selections: this.#is('{') ? this.#selections() : null };
  }

  #value(): GraphQLValue {
    return this.#deeper(() => {
      if (this.#take('$')) return { kind: 'variable', name: this.#name() };
      if (this.#take('[')) {
        const items: GraphQLValue[] = [];
        while (!this.#take(']')) items.push(this.#value());
        return { kind: 'list', items };
      }
      if (this.#take('{')) {
        const fields = new Map<string, GraphQLValue>();
        while (!this.#take('}')) {
          const key = this.#name();
          this.#expect(':');
          fields.set(key, this.#value());
        }
        return { kind: 'object', fields };
      }
      const token = this.#next();
      if (token.kind === 'string') return { kind: 'literal', value: token.text };
      if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) };
      if (token.kind === 'name') {
        const constants: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };
        // Names of enumerations are told apart from strings only by the schema; both arrive as text.
        return {
          kind: 'literal',
          value: Object.hasOwn(constants, token.text) ? (constants[token.text] ?? null) : token.text,
        };
      }
      this.#at -= 1;
      throw this.#unexpected('a value');
    });
  }
}

/**
 * Parses a GraphQL document.
 *
 * Source: the GraphQL specification, October 2021, section 2; without directives and subscriptions.
 *
 * @throws GraphQLSyntaxError
 */
export function parseGraphQL(text: string): GraphQLDocument {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const document = new Parser(text).document();
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(text, document);
  return document;
}

/** Clients send a few texts again and again, with other variables. */
const parsed = new Map<string, GraphQLDocument>();
const MOST_PARSED = 100;

/** A value with its variables filled in. Objects have no prototype, so every key is only a key. */
export function resolveValue(value: GraphQLValue, variables: ReadonlyMap<string, unknown>): unknown {
  switch (value.kind) {
    case 'literal':
      return value.value;
    case 'variable':
      return variables.get(value.name) ?? null;
    case 'list':
      return value.items.map((item) => resolveValue(item, variables));
    case 'object': {
      const object = Object.create(null) as Record<string, unknown>;
      for (const [key, each] of value.fields) object[key] = resolveValue(each, variables);
      return object;
    }
  }
}
