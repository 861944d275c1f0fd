import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { GATE_DEFAULTS } from '../../../src/core/gate/criteria.ts';
import { judgeDuet } from '../../../src/core/gate/duet.ts';
import { judge } from '../../../src/core/gate/judge.ts';
import type { Verdict } from '../../../src/core/gate/verdict.ts';
import { sentenceOf } from '../../../src/core/gate/verdict-sentence.ts';
import { orStop, PROBLEM_KINDS } from '../../../src/core/problem.ts';
import { continues } from '../../../src/core/release/continuation.ts';
import { judgeFinding } from '../../../src/core/release/evidence.ts';
import { diagnoseSilence } from '../../../src/core/release/judge-runs.ts';
import { readGateFolder } from '../../../src/effects/bench-folder.ts';
import { explainFailure } from '../../../src/github/explain-failure.ts';
import { describeConnectionError, RequestFailure } from '../../../src/github/request-policy.ts';
import { faultOptions } from '../../../src/rehearse/fault-options.ts';
import { roundLine } from '../../../src/report/bench-progress.ts';
import { releaseHtml } from '../../../src/report/release-html.ts';
import { runActionJob } from '../../support/action-job.ts';
import { runCli } from '../../support/cli.ts';
import { runRelease } from '../../support/release-run.ts';
import { serveWorld } from '../../support/served-world.ts';

/** The sentences of test/cases/github/texts.yml, each held here or where it is named; what a program can check of every text. */

const CASES = (
  parse(readFileSync(new URL('../../cases/github/texts.yml', import.meta.url), 'utf8')) as {
    cases: { name: string }[];
  }
).cases.map(({ name }) => name);

/** Stories that held a sentence before: case → the test that causes it. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'alias-diverged': 'test/scenarios/release/aliases.test.ts',
  'changelog-version-exists-for-ones-own-release': 'test/scenarios/people/release-pull-request.test.ts',
  'bypass-list-for-a-burned-name': 'test/scenarios/release/burned-names.test.ts',
  'own-tag-called-somebody-elses': 'test/scenarios/release/own-release.test.ts',
  'already-in-the-queue': 'test/scenarios/people/merge-queue.test.ts',
  'no-test-command-is-configured': 'test/scenarios/evidence/tested-tree.test.ts',
  'defect-of-this-program': 'test/scenarios/network/between.test.ts',
  'merge-method-in-the-page': 'test/docs/rehearsal-tables.test.ts',
  'look-at-it-with-your-own-tools': 'test/scenarios/embedded/gh.tools.test.ts',
  rests: 'test/scenarios/person/words.test.ts',
};

const held = new Set<string>();
/** A case of the table, by its name. */
const holds = (name: string, test: () => void | Promise<void>): void => {
  held.add(name);
  it(name, test);
};

const RECORDED = new URL('../../cases/recorded/', import.meta.url).pathname;
const FINAL = `${RECORDED}perf5_final_20260213_152949`;

async function compared(baseline: string, candidate: string): Promise<Verdict> {
  const runs = async (folder: string) => {
    const read = await readGateFolder(folder, null);
    if (!read.ok || read.value.kind !== 'runs') throw new Error(`${folder} cannot be read`);
    return read.value.runs;
  };
  return judge(
    { mode: 'recorded', baseline: await runs(baseline), candidate: await runs(candidate) },
    GATE_DEFAULTS,
    judgeDuet,
  );
}

