import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEvidence } from '../cli/release-command.ts';
import { type Checked, failed, orStop, problem, Stop } from '../core/problem.ts';
import type { GateEvidence } from '../core/release/evidence.ts';
import { type Handover, handoverDigest, handoverText, readHandover } from '../core/release/handover.ts';
import type { Stage } from '../core/release/stage.ts';
import { saveWhole } from '../effects/record-file.ts';
import { readNamedFile } from '../effects/small-file.ts';
import type { StageRun } from './step-context.ts';

/**
 * What one step hands to the next: a file with the plan and how far the release has come, and, by an output of the step,
 * its digest. Anything else in the job could write the file, but not that output.
 */
const PLAN_NAME = 'release-plan.json';
/** The edits of a release are in it: version files and changelogs of a few megabytes. Bytes. */
const LARGEST_PLAN = 256 * 1024 * 1024;

const planPath = ({ inputs }: Pick<StageRun, 'inputs'>): string => join(inputs.outputDirectory, PLAN_NAME);

export function handOn(run: StageRun, handover: Handover): void {
  const text = handoverText(handover, run.version);
  saveWhole(planPath(run), text);
  run.runner.setOutput('plan', handoverDigest(text));
}

/** The plan of the steps before. @throws Stop unless it is the one that they made */
export function takeHandover(run: StageRun): Handover {
  const path = planPath(run);
  const digest = (run.env.ZLINK_PLAN ?? '').trim();
  const file = readNamedFile(path, LARGEST_PLAN);
  if (digest === '' || !file.ok) {
    const what = file.ok ? 'The step before has handed on no plan.' : `${path} ${file.why}.`;
    throw new Stop([problem('plan-altered', what, { where: file.ok ? 'ZLINK_PLAN' : path })]);
  }
  return orStop(readHandover(file.text, digest, path));
}

/** The verdict that the gate step judged, which counts for the steps after it. */
export interface HandedVerdict {
  readonly path: string;
  /** null: this step has found it itself. */
  readonly sha256: string | null;
}

export function handedVerdict(env: NodeJS.ProcessEnv): HandedVerdict | null {
  const path = env.ZLINK_VERDICT_JSON ?? '';
  return path === '' ? null : { path, sha256: env.ZLINK_VERDICT_SHA256 ?? '' };
}

export const sha256Of = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** What the release rests on as to performance: the verdict that was handed on, unaltered, or nothing. */
export function handedEvidence(verdict: HandedVerdict | null, toDo: readonly Stage[]): Checked<GateEvidence> {
  const evidence = readEvidence(verdict === null ? {} : { verdict: verdict.path }, new Set(toDo));
  if (!evidence.ok || verdict?.sha256 == null || !toDo.includes('gate')) return evidence;
  if (sha256Of(verdict.path) === verdict.sha256) return evidence;
  return failed(
    problem('verdict-invalid', 'The verdict is not the one that the gate step has judged.', {
      where: verdict.path,
      remedy: 'Let nothing write to the output directory between the steps, and run the job again.',
    }),
  );
}
