import { describe, expect, it } from 'vitest';
import type { ReleaseContext } from '../../../src/conduct/stages/stage-context.ts';
import { writeTag } from '../../../src/conduct/stages/write-tag.ts';
import { GitHubClient } from '../../../src/github/client.ts';
import { readRefs } from '../../../src/github/read-refs.ts';
import { readRepository } from '../../../src/github/read-repository.ts';
import { defaultPolicy } from '../../../src/github/request-policy.ts';
import { WriteAttempts } from '../../../src/github/write-attempts.ts';
import { serveWorld } from '../../support/served-world.ts';

/** Two releases want one alias: whoever saw it before the other moved it, moves nothing. */
describe('an alias that somebody moved since it was looked at', () => {
  it.each([true, false])('stays where it was put (GraphQL: %s)', async (hasGraphQL) => {
    const served = await serveWorld();
    const { git, clock } = served.world;
    const client = new GitHubClient({
      apiUrl: served.server.url,
      token: served.server.tokens.app,
      owner: 'sample',
      repo: 'zlink',
      policy: defaultPolicy(clock, () => {}),
      timeout: 60_000,
      userAgent: 'test',
    });
    const repository = await readRepository(client);
    const context = { client, clock, plan: { hasGraphQL, repository } } as unknown as ReleaseContext;
    const question = { branches: ['main'], tags: ['v1.1'], tagFolder: 'core/' };
    const seen = await readRefs(client, question, { useGraphQL: hasGraphQL });
    const from = seen.tags.get('v1.1')?.object ?? '';
    expect(from).toBe(await git.resolveRef('refs/tags/v1.1'));

    const [mine, theirs] = await Promise.all(['main', 'core/v1.0.0'].map((name) => git.resolveCommit(name)));
    const wanted = { name: 'v1.1', message: 'alias', isAlias: true, from };
    const other = await writeTag(context, new WriteAttempts(clock), { ...wanted, commit: theirs ?? '' });
    expect([other.isOurs, other.tag?.commit]).toEqual([true, theirs]);
    const late = await writeTag(context, new WriteAttempts(clock), { ...wanted, commit: mine ?? '' });
    expect([late.isOurs, late.tag?.commit]).toEqual([false, theirs]);
    expect(await git.resolveCommit('refs/tags/v1.1')).toBe(theirs);

    const after = await readRefs(client, question, { useGraphQL: hasGraphQL });
    expect(after.tags.get('v1.1')?.commit).toBe(theirs);
    expect([...after.tags.keys()].filter((name) => name.startsWith('core/')).sort()).toEqual([
      'core/v1.0.0',
      'core/v1.1.0',
    ]);
    expect(after.branches.get('main')).toBe(await git.resolveRef('refs/heads/main'));
  });
});
