import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RulesetState } from '../../../src/embedded-github/world-state.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { type ServedWorld, type ServedWorldOptions, serveWorld } from '../../support/served-world.ts';

/** Plain git against the embedded GitHub: what is pushed is there, rules refuse in GitHub's words, and workflows hear of it. */

const run = promisify(execFile);

interface Said {
  readonly exitCode: number;
  readonly stderr: string;
}

class Clone {
  readonly folder: string;
  readonly served: ServedWorld;

  private constructor(served: ServedWorld, folder: string) {
    this.served = served;
    this.folder = folder;
  }

  static async of(options: ServedWorldOptions = {}): Promise<Clone> {
    const served = await serveWorld({ onDisk: true, ...options });
    const clone = new Clone(served, join(scratchFolder('clone'), 'zlink'));
    await clone.git(['clone', '--quiet', clone.address(), clone.folder], '/');
    return clone;
  }

  address(token = this.served.server.tokens.pat, suffix = '.git'): string {
    return this.served.server.url.replace('//', `//x:${token}@`).concat(`/sample/zlink${suffix}`);
  }

  async git(args: readonly string[], cwd = this.folder): Promise<string> {
    const identity = ['-c', 'user.name=M', '-c', 'user.email=m@example.org', '-c', 'core.hooksPath=/dev/null'];
    const env = { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_GLOBAL: '/dev/null' };
    return (await run('git', [...identity, ...args], { cwd, env })).stdout.trim();
  }

  async tried(...args: string[]): Promise<Said> {
    try {
      await this.git(args);
      return { exitCode: 0, stderr: '' };
    } catch (error) {
      const { code, stderr } = error as { code: number; stderr: string };
      return { exitCode: code, stderr };
    }
  }

  async commit(branch: string, text: string): Promise<string> {
    await this.git(['checkout', '--quiet', '-B', branch]);
    writeFileSync(join(this.folder, 'note.txt'), text);
    await this.git(['add', '--all']);
    await this.git(['commit', '--quiet', '-m', `note ${text}`]);
    return this.git(['rev-parse', 'HEAD']);
  }

  ref(name: string): Promise<string | null> {
    return this.served.world.git.resolveRef(name);
  }

  runs(event: string): readonly string[] {
    return this.served.world.state.runs
      .filter((each) => each.event === event)
      .map(({ workflowPath, ref }) => `${workflowPath.slice('.github/workflows/'.length)} ${ref}`);
  }
}

const ruleset = (
  target: RulesetState['target'],
  type: string,
  parameters?: Record<string, unknown>,
): ServedWorldOptions => ({
  rulesets: [
    {
      id: 7,
      name: 'r',
      target,
      enforcement: 'active',
      include: ['~ALL'],
      exclude: [],
      rules: [parameters === undefined ? { type } : { type, parameters }],
    },
  ],
});

