/**
 * The frozen profile of a run: what has to be the same for two runs to be the same experiment. Nothing is ever rescaled
 * from one profile to another.
 */

/** Names as the harness's environment has them, in lower case. `send_batch` is known to newer harnesses only. */
export const PROFILE_FIELDS = [
  'ccu',
  'size',
  'inflight',
  'warmup',
  'measure',
  'drain_timeout',
  'connect_concurrency',
  'backlog',
  'hwm',
  'io_threads',
  'send_batch',
  'latency_sample_rate',
] as const;

export type ProfileField = (typeof PROFILE_FIELDS)[number];

/** Fields that are known; a field that no file states is absent. Durations are seconds. */
export type Profile = ReadonlyMap<ProfileField, number>;

export interface ProfileDifference {
  readonly field: ProfileField;
  readonly baseline: number;
  readonly candidate: number;
}

export interface ProfileComparison {
  readonly differences: readonly ProfileDifference[];
  /** Fields that only one side states: they could not be compared. */
  readonly oneSided: readonly { readonly field: ProfileField; readonly knownOf: 'baseline' | 'candidate' }[];
}

/** Compares field by field, in the order of PROFILE_FIELDS. A field unknown to both is no finding. */
export function compareProfiles(baseline: Profile, candidate: Profile): ProfileComparison {
  const differences: ProfileDifference[] = [];
  const oneSided: { field: ProfileField; knownOf: 'baseline' | 'candidate' }[] = [];
  for (const field of PROFILE_FIELDS) {
    const before = baseline.get(field);
    const after = candidate.get(field);
    if (before !== undefined && after !== undefined) {
      if (before !== after) differences.push({ field, baseline: before, candidate: after });
    } else if (before !== undefined) oneSided.push({ field, knownOf: 'baseline' });
    else if (after !== undefined) oneSided.push({ field, knownOf: 'candidate' });
  }
  return { differences, oneSided };
}

/** Joins what several files of one run say; a contradiction is returned, and the first statement kept. */
export function joinProfiles(profiles: readonly Profile[]): { profile: Profile; contradictions: ProfileDifference[] } {
  const profile = new Map<ProfileField, number>();
  const contradictions: ProfileDifference[] = [];
  for (const each of profiles) {
    for (const [field, value] of each) {
      const before = profile.get(field);
      if (before === undefined) profile.set(field, value);
      else if (before !== value) contradictions.push({ field, baseline: before, candidate: value });
    }
  }
  return { profile, contradictions };
}
