import { algorithmNamed, algorithmOfDigits, type DigestAlgorithm, digitsOf } from './digest-algorithm.ts';
import { assetNamed, type LooseLine, looksLikeDigest, looseDigests } from './loose-checksums.ts';

/** What one line of a list of checksums says. */
export interface ChecksumLine {
  /** Counted from 1. */
  readonly line: number;
  readonly algorithm: DigestAlgorithm;
  /** Lower case. */
  readonly hex: string;
  /** As it is written, without a mark and unescaped; empty where the line names no file. */
  readonly name: string;
}

export interface ChecksumList {
  readonly lines: readonly ChecksumLine[];
  /** Lines that hold something like a digest in a form or of an algorithm that is not read. */
  readonly unread: readonly { readonly line: number; readonly text: string }[];
  /** The first line that is not empty. */
  readonly firstLine: string;
  /** It is wrapped in a signature of OpenPGP, which nobody here checks. */
  readonly isSigned: boolean;
}

/** Longer lines name no file. Characters. */
const LONGEST_LINE = 8_192;

/** `SHA256 (name) = digest` of BSD and `--tag`, `SHA2-256(name)= digest` of openssl; before 1.1 `(stdin)= digest`. */
const TAGGED = /^(\\?)([A-Za-z][A-Za-z0-9/-]{0,15})? ?\((.*)\) ?= ?([A-Za-z0-9+/=]{16,172})$/;
/** `digest  name` of GNU and `digest *name`, `digest name` of BSD's -r, the digest alone; `sha256:` may go before it. */
const PLAIN = /^(\\?)(?:([A-Za-z][A-Za-z0-9/-]{1,15})[:=] ?)?([0-9A-Fa-f]{32,128})(?:[ \t](.*))?$/;
/** A row of PowerShell's Get-FileHash: `SHA256          DIGEST          path`. */
const ROW = /^([A-Za-z][A-Za-z0-9]{1,15})[ \t]+([0-9A-Fa-f]{32,128})[ \t]+(.*)$/;
/** A heading of a list in several parts: `# SHA512 HASH`. */
const HEADING =
  /^[#;/* \t]{0,9}([A-Za-z][A-Za-z0-9/-]{1,15})[ -]?(?:hash(?:es)?|(?:check)?sums?|digests?)?[ \t:*#]{0,9}$/i;

/** What a list may be about. */
export interface ListedAssets {
  /** Of all assets of the release. */
  readonly names: ReadonlySet<string>;
  /** The asset that a digest without a name is about; null: there is none. */
  readonly beside: string | null;
}

/**
 * Reads a list of checksums in any form that the usual tools write: GNU coreutils, Perl's shasum, BSD, openssl, PowerShell.
 * What is in none of them is read as far as a digest stands beside the name of an asset: rows of tables, JSON, YAML, what
 * certutil and `gpg --print-md` print.
 *
 * Sources: GNU coreutils manual, "md5sum invocation" and "cksum output modes" (marks, `--tag`, `--base64`, `--zero`, leading
 * backslash); openssl-dgst(1); OpenBSD sha256(1); Get-FileHash of PowerShell; RFC 9580, section 7 (cleartext signatures).
 *
 * @param suggested the algorithm that the name of the list speaks of; `other` for one that is not computed
 */
export function readChecksums(
  text: string,
  suggested: DigestAlgorithm | 'other' | null,
  { names, beside }: ListedAssets = { names: new Set(), beside: null },
): ChecksumList {
  const lines: ChecksumLine[] = [];
  const loose: (LooseLine & { readonly isUnread: boolean })[] = [];
  let firstLine = '';
  let isSigned = false;
  let algorithm = suggested;
  for (const { line, text: written, isHeader } of withoutArmor(text)) {
    if (firstLine === '') firstLine = written.trim();
    isSigned ||= isHeader;
    if (isHeader || written.trim() === '') continue;
    const whole = written.trim();
    const read = whole.length < LONGEST_LINE ? readLine(whole, algorithm) : null;
    const said = read === 'unread' ? null : read;
    if (said === null) algorithm = headed(whole, algorithm);
    else lines.push({ line, ...said });
    const hasName = said !== null && said.name !== '';
    if (hasName ? assetNamed(said.name, names) !== null : said !== null && beside !== null) continue;
    const isUnread = read === 'unread' || (said === null && looksLikeDigest(whole));
    loose.push({ line, text: whole, algorithm, hasName, isUnread });
  }
  const found = looseDigests(loose, names, beside);
  const read = new Set(
    found.flatMap(({ line, last }) => Array.from({ length: last - line + 1 }, (_, at) => line + at)),
  );
  return {
    lines: [...lines.filter(({ line }) => !read.has(line)), ...found.map(({ last: _, ...each }) => each)].sort(
      (a, b) => a.line - b.line,
    ),
    unread: loose
      .filter(({ isUnread, line }) => isUnread && !read.has(line))
      .map(({ line, text: whole }) => ({ line, text: whole.slice(0, LONGEST_LINE) })),
    firstLine,
    isSigned,
  };
}

/** The algorithm of what comes below a line. */
function headed(text: string, before: DigestAlgorithm | 'other' | null): DigestAlgorithm | 'other' | null {
  const heading = text.length < LONGEST_LINE ? HEADING.exec(text)?.[1] : undefined;
  return heading === undefined ? before : (algorithmNamed(heading) ?? before);
}

type Said = Omit<ChecksumLine, 'line'>;

/** null: the line says nothing of a digest, as far as its form tells. */
function readLine(text: string, suggested: DigestAlgorithm | 'other' | null): Said | 'unread' | null {
  const tagged = TAGGED.exec(text);
  if (tagged !== null) {
    const [, slash, name, file = '', digest = ''] = tagged;
    return named(name === undefined ? null : algorithmNamed(name), hexOf(digest), unescaped(file, slash));
  }
  const row = ROW.exec(text);
  const rowAlgorithm = row === null ? null : algorithmNamed(row[1] ?? '');
  if (row !== null && rowAlgorithm !== null) return named(rowAlgorithm, (row[2] ?? '').toLowerCase(), row[3] ?? '');
  const plain = PLAIN.exec(text);
  if (plain === null) return null;
  const [, slash, prefix, digest = '', rest = ''] = plain;
  const hex = digest.toLowerCase();
  // A mark is one character: binary (`*`), bits (`^`) or portable (`?`).
  const file = unescaped(rest.trim().replace(/^[*^?]/, ''), slash);
  if (prefix !== undefined) return named(algorithmNamed(prefix), hex, file);
  if (suggested === 'other') return 'unread';
  const isSuggested = suggested !== null && digitsOf(suggested) === hex.length;
  return named(isSuggested ? suggested : algorithmOfDigits(hex.length), hex, file, 'by its digits');
}

/** @param algorithm null: none is named where one should be, which openssl did; then the digits tell it */
function named(
  algorithm: DigestAlgorithm | 'other' | null,
  hex: string | null,
  file: string,
  told: 'by name' | 'by its digits' = 'by name',
): Said | 'unread' {
  if (hex === null || algorithm === 'other') return 'unread';
  const known = algorithm ?? (told === 'by name' ? algorithmOfDigits(hex.length) : null);
  if (known === null || digitsOf(known) !== hex.length) return 'unread';
  const name = file.trim();
  return { algorithm: known, hex, name: name === '-' || name === 'stdin' ? '' : name };
}

/** A digest in hex, also where `cksum --base64` wrote it; null when it is neither. */
function hexOf(digest: string): string | null {
  if (/^[0-9A-Fa-f]+$/.test(digest) && algorithmOfDigits(digest.length) !== null) return digest.toLowerCase();
  return /^[A-Za-z0-9+/]+={0,2}$/.test(digest) ? Buffer.from(digest, 'base64').toString('hex') : null;
}

/** GNU writes a backslash before the whole line when it escaped something in the name. */
function unescaped(name: string, slash: string | undefined): string {
  if (slash !== '\\') return name;
  return name.replace(/\\([\\nr])/g, (_, character: string) => ({ n: '\n', r: '\r' })[character] ?? '\\');
}

/**
 * The lines of a text without what signatures add to them: neither the armor nor the base64 in it is about files, and a
 * cleartext signature puts `- ` before lines that begin with a dash.
 */
function* withoutArmor(text: string): Generator<{ line: number; text: string; isHeader: boolean }> {
  let within: 'text' | 'headers' | 'signed' | 'armor' = 'text';
  for (const [index, written] of text.split(/\r\n|\n|\r|\0/).entries()) {
    const line = index + 1;
    const armor = /^-----(BEGIN|END) ([A-Z0-9 ]{1,60})-----\s*$/.exec(written);
    if (armor?.[1] === 'END') within = 'text';
    else if (armor !== null) {
      within = armor[2] === 'PGP SIGNED MESSAGE' ? 'headers' : 'armor';
      if (within === 'headers') yield { line, text: written, isHeader: true };
    } else if (within === 'headers') {
      if (written.trim() === '') within = 'signed';
    } else if (within === 'signed') yield { line, text: written.replace(/^- /, ''), isHeader: false };
    else if (within === 'text') yield { line, text: written, isHeader: false };
  }
}

/** The text of a list: UTF-8, or what PowerShell writes by `>`, UTF-16, mostly with a byte order mark. Never throws. */
export function checksumsText(bytes: Uint8Array): string {
  const [first, second, , fourth] = bytes;
  const isLittle = (first === 0xff && second === 0xfe) || (second === 0 && fourth === 0);
  const encoding = isLittle ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
