/** Whether any of the names is one of any of the globs. */
export const fitsAnyGlob = (names: readonly string[], globs: readonly string[]): boolean =>
  globs.some((glob) => names.some((name) => fitsNameGlob(name, glob)));

/**
 * Whether a name is one of a glob: `*` stands for any text, also an empty one, with any character in it; everything else for
 * itself. Linear in the length of both: each part is looked for once, from the left.
 */
export function fitsNameGlob(name: string, glob: string): boolean {
  const parts = glob.split('*');
  const [head = '', ...rest] = parts;
  if (rest.length === 0) return name === glob;
  const tail = rest.pop() ?? '';
  if (!name.startsWith(head) || !name.endsWith(tail) || name.length < head.length + tail.length) return false;
  let at = head.length;
  const end = name.length - tail.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
