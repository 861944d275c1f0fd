import { type Problem, Problems } from '../problem.ts';
import type { Config } from '../settings/config.ts';
import { planRuns, type RunPlan } from '../triggers/expected-runs.ts';
import { type AssetPattern, expectedAssets } from '../triggers/release-assets.ts';
import { isWorkflowPath, parseWorkflow, type WorkflowFile } from '../triggers/workflow-file.ts';
import type { ViewerKind } from '../triggers/would-start.ts';
import type { SourceTree } from './facts.ts';
import type { ReleaseNames } from './names.ts';

/** What the refs of a release set in motion, and what must have been published in the end. */
export interface PublicationPlan {
  /** Each ref in the order it comes to be, with every workflow's decision and why. */
  readonly refs: RunPlan['refs'];
  /** Paths of the workflows whose runs must succeed. */
  readonly expected: readonly string[];
  readonly forbidden: readonly string[];
  /** `trigger: dispatch`: inputs by workflow path. */
  readonly inputs: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** null: no published release is expected. */
  readonly assets: readonly AssetPattern[] | null;
}

export interface PublicationInput {
  readonly config: Config;
  readonly component: string | null;
  readonly names: ReleaseNames;
  readonly version: string;
  readonly source: SourceTree;
  readonly baseBranch: string;
  readonly changedPaths: readonly string[];
  readonly viewerKind: ViewerKind;
  /** false once the tag exists: who made it no longer matters. */
  readonly tagRemains: boolean;
}

/** Foresees the runs of a release and the assets they publish, from the workflows at the release commit. */
export function planPublication(input: PublicationInput): {
  readonly plan: PublicationPlan;
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
} {
  const { config, names, version, component, source } = input;
  const problems = new Problems();
  const workflows: WorkflowFile[] = [];
  const unreadable: string[] = [];
  for (const [path, file] of source.files) {
    if (!isWorkflowPath(path)) continue;
    const workflow = problems.take(parseWorkflow(path, Buffer.from(file.bytes).toString('utf8')));
    if (workflow === null) unreadable.push(path);
    else workflows.push(workflow);
  }
  const changedPaths = [...input.changedPaths];
  const headCommitMessage = `${names.pullRequestTitle}\n\n${names.pullRequestBody}`;
  const push = (ref: string) => ({ ref, event: { kind: 'push' as const, ref, changedPaths, headCommitMessage } });
  const releaseTag = `refs/tags/${names.tag}`;
  const runs = planRuns(
    workflows,
    [
      {
        ref: `pull request ${names.branch} → ${input.baseBranch}`,
        event: {
          kind: 'pull_request',
          action: 'opened',
          baseBranch: input.baseBranch,
          headBranch: names.branch,
          changedPaths,
          headCommitMessage: names.commitMessage,
        },
      },
      push(`refs/heads/${input.baseBranch}`),
      push(releaseTag),
      ...names.aliasTags.map((name) => push(`refs/tags/${name}`)),
    ],
    {
      releaseTag,
      version,
      component,
      expected: config.workflows.expected ?? undefined,
      forbidden: config.workflows.forbidden ?? undefined,
      trigger: config.workflows.trigger,
      tokenKind: input.viewerKind,
      inputs: new Map(
        Object.entries(config.workflows.inputs).map(([name, values]) => [name, new Map(Object.entries(values))]),
      ),
      unreadable,
    },
  );
  problems.add(...runs.problems.filter((each) => input.tagRemains || each.code !== 'token-starts-no-workflows'));
  return {
    problems: problems.found,
    warnings: [...runs.notes, ...nothingFollows(input, runs)],
    plan: {
      refs: runs.refs,
      expected: runs.expected,
      forbidden: runs.forbidden,
      inputs: new Map(
        runs.dispatches.map(({ path, inputs }) => [
          path,
          Object.fromEntries(inputs.map(({ name, value }) => [name, value])),
        ]),
      ),
      assets: planAssets(input, workflows, runs.expected),
    },
  };
}

/** A filter that misses the tag looks like a repository that publishes nothing: who means that has said so. */
function nothingFollows({ config, names }: PublicationInput, runs: RunPlan): string[] {
  if (runs.expected.length > 0 || config.workflows.expected !== null) return [];
  return [
    `No workflow follows ${names.tag}, so nothing would be built, watched or verified: see the filters of \`on.push.tags\`, or say \`workflows.expected: false\`.`,
  ];
}

/** What the configuration says, or what the expected workflows say they publish. */
function planAssets(
  { config, names, version }: PublicationInput,
  workflows: readonly WorkflowFile[],
  expected: readonly string[],
): readonly AssetPattern[] | null {
  if (config.assets === false) return null;
  if (config.assets !== null) {
    return config.assets.map(configuredAsset);
  }
  const patterns = workflows
    .filter((workflow) => expected.includes(workflow.path))
    .flatMap((workflow) => expectedAssets(workflow, { version, tag: names.tag }).patterns);
  return patterns.length === 0 ? null : patterns;
}

/** An asset named by a person: a name, or a glob with `*` and `?`. */
export const configuredAsset = (name: string): AssetPattern => ({
  name,
  certainty: /[*?]/.test(name) ? 'glob' : 'exact',
  from: 'the configuration',
  because: null,
});
