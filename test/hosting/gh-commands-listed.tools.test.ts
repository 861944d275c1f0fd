import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startForTests } from '../../src/hosting/start-for-tests.ts';
import { hasGh, run } from '../support/gh.ts';
import { GH_COMMANDS } from '../support/gh-command-table.ts';
import { afterThisFile } from '../support/leftovers.ts';
import { scratchFolder } from '../support/scratch.ts';

describe.skipIf(!hasGh)('gh', () => {
  it('does what docs/github-coverage.md says of it', async () => {
    const unanswered: string[] = [];
    const github = await startForTests({ world: { pace: 60 }, warn: (line) => unanswered.push(line) });
    afterThisFile(() => github.close());
    const does = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) =>
      (await github.act({ who: 'alice', method, path, body })).body as { object: { sha: string } };
    await does('POST', 'issues', { title: 'one' });
    const { sha } = (await does('GET', 'git/ref/heads/main')).object;
    await does('POST', 'git/refs', { ref: 'refs/heads/topic', sha });
    await does('PUT', 'contents/docs/x.md', { message: 'docs: x', content: 'eA==', branch: 'topic' });
    await does('PUT', 'environments/prod', {});
    await does('POST', 'pulls', { title: 'two', head: 'topic', base: 'main' });
    const cwd = scratchFolder('gh-listed');
    writeFileSync(join(cwd, 'f.txt'), 'x');
    const env = {
      PATH: process.env.PATH ?? '',
      HOME: cwd,
      NO_COLOR: '1',
      GH_PROMPT_DISABLED: '1',
      ...github.environment,
    };
    const otherwise: string[] = [];
    for (const { command, works } of GH_COMMANDS) {
      const told = unanswered.length;
      const line = `gh ${command} -R github.localhost/${github.repository}`;
      const { exitCode, stdout, stderr } = await run('bash', ['-c', line], { cwd, env });
      // While checks are pending gh says 1, newer versions 8.
      const isFine = exitCode === 0 || (command.startsWith('pr checks') && stdout.includes('pending'));
      if (isFine !== works) otherwise.push(`${line}: ${exitCode}\n${stdout}${stderr}`);
      if (!works) expect(unanswered.length, `${command} is told`).toBeGreaterThan(told);
    }
    expect(otherwise).toEqual([]);
  });
});
