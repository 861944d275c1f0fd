import { parse } from 'smol-toml';
import { type Checked, checked, failed, problem } from '../problem.ts';
import { tomlKeys, tomlStrings, valueAt } from './toml-strings.ts';
import { exactlyOne, type FoundPlaces, placeAt } from './version-place.ts';

/** A manifest, or the lock file of a large workspace; the parser takes a hundred times as much memory. Characters. */
const MAXIMUM_LENGTH = 1024 * 1024;

/** What a TOML document says, or why it says nothing. */
export function readToml(text: string): Checked<unknown> {
  if (text.length > MAXIMUM_LENGTH) return failed(problem('file-too-large', `it has ${text.length} characters.`));
  try {
    return checked(parse(text));
  } catch {
    return failed(problem('version-not-found', 'it is not valid TOML.'));
  }
}

/** A string of a TOML file by dotted path: `package.version`, `project.version`. */
export function findToml(text: string, at: string): Checked<FoundPlaces> {
  const document = readToml(text);
  if (!document.ok) return document;
  const keys = tomlKeys(at);
  const value = valueAt(document.value, keys);
  if (typeof value !== 'string') return failed(problem('version-not-found', `it has no string ${at}.`));
  const name = JSON.stringify(keys);
  const found = tomlStrings(text).filter(({ path }) => JSON.stringify(path) === name);
  const one = exactlyOne(
    text,
    found.map((each) => placeAt(each.start, each.value)),
    at,
  );
  if (!one.ok) return one;
  // The parser has the last word: what was found by eye must be what it reads.
  if (one.value.value !== value)
    return failed(problem('version-not-found', `${at} is not written in a way that can be edited.`));
  return checked({ places: [one.value], needsPlain: false });
}
