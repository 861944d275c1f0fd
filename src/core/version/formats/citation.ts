import { findYaml } from '../preset-yaml.ts';
import { placeAt } from '../version-place.ts';
import { atPlaces, type FindPlaces, IS_VERSION, isComputed } from './format.ts';

/**
 * The version of a citation file, and the day of its release where it names one.
 *
 * Source: Citation File Format 1.2.0, "Guide", version and date-released.
 */
export const findCitation: FindPlaces = (text) => {
  const version = findYaml(text, 'version');
  if (!version.ok) return version;
  const [place] = version.value.places;
  if (place === undefined) return version;
  const bare = place.value.replace(/^v/, '');
  if (!IS_VERSION.test(bare)) return isComputed(text, place.start, 'the version');
  const date = findYaml(text, 'date-released');
  const day = date.ok ? date.value.places.filter(({ value }) => /^\d{4}-\d{2}-\d{2}$/.test(value)) : [];
  return atPlaces([placeAt(place.end - bare.length, bare), ...day.map((each) => ({ ...each, part: 'date' as const }))]);
};
