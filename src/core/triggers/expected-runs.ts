import { type Problem, Problems, problem } from '../problem.ts';
import { type DispatchInput, dispatchInputs } from './dispatch-inputs.ts';
import { causeText, followingRuns, isOfTags, type PlannedRef, shortName, TAGS } from './planned-refs.ts';
import { callOf, leavesOutEveryJob } from './run-jobs.ts';
import { type WorkflowFile, workflowFileName } from './workflow-file.ts';
import { type ActorKind, type StartDecision, wouldStart } from './would-start.ts';

export interface RunPlanOptions {
  /** Full ref of the tag whose workflows publish the release, `refs/tags/core/v1.2.0`; must be among the refs. */
  readonly releaseTag: string;
  readonly version: string;
  readonly component: string | null;
  /** Paths or file names; when absent, what the tags of the release start. */
  readonly expected?: readonly string[] | undefined;
  /** Paths or file names; when absent, `isForeignPublisher` decides. */
  readonly forbidden?: readonly string[] | undefined;
  readonly trigger: 'push' | 'dispatch';
  readonly tokenKind: ActorKind;
  /** Workflow path or file name to its configured dispatch inputs. */
  readonly inputs?: ReadonlyMap<string, ReadonlyMap<string, string>> | undefined;
  /** `owner/name` of the repository; null where it is not known. */
  readonly repository: string | null;
  /** Those names of its tags that a branch has as well. */
  readonly branches: readonly string[];
  /** Paths of workflows that could not be read: they have their own problem and are not called missing as well. */
  readonly unreadable?: readonly string[] | undefined;
}

export interface WorkflowDecision extends StartDecision {
  readonly path: string;
}

/** Who may name a forbidden workflow without doing anything of it. */
export interface LeftOutCall {
  /** Path of the workflow that calls, and what its run is started by. */
  readonly by: string;
  readonly event: string;
  /** Path of the workflow that is called. */
  readonly path: string;
}

/** A workflow that the push of a branch starts, where the branch is called like a tag of the release. */
export interface SameNamedPush {
  /** Of the tag and of the branch. */
  readonly name: string;
  readonly path: string;
  /** `branch`: the push of the tag does not start it. */
  readonly starts: 'branch' | 'either';
}

/** A run that belongs to the release. */
export interface ExpectedRun {
  readonly path: string;
  readonly event: 'push' | 'create' | 'release' | 'workflow_dispatch';
  /** Branch or tag, as GitHub shows it with the run: `v1.2.0`. */
  readonly ref: string;
  /**
   * Whether it has to come. The run of an alias need not: somebody may have moved the alias there before. If it comes, it has
   * to succeed like the others.
   */
  readonly isRequired: boolean;
}

export interface RunPlan {
  /**
   * What each ref starts and does not start, with the reason; workflows in path order. Of events that are no push and no pull
   * request, only what listens to them.
   */
  readonly refs: readonly {
    /** What happens, as the subject of a sentence; for a push, the full ref. */
    readonly ref: string;
    readonly event: string;
    /** Full ref. */
    readonly of: string;
    readonly decisions: readonly WorkflowDecision[];
  }[];
  /** Paths of the workflows to wait for. */
  readonly expected: readonly string[];
  /** Every run of them that this release starts. */
  readonly runs: readonly ExpectedRun[];
  /** Paths of the workflows that must not start. */
  readonly forbidden: readonly string[];
  /** Calls of them that no run makes, since the `if:` of the calling jobs leaves them out. */
  readonly leftOut: readonly LeftOutCall[];
  /** What runs that look like one of a tag may be of a branch instead. */
  readonly sameNamed: readonly SameNamedPush[];
  /** With `trigger: dispatch`: what to dispatch at the release tag. */
  readonly dispatches: readonly { readonly path: string; readonly inputs: readonly DispatchInput[] }[];
  /** Things worth reading that stop nothing. */
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Foresees every run that a release starts, and says what is wrong with that.
 *
 * Expected by default is what the tags of the release start, by push and by `create`, less what is forbidden and what has
 * nothing to do for them. With `trigger: dispatch` the workflows of the release tag are expected, and must be ready to be
 * dispatched.
 *
 * @param workflows as they are at the release commit
 */
export function planRuns(
  workflows: readonly WorkflowFile[],
  refs: readonly PlannedRef[],
  options: RunPlanOptions,
): RunPlan {
  return new RunPlanning(workflows, refs, options).plan();
}

/** A cause with what it starts and does not start. */
interface DecidedCause {
  /** As the subject of a sentence. */
  readonly ref: string;
  readonly event: string;
  /** Full ref. */
  readonly of: string;
  readonly decisions: readonly WorkflowDecision[];
}

class RunPlanning {
  readonly #options: RunPlanOptions;
  readonly #workflows: readonly WorkflowFile[];
  readonly #events: readonly PlannedRef[];
  readonly #problems = new Problems();
  readonly #notes: string[] = [];
  readonly #leftOut: LeftOutCall[] = [];

