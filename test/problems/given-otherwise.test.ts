import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Verdict } from '../../src/core/gate/verdict.ts';
import type { ProblemCode } from '../../src/core/problem.ts';
import type { RunAttemptScript } from '../../src/embedded-github/world-state.ts';
import { begin, type Fetch, invocationOf } from '../support/adversary/invoke.ts';
import { PEOPLE } from '../support/adversary/people.ts';
import { codesIn } from '../support/adversary/remedies.ts';
import { separateRuns } from '../support/adversary/running.ts';
import { wordsOf } from '../support/adversary/shell-words.ts';
import { LIBRARIES } from '../support/adversary/small-library.ts';
import { type Stage, Stages } from '../support/adversary/stage.ts';
import type { Invocation } from '../support/invariants/finished-world.ts';
import { type MadeVerdict, madeVerdict } from '../support/made-verdict.ts';

/**
 * What the text of a code tells to do is done, and the command line is given as it says: with another file or option, or as it
 * was printed. The worlds are those of the adversary: they begin again in milliseconds.
 */
let stages: Stages;
let together: () => void;
beforeAll(async () => {
  stages = await Stages.open();
  together = separateRuns();
});
afterAll(async () => {
  await stages.close();
  together();
});

type Words = readonly string[];
type Through = (stage: Stage, send: Fetch) => Fetch;

interface Row {
  readonly code: ProblemCode;
  /** What is tried here, where a code names more than one way on. */
  readonly way?: string;
  /** What main has besides when the release begins; null removes a file. */
  readonly files?: Readonly<Record<string, string | null>>;
  readonly before?: (stage: Stage) => Promise<unknown>;
  /** What is given besides the version; nothing is tested or measured when left out. */
  readonly words?: Words | ((stage: Stage) => Promise<Words>);
  /** What stands between the first command and GitHub. */
  readonly through?: Through;
  /** Does what the text tells; what it gives in the place of `words`, or nothing: the command that was printed. */
  readonly repair: (stage: Stage, said: Invocation) => Promise<Words | unknown>;
}

const UNMEASURED = ['--skip', 'test,bench,gate'];
const CONFIG = '.github/zlink-release.yml';
const RELEASE = '.github/workflows/release.yml';

async function given(stage: Stage, words: Words, through: Through = (_stage, send) => send): Promise<Invocation> {
  const given = ['release', '--repo', 'sample/zlink', '--api-url', stage.server.url, ...words];
  const run = await begin(stage, { by: 'cli', words: given, given: null }, (_run, send) => through(stage, send));
  return invocationOf(stage, run, await run.ended);
}

const pushed = async (stage: Stage, files: Readonly<Record<string, string | null>>): Promise<void> => {
  const tip = (await stage.world.git.resolveRef('refs/heads/main')) ?? '';
  const commit = await stage.commitOn([tip], files, 'chore: what a person changes');
  if (!(await stage.push('refs/heads/main', commit))) throw new Error('main was not pushed');
};
const configured = (more: string) => `component: core
version-files:
  - {path: VERSION, preset: plain}
  - {path: core/version.h, preset: regex, pattern: 'LIB_VERSION "(?<version>[^"]+)"'}
workflows: {expected: [release.yml]}
watch: {poll-interval-seconds: 600}
${more}`;

const WITHOUT_COMPONENT = configured('').replace('component: core\n', '');
const WITHOUT_WORKFLOWS = configured('').replace(/workflows:.*\n/, '');

let verdicts = 0;
/** A verdict about main as it is now, in a file. */
async function verdict(
  stage: Stage,
  more: MadeVerdict = {},
  edit: (made: Verdict) => object = (made) => made,
): Promise<Words> {
  const { tree } = await stage.world.git.commit((await stage.world.git.resolveRef('refs/heads/main')) ?? '');
  verdicts += 1;
  const path = join(stage.folder, `verdict-${verdicts}.json`);
  writeFileSync(path, JSON.stringify(edit(madeVerdict({ tree, ...more }))));
  return ['--skip', 'test', '--verdict', path];
}
const measuredAgain: Row['repair'] = (stage) => verdict(stage);

