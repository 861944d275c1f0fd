import semver from 'semver';
import type { PullRequestState } from '../../../src/embedded-github/world-state.ts';
import type { Stage } from './stage.ts';

/** What a person does to the world. @returns whether there was an occasion for it, and it was done */
export type PersonsAct = (stage: Stage, pick: number) => Promise<boolean>;

const MAIN = 'refs/heads/main';
const RELEASE_BRANCH = /^release\/version-(\d+\.\d+\.\d+)$/;

const tipOf = async (stage: Stage): Promise<string> => (await stage.world.git.resolveRef(MAIN)) ?? '';

const releasePulls = ({ world }: Stage): PullRequestState[] =>
  world.state.pulls.filter(({ headRef }) => RELEASE_BRANCH.test(headRef));

const openPull = (stage: Stage): PullRequestState | undefined =>
  releasePulls(stage).findLast((each) => each.state === 'open');

/** The version that is being released, as far as anybody can see; the next minor one before that. */
function versionUnderWay(stage: Stage): { version: string; commit: string | null } {
  const pull = releasePulls(stage).at(-1);
  const version = RELEASE_BRANCH.exec(pull?.headRef ?? '')?.[1];
  return { version: version ?? '1.2.0', commit: pull?.mergeCommitSha ?? null };
}

async function tagByHand(stage: Stage, make: (name: string, commit: string) => Promise<string>): Promise<boolean> {
  const { version, commit } = versionUnderWay(stage);
  const name = stage.library.promised.tag(version);
  if ((await stage.world.git.resolveRef(`refs/tags/${name}`)) !== null) return false;
  return stage.push(`refs/tags/${name}`, await make(name, commit ?? (await tipOf(stage))));
}

async function changeOnMain(stage: Stage, path: string, change: (text: string) => string, message: string) {
  const tip = await tipOf(stage);
  const text = (await stage.world.git.readFile(tip, path))?.toString('utf8') ?? '';
  const changed = change(text);
  return changed !== text && stage.push(MAIN, await stage.commitOn([tip], { [path]: changed }, message));
}

const pushed: PersonsAct = (stage) =>
  changeOnMain(stage, 'docs/guide.md', (text) => `${text}Also at ${stage.world.now()}.\n`, 'docs: one more line');

const HOUR = 3_600_000;
const MERGE_METHODS = ['squash', 'merge', 'rebase'] as const;

const ELSEWHERE = 'refs/heads/elsewhere';

/** What is edited of a pull request besides its commits. */
const PULL_REQUEST_EDITS: readonly ((stage: Stage, pull: PullRequestState) => Promise<boolean>)[] = [
  async (stage, { number }) =>
    (await stage.call('PATCH', `pulls/${number}`, { title: 'A release, in other words', body: 'Soon.' })).ok,
  // Another base, as by a mistake in the list of branches.
  async (stage, { number }) => {
    if ((await stage.world.git.resolveRef(ELSEWHERE)) === null) await stage.push(ELSEWHERE, await tipOf(stage));
    return (await stage.call('PATCH', `pulls/${number}`, { base: 'elsewhere' })).ok;
  },
  async (_stage, pull) => {
    pull.draft = !pull.draft;
    pull.queuedAt = null;
    return true;
  },
];

