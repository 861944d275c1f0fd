import { type PlaceRow, placeText } from '../core/release/place-rows.ts';
import { safe, section, table } from './html-page.ts';
import { ENGLISH, type Words } from './words.ts';

const ACTS: Readonly<Record<PlaceRow['act'], { readonly word: string; readonly tone: string }>> = {
  written: { word: 'becomes', tone: 'good' },
  stays: { word: 'stays', tone: 'soft' },
  stops: { word: 'stops the release', tone: 'bad' },
};

const linesOf = ({ now, becomes }: PlaceRow): string =>
  [now, becomes ?? '']
    .filter((text) => text !== '')
    .map((text) => `<code>${safe(text, 200)}</code>`)
    .join('<br>');

/** Every line that says the version, what becomes of it, and how that is known; empty where there is none. */
export function placesHtml(places: readonly PlaceRow[], words: Words = ENGLISH): string {
  if (places.length === 0) return '';
  const { say } = words;
  return section(
    say('Places of the version'),
    table(
      say('What says the version, and what becomes of it'),
      [
        { title: say('place') },
        { title: say('outcome') },
        { title: say('line'), id: true },
        { title: say('because'), text: true },
      ],
      places.map((row) => [
        safe(placeText(row), 300),
        `<span class="${ACTS[row.act].tone}">${say(ACTS[row.act].word)}</span>`,
        row.line === null && row.becomes !== null ? safe(say(row.becomes), 200) : linesOf(row),
        safe(say(row.because), 300),
      ]),
      { words },
    ),
  );
}
