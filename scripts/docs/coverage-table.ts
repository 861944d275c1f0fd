import { FaultPlan } from '../../src/embedded-github/fault-plan.ts';
import { standardRoutes } from '../../src/embedded-github/rest/all.ts';
import { GH_COMMANDS } from '../../test/support/gh-command-table.ts';
import { describedOperations } from '../../test/support/openapi.ts';
import { withSection } from './marked-section.ts';

const BELOW = '/repos/{owner}/{repo}';

/** docs/github-coverage.md: GitHub's operations of one repository by their tag, answered or not. */
export function withCoverage(page: string): string {
  const routes = standardRoutes({ plan: new FaultPlan([], { firedFaults: [] } as never), limits: {} as never });
  const served = new Set(routes.map(({ method, path }) => `${method} ${path}`));
  // A name that the description gives otherwise is still the same operation.
  const plain = (path: string) => path.replace(/\{[^}]+\}/g, '{}');
  const answered = new Set([...served].map(plain));
  const byTag = new Map<string, { yes: string[]; no: string[] }>();
  for (const { method, path, id } of describedOperations(BELOW)) {
    const [tag = '', name = ''] = id.split('/');
    const row = byTag.get(tag) ?? { yes: [], no: [] };
    row[answered.has(plain(`${method} ${path}`)) ? 'yes' : 'no'].push(name);
    byTag.set(tag, row);
  }
  const rows = [...byTag]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([tag, { yes, no }]) =>
        `| ${tag} | ${yes.length} of ${yes.length + no.length} | ${listed(yes)} | ${listed(no)} |`,
    );
  const every = [...byTag.values()];
  const sum = (which: 'yes' | 'no') => every.reduce((total, row) => total + row[which].length, 0);
  const gh = (works: boolean, isNewer = false) =>
    GH_COMMANDS.filter((each) => each.works === works && (each.isNewer === true) === isNewer)
      .map(({ command }) => `\`gh ${command}\``)
      .join(', ') || 'none of those that were tried';
  const withGh = withSection(page, 'gh', [
    `Work: ${gh(true)}.`,
    '',
    `Work with gh 2.102 besides: ${gh(true, true)}.`,
    '',
    `Do not, and say so: ${gh(false)}.`,
  ]);
  return withSection(withGh, 'coverage', [
    `${sum('yes')} of ${sum('yes') + sum('no')} operations of a repository are answered.`,
    '',
    '| group | answered | | not answered: 404, and a line on standard error |',
    '|---|---|---|---|',
    ...rows,
  ]);
}

const listed = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(' ');
