import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { neighbouringReleases } from '../../src/core/release/release-history.ts';
import { GitRepository } from '../../src/embedded-github/git/git-repository.ts';
import { readCloneHistory } from '../../src/rehearse/clone-history.ts';
import { releaseTags } from '../replay/releases.ts';

/**
 * `npm run bench:learning [-- DIR…]`: learning the version places of a clone from its last five releases. Without a folder:
 * generated repositories of 10⁴ and 10⁵ files, of which each release changes a tenth and a thousand carry the version, and one
 * of 10⁵ files that all carry it. Each measurement has a process of its own, so that its peak memory is its own.
 */
const [what, ...directories] = process.argv.slice(2);
const VERSIONS = ['1.8.0', '1.9.0', '1.9.1', '1.10.0', '2.0.0'];

if (what === 'learn' && directories[0] !== undefined) {
  const began = performance.now();
  const found = spawnSync('git', ['-C', directories[0], 'rev-parse', '--absolute-git-dir'], { encoding: 'utf8' });
  const git = await GitRepository.open(found.stdout.trim());
  const pairs = neighbouringReleases(await releaseTags(git));
  const { learned } = await readCloneHistory(git, pairs);
  await git.close();
  const lines = learned.length;
  const files = new Set(learned.map(({ path }) => path)).size;
  const milliseconds = performance.now() - began;
  const { user, system } = process.cpuUsage();
  const used = (user + system) / 1_000_000;
  console.log(JSON.stringify({ lines, files, milliseconds, used, megabytes: process.resourceUsage().maxRSS / 1024 }));
} else if (what !== undefined) {
  for (const directory of [what, ...directories]) measure(directory, resolve(directory));
} else {
  const scratch = mkdtempSync(join(tmpdir(), 'zlink-learning-'));
  try {
    for (const { name, ...shape } of [
      { name: '10⁴ files', files: 10_000, changed: 1_000, carrying: 1_000 },
      { name: '10⁵ files', files: 100_000, changed: 10_000, carrying: 1_000 },
      { name: '10⁵ files, the version in each', files: 100_000, changed: 100_000, carrying: 100_000 },
    ]) {
      const folder = join(scratch, String(shape.carrying + shape.files));
      await generate(folder, shape);
      measure(name, folder);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Shape {
  readonly files: number;
  /** In each release. */
  readonly changed: number;
  /** Files that say the version. */
  readonly carrying: number;
}

/** A bare repository with five tagged releases, written by `git fast-import`. */
async function generate(folder: string, { files, changed, carrying }: Shape): Promise<void> {
  spawnSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', folder]);
  const child = spawn('git', ['--git-dir', folder, 'fast-import', '--quiet'], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const write = async (text: string) => {
    if (!child.stdin.write(text)) await new Promise<void>((go) => child.stdin.once('drain', () => go()));
  };
  for (const [at, version] of VERSIONS.entries()) {
    await write(
      `commit refs/heads/main\nmark :${at + 1}\ncommitter A <a@example.org> ${1_700_000_000 + at} +0000\ndata 2\nx\n`,
    );
    for (let file = 0; file < (at === 0 ? files : changed); file += 1) {
      const head = file < carrying ? `// lib v${version}\n#define PART_${file} "${version}"\n` : `// ${at}\n`;
      const body = Array.from({ length: 40 }, (_, line) => `int f${file}_${line}(int x) { return x + ${line}; }`);
      const text = `${head}${body.join('\n')}\n`;
      await write(`M 100644 inline src/d${file % 300}/f${file}.c\ndata ${text.length}\n${text}\n`);
    }
    await write(`reset refs/tags/v${version}\nfrom :${at + 1}\n\n`);
  }
  child.stdin.end();
  await new Promise((ended) => child.once('close', ended));
}

function measure(name: string, folder: string): void {
  const child = spawnSync(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), 'learn', folder], {
    encoding: 'utf8',
  });
  if (child.status !== 0) throw new Error(child.stderr);
  const { lines, files, milliseconds, used, megabytes } = JSON.parse(child.stdout) as Record<string, number>;
  console.log(
    `${name}: ${lines} lines in ${files} files learned in ${((milliseconds ?? 0) / 1_000).toFixed(1)} s (${used?.toFixed(1)} s of a processor beside git), ${Math.round(megabytes ?? 0)} MB at most`,
  );
}
