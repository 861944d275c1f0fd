import { lineNumbers } from '../file-text.ts';
import { findCalls, MESON } from './formats/call-arguments.ts';
import { type CMakeCommand, cmakeCommands } from './formats/cmake-commands.ts';
import { findInManifest, isClosedManifest } from './formats/manifest-formats.ts';
import { interfaceVersions } from './interface-version.ts';
import { pathRequirements } from './packages/cargo-packages.ts';
import { findToml } from './preset-toml.ts';

/** Commands about what is needed or fetched from elsewhere. */
const OF_OTHERS =
  /^(cmake_minimum_required|cmake_policy|find_package|find_dependency|pkg_(check|search)_modules?|fetchcontent_\w+|externalproject_\w+|cpm\w+|add_requires|hunter_\w+|python_\w+|find_program|find_library)$/;

/**
 * Lines of a file that speak of something else than the version of what the file describes, as far as its format tells: a
 * dependency over several lines, the number of a binary interface, whatever else stands in a manifest.
 *
 * @returns lines counted from 1
 */
export function linesOfOthers(path: string, text: string): ReadonlySet<number> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const lines = new Set(interfaceVersions(path, text).map(({ line }) => line));
  const lineAt = lineNumbers(text);
  const add = (start: number, end: number) => {
    const last = lineAt(end);
    for (let line = lineAt(start); line <= last; line += 1) lines.add(line);
  };
  if (isClosedManifest(path, text)) {
    add(0, text.length);
    for (const line of ownLines(path, text)) lines.delete(line);
  } else if (name === 'Cargo.toml') {
    add(0, text.length);
    for (const line of crateLines(text)) lines.delete(line);
  } else if (name === 'CMakeLists.txt' || name.endsWith('.cmake'))
    for (const each of cmakeCommands(text)) if (OF_OTHERS.test(each.name)) add(...rangeOf(each));
  if (name === 'meson.build')
    for (const call of findCalls(text, MESON, /^(?!project$|configuration_data$|set\d*$)/))
      add(call.start, call.end - 1);
  return lines;
}

/** Where the manifest says its own version. */
function ownLines(path: string, text: string): number[] {
  const found = findInManifest(path)?.(text);
  const lineAt = lineNumbers(text);
  return found?.ok === true ? found.value.places.map(({ start }) => lineAt(start)) : [];
}

/** Where a Cargo.toml says the version of its crates, and what it requires of crates of the repository. */
function crateLines(text: string): number[] {
  const lineAt = lineNumbers(text);
  const own = ['package.version', 'workspace.package.version'].flatMap((at) => {
    const found = findToml(text, at);
    return found.ok ? found.value.places : [];
  });
  const required = pathRequirements(text);
  // The name that it links under has to be another one for each version.
  const links = [...text.matchAll(/^links\s*=\s*"[^"]*\d+_\d+_\d+/gm)].map(({ index }) => ({ start: index }));
  const places = [...own, ...links, ...(required.ok ? required.value.map(({ place }) => place) : [])];
  return places.map(({ start }) => lineAt(start));
}

const rangeOf = ({ start, end }: CMakeCommand): [number, number] => [start, end - 1];
