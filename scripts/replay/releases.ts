import { readLocal } from '../../src/cli/local-source.ts';
import { orStop } from '../../src/core/problem.ts';
import { recogniseLayout } from '../../src/core/release/layout.ts';
import { neighbouringReleases, type TaggedRelease } from '../../src/core/release/release-history.ts';
import { type ReleasedVersion, releaseTagReader } from '../../src/core/release/release-tags.ts';
import { settleNames } from '../../src/core/release/settled-names.ts';
import { tagForm, wholeVersions } from '../../src/core/release/tag-form.ts';
import { defaultConfig } from '../../src/core/settings/load-config.ts';
import { changeBetween, type FileChange, type LearnedLine, learnPlaces } from '../../src/core/version/learn-places.ts';
import { lineTemplate, partsOf, renderLine } from '../../src/core/version/line-template.ts';
import { isPrerelease } from '../../src/core/version/semver.ts';
import { ANY_FORM } from '../../src/core/version/version-form.ts';
import { runGit } from '../../src/embedded-github/git/git-process.ts';
import type { GitRepository } from '../../src/embedded-github/git/git-repository.ts';
import type { Identity } from '../../src/embedded-github/git/object-format.ts';

/** A release that the maintainers of a cloned repository made. */
export interface MadeRelease {
  readonly older: TaggedRelease;
  readonly newer: TaggedRelease;
  /** The commit that the maintainers' bump was made on. */
  readonly base: string;
  /** When the newer one was committed, by the clock on the committer's wall. */
  readonly released: Date;
  /** The lines that say the version at the tag and did not at the base, by path. */
  readonly moved: ReadonlyMap<string, ReadonlySet<string>>;
  /** Files with lines that moved. */
  readonly changes: ReadonlyMap<string, FileChange>;
}

/** A larger file is data. Bytes. */
const LARGEST_FILE = 2 * 1024 * 1024;
/** Commits that are looked through for the one that made the bump. */
const MOST_COMMITS = 600;

/** How a tag is named, and the version that it says. */
export interface VersionTag {
  /** As in the configuration: `v{version}`, `R_{major}_{minor}_{patch}`. */
  readonly template: string;
  readonly version: string;
}

/** @returns null where a tag says no version */
export function versionTag(name: string): VersionTag | null {
  const form = tagForm(name);
  if (form === null) return null;
  const template = form.prefix + form.numbers + form.finalWord;
  const version = releaseTagReader({ component: null, tag: template, form: ANY_FORM })(name);
  return version === null ? null : { template, version };
}

/** The releases of a clone as the program takes them at its head; where it cannot tell, those of the newest form. */
async function ownReleases(git: GitRepository): Promise<readonly ReleasedVersion[]> {
  const { source, tags, repo } = await readLocal(git.directory, 'HEAD');
  const names = tags.map(({ name }) => name);
  const recognised = recogniseLayout(defaultConfig(), source, {
    tags: names,
    wholes: wholeVersions(names, [repo]),
  });
  if (!recognised.ok) return releaseTags(git);
  const { component, known, said, apart } = recognised.value;
  const named = settleNames({
    config: defaultConfig(),
    component,
    known,
    current: said,
    source,
    tags,
    repo,
    others: apart.map(({ name }) => name.toLowerCase()),
  });
  return named.ok && named.value.scheme.releases.length > 1 ? named.value.scheme.releases : releaseTags(git);
}

/** The tags of the form that the last final release has, of which there are several. */
export async function releaseTags(git: GitRepository): Promise<TaggedRelease[]> {
  const listed = await gitLines(git, [
    'for-each-ref',
    '--sort=-creatordate',
    '--format=%(refname:strip=2)',
    'refs/tags',
  ]);
  const found = new Map<string, TaggedRelease[]>();
  for (const tag of listed) {
    const read = versionTag(tag);
    if (read === null) continue;
    const { template, version } = read;
    const commit = await git.peel((await git.resolveRef(`refs/tags/${tag}`)) ?? '');
    if (commit !== null) found.set(template, [...(found.get(template) ?? []), { tag, version, commit }]);
  }
  const isFinal = ({ version }: TaggedRelease) => !isPrerelease(version);
  const newest = (tags: readonly TaggedRelease[]) => listed.indexOf(tags.find(isFinal)?.tag ?? '');
  const several = [...found.values()].filter((tags) => tags.filter(isFinal).length > 1);
  return several.sort((one, other) => newest(one) - newest(other))[0] ?? [];
}

