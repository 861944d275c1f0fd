import type { ApiRequest } from '../route.ts';
import { source } from './sources.ts';

/** A git object by its full id, as the type of the schema that it is; null where there is none. */
export async function gitObject({ world: { git } }: Pick<ApiRequest, 'world'>, sha: string | null) {
  const info = sha === null ? null : await git.objectInfo(sha);
  if (sha === null || info === null) return null;
  switch (info.type) {
    case 'blob':
      return source('Blob', { sha, bytes: (await git.readBlob(sha)) ?? Buffer.alloc(0) });
    case 'commit':
      return source('Commit', { commit: await git.commit(sha) });
    case 'tree':
      return source('Tree', { sha });
    case 'tag': {
      const tag = await git.readTag(sha);
      return tag === null ? null : source('Tag', { tag });
    }
  }
}

export const commitSource = async ({ world }: Pick<ApiRequest, 'world'>, sha: string | null) =>
  sha === null ? null : source('Commit', { commit: await world.git.commit(sha) });

/** The id that an expression such as `main:VERSION` stands for. */
export async function namedBy(
  { world: { git } }: Pick<ApiRequest, 'world'>,
  expression: string,
): Promise<string | null> {
  const colon = expression.indexOf(':');
  const commit = await git.resolveCommit(colon === -1 ? expression : expression.slice(0, colon));
  if (commit === null || colon === -1) return commit;
  const { tree } = await git.commit(commit);
  const path = expression.slice(colon + 1);
  return path === '' ? tree : ((await git.entryAt(tree, path))?.sha ?? null);
}

/** A ref by its full name, or a branch by its own. */
export async function refSource({ world: { git } }: Pick<ApiRequest, 'world'>, name: string) {
  const full = name.startsWith('refs/') ? name : `refs/heads/${name}`;
  const sha = await git.resolveRef(full);
  return sha === null
    ? null
    : source('Ref', { name: full, sha, prefix: /^refs\/(?:heads|tags)\//.exec(full)?.[0] ?? 'refs/' });
}
