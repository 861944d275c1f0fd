import type { AskedGate } from '../gate/unasked.ts';
import { orStop } from '../problem.ts';
import type { Config } from '../settings/config.ts';
import { gateSettings } from '../settings/gate-settings.ts';

/** What a configuration asks of a verdict. Nothing stands above it: nobody asks for another one by showing it. */
export const askedGate = (
  config: Config,
  repository: string | null,
  { baseline = null, lastRelease = null }: Partial<Pick<AskedGate, 'baseline' | 'lastRelease'>> = {},
): AskedGate => ({
  // A configuration that was loaded has no wrong fraction.
  settings: orStop(gateSettings(config, {})),
  stacks: config.bench.stacks ?? null,
  scenarios: config.bench.scenarios ?? null,
  repository,
  baseline,
  lastRelease,
});
