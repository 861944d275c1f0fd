import { createInstance } from 'i18next';
import { PROBLEM_KINDS, type ProblemCode } from '../../core/problem.ts';
import type { Words } from '../../report/words.ts';
import { MessageTemplates } from '../message-template.ts';
import { KOREAN_KINDS } from './problem-kinds.ts';
import { KOREAN_SENTENCES } from './problem-sentences.ts';
import { KOREAN_REMEDIES } from './remedies.ts';
import { KOREAN_VERDICTS } from './verdict-sentences.ts';

/** All messages of the catalogue, by their English form. */
export const KOREAN_MESSAGES: Readonly<Record<string, string>> = {
  ...KOREAN_KINDS,
  ...KOREAN_SENTENCES,
  ...KOREAN_REMEDIES,
  ...KOREAN_VERDICTS,
};

/** How deep a message may be made of messages: a verdict, its figures, what is said of them, and so on. */
const DEEPEST = 5;

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
  /** A sentence within another has lost its stop. */
  const part = (text: string, depth: number): string =>
    said(text, depth) ?? said(`${text}.`, depth)?.replace(/\.$/, '') ?? text;
  const said = (sentence: string, depth = 0): string | null => {
    const found = templates.find(sentence);
    if (found === null) return null;
    const values = Object.entries(found.values).map(([name, value]) => [
      name,
      depth < DEEPEST && value.includes(' ') ? part(value, depth + 1) : value,
    ]);
    return String(catalogue.t(found.key, Object.fromEntries(values)));
  };
  return {
    labels: { where: '위치', remedy: '해결', output: '출력', goOn: '그다음 이어서 실행할 명령', stopped: '멈춘 까닭' },
    problem: (problem) => ({
      ...problem,
      what: said(problem.what) ?? withMeaning(problem.code, problem.what),
      remedy: said(problem.remedy) ?? problem.remedy,
    }),
    verdict: (sentence) => said(sentence) ?? sentence,
  };
}

/** A sentence of somebody else (of git, of the system) is quoted behind what its code stands for. */
function withMeaning(code: string, what: string): string {
  const means = code in PROBLEM_KINDS ? KOREAN_KINDS[PROBLEM_KINDS[code as ProblemCode].means] : undefined;
  return means === undefined ? what : `${means} (${what})`;
}
