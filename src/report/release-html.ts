import { counted } from '../core/counted.ts';
import { headline } from '../core/gate/verdict-sentence.ts';
import { short } from '../core/release/position.ts';
import type { PublishedRecord, ReleaseRecord } from '../core/release/record.ts';
import { durationText } from './durations.ts';
import { definitionTable, htmlPage, linked, safe, section, table } from './html-page.ts';
import { placesHtml } from './places-html.ts';
import { problemsHtml } from './problem-html.ts';

const STATUS = {
  released: { word: 'released', tone: 'good' },
  stopped: { word: 'stopped', tone: 'bad' },
  running: { word: 'not finished', tone: 'warn' },
} as const;

const OUTCOMES = {
  done: { word: '✓ done', tone: 'good' },
  skipped: { word: '– left out', tone: 'soft' },
  stopped: { word: '✗ stopped', tone: 'bad' },
} as const;

/** A status as a word in a frame. */
export function statusBadge(status: ReleaseRecord['status']): string {
  const { word, tone } = STATUS[status];
  return `<span class="status ${tone}">${word}</span>`;
}

/**
 * A release as one self-contained page: what was released, the gate, stages with durations, runs, assets, problems.
 *
 * @param more.next the command that continues; null when there is none
 */
export function releaseHtml(record: ReleaseRecord, more: { readonly next: string | null }): string {
  const subject = `${record.component ?? record.repository} ${record.version}`;
  const { word } = STATUS[record.status];
  return htmlPage({
    title: `${subject}: ${word}`,
    body: [
      `<p class="soft">${record.rehearsal ? 'Rehearsal: nothing of this happened on GitHub, and the runs were simulated' : 'Release'}, by ${safe(`zlink-release ${record.program}`)}</p>`,
      `<p>${statusBadge(record.status)}</p>`,
      `<h1>${safe(subject)}</h1>`,
      section('What stopped it', problemsHtml(record.problems), nextCommand(more.next)),
      factsSection(record),
      section(
        'Stages',
        table(
          'In the order they were done',
          [{ title: 'stage' }, { title: 'outcome' }, { title: 'time', number: true }, { title: 'what' }],
          record.stages.map(({ stage, outcome, milliseconds, detail }) => [
            stage,
            `<span class="${OUTCOMES[outcome].tone}">${OUTCOMES[outcome].word}</span>`,
            outcome === 'skipped' ? '' : durationText(milliseconds),
            safe(detail, 1_000),
          ]),
        ),
      ),
      placesHtml(record.places),
      filesSection(record),
      runsSection(record),
      assetsSection(record),
    ]
      .filter((part) => part !== '')
      .join('\n'),
  });
}

const nextCommand = (next: string | null): string =>
  next === null ? '' : `<p>Then go on with</p>\n<pre><code>${safe(next, 2_000)}</code></pre>`;

