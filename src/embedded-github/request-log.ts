import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { TokenKind } from './world-state.ts';

/** One line of `requests.jsonl`. It never holds a token. */
export interface RequestLogEntry {
  /** Position in the whole rehearsal, over all resumptions, from 1. */
  readonly n: number;
  /** ISO 8601 on the world's clock. */
  readonly time: string;
  readonly method: string;
  /** Path with query, secrets taken out. */
  readonly path: string;
  /** Null when no answer was sent. */
  readonly status: number | null;
  /** True when the answer was 304, which costs nothing. */
  readonly etagHit: boolean;
  /** Whether it was counted against the hour's limit. */
  readonly counted: boolean;
  /** Whose token it was; null without one. */
  readonly token: TokenKind | null;
  /** The name of a GraphQL operation, where it has one. */
  readonly operation?: string;
  /** Of a push: each ref that it changed, or was refused with the reason. */
  readonly pushed?: readonly string[];
  /** The faults that hit this request. */
  readonly faults?: readonly string[];
}

export interface RequestLog {
  readonly entries: readonly RequestLogEntry[];
  add(entry: RequestLogEntry): void;
}

/**
 * Keeps the requests, in a file as well when a path is given. Lines are appended at once and synchronously: a rehearsal
 * may be killed right after a request.
 */
export function openRequestLog(path: string | undefined): RequestLog {
  const entries: RequestLogEntry[] = [];
  if (path !== undefined && existsSync(path)) {
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      const entry = readEntry(line);
      if (entry !== null) entries.push(entry);
    }
  }
  return {
    entries,
    add(entry) {
      entries.push(entry);
      if (path !== undefined) appendFileSync(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    },
  };
}

/** A line cut off by a crash is passed over. */
function readEntry(line: string): RequestLogEntry | null {
  if (line === '') return null;
  try {
    const entry = JSON.parse(line) as RequestLogEntry;
    return Number.isSafeInteger(entry?.n) && typeof entry.path === 'string' ? entry : null;
  } catch {
    return null;
  }
}

/** The name that a GraphQL request gives its operation. */
export function operationOf(body: unknown): { readonly operation?: string } {
  const query = typeof body === 'object' && body !== null ? (body as { query?: unknown }).query : null;
  const name = typeof query === 'string' ? /^\s*(?:query|mutation)\s+(\w{1,100})/.exec(query)?.[1] : undefined;
  return name === undefined ? {} : { operation: name };
}

const SECRET_KEY = /token|secret|password|key|sig|auth|code/i;

/** Path and query as they may be written down: a credential in the query is replaced, control characters are escaped. */
export function loggedPath(path: string, query: string): string {
  const safe = [...new URLSearchParams(query)].map(([name, value]) =>
    SECRET_KEY.test(name)
      ? `${encodeURIComponent(name)}=***`
      : `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  const shown = safe.length === 0 ? path : `${path}?${safe.join('&')}`;
  return shown.length <= 2_000 ? shown : `${shown.slice(0, 2_000)}…`;
}
