import type { Colors } from 'picocolors/types.js';
import type { Problem } from '../core/problem.ts';
import { problemAnnotation } from '../report/problem-annotation.ts';
import { problemLines } from '../report/problem-lines.ts';
import { workflowCommand } from './runner-files.ts';

/** Problems in the log for a person who reads it, and as annotations for one who does not. */
export function problemLog(problems: readonly Problem[], colors: Colors): string[] {
  const annotations = problems.map((each) => {
    const { title, message } = problemAnnotation(each);
    return workflowCommand('error', `zlink-release: ${title}`, message);
  });
  return [...problemLines(problems, colors), ...annotations];
}
