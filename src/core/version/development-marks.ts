import { searchFile } from './place-search.ts';
import { linesOf } from './preset-lines.ts';
import type { LeftOver } from './version-places.ts';

/** `IS_RELEASE 0`, `RELEASED = false` */
const UNRELEASED = /\b\w*(?:is_?release|released)\w*\b\W{1,8}(?<says>0|false|no)\b/i;
/** `SUFFIX "dev"`, `VERSION_TAG = '-rc0'` */
const SUFFIXED =
  /\b\w*(?:suffix|pre_?release|dev(?:el)?|status|stage|tag|extra|label|qualifier)\w*\b\W{1,8}["'](?<says>[-.+]?(?:dev|alpha|beta|pre|rc|snapshot|git|master|main|wip)[\w.-]*)["']/i;

/**
 * Marks of development in files that say already what is about to be released: a release takes them away, and no line of the
 * version itself tells to what.
 *
 * @param files texts by path, one character a byte
 */
export function developmentMarks(files: Iterable<readonly [string, string]>, version: string): LeftOver[] {
  const marks: LeftOver[] = [];
  for (const [path, text] of files) {
    const found = markedLines(text);
    if (found.length === 0) continue;
    const isOurs = searchFile(path, text, version).some(({ kind }) => kind === 'definition');
    if (isOurs)
      marks.push(
        ...found.map((each) => ({
          path,
          ...each,
          template: null,
          blocks: `the file says ${version} already, with a mark of development`,
        })),
      );
  }
  return marks;
}

function markedLines(text: string): Pick<LeftOver, 'line' | 'text' | 'says'>[] {
  const found: Pick<LeftOver, 'line' | 'text' | 'says'>[] = [];
  if (!UNRELEASED.test(text) && !SUFFIXED.test(text)) return found;
  let number = 0;
  for (const { line } of linesOf(text)) {
    number += 1;
    if (line.length > 400) continue;
    const says = (UNRELEASED.exec(line) ?? SUFFIXED.exec(line))?.groups?.says;
    if (says !== undefined) found.push({ line: number, text: line.trim(), says });
  }
  return found;
}
