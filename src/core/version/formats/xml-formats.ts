import { numberPlaces, placeAt, type VersionPlace } from '../version-place.ts';
import { atPlaces, type FindPlaces, IS_VERSION, isComputed, noneThere } from './format.ts';
import { type TextElement, textElements } from './xml-elements.ts';

const trimmed = ({ start, value }: TextElement): VersionPlace =>
  placeAt(start + (/^\s*/.exec(value)?.[0].length ?? 0), value.trim());

/** The version is the text of one element below the root. */
const ofElement =
  (path: string): FindPlaces =>
  (text) => {
    const elements = textElements(text);
    if (!elements.ok) return elements;
    const found = elements.value.filter((each) => each.path === path);
    const [first] = found;
    if (first === undefined) return noneThere(`<${path.replaceAll('/', '><')}>`);
    const place = trimmed(first);
    return IS_VERSION.test(place.value)
      ? atPlaces([place])
      : isComputed(text, first.start, `<${path.replaceAll('/', '><')}>`);
  };

/** Source: ROS REP-149, "Package Manifest Format Three Specification". */
export const findRosPackage: FindPlaces = ofElement('package/version');
/** Source: Maven documentation, "POM Reference". A version of the parent, a dependency or a plug-in has another path. */
export const findMavenProject: FindPlaces = ofElement('project/version');
/** Source: NuGet documentation, ".nuspec File Reference". */
export const findNuspec: FindPlaces = ofElement('package/metadata/version');

const OF_PACKAGE = /^Project\/PropertyGroup\/(?:Version|VersionPrefix|PackageVersion)$/;
/** Versions of what is built: with a fourth number, and sometimes held back on purpose. */
const OF_ASSEMBLY = /^Project\/PropertyGroup\/(?:AssemblyVersion|FileVersion|InformationalVersion)$/;

/**
 * Properties of MSBuild that say the version of the project: never those of a package that it refers to. What says another
 * version than the first of them is held back on purpose.
 *
 * Source: Microsoft documentation, "MSBuild reference for .NET SDK projects".
 */
export const findMsBuildProject: FindPlaces = (text) => {
  const elements = textElements(text);
  if (!elements.ok) return elements;
  const places = elements.value.filter(({ path }) => OF_PACKAGE.test(path)).map(trimmed);
  const [first] = places.filter(({ value }) => IS_VERSION.test(value));
  if (first === undefined) {
    const [computed] = places;
    return computed === undefined ? noneThere('<Version>') : isComputed(text, computed.start, '<Version>');
  }
  const same = places.filter(({ value }) => value === first.value);
  const built = elements.value
    .filter(({ path }) => OF_ASSEMBLY.test(path))
    .map(trimmed)
    .flatMap((each) => (each.value === first.value ? [each] : withFourth(each, first.value)));
  return atPlaces(
    [...same, ...built],
    built.some(({ part }) => part !== 'whole'),
  );
};

/** The three numbers of `1.2.0.0`, where they are this version's. */
const withFourth = (place: VersionPlace, version: string): readonly VersionPlace[] =>
  new RegExp(String.raw`^${version.replaceAll('.', '\\.')}\.\d+$`).test(place.value)
    ? numberPlaces(place.start, place.value)
    : [];
