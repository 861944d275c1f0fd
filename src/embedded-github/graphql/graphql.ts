import {
  type DocumentNode,
  execute,
  type GraphQLError,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  print,
} from 'graphql';
import * as z from 'zod';
import type { RateLimits } from '../rate-limits.ts';
import { type ApiReply, type ApiRequest, apiError } from '../route.ts';
import { costOf } from './cost.ts';
import { type Examined, examineDocument } from './examine-document.ts';
import { GraphQLSyntaxError } from './read-document.ts';
import { type Refusal, variableRefusal } from './refusal-wording.ts';
import { FieldError } from './sources.ts';

const Body = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

const refuse = (...errors: readonly Refusal[]): ApiReply => ({ status: 200, body: { errors } });

/** The operation that is asked for, or GitHub's refusal. */
function operationOf(document: DocumentNode, name: string | null | undefined): OperationDefinitionNode | Refusal {
  const operation = getOperationAST(document, name === '' ? null : name);
  if (operation != null) return operation;
  return { message: name ? `No operation named "${name}"` : 'An operation name is required' };
}

/** What GitHub's GraphQL endpoint answers. */
export async function answerGraphql(request: ApiRequest, limits: RateLimits | null): Promise<ApiReply> {
  const parsed = Body.safeParse(request.body);
  if (!parsed.success) return apiError(400, 'A query attribute must be specified and must be a string.');
  const { query, variables, operationName } = parsed.data;
  let examined: Examined;
  try {
    examined = await examineDocument(query);
  } catch (error) {
    if (!(error instanceof GraphQLSyntaxError)) throw error;
    return refuse({ message: error.message, ...(error.at === null ? {} : { locations: [error.at] }) });
  }
  if (!examined.ok) {
    const { errors, unanswered } = examined;
    return { ...refuse(...errors), ...(unanswered === undefined ? {} : { unanswered }) };
  }
  const operation = operationOf(examined.document, operationName);
  if (!('kind' in operation)) return refuse(operation);
  return answer(request, limits, { ...examined, operation, variables: variables ?? {} });
}

interface Asked {
  readonly document: DocumentNode;
  readonly schema: (Examined & { ok: true })['schema'];
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

async function answer(request: ApiRequest, limits: RateLimits | null, asked: Asked): Promise<ApiReply> {
  const { schema, document, operation, variables } = asked;
  const definitions = operation.variableDefinitions ?? [];
  const values = getVariableValues(schema, definitions, variables);
  if (values.errors !== undefined) {
    const types = new Map(definitions.map(({ variable, type }) => [variable.name.value, print(type)]));
    return refuse(...values.errors.map((error) => variableRefusal(error, types)));
  }
  const cost = costOf(document, operation, values.coerced);
  const now = request.world.now();
  const result = await execute({
    schema,
    document,
    operationName: operation.name?.value ?? null,
    variableValues: variables,
    contextValue: {
      ...request,
      budget: () => {
        const { limit, used, reset } = limits?.budget(request.requester.tokenKind, 'graphql', now) ?? STANDING;
        return { cost, limit, used, reset };
      },
    } satisfies ApiRequest,
  });
  const errors = (result.errors ?? []).map((error) => fieldRefusal(error));
  return {
    status: 200,
    points: cost,
    body: { data: result.data ?? null, ...(errors.length === 0 ? {} : { errors }) },
    ...unansweredIn(result.errors),
  };
}

/** Where nobody counts. */
const STANDING = { limit: 5_000, used: 0, reset: 0 };

/** An error at a field in GitHub's shape. What is no refusal is a fault of ours, and is told as one. */
function fieldRefusal(error: GraphQLError) {
  const { originalError, path = [], locations = [], message } = error;
  if (!(originalError instanceof FieldError)) throw originalError ?? error;
  return { type: originalError.type, path, locations, message };
}

function unansweredIn(errors: readonly GraphQLError[] | undefined): Pick<ApiReply, 'unanswered'> {
  const unanswered = (errors ?? []).filter(
    ({ originalError }) => originalError instanceof FieldError && originalError.type === 'UNANSWERED',
  );
  return unanswered.length === 0 ? {} : { unanswered: unanswered.map(({ message }) => `GraphQL: ${message}`) };
}
