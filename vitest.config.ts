import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';
import { scratchRoot } from './test/support/scratch-root.ts';

const shared = {
  // By itself the runner leaves a core idle, and so does a worker while a program that it started is at work.
  maxWorkers: availableParallelism() + 1,
  env: { TMPDIR: scratchRoot() },
  // What a file of tests loads stays loaded for the next one, and so do the processes that run the program.
  isolate: false,
  setupFiles: ['test/support/each-file.ts'],
};

// Stories start real processes and real git: generous, so that a slow machine is never a failure.
const story = {
  ...shared,
  testTimeout: 180_000,
  hookTimeout: 120_000,
  globalSetup: ['test/support/build-program.ts'],
};

/** Pure logic: no process, no git, no server. */
const FAST = [
  'test/core/**/*.test.ts',
  'test/report/**/*.test.ts',
  'test/language/*.test.ts',
  'test/action/**/*.test.ts',
  'test/github/request-policy.test.ts',
  'test/architecture.test.ts',
  'test/docs/{generated,pages,rehearsal-tables}.test.ts',
];
/** Needs programs from elsewhere (act, gh, Chromium, actionlint, zizmor); skips visibly where they are not, but never in CI. */
const TOOLS = ['test/**/*.tools.test.ts'];
/** Those of them that measure: one after another and beside nothing else, for they share the machine with what they measure. */
const MEASURING_TOOLS = ['test/scenarios/measuring/*.tools.test.ts', 'test/docs/examples.tools.test.ts'];

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: { ...shared, name: 'fast', include: FAST, exclude: TOOLS, testTimeout: 180_000 },
      },
      {
        test: {
          ...story,
          name: 'stories',
          include: ['test/**/*.test.ts'],
          exclude: [...FAST, ...TOOLS],
        },
      },
      { test: { ...story, name: 'tools', include: TOOLS, exclude: MEASURING_TOOLS, sequence: { groupOrder: 1 } } },
      {
        test: {
          ...story,
          name: 'measuring-tools',
          include: MEASURING_TOOLS,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
