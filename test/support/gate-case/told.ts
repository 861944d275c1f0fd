import type { Reason, Verdict } from '../../../src/core/gate/verdict.ts';

/** Ordinary words of the cases stand for their meaning. */
const MEANINGS: Readonly<Record<string, RegExp>> = {
  slower: /slower|longer|more\b/,
  noisy: /nois/,
  trend: /trend/,
  expired: /expired/,
  waived: /waived/,
  shown: /shown/,
  differ: /differ/,
  'no baseline': /no baseline/,
  'no row': /no row/,
  allowed: /allowed/,
  three: /three|3/,
  'passes now': /passes now/,
};

const isTold = (text: string, word: string): boolean => {
  const meaning = MEANINGS[word];
  return meaning === undefined ? text.toLowerCase().includes(word.toLowerCase()) : meaning.test(text);
};

/** Entries of which no reason of these effects says all. */
export function untold(
  reasons: readonly Reason[],
  effects: readonly Reason['effect'][],
  entries: readonly (readonly string[])[],
): (readonly string[])[] {
  const texts = reasons.flatMap(({ effect, text, subject = '', metric = '' }) =>
    effects.includes(effect) ? [`${subject} ${metric} ${text}`] : [],
  );
  return entries.filter((words) => !texts.some((text) => words.every((word) => isTold(text, String(word)))));
}

/** Conclusions by name, or by name and metric, as the cases have them. */
export function conclusionsOf(verdict: Verdict): Map<string, string> {
  const found = new Map<string, string>();
  for (const { scenarioId, figure, conclusion, role } of verdict.effects) {
    if (role !== 'subject') continue;
    found.set(`${scenarioId} ${figure}`, conclusion);
    if (!found.has(scenarioId)) found.set(scenarioId, conclusion);
  }
  return found;
}
