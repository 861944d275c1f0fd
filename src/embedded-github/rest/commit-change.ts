import { identityOf } from '../accounts.ts';
import type { TreeChange } from '../git/object-database.ts';
import type { Commit } from '../git/object-format.ts';
import { pushRef } from '../ref-updates.ts';
import { type ApiReply, type ApiRequest, apiError } from '../route.ts';

/** A change of one file that is to be committed on a branch. */
export interface FileCommit {
  readonly branch: string;
  /** What the branch stands at, as far as whoever asks knows. */
  readonly tip: string;
  readonly change: TreeChange;
  readonly message: string;
  /** Left out: whoever asks. */
  readonly committer?: CommitPerson | undefined;
  /** Left out: the committer. */
  readonly author?: CommitPerson | undefined;
}

/** Whom a caller names; without a date: now. */
export interface CommitPerson {
  readonly name: string;
  readonly email: string;
  readonly date?: string | undefined;
}

/** Commits a change of one file by whoever asks. Where the branch's rules refuse it, GitHub answers 409 for its 422. */
export async function commitChange(
  request: ApiRequest,
  { branch, tip, change, message, committer, author }: FileCommit,
): Promise<{ readonly ok: true; readonly commit: Commit } | { readonly ok: false; readonly reply: ApiReply }> {
  const { world, requester } = request;
  const { git } = world;
  const person = identityOf(requester.actor, world.now());
  const tree = await git.treeWithChanges((await git.commit(tip)).tree, [change]);
  const named = (of: CommitPerson | undefined) =>
    of === undefined
      ? null
      : { name: of.name, email: of.email, time: of.date === undefined ? world.now() : Date.parse(of.date) };
  const commits = named(committer) ?? person;
  const writes = named(author) ?? commits;
  const sha = await git.writeCommit({ tree, parents: [tip], author: writes, committer: commits, message });
  const refused = await pushRef(request, { ref: `refs/heads/${branch}`, to: sha, from: tip });
  if (refused === null) return { ok: true, commit: await git.commit(sha) };
  return { ok: false, reply: refused.status === 422 ? apiError(409, messageOf(refused)) : refused };
}

const messageOf = ({ body }: ApiReply): string => String((body as { readonly message?: unknown }).message ?? '');
