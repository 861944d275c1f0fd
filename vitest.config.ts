import { defineConfig } from 'vitest/config';

// Stories start real processes and real git: generous, so that a slow machine is never a failure.
const shared = { testTimeout: 180_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'main',
          include: ['test/**/*.test.ts'],
          exclude: ['test/scenarios/measuring/**'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        // What measures has the machine to itself, after everything else.
        test: {
          ...shared,
          name: 'measuring',
          include: ['test/scenarios/measuring/**/*.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
