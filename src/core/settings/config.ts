import type { VersionFileSpec } from '../version/version-file.ts';
import type { ConfigFile } from './config-schema.ts';
import { type GateConfig, gateConfig } from './gate-config.ts';
import type { TemplateOverrides } from './name-templates.ts';

/** The whole configuration with every default in place. Durations are milliseconds, ratios are fractions. */
export interface Config {
  /** null: the repository's default branch. */
  readonly baseBranch: string | null;
  /** What was configured; null asks for the layout to be recognised. */
  readonly component: string | null;
  readonly versionFiles: readonly VersionFileSpec[] | null;
  readonly ignoreFiles: readonly string[];
  /** `path` null asks for it to be looked for, `mode` null for it to be kept as it is; the whole null means no changelog. */
  readonly changelog: {
    readonly path: string | null;
    readonly mode: 'promote' | 'check' | 'generate' | null;
    readonly allowEmpty: boolean;
  } | null;
  readonly templates: TemplateOverrides;
  /** Suffixes of versions that are pre-releases besides alpha, beta and rc. */
  readonly preReleases: readonly string[];
  readonly mergeMethod: 'squash' | 'merge' | 'rebase';
  readonly workflows: {
    readonly expected: readonly string[] | null;
    readonly forbidden: readonly string[] | null;
    readonly trigger: 'push' | 'dispatch';
    readonly inputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly discoveryTimeout: number;
    readonly runTimeout: number;
  };
  readonly release: ReleaseConfig;
  /** null: read from the publishing workflow; false: the release has no assets. */
  readonly assets: readonly string[] | false | null;
  readonly test: {
    readonly command: readonly string[];
    readonly timeout: number;
    /** Variables that it gets although they look like a secret. */
    readonly environment: readonly string[];
  } | null;
  readonly bench: NonNullable<ConfigFile['bench']>;
  readonly gate: GateConfig;
  readonly pollInterval: number;
  readonly checks: { readonly reportTimeout: number; readonly timeout: number };
  readonly verify: { readonly timeout: number; readonly trustedRoot: string | null };
}

/** What the configuration says about the GitHub release; null: nothing, the releases before tell. */
export interface ReleaseConfig {
  /** Whether this program makes it; false: nobody does. */
  readonly creates: boolean | null;
  readonly title: string | null;
  readonly notes: 'changelog' | 'generated' | null;
  /** Paths or globs in the tagged tree. */
  readonly files: readonly string[];
  /** `workflow` null: of any run of the tag. */
  readonly artifacts: readonly { readonly workflow: string | null; readonly name: string }[];
  /** Name of the list of checksums that is made; null: none. */
  readonly checksums: string | null;
}

const MINUTE = 60_000;

/** Puts the defaults in place. */
export function withDefaults(file: ConfigFile): Config {
  const workflows = file.workflows ?? {};
  const gate = file.gate ?? {};
  return {
    baseBranch: file['base-branch'] ?? null,
    component: file.component ?? null,
    versionFiles: file['version-files']?.map(toVersionFileSpec) ?? null,
    ignoreFiles: file['ignore-files'] ?? [],
    changelog:
      file.changelog === false || file.changelog?.mode === 'off'
        ? null
        : {
            path: file.changelog?.path ?? null,
            mode: file.changelog?.mode ?? null,
            allowEmpty: file.changelog?.['allow-empty'] ?? false,
          },
    templates: {
      releaseBranch: file['release-branch'],
      commitMessage: file['commit-message'],
      pullRequestTitle: file['pr-title'],
      pullRequestBody: file['pr-body'],
      tag: file.tag,
      tagMessage: file['tag-message'],
      aliasTags: aliasTags(file['alias-tag']),
      alsoTags: file['also-tag'],
      aliasMessage: file['alias-message'],
      followUpBranch: file['follow-up-branch'],
    },
    preReleases: file['pre-releases'] ?? [],
    mergeMethod: file['merge-method'] ?? 'squash',
    workflows: {
      expected: workflows.expected === false ? [] : (workflows.expected ?? null),
      forbidden: workflows.forbidden ?? null,
      trigger: workflows.trigger ?? 'push',
      inputs: workflows.inputs ?? {},
      discoveryTimeout: (workflows['discovery-minutes'] ?? 5) * MINUTE,
      runTimeout: (workflows['timeout-minutes'] ?? 120) * MINUTE,
    },
    release: releaseConfig(file.release),
    assets: file.assets ?? null,
    test:
      file.test === undefined
        ? null
        : {
            command: file.test.command,
            timeout: (file.test['timeout-minutes'] ?? 60) * MINUTE,
            environment: file.test.environment ?? [],
          },
    bench: file.bench ?? {},
    gate: gateConfig(gate),
    pollInterval: (file.watch?.['poll-interval-seconds'] ?? 15) * 1_000,
    checks: {
      reportTimeout: (file.checks?.['report-minutes'] ?? 15) * MINUTE,
      timeout: (file.checks?.['timeout-minutes'] ?? 120) * MINUTE,
    },
    verify: {
      timeout: (file.verify?.['timeout-minutes'] ?? 10) * MINUTE,
      trustedRoot: file.verify?.['trusted-root'] ?? null,
    },
  };
}

function releaseConfig(written: ConfigFile['release']): ReleaseConfig {
  const given = typeof written === 'object' ? written : {};
  const creates = written === undefined ? null : written === 'create' ? true : (given.create ?? written !== false);
  return {
    creates,
    title: given.title ?? null,
    notes: given.notes ?? null,
    files: given.files ?? [],
    artifacts: (given.artifacts ?? []).map((each) =>
      typeof each === 'string' ? { workflow: null, name: each } : each,
    ),
    checksums: given.checksums ?? null,
  };
}

function aliasTags(written: ConfigFile['alias-tag']): readonly string[] | undefined {
  if (written === undefined) return undefined;
  return written === false ? [] : [written].flat();
}

type VersionFileEntry = NonNullable<ConfigFile['version-files']>[number];

/** The schema has checked each field; which fields a preset needs is checked in load-config. */
function toVersionFileSpec(entry: VersionFileEntry): VersionFileSpec {
  return Object.fromEntries(
    Object.entries(entry).filter(([, value]) => value !== undefined),
  ) as unknown as VersionFileSpec;
}
