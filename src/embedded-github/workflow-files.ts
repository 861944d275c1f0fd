import { withCalledJobs } from '../core/triggers/called-workflows.ts';
import { isWorkflowPath, parseWorkflow } from '../core/triggers/workflow-file.ts';
import type { GitRepository } from './git/git-repository.ts';
import type { World } from './world.ts';
import type { WorkflowState } from './world-state.ts';

/** The file as it was read, or that GitHub cannot read it. */
type ParsedWorkflow = ReturnType<typeof parseWorkflow>;

export interface WorkflowAt {
  readonly path: string;
  readonly file: ParsedWorkflow;
}

const parsed = new WeakMap<GitRepository, Map<string, ParsedWorkflow>>();

/** The workflow files of a commit, in the order of their names. A file of a partial clone that is lacking is left out. */
export async function workflowsAt(world: World, commit: string): Promise<WorkflowAt[]> {
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
  const read = new Map(found.flatMap(({ path, file }) => (file.ok ? [[path, file.value] as const] : [])));
  return found.map(({ path, file }) => ({
    path,
    file: file.ok ? { ...file, value: withCalledJobs(file.value, read) } : file,
  }));
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
