import { describe, expect, it } from 'vitest';
import { PROBLEM_KINDS, type ProblemCode, problem } from '../../src/core/problem.ts';
import { KOREAN_COUNTS } from '../../src/language/korean/counts.ts';
import { KOREAN_MESSAGES, koreanWords } from '../../src/language/korean/korean-words.ts';
import { KOREAN_LABELS } from '../../src/language/korean/labels.ts';
import { KOREAN_PLANS } from '../../src/language/korean/plan-sentences.ts';
import { KOREAN_KINDS } from '../../src/language/korean/problem-kinds.ts';
import { KOREAN_SENTENCES } from '../../src/language/korean/problem-sentences.ts';
import { KOREAN_PROGRESS } from '../../src/language/korean/progress-sentences.ts';
import { KOREAN_REMEDIES } from '../../src/language/korean/remedies.ts';
import { MessageTemplates } from '../../src/language/message-template.ts';
import { ENGLISH } from '../../src/report/words.ts';
import { countedNouns, everyText, messageSources, putInSources, shownSources } from '../support/message-sources.ts';
import { GLOSSARY, NOT_USED } from './glossary.ts';

const sources = messageSources();
const words = koreanWords();
const entries = Object.entries(KOREAN_MESSAGES);
const kinds: readonly string[] = Object.values(PROBLEM_KINDS).flatMap(({ means, remedy }) => [means, remedy]);
const HANGUL = /\p{Script=Hangul}/u;
/** What is put in, names and commands: they stay as they are. */
const UNTOUCHED = /\{\{\d+\}\}|`[^`]+`|(?<![\w-])--[a-z][a-z-]*|https?:\/\/\S+|\.github\/[\w./-]+\w/g;
const untouched = (text: string) => [...text.matchAll(UNTOUCHED)].map(([part]) => part).sort();
/** Templates that are nothing but what is put in. */
const isBare = (message: string) => message.replace(/\{\{\d+\}\}/g, '').replace(/\P{L}/gu, '').length < 4;

/** Figures, names of columns and of fields that are the same in every language, markup, and words of the program to itself. */
const NOT_TOLD =
  /^<|^\{tag\}$|^release: |^(?:throughput\(msg\/s\)|incomplete_ratio|drain_timeout|gating_violation|throughput|blob|p|bench|runs(?:-overlap|-too-few)?|controls|nothing|blocks|warns|informs|warn|be shown|left|right|all|current|es|is|are|it is|they are|either side|latency|generated|unproven|paths(?:-ignore)?|on\.\{\{0\}\}\.\{\{1\}\}|skipped|asset|assets|branch|tag|round|rounds|\{\{0\}\}, and \{\{1\}\}|missing-row|around|perhaps|sure|Changed|anchor|plain|soft|now|good|bad|known-failure|correctness|improvement| with \{\{0\}\}| \(\{\{0\}\}\/\{\{1\}\}\/actions\/runs\/\{\{2\}\}\)|`on\.\{\{0\}\}\.types`)$/;
function isToldToPeople(message: string): boolean {
  // Durations, times and percentages are written the same way.
  const words = message.replace(/\{\{\d+\}\}/g, '').replace(/\b(?:min|UTC|sha256|h|s)\b/g, '');
  return !NOT_TOLD.test(message) && /\p{L}{2}/u.test(words);
}

/** Parts of which the catalogue has the whole, what the program says to itself, and what it asks GitHub. */
const SAID_OTHERWISE =
  /^(?:no strategy to choose from|\{\{0\}\}: \{\{1\}\} \{\{2\}\} far from all|Not measured\{\{0\}\}|These are two different| and \{\{0\}\} more, none|is of slowdowns, and|with another kind of|the head of the answer|The operation was aborted|viewerCanAdminister)/;

const shown = shownSources().filter(({ message }) => isToldToPeople(message));

describe('the Korean catalogue', () => {
  it('has every sentence and remedy that the source writes', () => {
    const missing = sources.filter(({ message }) => !isBare(message) && !(message in KOREAN_MESSAGES));
    expect(sources.length).toBeGreaterThan(400);
    expect(missing).toEqual([]);
    expect(kinds.filter((each) => !(each in KOREAN_MESSAGES))).toEqual([]);
  });

  it('has every label, every line of progress, and what plans and verdicts say', () => {
    const missing = shown.filter(({ message }) => !(message in KOREAN_MESSAGES));
    expect(shown.length).toBeGreaterThan(500);
    expect(missing).toEqual([]);
    expect(countedNouns().filter((noun) => !(noun in KOREAN_COUNTS))).toEqual([]);
  });

  it('has what is put into messages, wherever that is written', () => {
    const parts = putInSources();
    expect(parts.length).toBeGreaterThan(250);
    expect(parts.filter(({ message }) => !(message in KOREAN_MESSAGES) && !SAID_OTHERWISE.test(message))).toEqual([]);
  });

  it('has nothing that no source writes any more', () => {
    const written = everyText();
    const all = [KOREAN_SENTENCES, KOREAN_REMEDIES, KOREAN_KINDS, KOREAN_LABELS, KOREAN_PROGRESS, KOREAN_PLANS].flatMap(
      Object.keys,
    );
    expect(all.filter((each) => !written.has(each) && !kinds.includes(each))).toEqual([]);
  });

  it('says each in Korean, and none as English has it', () => {
    expect(entries.filter(([english, korean]) => english === korean || !HANGUL.test(korean))).toEqual([]);
  });

  it('leaves what is put in, names and commands as they are', () => {
    const changed = entries.filter(([english, korean]) => {
      // An ending of an English verb is no part of the Korean.
      const [there, here] = [untouched(english.replace('do{{2}} not', 'do not')), untouched(korean)];
      return JSON.stringify([...new Set(there)]) !== JSON.stringify([...new Set(here)]);
    });
    expect(changed).toEqual([]);
  });

  it.each(GLOSSARY)('says %s as %s', (english, korean) => {
    expect(entries.filter(([from, to]) => english.test(from) && !korean.test(to))).toEqual([]);
  });

  it('has one word for a thing', () => {
    expect(entries.filter(([, korean]) => NOT_USED.test(korean))).toEqual([]);
  });

  it('finds each of its own sentences again, with what was put in', () => {
    const templates = new MessageTemplates(Object.keys(KOREAN_MESSAGES));
    const lost = entries.filter(([english]) => {
      const filled = english.replace(/\{\{(\d+)\}\}/g, (_, at: string) => `<${at}>`);
      const found = templates.find(filled);
      return found?.key.replace(/\{\{\d+\}\}/g, '') !== english.replace(/\{\{\d+\}\}/g, '');
    });
    expect(lost).toEqual([]);
  });

  it.each([
    'Inconclusive: zlink-s2: throughput −3.72 % (101,095.66 msg/s, now 97,155.06 msg/s) after 10 rounds, with a standard deviation of 5.93 % from round to round: too noisy for a margin of 5 %. It would take about 15 rounds; in 10, this machine resolves about 5.83 %. Candidate ed3c5f4 against baseline 204a9f7.',
    'Not measured: The baseline has no benchmark (bench.command of the baseline left no file of a benchmark that is known, and ended with exit code 2): there is nothing to compare BM_encode with yet, and the next change is compared with this one. It passes by `gate.without-baseline: pass`. Candidate ea274b8 against baseline 01b70d0.',
    'Invalid measurement: rounds/0001/candidate/run-1/metrics.csv:7: The last line is torn (3 of 17 columns), as a killed run leaves it; the row is left out (and 2 more).',
    '.github/workflows/build.yml was not started by core/v1.2.0 at 890a8a83fc within 5 minutes. GitHub may be slow or have an incident (see its status page), or its Actions are disabled for this repository.',
    'The same measurement says the same again. Change something first: a quieter machine, `gate.maximum-rounds` (now 10), or `gate.margin` (now 5 %); then measure into another folder and give that verdict. Or let it through with `gate.on-inconclusive: warn`.',
    'lib-s2: throughput changed within [1/10 of the baseline, −60.0 %] (from 1,000 msg/s to 400 msg/s): all of it is beyond −10 %, in every run of the candidate against every one of the baseline.',
    'zlink-s1 failed (FAIL, connect_fail=112; 336 × errno 24 (EMFILE: too many open files in one process; raise the limit before the run: ulimit -n (a connection needs a descriptor on each side))); the baseline passed.',
    'Measured by a run of the fork: whoever wrote the change may have written the figures. A result that blocks counts all the same: the check fails.',
    'A commit to release/version-1.2.0 (`release-branch`) would be refused: Ruleset "rules of a branch" lets only pull requests change it.',
    'Write 1.2.0: three numbers without leading zeros, a pre-release behind a dash.',
    'The tag would start build.yml and core-conan-release.yml, but not when GITHUB_TOKEN creates it.',
    'gate.recorded-margin: Invalid input: expected number, received string.',
    'Host and evidence',
  ])('says what is put together of messages whole: %s', (english) => {
    const korean = words.problem(problem('gate-inconclusive', english)).what;
    expect(korean.replace(/`[^`]*`|"[^"]*"|[(][A-Z][^)]*[)]/g, '')).not.toMatch(/\b[a-z]+ [a-z]+ [a-z]+\b/);
    expect(korean).not.toMatch(/Inconclusive|Not measured|Invalid/);
    expect(korean).toMatch(HANGUL);
  });

  it('tells a problem with its names as they are', () => {
    const english = problem('tag-taken', 'Tag core/v1.2.0 points at 1234567 instead of 89abcde.');
    expect(words.problem(english)).toEqual({
      ...english,
      what: 'core/v1.2.0 태그가 89abcde 커밋 대신 1234567 커밋을 가리킵니다.',
      remedy: '공개된 태그는 옮기지 않습니다. 다음 버전을 릴리스하세요.',
    });
  });

  it('puts nothing into what was put in, whatever that is', () => {
    const name = '$t(x) {{0}} <b>`{{1}}`</b> \u202e';
    const { what } = words.problem(problem('base-branch-missing', `There is no branch ${name}.`));
    expect(what).toBe(`${name} 브랜치가 없습니다.`);
  });

  it('quotes a sentence of somebody else behind what its code stands for', () => {
    const { what } = words.problem(problem('source-unreadable', 'not a git repository'));
    expect(what).toContain('(not a git repository)');
    expect(what).toMatch(HANGUL);
  });

  it.each([
    [
      'Pass (margin 5 %). codec/decode: ±0.0 %, codec/encode: −0.1 %. 1 warning. Candidate fa0d224 against baseline c2a4877.',
      '통과 (허용 폭 5 %). codec/decode: ±0.0 %, codec/encode: −0.1 %. 경고 1건. 기준 c2a4877 대비 후보 fa0d224.',
    ],
    [
      'Pass (advisory). zlink-s2: −0.9 %. net-zlink-s2, failing before, passes now.',
      '통과 (참고용). zlink-s2: −0.9 %. net-zlink-s2: 전에는 실패, 이제 통과.',
    ],
    [
      'Regression: zlink-s2 throughput −16.4 % [−18.0 %, −14.8 %].',
      '성능 저하: zlink-s2 throughput −16.4 % [−18.0 %, −14.8 %].',
    ],
    ['Regression: a, b failed; c time +9.0 %.', '성능 저하: 실패: a, b; c time +9.0 %.'],
    [
      'Invalid measurement: The baseline has no row at all: there is nothing to compare with (and 2 more).',
      '측정 무효: 기준에 행이 하나도 없어서 비교할 것이 없습니다 (그 밖에 2건).',
    ],
    [
      'Inconclusive, 19 of 20 passed: a-s2 has 1 complete round; at least 5 are needed.',
      '판단 불가(20개 중 19개 통과): a-s2 케이스의 온전한 라운드가 1개입니다. 적어도 5개가 필요합니다.',
    ],
  ])('says the verdict %j', (english, korean) => {
    expect(words.say(english)).toBe(korean);
    expect(ENGLISH.say(english)).toBe(english);
  });

  it('has every code', () => {
    for (const [code, { means, remedy }] of Object.entries(PROBLEM_KINDS)) {
      const told = words.problem(problem(code as ProblemCode, means, { remedy }));
      expect(
        [told.what, told.remedy].every((each) => HANGUL.test(each)),
        code,
      ).toBe(true);
    }
  });
});
