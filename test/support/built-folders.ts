import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** A folder to build into, as `buildInto` of scripts/build.ts takes it. */
export interface WantedBuild {
  readonly directory: string;
  readonly version?: string;
  /** Text instead of that of files of src/, by their paths in the repository. */
  readonly changed?: Readonly<Record<string, string>>;
}

const BUILD_FOLDERS = fileURLToPath(new URL('build-folders.ts', import.meta.url));

/**
 * Builds src/, one folder after another. The bundler has a process of its own: what it takes in memory, every later start of a
 * process would pay.
 */
export async function buildFolders(...builds: readonly WantedBuild[]): Promise<void> {
  const building = promisify(execFile)(process.execPath, ['--import', 'tsx', BUILD_FOLDERS]);
  building.child.stdin?.end(JSON.stringify(builds));
  await building;
}
