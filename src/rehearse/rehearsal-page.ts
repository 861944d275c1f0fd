import { counted } from '../core/counted.ts';
import { short } from '../core/release/position.ts';
import type { ReleaseRecord } from '../core/release/record.ts';
import { isoTime } from '../embedded-github/accounts.ts';
import type { RequestLogEntry } from '../embedded-github/request-log.ts';
import { jobsAt, runAt } from '../embedded-github/run-view.ts';
import type { ServedWorld } from '../embedded-github/server/server.ts';
import type { World } from '../embedded-github/world.ts';
import type {
  CheckRunState,
  PullRequestState,
  ReleaseState,
  WorkflowRunState,
} from '../embedded-github/world-state.ts';
import { durationText } from '../report/durations.ts';
import { htmlPage, preformatted, safe, section, table } from '../report/html-page.ts';
import { problemsHtml } from '../report/problem-html.ts';
import { statusBadge } from '../report/release-html.ts';
import { commitLink } from './commit-link.ts';
import { ghCommand } from './gh-command.ts';
import type { TimelineStage } from './timeline.ts';

/** What the rehearsed release has told so far. */
export interface ToldRelease {
  readonly stages: readonly TimelineStage[];
  readonly record: ReleaseRecord | null;
}

export interface PageFacts extends ToldRelease, ServedWorld {}

export const REHEARSAL_STYLE = `
td { white-space: normal; } td.number, td time { white-space: nowrap; } .scroll th, .scroll td { overflow-wrap: break-word; vertical-align: top; }
td .path { display: inline-block; min-width: 14rem; overflow-wrap: anywhere; }
ol.timeline { list-style: none; padding: 0; } ol.timeline > li { border-left: 3px solid var(--line); padding: 0.2rem 0 0.2rem 0.8rem; }
ol.timeline > li.stage { border-color: var(--link); } ol.timeline > li.stopped { border-color: var(--bad); }
details > :not(summary) { margin-left: 1rem; } details { margin: 0.3rem 0; } :target { outline: 2px solid var(--link); outline-offset: 4px; }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; }
`;

const time = (milliseconds: number): string => `<time>${isoTime(milliseconds)}</time>`;

/** What happened in a rehearsal, as one page without scripts. */
export async function rehearsalPage(facts: PageFacts): Promise<string> {
  const { world, record } = facts;
  const { state } = world;
  const name = `${state.owner}/${state.repo}`;
  const parts: readonly (readonly [id: string, title: string, content: string])[] = [
    ['stopped', 'What stopped it', problemsHtml(record?.problems ?? [])],
    ['timeline', 'Timeline', timeline(facts)],
    ['refs', 'Branches and tags', await refsTable(facts)],
    ['pulls', 'Pull requests', (await Promise.all(state.pulls.map((pull) => pullPart(world, pull)))).join('\n')],
    ['runs', 'Workflow runs', runsPart(facts)],
    ['releases', 'Releases', state.releases.map((release) => releasePart(name, release)).join('\n')],
    ['checks', 'Checks', checksPart(world)],
  ];
  const shown = parts.filter(([, , content]) => content !== '');
  return htmlPage({
    title: `Rehearsal of ${name}`,
    style: REHEARSAL_STYLE,
    body: `<p class="soft">Rehearsal</p>
<h1>${safe(record === null ? name : `${record.component ?? name} ${record.version}`)} ${record === null ? '' : statusBadge(record.status)}</h1>
<p>This is the GitHub embedded in zlink-release, with ${safe(name)} as a real git repository. Workflow runs are simulated:
nothing was built, and nothing has left this machine. The time here is ${time(world.now())}; load the page again to see more.</p>
<nav aria-label="Parts of this page"><ul>${shown.map(([id, title]) => `<li><a href="#${id}">${title}</a></li>`).join('')}</ul></nav>
${accessPart(facts, name)}
${shown.map(([id, title, content]) => `<div id="${id}">${section(title, content)}</div>`).join('\n')}`,
  });
}

function accessPart({ origin, token }: PageFacts, name: string): string {
  return `<details><summary>Look at it with git, curl and gh</summary>
${preformatted(`git clone ${origin}/${name}.git
curl -H 'authorization: Bearer ${token}' ${origin}/repos/${name}
${ghCommand({ origin, token, name })}`)}
</details>`;
}

