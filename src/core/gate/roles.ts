/**
 * Who is judged and who is a control. A subject contains our code; a control does not, so it can only tell about the
 * machine and the measurement.
 */
export type Role = 'subject' | 'control';

/** Stacks of the zlink harness that contain zlink, and those that do not. */
const ZLINK_SUBJECTS: ReadonlySet<string> = new Set(['zlink', 'net-zlink']);
const ZLINK_CONTROLS: ReadonlySet<string> = new Set(['asio', 'cppserver', 'dotnet']);

export interface RoleSettings {
  /** null: not configured. */
  readonly subjects: readonly string[] | null;
  readonly controls: readonly string[] | null;
}

/**
 * The role of a stack. Configured names come first (a subject wins over a control of the same name); when only one list is
 * configured, every other stack has the other role; otherwise the stacks of the zlink harness are known, and any other
 * stack is a subject: judged rather than overlooked.
 */
export function roleOf(stack: string, settings: RoleSettings): Role {
  const { subjects, controls } = settings;
  if (subjects?.includes(stack)) return 'subject';
  if (controls?.includes(stack)) return 'control';
  if (subjects !== null && controls === null) return 'control';
  if (controls !== null && subjects === null) return 'subject';
  if (subjects === null && ZLINK_CONTROLS.has(stack) && !ZLINK_SUBJECTS.has(stack)) return 'control';
  return 'subject';
}
