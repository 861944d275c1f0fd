/** What a message is made of: fixed texts, and what is put between them. */
interface Template {
  readonly key: string;
  /** One more than there are values. */
  readonly fixed: readonly string[];
  /** Numbers of the values in the order in which they stand. */
  readonly numbers: readonly number[];
}

/** A message with what was put into it. */
export interface FoundMessage {
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
  /** Those of the values that stand in quotes or as code: somebody's words, or a name. */
  readonly quoted: ReadonlySet<string>;
  /** Characters of it that are fixed: the more, the surer it is the one. */
  readonly sureness: number;
}

/** A template that fixes less than so many letters (`{{0}} at {{1}}`) fits only where what is put in is a word each. */
const FEWEST_LETTERS = 4;
/** What counts as a word: a name with what it is, or a list of such; a number with its noun; a duration. No sentence. */
const WORD = /^(?:\S*(?: \S+)?(?:, \S+(?: \S+)?)*|\d[\d,.]* [a-z ]+|\d+ (?:min|h) \d+ (?:min|s))$/;

/**
 * Finds which of some templates (`{{0}} is empty.`) a finished sentence was made of. Where several fit, the one with the most
 * fixed text is it. Each is looked through once from left to right, so that no text takes long.
 */
export class MessageTemplates {
  readonly #templates: readonly Template[];

  constructor(keys: Iterable<string>) {
    this.#templates = [...keys]
      .map(templateOf)
      .filter(({ fixed }) => lettersOf(fixed) > 0)
      .sort((a, b) => lengthOf(b.fixed) - lengthOf(a.fixed));
  }

  find(sentence: string): FoundMessage | null {
    for (const { key, fixed, numbers } of this.#templates) {
      const values = valuesOf(fixed, sentence);
      if (values === null || (lettersOf(fixed) < FEWEST_LETTERS && !values.every((value) => WORD.test(value))))
        continue;
      const quoted = numbers.filter((_, at) => isQuoteOpen(fixed[at] ?? '')).map(String);
      return {
        key,
        values: Object.fromEntries(numbers.map((each, at) => [each, values[at] ?? ''])),
        quoted: new Set(quoted),
        sureness: lengthOf(fixed),
      };
    }
    return null;
  }
}

/** Whether a quotation begins at the end of a fixed text: a mark that ends one there does not. */
const isQuoteOpen = (fixed: string): boolean => {
  const mark = /["`]$/.exec(fixed)?.[0];
  return mark !== undefined && (fixed.split(mark).length - 1) % 2 === 1;
};
const lengthOf = (fixed: readonly string[]): number => fixed.join('').length;
const lettersOf = (fixed: readonly string[]): number => fixed.join('').replace(/\P{L}/gu, '').length;

function templateOf(key: string): Template {
  const parts = key.split(/\{\{(\d+)\}\}/);
  return {
    key,
    fixed: parts.filter((_, at) => at % 2 === 0),
    numbers: parts.filter((_, at) => at % 2 === 1).map(Number),
  };
}

/** Where a fixed text stands from there on; at the end of a template, the point of a number ends no sentence. */
function placeOf(fixed: string, sentence: string, from: number, isEnd: boolean): number {
  let at = sentence.indexOf(fixed, from);
  while (isEnd && at > 0 && fixed === '.' && /^\d\.\d/.test(sentence.slice(at - 1, at + 2)))
    at = sentence.indexOf(fixed, at + 1);
  return at;
}

/** What stands between the fixed texts; null where they are not all there. */
function valuesOf(fixed: readonly string[], sentence: string): string[] | null {
  const [first = '', ...others] = fixed;
  if (!sentence.startsWith(first)) return null;
  const last = others.pop();
  if (last === undefined) return sentence === first ? [] : null;
  const values: string[] = [];
  let from = first.length;
  for (const [index, each] of others.entries()) {
    const at = placeOf(each, sentence, from, index === others.length - 1 && last === '');
    if (at < 0) return null;
    values.push(sentence.slice(from, at));
    from = at + each.length;
  }
  const end = sentence.length - last.length;
  if (end < from || !sentence.endsWith(last)) return null;
  return [...values, sentence.slice(from, end)];
}
