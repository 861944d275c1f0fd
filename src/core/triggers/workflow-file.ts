import { type Checked, Problems, problem } from '../problem.ts';
import { type ContextLookup, fillExpressions, unknownContext } from './expression.ts';
import { compileFilter } from './filter-pattern.ts';
import { expandMatrix, type JobMatrix, leafTexts, type MatrixCombination, matrixValue } from './job-matrix.ts';
import { readWorkflowDocument, type YamlMap, type YamlTree } from './workflow-document.ts';

/** A workflow file as far as its runs can be foreseen from it. Texts are as written, expressions included. */
export interface WorkflowFile {
  /** From the repository's root, `.github/workflows/build.yml`. */
  readonly path: string;
  /** As GitHub lists it; the path when the file gives none. */
  readonly name: string;
  readonly runName: string | null;
  /** Event name to its filters; never empty. */
  readonly triggers: ReadonlyMap<string, EventTrigger>;
  /** Environment of every job; only scalars. */
  readonly env: ReadonlyMap<string, string>;
  /** In file order; never empty. */
  readonly jobs: readonly WorkflowJob[];
}

/** One event under `on:`. A filter that is null was not given, which is not the same as an empty one. */
export interface EventTrigger {
  readonly types: readonly string[] | null;
  readonly branches: readonly string[] | null;
  readonly branchesIgnore: readonly string[] | null;
  readonly tags: readonly string[] | null;
  readonly tagsIgnore: readonly string[] | null;
  readonly paths: readonly string[] | null;
  readonly pathsIgnore: readonly string[] | null;
  /** Names of the workflows a `workflow_run` follows. */
  readonly workflows: readonly string[] | null;
  /** Inputs of `workflow_dispatch` and `workflow_call`. */
  readonly inputs: ReadonlyMap<string, WorkflowInput>;
  /** Cron lines of `schedule`. */
  readonly schedules: readonly string[];
}

export interface WorkflowInput {
  readonly name: string;
  readonly description: string | null;
  /** GitHub takes an input without a type for a string. */
  readonly type: 'string' | 'boolean' | 'number' | 'choice' | 'environment';
  readonly required: boolean;
  /** As written; null when there is none. */
  readonly default: string | null;
  /** Allowed values of a choice. */
  readonly options: readonly string[];
}

export interface WorkflowJob {
  readonly id: string;
  /** As written; null when the id is shown instead. */
  readonly name: string | null;
  readonly needs: readonly string[];
  readonly condition: string | null;
  /** The called workflow, for a job that only calls one. */
  readonly uses: string | null;
  readonly environment: string | null;
  readonly matrix: JobMatrix;
  readonly env: ReadonlyMap<string, string>;
  readonly outputs: ReadonlyMap<string, string>;
  readonly steps: readonly WorkflowStep[];
  /** Inputs of the workflow that it calls; only scalars. */
  readonly with: ReadonlyMap<string, string>;
  /** For a job of a called workflow: the job that calls it, and the inputs that the called workflow declares. */
  readonly call: { readonly by: WorkflowJob; readonly inputs: ReadonlyMap<string, WorkflowInput> } | null;
}

export interface WorkflowStep {
  readonly id: string | null;
  /** As GitHub shows it: the name, or `Run …` with the action or the first line of the script. */
  readonly name: string;
  readonly condition: string | null;
  readonly uses: string | null;
  readonly run: string | null;
  readonly with: ReadonlyMap<string, string>;
  readonly env: ReadonlyMap<string, string>;
}

/** Whether a path is where GitHub looks for workflows: directly in the folder, with one of the two endings. */
export const isWorkflowPath = (path: string): boolean => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);

/** The file name GitHub and people use for a workflow: `build.yml`. */
export const workflowFileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Combinations of all matrices of a file together. GitHub runs at most 256 jobs of one. */
const MAX_COMBINATIONS = 20_000;

/** Problems told about one file; the rest would only repeat them. */
const MAX_PROBLEMS = 50;

