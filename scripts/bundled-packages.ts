import { readFile } from 'node:fs/promises';

/** A package of which at least one module is in dist/. */
export interface BundledPackage {
  /** Its folder, below the root of the repository. */
  readonly directory: string;
  readonly name: string;
  readonly version: string;
  readonly license: string | undefined;
  /** The hash of what was installed, as package-lock.json has it. */
  readonly integrity: string;
  /** The folders of the packages that its modules import. */
  readonly imports: readonly string[];
}

export interface Bundled {
  /** By their folders, in order. */
  readonly packages: readonly BundledPackage[];
  /** The folders of those that modules of ours import. */
  readonly direct: readonly string[];
}

/**
 * What the bundler took from node_modules, which is less than what is installed there: only this is what users run.
 *
 * @param modules the modules inside dist/, by path in the repository
 * @param importsOf what a module imports, at once or later
 */
export async function bundledPackages(
  root: string,
  modules: readonly string[],
  importsOf: (module: string) => readonly string[],
): Promise<Bundled> {
  const inside = new Set(modules);
  const imports = new Map<string | null, Set<string>>();
  for (const module of modules) {
    const from = packageFolder(module);
    const known = imports.get(from) ?? new Set();
    imports.set(from, known);
    for (const imported of importsOf(module)) {
      const to = packageFolder(imported);
      if (inside.has(imported) && to !== null && to !== from) known.add(to);
    }
  }
  const lock = JSON.parse(await readFile(`${root}/package-lock.json`, 'utf8')) as {
    packages: Readonly<Record<string, { version?: string; integrity?: string } | undefined>>;
  };
  const packages: BundledPackage[] = [];
  for (const directory of [...imports.keys()].filter((each) => each !== null).sort()) {
    const { name, version, license } = JSON.parse(await readFile(`${root}/${directory}/package.json`, 'utf8')) as {
      name: string;
      version: string;
      license?: string;
    };
    const locked = lock.packages[directory];
    if (locked?.version !== version || locked.integrity === undefined)
      throw new Error(
        `${directory} is ${version}, and ${locked?.version ?? 'not there'} in package-lock.json: run npm ci`,
      );
    packages.push({
      directory,
      name,
      version,
      license,
      integrity: locked.integrity,
      imports: [...(imports.get(directory) ?? [])].sort(),
    });
  }
  return { packages, direct: [...(imports.get(null) ?? [])].sort() };
}

/** The folder of the package that a module belongs to; null for one of ours. */
const packageFolder = (module: string): string | null =>
  /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(module)?.[1] ?? null;
