import { type Checked, failed, problem } from '../../problem.ts';
import type { FoundPlaces } from '../version-place.ts';
import { findCargoLocked, findCargoRequirements, findUvLocked } from './cargo-packages.ts';
import { findGemLocked, findPnpmLocked, findYarnLocked } from './line-locks.ts';
import { findBunLocked, findNpmLocked, findNpmRequirements } from './npm-packages.ts';

type FindPackages = (text: string, names: ReadonlySet<string>) => Checked<FoundPlaces>;

/** File name → where it says the versions of packages, or what it requires of them. */
const FILES: Readonly<Record<string, FindPackages>> = {
  'Cargo.toml': findCargoRequirements,
  'Cargo.lock': findCargoLocked,
  'package.json': findNpmRequirements,
  'package-lock.json': findNpmLocked,
  'npm-shrinkwrap.json': findNpmLocked,
  'bun.lock': findBunLocked,
  'pnpm-lock.yaml': findPnpmLocked,
  'yarn.lock': findYarnLocked,
  'uv.lock': findUvLocked,
  'Gemfile.lock': findGemLocked,
};

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Whether a file of this name says something about packages of a release besides its own version. */
export const saysPackages = (path: string): boolean => Object.hasOwn(FILES, nameOf(path));

/** What a file says of packages of this release, by their names: their entries in a lock, what is required of them. */
export function findPackages(path: string, text: string, names: readonly string[]): Checked<FoundPlaces> {
  const find = FILES[nameOf(path)];
  return find === undefined
    ? failed(
        problem('config-invalid', `No file of this name says packages: ${Object.keys(FILES).join(', ')} do.`, {
          where: path,
        }),
      )
    : find(text, new Set(names));
}