/** Before the first request that fits, somebody does something. */
const meanwhile =
  (fits: (method: string, path: string) => boolean, act: (stage: Stage) => Promise<unknown>): Through =>
  (stage, send) => {
    let isDone = false;
    return async (input, init) => {
      if (!isDone && fits(init?.method ?? 'GET', new URL(input).pathname)) {
        isDone = true;
        await act(stage);
      }
      return send(input, init);
    };
  };
const answered =
  (fits: (path: string) => boolean, change: (answer: Response) => Promise<Response>): Through =>
  (_stage, send) =>
  async (input, init) => {
    const answer = await send(input, init);
    // What has not changed since has no body: whoever asked has the changed one.
    return fits(new URL(input).pathname) && answer.status !== 304 ? change(answer) : answer;
  };
const isPull = (path: string) => /\/pulls\/\d+$/.test(path);

/** The rules of the adversary's other library: main asks for the check `check`. */
const REQUIRED = LIBRARIES[1]?.rulesets ?? [];

const publishedRelease = ({ world }: Stage) => {
  const found = world.state.releases.find(({ tagName }) => tagName === 'core/v1.2.0');
  if (found === undefined) throw new Error('there is no release');
  return found;
};
const released = async (stage: Stage) => {
  const { exitCode, said } = await given(stage, ['--version', '1.2.0', ...UNMEASURED]);
  if (exitCode !== 0) throw new Error(said);
};
const wholeRunAgain = async (stage: Stage, said: Invocation) => {
  const id =
    /gh run rerun (\d+)/.exec(said.said)?.[1] ??
    stage.world.state.runs.find(({ ref }) => ref === 'refs/tags/core/v1.2.0')?.id;
  expect((await stage.call('POST', `actions/runs/${id}/rerun`)).ok).toBe(true);
};

/** Merged, not tagged, and taken back on main. */
const revertedMerge = async (stage: Stage) => {
  await given(stage, ['--version', '1.2.0', '--skip', 'test,bench,gate,tag']);
  const { git } = stage.world;
  const tip = (await git.resolveRef('refs/heads/main')) ?? '';
  const { parents } = await git.commit(tip);
  const files: Record<string, string> = {};
  for (const path of ['VERSION', 'core/version.h', 'CHANGELOG.md'])
    files[path] = String(await git.readFile(parents[0] ?? '', path));
  await stage.push('refs/heads/main', await stage.commitOn([tip], files, 'Revert "release"'));
};
const superseding: Row['repair'] = async (_stage, { said }) => [
  ...UNMEASURED,
  '--supersede',
  /--supersede (\d+)/.exec(said)?.[1] ?? '',
];

/** Nothing but a workflow that hears of the GitHub release, which this program makes with a file. */
const hearing = (action: string) => ({
  '.github/workflows/pack.yml': `on: {release: {types: [${action}]}}
jobs: {pack: {runs-on: ubuntu-latest, steps: [{run: make pack}]}}
`,
});

