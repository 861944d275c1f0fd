import { SAMPLE_VERDICT } from '../../scripts/fuzzing/sample-verdict.ts';
import { releaseChangelog } from '../../src/core/changelog/release-changelog.ts';
import { parseOutcome } from '../../src/core/check/gate-conclusion.ts';
import { parseVerdict } from '../../src/core/gate/parse-verdict.ts';
import type { Reason, VerdictStatus } from '../../src/core/gate/verdict.ts';
import { readHistory } from '../../src/core/history/history-file.ts';
import { orStop, type Problem, type ProblemCode } from '../../src/core/problem.ts';
import { nextAliasStep } from '../../src/core/release/alias.ts';
import { nameRefused } from '../../src/core/release/burned-name.ts';
import { type MergeState, nextMergeStep } from '../../src/core/release/decide-merge.ts';
import { foreignHead } from '../../src/core/release/decide-proposal.ts';
import { nextTagStep } from '../../src/core/release/decide-tag.ts';
import { judgeEvidence } from '../../src/core/release/evidence.ts';
import type { PullRequestFacts, ReleaseObservation, TagFacts } from '../../src/core/release/facts.ts';
import { listingFromRecursive } from '../../src/core/release/git-tree.ts';
import { readHandover } from '../../src/core/release/handover.ts';
import { examineAssets } from '../../src/core/release/judge-assets.ts';
import { judgeRun, type RunFacts } from '../../src/core/release/judge-runs.ts';
import { meaningOfKeyword } from '../../src/core/release/keyword-meaning.ts';
import { judgeLateFiles } from '../../src/core/release/late-files.ts';
import { resolveLayout } from '../../src/core/release/layout.ts';
import { nameRelease } from '../../src/core/release/names.ts';
import { chooseFiles, planReleaseContent } from '../../src/core/release/planned-release.ts';
import { locateRelease, mergeReverted } from '../../src/core/release/position.ts';
import { type PublicationInput, planPublication } from '../../src/core/release/publication.ts';
import { refConflicts } from '../../src/core/release/ref-conflicts.ts';
import { decideMaker, type MakerFacts } from '../../src/core/release/release-maker.ts';
import { recogniseTagScheme } from '../../src/core/release/tag-scheme.ts';
import { loadConfig } from '../../src/core/settings/load-config.ts';
import { nameTemplates } from '../../src/core/settings/name-templates.ts';
import { dispatchInputs } from '../../src/core/triggers/dispatch-inputs.ts';
import { planRuns, type RunPlanOptions } from '../../src/core/triggers/expected-runs.ts';
import { parseWorkflow } from '../../src/core/triggers/workflow-file.ts';
import { acceptVersion } from '../../src/core/version/accept-version.ts';
import { examineDrift } from '../../src/core/version/drift.ts';
import { resolveNextVersion } from '../../src/core/version/next-version.ts';
import { readVersionFile } from '../../src/core/version/version-file.ts';
import { explainFailure } from '../../src/github/explain-failure.ts';
import { RequestFailure } from '../../src/github/request-policy.ts';
import { faultOptions } from '../../src/rehearse/fault-options.ts';
import { workflow, zlinkShaped } from '../core/triggers/zlink-shaped.ts';
import { STANDARD_GATE } from '../support/made-verdict.ts';
import { type Cause, said } from './cause.ts';

/** Causes of what is decided from facts alone: each hands the decider the facts that a maintainer's repository would. */

const sha = (letter: string): string => letter.repeat(40);
const bytes = (text: string): Uint8Array => Buffer.from(text);
const configOf = (text: string) => orStop(loadConfig('zlink-release.yml', text));
const named = (config: string) => nameRelease(nameTemplates(configOf(config).templates, null), '1.2.0');
const names = orStop(named('tag: "v{version}"'));

// --- files ---

