import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canRedraw, wantsColor } from '../../../src/cli/terminal.ts';
import { problem } from '../../../src/core/problem.ts';
import { continues } from '../../../src/core/release/continuation.ts';
import { commandLine } from '../../../src/report/command-line.ts';
import { fileDiff, shownDiff, unifiedDiff } from '../../../src/report/file-diff.ts';
import { printable } from '../../../src/report/printable.ts';
import { scratchFolder } from '../../support/scratch.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 200);

describe('colours and redrawing', () => {
  const tty = { isTTY: true };
  const pipe = {};
  it.each([
    [{}, tty, true],
    [{}, pipe, false],
    [{ TERM: 'dumb' }, tty, false],
    [{ NO_COLOR: '1' }, tty, false],
    [{ NO_COLOR: '' }, tty, true],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, tty, false],
    [{ FORCE_COLOR: '1' }, pipe, true],
    [{ FORCE_COLOR: '' }, pipe, true],
    [{ FORCE_COLOR: '3', TERM: 'dumb' }, pipe, true],
    [{ FORCE_COLOR: '0' }, tty, false],
    [{ FORCE_COLOR: 'false' }, tty, false],
    [{ CI: 'true' }, pipe, false],
  ])('%j on %j: coloured %s', (env, stream, expected) => expect(wantsColor(env, stream)).toBe(expected));

  it.each([
    [{}, tty, true],
    [{}, pipe, false],
    [{ TERM: 'dumb' }, tty, false],
    [{ CI: 'true' }, tty, false],
    [{ CI: 'false' }, tty, true],
    [{ FORCE_COLOR: '1' }, pipe, false],
  ])('%j on %j: drawn in place %s', (env, stream, expected) => expect(canRedraw(env, stream)).toBe(expected));
});

describe('text from outside', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]8;;https://example.org\u0007link\u001b]8;;\u0007', 'link'],
    ['\u001bP1;2|hidden\u001b\\shown', 'shown'],
    ['a\u202eb\u2066c', 'a\ufffdb\ufffdc'],
    ['soft\u00adhyphen\u200b', 'soft\ufffdhyphen\ufffd'],
    ['\u009b2Jx', '\ufffd2Jx'],
    ['one\r\ntwo\tthree', 'one two three'],
    ['  ::error::x', ': :error::x'],
    ['\u001b[0m::error::x', ': :error::x'],
    ['#\u001b[0m#[error]x', '## [error]x'],
    ['漢'.repeat(600), `${'漢'.repeat(499)}…`],
  ])('%j is one harmless line', (text, expected) => expect(printable(text)).toBe(expected));

  it('takes no more than its share of time', () => {
    expect(printable(`${'\u001b'.repeat(2_000_000)}x`, 100)).toBe('…');
    expect(printable('x'.repeat(5_000_000), 100)).toHaveLength(100);
  });
});

describe('a command line', () => {
  it('says what differs from the defaults, by its names', () => {
    expect(
      commandLine('release', { repo: 'o/r', json: false, apiUrl: undefined, acceptTree: ['a', 'b'], resume: true }),
    ).toBe('zlink-release release --repo o/r --accept-tree a --accept-tree b --resume');
  });

  it('comes out of a shell as it went in', () => {
    const folder = scratchFolder('shell');
    const program = join(folder, 'zlink-release');
    writeFileSync(program, '#!/bin/sh\nfor each; do printf "%s\\0" "$each"; done\n', { mode: 0o755 });
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (value) => {
        fc.pre(!value.includes('\0'));
        const line = commandLine('release', { version: value });
        const seen = execFileSync('/bin/sh', ['-c', line], {
          env: { PATH: `${folder}:/usr/bin:/bin` },
          encoding: 'utf8',
        });
        const words = seen.split('\0').slice(0, -1);
        expect(words[0]).toBe('release');
        expect(words.slice(1).join('=')).toBe(`--version=${value}`);
      }),
      { numRuns: 60 },
    );
  });
});

describe('what continues', () => {
  it.each([
    [['run-failed'], true],
    [['run-failed', 'check-timeout'], true],
    [['tag-taken'], false],
    [['run-failed', 'gate-not-measured'], false],
    [['config-invalid'], false],
  ] as const)('%j: %s', (codes, expected) => expect(continues(codes.map((code) => problem(code, '')))).toBe(expected));
});

describe('a diff', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  it('is one that git applies', () => {
    const line = fc.constantFrom('a', 'b', 'c', '', '-x', '+y', '@@ z', '\\', '  d');
    const text = fc
      .tuple(fc.array(line, { maxLength: 30 }), fc.constantFrom('\n', ''))
      .map(([lines, end]) => lines.join('\n') + end);
    const folder = scratchFolder('apply');
    let n = 0;
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== '' && after !== '' && before !== after);
        n += 1;
        const place = join(folder, String(n));
        mkdirSync(place);
        writeFileSync(join(place, 'file.txt'), before);
        writeFileSync(join(place, 'change.diff'), unifiedDiff('file.txt', bytes(before), bytes(after)));
        execFileSync('git', ['apply', '--whitespace=nowarn', 'change.diff'], {
          cwd: place,
          env: { PATH: process.env.PATH, GIT_CEILING_DIRECTORIES: folder },
        });
        expect(readFileSync(join(place, 'file.txt'), 'utf8')).toBe(after);
      }),
      { numRuns: Math.min(60, numRuns) },
    );
  });

  it('of a long line, shows the part around the change', () => {
    const line = (version: string) => `{${'"x":1,'.repeat(500)}"version":"${version}"${',"y":2'.repeat(500)}}\n`;
    const shown = shownDiff(fileDiff(bytes(line('1.1.0')), bytes(line('1.2.0'))), { columns: 100 });
    expect(shown).toHaveLength(3);
    const [, removed, added] = shown;
    expect(removed?.kind).toBe('removed');
    expect(removed?.text).toContain('"version":"1.1.0"');
    expect(added?.text).toContain('"version":"1.2.0"');
    for (const each of shown) expect(each.text.length).toBeLessThanOrEqual(100);
  });

  it('shows no more than so many lines, and nothing that hurts', () => {
    const before = Array.from({ length: 500 }, (_, index) => `${index}\n`).join('');
    const after = before.replaceAll('\n', '\u001b[2J\u202e::error::\n');
    const shown = shownDiff(fileDiff(bytes(before), bytes(after)), { most: 50 });
    expect(shown).toHaveLength(51);
    expect(shown.at(-1)?.text).toMatch(/^… and \d+ more lines$/);
    for (const { text } of shown) expect(text).not.toMatch(/[\p{Cc}\u202e]/u);
  });
});