export const PEOPLE = {
  push: pushed,
  'changelog entry': (stage) =>
    changeOnMain(
      stage,
      'CHANGELOG.md',
      (text) => text.replace('## [Unreleased]\n', `## [Unreleased]\n\n### Fixed\n- A fault of ${stage.world.now()}.\n`),
      'fix: something that is worth an entry',
    ),
  'edit of the pull request': async (stage, pick) => {
    const pull = openPull(stage);
    if (pull === undefined) return false;
    const edit = PULL_REQUEST_EDITS[Math.floor(pick / 2) % 3];
    if (pick % 2 === 1 && edit !== undefined) return edit(stage, pull);
    const path = pick % 4 === 0 ? 'CHANGELOG.md' : 'docs/guide.md';
    const text = (await stage.world.git.readFile(pull.headSha, path))?.toString('utf8') ?? '';
    const edited = { [path]: `${text.replace('copied once', 'copied only once')}\n` };
    const commit = await stage.commitOn([pull.headSha], edited, 'docs: another wording');
    return stage.push(`refs/heads/${pull.headRef}`, commit);
  },
  'update branch': async (stage, pick) => {
    const pull = openPull(stage);
    if (pull === undefined) return false;
    const { git } = stage.world;
    // Who presses it has a reason: somebody has pushed, if only a moment ago.
    if (await git.isAncestor(await tipOf(stage), pull.headSha)) await pushed(stage, pick);
    const tip = await tipOf(stage);
    const { tree, conflicts } = await git.mergeCommits(pull.headSha, tip);
    if (conflicts.length > 0) return false;
    const { author } = await git.commit(tip);
    const who = { ...author, time: stage.world.now() };
    const parents = [pull.headSha, tip];
    const message = `Merge branch 'main' into ${pull.headRef}\n`;
    const merge = await git.writeCommit({ tree, parents, author: who, committer: who, message });
    return stage.push(`refs/heads/${pull.headRef}`, merge);
  },
  'lightweight tag': (stage) => tagByHand(stage, async (_name, commit) => commit),
  'annotated tag': (stage, pick) =>
    tagByHand(stage, (name, commit) => stage.annotatedTag(name, commit, stage.world.now() + (pick % 2) * HOUR)),
  retraction: async (stage) => {
    const { git, state } = stage.world;
    const tags = (await git.listRefs('refs/tags/core/v')).filter(({ name }) => semver.gt(name.slice(16), '1.1.0'));
    const newest = tags.sort((a, b) => semver.compare(a.name.slice(16), b.name.slice(16))).at(-1);
    if (newest === undefined) return false;
    const release = state.releases.find(({ tagName }) => newest.name === `refs/tags/${tagName}`);
    if (release !== undefined) await stage.call('DELETE', `releases/${release.id}`);
    return stage.push(newest.name, null);
  },
  close: async (stage) => {
    const pull = openPull(stage);
    return pull !== undefined && (await stage.call('PATCH', `pulls/${pull.number}`, { state: 'closed' })).ok;
  },
  reopen: async (stage) => {
    const open = openPull(stage);
    const closed = releasePulls(stage).findLast((each) => each.state === 'closed' && each.mergedAt === null);
    // One that is open is closed and reopened, as people do who want its checks to run again.
    if (closed === undefined && open !== undefined)
      await stage.call('PATCH', `pulls/${open.number}`, { state: 'closed' });
    const pull = closed ?? open;
    return pull !== undefined && (await stage.call('PATCH', `pulls/${pull.number}`, { state: 'open' })).ok;
  },
  'protection of tags': async ({ world }) => {
    const { state } = world;
    const isProtected = state.rulesets.some(({ target }) => target === 'tag');
    state.rulesets = state.rulesets.filter(({ target }) => target !== 'tag');
    if (isProtected) return true;
    const include = ['refs/tags/core/v*'];
    const rules = [{ type: 'creation' }, { type: 'update' }];
    state.rulesets.push({
      ...{ id: world.nextId(), name: 'tags', target: 'tag', enforcement: 'active', include, exclude: [], rules },
    });
    return true;
  },
  'move of an alias': async (stage, pick) => {
    const { git } = stage.world;
    const name = `refs/tags/${pick % 2 === 0 ? 'v1.2' : 'v1'}`;
    if ((await git.resolveRef(name)) === null) return false;
    const strange = await stage.commitOn([], { 'elsewhere.md': 'A line of its own.\n' }, 'chore: elsewhere');
    const older = await git.resolveRef('refs/tags/core/v1.0.0');
    return stage.push(name, pick % 4 < 2 ? strange : older, true);
  },
  'merge by hand': async (stage, pick) => {
    const pull = openPull(stage);
    if (pull === undefined) return false;
    const method = MERGE_METHODS[pick % MERGE_METHODS.length] ?? 'squash';
    return (await stage.call('PUT', `pulls/${pull.number}/merge`, { merge_method: method })).ok;
  },
  // GitHub's button at a run that failed, or at any that is over.
  'jobs run again': async (stage, pick) => {
    const { ok, data } = await stage.call('GET', 'actions/runs?status=completed&per_page=100');
    // Rate limits are for people, too.
    if (!ok) return false;
    const over = (data as { workflow_runs: { id: number; conclusion: string }[] }).workflow_runs;
    const failed = over.filter(({ conclusion }) => conclusion !== 'success');
    const run = (failed.length > 0 && pick % 4 !== 0 ? failed : over)[0];
    if (run === undefined) return false;
    const what = run.conclusion === 'success' ? 'rerun' : 'rerun-failed-jobs';
    return (await stage.call('POST', `actions/runs/${run.id}/${what}`)).ok;
  },
  'the merge taken back': async (stage) => {
    const { git } = stage.world;
    const merge = releasePulls(stage).findLast(({ mergedAt }) => mergedAt !== null)?.mergeCommitSha ?? null;
    const before = merge === null ? undefined : (await git.commit(merge)).parents[0];
    if (merge === null || before === undefined) return false;
    const tip = await tipOf(stage);
    const files: Record<string, string | null> = {};
    for (const path of await git.changedPaths((await git.commit(before)).tree, (await git.commit(merge)).tree)) {
      const [was, is, at] = await Promise.all([before, tip, merge].map((commit) => git.readFile(commit, path)));
      // Where it was changed since, git would not take it back by itself either.
      if (String(is) === String(at)) files[path] = was?.toString('utf8') ?? null;
    }
    if (Object.keys(files).length === 0) return false;
    const message = `Revert "a release"\n\nThis reverts commit ${merge}.`;
    return stage.push(MAIN, await stage.commitOn([tip], files, message));
  },
  // What is on the page of a release, which anybody who may push may change.
  'edit of the release': async (stage, pick) => {
    const release = stage.world.state.releases.findLast(({ tagName }) => /^core\/v(?!1\.[01]\.0$)/.test(tagName));
    if (release === undefined) return false;
    if (pick % 4 === 0) return (await stage.call('PATCH', `releases/${release.id}`, { draft: !release.draft })).ok;
    if (pick % 4 === 1)
      return (await stage.call('PATCH', `releases/${release.id}`, { name: 'Spring', body: 'Soon.' })).ok;
    const asset = release.assets[Math.floor(pick / 4) % Math.max(1, release.assets.length)];
    if (asset === undefined) return false;
    const { ok } = await stage.call('DELETE', `releases/assets/${asset.id}`);
    if (ok && pick % 4 === 2) await stage.upload(release.id, asset.name, 'made by hand\n');
    return ok;
  },
  'deletion of the branch': async (stage) => {
    const pull = releasePulls(stage).at(-1);
    const ref = `refs/heads/${pull?.headRef ?? ''}`;
    return (await stage.world.git.resolveRef(ref)) !== null && stage.push(ref, null);
  },
} satisfies Record<string, PersonsAct>;
