import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as core from '@actions/core';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { annotate, LARGEST_SUMMARY, RunnerFiles } from '../../src/action/runner-files.ts';
import { scratchFolder } from '../support/scratch.ts';

const folder = scratchFolder('runner-files');
const output = join(folder, 'output');
const summary = join(folder, 'summary');
let printed = '';

beforeEach(() => {
  for (const path of [output, summary]) writeFileSync(path, '');
  vi.stubEnv('GITHUB_OUTPUT', output);
  vi.stubEnv('ZLINK_RELEASE_TOKEN', 'ghs_PLANTED0123456789');
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed += chunk;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** @actions/core remembers the path of the first summary that its process wrote; a process of tests writes several. */
const forgetPath = (): boolean => Reflect.deleteProperty(core.summary, '_filePath');

/** An outputs file as the runner reads it: FileCommandManager of actions/runner, `name<<delimiter`, lines, delimiter. */
function outputsOf(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  while (lines.length > 0) {
    const [, name = '', delimiter] = /^([^<]*)<<(.*)$/.exec(lines.shift() ?? '') ?? [];
    if (delimiter === undefined) continue;
    const end = lines.indexOf(delimiter);
    outputs[name] = lines.splice(0, end).join('\n');
    lines.shift();
  }
  return outputs;
}

describe('outputs', () => {
  it('are read as they were set, whatever they hold', () => {
    const value = fc.oneof(
      fc.string(),
      fc
        .array(fc.constantFrom('a', '\n', '<<', 'ghadelimiter_', '::set-output name=a::b', '='))
        .map((all) => all.join('')),
    );
    fc.assert(
      fc.property(value, value, (first, second) => {
        writeFileSync(output, '');
        const runner = new RunnerFiles();
        runner.setOutput('first', first);
        runner.setOutput('second', second);
        expect(outputsOf(readFileSync(output, 'utf8'))).toEqual({ first, second });
      }),
    );
  });

  it('are not printed where no runner reads them', () => {
    vi.stubEnv('GITHUB_OUTPUT', '');
    new RunnerFiles().setOutput('name', 'value');
    expect(printed).toBe('');
  });
});

describe('the summary', () => {
  beforeEach(() => {
    forgetPath();
    vi.stubEnv('GITHUB_STEP_SUMMARY', summary);
  });
  afterEach(forgetPath);

  it('is added to, without tokens', async () => {
    const runner = new RunnerFiles();
    await runner.addSummary('# one ghs_PLANTED0123456789');
    await runner.addSummary('two');
    expect(readFileSync(summary, 'utf8')).toBe('# one ***\ntwo\n');
  });

  it('stays within what the runner takes, in whole lines and whole characters', async () => {
    const runner = new RunnerFiles();
    await runner.addSummary('é€😀 line\n'.repeat(60_000));
    await runner.addSummary('é€😀 line\n'.repeat(60_000));
    await runner.addSummary('no room for it');
    const text = readFileSync(summary, 'utf8');
    expect(statSync(summary).size).toBeLessThanOrEqual(LARGEST_SUMMARY);
    expect(statSync(summary).size).toBeGreaterThan(LARGEST_SUMMARY - 100);
    const lines = text.split('\n').filter((line) => line !== '' && line !== 'é€😀 line');
    expect(lines).toEqual(['… (the rest is longer than a summary may be)']);
  });
});

describe('an annotation', () => {
  it('is one command in one line, whatever title and message hold', () => {
    const text = fc.array(
      fc.constantFrom('a', '\n', '\r', '::', ',', ':', '%', '%0A', '##[error]', '\u0085', '\u001b[0m'),
    );
    fc.assert(
      fc.property(text, text, (title, message) => {
        printed = '';
        annotate('error', `t${title.join('')}`, message.join(''));
        expect(printed).toMatch(/^::error title=[^\r\n:,]+::[^\r\n]*\n$/);
      }),
    );
  });

  it('holds no token', () => {
    annotate('warning', 'zlink-release', 'it was ghs_PLANTED0123456789, 100%');
    expect(printed).toBe('::warning title=zlink-release::it was ***, 100%25\n');
  });
});