/**
 * Reads a workflow file as GitHub would, refusing what GitHub refuses to run.
 *
 * Source: GitHub documentation, "Workflow syntax for GitHub Actions". Event names and keys that are not known here are
 * passed over: GitHub adds some now and then.
 *
 * @returns the workflow, or every `workflow-unreadable` problem with `path:line`
 */
export function parseWorkflow(path: string, text: string): Checked<WorkflowFile> {
  const key = `${path}\0${text}`;
  const before = recent.get(key);
  if (before !== undefined) return before;
  const read = readWorkflow(path, text);
  if (text.length <= LONGEST_KEPT) keep(key, read);
  return read;
}

/** What was read last: one release looks at the same few files again and again. */
const recent = new Map<string, Checked<WorkflowFile>>();
const MOST_KEPT = 64;
/** Characters. */
const LONGEST_KEPT = 128 * 1024;

function keep(key: string, read: Checked<WorkflowFile>): void {
  const [oldest] = recent.keys();
  if (recent.size >= MOST_KEPT && oldest !== undefined) recent.delete(oldest);
  recent.set(key, read);
}

function readWorkflow(path: string, text: string): Checked<WorkflowFile> {
  const document = readWorkflowDocument(path, text);
  if (!document.ok) return document;
  const problems = new Problems();
  const report: Report = (what, line) => {
    if (problems.found.length < MAX_PROBLEMS) {
      problems.add(problem('workflow-unreadable', `${path}: ${what}.`, { where: `${path}:${line}` }));
    }
  };
  const root = document.value.entries;
  const triggers = readTriggers(document.value, report);
  const jobs = readJobs(document.value, report);
  const name = scalarText(root.get('name'));
  return problems.over(() => ({
    path,
    name: name === null || name.trim() === '' ? path : name,
    runName: scalarText(root.get('run-name')),
    triggers,
    env: scalarsOf(root.get('env')),
    jobs,
  }));
}

/** Longest job name GitHub shows; longer ones end in an ellipsis. Observed in public check lists. */
const MAX_JOB_NAME = 100;

/**
 * The names under which a job's runs are shown and report their checks: one, or one for each combination of its matrix.
 *
 * A name without expressions gets the values of the combination behind it, as `Build (ubuntu-22.04, x64)`; a name with
 * expressions stands for itself. An expression that only a run can tell stays as written. For a matrix made by an
 * expression there is one name, without values.
 */
export function jobRunNames(job: WorkflowJob): string[] {
  const base = job.name === null || job.name === '' ? job.id : job.name;
  const dynamic = base.includes('${{');
  const combinations: readonly (MatrixCombination | null)[] =
    job.matrix.kind === 'literal' ? job.matrix.combinations : [null];
  return combinations.map((combination) => {
    const lookup: ContextLookup = matrixLookup(combination);
    const name = dynamic ? fillExpressions(base, lookup, (expression) => `\${{ ${expression} }}`) : base;
    const values = combination === null || dynamic ? [] : [...combination.values()].flatMap((each) => leafTexts(each));
    const shown = values.length === 0 ? name : `${name} (${values.join(', ')})`;
    return shown.length <= MAX_JOB_NAME ? shown : `${shown.slice(0, MAX_JOB_NAME - 3)}...`;
  });
}

/** Looks up `matrix.…` in one combination; every other context is unknown. */
export function matrixLookup(
  combination: MatrixCombination | null,
  others: ContextLookup = unknownContext,
): ContextLookup {
  return (path) => {
    const [context, ...rest] = path;
    if (context !== 'matrix' || combination === null) return others(path);
    return matrixValue(combination, rest) ?? null;
  };
}

type Report = (what: string, line: number) => void;

const NO_FILTERS: EventTrigger = {
  types: null,
  branches: null,
  branchesIgnore: null,
  tags: null,
  tagsIgnore: null,
  paths: null,
  pathsIgnore: null,
  workflows: null,
  inputs: new Map(),
  schedules: [],
};

