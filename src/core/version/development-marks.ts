import { literally } from './line-template.ts';
import { searchFile } from './place-search.ts';
import { linesOf, trimmedEnd } from './preset-lines.ts';
import type { LeftOver } from './version-places.ts';

/** A line that is one thing in development and another in a release. Without the blanks at its end, one character a byte. */
export interface DevelopmentMark {
  readonly path: string;
  readonly developing: string;
  readonly released: string;
}

/** A line that looks like a mark of development. */
export interface MarkedLine {
  /** Counted from 1. */
  readonly line: number;
  /** As it stands in the file, without the blanks at its end. */
  readonly raw: string;
  /** What of it is the mark. */
  readonly says: string;
  /** Its words alone tell that it is a mark. Others are one only where the last release had them otherwise. */
  readonly isSure: boolean;
  /** What the line was in a release, as an expression. */
  readonly released: RegExp;
  /** What it is in the next one, where that follows from the line itself; null where only the last release tells. */
  readonly plain: string | null;
}

interface MarkKind {
  /** `before`, `name` and `says` of a marked line. */
  readonly pattern: RegExp;
  readonly isSure: (name: string, says: string) => boolean;
  /** Whether what is not sure may be one; left out: it may. */
  readonly isLikely?: (name: string) => boolean;
  /** What stands in a release for the mark. */
  readonly released: string;
  /** The number before it is the version's, and another one at each release: `PATCH 0a1`. */
  readonly followsNumber?: boolean;
}

/** Between a name and its value: `NAME 0`, `set(NAME "x")`, `m4_define([name], [x])`, `bool name = false`. */
const BETWEEN = String.raw`\W{1,8}`;
const TRUE = 'true|yes|on|1';
const FALSE = 'false|no|off|0';

/** `IS_RELEASE`, `RELEASED` */
const RELEASE_FLAG = String.raw`\w*(?:is_?release|released|release_?build|is_?final|is_?stable)\w*`;
const SURE_RELEASE_FLAG = /is_?release|released/i;
/** `UNRELEASED`, `IS_DEV`, `SNAPSHOT` */
const DEVELOPMENT_FLAG = String.raw`\w*(?:unreleased|snapshot|prerelease|pre_release|(?:^|_)?dev(?:el|elopment)?)\w*`;
const SURE_DEVELOPMENT_FLAG = /unreleased|(?:^|_)is_?(?:snapshot|pre_?release|dev(?:el|elopment)?)(?:$|_)/i;
const SUFFIX = String.raw`\w*(?:suffix|pre_?release|extra|dev(?:el)?|status|stage|tag|label|qualifier)\w*`;
const DEVELOPING =
  /^[-.+~_]?(?:dev|alpha|beta|pre|rc|snapshot|git|master|main|wip|unreleased|nightly|trunk)(?![a-z])[\w.-]*$/i;
/** Names of what a version ends with. */
const NAMES_SUFFIX = /version|suffix|prerelease|pre_release/i;
/** What is downloaded, or who made it. */
const OF_ELSE = /git_?tag|image|docker|branch/i;
/** What stands in a release where a suffix stood: nothing, or a word that says so. */
const NO_SUFFIX = String.raw`[ \t]*(?:"(?:release|stable|final|ga)?"|'(?:release|stable|final|ga)?'|\[\]|(?:release|stable|final|ga)?)`;

/** What an identifier says of how far a release is. */
const LEVEL = 'level|stage|status|type|phase|state';
const BEFORE_FINAL = 'alpha|beta|gamma|dev(?:el(?:opment)?)?|pre(?:release)?|rc|candidate|snapshot|unreleased';

