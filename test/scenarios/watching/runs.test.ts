import { describe, expect, it } from 'vitest';
import { orStop, Stop } from '../../../src/core/problem.ts';
import { REHEARSAL_TOKENS, standardTokens, type TokenGrant } from '../../../src/embedded-github/auth.ts';
import { faultOptions } from '../../../src/rehearse/fault-options.ts';
import { type Between, standBetween } from '../../support/intercepting-proxy.ts';
import { BUILD, RECIPE, TAG, WatchedTag } from '../../support/watched-tag.ts';

const DISPATCHED = (name: string) =>
  `name: ${name}\non: workflow_dispatch\njobs:\n  work: {runs-on: ubuntu-22.04, steps: [{run: make}]}\n`;
const DEPLOY = '.github/workflows/deploy.yml';
const NOISE = '.github/workflows/noise.yml';
const CALLED = 'on: workflow_call\njobs:\n  ship: {runs-on: ubuntu-22.04, steps: [{run: make}]}\n';
const BETWEEN = 'on: workflow_call\njobs:\n  go: {uses: ./.github/workflows/deploy.yml}\n';
const CALLER = '.github/workflows/caller.yml';
const calling = (uses: string, more = '') => ({
  [CALLER]: `on: {push: {tags: ['core/v*']}}\njobs:\n  own: {runs-on: x, steps: [{run: make}]}\n  call: {${more}uses: '${uses}'}\n`,
});
const withDeploy = { [DEPLOY]: DISPATCHED('Deploy'), [NOISE]: DISPATCHED('Noise') };

const faults = (...texts: string[]) => orStop(faultOptions(texts));

/** The standard tokens, the App's without one permission. */
function without(permission: string) {
  const tokens = new Map<string, TokenGrant>(standardTokens());
  const app = tokens.get(REHEARSAL_TOKENS.app);
  if (app === undefined) throw new Error('there is no app token');
  const permissions = new Map([...app.permissions].filter(([name]) => name !== permission));
  return tokens.set(REHEARSAL_TOKENS.app, { ...app, permissions });
}

async function stopOf(watching: Promise<unknown>): Promise<Stop> {
  const ended: unknown = await watching.catch((error: unknown) => error);
  if (ended instanceof Stop) return ended;
  throw ended instanceof Error ? ended : new Error('it did not stop');
}

const ways = [
  ['check suites', true],
  ['lists', false],
] as const;