describe('a push', () => {
  let clone: Clone;
  beforeAll(async () => {
    clone = await Clone.of();
  });

  it('of a branch makes it, and is written down with who pushed', async () => {
    const head = await clone.commit('topic', 'one');
    expect(await clone.tried('push', '--quiet', 'origin', 'topic')).toMatchObject({ exitCode: 0 });
    expect(await clone.ref('refs/heads/topic')).toBe(head);
    expect(clone.served.server.requests.at(-1)).toMatchObject({
      method: 'POST',
      path: '/sample/zlink.git/git-receive-pack',
      token: 'pat',
      pushed: ['refs/heads/topic'],
    });
    // build.yml names main and develop.
    expect(clone.runs('push')).toEqual([]);
  });

  it('goes on from there, is forced with the right lease only, and deletes', async () => {
    const second = await clone.commit('topic', 'two');
    expect((await clone.tried('push', '--quiet', 'origin', 'topic')).exitCode).toBe(0);
    await clone.git(['commit', '--quiet', '--amend', '-m', 'another']);
    const third = await clone.git(['rev-parse', 'HEAD']);
    const refused = await clone.tried('push', 'origin', 'topic');
    expect(refused).toMatchObject({ exitCode: 1 });
    expect(refused.stderr).toContain('non-fast-forward');
    expect(await clone.ref('refs/heads/topic')).toBe(second);
    expect(
      (
        await clone.tried(
          'push',
          '--force-with-lease=topic:0123456789012345678901234567890123456789',
          'origin',
          'topic',
        )
      ).exitCode,
    ).toBe(1);
    expect((await clone.tried('push', '--quiet', '--force-with-lease', 'origin', 'topic')).exitCode).toBe(0);
    expect(await clone.ref('refs/heads/topic')).toBe(third);
    expect((await clone.tried('push', '--quiet', '--dry-run', 'origin', 'HEAD:main')).exitCode).toBe(0);
    expect((await clone.tried('push', '--quiet', 'origin', ':topic')).exitCode).toBe(0);
    expect(await clone.ref('refs/heads/topic')).toBeNull();
  });

  it('of an annotated tag keeps its object, and starts what the tag starts, at the commit', async () => {
    await clone.git(['checkout', '--quiet', 'main']);
    await clone.git(['tag', '-a', 'core/v9.0.0', '-m', 'core release 9.0.0']);
    expect((await clone.tried('push', '--quiet', 'origin', 'core/v9.0.0')).exitCode).toBe(0);
    expect(await clone.ref('refs/tags/core/v9.0.0')).toBe(await clone.git(['rev-parse', 'core/v9.0.0']));
    expect(clone.runs('push')).toEqual([
      'build.yml refs/tags/core/v9.0.0',
      'core-conan-release.yml refs/tags/core/v9.0.0',
    ]);
    expect(clone.served.world.state.runs.map(({ headSha }) => headSha)).toEqual(
      Array(2).fill(await clone.git(['rev-parse', 'main'])),
    );
  });

  it('of four tags at once starts none', async () => {
    const before = clone.runs('push').length;
    const tags = [1, 2, 3, 4].map((each) => `core/v9.1.${each}`);
    for (const tag of tags) await clone.git(['tag', tag]);
    expect((await clone.tried('push', '--quiet', 'origin', ...tags)).exitCode).toBe(0);
    for (const tag of tags) expect(await clone.ref(`refs/tags/${tag}`)).not.toBeNull();
    expect(clone.runs('push')).toHaveLength(before);
  });

  it('to main moves it, and starts what a push to main starts', async () => {
    await clone.git(['checkout', '--quiet', 'main']);
    writeFileSync(join(clone.folder, 'note.txt'), 'main');
    await clone.git(['add', '--all']);
    await clone.git(['commit', '--quiet', '-m', 'on main']);
    expect((await clone.tried('push', '--quiet', 'origin', 'main')).exitCode).toBe(0);
    expect(clone.runs('push')).toEqual(
      expect.arrayContaining(['build.yml refs/heads/main', 'cpp-bindings.yml refs/heads/main']),
    );
    expect((await clone.tried('push', 'origin', ':main')).stderr).toContain('refusing to delete the current branch');
  });

  it('needs a token that may write, and reading a public repository none', async () => {
    const { url } = clone.served.server;
    for (const suffix of ['.git', ''])
      expect(await clone.git(['ls-remote', `${url}/sample/zlink${suffix}`, 'HEAD'])).toContain('HEAD');
    expect((await clone.tried('push', `${url}/sample/zlink`, 'HEAD:refs/heads/x')).exitCode).toBe(128);
    expect((await clone.tried('push', clone.address('wrong'), 'HEAD:refs/heads/x')).exitCode).toBe(128);
    expect(await clone.ref('refs/heads/x')).toBeNull();
    const basic = Buffer.from(`x-access-token:${clone.served.server.tokens.app}`).toString('base64');
    const header = `http.extraheader=AUTHORIZATION: basic ${basic}`;
    expect(
      (await clone.tried('-c', header, 'push', '--quiet', `${url}/sample/zlink`, 'HEAD:refs/heads/x')).exitCode,
    ).toBe(0);
  });

  it('of GITHUB_TOKEN starts nothing, and brings no workflow files', async () => {
    const before = clone.runs('push').length;
    const address = clone.address(clone.served.server.tokens['github-token']);
    await clone.git(['tag', 'core/v9.2.0']);
    expect((await clone.tried('push', '--quiet', address, 'core/v9.2.0')).exitCode).toBe(0);
    expect(clone.runs('push')).toHaveLength(before);
    await clone.git(['checkout', '--quiet', '-b', 'flows']);
    writeFileSync(join(clone.folder, '.github/workflows/new.yml'), 'on: push\njobs: {}\n');
    await clone.git(['add', '--all']);
    await clone.git(['commit', '--quiet', '-m', 'new workflow']);
    const refused = await clone.tried('push', address, 'flows');
    expect(refused.stderr).toContain('refusing to allow');
    expect(await clone.ref('refs/heads/flows')).toBeNull();
  });
});

