import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';
import { smallRepository } from '../../support/small-repository.ts';

const has = (tool: string) => spawnSync(tool, ['--version']).status === 0 || process.env.CI !== undefined;
const WORKFLOW = '.github/workflows/release.yml';
const LINTERS: readonly (readonly [string, ...string[]])[] = [['actionlint'], ['zizmor', '--offline', '--no-progress']];

describe.each(LINTERS)('%s', (tool, ...args) => {
  it.skipIf(!has(tool)).each(['v1', 'a'.repeat(40)])(
    'has nothing to say about the workflow that init writes at %s',
    async (ref) => {
      const repository = smallRepository({ VERSION: '1.0.0\n' });
      const { exitCode } = await runCli(['init', '--from', repository.folder, '--action-ref', ref]);
      expect(exitCode).toBe(0);
      const told = spawnSync(tool, [...args, WORKFLOW], { cwd: repository.folder, encoding: 'utf8' });
      expect(told.status, `${told.stdout}${told.stderr}`).toBe(0);
    },
  );
});
