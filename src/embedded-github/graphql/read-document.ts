import { type DocumentNode, GraphQLError, Lexer, parse, Source, TokenKind } from 'graphql';

const MAXIMUM_TEXT = 1024 * 1024;
/** Deeper documents are refused rather than followed. */
const MAXIMUM_DEPTH = 100;

/** The text is no document of GraphQL. */
export class GraphQLSyntaxError extends Error {
  override readonly name = 'GraphQLSyntaxError';
  /** Line and column, from 1. */
  readonly at: { readonly line: number; readonly column: number } | null;

  constructor(message: string, at: GraphQLSyntaxError['at'] = null) {
    super(message);
    this.at = at;
  }
}

const OPENING: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * Reads a document. Its nesting is counted first: the parser follows it with one call each.
 *
 * @throws GraphQLSyntaxError
 */
export function readDocument(text: string): DocumentNode {
  if (text.length > MAXIMUM_TEXT) throw new GraphQLSyntaxError('The document is too long');
  try {
    const lexer = new Lexer(new Source(text));
    let depth = 0;
    for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
      if (OPENING.has(token.kind)) depth += 1;
      else if (CLOSING.has(token.kind)) depth -= 1;
      if (depth > MAXIMUM_DEPTH) throw new GraphQLSyntaxError('The document is nested too deeply');
    }
    return parse(text);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [at = null] = error.locations ?? [];
    const found = /(?:found|Unexpected) (?:Name )?"?([^".]*)"?\.?$/.exec(error.message)?.[1] ?? '';
    const where = at === null ? '' : ` at [${at.line}, ${at.column}]`;
    const message =
      found === '<EOF>'
        ? `Unexpected end of document`
        : `Parse error on ${JSON.stringify(found)} (error)${where}: ${error.message}`;
    throw new GraphQLSyntaxError(message, at);
  }
}
