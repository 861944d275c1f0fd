import { type BenchmarkFormat, FORMATS } from '../../src/core/measurements/formats/formats.ts';
import { measurementLineSchema } from '../../src/core/measurements/formats/measurement-lines.ts';
import { cell, withSection } from './marked-section.ts';

const code = (text: string): string => `\`${text}\``;

/** docs/formats.md with every format that is read, and the fields of our own. */
export function withFormatTables(page: string): string {
  const formats = Object.entries(FORMATS).map(([name, format]: [string, BenchmarkFormat]) => {
    const cells = [code(name), format.program, code(format.files), format.yields, format.repeats];
    return `| ${[...cells, format.decides.map(code).join(', ')].map(cell).join(' | ')} |`;
  });
  const fields = Object.entries(measurementLineSchema.shape).map(
    ([name, field]) => `| ${code(name)} | ${cell(field.description ?? '')} |`,
  );
  return withSection(
    withSection(page, 'formats', [
      '| format | files of | default of `files` | metrics | repeats | decides by default |',
      '|---|---|---|---|---|---|',
      ...formats,
    ]),
    'fields',
    ['| field | |', '|---|---|', ...fields],
  );
}