const KINDS: readonly MarkKind[] = [
  {
    pattern: new RegExp(String.raw`(?<before>\b(?<name>${RELEASE_FLAG})\b${BETWEEN})(?<says>${FALSE})\b`, 'i'),
    isSure: (name, says) => SURE_RELEASE_FLAG.test(name) && !/^o/i.test(says),
    released: `(?:${TRUE})`,
  },
  {
    pattern: new RegExp(String.raw`(?<before>\b(?<name>${DEVELOPMENT_FLAG})\b${BETWEEN})(?<says>${TRUE})\b`, 'i'),
    isSure: (name) => SURE_DEVELOPMENT_FLAG.test(name),
    released: `(?:${FALSE})`,
  },
  {
    pattern: new RegExp(
      String.raw`(?<before>\b(?<name>${SUFFIX})\b[^\w"'[]{0,8}?)[ \t]*(?<says>"[-.+~_]?[A-Za-z][\w.-]*"|'[-.+~_]?[A-Za-z][\w.-]*'|\[[-.+~_]?[A-Za-z][\w.-]*\])`,
      'i',
    ),
    isSure: (name, says) => DEVELOPING.test(says.slice(1, -1)) && !OF_ELSE.test(name),
    isLikely: (name) => NAMES_SUFFIX.test(name),
    released: NO_SUFFIX,
  },
  {
    // `EXTRAVERSION = -rc0`, `set(SUFFIX dev)`: without quotes a word may be anything.
    pattern: new RegExp(
      String.raw`(?<before>\b(?<name>${SUFFIX})(?:[ \t]*[:+?]?=|[ \t]))[ \t]*(?<says>[-.+~]?[A-Za-z][\w.-]*)(?=[ \t]*\)?[ \t]*$)`,
      'i',
    ),
    isSure: () => false,
    isLikely: (name) => NAMES_SUFFIX.test(name),
    released: NO_SUFFIX,
  },
  {
    // `RELEASE_LEVEL PY_RELEASE_LEVEL_ALPHA`, where a release says `…_FINAL`.
    pattern: new RegExp(
      String.raw`(?<before>\b(?<name>\w*(?:${LEVEL})\w*)\b\W{1,8}(?:\w*_)?)(?<says>${BEFORE_FINAL})\b`,
      'i',
    ),
    isSure: () => false,
    released: '(?:final|release|released|stable|ga)',
  },
  {
    // `VERSION_PATCH 0a1`, `VERSION_MICRO 0.dev0`
    pattern: new RegExp(
      String.raw`(?<before>\b(?<name>\w*(?:patch|micro|revision|subminor|bugfix)\w*)\b${BETWEEN}\d+)(?<says>[-.]?(?:a|b|c|rc|alpha|beta|dev|pre)[-.]?\d*)(?=["')\]\s;,]|$)`,
      'i',
    ),
    isSure: (name) => /ver/i.test(name),
    released: '',
    followsNumber: true,
  },
];
/** Matches every text with a marked line: most have none. */
const SIEVE = new RegExp(
  [
    String.raw`(?:release|final|stable)\w*\W{1,8}(?:${FALSE})\b`,
    String.raw`(?:unreleased|snapshot|prerelease|pre_release|dev(?:el|elopment)?)\w*\W{1,8}(?:${TRUE})\b`,
    String.raw`(?:${LEVEL})\w*\W{1,8}\w*(?:${BEFORE_FINAL})`,
    String.raw`(?:patch|micro|revision|subminor|bugfix)\w*\W{1,8}\d+[-.]?(?:a|b|c|rc|dev|pre)`,
    String.raw`(?:suffix|pre_?release|extra|dev(?:el)?|status|stage|tag|label|qualifier)\w*\W{0,9}[A-Za-z]`,
  ].join('|'),
  'i',
);
const LONGEST_LINE = 400;

/** The lines of a text that look like marks of development. */
export function markedLines(text: string): MarkedLine[] {
  const found: MarkedLine[] = [];
  if (!SIEVE.test(text)) return found;
  let line = 0;
  for (const { line: whole } of linesOf(text)) {
    line += 1;
    if (whole.length > LONGEST_LINE || !SIEVE.test(whole)) continue;
    const raw = trimmedEnd(whole);
    const mark = markIn(raw);
    if (mark !== null) found.push({ line, raw, ...mark });
  }
  return found;
}

