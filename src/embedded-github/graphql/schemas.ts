import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildSchema, type GraphQLSchema, isObjectType } from 'graphql';
import type { ApiRequest } from '../route.ts';
import { ANSWERED_SCHEMA } from './answered-schema.ts';
import { resolverOf } from './resolvers.ts';
import { SCHEMA_ADDITIONS } from './schema-additions.ts';
import { FieldError } from './sources.ts';

/** The package that has GitHub's public schema; it is no part of the program's bundle. */
export const SCHEMA_PACKAGE = '@octokit/graphql-schema';

/** What is asked of a field that nothing answers: GitHub would. */
export const unansweredField = (type: string, field: string): string =>
  `The embedded GitHub does not answer ${type}.${field}, which GitHub has.`;

/** A schema whose fields are answered as far as there is something that answers them. */
function answering(sdl: string): GraphQLSchema {
  const schema = buildSchema(sdl, { assumeValid: true, assumeValidSDL: true, noLocation: true });
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const resolve = resolverOf(type.name, field.name);
      field.resolve = (from, args, request: ApiRequest) => {
        if (resolve === undefined) throw new FieldError('UNANSWERED', unansweredField(type.name, field.name));
        return resolve(from, args, request);
      };
    }
  }
  return schema;
}

let own: GraphQLSchema | undefined;

/** The part of GitHub's schema that is answered. */
export function ownSchema(): GraphQLSchema {
  own ??= answering(ANSWERED_SCHEMA);
  return own;
}

let whole: Promise<GraphQLSchema | null> | undefined;

/** GitHub's whole public schema, as the package has it; null where that is not installed. It takes a moment, once. */
export function wholeSchema(): Promise<GraphQLSchema | null> {
  whole ??= readSchema().then((sdl) => (sdl === null ? null : answering(sdl)));
  return whole;
}

/** The text of GitHub's schema, from the next folder of packages that has it, with what came after it. */
export async function readSchema(): Promise<string | null> {
  for (const folder of createRequire(import.meta.url).resolve.paths(SCHEMA_PACKAGE) ?? []) {
    const text = await readFile(join(folder, SCHEMA_PACKAGE, 'schema.graphql'), 'utf8').catch(() => null);
    if (text !== null) return `${text}${SCHEMA_ADDITIONS}`;
  }
  return null;
}