// --- timeline ---

const MARKS = { running: '●', done: '✓', skipped: '–', stopped: '✗' } as const;
const TONES = { running: 'warn', done: 'good', skipped: 'soft', stopped: 'bad' } as const;
const EVENT_WORDS = { note: '', warning: 'warning: ', wait: 'waited: ' } as const;

/** Stages in order, each with what it told and the requests it made; requests outside of them stand between them. */
function timeline({ stages, requests, world }: PageFacts): string {
  const items: string[] = [];
  let shownUntil = 0;
  const between = (until: number, what: string) => {
    const found = requests.filter((each) => each.n > shownUntil && each.n <= until);
    shownUntil = Math.max(shownUntil, until);
    if (found.length > 0) items.push(`<li>${requestsPart(found, what)}</li>`);
  };
  for (const stage of stages) {
    between(stage.afterRequest, items.length === 0 ? 'before this release' : 'in between');
    const last = stage.lastRequest ?? Number.POSITIVE_INFINITY;
    const own = requests.filter((each) => each.n > stage.afterRequest && each.n <= last);
    shownUntil = Math.max(shownUntil, own.at(-1)?.n ?? 0);
    items.push(stagePart(stage, own, world.now()));
  }
  between(Number.POSITIVE_INFINITY, stages.length === 0 ? 'so far' : 'since then');
  return items.length === 0 ? '' : `<ol class="timeline">${items.join('\n')}</ol>`;
}

function stagePart(stage: TimelineStage, requests: readonly RequestLogEntry[], now: number): string {
  const { outcome } = stage;
  const took = outcome === 'skipped' ? '' : `, ${durationText((stage.endedAt ?? now) - stage.startedAt)}`;
  // A stage ends with a sentence that it may have told before.
  const events = stage.events
    .filter(({ text }) => text !== stage.detail)
    .map((event) => `<li>${time(event.at)} ${EVENT_WORDS[event.kind]}${safe(event.text, 1_000)}</li>`);
  return `<li class="stage ${outcome}"><p><span class="${TONES[outcome]}" aria-hidden="true">${MARKS[outcome]}</span> <strong>${stage.stage}</strong>
<span class="soft">${outcome}${took}, at ${time(stage.startedAt)}</span><br>${safe(stage.detail, 2_000)}</p>
${events.length === 0 ? '' : `<ul>${events.join('')}</ul>`}${requests.length === 0 ? '' : requestsPart(requests, '')}</li>`;
}

/** Looking for what is not there yet is none. */
const isFailure = ({ method, status }: RequestLogEntry): boolean =>
  status === null || (status >= 400 && !(method === 'GET' && status === 404));

function requestsPart(requests: readonly RequestLogEntry[], what: string): string {
  const failed = requests.filter(isFailure).length;
  const isFaulty = requests.some(({ faults = [] }) => faults.length > 0);
  const words = [
    `${requests.length} ${requests.length === 1 ? 'request' : 'requests'}${what === '' ? '' : ` ${what}`}`,
    ...(failed === 0 ? [] : [`${failed} refused or lost`]),
  ];
  const rows = requests.map((each) => [
    String(each.n),
    `<time>${safe(each.time)}</time>`,
    safe(each.method),
    `<code class="path">${safe(each.path, 300)}</code>`,
    each.status === null
      ? '<span class="bad">no answer</span>'
      : `<span class="${isFailure(each) ? 'bad' : 'soft'}">${each.status}</span>`,
    ...(isFaulty ? [safe((each.faults ?? []).join(', '))] : []),
  ]);
  const columns = [
    { title: 'n' },
    { title: 'time' },
    { title: 'method' },
    { title: 'path' },
    { title: 'status' },
    ...(isFaulty ? [{ title: 'faults' }] : []),
  ];
  return `<details><summary>${words.join(', ')}</summary>${table('Requests', columns, rows, { wholeIn: 'requests.jsonl' })}</details>`;
}

// --- the repository ---

