import { expect, it } from 'vitest';
import { PROBLEM_KINDS, type ProblemCode } from '../../src/core/problem.ts';
import type { Cause } from './cause.ts';
import { CAUSED } from './caused.ts';
import { DECIDED } from './decided.ts';

/**
 * Every code of the table can be met, so docs/errors.md describes nothing that nobody will ever see. A new code needs a
 * row: without one neither this file compiles nor this test passes.
 */
const CAUSES: Readonly<Record<ProblemCode, Cause>> = { ...DECIDED, ...CAUSED };

it.each(Object.keys(PROBLEM_KINDS) as ProblemCode[])('%s is said', async (code) => {
  const problems = await CAUSES[code]();
  expect(problems.map((each) => each.code)).toContain(code);
});
