import { execFileSync } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type MeasuredFolder, writeRounds } from '../../support/measured-rounds.ts';
import { FORK_TOKEN, PullRequestStory } from '../../support/pull-request.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { byHand } from '../../support/somebody.ts';

/** Pull requests from forks: what their run leaves is read by gate/report/action.yml as a stranger's. */

let story: PullRequestStory;
let folder: string;
beforeEach(async () => {
  story = await PullRequestStory.open({ 'core/src/change.txt': 'changed\n' }, { fork: true });
  folder = scratchFolder('artifact');
});
afterEach(async () => {
  await story.proxy.close();
  expect(story.proxy.faults).toEqual([]);
  expect(story.served.server.failures).toEqual([]);
});

const headTree = () => story.git('rev-parse', 'HEAD^{tree}');
const rounds = (more: Partial<MeasuredFolder> = {}) => writeRounds({ folder, tree: headTree(), speed: 1, ...more });
const write = (path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const report = (inputs: Record<string, string> = {}, options = {}) =>
  story.report({ artifact: folder, ...inputs }, options);
const writes = () => story.state.checkRuns.length + story.state.statuses.length + story.state.comments.length;

/** The repository of the pull request's head, as GitHub has it now. */
async function forkOf({ served, pull }: PullRequestStory): Promise<{ readonly id: number }> {
  return (await byHand(served, 'GET', `/pulls/${pull.number}`)).head.repo;
}

/** A verdict that the program itself made, to be changed by a liar. */
async function passingVerdict(): Promise<Record<string, unknown>> {
  const own = scratchFolder('own');
  writeRounds({ folder: own, tree: headTree(), speed: 1 });
  const made = await story.report({
    artifact: own,
    'output-directory': join(own, 'out'),
    'github-token': story.served.server.tokens.pat,
  });
  expect(made.outputs.verdict, made.log).toBe('pass');
  story.state.checkRuns.length = 0;
  story.state.statuses.length = 0;
  story.state.comments.length = 0;
  return JSON.parse(readFileSync(join(own, 'out/gate/verdict.json'), 'utf8'));
}

describe('the run of the fork itself', () => {
  it('may write nothing: its report is the summary, and it says what to do', async () => {
    const cases = new URL('../../cases/', import.meta.url).pathname;
    const result = await story.gate(
      {
        baseline: join(cases, 'recorded/perf5_final_20260213_152949'),
        candidate: join(cases, 'recorded/perf5_netzlink_improved_20260213_154754'),
      },
      { token: FORK_TOKEN },
    );
    expect(result.exitCode, result.log).toBe(0);
    expect(result.outputs).toMatchObject({ verdict: 'pass', report: 'summary' });
    expect(result.summary).toContain('Benchmark gate: pass');
    expect(result.log).toMatch(/::notice title=zlink-release::.*gate\/report/);
    expect(writes()).toBe(0);
  });

  it('does not measure with the rights of pull_request_target', async () => {
    const result = await story.gate({}, { event: { name: 'pull_request_target', payload: story.event } });
    expect(result.exitCode).toBe(2);
    expect(result.log).toContain('fork-code-with-rights');
    expect(story.checks).toMatchObject([{ conclusion: 'failure' }]);
  });
});

describe('the report on it', () => {
  it('judges its rounds anew; a pass waits for a maintainer', async () => {
    rounds();
    const result = await report();
    expect(result.exitCode, result.log).toBe(0);
    expect(result.outputs).toMatchObject({
      verdict: 'pass',
      conclusion: 'action_required',
      'pr-number': String(story.pull.number),
      report: 'check-run',
    });
    expect(story.checks).toMatchObject([
      { headSha: story.pull.headSha, conclusion: 'action_required', externalId: 'gate/9001/1' },
    ]);
    expect(story.checks[0]?.output.summary).toContain('whoever wrote the change may have written the figures');
    expect(story.state.comments).toMatchObject([{ number: story.pull.number }]);
    expect(story.state.comments[0]?.body).toMatch(/^<!-- zlink-release: gate -->\n> \[!WARNING\]/);
    const html = readFileSync(result.outputs['verdict-html'] ?? '', 'utf8');
    expect(html).toContain('whoever wrote the change may have written the figures');
  });

  it('passes where the maintainers trust such rounds', async () => {
    rounds();
    const result = await report({ 'trust-fork-measurements': 'true' });
    expect(story.checks, result.log).toMatchObject([{ conclusion: 'success' }]);
  });

  it('believes bad news, and says it once however often it is asked', async () => {
    rounds({ speed: 0.7 });
    const result = await report();
    expect([result.exitCode, result.outputs.verdict], result.log).toEqual([0, 'regression']);
    await report();
    expect(story.checks).toMatchObject([{ conclusion: 'failure' }]);
    expect(story.state.comments).toHaveLength(1);
  });

  it('is pending where only a commit status can be written', async () => {
    rounds();
    await report({}, { token: story.served.server.tokens.pat });
    expect(story.checks).toEqual([]);
    expect(story.state.statuses).toMatchObject([{ context: 'zlink-release / perf gate', state: 'pending' }]);
  });

  it('needs no measurement, and no trust, where GitHub itself says that nothing measured has changed', async () => {
    const result = await report({ paths: 'other/**' });
    expect(story.checks, result.log).toMatchObject([{ conclusion: 'success' }]);
  });

  it.each([
    ['has moved on', { head_sha: '1'.repeat(40) }],
    ['is of another branch', { head_branch: 'elsewhere' }],
    ['is of another fork', { head_repository: { full_name: 'stranger/zlink', owner: { login: 'stranger' } } }],
    [
      'is of a repository that only has the owner in common',
      { head_repository: { full_name: 'contributor/other', owner: { login: 'contributor' } } },
    ],
    ['was started by a push', { event: 'push' }],
    ['was cancelled', { conclusion: 'cancelled' }],
  ])('writes nothing when the run %s', async (_, run) => {
    rounds();
    const result = await report({ 'trust-fork-measurements': 'true' }, { run });
    expect([result.exitCode, result.outputs.report], result.log).toEqual([0, 'none']);
    expect(writes()).toBe(0);
  });

  it.each([
    ['the fork was renamed', { full_name: 'contributor/old-name', owner: { login: 'contributor' } }],
    ['its owner was', { full_name: 'before/zlink', owner: { login: 'before' } }],
  ])('%s since the run was begun: it is found by its number', async (_, names) => {
    rounds();
    const { id } = await forkOf(story);
    const result = await report({ 'trust-fork-measurements': 'true' }, { run: { head_repository: { id, ...names } } });
    expect(result.exitCode, result.log).toBe(0);
    expect(story.checks).toMatchObject([{ conclusion: 'success' }]);
  });

  it.each([
    ['its own before it was renamed', ['sample/old-name'], 'action_required', 0],
    ['somebody else’s', [], 'failure', 1],
  ])('takes a verdict under a name that is %s', async (_, formerNames, conclusion, exitCode) => {
    const verdict = await passingVerdict();
    story.state.formerNames = [...formerNames];
    const side = { folders: [], commit: null };
    const made = { madeAt: '2026-11-24T09:00:00Z', program: 'test' };
    const compared = { baseline: side, candidate: side, repository: 'sample/old-name', ...made };
    write('gate/verdict.json', JSON.stringify({ ...verdict, compared }));
    const result = await report({ 'trust-fork-measurements': 'true' });
    expect(result.exitCode, result.log).toBe(exitCode);
    expect(result.log.includes('of the repository sample/old-name, not of')).toBe(exitCode === 1);
    expect(story.checks, result.log).toMatchObject([{ conclusion }]);
  });

  it('is refused outside of workflow_run, and without a usable event', async () => {
    expect((await report({}, { eventName: 'pull_request' })).exitCode).toBe(2);
    expect((await report({}, { run: { head_sha: 'HEAD; rm -rf /' } })).exitCode).toBe(2);
    expect((await report({}, { run: { html_url: 'javascript:alert(1)' } })).exitCode).toBe(2);
    expect(writes()).toBe(0);
  });
});

describe('a family that several machines measured', () => {
  const family = 'f'.repeat(64);
  const shard = (index: number, more: Partial<MeasuredFolder> = {}) => {
    const subject = index === 1 ? 'framed' : 'packed';
    const claim = { index, count: 2, family, cases: [subject], of: 2 };
    rounds({ place: `shards/shard-${index}`, subject, shard: claim, ...more });
  };

  it('is judged anew from the rounds of all: what is slower is named', async () => {
    shard(1);
    shard(2, { speed: 0.7 });
    const result = await report({ shards: '2', 'trust-fork-measurements': 'true' });
    expect(result.outputs, result.log).toMatchObject({ verdict: 'regression', conclusion: 'failure' });
    expect(story.checks[0]?.output.title).toContain('packed-s2');
    expect(story.checks[0]?.output.summary).toContain('2 shards of one family');
  });

  it.each([
    ['lost', () => shard(1), '2', 'Shard 2 of 2 is missing'],
    [
      'doubled',
      () => {
        shard(1);
        shard(2);
        shard(1, { place: 'shards/shard-3' });
      },
      '2',
      'is there 2 times',
    ],
    ['made fewer', () => shard(1), '3', 'are expected'],
  ])('is no smaller one where a part is %s', async (_, make, shards, why) => {
    make();
    const result = await report({ shards, 'trust-fork-measurements': 'true' });
    expect(result.outputs, result.log).toMatchObject({ verdict: 'invalid', conclusion: 'failure' });
    expect(story.checks[0]?.output.summary).toContain(why);
  });

  it('waits for a maintainer where all pass, as any pass of a fork does', async () => {
    shard(1);
    shard(2);
    const result = await report({ shards: '2' });
    expect(result.outputs, result.log).toMatchObject({ verdict: 'pass', conclusion: 'action_required' });
  });
});

describe('an artifact that lies', () => {
  it('says how its own files are read: those of the default branch are read its way', async () => {
    await story.proxy.close();
    const config = 'bench: {command: [run], read: [{format: measurements, files: r.jsonl}]}\ngate: {controls: []}\n';
    story = await PullRequestStory.open(
      { 'core/src/change.txt': 'changed\n' },
      { fork: true, files: { '.github/zlink-release.yml': config } },
    );
    rounds();
    const bench = join(folder, 'bench');
    const said = JSON.parse(readFileSync(join(bench, 'bench.json'), 'utf8'));
    const read = [{ format: 'measurements', files: 'nice.jsonl', metric: null }];
    writeFileSync(join(bench, 'bench.json'), JSON.stringify({ ...said, settings: { read } }));
    const line = (value: number) =>
      `${JSON.stringify({ case: 'encode', metric: 'time', unit: 'ns', better: 'lower', value })}\n`;
    for (const round of readdirSync(join(bench, 'rounds')))
      for (const side of ['baseline', 'candidate']) {
        const run = join(bench, 'rounds', round, side, 'run-1');
        rmSync(join(run, 'metrics.csv'));
        const noise = 0.1 * Math.sin(7 * Number(round));
        writeFileSync(join(run, 'r.jsonl'), line(side === 'baseline' ? 100 : 140 + noise));
        writeFileSync(join(run, 'nice.jsonl'), line(100 + noise));
      }
    const result = await report({ 'trust-fork-measurements': 'true' });
    expect(result.outputs, result.log).toMatchObject({ verdict: 'regression', conclusion: 'failure' });
    expect(story.checks[0]?.output.title).toContain('encode');
  });

  it('pretends to have passed: its rounds say otherwise', async () => {
    const verdict = await passingVerdict();
    rounds({ speed: 0.7 });
    write('gate/verdict.json', JSON.stringify(verdict));
    write('outcome.json', JSON.stringify({ formatVersion: 1, kind: 'judged' }));
    const result = await report({ 'trust-fork-measurements': 'true' });
    expect(result.outputs, result.log).toMatchObject({ verdict: 'regression', conclusion: 'failure' });
    expect(story.checks[0]?.output.summary).toContain('own verdict was pass; its rounds say regression');
  });

  it('has a verdict and no rounds: that is a claim, trusted or not', async () => {
    write('gate/verdict.json', JSON.stringify(await passingVerdict()));
    const result = await report({ 'trust-fork-measurements': 'true' });
    expect(result.outputs, result.log).toMatchObject({ verdict: 'pass', conclusion: 'action_required' });
    expect(story.checks[0]?.output.summary).toContain('cannot be checked at all');
  });

  it('chooses settings of its own: those of the default branch count', async () => {
    rounds({ speed: 0.7 });
    write('.github/zlink-release.yml', 'gate: {margin: 0.9}\n');
    expect((await report()).outputs.verdict).toBe('regression');
  });

  it.each([
    ['was measured from another tree', () => rounds({ tree: 'd'.repeat(40) }), /tree dddd/],
    [
      'says that nothing changed',
      () =>
        write(
          'outcome.json',
          JSON.stringify({
            formatVersion: 1,
            kind: 'unchanged',
            change: { ignored: 0, baseline: null, candidate: 'a'.repeat(40) },
          }),
        ),
      /nothing measured has changed/,
    ],
    ['is empty', () => {}, /left no result/],
    ['has a verdict of another shape', () => write('gate/verdict.json', '{"status":"pass"}'), /verdict-invalid/],
    [
      'has a verdict with __proto__',
      () => write('gate/verdict.json', '{"__proto__":{"status":"pass"},"constructor":{"prototype":{"status":"pass"}}}'),
      /verdict-invalid/,
    ],
    [
      'has an outcome with __proto__',
      () => write('outcome.json', '{"__proto__":{"kind":"judged"}}'),
      /artifact-refused/,
    ],
    [
      'has rounds that are no rounds',
      () => write('bench/rounds/0001/round.json', '[]'),
      /result-folder-unreadable|artifact-refused/,
    ],
    [
      'has unreadable rounds beside a passing verdict',
      () => write('bench/bench.json', '{"trees":{"candidate":{"__proto__":[]}}}'),
      /result-folder-unreadable|artifact-refused/,
    ],
    [
      'has a link to a file of this machine',
      () => {
        rounds();
        symlinkSync('/etc/passwd', join(folder, 'bench/rounds/0001/candidate/run-1/scenario.log'));
      },
      /symbolic link/,
    ],
    [
      'has a link to a folder outside',
      () => {
        rounds();
        symlinkSync(story.workspace, join(folder, 'gate'));
      },
      /symbolic link/,
    ],
    [
      'has a second name of a file',
      () => {
        rounds();
        linkSync(join(folder, 'bench/bench.json'), join(folder, 'bench/again.json'));
      },
      /second name/,
    ],
    [
      'has a pipe',
      () => {
        rounds();
        execFileSync('mkfifo', [join(folder, 'outcome.json')]);
      },
      /Neither a file nor a folder/,
    ],
    [
      'has a huge file',
      () => {
        rounds();
        write('bench/rounds/0001/candidate/run-1/scenario.log', '');
        truncateSync(join(folder, 'bench/rounds/0001/candidate/run-1/scenario.log'), 80 * 2 ** 20);
      },
      /83886080 bytes/,
    ],
    [
      'has too many files',
      () => {
        for (let n = 0; n < 4_100; n += 1) write(`many/${n}`, '');
      },
      /more than 4000/,
    ],
    ['is too deep', () => write('a/b/c/d/e/f/g/h/i/j', ''), /deep/],
    ['has a huge outcome', () => write('outcome.json', `"${'x'.repeat(600 * 1024)}"`), /larger than/],
  ])('%s: it is refused, and the check fails', async (_, make, why) => {
    make();
    const result = await report({ 'trust-fork-measurements': 'true' });
    expect(result.exitCode, result.log).toBe(1);
    expect(result.log).toMatch(why);
    expect(result.outputs).toMatchObject({ verdict: 'not-measured', conclusion: 'failure' });
    expect(story.checks).toMatchObject([{ headSha: story.pull.headSha, conclusion: 'failure' }]);
    expect(story.checks[0]?.output.summary).not.toContain(folder);
  });

  it('has names that would be markup, mentions, references, links and commands', async () => {
    const hostile = [
      '::error title=x::owned',
      '@octocat',
      '#1',
      'GH-2',
      '<img src=x onerror=alert(1)>',
      '[click](https://evil.example)',
      'https://evil.example',
      'www.evil.example',
      '`code`|cell',
      '-->',
      '</details><script>alert(1)</script>',
      '\u202egnitaerc',
    ];
    // Each as a stack that fails, so that it stands in reasons, tables and annotations.
    rounds({
      speed: 0.7,
      more: hostile.map((name) => ({ id: `"${name.replaceAll('"', '""')}-s2"`, passFail: 'FAIL' })),
    });
    write('outcome.json', JSON.stringify({ formatVersion: 1, kind: 'judged' }));
    const result = await report();
    expect(story.checks, result.log).toMatchObject([{ conclusion: 'failure' }]);
    expect(story.checks[0]?.output.summary).not.toContain(folder);
    const texts = [story.checks[0]?.output.summary ?? '', story.state.comments[0]?.body ?? '', result.summary];
    for (const text of texts) {
      // What is inline code is shown as it is; the rest must not be markup.
      const outside = text.replace(/(`+)(?!`)[^\n]*?[^`]\1(?!`)/g, '').replace('<!-- zlink-release: gate -->', '');
      expect(outside).not.toMatch(
        /@[a-z]|(?<![&\w])#\d|GH-\d|<img|<script|\]\(https:\/\/evil|https:\/\/evil|www\.evil/,
      );
      expect(text).not.toMatch(/\u202e/);
      expect(outside.match(/<details>/g)?.length ?? 0).toBe(outside.match(/<\/details>/g)?.length ?? 0);
    }
    // The runner reads commands at the start of a line.
    const commands = result.log.split('\n').filter((line) => /^\s*::/.test(line));
    expect(
      commands.filter((line) => !/^::(error|warning|notice) title=(zlink-release|performance gate)/.test(line)),
    ).toEqual([]);
    const html = readFileSync(result.outputs['verdict-html'] ?? '', 'utf8');
    expect(html).not.toMatch(/<img|<script|href="https:\/\/evil/);
  });

  it('brings a stop of its own: its words are shown as words', async () => {
    write(
      'outcome.json',
      JSON.stringify({
        formatVersion: 1,
        kind: 'stopped',
        problems: [
          { code: 'bench-harness-failed', what: '@octocat <b>see</b> [this](https://evil.example)\n::error::x' },
        ],
      }),
    );
    const result = await report();
    expect(result.exitCode).toBe(1);
    expect(story.checks).toMatchObject([{ conclusion: 'failure' }]);
    expect(story.checks[0]?.output.summary).not.toMatch(/@octocat|<b>|\]\(https:\/\/evil/);
    expect(result.log.split('\n').filter((line) => line.startsWith('::error::'))).toEqual([]);
  });
});

describe('a run of the repository itself', () => {
  let own: PullRequestStory;
  beforeEach(async () => {
    own = await PullRequestStory.open({ 'core/src/change.txt': 'changed\n' });
    writeRounds({ folder, tree: own.git('rev-parse', 'HEAD^{tree}'), speed: 1 });
  });
  afterEach(() => own.proxy.close());

  it('that could not report, as Dependabot’s, is reported as its own', async () => {
    const measured = await own.gate({ candidate: join(folder, 'bench') }, { token: FORK_TOKEN });
    expect(measured.outputs, measured.log).toMatchObject({ verdict: 'pass', report: 'summary' });
    const result = await own.report({ artifact: folder });
    expect(result.outputs, result.log).toMatchObject({ verdict: 'pass', conclusion: 'success' });
    expect(own.checks).toMatchObject([{ conclusion: 'success' }]);
    expect(own.state.comments[0]?.body).not.toContain('whoever wrote the change');
  });

  it('that has reported is left alone, whatever it uploaded', async () => {
    await own.gate({ candidate: join(folder, 'bench') });
    const before = JSON.stringify([own.checks, own.state.comments]);
    const result = await own.report({ artifact: scratchFolder('nothing') });
    expect([result.exitCode, result.outputs.report], result.log).toEqual([0, 'none']);
    expect(JSON.stringify([own.checks, own.state.comments])).toBe(before);
  });
});
