import type { Config, GateConfig } from './config.ts';

/**
 * What of the gate and the benchmark one configuration has otherwise than another: `gate.recorded-margin to 0.99`, by the
 * names that stand in the file.
 */
export function changedSettings(before: Config, after: Config): string[] {
  const was = judgingSettings(before);
  const is = judgingSettings(after);
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => {
    const [old, now] = [was.get(name) ?? 'nothing', is.get(name) ?? 'nothing'];
    return old === now ? [] : [`${name} to ${now}`];
  });
}

/** Every setting of `gate` and `bench`, as text. A setting that is left out has its default, or is not there. */
function judgingSettings({ gate, bench }: Config): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(gate))
    if (value !== null) found.set(`gate.${GATE_NAMES[key as keyof GateConfig]}`, shown(value));
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
};

const LONGEST = 200;
/** As YAML writes it on one line. */
const shown = (value: unknown): string =>
  (Array.isArray(value) ? `[${value.join(', ')}]` : String(value)).slice(0, LONGEST);
