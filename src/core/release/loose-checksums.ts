import { uploadedName } from '../triggers/release-assets.ts';
import { algorithmNamed, algorithmOfDigits, type DigestAlgorithm, digitsOf } from './digest-algorithm.ts';

/** A line of a list in which no tool's form tells which file is meant. */
export interface LooseLine {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
  /** What the list's name, or a heading above, says that the digests are; `other` for one that is not computed. */
  readonly algorithm: DigestAlgorithm | 'other' | null;
  /** A tool's form has read a name in it, which is no asset: what stands in other lines is not about it. */
  readonly hasName: boolean;
}

/** A digest with the asset that it stands beside. */
export interface LooseDigest {
  /** The first and the last of the lines that it is written in. */
  readonly line: number;
  readonly last: number;
  readonly algorithm: DigestAlgorithm;
  /** Lower case. */
  readonly hex: string;
  readonly name: string;
}

type Digest = Pick<LooseDigest, 'algorithm' | 'hex'>;

/** Bytes that are written apart: `gpg --print-md`, certutil, `openssl dgst -c`. */
const APART =
  /(?<![0-9A-Za-z])(?:(?:[0-9A-Fa-f]{2}[ :]{1,2}){15,63}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{4} {1,2}){7,31}[0-9A-Fa-f]{4}|(?:[0-9A-Fa-f]{8} {1,2}){3,15}[0-9A-Fa-f]{8})(?![0-9A-Za-z])/g;
const GROUPS = /^[0-9A-Fa-f]{2,8}(?: {1,2}[0-9A-Fa-f]{2,8})+$/;
const HEX = /(?<![0-9A-Za-z])[0-9A-Fa-f]{32,128}(?![0-9A-Za-z])/g;
/** As in HTML's `integrity`, and a digest of 32 or 64 bytes in base64 alone. */
const BASE64 =
  /(?<![0-9A-Za-z+/])(?:(sha(?:256|384|512))-)?([0-9A-Za-z+/]{43}=|[0-9A-Za-z+/]{86}==|(?<=-)[0-9A-Za-z+/]{64})(?![0-9A-Za-z+/=])/g;
/** Longer than a digest of 512 bits in groups behind a name. Characters. */
const LONGEST_JOINED = 1_024;
/** Of MD5 in hex. */
const FEWEST_DIGITS = 32;
/** Digests of fewer digits are told from ids of commits and keys by a name alone. */
const TELLING: readonly number[] = [64, 96, 128];

/** Whether something in a line looks like a digest: in hex, or in base64 after its algorithm. */
export function looksLikeDigest(text: string): boolean {
  const whole = text.replace(APART, withoutGaps);
  return LONG_HEX.test(whole) || [...whole.matchAll(BASE64)].some(([, algorithm]) => algorithm !== undefined);
}
const LONG_HEX = /(?<![0-9A-Za-z])[0-9A-Fa-f]{32,}(?![0-9A-Za-z])/;

const withoutGaps = (apart: string): string => apart.replace(/[ :]/g, '');

/**
 * Digests that stand beside the name of an asset in some other form than a tool's: in one line (`name: digest`, a row of a
 * table, JSON), or in lines that follow each other without an empty one between (`name:` and the digest below, or above).
 * A line of several assets or of several digests of one algorithm is taken apart at its commas and braces; what does not tell
 * then which is whose is left alone.
 *
 * @param names of all assets
 * @param beside the asset that a digest without any name is about; null: there is none
 */
export function looseDigests(
  lines: readonly LooseLine[],
  names: ReadonlySet<string>,
  beside: string | null,
): LooseDigest[] {
  const pairing = new Pairing(beside);
  if (names.size === 0) return [];
  let before = 0;
  for (const each of joined(lines)) {
    const pieces = piecesOf(each, names);
    // An empty line, or one that a tool's form has read, is between.
    if (each.line > before + 1 || each.hasName) pairing.end();
    before = each.last;
    if (each.hasName && pieces.every(({ assets }) => assets.length === 0)) continue;
    for (const piece of pieces) pairing.see(each, piece);
  }
  return pairing.found;
}

interface Piece {
  readonly assets: readonly string[];
  readonly digests: readonly Digest[];
}
type Lines = Pick<Joined, 'line' | 'last'>;

/** Digests and names in the order in which they are met. */
class Pairing {
  readonly found: LooseDigest[] = [];
  readonly #beside: string | null;
  #asset: string | null;
  #waiting: { readonly at: Lines; readonly digest: Digest }[] = [];
  /** Whether digests come before the names that they belong to, as far as the list has shown. */
  #digestsFirst = false;

  constructor(beside: string | null) {
    this.#beside = beside;
    this.#asset = beside;
  }

