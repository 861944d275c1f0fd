import type { Config } from './config.ts';
import type { GateConfig } from './gate-config.ts';

/**
 * What of the gate and the benchmark one configuration has otherwise than another: `gate.recorded-margin from 0.1 to 0.99`, by the
 * names that stand in the file.
 */
export function changedSettings(before: Config, after: Config): string[] {
  const was = judgingSettings(before);
  const is = judgingSettings(after);
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => {
    const [old, now] = [was.get(name) ?? 'nothing', is.get(name) ?? 'nothing'];
    return old === now ? [] : [`${name} from ${old} to ${now}`];
  });
}

/** Every setting of `gate` and `bench`, as text. A setting that is left out has its default, or is not there. */
function judgingSettings({ gate, bench }: Config): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(gate))
    if (value instanceof Map) for (const [name, each] of value) found.set(`gate.metrics.${name}`, shown(each));
    else if (value !== null) found.set(`gate.${GATE_NAMES[key as keyof GateConfig]}`, shown(value));
  for (const [key, value] of Object.entries(bench)) {
    if (value === undefined) continue;
    if (key !== 'profile') found.set(`bench.${key}`, shown(value));
    else for (const [name, each] of Object.entries(value)) found.set(`bench.profile.${name}`, shown(each));
  }
  return found;
}

const GATE_NAMES: Record<keyof GateConfig, string> = {
  alpha: 'alpha',
  margin: 'margin',
  floor: 'floor',
  recordedMargin: 'recorded-margin',
  maximumRounds: 'maximum-rounds',
  subjects: 'subjects',
  controls: 'controls',
  allowSkipped: 'allow-skipped',
  onInconclusive: 'on-inconclusive',
  metrics: 'metrics',
  cases: 'cases',
  waive: 'waive',
  withoutBaseline: 'without-baseline',
  anchor: 'anchor',
};

const LONGEST = 200;
/** As YAML writes it on one line. */
const shown = (value: unknown): string =>
  (Array.isArray(value)
    ? `[${value.map(one).join(', ')}]`
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)
  ).slice(0, LONGEST);
const one = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
