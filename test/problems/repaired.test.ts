import { expect, it } from 'vitest';
import { orStop, type ProblemCode } from '../../src/core/problem.ts';
import type { RulesetState } from '../../src/embedded-github/world-state.ts';
import { faultOptions } from '../../src/rehearse/fault-options.ts';
import { between, type PassedAnswer, type PassedRequest } from '../support/between.ts';
import { FEW_POLLS } from '../support/few-polls.ts';
import { type CommandOptions, type Copy, releaseCommand } from '../support/release-copy.ts';
import { type ServedWorld, type ServedWorldOptions, sampleText, serveWorld } from '../support/served-world.ts';
import { byHand, fileAt, pushEntry, pushFiles } from '../support/somebody.ts';

/**
 * What the text of a code tells a maintainer to do is done to the repository, its settings or its runs; then the command is
 * given again, and the release ends green. What is done by acts between requests stands in remedies.test.ts.
 */

interface Command extends CommandOptions {
  readonly version?: string;
}

interface Row {
  readonly code: ProblemCode;
  /** What is tried here, where a code names more than one way on. */
  readonly way?: string;
  readonly world?: ServedWorldOptions;
  /** What comes before the command. */
  readonly before?: (served: ServedWorld) => Promise<unknown>;
  readonly command?: Command;
  /** What stands between the first command and GitHub. */
  readonly through?: (request: PassedRequest, answer: PassedAnswer) => PassedAnswer;
  /** Does what the text tells, and says what is given otherwise; nothing: the same command. */
  readonly repair: (served: ServedWorld, said: Copy) => Promise<Command | unknown>;
  /** Another code, where what is told is true and leads no further here: what cannot be had is said next. */
  readonly ends?: ProblemCode;
}

const CONFIG = '.github/zlink-release.yml';
const BUILD = '.github/workflows/build.yml';
const BINDINGS = '.github/workflows/bindings-release.yml';
const build = sampleText(BUILD);
const bindings = sampleText(BINDINGS);

/** The sample, with more in its configuration. */
const configured = (more: string, files: ServedWorldOptions['files'] = {}): ServedWorldOptions => ({
  files: { [CONFIG]: `${FEW_POLLS}${more}`, ...files },
});
const configure =
  (more: string): Row['repair'] =>
  (served) =>
    pushFiles(served, { [CONFIG]: `${FEW_POLLS}${more}` }, 'chore: configuration\n');
const write =
  (files: Readonly<Record<string, string | null>>): Row['repair'] =>
  (served) =>
    pushFiles(served, files, 'fix: what the release needs\n');
/** The sample's places, as a configuration lists them. */
const LISTED = `component: core
version-files:
  - {path: VERSION, preset: key-value, prefix: LIBZLINK_VERSION}
  - {path: core/include/zlink.h, preset: c-macros, prefix: ZLINK_VERSION}
  - {path: core/CMakeLists.txt, preset: cmake-project}
  - {path: core/packaging/conan/conandata.yml, preset: conandata}
  - {path: vcpkg/ports/zlink/vcpkg.json, preset: json, at: version-string}
`;
const again: Row['repair'] = async () => {};

const ruleset = (target: RulesetState['target'], type: string, parameters?: Record<string, unknown>): RulesetState => ({
  id: 7,
  name: `rules of a ${target}`,
  target,
  enforcement: 'active',
  include: [target === 'tag' ? '~ALL' : '~DEFAULT_BRANCH'],
  exclude: [],
  rules: [parameters === undefined ? { type } : { type, parameters }],
});
const ofReleaseBranches = (type: string): RulesetState => ({
  ...ruleset('branch', type),
  include: ['refs/heads/release/**/*'],
});
const ruled = (...rulesets: readonly RulesetState[]): ServedWorldOptions => ({ ...configured(''), rulesets });
const requiring = (context: string) =>
  ruleset('branch', 'required_status_checks', { required_status_checks: [{ context }] });
