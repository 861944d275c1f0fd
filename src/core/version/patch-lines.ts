import { canSayVersion, type FileChange, lineAsCompared } from './learn-places.ts';

/**
 * The lines that a patch takes away and adds: hunks in the unified form, without a header of files. A line that it takes away
 * in one place and adds in another has not changed.
 *
 * @param patch text as GitHub gives it; its lines become one character a byte, as files are read here
 */
export function changeOfPatch(path: string, patch: string): FileChange {
  const removed = new Set<string>();
  const added = new Set<string>();
  for (const line of Buffer.from(patch).toString('latin1').split('\n')) {
    const side = line.startsWith('-') ? removed : line.startsWith('+') ? added : null;
    if (side !== null && canSayVersion(line)) side.add(lineAsCompared(line.slice(1)));
  }
  for (const line of removed) if (added.delete(line)) removed.delete(line);
  return { path, removed, added };
}