function readTriggers(root: YamlMap, report: Report): ReadonlyMap<string, EventTrigger> {
  const triggers = new Map<string, EventTrigger>();
  const on = root.entries.get('on');
  if (on === undefined) {
    report('has no `on:`', root.line);
    return triggers;
  }
  if (on.kind === 'map') {
    for (const [event, value] of on.entries) triggers.set(event, readTrigger(event, value, report));
  } else {
    for (const item of on.kind === 'list' ? on.items : [on]) {
      if (item.kind !== 'scalar') report('`on` lists something that is not the name of an event', item.line);
      else if (item.value !== null && item.text !== '') triggers.set(item.text, NO_FILTERS);
    }
  }
  if (triggers.size === 0) report('`on` names no event', on.line);
  if (triggers.has('workflow_run') && (triggers.get('workflow_run')?.workflows ?? []).length === 0) {
    report('`workflow_run` names no workflow to follow', on.line);
  }
  return triggers;
}

const PATTERN_FILTERS = ['branches', 'tags', 'paths'] as const;

function readTrigger(event: string, value: YamlTree, report: Report): EventTrigger {
  if (event === 'schedule') return { ...NO_FILTERS, schedules: readSchedules(value, report) };
  if (value.kind === 'scalar' && value.value === null) return NO_FILTERS;
  if (value.kind !== 'map') {
    report(`\`on.${event}\` is not a map`, value.line);
    return NO_FILTERS;
  }
  const texts = (key: string): readonly string[] | null => {
    const given = value.entries.get(key);
    return given === undefined ? null : readTexts(given, `\`on.${event}.${key}\``, report);
  };
  for (const key of PATTERN_FILTERS) {
    const ignore = value.lines.get(`${key}-ignore`);
    if (value.entries.has(key) && ignore !== undefined) {
      report(`\`on.${event}\` has both \`${key}\` and \`${key}-ignore\`; use \`!\` patterns in \`${key}\``, ignore);
    }
    for (const name of [key, `${key}-ignore`]) {
      for (const pattern of texts(name) ?? []) {
        const compiled = compileFilter(pattern);
        if (compiled.ok) continue;
        report(
          `\`on.${event}.${name}\` has the pattern ${JSON.stringify(pattern)}, in which ${compiled.fault}`,
          value.lines.get(name) ?? value.line,
        );
      }
    }
  }
  return {
    types: texts('types'),
    branches: texts('branches'),
    branchesIgnore: texts('branches-ignore'),
    tags: texts('tags'),
    tagsIgnore: texts('tags-ignore'),
    paths: texts('paths'),
    pathsIgnore: texts('paths-ignore'),
    workflows: event === 'workflow_run' ? texts('workflows') : null,
    inputs: readInputs(event, value.entries.get('inputs'), report),
    schedules: [],
  };
}

/** One text or a list of them; GitHub takes both. */
function readTexts(value: YamlTree, where: string, report: Report): string[] {
  const texts: string[] = [];
  for (const item of value.kind === 'list' ? value.items : [value]) {
    if (item.kind === 'scalar' && item.text !== '') texts.push(item.text);
    else report(`${where} ${item.kind === 'scalar' ? 'has an empty value' : 'is not a list of texts'}`, item.line);
  }
  return texts;
}

function readSchedules(value: YamlTree, report: Report): string[] {
  if (value.kind !== 'list') {
    report('`on.schedule` is not a list', value.line);
    return [];
  }
  return value.items.flatMap((item) => {
    const cron = item.kind === 'map' ? scalarText(item.entries.get('cron')) : null;
    if (cron === null) report('`on.schedule` has an entry without `cron`', item.line);
    return cron === null ? [] : [cron];
  });
}

const INPUT_TYPES: readonly WorkflowInput['type'][] = ['string', 'boolean', 'number', 'choice', 'environment'];

