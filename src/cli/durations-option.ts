import { resolve } from 'node:path';
import * as z from 'zod';
import { type Checked, checked, failed, problem } from '../core/problem.ts';
import { describeFileError, readSmallFile } from '../effects/regular-file.ts';

const LARGEST_DURATIONS = 32 * 2 ** 20;

/**
 * How long each case took: a JSON object of names and figures.
 *
 * @param where the option or input that names the file
 */
export async function durationsFrom(
  path: string | undefined,
  where = '--durations',
): Promise<Checked<ReadonlyMap<string, number> | undefined>> {
  if (path === undefined) return checked(undefined);
  const wrong = (what: string) => failed(problem('input-invalid', what, { where }));
  try {
    const text = await readSmallFile(resolve(path), LARGEST_DURATIONS);
    if (text === null) return wrong(`${JSON.stringify(path)} does not exist.`);
    const parsed = z.record(z.string(), z.number().min(0)).safeParse(JSON.parse(text));
    return parsed.success
      ? checked(new Map(Object.entries(parsed.data)))
      : wrong('It is no object of names and figures.');
  } catch (error) {
    return wrong(error instanceof SyntaxError ? 'It is not JSON.' : describeFileError(error));
  }
}
