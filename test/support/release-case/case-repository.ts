import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from '../scratch.ts';
import type { ReleaseCase } from './case-file.ts';

interface Commit {
  readonly name: string;
  readonly branch: string;
  readonly from: string | null;
  readonly files: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
}

/** A bare clone, as it was on 1 November 2026, with the commits of a case under the names that the case gives them. */
export interface CaseRepository {
  readonly folder: string;
  readonly commits: ReadonlyMap<string, string>;
}

/** 1 November 2026; each commit is a minute later than the one before. Seconds since the epoch. */
const BEGIN = 1_793_491_200;
const PERSON = 'A <a@example.org>';

/** Makes the repository of a case by one `git fast-import`: a process for each commit and tag would take most of the time. */
export function makeCaseRepository(releaseCase: ReleaseCase): CaseRepository {
  const folder = join(scratchFolder('case'), 'gadget.git');
  mkdirSync(folder);
  const git = (input: string | undefined, ...args: string[]) =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', input, stdio: ['pipe', 'pipe', 'ignore'] });
  git(undefined, 'init', '--quiet', '--bare', '--template=', '--initial-branch=main');
  const commits = commitsOf(releaseCase);
  // What `get-mark` asks for comes back in the same order.
  const ids = git(importStream(commits), 'fast-import', '--quiet').trim().split('\n');
  const known = new Map(commits.map(({ name }, index) => [name, ids[index] ?? '']));
  return { folder, commits: known };
}

function commitsOf(releaseCase: ReleaseCase): Commit[] {
  const config = releaseCase.config === undefined ? {} : { '.github/zlink-release.yml': releaseCase.config };
  if (releaseCase.history !== undefined) {
    return releaseCase.history.map(({ commit, files, tags, branch, from }, index) => ({
      name: commit,
      branch,
      from: from ?? null,
      files: index === 0 ? { ...config, ...files } : files,
      tags,
    }));
  }
  const at = { branch: 'main', from: null };
  const first = { ...at, name: 'first', files: { ...config, ...releaseCase.files }, tags: releaseCase.tags };
  const more = { ...at, name: 'work', files: { 'work.txt': 'work\n' }, tags: [] };
  return releaseCase['tagged-head'] ? [first] : [first, more];
}

function importStream(commits: readonly Commit[]): string {
  const lines: string[] = [];
  const data = (text: string) => lines.push(`data ${Buffer.byteLength(text)}\n${text}\n`);
  const begun = new Set<string>();
  for (const [index, { name, branch, from, files, tags }] of commits.entries()) {
    const person = `${PERSON} ${BEGIN + index * 60} +0000`;
    lines.push(`commit refs/heads/${branch}\nmark :${index + 1}\ncommitter ${person}\n`);
    data(name);
    const parent = begun.has(branch) ? -1 : commits.findIndex((each) => each.name === from);
    if (parent >= 0) lines.push(`from :${parent + 1}\n`);
    begun.add(branch);
    for (const [path, text] of Object.entries(files)) {
      lines.push(`M 100644 inline ${JSON.stringify(path)}\n`);
      data(text);
    }
    for (const tag of tags) {
      lines.push(`tag ${tag}\nfrom :${index + 1}\ntagger ${person}\n`);
      data(`release ${tag}`);
    }
    lines.push(`get-mark :${index + 1}\n`);
  }
  return lines.join('');
}
