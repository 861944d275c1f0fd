/** How single cases are named to `bench.command`. */
export interface CaseSelection {
  /**
   * What is appended where only some cases are to be run. With `{cases}` once, with all names in it; with `{case}` once a case.
   */
  readonly arguments: readonly string[];
  /** Between the names of `{cases}`. */
  readonly separator: string;
  /** Whether names are parts of a regular expression. */
  readonly escape: 'regex' | 'none';
  /** Prints the names of all cases, one a line; null: nothing does. */
  readonly list: readonly string[] | null;
}

/** Linux takes no argument of more than 128 KiB. */
const LONGEST_ARGUMENT = 100_000;
/** What a regular expression reads as itself: a separator in it parts nothing. */
const ESCAPED = /\\./gs;
const MOST_ARGUMENTS = 20_000;

/**
 * The arguments that name some cases; nothing in a name means anything but itself.
 *
 * @returns null where they cannot be named, since they are too many or a name has the separator in it: then all have to be run
 */
export function selectArguments(
  { arguments: template, separator, escape: kind }: CaseSelection,
  cases: readonly string[],
): readonly string[] | null {
  const name = (text: string) => (kind === 'regex' ? text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : text);
  const names = cases.map(name);
  const joined = names.join(separator);
  const isOneByOne = template.some((argument) => argument.includes('{case}'));
  // `a,b` would be two names of a list.
  const isAmbiguous = separator !== '' && names.some((each) => each.replace(ESCAPED, '').includes(separator));
  if (isAmbiguous && !isOneByOne && cases.length > 1) return null;
  const filled = isOneByOne
    ? cases.flatMap((each) => template.map((argument) => argument.replaceAll('{case}', () => name(each))))
    : template.map((argument) => argument.replaceAll('{cases}', () => joined));
  const isTooLong = filled.length > MOST_ARGUMENTS || filled.some((each) => Buffer.byteLength(each) > LONGEST_ARGUMENT);
  return isTooLong ? null : filled;
}

/** What is wrong with a selection, as a sentence; null: nothing. */
export function selectionFault({ arguments: template }: Pick<CaseSelection, 'arguments'>): string | null {
  const [one, all] = ['{case}', '{cases}'].map((word) => template.some((argument) => argument.includes(word)));
  if (one === all) return 'One of {cases} and {case} has to stand in `arguments`: where the names of cases go.';
  return null;
}

/** Names as a program lists them, one a line. */
export const listedCases = (text: string): string[] => [
  ...new Set(
    text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];
