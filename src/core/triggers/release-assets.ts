import { type ContextLookup, conditionHolds, type ExpressionValue, fillExpressions, UNKNOWN } from './expression.ts';
import type { MatrixCombination } from './job-matrix.ts';
import { shellCommands } from './shell-words.ts';
import {
  matrixLookup,
  type WorkflowFile,
  type WorkflowInput,
  type WorkflowJob,
  type WorkflowStep,
} from './workflow-file.ts';

/** One asset, or a family of them, that a workflow publishes. */
export interface AssetPattern {
  /** File name as the release will show it; `*` and `?` stand for what only a run can tell. */
  readonly name: string;
  /**
   * `exact`: the text says so. `assumed`: a name after the assumption named in `because`. `glob`: only the shape is
   * known, and any number of files may have it.
   */
  readonly certainty: 'exact' | 'assumed' | 'glob';
  /** Where it says so, for a person: job, step, key. */
  readonly from: string;
  /** The assumption behind an assumed name. */
  readonly because: string | null;
}

export interface ExpectedAssets {
  /** Without repetitions, in file order. */
  readonly patterns: readonly AssetPattern[];
  /** What was found, or why nothing was; a sentence without its full stop. */
  readonly why: string;
}

export interface ReleaseSubject {
  readonly version: string;
  /** Without `refs/tags/`. */
  readonly tag: string;
  /** What starts the workflow; a push of the tag when not given. */
  readonly event?: 'push' | 'workflow_dispatch';
  /** Inputs of the dispatch as they are sent. */
  readonly inputs?: ReadonlyMap<string, string>;
}

/**
 * Characters of publishing steps that are read, over all jobs and combinations: aliases can repeat a long script without
 * end. Real workflows stay below a million.
 */
const MAX_READ = 20_000_000;
/** Longer than any file name; a longer one is known by no more than that it is there. */
const MAX_NAME = 1_000;

/**
 * What a workflow publishes on the release of a tag, as far as its text tells.
 *
 * Understood: softprops/action-gh-release and ncipollo/release-action, svenstaro/upload-release-action,
 * actions/upload-release-asset, and `gh release create` and `gh release upload` in a script. Jobs and steps whose `if:`
 * surely does not hold for the tag are left out, as are steps that name another tag. Values of the tag, of the matrix and
 * of literal `env:` are filled in; an output that is named after the version (`…version`) is assumed to be the version;
 * anything else becomes `*`.
 *
 * Sources: the READMEs of the actions named; GitHub CLI manual, "gh release create" and "gh release upload"; REST
 * documentation, "Upload a release asset", on renamed files.
 */
export function expectedAssets(workflow: WorkflowFile, subject: ReleaseSubject): ExpectedAssets {
  const found = new Map<string, AssetPattern>();
  let publishers = 0;
  let room = MAX_READ;
  for (const job of workflow.jobs) {
    const combinations: readonly (MatrixCombination | null)[] =
      job.matrix.kind === 'literal' ? job.matrix.combinations : [null];
    for (const combination of combinations) {
      const context: Context = { workflow, job, subject, combination };
      room -= 100 + (job.condition?.length ?? 0);
      if (room < 0) return tooLarge(workflow);
      if (conditionHolds(job.condition, lookupIn(context, null)) === false) continue;
      for (const step of job.steps) {
        if (!isPublisher(step)) continue;
        room -= lengthOf(step);
        if (room < 0) return tooLarge(workflow);
        const files = publishedFiles(step, context);
        if (files === null) continue;
        publishers += 1;
        for (const file of files) {
          const pattern = toPattern(file, `job ${job.id}, step "${step.name}"`);
          const before = found.get(pattern.name);
          if (before === undefined || (before.certainty !== 'exact' && pattern.certainty === 'exact')) {
            found.set(pattern.name, pattern);
          }
        }
      }
    }
  }
  const patterns = [...found.values()];
  if (publishers === 0)
    return { patterns, why: `${workflow.path} has no step that publishes a release for ${subject.tag}` };
  if (patterns.length === 0) return { patterns, why: `${workflow.path} publishes a release without assets` };
  const globs = patterns.filter((each) => each.certainty === 'glob').length;
  return {
    patterns,
    why: `${workflow.path} publishes ${patterns.length - globs} named ${patterns.length - globs === 1 ? 'asset' : 'assets'}${globs === 0 ? '' : ` and ${globs} that only a run can name`}`,
  };
}

