import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { COMMON_OPTIONS } from '../../scripts/docs/command-tables.ts';
import { program } from '../../src/cli/program.ts';
import { PROBLEM_KINDS } from '../../src/core/problem.ts';
import { loadConfig } from '../../src/core/settings/load-config.ts';
import { NOT_USED } from '../language/glossary.ts';
import { commandsOf } from '../support/doc-commands.ts';
import { codeBlocks, type DocPage, docPages, ROOT } from '../support/doc-pages.ts';
import { CONVERTED } from '../support/quick-start/libraries.ts';

const pages = docPages();

/** The anchors that GitHub gives the headings of a page. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#{1,6} (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe('pages', () => {
  it.each(pages)('$path links to what is there', ({ path, text }) => {
    const dead = [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].flatMap(([, target = '']) => {
      const [file = '', anchor] = target.split('#');
      const there = normalize(join(dirname(path), file));
      if (file !== '' && !existsSync(join(ROOT, there))) return [target];
      if (anchor === undefined) return [];
      const page = file === '' ? text : readFileSync(join(ROOT, there), 'utf8');
      return anchorsOf(page).includes(anchor) ? [] : [target];
    });
    expect(dead).toEqual([]);
  });

  const configs = pages
    .flatMap(codeBlocks)
    .filter((block) => block.language === 'yaml')
    .filter(({ file }) => file === null || file === CONVERTED)
    .filter((block) => !('jobs' in ((parse(block.code) as object | null) ?? {})));
  it.each(configs)('$page:$line is a configuration that loads', ({ code, page }) => {
    const loaded = loadConfig(page, code);
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
  });

  it.each(pages.filter(({ path }) => path.endsWith('.ko.md')))(
    '$path has the commands and links of its original',
    (page) => {
      const original = pages.find(({ path }) => path === page.path.replace('.ko.md', '.md'));
      if (original === undefined) throw new Error('there is no original');
      const linksOf = ({ text }: DocPage) =>
        [...text.matchAll(/\]\(([^)\s]+)\)/g)]
          .map(([, to]) => to)
          .slice(1)
          .sort();
      expect(commandsOf(page)).toEqual(commandsOf(original));
      expect(linksOf(page)).toEqual(linksOf(original));
      expect(page.text.split('\n').filter((line) => /^\d\. /.test(line))).toHaveLength(
        original.text.split('\n').filter((line) => /^\d\. /.test(line)).length,
      );
      expect(page.text).not.toMatch(NOT_USED);
    },
  );

  it('name only codes that exist', () => {
    const quoted = pages.flatMap(({ path, text }) =>
      [...text.matchAll(/\(`([a-z]+(?:-[a-z]+)+)`\)/g)].map((match) => ({ path, code: match[1] ?? '' })),
    );
    expect(quoted.length).toBeGreaterThan(5);
    expect(quoted.filter(({ code }) => !(code in PROBLEM_KINDS))).toEqual([]);
  });

  /** Of other programs, on pages that are not about them. */
  const FOREIGN = ['--noplot', '--output-format', '--provenance'];
  const ABOUT_OTHERS = /^docs\/(?:from-|other-release-tools|github-coverage)/;
  const optionsOf = new Map(
    program('0').commands.map((command) => [
      command.name(),
      ['--help', ...command.options.flatMap(({ long }) => (long == null ? [] : [long]))],
    ]),
  );
  const named = (text: string) => [...text.matchAll(/(?<!\S)--[a-z][a-z-]*/g)].map(([option]) => option);

  it.each(pages)('$path names only options that its commands have', ({ path, text }) => {
    const wrong = [...text.replaceAll('\\\n', ' ').matchAll(/(?:\bzlink-release |`)([a-z-]+)( [^`\n]*)/g)].flatMap(
      ([whole, command = '', rest = '']) =>
        optionsOf.has(command)
          ? named(rest.replace(/(?:&&|\||#|;).*/, ''))
              .filter((option) => optionsOf.get(command)?.includes(option) !== true)
              .map(() => whole)
          : [],
    );
    expect(wrong).toEqual([]);
    if (ABOUT_OTHERS.test(path)) return;
    const bare = [...text.matchAll(/`(--[a-z][a-z-]*)[^`\n]*`/g)].map(([, option = '']) => option);
    const known = [...optionsOf.values()].flat();
    expect(bare.filter((option) => !known.includes(option) && !FOREIGN.includes(option))).toEqual([]);
  });

  it('docs/commands.md has every option of every command that is not hidden', () => {
    const text = pages.find(({ path }) => path === 'docs/commands.md')?.text ?? '';
    for (const command of program('0').commands) {
      const part = text.split(`\n## ${command.name()}\n`)[1]?.split('\n## ')[0] ?? '';
      expect(part).not.toBe('');
      for (const { long, hidden } of command.options)
        if (!hidden && long != null) expect(COMMON_OPTIONS.has(long) ? text : part).toContain(`\`${long}`);
    }
  });

  it('the README leads to every page', () => {
    const readme = pages.find((page) => page.path === 'README.md')?.text ?? '';
    const missing = pages
      .map((page) => page.path)
      .filter((path) => path.startsWith('docs/') && !path.startsWith('docs/decisions/'))
      .filter((path) => !readme.includes(`(${path})`));
    expect(missing).toEqual([]);
  });
});
