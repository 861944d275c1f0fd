import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from './world.ts';

/** The state's file in the folder of a world. */
export const WORLD_FILE = 'world.json';

let temporaryCount = 0;

/** Writes the state beside the repository. Whoever reads it, after whatever crash, finds the old state or the new. */
export async function saveWorld(world: World): Promise<void> {
  world.state.savedAt = world.now();
  if (world.isKeptInMemory === true || world.isTemporary === true) return;
  temporaryCount += 1;
  const temporary = join(world.directory, `.world-${process.pid}-${temporaryCount}.tmp`);
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(world.state)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, join(world.directory, WORLD_FILE));
}
