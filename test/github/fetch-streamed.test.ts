import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { fetchStreamed } from '../../src/github/fetch-streamed.ts';

const cleanups: (() => void)[] = [];
afterAll(() => {
  for (const cleanup of cleanups) cleanup();
});

async function serve(answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_, response) => answer(response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('fetchStreamed', () => {
  it('gives up where no answer begins, long before the whole would have to be there', async () => {
    const url = await serve(() => {});
    const fetched = fetchStreamed(url, {}, { head: 50, whole: 3_600_000 });
    await expect(fetched).rejects.toMatchObject({ name: 'TimeoutError', message: expect.stringContaining('head') });
  });

  it('gives a body its time once it has begun', async () => {
    const url = await serve((response) => {
      response.write('begun');
      setTimeout(() => response.end(', done'), 2_500);
    });
    const answer = await fetchStreamed(url, {}, { head: 1_500, whole: 3_600_000 });
    expect(await answer.text()).toBe('begun, done');
  });

  it('gives up on a body that never ends', async () => {
    const url = await serve((response) => {
      response.write('begun');
    });
    const answer = await fetchStreamed(url, {}, { head: 3_600_000, whole: 1_000 });
    await expect(answer.text()).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
