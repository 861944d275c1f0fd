import * as z from 'zod';
import { readRuleSchema } from '../measurements/read-rule.ts';
import { pathFault } from '../repository-path.ts';

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
const variableNames = z
  .array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,250}$/, 'must be the name of a variable'))
  .max(100);
const variables = z.record(line, z.union([z.string().max(1_000), z.number()]));
const fraction = z
  .number()
  .gt(0, 'must be a fraction above 0, as 0.05')
  .lt(1, 'must be a fraction below 1: 5 % is 0.05');

const versionFile = z
  .strictObject({
    path: repositoryPath.describe(
      'The file, from the root of the repository. lines: also a pattern, as in src/**/*.h: every file that has one of the lines.',
    ),
    preset: z
      .enum([
        'key-value',
        'plain',
        'c-macros',
        'cmake-project',
        'json',
        'yaml',
        'toml',
        'manifest',
        'packages',
        'conandata',
        'conan-versions',
        'vcpkg-port',
        'lines',
        'regex',
      ])
      .describe('How the version is written in it.'),
    prefix: line.optional().describe('key-value and c-macros: what the names start with, as in LIBZLINK_VERSION.'),
    at: line.optional().describe('json, yaml, toml: dotted path to the value, as in project.version.'),
    lines: z
      .array(line)
      .min(1)
      .max(50)
      .optional()
      .describe(
        'lines: whole lines with {version}, or {major}, {minor}, {patch} (also {minor:02}, {minor:x2}), or {number:10000,100,1}; {date:3 February 2001} is the day of the release, written so.',
      ),
    names: z
      .array(line)
      .min(1)
      .max(1_000)
      .optional()
      .describe(
        'packages: names of packages of this release: what is required of them, and their entries in a lock file.',
      ),
    pattern: line.optional().describe('regex: an RE2 pattern with one group (?<version>…).'),
    matches: z
      .number()
      .int()
      .min(1)
      .max(1_000)
      .optional()
      .meta({ description: 'regex: how many matches are right.', default: 1 }),
    url: line.optional().describe('conandata: url of the source archive, with {tag} and {version}.'),
  })
  .describe('A file that carries the version.');

const workflows = z.strictObject({
  expected: z
    .union([z.literal(false), z.array(line).min(1).max(50)])
    .optional()
    .describe(
      'Workflow files that the release tag must start and that must succeed; false for none. Default: those it starts.',
    ),
  forbidden: z
    .array(line)
    .max(50)
    .optional()
    .describe(
      'Workflow files that no ref of this release may start. Default: release workflows of other components, by their names.',
    ),
  trigger: z.enum(['push', 'dispatch']).optional().meta({
    description:
      'push: the tag starts the workflows. dispatch: they are dispatched at the tag (works with GITHUB_TOKEN).',
    default: 'push',
  }),
  inputs: z
    .record(line, z.record(line, z.string().max(1_000)))
    .optional()
    .meta({
      description: 'dispatch: inputs by workflow file; {version}, {tag} and {component} are filled in.',
      default: {},
    }),
  'discovery-minutes': minutes.optional().meta({ description: 'How long a run may take to appear.', default: 5 }),
  'timeout-minutes': minutes.optional().meta({ description: 'How long a run may take to finish.', default: 120 }),
});

