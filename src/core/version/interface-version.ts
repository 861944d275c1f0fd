import { lineNumbers } from '../file-text.ts';
import { findCalls, MESON } from './formats/call-arguments.ts';
import { cmakeCommands } from './formats/cmake-commands.ts';

/** A number of a library's binary interface: it follows what changed for those that link to it, not the version. */
export interface InterfaceVersion {
  /** Counted from 1. */
  readonly line: number;
  /** As it is written, in one line. */
  readonly text: string;
}

const NUMBER = /^\d+(?:[.:]\d+){0,3}$/;
/** What such a number is called, in one word of a name. */
const NAME =
  /(^|_)(SO_?VERSION|SO_?NAME|LT_?VERSION|LIBTOOL_VERSION|VERSION_INFO|ABI_?VERSION)(_|$)|^LT_(?!CV_)|_(CURRENT|AGE)$/i;

/**
 * Where a build file says the number of a binary interface as a number of its own: SOVERSION and VERSION of a target (CMake),
 * soversion and version of a library (Meson), -version-info, current, revision and age (libtool); a header's macro of the soname.
 *
 * Sources: CMake, SOVERSION; Meson reference manual, shared_library(); Libtool manual, "Updating library version information".
 */
export function interfaceVersions(path: string, text: string): readonly InterfaceVersion[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === 'CMakeLists.txt' || name.endsWith('.cmake')) return ofCMake(text);
  if (name === 'meson.build') return ofMeson(text);
  if (/\.(h|hh|hpp|hxx)(\.in)?$/i.test(name)) return ofHeader(text);
  return /^((GNU)?makefile(\.am|\.in)?|configure\.(ac|in)|[^/]+\.(mk|m4))$/i.test(name) ? ofAutotools(text) : [];
}

function ofCMake(text: string): InterfaceVersion[] {
  const lineAt = lineNumbers(text);
  const found: InterfaceVersion[] = [];
  for (const { name, arguments: all } of cmakeCommands(text)) {
    const isOfTarget = name === 'set_target_properties' || name === 'set_property';
    for (const [index, { text: word }] of all.entries()) {
      const value = all[index + 1];
      if (value === undefined || !NUMBER.test(value.text)) continue;
      const isNamed = isOfTarget
        ? /^(SOVERSION|VERSION|MACHO_\w+_VERSION)$/.test(word)
        : index === 0 && name === 'set' && NAME.test(word);
      if (isNamed) found.push({ line: lineAt(value.start), text: `${word} ${value.text}` });
    }
  }
  return found;
}

const LIBRARY = /^(shared_|static_|both_)?librar(y|ies)$|^shared_module$/;

function ofMeson(text: string): InterfaceVersion[] {
  const lineAt = lineNumbers(text);
  return findCalls(text, MESON, LIBRARY).flatMap((call) =>
    call.arguments.flatMap(({ name, start, end, literal }): InterfaceVersion[] => {
      if (name !== 'soversion' && name !== 'version' && name !== 'darwin_versions') return [];
      const written = literal?.value ?? text.slice(start, end);
      return /^[\d'[]/.test(written) ? [{ line: lineAt(start), text: `${name}: ${text.slice(start, end)}` }] : [];
    }),
  );
}

const OF_HEADER =
  /^[ \t]*#[ \t]*define[ \t]+(?<name>\w*(?:SO_?NAME|SO_?VERSION)\w*)[ \t]+["']?(?<value>\d+(?:\.\d+){0,3})["']?[ \t]*\r?$/gim;

function ofHeader(text: string): InterfaceVersion[] {
  const lineAt = lineNumbers(text);
  return [...text.matchAll(OF_HEADER)].map(({ 0: line, index, groups }) => ({
    line: lineAt(index + (/^\s*/.exec(line)?.[0].length ?? 0)),
    text: `${groups?.name ?? ''} ${groups?.value ?? ''}`,
  }));
}

const LIBTOOL =
  /-version-(?:info|number)[ \t=]+\d+(?::\d+){0,2}|^[ \t]*(?<name>\w+)[ \t]*[:?]?=[ \t]*["']?\d+(?:[.:]\d+){0,2}["']?[ \t]*\r?$|\bAC_SUBST[ \t]*\([ \t]*\[?(?<subst>\w+)\]?[ \t]*,[ \t]*\[?(?<value>\d+(?::\d+){0,2})\]?[ \t]*\)|\bm4_define[ \t]*\([ \t]*\[?(?<macro>\w+)\]?[ \t]*,[ \t]*\[?\d+(?::\d+){0,2}\]?[ \t]*\)/gm;

function ofAutotools(text: string): InterfaceVersion[] {
  const lineAt = lineNumbers(text);
  return [...text.matchAll(LIBTOOL)].flatMap((match) => {
    const { name, subst, macro, value } = match.groups ?? {};
    const said = name ?? subst ?? macro;
    const isOne = said === undefined || NAME.test(said) || value?.includes(':') === true;
    return isOne
      ? [{ line: lineAt(match.index + (/^\s*/.exec(match[0])?.[0].length ?? 0)), text: match[0].trim() }]
      : [];
  });
}
