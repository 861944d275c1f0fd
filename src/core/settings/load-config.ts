import { isNode } from 'yaml';
import type { z } from 'zod';
import { percent } from '../gate/change-words.ts';
import { type Checked, failed, type Problem, Problems, problem } from '../problem.ts';
import { keyFaults, readYaml } from '../yaml-text.ts';
import { type Config, withDefaults } from './config.ts';
import { type ConfigFile, configFileSchema } from './config-schema.ts';
import { share, USUAL_LIMITS } from './gate-config.ts';
import { unknownPlaceholders } from './name-templates.ts';
import { type ConfigOverride, overridden } from './overrides.ts';

/** Where the configuration is looked for when none is named. */
export const DEFAULT_CONFIG_PATH = '.github/zlink-release.yml';

/** No configuration has reason to be longer. */
const MAXIMUM_CHARACTERS = 256 * 1024;
/** Aliases are allowed, a bomb made of them is not. */
const MAXIMUM_ALIASES = 100;
const LIMITS = { depth: 40, lexemes: 100_000 };
/** Problems told about one file; the rest would only repeat them. */
const MOST_PROBLEMS = 50;

/**
 * Reads a configuration file; every wrong key, type and value is told at once, with its line, or with the input that it
 * came by.
 */
export function loadConfig(path: string, text: string, overrides: readonly ConfigOverride[] = []): Checked<Config> {
  if (text.length > MAXIMUM_CHARACTERS) {
    return failed(problem('file-too-large', 'The configuration is larger than 256 KiB.', { where: path }));
  }
  const read = readYaml(text, LIMITS);
  const faults = read.ok ? keyFaults(read.value) : read.faults;
  if (!read.ok || faults.length > 0) {
    return failed(
      ...faults.map(({ what, line }) =>
        problem('config-invalid', `It ${what}.`, {
          where: line === null ? path : `${path}:${line}`,
          remedy: 'Correct the YAML.',
        }),
      ),
    );
  }
  const { document, lineOf } = read.value;
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: MAXIMUM_ALIASES }) ?? {};
  } catch {
    return failed(problem('config-invalid', 'Its YAML aliases expand to far too much.', { where: path }));
  }
  const parsed = configFileSchema.safeParse(overridden(content, overrides));
  const position = (keys: readonly PropertyKey[]): string => {
    const override = overrides.find((each) => each.keys.every((key, at) => keys[at] === key));
    if (override !== undefined) return override.input;
    for (let length = keys.length; length > 0; length -= 1) {
      const node: unknown = document.getIn(keys.slice(0, length), true);
      if (isNode(node) && node.range) return `${path}:${lineOf(node.range[0])}`;
    }
    return path;
  };
  if (!parsed.success) {
    const found = parsed.error.issues.slice(0, MOST_PROBLEMS).flatMap((issue) => issueProblems(issue, position));
    return failed(...found.slice(0, MOST_PROBLEMS));
  }
  const problems = new Problems();
  problems.add(
    ...presetProblems(parsed.data, position),
    ...placeholderProblems(parsed.data, position),
    ...floorProblems(parsed.data.gate ?? {}, position),
  );
  return problems.over(() => withDefaults(parsed.data));
}

/** The settings that one file says otherwise than another, as they are written in it; null where one of them is no configuration. */
export function changedKeys(before: string, after: string): string[] | null {
  const [was, is] = [before, after].map((text) => {
    const read = loadConfig('', text).ok ? readYaml(text, LIMITS) : null;
    const content: unknown = read?.ok ? (read.value.document.toJS({ maxAliasCount: MAXIMUM_ALIASES }) ?? {}) : null;
    return content as Readonly<Record<string, unknown>> | null;
  });
  if (was == null || is == null) return null;
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return keys.filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]));
}

/** The configuration of a repository without a file. */
export const defaultConfig = (): Config => withDefaults({});

const shown = (keys: readonly PropertyKey[]) => keys.map(String).join('.');

