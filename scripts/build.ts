import { createHash } from 'node:crypto';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type OutputBundle, rolldown } from 'rolldown';
import { minify } from 'rolldown/utils';
import { billOfMaterials } from './bill-of-materials.ts';
import { bundledPackages } from './bundled-packages.ts';
import { chunksOf } from './dist-chunks.ts';
import { noticeOf } from './notice.ts';

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/**
 * Bundles src/ into dist/, the same bytes on every machine: users of the action run the committed files, so a check
 * rebuilds them and compares. The files have names of their own, so that a change of one line is a change of one file.
 *
 * @param version what the program says it is; left out: what package.json says
 * @param changed text instead of that of a file of src/, by its path in the repository
 */
export async function buildInto(
  directory: string,
  version?: string,
  changed: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  const present = JSON.parse(await readFile(`${root}/package.json`, 'utf8')) as { version: string };
  await rm(directory, { recursive: true, force: true });
  let chunks: ReadonlyMap<string, string> = new Map();
  let imports: ReadonlyMap<string, readonly string[]> = new Map();
  let written: ReadonlySet<string> = new Set();
  const bundle = await rolldown({
    cwd: root,
    input: {
      cli: 'src/cli.ts',
      action: 'src/action.ts',
      gate: 'src/gate.ts',
      'embedded-github': 'src/embedded-github.ts',
    },
    platform: 'node',
    // A part is loaded as it is, without a file in between that hands on a single name.
    preserveEntrySignatures: 'allow-extension',
    checks: { ineffectiveDynamicImport: false },
    transform: { target: 'node20', define: { PROGRAM_VERSION: JSON.stringify(version ?? present.version) } },
    // Some packages' CommonJS files (jsonc-parser's) load their parts in ways that no bundler can follow.
    resolve: { mainFields: ['module', 'main'] },
    // Most of them do not say so: @actions/core would bring an HTTP client for what is not used of it, d3-scale the times.
    treeshake: { moduleSideEffects: (id) => !/\/node_modules\/(?:@actions|undici|tunnel|d3-[^/]+)\//.test(id) },
    plugins: [
      {
        name: 'chunks',
        load: (id) => changed.get(relative(root, id)) ?? null,
        buildEnd() {
          const modules = [...this.getModuleIds()].map((id) => ({ id, info: this.getModuleInfo(id) }));
          imports = new Map(
            modules.map(({ id, info }) => [
              id,
              [...(info?.importedIds ?? []), ...(info?.dynamicallyImportedIds ?? [])],
            ]),
          );
          chunks = chunksOf(root, [...this.getModuleIds()], (id) => this.getModuleInfo(id)?.importedIds ?? []);
        },
        // Nobody reads the packages here; what is ours keeps the names that a stack trace shows, and no others.
        renderChunk: (code, { name }) => minified(`${name}.js`, code, { toplevel: name.endsWith('-packages') }),
        generateBundle(_, files) {
          written = new Set(Object.keys(files));
          withoutForwarders(files);
        },
      },
    ],
    onLog(level, log) {
      if (level === 'warn') throw new Error(log.message);
    },
  });
  const { output } = await bundle.write({
    dir: directory,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ debugName: 'parts', name: (id) => chunks.get(id) ?? null }],
    },
    // A name that another file imports must not change because a third one came before it.
    minifyInternalExports: false,
    // Each part is small already; this only prints it as it is.
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
    comments: false,
  });
  await bundle.close();
  await writeFile(`${directory}/embedded-github.d.ts`, await hostedTypes());
  // What a rehearsal writes into its repository lies beside the program that reads it.
  await cp(`${root}/src/sample/sample-repository`, `${directory}/sample-repository`, { recursive: true });
  const parts = output.filter((file) => file.type === 'chunk');
  const missing = parts
    .flatMap((part) => [...part.imports, ...part.dynamicImports])
    .filter((name) => !written.has(name) && !isBuiltin(name));
  // The package has no dependencies: what is not in dist/ would be nowhere.
  if (missing.length > 0) throw new Error(`dist/ would need what is not in it: ${[...new Set(missing)].join(', ')}`);
  const own = (id: string): string => relative(root, id);
  const bundled = await bundledPackages(
    root,
    parts.flatMap((part) => part.moduleIds.map(own)),
    (module) => (imports.get(`${root}/${module}`) ?? []).map(own),
  );
  await writeFile(`${directory}/NOTICE.txt`, await noticeOf(root, bundled.packages));
  await writeFile(`${directory}/packages.cdx.json`, billOfMaterials(bundled));
}

/** The types of what the package exports: one file that needs no other. */
async function hostedTypes(): Promise<string> {
  const text = await readFile(`${root}/src/hosting/hosted-types.ts`, 'utf8');
  return `${text.trimEnd()}\n\n/** @throws with everything that is wrong with the options */\nexport declare const startEmbeddedGitHub: StartEmbeddedGitHub;\n`;
}

/** Parts as they came out of the last builds of this process: most are as they were in the build before. */
const parts = new Map<string, string>();

async function minified(name: string, code: string, mangle: { readonly toplevel: boolean }): Promise<string> {
  const key = createHash('sha256').update(`${name}\0${code}`).digest('hex');
  const before = parts.get(key);
  if (before !== undefined) return before;
  const { code: made } = await minify(name, code, { module: true, mangle });
  parts.set(key, made);
  return made;
}

/** Between `import()` and the part that it loads, a file is put that only hands on: the part itself is loaded instead. */
function withoutForwarders(files: OutputBundle): void {
  const targets = new Map<string, string>();
  for (const [name, file] of Object.entries(files)) {
    const target = file.type === 'chunk' && /^export\{[\w$,]+\}from"\.\/([\w-]+\.js)";\n?$/.exec(file.code)?.[1];
    if (!target) continue;
    targets.set(name, target);
    delete files[name];
  }
  for (const file of Object.values(files)) {
    if (file.type !== 'chunk') continue;
    file.code = file.code.replace(/import\(`\.\/([\w-]+\.js)`\)/g, (whole, name: string) => {
      const target = targets.get(name);
      return target === undefined ? whole : `import(\`./${target}\`)`;
    });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildInto(fileURLToPath(new URL('../dist', import.meta.url)));
}
