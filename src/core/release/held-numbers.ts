import { fewNames } from '../few-names.ts';
import { readFileText } from '../file-text.ts';
import { buildServiceVersion } from '../version/build-service-version.ts';
import { type HeldHistory, openNumbers } from '../version/held-moves.ts';
import { interfaceVersions } from '../version/interface-version.ts';
import type { SourceTree } from './facts.ts';

/** Releases that are named. */
const MOST_MOVES = 2;

/** What the last releases did to a number. */
function movedBefore(path: string, line: string, held: HeldHistory | null): string {
  if (held === null) return '';
  const words = openNumbers(line);
  const own = held.moves.filter((each) => each.path === path && each.line === words).slice(0, MOST_MOVES);
  if (own.length === 0) return held.isWhole ? '; as it was in the last releases' : '';
  return `; ${own.map(({ from, to, tag }) => `${from} became ${to} with ${tag}`).join(', ')}`;
}

/** More of them are counted instead of shown. */
const MOST_SHOWN = 8;

/** Folders whose libraries are not what is released. */
const NOT_OURS =
  /(^|\/)(node_modules|third[_-]?party|vendor(ed)?|external|deps|tests?|examples?|samples?|fuzz(ing)?|build)\//i;

/**
 * Numbers beside the version that a release leaves to a person, as sentences for the plan.
 *
 * @param held what the last releases did to them; null: nobody has looked
 */
export function heldNumbers({ files }: SourceTree, held: HeldHistory | null): readonly string[] {
  const own = [...files].filter(([path]) => !NOT_OURS.test(path));
  const ofInterface = own.flatMap(([path, { bytes }]) => {
    const whole = readFileText(bytes).text;
    const found = interfaceVersions(path, whole);
    const lines = found.length === 0 ? [] : whole.split('\n');
    return found.map(({ line, text }) => `${path}:${line} (${text}${movedBefore(path, lines[line - 1] ?? '', held)})`);
  });
  const ofServices = own.flatMap(([path, { bytes }]) => {
    const found = buildServiceVersion(path, readFileText(bytes).text);
    return found === null
      ? []
      : [`${path}:${found.line} says ${found.text}: the build service counts there, and it stays.`];
  });
  if (ofInterface.length === 0) return ofServices;
  return [
    `The number of the binary interface stays, for whether it changes is yours to decide: ${fewNames(ofInterface, MOST_SHOWN)}.`,
    ...ofServices,
  ];
}