function issueProblems(issue: z.core.$ZodIssue, position: (keys: readonly PropertyKey[]) => string): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(issue.path);
    return issue.keys.slice(0, MOST_PROBLEMS).map((key) => {
      const near = nearest(key, known);
      return problem('config-invalid', `Unknown key ${JSON.stringify(shown([...issue.path, key]))}.`, {
        where: position([...issue.path, key]),
        remedy:
          near !== null
            ? `Did you mean ${JSON.stringify(near)}?`
            : known.length > 0
              ? `Known keys here: ${known.join(', ')}.`
              : 'Remove it.',
      });
    });
  }
  const name = issue.path.length === 0 ? 'The configuration' : shown(issue.path);
  return [problem('config-invalid', `${name}: ${issue.message}.`, { where: position(issue.path) })];
}

/** Keys the schema knows at a path, for hints. */
function keysAt(path: readonly PropertyKey[]): string[] {
  let schema: unknown = configFileSchema;
  for (const key of path) schema = stepInto(schema, key);
  const shape = unwrapped(schema).shape as Record<string, unknown> | undefined;
  return shape === undefined ? [] : Object.keys(shape);
}

interface SchemaLike {
  shape?: unknown;
  element?: unknown;
  options?: unknown[];
  unwrap?: () => unknown;
}

function unwrapped(schema: unknown): SchemaLike {
  let current = schema as SchemaLike;
  while (typeof current?.unwrap === 'function' && current.shape === undefined && current.element === undefined) {
    current = current.unwrap() as SchemaLike;
  }
  const objectOption = current?.options?.find((option) => (option as SchemaLike)?.shape !== undefined);
  return (objectOption as SchemaLike | undefined) ?? current ?? {};
}

function stepInto(schema: unknown, key: PropertyKey): unknown {
  const current = unwrapped(schema);
  if (typeof key === 'number') return current.element;
  return (current.shape as Record<PropertyKey, unknown> | undefined)?.[key];
}

/** The known key that differs by at most two edits, or null. */
function nearest(key: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = 3;
  for (const each of known) {
    const distance = editDistance(key.toLowerCase().replaceAll('_', '-'), each);
    if (distance < bestDistance) [best, bestDistance] = [each, distance];
  }
  return best;
}

function editDistance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substitution));
    }
    row = next;
  }
  return row[b.length] ?? 3;
}

const PRESET_FIELDS = {
  'key-value': { needs: ['prefix'], allows: ['prefix'] },
  plain: { needs: [], allows: [] },
  'c-macros': { needs: ['prefix'], allows: ['prefix'] },
  'cmake-project': { needs: [], allows: [] },
  json: { needs: ['at'], allows: ['at'] },
  yaml: { needs: ['at'], allows: ['at'] },
  toml: { needs: ['at'], allows: ['at'] },
  manifest: { needs: [], allows: [] },
  packages: { needs: ['names'], allows: ['names'] },
  conandata: { needs: [], allows: ['url'] },
  'conan-versions': { needs: [], allows: [] },
  'vcpkg-port': { needs: [], allows: [] },
  lines: { needs: ['lines'], allows: ['lines'] },
  regex: { needs: ['pattern'], allows: ['pattern', 'matches'] },
} as const;

function presetProblems(file: ConfigFile, position: (keys: readonly PropertyKey[]) => string): readonly Problem[] {
  const problems = new Problems();
  const seen = new Set<string>();
  for (const [index, entry] of (file['version-files'] ?? []).entries()) {
    const { needs, allows } = PRESET_FIELDS[entry.preset] as { needs: readonly string[]; allows: readonly string[] };
    for (const field of ['prefix', 'at', 'lines', 'names', 'pattern', 'matches', 'url'] as const) {
      if (needs.includes(field) && entry[field] === undefined) {
        problems.add(
          problem('config-invalid', `Preset ${entry.preset} of ${entry.path} needs \`${field}\`.`, {
            where: position(['version-files', index]),
          }),
        );
      } else if (!allows.includes(field) && entry[field] !== undefined) {
        problems.add(
          problem('config-invalid', `Preset ${entry.preset} of ${entry.path} has no \`${field}\`.`, {
            where: position(['version-files', index, field]),
          }),
        );
      }
    }
    const identity = JSON.stringify([
      entry.path,
      entry.preset,
      entry.at,
      entry.lines,
      entry.names,
      entry.pattern,
      entry.prefix,
    ]);
    if (seen.has(identity)) {
      problems.add(
        problem('config-invalid', `${entry.path} is listed twice in the same way.`, {
          where: position(['version-files', index]),
        }),
      );
    }
    seen.add(identity);
  }
  return problems.found;
}

