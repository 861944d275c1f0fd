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
  return text.replace(/#\[(=*)\[[\s\S]*?\]\1\]|#[^\r\n]*|"(?:\\[\s\S]|[^"\\])*"/g, (part) =>
    part.startsWith('#') ? blank(part) : part,
  );
}
