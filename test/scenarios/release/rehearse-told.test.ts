import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { runCli } from '../../support/cli.ts';

/** test/cases/release/refusal-texts.yml, port-in-use: somebody else has the port. */
it('a port that another program listens on is told as such', async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  try {
    const { exitCode, stderr } = await runCli([
      'rehearse',
      ...['--version', 'patch', '--only', 'plan', '--serve', '--port', String(port)],
    ]);
    expect(exitCode, stderr).toBe(2);
    for (const told of ['input-invalid', '--port', String(port)]) expect(stderr).toContain(told);
    expect(stderr).not.toContain('defect');
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});

it('a fault without an occasion is told at the end', async () => {
  const { exitCode, stderr } = await runCli([
    ...['rehearse', '--version', '1.2.0', '--only', 'plan', '--fault', 'run-fails:build.yml'],
  ]);
  expect(exitCode, stderr).toBe(0);
  expect(stderr).toContain('The fault run-fails:build.yml never happened');
});
