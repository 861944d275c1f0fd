import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { orStop } from '../src/core/problem.ts';
import { detectVersionFiles } from '../src/core/version/detect.ts';
import { type LearnedLine, learnPlaces, type ReleasePair } from '../src/core/version/learn-places.ts';
import { lineTemplate, partsOf, renderLine } from '../src/core/version/line-template.ts';
import { bumpTexts, findRemaining, type Texts } from '../src/core/version/remaining-places.ts';
import { compareVersions } from '../src/core/version/semver.ts';
import type { VersionFileSpec } from '../src/core/version/version-file.ts';
import { runGit } from '../src/embedded-github/git/git-process.ts';
import { GitRepository } from '../src/embedded-github/git/git-repository.ts';

/**
 * `npm run replay -- DIR… [--releases N]`: for the last releases of cloned repositories, what would be found from the history
 * before each, against what its maintainers changed. Reads only.
 *
 * For each release the version places are learned from the four pairs of tags before it, added to those of known formats and
 * to the definitions of the present version, and written into the tree of the commit before the release's own. A place that
 * the maintainers changed is found when the same line came out.
 */
const { values, positionals } = parseArgs({
  options: { releases: { type: 'string', default: '3' } },
  allowPositionals: true,
});

/** Pairs of tags that are learned from. */
const LEARNED_PAIRS = 4;
/** A larger file is data. Bytes. */
const LARGEST_FILE = 1024 * 1024;

interface Tag {
  readonly name: string;
  readonly version: string;
  readonly commit: string;
}

/** The release tags of the form that most of them have, oldest first. */
async function releaseTags(git: GitRepository, directory: string): Promise<Tag[]> {
  const listed = await runGit(['-C', directory, 'for-each-ref', '--format=%(refname:strip=2)', 'refs/tags']);
  const found = new Map<string, Tag[]>();
  for (const name of listed.stdout.toString('utf8').split('\n')) {
    const [, prefix, version] = /^(.*?)(\d+\.\d+\.\d+)$/.exec(name) ?? [];
    if (prefix === undefined || version === undefined) continue;
    const commit = await git.peel((await git.resolveRef(`refs/tags/${name}`)) ?? '');
    if (commit !== null) found.set(prefix, [...(found.get(prefix) ?? []), { name, version, commit }]);
  }
  const [largest = []] = [...found.values()].sort((a, b) => b.length - a.length);
  return largest.sort((a, b) => compareVersions(a.version, b.version) ?? 0);
}

/** Blob ids by path of a commit's text files. */
async function blobsOf(git: GitRepository, commit: string): Promise<Map<string, string>> {
  const { tree } = await git.commit(commit);
  const entries = (await git.listTree(tree, { recursive: true })) ?? [];
  return new Map(
    entries
      .filter(({ mode, size }) => mode.startsWith('100') && (size ?? 0) <= LARGEST_FILE)
      .map(({ path, sha }) => [path, sha]),
  );
}

/** `…/fmt` and `…/fmt/repo` and `…/fmt/.git` are all fmt. */
const nameOf = (directory: string): string =>
  directory.split('/').findLast((part) => !['', 'repo', '.git'].includes(part)) ?? directory;

class TextsById {
  readonly #git: GitRepository;
  readonly #known = new Map<string, string | null>();

  constructor(git: GitRepository) {
    this.#git = git;
  }

  /** One character a byte; null for what is no text. */
  async of(sha: string): Promise<string | null> {
    const known = this.#known.get(sha);
    if (known !== undefined) return known;
    const bytes = await this.#git.readBlob(sha);
    const text = bytes === null || bytes.subarray(0, 8_000).includes(0) ? null : Buffer.from(bytes).toString('latin1');
    this.#known.set(sha, text);
    return text;
  }
}

async function pairOf(git: GitRepository, texts: TextsById, older: Tag, newer: Tag): Promise<ReleasePair> {
  const [before, after] = [await blobsOf(git, older.commit), await blobsOf(git, newer.commit)];
  const files = [];
  for (const [path, sha] of after) {
    const was = before.get(path);
    if (was === undefined || was === sha) continue;
    files.push({ path, older: await texts.of(was), newer: await texts.of(sha) });
  }
  return {
    older: { tag: older.name, version: older.version },
    newer: { tag: newer.name, version: newer.version },
    files,
  };
}

