import { configText } from '../core/init/config-text.ts';
import type { Config } from '../core/settings/config.ts';
import type { ConfigFile } from '../core/settings/config-schema.ts';
import { DEFAULT_CONFIG_PATH, loadConfig } from '../core/settings/load-config.ts';

/** Something that was found, and where. */
export interface Finding {
  readonly what: string;
  readonly from: string;
}

/** What one look at a repository tells. */
export interface Findings {
  readonly found: readonly Finding[];
  /** What was not found or could not be decided, each with what a person can do. */
  readonly open: readonly string[];
  /** What of it belongs into the configuration. */
  readonly keys: ConfigFile;
}

export const findings = (part: Partial<Findings>): Findings => ({ found: [], open: [], keys: {}, ...part });

/** What these keys mean, every default in place. */
export function configOf(written: ConfigFile): Config {
  const loaded = loadConfig(DEFAULT_CONFIG_PATH, configText(written));
  if (!loaded.ok) throw new Error(loaded.problems[0]?.what ?? 'the configuration cannot be read');
  return loaded.value;
}
