import { placeAt } from '../version-place.ts';
import { type CodeSyntax, findCalls, MESON, STARLARK } from './call-arguments.ts';
import { atPlaces, type FindPlaces, IS_VERSION, isComputed, noneThere } from './format.ts';

/** The version is an argument of the one call that describes the project; other calls speak of other things. */
const inCall =
  (syntax: CodeSyntax, name: string, needsPlain: boolean): FindPlaces =>
  (text) => {
    const calls = findCalls(text, syntax, new RegExp(`^${name}$`));
    const argument = calls.flatMap((call) => call.arguments).find((each) => each.name === 'version');
    if (argument === undefined) return noneThere(`version in ${name}()`);
    const { literal } = argument;
    if (literal === null || !IS_VERSION.test(literal.value))
      return isComputed(text, argument.start, `the version of ${name}()`);
    return atPlaces([placeAt(literal.start, literal.value)], needsPlain);
  };

/** Source: Meson reference manual, project(). */
export const findMesonProject: FindPlaces = inCall(MESON, 'project', false);
/** Source: Bazel documentation, "MODULE.bazel files", module(). */
export const findBazelModule: FindPlaces = inCall(STARLARK, 'module', false);
/** Source: setuptools documentation, "Keywords", version. */
export const findSetup: FindPlaces = inCall(STARLARK, 'setup', false);
