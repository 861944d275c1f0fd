import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BUILT_SOURCES, builtSources } from './test/support/built-sources.ts';
import { LongestFirst } from './test/support/longest-first.ts';
import { scratchRoot } from './test/support/scratch-root.ts';

/** How every test runs. */
export const tests = {
  setupFiles: ['test/support/each-file.ts'],
  // The runner leaves a core idle at times, and so does a worker while a program that it started is at work or waits.
  maxWorkers: availableParallelism() + 1,
  env: { TMPDIR: scratchRoot() },
  // What a file of tests loads stays loaded for the next one, and so do the processes that run the program.
  isolate: false,
  globalSetup: ['test/support/built-sources.ts', 'test/support/build-program.ts'],
  server: { deps: { external: [BUILT_SOURCES] } },
  // Stories start real processes and real git: generous, so that a slow machine is never a failure.
  testTimeout: 180_000,
  hookTimeout: 120_000,
};

/** Needs programs from elsewhere (act, gh, Chromium, actionlint, zizmor); skips visibly where they are not, but never in CI. */
const TOOLS = ['test/**/*.tools.test.ts'];
/** Those of them that measure: one after another and beside nothing else, for they share the machine with what they measure. */
const MEASURING_TOOLS = ['test/scenarios/measuring/*.tools.test.ts', 'test/docs/examples.tools.test.ts'];

const plugins = [builtSources];

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      // Logic and stories together: a worker keeps what it loaded only within a project.
      { plugins, test: { ...tests, name: 'whole', include: ['test/**/*.test.ts'], exclude: TOOLS } },
      {
        plugins,
        test: { ...tests, name: 'tools', include: TOOLS, exclude: MEASURING_TOOLS, sequence: { groupOrder: 1 } },
      },
      {
        plugins,
        test: {
          ...tests,
          name: 'measuring-tools',
          include: MEASURING_TOOLS,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
