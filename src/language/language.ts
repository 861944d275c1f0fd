import { type Checked, checked, failed, problem } from '../core/problem.ts';
import { ENGLISH, type Words } from '../report/words.ts';

export const LANGUAGES = ['en', 'ko'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * Which language a person reads: what was asked for, else what the environment says in the order of POSIX.
 *
 * Source: POSIX.1-2024, 8.2 "Internationalization Variables".
 *
 * @param asked an option or input; empty counts as not asked
 * @param where what the option or input is called
 */
export function languageOf(
  asked: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  where: string,
): Checked<Language> {
  const wanted = asked?.trim() ?? '';
  if (wanted === '') {
    const said = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((each) => each !== undefined && each !== '') ?? '';
    return checked(/^ko(?:[_.@-]|$)/i.test(said) ? 'ko' : 'en');
  }
  const known = LANGUAGES.find((each) => each === wanted.toLowerCase());
  if (known !== undefined) return checked(known);
  const what = `${JSON.stringify(wanted.slice(0, 100))} is no language that this program speaks.`;
  return failed(problem('input-invalid', what, { where, remedy: `Languages: ${LANGUAGES.join(', ')}.` }));
}

/** The words of a language. English costs nothing; others are loaded when they are asked for. */
export async function wordsOf(language: Language): Promise<Words> {
  return language === 'en' ? ENGLISH : (await import('./korean/korean-words.ts')).koreanWords();
}
