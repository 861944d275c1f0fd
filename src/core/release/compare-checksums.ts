import { counted } from '../counted.ts';
import { type Problem, problem } from '../problem.ts';
import type { ChecksumsName } from './asset-companions.ts';
import type { ChecksumLine, ChecksumList } from './checksum-list.ts';
import { type DigestAlgorithm, isProof } from './digest-algorithm.ts';
import { assetNamed } from './loose-checksums.ts';

/** A list of checksums among the assets, read. */
export interface ReadChecksums {
  readonly asset: string;
  readonly name: ChecksumsName;
  readonly list: ChecksumList;
}

/** That an asset has a digest, as a list says. */
export interface Claim {
  readonly asset: string;
  readonly said: ChecksumLine;
}

/** What a list says about the assets of its release. */
export interface Claims {
  readonly of: ReadChecksums;
  readonly claims: readonly Claim[];
  /** The one line of a list beside an asset names another file, which is no asset: it can agree, and no more. */
  readonly aside: Claim | null;
  /** It has a line about itself, which cannot be right. */
  readonly namesItself: boolean;
}

/** Lines of a list that are about assets. Lines about other files (libraries inside an archive) say nothing here. */
export function claimsOf(read: ReadChecksums, names: ReadonlySet<string>): Claims {
  const { asset: own, name, list } = read;
  const claims: Claim[] = [];
  let namesItself = false;
  for (const said of list.lines) {
    const asset = said.name === '' ? name.beside : assetNamed(said.name, names);
    if (asset === own) namesItself = true;
    else if (asset !== null) claims.push({ asset, said });
  }
  const [only] = list.lines;
  const isAside = claims.length === 0 && list.lines.length === 1 && name.beside !== null && !namesItself;
  const aside = isAside && only !== undefined && name.beside !== null ? { asset: name.beside, said: only } : null;
  return { of: read, claims, aside, namesItself };
}

/** A digest of an asset, in hex. Known for every claim. */
export type DigestOf = (asset: string, algorithm: DigestAlgorithm) => string;

export interface ChecksumsFinding {
  /** Assets that the list names rightly. */
  readonly agrees: number;
  /** Strongest of the algorithms in which it agrees; null where it agrees about nothing. */
  readonly isProof: boolean;
  readonly problems: readonly Problem[];
  /** What a person should know though nothing is wrong. */
  readonly warnings: readonly string[];
  /** Assets that it contradicts. */
  readonly contradicted: readonly string[];
}

const CONTRADICTED =
  'Find out which of the two is wrong, build and upload that one again (where releases are immutable: release the next version), then run the same command again.';
const NO_LIST =
  'Let the job that uploads it write what sha256sum prints, upload it again (where releases are immutable: release the next version), then run the same command again.';

/**
 * Holds a list against the digests of the assets that it names. It is there to contradict: what it does not speak of it
 * does not prove, and that is told.
 *
 * @param others how many assets there are besides
 */
export function judgeChecksums(
  { of, claims, aside, namesItself }: Claims,
  digestOf: DigestOf,
  { others, where }: { readonly others: number; readonly where: string },
): ChecksumsFinding {
  const { asset: own, list, name } = of;
  const problems: Problem[] = [];
  const warnings: string[] = [];
  const agreed = new Map<string, boolean>();
  const contradicted = new Set<string>();
  if (list.lines.length === 0 && list.unread.length === 0 && name.certainty === 'sure')
    problems.push(
      problem('asset-broken', `${own} holds no checksum: its first line is \`${list.firstLine.slice(0, 200)}\`.`, {
        where,
        remedy: NO_LIST,
      }),
    );
  const isRight = ({ asset, said }: Claim) => digestOf(asset, said.algorithm) === said.hex;
  for (const claim of claims) {
    const { asset, said } = claim;
    if (isRight(claim)) agreed.set(asset, agreed.get(asset) === true || isProof(said.algorithm));
    else contradicted.add(asset);
  }
  for (const asset of contradicted) {
    agreed.delete(asset);
    problems.push(contradiction(own, asset, claims, digestOf, where));
  }
  if (aside !== null && isRight(aside)) agreed.set(aside.asset, isProof(aside.said.algorithm));
  else if (aside !== null)
    warnings.push(
      `${own} names ${aside.said.name}, which is no asset, and has another ${aside.said.algorithm} than ${aside.asset} has`,
    );
  if (namesItself) warnings.push(`${own} has a line about itself, which no list can have rightly: it is not compared`);
  const [unread] = list.unread;
  if (unread !== undefined)
    warnings.push(
      `${own}: ${counted(list.unread.length, 'line')} in no form that is read, and not compared; the first is line ${unread.line}: \`${unread.text.slice(0, 200)}\``,
    );
  const isSilent = problems.length === 0 && agreed.size === 0;
  if (isSilent && (list.lines.length > 0 || unread !== undefined || name.certainty === 'perhaps'))
    warnings.push(
      list.lines.length === 0
        ? `nothing could be compared with ${own}, so it proves nothing about the ${counted(others, 'other asset')}`
        : `${own} names none of the ${counted(others, 'other asset')}, so it proves nothing about them`,
    );
  const proven = [...agreed.values()].some(Boolean);
  if (agreed.size > 0 && !proven)
    warnings.push(`${own} agrees in MD5 or SHA-1 alone, of which other bytes can be made: that proves nothing`);
  return { agrees: agreed.size, isProof: proven, problems, warnings, contradicted: [...contradicted] };
}

/** What an asset has, and every line of the list about it: a person sees where the list contradicts itself. */
function contradiction(
  list: string,
  asset: string,
  claims: readonly Claim[],
  digestOf: DigestOf,
  where: string,
): Problem {
  const about = claims.filter((each) => each.asset === asset);
  const wrong = about.filter(({ said }) => digestOf(asset, said.algorithm) !== said.hex);
  const algorithm = wrong[0]?.said.algorithm ?? 'sha256';
  const has = `${asset} has ${algorithm}:${digestOf(asset, algorithm)}`;
  const said = (each: Claim) => `${each.said.algorithm}:${each.said.hex}`;
  if (about.length === 1)
    return problem('asset-broken', `${has}, but ${list} says ${about.map(said)}.`, { where, remedy: CONTRADICTED });
  const lines = about.map(
    (each) => `${said(each)} in line ${each.said.line}${each.said.name === '' ? '' : ` (${each.said.name})`}`,
  );
  const shown = lines.slice(0, 5).join(', ');
  const more = lines.length > 5 ? `, and ${counted(lines.length - 5, 'more line')}` : '';
  return problem(
    'asset-broken',
    `${has}, but ${list} names it ${counted(about.length, 'time')} and says ${shown}${more}.`,
    {
      where,
      remedy: CONTRADICTED,
    },
  );
}
