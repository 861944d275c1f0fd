import { createHash } from 'node:crypto';

/**
 * The ETag of an answer: weak, as GitHub sends it for JSON, and belonging to one token and media type.
 *
 * Source: GitHub documentation, "Best practices for using the REST API" (conditional requests); that ETags of one token do
 * not match for another is known from public issue threads.
 */
export function etagOf(body: Uint8Array | string, varying: readonly string[]): string {
  const hash = createHash('sha256');
  for (const each of varying) hash.update(`${each.length}:${each}`);
  return `W/"${hash.update(body).digest('hex')}"`;
}

/**
 * Whether an If-None-Match header names the ETag. The weak comparison of RFC 9110, section 13.1.2; quotes are part of an
 * ETag, so a header without them matches nothing.
 */
export function matchesEtag(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === '*') return true;
  const opaque = etag.replace(/^W\//, '');
  return (ifNoneMatch.slice(0, 16_384).match(/(?:W\/)?"[^"]*"/g) ?? []).some(
    (each) => each.replace(/^W\//, '') === opaque,
  );
}
