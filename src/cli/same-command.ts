import { type CommandOptions, commandLine } from '../report/command-line.ts';
import type { ConnectionOptions } from './connect.ts';

/**
 * The same command for the same release, as a person pastes it: with the repository and the version as they were found, and
 * never with a token.
 */
export function sameCommand<Options extends ConnectionOptions>(
  command: string,
  options: Options,
  found: { readonly repo: string; readonly version: string },
): string {
  const { token: _token, overrides: _overrides, ...given } = options;
  return commandLine(command, { ...(given as CommandOptions), json: false, ...found });
}
