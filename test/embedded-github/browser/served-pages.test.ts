import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { servedAgain } from './served-again.ts';

describe('what is served', () => {
  it('has a policy, leads no further than this repository, and can be cloned', async () => {
    const { server, left, close, repository } = await servedAgain();
    const answer = await fetch(`${server.url}/_rehearsal`);
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    for (const path of [
      '/_rehearsal/commits/abc',
      `/_rehearsal/commits/${'0'.repeat(40)}`,
      '/_rehearsal/changes/a/b',
      '/other/zlink/pull/1',
    ])
      expect((await fetch(`${server.url}${path}`, { redirect: 'manual' })).status, path).toBe(
        path.startsWith('/other') ? 401 : 404,
      );
    const before = readFileSync(join(left.directory, 'requests.jsonl'), 'utf8').split('\n').length;
    await fetch(`${server.url}/_rehearsal`);
    expect(readFileSync(join(left.directory, 'requests.jsonl'), 'utf8').split('\n')).toHaveLength(before);
    // Not synchronously: the server that answers lives in this process.
    const { stdout } = await promisify(execFile)('git', ['ls-remote', `${server.url}/${repository}.git`]);
    expect(stdout).toContain('refs/tags/core/v1.2.0^{}');
    await close();
  });
});
