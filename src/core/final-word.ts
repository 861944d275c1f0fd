/** What is said behind the numbers of a final release, and of no candidate: `release-2.1.12-stable`, `1.0.21-RELEASE`. */
const FINAL_WORD = /[-._]?(?:release|final|stable|ga)$/i;

/** The word for final releases that a text ends with, with the sign before it; empty where a number or another word ends it. */
export function finalWord(text: string): string {
  const word = FINAL_WORD.exec(text)?.[0] ?? '';
  return /[\d}]$/.test(text.slice(0, text.length - word.length)) ? word : '';
}

/** A version as it is counted: `2.1.12-stable` is 2.1.12. */
export const withoutFinalWord = (text: string): string => text.slice(0, text.length - finalWord(text).length);
