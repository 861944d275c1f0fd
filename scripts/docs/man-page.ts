import type { Command } from 'commander';
import { EXAMPLES } from '../../src/cli/examples.ts';

/** Text as troff shows it: backslashes and lines that would begin with a request. */
const shown = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/gm, '\\&$1');

/** The man page of the program: `man/zlink-release.1`, made from what `--help` shows. */
export function manPage(program: Command, version: string): string {
  const commands = program.commands.flatMap((command) => [
    `.SS ${shown(command.name())}`,
    shown(`${command.description().charAt(0).toUpperCase()}${command.description().slice(1)}.`),
    ...command.options
      .filter(({ hidden }) => !hidden)
      .flatMap(({ flags, description }) => ['.TP', `.B ${shown(flags)}`, shown(description)]),
    ...(EXAMPLES[command.name()] ?? []).flatMap(({ line, does }) => [
      '.PP',
      shown(`${does}:`),
      '.PP',
      '.EX',
      shown(line),
      '.EE',
    ]),
  ]);
  return `${[
    `.TH ZLINK\\-RELEASE 1 "" "zlink\\-release ${shown(version)}" "User Commands"`,
    '.SH NAME',
    'zlink\\-release \\- conduct one release of a native library',
    '.SH SYNOPSIS',
    '.B zlink\\-release',
    '.I command',
    '.RI [ options ]',
    '.SH DESCRIPTION',
    shown(program.description()),
    'Any command may be interrupted and given again: it goes on where the release stands.',
    '.SH COMMANDS',
    ...commands,
    '.SH EXIT STATUS',
    '0 done, 1 blocked or failed, 2 bad input, 3 inconclusive.',
    '.SH ENVIRONMENT',
    '.TP',
    '.B ZLINK_RELEASE_TOKEN, GITHUB_TOKEN, GH_TOKEN',
    'The token; the first of them that is set.',
    '.TP',
    '.B GITHUB_REPOSITORY, GITHUB_API_URL',
    'What \\-\\-repo and \\-\\-api\\-url default to.',
    '.TP',
    '.B HTTPS_PROXY, HTTP_PROXY, NO_PROXY',
    'Proxies, as curl and git read them.',
    '.TP',
    '.B NO_COLOR, FORCE_COLOR',
    'No colours, or colours also in a pipe.',
  ].join('\n')}\n`;
}
