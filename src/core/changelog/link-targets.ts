/** A comparison in an address: `…/compare/v1.1.0...v1.2.0`. */
export interface Comparison {
  readonly before: string;
  readonly from: string;
  readonly sign: string;
  readonly to: string;
  /** Bitbucket has the newer one first. */
  readonly isReversed: boolean;
}

/** From which tag to which the release goes, as addresses say it; `null` where one is not known. */
export interface LinkStep {
  readonly from: string | null;
  readonly to: string;
}

/** Signs between the two ends, the longer ones first. AsciiDoc escapes dots. */
const SIGNS = ['\\...', '...', '..', '%2E%2E%2E', '%2e%2e%2e', '%0D', '%0d'];

/** Takes a comparison apart: what stands behind `compare/`, or in the last part of the address, around dots. */
export function readComparison(url: string): Comparison | null {
  const marker = '/compare/';
  const compare = url.indexOf(marker);
  if (compare === 0) return null;
  for (const sign of SIGNS) {
    const isReversed = sign.toLowerCase() === '%0d';
    let at: number;
    let begin: number;
    if (compare > 0) {
      begin = compare + marker.length;
      at = url.indexOf(sign, begin + 1);
    } else {
      at = url.lastIndexOf(sign);
      begin = Math.max(url.lastIndexOf('/', at), url.lastIndexOf('=', at)) + 1;
    }
    const to = at === -1 ? '' : (url.slice(at + sign.length).split('#')[0] ?? '');
    if (at <= begin || to === '' || to.startsWith('/')) continue;
    const [first, second] = [url.slice(begin, at), url.slice(at + sign.length)];
    const before = url.slice(0, begin);
    return isReversed
      ? { before, from: second, sign, to: first, isReversed }
      : { before, from: first, sign, to: second, isReversed };
  }
  return null;
}

export const writeComparison = ({ before, sign, isReversed }: Comparison, from: string, to: string): string =>
  isReversed ? `${before}${to}${sign}${from}` : `${before}${from}${sign}${to}`;

/** A whole version in other text: `1.2.0` is not in `11.2.0`, `1.2.01`, `1.2.0.1` or `1.2.0-rc.1`. */
export function replaceVersion(text: string, version: string, by: string): string {
  let result = '';
  let from = 0;
  for (let at = text.indexOf(version); at !== -1; at = text.indexOf(version, from)) {
    const end = at + version.length;
    const isWhole =
      !/\d\.?$/.test(text.slice(Math.max(0, at - 2), at)) &&
      !/^(\d|\.\d|[-.]?(alpha|beta|rc|pre|dev))/i.test(text.slice(end, end + 6));
    result += text.slice(from, at) + (isWhole ? by : version);
    from = end;
  }
  return result + text.slice(from);
}

export const namesVersion = (text: string, version: string): boolean => replaceVersion(text, version, '\0') !== text;

/**
 * The address for a new version, made from the one of another: a comparison goes from where that ended; elsewhere the new
 * version takes the place of the old. null where the address does not tell.
 */
export function followedUrl(
  url: string,
  version: string,
  { version: next, step }: { readonly version: string; readonly step: LinkStep | null },
): string | null {
  const comparison = readComparison(url);
  if (comparison === null) return namesVersion(url, version) ? replaceVersion(url, version, next) : null;
  if (!namesVersion(comparison.to, version)) return null;
  return writeComparison(comparison, step?.from ?? comparison.to, replaceVersion(comparison.to, version, next));
}

const URLS = /https?:\/\/[^\s()[\]<>]{1,900}/g;

/** Text of a heading for a new version: addresses are followed, and the version is replaced in anchors. */
export function followedTargets(
  text: string,
  version: string,
  to: { readonly version: string; readonly step: LinkStep | null },
): string {
  let result = '';
  let from = 0;
  for (const match of text.matchAll(URLS)) {
    result += replacedNames(text.slice(from, match.index), version, to.version);
    result += followedUrl(match[0], version, to) ?? match[0];
    from = match.index + match[0].length;
  }
  return result + replacedNames(text.slice(from), version, to.version);
}

/** The version, also in a name that can hold no dots: `v1-2-0`, `release_1_2_0`. */
function replacedNames(text: string, version: string, by: string): string {
  let replaced = replaceVersion(text, version, by);
  for (const sign of ['-', '_']) {
    const [old, next] = [version, by].map((each) => each.replaceAll('.', sign));
    if (old === undefined || next === undefined || old === version) continue;
    replaced = replaced.replaceAll(/[A-Za-z][\w-]*/g, (name) => replaceVersion(name, old, next));
  }
  return replaced;
}

/** The addresses of a heading that do not tell which version they are about. */
export const strangeUrls = (text: string, version: string): string[] =>
  [...text.matchAll(URLS)].flatMap(([url]) =>
    followedUrl(url, version, { version: '', step: null }) === null ? [url] : [],
  );