function layout(config: string, files: Readonly<Record<string, string>>, links: readonly string[] = []) {
  const entries = [...Object.keys(files), ...links].map((path) => ({
    path,
    mode: links.includes(path) ? ('120000' as const) : ('100644' as const),
    sha: sha('1'),
  }));
  return resolveLayout(configOf(config), {
    commit: sha('a'),
    tree: sha('b'),
    listing: listingFromRecursive(entries),
    files: new Map(Object.entries(files).map(([path, text]) => [path, { bytes: bytes(text), mode: '100644' }])),
    truncated: false,
  } as unknown as Parameters<typeof resolveLayout>[1]);
}
const listed = 'version-files: [{path: VERSION, preset: plain}]\n';

const changelog = (text: string) =>
  releaseChangelog(bytes(text), {
    path: 'CHANGELOG.md',
    mode: null,
    component: null,
    current: '1.1.0',
    repositoryUrl: 'https://h/o/r',
    changes: null,
    version: '1.2.0',
    tag: 'v1.2.0',
    date: '2026-11-24',
    allowEmpty: false,
  });

// --- workflows ---

const TAG = 'refs/tags/core/v1.2.0';
const runs = (more: Partial<RunPlanOptions>) =>
  planRuns(
    zlinkShaped,
    [{ ref: TAG, event: { kind: 'push', ref: TAG, changedPaths: ['VERSION'], headCommitMessage: 'release' } }],
    {
      releaseTag: TAG,
      version: '1.2.0',
      component: 'core',
      trigger: 'push',
      tokenKind: 'app',
      branches: [],
      repository: null,
      ...more,
    },
  ).problems;
const dispatched = (on: string) =>
  dispatchInputs(workflow(`on: ${on}\njobs: { a: { runs-on: x, steps: [{ run: x }] } }\n`), {
    version: '1.2.0',
    tag: 'v1.2.0',
    component: null,
  });

const publication = (step: string, change: Partial<PublicationInput> = {}) =>
  planPublication({
    config: configOf(''),
    component: null,
    names,
    version: '1.2.0',
    source: {
      files: new Map([
        [
          '.github/workflows/release.yml',
          { bytes: bytes(`on: {push: {tags: ['v*']}}\njobs: {a: {runs-on: x, steps: [${step}]}}\n`), mode: '100644' },
        ],
      ]),
    } as unknown as PublicationInput['source'],
    repository: null,
    baseBranch: 'main',
    changedPaths: ['VERSION'],
    viewer: { login: 'app[bot]', kind: 'app' },
    remaining: { merge: true, tag: true },
    existingAliases: [],
    sameNamed: [],
    hasMergeQueue: false,
    hasImmutableReleases: null,
    releases: [],
    changelogSection: '',
    ...change,
  });
const create = '{run: gh release create "$GITHUB_REF_NAME" a.zip}';
const draft = {
  id: 1,
  tag: names.tag,
  name: 'begun by hand',
  url: 'https://github.example/o/r/releases/tag/untagged-1',
  draft: true,
  prerelease: false,
  notes: '',
  assets: [],
  uploadUrl: '',
  immutable: null,
  author: { login: 'maintainer', isPerson: true },
};
const published = {
  ...draft,
  tag: 'v1.1.0',
  draft: false,
  assets: [{ id: 1, name: 'a.zip', state: 'uploaded', size: 1, digest: null, url: '' }],
};
const makerOf = (facts: Partial<MakerFacts>) =>
  decideMaker({
    config: configOf('{}'),
    tag: names.tag,
    viewer: 'app[bot]',
    makers: [],
    waiting: [],
    startsRuns: false,
    releases: [],
    earlier: [],
    artifacts: [],
    ...facts,
  }).problems;

// --- what GitHub answers ---

const answered = (kind: RequestFailure['kind'], status: number) => [
  explainFailure(new RequestFailure(kind, { method: 'GET', path: '/x' }, { status, detail: 'refused' }), 'reading'),
];

// --- position, merge, tag ---

