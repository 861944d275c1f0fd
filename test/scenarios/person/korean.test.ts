import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { GATE_DEFAULTS } from '../../../src/core/gate/criteria.ts';
import { judgeDuet } from '../../../src/core/gate/duet.ts';
import { judge } from '../../../src/core/gate/judge.ts';
import type { Verdict } from '../../../src/core/gate/verdict.ts';
import { readGateFolder } from '../../../src/effects/bench-folder.ts';
import { koreanWords } from '../../../src/language/korean/korean-words.ts';
import { gateHtml } from '../../../src/report/gate-html.ts';
import { gateMarkdown } from '../../../src/report/gate-markdown.ts';
import { recordMarkdown } from '../../../src/report/release-markdown.ts';
import { runCli } from '../../support/cli.ts';
import { madeVerdict } from '../../support/made-verdict.ts';
import { type Rehearsal, rehearseWithFewPolls } from '../../support/rehearse.ts';
import { serveWorld } from '../../support/served-world.ts';

/** What a Korean reader is shown, as a whole: nothing of it is left in English but names, commands and what others wrote. */

const words = koreanWords();
const HANGUL = /\p{Script=Hangul}/u;
/** Words without which there is hardly an English sentence; names of tags, files and settings have none of them. */
const ENGLISH =
  /(?<![\w./-])(?:the|is|are|was|were|not|no|nothing|and|with|by|has|have|than|that|it|its|of|from|for|at|on|more)(?![\w./:-])/;

/** Names and commands, what is quoted, and what somebody else wrote. */
const withoutNames = (line: string): string =>
  line
    .replace(/`[^`]*`|"[^"]*"|https?:\/\/\S+|--[a-z-]+/g, '')
    // Names of jobs and steps.
    .replace(/›.*$/, '');

function expectKorean(text: string, except: RegExp = /^$/): void {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !except.test(line));
  expect(lines.filter((line) => ENGLISH.test(withoutNames(line)))).toEqual([]);
  expect(lines.filter((line) => HANGUL.test(line)).length).toBeGreaterThan(5);
}

/** A page without what is code, drawn, or quoted as it stands in a file. */
const textOf = (html: string): string =>
  html
    .replace(/<style>.*?<\/style>|<head>.*?<title>|<code[^>]*>.*?<\/code>|<pre>.*?<\/pre>/gs, '')
    .replace(/<[^>]+>/g, '\n')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'");

const recorded = async (): Promise<Verdict> => {
  const read = async (name: string) => {
    const folder = await readGateFolder(new URL(`../../cases/recorded/${name}`, import.meta.url).pathname, null);
    if (!folder.ok || folder.value.kind !== 'runs') throw new Error('the recorded run cannot be read');
    return folder.value.runs;
  };
  return judge(
    {
      mode: 'recorded',
      baseline: await read('perf5_final_20260213_152949'),
      candidate: await read('perf5_netzlink_improved_20260213_154754'),
    },
    GATE_DEFAULTS,
    judgeDuet,
  );
};

describe('a verdict in Korean', () => {
  it.each<[string, () => Verdict | Promise<Verdict>]>([
    ['of recorded runs', recorded],
    ['that passes', () => madeVerdict()],
    ['of something slower', () => madeVerdict({ speed: 0.8 })],
    ['that is not clear', () => madeVerdict({ rounds: 6, noise: 0.2, speed: 0.97 })],
    ['of too few rounds', () => madeVerdict({ rounds: 1 })],
  ])('%s', async (_, make) => {
    const verdict = await make();
    const html = gateHtml(verdict, { words });
    expect(html).toContain('<html lang="ko">');
    expectKorean(textOf(html));
    expectKorean(gateMarkdown(verdict, { words }));
  });
});

describe('a release in Korean', () => {
  let released: Rehearsal;
  let stopped: Rehearsal;
  beforeAll(async () => {
    [released, stopped] = await Promise.all([
      rehearseWithFewPolls('--lang', 'ko'),
      rehearseWithFewPolls('--lang', 'ko', '--fault', 'run-fails:build.yml'),
    ]);
  });

  it.each(['released', 'stopped'] as const)('that is %s: terminal, page and summary', (how) => {
    const { directory, stderr, stdout, world } = how === 'released' ? released : stopped;
    const page = readFileSync(join(directory, 'release-report.html'), 'utf8');
    expect(page).toContain('<html lang="ko">');
    expectKorean(textOf(page));
    expectKorean(recordMarkdown(world.record, words));
    // The end of a log is the program's that wrote it.
    expectKorean(`${stderr}\n${stdout}`, /^\|/);
  });

  it('is planned in Korean', async () => {
    const { server } = await serveWorld();
    const { stdout } = await runCli(
      ['plan', '--lang', 'ko', '--repo', 'sample/zlink', '--version', 'minor', '--api-url', server.url],
      { env: { ZLINK_RELEASE_TOKEN: server.tokens.app } },
    );
    const [plan = ''] = stdout.split('변경 이력\n');
    const [, runs = ''] = stdout.split('\n실행\n');
    expect(runs).not.toBe('');
    // The diffs of files are as they are.
    expectKorean(`${plan}\n${runs}`, /^[-+@ ]|^\d|^#|^\/\*|^커밋|^풀 리퀘스트|^[-*] /);
  });
});
