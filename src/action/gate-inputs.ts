import { type PathFilter, pathFilter } from '../core/check/changed-paths.ts';
import { GATE_CHECK_NAME } from '../core/check/commit-check.ts';
import { type Checked, Problems, problem } from '../core/problem.ts';
import { refNameFault } from '../core/ref-name.ts';
import { isShard, shardCount } from '../core/settings/shard-request.ts';
import { type Language, languageOf } from '../language/language.ts';
import type { MeasuringRun } from './measure.ts';

type Measuring = MeasuringRun['inputs'];

/** The inputs of gate/action.yml and gate/report/action.yml as their steps hand them over. */
export interface GateInputs extends Measuring {
  readonly token: string;
  readonly repository: string;
  readonly filter: PathFilter;
  readonly comment: boolean;
  readonly language: Language;
  /** Name of the check, and of the comment among ours. */
  readonly checkName: string;
  readonly marker: string;
  /** gate/report: the folder that the measuring run left. */
  readonly artifact: string;
  readonly trustForkMeasurements: boolean;
  /** Branch that keeps the figures of verdicts; left out: none does. */
  readonly historyBranch: string | undefined;
  /** What people call the candidate there. */
  readonly historyName: string | null;
}

/** Where the steps leave what they found: needed to tell of inputs that are wrong, too. */
export const gateOutputDirectory = (env: NodeJS.ProcessEnv): string => (env.ZLINK_OUTPUT_DIRECTORY ?? '').trim() || '.';

/** Of what git allows, what needs no thought. */
const PLAIN_NAME = /^(?!.*\.(?:\/|$))[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/;

/** Reads every input; all that is wrong is told at once. */
export function readGateInputs(env: NodeJS.ProcessEnv): Checked<GateInputs> {
  const problems = new Problems();
  const text = (name: string) => (env[`ZLINK_${name}`] ?? '').trim();
  const optional = (name: string) => text(name) || undefined;
  const lines = (name: string) =>
    text(name)
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
  const refuse = (where: string, what: string) => problems.add(problem('input-invalid', what, { where }));
  const quoted = (value: string) => JSON.stringify(value.slice(0, 200));
  const yes = (name: string, where: string, otherwise: boolean): boolean => {
    const value = text(name) || String(otherwise);
    if (value !== 'true' && value !== 'false') refuse(where, `${quoted(value)} is neither true nor false.`);
    return value === 'true';
  };

  const rounds = optional('ROUNDS');
  if (rounds !== undefined && !/^[1-9]\d{0,3}$/.test(rounds))
    refuse('rounds', `${quoted(rounds)} is no number of rounds.`);
  const shard = optional('SHARD');
  if (shard !== undefined && !isShard(shard)) refuse('shard', `${quoted(shard)} is no part of a whole, as 3/8.`);
  if (shard !== undefined && lines('CANDIDATE').length > 0)
    refuse('shard', 'A part is measured, and folders with results are given: a job does one of both.');
  const shards = optional('SHARDS');
  if (shards !== undefined && shardCount(shards) === null)
    refuse('shards', `${quoted(shards)} is no number of shards.`);
  if (shards !== undefined && lines('CANDIDATE').length === 0 && optional('ARTIFACT') === undefined)
    refuse('shards', 'Shards are to be judged, and no folder with results is given.');
  const preview = optional('PREVIEW');
  if (preview !== undefined && !/^(?:true|false|each-case)$/.test(preview))
    refuse('preview', `${quoted(preview)} is neither true, false nor each-case.`);
  const isPreview = preview === 'true' || preview === 'each-case';
  if (isPreview && (shard !== undefined || lines('CANDIDATE').length > 0))
    refuse('preview', 'A preview measures nothing, and a part to be measured or folders with results are given.');
  const onInconclusive = optional('ON_INCONCLUSIVE');
  if (onInconclusive !== undefined && onInconclusive !== 'block' && onInconclusive !== 'warn')
    refuse('on-inconclusive', `${quoted(onInconclusive)} is neither block nor warn.`);
  const label = optional('LABEL');
  // It stands in a hidden marker and in a name that rules refer to.
  if (label !== undefined && !/^[A-Za-z0-9](?:[A-Za-z0-9 ._]|-(?!-)){0,39}$/.test(label))
    refuse('label', `${quoted(label)} is not made of letters, digits, spaces, dots, dashes and underscores.`);
  const historyBranch = optional('HISTORY_BRANCH');
  if (historyBranch !== undefined && (!PLAIN_NAME.test(historyBranch) || refNameFault(historyBranch) !== null))
    refuse('history-branch', `${quoted(historyBranch)} is no name of a branch, as benchmarks.`);
  const historyName = optional('HISTORY_NAME') ?? null;
  if (historyName !== null && historyName.length > 200) refuse('history-name', 'It has more than 200 characters.');
  const filter = problems.take(pathFilter(lines('PATHS'), lines('PATHS_IGNORE')));
  const language = problems.take(languageOf(text('LANGUAGE'), {}, 'language')) ?? 'en';
  const comment = yes('COMMENT', 'comment', true);
  const trustForkMeasurements = yes('TRUST_FORK_MEASUREMENTS', 'trust-fork-measurements', false);
  return problems.over(() => ({
    token: env.ZLINK_RELEASE_TOKEN ?? '',
    repository: env.GITHUB_REPOSITORY ?? '',
    configFile: optional('CONFIG_FILE'),
    baseline: lines('BASELINE'),
    candidate: lines('CANDIDATE'),
    baselineRef: optional('BASELINE_REF'),
    rounds: rounds === undefined ? undefined : Number(rounds),
    workingDirectory: text('WORKING_DIRECTORY') || '.',
    outputDirectory: gateOutputDirectory(env),
    onInconclusive: onInconclusive === 'block' || onInconclusive === 'warn' ? onInconclusive : undefined,
    shard,
    shards: shards === undefined ? undefined : (shardCount(shards) ?? undefined),
    durations: optional('DURATIONS'),
    preview: isPreview ? preview : undefined,
    filter: filter ?? { kind: 'every' },
    comment,
    language,
    checkName: label === undefined ? GATE_CHECK_NAME : `${GATE_CHECK_NAME} (${label})`,
    marker: label === undefined ? 'gate' : `gate ${label}`,
    artifact: text('ARTIFACT') || '.',
    trustForkMeasurements,
    historyBranch,
    historyName,
  }));
}
