/** Files of known formats, each with the words that it is made of. */
export const MANIFESTS: readonly (readonly [path: string, sample: string, words: readonly string[]])[] = [
  [
    'meson.build',
    "# c\nproject('a', 'c', version : '1.2.0')\ndependency('b', version: '1.0.0')\n",
    ['project', '(', ')', "'", "'''", ':', ',', '#', '\\'],
  ],
  [
    'MODULE.bazel',
    'module(name = "a", version = "1.2.0")\nbazel_dep(version = "1.0.0")\n',
    ['module', '(', ')', '"', '"""', '=', ',', '#', '['],
  ],
  [
    'configure.ac',
    'm4_define([v], [1.2.0])\nAC_INIT([a], [v])\n',
    ['AC_INIT', 'm4_define', '(', ')', '[', ']', ',', 'dnl', 'v'],
  ],
  [
    'package.xml',
    '<package><!-- c --><version>1.2.0</version></package>\n',
    ['<', '</', '>', '<version>', '</version>', '<![CDATA[', ']]>', '&amp;', '<?x?>', '<!--', '-->'],
  ],
  [
    'a.csproj',
    '<Project><PropertyGroup><Version>1.2.0</Version><FileVersion>1.2.0.4</FileVersion></PropertyGroup></Project>\n',
    ['<Version>', '</Version>', '<FileVersion>', '</FileVersion>', '.7', '<PropertyGroup>', '</PropertyGroup>'],
  ],
  [
    'a.spec',
    '%global v 1.2.0\nVersion: %{v}\nRelease: 3\n%description\n',
    ['Version:', 'Release:', '%{v}', '%global', '%package', '#'],
  ],
  [
    'a.rc',
    ' FILEVERSION 1,2,0,4\n VALUE "FileVersion", "1.2.0.4\\0"\n',
    ['FILEVERSION', 'VALUE', '"', ',', '.', '\\0'],
  ],
  [
    'Makefile',
    'A_MAJOR = 1\nA_MINOR = 2\nA_PATCH = 0\nVERSION = 1.2.0\n',
    ['A_', 'MAJOR', 'MINOR', 'PATCH', '=', ':=', '#'],
  ],
  [
    'build.zig.zon',
    '.{ .version = "1.2.0", .dependencies = .{ .b = .{ .version = "1.0.0" } } }\n',
    ['.version', '{', '}', '"', '//', '='],
  ],
  [
    'CITATION.cff',
    'cff-version: 1.2.0\nversion: "v1.2.0"\ndate-released: 2024-01-31\n',
    ['version:', 'date-released:', '"', 'v', '- ', '&a', '*a'],
  ],
];
