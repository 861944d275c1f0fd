import { counted } from '../counted.ts';
import { fewNames } from '../few-names.ts';
import { type Problem, problem } from '../problem.ts';
import { speaksOfPast } from '../version/place-search.ts';
import type { LeftOver } from '../version/version-places.ts';

/** More of them are counted. */
const MOST_TOLD = 10;
/** Of those, named by their place; a table has them all. */
const MOST_NAMED = 50;
/** Lines of one file. */
const MOST_LINES = 5;

/** Places that would be stale after the release, and may be this project's own: one problem a file, and a person says which they are. */
export function leftBehind(leftOver: readonly LeftOver[], isConfigured: boolean): Problem[] {
  const files = new Map<string, LeftOver[]>();
  for (const each of leftOver) if (each.blocks !== null) files.set(each.path, [...(files.get(each.path) ?? []), each]);
  return [...files].map(([path, lines]) => leftBehindFile(path, lines, isConfigured));
}

function leftBehindFile(path: string, lines: readonly LeftOver[], isConfigured: boolean): Problem {
  const places = lines.map(({ line }) => `${path}:${line}`);
  const shown = lines
    .slice(0, MOST_LINES)
    .map(({ line, says, text }) => `${path}:${line} says ${says} (${JSON.stringify(text.slice(0, 120))})`);
  const more = lines.length > MOST_LINES ? ` and ${counted(lines.length - MOST_LINES, 'more line')}` : '';
  const why = [...new Set(lines.map(({ blocks }) => blocks))].join(', ');
  const templates = [...new Set(lines.flatMap(({ template }) => template ?? []))];
  const entry =
    templates.length === 0
      ? 'preset: regex, pattern: …'
      : `preset: lines, lines: [${templates.map(quoted).join(', ')}]`;
  return problem('version-file-left-behind', `${shown.join(', ')}${more}, and still would after the release: ${why}.`, {
    where: places[0] ?? path,
    remedy: `In .github/zlink-release.yml, have it changed by an entry of \`version-files\`${isConfigured ? '' : ' (`zlink-release init` writes the others)'}, or leave it alone by \`ignore-files\`:`,
    paste: [
      'version-files:',
      `  - {path: ${quoted(path)}, ${entry}}`,
      `ignore-files: [${places.slice(0, MOST_TOLD).map(quoted).join(', ')}]`,
    ],
  });
}

/** As YAML takes it in a flow collection. */
const quoted = (text: string): string =>
  /^[A-Za-z0-9_./-]+(:\d+)?$/.test(text)
    ? text
    : `'${Buffer.from(text, 'latin1').toString('utf8').replaceAll("'", "''")}'`;

/** Whether what a line is may follow from the releases before: it is this project's, or may have moved with them. */
export const mayHaveMoved = ({ blocks, text, isSeries }: LeftOver): boolean =>
  blocks !== null || (isSeries !== true && !speaksOfPast(text));

/** What says the present version and is for people: told, since it may speak of the past. */
export function toldLeftOver(leftOver: readonly LeftOver[]): string[] {
  const told = leftOver.filter(({ blocks }) => blocks === null);
  const shown = told
    .slice(0, MOST_TOLD)
    .map(
      ({ path, line, says, text }) =>
        `${path}:${line} says ${says} and is left as it is: ${JSON.stringify(text.slice(0, 120))}.`,
    );
  const others = told.slice(MOST_TOLD);
  if (others.length === 0) return shown;
  const places = others.map(({ path, line }) => `${path}:${line}`);
  return [
    ...shown,
    `${counted(others.length, 'more line says it and is left as it is', 'more lines say it and are left as they are')}: ${fewNames(places, MOST_NAMED)}.`,
  ];
}
