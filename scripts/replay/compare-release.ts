import type { ReleasePlan } from '../../src/core/release/plan-release.ts';
import { type FileChange, learnPlaces } from '../../src/core/version/learn-places.ts';
import type { GitRepository } from '../../src/embedded-github/git/git-repository.ts';
import type { Rehearsed } from './rehearse-version.ts';
import { changesBetween, type MadeRelease, textOf, versionTag } from './releases.ts';

/** A release of ours beside the maintainers'. */
export interface Comparison {
  /** `released`, or the codes that it stopped with. */
  readonly outcome: string;
  /** Lines that the maintainers' release moved. */
  readonly places: number;
  /** Those that ours wrote to the same bytes. */
  readonly same: number;
  /** Those that were told to a person, with their file. */
  readonly told: number;
  /** The others, as `path: line`. */
  readonly missed: readonly string[];
  /** Lines that belong to a folder with tags of its own; not counted among the others. */
  readonly apart: number;
  /** Lines that ours changed and theirs did not, as `path: line`. */
  readonly extra: readonly string[];
  /** Of the lines that ours changed alone, those that still said an earlier release at their tag: the maintainers forgot them. */
  readonly forgotten: readonly string[];
  readonly requests: number;
  readonly seconds: number;
}

/** A file that tells users what changed. */
export const CHANGELOG = /(^|\/)(change[_-]?logs?|changes|history|news|releases?|release[_-]?notes?)(\.[a-z]+)?$/i;

export async function compareRelease(
  git: GitRepository,
  made: MadeRelease,
  rehearsed: Rehearsed,
  tags: readonly string[],
): Promise<Comparison> {
  const isApart = apartFrom(made, tags);
  const { outcome, problems, told } = rehearsed;
  const isReleased = outcome?.exitCode === 0;
  const commit = outcome?.record.tag?.commit ?? outcome?.record.mergeCommit ?? null;
  let [places, same, toldCount, apart] = [0, 0, 0, 0];
  const missed: string[] = [];
  const ours = commit === null ? new Map() : await changesBetween(git, made.base, commit);
  for (const [path, lines] of made.moved) {
    if (isApart(path)) {
      apart += lines.size;
      continue;
    }
    places += lines.size;
    // What was planned and then stopped for another reason counts as well.
    const text = commit === null ? plannedText(outcome?.survey?.plan ?? null, path) : await textAt(git, commit, path);
    const there = new Set((text ?? '').split('\n').map((line) => line.replace(/[ \t]*\r?$/, '')));
    for (const line of lines) {
      if (there.has(line)) same += 1;
      else if (told.some((each) => each.includes(path))) toldCount += 1;
      else missed.push(`${path}: ${line.trim()}`);
    }
  }
  const extra: string[] = [];
  const forgotten: string[] = [];
  for (const [path, change] of ours) {
    if (CHANGELOG.test(path)) continue;
    const isLeftBehind = movedFromEarlier(change, made, tags) || (await lagsBehind(git, made, path, tags));
    for (const line of change.added) {
      if (made.changes.get(path)?.added.has(line)) continue;
      (isLeftBehind ? forgotten : extra).push(`${path}: ${line.trim()}`);
    }
  }
  const codes = [...new Set(problems.map(({ code }) => code))].join(', ');
  return {
    outcome: isReleased ? 'released' : `stopped: ${codes === '' ? `exit ${outcome?.exitCode}` : codes}`,
    places,
    same,
    told: toldCount,
    missed,
    apart,
    extra,
    forgotten,
    requests: rehearsed.requests,
    seconds: rehearsed.seconds,
  };
}

/** Folders with tags of their own beside those of the release: `node/v1.0.0` and `bindings/node`. */
function apartFrom({ newer }: MadeRelease, tags: readonly string[]): (path: string) => boolean {
  const nameOf = (tag: string) => /^([A-Za-z][\w.-]*)\/v?\d/.exec(tag)?.[1] ?? null;
  const others = new Set(tags.flatMap((tag) => nameOf(tag) ?? []));
  others.delete(nameOf(newer.tag) ?? '');
  return (path) => path.split('/').some((folder) => others.has(folder));
}

/** Whether what a file lost said an earlier release, in whatever form. */
function movedFromEarlier(change: FileChange, { newer }: MadeRelease, tags: readonly string[]): boolean {
  const versions = new Set(tags.flatMap((tag) => versionTag(tag)?.version ?? []));
  return [...versions].some((version) => {
    const older = { tag: version, version };
    return version !== newer.version && learnPlaces([{ older, newer, files: [change] }]).length > 0;
  });
}

/** Whether a file still spoke of earlier releases alone at the maintainers' tag: a recipe that got no entry. */
async function lagsBehind(
  git: GitRepository,
  { newer }: MadeRelease,
  path: string,
  tags: readonly string[],
): Promise<boolean> {
  const theirs = await textAt(git, newer.commit, path);
  if (theirs === null || theirs.includes(newer.version)) return false;
  return tags.some((tag) => {
    const version = versionTag(tag)?.version;
    return version !== undefined && version !== newer.version && theirs.includes(version);
  });
}

function plannedText(plan: ReleasePlan | null, path: string): string | null {
  const edit = plan?.edits.find((each) => each.path === path);
  return edit === undefined ? null : Buffer.from(edit.after).toString('latin1');
}

async function textAt(git: GitRepository, commit: string, path: string): Promise<string | null> {
  const entry = await git.entryAt((await git.commit(commit)).tree, path);
  return entry === null || entry.type !== 'blob' ? null : textOf(git, entry.sha);
}
