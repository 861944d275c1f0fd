import type { SourceTree } from '../core/release/facts.ts';
import { entryAt } from '../core/release/git-tree.ts';
import type { Layout } from '../core/release/layout.ts';
import { nameRelease } from '../core/release/names.ts';
import { type PublicationPlan, planPublication } from '../core/release/publication.ts';
import type { Config } from '../core/settings/config.ts';
import { nameTemplates } from '../core/settings/name-templates.ts';
import { publishesTo } from '../core/triggers/publishers.ts';
import { isWorkflowPath, parseWorkflow, type WorkflowFile, workflowFileName } from '../core/triggers/workflow-file.ts';
import { type Finding, type Findings, findings } from './init-findings.ts';

/** Whether a workflow file is there that does not call this action. */
export const isTaken = (source: SourceTree, path: string): boolean =>
  entryAt(source.listing, path) !== null &&
  !/uses:\s*["']?kairos\/zlink-release@/.test(Buffer.from(source.files.get(path)?.bytes ?? []).toString('utf8'));

export interface PublicationFacts {
  readonly source: SourceTree;
  readonly defaultBranch: string;
  readonly layout: Pick<Layout, 'component' | 'versionFiles'>;
  readonly config: Config;
  readonly version: string;
  /** Releases are tagged already. */
  readonly hasReleases: boolean;
}

/** What the tag would start, what that publishes, and what must not start. */
export function publicationFindings(facts: PublicationFacts): Findings & {
  /** Paths of the workflows that the tag starts. */
  readonly started: readonly string[];
} {
  const { source, layout, config, version } = facts;
  const names = nameRelease(nameTemplates(config.templates, layout.component), version);
  if (!names.ok) return { ...findings({ open: names.problems.map((each) => each.what) }), started: [] };
  const { tag } = names.value;
  const { plan, problems } = planPublication({
    config,
    component: layout.component,
    names: names.value,
    version,
    source,
    repository: null,
    baseBranch: facts.defaultBranch,
    changedPaths: layout.versionFiles.map((each) => each.path),
    viewer: { login: null, kind: 'app' },
    remaining: { merge: true, tag: true },
    existingAliases: [],
    sameNamed: [],
    hasMergeQueue: false,
    hasImmutableReleases: null,
    releases: [],
    changelogSection: '',
  });
  const workflows = workflowsBeside(source);
  const judged = judgeWorkflows(workflows, plan, tag, facts.hasReleases);
  const byDefault = plan.forbidden.map(workflowFileName);
  // A list replaces what is forbidden by default.
  const isDefault = judged.toForbid.every((name) => byDefault.includes(name));
  return {
    found: [
      ...judged.found,
      ...judged.toForbid.map((from) => ({ what: 'publishes on other tags; forbidden to this release', from })),
    ],
    open: [
      // A workflow that waits for a release is told of with what it publishes to.
      ...problems.filter((each) => each.code !== 'release-maker-unknown').map((each) => each.what),
      ...judged.open,
      ...(plan.expected.length === 0 ? [`No workflow is started by ${tag}: the release ends with the tag.`] : []),
      ...(plan.assets === null
        ? ['No workflow tells of assets that it publishes: set `assets` when the release has some.']
        : []),
    ],
    keys: isDefault ? {} : { workflows: { forbidden: [...new Set([...judged.toForbid, ...byDefault])].sort() } },
    started: plan.runs.filter((run) => run.ref === tag).map(({ path }) => path),
  };
}

/** The workflows of a repository that can be read, without the one that calls this action. */
export const workflowsBeside = (source: SourceTree): WorkflowFile[] =>
  [...source.files].flatMap(([path, file]) => {
    const parsed =
      isWorkflowPath(path) && isTaken(source, path)
        ? parseWorkflow(path, Buffer.from(file.bytes).toString('utf8'))
        : null;
    return parsed?.ok === true ? [parsed.value] : [];
  });

function judgeWorkflows(
  workflows: readonly WorkflowFile[],
  plan: PublicationPlan,
  tag: string,
  hasReleases: boolean,
): { readonly found: readonly Finding[]; readonly open: readonly string[]; readonly toForbid: readonly string[] } {
  const startedBy = (path: string) =>
    plan.refs
      .filter((each) => each.decisions.some((decision) => decision.path === path && decision.starts))
      .map((each) => each.ref);
  const found: Finding[] = [];
  const open: string[] = [];
  const toForbid: string[] = [];
  for (const workflow of workflows) {
    const targets = publishesTo(workflow);
    if (plan.expected.includes(workflow.path)) {
      found.push({
        what: `${tag} starts it${targets.length === 0 ? '' : `, and it publishes to ${targets.join(', ')}`}`,
        from: workflow.path,
      });
    } else if (targets.length > 0) {
      const decision = withoutRelease(workflow, targets, startedBy(workflow.path), hasReleases);
      if (decision === null) toForbid.push(workflowFileName(workflow.path));
      else open.push(decision);
    }
  }
  return { found, open, toForbid };
}

/** What to say about a workflow that publishes, though the release tag does not start it; null: it belongs to other tags. */
function withoutRelease(
  workflow: WorkflowFile,
  targets: readonly string[],
  refs: readonly string[],
  hasScheme: boolean,
): string | null {
  const to = targets.join(', ');
  const filters = workflow.triggers.get('push')?.tags;
  if (refs.length > 0)
    return `${workflow.path} publishes to ${to} and is started by ${refs.join(', ')}, not by the release tag. If that is not wanted, list it as \`workflows.forbidden\`.`;
  if (filters !== undefined && filters !== null)
    return hasScheme
      ? null
      : `${workflow.path} publishes to ${to} on tags like ${filters.join(', ')}: set \`tag\` to match if it belongs to this release.`;
  if (workflow.triggers.has('release'))
    return `${workflow.path} publishes to ${to} when a GitHub release is published. Set \`release: create\` and this program makes it (it does so by itself where people made the earlier ones), or let the workflow start on the tag.`;
  return `${workflow.path} publishes to ${to}, started by ${[...workflow.triggers.keys()].join(', ')}; nothing in this release starts it.`;
}
