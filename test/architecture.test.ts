import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** ARCHITECTURE.md's rules, held against the imports as they are. */

const SOURCE = fileURLToPath(new URL('../src', import.meta.url));
const modules = (readdirSync(SOURCE, { recursive: true }) as string[])
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'));
const textOf = (path: string): string => readFileSync(join(SOURCE, path), 'utf8');

/**
 * What a module imports: packages by name, modules of ours by their path below src/. Types are left out: they are
 * contracts, and nothing of them is there when the program runs.
 */
function importsOf(path: string): string[] {
  const found = [
    ...textOf(path)
      .replaceAll(/^import type [^;]*;/gm, '')
      .matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g),
  ].map((match) => match[1] ?? '');
  return found.map((name) => (name.startsWith('.') ? join(path, '..', name) : name));
}

/** Layer → what it may import of ours. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  config: ['config', 'core'],
  report: ['report', 'core', 'config'],
  effects: ['effects', 'core', 'config'],
  commands: ['commands', 'core', 'config', 'effects', 'report'],
  rehearsal: ['rehearsal', 'core', 'effects', 'report'],
  cli: ['cli', 'commands', 'core', 'config', 'effects', 'report', 'rehearsal'],
  action: ['action', 'cli', 'commands', 'core', 'config', 'effects', 'report'],
};

describe('the architecture', () => {
  it.each(Object.entries(LAYERS))('src/%s imports only %j of ours', (layer, allowed) => {
    const wrong = modules
      .filter((path) => path.startsWith(`${layer}/`))
      .flatMap((path) =>
        importsOf(path)
          .filter((name) => modules.includes(name) && !allowed.includes(name.split('/')[0] ?? ''))
          .map((name) => `${path} imports ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  it('knows every folder of src/', () => {
    const folders = new Set(modules.filter((path) => path.includes('/')).map((path) => path.split('/')[0]));
    expect([...folders].sort()).toEqual(Object.keys(LAYERS).sort());
  });

  it('core is pure: no Node module with effects, no clock, no chance, no environment', () => {
    const impure = modules
      .filter((path) => path.startsWith('core/') || path.startsWith('config/'))
      .flatMap((path) => {
        const text = textOf(path).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
        const reasons = [
          ...importsOf(path).filter((name) => name.startsWith('node:') && !/^node:(crypto|buffer|util)$/.test(name)),
          ...[
            ...text.matchAll(
              /\bDate\.now\b|\bMath\.random\b|\bprocess\.|\bfetch\(|\bsetTimeout\b|new Date\(\)|\bconsole\./g,
            ),
          ].map((match) => match[0]),
        ];
        return reasons.map((reason) => `${path}: ${reason}`);
      });
    // Reading the configuration file is the one effect of its layer.
    expect(impure.filter((each) => !each.startsWith('config/load-config.ts: node:fs'))).toEqual([]);
  });

  it('has no utils, and no module without a subject', () => {
    expect(modules.filter((path) => /(^|\/)(utils?|helpers?|misc|common)(\/|\.ts$)/.test(path))).toEqual([]);
  });

  it('ARCHITECTURE.md names every folder there is, and none that is not', () => {
    const text = readFileSync(join(SOURCE, '../ARCHITECTURE.md'), 'utf8');
    for (const folder of Object.keys(LAYERS)) expect(text, folder).toContain(`src/${folder}`);
    for (const [, path] of text.matchAll(/`(src\/[a-z0-9/_-]+\.ts)`/g)) {
      expect(modules, path).toContain(path?.slice('src/'.length));
    }
  });
});
