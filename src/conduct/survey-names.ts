import { type Problem, Problems, problem } from '../core/problem.ts';
import { freeVersionAfter, nameWasUsed, stoodBefore } from '../core/release/burned-name.ts';
import type { ReleaseObservation, ReleaseRefs, RepositoryFacts, TagRuleset } from '../core/release/facts.ts';
import type { ReleaseNames } from '../core/release/names.ts';
import type { ReleasePosition } from '../core/release/position.ts';
import { refConflicts } from '../core/release/ref-conflicts.ts';
import { releaseTagFolder } from '../core/release/release-tags.ts';
import type { NameTemplates } from '../core/settings/name-templates.ts';
import type { GitHubClient } from '../github/client.ts';
import { readFormerRun } from '../github/read-former-run.ts';
import { type RefQuestion, type RefReading, readRefs } from '../github/read-refs.ts';
import { type DecidedAlias, decideAliases } from './decide-aliases.ts';

/** A release by its names, and what stands in the repository under and around them. */
export interface NamedRelease {
  readonly repository: RepositoryFacts;
  readonly templates: NameTemplates;
  readonly names: ReleaseNames;
  readonly version: string;
  readonly base: { readonly name: string; readonly head: string };
  readonly tagRulesets: readonly TagRuleset[];
  readonly refs: ReleaseRefs;
  readonly observation: ReleaseObservation;
  /** null when where the release stands is itself a problem. */
  readonly position: ReleasePosition | null;
  /** A release branch is made: something of the tree may change. */
  readonly hasBranch: boolean;
  /** A pull request follows: with the hash of the tag's archive, or the marks of development. */
  readonly hasFollowUp: boolean;
}

/** What can be said of the names of a release before anything is written. */
export interface NameFindings {
  readonly aliases: readonly DecidedAlias[];
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
  /** Those names of its tags that a branch has as well. */
  readonly sameNamed: readonly string[];
}

/** The refs that a release has to do with. An alias or a tag may have a branch of the same name, too. */
export const refQuestion = (names: ReleaseNames, templates: NameTemplates): RefQuestion => ({
  branches: [names.branch, names.followUpBranch, names.tag, ...names.aliasTags],
  tags: [names.tag, ...names.aliasTags],
  tagFolder: releaseTagFolder(templates),
});

/** … and what stands there. */
export const readReleaseRefs = (
  client: GitHubClient,
  names: ReleaseNames,
  templates: NameTemplates,
  reading: RefReading,
): Promise<ReleaseRefs> => readRefs(client, refQuestion(names, templates), reading);

/** Whether git and GitHub have room for the names of a release, and what becomes of its aliases. Writes nothing. */
export async function surveyNames(client: GitHubClient, named: NamedRelease): Promise<NameFindings> {
  const { names, version, position, observation, refs, base } = named;
  const problems = new Problems();
  const merged = position?.kind === 'merged' ? position : null;
  const commit = merged?.mergeCommit ?? null;
  const aliases = await decideAliases(client, {
    ...named,
    release: { version, tag: names.tag, commit, isTagged: merged?.tagged === true },
    onto: commit ?? base.head,
    needsHistory: named.tagRulesets.some(({ rules }) => rules.some(({ type }) => type === 'non_fast_forward')),
  });
  for (const { step } of aliases) if (step.kind === 'stop') problems.add(step.problem);
  if (names.branch === base.name) {
    problems.add(
      problem('ref-name-invalid', `The release branch ${names.branch} would be the base branch itself.`, {
        where: 'release-branch',
      }),
    );
  }
  problems.add(
    ...refConflicts(names, refs, {
      branch: merged === null && named.hasBranch,
      followUpBranch: named.hasFollowUp,
      tag: observation.tag === null,
      aliases: aliases.filter(({ step }) => step.kind === 'create').map(({ name }) => name),
    }),
  );
  const former = await formerName(client, named, commit);
  if (former.problem !== null) problems.add(former.problem);
  const said = aliasRemarks(aliases);
  const sameNamed = [names.tag, ...names.aliasTags].filter((name) => refs.branches.has(name));
  return {
    aliases,
    problems: problems.found,
    notes: [...said.notes, ...(named.repository.immutableReleases === null ? [IMMUTABLE_UNKNOWN] : [])],
    warnings: [...said.warnings, ...former.warnings, ...sameNamed.map(toldSameNamed)],
    sameNamed,
  };
}

const IMMUTABLE_UNKNOWN =
  'Whether releases are immutable here is not known: it takes the permission `administration: read` to ask.';

function aliasRemarks(aliases: readonly DecidedAlias[]): { readonly notes: string[]; readonly warnings: string[] } {
  const notes: string[] = [];
  const warnings: string[] = [];
  for (const { step } of aliases) {
    if (step.kind === 'move') notes.push(step.note);
    if (step.kind === 'stay') (step.odd ? warnings : notes).push(step.note);
  }
  return { notes, warnings };
}

/** Git has both, and who asks for the name gets one of them. */
const toldSameNamed = (name: string): string =>
  `There is a branch ${name} as well as a tag of that name: whoever asks for ${name} may get either.`;

/** A tag that is not there, but was: GitHub may keep its name. */
async function formerName(
  client: GitHubClient,
  { repository, templates, names, version, refs, observation }: NamedRelease,
  mergeCommit: string | null,
): Promise<{ readonly problem: Problem | null; readonly warnings: readonly string[] }> {
  // Where releases are not immutable, what is deleted leaves nothing behind.
  if (observation.tag !== null || repository.immutableReleases === false) return { problem: null, warnings: [] };
  const run = await readFormerRun(client, names.tag);
  // Of a tag at the merge commit more is known than that it was there.
  if (run === null || (run !== 'unknown' && run.commit === mergeCommit)) return { problem: null, warnings: [] };
  if (run === 'unknown') {
    const unknown = `Whether ${names.tag} stood here before is not known: it takes the permission \`actions: read\` to ask.`;
    return { problem: null, warnings: [unknown] };
  }
  // A branch of that name starts runs that look the same.
  if (repository.immutableReleases !== true || refs.branches.has(names.tag))
    return { problem: null, warnings: [stoodBefore(names.tag, run)] };
  const next = freeVersionAfter(version, templates, refs.tags);
  return { problem: nameWasUsed(names.tag, run, next), warnings: [] };
}
