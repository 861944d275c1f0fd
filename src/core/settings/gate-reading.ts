import { type ReadRule, readRules } from '../measurements/read-rule.ts';
import type { Config } from './config.ts';

/** How the gate reads folders that no bench of ours describes; null: files are recognised by what is in them. */
export const configuredReading = ({ bench }: Config): readonly ReadRule[] | null =>
  bench.read === undefined ? null : readRules(bench.read);
