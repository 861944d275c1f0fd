const STAMP = /(?<!\d)(\d{4})(\d\d)(\d\d)(?:_(\d\d)(\d\d)(\d\d)(?!\d)|T(\d\d)(\d\d)(\d\d)Z)/;

/**
 * When a run of the harness began, from the stamp that it puts into its name (`perf5_final_20260213_152949`): the wall clock of
 * the machine that measured, of which nobody says how far it is from UTC. `bench` hands it one of UTC (`20261129T080246Z`), and
 * the time ends in Z then. null: there is no such stamp.
 */
export function stampIn(name: string): string | null {
  const [, year, month, day, ...times] = STAMP.exec(name) ?? [];
  if (year === undefined) return null;
  const [hours, minutes, seconds, ...ofUtc] = times;
  const isUtc = hours === undefined;
  const time = `${year}-${month}-${day}T${(isUtc ? ofUtc : [hours, minutes, seconds]).join(':')}`;
  const parsed = new Date(`${time}Z`);
  if (Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(time)) return null;
  return isUtc ? `${time}Z` : time;
}
