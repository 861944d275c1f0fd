import semver from 'semver';
import type { Invocation } from '../invariants/finished-world.ts';
import { PEOPLE } from './people.ts';
import { wordsOf } from './shell-words.ts';
import type { Stage } from './stage.ts';

/** How it goes on: words of a command line, or null for what was started last. */
export interface GoneOn {
  readonly words: readonly string[] | null;
  readonly given: string | null;
}

const AGAIN: GoneOn = { words: null, given: null };

/** What a person does about one problem; it may change how it is gone on with. Null: it is the end of this release. */
type Remedy = (stage: Stage, last: Invocation, next: GoneOn) => Promise<GoneOn | null>;

const skipping = ({ skipped }: Invocation): string[] => (skipped.length === 0 ? [] : ['--skip', skipped.join(',')]);
const SAME: Remedy = async (_stage, _last, next) => next;
/** What was started last, with more words or another version. */
const changed = (stage: Stage, last: Invocation, change: { version?: string; more?: readonly string[] }): GoneOn => {
  const words = last.next === null ? null : wordsOf(last.next);
  const begun = words ?? ['release', '--repo', 'sample/zlink', '--version', last.version, ...skipping(last)];
  const at = begun.indexOf('--version') + 1;
  const named = change.version === undefined ? begun : begun.with(at, change.version);
  const url = named.includes('--api-url') ? [] : ['--api-url', stage.server.url];
  return { words: [...named, ...url, ...(change.more ?? [])], given: null };
};
const newest = async ({ world }: Stage): Promise<string> => {
  const tags = await world.git.listRefs('refs/tags/core/v');
  return tags.map(({ name }) => name.slice('refs/tags/core/v'.length)).sort(semver.rcompare)[0] ?? '1.1.0';
};
/** The one that is named; where none is, one above everything that is there. */
const nextVersion: Remedy = async (stage, last) => {
  const named = / --version (\d+\.\d+\.\d+) (?:or higher|releases the next one)/.exec(last.said)?.[1];
  const told = /present version (\d+\.\d+\.\d+)/.exec(last.said)?.[1] ?? '0.0.0';
  const highest = [await newest(stage), told].sort(semver.rcompare)[0] ?? told;
  return changed(stage, last, { version: named ?? semver.inc(highest, 'patch') ?? highest });
};
const withoutBranch: Remedy = async (stage, last, next) => {
  // It may be there before its pull request.
  const named = / (refs\/heads\/release\/\S+)/.exec(last.said)?.[1];
  if (named === undefined) await PEOPLE['deletion of the branch'](stage);
  else await stage.push(named, null);
  return next;
};
const withoutProtection: Remedy = async (stage, _last, next) => {
  if (stage.world.state.rulesets.some(({ target }) => target === 'tag')) await PEOPLE['protection of tags'](stage);
  return next;
};

const withTree: Remedy = async (stage, last) => {
  const tree = /--accept-tree ([0-9a-f]{40})/.exec(last.said)?.[1];
  return tree === undefined ? null : changed(stage, last, { more: ['--accept-tree', tree] });
};
const superseding: Remedy = async (stage, last) => {
  const number = /--supersede (\d+)/.exec(last.said)?.[1];
  return number === undefined ? null : changed(stage, last, { more: ['--supersede', number] });
};
/** The one that is named, with its branch where that is gone. */
async function reopened(stage: Stage, last: Invocation): Promise<boolean> {
  const number = /Pull request #(\d+) was closed without being merged/.exec(last.said)?.[1];
  const pull = stage.world.state.pulls.find((each) => String(each.number) === number);
  if (pull === undefined) return false;
  const branch = `refs/heads/${pull.headRef}`;
  if ((await stage.world.git.resolveRef(branch)) === null) await stage.push(branch, pull.headSha);
  return (await stage.call('PATCH', `pulls/${pull.number}`, { state: 'open' })).ok;
}
const withRunsAgain: Remedy = async (stage, _last, next) => {
  for (const run of stage.world.state.runs)
    if (run.ref.startsWith('refs/tags/core/v')) await stage.call('POST', `actions/runs/${run.id}/rerun-failed-jobs`);
  return next;
};

