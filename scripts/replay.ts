import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runGit } from '../src/embedded-github/git/git-process.ts';
import { GitRepository } from '../src/embedded-github/git/git-repository.ts';
import { withSection } from './docs/marked-section.ts';
import { CHANGELOG, type Comparison, compareRelease } from './replay/compare-release.ts';
import { type Rehearsed, rehearseVersion } from './replay/rehearse-version.ts';
import { lastReleases, type MadeRelease } from './replay/releases.ts';

/**
 * `npm run replay -- DIR… [--releases N] [--write] [--verbose]`: the last releases of cloned repositories made again. For each,
 * the branch is set to the parent of its bump, later tags are left out, and the version is rehearsed without configuration;
 * what came out is compared with the maintainers' own commit. The clones are only read.
 */
const { values, positionals } = parseArgs({
  options: {
    releases: { type: 'string', default: '3' },
    write: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

interface Row {
  readonly repository: string;
  readonly made: MadeRelease;
  readonly comparison: Comparison;
  readonly rehearsed: Rehearsed;
}

/** A person has yet to write what changes. */
const UNWRITTEN: ReadonlySet<string> = new Set(['changelog-missing-section', 'changelog-empty-section']);

/** The changelogs of the maintainers' own commit: path to blob. */
async function changelogsOf(git: GitRepository, { changes, newer }: MadeRelease): Promise<Map<string, string>> {
  const { tree } = await git.commit(newer.commit);
  const found = new Map<string, string>();
  for (const path of changes.keys()) {
    if (!CHANGELOG.test(path)) continue;
    const entry = await git.entryAt(tree, path);
    if (entry?.type === 'blob') found.set(path, entry.sha);
  }
  return found;
}

const withTheirs = (row: Row): Row => ({
  ...row,
  comparison: { ...row.comparison, outcome: `${row.comparison.outcome}, with the section they wrote` },
});

/** `…/fmt` and `…/fmt/repo` and `…/fmt/.git` are all fmt; `fmtlib+fmt` is fmtlib/fmt. */
const nameOf = (directory: string): string =>
  (directory.split('/').findLast((part) => !['', 'repo', '.git'].includes(part)) ?? directory).replace('+', '/');

async function replay(directory: string): Promise<Row[]> {
  const root = (await runGit(['-C', directory, 'rev-parse', '--absolute-git-dir'])).stdout.toString('utf8').trim();
  const git = await GitRepository.open(root);
  const rows: Row[] = [];
  try {
    const tags = (await runGit([`--git-dir=${root}`, 'tag', '--list'])).stdout.toString('utf8').split('\n');
    for await (const made of lastReleases(git, Number(values.releases))) {
      const laterTags = await tagsOf(git, tags, made.newer.commit);
      const again = async (written: ReadonlyMap<string, string>): Promise<Row> => {
        let row: Row | null = null;
        const { base, newer, released } = made;
        await rehearseVersion(
          {
            from: directory,
            name: ownName(nameOf(directory)),
            base,
            version: newer.version,
            released,
            laterTags,
            written,
          },
          async (after, rehearsed) => {
            const comparison = await compareRelease(after, made, rehearsed, tags);
            row = { repository: nameOf(directory), made, comparison, rehearsed };
          },
        );
        if (row === null) throw new Error(`nothing was rehearsed for ${newer.tag}`);
        return row;
      };
      const unwritten = await again(new Map());
      // What a person writes for users no program can make up; what a release is with it is worth knowing all the same.
      const isUnwritten = unwritten.rehearsed.problems.some(({ code }) => UNWRITTEN.has(code));
      const theirs = isUnwritten ? await changelogsOf(git, made) : new Map<string, string>();
      const row = theirs.size === 0 ? unwritten : withTheirs(await again(theirs));
      rows.push(row);
      console.log(rowText(row));
      if (!values.verbose) continue;
      for (const line of row.comparison.missed) console.log(`    missed ${line}`);
      for (const line of row.comparison.extra) console.log(`    extra  ${line}`);
      for (const line of row.rehearsed.told) console.log(`    told   ${line.replaceAll(/\s+/g, ' ').slice(0, 400)}`);
    }
  } finally {
    await git.close();
  }
  return rows;
}

const ownName = (name: string): string => (name.includes('/') ? name : `acme/${name}`);

/** The tags of a commit: a release may have several. */
async function tagsOf(git: GitRepository, tags: readonly string[], commit: string): Promise<string[]> {
  const own: string[] = [];
  for (const tag of tags)
    if ((await git.peel((await git.resolveRef(`refs/tags/${tag}`)) ?? '')) === commit) own.push(tag);
  return own;
}

const shown = (lines: readonly string[]): string => {
  const files = [...new Set(lines.map((line) => line.slice(0, line.indexOf(': '))))];
  return files.length > 3 ? `${files.slice(0, 3).join(', ')} and ${files.length - 3} more` : files.join(', ');
};

const rowText = ({ repository, made, comparison }: Row): string =>
  `| ${[
    repository,
    made.newer.tag,
    comparison.places,
    comparison.same,
    comparison.told,
    shown(comparison.missed),
    shown(comparison.extra),
    shown(comparison.forgotten),
    comparison.apart,
    comparison.outcome,
    comparison.requests,
    comparison.seconds.toFixed(1),
  ].join(' | ')} |`;

const HEAD = [
  '| repository | release | lines that moved | same bytes | told | missed in | extra in | forgotten by them in | of others | outcome | requests | seconds |',
  '|---|---|---|---|---|---|---|---|---|---|---|---|',
];

console.log(HEAD.join('\n'));
const rows: Row[] = [];
for (const directory of positionals) rows.push(...(await replay(resolve(directory))));
const released = rows.filter(({ comparison }) => comparison.outcome.startsWith('released'));
const stale = released.filter(({ comparison }) => comparison.missed.length > 0);
const summary = `${released.length} of ${rows.length} released without a stop; ${stale.length} of them with a line that moved neither written nor told.`;
console.log(summary);
if (values.write) {
  const path = fileURLToPath(new URL('../docs/replay.md', import.meta.url));
  writeFileSync(
    path,
    withSection(readFileSync(path, 'utf8'), 'releases', [...HEAD, ...rows.map(rowText), '', summary]),
  );
}
