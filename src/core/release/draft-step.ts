import { counted, grouped } from '../counted.ts';
import { type Problem, problem } from '../problem.ts';
import { usableDigest } from './digest-algorithm.ts';
import { draftText } from './drafts.ts';
import type { ReleaseFacts } from './facts.ts';
import type { AssetFacts } from './judge-assets.ts';

/** A file that the release must have, as this program has it. */
export interface WantedFile {
  readonly name: string;
  /** bytes */
  readonly size: number;
  /** `sha256:<hex>` */
  readonly digest: string;
}

/** The next thing to do for a published release with exactly its files. */
export type DraftStep =
  | { readonly kind: 'done' }
  | { readonly kind: 'stop'; readonly problem: Problem }
  | { readonly kind: 'create' }
  | { readonly kind: 'delete-draft'; readonly draft: ReleaseFacts }
  | { readonly kind: 'delete-asset'; readonly asset: AssetFacts; readonly why: string }
  /** The server gives no digest: its bytes have to be seen. */
  | { readonly kind: 'prove'; readonly asset: AssetFacts }
  | { readonly kind: 'upload'; readonly draft: ReleaseFacts; readonly file: WantedFile }
  | { readonly kind: 'publish'; readonly draft: ReleaseFacts };

/** What the notes of a draft begin with until it is published: by it this program finds its own draft again. */
export const draftMark = (tag: string): string =>
  `<!-- zlink-release: the draft of ${encodeURIComponent(tag)}, published when everything is attached -->`;

/**
 * Decides by what the releases are. Of several drafts of its own (an answer that was lost, a list that lagged) the first one counts.
 *
 * @param proven digests of assets by id, where their bytes were seen
 */
export function nextDraftStep(
  tag: string,
  releases: readonly ReleaseFacts[],
  wanted: readonly WantedFile[],
  proven: ReadonlyMap<number, string>,
): DraftStep {
  const ofTag = releases.filter((each) => each.tag === tag);
  const isOwn = (each: ReleaseFacts) => each.draft && each.notes.startsWith(draftMark(tag));
  const own = ofTag.filter(isOwn).sort((a, b) => a.id - b.id);
  const [draft, ...others] = own;
  if (ofTag.some((each) => !each.draft))
    return draft === undefined ? { kind: 'done' } : { kind: 'delete-draft', draft };
  const foreign = ofTag.find((each) => !isOwn(each));
  if (foreign !== undefined) return { kind: 'stop', problem: inTheWay(tag, foreign) };
  if (draft === undefined) return { kind: 'create' };
  const [other] = others;
  return other === undefined ? stepOf(draft, wanted, proven) : { kind: 'delete-draft', draft: other };
}

function stepOf(draft: ReleaseFacts, wanted: readonly WantedFile[], proven: ReadonlyMap<number, string>): DraftStep {
  const byName = new Map(wanted.map((file) => [file.name, file]));
  for (const asset of draft.assets) {
    const file = byName.get(asset.name);
    if (file === undefined) return { kind: 'stop', problem: notOfIt(draft, asset) };
    const fault = faultOf(asset, file, proven);
    if (fault === 'unproven') return { kind: 'prove', asset };
    if (fault !== null) return { kind: 'delete-asset', asset, why: fault };
  }
  const present = new Set(draft.assets.map(({ name }) => name));
  const file = wanted.find(({ name }) => !present.has(name));
  return file === undefined ? { kind: 'publish', draft } : { kind: 'upload', draft, file };
}

/** What is wrong with an asset; null: it is the file. */
function faultOf(
  { id, state, size, digest: listed }: AssetFacts,
  file: WantedFile,
  proven: ReadonlyMap<number, string>,
): 'unproven' | string | null {
  if (state !== 'uploaded') return `its upload did not finish (${state})`;
  if (size !== file.size) return `it has ${counted(size, 'byte')} instead of ${grouped(file.size)}`;
  const digest = usableDigest(listed) ?? proven.get(id);
  if (digest === undefined) return 'unproven';
  return digest === file.digest ? null : `it has ${digest} instead of ${file.digest}`;
}

const inTheWay = (tag: string, draft: ReleaseFacts): Problem =>
  problem('draft-in-the-way', `There is a draft of ${tag}: ${draftText(draft)}.`, {
    where: draft.url,
    remedy: 'Publish the draft or delete it, then run the same command again.',
  });

/** Somebody may have put it there, or the configuration was another one: nothing of either is thrown away. */
const notOfIt = (draft: ReleaseFacts, { name }: AssetFacts): Problem =>
  problem('draft-in-the-way', `The draft of ${draft.tag} has a file that is none of this release's: ${name}.`, {
    where: draft.url,
    remedy: `Take ${JSON.stringify(name)} out of the draft, or delete the draft; then run the same command again.`,
  });
