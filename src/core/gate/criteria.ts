import type { AnchorSetting } from './anchor.ts';
import type { CorrectnessSettings } from './correctness.ts';
import type { DuetConclusion, DuetSeries } from './duet-series.ts';
import type { MetricRuleSettings } from './metric-rules.ts';
import type { RoleSettings } from './roles.ts';
import type { Waiver } from './waivers.ts';

/** Everything the gate is told. Margins are fractions: 0.05 is five per cent. */
export interface GateSettings extends RoleSettings, CorrectnessSettings, MetricRuleSettings {
  readonly alpha: number;
  readonly margin: number;
  readonly floor: number;
  readonly recordedMargin: number;
  readonly maximumRounds: number;
  readonly waive: readonly Waiver[];
  /** The day that waivers are held against, as 2026-11-27; null: not known, and no waiver counts. */
  readonly today: string | null;
  /** What becomes of a case, or of a whole measurement, that has no baseline. */
  readonly withoutBaseline: 'pass' | 'block';
  /** null: none is configured. */
  readonly anchor: AnchorSetting | null;
}

/** The most rounds that a duet of this budget can have: an alarm may ask for as many of its own. */
export const mostRounds = (maximumRounds: number): number => maximumRounds + Math.max(maximumRounds, FEWEST_OWN_ROUNDS);
const FEWEST_OWN_ROUNDS = 8;

export const GATE_DEFAULTS: GateSettings = {
  alpha: 0.05,
  margin: 0.05,
  floor: 0.03,
  recordedMargin: 0.1,
  maximumRounds: 10,
  subjects: null,
  controls: null,
  allowSkipped: [],
  incompleteRatioCap: 0.01,
  knowsZlink: true,
  metrics: new Map(),
  cases: [],
  primary: [],
  waive: [],
  today: null,
  withoutBaseline: 'pass',
  anchor: null,
};

export interface DuetSettings {
  readonly alpha: number;
  readonly margin: number;
  readonly floor: number;
  readonly maximumRounds: number;
  readonly controlAlpha: number;
}

export type DuetJudge = (series: readonly DuetSeries[], settings: DuetSettings) => DuetConclusion;

/** A control that moves beyond this between two trees means that the measurement is broken. */
const CONTROL_ALPHA = 0.01;

/** What the sequential tests of a duet are told. */
export function duetSettingsOf({ alpha, margin, floor, maximumRounds }: GateSettings): DuetSettings {
  return { alpha, margin, floor, maximumRounds, controlAlpha: CONTROL_ALPHA };
}

/** The day in UTC, as waivers have it. */
export const dayOf = (now: Date): string => now.toISOString().slice(0, 10);
