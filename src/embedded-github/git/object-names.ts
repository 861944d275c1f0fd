export const isObjectId = (text: string): boolean => /^[0-9a-f]{40}$/.test(text);

/** JSON can carry half a surrogate pair, which has no bytes in git. */
const isWellFormed = (text: string) => !/\p{Surrogate}/u.test(text);

/**
 * Whether git accepts a full ref name.
 *
 * Source: Git documentation, git-check-ref-format.
 */
export function isValidRefName(name: string): boolean {
  if (!name.startsWith('refs/') || name.length > 1024) return false;
  const parts = name.split('/');
  if (parts.length < 3) return false;
  for (const part of parts) {
    if (part === '' || part.startsWith('.') || part.endsWith('.lock')) return false;
  }
  if (name.endsWith('.') || name.includes('..') || name.includes('@{')) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what git forbids here.
  return !/[\u0000-\u0020\u007f~^:?*[\\]/.test(name) && isWellFormed(name);
}

/** Source: Git documentation, git-fsck (badTree, hasDot, hasDotdot, hasDotgit, fullPathname). */
export const isValidEntryName = (name: string): boolean =>
  name !== '' &&
  name !== '.' &&
  name !== '..' &&
  name.toLowerCase() !== '.git' &&
  name.length <= 4096 &&
  !name.includes('\0') &&
  !name.includes('/') &&
  isWellFormed(name);

/** What UTF-16 orders otherwise than UTF-8 does. */
const BEYOND = /[\ud800-\uffff]/;

/** The order of two names by their bytes, as git lists them. */
export function byBytes(a: string, b: string): number {
  if (BEYOND.test(a) || BEYOND.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : a > b ? 1 : 0;
}
