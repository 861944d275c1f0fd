import fc from 'fast-check';

/** One parser of text from outside, with what must hold for every text whatever. */
export interface FuzzTarget {
  readonly name: string;
  /** Valid texts; most generated inputs are these with a few pieces broken. */
  readonly samples: readonly string[];
  /** Words and marks that mean something to the parser. */
  readonly words: readonly string[];
  /** Throws when a property does not hold. `bytes` is the text as it would stand in a file. */
  readonly check: (text: string, bytes: Uint8Array) => void;
  /** How often each input is tried, in so many forms: as many fewer inputs are made. */
  readonly forms?: number;
}

/** What a text does to any parser that is not prepared for it. */
const NASTY = [
  '',
  ' ',
  '\n',
  '\r\n',
  '\r',
  '\t',
  '\0',
  '\ufeff',
  '\u202e',
  '\u2028',
  '\ud800',
  '\u{1f600}',
  '\u001b[31m',
  '\u001b]0;x\u0007',
  '"',
  "'",
  '`',
  '\\',
  '|',
  '::error::x',
  '##[group]x',
  '::stop-commands::x',
  '%0A::set-output name=a::b',
  '<script>',
  '<!--',
  '-->',
  '@octocat',
  '#1',
  'https://user:pass@example.org/?token=x',
  '](x)',
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  '/etc/passwd',
  '--upload-pack=x',
  '-n',
  '$(id)',
  '${' + '{ github.token }}',
  'NaN',
  '-1',
  '1e999',
  '9007199254740993',
  '٣',
  '*',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  ',',
  ':',
  '=',
];

type Edit =
  | { readonly kind: 'insert'; readonly at: number; readonly text: string }
  | { readonly kind: 'replace'; readonly at: number; readonly length: number; readonly text: string }
  | { readonly kind: 'remove'; readonly at: number; readonly length: number }
  | { readonly kind: 'repeat'; readonly at: number; readonly length: number; readonly times: number }
  | { readonly kind: 'cut'; readonly at: number };

const ONE = 2 ** 20;

/** Texts for a parser: broken samples, its words in any order, and bytes of any kind. Positions are fractions of 2^20. */
export function textsFor(target: Pick<FuzzTarget, 'samples' | 'words'>): fc.Arbitrary<string> {
  const at = fc.nat(ONE - 1);
  const length = fc.nat(12);
  const word = fc.constantFrom(...target.words, ...target.words, ...NASTY);
  const edit: fc.Arbitrary<Edit> = fc.oneof(
    fc.record({ kind: fc.constant('insert' as const), at, text: word }),
    fc.record({ kind: fc.constant('replace' as const), at, length, text: word }),
    fc.record({ kind: fc.constant('remove' as const), at, length: fc.nat(60) }),
    fc.record({ kind: fc.constant('repeat' as const), at, length, times: fc.nat(6) }),
    fc.record({ kind: fc.constant('cut' as const), at }),
  );
  const broken = fc
    .tuple(fc.constantFrom(...target.samples), fc.array(edit, { minLength: 1, maxLength: 4, size: 'max' }))
    .map(([sample, edits]) => edits.reduce(edited, sample));
  const mixed = fc.array(word, { maxLength: 16, size: 'max' }).map((words) => words.join(''));
  const bytes = fc.uint8Array({ maxLength: 24, size: 'max' }).map((each) => Buffer.from(each).toString('latin1'));
  return fc.oneof({ weight: 6, arbitrary: broken }, { weight: 3, arbitrary: mixed }, { weight: 1, arbitrary: bytes });
}

function edited(text: string, edit: Edit): string {
  const from = Math.floor((edit.at / ONE) * (text.length + 1));
  const before = text.slice(0, from);
  switch (edit.kind) {
    case 'insert':
      return before + edit.text + text.slice(from);
    case 'replace':
      return before + edit.text + text.slice(from + edit.length);
    case 'remove':
      return before + text.slice(from + edit.length);
    case 'repeat':
      return before + text.slice(from, from + edit.length).repeat(edit.times) + text.slice(from + edit.length);
    case 'cut':
      return before;
  }
}

export interface FuzzOutcome {
  readonly runs: number;
  readonly failure: { readonly input: string; readonly why: string } | null;
}

/** Tries a target so many times. The same seed makes the same inputs. */
export function fuzz(target: FuzzTarget, options: { readonly runs: number; readonly seed: number }): FuzzOutcome {
  const failing = (text: string): string | null => {
    try {
      target.check(text, Buffer.from(text, 'utf8'));
      return null;
    } catch (error) {
      return error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
  };
  const details = fc.check(
    fc.property(textsFor(target), (text) => failing(text) === null),
    { numRuns: options.runs, seed: options.seed },
  );
  if (!details.failed) return { runs: details.numRuns, failure: null };
  const input = smallest(details.counterexample?.[0] ?? '', (text) => failing(text) !== null);
  return { runs: details.numRuns, failure: { input, why: failing(input) ?? 'it does not fail any more' } };
}

/** Removes whatever can be removed while the text still fails (Zeller and Hildebrandt, "Simplifying and isolating", 2002). */
export function smallest(text: string, fails: (text: string) => boolean): string {
  let best = text;
  for (let size = Math.ceil(best.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < best.length; ) {
      const shorter = best.slice(0, at) + best.slice(at + size);
      if (shorter.length < best.length && fails(shorter)) best = shorter;
      else at += size;
    }
  }
  return best;
}

/** Holds a property, with the reason as the message. */
export function must(condition: boolean, why: string): asserts condition {
  if (!condition) throw new Error(why);
}
