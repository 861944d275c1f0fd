import { type ContextLookup, type ExpressionValue, fillExpressions, UNKNOWN } from './expression.ts';
import { matchesGlob } from './file-glob.ts';
import type { MatrixCombination } from './job-matrix.ts';
import {
  matrixLookup,
  type WorkflowFile,
  type WorkflowInput,
  type WorkflowJob,
  type WorkflowStep,
} from './workflow-file.ts';

/** The release of a tag, as a workflow sees it that may publish it. */
export interface ReleaseSubject {
  readonly version: string;
  /** Without `refs/tags/`. */
  readonly tag: string;
  /** What starts the workflow; a push of the tag when not given. */
  readonly event?: ReleaseEvent;
  /** Inputs of the dispatch as they are sent. */
  readonly inputs?: ReadonlyMap<string, string>;
}

/** What may start a workflow that publishes. `workflow_run`: it follows one that the tag has started. */
export type ReleaseEvent = 'push' | 'create' | 'workflow_dispatch' | 'release' | 'workflow_run';

/** A job in one combination of its matrix, in which texts of its steps are read. */
export interface StepContext {
  readonly workflow: WorkflowFile;
  readonly job: WorkflowJob;
  readonly subject: ReleaseSubject;
  readonly combination: MatrixCombination | null;
}

/** Stand for what a text does not tell, so that a name can be judged after it has been put together. */
export const UNKNOWN_MARK = '\u{f0000}';
export const ASSUMED_MARK = '\u{f0001}';

/** What `github.…` says in a run: of the tag, but for one that follows the run of the tag on the default branch. */
function githubOf({ tag, event = 'push' }: ReleaseSubject): [string, string][] {
  const always: [string, string][] = [
    ['event_name', event],
    ['head_ref', ''],
    ['base_ref', ''],
  ];
  if (event === 'workflow_run') {
    return [
      ...always,
      ['ref_type', 'branch'],
      ['event.workflow_run.head_branch', tag],
      ['event.workflow_run.event', 'push'],
      ['event.workflow_run.conclusion', 'success'],
    ];
  }
  return [
    ...always,
    ['ref', `refs/tags/${tag}`],
    ['ref_name', tag],
    ['ref_type', 'tag'],
    ['event.ref', event === 'create' ? tag : `refs/tags/${tag}`],
    ...(event === 'release'
      ? ([
          ['event.release.tag_name', tag],
          ['event.action', 'published'],
        ] as [string, string][])
      : []),
  ];
}

/** What is known of the contexts in a run that belongs to the tag. */
export function lookupIn(context: StepContext, step: WorkflowStep | null): ContextLookup {
  const { subject, job, workflow } = context;
  const github = new Map<string, string>(githubOf(subject));
  const outer: ContextLookup = (path) => {
    const [name, ...rest] = path;
    if (name === 'github') {
      const [event, inputs, ...input] = rest;
      if (event === 'event' && inputs === 'inputs') return inputValue(input);
      return github.get(rest.join('.')) ?? UNKNOWN;
    }
    if (name === 'inputs') return job.call === null ? inputValue(rest) : calledValue(rest[0] ?? '');
    if (name === 'env' && rest.length === 1) return environment(rest[0] ?? '');
    return UNKNOWN;
  };
  const inputValue = (path: readonly string[]) => {
    // A tag push has no inputs; a dispatch has defaults beside what is sent.
    if (subject.event !== 'workflow_dispatch') return null;
    const sent = [...(subject.inputs ?? [])].find(([key]) => key.toLowerCase() === path[0])?.[1];
    const defaults = workflow.triggers.get('workflow_dispatch')?.inputs ?? new Map<string, WorkflowInput>();
    return sent ?? [...defaults.values()].find((each) => each.name.toLowerCase() === path[0])?.default ?? null;
  };
  /** An input of the called workflow that the job belongs to, as the calling job gives it. */
  const calledValue = (wanted: string): ExpressionValue => {
    const { by, inputs } = job.call ?? { by: job, inputs: new Map<string, WorkflowInput>() };
    const same = ([name]: readonly [string, unknown]) => name.toLowerCase() === wanted;
    const declared = [...inputs].find(same)?.[1];
    const text = [...by.with].find(same)?.[1] ?? declared?.default ?? null;
    if (text === null) return null;
    const value = fillExpressions(text, lookupIn({ ...context, job: by, combination: null }, null), () => UNKNOWN_MARK);
    if (value.includes(UNKNOWN_MARK)) return UNKNOWN;
    return declared?.type === 'boolean' && /^(true|false)$/.test(value) ? value === 'true' : value;
  };
  let scopes: readonly ReadonlyMap<string, string>[] | null = null;
  const filled = new Map<string, ExpressionValue>();
  const environment = (wanted: string): ExpressionValue => {
    const known = filled.get(wanted);
    if (known !== undefined) return known;
    scopes ??= [step?.env, job.env, workflow.env].map(byLowerCaseName);
    const scope = scopes.findIndex((byName) => byName.has(wanted));
    const text = scopes[scope]?.get(wanted);
    if (text === undefined) return UNKNOWN;
    // A value made of outer variables is known through them; of its own, it would look itself up without end.
    const value = fillExpressions(text, scope === 2 ? knownGitHub : matrixOrGitHub, () => UNKNOWN_MARK);
    const result = value.includes(UNKNOWN_MARK) ? UNKNOWN : value;
    filled.set(wanted, result);
    return result;
  };
  const knownGitHub: ContextLookup = (path) => (path[0] === 'github' || path[0] === 'inputs' ? outer(path) : UNKNOWN);
  const matrixOrGitHub = matrixLookup(context.combination, knownGitHub);
  return matrixLookup(context.combination, outer);
}

/** Variables by their names in lower case; the first of those that differ only in case. */
function byLowerCaseName(variables: ReadonlyMap<string, string> | undefined): ReadonlyMap<string, string> {
  const byName = new Map<string, string>();
  for (const [key, text] of variables ?? []) {
    const name = key.toLowerCase();
    if (!byName.has(name)) byName.set(name, text);
  }
  return byName;
}

/** Whether an expression or variable is named after the version: its last word is `version`, whole and by itself. */
export const namesVersion = (expression: string): boolean =>
  expression.length <= 200 && /^(?:(?:needs|steps|env|jobs)\.[\w.-]*)?(?:\w*[_-])?version$/i.test(expression.trim());

export const assumed = (context: StepContext): string => ASSUMED_MARK + context.subject.version + ASSUMED_MARK;

/** Whether a text with unknown parts may stand for this tag. */
export function couldBe(text: string, tag: string): boolean {
  const name = text
    .replaceAll(ASSUMED_MARK, '')
    .replaceAll(UNKNOWN_MARK, '*')
    .replace(/^refs\/tags\//, '');
  return matchesGlob(name, tag);
}