/** The App is put on the list of those whom the rules do not bind. */
const bypassed: Row['repair'] = async ({ world }) => {
  world.state.rulesets = world.state.rulesets.map((each) => ({ ...each, bypassLogins: ['zlink-release[bot]'] }));
};
const faulty = (fault: string, world: ServedWorldOptions = configured('')): ServedWorldOptions => ({
  ...world,
  faults: orStop(faultOptions([fault])),
});

const rerun: Row['repair'] = async (served) => {
  // Nobody reruns what has not ended.
  await served.world.clock.sleep(3_600_000);
  for (const run of served.world.state.runs)
    if (run.attempts.at(-1)?.conclusion !== 'success')
      await byHand(served, 'POST', `/actions/runs/${run.id}/rerun-failed-jobs`);
  await served.world.clock.sleep(3_600_000);
};
const rerunAll =
  (workflow: string): Row['repair'] =>
  async (served) => {
    const run = served.world.state.runs.find(
      ({ workflowPath, ref }) => workflowPath === workflow && ref === 'refs/tags/core/v1.2.0',
    );
    await byHand(served, 'POST', `/actions/runs/${run?.id}/rerun`);
  };

/** The first write is answered so; nothing comes of it. */
const answering =
  (status: number, message: string, headers: Readonly<Record<string, string>> = {}): NonNullable<Row['through']> =>
  ({ method, path }, answer) =>
    method === 'POST' && !path.endsWith('/graphql')
      ? {
          status,
          headers: { ...answer.headers, ...headers, 'content-type': 'application/json' },
          body: Buffer.from(JSON.stringify({ message, documentation_url: 'https://docs.github.com/rest' })),
        }
      : answer;

/** A workflow that waits for a published release, and none that publishes one. */
const WITHOUT_MAKER = {
  [BUILD]: build.slice(0, build.indexOf('  release:\n    name: Create release')),
  '.github/workflows/announce.yml':
    'on: {release: {types: [published]}}\njobs: {announce: {runs-on: ubuntu-latest, steps: [{run: "true"}]}}\n',
};
const waiting = configured('', WITHOUT_MAKER);
/** A workflow that attaches a file to a release that is published already. */
const publish = (steps: string) => build.replace(/ {6}- name: Publish\n[\s\S]*$/, steps);
const late = {
  ...configured('', {
    [BUILD]: publish(
      '      - run: gh release create "$GITHUB_REF_NAME" artifacts/a.zip\n      - run: gh release upload "$GITHUB_REF_NAME" artifacts/b.zip\n',
    ),
  }),
  settings: { immutableReleases: true },
};
const READABLE = 'The text here is one of the versions before';
const section = (heading: string) => `${heading}\n\n### Added\n- ${READABLE}.\n\n`;
const changelog = sampleText('CHANGELOG.md');

