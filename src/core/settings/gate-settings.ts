import { anchorOf } from '../gate/anchor.ts';
import { GATE_DEFAULTS, type GateSettings } from '../gate/criteria.ts';
import { type Checked, Problems, problem } from '../problem.ts';
import { FIRST_LOOK, LONGEST_BUDGET } from '../statistics/boundary.ts';
import type { Config } from './config.ts';
import { STREAM_HARNESS } from './harness-place.ts';

/** What stands above the configuration, whoever asks: the command line's options, or the action's inputs. */
export interface GateRequest {
  /** Fractions as a person wrote them. */
  readonly alpha?: string | undefined;
  readonly margin?: string | undefined;
  readonly recordedMargin?: string | undefined;
  readonly subjects?: readonly string[] | undefined;
  readonly controls?: readonly string[] | undefined;
  readonly allowSkipped?: readonly string[] | undefined;
  /** Rounds at most of what is measured, or was. */
  readonly rounds?: number | undefined;
  /** What is measured beside the anchor is judged by the anchor's limits. */
  readonly isBesideAnchor?: boolean;
}

/**
 * The settings that a gate judges with. Made here and nowhere else, so that the same rounds, configuration and request give
 * the same verdict by `gate`, `bench`, `release` and the action.
 */
export function gateSettings(config: Config, request: GateRequest): Checked<GateSettings> {
  const { gate } = config;
  const problems = new Problems();
  const fraction = (text: string | undefined, where: string, configured: number): number => {
    if (text === undefined) return configured;
    const value = Number(text);
    if (text.trim() !== '' && value > 0 && value < 1) return value;
    problems.add(problem('input-invalid', `${JSON.stringify(text)} is no fraction between 0 and 1.`, { where }));
    return configured;
  };
  const alpha = fraction(request.alpha, '--alpha', gate.alpha);
  const margin = fraction(request.margin, '--margin', gate.margin);
  const recordedMargin = fraction(request.recordedMargin, '--recorded-margin', gate.recordedMargin);
  const budget = duetRounds(config, request.rounds);
  const limits = { margin, floor: gate.floor };
  const { margin: most, floor } = request.isBesideAnchor === true ? anchorOf({ ...gate, ...limits }) : limits;
  return problems.over(() => ({
    ...GATE_DEFAULTS,
    alpha,
    margin: most,
    floor,
    recordedMargin,
    // A number of rounds that no duet can have is one of recorded runs, and says nothing about a duet.
    maximumRounds: budget >= FIRST_LOOK && budget <= LONGEST_BUDGET ? budget : gate.maximumRounds,
    subjects: request.subjects ?? gate.subjects,
    controls: request.controls ?? gate.controls,
    allowSkipped: request.allowSkipped ?? gate.allowSkipped,
    // Names known by heart belong to zlink's own harness at its own place.
    knowsZlink: config.bench.harness === undefined || config.bench.harness === STREAM_HARNESS,
    metrics: gate.metrics,
    cases: gate.cases,
    primary: (config.bench.read ?? []).flatMap(({ metric }) => metric ?? []),
    waive: gate.waive,
    withoutBaseline: gate.withoutBaseline,
    anchor: gate.anchor,
  }));
}

/**
 * The budget of a duet in rounds, as it was asked for: the boundary that its rounds are judged by has to be of the budget
 * that they were measured with. `bench.rounds` of a configuration for recorded runs is about those.
 */
export function duetRounds({ bench, gate }: Config, asked: number | undefined): number {
  return asked ?? (bench.mode === 'recorded' ? undefined : bench.rounds) ?? gate.maximumRounds;
}
