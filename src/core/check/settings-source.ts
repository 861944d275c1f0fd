import type { Problem } from '../problem.ts';

/** Whose settings a change was judged by. A change must not choose them itself: those of its base count. */
export type SettingsSource =
  /** There is no base: a push, or a run by hand. */
  | { readonly kind: 'checkout' }
  /** `changes`: what the change sets otherwise, as `gate.margin from 0.05 to 0.2`. */
  | { readonly kind: 'base'; readonly commit: string; readonly changes: readonly string[] }
  /** The base's cannot be used. `alone`: the change alters nothing but the configuration, as one does that repairs it. */
  | { readonly kind: 'head'; readonly commit: string; readonly problems: readonly Problem[]; readonly alone: boolean };

/** What has to be said of it, a sentence each, in plain text with untrusted parts. */
export function settingsSentences(source: SettingsSource): string[] {
  switch (source.kind) {
    case 'checkout':
      return [];
    case 'base': {
      const { commit, changes } = source;
      if (changes.length === 0) return [];
      return [
        `The settings of the base (${commit.slice(0, 7)}) were used.`,
        ...changes.map((change) => `This change sets ${change}; it will count once it is merged.`),
      ];
    }
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

/** Whether nothing can be concluded because the change had to be judged by its own settings. */
export const judgesItself = (source: SettingsSource): boolean => source.kind === 'head' && !source.alone;
