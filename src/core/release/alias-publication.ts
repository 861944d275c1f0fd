import { type Problem, Problems, problem } from '../problem.ts';
import type { ExpectedRun, RunPlan } from '../triggers/expected-runs.ts';
import { matchesFilter } from '../triggers/filter-pattern.ts';
import { publishesTo, takenOnce } from '../triggers/publishers.ts';
import { publishingSteps } from '../triggers/publishing-steps.ts';
import { contextOf } from '../triggers/run-jobs.ts';
import type { WorkflowFile } from '../triggers/workflow-file.ts';
import { wouldStart } from '../triggers/would-start.ts';
import type { ReleaseNames } from './names.ts';

/**
 * Aliases that would publish a second time: the workflow that the release tag starts is started by the alias too, and makes a
 * release of the alias' name, or hands the same version to a registry again. So does one that waits for versions of another name,
 * as `v5.0.0` beside this release's `core/v1.3.0`, for which the alias `v1.3` looks like one of them. A workflow that listens to
 * the alias alone means it, and is watched like the others.
 */
export function aliasPublications(
  workflows: readonly WorkflowFile[],
  runs: RunPlan,
  { names, version }: { readonly names: ReleaseNames; readonly version: string },
): readonly Problem[] {
  const problems = new Problems();
  for (const alias of names.aliasTags) {
    const ref = `refs/tags/${alias}`;
    for (const workflow of workflows) {
      const { path } = workflow;
      const cause = runs.refs.find(
        ({ of, decisions }) => of === ref && decisions.some((each) => each.path === path && each.starts),
      );
      const decision = cause?.decisions.find((each) => each.path === path);
      const isOfTag = runs.runs.some((run: ExpectedRun) => run.path === path && run.ref === names.tag);
      if (decision === undefined || !(isOfTag || takesVersions(workflow, ref))) continue;
      const event = cause?.event === 'create' ? 'create' : 'push';
      const { steps } = publishingSteps(workflow, { version, tag: alias, event });
      const again = takenOnce(publishesTo(workflow, contextOf({ event, ref, inputs: {} })));
      const does = [
        ...(steps.length === 0 ? [] : [`publishes a GitHub release called ${alias}`]),
        ...(again.length === 0 ? [] : [`publishes ${version} to ${again.join(', ')} once more`]),
      ];
      if (does.length === 0) continue;
      problems.add(
        problem(
          'alias-publishes',
          `Moving ${alias} would start ${path} (${decision.why}), which ${does.join(' and ')}.`,
          {
            where: path,
            ...(event === 'create' ? { remedy: NO_FILTER } : isOfTag ? remedyFor(names) : {}),
          },
        ),
      );
    }
  }
  return problems.found;
}

/** Whether a workflow takes a whole version that begins like the alias: then it is not the alias that it waits for. */
const takesVersions = (workflow: WorkflowFile, alias: string): boolean =>
  /\d$/.test(alias) &&
  ['.0', '.0.0'].some(
    (rest) =>
      wouldStart(workflow, { kind: 'push', ref: alias + rest, changedPaths: null, headCommitMessage: '' }).starts,
  );

const NO_FILTER =
  '`on.create` has no filters: let it listen to `on.push` with `tags` that the alias does not match, or leave its publishing job out with `if:`.';

/** Filters that take the release tag and none of its aliases. */
function remedyFor({ tag, aliasTags }: ReleaseNames): { remedy?: string } {
  const filters = ['*.*.*', '[0-9]+.[0-9]+.[0-9]+']
    .map((form) => tag.replace(/\d+\.\d+\.\d+.*$/, form))
    .filter(
      (form) => matchesFilter([form], tag).matches && !aliasTags.some((name) => matchesFilter([form], name).matches),
    );
  if (filters.length === 0) return {};
  const shown = filters.map((each) => `\`${each}\``).join(' or ');
  return {
    remedy: `Narrow the \`tags\` of its \`on.push\` to ${shown}, which ${aliasTags.join(' and ')} do${aliasTags.length === 1 ? 'es' : ''} not match, or leave its publishing job out with \`if:\`.`,
  };
}
