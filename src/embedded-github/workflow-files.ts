import { ownCall, withCalledJobs } from '../core/triggers/called-workflows.ts';
import { isWorkflowPath, parseWorkflow, type WorkflowFile, type WorkflowJob } from '../core/triggers/workflow-file.ts';
import type { GitRepository } from './git/git-repository.ts';
import type { World } from './world.ts';
import type { WorkflowRunState, WorkflowState } from './world-state.ts';

/** The file as it was read, or that GitHub cannot read it. */
type ParsedWorkflow = ReturnType<typeof parseWorkflow>;

export interface WorkflowAt {
  readonly path: string;
  readonly file: ParsedWorkflow;
}

const parsed = new WeakMap<GitRepository, Map<string, ParsedWorkflow>>();

/** Workflows that call each other by their full name; GitHub refuses more levels. */
const MAX_LEVELS = 10;

/**
 * The workflow files of a commit, in the order of their names, each with the jobs of those that it calls. A file of a partial
 * clone that is lacking is left out.
 */
export async function workflowsAt(world: World, commit: string, levels = MAX_LEVELS): Promise<WorkflowAt[]> {
  const found = await filesAt(world, commit);
  const repository = `${world.state.owner}/${world.state.repo}`;
  const read = new Map(found.flatMap(({ path, file }) => (file.ok ? [[path, file.value] as const] : [])));
  const named = new Map<string, WorkflowFile | null>();
  for (const { jobs } of read.values())
    for (const { uses } of jobs) {
      const call = ownCall(uses, repository);
      if (uses === null || call?.ref == null || named.has(uses)) continue;
      const at = levels === 0 ? null : await calledCommit(world.git, call.ref);
      const there = at === null ? [] : await workflowsAt(world, at, levels - 1);
      const called = there.find(({ path }) => path === call.path)?.file;
      named.set(uses, called?.ok === true ? called.value : null);
    }
  const find = (uses: string) => (uses.startsWith('./') ? read.get(uses.slice(2)) : named.get(uses)) ?? null;
  return found.map(({ path, file }) => ({
    path,
    file: file.ok ? { ...file, value: withCalledJobs(file.value, find) } : file,
  }));
}

/** A tag goes before a branch of the same name. Source: GitHub documentation, "Reusing workflow configurations". */
async function calledRef(git: GitRepository, ref: string): Promise<string | null> {
  for (const full of ref.startsWith('refs/') ? [ref] : [`refs/tags/${ref}`, `refs/heads/${ref}`])
    if ((await git.resolveRef(full)) !== null) return full;
  return null;
}

const calledCommit = async (git: GitRepository, ref: string): Promise<string | null> =>
  git.resolveCommit((await calledRef(git, ref)) ?? ref);

/** What a run shows of the workflows that its file calls, those of other repositories apart. */
export async function calledWorkflows(
  world: World,
  workflow: WorkflowFile,
  { commit, ref }: { readonly commit: string; readonly ref: string },
): Promise<WorkflowRunState['calls']> {
  const repository = `${world.state.owner}/${world.state.repo}`;
  const found = new Map<string, WorkflowRunState['calls'][number]>();
  for (const uses of new Set(workflow.jobs.flatMap(usesOf))) {
    const call = ownCall(uses, repository);
    if (call === null) continue;
    const full = call.ref === null ? ref : await calledRef(world.git, call.ref);
    const sha = call.ref === null ? commit : ((await world.git.resolveCommit(full ?? call.ref)) ?? call.ref);
    const path = `${repository}/${call.path}@${call.ref ?? commit}`;
    found.set(path, { path, sha, ...(full === null ? {} : { ref: full }) });
  }
  return [...found.values()];
}

function usesOf(job: WorkflowJob): string[] {
  const outer = job.call === null ? [] : usesOf(job.call.by);
  return job.uses === null ? outer : [...outer, job.uses];
}

async function filesAt(world: World, commit: string): Promise<WorkflowAt[]> {
  const { git } = world;
  let cache = parsed.get(git);
  if (cache === undefined) {
    cache = new Map();
    parsed.set(git, cache);
  }
  const folder = await git.entryAt((await git.commit(commit)).tree, '.github/workflows');
  if (folder?.type !== 'tree') return [];
  const found: WorkflowAt[] = [];
  for (const entry of (await git.readTree(folder.sha)) ?? []) {
    const path = `.github/workflows/${entry.path}`;
    if (entry.type !== 'blob' || !isWorkflowPath(path)) continue;
    const key = `${entry.sha} ${path}`;
    let file = cache.get(key);
    if (file === undefined) {
      const bytes = await git.readBlob(entry.sha);
      if (bytes === null) continue;
      file = parseWorkflow(path, bytes.toString('utf8'));
      cache.set(key, file);
    }
    found.push({ path, file });
  }
  return found;
}

/** The registered workflow of a path; one that has run becomes known, also when its file is on no default branch. */
export function knownWorkflow(world: World, path: string): WorkflowState {
  const { workflows } = world.state;
  const known = workflows.find((each) => each.path === path);
  if (known !== undefined) return known;
  const fresh: WorkflowState = { id: world.nextId(), path, state: 'active', createdAt: world.now() };
  workflows.push(fresh);
  return fresh;
}

/** Every workflow file of a commit is known from now on. */
export async function knowWorkflows(world: World, commit: string): Promise<void> {
  for (const { path } of await workflowsAt(world, commit)) knownWorkflow(world, path);
}