  see(at: Lines, { assets, digests }: Piece): void {
    const [asset, ...others] = assets;
    if (others.length > 0) this.end();
    else if (asset === undefined) this.#unnamed(at, digests);
    else if (digests.length === 0) this.#named(asset);
    else {
      this.#add(at, digests, asset);
      this.end();
    }
  }

  #unnamed(at: Lines, digests: readonly Digest[]): void {
    if (this.#asset !== null && !this.#digestsFirst) this.#add(at, digests, this.#asset);
    else this.#waiting.push(...digests.map((digest) => ({ at, digest })));
  }

  #named(asset: string): void {
    this.#asset = asset;
    this.#digestsFirst ||= this.#waiting.length > 0;
    for (const { at, digest } of this.#waiting) this.#add(at, [digest], asset);
    this.#waiting = [];
  }

  #add({ line, last }: Lines, digests: readonly Digest[], name: string): void {
    for (const digest of digests) this.found.push({ line, last, ...digest, name });
  }

  /** What comes now has nothing to do with what came. */
  end(): void {
    this.#asset = this.#beside;
    this.#waiting = [];
  }
}

interface Joined extends LooseLine {
  /** The last of the lines that it was written in. */
  readonly last: number;
}

/** Lines of groups of digits alone go on with what is above them. */
function joined(lines: readonly LooseLine[]): Joined[] {
  const whole: Joined[] = [];
  for (const each of lines) {
    const above = whole.at(-1);
    if (
      above !== undefined &&
      above.text.length < LONGEST_JOINED &&
      above.last === each.line - 1 &&
      GROUPS.test(each.text) &&
      /[:=0-9A-Fa-f]/.test(above.text.slice(-1))
    )
      whole.splice(-1, 1, { ...above, text: `${above.text} ${each.text}`, last: each.line });
    else whole.push({ ...each, last: each.line });
  }
  return whole;
}

function piecesOf({ text, algorithm }: LooseLine, names: ReadonlySet<string>): Piece[] {
  const whole = pieceOf(text, algorithm, names);
  const algorithms = new Set(whole.digests.map((each) => each.algorithm));
  if (whole.assets.length <= 1 && algorithms.size === whole.digests.length) return [whole];
  const pieces = text.split(/[{},]/).map((each) => pieceOf(each, algorithm, names));
  const isPlain = pieces.every(({ assets, digests }) => assets.length <= 1 && digests.length <= 1);
  return isPlain ? pieces : [{ assets: whole.assets, digests: [] }];
}

function pieceOf(text: string, suggested: LooseLine['algorithm'], names: ReadonlySet<string>): Piece {
  const isShort = text.length < FEWEST_DIGITS;
  // A byte that is written apart is no name of an algorithm: `b2`, `b3`.
  const whole = isShort ? text : text.replace(APART, withoutGaps);
  const words = whole.split(/[\s"'`|,;()[\]{}<>=]+/).filter(Boolean);
  const named = words.map((word) => assetNamed(word, names) ?? assetNamed(word.replace(EMPHASIS, ''), names));
  const assets = [...new Set(named.filter((each) => each !== null))];
  if (isShort) return { assets, digests: [] };
  const others = words.filter((_, at) => named[at] === null);
  const algorithms = [...new Set(others.flatMap((word) => algorithmNamed(word.replace(/[:*]$/, '')) ?? []))];
  const algorithm = algorithms[0] ?? suggested;
  const isClear = algorithms.length <= 1 && algorithm !== 'other';
  return { assets, digests: isClear ? digestsIn(whole, algorithm) : [] };
}

/** What Markdown writes around a word. */
const EMPHASIS = /^[*_~]+|[*_~]+:?$|:[*_~]+$/g;

/** The asset that a word is, or that a path in it leads to. */
export function assetNamed(word: string, names: ReadonlySet<string>): string | null {
  const path = word.replace(/^\*/, '').replace(/:$/, '');
  const base = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  if (base === '') return null;
  if (names.has(base)) return base;
  return [base, decoded(base)].map(uploadedName).find((name) => names.has(name)) ?? null;
}

/** A name as it was before a URL was made of it. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** @param whole in which no digest is written apart */
function digestsIn(whole: string, algorithm: DigestAlgorithm | null): Digest[] {
  const found: Digest[] = [];
  for (const [digits] of whole.matchAll(HEX)) {
    const isNamed = algorithm !== null && digitsOf(algorithm) === digits.length;
    const known = isNamed ? algorithm : TELLING.includes(digits.length) ? algorithmOfDigits(digits.length) : null;
    if (known !== null) found.push({ algorithm: known, hex: digits.toLowerCase() });
  }
  for (const [, name, base64 = ''] of whole.matchAll(BASE64)) {
    const known = name === undefined ? algorithm : algorithmNamed(name);
    const hex = Buffer.from(base64, 'base64').toString('hex');
    if (known !== null && known !== 'other' && digitsOf(known) === hex.length) found.push({ algorithm: known, hex });
  }
  return found;
}
