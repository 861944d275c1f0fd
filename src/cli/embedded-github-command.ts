import process from 'node:process';
import { Problems, problem } from '../core/problem.ts';
import { cloneUrlOf } from '../hosting/addresses.ts';
import { type Hosted, host } from '../hosting/host-world.ts';
import { ruleLines, type WorldOptionTexts, worldOptions } from '../hosting/world-options.ts';
import { portProblems } from '../rehearse/free-port.ts';
import { ghCommand } from '../rehearse/gh-command.ts';
import { printable } from '../report/printable.ts';
import { interruption } from './interruption.ts';
import type { LikeWorld } from './like-option.ts';
import type { Output } from './output.ts';

export interface EmbeddedGitHubCommandOptions extends WorldOptionTexts {
  readonly repository?: string;
  readonly at?: string;
  readonly port?: number;
  readonly keep?: string;
  readonly https?: boolean;
}

/** `embedded-github`: serves a world until it is interrupted. */
export async function embeddedGitHubCommand(
  options: EmbeddedGitHubCommandOptions,
  output: Output,
  programVersion: string,
): Promise<number> {
  const problems = new Problems();
  const given = problems.take(await worldOptions(options, options.repository !== undefined));
  if (options.at !== undefined && options.repository === undefined)
    problems.add(
      problem('input-invalid', '--at names a commit of a clone, but there is no --repository.', { where: '--at' }),
    );
  if (options.port !== undefined) problems.add(...(await portProblems(options.port)));
  problems.stop();
  if (given === null) throw new Error('what is checked is there');
  let like: LikeWorld = { ...given, notCopied: [] };
  if (options.like !== undefined) {
    // What speaks to a real GitHub is loaded for that alone.
    const { likeReal } = await import('./like-option.ts');
    like = await likeReal(options, given, options.repository === undefined, output, programVersion);
  }
  // Before anything is said: who reads it may press the keys at once.
  const ended = interruption();
  const { repository, at, port, keep, https } = options;
  const hosted = await host({
    file: like.file,
    where: like.where,
    repository,
    at,
    port,
    directory: keep,
    https,
    warn: (line) => output.say(output.colors.yellow(`embedded GitHub: ${printable(line)}`)),
  });
  try {
    announce(hosted, like, output);
    await ended;
    return 0;
  } finally {
    await hosted.close();
  }
}

function announce(hosted: Hosted, { file, notCopied }: LikeWorld, output: Output): void {
  const rules = ruleLines(file);
  const pace = file.pace ?? 1;
  const { server, world, directory, certificate } = hosted;
  const { owner, repo } = world.state;
  const repository = `${owner}/${repo}`;
  output.result(
    [
      `The embedded GitHub serves ${repository}; stop it with Ctrl+C.`,
      `  API        ${server.url}/repos/${repository}`,
      `  page       ${server.url}/_rehearsal`,
      `  control    ${server.url}/_control`,
      `  git        git clone ${cloneUrlOf(hosted)}`,
      ...(certificate === null
        ? [`  gh         ${ghCommand({ origin: server.url, token: server.tokens.pat, name: repository })}`]
        : [`  trusts     ${printable(certificate)}`]),
      `  tokens     ${Object.values(server.tokens).join(', ')}`,
      `  clock      ${paceText(pace)}`,
      ...rules.map((line) => `  ${printable(line)}`),
      ...notCopied.map((line) => `  not copied ${printable(line)}`),
    ],
    {
      ok: true,
      url: server.url,
      port: server.port,
      repository,
      cloneUrl: cloneUrlOf(hosted),
      tokens: server.tokens,
      page: `${server.url}/_rehearsal`,
      control: `${server.url}/_control`,
      directory,
      certificate,
      pid: process.pid,
      pace,
      rules,
      notCopied,
    },
  );
}

/** How fast the clock of the world goes, in words. */
export const paceText = (pace: number): string =>
  pace === 0
    ? 'stands still until it is moved'
    : pace === 1
      ? 'goes with real time'
      : `${pace} times as fast as real time`;
