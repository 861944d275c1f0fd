import { type Command, InvalidArgumentError, Option } from 'commander';
import { STAGES } from '../core/release/stage.ts';
import { BENCH_OPTIONS } from './bench-options.ts';
import { GATE_OPTIONS } from './gate-options.ts';
import type { Output } from './output.ts';

export type Handler<Options> = (options: Options, output: Output, version: string) => Promise<number>;

/** Adds a command whose code is loaded only when it is used. */
export type AddCommand = <Options>(name: string, description: string, load: () => Promise<Handler<Options>>) => Command;

const INIT_HELP = `
It reads the commit, not the working tree, and every tag. It writes
  .github/zlink-release.yml       the places of the version, with the releases that moved them; kept where it is there
  .github/workflows/release.yml   started by hand, with the least permissions; zlink-release.yml
                                  beside it where that name is taken
and says what it found, what it did not find, and what is for you to decide.`;

/** Every command with its options, in the order of the help. */
export function declareCommands(add: AddCommand): void {
  releaseCommands(add);
  lookingCommands(add);
  initCommand(add);
  measuringCommands(add);
  rehearseCommand(add);
  embeddedGitHubCommand(add);
}

const connected = (command: Command): Command =>
  command
    .option('--repo <owner/name>', 'repository (default: GITHUB_REPOSITORY)')
    .option('--api-url <url>', 'base URL of the REST API (default: GITHUB_API_URL)');
const released = (command: Command): Command =>
  command
    .requiredOption('--version <version>', 'MAJOR.MINOR.PATCH, or patch, minor, major')
    .addOption(
      new Option('--supersede <number>', 'a closed release pull request to leave behind (repeatable)').argParser(
        collectNumbers,
      ),
    );
const staged = (command: Command): Command =>
  command
    .option('--skip <stages>', `stages to leave out, separated by commas: ${STAGES.join(', ')}`)
    .option('--only <stages>', 'stages to do, separated by commas')
    .option('--verdict <file>', 'verdict.json of the gate')
    .addOption(
      new Option(
        '--accept-tree <sha>',
        'a merge commit’s tree to accept although it was not planned (repeatable)',
      ).argParser(collect),
    );

/** `plan` and `release`. */
function releaseCommands(add: AddCommand): void {
  released(
    connected(
      add(
        'plan',
        'say whether a release would work, and what exactly it would do',
        async () => (await import('./plan-command.ts')).planCommand,
      ),
    ),
  );
  staged(
    released(
      connected(
        add(
          'release',
          'conduct the whole release, from wherever it stands',
          async () => (await import('./release-command.ts')).releaseCommand,
        ),
      ),
    ),
  ).option(
    '--record <file>',
    'where the record is written, with release-report.html beside it (default: release-record.json)',
  );
}

/** What looks at a release from outside: `watch`, `verify`, `status`. */
function lookingCommands(add: AddCommand): void {
  connected(
    add('watch', 'follow the runs that a tag started', async () => (await import('./watch-command.ts')).watchCommand),
  )
    .requiredOption('--tag <tag>', 'the release tag')
    .addOption(
      new Option('--workflow <file>', 'workflow that must succeed (repeatable)')
        .argParser(collect)
        .makeOptionMandatory(),
    )
    .option('--trigger <trigger>', 'push or dispatch', 'push');
  connected(
    add(
      'verify',
      'compare a published release with the expected assets',
      async () => (await import('./verify-command.ts')).verifyCommand,
    ),
  )
    .requiredOption('--tag <tag>', 'the release tag')
    .addOption(new Option('--asset <name>', 'expected asset, a name or glob (repeatable)').argParser(collect));
  released(
    connected(
      add(
        'status',
        'say where a release stands, and what continues it',
        async () => (await import('./status-command.ts')).statusCommand,
      ),
    ),
  );
}

function initCommand(add: AddCommand): void {
  add(
    'init',
    'look at a local repository and write its configuration and release workflow',
    async () => (await import('./init-command.ts')).initCommand,
  )
    .option('--from <path>', 'local clone to look at (default: the folder it is run in)')
    .option('--at <commit>', 'commit of the clone to look at', 'HEAD')
    .option('--component <name>', 'what is released, where there are several components')
    .option('--dry-run', 'show both files and write nothing')
    .option('--force', 'write over the workflow that is there; a configuration is always kept')
    .option('--yes', 'ask nothing: what only a person can know stays open, and is said')
    .option('--check', 'write nothing; 1 where the configuration and the releases so far differ')
    .option('--action-ref <ref>', 'tag or commit of the action that the workflow uses', 'v1')
    .addHelpText('after', INIT_HELP);
}

