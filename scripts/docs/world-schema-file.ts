import * as z from 'zod';
import { worldFileSchema } from '../../src/hosting/world-file.ts';
import { rowsOf } from './config-reference.ts';
import type { JsonSchema } from './config-schema-file.ts';
import { withSection } from './marked-section.ts';

/** What a world file may say, as JSON Schema 2020-12. */
function worldJsonSchema(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(worldFileSchema, { io: 'input' });
  return { $schema, title: 'World of the embedded GitHub', ...schema } as JsonSchema;
}

/** The text of schema/world.schema.json. */
export const worldSchemaText = (): string => `${JSON.stringify(worldJsonSchema(), null, 2)}\n`;

/** docs/embedded-github.md with a row for every key of a world file. */
export const withWorldTable = (page: string): string =>
  withSection(page, 'world', ['| key | type | | |', '|---|---|---|---|', ...rowsOf(worldJsonSchema(), '')]);
