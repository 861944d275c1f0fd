import picocolors from 'picocolors';
import { describe, expect, it, vi } from 'vitest';
import { tellProblems } from '../../src/action/problem-log.ts';
import { outcomeFile, parseOutcome, problemsOf } from '../../src/core/check/gate-conclusion.ts';
import { exitCodeOf, PROBLEM_KINDS, type Problem, type ProblemCode, problem, Stop } from '../../src/core/problem.ts';
import { problemRecord } from '../../src/core/problem-record.ts';
import { problemAnnotation } from '../../src/report/problem-annotation.ts';
import { problemsHtml } from '../../src/report/problem-html.ts';
import { problemLines } from '../../src/report/problem-lines.ts';
import { problemsMarkdown } from '../../src/report/problem-markdown.ts';

/** Every code through every medium: no part of a problem is lost, and no text of others is more than text. */

const HOSTILE =
  '<script>x</script> | `a` **b** @someone #12\u001b[31m\u202e\n::error::forged\r##[error]forged "quoted" \'q\'';
const PARTS = ['whatpart', 'wherepart', 'remedypart', 'outputone', 'outputtwo'] as const;
const hostile = (part: string) => `${HOSTILE} ${part}`;

const codes = Object.keys(PROBLEM_KINDS) as ProblemCode[];
const full = (code: ProblemCode): Problem =>
  problem(code, hostile('whatpart'), {
    where: hostile('wherepart'),
    remedy: hostile('remedypart'),
    excerpt: [hostile('outputone'), hostile('outputtwo')],
  });

const colors = picocolors.createColors(false);
/** The lines that a step writes about problems, its commands to the runner among them. */
function stepLog(problems: readonly Problem[]): string[] {
  let log = '';
  const written = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    log += String(chunk);
    return true;
  });
  try {
    tellProblems(problems, colors, (line) => void process.stdout.write(`${line}\n`));
  } finally {
    written.mockRestore();
  }
  return log.trimEnd().split('\n');
}
/** Medium → its text of a problem. */
const MEDIA: Readonly<Record<string, (each: Problem) => string>> = {
  terminal: (each) => problemLines([each], colors).join('\n'),
  'log of a step': (each) => stepLog([each]).join('\n'),
  annotation: (each) => Object.values(problemAnnotation(each)).join('\n'),
  Markdown: (each) => problemsMarkdown([each]).join('\n'),
  HTML: (each) => problemsHtml([each]),
  record: (each) => JSON.stringify(problemRecord(each)),
};

describe.each(Object.entries(MEDIA))('%s', (medium, render) => {
  it.each(codes)('%s keeps its code, what, where, remedy and output', (code) => {
    const text = render(full(code));
    for (const part of [code, ...PARTS]) expect(text).toContain(part);
    expect(render(problem(code, 'whatpart'))).toContain('whatpart');
  });

  it.skipIf(medium === 'record')('shows nothing that cannot be seen, and lets no text begin a line', () => {
    const text = render(full('run-failed'));
    for (const hidden of ['\u001b', '\u202e', '\r']) expect(text).not.toContain(hidden);
    expect(text.split('\n').filter((line) => /^\W*(?:::error::|##\[error\])?forged/.test(line))).toEqual([]);
  });
});

describe('the log of a step', () => {
  it('has one command of the runner for each problem, which is ours', () => {
    const lines = stepLog([full('run-failed'), full('run-waits')]);
    expect(lines.filter((line) => /^\s*::|##\[/.test(line)).map((line) => line.split('::')[1])).toEqual([
      'error title=zlink-release%3A run-failed',
      'error title=zlink-release%3A run-waits',
    ]);
  });
});

describe('markup', () => {
  it('HTML has no tag of others', () => {
    expect(MEDIA.HTML?.(full('run-failed'))).not.toContain('<script');
  });
  it('Markdown has no tag, mention or reference of others outside of code', () => {
    const outside = MEDIA.Markdown?.(full('run-failed')).replace(/(`+)[^`][\s\S]*?[^`]\1(?!`)/g, '');
    expect(outside).not.toMatch(/<script|@someone|#12|(?<!\\)\*\*b/);
  });
});

describe('files', () => {
  it('a record holds all of a problem', () => {
    for (const code of codes) expect(problemRecord(full(code))).toEqual(full(code));
  });
  // It may be a stranger's: see test/core/check/check-outcome.test.ts.
  it('outcome.json holds what and where; what to do is said by the table of whoever reads it', () => {
    const problems = codes.slice(0, 50).map(full);
    const read = parseOutcome(JSON.stringify(outcomeFile({ kind: 'stopped', problems })), 'outcome.json');
    if (!read.ok || read.value.kind !== 'stopped') throw new Error('the file is readable');
    expect(problemsOf(read.value)).toEqual(
      problems.map(({ code, what, where = '' }) => problem(code, what, { where })),
    );
  });
});

describe('the exit code', () => {
  it.each(codes)('%s alone exits with its own', (code) => {
    expect(exitCodeOf([problem(code, 'x')])).toBe(PROBLEM_KINDS[code].exit);
    expect(new Stop([problem(code, 'x')]).exitCode).toBe(PROBLEM_KINDS[code].exit);
  });
  it('2 outranks 1, which outranks 3', () => {
    const [three, one, two] = (['gate-inconclusive', 'run-failed', 'input-invalid'] as const).map((c) =>
      problem(c, 'x'),
    ) as [Problem, Problem, Problem];
    expect([exitCodeOf([three, one]), exitCodeOf([three, one, two])]).toEqual([1, 2]);
  });
});
