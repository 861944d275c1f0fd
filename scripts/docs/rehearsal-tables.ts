import { FAULT_KINDS } from '../../src/embedded-github/fault-kinds.ts';
import { ENDPOINT_NOTES } from '../../src/embedded-github/rest/endpoint-notes.ts';
import { withSection } from './marked-section.ts';

/** docs/rehearsal.md with its tables: every fault, and every endpoint of the embedded GitHub. */
export function withRehearsalTables(text: string): string {
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
  return withSection(withSection(text, 'faults', faults), 'endpoints', endpoints);
}
