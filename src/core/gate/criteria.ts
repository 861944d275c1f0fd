import type { CorrectnessSettings } from './correctness.ts';
import type { DuetConclusion, DuetSeries } from './duet-series.ts';
import type { RoleSettings } from './roles.ts';

/** Everything the gate is told. Margins are fractions: 0.05 is five per cent. */
export interface GateSettings extends RoleSettings, CorrectnessSettings {
  readonly alpha: number;
  readonly margin: number;
  readonly floor: number;
  readonly recordedMargin: number;
  readonly maximumRounds: number;
}

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
};

export interface DuetSettings {
  readonly alpha: number;
  readonly margin: number;
  readonly floor: number;
  readonly maximumRounds: number;
  readonly minimumRounds: number;
  readonly controlAlpha: number;
}

export type DuetJudge = (series: readonly DuetSeries[], settings: DuetSettings) => DuetConclusion;

/** Fewer rounds have no usable estimate of their own spread. */
const MINIMUM_ROUNDS = 3;
/** A control that moves beyond this between two trees means that the measurement is broken. */
const CONTROL_ALPHA = 0.01;

/** What the sequential tests of a duet are told. */
export function duetSettingsOf({ alpha, margin, floor, maximumRounds }: GateSettings): DuetSettings {
  return { alpha, margin, floor, maximumRounds, minimumRounds: MINIMUM_ROUNDS, controlAlpha: CONTROL_ALPHA };
}
