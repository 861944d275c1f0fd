import { type Checked, Problems, problem } from '../problem.ts';
import { refNameFault } from '../ref-name.ts';
import { fillTemplate, type NameTemplates } from '../settings/name-templates.ts';
import { containsSkipCi } from '../triggers/skip-ci.ts';

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

/** Names the release of `version` (MAJOR.MINOR.PATCH, already validated), or says which names git or GitHub refuse. */
export function nameRelease(templates: NameTemplates, version: string): Checked<ReleaseNames> {
  const [major = '', minor = '', patch = ''] = version.split(/[-.]/);
  const base = {
    version,
    major,
    minor,
    patch,
    ...(templates.component === null ? {} : { component: templates.component }),
  };
  const tag = fillTemplate(templates.tag, base);
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
  for (const [at, name] of names.aliasTags.entries()) {
    const other = name === names.tag ? 'the release tag' : names.aliasTags.indexOf(name) < at ? 'another one' : null;
    if (other === null) continue;
    problems.add(
      problem('ref-name-invalid', `An alias tag has the same name as ${other}, ${name}.`, { where: 'alias-tag' }),
    );
  }
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