const ROWS: readonly Row[] = [
  { code: 'input-invalid', words: ['--skip', 'everything'], repair: async () => UNMEASURED },
  // --- what was measured ---
  { code: 'gate-not-measured', way: 'measured', words: ['--skip', 'test'], repair: measuredAgain },
  { code: 'gate-not-measured', way: 'left out', words: ['--skip', 'test'], repair: async () => UNMEASURED },
  {
    code: 'gate-other-tree',
    words: (stage) => verdict(stage, { tree: '7'.repeat(40) }),
    repair: measuredAgain,
  },
  {
    code: 'gate-not-passed',
    words: (stage) => verdict(stage, { speed: 0.8 }),
    repair: async (stage) => {
      await pushed(stage, { 'core/fast.c': 'int fast(void);\n' });
      return verdict(stage);
    },
  },
  {
    code: 'gate-inconclusive',
    words: (stage) => verdict(stage, { noise: 0.2, rounds: 5 }),
    repair: measuredAgain,
  },
  {
    code: 'gate-incomparable',
    words: (stage) => verdict(stage, {}, (made) => ({ ...made, status: 'incomparable' })),
    repair: measuredAgain,
  },
  {
    code: 'verdict-invalid',
    words: (stage) => verdict(stage, {}, () => ({ status: 'pass' })),
    repair: measuredAgain,
  },
  {
    code: 'base-moved',
    way: 'measured',
    words: (stage) => verdict(stage),
    through: meanwhile(
      (method, path) => method === 'GET' && isPull(path),
      (stage) => PEOPLE.push(stage, 0),
    ),
    repair: measuredAgain,
  },
  // --- at the pull request ---
  {
    code: 'merge-conflict',
    way: 'again',
    through: answered(isPull, async (answer) =>
      Response.json({ ...((await answer.json()) as object), mergeable: false }, { headers: answer.headers }),
    ),
    repair: async () => UNMEASURED,
  },
  {
    code: 'merge-conflict',
    way: 'a new attempt',
    through: answered(isPull, async (answer) =>
      Response.json({ ...((await answer.json()) as object), mergeable: false }, { headers: answer.headers }),
    ),
    repair: async (stage, said) => {
      await PEOPLE.close(stage);
      await PEOPLE['deletion of the branch'](stage);
      return superseding(stage, said);
    },
  },
  { code: 'merge-reverted', way: 'what main holds now', before: revertedMerge, repair: superseding },
  {
    code: 'merge-reverted',
    way: 'the merge commit',
    before: revertedMerge,
    repair: async (stage, { said }) => {
      const [, tag = '', commit = ''] = /git tag (\S+) ([0-9a-f]{40})/.exec(said) ?? [];
      await stage.push(`refs/tags/${tag}`, commit);
    },
  },
  {
    code: 'check-timeout',
    files: { [CONFIG]: configured('checks: {timeout-minutes: 1}\n') },
    before: async ({ world }) => world.state.rulesets.push(...REQUIRED),
    through: (stage, send) => async (input, init) => {
      // GitHub is short of runners.
      for (const { event, attempts } of stage.world.state.runs)
        if (event === 'pull_request') attempts.splice(0, 1, ...attempts.slice(0, 1).map(anHourLong));
      return send(input, init);
    },
    repair: async (stage) => stage.world.clock.sleep(7_200_000),
  },
  // --- what was published ---
  {
    code: 'release-missing',
    before: async (stage) => {
      await released(stage);
      await stage.call('DELETE', `releases/${publishedRelease(stage).id}`);
    },
    repair: wholeRunAgain,
  },
  {
    code: 'asset-broken',
    before: async (stage) => {
      await released(stage);
      for (const asset of publishedRelease(stage).assets)
        if (!asset.name.endsWith('.sha256')) Object.assign(asset, { size: 0 });
    },
    repair: async (stage, said) => {
      for (const { id, size } of publishedRelease(stage).assets)
        if (size === 0) await stage.call('DELETE', `releases/assets/${id}`);
      await wholeRunAgain(stage, said);
    },
  },
  {
    code: 'asset-not-downloaded',
    through: answered(
      (path) => /\/releases\/assets\/|\/releases\/download\//.test(path),
      async () => new Response('<html>sign in</html>'),
    ),
    repair: async () => {},
  },
  // --- what the repository is ---
  {
    code: 'component-undecided',
    files: {
      [CONFIG]: 'watch: {poll-interval-seconds: 600}\n',
      VERSION: null,
      'core/version.h': null,
      'packages/a/package.json': '{"name": "a", "version": "1.0.5"}\n',
      'packages/b/package.json': '{"name": "b", "version": "2.0.0"}\n',
    },
    repair: async (stage) => {
      const files = 'version-files: [{path: packages/a/package.json, preset: json, at: version}]\n';
      await pushed(stage, { [CONFIG]: `component: core\n${files}watch: {poll-interval-seconds: 600}\n` });
      return UNMEASURED;
    },
  },
  {
    code: 'tag-undecided',
    files: { [CONFIG]: WITHOUT_COMPONENT },
    before: async (stage) =>
      stage.push('refs/tags/sdk/v1.1.0', await stage.world.git.resolveRef('refs/tags/core/v1.1.0')),
    repair: async (stage) => {
      await pushed(stage, { [CONFIG]: `${WITHOUT_COMPONENT}tag: "core/v{version}"\nalso-tag: []\n` });
      return UNMEASURED;
    },
  },
  {
    code: 'alias-publishes',
    way: 'its tags',
    files: { [CONFIG]: configured('alias-tag: ["v{major}"]\n'), [RELEASE]: publishing("tags: ['core/v*', 'v*']") },
    repair: async (stage) => pushed(stage, { [RELEASE]: publishing("tags: ['core/v*', 'v*.*.*']") }),
  },
  {
    code: 'alias-publishes',
    way: 'its job',
    files: { [CONFIG]: configured('alias-tag: ["v{major}"]\n'), [RELEASE]: publishing("tags: ['core/v*', 'v*']") },
    repair: async (stage) =>
      pushed(stage, {
        [RELEASE]: publishing("tags: ['core/v*', 'v*']", "    if: startsWith(github.ref, 'refs/tags/core/v')\n"),
      }),
  },
  {
    code: 'release-creation-unheard',
    files: {
      [CONFIG]: `${WITHOUT_WORKFLOWS}release: {create: true, files: [VERSION]}\n`,
      [RELEASE]: null,
      ...hearing('created'),
    },
    repair: (stage) => pushed(stage, hearing('published')),
  },
  ...(
    [
      ['nothing', 'assets: false\n'],
      ['this program', 'release: {create: true, files: [VERSION]}\n'],
    ] as const
  ).map(
    ([way, more]): Row => ({
      code: 'release-files-unknown',
      way,
      files: { [CONFIG]: WITHOUT_WORKFLOWS, [RELEASE]: null },
      before: async (stage) => {
        const { data } = await stage.call('POST', 'releases', { tag_name: 'core/v1.1.0', name: '1.1.0' });
        await stage.upload((data as { id: number }).id, 'a.zip', 'PK');
      },
      repair: async (stage) => pushed(stage, { [CONFIG]: `${WITHOUT_WORKFLOWS}${more}` }),
    }),
  ),
];

