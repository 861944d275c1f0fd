import * as z from 'zod';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { costOf } from './cost.ts';
import {
  type FieldSelection,
  type GraphQLDocument,
  GraphQLSyntaxError,
  type Operation,
  parseGraphQL,
  resolveValue,
  type Selection,
} from './document.ts';
import { mutationObject } from './mutations.ts';
import { FieldError, Typed } from './object.ts';
import { queryObject } from './objects.ts';
import { fieldType, isTypeName, type TypeName } from './schema.ts';

interface ErrorAnswer {
  readonly type?: string;
  readonly path?: readonly string[];
  readonly message: string;
}

interface Execution {
  readonly document: GraphQLDocument;
  readonly variables: ReadonlyMap<string, unknown>;
  readonly errors: ErrorAnswer[];
  /** Fields answered so far; a document of nested fragments cannot make the server work for ever. */
  steps: number;
}

const MAXIMUM_STEPS = 20_000;

function fieldsOf(execution: Execution, type: string, selections: readonly Selection[], depth = 0): FieldSelection[] {
  if (depth > 20) throw new GraphQLSyntaxError('Fragments are nested too deeply');
  return selections.flatMap((selection): FieldSelection[] => {
    execution.steps += 1;
    if (execution.steps > MAXIMUM_STEPS) throw new GraphQLSyntaxError('The document asks for too much');
    if (selection.kind === 'field') return [selection];
    const fragment = selection.kind === 'fragment' ? selection : execution.document.fragments.get(selection.name);
    if (fragment === undefined) throw new GraphQLSyntaxError('A fragment is used but not defined');
    const applies = fragment.onType === null || fragment.onType === type || isInterfaceOf(fragment.onType, type);
    return applies ? fieldsOf(execution, type, fragment.selections, depth + 1) : [];
  });
}

const OBJECT_TYPES: readonly string[] = ['Blob', 'Commit', 'Tree', 'Tag'];

const isInterfaceOf = (name: string, type: string): boolean =>
  (name === 'GitObject' && OBJECT_TYPES.includes(type)) || (name === 'Actor' && type === 'User') || name === 'Node';

/** @throws GraphQLSyntaxError for the first thing that the schema does not know */
function validate(execution: Execution, type: TypeName, selections: readonly Selection[], depth = 0): void {
  if (depth > 40) throw new GraphQLSyntaxError('The document is nested too deeply');
  for (const selection of selections) {
    execution.steps += 1;
    if (execution.steps > MAXIMUM_STEPS) throw new GraphQLSyntaxError('The document asks for too much');
    if (selection.kind !== 'field') {
      const fragment = selection.kind === 'fragment' ? selection : execution.document.fragments.get(selection.name);
      if (fragment === undefined) throw new GraphQLSyntaxError('A fragment is used but not defined');
      const onType = fragment.onType ?? type;
      const isCondition = onType === 'Node' || onType === 'Actor';
      if (!isCondition && !isTypeName(onType)) {
        throw new GraphQLSyntaxError(
          `No such type ${onType} on the embedded GitHub, so it can't be a fragment condition`,
        );
      }
      validate(execution, isTypeName(onType) ? onType : type, fragment.selections, depth + 1);
      continue;
    }
    if (selection.name === '__typename') continue;
    const result = fieldType(type, selection.name);
    if (result === undefined) {
      throw new GraphQLSyntaxError(`Field '${selection.name}' doesn't exist on type '${type}' of the embedded GitHub`);
    }
    if (result === null && selection.selections !== null) {
      throw new GraphQLSyntaxError(`Selections can't be made on scalars (field '${selection.name}')`);
    }
    if (result !== null && selection.selections === null) {
      throw new GraphQLSyntaxError(`Field must have selections (field '${selection.name}' returns ${result})`);
    }
    if (result !== null) validate(execution, result, selection.selections ?? [], depth + 1);
  }
}

async function select(
  execution: Execution,
  object: Typed,
  selections: readonly Selection[],
  path: readonly string[],
): Promise<Record<string, unknown>> {
  const answer = Object.create(null) as Record<string, unknown>;
  // One after the other: mutations must be, and reads are quick.
  for (const field of fieldsOf(execution, object.type, selections)) {
    if (field.name === '__typename') {
      answer[field.key] = object.type;
      continue;
    }
    const resolve = object.fields.get(field.name);
    if (resolve === undefined) throw new Error(`the schema promises ${object.type}.${field.name}, nothing answers it`);
    const args = new Map([...field.args].map(([key, value]) => [key, resolveValue(value, execution.variables)]));
    const at = [...path, field.key];
    try {
      answer[field.key] = await complete(execution, await resolve(args), field.selections ?? [], at);
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      execution.errors.push({ type: error.type, path: at, message: error.message });
      answer[field.key] = null;
    }
  }
  return answer;
}

/** The answer of one field: a plain value, an object with the fields asked for, or a list of either. */
async function complete(
  execution: Execution,
  value: unknown,
  selections: readonly Selection[],
  path: readonly string[],
): Promise<unknown> {
  if (value instanceof Typed) return select(execution, value, selections, path);
  if (!Array.isArray(value)) return value ?? null;
  const items: unknown[] = [];
  for (const [index, item] of value.entries()) {
    items.push(await complete(execution, item, selections, [...path, String(index)]));
  }
  return items;
}

const Body = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

const refusal = (message: string): ApiReply => ({ status: 200, body: { errors: [{ message }] } });

async function graphql(request: ApiRequest): Promise<ApiReply> {
  const parsed = Body.safeParse(request.body);
  if (!parsed.success) return apiError(400, 'A query attribute must be specified and must be a string.');
  const { query, variables, operationName } = parsed.data;
  try {
    const document = parseGraphQL(query);
    const operation: Operation | undefined =
      operationName === undefined || operationName === null
        ? document.operations[0]
        : document.operations.find((each) => each.name === operationName);
    if (operation === undefined || (document.operations.length > 1 && !operationName)) {
      return refusal('An operation name is required');
    }
    const given = new Map(Object.entries(variables ?? {}));
    const filled = new Map<string, unknown>();
    for (const { name, required, standard } of operation.variables) {
      const value = given.get(name) ?? (standard === undefined ? null : resolveValue(standard, new Map()));
      if (required && value === null) {
        return refusal(`Variable $${name} was provided invalid value: Expected value to not be null`);
      }
      filled.set(name, value);
    }
    const execution: Execution = { document, variables: filled, errors: [], steps: 0 };
    validate(execution, operation.type === 'query' ? 'Query' : 'Mutation', operation.selections);
    const root = operation.type === 'query' ? queryObject(request) : mutationObject(request);
    const data = await select(execution, root, operation.selections, []);
    return {
      status: 200,
      points: costOf(document, operation, filled),
      body: { data, ...(execution.errors.length === 0 ? {} : { errors: execution.errors }) },
    };
  } catch (error) {
    if (error instanceof GraphQLSyntaxError) return refusal(error.message);
    throw error;
  }
}

/** GitHub's GraphQL endpoint, for the fields and mutations listed in docs/rehearsal.md; anything else is an error. */
export const graphqlRoutes: readonly Route[] = [{ method: 'POST', path: '/graphql', handle: graphql }];
