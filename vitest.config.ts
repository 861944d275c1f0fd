import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Stories start real processes and real git: generous, so that a slow machine is never a failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
