import { expect, test } from 'vitest';
import { classifyRun } from '../../../src/core/triggers/run-state.ts';

// Statuses and conclusions as the REST documentation of workflow runs lists them.
test.each([
  ['queued', null, 'pending'],
  ['requested', null, 'pending'],
  ['pending', null, 'pending'],
  ['in_progress', null, 'pending'],
  ['waiting', null, 'waiting'],
  ['action_required', null, 'waiting'],
  ['completed', 'action_required', 'waiting'],
  ['completed', 'success', 'succeeded'],
  ['completed', 'failure', 'failed'],
  ['completed', 'neutral', 'failed'],
  ['completed', 'cancelled', 'failed'],
  ['completed', 'skipped', 'failed'],
  ['completed', 'timed_out', 'failed'],
  ['completed', 'stale', 'failed'],
  ['completed', 'startup_failure', 'failed'],
  ['completed', null, 'failed'],
  ['completed', 'SUCCESS', 'failed'],
  ['celebrated', 'success', 'failed'],
  [null, 'success', 'failed'],
  ['__proto__', null, 'failed'],
])('%s with %s is %s', (status, conclusion, outcome) => {
  expect(classifyRun({ status, conclusion })).toBe(outcome);
});
