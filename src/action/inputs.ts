import { type Problem, problem } from '../core/problem.ts';

/**
 * The inputs of action.yml as its steps hand them over. They come through variables of our own: composite steps get no
 * `INPUT_*` from the runner, and a runner that leaks some must not be listened to.
 */
export interface ActionInputs {
  readonly version: string;
  readonly repository: string;
  readonly token: string;
  readonly configFile: string | undefined;
  readonly dryRun: boolean;
  readonly skip: string;
  readonly verdict: string | undefined;
  readonly baseline: readonly string[];
  readonly candidate: readonly string[];
  readonly baselineRef: string | undefined;
  readonly rounds: number | undefined;
  readonly workingDirectory: string;
  readonly supersede: readonly number[];
  readonly acceptTree: readonly string[];
  readonly outputDirectory: string;
}

/** Reads every input; all that is wrong is told at once. */
export function readInputs(env: NodeJS.ProcessEnv, problems: Problem[]): ActionInputs {
  const text = (name: string) => (env[`ZLINK_${name}`] ?? '').trim();
  const optional = (name: string) => text(name) || undefined;
  const list = (name: string) =>
    text(name)
      .split(/[\n,]/)
      .map((each) => each.trim())
      .filter(Boolean);
  const refuse = (where: string, what: string, remedy?: string) =>
    problems.push(problem('input-invalid', what, { where, ...(remedy === undefined ? {} : { remedy }) }));

  const dryRun = text('DRY_RUN') || 'false';
  if (dryRun !== 'true' && dryRun !== 'false')
    refuse('dry-run', `${JSON.stringify(dryRun)} is neither true nor false.`);
  const rounds = optional('ROUNDS');
  if (rounds !== undefined && !/^[1-9]\d{0,3}$/.test(rounds))
    refuse('rounds', `${JSON.stringify(rounds)} is no number of rounds.`);
  const supersede = list('SUPERSEDE');
  for (const each of supersede) {
    if (!/^[1-9]\d{0,9}$/.test(each)) refuse('supersede', `${JSON.stringify(each)} is no pull request number.`);
  }
  if (text('VERSION') === '')
    refuse('version', 'No version is given.', 'Give `version`: MAJOR.MINOR.PATCH, or patch, minor, major.');
  return {
    version: text('VERSION'),
    repository: text('REPOSITORY'),
    token: env.ZLINK_RELEASE_TOKEN ?? '',
    configFile: optional('CONFIG_FILE'),
    dryRun: dryRun === 'true',
    skip: text('SKIP'),
    verdict: optional('VERDICT'),
    // Folder names may hold commas; one stands on each line.
    baseline: text('BASELINE')
      .split('\n')
      .map((each) => each.trim())
      .filter(Boolean),
    candidate: text('CANDIDATE')
      .split('\n')
      .map((each) => each.trim())
      .filter(Boolean),
    baselineRef: optional('BASELINE_REF'),
    rounds: rounds === undefined ? undefined : Number(rounds),
    workingDirectory: text('WORKING_DIRECTORY') || '.',
    supersede: supersede.map(Number),
    acceptTree: list('ACCEPT_TREE'),
    outputDirectory: text('OUTPUT_DIRECTORY') || '.',
  };
}
