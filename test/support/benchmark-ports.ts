import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * The sample's benchmark listens on ports that its harness names. Files of tests run side by side, so one that measures has to
 * wait for the other.
 */
const FOLDER = join(tmpdir(), 'zlink-release-benchmark-ports');
const HOLDER = join(FOLDER, 'holder');
const LOOK_INTERVAL = 100;

/** Waiting for another file's benchmarks. Milliseconds. */
export const LONGEST_WAIT_FOR_PORTS = 10 * 60_000;

/** Waits until nobody measures, and keeps others from it. Resolves to what lets them again. */
export async function benchmarkPorts(): Promise<() => void> {
  while (!taken()) {
    if (!holderLives()) rmSync(FOLDER, { recursive: true, force: true });
    else await sleep(LOOK_INTERVAL);
  }
  return () => rmSync(FOLDER, { recursive: true, force: true });
}

function taken(): boolean {
  try {
    mkdirSync(FOLDER);
  } catch {
    return false;
  }
  writeFileSync(HOLDER, String(process.pid));
  return true;
}

/** One that was killed lets nobody in any more. */
function holderLives(): boolean {
  let pid: number;
  try {
    pid = Number(readFileSync(HOLDER, 'utf8'));
  } catch {
    // Between taking it and saying so; or just let go.
    return true;
  }
  try {
    process.kill(pid, 0);
    return pid > 0;
  } catch {
    return false;
  }
}
