import * as z from 'zod';
import { isValidRefName } from '../git/object-names.ts';
import { closePull, retargetPull } from '../pull-requests.ts';
import { readBody, validationFailed } from '../request-body.ts';
import { type ApiReply, type ApiRequest, apiError, type Route } from '../route.ts';
import { param } from './parameters.ts';
import { getBranch } from './repository.ts';

/**
 * Source: GitHub REST documentation, "Rename a branch", and "Renaming a branch": pull requests into it follow, those of it
 * are closed, and its old name leads to the new one.
 */
async function renameBranch(request: ApiRequest): Promise<ApiReply> {
  const body = readBody(request.body, z.object({ new_name: z.string() }));
  if (!body.ok) return body.reply;
  const { world } = request;
  const { git, state } = world;
  const [from, to] = [param(request, 'branch'), body.value.new_name];
  const sha = await git.resolveRef(`refs/heads/${from}`);
  if (sha === null) return apiError(404, 'Branch not found');
  const refused = (message: string) =>
    validationFailed({ resource: 'Branch', field: 'new_name', code: 'custom', message });
  if (!isValidRefName(`refs/heads/${to}`)) return refused('is not a valid branch name');
  const made = await git.updateRefs([{ name: `refs/heads/${to}`, to: sha, from: null }]);
  if (!made.ok) return refused('A branch with that name already exists');
  if (from === state.defaultBranch) {
    await git.setHead(`refs/heads/${to}`);
    state.defaultBranch = to;
  }
  for (const pull of state.pulls.filter((each) => each.state === 'open')) {
    if (pull.baseRef === from) await retargetPull(request, pull, to);
    else if (pull.headOwner === undefined && pull.headRef === from) await closePull(request, pull);
  }
  await git.deleteRef(`refs/heads/${from}`, sha);
  state.renamedBranches = { ...state.renamedBranches, [from]: to };
  const answer = await getBranch({ ...request, params: { ...request.params, branch: to } });
  return { ...answer, status: 201 };
}

export const branchRenamingRoutes: readonly Route[] = [
  { method: 'POST', path: '/repos/{owner}/{repo}/branches/{branch}/rename', handle: renameBranch },
];
