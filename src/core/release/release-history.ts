import { largestCompared } from '../largest-file.ts';
import { type HeldMove, heldMoves } from '../version/held-moves.ts';
import {
  type FileChange,
  type LearnedLine,
  lineAsCompared,
  type Neighbours,
  PlaceLearner,
} from '../version/learn-places.ts';
import { AlongsideLearner, type MovedAlongside } from '../version/moved-alongside.ts';
import { comparable, compareVersions, versionParts } from '../version/semver.ts';
import { byVersion, type ReleasedVersion } from './release-tags.ts';

/** A release whose tag leads to a commit. */
export interface TaggedRelease {
  readonly version: string;
  readonly tag: string;
  readonly commit: string;
}

/** Two releases of which no other one lies between. */
export interface NeighbouringReleases extends Neighbours {
  readonly older: TaggedRelease;
  readonly newer: TaggedRelease;
}

/** More pairs told nothing that these did not. Source: the last releases of twenty-two libraries. */
const MOST_PAIRS = 4;

/**
 * The last releases, each with the one before it, the newest first. Of tags that are named alike: final versions by their
 * order, and where there are not two of them, the pre-releases.
 *
 * @param notAbove the version that the base says: what is above it was tagged on another line. null: not known
 */
export function neighbouringReleases(
  released: readonly ReleasedVersion[],
  notAbove: string | null = null,
): NeighbouringReleases[] {
  const known = released
    .flatMap(({ commit, ...rest }): TaggedRelease[] => (commit === null ? [] : [{ ...rest, commit }]))
    .filter(({ version }) => notAbove === null || (compareVersions(version, comparable(notAbove)) ?? 0) <= 0)
    .sort(byVersion);
  const finals = known.filter(({ version }) => versionParts(version).isPlain);
  const line = finals.length > 1 ? finals : known;
  const pairs: NeighbouringReleases[] = [];
  for (const [at, newer] of line.entries()) {
    const older = line[at + 1];
    if (older === undefined || pairs.length === MOST_PAIRS) break;
    // Two names of one commit tell nothing.
    if (older.commit !== newer.commit && older.version !== newer.version) pairs.push({ older, newer });
  }
  return pairs;
}

/** What the last releases tell. */
export interface ReleaseHistory {
  /** What was looked at, the newest first; empty where there are not two releases. */
  readonly pairs: readonly NeighbouringReleases[];
  readonly learned: readonly LearnedLine[];
  /**
   * Whether a line stood in the file before the newest release already, though the version was another one: then it does not
   * say the version. false where that is not known.
   *
   * @param sha of the file as it is now
   */
  readonly stood: (path: string, sha: string, line: string) => boolean;
  /** What they did to the numbers of binary interfaces, the newest first. */
  readonly held: readonly HeldMove[];
  /** What changed with each of them, and is no place of the version. */
  readonly alongside: readonly MovedAlongside[];
  /** Changed files that were not looked into, because there were too many. */
  readonly unread: number;
}

/** The ids of a tree's regular files, by path. */
export type BlobIds = Pick<ReadonlyMap<string, string>, 'get'>;

export const NO_HISTORY: ReleaseHistory = {
  pairs: [],
  learned: [],
  stood: () => false,
  held: [],
  alongside: [],
  unread: 0,
};

/** Learns change by change, so that a large difference is never held as a whole. */
export class HistoryLearner {
  readonly #pairs: readonly NeighbouringReleases[];
  readonly #places = new PlaceLearner();
  readonly #held: HeldMove[] = [];
  readonly #alongside: AlongsideLearner;
  /** Of the newest pair: the lines that are new in the newer one, by path. */
  readonly #added = new Map<string, ReadonlySet<string>>();

  /** @param pairs the newest first */
  constructor(pairs: readonly NeighbouringReleases[]) {
    this.#pairs = pairs;
    this.#alongside = new AlongsideLearner(pairs);
  }

