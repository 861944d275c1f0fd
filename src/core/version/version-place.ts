import { lineAt } from '../file-text.ts';
import { type Checked, checked, failed, problem } from '../problem.ts';

/** One place that carries the version or a part of it. Offsets count characters of the file's text. */
export interface VersionPlace {
  readonly start: number;
  readonly end: number;
  readonly part: 'whole' | 'major' | 'minor' | 'patch';
  /** What is written there today. */
  readonly value: string;
}

/** What a preset finds. `needsPlain`: the format cannot hold a pre-release. */
export interface FoundPlaces {
  readonly places: readonly VersionPlace[];
  readonly needsPlain: boolean;
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
