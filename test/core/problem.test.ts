import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PROBLEM_KINDS } from '../../src/core/problem.ts';

const SOURCE = fileURLToPath(new URL('../../src', import.meta.url));

describe('the table of problems', () => {
  const made = new Set(
    (readdirSync(SOURCE, { recursive: true }) as string[])
      .filter((path) => path.endsWith('.ts') && path !== 'core/problem.ts')
      .flatMap((path) => [...readFileSync(join(SOURCE, path), 'utf8').matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)])
      .map((match) => match[1]),
  );

  it.each(Object.keys(PROBLEM_KINDS))('%s is named where it is made', (code) => {
    expect(made).toContain(code);
  });
});
