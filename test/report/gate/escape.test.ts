import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, escapeMarkdown, markdownCode, oneLine } from '../../../src/report/escape.ts';
import { guardLines } from '../../../src/report/workflow-log.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '::',
        '##[',
        '\r',
        '\n',
        '|',
        '`',
        '<script>',
        '](',
        '@octocat',
        '#12',
        'https://',
        '\u202e',
        '\u001b[31m',
      ),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('Markdown', () => {
  it.each([
    ['@octocat please', '@\u200boctocat please'],
    ['fixes #12 and GH-7', 'fixes #\u200b12 and GH\u200b-7'],
    ['[x](https://example.org)', '\\[x\\](`https://example.org`)'],
    ['www.example.org', 'www\u200b.example.org'],
    ['<img src=x onerror=y>', '&lt;img src=x onerror=y&gt;'],
    ['a | b', 'a \\| b'],
    ['**bold** _it_ `code` ~~no~~', '\\*\\*bold\\*\\* \\_it\\_ \\`code\\` \\~\\~no\\~\\~'],
    ['line\r\n# heading', 'line # heading'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['0.05', '0\\.05'],
    ['&lt;', '&amp;lt;'],
    ['left\u202eright', 'left\ufffdright'],
  ])('%j is shown as it is', (text, expected) => expect(escapeMarkdown(text)).toBe(expected));

  it('puts any text into code that it cannot leave', () => {
    expect(markdownCode('net-zlink-s2')).toBe('`net-zlink-s2`');
    expect(markdownCode('a`b|c')).toBe('`` a`b\\|c ``');
    fc.assert(
      fc.property(nasty, (text) => {
        const code = markdownCode(text);
        const fence = /^`+/.exec(code)?.[0] ?? '';
        const inner = code.slice(fence.length, -fence.length);
        expect(code.endsWith(fence)).toBe(true);
        expect(inner.match(/`+/g)?.includes(fence) ?? false).toBe(false);
        expect(inner).not.toMatch(/[\r\n]|(?<!\\)\|/);
      }),
      { numRuns },
    );
  });
});

describe('HTML and lines', () => {
  it('lets no markup and no attribute end through', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(escapeHtml(text)).not.toMatch(/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/);
        expect(oneLine(text, 20)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect([...oneLine(text, 20)].length).toBeLessThanOrEqual(20);
      }),
      { numRuns },
    );
  });
});

describe('Actions log', () => {
  it('takes every command out of untrusted output', () => {
    expect(guardLines('ok\n::error::x\r  ::set-output name=a::b\r\nsee ##[error]y\n\u001b[31mred\u001b[0m')).toEqual([
      'ok',
      ': :error::x',
      ': :set-output name=a::b',
      'see ## [error]y',
      'red',
    ]);
    fc.assert(
      fc.property(nasty, (text) => {
        for (const line of guardLines(text)) {
          expect(line.trimStart().startsWith('::')).toBe(false);
          expect(line).not.toContain('##[');
          expect(line).not.toMatch(/[\r\n\p{Cc}]/u);
        }
      }),
      { numRuns },
    );
  });

  it('says where it cuts', () => {
    expect(guardLines('a\nb\nc', { lines: 2, columns: 10 })).toEqual(['a', 'b', '… (cut here)']);
    expect(guardLines('x'.repeat(100_000), { lines: 2, columns: 10 })).toEqual(['xxxxxxxxx…', '… (cut here)']);
  });
});
