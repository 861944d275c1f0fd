import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { configJsonSchema, type JsonSchema } from '../../scripts/docs/config-schema-file.ts';
import { GENERATED } from '../../scripts/generate-docs.ts';
import { benchSettings } from '../../src/core/settings/bench-settings.ts';
import { defaultConfig, loadConfig } from '../../src/core/settings/load-config.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('what is generated from code (npm run docs writes it)', () => {
  it.each([...GENERATED.keys()])('%s', (path) => {
    expect(GENERATED.get(path)?.(read(path))).toBe(read(path));
  });
});

/** Every key with its schema; keys of list entries and of alternatives too. */
function keysOf(schema: JsonSchema, path: readonly string[] = []): { path: readonly string[]; key: JsonSchema }[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, key]) => {
    const own = [...path, name];
    return [{ path: own, key }, ...[key, key.items ?? {}, ...(key.anyOf ?? [])].flatMap((inner) => keysOf(inner, own))];
  });
}

/** The defaults as somebody would write them down, in a file that says nothing else. */
function writtenDefaults(schema: JsonSchema): unknown {
  if (schema.default !== undefined) return schema.default;
  const entries = Object.entries(schema.properties ?? {}).flatMap(([name, key]) => {
    // A test command has no default, so that its timeout has none that could be written alone.
    const value = key.required === undefined ? writtenDefaults(key) : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

describe('schema/config.schema.json', () => {
  const schema = configJsonSchema();
  const validate = new Ajv2020({ strict: true, strictTypes: false, allowUnionTypes: true }).compile(schema);

  it('describes every key', () => {
    expect(
      keysOf(schema)
        .filter(({ key }) => !key.description)
        .map(({ path }) => path.join('.')),
    ).toEqual([]);
  });

  it('states the defaults that the program has', () => {
    const file = writtenDefaults(schema) as Record<string, unknown>;
    const loaded = loadConfig('defaults.yml', stringify(file));
    expect(loaded.ok && { ...loaded.value, bench: {} }).toEqual({
      ...defaultConfig(),
      // Names are templates that the layout completes; written down they are the same ones.
      templates: { ...defaultConfig().templates, ...templatesOf(file) },
    });
    expect(loaded.ok && benchSettings({}, loaded.value)).toEqual(benchSettings({}, defaultConfig()));
    const timeout = loadConfig('test.yml', 'test: {command: [ctest]}');
    const stated = keysOf(schema).find(({ path }) => path.join('.') === 'test.timeout-minutes')?.key.default;
    expect(timeout.ok && timeout.value.test?.timeout).toBe(Number(stated) * 60_000);
  });

  it.each([
    ['', true],
    ['tag: v{version}\nalias-tag: ["v{major}", "v{major}.{minor}"]', true],
    ['changelog: false\nassets: false\nalias-tag: false', true],
    ['gate: {alpha: 0.01, margin: 0.1}', true],
    ['gate: {alpha: 2}', false],
    ['colour: blue', false],
    ['version-files: []', true],
    ['version-files: [{path: VERSION}]', false],
    ['workflows: {trigger: magic}', false],
  ])('agrees with the program about %j', (text, good) => {
    expect(loadConfig('c.yml', text).ok).toBe(good);
    expect(validate(parse(text) ?? {})).toBe(good);
  });
});

function templatesOf(file: Record<string, unknown>) {
  return {
    releaseBranch: file['release-branch'],
    pullRequestTitle: file['pr-title'],
    aliasMessage: file['alias-message'],
    followUpBranch: file['follow-up-branch'],
  };
}
