import type { AskedGate } from '../gate/unasked.ts';
import type { Verdict } from '../gate/verdict.ts';
import { orStop } from '../problem.ts';
import type { Config } from '../settings/config.ts';
import { gateSettings } from '../settings/gate-settings.ts';

/** The same of a verdict that was made under a name which the repository had before, as GitHub tells. */
export async function underFormerName(
  asked: AskedGate,
  { compared }: Pick<Verdict, 'compared'>,
  isOwnName: (name: string) => Promise<boolean>,
): Promise<AskedGate> {
  const measured = compared?.repository ?? null;
  return measured !== null && (await isOwnName(measured)) ? { ...asked, repository: measured } : asked;
}

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