const HOUR = 3_600_000;
const anHourLong = (attempt: RunAttemptScript): RunAttemptScript => ({
  ...attempt,
  endsAfter: HOUR,
  jobs: attempt.jobs.map((job) => ({ ...job, endsAfter: HOUR })),
});

function publishing(tags: string, condition = ''): string {
  return `on:
  push:
    ${tags}
jobs:
  publish:
    runs-on: ubuntu-latest
${condition}    steps:
      - uses: softprops/action-gh-release@v2
        with: {files: library-linux.tar.gz}
`;
}

it.each(ROWS.map((row) => ({ title: row.way === undefined ? row.code : `${row.code} (${row.way})`, ...row })))(
  '$title: what it tells to do leads to a release',
  async ({ code, files, before, words = UNMEASURED, through, repair }) => {
    const stage = stages.begin(0);
    try {
      if (files !== undefined) await pushed(stage, files);
      await before?.(stage);
      const more = typeof words === 'function' ? await words(stage) : words;
      const first = await given(stage, ['--version', '1.2.0', ...more], through);
      expect(codesIn(first.said), first.said).toContain(code);
      const otherwise = await repair(stage, first);
      const printed = first.next === null ? null : wordsOf(first.next).slice(1);
      const next = Array.isArray(otherwise) ? ['--version', '1.2.0', ...(otherwise as string[])] : printed;
      expect(next, 'a command to go on with').not.toBeNull();
      const second = await given(stage, next ?? []);
      expect([second.exitCode, codesIn(second.said)], second.said).toEqual([0, []]);
    } finally {
      stages.end(stage);
    }
  },
);