const pullRequest: PullRequestFacts = {
  number: 7,
  nodeId: 'PR_7',
  url: 'https://github.example/o/r/pull/7',
  state: 'open',
  merged: false,
  headSha: sha('b'),
  baseBranch: 'main',
  mergeCommit: null,
};
const tagAt = (commit: string): TagFacts => ({
  name: names.tag,
  object: sha('f'),
  commit,
  annotated: true,
  message: 'm',
  taggedAt: new Date(0),
});
const located = (more: Partial<ReleaseObservation>) =>
  locateRelease(
    names,
    {
      tag: null,
      aliases: [],
      branchHead: null,
      pullRequests: [],
      publishedRelease: null,
      releases: [],
      baseBranch: 'main',
      ...more,
    },
    [],
  );
const stopOf = (step: { kind: string; problem?: Problem }) => (step.problem === undefined ? [] : [step.problem]);
const merging = (change: Partial<MergeState>) =>
  stopOf(
    nextMergeStep(
      {
        pullRequest,
        mergeable: true,
        isDraft: false,
        baseHead: sha('a'),
        checks: [],
        queue: null,
        wasQueued: 'never',
        waited: 0,
        waitedInQueue: 0,
        unsureMergeable: 0,
        ...change,
      },
      { bump: sha('b'), base: sha('a'), baseBranch: 'main', reportTimeout: 900_000, checkTimeout: 7_200_000 },
    ),
  );
const check = (state: 'failed' | 'pending' | 'unreported') => ({ context: 'ci', state, conclusion: null, url: null });

// --- evidence ---

const evidence = (status: VerdictStatus, candidate = sha('a'), reasons = SAMPLE_VERDICT.reasons) =>
  judgeEvidence(
    {
      kind: 'verdict',
      verdict: {
        ...SAMPLE_VERDICT,
        status,
        reasons,
        sentence: `${status}.`,
        measuredTree: { baseline: null, candidate },
      },
      where: 'verdict.json',
      text: '',
      sha256: 'f'.repeat(64),
      asked: { ...STANDARD_GATE, repository: null },
    },
    [sha('a')],
    { onInconclusive: 'block', withoutBaseline: 'pass', rehearsal: false },
  ).problems;

const held: Reason = { effect: 'blocks', rule: 'baseline', text: 'There is nothing to compare with.' };

// --- runs ---

const BUILD = '.github/workflows/build.yml';
const run = (status: string, conclusion: string | null): RunFacts => ({
  id: 1,
  attempt: 1,
  workflowPath: BUILD,
  event: 'push',
  headBranch: 'v1.2.0',
  headSha: sha('c'),
  status,
  conclusion,
  createdAt: new Date(0),
  updatedAt: new Date(0),
  url: 'https://github.example/runs/1',
  calls: [],
});
function judged(facts: RunFacts | null): readonly Problem[] {
  const found = judgeRun(
    { workflowPath: BUILD, event: 'push', tag: 'v1.2.0', commit: sha('c') },
    facts,
    { sinceStart: 3_600_001, waiting: 600_001 },
    { discoveryTimeout: 300_000, runTimeout: 3_600_000, waitingTimeout: 600_000 },
    null,
  );
  return found.ok ? [] : found.problems;
}

const publishedAsset = (size: number) => [
  { id: 1, name: 'a.zip', state: 'uploaded', size, digest: null, url: 'https://github.example/a.zip' },
];
const expectedAsset = (name: string) => [{ name, certainty: 'exact' as const, from: 'build.yml', because: null }];

