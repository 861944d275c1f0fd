import { counted } from '../core/counted.ts';
import { headline } from '../core/gate/verdict-sentence.ts';
import { short } from '../core/release/position.ts';
import type { PublishedRecord, ReleaseRecord, RunRecord } from '../core/release/record.ts';
import { changelogHtml } from './changelog-html.ts';
import { durationText } from './durations.ts';
import { definitionTable, htmlPage, linked, safe, section, table } from './html-page.ts';
import { placesHtml } from './places-html.ts';
import { problemsHtml } from './problem-html.ts';
import { stagesHtml } from './release-stages-html.ts';
import { isTagged, standingText } from './release-standing.ts';
import { ENGLISH, type Words } from './words.ts';

const STATUS = {
  released: { word: 'released', tone: 'good' },
  stopped: { word: 'stopped', tone: 'bad' },
  running: { word: 'not finished', tone: 'warn' },
} as const;

/** A status as a word in a frame. */
export function statusBadge(status: ReleaseRecord['status'], { say }: Words = ENGLISH): string {
  const { word, tone } = STATUS[status];
  return `<span class="status ${tone}">${say(word)}</span>`;
}

/**
 * A release as one self-contained page: what was released, the gate, stages with durations, runs, assets, problems.
 *
 * @param more.next the command that continues; null when there is none
 */
export function releaseHtml(
  record: ReleaseRecord,
  more: { readonly next: string | null; readonly words?: Words },
): string {
  const { next, words = ENGLISH } = more;
  const { say } = words;
  const subject = `${record.component ?? record.repository} ${record.version}`;
  const { word } = STATUS[record.status];
  return htmlPage({
    title: `${subject}: ${say(word)}`,
    language: words.language,
    body: [
      `<p class="soft">${say(record.rehearsal ? 'Rehearsal: nothing of this happened on GitHub, and the runs were simulated' : 'Release')} · ${safe(`zlink-release ${record.program}`)}</p>`,
      `<p>${statusBadge(record.status, words)}</p>`,
      `<h1>${safe(subject)}</h1>`,
      `<p>${safe(say(standingText(record)), 1_000)}</p>`,
      section(say('What stopped it'), problemsHtml(record.problems, words, record.rehearsal), nextCommand(next, words)),
      // Whoever reads of a stop asks next what was done and what was not.
      ...(record.status === 'stopped'
        ? [stagesHtml(record, words), factsSection(record, words)]
        : [factsSection(record, words)]),
      changelogHtml(record, words),
      runsSection(record, words),
      assetsSection(record, words),
      ...(record.status === 'stopped' ? [] : [stagesHtml(record, words)]),
      filesSection(record, words),
      placesHtml(record.places, words),
      evidenceSection(record, words),
    ]
      .filter((part) => part !== '')
      .join('\n'),
  });
}

const nextCommand = (next: string | null, { say }: Words): string =>
  next === null ? '' : `<p>${say('Then go on with')}</p>\n<pre><code>${safe(next, 2_000)}</code></pre>`;

