/**
 * Whether a path names something inside a repository, from its root and with forward slashes. Symbolic links are looked
 * for where the tree is known.
 *
 * @returns null when it does, else what is wrong with it as a clause
 */
export function pathFault(path: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(path)) return 'contains a control character';
  if (path.includes('\\')) return 'contains a backslash; write forward slashes';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'is absolute; name it from the root of the repository';
  const parts = path.split('/');
  if (parts.includes('..')) return 'climbs out of the repository';
  if (parts.includes('') || parts.includes('.')) return 'has an empty or dot part';
  if (parts.some((part) => part.toLowerCase() === '.git')) return 'is inside .git';
  return null;
}
