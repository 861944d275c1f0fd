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

/** Answers whose times are remembered; the oldest are forgotten first. */
const REMEMBERED = 10_000;

/**
 * When answers have changed last, for `Last-Modified` and `If-Modified-Since`: by their own `updated_at`, and where something
 * of an answer changes that it does not tell, by when that was seen. Only an answer to one thing has a time.
 *
 * Sources: GitHub documentation, "Best practices for using the REST API" (conditional requests); RFC 9110, section 13.1.3.
 */
export class ModificationTimes {
  readonly #seen = new Map<string, { readonly etag: string; readonly at: number }>();

  /** Milliseconds since the epoch, whole seconds; null for an answer that has no time. */
  of(key: string, body: unknown, etag: string, now: number): number | null {
    const updated = typeof body === 'object' && body !== null ? Reflect.get(body, 'updated_at') : undefined;
    const told = typeof updated === 'string' ? Date.parse(updated) : Number.NaN;
    if (Number.isNaN(told)) return null;
    const before = this.#seen.get(key);
    if (before?.etag === etag) return before.at;
    // Two changes in one second must not have one time.
    const second = (time: number) => Math.floor(time / 1_000) * 1_000;
    const at = before === undefined ? told : Math.max(told, second(now), before.at + 1_000);
    this.#seen.delete(key);
    this.#seen.set(key, { etag, at });
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > REMEMBERED && oldest !== undefined) this.#seen.delete(oldest);
    return at;
  }
}

/** Whether an If-Modified-Since header says that nothing has changed; where the client knows an ETag, that alone counts. */
export function isUnmodified(since: string | null, ifNoneMatch: string | null, at: number | null): boolean {
  if (since === null || ifNoneMatch !== null || at === null) return false;
  const known = Date.parse(since.slice(0, 100));
  return !Number.isNaN(known) && known >= at;
}
