import { createServer } from 'node:net';
import { type Problem, problem } from '../core/problem.ts';

/** Why the system does not give a port, in words. */
const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Another program listens on it.',
  EACCES: 'This account may not listen on it.',
};

/**
 * What keeps the embedded GitHub from listening on a port: asked before anything is made, so that a folder that was named stays as it
 * is. 0 stands for any free one.
 */
export async function portProblems(port: number): Promise<readonly Problem[]> {
  const code = await new Promise<string | null>((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(null)));
  });
  if (code === null) return [];
  const found = problem('input-invalid', `Port ${port} cannot be used: ${REASONS[code] ?? `${code}.`}`, {
    where: '--port',
    remedy: 'Name another port with --port, or leave it out: a free one is taken.',
  });
  return [found];
}
