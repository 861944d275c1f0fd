import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startForTests } from '../../src/hosting/start-for-tests.ts';
import { GH_PROGRAMS, hasGh, run } from '../support/gh.ts';
import { GH_COMMANDS } from '../support/gh-command-table.ts';
import { afterThisFile } from '../support/leftovers.ts';
import { scratchFolder } from '../support/scratch.ts';

/** The minor version from which on gh has all that the table calls newer. */
const NEWER = 102;
/** What is asked of an open pull request comes before it is merged, and what is asked of issues before they are deleted. */
const NEWEST_FIRST = [...GH_COMMANDS].sort((a, b) => Number(b.isNewer === true) - Number(a.isNewer === true));

describe.skipIf(!hasGh)('gh', () => {
  it.each(GH_PROGRAMS)('%s does what docs/github-coverage.md says of it', async (program) => {
    const [, minor = '0'] = /gh version 2\.(\d+)/.exec(spawnSync(program, ['--version']).stdout.toString()) ?? [];
    const isNewer = Number(minor) >= NEWER;
    const unanswered: string[] = [];
    const github = await startForTests({ world: { pace: 60 }, warn: (line) => unanswered.push(line) });
    afterThisFile(() => github.close());
    const does = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown) =>
      (await github.act({ who: 'alice', method, path, body })).body as { object: { sha: string } };
    await does('POST', 'issues', { title: 'one' });
    const { sha } = (await does('GET', 'git/ref/heads/main')).object;
    await does('POST', 'git/refs', { ref: 'refs/heads/topic', sha });
    await does('PUT', 'contents/docs/x.md', { message: 'docs: x', content: 'eA==', branch: 'topic' });
    await does('POST', 'git/refs', { ref: 'refs/heads/second', sha });
    await does('PUT', 'contents/docs/y.md', { message: 'docs: y', content: 'eA==', branch: 'second' });
    await does('POST', 'labels', { name: 'enhancement' });
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
    const commands = isNewer ? NEWEST_FIRST : GH_COMMANDS.filter((each) => each.isNewer !== true);
    for (const { command, works } of commands) {
      const told = unanswered.length;
      const line = `${program} ${command} -R github.localhost/${github.repository}`;
      const { exitCode, stdout, stderr } = await run('bash', ['-c', line], { cwd, env });
      // While checks are pending gh says 1, newer versions 8.
      const isFine = exitCode === 0 || (command.startsWith('pr checks') && stdout.includes('pending'));
      if (isFine !== works) otherwise.push(`${line}: ${exitCode}\n${stdout}${stderr}`);
      if (!works) expect(unanswered.length, `${command} is told`).toBeGreaterThan(told);
    }
    expect(otherwise).toEqual([]);
  });
});
