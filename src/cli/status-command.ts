import { surveyRelease } from '../conduct/survey.ts';
import { versionToGoOnWith } from '../core/release/continuation.ts';
import { short } from '../core/release/position.ts';
import { systemClock } from '../effects/clock.ts';
import { printable } from '../report/printable.ts';
import { problemLines } from '../report/problem-lines.ts';
import { type ConnectionOptions, connect } from './connect.ts';
import type { Output } from './output.ts';
import { GATE_HINT, standing } from './plan-command.ts';
import { sameCommand } from './same-command.ts';

export interface StatusOptions extends ConnectionOptions {
  readonly version: string;
  readonly supersede?: readonly number[];
}

/** `status`: where a release stands, and the one command that continues it. */
export async function statusCommand(options: StatusOptions, output: Output, programVersion: string): Promise<number> {
  const progress = output.progress();
  const { client, config } = connect(options, programVersion, progress);
  const survey = await surveyRelease(
    { client, clock: systemClock, progress },
    { version: options.version, config, superseded: options.supersede ?? [], publicUrl: null },
  );
  const { position, problems, plan, observation } = survey;
  const repository = `${survey.repository.owner}/${survey.repository.repo}`;
  const published = observation.publishedRelease;
  const version = plan?.version ?? options.version;
  const nextVersion = versionToGoOnWith(problems, version);
  const next =
    nextVersion === null
      ? null
      : sameCommand('release', options, { repo: `${client.owner}/${client.repo}`, version: nextVersion });
  const pullRequest = observation.pullRequests[0];
  const isMerged = position?.kind === 'merged';
  output.result(
    [
      output.resultColors.bold(`${printable(repository)} ${printable(version)}: ${standing(position)}`),
      ...(pullRequest === undefined
        ? []
        : [
            `  pull request  #${pullRequest.number} ${pullRequest.merged ? 'merged' : pullRequest.state} ${printable(pullRequest.url)}`,
          ]),
      ...(observation.tag === null
        ? []
        : [`  tag           ${printable(observation.tag.name)} at ${short(observation.tag.commit)}`]),
      ...observation.aliases.map((alias) => `  alias         ${printable(alias.name)} at ${short(alias.commit)}`),
      ...(published === null
        ? []
        : [`  release       ${printable(published.url)}${published.draft ? ' (a draft)' : ''}`]),
      ...(next === null || problems.length > 0
        ? []
        : [
            `  ${published !== null && !published.draft && isMerged ? 'check again   ' : 'go on with    '}${printable(next, 2_000)}`,
            ...(isMerged ? [] : [`                ${GATE_HINT}`]),
          ]),
    ],
    {
      ok: problems.length === 0,
      standing: position?.kind ?? null,
      tagged: observation.tag !== null,
      release: published,
      next,
      problems,
    },
  );
  for (const line of problemLines(problems, output.colors, problems.length > 0 ? next : null)) output.say(line);
  return problems.length === 0 ? 0 : 1;
}
