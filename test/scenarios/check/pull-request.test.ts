import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parseFaults } from '../../../src/embedded-github/fault-text.ts';
import { WORK_FILE } from '../../../src/sample/sample-harness.ts';
import { writeRounds } from '../../support/measured-rounds.ts';
import { PullRequestStory } from '../../support/pull-request.ts';
import { recordedResults } from '../../support/recorded-results.ts';
import { RehearsedWorld } from '../../support/rehearsed-world.ts';
import { scratchFolder } from '../../support/scratch.ts';
import { pushFiles } from '../../support/somebody.ts';

/** gate/action.yml on pull requests of the embedded GitHub: what it measures, what it says, and where. */

const cases = new URL('../../cases/', import.meta.url).pathname;
const RECORDED = {
  baseline: join(cases, 'recorded/perf5_final_20260213_152949'),
  candidate: join(cases, 'recorded/perf5_netzlink_improved_20260213_154754'),
};

const CONFIG = '.github/zlink-release.yml';

let story: PullRequestStory;
afterEach(async () => {
  await story.proxy.close();
  expect(story.proxy.faults).toEqual([]);
  expect(story.served.server.failures).toEqual([]);
});

describe('a change of nothing that the benchmark measures', () => {
  it('passes without measuring, and says so', async () => {
    story = await PullRequestStory.open({ 'docs/guide.md': 'words\n', 'README.md': 'more words\n' });
    const result = await story.gate({ 'paths-ignore': 'docs/**\n*.md' });
    expect(result.exitCode, result.log).toBe(0);
    expect(result.outputs).toMatchObject({
      verdict: 'pass',
      measured: 'false',
      'verdict-json': '',
      report: 'check-run',
    });
    expect(story.checks).toMatchObject([{ conclusion: 'success' }]);
    expect(story.checks[0]?.output.title).toBe(
      'pass: not measured, since nothing that the benchmark measures has changed',
    );
    expect(result.summary).toContain('so nothing was measured');
    // Nobody waits for this news.
    expect(story.state.comments).toEqual([]);
  });

  it('is told from what the base has changed meanwhile, with the head or GitHub’s test merge checked out', async () => {
    story = await PullRequestStory.open({ 'docs/guide.md': 'words\n' });
    const { baseSha, headSha } = story.pull;
    const git = (...args: string[]) => story.git('-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args);
    git('checkout', '--quiet', '--detach', baseSha);
    writeFileSync(join(story.workspace, WORK_FILE), '7\n');
    git('commit', '--quiet', '--all', '--message', 'the base moves on');
    const base = git('rev-parse', 'HEAD');
    const event = structuredClone(story.event);
    event.pull_request.base.sha = base;
    git('merge', '--quiet', '--no-ff', '--message', 'test merge', headSha);
    for (const checkedOut of [git('rev-parse', 'HEAD'), headSha]) {
      git('checkout', '--quiet', '--detach', checkedOut);
      // The event may be older than the merge.
      for (const payload of checkedOut === headSha ? [event] : [event, story.event]) {
        const result = await story.gate({ paths: 'core/**' }, { event: { name: 'pull_request', payload } });
        expect(result.outputs, result.log).toMatchObject({ verdict: 'pass', measured: 'false' });
        const from = checkedOut === headSha ? baseSha : base;
        expect(result.summary).toContain(`between \`${from.slice(0, 7)}\` and \`${checkedOut.slice(0, 7)}\``);
      }
    }
    expect(new Set(story.checks.map((check) => check.headSha))).toEqual(new Set([headSha]));
  });

  it('is not told of a commit that is not checked out', async () => {
    // What pull_request_target checks out unless it is told otherwise: the base, which has changed nothing.
    story = await PullRequestStory.open({ [WORK_FILE]: '7\n' });
    story.git('checkout', '--quiet', '--detach', story.pull.baseSha);
    for (const name of ['pull_request_target', 'pull_request']) {
      const result = await story.gate({}, { event: { name, payload: story.event } });
      expect(result.exitCode, result.log).toBe(1);
      expect(result.log).toMatch(/gate-other-tree.*holds [0-9a-f]{10}, but the check is about [0-9a-f]{10}/);
      expect(result.log).toContain('github.event.pull_request.head.sha');
    }
    expect(story.checks.map((check) => check.conclusion)).toEqual(['failure', 'failure']);
  });

  it('brings an older comment up to date', async () => {
    story = await PullRequestStory.open({ 'docs/guide.md': 'words\n' });
    await story.gate(RECORDED);
    expect(story.state.comments).toHaveLength(1);
    await story.gate({ paths: 'core/**' });
    expect(story.state.comments).toHaveLength(1);
    expect(story.state.comments[0]?.body).toContain('pass, not measured');
  });
});

describe('results that are given', () => {
  const slower = {
    baseline: join(cases, 'harness/smoke'),
    candidate: join(cases, 'harness/fail_fdlimit'),
  };

  it('pass, and the check, the comment and the summary say so', async () => {
    story = await PullRequestStory.open({ VERSION: 'x\n' });
    const result = await story.gate(RECORDED);
    expect(result.exitCode, result.log).toBe(0);
    expect(result.outputs).toMatchObject({ verdict: 'pass', 'exit-code': '0', report: 'check-run' });
    expect(story.checks).toMatchObject([{ conclusion: 'success', name: 'zlink-release / perf gate' }]);
    expect(story.state.comments[0]?.body).toContain(result.summary.trim());
  });

  it('are one comment and the newest check however often they are reported, also beside a comment that mimics it', async () => {
    story = await PullRequestStory.open({ VERSION: 'x\n' });
    // More comments than a page has, and among them the marker of somebody else.
    for (let n = 0; n < 120; n += 1) {
      const body = n === 5 ? '<!-- zlink-release: gate -->\nmine' : `comment ${n}`;
      const author = { login: 'somebody', id: 7, type: 'User' as const };
      const id = story.served.world.nextId();
      story.state.comments.push({ id, number: story.pull.number, author, body, createdAt: n, updatedAt: n });
    }
    expect((await story.gate(slower)).exitCode).toBe(1);
    const mine = () => story.state.comments.filter((each) => each.author.login === 'github-actions[bot]');
    expect(mine()).toHaveLength(1);
    expect((await story.gate(RECORDED)).exitCode).toBe(0);
    expect(mine()).toHaveLength(1);
    expect(mine()[0]?.body).toContain('Benchmark gate: pass');
    expect(story.state.comments[5]?.body).toBe('<!-- zlink-release: gate -->\nmine');
    // A run of its own for each measurement: annotations of the first are not the second's.
    expect(story.checks.map((check) => [check.externalId, check.conclusion])).toEqual([
      ['gate/9001/1', 'failure'],
      ['gate/9002/1', 'success'],
    ]);
    const levels = (check: number) =>
      ((story.checks[check]?.output.annotations ?? []) as { annotation_level: string }[]).map(
        (each) => each.annotation_level,
      );
    expect(levels(0)).toContain('failure');
    expect(levels(1)).not.toContain('failure');
  });

  it('that come late leave the comment to the newer commit: their check stands at the one that was measured', async () => {
    story = await PullRequestStory.open({ VERSION: 'x\n' });
    const event = { name: 'pull_request', payload: structuredClone(story.event) };
    const measured = story.pull.headSha;
    const newer = await pushFiles(story.served, { 'docs/guide.md': 'words\n' }, 'docs: words', story.pull.headRef);
    const late = await story.gate(slower, { event });
    expect([late.exitCode, late.outputs.report], late.log).toEqual([1, 'check-run']);
    expect(late.log).toContain(`has gone on to ${newer.slice(0, 10)} meanwhile`);
    expect(story.state.comments).toEqual([]);
    expect(story.checks).toMatchObject([{ conclusion: 'failure', headSha: measured }]);
  });

  it('stand in a commit status where the token is a person’s, without a comment where none is wanted', async () => {
    story = await PullRequestStory.open({ VERSION: 'x\n' });
    const result = await story.gate({ ...slower, comment: 'false', 'github-token': story.served.server.tokens.pat });
    expect([result.exitCode, result.outputs.report], result.log).toEqual([1, 'commit-status']);
    expect(story.state.statuses).toMatchObject([
      { sha: story.pull.headSha, context: 'zlink-release / perf gate', state: 'failure' },
    ]);
    expect(story.state.comments).toEqual([]);
  });

  it.each([
    ['block', 3, 'failure'],
    ['warn', 0, 'neutral'],
  ])('that are inconclusive follow on-inconclusive: %s', async (onInconclusive, exitCode, conclusion) => {
    story = await PullRequestStory.open({ VERSION: 'x\n' });
    const candidate = scratchFolder('rounds');
    writeRounds({ folder: candidate, tree: 'c'.repeat(40), speed: 1, rounds: 3 });
    const result = await story.gate({ candidate: join(candidate, 'bench'), 'on-inconclusive': onInconclusive });
    expect([result.exitCode, result.outputs.verdict], result.log).toEqual([exitCode, 'inconclusive']);
    expect(story.checks).toMatchObject([{ conclusion }]);
  });

  it('that cannot be compared block', async () => {
    story = await PullRequestStory.open({ VERSION: 'x\n' });
    const result = await story.gate({ ...slower, candidate: join(cases, 'harness/ccu1000') });
    expect([result.exitCode, result.outputs.verdict], result.log).toEqual([2, 'incomparable']);
    expect(story.checks).toMatchObject([{ conclusion: 'failure' }]);
  });

  it('have checks of their own by label', async () => {
    story = await PullRequestStory.open({ VERSION: 'x\n' });
    await story.gate({ ...RECORDED, label: 'arm64' });
    await story.gate(slower);
    expect(story.checks.map((check) => [check.name, check.conclusion])).toEqual([
      ['zlink-release / perf gate (arm64)', 'success'],
      ['zlink-release / perf gate', 'failure'],
    ]);
    expect(story.state.comments).toHaveLength(2);
  });

  it('belong to the group’s head in a merge queue', async () => {
    story = await PullRequestStory.open({ VERSION: 'x\n' });
    const payload = { merge_group: { head_sha: story.pull.headSha, base_sha: story.pull.baseSha } };
    const result = await story.gate(RECORDED, { event: { name: 'merge_group', payload } });
    expect(result.exitCode, result.log).toBe(0);
    expect(story.checks).toMatchObject([{ headSha: story.pull.headSha, conclusion: 'success' }]);
    expect(story.state.comments).toEqual([]);
  });

  it('are judged the same when GitHub does not let them be reported', async () => {
    const faults = parseFaults(['unauthorized@8']);
    if (!faults.ok) throw new Error('bad fault');
    story = await PullRequestStory.open({ VERSION: 'x\n' }, { faults: faults.value });
    const result = await story.gate(slower);
    expect([result.exitCode, result.steps.Report, result.outputs.report], result.log).toEqual([1, 0, 'summary']);
    expect(result.summary).toContain('Benchmark gate: regression');
  });

  it('are reported once when the answer to the report is lost', async () => {
    const faults = parseFaults(['lost-response@8']);
    story = await PullRequestStory.open({ VERSION: 'x\n' }, faults.ok ? { faults: faults.value } : {});
    expect(faults.ok).toBe(true);
    const result = await story.gate(slower);
    expect(result.outputs.report, result.log).toBe('check-run');
    const posts = new RehearsedWorld(story.served.directory).requests.filter(
      ({ method, path }) => method === 'POST' && path.endsWith('/check-runs'),
    );
    expect(posts).toMatchObject([{ n: 8, status: null }]);
    expect(story.checks).toHaveLength(1);
  });
});

describe('whose settings count', () => {
  const BASE = 'gate: {recorded-margin: 0.1}\n';
  /** The recorded run, and the same with every zlink row at 0.4 of its speed. */
  function slowed(): { baseline: string; candidate: string } {
    const folder = scratchFolder('slowed');
    const slower = (text: string) =>
      text.replace(/^((?:net-)?zlink-[^,]*,(?:[^,]*,){10})([\d.]+)/gm, (_, before: string, throughput: string) => {
        return `${before}${(Number(throughput) * 0.4).toFixed(2)}`;
      });
    for (const [path, text] of Object.entries(recordedResults('candidate', slower))) {
      mkdirSync(join(folder, 'candidate'), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return { baseline: RECORDED.baseline, candidate: join(folder, 'candidate') };
  }

  it.each([
    ['gate: {recorded-margin: 0.99}\n', /gate\.recorded-margin from 0\.1 to 0\.99; it will count once it is merged/],
    ['gate: {subjects: [asio]}\n', /gate\.subjects from nothing to \[asio\]; it will count once it is merged/],
  ])('a pull request does not choose its own: %s', async (config, told) => {
    story = await PullRequestStory.open({ [CONFIG]: config }, { files: { [CONFIG]: BASE } });
    const result = await story.gate(slowed());
    expect([result.exitCode, result.outputs.verdict], result.log).toEqual([1, 'regression']);
    expect(result.log).toMatch(told);
    expect(result.log).toContain('The settings of the base');
    expect(story.checks).toMatchObject([{ conclusion: 'failure' }]);
    for (const text of [story.checks[0]?.output.summary, story.state.comments[0]?.body, result.summary])
      expect(text).toContain('it will count once it is merged');
  });

  it('what the base has changed meanwhile counts, and is not said to be this change’s', async () => {
    story = await PullRequestStory.open({ VERSION: 'x\n' }, { files: { [CONFIG]: BASE } });
    const git = (...args: string[]) => story.git('-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args);
    git('checkout', '--quiet', '--detach', story.pull.baseSha);
    writeFileSync(join(story.workspace, CONFIG), 'gate: {recorded-margin: 0.9}\n');
    git('commit', '--quiet', '--all', '--message', 'the base moves on');
    const event = structuredClone(story.event);
    event.pull_request.base.sha = git('rev-parse', 'HEAD');
    git('checkout', '--quiet', '--detach', story.pull.headSha);
    const result = await story.gate(slowed(), { event: { name: 'pull_request', payload: event } });
    expect([result.exitCode, result.outputs.verdict], result.log).toEqual([0, 'pass']);
    expect(result.log).not.toContain('This change sets');
  });

  it.each([
    ['fails where the base’s are unusable', { VERSION: 'x\n' }, 2, 'failure'],
    ['but for a change of nothing but the configuration', { [CONFIG]: BASE }, 0, 'success'],
  ])('%s', async (_, changes, exitCode, conclusion) => {
    story = await PullRequestStory.open({ ...changes, [CONFIG]: BASE } as Record<string, string>, {
      files: { [CONFIG]: 'gate: {recorded-margin: many}\n' },
    });
    const result = await story.gate(RECORDED);
    expect([result.exitCode, result.outputs.verdict], result.log).toEqual([exitCode, 'pass']);
    expect(result.log).toMatch(/configuration of the base .* cannot be used.*recorded-margin/);
    expect(story.checks).toMatchObject([{ conclusion }]);
    expect(story.checks[0]?.output.summary).toContain('cannot be used');
  });

  it('a base that this checkout does not have is unusable', async () => {
    story = await PullRequestStory.open({ VERSION: 'x\n' });
    const event = structuredClone(story.event);
    event.pull_request.base.sha = 'd'.repeat(40);
    const result = await story.gate(RECORDED, { event: { name: 'pull_request', payload: event } });
    expect([result.exitCode, result.outputs['exit-code']], result.log).toEqual([2, '2']);
    expect(result.log).toContain('is not in this checkout');
  });

  it('a configuration of the change that cannot be used stops it before it is the base’s', async () => {
    story = await PullRequestStory.open({ [CONFIG]: 'gate: {recorded-margin: many}\n' });
    const result = await story.gate(RECORDED);
    expect(result.exitCode, result.log).toBe(2);
    expect(story.checks[0]?.output.summary).toContain('config-invalid');
  });
});

describe('what keeps it from measuring', () => {
  it('is told all at once, blocks, and names its remedy', async () => {
    story = await PullRequestStory.open({ VERSION: 'x\n' });
    const result = await story.gate({
      paths: 'a\n[',
      'paths-ignore': 'b',
      rounds: 'many',
      'on-inconclusive': 'maybe',
      comment: 'yes',
    });
    expect(result.exitCode).toBe(2);
    for (const where of ['paths', 'paths-ignore', 'rounds', 'on-inconclusive', 'comment'])
      expect(result.log).toMatch(new RegExp(`where: +${where}\\n`));
  });

  it('is a benchmark that is not there: the check fails with what was missing', async () => {
    story = await PullRequestStory.open({ VERSION: 'x\n' }, { files: { [CONFIG]: 'bench: {harness: none/run.sh}\n' } });
    const result = await story.gate();
    expect(result.exitCode, result.log).toBe(2);
    expect(result.steps).toEqual({ 'Check for Node.js': 0, Measure: 2, Report: 0 });
    expect(result.outputs).toMatchObject({ verdict: 'not-measured', measured: 'false', 'exit-code': '2' });
    expect(story.checks).toMatchObject([{ conclusion: 'failure' }]);
    expect(story.checks[0]?.output.summary).toContain('bench-harness-missing');
    expect(story.checks[0]?.output.annotations).toMatchObject([{ path: '.github/zlink-release.yml', start_line: 1 }]);
  });

  it('is an event without a base', async () => {
    story = await PullRequestStory.open({ VERSION: 'x\n' });
    const result = await story.gate({}, { event: { name: 'push', payload: {} } });
    expect(result.exitCode).toBe(2);
    expect(result.log).toContain('Give `baseline-ref`');
  });

  it('is a runner without node', async () => {
    story = await PullRequestStory.open({ VERSION: 'x\n' });
    const result = await story.gate(RECORDED, { path: nodeless() });
    expect(result.exitCode).toBe(2);
    expect(result.log).toContain('::error title=zlink-release needs Node.js::');
  });
});

/** A PATH with a shell and no node. */
function nodeless(): string {
  const folder = scratchFolder('nodeless');
  symlinkSync('/bin/bash', join(folder, 'bash'));
  return folder;
}

describe('a preview', () => {
  const names = ['encode', 'decode'];
  const files = {
    'cases.txt': `${names.join('\n')}\n`,
    'run.sh': `for name in \${1:-encode decode}; do echo "{\\"case\\": \\"$name\\", \\"metric\\": \\"time\\", \\"unit\\": \\"ns\\", \\"better\\": \\"lower\\", \\"value\\": 5}" >> "$OUT/r.jsonl"; done\n`,
    [CONFIG]:
      "bench:\n  command: [sh, run.sh]\n  read: [{format: measurements, files: r.jsonl}]\n  select: {arguments: ['{cases}'], list: [cat, cases.txt]}\ngate: {controls: []}\n",
  };

  it('times each case by itself, measures nothing, and reports nothing', async () => {
    story = await PullRequestStory.open({ 'src/change.txt': 'x\n' }, { files });
    const result = await story.gate({ preview: 'each-case' });
    expect(result.exitCode, result.log).toBe(0);
    const timed = JSON.parse(readFileSync(result.outputs.durations ?? '', 'utf8')) as Record<string, number>;
    expect(Object.keys(timed).sort()).toEqual([...names].sort());
    expect(result.log).toContain('a preview has nothing to judge');
    expect([story.checks, story.state.comments]).toEqual([[], []]);
  });

  it('only says what it would take, where that is asked', async () => {
    story = await PullRequestStory.open({ 'src/change.txt': 'x\n' }, { files });
    const result = await story.gate({ preview: 'true' });
    expect([result.exitCode, result.outputs.durations], result.log).toEqual([0, '']);
    expect(result.log).toContain('2 cases');
  });

  it('is of no folders, and of no part', async () => {
    story = await PullRequestStory.open({ VERSION: 'x\n' });
    for (const inputs of [RECORDED, { shard: '1/2' }, { preview: 'yes' }]) {
      const result = await story.gate({ preview: 'each-case', ...inputs });
      expect(result.log).toMatch(
        /input-invalid.*(?:A preview measures nothing|"yes" is neither true, false nor each-case)/,
      );
    }
  });
});
