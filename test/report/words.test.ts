import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { program } from '../../src/cli/program.ts';
import { counted } from '../../src/core/counted.ts';
import { PROBLEM_KINDS, type ProblemCode } from '../../src/core/problem.ts';

/** What a program can check of the program's own texts. */

const SOURCE = new URL('../../src/', import.meta.url).pathname;
const KINDS = Object.entries(PROBLEM_KINDS) as [ProblemCode, { means: string; remedy: string }][];

/** Every literal of the source that is a sentence or a part of one. */
const literals = (readdirSync(SOURCE, { recursive: true }) as string[])
  .filter((path) => path.endsWith('.ts') && !/^(?:sample|embedded-github)\//.test(path))
  .flatMap((path) => {
    const code = readFileSync(join(SOURCE, path), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
    return [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)].map((match) => ({
      path,
      text: match[1] ?? match[2] ?? '',
    }));
  });

describe('a number and its noun', () => {
  it.each([
    [0, 'asset', '0 assets'],
    [1, 'asset', '1 asset'],
    [2, 'more round', '2 more rounds'],
    [1_200, 'byte', '1,200 bytes'],
  ])('%i %s', (count, noun, expected) => expect(counted(count, noun)).toBe(expected));

  it('agree everywhere: a length is counted by `counted`', () => {
    const nouns = 'assets|rounds|runs|tags|files|jobs|requests|warnings|releases|commits';
    const careless = new RegExp(`\\$\\{[\\w.]*\\.(?:length|size)(?: - [\\w.]+)?\\} (?:more |other )?(?:${nouns})\\b`);
    // Two or more, by the condition before it.
    const guarded = /It released \$\{packages\.length\}|All \$\{ignored\}|releases since/;
    const found = literals.filter(({ text }) => careless.test(text) && !guarded.test(text));
    expect(found).toEqual([]);
  });
});

describe('every text', () => {
  it('has no word twice and nothing invisible', () => {
    const twice = /(?<![-\w])(?!had\b|that\b)([a-z]{2,}) \1\b/;
    const found = literals.filter(
      ({ text }) => twice.test(text) || /[\u200b-\u200f\u2028-\u202e\u2060\ufeff]/.test(text),
    );
    expect(found).toEqual([]);
  });

  it.each(KINDS)('%s: says what it means and what to do, in whole sentences', (_, { means, remedy }) => {
    for (const text of [means, remedy]) expect(text).toMatch(/^[`A-Z].*\.$/);
    expect(remedy).not.toBe(means);
  });

  it.each(KINDS)('%s: names only options that a command takes', (_, { remedy }) => {
    const options = optionsByCommand();
    const all = new Set(['--help', ...[...options.values()].flat()]);
    for (const [, quoted = ''] of remedy.matchAll(/`([^`]+)`/g)) {
      const own = /^zlink-release (\w+)/.exec(quoted)?.[1];
      if (own === undefined) continue;
      for (const [option] of quoted.matchAll(/--[a-z-]+/g)) expect(options.get(own)).toContain(option);
    }
    // Commands of git and gh in backticks have options of their own.
    const bare = remedy.replaceAll(/`(?:zlink-release|git|gh) [^`]*`/g, '');
    for (const [option] of bare.matchAll(/--[a-z][a-z-]+/g)) expect(all).toContain(option);
  });
});

function optionsByCommand(): ReadonlyMap<string, readonly string[]> {
  return new Map(
    program('0.0.0').commands.map((command) => [command.name(), command.options.map(({ long }) => long ?? '')]),
  );
}
