import { afterAll, beforeAll, expect, it } from 'vitest';
import { play } from '../support/adversary/play.ts';
import { separateRuns } from '../support/adversary/running.ts';
import { type Stage, Stages, TOKEN } from '../support/adversary/stage.ts';
import type { FinishedWorld, Invocation, SentWrite } from '../support/invariants/finished-world.ts';
import { INVARIANTS, type Invariant, violationsIn } from '../support/invariants/invariants.ts';

/**
 * The invariants are held against worlds in which each of them is broken: a release that went well, and one thing about it
 * that is otherwise.
 */
let stages: Stages;
let stage: Stage;
let together: () => void;
let good: FinishedWorld;
/** The same repository with one more commit, which no release made. */
let strange: string;

beforeAll(async () => {
  stages = await Stages.open();
  together = separateRuns();
  stage = stages.begin(0);
  const { world } = await play(stage, { library: 0, steps: [] });
  const state = structuredClone(world.state);
  good = { ...world, state };
  const tip = (await world.git.resolveRef('refs/heads/main')) ?? '';
  strange = await stage.commitOn([tip], { 'docs/guide.md': 'Otherwise.\n' }, 'docs: otherwise');
});
afterAll(async () => {
  stages.end(stage);
  await stages.close();
  together();
});

const TAG = 'refs/tags/core/v1.2.0';

/** The good world with its one run otherwise. */
const withRun = (change: (run: Invocation) => Partial<Invocation>): FinishedWorld => {
  const [run] = good.invocations;
  if (run === undefined) throw new Error('nothing ran');
  return { ...good, invocations: [{ ...run, ...change(run) }] };
};
const withState = (change: (state: FinishedWorld['state']) => void): FinishedWorld => {
  const state = structuredClone(good.state);
  change(state);
  return { ...good, state, invocations: good.invocations.map((run) => ({ ...run, stateAfter: state })) };
};
const withRecord = (change: object): FinishedWorld =>
  withRun(({ record }) => ({ record: { ...record, ...change } as Invocation['record'] }));
/** The run made the release tag at another object. */
const taggedAt = (object: string): FinishedWorld =>
  withRun(({ writes, refsAfter }) => ({
    writes: writes.map((each) =>
      each.path.endsWith('/git/refs') && (each.body as { ref: string }).ref === TAG
        ? { ...each, body: { ref: TAG, sha: object } }
        : each,
    ),
    refsAfter: new Map(refsAfter).set(TAG, object),
  }));
const onTop = (write: Partial<SentWrite>): FinishedWorld =>
  withRun(({ writes }) => ({
    writes: [
      ...writes,
      { method: 'POST', path: '/repos/sample/zlink/git/refs', body: null, status: 201, lookedAt: 0, ...write },
    ],
  }));
/** A second run, after the first. */
const then = (second: Partial<Invocation>): FinishedWorld => {
  const [run] = good.invocations;
  if (run === undefined) throw new Error('nothing ran');
  return { ...good, invocations: [run, { ...run, writes: [], refsBefore: run.refsAfter, ...second }] };
};
const red = (said: string, more: Partial<Invocation> = {}): FinishedWorld =>
  withRun(({ record }) => ({
    exitCode: 1,
    said,
    record: { ...record, status: 'stopped' } as Invocation['record'],
    ...more,
  }));
const without = (refs: ReadonlyMap<string, string>, ref: string) => new Map([...refs].filter(([name]) => name !== ref));
const at = (refs: ReadonlyMap<string, string>, ref: string, to: string) => new Map(refs).set(ref, refs.get(to) ?? to);
/** The writes of a run that asked GitHub for the last time then. */
const lookedAt = (writes: readonly SentWrite[], time: number) => writes.map((each) => ({ ...each, lookedAt: time }));
/** The tag that the good release has made. */
const standing = (): { readonly commit: string } => {
  const { tag } = good.invocations[0]?.record ?? {};
  if (tag == null) throw new Error('nothing was tagged');
  return tag;
};
/** The tag is gone, and a second run makes it at another object. @param time when that run had asked for the last time */
const madeAgain = (time: number): FinishedWorld => {
  const { writes = [], refsAfter = new Map<string, string>() } = taggedAt(standing().commit).invocations[0] ?? {};
  return then({ writes: lookedAt(writes, time), refsBefore: without(refsAfter, TAG), refsAfter });
};
const REMEDY = '✗ run-failed  It failed.\n    remedy: Rerun it.\n';

