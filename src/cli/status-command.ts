import process from 'node:process';
import { taggedByHandOtherwise } from '../conduct/stages/planned-tree.ts';
import { type Survey, surveyRelease } from '../conduct/survey.ts';
import { headline } from '../core/gate/verdict-sentence.ts';
import { versionToGoOnWith } from '../core/release/continuation.ts';
import { short } from '../core/release/position.ts';
import { systemClock } from '../effects/clock.ts';
import { labelled } from '../report/labelled.ts';
import { printable } from '../report/printable.ts';
import { problemLines } from '../report/problem-lines.ts';
import { LABEL_WIDTH } from '../report/release-text.ts';
import { type ConnectionOptions, connect } from './connect.ts';
import type { Output } from './output.ts';
import { GATE_HINT, standing } from './plan-command.ts';
import { workflowRun } from './run-variables.ts';
import { sameCommand } from './same-command.ts';

/** What a person has left out so far: the same command stops where it is not said again. */
function skippedBefore({ handover }: Survey): { readonly skip?: string } {
  if (handover === null || handover.standing.releaseTag !== null || handover.kept.kind === 'nothing') return {};
  return handover.kept.gate.status === 'skipped' ? { skip: 'bench,gate' } : {};
}

/** What the invocations before have left of the evidence, in one line; null where there is none. */
function evidenceLine({ handover }: Survey): string | null {
  const kept = handover?.kept;
  if (kept === undefined || kept.kind === 'nothing') return null;
  return `${headline(kept.gate)} (read from ${kept.gate.readFrom})`;
}

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
    {
      version: options.version,
      config,
      superseded: options.supersede ?? [],
      publicUrl: null,
      run: workflowRun(process.env),
    },
  );
  const { position, plan, observation, handover } = survey;
  const byHand = handover === null ? [] : await taggedByHandOtherwise(client, handover);
  const problems = [...survey.problems, ...byHand];
  const repository = `${survey.repository.owner}/${survey.repository.repo}`;
  const published = observation.publishedRelease;
  const version = plan?.version ?? options.version;
  const nextVersion = versionToGoOnWith(problems, version);
  const next =
    nextVersion === null
      ? null
      : sameCommand(
          'release',
          { ...options, ...skippedBefore(survey) },
          { repo: `${client.owner}/${client.repo}`, version: nextVersion },
        );
  const pullRequest = observation.pullRequests[0];
  const isMerged = position?.kind === 'merged';
  const evidence = evidenceLine(survey);
  const { say } = output.words;
  const line = (label: string, text: string) => labelled(say(label), text, LABEL_WIDTH);
  const placed = (name: string, commit: string) => printable(say(`${name} at ${short(commit)}`));
  output.result(
    [
      output.resultColors.bold(`${printable(repository)} ${printable(version)}: ${say(standing(position))}`),
      ...(pullRequest === undefined
        ? []
        : [
            line(
              'pull request',
              `#${pullRequest.number} ${pullRequest.merged ? 'merged' : pullRequest.state} ${printable(pullRequest.url)}`,
            ),
          ]),
      ...(observation.tag === null ? [] : [line('tag', placed(observation.tag.name, observation.tag.commit))]),
      ...observation.aliases.map((alias) => line('alias', placed(alias.name, alias.commit))),
      ...(published === null
        ? []
        : [line('release', `${printable(published.url)}${published.draft ? ` (${say('a draft')})` : ''}`)]),
      ...(evidence === null ? [] : [line('gate', printable(say(evidence), 2_000))]),
      ...(next === null || problems.length > 0
        ? []
        : [
            line(
              published !== null && !published.draft && isMerged ? 'check again' : 'go on with',
              printable(next, 2_000),
            ),
            ...(isMerged || evidence !== null ? [] : [`                ${say(GATE_HINT)}`]),
          ]),
    ],
    {
      ok: problems.length === 0,
      standing: position?.kind ?? null,
      tagged: observation.tag !== null,
      release: published,
      gate: survey.handover?.kept ?? null,
      next,
      problems,
    },
  );
  // What stands in the way of a release by hand is what its files say.
  if (byHand.length > 0) for (const warning of plan?.warnings ?? []) output.say(`  ${printable(say(warning), 2_000)}`);
  for (const line of problemLines(problems, output.colors, problems.length > 0 ? next : null, output.words))
    output.say(line);
  return problems.length === 0 ? 0 : 1;
}
