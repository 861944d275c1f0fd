import { lineAt } from '../file-text.ts';
import { type Checked, checked, failed, problem } from '../problem.ts';
import type { RequirementStyle } from './requirement.ts';

/** What a place holds: the version, one of its numbers, or something that follows from it. */
export type PlacePart =
  | 'whole'
  | 'major'
  | 'minor'
  | 'patch'
  /** What is required of a package of this release: `^1.2.0`. */
  | 'requirement'
  /** The day of the release, YYYY-MM-DD. */
  | 'date'
  /** A count of the packagings of one version: with another version it is 1 again. */
  | 'packaging';

/** One place that carries the version or a part of it. Offsets count characters of the file's text. */
export interface VersionPlace {
  readonly start: number;
  readonly end: number;
  readonly part: PlacePart;
  /** What is written there today. */
  readonly value: string;
  /** Of a requirement: how it is read. */
  readonly style?: RequirementStyle;
}

/** What a preset finds. `needsPlain`: the format cannot hold a pre-release. */
export interface FoundPlaces {
  readonly places: readonly VersionPlace[];
  readonly needsPlain: boolean;
}

/** The place of a value that begins here. */
export const placeAt = (start: number, value: string, part: PlacePart = 'whole'): VersionPlace => ({
  start,
  end: start + value.length,
  part,
  value,
});

const THREE = ['major', 'minor', 'patch'] as const;

/** The three numbers of a text as places of their own, whatever stands between and behind them; none where it has no three. */
export function numberPlaces(start: number, text: string): readonly VersionPlace[] {
  const numbers = [...text.matchAll(/\d+/g)].slice(0, 3);
  if (numbers.length < 3) return [];
  return THREE.map((part, index) => {
    const match = numbers[index];
    return placeAt(start + (match?.index ?? 0), match?.[0] ?? '', part);
  });
}

/** Notes one more place of a key. */
export function addPlace(byKey: Map<string, VersionPlace[]>, key: string, place: VersionPlace): void {
  const places = byKey.get(key);
  if (places === undefined) byKey.set(key, [place]);
  else places.push(place);
}

/**
 * Exactly one place, or the problem that says otherwise.
 *
 * @param what names what was looked for, for a person
 */
export function exactlyOne(text: string, places: readonly VersionPlace[], what: string): Checked<VersionPlace> {
  const [first, second] = places;
  if (first === undefined) return failed(problem('version-not-found', `there is no ${what}.`));
  if (second !== undefined) {
    const lines = places
      .slice(0, 10)
      .map((place) => lineAt(text, place.start))
      .join(', ');
    return failed(problem('version-ambiguous', `${what} stands in lines ${lines}.`));
  }
  return checked(first);
}
