import type { Colors } from 'picocolors/types.js';
import type { Problem } from '../core/problem.ts';
import { problemAnnotation } from '../report/problem-annotation.ts';
import { problemLines } from '../report/problem-lines.ts';
import { ENGLISH, type Words } from '../report/words.ts';
import { annotate } from './runner-files.ts';

/** Problems in the log for a person who reads it, and as annotations for one who does not. */
export function tellProblems(
  problems: readonly Problem[],
  colors: Colors,
  say: (line: string) => void,
  words: Words = ENGLISH,
): void {
  for (const line of problemLines(problems, colors, null, words)) say(line);
  for (const each of problems) {
    const { title, message } = problemAnnotation(each, words);
    annotate('error', `zlink-release: ${title}`, message);
  }
}
