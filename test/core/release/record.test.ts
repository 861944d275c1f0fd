import { describe, expect, it } from 'vitest';
import { joinStages, type StageRecord } from '../../../src/core/release/record.ts';
import type { Stage } from '../../../src/core/release/stage.ts';

const at = (stage: Stage, outcome: StageRecord['outcome'], detail: string): StageRecord => ({
  stage,
  outcome,
  detail,
  milliseconds: 1,
});

describe('joinStages', () => {
  it.each<[string, StageRecord[], StageRecord[], string[]]>([
    [
      'a stage found done keeps how it was done',
      [at('merge', 'done', 'merged')],
      [at('merge', 'skipped', 'there')],
      ['merged'],
    ],
    ['a stage done again keeps the first time', [at('tag', 'done', 'made')], [at('tag', 'done', 'found')], ['made']],
    [
      'a stage that stops now has stopped',
      [at('plan', 'done', 'ok')],
      [at('plan', 'stopped', 'no token')],
      ['no token'],
    ],
    [
      'a stage that had stopped and is done now is done',
      [at('merge', 'stopped', 'x')],
      [at('merge', 'done', 'ok')],
      ['ok'],
    ],
    ['a stage that only others did is kept', [at('test', 'done', 'tests')], [at('plan', 'done', 'p')], ['p', 'tests']],
    ['of a plan made anew the last one counts', [], [at('plan', 'stopped', 'a'), at('plan', 'done', 'b')], ['b']],
    [
      'they stand in the order of stages',
      [at('tag', 'done', 't')],
      [at('plan', 'done', 'p'), at('gate', 'skipped', 'g')],
      ['p', 'g', 't'],
    ],
  ])('%s', (_, before, now, details) => {
    expect(joinStages(before, now).map((stage) => stage.detail)).toEqual(details);
  });
});