/** What was learned as entries, one a line: what no longer stands in its file keeps no other line back. */
const learnedSpecs = (learned: readonly LearnedLine[], texts: Texts): VersionFileSpec[] =>
  learned.flatMap(({ path, templates: [line] }): VersionFileSpec[] =>
    line !== undefined && texts.has(path) ? [{ path, preset: 'lines', lines: [line] }] : [],
  );

/** Commits that are looked through for the one that made the bump. */
const MOST_COMMITS = 400;

/** The newest commit before a release in which no line that moved says the new version yet. */
async function beforeBump(git: GitRepository, texts: TextsById, older: Tag, newer: Tag): Promise<string> {
  const moved = await pairOf(git, texts, older, newer);
  const paths = new Set(learnPlaces([moved]).map(({ path }) => path));
  let [at] = (await git.commit(newer.commit)).parents;
  for (let steps = 0; at !== undefined && at !== older.commit && steps < MOST_COMMITS; steps += 1) {
    const blobs = await blobsOf(git, at);
    const files = [];
    for (const path of paths) {
      const [was, now] = [moved.files.find((each) => each.path === path)?.older ?? null, blobs.get(path)];
      files.push({ path, older: was, newer: now === undefined ? null : await texts.of(now) });
    }
    if (learnPlaces([{ ...moved, files }]).length === 0) return at;
    [at] = (await git.commit(at)).parents;
  }
  return at ?? older.commit;
}

async function replay(directory: string): Promise<void> {
  const root = (await runGit(['-C', directory, 'rev-parse', '--absolute-git-dir'])).stdout.toString('utf8').trim();
  const git = await GitRepository.open(root);
  const texts = new TextsById(git);
  try {
    const tags = await releaseTags(git, directory);
    const first = Math.max(1, tags.length - Number(values.releases));
    for (let at = first; at < tags.length; at += 1) {
      const [older, newer] = [tags[at - 1], tags[at]];
      if (older === undefined || newer === undefined) continue;
      const pairs: ReleasePair[] = [];
      for (let back = at - 1; back > Math.max(0, at - 1 - LEARNED_PAIRS); back -= 1)
        pairs.push(await pairOf(git, texts, tags[back - 1] as Tag, tags[back] as Tag));
      const base = await beforeBump(git, texts, older, newer);
      const tree = new Map<string, string>();
      for (const [path, sha] of await blobsOf(git, base)) {
        const text = await texts.of(sha);
        if (text !== null) tree.set(path, text);
      }
      const target = { version: newer.version, tag: newer.name, repositoryUrl: 'https://example.org/x' };
      const bytes = new Map([...tree].map(([path, text]) => [path, Buffer.from(text, 'latin1')]));
      const known = detectVersionFiles(bytes).specs.filter(({ preset }) => preset !== 'conandata');
      const bumped = bumpTexts(
        bumpTexts(tree, known, target).texts,
        learnedSpecs(learnPlaces(pairs), tree),
        target,
      ).texts;
      const remaining = findRemaining(bumped, {
        current: older.version,
        next: newer.version,
        isApart: () => false,
        leave: new Set(),
      });
      const after = bumpTexts(bumped, remaining.specs, target).texts;
      // What the maintainers changed from the commit before: the lines that moved.
      const theirs = await pairOf(git, texts, { ...older, commit: base }, newer);
      const expected = learnPlaces([theirs]);
      const { parts, isPlain } = partsOf(newer.version);
      let found = 0;
      let told = 0;
      const missed: string[] = [];
      for (const { path, templates } of expected) {
        const template = orStop(lineTemplate(templates[0] ?? ''));
        const wanted = renderLine(template, newer.version, parts, isPlain);
        if ((after.get(path) ?? '').split('\n').some((each) => each.trimEnd() === wanted)) found += 1;
        else if (remaining.leftOver.some((each) => each.path === path)) told += 1;
        else missed.push(path);
      }
      const changed = [...after].filter(([path, text]) => tree.get(path) !== text).map(([path]) => path);
      const extra = changed.filter((path) => !expected.some((each) => each.path === path));
      console.log(
        `| ${nameOf(directory)} | ${newer.name} | ${expected.length} | ${found} | ${told} | ${[...new Set(missed)].slice(0, 5).join(' ')} | ${extra.slice(0, 5).join(' ')} |`,
      );
    }
  } finally {
    await git.close();
  }
}

console.log('| repository | release | places they changed | the same here | told as left over | missed | extra |');
console.log('|---|---|---|---|---|---|---|');
for (const directory of positionals) await replay(resolve(directory));