const BROKEN: Readonly<Record<Invariant, Readonly<Record<string, () => FinishedWorld>>>> = {
  'one version an invocation': {
    'another branch': () => onTop({ body: { ref: 'refs/heads/release/version-1.3.0', sha: strange } }),
    'another title': () => onTop({ path: '/repos/sample/zlink/pulls', body: { title: 'release: version 1.2.1' } }),
    'another commit': () =>
      onTop({ path: '/graphql', body: { variables: { input: { message: { headline: 'bump to 2.0.0' } } } } }),
    'another record': () => withRecord({ version: '1.3.0' }),
  },
  'no tag without the evidence that the configuration asks for': {
    'nothing measured': () => withRun(() => ({ skipped: ['test'] })),
    'something else measured': () => withRun(() => ({ skipped: [], measured: '1'.repeat(40) })),
    'nothing tested': () => ({ ...withRun(() => ({ skipped: ['gate'] })), promised: { ...good.promised, test: true } }),
  },
  'a tag stands on the planned tree, or on one that was accepted': {
    'a tree with more in it': () => taggedAt(strange),
    'another record': () => withRecord({ expectedTree: '2'.repeat(40) }),
    'a file that was not bumped': () => ({
      ...good,
      promised: { ...good.promised, bumped: { ...good.promised.bumped, VERSION: () => 'another' } },
    }),
    'accepted by nobody, though one was': () => {
      const world = taggedAt(strange);
      return { ...world, invocations: world.invocations.map((run) => ({ ...run, acceptedTrees: ['3'.repeat(40)] })) };
    },
  },
  'a release tag stays where it is': {
    moved: () => then({ refsAfter: at(good.invocations[0]?.refsAfter ?? new Map(), TAG, strange) }),
    gone: () => then({ refsAfter: without(good.invocations[0]?.refsAfter ?? new Map(), TAG) }),
    'asked to be moved': () =>
      onTop({ method: 'PATCH', path: '/repos/sample/zlink/git/refs/tags%2Fcore%2Fv1.2.0', status: 422 }),
    'asked to be deleted': () =>
      onTop({ method: 'DELETE', path: '/repos/sample/zlink/git/refs/tags/core/v1.1.0', status: 422 }),
  },
  'an alias stands at the highest release of its line, and never goes back': {
    'left behind': () =>
      withRun(({ refsAfter }) => ({ refsAfter: at(refsAfter, 'refs/tags/v1', 'refs/tags/core/v1.1.0') })),
    missing: () => withRun(({ refsAfter }) => ({ refsAfter: without(refsAfter, 'refs/tags/v1.2') })),
    'at no release': () => withRun(({ refsAfter }) => ({ refsAfter: at(refsAfter, 'refs/tags/v1', strange) })),
    'taken back by a run that stopped': () =>
      then({
        exitCode: 1,
        said: REMEDY,
        record: null,
        refsAfter: at(good.invocations[0]?.refsAfter ?? new Map(), 'refs/tags/v1', 'refs/tags/core/v1.0.0'),
      }),
  },
  'a tag that was taken away is not made again': {
    'made again': () => madeAgain(Number.POSITIVE_INFINITY),
    'made again by a run that found it there': () =>
      withRun(({ refsAfter }) => ({
        ...taggedAt(standing().commit).invocations[0],
        writes: lookedAt(taggedAt(standing().commit).invocations[0]?.writes ?? [], Number.POSITIVE_INFINITY),
        refsBefore: refsAfter,
      })),
  },
  'green is proven: runs, nothing forbidden, assets': {
    'no run': () => withState((state) => state.runs.splice(0)),
    'a run that failed': () =>
      withState((state) => {
        state.runs = state.runs.map((run) => ({
          ...run,
          attempts: run.attempts.map((attempt) => ({ ...attempt, conclusion: 'failure' })),
        }));
      }),
    'a run of another commit': () =>
      withState((state) => {
        state.runs = state.runs.map((run) => ({ ...run, headSha: strange }));
      }),
    'a forbidden one': () =>
      withState((state) => {
        state.runs = state.runs.map((run) =>
          run.ref === TAG ? { ...run, workflowPath: '.github/workflows/bindings.yml' } : run,
        );
      }),
    'no release': () => withState((state) => state.releases.splice(0)),
    'a draft': () => withState((state) => Object.assign(state.releases[0] ?? {}, { draft: true })),
    'an asset less': () => withState((state) => state.releases[0]?.assets.pop()),
    'an asset half there': () =>
      withState((state) => Object.assign(state.releases[0]?.assets[0] ?? {}, { state: 'open' })),
    'another asset': () =>
      withState((state) => Object.assign(state.releases[0]?.assets[0] ?? {}, { digest: 'sha256:0' })),
    'a record without assets': () => withRecord({ release: { url: 'u', assets: [] } }),
    'a record without runs': () => withRecord({ runs: [] }),
    'a record that stopped': () => withRecord({ status: 'stopped' }),
    'another tagged commit': () => withRecord({ tag: { name: 'core/v1.2.0', object: strange, commit: strange } }),
  },
  'red says what to do, and the command it names can be given': {
    'no remedy': () => red('✗ run-failed  It failed.\n'),
    'a strange exit code': () => red(REMEDY, { exitCode: 70 }),
    'another program': () => red(REMEDY, { next: 'rm -rf .' }),
    'a record that says released': () => red(REMEDY, { record: good.invocations[0]?.record ?? null }),
    'a command that is refused': () =>
      then({
        given: 'zlink-release release --versoin 1',
        exitCode: 2,
        said: `✗ input-invalid  ?
${REMEDY}`,
        record: null,
      }),
  },
  'a release is not held against itself': {
    'at its own version': () =>
      red(
        `✗ version-not-above-current  1.2.0 is not above the present version 1.2.0.\n    remedy: Choose a higher version.\n`,
      ),
  },
  'the gate’s check is there only where somebody measured': {
    neutral: () => withState(({ checkRuns }) => checkRuns.push(gateCheck('neutral'))),
    success: () => withState(({ checkRuns }) => checkRuns.push(gateCheck('success'))),
    'a status': () =>
      withState(({ statuses }) =>
        statuses.push({ context: good.promised.gateCheck, state: 'success' } as (typeof statuses)[number]),
      ),
  },
  'nothing secret is seen': {
    said: () => withRun(({ said }) => ({ said: `${said}${TOKEN}` })),
    recorded: () => withRecord({ program: `x${TOKEN}` }),
    'in a URL': () => withRun(({ said }) => ({ said: `${said}https://x:${encodeURIComponent(TOKEN)}@host` })),
    'in base64': () => withRun(() => ({ said: Buffer.from(`x-access-token:${TOKEN}`).toString('base64') })),
    'in base64, one further': () => withRun(() => ({ said: Buffer.from(`user:${TOKEN}@`).toString('base64') })),
    'in a comment': () => withState((state) => Object.assign(state.pulls[0] ?? {}, { body: TOKEN })),
    written: () => onTop({ body: { body: TOKEN } }),
  },
  'nothing breaks': {
    'a defect': () => red(`${REMEDY}    remedy: this is a defect of zlink-release; set ZLINK_RELEASE_DEBUG=1`),
    'a step that breaks': () => red(`${REMEDY}::error title=zlink-release: unexpected::TypeError`),
    'an endpoint that is not there': () => ({ ...good, unanswered: ['GET /teapot'] }),
  },
};