function markIn(raw: string): Pick<MarkedLine, 'says' | 'isSure' | 'released' | 'plain'> | null {
  for (const { pattern, isSure, isLikely, released, followsNumber = false } of KINDS) {
    const match = pattern.exec(raw);
    const { before = '', name = '', says = '' } = match?.groups ?? {};
    if (match === null || (!isSure(name, says) && isLikely?.(name) === false)) continue;
    const head = raw.slice(0, match.index) + before;
    const tail = raw.slice(raw.indexOf(says, match.index + before.length) + says.length);
    const words = literally(head.trimEnd());
    return {
      says: says.replaceAll(/^["'[]|["'\]]$/g, ''),
      isSure: isSure(name, says),
      released: new RegExp(
        `^${followsNumber ? words.replace(/\d+$/, String.raw`\d+`) : words}[ \\t]*${released}${literally(tail)}$`,
        'i',
      ),
      plain: followsNumber ? head + tail : null,
    };
  }
  return null;
}

/** Marks of a file, by what the same file was at the last release. */
export interface FileMarks {
  readonly learned: readonly DevelopmentMark[];
  /** Lines that were the same at the last release: they are no marks, or were forgotten then. */
  readonly stood: ReadonlySet<string>;
}

/**
 * What the marked lines of a file were at the last release. A line is a mark where exactly one line of the release has the
 * same words with what a release says; lines that were switched on or off by a comment are found as well.
 *
 * @param text one character a byte
 */
export function learnMarks(path: string, text: string, atRelease: string): FileMarks {
  const [now, then] = [countedLines(text), countedLines(atRelease)];
  const gone = [...then.keys()].filter((line) => !now.has(line));
  const learned = new Map<string, DevelopmentMark>();
  const stood = new Set<string>();
  for (const { raw, released, plain } of markedLines(text)) {
    if (then.has(raw)) stood.add(raw);
    const [only, ...others] = gone.filter((line) => released.test(line));
    // One line for each, wherever it stands more than once.
    if (only === undefined || others.length > 0 || then.get(only) !== now.get(raw)) continue;
    learned.set(raw, { path, developing: raw, released: plain ?? only });
  }
  for (const mark of switchedLines(path, now, gone)) learned.set(mark.developing, mark);
  return { learned: [...learned.values()], stood };
}

/** A word of its own that says whether something is released. */
const SAYS_STATE = /(?<![a-z])(?:un|pre_?)?(?:release|released|dev(?:el|elopment)?|snapshot|final|stable)(?![a-z])/i;

/** `#define GADGET_DEV` where the release has it in a comment, or the other way round. */
function* switchedLines(
  path: string,
  now: ReadonlyMap<string, number>,
  gone: readonly string[],
): Generator<DevelopmentMark> {
  const then = new Map(
    gone.filter((line) => isDefine(line) && SAYS_STATE.test(line)).map((line) => [bare(line), line]),
  );
  if (then.size === 0) return;
  for (const [developing, count] of now) {
    const released = count === 1 && isDefine(developing) ? then.get(bare(developing)) : undefined;
    if (released !== undefined && released !== developing) yield { path, developing, released };
  }
}

const isDefine = (line: string): boolean => /#\s*define\s/.test(line);
const bare = (line: string): string => line.replaceAll(/^\s*(?:\/\/|\/\*)\s*|\s*\*\/\s*$/g, '').trim();

function countedLines(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  for (const { line } of linesOf(text)) {
    const raw = trimmedEnd(line);
    if (raw !== '') lines.set(raw, (lines.get(raw) ?? 0) + 1);
  }
  return lines;
}

/** A text with every mark taken away, or put back. One character a byte. */
export function withMarks(
  text: string,
  marks: readonly DevelopmentMark[],
  to: 'released' | 'developing',
): { readonly text: string; readonly changed: number } {
  const from = to === 'released' ? 'developing' : 'released';
  const wanted = new Map(marks.map((mark) => [mark[from], mark[to]]));
  let changed = 0;
  const lines = text.split('\n').map((line) => {
    const raw = trimmedEnd(line);
    const other = wanted.get(raw);
    if (other === undefined) return line;
    changed += 1;
    return other + line.slice(raw.length);
  });
  return { text: lines.join('\n'), changed };
}

/**
 * Marks of development that nothing tells how to take away, in files that say the version: they stop the release.
 *
 * @param files texts by path, one character a byte
 * @param isKnown lines that the last release tells about
 */
export function unknownMarks(
  files: Iterable<readonly [string, string]>,
  versions: readonly string[],
  isKnown: (path: string, raw: string) => boolean,
): LeftOver[] {
  const marks: LeftOver[] = [];
  for (const [path, text] of files) {
    const found = markedLines(text).filter(({ raw, isSure }) => isSure && !isKnown(path, raw));
    if (found.length === 0) continue;
    const said = versions.find((version) => searchFile(path, text, version).some(({ kind }) => kind === 'definition'));
    if (said === undefined) continue;
    marks.push(
      ...found.map(({ line, raw, says }) => ({
        path,
        line,
        text: raw.trim(),
        says,
        template: null,
        blocks: `the file says ${said} and has a mark of development`,
      })),
    );
  }
  return marks;
}
