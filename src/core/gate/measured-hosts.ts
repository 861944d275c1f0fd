import { type HarnessResult, type Host, hostKey } from '../measurements/harness-result.ts';
import type { MeasuredRound } from './duet-series.ts';
import type { Reason } from './verdict.ts';

function describeHost(host: Host): string {
  return [host.cpuModel ?? 'unknown cpu', `${host.logicalCores ?? '?'} cores`, host.kernel ?? 'unknown kernel'].join(
    ', ',
  );
}

/** Rounds of one shard have to come from one machine in one state. */
export function checkDuetHosts(rounds: readonly MeasuredRound[]): { broken: boolean; reasons: Reason[] } {
  const reasons: Reason[] = [];
  const first = new Map<string, MeasuredRound>();
  for (const round of rounds) {
    const before = first.get(round.shard);
    if (before === undefined) first.set(round.shard, round);
    else if (hostKey(before.host) !== hostKey(round.host)) {
      const [was, is] = [before.host, round.host].map((host) => (host === null ? 'unknown' : describeHost(host)));
      const text = `The host changed between rounds ${before.index} and ${round.index}: ${was}; then ${is}.`;
      reasons.push({ effect: 'blocks', rule: 'host', subject: round.shard, text });
    }
  }
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
