import { Stop } from '../../core/problem.ts';
import type { TagFacts } from '../../core/release/facts.ts';
import { GraphQLRefusal } from '../../github/client.ts';
import { explaining } from '../../github/explain-failure.ts';
import { readTag, readTagObject } from '../../github/read-release.ts';
import { RequestFailure } from '../../github/request-policy.ts';
import type { WriteAttempts } from '../../github/write-attempts.ts';
import { whyTagRefused } from './refused-name.ts';
import type { ReleaseContext } from './stage-context.ts';

export interface WantedTag {
  readonly name: string;
  readonly message: string;
  readonly commit: string;
  readonly isAlias: boolean;
  /** The object that the ref points at now; null: there is no ref. */
  readonly from: string | null;
}

/**
 * Creates the tag object and its ref, or moves the ref of an alias; then says what the ref really points at, and whether it is
 * certain that this call put it there. Null: nothing, as far as anybody can tell.
 */
export async function writeTag(
  context: ReleaseContext,
  writes: WriteAttempts,
  wanted: WantedTag,
): Promise<{ readonly tag: TagFacts | null; readonly isOurs: boolean }> {
  const { client } = context;
  const { name, message, commit, from, isAlias } = wanted;
  return explaining(`creating tag ${name}`, async () => {
    const object = await writes.attempt(
      client.request('POST /repos/{owner}/{repo}/git/tags', { tag: name, message, object: commit, type: 'commit' }),
    );
    const readBack = async () => ({ tag: await readTag(client, name), isOurs: false });
    if (object === null) return readBack();
    const facts: TagFacts = {
      name,
      object: object.sha,
      commit: object.object.sha,
      annotated: true,
      message: object.message,
      taggedAt: new Date(object.tagger.date),
    };
    try {
      const isWritten =
        from === null
          ? (await writes.attempt(
              client.request('POST /repos/{owner}/{repo}/git/refs', { ref: `refs/tags/${name}`, sha: object.sha }),
            )) !== null
          : await moveTag(context, writes, { name, from, to: object.sha });
      if (isWritten) return { tag: facts, isOurs: true };
    } catch (error) {
      if (!(error instanceof RequestFailure) || ![403, 422].includes(error.status ?? 0)) throw error;
      const present = await readTag(client, name);
      if (present !== null && (from === null || present.commit === commit || present.object !== from))
        return { tag: present, isOurs: false };
      if (/restricted|rule violations|protected ref/i.test(error.detail)) {
        const write = { name, act: from === null ? 'create' : 'move', isAlias } as const;
        const answer = `${error.status} ${error.detail.replaceAll(/\s+/g, ' ').trim()}`;
        throw new Stop(await whyTagRefused(context, write, answer), { cause: error });
      }
      throw error;
    }
    return readBack();
  });
}

const UPDATE_REFS = `mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }`;

/**
 * Moves a tag that is where we saw it. GraphQL does it in one compare-and-swap; REST has none, so there the old value is
 * looked at as late as possible.
 *
 * Source: GitHub GraphQL documentation, mutation `updateRefs` (`beforeOid`).
 *
 * @returns false when it is not known to have moved: look again
 */
async function moveTag(
  { client, plan }: ReleaseContext,
  writes: WriteAttempts,
  { name, from, to }: { readonly name: string; readonly from: string; readonly to: string },
): Promise<boolean> {
  const isWhereItWas = async () => (await readTagObject(client, name)) === from;
  if (plan.hasGraphQL) {
    const refUpdates = [{ name: `refs/tags/${name}`, beforeOid: from, afterOid: to, force: true }];
    const input = { repositoryId: plan.repository.nodeId, refUpdates };
    try {
      return (await writes.attempt(client.graphql(UPDATE_REFS, { input }))) !== null;
    } catch (error) {
      if (!(error instanceof GraphQLRefusal)) throw error;
      // Somebody moved it; else REST says why it may not be moved, or knows a way where GraphQL has none.
      if (!(await isWhereItWas())) return false;
    }
  } else if (!(await isWhereItWas())) return false;
  const moved = await writes.attempt(
    client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ref: `tags/${name}`, sha: to, force: true }),
  );
  return moved !== null && moved.object.sha === to;
}
