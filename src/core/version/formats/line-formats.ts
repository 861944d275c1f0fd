import { numberPlaces, type PlacePart, placeAt, type VersionPlace } from '../version-place.ts';
import { atPlaces, type FindPlaces, isComputed, noneThere, VERSION } from './format.ts';

const QUOTED = `(?:"(?:${VERSION})"|'(?:${VERSION})')`;
const inQuotes = (match: RegExpExecArray, text: string): VersionPlace =>
  placeAt(match.index + match[0].lastIndexOf(text), text);

/** The first line of a form says it; where nothing of the form is a version, it is computed. */
const firstLine =
  (what: string, form: RegExp): FindPlaces =>
  (text) => {
    const match = form.exec(text);
    const written = match?.groups?.version ?? match?.groups?.quoted?.slice(1, -1);
    return match === null || written === undefined ? noneThere(what) : atPlaces([inQuotes(match, written)]);
  };

/** `s.version = '1.2.0'`. Source: CocoaPods guides, "Podspec Syntax Reference"; RubyGems guides, "Specification Reference". */
export const findSpecification: FindPlaces = (text) => {
  const version = new RegExp(String.raw`^[ \t]*[a-z_]+\.version[ \t]*=[ \t]*(?<quoted>${QUOTED})`, 'm').exec(text);
  const written = version?.groups?.quoted?.slice(1, -1);
  if (version === null || written === undefined) return noneThere('version');
  const places = [inQuotes(version, written)];
  // The source of a pod is a tag, mostly made of the version, sometimes written out.
  for (const tag of text.matchAll(/:tag[ \t]*=>[ \t]*["'](?<before>[^"'#]{0,50}?)(?<version>\d[^"']{0,60})["']/g)) {
    const { before = '', version: value = '' } = tag.groups ?? {};
    if (value === written) places.push(placeAt(tag.index + tag[0].length - 1 - value.length, value));
    else if (/\d/.test(before)) continue;
  }
  return atPlaces(places);
};

/** A constant in a Python module, at the beginning of a line. Source: Python packaging guide, "Single-sourcing the Project Version". */
export const findPythonModule = firstLine(
  '__version__',
  new RegExp(`^(?:__version__|VERSION)[ \\t]*(?::[^=\\n]*)?=[ \\t]*(?<quoted>${QUOTED})`, 'm'),
);
/** An attribute of the recipe's class. Source: Conan documentation, "conanfile.py", attributes. */
export const findConanRecipe = firstLine(
  'attribute version',
  new RegExp(`^[ \\t]+version[ \\t]*=[ \\t]*(?<quoted>${QUOTED})`, 'm'),
);
/** `VERSION = "1.2.0"` in the version.rb of a gem. */
export const findRubyModule = firstLine(
  'VERSION',
  new RegExp(`^[ \\t]*VERSION[ \\t]*=[ \\t]*(?<quoted>${QUOTED})`, 'm'),
);
/** Source: Nimble documentation, "Package reference". */
export const findNimble = firstLine('version', new RegExp(`^version[ \\t]*=[ \\t]*(?<quoted>${QUOTED})`, 'm'));
/** Source: xmake documentation, "Project Global APIs", set_version. */
export const findXmake = firstLine(
  'set_version()',
  new RegExp(`^[ \\t]*set_version[ \\t]*\\([ \\t]*(?<quoted>${QUOTED})`, 'm'),
);
/** Source: Doxygen manual, "Configuration", PROJECT_NUMBER. */
export const findDoxygen = firstLine(
  'PROJECT_NUMBER',
  new RegExp(`^[ \\t]*PROJECT_NUMBER[ \\t]*=[ \\t]*"?v?(?<version>${VERSION})"?[ \\t]*\\r?$`, 'm'),
);
/** Source: Arduino, "Library specification", library.properties. */
export const findProperties = firstLine(
  'version',
  new RegExp(`^(?:version|VERSION_NAME)[ \\t]*[=:][ \\t]*(?<version>${VERSION})[ \\t]*\\r?$`, 'm'),
);
/** Source: Writing R Extensions, "The DESCRIPTION file". */
export const findDescription = firstLine(
  'Version',
  new RegExp(`^Version:[ \\t]*(?<version>${VERSION})[ \\t]*\\r?$`, 'm'),
);

/** `version = 1.2.0` of `[metadata]`. Source: setuptools documentation, "Configuring setuptools using setup.cfg files". */
export const findSetupCfg: FindPlaces = (text) => {
  const section = /^\[metadata\][ \t]*\r?\n(?:(?!\[)[^\n]*(?:\n|$))*/m.exec(text);
  if (section === null) return noneThere('[metadata]');
  const line = /^version[ \t]*[=:][ \t]*(?<value>[^\s#;]*)/m.exec(section[0]);
  const value = line?.groups?.value ?? '';
  if (line === null || value === '') return noneThere('version in [metadata]');
  const start = section.index + line.index + line[0].length - value.length;
  return new RegExp(`^${VERSION}$`).test(value)
    ? atPlaces([placeAt(start, value)])
    : isComputed(text, start, 'the version');
};

const ASSIGNMENT =
  /^(?<name>[A-Za-z_]\w*)(?<gap>[ \t]*[:?]{0,2}=[ \t]*)(?<value>[0-9][0-9A-Za-z.+-]*)[ \t]*(?:#[^\n]*)?\r?$/gm;
const WHOLE = /^(?:LIB_?|PACKAGE_?|PROJECT_?|RELEASE_?)?VERSION$/;

/** `VERSION = 1.2.0`, or one variable for each of its numbers, of one family of names. */
export const findMakefile: FindPlaces = (text) => {
  const places = [...text.matchAll(ASSIGNMENT)].map(({ index, groups }) => ({
    name: groups?.name ?? '',
    at: placeAt(index + (groups?.name ?? '').length + (groups?.gap ?? '').length, groups?.value ?? ''),
  }));
  const whole = places.filter(({ name, at }) => WHOLE.test(name) && new RegExp(`^${VERSION}$`).test(at.value));
  const [one, another] = whole;
  const parts = partsOfFamily(places);
  if (one !== undefined && another === undefined) {
    const said = parts?.map(({ value }) => value).join('.');
    return atPlaces([one.at, ...(said === one.at.value ? (parts ?? []) : [])], said === one.at.value);
  }
  return parts === null || one !== undefined ? noneThere('variable with the version') : atPlaces(parts, true);
};

const FAMILY =
  /^(?<before>(?:[A-Za-z]\w*_)?)(?<part>MAJOR|MINOR|PATCH|MICRO|PATCHLEVEL|REVISION)(?<after>(?:_VERSION)?)$/i;

interface NamedPlace {
  readonly name: string;
  readonly at: VersionPlace;
}

/** The three numbers whose variables differ in the name of the part alone; null where there are none, or several families. */
function partsOfFamily(places: readonly NamedPlace[]): readonly VersionPlace[] | null {
  const families = new Map<string, Map<PlacePart, VersionPlace[]>>();
  for (const { name, at } of places) {
    const { before, part, after } = FAMILY.exec(name)?.groups ?? {};
    if (part === undefined || !/^\d+$/.test(at.value)) continue;
    // The name of a file's own binary interface is no version of the project.
    if (/(^|_)(SO|ABI|API|LT)_?$/i.test(before ?? '')) continue;
    const kind = /^M(AJOR|INOR)$/i.test(part) ? (part.toLowerCase() as PlacePart) : 'patch';
    const key = `${before}*${after}`.toLowerCase();
    const family = families.get(key) ?? new Map<PlacePart, VersionPlace[]>();
    families.set(key, family);
    const known = family.get(kind);
    if (known === undefined) family.set(kind, [{ ...at, part: kind }]);
    else known.push({ ...at, part: kind });
  }
  const complete = [...families.values()].filter((family) =>
    (['major', 'minor', 'patch'] as const).every((part) => family.get(part)?.length === 1),
  );
  const [family, another] = complete;
  return family === undefined || another !== undefined ? null : [...family.values()].flat();
}

/**
 * Version and release of an RPM package: before its first section, and where they are a macro, in its definition. The
 * release counts the packagings of one version.
 *
 * Source: RPM documentation, "Spec file format", preamble.
 */
export const findRpmSpec: FindPlaces = (text) => {
  const sections = /^%(?:package|description|prep|build|install|files|changelog)\b/m.exec(text);
  const preamble = sections === null ? text : text.slice(0, sections.index);
  const version = /^Version[ \t]*:[ \t]*(?<value>[^\s#]+)/im.exec(preamble);
  const value = version?.groups?.value ?? '';
  if (version === null) return noneThere('Version:');
  const start = version.index + version[0].length - value.length;
  const said = new RegExp(`^${VERSION}$`).test(value) ? placeAt(start, value) : macroPlace(preamble, value);
  if (said === null) return isComputed(text, start, 'Version');
  const release = /^Release[ \t]*:[ \t]*(?<count>\d+)(?=[^\w.]|$)/im.exec(preamble);
  const count = release?.groups?.count;
  return atPlaces(
    release === null || count === undefined
      ? [said]
      : [said, placeAt(release.index + release[0].length - count.length, count, 'packaging')],
    true,
  );
};

function macroPlace(preamble: string, value: string): VersionPlace | null {
  const name = /^%\{?([A-Za-z_]\w*)\}?$/.exec(value)?.[1];
  if (name === undefined) return null;
  const definition = new RegExp(
    `^[ \\t]*%(?:global|define)[ \\t]+${name}[ \\t]+(?<version>${VERSION})[ \\t]*\\r?$`,
    'm',
  ).exec(preamble);
  const written = definition?.groups?.version;
  return definition === null || written === undefined ? null : inQuotes(definition, written);
}

const RESOURCE =
  /^[ \t]*(?:(?:FILEVERSION|PRODUCTVERSION)[ \t]+(?<numbers>\d+[ \t]*,[ \t]*\d+[ \t]*,[ \t]*\d+(?:[ \t]*,[ \t]*\d+)?)|VALUE[ \t]+"(?:File|Product)Version"[ \t]*,[ \t]*"(?<text>\d+(?:\.|,[ \t]?)\d+(?:\.|,[ \t]?)\d+(?:(?:\.|,[ \t]?)\d+)?)(?:\\0)?")/gim;

/**
 * The versions of a Windows resource, each in its own form; a fourth number stays.
 *
 * Source: Microsoft documentation, "VERSIONINFO resource".
 */
export const findWindowsResource: FindPlaces = (text) => {
  const places = [...text.matchAll(RESOURCE)].flatMap(({ index, 0: line, groups }) => {
    const written = groups?.numbers ?? groups?.text ?? '';
    return numberPlaces(index + line.lastIndexOf(written), written);
  });
  return places.length === 0 ? noneThere('FILEVERSION') : atPlaces(places, true);
};

/** `.version = "1.2.0"` of the package itself, not of what it depends on. Source: Zig documentation, build.zig.zon. */
export const findZigPackage: FindPlaces = (text) => {
  const pieces = /\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|[{}]|\.version[ \t]*=[ \t]*"(?<version>[^"\\\n]*)"/g;
  let depth = 0;
  for (const { index, 0: piece, groups } of text.matchAll(pieces)) {
    if (piece === '{') depth += 1;
    else if (piece === '}') depth -= 1;
    else if (depth === 1 && groups?.version !== undefined && new RegExp(`^${VERSION}$`).test(groups.version))
      return atPlaces([placeAt(index + piece.length - 1 - groups.version.length, groups.version)]);
  }
  return noneThere('.version');
};
