/**
 * Whether git accepts a name below refs/heads/ or refs/tags/, and whether it is safe to hand to a command line.
 * Source: git-check-ref-format(1), rules 1–10; a leading dash is refused because a ref must never look like an option.
 *
 * @returns null when the name is fine, else what is wrong with it.
 */
export function refNameFault(name: string): string | null {
  if (name === '') return 'is empty';
  if (name.length > 200) return 'is longer than 200 characters';
  if (name.startsWith('-')) return 'starts with a dash';
  if (name === '@') return 'is the single character @';
  if (name.includes('@{')) return 'contains @{';
  if (name.includes('..')) return 'contains two dots in a row';
  if (name.endsWith('.')) return 'ends with a dot';
  for (const character of name) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20 || code === 0x7f) return 'contains a control character';
    if (' ~^:?*[\\'.includes(character)) return `contains ${JSON.stringify(character)}`;
  }
  for (const component of name.split('/')) {
    if (component === '') return 'has an empty part between slashes';
    if (component.startsWith('.')) return 'has a part that starts with a dot';
    if (component.endsWith('.lock')) return 'has a part that ends with .lock';
  }
  return null;
}

/**
 * The name that keeps git from having another one: of `a` and `a/b` only one can be a ref. A ref of the name itself is in
 * nobody's way here.
 *
 * @param existing names of the same kind: branches, or tags
 */
export function nameInTheWay(name: string, existing: Iterable<string>): string | null {
  for (const other of existing) if (isBelow(name, other) || isBelow(other, name)) return other;
  return null;
}

/** Whether the first name is in a folder that the second one would have to be. */
export const isBelow = (name: string, other: string): boolean => name.startsWith(`${other}/`);
