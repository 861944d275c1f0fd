import { type Checked, type Problem, Problems, problem } from '../problem.ts';
import { isBelow, refNameFault } from '../ref-name.ts';
import { fillTemplate, type NameTemplates } from '../settings/name-templates.ts';
import { containsSkipCi } from '../triggers/skip-ci.ts';
import { compareVersions } from '../version/semver.ts';
import { ANY_FORM } from '../version/version-form.ts';
import { releaseTag, releaseTagReader, versionValues } from './release-tags.ts';

/** Everything a release names, without `refs/…` prefixes. */
export interface ReleaseNames {
  readonly branch: string;
  readonly commitMessage: string;
  readonly pullRequestTitle: string;
  readonly pullRequestBody: string;
  readonly tag: string;
  readonly tagMessage: string;
  readonly aliasTags: readonly string[];
  readonly aliasMessage: string;
  readonly followUpBranch: string;
}

/** Names the release of `version` (already validated), or says which names git or GitHub refuse. */
export function nameRelease(templates: NameTemplates, version: string): Checked<ReleaseNames> {
  const base = versionValues(templates.component, version);
  const tag = releaseTag(templates, version);
  const values = { ...base, tag };
  const fill = (template: string) => fillTemplate(template, values);
  const names: ReleaseNames = {
    branch: fill(templates.releaseBranch),
    commitMessage: fill(templates.commitMessage),
    pullRequestTitle: fill(templates.pullRequestTitle),
    pullRequestBody: fill(templates.pullRequestBody),
    tag,
    tagMessage: fill(templates.tagMessage),
    aliasTags: templates.aliasTags.map(fill),
    aliasMessage: fill(templates.aliasMessage),
    followUpBranch: fill(templates.followUpBranch),
  };

  const problems = new Problems();
  const refs = [
    ['release-branch', names.branch],
    ['tag', names.tag],
    ...names.aliasTags.map((name) => ['alias-tag', name] as const),
    ['follow-up-branch', names.followUpBranch],
  ] as const;
  for (const [key, name] of refs) {
    const fault = refNameFault(name);
    if (fault !== null) problems.add(problem('ref-name-invalid', `${JSON.stringify(name)} ${fault}.`, { where: key }));
  }
  const said = releaseTagReader({ ...templates, form: ANY_FORM })(names.tag);
  if (said === null || compareVersions(said, version) !== 0)
    problems.add(sameTagTwice(templates.tag, names.tag, version));
  problems.add(...aliasFaults(templates, names), ...ownConflicts(names));
  const texts = [
    ['commit-message', names.commitMessage],
    ['pr-title', names.pullRequestTitle],
    ['pr-body', names.pullRequestBody],
  ] as const;
  for (const [key, text] of texts) {
    const phrase = containsSkipCi(text);
    if (phrase !== null) {
      problems.add(
        problem('message-skips-ci', `${JSON.stringify(phrase)} would keep workflows from starting.`, { where: key }),
      );
    }
  }
  return problems.over(() => names);
}

/** A template that holds the numbers alone says nothing of a candidate, and one without the third nothing of a patch. */
const sameTagTwice = (template: string, tag: string, version: string): Problem =>
  problem(
    'version-invalid',
    `\`tag: ${template}\` has no place for all of ${version}: ${tag} would be the tag of another version as well.`,
    {
      where: 'tag',
      remedy: 'Give a version that it can say, or put `{version}` into the template.',
    },
  );

/** An alias moves, so it must not be a name that another alias has, or a release. */
function aliasFaults(templates: NameTemplates, { tag, aliasTags }: ReleaseNames): Problem[] {
  const releaseOf = releaseTagReader(templates);
  return aliasTags.flatMap((name, at) => {
    const release = releaseOf(name);
    const is =
      name === tag
        ? 'has the same name as the release tag'
        : aliasTags.indexOf(name) < at
          ? 'has the same name as another one'
          : release !== null
            ? `would be the release tag of ${release}, which never moves`
            : null;
    return is === null ? [] : [problem('ref-name-invalid', `An alias tag ${is}, ${name}.`, { where: 'alias-tag' })];
  });
}

/** Of two names of the same kind, none can be a folder of the other, and two branches need two names. */
function ownConflicts({ tag, aliasTags, branch, followUpBranch }: ReleaseNames): Problem[] {
  const found: Problem[] = [];
  const pairs = [
    ...aliasTags.map((alias) => ['alias-tag', alias, 'tag', tag] as const),
    ...aliasTags.flatMap((alias, at) =>
      aliasTags.slice(0, at).map((other) => ['alias-tag', alias, 'alias-tag', other] as const),
    ),
    ['follow-up-branch', followUpBranch, 'release-branch', branch] as const,
  ];
  for (const [key, name, otherKey, other] of pairs) {
    const clash = isBelow(name, other) || isBelow(other, name) ? 'one name would be a folder of the other' : null;
    const same = key === 'follow-up-branch' && name === other ? 'they are the same' : null;
    const why = clash ?? same;
    if (why === null) continue;
    const what = `${JSON.stringify(name)} and ${JSON.stringify(other)} (\`${otherKey}\`) cannot both be: ${why}.`;
    found.push(problem('ref-name-invalid', what, { where: key }));
  }
  return found;
}
