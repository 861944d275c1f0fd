import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { readDocument } from './read-document.ts';
import { type Refusal, refusalOf } from './refusal-wording.ts';
import { isEmptyType, resolverOf } from './resolvers.ts';
import { ownSchema, SCHEMA_PACKAGE, unansweredField, wholeSchema } from './schemas.ts';

/** A document that can be answered, with the schema to answer it by; or why it cannot. */
export type Examined =
  | { readonly ok: true; readonly document: DocumentNode; readonly schema: GraphQLSchema }
  | { readonly ok: false; readonly errors: readonly Refusal[]; readonly unanswered?: readonly string[] };

/** Clients send a few texts again and again, with other variables. */
const examined = new Map<string, Promise<Examined>>();
const MOST_KEPT = 200;

/**
 * Holds a document against the schema as a whole before anything is done, so that a mutation is never half refused. What is
 * valid in the part that is answered is valid on GitHub; for everything else GitHub's whole schema is asked: it is refused
 * as GitHub refuses it, or named as what this server does not answer.
 *
 * @throws GraphQLSyntaxError
 */
export function examineDocument(text: string): Promise<Examined> {
  const known = examined.get(text);
  if (known !== undefined) return known;
  if (examined.size >= MOST_KEPT) examined.clear();
  const verdict = examine(readDocument(text));
  examined.set(text, verdict);
  return verdict;
}

/**
 * GitHub's server lets a name stand for fields of different types in fragments on different objects (`state` of an issue
 * and of a pull request, as gh asks), which the specification's rule about merging fields does not.
 */
const objections = (schema: GraphQLSchema, document: DocumentNode) =>
  validate(schema, document).filter(
    ({ message }) => !/^Fields "\w+" conflict because they return conflicting types/.test(message),
  );

async function examine(document: DocumentNode): Promise<Examined> {
  const schema = ownSchema();
  const asksSchema = isAboutSchema(document);
  const errors = asksSchema ? [] : objections(schema, document);
  if (!asksSchema && errors.length === 0) return { ok: true, document, schema };
  const whole = await wholeSchema();
  if (whole === null) return withoutSchema(errors.map(({ message }) => message));
  const refused = objections(whole, document);
  if (refused.length > 0) return { ok: false, errors: refused.map((error) => refusalOf(document, error)) };
  const unanswered = unansweredFields(whole, document);
  if (unanswered.length === 0) return { ok: true, document, schema: whole };
  const messages = unanswered.map(([type, field]) => unansweredField(type, field));
  return {
    ok: false,
    errors: messages.map((message) => ({ message, extensions: { code: 'unansweredByTheEmbeddedGitHub' } })),
    unanswered: unanswered.map(([type, field]) => `GraphQL ${type}.${field}`),
  };
}

function withoutSchema(errors: readonly string[]): Examined {
  const why = errors[0] ?? 'The query is about the schema.';
  const message =
    `The embedded GitHub answers only a part of GitHub's schema without the package ${SCHEMA_PACKAGE}, ` +
    `and this query is not within it (${why}). Install it beside the program: npm install ${SCHEMA_PACKAGE}`;
  return { ok: false, errors: [{ message }], unanswered: [`GraphQL without ${SCHEMA_PACKAGE}`] };
}

/** Whether a document asks what the schema is. */
function isAboutSchema(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Field: ({ name }) => {
      if (name.value === '__schema' || name.value === '__type') found = true;
    },
  });
  return found;
}

/** The fields of a valid document that nothing answers, each once. */
function unansweredFields(schema: GraphQLSchema, document: DocumentNode): [string, string][] {
  const found = new Map<string, [string, string]>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      [Kind.FIELD]: {
        enter({ name: { value: field } }) {
          const parent = types.getParentType();
          if (parent == null || field.startsWith('__') || parent.name.startsWith('__')) return;
          const named = getNamedType(parent);
          const among = isAbstractType(named) ? schema.getPossibleTypes(named) : isObjectType(named) ? [named] : [];
          const isAnswered = among.some(({ name }) => isEmptyType(name) || resolverOf(name, field) !== undefined);
          if (!isAnswered) found.set(`${parent.name}.${field}`, [parent.name, field]);
        },
      },
    }),
  );
  return [...found.values()];
}
