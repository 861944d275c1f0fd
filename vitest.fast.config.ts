import { defineConfig } from 'vitest/config';
import { builtSources } from './test/support/built-sources.ts';
import { tests } from './vitest.config.ts';

/** `npm run test:fast`: pure logic, without a process, git, a server, or the built program. */
export default defineConfig({
  plugins: [builtSources],
  test: {
    ...tests,
    globalSetup: ['test/support/built-sources.ts'],
    include: [
      'test/core/**/*.test.ts',
      'test/report/**/*.test.ts',
      'test/language/*.test.ts',
      'test/action/**/*.test.ts',
      'test/github/request-policy.test.ts',
      'test/architecture.test.ts',
      'test/docs/{generated,pages,rehearsal-tables}.test.ts',
    ],
    exclude: ['test/**/*.tools.test.ts'],
  },
});
