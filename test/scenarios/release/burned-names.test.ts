import { describe, expect, it } from 'vitest';
import { standardTokens } from '../../../src/embedded-github/auth.ts';
import { FEW_POLLS } from '../../support/few-polls.ts';
import { copyOf } from '../../support/release-copy.ts';
import { type ServedWorld, type ServedWorldOptions, serveWorld } from '../../support/served-world.ts';

/**
 * Names that GitHub keeps for ever, because an immutable release had them and was deleted. The one way on is another version.
 * Sources: GitHub documentation, "Immutable releases"; opsknight-labs/OpsKnight#318, SalamLang/Salam#1627.
 */

/** The runs are simulated on a clock that another process does not move: what follows the tag is left out. */
const RELEASE = ['--skip', 'test,bench,gate,watch,verify'];
const serve = (options: ServedWorldOptions = {}) =>
  serveWorld({ ...options, files: { '.github/zlink-release.yml': FEW_POLLS, ...options.files } });

async function tagsOf({ world }: ServedWorld): Promise<string[]> {
  return (await world.git.listRefs('refs/tags/')).map(({ name }) => name.slice('refs/tags/'.length));
}

const asPerson = (served: ServedWorld, method: string, path: string, body: object = {}) =>
  fetch(`${served.server.url}/repos/sample/zlink${path}`, {
    method,
    headers: { authorization: `Bearer ${served.server.tokens.pat}` },
    ...(method === 'GET' || method === 'DELETE' ? {} : { body: JSON.stringify(body) }),
  });

/** A maintainer makes the tag at the head of main, its runs publish the release, and the maintainer deletes both. */
async function releaseAndDelete(served: ServedWorld, tag: string): Promise<void> {
  const sha = await served.world.git.resolveRef('refs/heads/main');
  expect((await asPerson(served, 'POST', '/git/refs', { ref: `refs/tags/${tag}`, sha })).status).toBe(201);
  await served.world.clock.sleep(3_600_000);
  await takeBack(served, tag);
}

async function takeBack(served: ServedWorld, tag: string): Promise<void> {
  const found = await asPerson(served, 'GET', `/releases/tags/${tag}`);
  const { id, immutable } = (await found.json()) as { id: number; immutable: boolean };
  expect(immutable).toBe(served.world.state.settings.immutableReleases);
  expect((await asPerson(served, 'DELETE', `/releases/${id}`)).status).toBe(204);
  expect((await asPerson(served, 'DELETE', `/git/refs/tags/${tag}`)).status).toBe(204);
}

async function addEntry(served: ServedWorld, line: string): Promise<void> {
  const found = await asPerson(served, 'GET', '/contents/CHANGELOG.md');
  const { sha, content } = (await found.json()) as { sha: string; content: string };
  const text = Buffer.from(content, 'base64').toString().replace('## [Unreleased]\n', `## [Unreleased]\n\n${line}\n`);
  const written = await asPerson(served, 'PUT', '/contents/CHANGELOG.md', {
    message: 'docs: an entry of the changelog',
    content: Buffer.from(text).toString('base64'),
    sha,
  });
  expect(written.status).toBe(200);
}

const nothingWritten = (served: ServedWorld) => expect(served.world.state.pulls).toEqual([]);

