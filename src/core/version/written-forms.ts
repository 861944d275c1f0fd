import type { VersionFileSpec } from './version-file.ts';

const VERSION = '(?<version>[0-9]+[.][0-9][0-9A-Za-z.+-]*)';
const QUOTE = '["\']';

/** How a version is usually written in files that have no preset of their own: RE2, line by line. */
const FORMS: readonly { readonly file: RegExp; readonly pattern: string }[] = [
  { file: /^setup\.cfg$/, pattern: `^version[ \\t]*=[ \\t]*${VERSION}[ \\t]*$` },
  { file: /^setup\.py$/, pattern: `\\bversion[ \\t]*=[ \\t]*${QUOTE}${VERSION}${QUOTE}` },
  {
    file: /^(__init__|__about__|__version__|_?version)\.py$/,
    pattern: `^(?:__version__|VERSION)[ \\t]*(?::[^=]*)?=[ \\t]*${QUOTE}${VERSION}${QUOTE}`,
  },
  { file: /^conanfile\.py$/, pattern: `^[ \\t]+version[ \\t]*=[ \\t]*${QUOTE}${VERSION}${QUOTE}` },
  { file: /\.(podspec|gemspec)$/, pattern: `^[ \\t]*[a-z]+[.]version[ \\t]*=[ \\t]*${QUOTE}${VERSION}${QUOTE}` },
  { file: /^configure\.ac$/, pattern: `^AC_INIT\\([^,]*,[ \\t\\n]*\\[?${VERSION}\\]?[ \\t]*[,)]` },
  // In the call of project(), which may run over lines, and before another call within it.
  { file: /^meson\.build$/, pattern: `^[ \\t]*project[ \\t]*\\([^()]*\\bversion[ \\t]*:[ \\t\\n]*'${VERSION}'` },
  {
    file: /^(GNU)?makefile$/i,
    pattern: `^(?:LIB_?|PACKAGE_|PROJECT_|RELEASE_)?VERSION[ \\t]*[:?]?=[ \\t]*${VERSION}[ \\t]*$`,
  },
];

/** The forms that a file of this name may have; it carries the version where one matches exactly once. */
export const writtenForm = (path: string, name: string): VersionFileSpec[] =>
  FORMS.filter(({ file }) => file.test(name)).map(({ pattern }) => ({ path, preset: 'regex', pattern }));
