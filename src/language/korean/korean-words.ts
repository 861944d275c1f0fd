import { createInstance } from 'i18next';
import { PROBLEM_KINDS, type ProblemCode } from '../../core/problem.ts';
import type { Words } from '../../report/words.ts';
import { type FoundMessage, MessageTemplates } from '../message-template.ts';
import { KOREAN_COUNTS } from './counts.ts';
import { KOREAN_HARNESS } from './harness-sentences.ts';
import { KOREAN_LABELS } from './labels.ts';
import { KOREAN_PLANS } from './plan-sentences.ts';
import { KOREAN_KINDS } from './problem-kinds.ts';
import { KOREAN_SENTENCES } from './problem-sentences.ts';
import { KOREAN_PROGRESS } from './progress-sentences.ts';
import { KOREAN_PUT_IN } from './put-in-sentences.ts';
import { KOREAN_REMEDIES } from './remedies.ts';
import { KOREAN_FRAMES, KOREAN_VERDICTS } from './verdict-sentences.ts';

/** All messages of the catalogue, by their English form. */
export const KOREAN_MESSAGES: Readonly<Record<string, string>> = {
  ...KOREAN_KINDS,
  ...KOREAN_SENTENCES,
  ...KOREAN_REMEDIES,
  ...KOREAN_VERDICTS,
  ...KOREAN_LABELS,
  ...KOREAN_PROGRESS,
  ...KOREAN_PLANS,
  ...KOREAN_HARNESS,
  ...KOREAN_PUT_IN,
};

/** How deep a message may be made of messages: a verdict, its figures, what is said of them, and so on. */
const DEEPEST = 5;
/** Words that are put in alone, and are no names. */
const ALONE: ReadonlySet<string> = new Set(['slower', 'more', 'two', 'three', 'four', 'above']);

export function koreanWords(): Words {
  const catalogue = createInstance({
    lng: 'ko',
    resources: { ko: { translation: KOREAN_MESSAGES } },
    // A key is the English sentence, dots and colons and all; values are escaped where they are shown.
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  void catalogue.init();
  const frames = new MessageTemplates(Object.keys(KOREAN_FRAMES));
  const templates = new MessageTemplates(Object.keys(KOREAN_MESSAGES));
  /** What was put into a sentence: a number with its noun, or a sentence, which has lost its stop there. */
  const part = (text: string, depth: number): string =>
    countedIn(text) ??
    listed(text, depth) ??
    inFile(text, depth) ??
    phrase(text, depth) ??
    ofPlace(text, depth) ??
    bySentences(text, depth) ??
    text;
  /** A message that may have lost its stop, or stand behind a space. */
  const phrase = (text: string, depth: number): string | null => {
    const bare = search(text);
    const stopped = text.endsWith('.') ? null : search(`${text}.`);
    const own = text.trimStart();
    const behind = own === text ? null : search(own);
    const most = Math.max(0, ...[bare, stopped, behind].map((each) => each?.sureness ?? 0));
    if (behind !== null && behind.sureness === most) return ` ${told(behind, depth)}`;
    if (stopped?.key.endsWith('.') && stopped.sureness === most) return told(stopped, depth).replace(/\.$/, '');
    return bare === null ? null : told(bare, depth);
  };
  /** What is said as it stands; else what stands around another message; else what has the most fixed text. */
  const search = (sentence: string): FoundMessage | null =>
    (sentence in KOREAN_MESSAGES ? templates.find(sentence) : frames.find(sentence)) ?? templates.find(sentence);
  const found = (sentence: string, depth = 0): string | null => {
    const message = search(sentence);
    return message === null ? null : told(message, depth);
  };
  const told = (message: FoundMessage, depth: number): string => {
    const values = Object.entries(message.values).map(([name, value]) => [
      name,
      depth < DEEPEST && (value.includes(' ') || ALONE.has(value)) && !message.quoted.has(name)
        ? part(value, depth + 1)
        : value,
    ]);
    return String(catalogue.t(message.key, Object.fromEntries(values)));
  };
  const countedIn = (text: string): string | null => {
    const [, number = '', noun] = /^(\d[\d,.]*(?:\/\d[\d,.]*)?) (.+)$/.exec(text) ?? [];
    const message = noun === undefined ? undefined : KOREAN_COUNTS[noun];
    return message === undefined ? null : String(catalogue.t(message, { 0: number }));
  };
  /** "[1/10 of the baseline, +312.5 %]", "build.yml, test.yml and release.yml". */
  const listed = (text: string, depth: number): string | null => {
    if (text in KOREAN_MESSAGES) return null;
    const [, low, high] = /^\[([^,\]]+), ([^,\]]+)\]$/.exec(text) ?? [];
    if (low !== undefined && high !== undefined) return `[${part(low, depth + 1)}, ${part(high, depth + 1)}]`;
    const names = /^(\S+(?:, \S+)*) and (\S+)$/.exec(text);
    return names === null ? null : `${names[1]}, ${names[2]}`;
  };
  /** "metrics.csv:7: Missing.": a sentence behind its place is no part of another. */
  const inFile = (text: string, depth: number): string | null => {
    const [, place = '', sentence = ''] =
      /^(\/.+?\.\w+(?::\d+)?|[^\s:]*[./][^\s:]*(?::\d+)?): ([A-Z].*)$/.exec(text) ?? [];
    const said = sentence === '' ? null : phrase(sentence, depth);
    return said === null ? null : `${place}: ${said}`;
  };
  /** "asio-s2: Missing.", "LICENSE is a directory.": what is said of a place, or of a name. */
  const ofPlace = (text: string, depth: number): string | null => {
    const [, place = '', sentence = ''] = /^(\S+): (.+)$/.exec(text) ?? [];
    const said = sentence === '' ? null : (phrase(sentence, depth) ?? ofPlace(sentence, depth));
    if (said !== null) return `${place}: ${said}`;
    const [, name = '', predicate = '', stop = ''] = /^("[^"]*"|\S+) (.+?)(\.?)$/.exec(text) ?? [];
    const message = predicate.includes(' ') ? search(predicate) : null;
    return message === null || message.key.startsWith('{{') ? null : `${name}: ${told(message, depth)}${stop}`;
  };
  /** Several sentences that are put together as the case is. */
  const bySentences = (text: string, depth: number): string | null => {
    const sentences = text.split(/(?<=[.!?]) (?=[A-Z`"])/);
    if (sentences.length === 1) return null;
    const said = sentences.map((each) => found(each, depth) ?? ofPlace(each, depth));
    return said.every((each) => each === null) ? null : said.map((each, at) => each ?? sentences[at]).join(' ');
  };
  const whole = (text: string): string | null =>
    inFile(text, 0) ?? found(text) ?? ofPlace(text, 0) ?? bySentences(text, 0);
  const say = (text: string): string => countedIn(text) ?? listed(text, 0) ?? whole(text) ?? text;
  return {
    language: 'ko',
    say,
    problem: (problem) => ({
      ...problem,
      what: whole(problem.what) ?? withMeaning(problem.code, problem.what),
      remedy: say(problem.remedy),
    }),
  };
}

/** A sentence of somebody else (of git, of the system) is quoted behind what its code stands for. */
function withMeaning(code: string, what: string): string {
  const means = code in PROBLEM_KINDS ? KOREAN_KINDS[PROBLEM_KINDS[code as ProblemCode].means] : undefined;
  return means === undefined ? what : `${means} (${what})`;
}
