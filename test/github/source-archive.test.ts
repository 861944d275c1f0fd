import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { Stop } from '../../src/core/problem.ts';
import { VirtualClock } from '../../src/embedded-github/virtual-clock.ts';
import { archiveHashes } from '../../src/github/download-archive.ts';
import { afterThisFile } from '../support/leftovers.ts';
import { scratchFolder } from '../support/scratch.ts';

/** A recipe gets the sha256 of an archive of the tag, never of whatever came under its address. */

const repository = scratchFolder('archived');
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], { cwd: repository });
let commits: readonly string[];
const archiveOf = (what: string) => git('archive', '--format=tar.gz', '--prefix=zlink-core-v1.2.0/', what);
beforeAll(() => {
  git('init', '--quiet');
  commits = ['one', 'two'].map((text) => {
    writeFileSync(join(repository, 'file'), text.repeat(20_000));
    git('add', '.');
    git('commit', '--quiet', '-m', text);
    return git('rev-parse', 'HEAD').toString().trim();
  });
});

interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly body: Buffer | string;
}

async function hashOf(answers: readonly Answer[]) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    const {
      status = 200,
      type = 'application/x-gzip',
      body,
    } = answers[requests.length] ?? answers.at(-1) ?? { body: '' };
    requests.push(request);
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  afterThisFile(async () => void server.close());
  const waits: string[] = [];
  const repositoryUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/o/r`;
  const asked = {
    repositoryUrl,
    tag: 'core/v1.2.0',
    commit: commits[1] ?? '',
    userAgent: 'zlink-release/t',
    timeout: 9_000,
  };
  const effects = { clock: new VirtualClock(new Date(0)), onWait: (why: string) => void waits.push(why) };
  const outcome = await archiveHashes(asked, effects).catch((error: unknown) => {
    if (error instanceof Stop) return error.problems[0];
    throw error;
  });
  return { outcome, waits, requests };
}

const hashesOf = (bytes: Buffer) => ({
  sha256: createHash('sha256').update(bytes).digest('hex'),
  sha512: createHash('sha512').update(bytes).digest('hex'),
});
const of = (what: string): Buffer => archiveOf(what);

describe('the archive of a tag', () => {
  it('is hashed as it came, asked for by name and without a token', async () => {
    const body = of(commits[1] ?? '');
    const { outcome, waits, requests } = await hashOf([{ body }]);
    expect([outcome, waits]).toEqual([hashesOf(body), []]);
    expect(requests.map(({ url, headers }) => [url, headers['user-agent'], headers.authorization])).toEqual([
      ['/o/r/archive/refs/tags/core/v1.2.0.tar.gz', 'zlink-release/t', undefined],
    ]);
  });

  it('is waited for, and that is said with the attempt and the time', async () => {
    const body = of(commits[1] ?? '');
    const missing = { status: 404, type: 'text/plain', body: 'Not Found' };
    const { outcome, waits } = await hashOf([missing, missing, { body: body.subarray(0, -20) }, { body }]);
    expect(outcome).toEqual(hashesOf(body));
    expect(waits).toEqual([
      'waiting 4 s for the source archive of core/v1.2.0, attempt 2 of 5: the answer was 404',
      'waiting 8 s for the source archive of core/v1.2.0, attempt 3 of 5: the answer was 404',
      expect.stringContaining('bytes, application/x-gzip) is no whole gzip archive'),
    ]);
  });

  it.each<[string, () => Answer, string, string]>([
    ['404', () => ({ status: 404, body: '' }), 'github-unreachable', 'the answer was 404'],
    [
      'a sign-in page',
      () => ({ type: 'text/html', body: '<html>sign in' }),
      'archive-not-of-tag',
      '(13 bytes, text/html)',
    ],
    ['nothing', () => ({ body: '' }), 'archive-not-of-tag', '(0 bytes, application/x-gzip)'],
    [
      'a page, packed',
      () => ({ body: gzipSync('<html>sign in') }),
      'archive-not-of-tag',
      'does not say of which commit',
    ],
    ['a part of it', () => ({ body: of('HEAD').subarray(0, -20) }), 'archive-not-of-tag', 'is no whole gzip archive'],
    ['an archive of a tree', () => ({ body: of('HEAD^{tree}') }), 'archive-not-of-tag', 'does not say of which commit'],
    ['an archive of another commit', () => ({ body: of('HEAD~1') }), 'archive-not-of-tag', 'and the tag is at'],
  ])('is not %s', async (_, answer, code, what) => {
    const { outcome, requests } = await hashOf([answer()]);
    expect(outcome).toMatchObject({ code, what: expect.stringContaining(what) });
    expect(requests).toHaveLength(5);
  });
});