const tooLarge = (workflow: WorkflowFile): ExpectedAssets => ({
  patterns: [],
  why: `${workflow.path} is too large to tell what it publishes`,
});

/** Whether a name is one of the pattern's: `*` and `?` as in a glob, everything else as it is. */
export function matchesAsset(pattern: AssetPattern, name: string): boolean {
  // Two pointers and one place to go back to: linear in practice, pattern × name at worst.
  const wanted = pattern.name;
  if (pattern.certainty !== 'glob') return wanted === name;
  let at = 0;
  let star = -1;
  let retry = 0;
  for (let index = 0; index < name.length; ) {
    if (at < wanted.length && wanted[at] === '*') {
      star = at;
      retry = index;
      at += 1;
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === name[index])) {
      at += 1;
      index += 1;
    } else if (star !== -1) {
      at = star + 1;
      retry += 1;
      index = retry;
    } else {
      return false;
    }
  }
  while (wanted[at] === '*') at += 1;
  return at === wanted.length;
}

interface Context {
  readonly workflow: WorkflowFile;
  readonly job: WorkflowJob;
  readonly subject: ReleaseSubject;
  readonly combination: MatrixCombination | null;
}

/** Stand for what a text does not tell, so that a name can be judged after it has been put together. */
const UNKNOWN_MARK = '\u{f0000}';
const ASSUMED_MARK = '\u{f0001}';

/** The action of a step, without its version; undefined for a script. */
const actionOf = (step: WorkflowStep): string | undefined => step.uses?.split('@', 1)[0]?.toLowerCase();

function isPublisher(step: WorkflowStep): boolean {
  const action = actionOf(step);
  return action === undefined ? step.run?.includes('gh release') === true : ACTIONS.has(action);
}

/** Characters of a step that are read to tell what it publishes, and some for the step itself. */
const lengthOf = (step: WorkflowStep): number =>
  [step.run, step.condition, ...step.with.values(), ...step.env.values()].reduce(
    (sum, text) => sum + (text?.length ?? 0),
    1_000,
  );

/** Files a publishing step attaches to the release of this tag; null when it attaches none. */
function publishedFiles(step: WorkflowStep, context: Context): string[] | null {
  const lookup = lookupIn(context, step);
  const action = actionOf(step);
  if (conditionHolds(step.condition, lookup) === false) return null;
  const fill = (text: string): string =>
    fillExpressions(text, lookup, (expression) => (namesVersion(expression) ? assumed(context) : UNKNOWN_MARK));
  if (action === undefined) return filesOfScript(fill(step.run ?? ''), step, context, fill);
  const input = (name: string): string => fill(step.with.get(name) ?? '');
  const tag = input('tag_name') || input('tag');
  if (tag !== '' && !couldBe(tag, context.subject.tag)) return null;
  return ACTIONS.get(action)?.(input) ?? null;
}

/** What each publishing action attaches, from its inputs. */
const ACTIONS: ReadonlyMap<string, (input: (name: string) => string) => string[]> = new Map([
  ['softprops/action-gh-release', (input: (name: string) => string) => listed(input('files'))],
  ['ncipollo/release-action', (input: (name: string) => string) => listed(input('artifacts') || input('artifact'))],
  [
    'svenstaro/upload-release-action',
    (input: (name: string) => string) =>
      input('file_glob') === 'true' ? [input('file')] : [input('asset_name') || input('file')],
  ],
  ['actions/upload-release-asset', (input: (name: string) => string) => [input('asset_name') || input('asset_path')]],
]);

/** One a line or after a comma, but not a comma within braces. */
function listed(text: string): string[] {
  const files: string[] = [];
  let depth = 0;
  let file = '';
  for (const character of `${text}\n`) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (character === '\n' || character === '\r' || (character === ',' && depth <= 0)) {
      if (file.trim() !== '') files.push(file.trim());
      file = '';
      depth = 0;
    } else {
      file += character;
    }
  }
  return files;
}

/** Flags of `gh release create` and `gh release upload` that take a value. */
const VALUE_FLAGS: ReadonlySet<string> = new Set([
  '-t',
  '--title',
  '-n',
  '--notes',
  '-F',
  '--notes-file',
  '--target',
  '--discussion-category',
  '--notes-start-tag',
  '-R',
  '--repo',
]);

