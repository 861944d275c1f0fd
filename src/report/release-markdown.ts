import { counted } from '../core/counted.ts';
import { headline } from '../core/gate/verdict-sentence.ts';
import { evidenceMark } from '../core/release/kept-evidence.ts';
import { namesOnRelease, type ReleasePlan } from '../core/release/plan-release.ts';
import { short } from '../core/release/position.ts';
import type { GateRecord, PublishedRecord, ReleaseRecord } from '../core/release/record.ts';
import { durationText } from './durations.ts';
import { escapeMarkdown, linkedMarkdown, markdownCode, markdownLink } from './escape.ts';
import { problemsMarkdown } from './problem-markdown.ts';
import { standingText } from './release-standing.ts';
import { ENGLISH, type Words } from './words.ts';

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
    `**Gate:** ${escapeMarkdown(headline(gate), 1_000)}`,
    // Read back by whoever goes on with the release.
    evidenceMark(gate),
    '',
    '| what | how |',
    '|---|---|',
    ...(gate.verdictSha256 === null ? [] : [`| verdict | sha256 ${markdownCode(gate.verdictSha256)} |`]),
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

/** Which verdict it was, and where it was read; empty where nothing is known of that. */
function gateSource({ verdictSha256, readFrom }: GateRecord, { say }: Words): string {
  const digest = verdictSha256 === null ? '' : ` ${say('Verdict')}: sha256 ${markdownCode(verdictSha256)}.`;
  return `${digest}${readFrom === null ? '' : ` ${escapeMarkdown(say(`Read from ${readFrom}.`), 1_000)}`}`;
}

/** A release as it went, for the summary of a job. */
export function recordMarkdown(record: ReleaseRecord, words: Words = ENGLISH): string {
  const { say } = words;
  const subject = `${record.component ?? record.repository} ${record.version}`;
  const title =
    record.status === 'released'
      ? say(`Released ${subject}`)
      : record.status === 'stopped'
        ? say(`Stopped: ${subject}`)
        : subject;
  const marks = { done: '✅', skipped: '➖', stopped: '❌' } as const;
  const own = ownWords(record);
  return [
    `## ${escapeMarkdown(title)}${record.rehearsal ? ` (${say('rehearsal')})` : ''}`,
    '',
    `**${say('Gate')}:** ${escapeMarkdown(say(headline(record.gate)), 1_000)}${gateSource(record.gate, words)}`,
    '',
    linkedMarkdown(say(standingText(record)), own, 1_000),
    '',
    `| ${say('stage')} | | ${say('what')} | ${say('time')} |`,
    '|---|---|---|---|',
    ...record.stages.map(
      (stage) =>
        `| ${stage.stage} | ${marks[stage.outcome]} | ${linkedMarkdown(say(stage.detail), own)} | ${stage.outcome === 'skipped' ? '' : durationText(stage.milliseconds)} |`,
    ),
    ...record.checks.map(
      ({ context, conclusion, url }) =>
        `\n${say('Required check')} ${markdownCode(context)}: ${escapeMarkdown(conclusion ?? say('not reported'))}${url === null ? '' : `, ${record.rehearsal ? markdownCode(url, 500) : markdownLink(url, say('its page'))}`}`,
    ),
    ...(record.problems.length === 0
      ? []
      : ['', `### ${say('What stopped it')}`, '', ...problemsMarkdown(record.problems, words)]),
    ...(record.release === null
      ? []
      : [
          '',
          `### ${say('Assets')}`,
          '',
          `| ${say('name')} | ${say('bytes')} | ${say('digest')} |`,
          '|---|---:|---|',
          ...record.release.assets.map(
            (asset) =>
              `| ${markdownCode(asset.name)} | ${asset.size} | ${markdownCode(asset.digest ?? say('unknown'))} |`,
          ),
          ...companionLines(record.release, words),
        ]),
    '',
  ]
    .join('\n')
    .slice(0, MAXIMUM_LENGTH);
}

/** Words that lead to what this release made or watched; addresses of a rehearsal lead nowhere when it is over. */
function ownWords(record: ReleaseRecord): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>();
  const add = (word: string, url: string | null) => found.set(word, record.rehearsal ? null : url);
  for (const each of [record.pullRequest, record.followUp]) {
    if (each === null) continue;
    add(`#${each.number}`, each.url);
    add(each.url, each.url);
  }
  for (const { workflow, url } of record.runs) {
    add(url, url);
    add(workflow.slice(workflow.lastIndexOf('/') + 1), url);
  }
  for (const { url } of record.checks) if (url !== null) add(url, url);
  if (record.release !== null) add(record.release.url, record.release.url);
  const { repositoryUrl } = record;
  if (repositoryUrl !== null) {
    for (const tag of [record.tag, ...record.aliases]) {
      if (tag !== null) add(tag.name, `${repositoryUrl}/tree/${tag.name}`);
    }
    for (const commit of [record.mergeCommit, record.base.commit || null])
      if (commit !== null) {
        add(commit, `${repositoryUrl}/commit/${commit}`);
        add(short(commit), `${repositoryUrl}/commit/${commit}`);
      }
  }
  return found;
}

/** What lies beside the assets to prove them, and how far it was looked at. */
function companionLines({ assets, checksums, signatures }: PublishedRecord, { say }: Words): string[] {
  const lines = [
    ...checksums.map(({ name, agrees, warnings }) => {
      // What it does not prove is said once: by the warning.
      const agreed =
        agrees === 0 && warnings.length > 0
          ? []
          : [say(`it agrees about ${agrees} of ${counted(assets.length - 1, 'other asset')}.`)];
      const warned = warnings.map((warning) => `⚠️ ${escapeMarkdown(say(warning))}.`);
      return [`- ${markdownCode(name)}:`, ...agreed, ...warned].join(' ');
    }),
    ...signatures.map(
      ({ name, kind, isChecked }) =>
        `- ${markdownCode(name)} (${kind}): ${say(isChecked ? 'checked' : 'not checked')}.`,
    ),
  ];
  return lines.length === 0 ? [] : ['', ...lines];
}
