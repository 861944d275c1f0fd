import type { GitHubClient } from './client.ts';
import { readCommitTree } from './read-commit.ts';
import { readBranchHead } from './read-release.ts';
import { RequestFailure } from './request-policy.ts';
import { createCommit } from './write-commit.ts';

/** A text file on a branch of its own, to which several runs may append at once. */
export interface BranchFile {
  readonly branch: string;
  readonly path: string;
  readonly message: string;
}

/** Of runs that append at once one wins each time, so all get their turn, however many they are. */
const MOST_ATTEMPTS = 100;
/** A branch that refuses what follows on its head, so often, is not one that somebody else moved. */
const MOST_REFUSALS_OF_ONE_HEAD = 3;

/**
 * Writes what a file on a branch becomes, where the branch is still what it was when it was read; else it is read again. The
 * branch is begun, without any history, where it is not there. Never moves a branch back.
 *
 * @param change what becomes of the text ('' where there is no file); null: it stays
 * @returns the commit; null where nothing was to be written
 * @throws RequestFailure as the last request was refused
 */
export async function appendToBranchFile(
  client: GitHubClient,
  { branch, path, message }: BranchFile,
  change: (text: string) => string | null,
): Promise<string | null> {
  let refused: { readonly head: string | null; readonly times: number } = { head: null, times: 0 };
  for (let attempt = 1; ; attempt += 1) {
    const head = await readHead(client, branch, path);
    const at = head?.commit ?? null;
    const text = change(head?.text ?? '');
    if (text === null) return null;
    const files = [{ path, mode: '100644', bytes: Buffer.from(text) }];
    const made = await createCommit(client, {
      message,
      parent: head?.commit ?? null,
      baseTree: head?.tree ?? null,
      files,
    });
    try {
      if (head === null)
        await client.request('POST /repos/{owner}/{repo}/git/refs', { ref: `refs/heads/${branch}`, sha: made.sha });
      else
        await client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
          ref: `heads/${branch}`,
          sha: made.sha,
          force: false,
        });
      return made.sha;
    } catch (error) {
      refused = { head: at, times: refused.head === at ? refused.times + 1 : 1 };
      const mayHaveMoved = error instanceof RequestFailure && error.status === 422;
      if (!mayHaveMoved || refused.times >= MOST_REFUSALS_OF_ONE_HEAD || attempt >= MOST_ATTEMPTS) throw error;
    }
  }
}

/** The text of a file on a branch; null: there is no such branch, or no such file on it. @throws RequestFailure */
export async function readBranchFile(client: GitHubClient, branch: string, path: string): Promise<string | null> {
  const head = await readHead(client, branch, path);
  return head === null || !head.isThere ? null : head.text;
}

async function readHead(client: GitHubClient, branch: string, path: string) {
  const commit = await readBranchHead(client, branch);
  if (commit === null) return null;
  const tree = await readCommitTree(client, commit);
  const listed = await client.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', { tree_sha: tree });
  const file = listed.tree.find((each) => each.path === path);
  if (file === undefined) return { commit, tree, isThere: false, text: '' };
  const blob = await client.request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', { file_sha: file.sha });
  return { commit, tree, isThere: true, text: Buffer.from(blob.content, 'base64').toString('utf8') };
}
