import { type Checked, checked } from '../problem.ts';
import { exactlyOne, type FoundPlaces, type VersionPlace } from './version-place.ts';

/** The version of CMake's `project(name … VERSION 1.2.0 …)`, not one in a comment or a string. */
export function findCMakeProject(text: string): Checked<FoundPlaces> {
  const code = blankComments(text);
  const places: VersionPlace[] = [];
  for (const call of code.matchAll(/(?<![A-Za-z0-9_])project[ \t\r\n]*\(([^()]*)\)/gi)) {
    const body = call[1] ?? '';
    const version = /(\sVERSION\s+"?)([0-9][0-9.]*)/.exec(body);
    if (version === null) continue;
    const start = call.index + call[0].indexOf('(') + 1 + version.index + (version[1] ?? '').length;
    const value = version[2] ?? '';
    places.push({ start, end: start + value.length, part: 'whole', value });
  }
  const one = exactlyOne(text, places, 'project(… VERSION …)');
  return one.ok ? checked({ places: [one.value], needsPlain: true }) : one;
}

/** The text with comments blanked, offsets unchanged. Source: CMake documentation, "cmake-language(7)", comments. */
function blankComments(text: string): string {
  const blank = (part: string) => part.replace(/[^\r\n]/g, ' ');
  let result = '';
  let kept = 0;
  const start = /[#"]/g;
  for (let found = start.exec(text); found !== null; found = start.exec(text)) {
    const at = found.index;
    if (found[0] === '"') {
      start.lastIndex = endOfString(text, at + 1);
      continue;
    }
    const end = endOfComment(text, at);
    result += text.slice(kept, at) + blank(text.slice(at, end));
    kept = end;
    start.lastIndex = end;
  }
  return result + text.slice(kept);
}

/** Behind the closing quote; the end of the text where there is none. */
function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

/** Behind the comment that begins here. A bracket comment that is not closed takes the rest, so that each is read once. */
function endOfComment(text: string, at: number): number {
  const opening = /#\[(=*)\[/y;
  opening.lastIndex = at;
  const equals = opening.exec(text)?.[1];
  const closing = equals === undefined ? '\n' : `]${equals}]`;
  const end = text.indexOf(closing, at + 1);
  return end === -1 ? text.length : end + (equals === undefined ? 0 : closing.length);
}