/** As it is done on GitHub's page: where both sides changed a file, the branch's one is taken. */
async function resolvedConflicts(stage: Stage, branch: string): Promise<boolean> {
  const { git } = stage.world;
  const [head, tip] = [await git.resolveRef(branch), await git.resolveRef('refs/heads/main')];
  if (head === null || tip === null) return false;
  const { conflicts } = await git.mergeCommits(head, tip);
  const files: Record<string, string> = {};
  for (const path of conflicts) files[path] = (await git.readFile(head, path))?.toString('utf8') ?? '';
  return stage.push(branch, await stage.commitOn([tip, head], files, 'Merge branch main'));
}

const readied: Remedy = async (stage, last, next) => {
  const number = /\(gh pr ready (\d+)\)/.exec(last.said)?.[1];
  for (const pull of stage.world.state.pulls) if (String(pull.number) === number) pull.draft = false;
  return next;
};

/** The pull request that is spoken of: merged by hand, after its conflicts were resolved where the text says so. */
const keptByHand: Remedy = async (stage, last, next) => {
  const [, told, number] =
    /To keep it: ((?:resolve the conflicts of|mark|merge) \S+\/pull\/(\d+)[^;]*?)by hand/.exec(last.said) ?? [];
  const pull = stage.world.state.pulls.find((each) => String(each.number) === number);
  if (pull === undefined || told === undefined) return withoutBranch(stage, last, next);
  await readied(stage, last, next);
  if (told.includes('conflicts')) await resolvedConflicts(stage, `refs/heads/${pull.headRef}`);
  // On GitHub's page the button waits for the required checks of the head.
  for (let looks = 0; looks < 12; looks += 1) {
    const { ok } = await stage.call('PUT', `pulls/${number}/merge`, { merge_method: 'squash' });
    if (ok) break;
    await stage.world.clock.sleep(5 * 60_000);
  }
  return next;
};

/** All jobs of every run that the tag has started are started again, by the commands that the text holds. */
const withWholeRunsAgain: Remedy = async (stage, last, next) => {
  for (const [, id] of last.said.matchAll(/`gh run rerun (\d+)`/g))
    await stage.call('POST', `actions/runs/${id}/rerun`);
  return next;
};

const published: Remedy = async (stage, last, next) => {
  if (!last.said.includes('Look at the draft and publish it')) return withWholeRunsAgain(stage, last, next);
  for (const { id, draft } of stage.world.state.releases)
    if (draft) await stage.call('PATCH', `releases/${id}`, { draft: false });
  return next;
};

/** The job that uploads the files is started again, with the others of its run. */
const uploadedAgain: Remedy = async (stage, _last, next) => {
  for (const run of stage.world.state.runs)
    if (run.workflowPath.endsWith('/release.yml') && run.ref.startsWith('refs/tags/core/v'))
      await stage.call('POST', `actions/runs/${run.id}/rerun`);
  return next;
};

const withoutBrokenAsset: Remedy = async (stage, last, next) => {
  for (const { assets } of stage.world.state.releases)
    for (const { id, name } of assets)
      if (last.said.includes(`${name} `)) await stage.call('DELETE', `releases/assets/${id}`);
  return uploadedAgain(stage, last, next);
};

