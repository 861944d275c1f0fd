import { createHash } from 'node:crypto';
import type { AskedBaseline, NamedCommit } from '../gate/unasked.ts';
import { type Checked, checked, failed, problem } from '../problem.ts';
import type { Config } from '../settings/config.ts';
import type { PullRequestFacts, TagFacts } from './facts.ts';
import type { KeptEvidence } from './kept-evidence.ts';
import type { LayoutHistory } from './layout.ts';
import type { ReleasePlan } from './plan-release.ts';

/** How far a release has come, as far as a stage knows for certain: what GitHub answered, never what was meant to be. */
export interface Standing {
  readonly pullRequest: PullRequestFacts | null;
  readonly mergeCommit: string | null;
  /** The tree of the merge commit. */
  readonly mergeTree: string | null;
  /**
   * When this job has merged it itself, in milliseconds since the epoch by its own clock; left out where somebody else has, or
   * where that is not certain: then a tag may have followed since.
   */
  readonly mergedAt?: number;
  readonly releaseTag: TagFacts | null;
  /** The release tag was made since this was planned: nothing that follows from it can have been there before. */
  readonly isNewTag?: boolean;
  /** Pull requests from a branch of the release's name that are about another component. */
  readonly otherPullRequests?: readonly number[];
  /** Head of the release branch when the release was planned; null when there was no such branch. */
  readonly branchHead: string | null;
  /**
   * What `bench.baseline-ref` led to when the release was planned; left out where none is configured, or it is a branch, which
   * may have moved since it was measured against.
   */
  readonly baseline?: AskedBaseline;
  /** Left out where the version before it has no tag. */
  readonly lastRelease?: NamedCommit;
  /** Those of the aliases that existed when the release was planned. Each write to one looks again. */
  readonly aliases: readonly TagFacts[];
}

/**
 * What one step of a release hands to the next, and one command to another: what was decided once (version, base, edits,
 * names, settings) and how far the release has come since. Nobody downstream decides any of it again; each stage looks
 * whether GitHub still agrees.
 */
export interface Handover {
  readonly plan: ReleasePlan;
  readonly config: Config;
  readonly standing: Standing;
  /** The release was merged before it was planned: it was tested and measured then, or not at all. */
  readonly mergedBefore: boolean;
  /** What the invocations before this plan have left of the release's evidence. */
  readonly kept: KeptEvidence;
  /** What the layout was resolved by: whoever derives a bump again derives it from the same. */
  readonly history: LayoutHistory;
  /** The release had come to its end before it was planned: it is looked at once more, and nothing is made. */
  readonly finishedBefore?: boolean;
}

const FORMAT = 1;

/** The handover as a file. Bytes, maps and dates keep their types. */
export function handoverText(handover: Handover, program: string): string {
  return `${JSON.stringify({ formatVersion: FORMAT, program, handover }, tagged, 1)}\n`;
}

/** What names the content of a handover: the sha256 of the file's text, in hex. */
export const handoverDigest = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Reads a handover that this program has written. It says what will be written to a repository, so it is taken only with the
 * digest that came another way than the file itself.
 *
 * @param where names the file in problems
 */
export function readHandover(text: string, digest: string, where: string): Checked<Handover> {
  if (handoverDigest(text) !== digest) {
    return failed(
      problem('plan-altered', `The sha256 of the plan is ${handoverDigest(text)}, not ${JSON.stringify(digest)}.`, {
        where,
      }),
    );
  }
  const { formatVersion, handover } = JSON.parse(text, untagged) as { formatVersion: unknown; handover: Handover };
  return formatVersion === FORMAT
    ? checked(handover)
    : failed(problem('plan-altered', `The plan has the format ${JSON.stringify(formatVersion)}.`, { where }));
}

const BYTES = '$bytes';
const MAP = '$map';
const DATE = '$date';

// JSON.stringify turns dates into text before the replacer sees them: the holder still has them.
function tagged(this: unknown, key: string, value: unknown): unknown {
  const held = (this as Record<string, unknown>)[key];
  if (held instanceof Date) return { [DATE]: held.toISOString() };
  if (held instanceof Uint8Array) return { [BYTES]: Buffer.from(held).toString('base64') };
  if (held instanceof Map) return { [MAP]: [...held] };
  return value;
}

function untagged(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const [only, ...others] = Object.entries(value);
  if (only === undefined || others.length > 0) return value;
  const [kind, content] = only;
  if (kind === BYTES && typeof content === 'string') return new Uint8Array(Buffer.from(content, 'base64'));
  if (kind === MAP && Array.isArray(content)) return new Map(content as [unknown, unknown][]);
  if (kind === DATE && typeof content === 'string') return new Date(content);
  return value;
}
