import type { FinishedWorld, Violation } from './finished-world.ts';
import {
  gateCheckIsTrue,
  greenIsProven,
  nothingBreaks,
  nothingSecret,
  oneVersion,
  ownReleaseCounts,
  redGoesOn,
} from './outcome-invariants.ts';
import { aliasesAtHighest, taggedAsPlanned, taggedWithEvidence, tagsStay, withdrawnStays } from './tag-invariants.ts';

/** What holds in every world, whatever happened in it: each says how it is broken. */
export const INVARIANTS = {
  'one version an invocation': oneVersion,
  'no tag without the evidence that the configuration asks for': taggedWithEvidence,
  'a tag stands on the planned tree, or on one that was accepted': taggedAsPlanned,
  'a release tag stays where it is': tagsStay,
  'an alias stands at the highest release of its line, and never goes back': aliasesAtHighest,
  'a tag that was taken away is not made again': withdrawnStays,
  'green is proven: runs, nothing forbidden, assets': greenIsProven,
  'red says what to do, and the command it names can be given': redGoesOn,
  'a release is not held against itself': ownReleaseCounts,
  'the gate’s check is there only where somebody measured': gateCheckIsTrue,
  'nothing secret is seen': nothingSecret,
  'nothing breaks': nothingBreaks,
} as const satisfies Record<string, (world: FinishedWorld) => Promise<string[]>>;

export type Invariant = keyof typeof INVARIANTS;

/** Everything in a finished world that must not be. */
export async function violationsIn(world: FinishedWorld): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const [invariant, broken] of Object.entries(INVARIANTS))
    for (const what of await broken(world)) found.push({ invariant, what });
  return found;
}
