import { describe, expect, it } from 'vitest';
import { appendToBranchFile } from '../../../src/github/append-to-branch-file.ts';
import { GitHubClient } from '../../../src/github/client.ts';
import { defaultPolicy } from '../../../src/github/request-policy.ts';
import { serveWorld } from '../../support/served-world.ts';
import { fileAt } from '../../support/somebody.ts';

/** Jobs that end at the same moment append to one history: each line is there, once, and no branch moved back. */
describe('a file on a branch to which several jobs append at once', () => {
  it.each([2, 8])('holds the lines of all %i', async (jobs) => {
    const served = await serveWorld();
    const { git, clock } = served.world;
    const append = (line: string) =>
      appendToBranchFile(
        new GitHubClient({
          apiUrl: served.server.url,
          token: served.server.tokens.app,
          owner: 'sample',
          repo: 'zlink',
          policy: defaultPolicy(clock, () => {}),
          timeout: 60_000,
          userAgent: 'test',
        }),
        { branch: 'benchmarks', path: 'history.jsonl', message: line },
        (before) => (before.split('\n').includes(line) ? null : `${before}${line}\n`),
      );
    const lines = (round: string) => Array.from({ length: jobs }, (_, at) => `${round} ${at}`);
    // The branch is begun by whoever comes first; then it goes on.
    const begun = await Promise.all(lines('first').map(append));
    const after = await git.resolveRef('refs/heads/benchmarks');
    const more = await Promise.all(lines('second').map(append));
    const text = await fileAt(served, 'refs/heads/benchmarks', 'history.jsonl');
    expect(text.trim().split('\n').sort()).toEqual([...lines('first'), ...lines('second')].sort());
    expect(new Set([...begun, ...more]).size).toBe(2 * jobs);
    // Every commit of theirs is in its history, in a line.
    const found: string[] = [];
    for (let at = await git.resolveRef('refs/heads/benchmarks'); at !== null; ) {
      found.push(at);
      const { parents } = await git.commit(at);
      expect(parents.length).toBeLessThanOrEqual(1);
      at = parents[0] ?? null;
    }
    expect(found.sort()).toEqual([...begun, ...more].sort());
    expect(found).toContain(after);
    expect(await Promise.all(lines('second').map(append))).toEqual(lines('second').map(() => null));
  });
});