/** What the text of each code tells a person to do, all ways that it names; the others are gone on with as they say. */
const REMEDIES: Readonly<Record<string, readonly Remedy[]>> = {
  'pull-request-closed': [
    async (stage, last, next) => ((await reopened(stage, last)) ? next : superseding(stage, last, next)),
    superseding,
  ],
  'release-branch-foreign': [
    async (stage, last, next) => {
      const [, bump, branch] = /git push --force origin ([0-9a-f]{40}):(refs\/heads\/\S+)\)/.exec(last.said) ?? [];
      if (bump === undefined || branch === undefined) return withoutBranch(stage, last, next);
      await stage.push(branch, bump, true);
      return next;
    },
    keptByHand,
  ],
  'merge-conflict': [withoutBranch],
  'merge-refused': [
    async (stage, last, next) => {
      const [, number, base] = /\(gh pr edit (\d+) --base (\S+)\)/.exec(last.said) ?? [];
      if (number !== undefined) await stage.call('PATCH', `pulls/${number}`, { base });
      return readied(stage, last, next);
    },
    async (stage, last, next) => {
      const number = /\(gh pr edit (\d+) --base \S+\)/.exec(last.said)?.[1];
      if (number !== undefined) await stage.call('PATCH', `pulls/${number}`, { state: 'closed' });
      return readied(stage, last, next);
    },
  ],
  'merge-reverted': [
    superseding,
    async (stage, last, next) => {
      const [, tag, commit] = /tag it by hand \(git tag (\S+) ([0-9a-f]{40}),/.exec(last.said) ?? [];
      if (tag !== undefined && commit !== undefined) await stage.push(`refs/tags/${tag}`, commit);
      return next;
    },
  ],
  'merge-tree-mismatch': [withTree],
  'rules-forbid-tag': [withoutProtection],
  'github-refused': [withoutProtection],
  'run-failed': [withRunsAgain],
  'release-missing': [published],
  'asset-missing': [uploadedAgain],
  'asset-broken': [withoutBrokenAsset],
  'changelog-empty-section': [async (stage, _last, next) => ((await PEOPLE['changelog entry'](stage)) ? next : null)],
  'alias-diverged': [
    async (stage, last, next) => {
      const [, name, tag] = /The alias (\S+) points[\s\S]*?put it on (\S+), the newest/.exec(last.said) ?? [];
      if (name === undefined || tag === undefined) return null;
      await stage.push(`refs/tags/${name}`, await stage.world.git.resolveRef(`refs/tags/${tag}`), true);
      return next;
    },
  ],
  'release-withdrawn': [
    nextVersion,
    async (stage, last) => {
      const [, tag, commit] = /make the tag (\S+) again by hand at ([0-9a-f]{40})/.exec(last.said) ?? [];
      if (tag === undefined || commit === undefined) return null;
      await stage.push(`refs/tags/${tag}`, commit);
      // The command that is printed is of the next version.
      return AGAIN;
    },
  ],
  'tag-taken': [nextVersion],
  'release-name-taken': [nextVersion],
  'version-not-above-current': [nextVersion],
  'version-undecided': [
    nextVersion,
    async (stage, last, next) => {
      const there = /--version (\d+\.\d+\.\d+) (?:goes on|looks)/.exec(last.said)?.[1];
      return there === undefined ? nextVersion(stage, last, next) : changed(stage, last, { version: there });
    },
  ],
  'changelog-version-exists': [nextVersion],
  'gate-not-measured': [
    async (stage, last) => changed(stage, last, { more: ['--skip', last.skipped.join(',') || 'bench,gate'] }),
  ],
};

export const codesIn = (said: string): string[] =>
  [...said.matchAll(/^✗ ([a-z-]+) {2}\S/gm)].map((match) => match[1] ?? '').filter((code) => !STAGES.test(code));
const STAGES = /^(plan|test|bench|gate|propose|merge|tag|watch|verify|report)$/;

/** Which of several ways that are told is taken. */
export interface Choice {
  /** Also where a job says both, to run it again and a command. */
  readonly byCommand: boolean;
  readonly way: number;
}

/**
 * Does what the problems of a run tell a person to do, and then goes on as it says.
 *
 * @returns how; null where it says that this release cannot be gone on with
 */
export async function remedied(stage: Stage, last: Invocation, { byCommand, way }: Choice): Promise<GoneOn | null> {
  if (last.exitCode === null) return { words: null, given: null };
  let next: GoneOn | null = { words: null, given: null };
  if (last.next !== null && (last.by === 'cli' || byCommand)) next = { words: wordsOf(last.next), given: last.next };
  for (const code of codesIn(last.said)) {
    const ways = REMEDIES[code] ?? [SAME];
    if (next !== null) next = await (ways[way % ways.length] ?? SAME)(stage, last, next);
  }
  return next;
}
