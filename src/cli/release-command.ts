import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { runConfiguredTests } from '../commands/run-configured-tests.ts';
import { release } from '../conduct/release.ts';
import type { StageRequest } from '../conduct/stage-rows.ts';
import { LARGEST_VERDICT, readClaim } from '../core/gate/parse-verdict.ts';
import { type Checked, checked, failed, type Problem, Problems, problem, Stop } from '../core/problem.ts';
import { askedGate, underFormerName } from '../core/release/asked-gate.ts';
import { treesToAccept, versionToGoOnWith } from '../core/release/continuation.ts';
import { type GateEvidence, judgeEvidence } from '../core/release/evidence.ts';
import { judgeKept } from '../core/release/kept-evidence.ts';
import type { ReleaseRecord } from '../core/release/record.ts';
import { STAGES, type Stage } from '../core/release/stage.ts';
import { systemClock } from '../effects/clock.ts';
import { saveRecord, saveReport, saveWhole } from '../effects/record-file.ts';
import { readNamedFile } from '../effects/small-file.ts';
import { printable } from '../report/printable.ts';
import { releaseHtml } from '../report/release-html.ts';
import { releaseLines } from '../report/release-text.ts';
import { type ConnectionOptions, connect } from './connect.ts';
import { interruptible } from './interruption.ts';
import { type Output, reportProblems } from './output.ts';
import { workflowRun } from './run-variables.ts';
import { sameCommand } from './same-command.ts';

export interface ReleaseOptions extends ConnectionOptions {
  readonly version: string;
  readonly supersede?: readonly number[];
  readonly acceptTree?: readonly string[];
  readonly skip?: string;
  readonly only?: string;
  readonly verdict?: string;
  readonly record?: string;
}

/** `release`: the whole pipeline, from wherever the release stands. */
export async function releaseCommand(options: ReleaseOptions, output: Output, programVersion: string): Promise<number> {
  const problems = new Problems();
  const stages = problems.take(chooseStages(options));
  const evidence = problems.take(readEvidence(options, stages ?? new Set()));
  const acceptedTrees = options.acceptTree ?? [];
  for (const tree of acceptedTrees) {
    if (!/^[0-9a-f]{40}$/.test(tree))
      problems.add(
        problem('input-invalid', `${JSON.stringify(tree)} is not a full tree id.`, { where: '--accept-tree' }),
      );
  }
  const progress = output.progress(systemClock, conductedStages(stages ?? new Set()));
  let connection: ReturnType<typeof connect> | null = null;
  try {
    connection = connect(options, programVersion, progress);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    problems.add(...error.problems);
  }
  problems.stop();
  if (stages === null || evidence === null || connection === null) throw new Error('what is checked is there');

  const path = options.record ?? 'release-record.json';
  const { client, config } = connection;
  let known = options.version;
  const goOn = (version: string, stopped: readonly Problem[] = []) =>
    sameCommand(
      'release',
      version === known
        ? { ...options, acceptTree: [...acceptedTrees, ...treesToAccept(stopped)] }
        : ofAnotherVersion(options),
      { repo: `${client.owner}/${client.repo}`, version },
    );
  const outcome = await interruptible(output, { next: () => goOn(known) }, () =>
    release(
      { client, clock: systemClock, progress },
      {
        version: options.version,
        config,
        superseded: options.supersede ?? [],
        publicUrl: null,
        acceptedTrees,
        stages,
        judge: judging(evidence, false),
        test: testing(acceptedTrees, output),
        rehearsal: false,
        run: workflowRun(process.env),
        program: programVersion,
      },
      (record) => {
        known = record.version;
        keepVerdict(dirname(path), evidence, record);
        saveRecord(path, record);
      },
    ),
  );
  const { record } = outcome;
  const version = outcome.problems.length > 0 ? versionToGoOnWith(outcome.problems, record.version) : null;
  const next = version === null ? null : goOn(version, outcome.problems);
  saveRecord(path, record);
  saveReport(join(dirname(path), REPORT_NAME), releaseHtml(record, { next, words: output.words }));
  if (outcome.problems.length > 0) reportProblems(output, outcome.problems, next, { record });
  else output.result(releaseLines(record, output.resultColors, { words: output.words }), { ok: true, record });
  return outcome.exitCode;
}

/** What was shown or decided about one version says nothing about another. */
const ofAnotherVersion = ({ verdict: _v, acceptTree: _a, supersede: _s, ...options }: ReleaseOptions): ReleaseOptions =>
  options;

/**
 * Judges evidence that is there before the release begins, else what the invocations before have left of it.
 *
 * @param baselineRef what the workflow has measured against instead of what is configured
 */
