import * as z from 'zod';
import { measurementLineSchema } from '../../src/core/measurements/formats/measurement-lines.ts';

/** The text of schema/measurement.schema.json: one line of a file of the format `measurements`, as JSON Schema 2020-12. */
export function measurementSchemaText(): string {
  const { $schema, ...schema } = z.toJSONSchema(measurementLineSchema, { io: 'input' });
  return `${JSON.stringify({ $schema, title: 'A line of measurements', ...schema }, null, 2)}\n`;
}
