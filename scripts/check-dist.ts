import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildInto } from './build.ts';

/** Fails when dist/ is not exactly what src/ builds to: users run dist/, reviewers read src/. */
const committed = fileURLToPath(new URL('../dist', import.meta.url));
const fresh = await mkdtemp(join(tmpdir(), 'zlink-release-dist-'));
try {
  await buildInto(fresh);
  const names = async (directory: string) =>
    (await readdir(directory, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
      .sort();
  const [before, after] = [await names(committed).catch((): string[] => []), await names(fresh)];
  const differences = [...new Set([...before, ...after])].filter(
    (name) => !before.includes(name) || !after.includes(name),
  );
  let bytes = 0;
  for (const name of after.filter((each) => before.includes(each))) {
    const [old, now] = await Promise.all([readFile(join(committed, name)), readFile(join(fresh, name))]);
    bytes += now.byteLength;
    if (!old.equals(now)) differences.push(name);
  }
  if (differences.length > 0) {
    console.error(
      `dist/ is not what src/ builds to; run \`npm run build\` and commit it:\n  ${differences.sort().join('\n  ')}`,
    );
    process.exitCode = 1;
  } else console.log(`dist/ is up to date: ${after.length} files, ${(bytes / 1024).toFixed(0)} KiB`);
} finally {
  await rm(fresh, { recursive: true, force: true });
}
