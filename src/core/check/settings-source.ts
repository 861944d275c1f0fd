import { fewNames } from '../few-names.ts';
import type { Problem } from '../problem.ts';

/** Those of the base count. */
export interface BaseSettings {
  readonly kind: 'base';
  readonly commit: string;
  /** The configuration file. */
  readonly path: string;
  /** What the change sets otherwise, as `gate.margin from 0.05 to 0.2`. */
  readonly changes: readonly string[];
  /** The change alters nothing but that file. */
  readonly alone: boolean;
  /** The base has no benchmark, so that of the change was run: the first one of the repository. */
  readonly ownBenchmark: boolean;
}

/** Whose settings a change was judged by. A change must not choose them itself: those of its base count. */
export type SettingsSource =
  /** There is no base: a push, or a run by hand. */
  | { readonly kind: 'checkout' }
  | BaseSettings
  /** The base's cannot be used. `alone`: the change alters nothing but the configuration, as one does that repairs it. */
  | { readonly kind: 'head'; readonly commit: string; readonly problems: readonly Problem[]; readonly alone: boolean };

/** What has to be said of it, a sentence each, in plain text with untrusted parts. */
export function settingsSentences(source: SettingsSource): string[] {
  switch (source.kind) {
    case 'checkout':
      return [];
    case 'base':
      return baseSentences(source);
    case 'head': {
      const why = source.problems
        .map(({ what, where }) => (where === undefined ? what : `${where}: ${what}`))
        .join(' ');
      const then = source.alone
        ? 'This change alters nothing but the configuration, so its own settings were used.'
        : 'The settings of this change were used instead, so the check fails: repair the configuration of the base in a change of its own.';
      return [`The configuration of the base (${source.commit.slice(0, 7)}) cannot be used. ${why} ${then}`];
    }
  }
}

const MOST_CHANGES = 20;

function baseSentences({ commit, path, changes, ownBenchmark }: BaseSettings): string[] {
  const base = `the base (${commit.slice(0, 7)})`;
  const first = ownBenchmark
    ? [`There is no benchmark in ${base}, so the one that this change configures was run.`]
    : [];
  if (changes.length === 0) return first;
  const sets = `In ${path} this change sets ${fewNames(changes, MOST_CHANGES)}; it will count once it is merged.`;
  return [...first, `The settings of ${base} were used.`, sets];
}

/**
 * How loudly that is said: a change of nothing but the settings is no attempt to be judged by them, and informs.
 */
export const settingsLevel = (source: SettingsSource): 'error' | 'warning' | 'notice' => {
  if (judgesItself(source)) return 'error';
  return source.kind === 'base' && source.changes.length > 0 && !source.alone ? 'warning' : 'notice';
};

/** Whether nothing can be concluded because the change had to be judged by its own settings. */
export const judgesItself = (source: SettingsSource): boolean => source.kind === 'head' && !source.alone;
