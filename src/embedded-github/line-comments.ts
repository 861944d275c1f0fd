import { patchLines } from './git/hunk-lines.ts';
import { forkPoint } from './pull-history.ts';
import type { World } from './world.ts';
import type { Actor, LineCommentState, PullRequestState, ReviewState } from './world-state.ts';

/** Where a comment on a pull request shall stand, as REST takes it. */
export interface WantedLine {
  readonly body: string;
  readonly path: string;
  readonly line?: number | undefined;
  readonly side?: 'LEFT' | 'RIGHT' | undefined;
  readonly startLine?: number | undefined;
  readonly startSide?: 'LEFT' | 'RIGHT' | undefined;
  /** The older way to name a line. */
  readonly position?: number | undefined;
  readonly isOfFile?: boolean;
  /** Left out: the head. */
  readonly commit?: string | undefined;
}

type Placed = Pick<LineCommentState, 'position' | 'line' | 'side' | 'startLine' | 'startSide' | 'hunk'>;

/** Finds the line in the pull request's diff; null where it is no part of it. */
async function placed(world: World, pull: PullRequestState, wanted: WantedLine): Promise<Placed | null> {
  const from = await forkPoint(world, pull);
  const files = await world.git.changedFiles(from, wanted.commit ?? pull.headSha);
  const file = files.find(({ path }) => path === wanted.path);
  if (file === undefined) return null;
  if (wanted.isOfFile === true)
    return {
      position: 1,
      line: null,
      side: 'RIGHT',
      startLine: null,
      startSide: null,
      hunk: file.patch?.split('\n')[0] ?? '',
    };
  const lines = patchLines(file.patch ?? '');
  const side = wanted.side ?? 'RIGHT';
  const at = (number: number | undefined, on: 'LEFT' | 'RIGHT') =>
    lines.find(({ left, right }) => number !== undefined && (on === 'LEFT' ? left : right) === number);
  const found =
    wanted.position === undefined ? at(wanted.line, side) : lines.find(({ position }) => position === wanted.position);
  if (found === undefined) return null;
  const isLeft = wanted.position === undefined ? side === 'LEFT' : found.right === null;
  const startSide = wanted.startSide ?? side;
  if (wanted.startLine !== undefined && at(wanted.startLine, startSide) === undefined) return null;
  return {
    position: found.position,
    line: isLeft ? found.left : found.right,
    side: isLeft ? 'LEFT' : 'RIGHT',
    startLine: wanted.startLine ?? null,
    startSide: wanted.startLine === undefined ? null : startSide,
    hunk: found.hunk,
  };
}

/** Writes comments of one review; null, and none of them, where one has no place in the diff. */
export async function writeLineComments(
  world: World,
  pull: PullRequestState,
  { id: reviewId, author }: { readonly id: number; readonly author: Actor },
  wanted: readonly WantedLine[],
): Promise<LineCommentState[] | null> {
  const now = world.now();
  const made: LineCommentState[] = [];
  for (const each of wanted) {
    const place = await placed(world, pull, each);
    if (place === null) return null;
    made.push({
      id: world.nextId(),
      number: pull.number,
      reviewId,
      commitSha: each.commit ?? pull.headSha,
      path: each.path,
      ...place,
      inReplyTo: null,
      author,
      body: each.body,
      createdAt: now,
      updatedAt: now,
    });
  }
  world.state.lineComments = [...(world.state.lineComments ?? []), ...made];
  pull.updatedAt = now;
  return made;
}

/** An answer below a comment: it stands where that one stands. */
export function replyTo(
  world: World,
  comment: LineCommentState,
  review: Pick<ReviewState, 'id' | 'author'>,
  body: string,
): LineCommentState {
  const now = world.now();
  const reply: LineCommentState = {
    ...comment,
    id: world.nextId(),
    reviewId: review.id,
    // The first of a thread is what all of it replies to.
    inReplyTo: comment.inReplyTo ?? comment.id,
    author: review.author,
    body,
    createdAt: now,
    updatedAt: now,
  };
  world.state.lineComments = [...(world.state.lineComments ?? []), reply];
  return reply;
}

/** Those that everybody sees: the comments of a pending review are its author's alone. */
export function shownLineComments({ state }: World): LineCommentState[] {
  const pending = new Set((state.reviews ?? []).filter((each) => each.state === 'PENDING').map(({ id }) => id));
  return (state.lineComments ?? []).filter(({ reviewId }) => !pending.has(reviewId));
}
