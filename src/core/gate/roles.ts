import { fitsAnyGlob } from './name-glob.ts';

/**
 * Who is judged and who is a control. A subject contains our code; a control does not, so it can only tell about the
 * machine and the measurement.
 */
export type Role = 'subject' | 'control';

/** Stacks of the zlink harness that contain zlink, and those that do not. */
const ZLINK_SUBJECTS: ReadonlySet<string> = new Set(['zlink', 'net-zlink']);
const ZLINK_CONTROLS: ReadonlySet<string> = new Set(['asio', 'cppserver', 'dotnet']);

export interface RoleSettings {
  /** Names or globs of stacks or cases; null: not configured. */
  readonly subjects: readonly string[] | null;
  readonly controls: readonly string[] | null;
  /** Whether the stacks of zlink's own harness are known by heart: it is that harness, at its default place. */
  readonly knowsZlink: boolean;
}

/**
 * The role of a case. Configured names come first (a subject wins over a control of the same name); when only one list is
 * configured, every other case has the other role; otherwise the stacks of zlink's own harness are known, and any other
 * case is a subject: judged rather than overlooked.
 */
export function roleOf(stack: string, settings: RoleSettings, id: string = stack): Role {
  const { subjects, controls, knowsZlink } = settings;
  const isNamed = (names: readonly string[] | null) => fitsAnyGlob([stack, id], names ?? []);
  if (isNamed(subjects)) return 'subject';
  if (isNamed(controls)) return 'control';
  if (subjects !== null && controls === null) return 'control';
  if (controls !== null && subjects === null) return 'subject';
  if (subjects === null && knowsZlink && ZLINK_CONTROLS.has(stack) && !ZLINK_SUBJECTS.has(stack)) return 'control';
  return 'subject';
}
