import { type Problem, Problems, problem } from '../problem.ts';
import { type DispatchInput, dispatchInputs } from './dispatch-inputs.ts';
import { type WorkflowFile, workflowFileName } from './workflow-file.ts';
import { type ActorKind, type StartDecision, type TriggerEvent, wouldStart } from './would-start.ts';

/** A ref this release creates or moves, or a pull request it opens, with the event that makes. */
export interface PlannedRef {
  /** Full ref, as the plan shows it; for a pull request its head. */
  readonly ref: string;
  readonly event: TriggerEvent;
}

export interface RunPlanOptions {
  /** Full ref of the tag whose workflows publish the release, `refs/tags/core/v1.2.0`; must be among the refs. */
  readonly releaseTag: string;
  readonly version: string;
  readonly component: string | null;
  /** Paths or file names; when absent, what the release tag starts. */
  readonly expected?: readonly string[] | undefined;
  /** Paths or file names; when absent, `isForeignPublisher` decides. */
  readonly forbidden?: readonly string[] | undefined;
  readonly trigger: 'push' | 'dispatch';
  readonly tokenKind: ActorKind;
  /** Workflow path or file name to its configured dispatch inputs. */
  readonly inputs?: ReadonlyMap<string, ReadonlyMap<string, string>> | undefined;
  /** Paths of workflows that could not be read: they have their own problem and are not called missing as well. */
  readonly unreadable?: readonly string[] | undefined;
}

export interface WorkflowDecision extends StartDecision {
  readonly path: string;
}

