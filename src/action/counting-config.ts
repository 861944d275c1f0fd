import { relative, resolve, sep } from 'node:path';
import type { CheckSubject } from '../core/check/check-event.ts';
import type { SettingsSource } from '../core/check/settings-source.ts';
import { checked, failed, orStop, Stop } from '../core/problem.ts';
import { changedSettings } from '../core/settings/changed-settings.ts';
import type { Config } from '../core/settings/config.ts';
import { DEFAULT_CONFIG_PATH, loadConfig } from '../core/settings/load-config.ts';
import { baseOfEvent, changeBase, changedPaths, fileOfCommit } from '../effects/bench/checkout-tree.ts';
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
    return { config: read.value.config, source: { kind: 'base', commit, changes: changedSettings(before, config) } };
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
