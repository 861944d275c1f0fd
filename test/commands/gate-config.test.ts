import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { writeRounds } from '../support/measured-rounds.ts';
import { scratchFolder } from '../support/scratch.ts';

/** `gate` goes by the configuration of the repository that it is called in, as its help says, unless another file is named. */

const CONFIG = 'gate: {alpha: 0.02}\n';
const alphaOf = (result: { stdout: string }): number => JSON.parse(result.stdout).settings.alpha;

it('reads the file of the repository, the file that is named, or goes by what holds without one', async () => {
  const folder = join(scratchFolder('gate-config'), 'repository');
  mkdirSync(join(folder, '.github'), { recursive: true });
  writeRounds({ folder: join(folder, 'measured'), tree: 'c'.repeat(40), speed: 1, rounds: 8 });
  const gate = (...more: string[]) =>
    runCli(['gate', '--candidate', join(folder, 'measured', 'bench'), '--json', ...more], { cwd: folder });
  const byDefault = alphaOf(await gate());
  expect(byDefault).not.toBe(0.02);
  writeFileSync(join(folder, '.github/zlink-release.yml'), CONFIG);
  expect(alphaOf(await gate())).toBe(0.02);
  writeFileSync(join(folder, 'other.yml'), 'gate: {alpha: 0.03}\n');
  expect(alphaOf(await gate('--config', 'other.yml'))).toBe(0.03);
  writeFileSync(join(folder, '.github/zlink-release.yml'), 'gate: {alpha: no}\n');
  const refused = await gate();
  expect(refused.exitCode).toBe(2);
  expect(refused.stdout + refused.stderr).toContain('config-invalid');
});