export const DECIDED = {
  'input-invalid': () => said(faultOptions(['nonsense'])),
  'config-invalid': () => said(loadConfig('c.yml', 'base-brunch: main\n')),
  'path-outside-repository': () => said(layout(listed, {}, ['VERSION'])),
  'file-too-large': () => said(loadConfig('c.yml', '#'.repeat(300_000))),
  'version-invalid': () => said(resolveNextVersion('1.2', '1.1.0')),
  'version-not-above-current': () => said(resolveNextVersion('1.1.0', '1.1.0')),
  'tag-undecided': () =>
    said(
      recogniseTagScheme({
        tags: ['core/v1.2.0', 'sdk/v1.2.0'].map((name) => ({ name, commit: name })),
        current: '1.2.0',
        component: null,
        others: [],
        ownNames: [],
        workflows: [],
        configured: {},
      }),
    ),
  'suffix-undecided': () =>
    said(acceptVersion('1.3.0-preview.1', { current: '1.2.0', says: 'VERSION', known: ['1.2.0'], preReleases: [] })),
  'version-undecided': () =>
    said(
      meaningOfKeyword({
        keyword: 'minor',
        last: '1.2.0',
        tag: 'v1.2.0',
        next: '1.3.0',
        end: { kind: 'unknown', why: 'GitHub shows no run' },
        hasNewWork: true,
        ledToLast: true,
        isOwn: true,
      }),
    ),
  'component-undecided': () =>
    said(
      layout('{}', {
        'packages/a/package.json': '{"name": "a", "version": "1.0.0"}',
        'packages/b/package.json': '{"name": "b", "version": "2.0.0"}',
      }),
    ),
  'version-not-found': () => said(layout('{}', { 'README.md': 'no version' })),
  'version-ambiguous': () =>
    said(
      readVersionFile(
        { path: 'r', preset: 'regex', pattern: '^version is (?<version>[0-9.]+)' },
        bytes('version is 1.0.0\nversion is 1.0.0\n'),
      ),
    ),
  'version-files-disagree': () =>
    examineDrift([{ path: 'a.h', version: '1.3.0' }], [], { current: '1.1.0', next: '1.2.0' }).problems,
  'version-file-left-behind': () =>
    examineDrift([], [{ path: 'a.h', version: '1.1.0' }], { current: '1.1.0', next: '1.2.0' }).problems,
  'version-file-missing': () => said(layout(listed, { 'README.md': '' })),
  'changelog-missing-section': () => said(changelog('# Changelog\n')),
  'changelog-empty-section': () => said(changelog('# Changelog\n\n## [Unreleased]\n')),
  'changelog-version-exists': () => said(changelog('## [Unreleased]\n\n- one\n\n## [1.2.0] - 2026-01-01\n\n- two\n')),
  'workflow-unreadable': () => said(parseWorkflow('.github/workflows/a.yml', 'on: [push\n')),
  'expected-workflow-missing': () => runs({ expected: ['absent.yml'] }),
  'expected-workflow-silent': () => runs({ expected: ['cpp-bindings.yml'] }),
  'forbidden-workflow-starts': () => runs({ forbidden: ['build.yml'] }),
  'alias-publishes': () => publication(create, { names: { ...names, aliasTags: ['v1'] } }).problems,
  'release-maker-unknown': () => makerOf({ waiting: ['.github/workflows/publish.yml'] }),
  'release-files-unknown': () =>
    makerOf({
      releases: [published],
      earlier: [published],
    }),
  'release-file-missing': () => said(chooseFiles(['dist/*.zip'], new Map([['', []]]))),
  'release-creation-unheard': () =>
    planReleaseContent({
      config: configOf('{}'),
      tag: names.tag,
      version: '1.2.0',
      releases: [],
      earlier: [],
      listing: new Map([['', []]]),
      truncated: false,
      started: [],
      changelogSection: '',
      isImmutable: true,
      waitsForCreation: ['.github/workflows/pack.yml'],
    }).problems,
  'draft-in-the-way': () => publication(create, { releases: [draft] }).problems,
  'files-after-publication': () =>
    judgeLateFiles(publication(`${create}, {run: gh release upload "$GITHUB_REF_NAME" b.zip}`).plan.lateFiles, true, [])
      .problems,
  'dispatch-unsupported': () => said(dispatched('push')),
  'dispatch-input-missing': () =>
    said(dispatched('{ workflow_dispatch: { inputs: { flavour: { type: string, required: true } } } }')),
  'token-forbidden': () => answered('forbidden', 403),
  'token-starts-no-workflows': () => runs({ tokenKind: 'github-token' }),
  'github-refused': () => answered('refused', 422),
  'rate-limit-exhausted': () => answered('rate-limited', 429),
  'tag-taken': () => stopOf(nextTagStep(tagAt(sha('x')), names, sha('m'))),
  'release-name-taken': () => said(located({ publishedRelease: { url: 'u', draft: false } })),
  'ref-name-invalid': () => said(named('tag: "v {version}"')),
  'message-skips-ci': () => said(named('pr-title: "[skip ci] {version}"')),
  'pull-request-closed': () => said(located({ pullRequests: [{ ...pullRequest, state: 'closed' }] })),
  'release-branch-foreign': () => [
    foreignHead({
      branch: names.branch,
      head: { sha: sha('x'), tree: sha('y'), parents: [sha('b')], message: 'docs: another wording' },
      pullRequest,
      bump: sha('b'),
      difference: ['CHANGELOG.md'],
      inTheWay: { hasConflicts: false, isDraft: false },
    }),
  ],
  'merge-reverted': () => [
    mergeReverted(
      { pullRequest, mergeCommit: sha('m') },
      { branch: 'main', tag: names.tag, version: '1.2.0', current: '1.1.0' },
    ),
  ],
  'base-moved': () => merging({ baseHead: sha('9') }),
  'plan-altered': () => said(readHandover('{"formatVersion": 1}', '0'.repeat(64), 'plan.json')),
  'gate-incomparable': () => evidence('incomparable'),
  'gate-not-measured': () =>
    judgeEvidence({ kind: 'not-measured' }, [sha('a')], {
      onInconclusive: 'block',
      withoutBaseline: 'pass',
      rehearsal: false,
    }).problems,
  'gate-foreign-benchmark': () => evidence('incomparable', sha('a'), [held]),
  'gate-without-baseline': () => evidence('not-measured', sha('a'), [held]),
  'gate-not-passed': () => evidence('regression'),
  'gate-inconclusive': () => evidence('inconclusive'),
  'gate-other-tree': () => evidence('pass', sha('b')),
  'history-invalid': () => said(readHistory('{}\n', 'history.jsonl')),
  'verdict-invalid': () => said(parseVerdict('{}', 'verdict.json')),
  'artifact-refused': () => said(parseOutcome('{"kind": "judged"}', 'outcome.json')),
  'merge-conflict': () => merging({ mergeable: false, unsureMergeable: 8 }),
  'check-failed': () => merging({ checks: [check('failed')] }),
  'check-never-reported': () => merging({ checks: [check('unreported')], waited: 900_001 }),
  'check-timeout': () => merging({ checks: [check('pending')], waited: 7_200_001 }),
  'alias-diverged': () =>
    stopOf(
      nextAliasStep(
        { name: 'v1', isOfOneVersion: false, isFixed: false, at: tagAt(sha('o')), line: [], isInHistory: false },
        { version: '1.2.0', tag: 'v1.2.0', commit: sha('m'), isTagged: true },
      ),
    ),
  'tag-name-burned': () => [nameRefused({ version: '1.2.0', tag: 'v1.2.0' }, '422 restricted', null, '1.2.1')],
  'ref-in-the-way': () =>
    refConflicts(
      names,
      { tags: new Map(), branches: new Map([['release', sha('a')]]), protections: null },
      { branch: true, followUpBranch: false, tag: true, aliases: [] },
    ),
  'run-never-started': () => judged(null),
  'run-failed': () => judged(run('completed', 'failure')),
  'run-waits': () => judged(run('waiting', null)),
  'run-timeout': () => judged(run('in_progress', null)),
  'asset-missing': () => examineAssets(expectedAsset('b.zip'), publishedAsset(1), 'u'),
  'asset-broken': () => examineAssets(expectedAsset('a.zip'), publishedAsset(0), 'u'),
} satisfies Partial<Record<ProblemCode, Cause>>;
