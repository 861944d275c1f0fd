import { type Problem, problem } from '../problem.ts';
import { renderedAs } from './line-template.ts';
import type { KnownPlace } from './version-places.ts';

/**
 * A coded number that can be made of the version in several ways, which say the same of every version so far and would not of the
 * next one: `900` of 0.9.0 is 10000 or 100000 at 1.0.0. Only a person knows.
 *
 * @returns null where every way to read the line writes the same
 */
export function ambiguousCoding({ spec, readings = [] }: KnownPlace, version: string): Problem | null {
  if (spec.preset !== 'lines') return null;
  const [taken] = spec.lines;
  const lines = [...new Set([...(taken === undefined ? [] : [taken]), ...readings.filter(isDecimal)])];
  const written = new Map<string, string>();
  for (const line of lines) {
    const rendered = renderedAs(line, version);
    if (rendered !== null && !written.has(rendered)) written.set(rendered, line);
  }
  const [one, other] = written;
  if (one === undefined || other === undefined) return null;
  return problem(
    'version-ambiguous',
    `${spec.path} says the version as a number, and no release so far tells how it is made: for ${version} it would be ${JSON.stringify(one[0].trim())} or ${JSON.stringify(other[0].trim())}.`,
    {
      where: spec.path,
      remedy: 'Name in .github/zlink-release.yml the line that is meant:',
      paste: [
        'version-files:',
        ...[one, other].map(
          ([, line], at) =>
            `${at === 0 ? '' : '# or '}  - {path: ${spec.path}, preset: lines, lines: ['${line.replaceAll("'", "''")}']}`,
        ),
      ],
    },
  );
}

/** In hexadecimal everybody writes the parts themselves; two decimal digits in it are read only where they moved so, three
 * where the version does not tell them from the parts. */
const isDecimal = (line: string): boolean => line.includes('{number:') || line.includes('{minor:03}{patch:03}');
