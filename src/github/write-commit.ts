import * as z from 'zod';
import type { CommitFacts } from '../core/release/facts.ts';
import { type GitHubClient, GraphQLRefusal } from './client.ts';

export interface FileContent {
  readonly path: string;
  readonly mode: string;
  readonly bytes: Uint8Array;
}

export interface NewCommit {
  readonly message: string;
  readonly parent: string;
  /** Tree of the parent. */
  readonly baseTree: string;
  readonly files: readonly FileContent[];
}

const CREATE_COMMIT = `mutation($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid tree { oid } } }
}`;

const CREATED = z.object({
  createCommitOnBranch: z.object({ commit: z.object({ oid: z.string(), tree: z.object({ oid: z.string() }) }) }),
});

/** A ref moved before it could be written; nothing was changed. */
export class RefMoved extends GraphQLRefusal {
  override readonly name = 'RefMoved';

  constructor(message: string) {
    super([{ type: 'STALE_DATA', message }]);
  }
}

/**
 * Adds a commit to a branch that must still be at `parent`. GraphQL does it in one compare-and-swap and signs the
 * commit for bots; the REST path takes several requests and its last one refuses a branch that has moved.
 *
 * Source: GitHub GraphQL documentation, `createCommitOnBranch` (`expectedHeadOid`).
 *
 * @returns the commit as GitHub made it
 * @throws RefMoved when the branch is elsewhere
 */
export async function commitOnBranch(
  client: GitHubClient,
  branch: string,
  commit: NewCommit,
  options: { useGraphQL: boolean },
): Promise<CommitFacts> {
  // GraphQL knows no file modes: an executable file would lose its bit.
  const isPlain = commit.files.every((file) => file.mode === '100644');
  if (!options.useGraphQL || !isPlain) {
    const created = await createCommit(client, commit);
    await client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
      ref: `heads/${branch}`,
      sha: created.sha,
      force: false,
    });
    return created;
  }
  const [headline = '', ...rest] = commit.message.split('\n');
  try {
    const { createCommitOnBranch } = await client.graphql(
      CREATE_COMMIT,
      {
        input: {
          branch: { repositoryNameWithOwner: `${client.owner}/${client.repo}`, branchName: branch },
          message: { headline, body: rest.join('\n').trim() },
          expectedHeadOid: commit.parent,
          fileChanges: {
            additions: commit.files.map(({ path, bytes }) => ({
              path,
              contents: Buffer.from(bytes).toString('base64'),
            })),
          },
        },
      },
      CREATED,
    );
    const { oid, tree } = createCommitOnBranch.commit;
    return { sha: oid, tree: tree.oid, parents: [commit.parent], message: commit.message };
  } catch (error) {
    if (
      error instanceof GraphQLRefusal &&
      error.errors.some((each) => each.type === 'STALE_DATA' || /expected branch to point to/i.test(each.message))
    ) {
      throw new RefMoved(error.message);
    }
    throw error;
  }
}

/** A commit that has no other before it, or one. */
export interface FreeCommit extends Omit<NewCommit, 'parent' | 'baseTree'> {
  readonly parent: string | null;
  readonly baseTree: string | null;
}

/** Creates a commit object that no ref points at yet. */
export async function createCommit(client: GitHubClient, commit: FreeCommit): Promise<CommitFacts> {
  const parents = commit.parent === null ? [] : [commit.parent];
  const tree = [];
  for (const { path, mode, bytes } of commit.files) {
    const blob = await client.request('POST /repos/{owner}/{repo}/git/blobs', {
      content: Buffer.from(bytes).toString('base64'),
      encoding: 'base64',
    });
    tree.push({ path, mode: mode as '100644', type: 'blob' as const, sha: blob.sha });
  }
  const created = await client.request('POST /repos/{owner}/{repo}/git/trees', {
    ...(commit.baseTree === null ? {} : { base_tree: commit.baseTree }),
    tree,
  });
  const { sha } = await client.request('POST /repos/{owner}/{repo}/git/commits', {
    message: commit.message,
    tree: created.sha,
    parents,
  });
  return { sha, tree: created.sha, parents, message: commit.message };
}
