import type { AnchorSetting } from '../gate/anchor.ts';
import type { CaseSetting, LeastChange, MetricSetting } from '../gate/metric-rules.ts';
import type { Waiver } from '../gate/waivers.ts';
import type { ConfigFile } from './config-schema.ts';

type GateFile = NonNullable<ConfigFile['gate']>;

/** `gate:` of the configuration, with its defaults. Margins are fractions. */
export interface GateConfig {
  readonly alpha: number;
  readonly margin: number;
  readonly floor: number;
  readonly recordedMargin: number;
  readonly maximumRounds: number;
  readonly subjects: readonly string[] | null;
  readonly controls: readonly string[] | null;
  readonly allowSkipped: readonly string[];
  readonly onInconclusive: 'block' | 'warn';
  readonly metrics: ReadonlyMap<string, MetricSetting>;
  readonly cases: readonly CaseSetting[];
  readonly waive: readonly Waiver[];
  readonly withoutBaseline: 'pass' | 'block';
  readonly anchor: AnchorSetting | null;
}

export function gateConfig(gate: GateFile): GateConfig {
  return {
    alpha: gate.alpha ?? 0.05,
    margin: gate.margin ?? USUAL_LIMITS.margin,
    floor: gate.floor ?? USUAL_LIMITS.floor,
    recordedMargin: gate['recorded-margin'] ?? 0.1,
    maximumRounds: gate['maximum-rounds'] ?? 10,
    subjects: gate.subjects ?? null,
    controls: gate.controls ?? null,
    allowSkipped: gate['allow-skipped'] ?? [],
    onInconclusive: gate['on-inconclusive'] ?? 'block',
    metrics: new Map(
      Object.entries(gate.metrics ?? {}).map(([name, rule]): [string, MetricSetting] => [
        name,
        {
          ...limitsOf(rule),
          ...(rule.exact === undefined ? {} : { exact: rule.exact }),
          ...(rule.better === undefined ? {} : { better: rule.better }),
        },
      ]),
    ),
    cases: (gate.cases ?? []).map((each) => ({
      match: each.match,
      metric: each.metric ?? null,
      ...limitsOf(each),
    })),
    waive: (gate.waive ?? []).map((each) => ({
      case: each.case,
      metric: each.metric ?? null,
      atMost: share(each['at-most']),
      until: each.until,
      reason: each.reason,
      issue: each.issue === undefined ? null : String(each.issue),
    })),
    withoutBaseline: gate['without-baseline'] ?? 'pass',
    anchor: anchorSetting(gate),
  };
}

/** An anchor has the margin of the gate unless it has its own, and a floor that goes with it. */
function anchorSetting({ anchor, margin: common, floor: commonFloor }: GateFile): AnchorSetting | null {
  if (anchor === undefined) return null;
  const own = anchor.margin === undefined ? null : share(anchor.margin);
  const margin = own ?? common ?? USUAL_LIMITS.margin;
  const floor =
    anchor.floor === undefined ? (own === null ? (commonFloor ?? USUAL_LIMITS.floor) : own * 0.6) : share(anchor.floor);
  return { ref: anchor.ref ?? null, margin, floor: Math.min(floor, margin), decides: anchor.decides ?? 'block' };
}

function limitsOf(rule: NonNullable<GateFile['cases']>[number] | NonNullable<GateFile['metrics']>[string]) {
  return {
    ...(rule.decides === undefined ? {} : { decides: rule.decides }),
    ...(rule.margin === undefined ? {} : { margin: share(rule.margin) }),
    ...(rule.floor === undefined ? {} : { floor: share(rule.floor) }),
    ...(rule['and-at-least'] === undefined ? {} : { andAtLeast: leastChange(rule['and-at-least']) }),
  };
}

/** What holds where the configuration says nothing, as fractions. */
export const USUAL_LIMITS = { margin: 0.05, floor: 0.03 };

/** `5 %` or .05. The schema has seen to it that it is one of both. */
export const share = (written: number | string): number =>
  typeof written === 'number' ? written : Number(written.replace('%', '').trim()) / 100;

function leastChange(written: string): LeastChange {
  const [value = '', unit = ''] = written.split(' ');
  return { value: Number(value), unit };
}
