/** Words that head what is not released yet, whole and in lower case, without punctuation. */
const UNRELEASED = new Set([
  'unreleased',
  'unreleased changes',
  'unreleased version',
  'unpublished',
  'not released',
  'not yet released',
  'not released yet',
  'to be released',
  // Keep a Changelog in its translations, and what stands in changelogs of these languages.
  'unveröffentlicht',
  'nicht veröffentlicht',
  'non publié',
  'non publiée',
  'à paraître',
  'no publicado',
  'sin publicar',
  'sin lanzar',
  'por publicar',
  'não publicado',
  'não lançado',
  'non rilasciato',
  'non pubblicato',
  'niet uitgebracht',
  'ongepubliceerd',
  'niewydane',
  'nieopublikowane',
  'nevydáno',
  'не выпущено',
  'невыпущенное',
  'неизданное',
  'новое',
  'невипущене',
  'ej utgivet',
  'yayınlanmadı',
  'yayımlanmadı',
  '未发布',
  '未发布的更改',
  '未發布',
  '未リリース',
  'リリース予定',
  '미출시',
  '미공개',
  '미배포',
]);

/** Words that mean it too where they stand above the newest release; elsewhere they may head a part of one. */
const UNRELEASED_ABOVE = new Set([
  'next',
  'next release',
  'next version',
  'vnext',
  'upcoming',
  'upcoming release',
  'upcoming version',
  'upcoming changes',
  'pending',
  'pending release',
  'pending changes',
  'future',
  'future release',
  'coming soon',
  'in development',
  'in progress',
  'work in progress',
  'wip',
  'development',
  'development version',
  'dev',
  'develop',
  'devel',
  'head',
  'main',
  'master',
  'trunk',
  'git',
  'git master',
  'git main',
  'latest',
  'current',
  'current development version',
  'tbd',
  'tba',
  'version x.y.z',
]);

/** Whether words head what is not released: always, only above the newest release, or not. */
export function meansUnreleased(words: string): 'always' | 'above' | null {
  if (words.length > 200) return null;
  // GNU keeps a stub above the newest release: `release ?.? (????-??-??) [?]`.
  if (/^[^\p{N}?]{0,60}(?<![\p{L}])v?([?nx]\.[?nxy](\.[?nxz])?)(?![\p{L}\p{N}.])/iu.test(words)) return 'above';
  const plain = words
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.\s]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  if (UNRELEASED.has(plain) || /^(unreleased|not yet released)( [\p{L}.]+){0,4}$/u.test(plain)) return 'always';
  return UNRELEASED_ABOVE.has(plain.replace(/^(changes|new|what s new) (in|for|since) (the )?/, '')) ? 'above' : null;
}

/** A mark in the place of a date, as it is found in a heading that has a version. */
const MARKS = [
  /\bunreleased\b/i,
  /\bunpublished\b/i,
  /\bnot (?:yet )?released(?: yet)?\b/i,
  /\bto be (?:released|announced|determined|done|defined|decided)\b/i,
  /\bTB[ADR]\b/,
  /\bTODO\b/,
  /\btb[adr]\b/,
  /\bwork in progress\b/i,
  /\b(?:in|under) (?:active )?(?:development|progress|preparation)\b/i,
  /\bWIP\b/i,
  /\bin spe\b/i,
  /\bupcoming\b/i,
  /\bcoming soon\b/i,
  /(?<![\p{L}\d])(?:\d{4}|20[\dXYN?]{2}|[XYN?]{4})([-./])(?:\d{1,2}|[XMN?]{2})\1(?:[XDN?]{2}|\d[XDN?])(?![\p{L}\d?])/iu,
  /(?<![\p{L}\d])(?:[XMDN?]{2})([-./])(?:[XMDN?]{2})\1(?:\d{4}|[XYN?]{4}|20[\dXYN?]{2})(?![\p{L}\d?])/iu,
  /(?<![\p{L}\d])(?:xx|DD|\?\?) (?:xxx|mmm|Month|\?\?\?|\p{L}{3,9}) (?:xxxx|YYYY|\d{4}|\?{4}|20[xy?]{2})(?![\p{L}\d?])/u,
  /(?<![\p{L}\d])(?:Month|MMM|XXX|\p{L}{3,9}) (?:xx|XX|DD|\?\?),? (?:xxxx|XXXX|YYYY|\d{4}|\?{4}|20[xyXY?]{2})(?![\p{L}\d?])/u,
];

const WORDS =
  /^(?:next(?: release| version)?|pending|future|soon|planned|draft|current|unstable|develop(?:ment)?|dev|devel|head|main|master|trunk|date|release date|yyyymmdd|y{4}|x+|\?+|not released|in work)$/i;

export interface Placeholder {
  readonly start: number;
  readonly end: number;
}

/** What stands in a heading where its date will be; `rest` is what follows the version, and where that begins. */
export function findPlaceholder(
  text: string,
  rest: { readonly text: string; readonly start: number },
): Placeholder | null {
  for (const mark of MARKS) {
    const match = mark.exec(text);
    if (match !== null) return inBrackets(text, { start: match.index, end: match.index + match[0].length });
  }
  const words = /[\p{L}\p{N}?](?:[^()[\]]*[\p{L}\p{N}?])?/u.exec(rest.text);
  if (words === null || !WORDS.test(words[0])) return null;
  const start = rest.start + words.index;
  return { start, end: start + words[0].length };
}

/** Words that only lead to a mark: `(this is still a work in progress)`. */
const LEADING = /^(?:(?:this|it|is|are|was|will|be|still|a|an|the|currently|now|just|very|much|not|yet|here)[ \t]+)+$/i;

/** With the words before it where both are all that stands in brackets: a date alone comes in their place. */
function inBrackets(text: string, mark: Placeholder): Placeholder {
  const open = Math.max(text.lastIndexOf('(', mark.start), text.lastIndexOf('[', mark.start)) + 1;
  const isWhole = open > 0 && LEADING.test(text.slice(open, mark.start)) && /^[.!]*[)\]]/.test(text.slice(mark.end));
  return isWhole ? { start: open, end: mark.end } : mark;
}