export const judging =
  (evidence: GateEvidence, rehearsal: boolean, baselineRef?: string): StageRequest['judge'] =>
  async ({ config, kept, mergedBefore, standing, plan }, acceptableTrees, isOwnName) => {
    const options = { ...config.gate, rehearsal };
    const standingBefore = { kept, mergedBefore, tagged: standing.releaseTag !== null };
    const earlier = judgeKept(evidence, standingBefore, acceptableTrees, options);
    if (earlier !== null) return earlier;
    if (evidence.kind !== 'verdict') return judgeEvidence(evidence, acceptableTrees, options);
    const { owner, repo } = plan.repository;
    const { baseline = null, lastRelease = null } = standing;
    const isAsked = baselineRef === undefined || baselineRef === baseline?.ref;
    const now = askedGate(config, `${owner}/${repo}`, isAsked ? { baseline, lastRelease } : {});
    const asked = await underFormerName(now, evidence.verdict, isOwnName);
    return judgeEvidence({ ...evidence, asked }, acceptableTrees, options);
  };

/** The verdict that a release went by, beside its record. */
export const VERDICT_NAME = 'release-verdict.json';

/** Leaves the verdict beside the record that names it by its digest: what was shown may be gone when somebody asks. */
export function keepVerdict(folder: string, evidence: GateEvidence, { gate }: ReleaseRecord): void {
  if (evidence.kind !== 'verdict' || gate.verdictSha256 !== evidence.sha256) return;
  const path = join(folder, VERDICT_NAME);
  const present = readNamedFile(path, LARGEST_VERDICT);
  if (!present.ok || present.text !== evidence.text) saveWhole(path, evidence.text);
}

/** The page that stands beside release-record.json. */
export const REPORT_NAME = 'release-report.html';

const testing =
  (accepted: readonly string[], output: Output): NonNullable<StageRequest['test']> =>
  (handover) =>
    output.aside(() =>
      runConfiguredTests(handover, {
        directory: process.cwd(),
        accepted,
        from: { kind: 'command-line' },
        output: 2,
        told: (line) => output.say(printable(output.words.say(line), 2_000)),
      }),
    );

/** The stages that a release itself does: measuring comes before it, and reporting is a part of the others. */
export const conductedStages = (stages: ReadonlySet<Stage>): Stage[] =>
  STAGES.filter((stage) => stage === 'plan' || (stages.has(stage) && stage !== 'bench' && stage !== 'report'));

/** The stages that --skip and --only leave; names that are no stage are told. */
export function chooseStages(options: { skip?: string; only?: string }): Checked<ReadonlySet<Stage>> {
  const problems = new Problems();
  const parse = (text: string | undefined, where: string): Stage[] =>
    (text ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean)
      .flatMap((name) => {
        const stage = STAGES.find((each) => each === name);
        if (stage === undefined) {
          problems.add(
            problem('input-invalid', `${JSON.stringify(name)} is no stage.`, {
              where,
              remedy: `Stages: ${STAGES.join(', ')}.`,
            }),
          );
          return [];
        }
        return [stage];
      });
  const only = parse(options.only, '--only');
  const skipped = parse(options.skip, '--skip');
  const chosen = (options.only === undefined ? STAGES : only).filter((stage) => !skipped.includes(stage));
  // An empty variable of a script must neither mean all stages nor pass for a release that is done.
  if (chosen.length === 0 && problems.none)
    problems.add(
      problem('input-invalid', 'No stage is left to do.', {
        where: only.length === 0 && options.only !== undefined ? '--only' : '--skip',
        remedy: `Name at least one stage, or leave the option away: ${STAGES.join(', ')}.`,
      }),
    );
  return problems.over(() => new Set(chosen));
}

/** The evidence a person names; a verdict that cannot be used is told. */
export function readEvidence(options: { verdict?: string }, stages: ReadonlySet<Stage>): Checked<GateEvidence> {
  if (!stages.has('gate')) return checked({ kind: 'skipped' });
  if (options.verdict === undefined) return checked({ kind: 'not-measured' });
  const file = readNamedFile(options.verdict, LARGEST_VERDICT);
  if (!file.ok) return failed(problem('verdict-invalid', `${options.verdict} ${file.why}.`, { where: '--verdict' }));
  const verdict = readClaim(file.text, options.verdict);
  if (!verdict.ok) return verdict;
  const sha256 = createHash('sha256').update(file.text).digest('hex');
  return checked({ kind: 'verdict', verdict: verdict.value, where: options.verdict, text: file.text, sha256 });
}
