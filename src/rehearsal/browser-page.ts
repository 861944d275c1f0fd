import { isoTime } from './accounts.ts';
import type { RequestLogEntry } from './request-log.ts';
import { jobsAt, runAt } from './workflow-runs.ts';
import type { World } from './world.ts';

export interface PageFacts {
  readonly world: World;
  readonly requests: readonly RequestLogEntry[];
  /** Scheme, host and port the browser used. */
  readonly origin: string;
  /** A token that works here, to be shown in examples. */
  readonly token: string;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const html = (text: unknown): string => String(text).replace(/[&<>"']/g, (each) => ESCAPES[each] ?? each);

const short = (sha: string): string => sha.slice(0, 10);

const table = (heads: readonly string[], rows: readonly (readonly unknown[])[], empty: string): string =>
  rows.length === 0
    ? `<p>${html(empty)}</p>`
    : `<table><thead><tr>${heads.map((head) => `<th scope="col">${html(head)}</th>`).join('')}</tr></thead><tbody>${rows
        .map((row) => `<tr>${row.map((cell) => `<td>${html(cell)}</td>`).join('')}</tr>`)
        .join('')}</tbody></table>`;

const STYLE = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; }
  th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); overflow-wrap: anywhere; }
  pre { padding: .75rem; overflow-x: auto; border: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
`;

/** Shown requests; a long rehearsal has thousands. */
const REQUESTS_SHOWN = 500;

/** What happened in a rehearsal, as one page without scripts. Everything from the world is escaped. */
export async function rehearsalPage(facts: PageFacts): Promise<Response> {
  const { world, origin, requests, token } = facts;
  const { state } = world;
  const now = world.now();
  const refs = [...(await world.git.listRefs('refs/heads/')), ...(await world.git.listRefs('refs/tags/'))];
  const refRows = await Promise.all(
    refs.map(async ({ name, sha }) => {
      const commit = await world.git.peel(sha);
      const subject = commit === null ? '' : ((await world.git.readCommit(commit))?.message.split('\n', 1)[0] ?? '');
      return [name, short(commit ?? sha), commit === sha ? '' : 'annotated', subject];
    }),
  );
  const runRows = state.runs.toReversed().flatMap((run) => {
    const view = runAt(run, now);
    if (view === null) return [];
    const jobs = jobsAt(view.attempt, now);
    const ended = jobs.filter((job) => job.status === 'completed').length;
    return [
      [
        run.id,
        run.workflowPath.replace(/^.*\//, ''),
        run.event,
        run.headBranch,
        short(run.headSha),
        `attempt ${view.attempt.attempt}`,
        view.conclusion ?? view.status,
        `${ended} of ${view.attempt.jobs.length} jobs ended`,
      ],
    ];
  });
  const name = `${state.owner}/${state.repo}`;
  const port = new URL(origin).port;
  const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Rehearsal of ${html(name)}</title><style>${STYLE}</style></head><body>
<h1>Rehearsal of ${html(name)}</h1>
<p>This is the GitHub embedded in zlink-release, over a real git repository. Workflow runs are simulated: nothing was
built, and nothing has left this machine. The time here is ${html(isoTime(now))}.</p>
<pre>git clone ${html(origin)}/${html(name)}.git
curl -H 'authorization: Bearer ${html(token)}' ${html(origin)}/repos/${html(name)}
HTTP_PROXY=http://127.0.0.1:${html(port)} GH_HOST=github.localhost GH_TOKEN=${html(token)} gh run list -R ${html(name)}</pre>
<h2>Branches and tags</h2>
${table(['ref', 'commit', '', 'subject'], refRows, 'There are none.')}
<h2>Pull requests</h2>
${table(
  ['number', 'title', 'from', 'into', 'state', 'merge commit'],
  state.pulls.map((pull) => [
    `#${pull.number}`,
    pull.title,
    pull.headRef,
    pull.baseRef,
    pull.mergedAt === null ? pull.state : 'merged',
    pull.mergeCommitSha === null ? '' : short(pull.mergeCommitSha),
  ]),
  'There are none.',
)}
<h2>Workflow runs</h2>
${table(['id', 'workflow', 'event', 'ref', 'commit', '', 'state', 'jobs'], runRows, 'No run has started.')}
<h2>Releases</h2>
${
  state.releases
    .map(
      (release) => `<h3>${html(release.name)} (${html(release.tagName)})${release.draft ? ', draft' : ''}</h3>
${table(
  ['asset', 'bytes', 'digest'],
  release.assets.map((asset) => [asset.name, asset.size, asset.digest ?? '']),
  'It has no assets.',
)}`,
    )
    .join('\n') || '<p>There are none.</p>'
}
<h2>Requests</h2>
<p>${html(requests.length)} requests${requests.length > REQUESTS_SHOWN ? `, of which the last ${REQUESTS_SHOWN} are shown` : ''}.</p>
${table(
  ['n', 'time', 'method', 'path', 'status', 'faults'],
  requests
    .slice(-REQUESTS_SHOWN)
    .map((each) => [
      each.n,
      each.time,
      each.method,
      each.path,
      each.status ?? 'no answer',
      (each.faults ?? []).join(', '),
    ]),
  'None yet.',
)}
</body></html>
`;
  return new Response(page, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
}
