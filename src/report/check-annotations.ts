import type { Annotation } from '../core/check/commit-check.ts';
import type { CheckOutcome } from '../core/check/gate-conclusion.ts';
import type { Reason } from '../core/gate/verdict.ts';
import { problemAnnotation } from './problem-annotation.ts';

/** GitHub takes 50 annotations a request; the first ones say enough. */
export const MOST_ANNOTATIONS = 50;

/** Where remarks can stand. A benchmark has no line that is to blame: a remark stands at what measured it. */
export interface AnnotationPlaces {
  /** Whether a path is a file of the head's tree with a first line: GitHub shows no remark at a line that is not there. */
  readonly hasLine: (path: string) => boolean;
  /** Path of the comparison script. */
  readonly harness: string;
  /** Path of the configuration. */
  readonly config: string;
}

const ELSEWHERE = ['CHANGELOG.md', 'README.md', 'VERSION'];

/** What blocks first, then what warns. Nothing when the tree has none of the files that a remark could stand at. */
export function annotationsOf(outcome: CheckOutcome, places: AnnotationPlaces): Annotation[] {
  const remarks = remarksOf(outcome).flatMap(({ subject, ...remark }): Annotation[] => {
    const path = placeOf(subject, places);
    return path === null ? [] : [{ ...remark, path, line: 1 }];
  });
  return remarks.slice(0, MOST_ANNOTATIONS);
}

interface Remark extends Omit<Annotation, 'path' | 'line'> {
  /** The stack that it is about. */
  readonly subject: string | null;
}

function remarksOf(outcome: CheckOutcome): Remark[] {
  if (outcome.kind === 'unchanged') return [];
  if (outcome.kind === 'stopped') {
    return outcome.problems.map((each) => ({ subject: null, level: 'failure' as const, ...problemAnnotation(each) }));
  }
  const { verdict } = outcome;
  const stacks = new Map(verdict.rows.map((row) => [row.scenarioId, row.stack]));
  const remark = (level: Annotation['level'], reason: Reason): Remark => ({
    subject: reason.subject === undefined ? null : (stacks.get(reason.subject) ?? null),
    level,
    title: `performance gate: ${reason.rule}`,
    message: reason.text,
  });
  const of = (effect: Reason['effect']) => verdict.reasons.filter((reason) => reason.effect === effect);
  return [
    ...of('blocks').map((reason) => remark('failure', reason)),
    ...of('warns').map((reason) => remark('warning', reason)),
  ];
}

function placeOf(stack: string | null, { hasLine, harness, config }: AnnotationPlaces): string | null {
  const folder = harness.includes('/') ? harness.slice(0, harness.lastIndexOf('/') + 1) : '';
  const candidates = [
    ...(stack === null ? [] : [`${folder}${stack}/run_stream_scenarios.sh`]),
    harness,
    config,
    ...ELSEWHERE,
  ];
  return candidates.find(hasLine) ?? null;
}
