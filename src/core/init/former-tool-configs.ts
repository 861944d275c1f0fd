import { parse as parseJsonc } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { readYaml } from '../yaml-text.ts';

/** What the configuration of another release tool knows. Untrusted text: paths and templates are looked at before they are used. */
export interface Knowledge {
  /** Template of the tag with `{version}`. */
  readonly tag: string | null;
  readonly changelog: string | null;
  readonly versionFiles: readonly string[];
  /** What a person has to do besides. */
  readonly remarks: readonly string[];
}

export const NOTHING_KNOWN: Knowledge = { tag: null, changelog: null, versionFiles: [], remarks: [] };

/** Reads one file; null where it is none of the tool's. */
type Reader = (path: string, text: string) => Knowledge | null;

type Values = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const map = (value: unknown): Values => (isMap(value) ? value : {});

/** A path of the repository, as another tool names it. */
const path = (value: unknown): string[] => {
  const named = text(value)?.replace(/^\.?\//, '');
  return named === undefined || named.length > 500 || /[\n\r*?{}]|^\.\.|^[A-Za-z]:/.test(named) ? [] : [named];
};

/** The template of a tag, from a name in which the version stands as a placeholder of the tool's own. */
function tagOf(value: unknown, placeholder: RegExp): string | null {
  const named = text(value);
  if (named === null || named.length > 200) return null;
  const tag = named.replace(placeholder, '{version}');
  return tag.includes('{version}') && !/[\s~^:?*[\\]|\.\.|\$|\{(?!version\})/.test(tag) ? tag : null;
}

const LIMITS = { depth: 40, lexemes: 100_000 };

/** JSON with comments, YAML or TOML, by the name; JSON where the name does not tell. null: it cannot be read. */
function readValues(file: string, content: string): Values | null {
  try {
    if (/\.toml$/.test(file)) return map(parseToml(content));
    if (/\.ya?ml$/.test(file)) return readYamlValues(content);
    // A name without an ending may be either; YAML takes JSON too.
    return isMap(parseJsonc(content)) ? map(parseJsonc(content)) : readYamlValues(content);
  } catch {
    return null;
  }
}

function readYamlValues(content: string): Values | null {
  const read = readYaml(content, LIMITS);
  return read.ok ? map(read.value.document.toJS({ maxAliasCount: 100 })) : null;
}

const IS_CODE = /\.(js|cjs|mjs|ts)$/;

/** A reader of values; a file of code is known to be there, and not run. */
const values =
  (read: (found: Values, file: string) => Knowledge | null): Reader =>
  (file, content) => {
    if (IS_CODE.test(file))
      return { ...NOTHING_KNOWN, remarks: [`${file} is code, which was not run: look into it for what it sets.`] };
    const found = readValues(file, content);
    return found === null ? NOTHING_KNOWN : read(found, file);
  };

/** A reader of a part of a file that is somebody else's. */
const part =
  (keys: readonly string[], read: (found: Values, file: string) => Knowledge): Reader =>
  (file, content) => {
    let found: unknown = readValues(file, content);
    for (const key of keys) found = map(found)[key];
    return isMap(found) ? read(found, file) : null;
  };

// --- release-please ---

function releasePlease(found: Values, file: string): Knowledge {
  if (/manifest\.json$/.test(file)) return NOTHING_KNOWN;
  const packages = Object.entries(map(found.packages));
  const [[folder, first] = ['.', {}]] = packages;
  const at = folder === '.' ? '' : `${folder}/`;
  const own = { ...found, ...map(first) };
  const files = list(own['extra-files']).flatMap((each) => path(isMap(each) ? each.path : each));
  const component = text(own.component) ?? text(own['package-name']);
  const v = own['include-v-in-tag'] === false ? '' : 'v';
  const isNamed = component !== null && own['include-component-in-tag'] !== false && folder !== '.';
  return {
    tag: `${isNamed ? `${component}${text(own['tag-separator']) ?? '-'}` : ''}${v}{version}`,
    changelog: own['skip-changelog'] === true ? null : `${at}${text(own['changelog-path']) ?? 'CHANGELOG.md'}`,
    versionFiles: files.map((each) => (each.startsWith('/') ? each.slice(1) : `${at}${each}`)),
    remarks: packages.length > 1 ? [`It released ${packages.length} packages: see docs/another-repository.md.`] : [],
  };
}

// --- semantic-release ---

function semanticRelease(found: Values): Knowledge {
  const plugins = list(found.plugins).map((each) =>
    Array.isArray(each) ? { name: each[0], options: map(each[1]) } : { name: each, options: {} },
  );
  const options = (name: string) => plugins.find((each) => each.name === name)?.options ?? null;
  const written = options('@semantic-release/changelog');
  const changelog = written === null ? null : (text((written as Values).changelogFile) ?? 'CHANGELOG.md');
  const committed = list((options('@semantic-release/git') as Values | null)?.assets).flatMap(path);
  return {
    tag: found.tagFormat === undefined ? 'v{version}' : tagOf(found.tagFormat, /\$\{version\}/),
    changelog,
    versionFiles: committed.filter((each) => each !== (changelog ?? 'CHANGELOG.md')),
    remarks: ['It chose the version from the commits: give `patch`, `minor` or `major` now.'],
  };
}

// --- bump2version, bumpversion, bump-my-version ---

const NEW_VERSION = /\{new_version\}/;

function bumpversionToml(found: Values): Knowledge {
  return {
    tag: tagOf(found.tag_name ?? 'v{new_version}', NEW_VERSION),
    changelog: null,
    versionFiles: list(found.files).flatMap((each) => path(map(each).filename)),
    remarks: [],
  };
}

/** The ini form: sections `[bumpversion]` and `[bumpversion:file:PATH]`. */
function bumpversionCfg(_: string, content: string): Knowledge | null {
  const sections = [...content.matchAll(/^\[bumpversion(?::file:([^\]\n]+))?\]/gm)];
  if (sections.length === 0) return null;
  const [, tag] = /^tag_name\s*=\s*(\S+)\s*$/m.exec(content) ?? [];
  const files = sections.flatMap(([, file]) => path(file?.replace(/\(.*\)$/, '').trim()));
  return { ...NOTHING_KNOWN, tag: tagOf(tag ?? 'v{new_version}', NEW_VERSION), versionFiles: [...new Set(files)] };
}

// --- cargo-release ---

function cargoRelease(found: Values): Knowledge {
  return {
    tag: tagOf(found['tag-name'] ?? 'v{{version}}', /\{\{\s*version\s*\}\}/),
    changelog: null,
    versionFiles: list(found['pre-release-replacements']).flatMap((each) => path(map(each).file)),
    remarks: [],
  };
}

// --- others ---

function standardVersion(found: Values): Knowledge {
  const files = [...list(found.packageFiles), ...list(found.bumpFiles)];
  return {
    tag: tagOf(`${typeof found.tagPrefix === 'string' ? found.tagPrefix : 'v'}{version}`, /\{version\}/),
    changelog: text(found.infile) ?? 'CHANGELOG.md',
    versionFiles: files.flatMap((each) => path(isMap(each) ? each.filename : each)),
    remarks: [],
  };
}

function releaseIt(found: Values): Knowledge {
  const plugins = map(found.plugins);
  const out = map(plugins['@release-it/bumper']).out;
  const kept = map(plugins['@release-it/keep-a-changelog']);
  const conventional = map(plugins['@release-it/conventional-changelog']);
  return {
    tag: map(found.git).tagName === undefined ? '{version}' : tagOf(map(found.git).tagName, /\$\{version\}/),
    changelog: text(kept.filename) ?? text(conventional.infile),
    versionFiles: (Array.isArray(out) ? out : [out]).flatMap((each) => path(isMap(each) ? each.file : each)),
    remarks: [],
  };
}

/** Each file of its folder is a change that waits. */
function changesets(file: string, content: string): Knowledge | null {
  if (/\/config\.json$/.test(file))
    return values((found) => ({ ...NOTHING_KNOWN, changelog: found.changelog === false ? null : 'CHANGELOG.md' }))(
      file,
      content,
    );
  const isChange = file.endsWith('.md') && !/README\.md$/i.test(file);
  return isChange
    ? { ...NOTHING_KNOWN, remarks: [`${file} waits to be released: write it into the changelog.`] }
    : NOTHING_KNOWN;
}

function commitizen(found: Values): Knowledge {
  return {
    tag: tagOf(found.tag_format ?? '$version', /\$\{?version\}?/),
    changelog:
      found.update_changelog_on_bump === true || found.changelog_file !== undefined
        ? (text(found.changelog_file) ?? 'CHANGELOG.md')
        : null,
    versionFiles: list(found.version_files).flatMap((each) => path(text(each)?.replace(/:[^/]*$/, ''))),
    remarks: [],
  };
}

function towncrier(found: Values): Knowledge {
  const folder = text(found.directory) ?? 'newsfragments';
  return {
    ...NOTHING_KNOWN,
    changelog: text(found.filename) ?? 'NEWS.rst',
    remarks: [
      `What waits in ${folder}/ is put into the changelog by \`towncrier build\` before a release: it may stay for that.`,
    ],
  };
}

const orOwn = (key: string, read: (found: Values) => Knowledge) =>
  values((found) => read(isMap(found[key]) ? map(found[key]) : found));

/** Readers by what they read. */
export const READERS = {
  'release-please': values(releasePlease),
  'semantic-release': values(semanticRelease),
  'semantic-release-package': part(['release'], semanticRelease),
  bumpversion: (file, content) =>
    /\.toml$/.test(file)
      ? part(['tool', 'bumpversion'], bumpversionToml)(file, content)
      : bumpversionCfg(file, content),
  'bumpversion-cfg': bumpversionCfg,
  'bumpversion-pyproject': part(['tool', 'bumpversion'], bumpversionToml),
  'cargo-release': values(cargoRelease),
  'cargo-release-manifest': (file, content) =>
    part(['package', 'metadata', 'release'], cargoRelease)(file, content) ??
    part(['workspace', 'metadata', 'release'], cargoRelease)(file, content),
  // The tag is its version.
  goreleaser: () => NOTHING_KNOWN,
  'standard-version': values(standardVersion),
  'standard-version-package': part(['standard-version'], standardVersion),
  'release-it': values(releaseIt),
  'release-it-package': part(['release-it'], releaseIt),
  changesets,
  commitizen: (file, content) => orOwn('commitizen', commitizen)(file, content) ?? NOTHING_KNOWN,
  'commitizen-pyproject': part(['tool', 'commitizen'], commitizen),
  towncrier: (file, content) => part(['tool', 'towncrier'], towncrier)(file, content) ?? NOTHING_KNOWN,
  'towncrier-pyproject': part(['tool', 'towncrier'], towncrier),
} satisfies Readonly<Record<string, Reader>>;

export type ReaderName = keyof typeof READERS;