/** The last releases of a clone, the newest first. */
export async function* lastReleases(git: GitRepository, count: number): AsyncGenerator<MadeRelease> {
  for (const { older, newer } of neighbouringReleases(await ownReleases(git)).slice(0, count)) {
    const whole = await changesBetween(git, older.commit, newer.commit);
    const lines = linesOfVersion(learnPlaces([{ older, newer, files: [...whole.values()] }]), newer.version);
    const base = await beforeBump(git, { older, newer }, lines);
    const changes = await changesBetween(git, base, newer.commit);
    const moved = new Map<string, ReadonlySet<string>>();
    for (const [path, ofPath] of lines) {
      const here = new Set([...ofPath].filter((line) => changes.get(path)?.added.has(line)));
      if (here.size > 0) moved.set(path, here);
    }
    yield { older, newer, base, released: onTheWall((await git.commit(newer.commit)).committer), moved, changes };
  }
}

/** Whoever dates a release writes the day that it is where they are. */
function onTheWall({ time, zone = '+0000' }: Identity): Date {
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d\d)(\d\d)$/.exec(zone) ?? [];
  return new Date(time + (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000);
}

/** What learned lines say for a version, by path. */
function linesOfVersion(places: readonly LearnedLine[], version: string): Map<string, Set<string>> {
  const { parts, isPlain } = partsOf(version);
  const lines = new Map<string, Set<string>>();
  for (const { path, templates } of places) {
    const line = renderLine(orStop(lineTemplate(templates[0] ?? '')), version, parts, isPlain);
    if (line !== null) lines.set(path, (lines.get(path) ?? new Set()).add(line));
  }
  return lines;
}

/** Where work on a version begins by writing it down, that is done in the first commits after the release before. Commits. */
const BEGIN_OF_WORK = 4;

/**
 * The parent of the bump: of the oldest commit that made a line say the newer version. Where work began by
 * bumping, the release's own commit is the last that changed a file of the version.
 */
async function beforeBump(
  git: GitRepository,
  { older, newer }: Pick<MadeRelease, 'older' | 'newer'>,
  lines: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<string> {
  const paths = new Set(lines.keys());
  const range = ['--first-parent', `--max-count=${MOST_COMMITS}`, newer.commit, `^${older.commit}`];
  const history = await gitLines(git, ['rev-list', ...range]);
  const touching = await gitLines(git, ['rev-list', ...range, '--', ...paths]);
  let bump: string | null = null;
  for (const commit of touching) {
    const [parent] = (await git.commit(commit)).parents;
    if (parent === undefined) break;
    const changes = await changesBetween(git, parent, commit, paths);
    const isBump = ([path, { added }]: [string, FileChange]) =>
      [...(lines.get(path) ?? [])].some((line) => added.has(line));
    if ([...changes].some(isBump)) bump = commit;
  }
  const isBegun =
    bump !== null && history.indexOf(bump) >= history.length - BEGIN_OF_WORK && history.length > BEGIN_OF_WORK;
  const own = bump === null || isBegun ? (touching[0] ?? newer.commit) : bump;
  const [parent] = (await git.commit(own)).parents;
  return parent ?? older.commit;
}

/** Lines that differ, by path of the regular files that both commits have. */
export async function changesBetween(
  git: GitRepository,
  from: string,
  to: string,
  paths: ReadonlySet<string> | null = null,
): Promise<Map<string, FileChange>> {
  const raw = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--diff-filter=M', from, to];
  const listed = await runGit([`--git-dir=${git.directory}`, ...raw, '--', ...(paths ?? [])]);
  if (listed.exitCode !== 0) throw new Error(listed.stderr);
  const fields = listed.stdout.toString('utf8').split('\0');
  const changes = new Map<string, FileChange>();
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, , before = '', after = ''] = (fields[at] ?? '').split(' ');
    const path = fields[at + 1] ?? '';
    const [older, newer] = [await textOf(git, before), await textOf(git, after)];
    if (older !== null && newer !== null) changes.set(path, changeBetween(path, older, newer));
  }
  return changes;
}

/** One character a byte; null for what is no text or not in the clone. */
export async function textOf(git: GitRepository, sha: string): Promise<string | null> {
  const info = await git.objectInfo(sha);
  if (info === null || info.size > LARGEST_FILE) return null;
  const bytes = await git.readBlob(sha);
  return bytes === null || bytes.subarray(0, 8_000).includes(0) ? null : Buffer.from(bytes).toString('latin1');
}

async function gitLines(git: GitRepository, args: readonly string[]): Promise<string[]> {
  const output = await runGit([`--git-dir=${git.directory}`, ...args]);
  if (output.exitCode !== 0) throw new Error(output.stderr);
  return output.stdout.toString('utf8').split('\n').filter(Boolean);
}
