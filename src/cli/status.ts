import { surveyRelease } from '../commands/survey.ts';
import { systemClock } from '../effects/clock.ts';
import { problemLines } from '../report/problem-text.ts';
import { type ConnectionOptions, connect } from './connect.ts';
import type { Output } from './output.ts';
import { standing } from './plan.ts';

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
  const next =
    problems.length > 0
      ? null
      : `zlink-release release --repo ${repository} --version ${plan?.version ?? options.version}`;
  output.result(
    [
      `${repository} ${plan?.version ?? options.version}: ${standing(position)}`,
      ...(published === null ? [] : [`  release   ${published.url}${published.draft ? ' (draft)' : ''}`]),
      ...(next === null ? [] : [`  continue  ${next}`]),
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
  for (const line of problemLines(problems, output.colors)) output.say(line);
  return problems.length === 0 ? 0 : 1;
}