describe.each(ways)('runs watched by %s', (_, hasGraphQL) => {
  it('are followed to their end', async () => {
    const tagged = await (await WatchedTag.start()).tag();
    const runs = await tagged.watch({ hasGraphQL });
    expect(runs.map(({ workflow, attempt, conclusion }) => [workflow, attempt, conclusion])).toEqual([
      [BUILD, 1, 'success'],
      [RECIPE, 1, 'success'],
    ]);
    expect(tagged.requests.some((each) => each.path.startsWith('/graphql'))).toBe(hasGraphQL);
    expect(tagged.warnings).toEqual([]);
  });

  // Source: shared case a-busy-workflow.
  it('are found behind 160 newer runs of the same workflow, in at most 12 requests', async () => {
    const tagged = await (await WatchedTag.start()).tag();
    await tagged.sleep(300_000);
    await noise(tagged, 'build.yml', 160);
    await tagged.sleep(600_000);
    const runs = await tagged.watch({ hasGraphQL });
    expect(runs.map((run) => run.workflow)).toEqual([BUILD, RECIPE]);
    expect(tagged.requests.length).toBeLessThanOrEqual(hasGraphQL ? 12 : 24);
  });

  it('are found although the filtered lists are old', async () => {
    const tagged = await (await WatchedTag.start({ faults: faults('stale-list') })).tag();
    const runs = await tagged.watch({ hasGraphQL });
    expect(runs.map((run) => run.conclusion)).toEqual(['success', 'success']);
  });

  it.each([
    ['an hour ahead', 3_600_000],
    ['a day behind', -86_400_000],
  ])('are found although the clock of the tag was %s', async (_name, off) => {
    const started = await WatchedTag.start();
    const tagged = await started.tag(new Date(started.served.world.clock.now().getTime() + off));
    expect(await tagged.watch({ hasGraphQL })).toHaveLength(2);
  });

  it('count with their last attempt when somebody reruns one between two looks', async () => {
    const tagged = await (await WatchedTag.start({ faults: faults('run-rerun:build.yml') })).tag();
    const runs = await tagged.watch({ hasGraphQL });
    expect(runs.map((run) => run.attempt)).toEqual([2, 1]);
    const build = tagged.served.world.state.runs.find((run) => run.id === runs[0]?.id);
    expect(build?.attempts).toHaveLength(2);
  });

  it('stop with the job and step that failed, when the others are over', async () => {
    const tagged = await (await WatchedTag.start({ faults: faults('run-fails:build.yml') })).tag();
    const { problems } = await stopOf(tagged.watch({ hasGraphQL }));
    expect(problems.map((each) => each.code)).toEqual(['run-failed']);
    expect(problems[0].what).toMatch(/build\.yml ended with failure: step ".+" of job ".+"/);
    expect(problems[0].excerpt?.join('\n')).toContain('##[error]');
  });

  it('count as superseded when a newer run of the same tag succeeds', async () => {
    const tagged = await (await WatchedTag.start()).tag();
    await tagged.sleep(20_000);
    const first = tagged.served.world.state.runs.find((run) => run.headBranch === TAG && run.workflowPath === BUILD);
    await tagged.api('POST', `/actions/runs/${first?.id}/cancel`);
    // The same ref pushed again: as a re-created tag does.
    const object = await tagged.api('GET', `/git/ref/tags/${TAG}`);
    await tagged.api('DELETE', `/git/refs/tags/${TAG}`);
    await tagged.api('POST', '/git/refs', { ref: `refs/tags/${TAG}`, sha: object.object.sha });
    await tagged.sleep(20_000);
    const runs = await tagged.watch({ hasGraphQL });
    expect(runs.map((run) => run.conclusion)).toEqual(['success', 'success']);
    expect(runs[0]?.id).toBeGreaterThan(first?.id ?? Number.POSITIVE_INFINITY);
  });

  it('say which environment they wait for', async () => {
    const tagged = await (await WatchedTag.start({ faults: faults('run-waits:build.yml') })).tag();
    const { problems } = await stopOf(tagged.watch({ hasGraphQL }));
    expect(problems[0]).toMatchObject({ code: 'run-waits' });
    expect(problems[0].what).toMatch(/waits for the environment /);
  });

  it('say that a run never started, and what else there is', async () => {
    const tagged = await (await WatchedTag.start({ faults: faults('run-never-starts:build.yml') })).tag();
    await tagged.api('POST', '/actions/workflows/build.yml/dispatches', { ref: 'main' });
    const { problems } = await stopOf(tagged.watch({ hasGraphQL }));
    expect(problems.map((each) => each.code)).toEqual(['run-never-started']);
    expect(problems[0].what).toContain('by workflow_dispatch on main');
  });

  it('count as started by a person at the tag, where the tag started none: with a warning, and only once they succeed', async () => {
    const tagged = await (
      await WatchedTag.start({ faults: faults('run-never-starts:build.yml', 'run-fails:build.yml') })
    ).tag();
    const dispatch = () => tagged.api('POST', '/actions/workflows/build.yml/dispatches', { ref: TAG });
    await dispatch();
    expect((await stopOf(tagged.watch({ hasGraphQL }))).problems.map((each) => each.code)).toEqual(['run-failed']);
    await dispatch();
    const runs = await tagged.watch({ hasGraphQL });
    expect(runs.map(({ workflow, conclusion }) => [workflow, conclusion])).toEqual([
      [BUILD, 'success'],
      [RECIPE, 'success'],
    ]);
    expect(tagged.warnings.join('\n')).toContain('started by hand at it counts instead');
  });

  it('are known by the id that a dispatch told', async () => {
    const tagged = await (await WatchedTag.start({ files: withDeploy, faults: faults('stale-list') })).tag();
    const { workflow_run_id: id } = await tagged.api('POST', '/actions/workflows/deploy.yml/dispatches', {
      ref: TAG,
      return_run_details: true,
    });
    const runs = await tagged.watch({ hasGraphQL, expected: [DEPLOY], trigger: 'dispatch', dispatched: [id] });
    expect(runs).toMatchObject([{ id, conclusion: 'success' }]);
  });

  // Source: shared case a-forbidden-run-alone; behind a hundred others: a-forbidden-run-behind-a-hundred-others.
  it.each([0, 110])('show a forbidden one behind %i others', async (others) => {
    const tagged = await (await WatchedTag.start({ files: withDeploy })).tag();
    await tagged.api('POST', '/actions/workflows/deploy.yml/dispatches', { ref: TAG });
    await tagged.sleep(60_000);
    await noise(tagged, 'noise.yml', others);
    const { problems, exitCode } = await stopOf(tagged.watch({ hasGraphQL, forbidden: [DEPLOY] }));
    const run = tagged.served.world.state.runs.find((each) => each.workflowPath === DEPLOY);
    expect(exitCode).toBe(1);
    expect(problems).toMatchObject([{ code: 'forbidden-run-started' }]);
    expect(problems[0].what).toContain(`${DEPLOY} was started by ${TAG}`);
    expect(problems[0].where).toMatch(new RegExp(`/actions/runs/${run?.id}$`));
  });

  it('show a forbidden one that the filtered lists do not have yet', async () => {
    const tagged = await (await WatchedTag.start({ files: withDeploy, faults: faults('stale-list') })).tag();
    await tagged.sleep(1_800_000);
    await tagged.api('POST', '/actions/workflows/deploy.yml/dispatches', { ref: TAG });
    await noise(tagged, 'noise.yml', 110);
    await tagged.sleep(10_000);
    const { problems } = await stopOf(tagged.watch({ hasGraphQL, forbidden: [DEPLOY] }));
    expect(problems).toMatchObject([{ code: 'forbidden-run-started' }]);
  });

  it('show a forbidden one that is listed half a minute late, also where nothing else is watched', async () => {
    const tagged = await (await WatchedTag.start({ files: withDeploy })).tag();
    await tagged.api('POST', '/actions/workflows/deploy.yml/dispatches', { ref: TAG });
    const run = tagged.served.world.state.runs.findLast((each) => each.workflowPath === DEPLOY);
    const [attempt] = run?.attempts ?? [];
    if (run === undefined || attempt === undefined) throw new Error('nothing was dispatched');
    const late = { ...run, attempts: [{ ...attempt, visibleAt: attempt.visibleAt + 30_000 }] };
    tagged.served.world.state.runs.splice(tagged.served.world.state.runs.indexOf(run), 1, late);
    const { problems } = await stopOf(tagged.watch({ hasGraphQL, expected: [], forbidden: [DEPLOY] }));
    expect(problems).toMatchObject([{ code: 'forbidden-run-started' }]);
  });

  // It has no run of its own then; at another ref its text, and what that calls, were nobody's to read before.
  it.each([
    ['at the commit', './.github/workflows/deploy.yml'],
    ['by its full name, in another spelling, at a branch', 'Sample/ZLink/.github/workflows/deploy.yml@elsewhere'],
    ['by way of a third at a branch', 'sample/zlink/.github/workflows/between.yml@elsewhere'],
  ])('show a forbidden one that is called %s', async (_how, uses) => {
    const tagged = await WatchedTag.start({ files: { [DEPLOY]: CALLED, ...calling(uses) } });
    await elsewhere(tagged, { '.github/workflows/between.yml': BETWEEN });
    await tagged.tag();
    const { problems } = await stopOf(tagged.watch({ hasGraphQL, expected: [CALLER], forbidden: [DEPLOY] }));
    expect(problems).toMatchObject([{ code: 'forbidden-run-started' }]);
    expect(problems[0].what).toBe(`${DEPLOY} was called by ${CALLER}, which ${TAG} started.`);
  });

  it('of a caller whose `if:` leaves out what is forbidden are nobody’s fault, nor is another repository’s of that name', async () => {
    const left = await (
      await WatchedTag.start({
        files: { [DEPLOY]: CALLED, ...calling('./.github/workflows/deploy.yml', "if: github.ref_type == 'branch', ") },
      })
    ).tag();
    expect(await left.watch({ hasGraphQL, expected: [CALLER], forbidden: [DEPLOY] })).toHaveLength(1);
    const other = calling('other/zlink/.github/workflows/deploy.yml@main');
    const tagged = await (await WatchedTag.start({ files: { [DEPLOY]: CALLED, ...other } })).tag();
    expect(await tagged.watch({ hasGraphQL, expected: [CALLER], forbidden: [DEPLOY] })).toHaveLength(1);
  });

  it('of a forbidden workflow at another ref of the same commit are nobody’s fault', async () => {
    const tagged = await (await WatchedTag.start({ files: withDeploy })).tag();
    await tagged.api('POST', '/actions/workflows/deploy.yml/dispatches', { ref: 'main' });
    expect(await tagged.watch({ hasGraphQL, forbidden: [DEPLOY] })).toHaveLength(2);
  });
});

