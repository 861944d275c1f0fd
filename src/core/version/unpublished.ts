import { readFileText } from '../file-text.ts';

/** Whether a manifest says that its package is for nobody else. */
export function isUnpublished(path: string, bytes: Uint8Array): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const says = SAYS[name];
  return says?.test(readFileText(bytes).text) ?? false;
}

/** Whether a path is that of a tool's manifest, below the root: one that is for nobody else and says no more than it needs. */
export const isOfTool = (path: string, bytes: Uint8Array): boolean => path.includes('/') && isUnpublished(path, bytes);

const SAYS: Readonly<Record<string, RegExp>> = {
  'package.json': /"private"\s*:\s*true\b/,
  'Cargo.toml': /^[ \t]*publish[ \t]*=[ \t]*(false|\[[ \t]*\])/m,
  'pyproject.toml': /["']Private\s*::\s*Do Not Upload["']/i,
};
