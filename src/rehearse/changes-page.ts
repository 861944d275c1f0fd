import { counted } from '../core/counted.ts';
import { short } from '../core/release/position.ts';
import type { ReleaseRecord } from '../core/release/record.ts';
import { isoTime } from '../embedded-github/accounts.ts';
import type { ChangedFile } from '../embedded-github/git/diff-format.ts';
import type { Commit } from '../embedded-github/git/object-format.ts';
import type { World } from '../embedded-github/world.ts';
import { definitionTable, htmlPage, preformatted, safe, section } from '../report/html-page.ts';
import { placesHtml } from '../report/places-html.ts';
import { commitLink } from './commit-link.ts';

export const CHANGES_STYLE = `
pre.diff { white-space: pre; overflow-x: auto; padding: 0; line-height: 1.35; } pre.diff code { display: block; width: max-content; min-width: 100%; }
pre.diff span { display: block; padding: 0 0.6rem; min-height: 1.35em; } pre.diff .added { background: var(--added); } pre.diff .removed { background: var(--removed); }
pre.diff .hunk { color: var(--soft); background: var(--shade); }
@media (max-width: 40rem) { pre.diff { white-space: pre-wrap; } pre.diff code { width: auto; } pre.diff span { padding-left: 1.4rem; text-indent: -0.8rem; } }
`;

const MOST_FILES = 200;
/** Lines of all files together. */
const MOST_LINES = 5_000;

/** A commit and what it changes against its first parent; null when there is no such commit. */
export async function commitPage(world: World, sha: string, record: ReleaseRecord | null): Promise<string | null> {
  const commit = await world.git.readCommit(sha);
  if (commit === null) return null;
  const [subject = '', ...rest] = commit.message.trimEnd().split('\n');
  const files = await world.git.changedFiles(commit.parents[0] ?? null, sha);
  const more = rest.join('\n').trim();
  return page(world, subject, [
    `<p class="soft">Commit <code>${safe(sha)}</code></p>`,
    `<h1>${safe(subject)}</h1>`,
    more === '' ? '' : preformatted(more),
    definitionTable('About this commit', commitFacts(commit)),
    record !== null && isOfRelease(commit, sha, record) ? placesHtml(record.places) : '',
    filesSection(files, commit.parents.length > 1 ? 'Changes against its first parent' : 'Changes'),
  ]);
}

/** The commits that hold what the places write. */
const isOfRelease = ({ tree }: Commit, sha: string, record: ReleaseRecord): boolean =>
  tree === record.expectedTree || sha === record.bumpCommit || sha === record.mergeCommit;

/** What differs between two commits, from where they part; null when one of them is missing. */
export async function changesPage(
  world: World,
  { base, head }: { readonly base: string; readonly head: string },
  record: ReleaseRecord | null,
): Promise<string | null> {
  const { git } = world;
  const last = await git.readCommit(head);
  if ((await git.readCommit(base)) === null || last === null) return null;
  const from = (await git.mergeBase(base, head)) ?? base;
  return page(world, `${short(from)} to ${short(head)}`, [
    `<h1>From ${commitLink(from)} to ${commitLink(head)}</h1>`,
    record !== null && isOfRelease(last, head, record) ? placesHtml(record.places) : '',
    filesSection(await git.changedFiles(from, head), 'Changes'),
  ]);
}

const page = ({ state }: World, title: string, parts: readonly string[]): string =>
  htmlPage({
    title: `${title} – rehearsal of ${state.owner}/${state.repo}`,
    style: CHANGES_STYLE,
    body: ['<p><a href="/_rehearsal">← the rehearsal</a></p>', ...parts].filter((part) => part !== '').join('\n'),
  });

function commitFacts(commit: Commit): (readonly [string, string])[] {
  const person = ({ name, email, time }: Commit['author']) =>
    `${safe(name)} &lt;${safe(email)}&gt;, <time>${safe(isoTime(time))}</time>`;
  return [
    ['author', person(commit.author)],
    ['committer', person(commit.committer)],
    ['parents', commit.parents.map(commitLink).join(', ') || 'none'],
    ['tree', `<code>${safe(commit.tree)}</code>`],
  ];
}

function filesSection(files: readonly ChangedFile[], title: string): string {
  let left = MOST_LINES;
  const shown = files.slice(0, MOST_FILES).map((file) => {
    const lines = file.patch?.split('\n') ?? [];
    const taken = lines.slice(0, left);
    left -= taken.length;
    const name = file.previousPath === null ? file.path : `${file.previousPath} → ${file.path}`;
    return `<h3><code>${safe(name)}</code> <span class="soft">${file.status}, +${file.additions} −${file.deletions}</span></h3>
${file.patch === null ? '<p class="soft">Its content is binary, or not in this repository.</p>' : diff(safe(name), taken)}${taken.length < lines.length ? `<p class="soft">… and ${counted(lines.length - taken.length, 'more line')}</p>` : ''}`;
  });
  if (files.length > MOST_FILES)
    shown.push(`<p class="soft">… and ${counted(files.length - MOST_FILES, 'more file')}</p>`);
  return section(title, ...(files.length === 0 ? ['<p>No file differs.</p>'] : shown));
}

const KINDS: Readonly<Record<string, string>> = { '+': 'added', '-': 'removed', '@': 'hunk' };

/** A scrolling block of its own, also for the keyboard; the sign at the start of a line tells what a colour shows. */
function diff(name: string, lines: readonly string[]): string {
  const shown = lines.map((line) => {
    const kind = KINDS[line.charAt(0)];
    return `<span${kind === undefined ? '' : ` class="${kind}"`}>${safe(line.replaceAll('\t', '    '), 2_000)}</span>`;
  });
  return `<pre class="diff" tabindex="0" role="region" aria-label="Changes of ${name}"><code>${shown.join('')}</code></pre>`;
}