/** What this release made and the branch it came from first, then other branches, then other tags with the newest first. */
async function refsTable({ world: { git, state }, record }: PageFacts): Promise<string> {
  const own = [
    ...[record?.tag, ...(record?.aliases ?? [])].flatMap((tag) => (tag == null ? [] : [`refs/tags/${tag.name}`])),
    `refs/heads/${state.defaultBranch}`,
  ];
  const rank = ({ name }: { readonly name: string }) =>
    own.includes(name) ? own.indexOf(name) : own.length + (name.startsWith('refs/heads/') ? 0 : 1);
  const tags = [...(await git.listRefs('refs/tags/'))].sort((a, b) =>
    b.name.localeCompare(a.name, 'en', { numeric: true }),
  );
  const refs = [...(await git.listRefs('refs/heads/')), ...tags].sort((a, b) => rank(a) - rank(b));
  const rows = await Promise.all(
    refs.map(async ({ name, sha }) => {
      const commit = await git.peel(sha);
      const read = commit === null ? null : await git.readCommit(commit);
      const tag = commit === sha ? null : await git.readTag(sha);
      return [
        safe(name.replace(/^refs\/(heads|tags)\//, '')),
        name.startsWith('refs/tags/') ? (tag === null ? 'lightweight tag' : 'annotated tag') : 'branch',
        commit === null ? safe(short(sha)) : commitLink(commit),
        safe(read?.message.split('\n', 1)[0] ?? '', 200),
        tag === null ? '' : safe(tag.message.split('\n', 1)[0] ?? '', 200),
      ];
    }),
  );
  const columns = [
    { title: 'name' },
    { title: 'kind' },
    { title: 'commit' },
    { title: 'subject' },
    { title: 'tag message' },
  ];
  return rows.length === 0 ? '' : table('Where refs point now', columns, rows);
}

async function pullPart(world: World, pull: PullRequestState): Promise<string> {
  const { comments } = world.state;
  const base = (await world.git.readCommit(pull.baseSha)) === null ? null : pull.baseSha;
  const changes =
    base === null ? '' : `, <a href="/_rehearsal/changes/${safe(base)}/${safe(pull.headSha)}">its changes</a>`;
  const merged = pull.mergeCommitSha === null ? '' : ` as ${commitLink(pull.mergeCommitSha)}`;
  const own = comments.filter((comment) => comment.number === pull.number);
  return `<article id="pull-${pull.number}"><h3>#${pull.number} ${safe(pull.title)}</h3>
<p>${pull.mergedAt === null ? pull.state : `merged ${time(pull.mergedAt)}${merged}`}, by ${safe(pull.author.login)} at ${time(pull.createdAt)}:
<code>${safe(pull.headRef)}</code> at ${commitLink(pull.headSha)} into <code>${safe(pull.baseRef)}</code>${changes}</p>
${pull.body === '' ? '' : preformatted(pull.body)}
${own.map((comment) => `<details><summary>Comment by ${safe(comment.author.login)} at ${time(comment.updatedAt)}</summary>${preformatted(comment.body)}</details>`).join('\n')}</article>`;
}

const shownConclusion = (conclusion: string | null, status: string): string => {
  const tone =
    conclusion === null
      ? 'warn'
      : conclusion === 'success'
        ? 'good'
        : conclusion === 'skipped' || conclusion === 'neutral'
          ? 'soft'
          : 'bad';
  return `<span class="${tone}">${safe((conclusion ?? status).replaceAll('_', ' '))}</span>`;
};

/** Conclusions that nobody has to look at. */
const QUIET: ReadonlySet<string | null> = new Set(['success', 'skipped', 'neutral']);

/** What failed or is not over first. */
function runsPart({ world }: PageFacts): string {
  const now = world.now();
  const isQuiet = (run: WorkflowRunState) => QUIET.has(runAt(run, now)?.conclusion ?? null);
  const runs = world.state.runs;
  return [...runs.filter((run) => !isQuiet(run)), ...runs.filter(isQuiet)].map((run) => runPart(run, now)).join('\n');
}

function runPart(run: WorkflowRunState, now: number): string {
  const view = runAt(run, now);
  if (view === null) return '';
  const jobs = jobsAt(view.attempt, now);
  const rows = jobs.map((job) => {
    const steps = job.steps.map((step) => `${safe(step.name)}: ${shownConclusion(step.conclusion, step.status)}`);
    const took =
      job.status === 'queued' || job.status === 'waiting' ? '' : durationText((job.completedAt ?? now) - job.startedAt);
    const listed = `<details><summary>${steps.length} ${steps.length === 1 ? 'step' : 'steps'}</summary>${steps.join('<br>')}</details>`;
    return [safe(job.name), shownConclusion(job.conclusion, job.status), took, steps.length === 0 ? '' : listed];
  });
  const columns = [{ title: 'job' }, { title: 'state' }, { title: 'time', number: true }, { title: 'steps' }];
  const attempt = view.attempt.attempt > 1 ? `, attempt ${view.attempt.attempt}` : '';
  const over = jobs.filter((job) => job.status === 'completed').length;
  return `<article id="run-${run.id}"><h3>${safe(run.workflowPath.replace(/^.*\//, ''))} ${shownConclusion(view.conclusion, view.status)}</h3>
<p class="soft">run ${run.id}${attempt}, by ${safe(run.event)} of ${safe(run.headBranch)} at ${commitLink(run.headSha)}, ${time(run.createdAt)}</p>
<details><summary>${over} of ${counted(view.attempt.jobs.length, 'job')} over</summary>${rows.length === 0 ? '' : table(`Jobs of run ${run.id}`, columns, rows)}</details></article>`;
}

function releasePart(name: string, release: ReleaseState): string {
  const path = (text: string) => text.split('/').map(encodeURIComponent).join('/');
  const rows = release.assets.map((asset) => [
    release.draft
      ? safe(asset.name)
      : `<a href="/${safe(path(`${name}/releases/download/${release.tagName}/${asset.name}`), 2_000)}">${safe(asset.name)}</a>`,
    asset.size.toLocaleString('en-US'),
    `<code>${safe(asset.digest ?? 'unknown')}</code>`,
  ]);
  const columns = [{ title: 'asset' }, { title: 'bytes', number: true }, { title: 'digest' }];
  const kinds = [
    release.draft ? 'draft' : '',
    release.prerelease ? 'pre-release' : '',
    release.immutable ? 'immutable' : '',
  ];
  const published = release.publishedAt === null ? 'not published' : `published ${time(release.publishedAt)}`;
  return `<article id="release-${safe(release.tagName)}"><h3>${safe(release.name || release.tagName)}</h3>
<p class="soft">tag ${safe(release.tagName)}, ${[...kinds.filter(Boolean), published].join(', ')}, by ${safe(release.author.login)}</p>
${release.body.trim() === '' ? '' : `<details><summary>Notes</summary>${preformatted(release.body)}</details>`}
${rows.length === 0 ? '<p>It has no assets.</p>' : table(`Assets of ${release.tagName}`, columns, rows)}</article>`;
}

/**
 * Check runs and commit statuses; what was written into a check run stands below them. Those of jobs that went well are
 * folded: they say again what the runs say.
 */
function checksPart({ state }: World): string {
  const isJob = (check: CheckRunState) => check.appSlug === 'github-actions' && QUIET.has(check.conclusion);
  const ofCheck = (check: CheckRunState) => [
    safe(check.name),
    shownConclusion(check.conclusion, check.status),
    commitLink(check.headSha),
    safe(check.output.title ?? ''),
    safe(check.appSlug),
  ];
  const jobs = state.checkRuns.filter(isJob).map(ofCheck);
  const rows = [
    ...state.checkRuns.filter((check) => !isJob(check)).map(ofCheck),
    ...state.statuses.map((status) => [
      safe(status.context),
      shownConclusion(status.state === 'pending' ? null : status.state, status.state),
      commitLink(status.sha),
      safe(status.description ?? ''),
      safe(status.creator.login),
    ]),
  ];
  const summaries = state.checkRuns.flatMap(({ name, output }) =>
    output.summary === null || output.summary === ''
      ? []
      : [`<details><summary>Summary of ${safe(name)}</summary>${preformatted(output.summary)}</details>`],
  );
  const columns = ['check', 'state', 'commit', 'title', 'by'].map((title) => ({ title }));
  return [
    rows.length === 0 ? '' : table('Check runs and commit statuses', columns, rows),
    jobs.length === 0
      ? ''
      : `<details><summary>${counted(jobs.length, 'check')} of jobs that went well</summary>${table('Checks of jobs that went well', columns, jobs)}</details>`,
    ...summaries,
  ].join('\n');
}
