import * as z from 'zod';
import { pathFault } from '../core/repository-path.ts';

/**
 * The configuration file `.github/zlink-release.yml`, as a person writes it. Every key is optional: without the file the
 * layout is recognised. Descriptions become the JSON Schema that editors show and docs/configuration.md.
 */

/** A path inside the repository. Symbolic links are looked for later, where the tree is known. */
const repositoryPath = z
  .string()
  .min(1)
  .max(1_000)
  .refine((path) => pathFault(path) === null, { error: (issue) => pathFault(String(issue.input)) ?? 'not a path' });

const line = z
  .string()
  .min(1)
  .max(250)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'must be one line without control characters');
const text = z.string().max(60_000);
const minutes = z
  .number()
  .positive()
  .max(24 * 60);
const argumentList = z.array(z.string().max(4_096)).min(1).max(100);
const fraction = z.number().gt(0).lt(1);

const versionFile = z
  .strictObject({
    path: repositoryPath.describe('The file, from the root of the repository.'),
    preset: z
      .enum(['key-value', 'plain', 'c-macros', 'cmake-project', 'json', 'yaml', 'toml', 'conandata', 'regex'])
      .describe('How the version is written in it.'),
    prefix: line.optional().describe('key-value and c-macros: what the names start with, as in LIBZLINK_VERSION.'),
    at: line.optional().describe('json, yaml, toml: dotted path to the value, as in project.version.'),
    pattern: line.optional().describe('regex: an RE2 pattern with one group (?<version>…).'),
    matches: z.number().int().min(1).max(1_000).optional().describe('regex: how many matches are right; default 1.'),
    url: line.optional().describe('conandata: url of the source archive, with {tag} and {version}.'),
  })
  .describe('A file that carries the version.');

const workflows = z.strictObject({
  expected: z
    .array(line)
    .max(50)
    .optional()
    .describe('Workflow files that the release tag must start and that must succeed. Default: those it starts.'),
  forbidden: z.array(line).max(50).optional().describe('Workflow files that no ref of this release may start.'),
  trigger: z
    .enum(['push', 'dispatch'])
    .optional()
    .describe(
      'push: the tag starts the workflows. dispatch: they are dispatched at the tag (works with GITHUB_TOKEN).',
    ),
  inputs: z
    .record(line, z.record(line, z.string().max(1_000)))
    .optional()
    .describe('dispatch: inputs by workflow file; {version}, {tag} and {component} are filled in.'),
  'discovery-minutes': minutes.optional().describe('How long a run may take to appear. Default 5.'),
  'timeout-minutes': minutes.optional().describe('How long a run may take to finish. Default 120.'),
});

const bench = z.strictObject({
  harness: repositoryPath.optional().describe('The comparison script. Default: the STREAM harness of zlink.'),
  'setup-command': argumentList.optional().describe('Prepares one tree: an argument list, run in that tree.'),
  mode: z.enum(['recorded', 'duet']).optional(),
  duet: z.enum(['balanced', 'shared', 'alternate']).optional(),
  'baseline-ref': line.optional().describe('duet: the commit, tag or branch to compare with.'),
  rounds: z.number().int().min(1).max(1_000).optional(),
  'budget-minutes': minutes.optional(),
  'round-timeout-minutes': minutes.optional(),
  stacks: z.array(line).min(1).max(50).optional(),
  scenarios: z.array(line).min(1).max(50).optional(),
  profile: z
    .record(line, z.union([z.string().max(100), z.number()]))
    .optional()
    .describe('Environment of the harness.'),
});

const gate = z.strictObject({
  alpha: fraction.optional().describe('Bound of the false-alarm rate over all looks. Default 0.05.'),
  margin: fraction.optional().describe('Slowdown that must not slip through. Default 0.05.'),
  floor: fraction.optional().describe('Smallest slowdown that can block. Default 0.03.'),
  'recorded-margin': fraction.optional().describe('Margin of recorded mode. Default 0.10.'),
  'maximum-rounds': z.number().int().min(3).max(30).optional(),
  subjects: z.array(line).min(1).max(50).optional().describe('Stacks that contain this library.'),
  controls: z.array(line).max(50).optional().describe('Stacks that do not.'),
  'allow-skipped': z.array(line).max(200).optional().describe('Stack-scenario ids that may be missing.'),
  'on-inconclusive': z.enum(['block', 'warn']).optional(),
  baseline: z.array(repositoryPath).max(50).optional().describe('Folders with the recorded baseline.'),
});

export const configFileSchema = z
  .strictObject({
    component: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/, 'must be letters, digits, dots, dashes and underscores')
      .optional()
      .describe('What is released, for repositories with several components: the {component} of names.'),
    'base-branch': line.optional().describe('Branch to release from. Default: the default branch.'),
    'version-files': z.array(versionFile).min(1).max(200).optional().describe('Files that carry the version.'),
    'ignore-files': z
      .array(repositoryPath)
      .max(1_000)
      .optional()
      .describe('Version-bearing files with a version of their own.'),
    changelog: z
      .union([
        z.literal(false),
        z.strictObject({ path: repositoryPath.optional(), 'allow-empty': z.boolean().optional() }),
      ])
      .optional()
      .describe('Keep a Changelog file; false for none.'),
    'release-branch': line.optional(),
    'commit-message': line.optional(),
    'pr-title': line.optional(),
    'pr-body': text.optional(),
    'merge-method': z.enum(['squash', 'merge', 'rebase']).optional(),
    tag: line.optional(),
    'tag-message': line.optional(),
    'alias-tag': z
      .union([z.literal(false), line, z.array(line).min(1).max(5)])
      .optional()
      .describe('A tag that moves forward with releases, or a list of them; false for none.'),
    'alias-message': line.optional(),
    'follow-up-branch': line.optional().describe('Branch of the pull request that adds the archive’s sha256.'),
    workflows: workflows.optional(),
    assets: z
      .union([z.literal(false), z.array(line).max(500)])
      .optional()
      .describe(
        'Names (or globs) of the published assets; false for a release without assets. Default: read from the workflow.',
      ),
    test: z.strictObject({ command: argumentList, 'timeout-minutes': minutes.optional() }).optional(),
    bench: bench.optional(),
    gate: gate.optional(),
    watch: z.strictObject({ 'poll-interval-seconds': z.number().min(1).max(600).optional() }).optional(),
    checks: z
      .strictObject({
        'report-minutes': minutes.optional().describe('How long a required check may take to be reported. Default 15.'),
        'timeout-minutes': minutes.optional().describe('How long required checks may take to finish. Default 120.'),
      })
      .optional(),
    verify: z
      .strictObject({
        'timeout-minutes': minutes.optional().describe('How long the release may take to be complete. Default 10.'),
      })
      .optional(),
  })
  .describe('Configuration of zlink-release');

export type ConfigFile = z.infer<typeof configFileSchema>;