function readInputs(event: string, value: YamlTree | undefined, report: Report): ReadonlyMap<string, WorkflowInput> {
  const inputs = new Map<string, WorkflowInput>();
  if (value === undefined || (value.kind === 'scalar' && value.value === null)) return inputs;
  if (event !== 'workflow_dispatch' && event !== 'workflow_call') return inputs;
  if (value.kind !== 'map') {
    report(`\`on.${event}.inputs\` is not a map`, value.line);
    return inputs;
  }
  for (const [name, entry] of value.entries) {
    const where = `\`on.${event}.inputs.${name}\``;
    const fields = entry.kind === 'map' ? entry.entries : new Map<string, YamlTree>();
    if (entry.kind !== 'map' && !(entry.kind === 'scalar' && entry.value === null)) {
      report(`${where} is not a map`, entry.line);
      continue;
    }
    const given = scalarText(fields.get('type')) ?? 'string';
    const type = INPUT_TYPES.find((each) => each === given);
    const options = fields.get('options');
    if (type === undefined) report(`${where} has the unknown type ${JSON.stringify(given)}`, entry.line);
    if (type === 'choice' && (options?.kind !== 'list' || options.items.length === 0)) {
      report(`${where} is a choice without \`options\``, entry.line);
    }
    inputs.set(name, {
      name,
      description: scalarText(fields.get('description')),
      type: type ?? 'string',
      required: scalarText(fields.get('required')) === 'true',
      default: scalarText(fields.get('default')),
      options: options === undefined ? [] : readTexts(options, `${where}.options`, report),
    });
  }
  return inputs;
}

function readJobs(root: YamlMap, report: Report): WorkflowJob[] {
  const value = root.entries.get('jobs');
  if (value?.kind !== 'map' || value.entries.size === 0) {
    report('has no `jobs:`', value?.line ?? root.line);
    return [];
  }
  const jobs: WorkflowJob[] = [];
  let combinations = 0;
  for (const [id, entry] of value.entries) {
    const line = value.lines.get(id) ?? entry.line;
    if (!/^[A-Za-z_][A-Za-z0-9_-]{0,99}$/.test(id)) {
      report(`the job id ${JSON.stringify(id.slice(0, 120))} is not made of letters, digits, - and _`, line);
    }
    if (entry.kind !== 'map') {
      report(`the job ${id} is not a map`, line);
      continue;
    }
    const job = readJob(id, entry, line, report);
    jobs.push(job);
    combinations += job.matrix.kind === 'literal' ? job.matrix.combinations.length : 0;
    if (combinations > MAX_COMBINATIONS) {
      report(`the matrices make more than ${MAX_COMBINATIONS} jobs`, line);
      break;
    }
  }
  checkNeeds(jobs, value, report);
  return jobs;
}

function readJob(id: string, job: YamlMap, line: number, report: Report): WorkflowJob {
  const { entries } = job;
  const uses = scalarText(entries.get('uses'));
  if (uses === null && !entries.has('runs-on')) report(`the job ${id} has no \`runs-on\``, line);
  const steps = entries.get('steps');
  if (uses === null && (steps?.kind !== 'list' || steps.items.length === 0)) report(`the job ${id} has no steps`, line);
  const strategy = entries.get('strategy');
  const matrix = expandMatrix(strategy?.kind === 'map' ? strategy.entries.get('matrix') : undefined);
  if (!matrix.ok) report(`the matrix of the job ${id} ${matrix.fault}`, matrix.line);
  const strategyIsExpression = strategy?.kind === 'scalar' && strategy.text.includes('${{');
  const needs = entries.get('needs');
  const environment = entries.get('environment');
  return {
    id,
    name: scalarText(entries.get('name')),
    needs: needs === undefined ? [] : readTexts(needs, `\`needs\` of the job ${id}`, report),
    condition: scalarText(entries.get('if')),
    uses,
    environment: environment?.kind === 'map' ? scalarText(environment.entries.get('name')) : scalarText(environment),
    matrix: strategyIsExpression ? { kind: 'dynamic' } : matrix.ok ? matrix.value : { kind: 'none' },
    env: scalarsOf(entries.get('env')),
    outputs: scalarsOf(entries.get('outputs')),
    steps: steps?.kind === 'list' ? readSteps(id, steps.items, report) : [],
    with: scalarsOf(entries.get('with')),
    call: null,
  };
}

