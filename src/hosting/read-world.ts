import { readFileSync, statSync } from 'node:fs';
import { type Checked, checked, failed, type Problem, problem } from '../core/problem.ts';
import type { WorldFile } from './world-file.ts';

/** Bytes; nothing that a person writes is larger. */
const MAXIMUM_FILE = 64 * 1024 * 1024;

export interface GivenWorld {
  readonly file: WorldFile;
  /** What it is called where something is wrong with it. */
  readonly where: string;
}

/**
 * The world that somebody asks for: a value, or the path of a file.
 *
 * @param hasClone whether the repository is a clone, which leaves no room for a history
 */
export async function readWorld(given: unknown, hasClone: boolean): Promise<Checked<GivenWorld>> {
  const where = typeof given === 'string' ? given : 'world';
  const read = typeof given === 'string' ? readJson(given) : checked(given);
  if (!read.ok) return read;
  const file = await checkedWorld(read.value, where);
  if (!file.ok) return file;
  if (hasClone && file.value.history !== undefined)
    return failed(
      problem('input-invalid', 'It has a history of its own, and a clone is named as well.', {
        where: `${where}: history`,
        remedy: 'Leave one of them out.',
      }),
    );
  return checked({ file: file.value, where });
}

/** The schemas are loaded for what they have to check: of nothing, nothing is wrong. */
export async function checkedWorld(value: unknown, where: string): Promise<Checked<WorldFile>> {
  if (isEmptyObject(value)) return checked({});
  const { checkWorldFile } = await import('./world-file.ts');
  return checkWorldFile(value, where);
}

const isEmptyObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;

/** JSON of a file that a person names. */
export function readJson(path: string): Checked<unknown> {
  const refuse = (what: string): { ok: false; problems: readonly Problem[] } =>
    failed(problem('input-invalid', what, { where: path, remedy: 'Name a JSON file that can be read.' }));
  try {
    if (statSync(path).size > MAXIMUM_FILE) return refuse('It is larger than any file of its kind has reason to be.');
    return checked(JSON.parse(readFileSync(path, 'utf8')) as unknown);
  } catch (error) {
    return refuse(
      error instanceof SyntaxError
        ? `It is no JSON: ${error.message}.`
        : `It cannot be read: ${(error as Error).message}.`,
    );
  }
}