  constructor(workflows: readonly WorkflowFile[], refs: readonly PlannedRef[], options: RunPlanOptions) {
    this.#options = options;
    this.#workflows = [...workflows].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    this.#events = [...refs, ...followingRuns(this.#workflows, refs, options.tokenKind)];
  }

  plan(): RunPlan {
    const { trigger } = this.#options;
    const forbidden = this.#forbidden();
    const expected = this.#expected(forbidden);
    const decided = this.#decisions();
    const sameNamed = this.#sameNamed();
    this.#refuseForbidden(forbidden, expected, decided);
    const dispatches = trigger === 'dispatch' ? this.#dispatches(expected) : [];
    if (trigger === 'push') {
      this.#requireRuns(expected);
      this.#refuseSameNamed(expected, sameNamed);
    }
    this.#tellOfAliases(decided);
    return {
      refs: decided,
      expected: expected.map((each) => each.path),
      runs: this.#runs(expected),
      forbidden: forbidden.map((each) => each.path),
      leftOut: this.#leftOut,
      sameNamed,
      dispatches,
      notes: this.#notes,
      problems: this.#problems.found,
    };
  }

  #forbidden(): WorkflowFile[] {
    const { forbidden, component } = this.#options;
    return this.#workflows.filter(({ path }) =>
      forbidden === undefined ? isForeignPublisher(path, component) : forbidden.some((name) => isNamed(path, name)),
    );
  }

  #expected(forbidden: readonly WorkflowFile[]): WorkflowFile[] {
    const { expected: names, unreadable = [], trigger, releaseTag } = this.#options;
    if (names === undefined) {
      const causes = this.#events.filter((each) =>
        trigger === 'push' ? isOfTags(each) : each.ref === releaseTag && each.event.kind === 'push',
      );
      return this.#workflows.filter(
        (workflow) => !forbidden.includes(workflow) && causes.some((cause) => this.#runsFor(workflow, cause)),
      );
    }
    const found: WorkflowFile[] = [];
    for (const name of names) {
      const workflow = this.#workflows.find((each) => isNamed(each.path, name));
      if (workflow === undefined && !unreadable.some((path) => isNamed(path, name)))
        this.#problems.add(missing(name, this.#workflows));
      if (workflow !== undefined && !found.includes(workflow)) found.push(workflow);
    }
    return found;
  }

  /**
   * Whether a cause starts a workflow and has a job to do for it: by the release tag, if it is pushed by somebody whose pushes
   * count; by an alias, as this token moves it.
   */
  #runsFor(workflow: WorkflowFile, { ref, event }: PlannedRef): boolean {
    const isOfTag = ref === this.#options.releaseTag;
    const { starts } = wouldStart(workflow, event, isOfTag ? 'user' : this.#options.tokenKind);
    return starts && !leavesOutEveryJob(workflow, { event: event.kind, ref, inputs: {} });
  }

  #decisions(): DecidedCause[] {
    return this.#events.flatMap(({ ref, event, quiet }) => {
      const name = event.kind === 'other' ? event.event : event.kind;
      const shown = ALWAYS_SHOWN.has(name)
        ? this.#workflows
        : this.#workflows.filter((workflow) => workflow.triggers.has(name));
      const decisions = shown
        .map((workflow) => ({ path: workflow.path, ...wouldStart(workflow, event, this.#options.tokenKind) }))
        .filter(({ starts }) => starts || quiet !== true);
      return decisions.length === 0 ? [] : [{ ref: causeText(ref, event), event: name, of: ref, decisions }];
    });
  }

  #refuseForbidden(
    forbidden: readonly WorkflowFile[],
    expected: readonly WorkflowFile[],
    decided: readonly DecidedCause[],
  ): void {
    for (const workflow of forbidden) {
      for (const { ref, event, decisions } of decided) {
        const decision = decisions.find((each) => each.path === workflow.path);
        if (decision?.starts !== true) continue;
        const remedy = FORBIDDEN_REMEDIES.get(event);
        this.#problems.add(
          problem('forbidden-workflow-starts', `${ref} would start ${workflow.path}: ${decision.why}.`, {
            where: workflow.path,
            ...(remedy === undefined ? {} : { remedy }),
          }),
        );
      }
      this.#refuseCalls(workflow, forbidden, expected);
      if (expected.includes(workflow)) {
        this.#problems.add(
          problem('config-invalid', `${workflow.path} is both expected and forbidden.`, {
            where: 'workflows.forbidden',
            remedy: 'Name it in one of the two lists.',
          }),
        );
      }
    }
  }

  /**
   * What is forbidden does its work as well where a workflow that the release starts calls it. GitHub shows no run of its own
   * for that: the run that calls names it.
   */
  #refuseCalls({ path }: WorkflowFile, forbidden: readonly WorkflowFile[], expected: readonly WorkflowFile[]): void {
    const { trigger, tokenKind, releaseTag, repository } = this.#options;
    const asked = (cause: string, caller: WorkflowFile, event: string, ref: string) => {
      const call = callOf(caller, { path, repository }, { event, ref, inputs: {} });
      if (call === 'left out') this.#leftOut.push({ by: caller.path, event, path });
      if (call === 'left out' || call === null) return;
      this.#problems.add(
        problem(
          'forbidden-workflow-starts',
          `${cause} would start ${caller.path}, whose job ${JSON.stringify(call.job)} calls ${path}.`,
          {
            where: caller.path,
            remedy: `Leave that job out with \`if:\`, or take ${workflowFileName(path)} out of \`workflows.forbidden\` if it belongs to the release.`,
          },
        ),
      );
    };
    const callers = this.#workflows.filter((each) => !forbidden.includes(each));
    for (const { ref, event } of this.#events)
      for (const caller of callers)
        if (wouldStart(caller, event, tokenKind).starts) asked(causeText(ref, event), caller, event.kind, ref);
    if (trigger !== 'dispatch') return;
    for (const caller of expected)
      asked(`The dispatch at ${shortName(releaseTag)}`, caller, 'workflow_dispatch', releaseTag);
  }

  #dispatches(expected: readonly WorkflowFile[]): { path: string; inputs: readonly DispatchInput[] }[] {
    const { version, releaseTag, component, inputs, tokenKind } = this.#options;
    const subject = { version, tag: shortName(releaseTag), component };
    const dispatches: { path: string; inputs: readonly DispatchInput[] }[] = [];
    for (const workflow of expected) {
      const sent = this.#problems.take(dispatchInputs(workflow, subject, inputsOf(inputs, workflow.path)));
      if (sent !== null) dispatches.push({ path: workflow.path, inputs: sent });
    }
    const push = this.#events.find(({ ref, event }) => ref === releaseTag && event.kind === 'push');
    for (const workflow of expected) {
      if (push !== undefined && wouldStart(workflow, push.event, tokenKind).starts)
        this.#notes.push(`The tag starts ${workflow.path} by itself; a dispatch as well would run it twice.`);
    }
    return dispatches;
  }

  #sameNamed(): SameNamedPush[] {
    const found: SameNamedPush[] = [];
    const tags = this.#events.filter(({ ref, event }) => ref.startsWith(TAGS) && event.kind === 'push');
    for (const { ref, event } of tags) {
      const name = shortName(ref);
      const ofBranch = { kind: 'push', ref: `refs/heads/${name}`, changedPaths: null, headCommitMessage: '' } as const;
      for (const workflow of this.#workflows) {
        if (!wouldStart(workflow, ofBranch).starts) continue;
        found.push({
          name,
          path: workflow.path,
          starts: wouldStart(workflow, event, 'user').starts ? 'either' : 'branch',
        });
      }
    }
    return found;
  }

  /** Runs of a branch and of a tag of one name look the same: such a run would prove nothing. */
  #refuseSameNamed(expected: readonly WorkflowFile[], sameNamed: readonly SameNamedPush[]): void {
    const tag = shortName(this.#options.releaseTag);
    if (!this.#options.branches.includes(tag)) return;
    const alike = sameNamed.filter(({ name, starts }) => name === tag && starts === 'either');
    const watched = expected.filter(({ path }) => alike.some((each) => each.path === path));
    if (watched.length === 0) return;
    this.#problems.add(
      problem(
        'ref-in-the-way',
        `There is a branch ${tag}, and its pushes start ${watched.map(({ path }) => path).join(' and ')} like the tag of that name: GitHub shows both runs alike, so whether the tag’s ran could not be proven.`,
        {
          where: `refs/heads/${tag}`,
          remedy: `Rename the branch ${tag}, or set another \`tag\` in the configuration; then run the same command again.`,
        },
      ),
    );
  }

  /** Every expected workflow is started: one that was named, by the release tag, and not by an alias alone. */
  #requireRuns(expected: readonly WorkflowFile[]): void {
    const { releaseTag, tokenKind, expected: names } = this.#options;
    const causes = this.#events.filter(isOfTags).filter(({ ref }) => names === undefined || ref === releaseTag);
    if (tokenKind === 'github-token' && expected.length > 0) {
      const names = expected.map((each) => workflowFileName(each.path)).join(' and ');
      this.#problems.add(
        problem('token-starts-no-workflows', `The tag would start ${names}, but not when GITHUB_TOKEN creates it.`),
      );
      return;
    }
    for (const workflow of expected) {
      if (causes.some((cause) => this.#runsFor(workflow, cause))) continue;
      const why = whySilent(workflow, causes, releaseTag);
      this.#problems.add(
        problem('expected-workflow-silent', `${releaseTag} would not start ${workflow.path}: ${why}.`, {
          where: workflow.path,
        }),
      );
    }
  }

  #runs(expected: readonly WorkflowFile[]): ExpectedRun[] {
    const { trigger, releaseTag } = this.#options;
    const tag = shortName(releaseTag);
    if (trigger === 'dispatch')
      return expected.map(({ path }) => ({ path, event: 'workflow_dispatch', ref: tag, isRequired: true }));
    const runs = new Map<string, ExpectedRun>();
    for (const workflow of expected) {
      for (const cause of this.#events.filter(isOfTags)) {
        const { kind } = cause.event;
        if ((kind !== 'push' && kind !== 'create' && kind !== 'release') || !this.#runsFor(workflow, cause)) continue;
        const run = { path: workflow.path, event: kind, ref: shortName(cause.ref) };
        runs.set(JSON.stringify(run), { ...run, isRequired: cause.ref === releaseTag });
      }
    }
    return [...runs.values()];
  }

  #tellOfAliases(decided: readonly DecidedCause[]): void {
    for (const { ref, of, decisions } of decided) {
      if (!of.startsWith(TAGS) || of === this.#options.releaseTag) continue;
      for (const { path, starts, why } of decisions) {
        if (starts) this.#notes.push(`${ref} starts ${path} as well: ${why}.`);
      }
    }
  }
}

