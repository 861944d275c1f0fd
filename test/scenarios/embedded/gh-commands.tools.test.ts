import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { GH_PROGRAMS, gh, hasGh } from '../../support/gh.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { type ServedWorld, serveWorld } from '../../support/served-world.ts';

/** What a person does around a release with gh, in one world, in this order. */

const R = 'github.localhost/sample/zlink';

describe.skipIf(!hasGh).each(GH_PROGRAMS)('%s against the embedded GitHub', (program) => {
  let served: ServedWorld;
  const run = (...args: string[]) =>
    gh({ url: served.server.url, token: served.server.tokens.pat }, args, { cwd: served.directory, program });
  const ok = async (...args: string[]): Promise<string> => {
    const result = await run(...args);
    expect(result.exitCode, `gh ${args.join(' ')}: ${result.stdout}${result.stderr}`).toBe(0);
    return result.stdout.trim();
  };
  const branch = async (name: string, path: string): Promise<void> => {
    const head = await served.world.git.resolveRef('refs/heads/main');
    await ok('api', '-X', 'POST', 'repos/sample/zlink/git/refs', '-f', `ref=refs/heads/${name}`, '-f', `sha=${head}`);
    const content = ['-f', `message=feat: ${name}`, '-f', 'content=eA==', '-f', `branch=${name}`];
    await ok('api', '-X', 'PUT', `repos/sample/zlink/contents/${path}`, ...content);
  };
  const pull = (number: number) => served.world.state.pulls.find((each) => each.number === number);

  beforeAll(async () => {
    served = await serveWorld({ onDisk: true, settings: { allowAutoMerge: true } });
    await branch('topic', 'one.txt');
    await branch('second', 'two.txt');
  });

  it('creates, lists, views and diffs pull requests', async () => {
    const url = await ok('pr', 'create', '-R', R, '--head', 'topic', '--base', 'main', '--title', 'T', '--body', 'B');
    expect(url).toBe('http://github.localhost/sample/zlink/pull/1');
    expect(await ok('pr', 'list', '-R', R, '--state', 'all')).toMatch(/^1\tT\ttopic\tOPEN/);
    expect(await ok('pr', 'view', '1', '-R', R)).toContain('title:\tT');
    const fields = 'title,body,author,state,mergedAt,mergedBy,files,commits,labels,reviews,statusCheckRollup';
    const shown = JSON.parse(await ok('pr', 'view', '1', '-R', R, '--json', fields));
    expect(shown).toMatchObject({
      state: 'OPEN',
      files: [{ path: 'one.txt', additions: 1 }],
      author: { login: 'maintainer' },
    });
    expect(await ok('pr', 'diff', '1', '-R', R)).toMatch(/^diff --git a\/one.txt/);
  });

  it('tells its checks, as pending and as passed', async () => {
    await served.world.clock.sleep(60_000);
    expect((await run('pr', 'checks', '1', '-R', R)).exitCode).not.toBe(0);
    await served.world.clock.sleep(60 * 60_000);
    expect(await ok('pr', 'checks', '1', '-R', R)).toContain('/actions/runs/');
  });

  it('comments, labels, reviews, edits and closes', async () => {
    await ok('label', 'create', 'bug', '-R', R, '--color', 'ff0000');
    await ok('pr', 'comment', '1', '-R', R, '--body', 'hi');
    await ok('pr', 'edit', '1', '-R', R, '--add-label', 'bug', '--title', 'T2');
    await ok('pr', 'review', '1', '-R', R, '--comment', '--body', 'x');
    expect(pull(1)).toMatchObject({ title: 'T2', state: 'open' });
    const { comments, labelsOf, reviews } = served.world.state;
    expect([comments.at(-1)?.body, labelsOf['1'], reviews?.[0]?.state]).toEqual(['hi', ['bug'], 'COMMENTED']);
    await ok('pr', 'close', '1', '-R', R);
    expect(pull(1)?.state).toBe('closed');
    await ok('pr', 'reopen', '1', '-R', R);
    await ok('pr', 'merge', '1', '-R', R, '--squash', '--delete-branch');
    expect((await served.world.git.commit(pull(1)?.mergeCommitSha ?? '')).parents).toHaveLength(1);
    expect(await served.world.git.resolveRef('refs/heads/topic')).toBeNull();
    expect(await ok('pr', 'list', '-R', R, '--state', 'merged', '--json', 'number,title,mergeCommit')).toContain(
      pull(1)?.mergeCommitSha,
    );
  });

  it('lets a pull request be merged by itself once its check has passed', async () => {
    const rules = [{ type: 'required_status_checks', parameters: { required_status_checks: [{ context: 'ci' }] } }];
    served.world.state.rulesets.push({
      ...{ id: 77, name: 'ci', target: 'branch', enforcement: 'active', include: ['~DEFAULT_BRANCH'], exclude: [] },
      rules,
    });
    await ok('pr', 'create', '-R', R, '--head', 'second', '--base', 'main', '--title', 'S', '--body', 'B');
    await served.world.clock.sleep(60_000);
    await ok('pr', 'merge', '2', '-R', R, '--squash', '--auto');
    expect(pull(2)?.autoMerge).toMatchObject({ method: 'squash' });
    const path = `repos/sample/zlink/statuses/${pull(2)?.headSha}`;
    await ok('api', '-X', 'POST', path, '-f', 'state=success', '-f', 'context=ci');
    await ok('api', 'rate_limit');
    expect(pull(2)).toMatchObject({ state: 'closed', autoMerge: null });
    served.world.state.rulesets.pop();
  });

  it('makes releases with notes, and lists them', async () => {
    await ok('release', 'create', 'x2', '-R', R, '--generate-notes', '--target', 'main');
    expect(served.world.state.releases[0]?.body).toMatch(
      /^## What's Changed\n\* T2 by @maintainer[\s\S]*\*\*Full Changelog\*\*/,
    );
    expect(await ok('release', 'list', '-R', R)).toMatch(/x2\tLatest\tx2/);
  });

  it('views and clones the repository', async () => {
    expect(await ok('repo', 'view', R)).toContain('name:\tsample/zlink');
    const folder = join(scratchFolder('clone'), 'zlink');
    await ok('repo', 'clone', R, folder);
    expect(existsSync(join(folder, 'VERSION'))).toBe(true);
  });

  it('files, lists and closes issues', async () => {
    const url = await ok('issue', 'create', '-R', R, '--title', 'I', '--body', 'B');
    const number = url.split('/').pop() ?? '';
    expect(await ok('issue', 'list', '-R', R)).toContain(`${number}\tOPEN\tI`);
    await ok('issue', 'close', number, '-R', R);
    expect(served.world.state.issues[0]?.state).toBe('closed');
    expect(await ok('label', 'list', '-R', R)).toContain('bug');
  });

  it('asked for nothing that is not there', () => {
    expect(served.server.unknownRoutes).toEqual([]);
    expect(served.server.failures).toEqual([]);
  });
});