  /** @param paths of files that the newer release of the pair has and the older one has not */
  came(pair: NeighbouringReleases, paths: Iterable<string>): void {
    this.#alongside.came(pair, paths);
  }

  /** The pairs are looked at in their order. */
  look(pair: NeighbouringReleases, change: FileChange): void {
    this.#places.look(pair, change);
    this.#held.push(...heldMoves(pair.newer.tag, change));
    this.#alongside.look(pair, change);
    if (pair === this.#pairs[0]) this.#added.set(change.path, change.added);
  }

  /**
   * @param newest the trees of the newest pair; null where only what differs was told
   * @param unread changed files that were not looked into
   */
  history(
    newest: { readonly older: BlobIds; readonly newer: BlobIds } | null,
    unread: readonly string[],
  ): ReleaseHistory {
    const order = new Map(this.#pairs.map(({ newer }, at) => [newer.tag, at]));
    const since = ({ movedTo }: LearnedLine) => order.get(movedTo[0] ?? '') ?? 0;
    // What moved in the newest pair weighs most, in whatever order the files were looked at.
    const learned = [...this.#places.learned()].sort((a, b) => since(a) - since(b));
    return {
      pairs: this.#pairs,
      learned: [...learned, ...this.#places.likelyIn(unread)],
      stood: (path, sha, line) => {
        const was = newest?.older.get(path);
        if (was === undefined || newest === null || isSameRelease(this.#pairs[0])) return false;
        if (was === sha) return true;
        const added = this.#added.get(path);
        return added !== undefined && newest.newer.get(path) === sha && !added.has(lineAsCompared(line));
      },
      held: this.#held,
      alongside: this.#alongside.found(),
      unread: unread.length,
    };
  }
}

/** A candidate and its final version say the same where they say the numbers alone. */
function isSameRelease(pair: Neighbours | undefined): boolean {
  if (pair === undefined) return false;
  const [one, other] = [versionParts(pair.older.version), versionParts(pair.newer.version)];
  return one.major === other.major && one.minor === other.minor && one.patch === other.patch;
}

/** A blob of a tree. */
export interface Blob {
  readonly sha: string;
  /** Bytes; 0 where that is not told. */
  readonly size: number;
}

/** The regular files of a tree by path. */
export type Blobs = ReadonlyMap<string, Blob>;

/** A file that is in two trees with different content. */
export interface ChangedBlob {
  readonly path: string;
  readonly older: Blob;
  readonly newer: Blob;
}

export function changedBlobs(older: Blobs, newer: Blobs): ChangedBlob[] {
  const changed: ChangedBlob[] = [];
  for (const [path, now] of newer) {
    const was = older.get(path);
    if (was !== undefined && was.sha !== now.sha) changed.push({ path, older: was, newer: now });
  }
  return changed;
}

export interface ReadingBounds {
  /** How many blobs may be read. */
  readonly blobs: number;
  /** All of them together. Bytes. */
  readonly bytes: number;
  /** A larger file is data. Bytes; null: as its name tells. */
  readonly largest: number | null;
}

export interface ChosenReads {
  /** For each pair, in the order given, the changes to look at. */
  readonly pairs: readonly (readonly ChangedBlob[])[];
  /** Changed files that are left out because of the bounds. */
  readonly unread: readonly string[];
}

/** First what says the version, last what does not. */
const SAYING: readonly (boolean | null)[] = [true, null, false];

/** Names that tell of a version, and files that a version is usually kept in. */
const LIKELY =
  /version|(^|\/)(CMakeLists\.txt|configure\.ac|meson\.build|Makefile[^/]*|Cargo\.toml|[^/]*\.(json|toml|podspec|spec|rc|rc\.in|props|nuspec)|conf\.py|setup\.(py|cfg)|MODULE\.bazel|Doxyfile[^/]*|CITATION\.cff|README[^/]*)$/i;

/** Whether a file says the present version; null: nobody has read it. */
export type SaysVersion = (path: string) => boolean | null;

/** Files of one folder and one kind that tell of the others: what moved in as many is looked for in the rest. */
const MANY_ALIKE = 40;
const kindOf = (path: string): string => path.replace(/[^/]*?(\.[^./]*)?$/, '$1');

/**
 * The changes that are read where not all of them can be: only what says the present version can be a place of it, and a place is
 * changed by nearly every release, so files that changed most often come first; of those the ones whose names tell of a version,
 * then the smaller ones. Of a folder full of one kind a part is enough.
 */
export function chooseReads(
  pairs: readonly (readonly ChangedBlob[])[],
  bounds: ReadingBounds,
  says: SaysVersion = () => null,
): ChosenReads {
  const changes = new Map<string, ChangedBlob[]>();
  for (const pair of pairs) {
    for (const change of pair) {
      const known = changes.get(change.path);
      if (known === undefined) changes.set(change.path, [change]);
      else known.push(change);
    }
  }
  const likely = (path: string) => Number(LIKELY.test(path));
  const saying = new Map([...changes.keys()].map((path) => [path, SAYING.indexOf(says(path))]));
  const size = (each: readonly ChangedBlob[]) => each[0]?.newer.size ?? 0;
  const ranked = [...changes].sort(
    ([a, one], [b, other]) =>
      (saying.get(a) ?? 0) - (saying.get(b) ?? 0) ||
      other.length - one.length ||
      likely(b) - likely(a) ||
      size(one) - size(other) ||
      (a < b ? -1 : 1),
  );
  const alike = new Map<string, number>();
  const telling: typeof ranked = [];
  const more: typeof ranked = [];
  for (const each of ranked) {
    const kind = kindOf(each[0]);
    const before = alike.get(kind) ?? 0;
    alike.set(kind, before + 1);
    (before < MANY_ALIKE ? telling : more).push(each);
  }
  const chosen = new Set<string>();
  const blobs = new Set<string>();
  let bytes = 0;
  const unread: string[] = [];
  for (const [path, ofPath] of [...telling, ...more]) {
    const wanted = ofPath.flatMap(({ older, newer }) => [older, newer]);
    if (wanted.some((blob) => blob.size > (bounds.largest ?? largestCompared(path)))) continue;
    const more = [...new Map(wanted.filter(({ sha }) => !blobs.has(sha)).map((blob) => [blob.sha, blob])).values()];
    const added = more.reduce((sum, blob) => sum + blob.size, 0);
    if (blobs.size + more.length > bounds.blobs || bytes + added > bounds.bytes) {
      unread.push(path);
      continue;
    }
    for (const { sha } of more) blobs.add(sha);
    bytes += added;
    chosen.add(path);
  }
  return { pairs: pairs.map((pair) => pair.filter(({ path }) => chosen.has(path))), unread };
}

/**
 * The files that are looked into where there are more than can be: what changed most often and has a likely name first, the
 * rest spread over all of them.
 *
 * @param counts how often each path changed, in the order of the trees
 */
export function spreadChoice(
  counts: ReadonlyMap<string, number>,
  most: number,
): { readonly chosen: ReadonlySet<string>; readonly left: readonly string[] } {
  if (counts.size <= most) return { chosen: new Set(counts.keys()), left: [] };
  const classes: string[][] = [];
  for (const [path, count] of counts) {
    const rank = (MOST_PAIRS - count) * 2 + Number(!LIKELY.test(path));
    const members = classes[rank] ?? [];
    members.push(path);
    classes[rank] = members;
  }
  const wanted = new Set<string>();
  for (const members of classes) {
    const room = most - wanted.size;
    for (let at = 0; at < Math.min(room, members?.length ?? 0); at += 1)
      wanted.add(members?.[room >= members.length ? at : Math.floor((at * members.length) / room)] ?? '');
  }
  const chosen = new Set<string>();
  const left: string[] = [];
  for (const path of counts.keys()) {
    if (wanted.has(path)) chosen.add(path);
    else left.push(path);
  }
  return { chosen, left };
}
