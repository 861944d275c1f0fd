import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { verify } from '../../src/conduct/stages/verify.ts';
import type { ProblemCode } from '../../src/core/problem.ts';
import type { Clock } from '../../src/effects/clock.ts';
import { readResultFolder, UNKNOWN_ORIGIN } from '../../src/effects/result-folder.ts';
import { runTests } from '../../src/effects/run-tests.ts';
import { writeFiles } from '../../src/effects/write-files.ts';
import { VirtualClock } from '../../src/embedded-github/virtual-clock.ts';
import { GitHubClient } from '../../src/github/client.ts';
import { archiveHashes } from '../../src/github/download-archive.ts';
import { explaining } from '../../src/github/explain-failure.ts';
import { ObjectStore } from '../../src/github/object-store.ts';
import { readBranch, readRepository } from '../../src/github/read-repository.ts';
import { defaultPolicy } from '../../src/github/request-policy.ts';
import { createWorld, examineSource } from '../../src/rehearse/create-world.ts';
import { silentProgress } from '../../src/report/progress.ts';
import { runActionJob } from '../support/action-job.ts';
import { runCli } from '../support/cli.ts';
import { FEW_POLLS } from '../support/few-polls.ts';
import { PullRequestStory } from '../support/pull-request.ts';
import { rehearse } from '../support/rehearse.ts';
import { releaseCommand } from '../support/release-copy.ts';
import { scratchFolder } from '../support/scratch.ts';
import { type ServedWorld, serveWorld } from '../support/served-world.ts';
import { fileAt, pushFiles, withdraw } from '../support/somebody.ts';
import { bench, clone, git, HARNESS, outFolder } from '../support/trivial-bench.ts';
import { BUILD, TAG, WatchedTag } from '../support/watched-tag.ts';
import { type Cause, codesIn, said, stopped } from './cause.ts';

/** Causes of what only a folder, a process or a GitHub can bring about. */

// --- GitHub ---

const client = (
  { world, server }: Pick<ServedWorld, 'world' | 'server'>,
  more: { token?: string; repo?: string } = {},
) => clientOf(server.url, world.clock, more.token ?? server.tokens.app, more.repo);

const clientOf = (apiUrl: string, clock: Clock, token: string, repo = 'zlink') =>
  new GitHubClient({
    apiUrl,
    token,
    owner: 'sample',
    repo,
    policy: defaultPolicy(clock, () => {}),
    timeout: 60_000,
    userAgent: 'test',
  });

let sample: Promise<ServedWorld> | null = null;
/** One undisturbed GitHub for all who only read. */
const undisturbed = (): Promise<ServedWorld> => {
  sample ??= serveWorld();
  return sample;
};