/** Events whose every decision is shown; of others it is of interest only who listens. */
const ALWAYS_SHOWN: ReadonlySet<string> = new Set(['push', 'pull_request']);

/** For events whose filters cannot help. */
const FORBIDDEN_REMEDIES: ReadonlyMap<string, string> = new Map([
  ...['create', 'delete'].map((event): [string, string] => [
    event,
    `\`on.${event}\` has no filters: let it listen to \`on.push\` with \`tags\` of its own, or take it out of \`workflows.forbidden\` if it belongs to the release.`,
  ]),
  [
    'workflow_run',
    'Take the workflow that it follows out of its `on.workflow_run.workflows`, or take it out of `workflows.forbidden` if it belongs to the release.',
  ],
]);

/** Why nothing that happens to the tags lets a workflow do something. */
function whySilent(workflow: WorkflowFile, causes: readonly PlannedRef[], releaseTag: string): string {
  const decisions = causes
    .filter(({ ref }) => ref === releaseTag)
    .map(({ event }) => ({ ...wouldStart(workflow, event), listens: workflow.triggers.has(event.kind) }));
  if (decisions.some((each) => each.starts)) return 'it starts, but the `if:` of every job leaves it out';
  const listening = decisions.find((each) => each.listens);
  if (listening !== undefined) return listening.why;
  if (workflow.triggers.has('release'))
    return 'it waits for a published release, and nothing in this release publishes one by a token that starts workflows; `release: create` lets this program do that';
  if (workflow.triggers.has('workflow_run'))
    return 'it follows another workflow (`on.workflow_run`), and GitHub shows such a run on the default branch, not with the tag; name the workflow that it follows';
  return decisions[0]?.why ?? `${releaseTag} is not pushed`;
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
