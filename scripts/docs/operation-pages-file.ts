import { FaultPlan } from '../../src/embedded-github/fault-plan.ts';
import { standardRoutes } from '../../src/embedded-github/rest/all.ts';
import { describedOperations } from '../../test/support/openapi.ts';

/** src/embedded-github/operation-pages.ts: the page of GitHub's documentation for each operation that is answered. */
export function operationPagesText(): string {
  const routes = standardRoutes({ plan: new FaultPlan([], { firedFaults: [] } as never), limits: {} as never });
  const plain = (path: string) => path.replace(/\{[^}]+\}/g, '{}');
  const pages = new Map(
    describedOperations('/').map(({ method, path, page }) => [`${method} ${plain(path)}`, page] as const),
  );
  const lines = routes.flatMap(({ method, path }) => {
    const page = pages.get(`${method} ${plain(path)}`);
    return page === undefined ? [] : [`${method} ${path} ${page.replace('https://docs.github.com/rest/', '')}`];
  });
  return `/* Written by \`npm run docs\` from GitHub's OpenAPI description: method, path, and page below docs.github.com/rest. */
const PAGES = \`
${[...new Set(lines)].sort().join('\n')}
\`;

let byOperation: ReadonlyMap<string, string> | null = null;

/** The page that a refusal of an operation names; null for what GitHub does not describe. */
export function pageOf(method: string, template: string): string | null {
  byOperation ??= new Map(
    PAGES.trim()
      .split('\\n')
      .map((line) => {
        const at = line.lastIndexOf(' ');
        return [line.slice(0, at), line.slice(at + 1)] as const;
      }),
  );
  const page = byOperation.get(\`\${method === 'HEAD' ? 'GET' : method} \${template}\`);
  return page === undefined ? null : \`https://docs.github.com/rest/\${page}\`;
}
`;
}
