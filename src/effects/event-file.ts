import { readFile, stat } from 'node:fs/promises';
import { type Checked, checked, failed, problem } from '../core/problem.ts';
import { describeFileError } from './regular-file.ts';

/** GitHub caps payloads at 25 MB. Source: GitHub documentation, "Webhook events and payloads". */
const LARGEST_EVENT = 32 * 2 ** 20;

/** The payload of the event that started this workflow run, as the runner left it. */
export async function readEvent(path: string | undefined): Promise<Checked<unknown>> {
  const wrong = (what: string) => failed(problem('input-invalid', what, { where: 'GITHUB_EVENT_PATH' }));
  if (path === undefined || path === '') return wrong('There is no event: this is no step of a workflow run.');
  try {
    const { size } = await stat(path);
    if (size > LARGEST_EVENT) return wrong(`The event has ${size} bytes.`);
    return checked(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    return wrong(error instanceof SyntaxError ? 'The event is not JSON.' : `The event ${describeFileError(error)}.`);
  }
}
