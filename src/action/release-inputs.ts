import { type Checked, checked, failed, Problems, problem } from '../core/problem.ts';
import { STAGES, type Stage } from '../core/release/stage.ts';
import { loadConfig } from '../core/settings/load-config.ts';
import { type ConfigOverride, configOverrides, OVERRIDING_INPUTS } from '../core/settings/overrides.ts';
import { type Language, languageOf } from '../language/language.ts';

/**
 * The inputs of action.yml, checked. They come through variables of our own: composite steps get no `INPUT_*` from the
 * runner, and a runner that leaks some must not be listened to. The token is not among them.
 */
export interface ActionInputs {
  readonly version: string;
  readonly repository: string;
  readonly configFile: string | undefined;
  /** Stages left out by request. */
  readonly skip: readonly Stage[];
  readonly dryRun: boolean;
  readonly verdict: string | undefined;
  readonly baseline: readonly string[];
  readonly candidate: readonly string[];
  readonly baselineRef: string | undefined;
  readonly rounds: number | undefined;
  readonly workingDirectory: string;
  readonly supersede: readonly number[];
  readonly acceptTree: readonly string[];
  readonly outputDirectory: string;
  readonly language: Language;
  readonly overrides: readonly ConfigOverride[];
}

/** Stages that can be left out: without the others there is no release. */
const SKIPPABLE: readonly Stage[] = ['test', 'bench', 'gate', 'watch', 'verify', 'report'];

/** The variable that carries an input of action.yml. */
export const inputVariable = (input: string): string => `ZLINK_${input.toUpperCase().replaceAll('-', '_')}`;

/** Where the job's checkout is, as the input says. */
export const workingDirectoryOf = (env: NodeJS.ProcessEnv): string =>
  (env[inputVariable('working-directory')] ?? '').trim() || '.';

/** Reads every input; all that is wrong is told at once. */
export function readInputs(env: NodeJS.ProcessEnv): Checked<ActionInputs> {
  const problems = new Problems();
  const text = (input: string) => (env[inputVariable(input)] ?? '').trim();
  const optional = (input: string) => text(input) || undefined;
  const parts = (input: string, separator: RegExp) =>
    text(input)
      .split(separator)
      .map((each) => each.trim())
      .filter(Boolean);
  const refuse = (where: string, what: string, remedy?: string) =>
    problems.add(problem('input-invalid', what, { where, ...(remedy === undefined ? {} : { remedy }) }));
  const quoted = (value: string) => JSON.stringify(value.slice(0, 200));

  // An expression that comes out empty is no answer to whether something is written.
  const dryRun = env[inputVariable('dry-run')] === undefined ? 'false' : text('dry-run');
  if (dryRun !== 'true' && dryRun !== 'false') refuse('dry-run', `${quoted(dryRun)} is neither true nor false.`);
  const skip: Stage[] = [];
  for (const each of parts('skip', /[\n,]/)) {
    const stage = SKIPPABLE.find((known) => known === each);
    if (stage !== undefined) skip.push(stage);
    else refuse('skip', `${quoted(each)} is no stage that can be left out.`, `These can: ${SKIPPABLE.join(', ')}.`);
  }
  const rounds = optional('rounds');
  if (rounds !== undefined && !/^[1-9]\d{0,3}$/.test(rounds))
    refuse('rounds', `${quoted(rounds)} is no number of rounds.`);
  const supersede = parts('supersede', /[\n,]/);
  for (const each of supersede) {
    if (!/^[1-9]\d{0,9}$/.test(each)) refuse('supersede', `${quoted(each)} is no pull request number.`);
  }
  const acceptTree = parts('accept-tree', /[\n,]/);
  for (const each of acceptTree) {
    if (!/^[0-9a-f]{40}$/.test(each)) refuse('accept-tree', `${quoted(each)} is not a full tree id.`);
  }
  if (text('version') === '')
    refuse('version', 'No version is given.', 'Give `version`: MAJOR.MINOR.PATCH, or patch, minor, major.');
  // Folder names may hold commas; one stands on each line.
  const baseline = parts('baseline', /\n/);
  const candidate = parts('candidate', /\n/);
  const verdict = optional('verdict');
  const measuring = [
    ['baseline and candidate', baseline.length > 0 || candidate.length > 0],
    ['baseline-ref', optional('baseline-ref') !== undefined],
    ['verdict', verdict !== undefined],
  ] as const;
  const given = measuring.filter(([, isGiven]) => isGiven).map(([name]) => name);
  if (given.length > 1) {
    refuse(
      given.join(', '),
      'The gate cannot rest on more than one of them.',
      'Give a verdict, or folders to judge, or a baseline-ref to measure against.',
    );
  } else if (given.length === 1 && skip.includes('gate')) {
    refuse('skip', `The gate is left out, but it is given ${given[0]}.`, 'Leave one of the two out.');
  }
  if (baseline.length > 0 && candidate.length === 0)
    refuse('candidate', 'Baseline folders are given, but no candidate folder.');
  // The runner's own locale says nothing about who reads its log.
  const language = problems.take(languageOf(text('language'), {}, 'language')) ?? 'en';
  const overrides = configOverrides(text);
  problems.take(loadConfig('the inputs', '', overrides));
  return problems.over(() => ({
    language,
    version: text('version'),
    repository: text('repository'),
    configFile: optional('config-file'),
    skip,
    dryRun: dryRun === 'true',
    verdict,
    baseline,
    candidate,
    baselineRef: optional('baseline-ref'),
    rounds: rounds === undefined ? undefined : Number(rounds),
    workingDirectory: workingDirectoryOf(env),
    supersede: supersede.map(Number),
    acceptTree,
    outputDirectory: text('output-directory') || '.',
    overrides,
  }));
}

/** Every input of action.yml but the token, which no file and no output ever holds. */
export const INPUT_NAMES = [
  'version',
  'repository',
  'config-file',
  'dry-run',
  'skip',
  'verdict',
  'baseline',
  'candidate',
  'baseline-ref',
  'rounds',
  'working-directory',
  'supersede',
  'accept-tree',
  'output-directory',
  'language',
  ...Object.keys(OVERRIDING_INPUTS),
] as const;

/** The stages that this run of the action does. */
export function stagesToDo({ dryRun, skip }: ActionInputs): readonly Stage[] {
  return dryRun ? ['plan'] : STAGES.filter((stage) => !skip.includes(stage));
}

/**
 * The inputs as the plan step has checked them and handed them on, by an output of its own: a file could be an old one or
 * somebody else's.
 */
export function inputsOfPlan(env: NodeJS.ProcessEnv): Checked<ActionInputs> {
  try {
    return checked(JSON.parse(env.ZLINK_INPUTS ?? '') as ActionInputs);
  } catch {
    return failed(
      problem('input-invalid', 'The plan step has handed on no inputs.', {
        where: 'ZLINK_INPUTS',
        remedy: 'Run the steps of action.yml in their order.',
      }),
    );
  }
}
