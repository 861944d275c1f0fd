import { type Problem, problem } from '../problem.ts';
import { nameInTheWay } from '../ref-name.ts';
import type { ReleaseRefs } from './facts.ts';
import type { ReleaseNames } from './names.ts';

/** What a release still makes, and so what git has to have room for. */
export interface NewRefs {
  readonly branch: boolean;
  readonly followUpBranch: boolean;
  readonly tag: boolean;
  readonly aliases: readonly string[];
}

/** Branches and tags that keep git from having the names of this release. */
export function refConflicts(names: ReleaseNames, refs: ReleaseRefs, made: NewRefs): readonly Problem[] {
  const found: Problem[] = [];
  const look = (kind: 'heads' | 'tags', key: string, name: string) => {
    const existing = kind === 'heads' ? refs.branches : refs.tags;
    const other = existing.has(name) ? null : nameInTheWay(name, existing.keys());
    if (other !== null) found.push(inTheWay(kind, key, name, other));
  };
  if (made.branch) look('heads', 'release-branch', names.branch);
  if (made.followUpBranch) look('heads', 'follow-up-branch', names.followUpBranch);
  if (made.tag) look('tags', 'tag', names.tag);
  for (const alias of made.aliases) look('tags', 'alias-tag', alias);
  return found;
}

/** Names that lie in no folder. */
const FREE: Readonly<Record<string, string>> = {
  'release-branch': 'release-version-{version}',
  'follow-up-branch': 'release-after-{version}',
};

/** A published tag is never renamed or deleted for the sake of a new one; a branch is its owner's to rename. */
export function inTheWay(kind: 'heads' | 'tags', key: string, name: string, other: string): Problem {
  const what = kind === 'heads' ? 'branch' : 'tag';
  const remedy =
    kind === 'heads'
      ? `Set another \`${key}\` in the configuration, or rename the branch ${other}; then run the same command again.`
      : `Set another \`${key}\` in the configuration, then run the same command again: tags that are out are left alone.`;
  return problem(
    'ref-in-the-way',
    `There is refs/${kind}/${other}, so git cannot have the ${what} ${name}: git cannot keep a name both as a ref and as a folder of refs.`,
    {
      where: `refs/${kind}/${other}`,
      remedy,
      ...(FREE[key] === undefined ? {} : { paste: [`${key}: '${FREE[key]}'`] }),
    },
  );
}