/** What only waits for steps in the background, or ends one. Source: GitHub, "Workflow syntax", steps. */
const WAITING = ['wait', 'wait-all', 'cancel'];

/** The steps that do anything; those of a group run beside each other, and stand here one by one. */
function readSteps(job: string, steps: readonly YamlTree[], report: Report): WorkflowStep[] {
  return steps.flatMap((step) => {
    const entries = step.kind === 'map' ? step.entries : new Map<string, YamlTree>();
    const isOfItsOwn = entries.has('uses') || entries.has('run');
    const group = entries.get('parallel');
    if (!isOfItsOwn && group?.kind === 'list') return group.items.map((each) => readStep(job, each, report));
    return !isOfItsOwn && WAITING.some((key) => entries.has(key)) ? [] : [readStep(job, step, report)];
  });
}

function readStep(job: string, step: YamlTree, report: Report): WorkflowStep {
  const entries = step.kind === 'map' ? step.entries : new Map<string, YamlTree>();
  const uses = scalarText(entries.get('uses'));
  const run = scalarText(entries.get('run'));
  if ((uses === null) === (run === null)) {
    report(
      `a step of the job ${job} has ${uses === null ? 'neither' : 'both'} \`uses\` ${uses === null ? 'nor' : 'and'} \`run\``,
      step.line,
    );
  }
  const firstLine = (run ?? '').trimStart().split('\n', 1)[0] ?? '';
  return {
    id: scalarText(entries.get('id')),
    name: scalarText(entries.get('name')) ?? `Run ${uses ?? firstLine.trimEnd()}`,
    condition: scalarText(entries.get('if')),
    uses,
    run,
    with: scalarsOf(entries.get('with')),
    env: scalarsOf(entries.get('env')),
  };
}

/** Every needed job must exist, and no job may need itself by a circle. */
function checkNeeds(jobs: readonly WorkflowJob[], map: YamlMap, report: Report): void {
  const ids = new Set(jobs.map((job) => job.id));
  const waiting = new Map<string, number>();
  const dependents = new Map<string, string[]>();
  for (const job of jobs) {
    const line = map.lines.get(job.id) ?? map.line;
    const known = [...new Set(job.needs)].filter((need) => ids.has(need));
    for (const need of job.needs) {
      if (!map.entries.has(need)) report(`the job ${job.id} needs ${JSON.stringify(need)}, which is no job`, line);
    }
    waiting.set(job.id, known.length);
    for (const need of known) {
      const list = dependents.get(need);
      if (list === undefined) dependents.set(need, [job.id]);
      else list.push(job.id);
    }
  }
  const ready = jobs.filter((job) => waiting.get(job.id) === 0).map((job) => job.id);
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    waiting.delete(id);
    for (const dependent of dependents.get(id) ?? []) {
      const left = (waiting.get(dependent) ?? 0) - 1;
      waiting.set(dependent, left);
      if (left === 0) ready.push(dependent);
    }
  }
  const stuck = [...waiting.keys()];
  if (stuck.length > 0) report(`the jobs ${stuck.slice(0, 5).join(', ')} need each other in a circle`, map.line);
}

/** Text of a scalar; null for anything else, and for null itself. */
const scalarText = (tree: YamlTree | undefined): string | null =>
  tree?.kind === 'scalar' && tree.value !== null ? tree.text : null;

/** The scalar entries of a map; what is nested is left out. */
function scalarsOf(tree: YamlTree | undefined): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  if (tree?.kind === 'map') {
    for (const [key, value] of tree.entries) if (value.kind === 'scalar') texts.set(key, value.text);
  }
  return texts;
}
