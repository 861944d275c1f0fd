import { counted } from '../counted.ts';
import { type HarnessResult, type Host, hostKey } from '../measurements/harness-result.ts';
import type { MeasuredRound } from './duet-series.ts';
import type { Reason } from './verdict.ts';

function describeHost(host: Host): string {
  return [
    host.cpuModel ?? 'unknown cpu',
    host.logicalCores === null ? 'unknown number of cores' : counted(host.logicalCores, 'core'),
    host.kernel ?? 'unknown kernel',
  ].join(', ');
}

/** Rounds of one shard have to come from one machine in one state; the first change is told, and how many more there are. */
export function checkDuetHosts(rounds: readonly MeasuredRound[]): { broken: boolean; reasons: Reason[] } {
  const found = new Map<string, { readonly reason: Reason; times: number }>();
  const last = new Map<string, MeasuredRound>();
  for (const round of rounds) {
    const before = last.get(round.shard);
    last.set(round.shard, round);
    if (before === undefined || hostKey(before.host) === hostKey(round.host)) continue;
    const known = found.get(round.shard);
    if (known !== undefined) {
      known.times += 1;
      continue;
    }
    const [was, is] = [before.host, round.host].map((host) => (host === null ? 'unknown' : describeHost(host)));
    const text = `The host changed between round ${before.index} and round ${round.index}: ${was}; then ${is}.`;
    found.set(round.shard, { reason: { effect: 'blocks', rule: 'host', subject: round.shard, text }, times: 1 });
  }
  const reasons = [...found.values()].map(({ reason, times }) =>
    times === 1 ? reason : { ...reason, text: `${reason.text} (It changed ${counted(times - 1, 'more time')}.)` },
  );
  return { broken: reasons.length > 0, reasons };
}

/** In recorded mode another machine is allowed, but has to be said. */
export function checkRecordedHosts(
  baseline: readonly HarnessResult[],
  candidate: readonly HarnessResult[],
): { broken: boolean; reasons: Reason[] } {
  const before = firstHost(baseline);
  const after = firstHost(candidate);
  if (before === null || after === null) {
    const sides =
      before === null && after === null ? 'either side' : before === null ? 'the baseline' : 'the candidate';
    const text = `The host of ${sides} is not recorded: whether both ran on the same machine is not known.`;
    return { broken: false, reasons: [{ effect: 'informs', rule: 'host', text }] };
  }
  if (hostKey(before) === hostKey(after)) return { broken: false, reasons: [] };
  const text = `Measured on different hosts: baseline on ${describeHost(before)}; candidate on ${describeHost(after)}.`;
  return { broken: false, reasons: [{ effect: 'warns', rule: 'host', text }] };
}

/** The host that a side states first; null: it states none. */
export function firstHost(runs: readonly HarnessResult[]): Host | null {
  return runs.find((run) => run.host !== null)?.host ?? null;
}