describe('a name that is burned', () => {
  it('is refused when the tag is made, and the told command releases another version', async () => {
    const served = await serve();
    // Nobody can know of it: no run is left that the tag started.
    served.world.state.burnedTagNames = ['core/v1.2.0'];
    const stopped = await copyOf(served, served.server.url, { version: 'minor', without: ['watch', 'verify'] });
    expect(stopped.exitCode).toBe(1);
    expect(stopped.told).toContain('tag-name-burned: GitHub refused the tag core/v1.2.0: 422');
    expect(stopped.told).toContain('No ruleset of this repository that this token can see restricts core/v1.2.0');
    expect(stopped.told).toContain('a rule of the organisation');
    expect(stopped.told).toContain('the next version, 1.2.1: 1.2.0 is merged and stays untagged');
    expect(stopped.told).not.toContain('bypass list');
    expect(await tagsOf(served)).toEqual(['core/v1.0.0', 'core/v1.1.0', 'v1.1']);

    await addEntry(served, '- 1.2.0 is released as 1.2.1.');
    const done = await copyOf(served, served.server.url, { version: '1.2.1', without: ['watch', 'verify'] });
    expect(done.exitCode, done.told).toBe(0);
    expect(await tagsOf(served)).toEqual(['core/v1.0.0', 'core/v1.1.0', 'core/v1.2.1', 'v1.1', 'v1.2']);
  });

  it('is known before anything is written, where a run of the tag is left', async () => {
    const served = await serve({ settings: { immutableReleases: true } });
    await releaseAndDelete(served, 'core/v1.2.0');
    const planned = await served.run('plan', '--version', '1.2.0');
    expect(planned.exitCode).toBe(1);
    expect(planned.stderr).toContain('✗ tag-name-burned  core/v1.2.0 stood in this repository before');
    expect(planned.stderr).toMatch(/a run that it started: http\S+\/actions\/runs\/\d+/);
    expect(planned.stderr).toContain('1.2.1 is free');
    expect(planned.stderr).toMatch(/then go on with: .*plan .*--version 1\.2\.1/);
    nothingWritten(served);
  });

  it('is a warning in the same words, where the setting cannot be read', async () => {
    const tokens = new Map(
      [...standardTokens()].map(([token, grant]) => [
        token,
        { ...grant, permissions: new Map([...grant.permissions].filter(([name]) => name !== 'administration')) },
      ]),
    );
    const served = await serve({ settings: { immutableReleases: true }, tokens });
    await releaseAndDelete(served, 'core/v1.2.0');
    const planned = await served.run('plan', '--version', '1.2.0');
    expect(planned.exitCode, planned.stderr).toBe(0);
    expect(planned.stdout).toContain('core/v1.2.0 stood in this repository before');
    expect(planned.stdout).toContain('Whether releases are immutable here is not known');
  });

  it('is no question where releases are not immutable', async () => {
    const served = await serve();
    await releaseAndDelete(served, 'core/v1.2.0');
    const planned = await served.run('plan', '--version', '1.2.0');
    expect(planned.exitCode, planned.stderr).toBe(0);
    expect(planned.stdout).not.toContain('stood in this repository');
  });

  it('stays burned for a release that was finished once', async () => {
    const served = await serve({ settings: { immutableReleases: true } });
    const first = await copyOf(served, served.server.url);
    expect(first.exitCode, first.told).toBe(0);
    await takeBack(served, 'core/v1.2.0');
    const again = await served.run('release', '--version', '1.2.0', ...RELEASE);
    expect(again.exitCode).toBe(1);
    expect(again.stderr).toMatch(/✗ (tag-name-burned|release-withdrawn)/);
    expect(again.stderr).not.toContain('bypass list');
    expect(await tagsOf(served)).toEqual(['core/v1.0.0', 'core/v1.1.0', 'v1.1', 'v1.2']);
  });
});

describe('a tag that may not be made, for another reason', () => {
  const creation = { id: 2, name: 'tags', target: 'tag', enforcement: 'active', exclude: [] } as const;

  it('is told with the ruleset, before anything is written', async () => {
    const served = await serve({
      rulesets: [{ ...creation, include: ['refs/tags/core/v*'], rules: [{ type: 'creation' }] }],
    });
    const stopped = await served.run('release', '--version', '1.2.0', ...RELEASE);
    expect(stopped.exitCode).toBe(1);
    expect(stopped.stderr).toContain('✗ rules-forbid-tag  Ruleset "tags" restricts creating core/v1.2.0.');
    expect(stopped.stderr).toContain('Add zlink-release[bot] to the ruleset’s bypass list');
    nothingWritten(served);
  });

  it('is told with the ruleset, when that came after the plan', async () => {
    const served = await serve();
    const proposed = await copyOf(served, served.server.url, { without: ['tag', 'watch', 'verify'] });
    expect(proposed.exitCode, proposed.told).toBe(0);
    served.world.state.rulesets.push({ ...creation, include: ['~ALL'], rules: [{ type: 'creation' }] });
    const stopped = await copyOf(served, served.server.url);
    expect(stopped.told).toContain('rules-forbid-tag: Ruleset "tags" restricts creating core/v1.2.0.');
  });

  it('is taken: a published release stands there, and nobody is told to delete it', async () => {
    const served = await serve({ settings: { immutableReleases: true } });
    const old = await served.world.git.resolveCommit('refs/tags/core/v1.1.0');
    await asPerson(served, 'POST', '/releases', { tag_name: 'core/v1.2.0', target_commitish: old });
    const stopped = await served.run('release', '--version', '1.2.0', ...RELEASE);
    expect(stopped.exitCode).toBe(1);
    expect(stopped.stderr).toContain('✗ tag-taken');
    expect(stopped.stderr).toContain('Release another version: 1.2.1 is free.');
    expect(stopped.stderr).not.toMatch(/delete/);
    nothingWritten(served);
  });
});