const ROWS: readonly Row[] = [
  // --- what the repository says ---
  {
    code: 'config-invalid',
    world: configured('base-brunch: main\n'),
    repair: configure('base-branch: main\n'),
  },
  { code: 'file-too-large', world: configured(`${'#'.repeat(300_000)}\n`), repair: configure('') },
  {
    code: 'path-outside-repository',
    world: configured('version-files: [{path: LINK, preset: plain}]\n', {
      LINK: { mode: '120000', content: 'VERSION' },
    }),
    repair: configure(''),
  },
  {
    code: 'version-invalid',
    world: configured(''),
    command: { version: '1.2' },
    repair: async () => ({ version: '1.2.0' }),
  },
  {
    code: 'version-invalid',
    way: 'a keyword',
    world: configured(''),
    command: { version: '1.2' },
    repair: async () => ({ version: 'minor' }),
  },
  {
    code: 'version-not-above-current',
    world: configured(''),
    command: { version: '1.0.5' },
    repair: async () => ({ version: '1.2.0' }),
  },
  {
    code: 'suffix-undecided',
    way: 'listed',
    world: configured(''),
    command: { version: '1.2.0-preview.1' },
    repair: configure('pre-releases: [preview]\n'),
    // The sample's places hold three numbers and nothing else.
    ends: 'version-invalid',
  },
  {
    code: 'suffix-undecided',
    way: 'without it',
    world: configured(''),
    command: { version: '1.2.0-preview.1' },
    repair: async () => ({ version: '1.2.0' }),
  },
  {
    code: 'version-not-found',
    way: 'another pattern',
    world: configured(`${LISTED}  - {path: notes.txt, preset: regex, pattern: "v(?<version>[0-9.]+) of it"}\n`, {
      'notes.txt': 'library 1.1.0\n',
    }),
    repair: configure(`${LISTED}  - {path: notes.txt, preset: regex, pattern: "library (?<version>[0-9.]+)"}\n`),
  },
  {
    code: 'version-not-found',
    way: 'taken out',
    world: configured(`${LISTED}  - {path: notes.txt, preset: regex, pattern: "v(?<version>[0-9.]+) of it"}\n`, {
      'notes.txt': 'no version\n',
    }),
    repair: configure(LISTED),
  },
  {
    code: 'version-ambiguous',
    way: 'how many are right',
    world: configured(`${LISTED}  - {path: notes.txt, preset: regex, pattern: "is (?<version>[0-9.]+)"}\n`, {
      'notes.txt': 'it is 1.1.0\nand this is 1.1.0\n',
    }),
    repair: configure(`${LISTED}  - {path: notes.txt, preset: regex, pattern: "is (?<version>[0-9.]+)", matches: 2}\n`),
  },
  {
    code: 'version-ambiguous',
    way: 'narrower',
    world: configured(`${LISTED}  - {path: notes.txt, preset: regex, pattern: "is (?<version>[0-9.]+)"}\n`, {
      'notes.txt': 'it is 1.1.0\nand zlib is 1.1.0\n',
    }),
    repair: configure(`${LISTED}  - {path: notes.txt, preset: regex, pattern: "it is (?<version>[0-9.]+)"}\n`),
  },
  {
    code: 'version-file-missing',
    world: configured('version-files: [{path: NOWHERE, preset: plain}]\n'),
    repair: configure(''),
  },
  {
    code: 'version-files-disagree',
    way: 'it is made to say the same',
    world: configured('', { 'core/CMakeLists.txt': sampleText('core/CMakeLists.txt').replaceAll('1.1.0', '1.3.0') }),
    repair: write({ 'core/CMakeLists.txt': sampleText('core/CMakeLists.txt') }),
  },
  {
    code: 'version-files-disagree',
    way: 'a version above it',
    world: configured('', { 'core/CMakeLists.txt': sampleText('core/CMakeLists.txt').replaceAll('1.1.0', '1.3.0') }),
    repair: async () => ({ version: '1.4.0' }),
  },
  {
    code: 'version-file-left-behind',
    way: 'added',
    world: configured(LISTED.replace(/.*CMakeLists.*\n/, '')),
    repair: configure(LISTED),
  },
  {
    code: 'version-file-left-behind',
    way: 'ignored',
    world: configured(LISTED.replace(/.*CMakeLists.*\n/, '')),
    repair: configure(`${LISTED.replace(/.*CMakeLists.*\n/, '')}ignore-files: [core/CMakeLists.txt]\n`),
  },
  {
    code: 'changelog-missing-section',
    way: 'written',
    world: configured('', { 'CHANGELOG.md': changelog.replace(/## \[Unreleased\][\s\S]*?(?=## \[1\.1\.0\])/, '') }),
    repair: (served, { told }) => {
      const heading = /a heading like "([^"]+)"/.exec(told)?.[1];
      return pushFiles(
        served,
        { 'CHANGELOG.md': changelog.replace(/## \[Unreleased\][\s\S]*?(?=## \[1\.1\.0\])/, section(`## ${heading}`)) },
        'docs: the section\n',
      );
    },
  },
  {
    code: 'changelog-missing-section',
    way: 'no changelog',
    world: configured('', { 'CHANGELOG.md': changelog.replace(/## \[Unreleased\][\s\S]*?(?=## \[1\.1\.0\])/, '') }),
    repair: configure('changelog: false\n'),
  },
  {
    code: 'changelog-empty-section',
    way: 'described',
    world: configured('', {
      'CHANGELOG.md': changelog.replace(/(## \[Unreleased\]\n)[\s\S]*?(?=## \[1\.1\.0\])/, '$1\n'),
    }),
    repair: (served) => pushEntry(served),
  },
  {
    code: 'changelog-empty-section',
    way: 'allowed',
    world: configured('', {
      'CHANGELOG.md': changelog.replace(/(## \[Unreleased\]\n)[\s\S]*?(?=## \[1\.1\.0\])/, '$1\n'),
    }),
    repair: configure('changelog: {path: CHANGELOG.md, allow-empty: true}\n'),
  },
  {
    code: 'changelog-version-exists',
    way: 'it is meant',
    world: configured('', {
      'CHANGELOG.md': changelog.replace('## [1.1.0]', `${section('## [1.2.0] - 2026-11-24')}## [1.1.0]`),
    }),
    repair: async (served) => {
      const text = changelog.replace(/## \[Unreleased\][\s\S]*?(?=## \[1\.1\.0\])/, section('## [1.2.0] - 2026-11-24'));
      await pushFiles(served, { 'CHANGELOG.md': text }, 'docs: one section\n');
      await configure('changelog: {path: CHANGELOG.md, mode: check}\n')(served, { exitCode: 1, told: '' });
    },
  },
  {
    code: 'changelog-version-exists',
    way: 'another version',
    world: configured('', {
      'CHANGELOG.md': changelog.replace('## [1.1.0]', `${section('## [1.2.0] - 2026-11-24')}## [1.1.0]`),
    }),
    repair: async () => ({ version: '1.3.0' }),
  },
  // --- workflows ---
  { code: 'workflow-unreadable', world: configured('', { [BUILD]: 'on: [push\n' }), repair: write({ [BUILD]: build }) },
  {
    code: 'expected-workflow-missing',
    world: configured('workflows: {expected: [absent.yml]}\n'),
    repair: configure('workflows: {expected: [build.yml]}\n'),
  },
  {
    code: 'expected-workflow-silent',
    way: 'its filters',
    world: configured('workflows: {expected: [build.yml, core-conan-release.yml]}\n', {
      [BUILD]: build.replace("'core/v*'", "'other/v*'"),
    }),
    repair: write({ [BUILD]: build }),
  },
  {
    code: 'expected-workflow-silent',
    way: 'not expected',
    world: configured('workflows: {expected: [cpp-bindings.yml, build.yml]}\n'),
    repair: configure('workflows: {expected: [build.yml]}\n'),
  },
  {
    code: 'forbidden-workflow-starts',
    way: 'its filters',
    world: configured('workflows: {forbidden: [bindings-release.yml]}\n', {
      [BINDINGS]: bindings.replace(/tags:\n(\s+- '.*'\n)+/, "tags:\n      - '**'\n"),
    }),
    repair: write({ [BINDINGS]: bindings }),
  },
  {
    code: 'forbidden-workflow-starts',
    way: 'it belongs to the release',
    world: configured('workflows: {forbidden: [build.yml]}\n'),
    repair: configure(''),
  },
  { code: 'release-maker-unknown', way: 'this program', world: waiting, repair: configure('release: create\n') },
  { code: 'release-maker-unknown', way: 'nobody', world: waiting, repair: configure('assets: false\n') },
  {
    code: 'release-file-missing',
    world: configured('release: {create: true, files: ["dist/*.zip"]}\n', WITHOUT_MAKER),
    repair: configure('release: {create: true, files: [VERSION]}\n'),
  },
  {
    code: 'draft-in-the-way',
    way: 'deleted',
    world: configured(''),
    before: (served) =>
      byHand(served, 'POST', '/releases', { tag_name: 'core/v1.2.0', name: 'begun by hand', draft: true }),
    repair: async (served) =>
      byHand(served, 'DELETE', `/releases/${served.world.state.releases.find(({ draft }) => draft)?.id}`),
  },
  {
    code: 'draft-in-the-way',
    way: 'another tag',
    world: configured(''),
    before: (served) =>
      byHand(served, 'POST', '/releases', { tag_name: 'core/v1.2.0', name: 'begun by hand', draft: true }),
    repair: async (served) =>
      byHand(served, 'PATCH', `/releases/${served.world.state.releases.find(({ draft }) => draft)?.id}`, {
        tag_name: 'later',
      }),
  },
  {
    code: 'files-after-publication',
    world: late,
    repair: write({
      [BUILD]: publish(
        '      - run: gh release create "$GITHUB_REF_NAME" --draft artifacts/a.zip artifacts/b.zip\n      - run: gh release edit "$GITHUB_REF_NAME" --draft=false\n',
      ),
    }),
  },
  {
    code: 'dispatch-unsupported',
    way: 'dispatch is allowed',
    world: configured('workflows: {trigger: dispatch}\n', {
      [BUILD]: build.replace(/ {2}workflow_dispatch:[\s\S]*?\n\n/, '\n'),
    }),
    repair: write({ [BUILD]: build }),
  },
  {
    code: 'dispatch-unsupported',
    way: 'by the tag',
    world: configured('workflows: {trigger: dispatch}\n', {
      [BUILD]: build.replace(/ {2}workflow_dispatch:[\s\S]*?\n\n/, '\n'),
    }),
    repair: configure('workflows: {trigger: push}\n'),
  },
  ...(
    [
      ['a value', configure('workflows: {trigger: dispatch, inputs: {build.yml: {flavour: plain}}}\n')],
      ['a default', write({ [BUILD]: build })],
    ] as const
  ).map(
    ([way, repair]): Row => ({
      code: 'dispatch-input-missing',
      way,
      world: configured('workflows: {trigger: dispatch}\n', {
        [BUILD]: build.replace(
          '      libzlink_version:',
          '      flavour: {type: string, required: true}\n      libzlink_version:',
        ),
      }),
      repair,
    }),
  ),
  // --- names, refs, rules ---
  {
    code: 'base-branch-missing',
    world: configured('base-branch: nowhere\n'),
    repair: configure('base-branch: main\n'),
  },
  {
    code: 'ref-name-invalid',
    world: configured('release-branch: "a branch {version}"\n'),
    repair: configure('release-branch: "next-{version}"\n'),
  },
  {
    code: 'message-skips-ci',
    world: configured('pr-title: "[skip ci] {version}"\n'),
    repair: configure('pr-title: "Release {version}"\n'),
  },
  ...(
    [
      ['other names', configure('release-branch: "next/{version}"\nfollow-up-branch: "hash/{version}"\n')],
      ['the branch is renamed', (served: ServedWorld) => byHand(served, 'DELETE', '/git/refs/heads/release')],
    ] as const
  ).map(
    ([way, repair]): Row => ({
      code: 'ref-in-the-way',
      way,
      world: configured(''),
      before: async (served) =>
        byHand(served, 'POST', '/git/refs', {
          ref: 'refs/heads/release',
          sha: await served.world.git.resolveRef('refs/heads/main'),
        }),
      repair,
    }),
  ),
  { code: 'rules-forbid-tag', world: ruled(ruleset('tag', 'creation')), repair: bypassed },
  { code: 'rules-forbid-merge', world: ruled(ruleset('branch', 'update')), repair: bypassed },
  ...(
    [
      ['the token may bypass it', bypassed],
      ['other names', configure('release-branch: "next/{version}"\nfollow-up-branch: "hash/{version}"\n')],
    ] as const
  ).map(
    ([way, repair]): Row => ({
      code: 'rules-forbid-merge',
      way,
      world: ruled(ofReleaseBranches('pull_request')),
      repair,
    }),
  ),
  {
    code: 'merge-method-disabled',
    way: 'it is allowed',
    world: { ...configured(''), settings: { allowSquashMerge: false } },
    repair: async ({ world }) => {
      world.state.settings.allowSquashMerge = true;
    },
  },
  {
    code: 'merge-method-disabled',
    way: 'another method',
    world: { ...configured(''), settings: { allowSquashMerge: false } },
    repair: configure('merge-method: merge\n'),
  },
  {
    code: 'merge-refused',
    world: ruled(ruleset('branch', 'pull_request', { required_approving_review_count: 1 })),
    repair: bypassed,
  },
  {
    code: 'release-name-taken',
    way: 'the next version',
    world: configured(''),
    before: async (served) => {
      await byHand(served, 'POST', '/releases', { tag_name: 'core/v1.2.0', name: 'a mistake' });
      await byHand(served, 'DELETE', '/git/refs/tags/core/v1.2.0');
    },
    repair: async () => ({ version: '1.2.1' }),
  },
  {
    code: 'release-name-taken',
    way: 'it is deleted',
    world: configured(''),
    before: async (served) => {
      await byHand(served, 'POST', '/releases', { tag_name: 'core/v1.2.0', name: 'a mistake' });
      await byHand(served, 'DELETE', '/git/refs/tags/core/v1.2.0');
    },
    repair: async (served) =>
      byHand(
        served,
        'DELETE',
        `/releases/${served.world.state.releases.find(({ tagName }) => tagName === 'core/v1.2.0')?.id}`,
      ),
  },
  {
    code: 'release-unlisted',
    way: 'it came another way',
    world: configured(''),
    before: async (served) => {
      const version = (await fileAt(served, 'refs/heads/main', 'VERSION')).replaceAll('1.1.0', '1.2.0');
      await pushFiles(
        served,
        { VERSION: version.replace('MINOR=1', 'MINOR=2') },
        'release: bump core version to 1.2.0\n',
      );
    },
    repair: async (served) => {
      // The other places say what VERSION says, as that push should have made them.
      for (const path of ['core/include/zlink.h', 'core/CMakeLists.txt'])
        await pushFiles(
          served,
          {
            [path]: (await fileAt(served, 'refs/heads/main', path))
              .replaceAll('1.1.0', '1.2.0')
              .replace('VERSION_MINOR 1', 'VERSION_MINOR 2'),
          },
          'fix: the same version\n',
        );
      return { version: '1.2.1' };
    },
  },
  // --- checks, runs and assets ---
  {
    code: 'check-failed',
    world: faulty('check-fails:build.yml', ruled(requiring('Build macos-arm64'))),
    repair: rerun,
  },
  {
    code: 'check-never-reported',
    world: ruled(requiring('nobody')),
    repair: async ({ world }) => {
      world.state.rulesets = [];
    },
  },
  { code: 'run-failed', world: faulty('run-fails:build.yml'), repair: rerun },
  {
    code: 'run-never-started',
    world: faulty('run-never-starts:core-conan-release.yml'),
    repair: (served) =>
      byHand(served, 'POST', '/actions/workflows/core-conan-release.yml/dispatches', {
        ref: 'core/v1.2.0',
        inputs: { version: '1.2.0', publish: 'true' },
      }),
  },
  {
    code: 'run-waits',
    world: faulty('run-waits:build.yml'),
    repair: async (served) => {
      const run = served.world.state.runs.find(
        ({ ref, workflowPath }) => ref === 'refs/tags/core/v1.2.0' && workflowPath === BUILD,
      );
      const [pending] = await byHand(served, 'GET', `/actions/runs/${run?.id}/pending_deployments`);
      await byHand(served, 'POST', `/actions/runs/${run?.id}/pending_deployments`, {
        environment_ids: [pending.environment.id],
        state: 'approved',
        comment: 'go',
      });
    },
  },
  {
    code: 'run-timeout',
    world: { files: { [CONFIG]: `${sampleText(CONFIG)}workflows: {timeout-minutes: 1}\n` } },
    repair: async (served) => served.world.clock.sleep(3_600_000),
  },
  { code: 'asset-missing', world: faulty('asset-missing:libzlink-macos-x64.zip'), repair: rerunAll(BUILD) },
  {
    code: 'github-unreachable',
    world: configured(''),
    // The discard port: nobody listens there.
    command: { apiUrl: 'http://127.0.0.1:9' },
    repair: again,
  },
  {
    code: 'rate-limit-exhausted',
    world: configured(''),
    // A budget that is new in a week: longer than anybody waits.
    through: answering(403, 'API rate limit exceeded', {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Date.parse('2026-12-01T09:00:00Z') / 1_000),
    }),
    repair: again,
  },
  {
    code: 'token-forbidden',
    world: configured(''),
    through: answering(403, 'Resource not accessible by integration'),
    repair: again,
  },
  {
    code: 'token-starts-no-workflows',
    way: 'another token',
    world: configured(''),
    command: { as: 'github-token' },
    repair: async () => ({ version: '1.2.0', as: 'app' }),
  },
  {
    code: 'token-starts-no-workflows',
    way: 'dispatch',
    world: configured(''),
    command: { as: 'github-token' },
    repair: configure('workflows: {trigger: dispatch}\n'),
  },
  { code: 'github-refused', world: configured(''), through: answering(422, 'Validation Failed'), repair: again },
  {
    code: 'archive-not-of-tag',
    world: configured(''),
    through: (request, answer) =>
      /\/archive\//.test(request.path) ? { ...answer, status: 200, body: Buffer.from('<html>sign in</html>') } : answer,
    repair: again,
  },
  {
    code: 'tag-name-burned',
    world: { ...configured(''), settings: { immutableReleases: true } },
    before: async (served) => {
      served.world.state.burnedTagNames = ['core/v1.2.0'];
    },
    repair: async () => ({ version: '1.2.1' }),
    // What there was to say stands in the section of the version that cannot be.
    ends: 'changelog-empty-section',
  },
  {
    code: 'forbidden-run-started',
    world: configured('workflows: {forbidden: [bindings-release.yml]}\n'),
    before: async (served) => {
      await releaseCommand(served, '1.2.0', { skip: ['watch', 'verify'] });
      await byHand(served, 'POST', '/actions/workflows/bindings-release.yml/dispatches', {
        ref: 'core/v1.2.0',
        inputs: { target: 'node' },
      });
    },
    repair: configure('workflows: {forbidden: []}\n'),
  },
];

it.each(ROWS.map((row) => ({ title: row.way === undefined ? row.code : `${row.code} (${row.way})`, ...row })))(
  '$title: what it tells to do leads to a release',
  async ({ code, world = {}, before, command = {}, through, repair, ends }) => {
    const served = await serveWorld(world);
    await before?.(served);
    const { version = '1.2.0', ...options } = command;
    let isThere = true;
    const apart =
      through === undefined
        ? {}
        : {
            apiUrl: (
              await between(served.server.url, (request, answer) => (isThere ? through(request, answer) : answer))
            ).url,
          };
    const first = await releaseCommand(served, version, { ...options, ...apart });
    isThere = false;
    expect(first.problems.map((each) => each.code)).toContain(code);
    const change = ((await repair(served, first)) ?? {}) as Command;
    const next = typeof change === 'object' && 'version' in change ? change : {};
    const same = { ...options, ...next, apiUrl: served.server.url, ...apart };
    const second = await releaseCommand(served, next.version ?? version, same);
    if (ends !== undefined) {
      expect(second.problems.map((each) => each.code)).toContain(ends);
      return;
    }
    expect(second.problems.map(({ code, what, remedy }) => `${code}: ${what} ${remedy}`)).toEqual([]);
    expect(second.exitCode).toBe(0);
  },
);
