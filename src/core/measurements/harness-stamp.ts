const STAMP = /(?<!\d)(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)(?!\d)/;

/**
 * When a run of the harness began, from the stamp that it puts into its name (`perf5_final_20260213_152949`): the wall clock of
 * the machine that measured, of which nobody says how far it is from UTC. null: there is no such stamp.
 */
export function stampIn(name: string): string | null {
  const [, year, month, day, hours, minutes, seconds] = STAMP.exec(name) ?? [];
  if (year === undefined) return null;
  const time = `${year}-${month}-${day}T${hours}:${minutes}:${seconds}`;
  const parsed = new Date(`${time}Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(time) ? time : null;
}