describe('a push that rules forbid', () => {
  it.each([
    ['Changes must be made through a pull request.', ruleset('branch', 'pull_request'), ['HEAD:main']],
    ['Cannot update this protected ref.', ruleset('branch', 'update'), ['HEAD:main']],
    ['creations being restricted', ruleset('tag', 'creation'), ['HEAD:refs/tags/t']],
    ['Cannot force-push to this branch', ruleset('branch', 'non_fast_forward'), ['--force', 'HEAD~2:main']],
    ['Cannot delete this protected ref.', ruleset('branch', 'deletion'), [':topic']],
  ])('is refused: %s', async (violation, world, args) => {
    const clone = await Clone.of(world);
    await clone.served.world.git.updateRefs([
      { name: 'refs/heads/topic', to: (await clone.ref('refs/heads/main')) ?? '', from: null },
    ]);
    const before = await clone.ref('refs/heads/main');
    await clone.commit('mine', 'x');
    const { exitCode, stderr } = await clone.tried('push', 'origin', ...args);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/remote: error: GH013: Repository rule violations found for refs\/(heads|tags)\//);
    expect(stderr).toContain(violation);
    expect(stderr).toContain('push declined due to repository rule violations');
    expect(await clone.ref('refs/heads/main')).toBe(before);
  });

  // Source: GitHub documentation, "About protected branches"; the words as pushes to protected branches show them (GH006).
  it.each([
    ['Changes must be made through a pull request.', { withoutPullRequest: [] }, ['HEAD:main']],
    ["You're not authorized to push to this branch.", { pushers: ['sample'] }, ['HEAD:main']],
    ['Cannot force-push to this branch', {}, ['--force', 'HEAD~2:main']],
    ['Cannot delete this branch', {}, [':topic']],
    ['Required status check "ci" is expected.', { checks: ['ci'] }, ['HEAD:main']],
  ])('is refused by a classic protection: %s', async (words, protection, args) => {
    const clone = await Clone.of({});
    const { git, state } = clone.served.world;
    state.protections = [{ id: 1, pattern: '*', bindsAdministrators: true, ...protection }];
    await git.updateRefs([{ name: 'refs/heads/topic', to: (await clone.ref('refs/heads/main')) ?? '', from: null }]);
    const before = await clone.ref('refs/heads/main');
    await clone.commit('mine', 'x');
    const { exitCode, stderr } = await clone.tried('push', 'origin', ...args);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/remote: error: GH006: Protected branch update failed for refs\/heads\//);
    expect(stderr).toContain(words);
    expect(stderr).toContain('protected branch hook declined');
    expect(await clone.ref('refs/heads/main')).toBe(before);
  });
});
