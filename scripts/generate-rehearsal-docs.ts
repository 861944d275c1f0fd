import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FAULT_KINDS } from '../src/rehearsal/faults.ts';
import { ENDPOINT_NOTES } from '../src/rehearsal/routes/endpoint-notes.ts';

/** Writes the tables of docs/rehearsal.md between their markers: `npm run docs`. */
const path = fileURLToPath(new URL('../docs/rehearsal.md', import.meta.url));

export function withTables(text: string): string {
  const faults = Object.entries(FAULT_KINDS).map(([name, kind]) => {
    const argument = kind.argument === 'none' ? '' : `:${kind.argument.toUpperCase()}`;
    const usually =
      kind.moment === 'always'
        ? 'all the time'
        : kind.moment === 'run'
          ? 'the run it names'
          : (kind.usually ?? 'only with @N');
    return `| \`${name}${argument}\` | ${kind.means} | ${usually} |`;
  });
  const endpoints = ENDPOINT_NOTES.map(
    ({ endpoints: names, behaviour, gap }) =>
      `| ${names.map((each) => `\`${each}\``).join('<br>')} | ${behaviour} | ${gap} |`,
  );
  return replaced(replaced(text, 'faults', faults), 'endpoints', endpoints);
}

function replaced(text: string, name: string, rows: readonly string[]): string {
  const [begin, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/rehearsal.md has no markers for ${name}`);
  return `${text.slice(0, from + begin.length)}${rows.map((row) => `${row}\n`).join('')}${text.slice(to)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(path, withTables(readFileSync(path, 'utf8')));
