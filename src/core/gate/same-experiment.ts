import { quoted } from '../measurements/defect.ts';
import type { HarnessResult, HarnessRow } from '../measurements/harness-result.ts';
import { compareProfiles, joinProfiles } from '../measurements/profile.ts';
import type { DirectionFault, UnitFault } from './metric-index.ts';
import type { Reason } from './verdict.ts';

/** What makes it another experiment: the field, told once however often it differs, and the sentence. */
interface Difference {
  readonly field: string;
  readonly text: string;
}

/** Profile and row parameters: every run against the first statement of each field on the baseline's side. */
export function compareExperiments(
  baseline: readonly HarnessResult[],
  candidate: readonly HarnessResult[],
  {
    unitFaults,
    directionFaults,
  }: {
    readonly unitFaults: readonly UnitFault[];
    readonly directionFaults: readonly DirectionFault[];
  },
): { differs: boolean; reasons: Reason[] } {
  const all = [...baseline, ...candidate];
  const before = joinProfiles(baseline.map((run) => run.profile)).profile;
  const after = joinProfiles(candidate.map((run) => run.profile)).profile;
  const { differences, oneSided } = compareProfiles(before, after);
  const between = differences.map(({ field, baseline: was, candidate: is }) => ({
    field,
    text: `${field} differs: ${was} in the baseline, ${is} in the candidate. It is not the same experiment.`,
  }));
  const units = unitFaults.map(({ id, metric, units: [was, is] }) => ({
    field: `${id} ${metric}`,
    text: `${metric} of ${id} is in ${was} and in ${is}, which do not convert into each other. It is not the same experiment.`,
  }));
  const directions = directionFaults.map(({ id, metric }) => ({
    field: `${id} ${metric}`,
    text: `${metric} of ${id} is better higher in one run and lower in another. It is not the same experiment.`,
  }));
  const blocking = firstOfEachField([
    ...between,
    ...differencesBetweenRuns(all),
    ...differencesOfRows(all),
    ...units,
    ...directions,
  ]);
  const reasons = blocking.map(
    ({ field, text }): Reason => ({ effect: 'blocks', rule: 'profile', subject: field, text }),
  );
  for (const side of ['baseline', 'candidate'] as const) {
    const fields = oneSided.filter((each) => each.knownOf === side).map((each) => each.field);
    if (fields.length === 0) continue;
    const text = `Only the ${side} states ${fields.join(', ')}: whether the other ran with the same is not known.`;
    reasons.push({ effect: 'warns', rule: 'profile', text });
  }
  const elsewhere = otherEnvironment(baseline, candidate);
  if (elsewhere.length > 0) {
    const text = `The benchmark program says that it ran otherwise: ${elsewhere.join(', ')}.`;
    reasons.push({ effect: 'warns', rule: 'host', text });
  }
  return { differs: blocking.length > 0, reasons };
}

/** What programs say of where and as what they ran, where both sides say so and not the same. */
function otherEnvironment(baseline: readonly HarnessResult[], candidate: readonly HarnessResult[]): string[] {
  const [before, after] = [baseline, candidate].map(environmentOf);
  return [...(before ?? [])].flatMap(([name, was]) => {
    const is = after?.get(name);
    if (is === undefined || (is.size === was.size && [...is].every((value) => was.has(value)))) return [];
    const [earlier, later] = [was, is].map((values) => [...values].map((value) => quoted(value)).join(' or '));
    return [`${name} ${earlier} in the baseline, ${later} in the candidate`];
  });
}

function environmentOf(runs: readonly HarnessResult[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { environment } of runs)
    for (const [name, value] of environment ?? []) found.set(name, (found.get(name) ?? new Set()).add(value));
  return found;
}

function firstOfEachField(differences: readonly Difference[]): Difference[] {
  const first = new Map<string, Difference>();
  for (const difference of differences) if (!first.has(difference.field)) first.set(difference.field, difference);
  return [...first.values()];
}

function differencesBetweenRuns(all: readonly HarnessResult[]): Difference[] {
  const reference = joinProfiles(all.map((run) => run.profile)).profile;
  return all.flatMap((run) =>
    compareProfiles(reference, run.profile).differences.map(({ field, baseline: was, candidate: is }) => ({
      field,
      text: `${field} differs between runs of one side: ${was} in the first, ${is} in ${run.folder}.`,
    })),
  );
}

/** Every row against the first row of the same id. */
function differencesOfRows(all: readonly HarnessResult[]): Difference[] {
  const firstRows = new Map<string, HarnessRow>();
  const found: Difference[] = [];
  for (const run of all) {
    for (const [id, row] of run.rows) {
      const first = firstRows.get(id);
      if (first === undefined) firstRows.set(id, row);
      else found.push(...differencesOfRow(id, first, row, run.folder));
    }
  }
  return found;
}

function differencesOfRow(id: string, first: HarnessRow, row: HarnessRow, folder: string): Difference[] {
  const found: Difference[] = [];
  for (const field of ['ccu', 'inflight', 'size'] as const) {
    const was = first.figures[field];
    const is = row.figures[field];
    if (was === null || is === null || was === is) continue;
    const text = `${field} of ${id} differs: ${was}, and ${is} in ${folder}. It is not the same experiment.`;
    found.push({ field, text });
  }
  for (const [field, was] of first.conditions ?? []) {
    const is = row.conditions?.get(field);
    if (is === undefined || is === was) continue;
    const text = `${field} of ${id} differs: ${quoted(was)}, and ${quoted(is)} in ${folder}. It is not the same experiment.`;
    found.push({ field, text });
  }
  if (first.transport !== null && row.transport !== null && first.transport !== row.transport) {
    const text = `transport of ${id} differs: ${first.transport}, and ${row.transport} in ${folder}.`;
    found.push({ field: 'transport', text: `${text} It is not the same experiment.` });
  }
  return found;
}