/** Files of the `gh release` commands of a script for this tag; null when there is no such command. */
function filesOfScript(
  script: string,
  step: WorkflowStep,
  context: Context,
  fill: (text: string) => string,
): string[] | null {
  const { subject, job, workflow } = context;
  const runner = new Map([
    ['GITHUB_REF_NAME', subject.tag],
    ['GITHUB_REF', `refs/tags/${subject.tag}`],
    ['GITHUB_REF_TYPE', 'tag'],
    ['GITHUB_EVENT_NAME', subject.event ?? 'push'],
  ]);
  const lookup = (name: string, reassigned: boolean): string | null => {
    if (reassigned) return namesVersion(name) ? assumed(context) : null;
    const own = step.env.get(name) ?? job.env.get(name) ?? workflow.env.get(name);
    if (own !== undefined) return fill(own);
    return runner.get(name) ?? (namesVersion(name) ? assumed(context) : null);
  };
  let files: string[] | null = null;
  for (const words of shellCommands(script, lookup)) {
    if (words[0] !== 'gh' || words[1] !== 'release' || (words[2] !== 'create' && words[2] !== 'upload')) continue;
    const operands: string[] = [];
    for (let at = 3; at < words.length; at += 1) {
      const word = words[at] ?? '';
      if (VALUE_FLAGS.has(word)) at += 1;
      else if (!word.startsWith('-')) operands.push(word);
    }
    const [tag, ...operandFiles] = operands;
    if (tag !== undefined && !couldBe(tag, subject.tag)) continue;
    files ??= [];
    // `file#label` shows a label beside the asset; its name stays the file's.
    files.push(...operandFiles.map((file) => file.split('#', 1)[0] ?? file));
  }
  return files;
}

/** What is known of the contexts when the tag is pushed. */
function lookupIn(context: Context, step: WorkflowStep | null): ContextLookup {
  const { subject, job, workflow } = context;
  const github = new Map<string, string>([
    ['ref', `refs/tags/${subject.tag}`],
    ['ref_name', subject.tag],
    ['ref_type', 'tag'],
    ['event_name', subject.event ?? 'push'],
    ['event.ref', `refs/tags/${subject.tag}`],
    ['head_ref', ''],
    ['base_ref', ''],
  ]);
  const outer: ContextLookup = (path) => {
    const [name, ...rest] = path;
    if (name === 'github') {
      const [event, inputs, ...input] = rest;
      if (event === 'event' && inputs === 'inputs') return inputValue(input);
      return github.get(rest.join('.')) ?? UNKNOWN;
    }
    if (name === 'inputs') return inputValue(rest);
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
const namesVersion = (expression: string): boolean =>
  expression.length <= 200 && /^(?:(?:needs|steps|env|jobs)\.[\w.-]*)?(?:\w*[_-])?version$/i.test(expression.trim());

const assumed = (context: Context): string => ASSUMED_MARK + context.subject.version + ASSUMED_MARK;

/** Whether a text with unknown parts may stand for this tag. */
function couldBe(text: string, tag: string): boolean {
  const name = text
    .replaceAll(ASSUMED_MARK, '')
    .replaceAll(UNKNOWN_MARK, '*')
    .replace(/^refs\/tags\//, '');
  return matchesAsset({ name, certainty: 'glob', from: '', because: null }, tag);
}

/** Puts a file argument into the form of an asset: its last part, what it stands for, and how sure that is. */
function toPattern(file: string, from: string): AssetPattern {
  const isAssumed = file.includes(ASSUMED_MARK);
  const path = file.replaceAll(ASSUMED_MARK, '').replaceAll(UNKNOWN_MARK, '*').replaceAll('\\', '/');
  const base = path.slice(path.lastIndexOf('/') + 1);
  const last = base.length <= MAX_NAME ? base : '';
  // `[ab]` and `{a,b}` are wider than one name as well; `*` covers them. Which directory a file comes from is no matter.
  const isGlob = last === '' || /[*?[{]/.test(last);
  const name = last === '' ? '*' : last.replace(/\[[^\]]*\]|\{[^}]*\}/g, '*').replace(/\*{2,}/g, '*');
  if (isGlob) return { name, certainty: 'glob', from, because: null };
  const shown = uploadedName(name);
  return {
    name: shown,
    certainty: isAssumed || shown !== name ? 'assumed' : 'exact',
    from,
    because: isAssumed
      ? 'the output it is named after is taken to be the version'
      : shown !== name
        ? 'GitHub renames files with special characters'
        : null,
  };
}

/** GitHub renames files whose names have special characters: spaces and the like become full stops. */
export const uploadedName = (name: string): string => name.replace(/[^A-Za-z0-9._+@~-]+/g, '.');
