import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { type EmbeddedGitHub, startEmbeddedGitHub } from '../../src/embedded-github/server/server.ts';
import { VirtualClock } from '../../src/embedded-github/virtual-clock.ts';
import type { TokenKind } from '../../src/embedded-github/world-state.ts';
import { createWorld } from '../../src/rehearse/create-world.ts';
import { sampleFiles } from '../../src/sample/sample-repository.ts';

export interface Watching {
  /** The built command line. */
  readonly program: string;
  readonly scratch: string;
  readonly seconds: number;
}

const TAG = 'core/v1.2.0';
/** What watching two runs cost when each was polled by itself. */
const BEFORE = '12 when every run was polled by itself';

interface Figures {
  readonly counted: number;
  readonly free: number;
}

/** Two runs watched by this program and by gh at the same time on one server, and twenty on another; real time. */
export async function requestsWhileWatching(watching: Watching): Promise<void> {
  const [two, twenty] = await Promise.all([watched(watching, 0, true), watched(watching, 18, false)]);
  const shown = (count: number) => ((count * 60) / watching.seconds).toFixed(1);
  const line = ({ counted, free }: Figures) => `${shown(counted)} counted requests a minute, ${shown(free)} free (304)`;
  console.log(`watching two runs         ${line(two.ours)} (${BEFORE})`);
  console.log(`watching twenty runs      ${line(twenty.ours)}`);
  const share = two.gh.counted / Math.max(1, two.ours.counted, twenty.ours.counted);
  console.log(`  gh run watch, two runs  ${line(two.gh)}; ours are 1/${share.toFixed(1)} (aim at most 1/20)`);
}

async function watched({ program, scratch, seconds }: Watching, more: number, withGh: boolean) {
  const names = ['build.yml', 'core-conan-release.yml'];
  const files = new Map(sampleFiles());
  for (let index = 0; index < more; index += 1) {
    names.push(`more-${index}.yml`);
    const content = `on: {push: {tags: ['core/v*']}}\njobs:\n  work: {runs-on: ubuntu-22.04, steps: [{run: make}]}\n`;
    files.set(`.github/workflows/more-${index}.yml`, { mode: '100644', content });
  }
  const clock = new VirtualClock(new Date());
  const world = await createWorld({
    directory: join(scratch, `watched-${names.length}`),
    from: { kind: 'sample', files },
    clock,
    owner: 'sample',
    repo: 'zlink',
  });
  const server = await startEmbeddedGitHub({ world, warn: () => {} });
  const children: ChildProcess[] = [];
  try {
    await makeTag(server);
    await clock.sleep(20_000);
    server.followRealTime();
    const env = { PATH: process.env.PATH, HOME: scratch, NO_COLOR: '1' };
    const workflows = names.flatMap((name) => ['--workflow', name]);
    const before = server.requests.length;
    children.push(
      spawn(
        process.execPath,
        [program, 'watch', '--tag', TAG, ...workflows, '--repo', 'sample/zlink', '--api-url', server.url],
        { env: { ...env, ZLINK_RELEASE_TOKEN: server.tokens.app }, stdio: 'ignore' },
      ),
    );
    for (const run of withGh ? world.state.runs.filter((each) => each.headBranch === TAG) : []) {
      children.push(
        spawn('gh', ['run', 'watch', String(run.id), '-R', 'github.localhost/sample/zlink'], {
          env: { ...env, HTTP_PROXY: server.url, GH_HOST: 'github.localhost', GH_TOKEN: server.tokens.pat },
          stdio: 'ignore',
        }).on('error', () => console.log('gh is not installed: nothing to compare with')),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    const seen = server.requests.slice(before);
    const figures = (kind: TokenKind): Figures => {
      const all = seen.filter((each) => each.token === kind);
      const counted = all.filter((each) => each.counted).length;
      return { counted, free: all.length - counted };
    };
    return { ours: figures('app'), gh: figures('pat') };
  } finally {
    for (const child of children) child.kill();
    await server.close();
    await world.git.close();
  }
}

async function makeTag(server: EmbeddedGitHub): Promise<void> {
  const api = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${server.url}/repos/sample/zlink${path}`, {
      method,
      headers: { authorization: `Bearer ${server.tokens.pat}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    // Answers of our own server, which its tests hold to GitHub's description.
    // biome-ignore lint/suspicious/noExplicitAny: see above
    return (await response.json()) as any;
  };
  const { object: head } = await api('GET', '/git/ref/heads/main');
  const tag = await api('POST', '/git/tags', {
    tag: TAG,
    message: 'core release 1.2.0',
    object: head.sha,
    type: 'commit',
  });
  await api('POST', '/git/refs', { ref: `refs/tags/${TAG}`, sha: tag.sha });
}