describe('texts.yml', () => {
  holds('a-verdict-in-a-few-words', async () => {
    const verdict = await compared(FINAL, `${RECORDED}perf5_netzlink_improved_20260213_154754`);
    expect(verdict.sentence).toBe('Pass (advisory). zlink-s2: −0.9 %. net-zlink-s2, failing before, passes now.');
  });

  holds('a-regression-said-three-times', async () => {
    const verdict = await compared(FINAL, FINAL);
    const [like] = verdict.effects.filter(({ role }) => role === 'subject');
    if (like === undefined) throw new Error('nothing was compared');
    const slower = {
      ...like,
      change: -0.16364,
      interval: { low: -0.18, high: -0.148 },
      conclusion: 'regression' as const,
    };
    const sentence = sentenceOf({ ...verdict, status: 'regression', effects: [slower] });
    expect(sentence).toBe('Regression: zlink-s2 throughput −16.4 % [−18.0 %, −14.8 %].');
  });

  holds('inconclusive-and-the-same-again', () => {
    const found = { status: 'inconclusive', sentence: 'Inconclusive.', measuredTree: null } as const;
    const { problems } = judgeFinding(found, [], { onInconclusive: 'block', withoutBaseline: 'block' });
    expect(problems[0]?.remedy).toMatch(/gate\.maximum-rounds.*gate\.margin.*gate\.on-inconclusive/);
    // The command alone would end as it did.
    expect(continues(problems)).toBe(false);
  });

  holds('none-by-the-tag', () => {
    const other = { path: 'build.yml', event: 'create', headBranch: 'core/v1.2.0', url: 'URL' };
    const facts = {
      expected: { event: 'push', tag: 'core/v1.2.0' },
      workflow: { state: 'active' },
      viewerKind: 'app',
      trigger: 'push',
      skipPhrase: null,
      isSearchWhole: true,
    } as const;
    const said = (headBranch: string) =>
      diagnoseSilence({ ...facts, otherRunsAtCommit: [{ ...other, headBranch }] } as unknown as Parameters<
        typeof diagnoseSilence
      >[0]);
    expect(said('core/v1.2.0')).toBe('There is a run at core/v1.2.0, started by create and not by push: URL');
    expect(said('main')).toContain('on main; none was started by push on core/v1.2.0');
  });

  holds('nothing-reported-the-check', async () => {
    const served = await serveWorld({
      rulesets: [
        {
          id: 1,
          name: 'checks',
          target: 'branch',
          enforcement: 'active',
          include: ['~DEFAULT_BRANCH'],
          exclude: [],
          rules: [{ type: 'required_status_checks', parameters: { required_status_checks: [{ context: 'absent' }] } }],
        },
      ],
    });
    const run = await runRelease(served, { only: ['propose', 'merge'] });
    expect(run.codes).toEqual(['check-never-reported']);
    expect(run.problems[0]?.what).toMatch(/Its head [0-9a-f]{10} has \d+ check runs? and \d+ status(?:es)?\.$/);
  });

  holds('run-again-when-the-service-answers', () => {
    const cause = new TypeError('fetch failed', {
      cause: Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND', hostname: 'ghes.example.invalid' }),
    });
    const detail = describeConnectionError(cause);
    const failure = new RequestFailure(
      'no-answer',
      { method: 'GET', path: '/user' },
      { status: null, detail },
      { cause },
    );
    const { what, remedy } = explainFailure(failure, 'reading the repository');
    expect(`${what} ${remedy}`).toContain('ghes.example.invalid');
    expect(remedy).toMatch(/proxy/i);
    expect(remedy).not.toContain('when the service answers');
  });

  holds('token-missing', async () => {
    const { exitCode, stderr } = await runCli(['plan', '--repo', 'a/b', '--version', 'minor']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/ZLINK_RELEASE_TOKEN.*GITHUB_TOKEN.*GH_TOKEN.*order/);
  });

  holds('changelog-missing-section', () => {
    expect(PROBLEM_KINDS['changelog-missing-section'].remedy).toContain(
      '`changelog: false` where another tool writes it',
    );
  });

  holds('what-was-released-in-a-stopped-release', async () => {
    const served = await serveWorld();
    const { record } = await runRelease(served, { evidence: { kind: 'not-measured' } });
    const page = releaseHtml(record, { next: null });
    expect(record.status).toBe('stopped');
    for (const heading of [
      'What would be released',
      'What the bump would change',
      'What was done, and what was not',
      'not reached',
    ])
      expect(page).toContain(heading);
    for (const claim of ['What was released', 'What the bump changed']) expect(page).not.toContain(claim);
  });

  holds('a-run-waits-for-a-person', async () => {
    const served = await serveWorld({ faults: orStop(faultOptions(['run-waits:build.yml'])) });
    const { warnings } = await runRelease(served);
    const told = warnings.filter((text) => text.includes('waits for a person'));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(
      /for the environment \S+ \(maintainer may approve\): .* at http:\/\/\S+ \. The release waits until 2026-\d\d-\d\d \d\d:\d\d UTC\./,
    );
  });

  holds('links-in-the-job-summary', async () => {
    const served = await serveWorld();
    const job = await runActionJob(served, { version: '1.2.0', skip: 'bench,gate' });
    expect(job.exitCode, job.log).toBe(0);
    expect(job.summary).not.toContain('\u200b');
    expect(job.summary).toMatch(/\[#1\]\(http:\/\/[^)\s]+\/sample\/zlink\/pull\/1\)/);
    expect(job.summary).toMatch(/\(http:\/\/[^)\s]+\/actions\/runs\/\d+\)/);
    expect(job.summary).toMatch(/\(http:\/\/[^)\s]+\/releases\/tag\/core\/v1\.2\.0\)/);
  });

  holds('numbers-and-their-nouns', () => {
    const verdict = { effects: [], status: 'inconclusive' } as unknown as Verdict;
    expect(roundLine(9, 10, verdict, 1_000)).toContain('at most 1 more round (');
  });

  holds('remedy-names-options-that-do-not-exist', () => {
    const { remedy } = PROBLEM_KINDS['gate-not-measured'];
    expect(remedy).toMatch(/zlink-release gate.*--verdict FILE.*--skip bench,gate.*In the action/);
    expect(remedy).not.toMatch(/--baseline|--candidate/);
  });

  it('has each of its cases held, here or where it is named', () => {
    const unknown = CASES.filter((name) => !held.has(name) && !(name in ELSEWHERE));
    expect(unknown).toEqual([]);
    for (const path of Object.values(ELSEWHERE))
      expect(existsSync(new URL(`../../../${path}`, import.meta.url))).toBe(true);
  });
});