/** What people look for first: the names that users see, then where they came from. */
function factsSection(record: ReleaseRecord, { say }: Words): string {
  const { base, rehearsal } = record;
  const commit = (id: string) => commitLink(record, id);
  const lines: (readonly [string, string])[] = [];
  for (const [label, tag] of [
    ['tag', record.tag] as const,
    ...record.aliases.map((alias) => ['alias', alias] as const),
  ]) {
    if (tag !== null) lines.push([label, `${refLink(record, tag.name)} ${say('at')} ${commit(tag.commit)}`]);
  }
  if (record.release !== null) lines.push(['published', linked(record.release.url, record.release.url, rehearsal)]);
  if (record.pullRequest !== null)
    lines.push(['pull request', linked(record.pullRequest.url, `#${record.pullRequest.number}`, rehearsal)]);
  if (record.mergeCommit !== null) lines.push(['merge commit', commit(record.mergeCommit)]);
  lines.push(['gate', safe(say(headline(record.gate)), 1_000)]);
  for (const { context, conclusion, url } of record.checks) {
    const said = `${context}: ${conclusion ?? say('not reported')}`;
    lines.push(['required check', url === null ? safe(said) : linked(url, said, rehearsal)]);
  }
  if (record.followUp !== null)
    lines.push(['follow-up', linked(record.followUp.url, say(`pull request #${record.followUp.number}`), rehearsal)]);
  lines.push([
    'version',
    safe(record.previousVersion === '' ? record.version : `${record.previousVersion} → ${record.version}`),
  ]);
  if (base.commit !== '') lines.push(['from', `${safe(base.branch)} ${say('at')} ${commit(base.commit)}`]);
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
    lines.push(['when', `${began} – ${shownTime(record.endedAt)}, ${durationText(took)}`]);
  }
  const title = isTagged(record) ? 'What was released' : 'What would be released';
  const said = lines.map(([label, value]) => [say(label), value] as const);
  return section(say(title), definitionTable(say('Facts of this release'), said));
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
function evidenceSection(record: ReleaseRecord, { say }: Words): string {
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
  if (gate.readFrom !== null) lines.push(['evidence read from', safe(say(gate.readFrom), 1_000)]);
  const said = lines.map(([label, value]) => [say(label), value] as const);
  return lines.length === 0 ? '' : section(say('Ids'), definitionTable(say('For whoever audits this release'), said));
}

function filesSection({ files, tag }: ReleaseRecord, words: Words): string {
  if (files.length === 0) return '';
  const { say } = words;
  return section(
    say('Files'),
    table(
      say(isTagged({ tag }) ? 'What the bump changed' : 'What the bump would change'),
      [{ title: say('file') }, { title: say('from') }, { title: say('to') }, { title: 'blob' }],
      files.map((file) => [
        safe(file.path),
        file.from === null ? say('changelog') : safe(file.from),
        safe(file.to),
        `<code>${safe(short(file.blob))}</code>`,
      ]),
      { words },
    ),
  );
}

function runsSection({ runs, rehearsal }: ReleaseRecord, words: Words): string {
  if (runs.length === 0) return '';
  const { say } = words;
  return section(
    say('Runs'),
    table(
      say('What the tag started'),
      [
        { title: say('workflow') },
        { title: say('conclusion') },
        { title: say('attempt'), number: true },
        { title: say('run') },
      ],
      runs.map((run) => [
        safe(run.workflow),
        `<span class="${runTone(run)}">${safe(run.conclusion ?? say('not finished'))}</span>`,
        String(run.attempt),
        linked(run.url, String(run.id), rehearsal),
      ]),
      { words },
    ),
  );
}

const runTone = ({ conclusion }: RunRecord): string =>
  conclusion === 'success' ? 'good' : conclusion === null ? 'warn' : 'bad';

function assetsSection({ release }: ReleaseRecord, words: Words): string {
  if (release === null) return '';
  const { say } = words;
  return section(
    say('Assets'),
    table(
      say('What was published'),
      [{ title: say('name') }, { title: say('bytes'), number: true }, { title: say('digest'), id: true }],
      release.assets.map((asset) => [
        safe(asset.name),
        asset.size.toLocaleString('en-US'),
        `<code>${safe(asset.digest ?? say('unknown'))}</code>`,
      ]),
      { words },
    ),
    companionList(release, words),
  );
}

/** What lies beside the assets to prove them, and how far it was looked at. */
function companionList({ assets, checksums, signatures }: PublishedRecord, { say }: Words): string {
  const lines = [
    ...checksums.map(({ name, agrees, warnings }) =>
      [
        `<code>${safe(name)}</code>:`,
        ...(agrees === 0 && warnings.length > 0
          ? []
          : [say(`it agrees about ${agrees} of ${counted(assets.length - 1, 'other asset')}.`)]),
        ...warnings.map((warning) => `<span class="warn">${safe(say(warning), 1_000)}.</span>`),
      ].join(' '),
    ),
    ...signatures.map(
      ({ name, kind, isChecked }) =>
        `<code>${safe(name)}</code> (${kind}): ${say(isChecked ? 'checked' : 'not checked')}.`,
    ),
  ];
  return lines.length === 0 ? '' : `<ul>\n${lines.map((line) => `<li>${line}</li>`).join('\n')}\n</ul>`;
}