const bench = z.strictObject({
  command: argumentList
    .optional()
    .describe(
      'What is run once a side and round in that side’s tree: an argument list, without a shell. `$OUT` becomes the folder of the run, {port} a port that is the side’s own. Default: the harness.',
    ),
  read: z
    .array(readRuleSchema)
    .min(1)
    .max(50)
    .optional()
    .describe('Which files the command leaves; see formats.md. Default: they are recognised by what is in them.'),
  select: z
    .strictObject({
      arguments: argumentList.describe(
        'Appended to the command where only some cases are to be run. With {cases} once, all names in it; with {case} once a case.',
      ),
      separator: z
        .string()
        .min(1)
        .max(10)
        .optional()
        .meta({ description: 'Between the names of {cases}.', default: '|' }),
      escape: z
        .enum(['regex', 'none'])
        .optional()
        .meta({ description: 'Whether names stand in a regular expression.', default: 'regex' }),
      list: argumentList
        .optional()
        .describe('A command that prints the names of all cases, one a line. Sharding needs it.'),
    })
    .optional()
    .describe(
      'How cases are named to the command, so that what is decided is not measured again. Default: every round runs all of them, and nothing can be sharded.',
    ),
  'cpu-per-item': z.boolean().optional().meta({
    description:
      'Whether user CPU time an item is a metric `cpu-per-item` (Linux): a message of the harness, or by `items` of the one case of a command that has it. Shown, unless gate.metrics says otherwise.',
    default: false,
  }),
  sources: z.enum(['each', 'candidate']).optional().meta({
    description:
      'Whose benchmark is run. each: every side its own. candidate: the candidate’s `source-files` on both sides, so that a new benchmark has a baseline.',
    default: 'each',
  }),
  'source-files': z
    .array(repositoryPath)
    .min(1)
    .max(50)
    .optional()
    .describe(
      'The files of the benchmark, as globs; `sources: candidate` needs them of a command. Default: the folder of the harness.',
    ),
  harness: repositoryPath.optional().meta({
    description: 'The comparison script. A runner for each stack lies in a folder beside it.',
    default: 'core/tests/scenario/stream/run_stream_compare.sh',
  }),
  'setup-command': argumentList.optional().describe('Prepares one tree: an argument list, run in that tree.'),
  mode: z
    .enum(['recorded', 'duet'])
    .optional()
    .describe(
      'recorded: the script, for a recorded baseline. duet: both sides. Default: duet where there is a baseline.',
    ),
  duet: z
    .enum(['balanced', 'shared', 'alternate', 'auto'])
    .optional()
    .meta({ description: 'How the sides of a duet share the machine; see bench.md.', default: 'balanced' }),
  'baseline-ref': line.optional().describe('duet: the commit, tag or branch to compare with.'),
  rounds: z
    .number()
    .int()
    .min(1)
    .max(1_000)
    .optional()
    .describe('Rounds at most. Default: gate.maximum-rounds in a duet, 1 in recorded mode.'),
  'budget-minutes': minutes.optional().describe('No further round begins after these minutes. Default: no bound.'),
  'round-timeout-minutes': minutes
    .optional()
    .meta({ description: 'How long one run of the harness may take.', default: 15 }),
  stacks: z
    .array(line)
    .min(1)
    .max(50)
    .optional()
    .describe(
      'Stacks to measure. Default: every folder beside the harness that has a runner. In recorded mode the script is told by RUN_STACK, 1 or 0.',
    ),
  scenarios: z
    .array(line)
    .min(1)
    .max(50)
    .optional()
    .describe('Scenarios, handed to the runners as SCENARIOS. Default: what they run by themselves.'),
  profile: z
    .record(line, z.union([z.string().max(100), z.number()]))
    .optional()
    .describe('Environment of the harness; replaces the profile of zlink as a whole.'),
  environment: z.union([variableNames, variables]).optional().meta({
    description:
      'Names of variables with the values that the command gets, or a list of names: variables of the job that harness, command and setup command get besides PATH, HOME and the like, secrets among them. The token of the release is never passed.',
    default: [],
  }),
});

/** `5 %`, as people write it, or the fraction 0.05. */
const share = z.union([
  // Whoever writes 5 means 5 %, and not five times as much.
  z.number().min(0).max(1, 'is more than all of it: write per cent, as "5 %"'),
  z.string().regex(/^\d{1,4}(?:\.\d{1,6})? ?%$/, 'must be per cent, as "5 %", or a fraction'),
]);
/** A day of the calendar: no 30th of February. */
const isDay = (text: string): boolean => {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};
const decides = z.enum(['block', 'warn', 'show']);
const leastChange = z
  .string()
  .regex(/^\d{1,15}(?:\.\d{1,9})? \S{1,30}$/, 'must be a figure and a unit, as "2 ns"')
  .describe('A smaller change does not count, whatever part of the baseline it is: a figure and a unit, as 2 ns.');
