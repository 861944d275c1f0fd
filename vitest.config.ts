import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { scratchRoot } from './test/support/scratch-root.ts';

const shared = {
  // By itself the runner leaves a core idle.
  maxWorkers: availableParallelism(),
  env: { TMPDIR: scratchRoot() },
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
  'test/report/**/!(*-in-chromium).test.ts',
  'test/action/**/*.test.ts',
  'test/github/request-policy.test.ts',
  'test/architecture.test.ts',
  'test/docs/{generated,pages,rehearsal-tables}.test.ts',
];
/** Needs programs from elsewhere (act, actionlint, zizmor); skips visibly where they are not, but never in CI. */
const TOOLS = ['test/**/*.tools.test.ts'];
/** What measures has the machine to itself, after everything else. */
const MEASURING = ['test/scenarios/measuring/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: { ...shared, name: 'fast', include: FAST, exclude: TOOLS, testTimeout: 60_000, isolate: false },
      },
      {
        test: {
          ...story,
          name: 'stories',
          include: ['test/**/*.test.ts'],
          exclude: [...FAST, ...TOOLS, ...MEASURING],
        },
      },
      {
        test: {
          ...story,
          name: 'measuring',
          include: MEASURING,
          exclude: TOOLS,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      { test: { ...story, name: 'tools', include: TOOLS, sequence: { groupOrder: 2 } } },
    ],
  },
});