/** A page of no suites that says there are more, and names itself as the next one. */
const circle = {
  data: {
    repository: {
      object: { checkSuites: { totalCount: 0, nodes: [], pageInfo: { hasNextPage: true, endCursor: 'again' } } },
    },
  },
};

describe('where GraphQL does not answer', () => {
  it.each(['checks', 'actions'])(
    'a token without %s is told so once, and REST is read as far as it may',
    async (name) => {
      const tagged = await (await WatchedTag.start({ tokens: without(name) })).tag();
      const ended = await tagged.watch().catch((error: unknown) => error);
      expect(tagged.warnings).toHaveLength(1);
      expect(tagged.warnings[0]).toContain('Resource not accessible by integration');
      if (name === 'checks') expect(ended).toHaveLength(2);
      else expect(ended).toBeInstanceOf(Stop);
    },
  );

  it.each([
    ['the commit is not there yet', { data: { repository: { object: null } } }],
    ['the list leads back to where it was', circle],
  ])('forbidden runs are not called absent when %s', async (_, answer) => {
    const tagged = await (await WatchedTag.start({ files: withDeploy, tokens: without('checks') })).tag();
    const before: Between = async ({ body }) =>
      body.includes('checkSuites') ? { status: 200, body: answer } : undefined;
    const url = standBetween(tagged.served.server.url, before);
    const ended = await tagged
      .watch({ apiUrl: url, expected: [], forbidden: [DEPLOY] })
      .catch((error: unknown) => error);
    if (answer === circle) expect(tagged.warnings.join()).toContain('without a next page');
    else expect(ended).toMatchObject({ problems: [{ code: 'github-unreachable' }] });
  });

  it('forbidden runs are not called absent when no list proves it', async () => {
    const options = { files: withDeploy, tokens: without('checks'), faults: faults('stale-list') };
    const tagged = await (await WatchedTag.start(options)).tag();
    await tagged.sleep(1_800_000);
    await noise(tagged, 'noise.yml', 1_001);
    const { problems } = await stopOf(tagged.watch({ forbidden: [DEPLOY] }));
    expect(problems).toMatchObject([{ code: 'github-unreachable' }]);
    expect(problems[0].what).toContain('cannot be told');
  });
});

