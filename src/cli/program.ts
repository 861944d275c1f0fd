import process from 'node:process';
import { Argument, Command, CommanderError } from 'commander';
import { orStop, Stop } from '../core/problem.ts';
import { hideSecrets, tokensIn } from '../core/secrets.ts';
import { languageOf, wordsOf } from '../language/language.ts';
import { guardLines } from '../report/workflow-log.ts';
import { completionScript, type Shell } from './completion-script.ts';
import { type AddCommand, declareCommands, type Handler } from './declare-commands.ts';
import { EXAMPLES, exampleText } from './examples.ts';
import { createOutput, reportStop } from './output.ts';

const PROGRAM_HELP = `
Begin with a rehearsal: it needs no token and writes nothing on GitHub.
  zlink-release rehearse                                    a built-in sample
  zlink-release rehearse --from PATH --version minor        a clone of yours
Then see what a release would do, and do it:
  zlink-release plan --repo OWNER/NAME --version minor
  zlink-release release --repo OWNER/NAME --version minor --verdict FILE

The token is taken from ZLINK_RELEASE_TOKEN, GITHUB_TOKEN or GH_TOKEN. Any command may be
interrupted and given again: it goes on where the release stands.
Exit codes: 0 done, 1 blocked or failed, 2 bad input, 3 inconclusive.`;

/** Every command with its options and examples, as the help, the completions and the man page show them. */
export function program(version: string, ended: (exitCode: number) => void = () => {}): Command {
  const described = new Command('zlink-release')
    .description('Conducts one release of a native library, from a green main to verified assets.')
    .version(version)
    .showHelpAfterError('(--help shows what this command takes)')
    // Commander quotes what it was given, which may come from an input of a workflow.
    .configureOutput({
      outputError: (text, write) => {
        for (const line of guardLines(hideSecrets(text, tokensIn(process.env)))) write(`${line}\n`);
      },
    })
    .addHelpText('after', PROGRAM_HELP)
    .exitOverride()
    .enablePositionalOptions();
  const add: AddCommand = <Options>(name: string, description: string, load: () => Promise<Handler<Options>>) =>
    described
      .command(name)
      .description(description)
      .option('--json', 'print the result as JSON on stdout')
      .option('--config <file>', 'configuration file (default: .github/zlink-release.yml of the repository)')
      .option('--lang <language>', 'en or ko (default: LC_ALL, LC_MESSAGES or LANG)')
      .exitOverride()
      .action(async (options: Options & { json?: boolean; lang?: string }) => {
        let output = createOutput(options.json === true);
        try {
          const language = orStop(languageOf(options.lang, process.env, '--lang'));
          output = createOutput(options.json === true, await wordsOf(language));
          const handler = await load();
          ended(await handler(options, output, version));
        } catch (error) {
          ended(reportStop(output, error instanceof Stop ? error : await explainedLate(error)));
        }
      });
  declareCommands(add);
  for (const command of described.commands) {
    const examples = EXAMPLES[command.name()];
    if (examples !== undefined) command.addHelpText('after', exampleText(examples));
  }
  described
    .command('completion')
    .description('print what completes commands and options in a shell')
    .addArgument(new Argument('<shell>', 'bash, zsh or fish').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', exampleText(EXAMPLES.completion ?? []))
    .exitOverride()
    .action((shell: Shell) => {
      process.stdout.write(completionScript(described, shell));
    });
  return described;
}

/**
 * Runs one command line.
 *
 * @returns the exit code: 0 done, 1 blocked or failed, 2 bad input, 3 inconclusive
 */
export async function runProgram(argv: readonly string[], version: string): Promise<number> {
  let exitCode = 0;
  const called = program(version, (code) => {
    exitCode = code;
  });
  try {
    await called.parseAsync([...argv]);
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has printed what is wrong already; help and version asked for are no errors.
    return error.exitCode === 0 ? 0 : 2;
  } finally {
    // A pipe that was closed early (`| head`) must not end in a stack trace.
    process.stdout.on('error', () => {});
  }
}

/** The client's words are loaded where they are needed only: the start is short. */
async function explainedLate(error: unknown): Promise<unknown> {
  const { explained } = await import('../github/explain-failure.ts');
  return explained(error, 'carrying out the command');
}
