import { findAutoconf } from './autoconf.ts';
import { findBazelModule, findMesonProject, findSetup } from './call-formats.ts';
import { findCitation } from './citation.ts';
import type { FindPlaces } from './format.ts';
import {
  findConanRecipe,
  findDescription,
  findDoxygen,
  findMakefile,
  findNimble,
  findProperties,
  findPythonModule,
  findRpmSpec,
  findRubyModule,
  findSetupCfg,
  findSpecification,
  findWindowsResource,
  findXmake,
  findZigPackage,
} from './line-formats.ts';
import { textElements } from './xml-elements.ts';
import { findMavenProject, findMsBuildProject, findNuspec, findRosPackage } from './xml-formats.ts';

interface ManifestFormat {
  /** The whole name of a file of this format. */
  readonly file: RegExp;
  readonly find: FindPlaces;
  /**
   * Whether a file of this format says nothing but facts of the package and what it needs: then whatever else in it looks
   * like the version is another's. Where people program, a line may still say this one.
   */
  readonly isClosed: boolean;
  /** Whether a text is of this format at all; every text is where that is not said. */
  readonly isReadable?: (text: string) => boolean;
}

const isXml = (text: string): boolean => textElements(text).ok;

const FORMATS: readonly ManifestFormat[] = [
  { file: /^meson\.build$/, find: findMesonProject, isClosed: false },
  { file: /^MODULE\.bazel$/, find: findBazelModule, isClosed: true },
  { file: /^setup\.py$/, find: findSetup, isClosed: false },
  { file: /^setup\.cfg$/, find: findSetupCfg, isClosed: true },
  { file: /^(__init__|__about__|__version__|_?version)\.py$/, find: findPythonModule, isClosed: false },
  { file: /^conanfile\.py$/, find: findConanRecipe, isClosed: true },
  { file: /\.(podspec|gemspec)$/, find: findSpecification, isClosed: true },
  { file: /^version\.rb$/, find: findRubyModule, isClosed: false },
  { file: /^configure\.(ac|in)$/, find: findAutoconf, isClosed: false },
  { file: /^(GNU)?makefile$/i, find: findMakefile, isClosed: false },
  { file: /^package\.xml$/, find: findRosPackage, isClosed: true, isReadable: isXml },
  { file: /^pom\.xml$/, find: findMavenProject, isClosed: true, isReadable: isXml },
  { file: /\.nuspec$/, find: findNuspec, isClosed: true, isReadable: isXml },
  {
    file: /(^Directory\.Build\.(props|targets)|\.(csproj|fsproj|vbproj))$/,
    find: findMsBuildProject,
    isClosed: true,
    isReadable: isXml,
  },
  { file: /\.spec(\.in)?$/, find: findRpmSpec, isClosed: false },
  { file: /^[^.]*doxyfile([.-].*)?$|\.doxyfile$/i, find: findDoxygen, isClosed: true },
  { file: /\.rc$/, find: findWindowsResource, isClosed: false },
  { file: /^CITATION\.cff$/, find: findCitation, isClosed: true },
  { file: /^xmake\.lua$/, find: findXmake, isClosed: false },
  { file: /^build\.zig\.zon$/, find: findZigPackage, isClosed: true },
  { file: /\.nimble$/, find: findNimble, isClosed: true },
  { file: /^(library|gradle)\.properties$/, find: findProperties, isClosed: false },
  { file: /^DESCRIPTION$/, find: findDescription, isClosed: true },
];

const formatOf = (path: string): ManifestFormat | null => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return FORMATS.find(({ file }) => file.test(name)) ?? null;
};

/** Where a file of this name says the version of what it describes; null: nothing is known of such files. */
export const findInManifest = (path: string): FindPlaces | null => formatOf(path)?.find ?? null;

/**
 * Whether everything that looks like the version in such a file, besides its own place, is another's. A text that cannot be read
 * as its name says tells nothing of its lines.
 */
export function isClosedManifest(path: string, text: string): boolean {
  const format = formatOf(path);
  return format?.isClosed === true && format.isReadable?.(text) !== false;
}
