/** The stages of a release, in order. Each is a command or step of its own and can be run again at any time. */
export const STAGES = [
  'plan',
  'test',
  'bench',
  'gate',
  'propose',
  'merge',
  'tag',
  'watch',
  'verify',
  'report',
] as const;

export type Stage = (typeof STAGES)[number];
