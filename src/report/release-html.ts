import { counted } from '../core/counted.ts';
import { headline } from '../core/gate/verdict-sentence.ts';
import { short } from '../core/release/position.ts';
import type { PublishedRecord, ReleaseRecord } from '../core/release/record.ts';
import { changelogHtml } from './changelog-html.ts';
import { durationText } from './durations.ts';
import { definitionTable, htmlPage, linked, safe, section, table } from './html-page.ts';
import { placesHtml } from './places-html.ts';
import { problemsHtml } from './problem-html.ts';
import { stagesHtml } from './release-stages-html.ts';
import { isTagged, standingText } from './release-standing.ts';

const STATUS = {
  released: { word: 'released', tone: 'good' },
  stopped: { word: 'stopped', tone: 'bad' },
  running: { word: 'not finished', tone: 'warn' },
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
      `<p>${safe(standingText(record), 1_000)}</p>`,
      section('What stopped it', problemsHtml(record.problems), nextCommand(more.next)),
      factsSection(record),
      changelogHtml(record),
      runsSection(record),
      assetsSection(record),
      stagesHtml(record),
      filesSection(record),
      placesHtml(record.places),
      evidenceSection(record),
    ]
      .filter((part) => part !== '')
      .join('\n'),
  });
}

const nextCommand = (next: string | null): string =>
  next === null ? '' : `<p>Then go on with</p>\n<pre><code>${safe(next, 2_000)}</code></pre>`;

/** What people look for first: the names that users see, then where they came from. */
function factsSection(record: ReleaseRecord): string {
  const { base, rehearsal } = record;
  const commit = (id: string) => commitLink(record, id);
  const lines: (readonly [string, string])[] = [];
  for (const [label, tag] of [
    ['tag', record.tag] as const,
    ...record.aliases.map((alias) => ['alias', alias] as const),
  ]) {
    if (tag !== null) lines.push([label, `${refLink(record, tag.name)} at ${commit(tag.commit)}`]);
  }
  if (record.release !== null) lines.push(['published', linked(record.release.url, record.release.url, rehearsal)]);
  if (record.pullRequest !== null)
    lines.push(['pull request', linked(record.pullRequest.url, `#${record.pullRequest.number}`, rehearsal)]);
  if (record.mergeCommit !== null) lines.push(['merge commit', commit(record.mergeCommit)]);
  lines.push(['gate', safe(headline(record.gate), 1_000)]);
  for (const { context, conclusion, url } of record.checks) {
    const said = `${context}: ${conclusion ?? 'not reported'}`;
    lines.push(['required check', url === null ? safe(said) : linked(url, said, rehearsal)]);
  }
  if (record.followUp !== null)
    lines.push(['follow-up', linked(record.followUp.url, `pull request #${record.followUp.number}`, rehearsal)]);
  lines.push([
    'version',
    safe(record.previousVersion === '' ? record.version : `${record.previousVersion} → ${record.version}`),
  ]);
  if (base.commit !== '') lines.push(['from', `${safe(base.branch)} at ${commit(base.commit)}`]);
  lines.push([
    'repository',
    record.repositoryUrl === null
      ? safe(record.repository)
      : linked(record.repositoryUrl, record.repository, rehearsal),
  ]);
  const began = shownTime(record.startedAt);
  if (record.endedAt === null) lines.push(['began', began]);
  else {
    const took = Date.parse(record.endedAt) - Date.parse(record.startedAt);
    lines.push(['when', `${began} to ${shownTime(record.endedAt)}, ${durationText(took)}`]);
  }
  const title = isTagged(record) ? 'What was released' : 'What would be released';
  return section(title, definitionTable('Facts of this release', lines));
}

/** 2026-11-24 09:00:00 UTC */
const shownTime = (time: string): string => safe(time.replace(/^(.{10})T(.{8})(?:\.\d+)?Z$/, '$1 $2 UTC'));

function commitLink({ repositoryUrl, rehearsal }: ReleaseRecord, id: string): string {
  return repositoryUrl === null
    ? `<code>${safe(short(id))}</code>`
    : `<code>${linked(`${repositoryUrl}/commit/${encodeURIComponent(id)}`, short(id), rehearsal)}</code>`;
}

function refLink({ repositoryUrl, rehearsal }: ReleaseRecord, name: string): string {
  const path = name.split('/').map(encodeURIComponent).join('/');
  return repositoryUrl === null ? safe(name) : linked(`${repositoryUrl}/tree/${path}`, name, rehearsal);
}

/** Full ids, for who audits the release. */
function evidenceSection(record: ReleaseRecord): string {
  const { gate } = record;
  const ids: (readonly [string, string | null])[] = [
    ['base commit', record.base.commit || null],
    ['bump commit', record.bumpCommit],
    ['merge commit', record.mergeCommit],
    ['tag object', record.tag?.object ?? null],
    ['tree planned', record.expectedTree || null],
    ['tree merged', record.mergeTree],
    ['tree measured', gate.measuredTree],
    ['sha256 of the verdict', gate.verdictSha256],
  ];
  const lines = ids.flatMap(([label, id]): (readonly [string, string])[] =>
    id === null ? [] : [[label, `<code>${safe(id)}</code>`]],
  );
  if (gate.readFrom !== null) lines.push(['evidence read from', safe(gate.readFrom, 1_000)]);
  return lines.length === 0 ? '' : section('Ids', definitionTable('For who audits this release', lines));
}

function filesSection({ files, tag }: ReleaseRecord): string {
  if (files.length === 0) return '';
  return section(
    'Files',
    table(
      isTagged({ tag }) ? 'What the bump changed' : 'What the bump would change',
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
