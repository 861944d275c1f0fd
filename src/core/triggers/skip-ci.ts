/**
 * Phrases by which a commit message keeps push and pull request workflows from starting, wherever they stand in it.
 *
 * Source: GitHub documentation, "Skipping workflow runs".
 */
const PHRASES = ['[skip ci]', '[ci skip]', '[no ci]', '[skip actions]', '[actions skip]'];

/** A `skip-checks` trailer: the last paragraph of the message, alone or among other trailers. */
const TRAILER = /^skip-checks:\s*true\s*$/im;

/**
 * The part of a commit message that suppresses workflow runs, or null. GitHub does not document whether case matters,
 * so any case counts: a release must not depend on it.
 */
export function containsSkipCi(text: string): string | null {
  const lower = text.toLowerCase();
  const phrase = PHRASES.find((each) => lower.includes(each));
  if (phrase !== undefined) return phrase;
  const lastParagraph =
    text
      .trimEnd()
      .split(/\r?\n\s*\r?\n/)
      .at(-1) ?? '';
  return TRAILER.exec(lastParagraph)?.[0].trim() ?? null;
}