/** `bench`, `gate` and `history`. */
function measuringCommands(add: AddCommand): void {
  const bench = add(
    'bench',
    'run the benchmark of the repository',
    async () => (await import('./bench-command.ts')).benchCommand,
  );
  for (const { flags, description } of BENCH_OPTIONS) bench.option(flags, description);
  const gate = add('gate', 'judge benchmark results', async () => (await import('./gate-command.ts')).gateCommand);
  for (const { flags, description } of GATE_OPTIONS) gate.option(flags, description);
  add(
    'history',
    'keep the figures of verdicts, and show them as a page',
    async () => (await import('./history-command.ts')).historyCommand,
  )
    .requiredOption('--file <file>', 'history.jsonl; begun where it is not there')
    .option('--add <verdict...>', 'verdict.json files whose figures are appended, each once')
    .option('--name <name>', 'what the candidate of the one verdict is called: a tag or a version')
    .option('--import <file...>', 'data.js of github-action-benchmark, as a start')
    .option('--page <file>', 'where the page is written, one self-contained HTML file');
}

function rehearseCommand(add: AddCommand): void {
  furnished(
    staged(
      add(
        'rehearse',
        'the same release against a GitHub embedded in this program',
        async () => (await import('./rehearse-command.ts')).rehearseCommand,
      ),
    ),
  )
    .option('--from <path>', 'local clone to rehearse (default: the built-in sample)')
    .option('--at <commit>', 'commit of the clone to release from')
    .option('--version <version>', 'version to release', 'minor')
    .option('--keep <dir>', 'leave repo.git, release-record.json, release-report.html and requests.jsonl there')
    .option('--resume', 'go on with the rehearsal in --keep')
    .option('--token-kind <kind>', 'app, github-token or pat', 'app')
    .addOption(
      new Option('--fault <fault>', 'NAME[:ARGUMENT][@N], something that goes wrong (repeatable)').argParser(collect),
    )
    .addOption(
      new Option('--supersede <number>', 'a closed release pull request to leave behind (repeatable)').argParser(
        collectNumbers,
      ),
    )
    .option('--bench', 'measure with the repository’s own benchmark, against the newest release, before the gate')
    .option('--serve', 'keep the embedded GitHub up afterwards, for a browser, git and gh')
    .addOption(new Option('--port <port>', 'port of the embedded GitHub').argParser(port))
    .addOption(new Option('--now <time>', 'time at which the rehearsal begins').hideHelp())
    .addOption(
      new Option('--request-timeout <milliseconds>', 'real time until an unanswered request counts as lost')
        .argParser(milliseconds)
        .hideHelp(),
    );
}

/** What a world has besides its repository. */
const furnished = (command: Command): Command =>
  command
    .option('--world <file>', 'world file: everything that is there when it starts')
    .addOption(
      new Option('--like <owner/repo>', 'rules, settings, workflows, labels of a real one; reads only').argParser(
        repositoryName,
      ),
    )
    .option('--api-url <url>', 'where --like reads (default: GITHUB_API_URL)')
    .option('--rulesets <file>', 'rulesets as `gh api repos/OWNER/NAME/rulesets/ID` prints them, one or a list')
    .addOption(new Option('--setting <name=value>', 'a setting of the repository (repeatable)').argParser(collect))
    .addOption(new Option('--pace <times>', 'how many times faster than real time its clock goes').argParser(pace));

function embeddedGitHubCommand(add: AddCommand): void {
  furnished(
    add(
      'embedded-github',
      'serve a GitHub for tests of other programs, until it is interrupted',
      async () => (await import('./embedded-github-command.ts')).embeddedGitHubCommand,
    ),
  )
    .option(
      '--repository <path>',
      'local clone to serve a copy of (default: a small sample, or the history of --world)',
    )
    .option('--at <commit>', 'commit of the clone that its default branch stands at')
    .option('--keep <dir>', 'leave repo.git and world.json there')
    .option('--https', 'speak https, with a certificate that openssl makes')
    .addOption(new Option('--port <port>', 'port on 127.0.0.1 (default: a free one)').argParser(port));
}

function repositoryName(text: string): string {
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/.test(text))
    throw new InvalidArgumentError('It must be owner/name.');
  return text;
}

function pace(text: string): number {
  const value = Number(text);
  if (!/^\d{1,6}(?:\.\d{1,3})?$/.test(text) || value > 100_000)
    throw new InvalidArgumentError('It must be a number from 0 to 100000.');
  return value;
}

function milliseconds(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 600_000) {
    throw new InvalidArgumentError('It must be a whole number of milliseconds, at most 600000.');
  }
  return value;
}

const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

function collectNumbers(value: string, before: readonly number[] | undefined): readonly number[] {
  if (!/^[1-9][0-9]{0,9}$/.test(value)) throw new InvalidArgumentError('not a pull request number');
  return [...(before ?? []), Number(value)];
}

function port(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0 || number > 65_535) throw new InvalidArgumentError('not a port');
  return number;
}