/** Floors that were written above the margin they belong to: what may not slip through could not block. */
function floorProblems(
  gate: NonNullable<ConfigFile['gate']>,
  position: (keys: readonly PropertyKey[]) => string,
): readonly Problem[] {
  const common = gate.margin ?? USUAL_LIMITS.margin;
  const { metrics = {}, cases = [], anchor } = gate;
  const written = [
    { at: [], floor: gate.floor, margin: common },
    ...Object.entries(metrics).map(([name, { floor, margin, exact }]) => ({
      at: ['metrics', name],
      floor,
      // What is counted has a margin of 0 where none is written.
      margin: margin ?? (exact === true ? undefined : common),
    })),
    // Without a margin of its own, a case has that of its metric.
    ...cases.map(({ floor, margin }, index) => ({ at: ['cases', index], floor, margin })),
    { at: ['anchor'], floor: anchor?.floor, margin: anchor?.margin ?? common },
  ];
  return written.flatMap(({ at, floor, margin }) => {
    if (floor === undefined || margin === undefined || share(floor) <= share(margin)) return [];
    const keys = ['gate', ...at, 'floor'];
    return problem('config-invalid', `${shown(keys)} is above its margin, ${percent(share(margin))}.`, {
      where: position(keys),
      remedy: 'Lower it, or raise the margin: nothing smaller than the floor can block.',
    });
  });
}

function placeholderProblems(file: ConfigFile, position: (keys: readonly PropertyKey[]) => string): readonly Problem[] {
  const keys = [
    'release-branch',
    'commit-message',
    'pr-title',
    'pr-body',
    'tag',
    'tag-message',
    'alias-tag',
    'also-tag',
    'alias-message',
    'follow-up-branch',
  ] as const;
  const problems = new Problems();
  for (const key of keys) {
    const templates = [file[key] || []].flat();
    for (const name of templates.flatMap((template) => unknownPlaceholders(template))) {
      problems.add(
        problem('config-invalid', `${key} has the unknown placeholder {${name}}.`, {
          where: position([key]),
          remedy: 'Known: {version} {major} {minor} {patch} {component} {tag}.',
        }),
      );
    }
    if (templates.some((template) => template.includes('{component}')) && file.component === undefined) {
      problems.add(
        problem('config-invalid', `${key} uses {component}, but no component is configured.`, {
          where: position([key]),
          remedy: 'Set `component`.',
        }),
      );
    }
  }
  const release = file.tag;
  const names = (template: string) => /\{version\}|\{major\}.*\{minor\}/.test(template);
  if (release !== undefined && !names(release)) {
    problems.add(
      problem('config-invalid', 'tag does not contain {version}: every release would have the same tag.', {
        where: position(['tag']),
        remedy: 'Put `{version}` into it, or `{major}`, `{minor}` and `{patch}` where other signs stand between them.',
      }),
    );
  }
  for (const [index, also] of (file['also-tag'] ?? []).entries()) {
    if (/\{(version|tag)\}/.test(also)) continue;
    problems.add(
      problem('config-invalid', `also-tag ${also} does not contain {version}: it would have to move.`, {
        where: position(['also-tag', index]),
        remedy: 'Put `{version}` into it, or list it as `alias-tag`.',
      }),
    );
  }
  if (file['release-branch'] !== undefined && !/\{version\}/.test(file['release-branch'])) {
    problems.add(
      problem('config-invalid', 'release-branch does not contain {version}.', { where: position(['release-branch']) }),
    );
  }
  return problems.found;
}
