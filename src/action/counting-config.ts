import { dirname, relative, resolve, sep } from 'node:path';
import type { CheckSubject } from '../core/check/check-event.ts';
import type { SettingsSource } from '../core/check/settings-source.ts';
import { checked, failed, orStop, Stop } from '../core/problem.ts';
import { changedSettings } from '../core/settings/changed-settings.ts';
import type { Config } from '../core/settings/config.ts';
import { STREAM_HARNESS } from '../core/settings/harness-place.ts';
import { DEFAULT_CONFIG_PATH, loadConfig } from '../core/settings/load-config.ts';
import { baseOfEvent, changeBase, changedPaths, fileOfCommit, folderId } from '../effects/bench/checkout-tree.ts';
import { configOf, type MeasuringRun } from './measure.ts';

/** What a change is judged by. */
export interface CountingConfig {
  readonly config: Config;
  readonly source: SettingsSource;
}

/**
 * The configuration that counts for a change: the file as the base has it, read from the checkout's own history. What the
 * workflow itself says (inputs) is the head's all the same, as the workflow is.
 *
 * @throws Stop where the configuration of the checkout is wrong: it would be the base's next
 */
export async function countingConfig(
  inputs: MeasuringRun['inputs'],
  { base, sha: head }: Pick<CheckSubject, 'base' | 'sha'>,
): Promise<CountingConfig> {
  const own = configOf(inputs);
  const directory = resolve(inputs.workingDirectory);
  const path = relative(directory, resolve(directory, inputs.configFile ?? DEFAULT_CONFIG_PATH))
    .split(sep)
    .join('/');
  // A file from elsewhere is the workflow's own.
  if (base === null || path.startsWith('../') || path === '..')
    return { config: orStop(own), source: { kind: 'checkout' } };
  const config = orStop(own);
  const change = { base, head };
  const read = await orProblems(async () => {
    const commit = await baseOfEvent(directory, change);
    return { commit, config: await configAt(directory, commit, path, inputs) };
  });
  if (read.ok) {
    const { commit } = read.value;
    // What the base has changed since is not this change's doing.
    const left = await orProblems(async () => (await changeBase(directory, change)).commit);
    const from =
      left.ok && left.value !== commit ? await orProblems(() => configAt(directory, left.value, path, inputs)) : read;
    const before = !from.ok ? read.value.config : 'commit' in from.value ? from.value.config : from.value;
    const ownBenchmark = await bringsTheFirst(directory, commit, { base: read.value.config, head: config });
    const changes = changedSettings(before, config).filter((each) => !(ownBenchmark && each.startsWith('bench.')));
    const alone = changes.length > 0 && (await isAlone(directory, change, path));
    return {
      config: ownBenchmark ? { ...read.value.config, bench: config.bench } : read.value.config,
      source: { kind: 'base', commit, path, changes, alone, ownBenchmark },
    };
  }
  return {
    config,
    source: { kind: 'head', commit: base, problems: read.problems, alone: await isAlone(directory, change, path) },
  };
}

async function configAt(
  directory: string,
  commit: string,
  path: string,
  { overrides }: MeasuringRun['inputs'],
): Promise<Config> {
  const text = await fileOfCommit(directory, commit, path);
  return orStop(loadConfig(path, text ?? '', overrides));
}

/**
 * Whether the base has no benchmark at all and the change configures one: nothing of the base's could be measured, and nothing
 * is gained by one's own, since there is nothing to be compared with.
 */
async function bringsTheFirst(
  directory: string,
  commit: string,
  { base, head }: { readonly base: Config; readonly head: Config },
): Promise<boolean> {
  const harness = base.bench.harness ?? STREAM_HARNESS;
  const folder = dirname(harness);
  const isOther = head.bench.command !== undefined || (head.bench.harness ?? STREAM_HARNESS) !== harness;
  if (base.bench.command !== undefined || !isOther) return false;
  for (const each of [commit, 'HEAD']) if ((await folderId(directory, each, folder)) !== null) return false;
  return true;
}

/** Whether a change alters the configuration and nothing else. */
async function isAlone(directory: string, change: { base: string; head: string }, path: string): Promise<boolean> {
  const changed = await orProblems(async () =>
    changedPaths(directory, (await changeBase(directory, change)).commit, 'HEAD'),
  );
  return changed.ok && changed.value.length > 0 && changed.value.every((each) => each === path);
}

async function orProblems<T>(read: () => Promise<T>) {
  try {
    return checked(await read());
  } catch (error) {
    if (error instanceof Stop) return failed(...error.problems);
    throw error;
  }
}
