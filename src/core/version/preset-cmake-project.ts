import type { Checked } from '../problem.ts';
import { type CMakeArgument, type CMakeCommand, cmakeCommands } from './formats/cmake-commands.ts';
import { atPlaces, isComputed, noneThere } from './formats/format.ts';
import { type FoundPlaces, type PlacePart, placeAt, type VersionPlace } from './version-place.ts';

/** How often one variable may be set to another. */
const MOST_STEPS = 5;
const PARTS: readonly PlacePart[] = ['major', 'minor', 'patch'];
const LITERAL = /^[0-9][0-9.]*$/;

/**
 * The version of CMake's `project(name … VERSION 1.2.0 …)`: as it stands there, or in the variables that it is made of.
 * The first project with a version is the file's; another of the same version goes with it, one of another version has it
 * to itself.
 */
export function findCMakeProject(text: string): Checked<FoundPlaces> {
  const commands = cmakeCommands(text);
  const versions = commands.filter(({ name }) => name === 'project').flatMap((each) => versionOf(each) ?? []);
  const [first, ...others] = versions;
  if (first === undefined) return noneThere('project(… VERSION …)');
  const places = resolve(first, variables(commands));
  if (places === null) return isComputed(text, first.start, 'the version of project()');
  const said = versionSaid(places);
  const alike = [...others, ...packageVersions(commands)].filter(({ text: written }) => written === said);
  return atPlaces([...places, ...alike.map((each) => placeAt(each.start, each.text))], true);
}

const versionSaid = (places: readonly VersionPlace[]): string => places.map(({ value }) => value).join('.');

/** What follows a keyword. The first argument is a name. */
function versionOf({ arguments: all }: CMakeCommand): CMakeArgument | null {
  const at = all.findIndex(({ text }, index) => index > 0 && text === 'VERSION');
  return at === -1 ? null : (all[at + 1] ?? null);
}

/** What a package of the project says to those that look for it. */
const packageVersions = (commands: readonly CMakeCommand[]): CMakeArgument[] =>
  commands
    .filter(({ name }) => /^write_basic_(package|config)_version_file$/.test(name))
    .flatMap((each) => versionOf(each) ?? []);

/** Variable → the values that it is set to. */
function variables(commands: readonly CMakeCommand[]): Map<string, CMakeArgument[]> {
  const values = new Map<string, CMakeArgument[]>();
  for (const { name, arguments: all } of commands) {
    const [variable, value] = all;
    if (name !== 'set' || variable === undefined || value === undefined) continue;
    const known = values.get(variable.text);
    if (known === undefined) values.set(variable.text, [value]);
    else known.push(value);
  }
  return values;
}

/** The places that a value is made of; null where it is made of anything else, or a variable has several. */
function resolve(
  value: CMakeArgument,
  set: ReadonlyMap<string, readonly CMakeArgument[]>,
): readonly VersionPlace[] | null {
  let at = value;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (LITERAL.test(at.text)) return [placeAt(at.start, at.text)];
    const names = at.text.split('.').map((piece) => /^\$\{([\w.-]+)\}$/.exec(piece)?.[1]);
    if (names.length === 3) return partPlaces(names, set);
    const [only, another] = set.get(names[0] ?? '') ?? [];
    if (names.length !== 1 || only === undefined || another !== undefined) return null;
    at = only;
  }
  return null;
}

function partPlaces(
  names: readonly (string | undefined)[],
  set: ReadonlyMap<string, readonly CMakeArgument[]>,
): readonly VersionPlace[] | null {
  const places: VersionPlace[] = [];
  for (const [index, name] of names.entries()) {
    const [value, another] = set.get(name ?? '') ?? [];
    const part = PARTS[index];
    if (value === undefined || another !== undefined || part === undefined || !/^\d+$/.test(value.text)) return null;
    places.push(placeAt(value.start, value.text, part));
  }
  return places;
}
