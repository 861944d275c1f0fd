import { createInstance } from 'i18next';
import { PROBLEM_KINDS, type ProblemCode } from '../../core/problem.ts';
import type { Words } from '../../report/words.ts';
import { MessageTemplates } from '../message-template.ts';
import { KOREAN_COUNTS } from './counts.ts';
import { KOREAN_LABELS } from './labels.ts';
import { KOREAN_PLANS } from './plan-sentences.ts';
import { KOREAN_KINDS } from './problem-kinds.ts';
import { KOREAN_SENTENCES } from './problem-sentences.ts';
import { KOREAN_PROGRESS } from './progress-sentences.ts';
import { KOREAN_REMEDIES } from './remedies.ts';
import { KOREAN_VERDICTS } from './verdict-sentences.ts';

/** All messages of the catalogue, by their English form. */
export const KOREAN_MESSAGES: Readonly<Record<string, string>> = {
  ...KOREAN_KINDS,
  ...KOREAN_SENTENCES,
  ...KOREAN_REMEDIES,
  ...KOREAN_VERDICTS,
  ...KOREAN_LABELS,
  ...KOREAN_PROGRESS,
  ...KOREAN_PLANS,
};

/** How deep a message may be made of messages: a verdict, its figures, what is said of them, and so on. */
const DEEPEST = 5;
/** Words that are put in alone, and are no names. */
const ALONE: ReadonlySet<string> = new Set(['slower', 'more']);

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
  const templates = new MessageTemplates(Object.keys(KOREAN_MESSAGES));
  /** What was put into a sentence: a number with its noun, or a sentence, which has lost its stop there. */
  const part = (text: string, depth: number): string =>
    countedIn(text) ?? found(text, depth) ?? placed(text) ?? found(`${text}.`, depth)?.replace(/\.$/, '') ?? text;
  const found = (sentence: string, depth = 0): string | null => {
    const message = templates.find(sentence);
    if (message === null) return null;
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
  /** "metrics.csv:7: Missing.": what is said of a place in a file. */
  const placed = (text: string): string | null => {
    const [, place = '', sentence = ''] = /^(\S+): (.+)$/.exec(text) ?? [];
    const told = sentence === '' ? null : found(sentence);
    return told === null ? null : `${place}: ${told}`;
  };
  const say = (text: string): string => countedIn(text) ?? found(text) ?? placed(text) ?? text;
  return {
    language: 'ko',
    say,
    problem: (problem) => ({
      ...problem,
      what: found(problem.what) ?? withMeaning(problem.code, problem.what),
      remedy: say(problem.remedy),
    }),
  };
}

/** A sentence of somebody else (of git, of the system) is quoted behind what its code stands for. */
function withMeaning(code: string, what: string): string {
  const means = code in PROBLEM_KINDS ? KOREAN_KINDS[PROBLEM_KINDS[code as ProblemCode].means] : undefined;
  return means === undefined ? what : `${means} (${what})`;
}
