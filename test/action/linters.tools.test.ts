import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** actionlint and zizmor on every workflow and action file, when they are installed. CI installs them. */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const has = (tool: string) => spawnSync(tool, ['--version']).status === 0 || process.env.CI !== undefined;

const filesIn = (folder: string): string[] =>
  existsSync(join(ROOT, folder))
    ? readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => /\.ya?ml$/.test(path))
        .map((path) => join(folder, path))
    : [];
const workflows = [...filesIn('.github/workflows'), ...filesIn('examples')].filter((path) =>
  /^on:/m.test(readFileSync(join(ROOT, path), 'utf8')),
);
const actions = ['action.yml', ...filesIn('gate')];

function run(tool: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(tool, args, { cwd: ROOT, encoding: 'utf8' });
  return { status, told: `${stdout}${stderr}` };
}

describe('workflow and action files', () => {
  it.skipIf(!has('actionlint'))('actionlint has nothing to say about the workflows', () => {
    expect(workflows.length).toBeGreaterThan(0);
    const { status, told } = run('actionlint', workflows);
    expect(status, told).toBe(0);
  });

  it.skipIf(!has('zizmor'))('zizmor finds nothing, also what only a pedant would say about actions', () => {
    const inWorkflows = run('zizmor', ['--offline', '--no-progress', ...workflows]);
    expect(inWorkflows.status, inWorkflows.told).toBe(0);
    const inActions = run('zizmor', ['--offline', '--no-progress', '--persona', 'pedantic', ...actions]);
    expect(inActions.status, inActions.told).toBe(0);
  });

  it('an ignored finding has a reason beside it', () => {
    for (const path of [...workflows, ...actions]) {
      for (const [line] of readFileSync(join(ROOT, path), 'utf8').matchAll(
        /^.*(?:zizmor: ignore|shellcheck disable).*$/gm,
      )) {
        expect(line, path).toMatch(/\][ ,:–-]+\w.*\w|disable=\S+ # ?\w/);
      }
    }
  });
});
