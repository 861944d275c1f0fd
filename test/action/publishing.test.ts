import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

/** What the workflow that publishes us attests, held against what a user's `uses:` runs. */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}
interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly permissions?: object; readonly steps: readonly Step[] }>>;
}

const { jobs } = parse(readFileSync(join(ROOT, '.github/workflows/publish.yml'), 'utf8')) as Workflow;
const steps = jobs.publish?.steps ?? [];
const attesting = steps.filter((step) => step.uses?.startsWith('actions/attest'));
const pathsOf = (step: Step | undefined) => (step?.with?.['subject-path'] ?? '').split('\n').filter(Boolean);

describe('publishing', () => {
  it('attests where all that `uses:` runs was built', () => {
    const runs = ['action.yml', 'gate', 'dist'].flatMap((place) =>
      place.endsWith('.yml')
        ? [place]
        : readdirSync(join(ROOT, place), { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length)),
    );
    expect(runs.length).toBeGreaterThan(5);
    const provenance = attesting.find((step) => step.uses?.startsWith('actions/attest-build-provenance@'));
    const attested = new Set(pathsOf(provenance).flatMap((pattern) => matching(pattern)));
    expect(runs.filter((path) => !attested.has(path))).toEqual([]);
  });

  it('publishes what it attests, with the list of what is inside and the checksums', () => {
    const script = steps.map((step) => step.run ?? '').join('\n');
    const published = /gh release create .*$/m.exec(script)?.[0] ?? '';
    for (const name of ['zlink-release.tar.gz', 'zlink-release.cdx.json', 'checksums.txt'])
      expect(published).toContain(name);
    expect(attesting.some((step) => step.with?.['sbom-path'] === 'zlink-release.cdx.json')).toBe(true);
    expect(/tar .*/.exec(script)?.[0]).toContain(' LICENSE ');
  });

  it('installs no package where there are rights to write', () => {
    for (const { permissions = {}, steps: own } of Object.values(jobs)) {
      if (!Object.values(permissions).includes('write')) continue;
      for (const { run = '' } of own) expect(run).not.toMatch(/npm (ci|install|i)\b|npx |pip install/);
    }
  });
});

/** A plain name, or a pattern as @actions/glob takes it. */
function matching(pattern: string): string[] {
  if (!pattern.includes('*')) return [pattern];
  const [folder = ''] = pattern.split('/');
  const expression = new RegExp(
    `^${pattern
      .split(/(\/\*\*\/|\*\*|\*)/)
      .map((part) =>
        part === '/**/'
          ? '/(?:.*/)?'
          : part === '**'
            ? '.*'
            : part === '*'
              ? '[^/]*'
              : part.replace(/[.+^$()|[\]{}\\]/g, '\\$&'),
      )
      .join('')}$`,
  );
  return (readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }) as string[])
    .map((path) => join(folder, path))
    .filter((path) => expression.test(path));
}