export interface RunPlan {
  /** What each ref starts and does not start, with the reason; workflows in path order. */
  readonly refs: readonly { readonly ref: string; readonly decisions: readonly WorkflowDecision[] }[];
  /** Paths of the workflows to wait for. */
  readonly expected: readonly string[];
  /** Paths of the workflows that must not start. */
  readonly forbidden: readonly string[];
  /** With `trigger: dispatch`: what to dispatch at the release tag. */
  readonly dispatches: readonly { readonly path: string; readonly inputs: readonly DispatchInput[] }[];
  /** Things worth reading that stop nothing. */
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Foresees every run that a release starts, and says what is wrong with that.
 *
 * Expected by default is what a push of the release tag starts, less what is forbidden. With `trigger: dispatch` the same
 * workflows are expected, and must be ready to be dispatched.
 *
 * @param workflows as they are at the release commit
 */
export function planRuns(
  workflows: readonly WorkflowFile[],
  refs: readonly PlannedRef[],
  options: RunPlanOptions,
): RunPlan {
  const sorted = [...workflows].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const problems = new Problems();
  const notes: string[] = [];
  const decisions = refs.map(({ ref, event }) => ({
    ref,
    decisions: sorted.map((workflow) => ({ path: workflow.path, ...wouldStart(workflow, event, options.tokenKind) })),
  }));
  const releaseEvent = refs.find((each) => each.ref === options.releaseTag)?.event;
  /** By its filters alone: what the tag starts when it is pushed by somebody whose pushes count. */
  const byTag = (workflow: WorkflowFile): StartDecision =>
    releaseEvent === undefined
      ? { starts: false, awaitsApproval: false, why: `${options.releaseTag} is not pushed` }
      : wouldStart(workflow, releaseEvent);

  const forbidden = sorted.filter((workflow) =>
    options.forbidden === undefined
      ? isForeignPublisher(workflow.path, options.component)
      : options.forbidden.some((name) => isNamed(workflow.path, name)),
  );
  const expected: WorkflowFile[] = [];
  if (options.expected === undefined) {
    expected.push(...sorted.filter((workflow) => byTag(workflow).starts && !forbidden.includes(workflow)));
  } else {
    for (const name of options.expected) {
      const found = sorted.find((workflow) => isNamed(workflow.path, name));
      if (found !== undefined) {
        if (!expected.includes(found)) expected.push(found);
      } else if (!(options.unreadable ?? []).some((path) => isNamed(path, name))) {
        problems.add(missing(name, sorted));
      }
    }
  }

  for (const workflow of forbidden) {
    for (const { ref, decisions: all } of decisions) {
      const decision = all.find((each) => each.path === workflow.path);
      if (decision?.starts !== true) continue;
      problems.add(
        problem('forbidden-workflow-starts', `${ref} would start ${workflow.path}: ${decision.why}.`, {
          where: workflow.path,
        }),
      );
    }
    if (expected.includes(workflow)) {
      problems.add(
        problem('config-invalid', `${workflow.path} is both expected and forbidden.`, {
          where: 'workflows.forbidden',
          remedy: 'Name it in one of the two lists.',
        }),
      );
    }
  }

  const dispatches: { path: string; inputs: readonly DispatchInput[] }[] = [];
  if (options.trigger === 'dispatch') {
    const subject = {
      version: options.version,
      tag: options.releaseTag.replace(/^refs\/tags\//, ''),
      component: options.component,
    };
    for (const workflow of expected) {
      const inputs = problems.take(dispatchInputs(workflow, subject, inputsOf(options.inputs, workflow.path)));
      if (inputs !== null) dispatches.push({ path: workflow.path, inputs });
    }
    const pushed = decisions.find((each) => each.ref === options.releaseTag)?.decisions.filter((each) => each.starts);
    for (const { path } of pushed ?? []) {
      if (dispatches.some((each) => each.path === path)) {
        notes.push(`The tag starts ${path} by itself; a dispatch as well would run it twice.`);
      }
    }
  } else if (options.tokenKind === 'github-token' && expected.length > 0) {
    problems.add(
      problem(
        'token-starts-no-workflows',
        `The tag would start ${expected.map((each) => workflowFileName(each.path)).join(' and ')}, but not when GITHUB_TOKEN creates it.`,
      ),
    );
  } else {
    for (const workflow of expected) {
      const decision = byTag(workflow);
      if (decision.starts) continue;
      problems.add(
        problem(
          'expected-workflow-silent',
          `${options.releaseTag} would not start ${workflow.path}: ${decision.why}.`,
          {
            where: workflow.path,
          },
        ),
      );
    }
  }

  for (const { ref, decisions: all } of decisions) {
    if (!ref.startsWith('refs/tags/') || ref === options.releaseTag) continue;
    for (const { path, starts, why } of all) {
      if (starts) notes.push(`${ref} starts ${path} as well: ${why}.`);
    }
  }
  return {
    refs: decisions,
    expected: expected.map((each) => each.path),
    forbidden: forbidden.map((each) => each.path),
    dispatches,
    notes,
    problems: problems.found,
  };
}

/** Whether a configured name means a workflow: its path or its file name. */
const isNamed = (path: string, name: string): boolean => path === name || workflowFileName(path) === name;

function missing(name: string, workflows: readonly WorkflowFile[]): Problem {
  const there = workflows.map((each) => workflowFileName(each.path)).slice(0, 20);
  return problem('expected-workflow-missing', `There is no workflow ${JSON.stringify(name)} at the release commit.`, {
    where: 'workflows.expected',
    remedy: there.length === 0 ? 'The commit has no workflows.' : `Name one of ${there.join(', ')}.`,
  });
}

function inputsOf(inputs: RunPlanOptions['inputs'], path: string): ReadonlyMap<string, string> {
  return inputs?.get(path) ?? inputs?.get(workflowFileName(path)) ?? new Map();
}

/** Words in a file name that speak of publishing, and of the packages that are released on their own. */
const PUBLISHING_WORDS = new Set(['release', 'releases', 'publish', 'deploy']);
const PACKAGE_WORDS = new Set(['binding', 'bindings', 'nuget', 'npm', 'pypi', 'maven', 'crates', 'rubygems']);

/**
 * Whether a workflow is forbidden when nothing is configured: a component is released, and the file name speaks of
 * publishing language packages rather than that component (`bindings-release.yml`, `publish-nuget.yml`). A repository
 * released as a whole forbids nothing by default.
 */
export function isForeignPublisher(path: string, component: string | null): boolean {
  if (component === null) return false;
  const words = workflowFileName(path)
    .toLowerCase()
    .replace(/\.ya?ml$/, '')
    .split(/[^a-z0-9]+/);
  return (
    words.some((word) => PUBLISHING_WORDS.has(word)) &&
    words.some((word) => PACKAGE_WORDS.has(word)) &&
    !words.includes(component.toLowerCase())
  );
}
