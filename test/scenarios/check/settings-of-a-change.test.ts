import { afterEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { writeCase } from '../../support/gate-case/case-folders.ts';
import { type GateCase, gateCases } from '../../support/gate-case/gate-case.ts';
import { PullRequestStory } from '../../support/pull-request.ts';
import { scratchFolder } from '../../support/scratch.ts';

/**
 * A change does not choose how it is judged: test/cases/gate/pr-settings.yml through gate/action.yml, on pull requests whose
 * trees hold the settings. That of a fork is in fork.test.ts.
 */

const CONFIG = '.github/zlink-release.yml';

let story: PullRequestStory | undefined;
afterEach(async () => {
  if (story === undefined) return;
  await story.proxy.close();
  expect(story.proxy.faults).toEqual([]);
});

const isOwn = (each: GateCase): boolean => each['pull-request'] !== undefined && each['pull-request'].fork !== true;
const cases = gateCases().filter(isOwn);

/** What the log says at one level, a line each. */
const annotated = (log: string, level: string): string[] =>
  log.split('\n').filter((line) => line.startsWith(`::${level} `));
const saying = (lines: readonly string[], words: readonly string[]): boolean =>
  lines.some((line) => words.every((word) => line.includes(word)));

describe('whose settings count', () => {
  it('is asked by a case each', () => {
    expect(cases.length).toBeGreaterThanOrEqual(5);
  });

  for (const given of cases) {
    const { base = {}, head = {} } = given['pull-request'] ?? {};
    const { expected } = given;
    it(given.name, async () => {
      const config = (gate: object) => stringify({ gate: { controls: ['ctl', 'ctl2'], ...gate } });
      const alone = given.rounds === undefined && given.recorded === undefined;
      const changes = { [CONFIG]: config(head), ...(alone ? {} : { VERSION: 'x\n' }) };
      story = await PullRequestStory.open(changes, { files: { [CONFIG]: config(base) } });
      const tree = story.git('rev-parse', 'HEAD^{tree}');
      const even = { ...given, rounds: { 'lib-s2': Array.from({ length: 10 }, (_, at) => 0.002 * (-1) ** at) } };
      const folders = writeCase(alone ? even : given, scratchFolder('case'), tree);
      const result = await story.gate({
        baseline: folders.baseline.join('\n'),
        candidate: folders.candidate.join('\n'),
      });
      if (expected.exit !== undefined) expect(result.exitCode, result.log).toBe(expected.exit);
      if (expected.status !== undefined) expect(result.outputs.verdict).toBe(expected.status);
      const [check] = story.checks;
      const isRed = (expected.exit ?? 0) !== 0;
      expect(check?.conclusion).toBe(expected.check ?? (isRed ? 'failure' : 'success'));
      for (const words of expected.blocks ?? []) expect(saying([check?.output.summary ?? ''], words)).toBe(true);
      for (const [level, all] of [
        ['warning', expected.warns ?? []],
        ['notice', expected.informs ?? []],
      ] as const)
        for (const words of all) {
          expect(saying(annotated(result.log, level), words), result.log).toBe(true);
          // Where a maintainer looks for it.
          const plain = (text: string | null | undefined) => (text ?? '').replaceAll('\\', '');
          for (const text of [check?.output.summary, result.summary]) expect(saying([plain(text)], words)).toBe(true);
        }
      if ((expected.warns ?? []).length > 0) expect(check?.output.summary).toContain('[!WARNING]');
      // What the change sets is said to count later.
      expect(result.log).toContain('it will count once it is merged');
    });
  }
});

describe('the change that brings the first benchmark', () => {
  const command = { bench: { command: ['sh', 'bench/run.sh'], duet: 'shared' } };
  const run = `echo '{"case":"BM_encode","metric":"time","unit":"ns","better":"lower","value":100}' > "$OUT/measurements.jsonl"\n`;
  // The sample has a harness at the default place: a base without any says where it would be.
  const elsewhere = { bench: { harness: 'none/here.sh' } };

  it.each([
    ['pass', 0, 'neutral'],
    ['block', 3, 'failure'],
  ])(
    'is measured by its own, and follows gate.without-baseline: %s of the base',
    async (action, exitCode, conclusion) => {
      const files = { [CONFIG]: stringify({ ...elsewhere, gate: { 'without-baseline': action } }) };
      story = await PullRequestStory.open({ [CONFIG]: stringify(command), 'bench/run.sh': run }, { files });
      const result = await story.gate();
      expect([result.exitCode, result.outputs.verdict, result.outputs['exit-code']], result.log).toEqual([
        exitCode,
        'not-measured',
        String(exitCode),
      ]);
      expect(story.checks).toMatchObject([{ conclusion }]);
      const { title = '', summary = '' } = story.checks[0]?.output ?? {};
      expect(title).toMatch(/^Not measured: The baseline has no benchmark/);
      expect(summary).toContain('There is no benchmark in the base');
      expect(result.summary).toContain('BM');
    },
  );
});
