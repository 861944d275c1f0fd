import { problem, Stop } from '../../core/problem.ts';
import { type AliasRelation, nextAliasStep, nextTagStep } from '../../core/release/decide-tag.ts';
import type { TagFacts } from '../../core/release/facts.ts';
import { short } from '../../core/release/position.ts';
import { explaining } from '../../github/explain-failure.ts';
import { readAliasRelation, readTag } from '../../github/read-release.ts';
import { RequestFailure } from '../../github/request-policy.ts';
import { WriteAttempts } from '../../github/write-attempts.ts';
import { RefMoved } from '../../github/write-commit.ts';
import type { ReleaseContext } from './stage-context.ts';

/**
 * Brings about the release tag and the alias tags on the merge commit, one ref per request: more than three tags in one
 * push start no workflow. The release tag comes first, since the aliases are of no use without it.
 *
 * @param observed what was seen of them when the release was planned; creating a ref that exists by now is refused by
 *   GitHub and read back
 * @returns the release tag, and whether this call made it: another copy of the release may have been faster
 */
export async function tag(
  context: ReleaseContext,
  commit: string,
  observed: { readonly releaseTag: TagFacts | null; readonly aliases: readonly TagFacts[] },
): Promise<{ readonly releaseTag: TagFacts; readonly isNew: boolean }> {
  const { names } = context.plan;
  const writes = new WriteAttempts(context.clock);
  const { releaseTag, isNew } = await tagRelease(context, writes, commit, observed.releaseTag);
  context.record({ tag: tagRecord(releaseTag) });
  const aliases: TagFacts[] = [];
  for (const name of names.aliasTags) {
    const found = observed.aliases.find((alias) => alias.name === name) ?? null;
    aliases.push(await keepAlias(context, writes, commit, name, found));
    context.record({ aliases: aliases.map(tagRecord) });
  }
  return { releaseTag, isNew };
}

const tagRecord = ({ name, object, commit }: TagFacts) => ({ name, object, commit });

async function tagRelease(
  context: ReleaseContext,
  writes: WriteAttempts,
  commit: string,
  observed: TagFacts | null,
): Promise<{ releaseTag: TagFacts; isNew: boolean }> {
  const { names } = context.plan;
  let isNew = false;
  for (let found = observed; ; ) {
    const step = nextTagStep(found, names, commit);
    if (step.kind === 'stop') throw new Stop([step.problem]);
    if (step.kind === 'done') {
      const { tag: present } = step;
      // Made on GitHub's page about releases, for one. It starts the same runs, and is as good as ours.
      if (!present.annotated)
        context.progress.warn(
          `Tag ${present.name} was there already, and it is a lightweight one. It is left as it is.`,
        );
      else if (!isNew && present.message?.trimEnd() !== names.tagMessage.trimEnd())
        context.progress.note(`tag ${present.name} was there already, made by somebody else`);
      return { releaseTag: present, isNew };
    }
    const written = await writeTag(context, writes, {
      name: names.tag,
      message: names.tagMessage,
      commit,
      existing: null,
    });
    found = written.tag;
    isNew = written.isOurs;
    if (isNew) context.progress.note(`tagged ${short(commit)} as ${names.tag}`);
  }
}

async function keepAlias(
  context: ReleaseContext,
  writes: WriteAttempts,
  commit: string,
  name: string,
  observed: TagFacts | null,
): Promise<TagFacts> {
  const { plan, progress } = context;
  let alias = observed;
  let relation: AliasRelation | null = null;
  for (;;) {
    const step = nextAliasStep({ alias, relation }, commit);
    switch (step.kind) {
      case 'stop':
        throw new Stop([step.problem]);
      case 'done':
        if (step.note !== null) progress.warn(step.note);
        return step.alias;
      case 'create':
      case 'move': {
        const existing = step.kind === 'move' ? step.from : null;
        const written = await writeTag(context, writes, { name, message: plan.names.aliasMessage, commit, existing });
        alias = written.tag;
        relation = null;
        if (alias?.commit === commit) progress.note(`${existing === null ? 'created' : 'moved'} the alias ${name}`);
        break;
      }
      case 'compare':
        relation = await explaining('comparing the alias with the release', () =>
          readAliasRelation(context.client, step.alias.commit, commit),
        );
        break;
    }
  }
}

/**
 * Creates the tag object and its ref, or moves the ref of the alias; then says what the ref really points at, and whether it is certain that this
 * call put it there.
 */
async function writeTag(
  { client }: ReleaseContext,
  writes: WriteAttempts,
  wanted: { name: string; message: string; commit: string; existing: TagFacts | null },
): Promise<{ tag: TagFacts | null; isOurs: boolean }> {
  const { name, message, commit, existing } = wanted;
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
      const ref =
        existing === null
          ? await writes.attempt(
              client.request('POST /repos/{owner}/{repo}/git/refs', { ref: `refs/tags/${name}`, sha: object.sha }),
            )
          : await moveRef(client, writes, existing, object.sha);
      if (ref !== null && ref.object.sha === object.sha) return { tag: facts, isOurs: true };
    } catch (error) {
      if (!(error instanceof RequestFailure) || ![403, 422].includes(error.status ?? 0)) throw error;
      const present = await readTag(client, name);
      if (present !== null && (existing === null || present.commit === commit)) return { tag: present, isOurs: false };
      if (/restricted|rule violations/i.test(error.detail)) {
        throw new Stop(
          [
            problem('rules-forbid-tag', `GitHub answered ${error.status}: ${error.detail}`, {
              where: `refs/tags/${name}`,
            }),
          ],
          { cause: error },
        );
      }
      throw error;
    }
    return readBack();
  });
}

async function moveRef(client: ReleaseContext['client'], writes: WriteAttempts, existing: TagFacts, sha: string) {
  // Refs have no compare-and-swap in REST: look at the old value as late as possible.
  const now = await readTag(client, existing.name);
  if (now?.object !== existing.object)
    return writes.attempt(Promise.reject(new RefMoved(`${existing.name} keeps moving: somebody else writes it`)));
  return writes.attempt(
    client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ref: `tags/${existing.name}`, sha, force: true }),
  );
}
