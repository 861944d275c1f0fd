import { GitFailure } from './git-process.ts';

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag';

export interface GitObject {
  readonly type: ObjectType;
  readonly bytes: Buffer;
}

/** Who and when, as commits and tags carry it. */
export interface Identity {
  readonly name: string;
  readonly email: string;
  /** Milliseconds since the epoch; git keeps whole seconds. */
  readonly time: number;
  /** Offset from UTC as `+hhmm`; `+0000` when left out. */
  readonly zone?: string;
}

export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Identity;
  readonly committer: Identity;
  readonly message: string;
  /** The armoured signature, and the bytes that it signs. */
  readonly signature: string | null;
  readonly signedPayload: string | null;
}

export interface Tag {
  readonly sha: string;
  readonly object: string;
  readonly objectType: ObjectType;
  readonly name: string;
  readonly tagger: Identity | null;
  readonly message: string;
  readonly signature: string | null;
}

export interface TreeItem {
  /** Relative to the tree that was listed. */
  readonly path: string;
  /** Six digits: `100644`, `100755`, `120000`, `040000`, `160000`. */
  readonly mode: string;
  readonly type: ObjectType;
  readonly sha: string;
  /** Bytes of a blob; null for other types, and for a blob that this repository lacks. */
  readonly size: number | null;
}

export const withoutNul = (text: string) => text.replaceAll('\0', '');

/** Git itself drops these characters from names: they delimit the fields. */
export function identityLine({ name, email, time, zone }: Identity): string {
  const clean = (text: string) =>
    withoutNul(text)
      .replace(/[<>\n]/g, '')
      .trim();
  return `${clean(name)} <${clean(email)}> ${Math.max(0, Math.floor(time / 1000))} ${zone ?? '+0000'}`;
}

function parseIdentity(line: string): Identity {
  const match = /^(.*?) ?<([^>]*)>(?: (\d+) ([+-]\d{4}))?/.exec(line);
  return {
    name: match?.[1] ?? '',
    email: match?.[2] ?? '',
    time: Math.min(Number(match?.[3] ?? 0), 8_640_000_000_000) * 1000,
    zone: match?.[4] ?? '+0000',
  };
}

/** Headers with continuation lines, and the message after the blank line. */
function splitHeaders(bytes: Buffer): { headers: [string, string][]; message: string } {
  const blank = bytes.indexOf('\n\n');
  const head = bytes.toString('latin1', 0, blank === -1 ? bytes.byteLength : blank);
  const encoding = /^encoding (\S+)$/m.exec(head)?.[1];
  const decode = (part: Uint8Array): string => {
    try {
      return new TextDecoder(encoding ?? 'utf-8').decode(part);
    } catch {
      return Buffer.from(part).toString('latin1');
    }
  };
  const headers: [string, string][] = [];
  for (const line of decode(bytes.subarray(0, blank === -1 ? bytes.byteLength : blank)).split('\n')) {
    const last = headers.at(-1);
    if (line.startsWith(' ') && last !== undefined) {
      last[1] += `\n${line.slice(1)}`;
      continue;
    }
    const space = line.indexOf(' ');
    if (space > 0) headers.push([line.slice(0, space), line.slice(space + 1)]);
  }
  return { headers, message: blank === -1 ? '' : decode(bytes.subarray(blank + 2)) };
}

export function parseCommit(sha: string, bytes: Buffer): Commit {
  const { headers, message } = splitHeaders(bytes);
  const first = (name: string) => headers.find(([key]) => key === name)?.[1];
  const signature = first('gpgsig') ?? null;
  const author = parseIdentity(first('author') ?? '');
  return {
    sha,
    tree: first('tree') ?? '',
    parents: headers.filter(([key]) => key === 'parent').map(([, value]) => value),
    author,
    committer: parseIdentity(first('committer') ?? ''),
    message,
    signature,
    signedPayload:
      signature === null
        ? null
        : `${headers
            .filter(([key]) => key !== 'gpgsig')
            .map(([key, value]) => `${key} ${value.replaceAll('\n', '\n ')}`)
            .join('\n')}\n\n${message}`,
  };
}

export function parseTag(sha: string, bytes: Buffer): Tag {
  const { headers, message } = splitHeaders(bytes);
  const first = (name: string) => headers.find(([key]) => key === name)?.[1];
  const tagger = first('tagger');
  const signatureAt = message.search(/^-----BEGIN (PGP SIGNATURE|SSH SIGNATURE|SIGNED MESSAGE)-----$/m);
  return {
    sha,
    object: first('object') ?? '',
    objectType: (first('type') ?? 'commit') as ObjectType,
    name: first('tag') ?? '',
    tagger: tagger === undefined ? null : parseIdentity(tagger),
    message,
    signature: signatureAt === -1 ? null : message.slice(signatureAt),
  };
}

export function parseTree(bytes: Buffer): TreeItem[] {
  const items: TreeItem[] = [];
  for (let at = 0; at < bytes.byteLength; ) {
    const space = bytes.indexOf(32, at);
    const nul = bytes.indexOf(0, space);
    if (space === -1 || nul === -1 || nul + 21 > bytes.byteLength) throw new GitFailure('a tree object is damaged');
    const mode = bytes.toString('latin1', at, space).padStart(6, '0');
    items.push({
      mode,
      path: bytes.toString('utf8', space + 1, nul),
      type: mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob',
      sha: bytes.toString('hex', nul + 1, nul + 21),
      size: null,
    });
    at = nul + 21;
  }
  return items;
}
