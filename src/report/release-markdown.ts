import { namesOnRelease, type ReleasePlan } from '../core/release/plan-release.ts';
import { short } from '../core/release/position.ts';
import type { GateRecord, ReleaseRecord } from '../core/release/record.ts';
import { durationText } from './durations.ts';
import { escapeMarkdown, markdownCode } from './escape.ts';
import { problemsMarkdown } from './problem-markdown.ts';

/** GitHub takes 1 MiB of summary a step; nobody reads as much. Characters. */
const MAXIMUM_LENGTH = 900_000;

/**
 * What a release will do, for its pull request. It says the same however often the release is run again, so that the
 * comment that holds it is written once.
 */
export function proposalMarkdown(plan: ReleasePlan, gate: GateRecord, rehearsal: boolean): string {
  const { names, publication } = plan;
  return [
    `### ${rehearsal ? 'Rehearsal of release' : 'Release'} ${escapeMarkdown(`${plan.component ?? plan.repository.repo} ${plan.version}`)}`,
    '',
    `Gate: **${gate.status}** – ${escapeMarkdown(gate.sentence, 1_000)}`,
    '',
    '| what | how |',
    '|---|---|',
    `| from | ${markdownCode(plan.baseBranch)} at ${markdownCode(short(plan.base.commit))}, version ${escapeMarkdown(plan.previousVersion)} |`,
    `| tag | ${markdownCode(names.tag)}${namesOnRelease(plan.aliases)
      .map((name) => `, alias ${markdownCode(name)}`)
      .join('')} on the merge commit |`,
    `| tree | ${markdownCode(plan.expectedTree)} |`,
    `| runs to succeed | ${publication.expected.map((path) => markdownCode(path.slice(path.lastIndexOf('/') + 1))).join(', ') || 'none'} |`,
    `| never started | ${publication.forbidden.map((path) => markdownCode(path.slice(path.lastIndexOf('/') + 1))).join(', ') || 'none named'} |`,
    '',
    '| file | from | to |',
    '|---|---|---|',
    ...plan.edits.map(
      (edit) =>
        `| ${markdownCode(edit.path)} | ${escapeMarkdown(edit.from ?? 'changelog')} | ${escapeMarkdown(plan.version)} |`,
    ),
    ...(plan.warnings.length === 0 ? [] : ['', ...plan.warnings.map((warning) => `- ⚠️ ${escapeMarkdown(warning)}`)]),
  ].join('\n');
}

/** A release as it went, for the summary of a job. */
export function recordMarkdown(record: ReleaseRecord): string {
  const title =
    record.status === 'released'
      ? `Released ${record.component ?? record.repository} ${record.version}`
      : record.status === 'stopped'
        ? `Stopped: ${record.component ?? record.repository} ${record.version}`
        : `${record.component ?? record.repository} ${record.version}`;
  const marks = { done: '✅', skipped: '➖', stopped: '❌' } as const;
  return [
    `## ${escapeMarkdown(title)}${record.rehearsal ? ' (rehearsal)' : ''}`,
    '',
    `Gate: **${record.gate.status}** – ${escapeMarkdown(record.gate.sentence, 1_000)}`,
    '',
    '| stage | | what | time |',
    '|---|---|---|---|',
    ...record.stages.map(
      (stage) =>
        `| ${stage.stage} | ${marks[stage.outcome]} | ${escapeMarkdown(stage.detail)} | ${stage.outcome === 'skipped' ? '' : durationText(stage.milliseconds)} |`,
    ),
    ...(record.problems.length === 0 ? [] : ['', '### What stopped it', '', ...problemsMarkdown(record.problems)]),
    ...(record.release === null
      ? []
      : [
          '',
          '### Assets',
          '',
          '| name | bytes | digest |',
          '|---|---:|---|',
          ...record.release.assets.map(
            (asset) => `| ${markdownCode(asset.name)} | ${asset.size} | ${markdownCode(asset.digest ?? 'unknown')} |`,
          ),
        ]),
    '',
  ]
    .join('\n')
    .slice(0, MAXIMUM_LENGTH);
}
