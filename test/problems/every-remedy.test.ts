import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { PROBLEM_KINDS, type ProblemCode } from '../../src/core/problem.ts';

/**
 * What every code tells a person to do is done by a test, in one of the tables of this folder. A new code needs a row there,
 * or a line here: a story elsewhere that does it.
 */
const FOLDER = new URL('./', import.meta.url);
const ROOT = new URL('../../', FOLDER);

/** A row: `code: '…'` in a table of objects, or the first of a tuple with the way that is taken. */
const IN_A_ROW = /(?:\bcode: |^ {2,4}\[(?:\n {4})?)'([a-z-]+)'(?=,\n| ?,)/gm;

const inRows = new Set(
  readdirSync(FOLDER)
    .filter((name) => /^(remedies|repaired|repaired-here|given-otherwise)\.test\.ts$/.test(name))
    .flatMap((name) => [...readFileSync(new URL(name, FOLDER), 'utf8').matchAll(IN_A_ROW)].map(([, code]) => code)),
);

/** Files of stories, each with the title of what does it. */
const ELSEWHERE: Partial<Record<ProblemCode, readonly [file: string, title: string]>> = {
  'token-missing': ['test/problems/repaired-here.test.ts', 'token-missing, repository-not-found'],
  'repository-not-found': ['test/problems/repaired-here.test.ts', 'token-missing, repository-not-found'],
  'git-unusable': ['test/problems/repaired-here.test.ts', "it('git-unusable'"],
  'tests-failed': ['test/scenarios/evidence/tested-tree.test.ts', 'tests that fail, mended on the base branch'],
  'tests-other-tree': ['test/scenarios/evidence/tested-tree.test.ts', 'the remedy, done: the commit named'],
  'attestation-invalid': ['test/scenarios/verify/sigstore.test.ts', 'made again, is what it should be'],
  'plan-altered': ['test/scenarios/action/one-job-one-release.test.ts', 'takes no plan that was altered'],
  'fork-code-with-rights': ['test/scenarios/check/fork.test.ts', 'does not measure with the rights'],
  'gate-foreign-benchmark': ['test/scenarios/measuring/two-trees.test.ts', 'the remedy, done: each side by its own'],
  'gate-without-baseline': ['test/scenarios/measuring/two-trees.test.ts', 'let through once it is'],
  'history-invalid': ['test/core/history/sum-since.test.ts', 'the remedy, done: the lines named are taken out'],
  'artifact-refused': ['test/scenarios/check/fork.test.ts', 'judges its rounds anew'],
};

it.each(Object.keys(PROBLEM_KINDS) as ProblemCode[])('%s: what it tells to do is done', (code) => {
  const [file, title] = ELSEWHERE[code] ?? [];
  if (file !== undefined && title !== undefined)
    expect(readFileSync(fileURLToPath(new URL(file, ROOT)), 'utf8')).toContain(title);
  expect(inRows.has(code) || file !== undefined).toBe(true);
});
