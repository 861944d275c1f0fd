/** Names of months as people write them in dates: `January`, `Jan`, `janvier`, `января`. */
export interface MonthName {
  readonly language: string;
  readonly width: 'long' | 'short';
  /** 1 to 12. */
  readonly month: number;
}

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'ru'];

/** 2001 had no leap day, and its months are as good as any. */
const nameOf = (language: string, width: 'long' | 'short', month: number): string => {
  const parts = new Intl.DateTimeFormat(language, { day: 'numeric', month: width, timeZone: 'UTC' }).formatToParts(
    new Date(Date.UTC(2001, month - 1, 15)),
  );
  return (parts.find(({ type }) => type === 'month')?.value ?? '').replace(/\.$/, '');
};

let known: ReadonlyMap<string, readonly MonthName[]> | null = null;

/** Every name in lower case, with what it can mean. */
export function monthNames(): ReadonlyMap<string, readonly MonthName[]> {
  if (known !== null) return known;
  const names = new Map<string, MonthName[]>();
  for (const language of LANGUAGES) {
    for (const width of ['long', 'short'] as const) {
      for (let month = 1; month <= 12; month += 1) {
        const name = nameOf(language, width, month).toLowerCase();
        names.set(name, [...(names.get(name) ?? []), { language, width, month }]);
      }
    }
  }
  names.set('sept', [{ language: 'en', width: 'short', month: 9 }]);
  known = names;
  return names;
}

/** The name of a month in the language, width and case of another. */
export function writeMonth(month: number, like: MonthName, written: string): string {
  const name = nameOf(like.language, like.width, month);
  if (written === written.toUpperCase() && written.length > 1) return name.toUpperCase();
  return /^\p{Lu}/u.test(written) ? name.charAt(0).toUpperCase() + name.slice(1) : name.toLowerCase();
}

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The day of the week of a date, as long as the one that was written, English. */
export function writeWeekday(iso: string, written: string): string {
  const name = DAYS[new Date(`${iso}T00:00:00Z`).getUTCDay()] ?? '';
  const short = name.slice(0, written.length <= 3 ? 3 : name.length);
  return short.charAt(0).toUpperCase() + short.slice(1);
}