function factsSection(record: ReleaseRecord): string {
  const { base, rehearsal } = record;
  const lines: (readonly [string, string])[] = [
    ['gate', safe(headline(record.gate), 1_000)],
    ['repository', safe(record.repository)],
    ['version', safe(record.previousVersion === '' ? record.version : `${record.previousVersion} → ${record.version}`)],
    ['began', safe(record.startedAt)],
  ];
  if (record.endedAt !== null) {
    const took = Date.parse(record.endedAt) - Date.parse(record.startedAt);
    lines.push(['ended', `${safe(record.endedAt)}, after ${durationText(took)}`]);
  }
  if (base.commit !== '') lines.push(['from', `${safe(base.branch)} at <code>${safe(short(base.commit))}</code>`]);
  if (record.pullRequest !== null)
    lines.push(['pull request', linked(record.pullRequest.url, `#${record.pullRequest.number}`, rehearsal)]);
  for (const { context, conclusion, url } of record.checks) {
    const said = `${context}: ${conclusion ?? 'not reported'}`;
    lines.push(['required check', url === null ? safe(said) : linked(url, said, rehearsal)]);
  }
  if (record.mergeCommit !== null) lines.push(['merge commit', `<code>${safe(record.mergeCommit)}</code>`]);
  if (record.tag !== null)
    lines.push(['tag', `${safe(record.tag.name)} at <code>${safe(short(record.tag.commit))}</code>`]);
  for (const alias of record.aliases)
    lines.push(['alias', `${safe(alias.name)} at <code>${safe(short(alias.commit))}</code>`]);
  if (record.release !== null) lines.push(['published', linked(record.release.url, record.release.url, rehearsal)]);
  if (record.followUp !== null)
    lines.push(['follow-up', linked(record.followUp.url, `pull request #${record.followUp.number}`, rehearsal)]);
  if (record.expectedTree !== '') {
    lines.push(['tree planned', `<code>${safe(record.expectedTree)}</code>`]);
    if (record.mergeTree !== null) lines.push(['tree merged', `<code>${safe(record.mergeTree)}</code>`]);
    if (record.gate.measuredTree !== null)
      lines.push(['tree measured', `<code>${safe(record.gate.measuredTree)}</code>`]);
    if (record.gate.verdictSha256 != null)
      lines.push(['verdict', `sha256 <code>${safe(record.gate.verdictSha256)}</code>`]);
    if (record.gate.readFrom != null) lines.push(['evidence read from', safe(record.gate.readFrom, 1_000)]);
  }
  return section('What was released', definitionTable('Facts of this release', lines));
}

function filesSection({ files }: ReleaseRecord): string {
  if (files.length === 0) return '';
  return section(
    'Files',
    table(
      'What the bump changed',
      [{ title: 'file' }, { title: 'from' }, { title: 'to' }, { title: 'blob' }],
      files.map((file) => [
        safe(file.path),
        file.from === null ? 'changelog' : safe(file.from),
        safe(file.to),
        `<code>${safe(short(file.blob))}</code>`,
      ]),
    ),
  );
}

function runsSection({ runs, rehearsal }: ReleaseRecord): string {
  if (runs.length === 0) return '';
  return section(
    'Runs',
    table(
      'What the tag started',
      [{ title: 'workflow' }, { title: 'conclusion' }, { title: 'attempt', number: true }, { title: 'run' }],
      runs.map((run) => [
        safe(run.workflow),
        `<span class="${run.conclusion === 'success' ? 'good' : 'bad'}">${safe(run.conclusion ?? 'unknown')}</span>`,
        String(run.attempt),
        linked(run.url, String(run.id), rehearsal),
      ]),
    ),
  );
}

function assetsSection({ release }: ReleaseRecord): string {
  if (release === null) return '';
  return section(
    'Assets',
    table(
      'What was published',
      [{ title: 'name' }, { title: 'bytes', number: true }, { title: 'digest' }],
      release.assets.map((asset) => [
        safe(asset.name),
        asset.size.toLocaleString('en-US'),
        `<code>${safe(asset.digest ?? 'unknown')}</code>`,
      ]),
    ),
    companionList(release),
  );
}

/** What lies beside the assets to prove them, and how far it was looked at. */
function companionList({ assets, checksums, signatures }: PublishedRecord): string {
  const lines = [
    ...checksums.map(
      ({ name, agrees, warnings }) =>
        `<code>${safe(name)}</code> agrees about ${agrees} of ${counted(assets.length - 1, 'other asset')}.${warnings.map((warning) => ` <span class="warn">${safe(warning, 1_000)}.</span>`).join('')}`,
    ),
    ...signatures.map(
      ({ name, kind, isChecked }) => `<code>${safe(name)}</code> (${kind}): ${isChecked ? 'checked' : 'not checked'}.`,
    ),
  ];
  return lines.length === 0 ? '' : `<ul>\n${lines.map((line) => `<li>${line}</li>`).join('\n')}\n</ul>`;
}