/** A branch `elsewhere` at a commit with these files more. */
async function elsewhere(tagged: WatchedTag, files: Readonly<Record<string, string>>): Promise<void> {
  const { tree } = await tagged.api('GET', `/git/commits/${tagged.commit}`);
  const entries = Object.entries(files).map(([path, content]) => ({ path, mode: '100644', type: 'blob', content }));
  const made = await tagged.api('POST', '/git/trees', { base_tree: tree.sha, tree: entries });
  const commit = { message: 'chore: elsewhere', tree: made.sha, parents: [tagged.commit] };
  const { sha } = await tagged.api('POST', '/git/commits', commit);
  await tagged.api('POST', '/git/refs', { ref: 'refs/heads/elsewhere', sha });
}

/** Runs at a commit of its own, so many, two seconds apart: one that somebody dispatches, and its likes. */
async function noise(tagged: WatchedTag, workflow: string, count: number): Promise<void> {
  if (count === 0) return;
  const { world } = tagged.served;
  const { tree } = await tagged.api('GET', `/git/commits/${tagged.commit}`);
  const commit = { message: 'chore: noise', tree: tree.sha, parents: [tagged.commit] };
  const { sha } = await tagged.api('POST', '/git/commits', commit);
  await tagged.api('POST', '/git/refs', { ref: 'refs/heads/noise', sha });
  await tagged.api('POST', `/actions/workflows/${workflow}/dispatches`, { ref: 'noise' });
  const run = world.state.runs.at(-1);
  if (run === undefined) throw new Error('nothing was dispatched');
  // Their ends would only be noise, too: they have had their effects already.
  run.effectsApplied = true;
  for (let index = 1; index < count; index += 1) {
    await tagged.sleep(2_000);
    const shift = 2_000 * index;
    world.state.runs.push({
      ...run,
      id: world.nextId(),
      runNumber: run.runNumber + index,
      createdAt: run.createdAt + shift,
      attempts: run.attempts.map((attempt) => ({
        ...attempt,
        beginsAt: attempt.beginsAt + shift,
        visibleAt: attempt.visibleAt + shift,
      })),
    });
  }
  await tagged.sleep(10_000);
}
