import { counted } from '../counted.ts';
import { fewNames } from '../few-names.ts';
import { hostKey } from '../measurements/harness-result.ts';
import type { MeasuredRound } from './duet-series.ts';
import type { Reason } from './verdict.ts';

/** A part of a family that one machine measured. */
export interface ShardOfFamily {
  /** As its rounds have it. */
  readonly shard: string;
  /** What it was to measure, controls apart. Untrusted. */
  readonly cases: readonly string[];
}

interface ShardedRounds {
  readonly rounds: readonly MeasuredRound[];
  readonly shards?: readonly ShardOfFamily[];
  readonly shardFaults?: readonly string[];
}

/**
 * The rounds of a family. Those of shards with one number are one round: what each shard measured is in it, and controls as
 * often as there are shards. A pair is still of one machine: runs are never mixed.
 */
export function roundsOfFamily({ rounds, shards = [] }: ShardedRounds): readonly MeasuredRound[] {
  if (shards.length === 0) return rounds;
  const byNumber = new Map<number, MeasuredRound[]>();
  for (const round of rounds) byNumber.set(round.index, [...(byNumber.get(round.index) ?? []), round]);
  return [...byNumber]
    .sort(([a], [b]) => a - b)
    .map(([index, of]): MeasuredRound => {
      const benchmark = of.find((each) => each.benchmark !== undefined)?.benchmark;
      return {
        shard: 'shards',
        index,
        runs: of.flatMap(({ runs }) => runs),
        host: of[0]?.host ?? null,
        ...(benchmark === undefined ? {} : { benchmark }),
      };
    });
}

/** What has to be said of shards: that they are not one family, what they did not measure, and on how many machines. */
export function shardReasons({ rounds, shards = [], shardFaults = [] }: ShardedRounds): Reason[] {
  const blocks = shardFaults.map((text): Reason => ({ effect: 'blocks', rule: 'defect', text }));
  if (shards.length === 0) return blocks;
  const measured = new Map<string, Set<string>>();
  for (const { shard, runs } of rounds) {
    const names = measured.get(shard) ?? new Set();
    measured.set(shard, names);
    for (const { baseline, candidate } of runs)
      for (const row of [...baseline.rows.values(), ...candidate.rows.values()])
        for (const name of [row.id, row.stack, row.scenario]) names.add(name);
  }
  const missing = shards.flatMap(({ shard, cases }) => cases.filter((name) => !measured.get(shard)?.has(name)));
  const hosts = new Set(rounds.map(({ host }) => hostKey(host))).size;
  const text = `${shards.length} shards of one family, on ${counted(hosts, 'kind of machine', 'kinds of machines')}: each pair of figures is of one of them.`;
  return [
    ...blocks,
    ...(missing.length === 0
      ? []
      : [
          {
            effect: 'warns' as const,
            rule: 'defect' as const,
            text: `${fewNames(missing)}: dealt out to a shard, and there is no row of that name on either side.`,
          },
        ]),
    { effect: 'informs', rule: 'host', text },
  ];
}

/** What the rounds of shards say of the time that their cases take. Controls are measured by every shard: they are no difference. */
export function timesOfShards(
  rounds: readonly MeasuredRound[],
  shards: readonly ShardOfFamily[],
): { cases: string[]; milliseconds: number }[] {
  const dealt = new Map(shards.map(({ shard, cases }) => [shard, new Set(cases)]));
  return rounds.flatMap(({ shard, runs, milliseconds = null }) => {
    const own = dealt.get(shard);
    if (own === undefined || milliseconds === null) return [];
    const rows = runs.flatMap(({ baseline, candidate }) => [...baseline.rows.values(), ...candidate.rows.values()]);
    const names = new Set(rows.flatMap((row) => [row.id, row.stack, row.scenario]));
    return [{ cases: [...names].filter((name) => own.has(name)), milliseconds }];
  });
}
