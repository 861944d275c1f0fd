import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { noticeOf } from './notice.ts';

/**
 * Bundles src/ into dist/, the same bytes on every machine: users of the action run the committed files, so a check
 * rebuilds them and compares.
 *
 * @param version what the program says it is; left out: what package.json says
 */
export async function buildInto(directory: string, version?: string): Promise<void> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const present = JSON.parse(await readFile(`${root}/package.json`, 'utf8')) as { version: string };
  await rm(directory, { recursive: true, force: true });
  const result = await build({
    absWorkingDir: root,
    entryPoints: ['src/cli.ts', 'src/action.ts', 'src/gate.ts'],
    outdir: directory,
    bundle: true,
    // Commands are loaded when they are used: `--version` must not pay for the embedded GitHub.
    splitting: true,
    format: 'esm',
    platform: 'node',
    // Some packages' CommonJS files (jsonc-parser's) load their parts in ways that no bundler can follow.
    mainFields: ['module', 'main'],
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    charset: 'utf8',
    metafile: true,
    define: { PROGRAM_VERSION: JSON.stringify(version ?? present.version) },
    // Some dependencies are CommonJS and call require() for Node's own modules.
    banner: {
      js: "import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  // What a rehearsal writes into its repository lies beside the program that reads it.
  await cp(`${root}/src/sample/sample-repository`, `${directory}/sample-repository`, { recursive: true });
  await writeFile(`${directory}/NOTICE.txt`, await noticeOf(root, Object.keys(result.metafile.inputs)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildInto(fileURLToPath(new URL('../dist', import.meta.url)));
}
