import type { Problem } from '../core/problem.ts';
import { problemRecord } from '../core/problem-record.ts';
import type { Handover } from '../core/release/handover.ts';
import type { ReleaseRecord, StageRecord } from '../core/release/record.ts';

/** What a record says of the invocation that writes it. */
export interface RecordSubject {
  /** owner/name */
  readonly repository: string;
  /** Version of this program. */
  readonly program: string;
  readonly rehearsal: boolean;
  readonly startedAt: Date;
}

/** Characters; a record is for reading. */
const LONGEST_CHANGELOG = 20_000;

/** The record of a release that has a plan. */
export function startRecord(
  subject: RecordSubject,
  { plan, finishedBefore = false }: Pick<Handover, 'plan' | 'finishedBefore'>,
  stages: readonly StageRecord[],
): ReleaseRecord {
  return {
    ...emptyRecord(subject, plan.version, stages),
    finishedBefore,
    warnings: plan.warnings,
    repositoryUrl: plan.repository.htmlUrl,
    component: plan.component,
    previousVersion: plan.previousVersion,
    base: { branch: plan.baseBranch, commit: plan.base.commit, tree: plan.base.tree },
    expectedTree: plan.expectedTree,
    files: plan.edits.map(({ path, from, blob }) => ({ path, from, to: plan.version, blob })),
    places: plan.places,
    changelog: plan.changelogSection.trim().slice(0, LONGEST_CHANGELOG),
  };
}

/** A release that stopped before it was planned still leaves a record of why. */
export function stoppedRecord(
  subject: RecordSubject,
  version: string,
  stages: readonly StageRecord[],
  problems: readonly Problem[],
  endedAt: Date,
): ReleaseRecord {
  return {
    ...emptyRecord(subject, version, stages),
    status: 'stopped',
    endedAt: endedAt.toISOString(),
    problems: problems.map(problemRecord),
  };
}

function emptyRecord(
  { repository, program, rehearsal, startedAt }: RecordSubject,
  version: string,
  stages: readonly StageRecord[],
): ReleaseRecord {
  return {
    formatVersion: 1,
    program,
    rehearsal,
    repository,
    repositoryUrl: null,
    component: null,
    version,
    previousVersion: '',
    status: 'running',
    finishedBefore: false,
    warnings: [],
    startedAt: startedAt.toISOString(),
    endedAt: null,
    stages: [...stages],
    base: { branch: '', commit: '', tree: '' },
    expectedTree: '',
    files: [],
    places: [],
    changelog: '',
    gate: {
      status: 'not-measured',
      sentence: 'Not measured: the gate was not reached.',
      measuredTree: null,
      verdictSha256: null,
      readFrom: null,
    },
    pullRequest: null,
    checks: [],
    bumpCommit: null,
    mergeCommit: null,
    mergeTree: null,
    tag: null,
    aliases: [],
    runs: [],
    release: null,
    followUp: null,
    problems: [],
  };
}