/** Asks something of a server that gives one answer to every question. */
async function ofServer(answer: (path: string) => string, ask: (url: string, clock: Clock) => Promise<unknown>) {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(answer(request.url ?? ''));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return await stopped(() => ask(url, new VirtualClock(new Date(0))));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A release with a bundle that is none. */
function notSigned(path: string): string {
  const digest = `sha256:${createHash('sha256').update('{}').digest('hex')}`;
  const asset = { id: 1, name: 'a.sigstore.json', state: 'uploaded', size: 2, digest, browser_download_url: 'u' };
  const release = { id: 1, html_url: 'u', draft: false, tag_name: TAG, assets: [asset] };
  return path.includes('/assets/') || path.includes('/contents/') ? '{}' : JSON.stringify(release);
}

/** A release whose asset has ten bytes, of which one comes. */
function tooShort(path: string): string {
  const asset = { id: 1, name: 'a.zip', state: 'uploaded', size: 10, digest: null, browser_download_url: 'u' };
  const release = { id: 1, html_url: 'u', draft: false, tag_name: TAG, assets: [asset] };
  return path.includes('/assets/') ? 'x' : JSON.stringify(release);
}

const ruleset = (target: 'branch' | 'tag', rules: readonly object[]) => ({
  id: target === 'tag' ? 7 : 8,
  name: `rules of a ${target}`,
  target,
  enforcement: 'active' as const,
  include: [target === 'tag' ? '~ALL' : '~DEFAULT_BRANCH'],
  exclude: [],
  rules: [...rules] as never,
});

let forbidding: ReturnType<typeof planned> | null = null;
async function planned() {
  const served = await serveWorld({
    settings: { allowSquashMerge: false },
    rulesets: [ruleset('tag', [{ type: 'creation' }]), ruleset('branch', [{ type: 'update' }])],
  });
  const { log } = await runActionJob(served, { version: '1.2.0', skip: 'bench,gate' });
  return codesIn(log);
}
/** A repository whose settings and rules are all in the way. */
const inTheWay = () => {
  forbidding ??= planned();
  return forbidding;
};

export const CAUSED = {
  'release-withdrawn': async () => {
    const served = await serveWorld({ files: { '.github/zlink-release.yml': FEW_POLLS } });
    await releaseCommand(served, '1.2.0', { skip: ['watch', 'verify'] });
    // The runs that a tag starts come to be a moment later.
    await served.world.clock.sleep(60_000);
    await withdraw(served, 'core/v1.2.0');
    return (await releaseCommand(served, '1.2.0')).problems;
  },
  'release-unlisted': async () => {
    const served = await serveWorld();
    const version = (await fileAt(served, 'refs/heads/main', 'VERSION')).replaceAll('1.1.0', '1.2.0');
    const bumped = version.replace('MINOR=1', 'MINOR=2');
    await pushFiles(served, { VERSION: bumped }, 'release: bump core version to 1.2.0\n');
    return (await releaseCommand(served, '1.2.0')).problems;
  },
  'repository-not-found': async () => {
    const served = await undisturbed();
    return stopped(() => readRepository(client(served, { repo: 'other' })));
  },
  'token-missing': async () => codesIn((await runCli(['plan', '--version', '1.2.0', '--repo', 'a/b'])).stderr),
  'token-rejected': async () => {
    const served = await undisturbed();
    return stopped(() =>
      explaining('reading the repository', () => readRepository(client(served, { token: 'ghp_wrong' }))),
    );
  },
  'github-unreachable': () =>
    // The discard port: nobody listens there.
    stopped(() =>
      explaining('reading the repository', () =>
        readRepository(clientOf('http://127.0.0.1:9', new VirtualClock(new Date(0)), 'ghs_x')),
      ),
    ),
  'base-branch-missing': async () => {
    const served = await undisturbed();
    return stopped(() => readBranch(client(served), 'nowhere', 'main', { hasBranchRules: false, isTold: true }, []));
  },
  'rules-forbid-tag': inTheWay,
  'rules-forbid-merge': inTheWay,
  'merge-method-disabled': inTheWay,
  'tests-failed': () => stopped(() => runTests({ command: ['false'], timeout: 10_000 }, scratchFolder(), 2)),
  'tests-other-tree': async () => {
    const served = await serveWorld({ files: { '.github/zlink-release.yml': 'test: {command: [make, test]}\n' } });
    const job = await runActionJob(served, { version: '1.2.0', skip: 'bench,gate' }, undefined, clone());
    return codesIn(job.log);
  },
  'result-folder-unreadable': async () => said(await readResultFolder(scratchFolder(), UNKNOWN_ORIGIN, null)),
  'bench-harness-missing': () => stopped(() => bench(clone(), outFolder())),
  'bench-harness-failed': () =>
    // It cannot be started: its interpreter does not exist.
    stopped(() => bench(clone({ 'run.sh': '#!/nowhere/interpreter\n' }), outFolder())),
  'bench-interrupted': () =>
    stopped(() => bench(clone({ 'run.sh': HARNESS }), outFolder(), { signal: AbortSignal.abort() })),
  'bench-folder-other': async () => {
    const [tree, out] = [clone({ 'run.sh': HARNESS }), outFolder()];
    await bench(tree, out);
    return stopped(() => bench(tree, out, { rounds: 2 }));
  },
  'bench-host-changed': async () => {
    const [tree, out] = [clone({ 'run.sh': HARNESS }), outFolder()];
    await bench(tree, out);
    const path = join(out, 'bench.json');
    const description = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify({ ...description, host: { ...description.host, cpuModel: 'another' } }));
    return stopped(() => bench(tree, out));
  },
  'output-unwritable': async () => {
    const inTheWayOfIt = join(scratchFolder(), 'file');
    writeFileSync(inTheWayOfIt, '');
    const written = await writeFiles(inTheWayOfIt, new Map([['verdict.json', '{}']]));
    return written.ok ? [] : [...written.problems];
  },
  'fork-code-with-rights': async () => {
    const story = await PullRequestStory.open({ 'docs/a.md': 'a\n' }, { fork: true });
    return codesIn((await story.gate({}, { event: { name: 'pull_request_target', payload: story.event } })).log);
  },
  'merge-refused': async () => {
    const served = await serveWorld({
      rulesets: [ruleset('branch', [{ type: 'pull_request', parameters: { required_approving_review_count: 1 } }])],
    });
    return codesIn((await runActionJob(served, { version: '1.2.0', skip: 'bench,gate' })).log);
  },
  'merge-tree-mismatch': async () => (await rehearse('--fault', 'base-moves')).world.record.problems,
  'forbidden-run-started': async () => {
    const tagged = await (await WatchedTag.start()).tag();
    return stopped(() => tagged.watch({ forbidden: [BUILD] }));
  },
  'release-missing': async () => {
    const served = await undisturbed();
    const context = {
      client: client(served),
      clock: served.world.clock,
      progress: silentProgress,
      store: new ObjectStore(),
    };
    return stopped(() => verify(context, { tag: TAG, expected: [], timeout: 60_000, pollInterval: 15_000 }));
  },
  'asset-not-downloaded': () =>
    ofServer(tooShort, (url, clock) => {
      const context = {
        client: clientOf(url, clock, 'ghs_x'),
        clock,
        progress: silentProgress,
        store: new ObjectStore(),
      };
      return verify(context, { tag: TAG, expected: [], timeout: 0, pollInterval: 1_000 });
    }),
  'attestation-invalid': () =>
    ofServer(notSigned, (url, clock) => {
      const context = {
        client: clientOf(url, clock, 'ghs_x'),
        clock,
        progress: silentProgress,
        store: new ObjectStore(),
      };
      return verify(context, { tag: TAG, expected: [], timeout: 0, pollInterval: 1_000, trustedRoot: 'root.json' });
    }),
  'archive-not-of-tag': () =>
    ofServer(
      () => 'x',
      (repositoryUrl, clock) =>
        archiveHashes(
          { repositoryUrl, tag: TAG, commit: '0'.repeat(40), userAgent: 'test', timeout: 10_000 },
          { clock, onWait() {} },
        ),
    ),
  'rehearsal-folder-in-use': () => {
    const directory = scratchFolder('in use');
    writeFileSync(join(directory, 'mine.txt'), 'mine');
    const clock = new VirtualClock(new Date(0));
    return stopped(() => createWorld({ directory, from: { kind: 'sample' }, clock, owner: 'o', repo: 'r' }));
  },
  'source-unreadable': async () => said(await examineSource(scratchFolder('empty'))),
  'source-shallow': async () => {
    const shallow = join(scratchFolder('shallow'), 'repo');
    git('/', 'clone', '--quiet', '--depth=1', `file://${clone(undefined, 2)}`, shallow);
    return said(await examineSource(shallow));
  },
  'source-dirty': async () => {
    const dirty = clone();
    writeFileSync(join(dirty, 'VERSION'), '1.1.1\n');
    return said(await examineSource(dirty));
  },
  'source-commit-unknown': async () => said(await examineSource(clone(), 'nowhere')),
  'git-unusable': async () =>
    codesIn((await runCli(['rehearse', '--version', '1.2.0'], { env: { PATH: scratchFolder('empty') } })).stderr),
} satisfies Partial<Record<ProblemCode, Cause>>;
