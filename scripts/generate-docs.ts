import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { program } from '../src/cli/program.ts';
import { withActionTables } from './docs/action-tables.ts';
import { answeredSchemaText } from './docs/answered-schema-file.ts';
import { withCommandTables } from './docs/command-tables.ts';
import { withConfigReference } from './docs/config-reference.ts';
import { configSchemaText } from './docs/config-schema-file.ts';
import { withCoverage } from './docs/coverage-table.ts';
import { withErrorTable } from './docs/error-tables.ts';
import { withFormatTables } from './docs/format-tables.ts';
import { manPage } from './docs/man-page.ts';
import { withSection } from './docs/marked-section.ts';
import { measurementSchemaText } from './docs/measurement-schema-file.ts';
import { operationPagesText } from './docs/operation-pages-file.ts';
import { withRehearsalTables } from './docs/rehearsal-tables.ts';
import { withWorldTable, worldSchemaText } from './docs/world-schema-file.ts';

/**
 * Writes what is generated from code into the docs: `npm run docs`. A test holds every file against a fresh generation.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');

const { version } = JSON.parse(read('package.json')) as { version: string };

/** Each generated file with its text as it should be, made from the text as it is. */
export const GENERATED: ReadonlyMap<string, (text: string) => string> = new Map([
  ['schema/config.schema.json', configSchemaText],
  ['schema/world.schema.json', worldSchemaText],
  ['schema/measurement.schema.json', measurementSchemaText],
  ['src/embedded-github/graphql/answered-schema.ts', answeredSchemaText],
  ['src/embedded-github/operation-pages.ts', operationPagesText],
  ['man/zlink-release.1', () => manPage(program(version), version)],
  ['docs/commands.md', (text) => withCommandTables(text, program(version))],
  ['docs/formats.md', withFormatTables],
  ['docs/configuration.md', withConfigReference],
  ['docs/errors.md', withErrorTable],
  ['docs/rehearsal.md', withRehearsalTables],
  ['docs/embedded-github.md', withWorldTable],
  ['docs/github-coverage.md', withCoverage],
  [
    'README.md',
    (text) =>
      withSection(withActionTables(text, 'release', read('action.yml')), 'example', [
        '```yaml',
        read('examples/release.yml').trimEnd(),
        '```',
      ]),
  ],
  [
    'docs/pull-requests.md',
    (text) =>
      withActionTables(
        withActionTables(text, 'gate', read('gate/action.yml')),
        'gate report',
        read('gate/report/action.yml'),
      ),
  ],
]);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, generate] of GENERATED) {
    // A file that is generated as a whole need not be there yet.
    const before = /\.(?:json|ts|1)$/.test(path) ? '' : read(path);
    writeFileSync(`${ROOT}${path}`, generate(before));
  }
}