const ofMetric = {
  decides: decides.optional().describe('What a change for the worse does: block, warn, or only be shown.'),
  margin: share.optional().describe('Change for the worse that must not pass, as 5 % or .05.'),
  floor: share.optional().describe('Smallest change that can block. Default: three fifths of the margin.'),
  'and-at-least': leastChange.optional(),
};
const metricRule = z.strictObject({
  ...ofMetric,
  exact: z
    .boolean()
    .optional()
    .describe('Counted and not timed: compared by value, one run a side. Default: as the format says.'),
  better: z
    .enum(['higher', 'lower'])
    .optional()
    .describe('Which way is better. Default: as the program says; a metric of which nothing says it is shown only.'),
});
const caseRule = z.strictObject({
  match: line.describe('Names of cases or stacks, a glob (`*` is any text).'),
  metric: line.optional().describe('Of this metric alone. Default: of all.'),
  ...ofMetric,
});
const waiver = z.strictObject({
  case: line.describe('Names of cases, a glob.'),
  metric: line.optional().describe('Default: whichever of it regressed.'),
  'at-most': share.describe('The slowdown that is accepted.'),
  until: z
    .string()
    .refine(isDay, 'must be a day, as 2027-03-01')
    .describe('The last day that it counts, as 2027-03-01.'),
  reason: line.describe('Why; it stands in every verdict that passes by it.'),
  issue: z
    .union([line, z.number().int().min(1)])
    .optional()
    .describe('Where it is followed up.'),
});

const gate = z.strictObject({
  alpha: fraction.optional().meta({ description: 'Bound of the false-alarm rate over all looks.', default: 0.05 }),
  margin: fraction.optional().meta({ description: 'Slowdown that must not slip through.', default: 0.05 }),
  floor: fraction.optional().meta({ description: 'Smallest slowdown that can block.', default: 0.03 }),
  'recorded-margin': fraction.optional().meta({ description: 'Slowdown that blocks in recorded mode.', default: 0.1 }),
  'maximum-rounds': z
    .number()
    .int()
    .min(3)
    .max(30)
    .optional()
    .meta({ description: 'Rounds of a duet at most.', default: 10 }),
  subjects: z
    .array(line)
    .min(1)
    .max(50)
    .optional()
    .describe('Stacks or cases that contain this library, as names or globs. Default: all but the controls.'),
  controls: z
    .array(line)
    .max(50)
    .optional()
    .describe(
      'Stacks or cases that do not contain it, as names or globs. Default: all but the subjects where those are given; else asio, cppserver and dotnet of zlink’s own harness at its default place, and none elsewhere.',
    ),
  metrics: z
    .record(line, metricRule)
    .optional()
    .describe(
      'How a metric of that name is judged. Default: one throughput or time of a case blocks, exact metrics and latencies warn, the rest is shown.',
    ),
  cases: z
    .array(caseRule)
    .max(500)
    .optional()
    .meta({ description: 'How single cases are judged; the first that matches counts.', default: [] }),
  waive: z
    .array(waiver)
    .max(200)
    .optional()
    .meta({ description: 'Slowdowns that were accepted, up to a size and a day.', default: [] }),
  'without-baseline': z.enum(['pass', 'block']).optional().meta({
    description: 'What becomes of a case, or of a whole measurement, that has nothing to be compared with.',
    default: 'pass',
  }),
  anchor: z
    .strictObject({
      ref: line
        .optional()
        .describe('Tag, branch or commit that the speed is held against. Default: the first release of the history.'),
      margin: share.optional().describe('Slowdown since the anchor that must not slip through. Default: gate.margin.'),
      floor: share.optional().describe('Smallest slowdown since the anchor that is told. Default: as for the margin.'),
      decides: z.enum(['block', 'warn']).optional().describe('What a slowdown since the anchor does. Default: block.'),
    })
    .optional()
    .describe(
      'What slowdowns that passed one by one add up to. Without it, the sum of a history is told at gate.margin and warns.',
    ),
  'allow-skipped': z
    .array(line)
    .max(200)
    .optional()
    .meta({ description: 'Stacks, scenarios or cases that may be missing or skipped; globs.', default: [] }),
  'on-inconclusive': z
    .enum(['block', 'warn'])
    .optional()
    .meta({ description: 'What an inconclusive verdict does to a release.', default: 'block' }),
});

