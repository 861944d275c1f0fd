import type { Verdict } from '../../src/core/gate/verdict.ts';

const unknown = { baseline: null, candidate: null };

/** A verdict with something in every field, for mutation. It follows from its own rounds. */
export const SAMPLE_VERDICT: Verdict = {
  formatVersion: 1,
  status: 'pass',
  sentence: 'Nothing is slower by more than 5 %.',
  mode: 'duet',
  reasons: [{ effect: 'informs', rule: 'noise', subject: 'zlink-s2', text: 'zlink-s2 changed by −0.4 %.' }],
  rows: [
    {
      scenarioId: 'zlink-s2',
      stack: 'zlink',
      scenario: 's2',
      role: 'subject',
      passFail: { baseline: 'FAIL', candidate: 'PASS' },
      throughput: { baseline: 1000, candidate: 996 },
      p50: { baseline: 5, candidate: 5.5 },
      p95: unknown,
      p99: unknown,
      incompleteRatio: { baseline: 0, candidate: 0.005 },
      drainTimeout: { baseline: 0, candidate: 0 },
      gatingViolation: unknown,
      errors: { baseline: { '24': 336 }, candidate: {} },
    },
  ],
  effects: [
    {
      scenarioId: 'zlink-s2',
      role: 'subject',
      figure: 'throughput',
      change: -0.00413,
      interval: { low: -0.00475, high: -0.00351 },
      rounds: 8,
      standardDeviation: 0.00072,
      conclusion: 'pass',
      perRound: [-0.004, -0.003, -0.005, -0.0045, -0.0035, -0.0042, -0.0038, -0.0051],
    },
  ],
  controls: [{ stack: 'asio', scenarioId: 'asio-s2', change: 0.001, pValue: 0.6, vetoes: false }],
  settings: { alpha: 0.05, margin: 0.05, floor: 0.03, recordedMargin: 0.1, maximumRounds: 10, boundary: 0.02 },
  rounds: 8,
  resolution: { roundsNeeded: 12, resolvableMargin: 0.04 },
  profile: { ccu: 100, note: 'x', hwm: null },
  host: { baseline: { cpuModel: 'cpu', kernel: 'Linux 6', logicalCores: 4, loadBefore: 0.2 }, candidate: null },
  measuredTree: { baseline: 'a'.repeat(40), candidate: 'b'.repeat(40) },
  binaries: { zlink: { baseline: 'hash', candidate: null } },
  compared: {
    baseline: { folders: ['before'], commit: 'c'.repeat(40) },
    candidate: { folders: ['after', 'later'], commit: null },
    repository: 'sample/zlink',
    madeAt: '2026-11-24T09:00:00.000Z',
    program: '1.2.3',
  },
};