const gateCheck = (conclusion: string) =>
  ({
    ...stage.world.state.checkRuns[0],
    name: good.promised.gateCheck,
    conclusion,
  }) as FinishedWorld['state']['checkRuns'][number];

it('finds nothing wrong with a release that went well', async () => {
  expect(await violationsIn(good)).toEqual([]);
  expect(await violationsIn(red(REMEDY, { next: 'zlink-release release --version 1.2.0' }))).toEqual([]);
});

it('takes no tag for one that was made again, because another run saw it before this one ended', async () => {
  const [run] = good.invocations;
  if (run === undefined) throw new Error('nothing ran');
  const inside = { ...run, writes: [], refsBefore: run.refsAfter };
  expect(await violationsIn({ ...good, invocations: [inside, run] })).toEqual([]);
});

it('takes no tag for one that was made again, where nothing showed yet that it had stood', async () => {
  const first = Math.min(...good.state.runs.map((run) => run.createdAt));
  expect(await violationsIn(madeAgain(first - 1))).toEqual([]);
});

it('takes no alias for one that went back, where a version that it does not cover stands on the same commit', async () => {
  const [run] = good.invocations;
  if (run === undefined) throw new Error('nothing ran');
  const before = new Map(run.refsAfter)
    .set('refs/tags/core/v1.3.0', standing().commit)
    .set('refs/tags/v1', strange)
    .set('refs/tags/core/v1.3.1', strange);
  const after = new Map(before).set('refs/tags/v1.2', strange).set('refs/tags/core/v1.2.1', strange);
  const second = { ...run, exitCode: 1, said: REMEDY, writes: [], record: null, refsBefore: before, refsAfter: after };
  expect(await violationsIn({ ...good, invocations: [run, second] })).toEqual([]);
});

it('takes no alias for one that was left behind, where a higher release stands', async () => {
  const higher = (refs: ReadonlyMap<string, string>) =>
    without(without(at(refs, 'refs/tags/core/v1.3.0', strange), 'refs/tags/v1'), 'refs/tags/v1.2');
  const world = withRun(({ refsBefore, refsAfter }) => ({
    refsBefore: higher(refsBefore),
    refsAfter: new Map(higher(refsAfter)).set('refs/tags/v1.2', refsAfter.get('refs/tags/v1.2') ?? ''),
  }));
  expect(await violationsIn(world)).toEqual([]);
});

const cases = Object.entries(BROKEN).flatMap(([invariant, ways]) =>
  Object.keys(ways).map((way) => [invariant as Invariant, way] as const),
);
it.each(cases)('notices that “%s” is broken: %s', async (invariant, way) => {
  const found = await violationsIn((BROKEN[invariant][way] as () => FinishedWorld)());
  expect(found.map((each) => each.invariant)).toContain(invariant);
});

it('has no invariant that is not broken here', () => {
  expect(Object.keys(BROKEN)).toEqual(Object.keys(INVARIANTS));
});