const release = z.strictObject({
  create: z.boolean().optional().meta({ description: 'false: nobody makes a release.', default: true }),
  title: line.optional().describe('Its title, with {version} or {tag}. Default: as the releases before, else {tag}.'),
  notes: z
    .enum(['changelog', 'generated'])
    .optional()
    .describe(
      'changelog: the section of the version. generated: as GitHub makes them of pull requests. Default: as the releases before; without a changelog they are generated.',
    ),
  files: z
    .array(repositoryPath)
    .min(1)
    .max(200)
    .optional()
    .describe('Files of the tagged tree that are attached, as paths or globs (`*` stops at `/`, `**` does not).'),
  artifacts: z
    .array(z.union([line, z.strictObject({ workflow: line, name: line })]))
    .min(1)
    .max(200)
    .optional()
    .describe(
      'Artifacts of the runs that the tag starts, by name or glob; `workflow` where two have one of that name. Each file in them is attached.',
    ),
  checksums: line
    .regex(/^[A-Za-z0-9._-]+$/, 'must be a file name')
    .optional()
    .describe('Name of a list of the sha256 of what is attached, as SHA256SUMS. Default: there is none.'),
});

export const configFileSchema = z
  .strictObject({
    component: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/, 'must be letters, digits, dots, dashes and underscores')
      .optional()
      .describe(
        'What is released, for repositories with several components: the {component} of names. Default: core when version files below core/ are recognised, else none.',
      ),
    'base-branch': line.optional().describe('Branch to release from. Default: the default branch.'),
    'version-files': z
      .array(versionFile)
      .max(200)
      .optional()
      .describe(
        'Files that carry the version; the first has the last word on the present one. []: none does, the tag alone is the version. Default: they are found.',
      ),
    'ignore-files': z.array(repositoryPath).max(1_000).optional().meta({
      description:
        'What is left alone although it says the present version: files, or single lines of them as path:line.',
      default: [],
    }),
    changelog: z
      .union([
        z.literal(false),
        z
          .strictObject({
            path: repositoryPath
              .optional()
              .describe(
                'The file. Default: CHANGELOG, CHANGES, NEWS, HISTORY, RELEASES or RELEASE_NOTES (.md, .rst, .txt, .adoc or none) at the root, below docs or in the component’s folder; of several, the one that names the last release.',
              ),
            mode: z
              .enum(['promote', 'check', 'generate', 'off'])
              .optional()
              .describe(
                'promote: what is unreleased becomes the section of the version; check: a person has written that section; generate: it is written from the pull requests and conventional commits since the last release; off: no changelog. Default: promote where the file has a heading for what is unreleased, generate where its sections are lists of commits, else check.',
              ),
            'allow-empty': z
              .boolean()
              .optional()
              .meta({ description: 'Whether the section may have no entry.', default: false }),
          })
          .describe('Where it is.'),
      ])
      .optional()
      .describe('The changelog; false for none. Default: it is looked for.'),
    'release-branch': line
      .optional()
      .meta({ description: 'Branch of the release pull request.', default: 'release/version-{version}' }),
    'commit-message': line
      .optional()
      .describe('Message of the bump. Default: release: bump {component} version to {version}.'),
    'pr-title': line.optional().meta({
      description: 'Title of the pull request and of its merge commit.',
      default: 'release: version {version}',
    }),
    'pr-body': text
      .optional()
      .describe(
        'Body of the pull request and of its merge commit. Default: {component} {version}, or version {version}.',
      ),
    'pre-releases': z
      .array(z.string().regex(/^[A-Za-z]{1,30}$/, 'must be a word'))
      .max(20)
      .optional()
      .meta({
        description: 'Suffixes that make a version a pre-release besides alpha, beta and rc, as preview.',
        default: [],
      }),
    'merge-method': z
      .enum(['squash', 'merge', 'rebase'])
      .optional()
      .meta({ description: 'How the pull request is merged.', default: 'squash' }),
    tag: line
      .optional()
      .describe(
        'The release tag, never moved. Default: in the form of the release tags that are there; of the first, {component}/v{version}, or v{version} without a component.',
      ),
    'tag-message': line
      .optional()
      .describe('Message of the tag. Default: {component} release {version}, or release {version}.'),
    'alias-tag': z
      .union([z.literal(false), line, z.array(line).min(1).max(5)])
      .optional()
      .describe(
        'A tag that stands on the highest released version it covers, pre-releases apart, or a list of them; false for none. Default: those that moved with the releases so far; else v{major}.{minor} with a component, or none.',
      ),
    'also-tag': z
      .array(line)
      .max(5)
      .optional()
      .describe(
        'Tags that stand beside the release tag and never move either, as sdk/v{version}; [] for none. Default: none, and a question where every release so far had one.',
      ),
    'alias-message': line
      .optional()
      .meta({ description: 'Message of an alias tag.', default: 'alias tag for {version}' }),
    'follow-up-branch': line.optional().meta({
      description:
        'Branch of the pull request that follows a release: with the hash of its archive, and the marks of development put back.',
      default: 'release/after-{version}',
    }),
    workflows: workflows.optional().describe('What the tag starts, and what it must not start.'),
    release: z
      .union([z.literal('create'), z.literal(false), release])
      .optional()
      .describe(
        'The GitHub release. create, or a map: this program makes it, once what the tag starts has succeeded; workflows that wait for a published release start then. false: nobody makes one. Default: as the releases before were made.',
      ),
    assets: z
      .union([z.literal(false), z.array(line).min(1).max(500)])
      .optional()
      .describe(
        'Names (or globs) of the published assets; false for a release without assets. Default: read from the workflow.',
      ),
    test: z
      .strictObject({
        command: argumentList.describe('An argument list, run in the checkout. No shell reads it.'),
        'timeout-minutes': minutes.optional().meta({ description: 'How long it may take.', default: 60 }),
        environment: variableNames.optional().meta({
          description:
            'Variables that it gets although they look like a secret. The token of the release is never passed.',
          default: [],
        }),
      })
      .optional()
      .describe('The tests before the benchmark. Default: none are run.'),
    bench: bench.optional().describe('How the benchmark is run.'),
    gate: gate.optional().describe('How its results are judged.'),
    watch: z
      .strictObject({
        'poll-interval-seconds': z
          .number()
          .min(1)
          .max(600)
          .optional()
          .meta({ description: 'Time between two looks at the runs.', default: 15 }),
      })
      .optional()
      .describe('How the runs are followed.'),
    checks: z
      .strictObject({
        'report-minutes': minutes
          .optional()
          .meta({ description: 'How long a required check may take to be reported.', default: 15 }),
        'timeout-minutes': minutes.optional().meta({
          description: 'How long required checks, and then the merge queue, may take to finish.',
          default: 120,
        }),
      })
      .optional()
      .describe('Required checks of the release pull request.'),
    verify: z
      .strictObject({
        'timeout-minutes': minutes
          .optional()
          .meta({ description: 'How long the release may take to be complete.', default: 10 }),
        'trusted-root': repositoryPath
          .optional()
          .describe(
            'A file of the repository with what `gh attestation trusted-root` prints: Sigstore bundles and attestations among the assets are checked with it. Default: they are named and not checked.',
          ),
      })
      .optional()
      .describe('The published release.'),
  })
  .describe('Configuration of zlink-release');

export type ConfigFile = z.infer<typeof configFileSchema>;
