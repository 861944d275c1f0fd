import { Octokit } from '@octokit/rest';

/** One call of a client, with what became of it. */
export interface CalledOnce {
  readonly call: string;
  readonly ok: boolean;
  readonly status: number;
  readonly message?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: answers as they come.
type Json = any;

/** @octokit/rest against the embedded GitHub: the documented calls for what a release meets, one after another, told in `rows`. */
export async function octokitCalls(
  baseUrl: string,
  token: string,
  repository: string,
  rows: CalledOnce[] = [],
): Promise<CalledOnce[]> {
  const [owner = '', repo = ''] = repository.split('/');
  const octokit = new Octokit({ baseUrl, auth: token, log: silent });
  const own = { owner, repo };
  const call = async (name: string, request: () => Promise<Json>): Promise<Json> => {
    try {
      const answer = await request();
      rows.push({ call: name, ok: true, status: answer.status ?? 200 });
      return answer.data ?? answer;
    } catch (error) {
      const { status = 0, message = String(error) } = error as { readonly status?: number; readonly message?: string };
      rows.push({ call: name, ok: false, status, message: message.slice(0, 300) });
      return {};
    }
  };
  const { git, repos, pulls, issues, reactions, actions, checks, activity, search } = octokit.rest;

  // git
  const main = (await call('git.getRef', () => git.getRef({ ...own, ref: 'heads/main' }))).object.sha as string;
  await call('git.listMatchingRefs', () => git.listMatchingRefs({ ...own, ref: 'tags/' }));
  const blob = await call('git.createBlob', () => git.createBlob({ ...own, content: 'one\ntwo\n' }));
  await call('git.getBlob', () => git.getBlob({ ...own, file_sha: blob.sha }));
  const commit = await call('git.getCommit', () => git.getCommit({ ...own, commit_sha: main }));
  await call('git.getTree', () => git.getTree({ ...own, tree_sha: commit.tree.sha, recursive: '1' }));
  const tree = await call('git.createTree', () =>
    git.createTree({
      ...own,
      base_tree: commit.tree.sha,
      tree: [{ path: 'docs/js.md', mode: '100644', type: 'blob', sha: blob.sha }],
    }),
  );
  const made = await call('git.createCommit', () =>
    git.createCommit({ ...own, message: 'docs: js', tree: tree.sha, parents: [main] }),
  );
  await call('git.createRef', () => git.createRef({ ...own, ref: 'refs/heads/topic', sha: main }));
  await call('git.updateRef', () => git.updateRef({ ...own, ref: 'heads/topic', sha: made.sha }));
  const tag = await call('git.createTag', () =>
    git.createTag({ ...own, tag: 'js1', message: 'm', object: main, type: 'commit' }),
  );
  await call('git.getTag', () => git.getTag({ ...own, tag_sha: tag.sha }));

  // repository
  await call('repos.get', () => repos.get(own));
  await call('repos.update', () => repos.update({ ...own, delete_branch_on_merge: false, allow_auto_merge: true }));
  await call('repos.listBranches', () => repos.listBranches(own));
  await call('repos.getBranch', () => repos.getBranch({ ...own, branch: 'main' }));
  await call('repos.getBranchProtection', () => repos.getBranchProtection({ ...own, branch: 'main' }));
  await call('repos.getBranchRules', () => repos.getBranchRules({ ...own, branch: 'main' }));
  await call('repos.listTags', () => repos.listTags(own));
  await call('repos.listCommits', () => repos.listCommits({ ...own, per_page: 3 }));
  await call('repos.getCommit', () => repos.getCommit({ ...own, ref: 'main' }));
  await call('repos.getCommit diff', () => repos.getCommit({ ...own, ref: 'main', mediaType: { format: 'diff' } }));
  await call('repos.compareCommitsWithBasehead', () =>
    repos.compareCommitsWithBasehead({ ...own, basehead: 'main...topic' }),
  );
  await call('repos.compareCommits', () => repos.compareCommits({ ...own, base: 'main', head: 'topic' }));
  await call('repos.listBranchesForHeadCommit', () => repos.listBranchesForHeadCommit({ ...own, commit_sha: main }));
  await call('repos.listPullRequestsAssociatedWithCommit', () =>
    repos.listPullRequestsAssociatedWithCommit({ ...own, commit_sha: main }),
  );
  await call('repos.getContent', () => repos.getContent({ ...own, path: 'VERSION' }));
  await call('repos.getContent folder', () => repos.getContent({ ...own, path: '' }));
  await call('repos.createOrUpdateFileContents', () =>
    repos.createOrUpdateFileContents({
      ...own,
      path: 'docs/two.md',
      branch: 'topic',
      message: 'docs: two',
      content: Buffer.from('x\ny\n').toString('base64'),
    }),
  );
  const three = await call('repos.createOrUpdateFileContents again', () =>
    repos.createOrUpdateFileContents({ ...own, path: 'three.md', branch: 'topic', message: 'm', content: 'eA==' }),
  );
  await call('repos.deleteFile', () =>
    repos.deleteFile({ ...own, path: 'three.md', branch: 'topic', message: 'm', sha: three.content?.sha }),
  );
  await call('repos.getReadme', () => repos.getReadme(own));
  await call('repos.listContributors', () => repos.listContributors(own));
  await call('repos.listLanguages', () => repos.listLanguages(own));
  await call('repos.listTeams', () => repos.listTeams(own));
  await call('repos.listForks', () => repos.listForks(own));
  await call('repos.getAllTopics', () => repos.getAllTopics(own));
  await call('repos.replaceAllTopics', () => repos.replaceAllTopics({ ...own, names: ['ipc'] }));
  await call('repos.listCollaborators', () => repos.listCollaborators(own));
  await call('repos.checkCollaborator', () => repos.checkCollaborator({ ...own, username: 'maintainer' }));
  await call('repos.getCollaboratorPermissionLevel', () =>
    repos.getCollaboratorPermissionLevel({ ...own, username: 'maintainer' }),
  );
  await call('repos.createDispatchEvent', () => repos.createDispatchEvent({ ...own, event_type: 'e' }));
  await call('repos.merge', () => repos.merge({ ...own, base: 'main', head: 'main' }));
  await call('repos.downloadTarballArchive', () =>
    repos.downloadTarballArchive({ ...own, ref: 'main', request: { redirect: 'manual' } }),
  );
  await call('repos.downloadZipballArchive', () =>
    repos.downloadZipballArchive({ ...own, ref: 'main', request: { redirect: 'manual' } }),
  );
  await call('repos.getAllEnvironments', () => repos.getAllEnvironments(own));
  await call('repos.listWebhooks', () => repos.listWebhooks(own));
  await call('repos.listDeployKeys', () => repos.listDeployKeys(own));

  // comments on commits
  const said = await call('repos.createCommitComment', () =>
    repos.createCommitComment({ ...own, commit_sha: main, body: 'b' }),
  );
  await call('repos.getCommitComment', () => repos.getCommitComment({ ...own, comment_id: said.id }));
  await call('repos.updateCommitComment', () => repos.updateCommitComment({ ...own, comment_id: said.id, body: 'c' }));
  await call('repos.listCommitCommentsForRepo', () => repos.listCommitCommentsForRepo(own));
  await call('repos.listCommentsForCommit', () => repos.listCommentsForCommit({ ...own, commit_sha: main }));
  await call('reactions.createForCommitComment', () =>
    reactions.createForCommitComment({ ...own, comment_id: said.id, content: 'rocket' }),
  );
  await call('reactions.listForCommitComment', () => reactions.listForCommitComment({ ...own, comment_id: said.id }));
  await call('repos.deleteCommitComment', () => repos.deleteCommitComment({ ...own, comment_id: said.id }));

  // statuses and checks
  await call('repos.createCommitStatus', () =>
    repos.createCommitStatus({ ...own, sha: made.sha, state: 'success', context: 'js' }),
  );
  await call('repos.listCommitStatusesForRef', () => repos.listCommitStatusesForRef({ ...own, ref: made.sha }));
  await call('repos.getCombinedStatusForRef', () => repos.getCombinedStatusForRef({ ...own, ref: made.sha }));
  await call('checks.listForRef', () => checks.listForRef({ ...own, ref: 'main' }));
  await call('checks.listSuitesForRef', () => checks.listSuitesForRef({ ...own, ref: 'main' }));
  await call('checks.create', () => checks.create({ ...own, name: 'x', head_sha: main }));

  // rules
  const ruleset = await call('repos.createRepoRuleset', () =>
    repos.createRepoRuleset({
      ...own,
      name: 'r',
      target: 'tag',
      enforcement: 'disabled',
      conditions: { ref_name: { include: ['~ALL'], exclude: [] } },
      rules: [{ type: 'deletion' }],
    }),
  );
  await call('repos.getRepoRulesets', () => repos.getRepoRulesets(own));
  await call('repos.getRepoRuleset', () => repos.getRepoRuleset({ ...own, ruleset_id: ruleset.id }));
  await call('repos.updateRepoRuleset', () =>
    repos.updateRepoRuleset({ ...own, ruleset_id: ruleset.id, enforcement: 'active' }),
  );
  await call('repos.deleteRepoRuleset', () => repos.deleteRepoRuleset({ ...own, ruleset_id: ruleset.id }));

  // pull requests
  const { number = 0 } = await call('pulls.create', () =>
    pulls.create({ ...own, title: 'T', body: 'B', head: 'topic', base: 'main' }),
  );
  const pull = { ...own, pull_number: number };
  await call('pulls.get', () => pulls.get(pull));
  await call('pulls.get diff', () => pulls.get({ ...pull, mediaType: { format: 'diff' } }));
  await call('pulls.list', () => pulls.list({ ...own, state: 'all' }));
  await call('pulls.update', () => pulls.update({ ...pull, title: 'T2' }));
  await call('pulls.listFiles', () => pulls.listFiles(pull));
  await call('pulls.listCommits', () => pulls.listCommits(pull));
  await call('pulls.requestReviewers', () => pulls.requestReviewers({ ...pull, reviewers: ['sample'] }));
  await call('pulls.listRequestedReviewers', () => pulls.listRequestedReviewers(pull));
  await call('pulls.removeRequestedReviewers', () =>
    pulls.removeRequestedReviewers({ ...pull, reviewers: ['sample'] }),
  );
  const review = await call('pulls.createReview', () =>
    pulls.createReview({
      ...pull,
      body: 'x',
      event: 'COMMENT',
      comments: [{ path: 'docs/js.md', line: 1, side: 'RIGHT', body: 'here' }],
    }),
  );
  await call('pulls.listReviews', () => pulls.listReviews(pull));
  await call('pulls.getReview', () => pulls.getReview({ ...pull, review_id: review.id }));
  await call('pulls.updateReview', () => pulls.updateReview({ ...pull, review_id: review.id, body: 'y' }));
  await call('pulls.listCommentsForReview', () => pulls.listCommentsForReview({ ...pull, review_id: review.id }));
  const pending = await call('pulls.createReview pending', () => pulls.createReview({ ...pull, body: 'p' }));
  await call('pulls.deletePendingReview', () => pulls.deletePendingReview({ ...pull, review_id: pending.id }));
  const later = await call('pulls.createReview to submit', () => pulls.createReview({ ...pull, body: 'p' }));
  await call('pulls.submitReview', () => pulls.submitReview({ ...pull, review_id: later.id, event: 'COMMENT' }));
  await call('pulls.dismissReview', () => pulls.dismissReview({ ...pull, review_id: later.id, message: 'm' }));
  const line = await call('pulls.createReviewComment', () =>
    pulls.createReviewComment({ ...pull, commit_id: made.sha, path: 'docs/js.md', line: 2, body: 'line' }),
  );
  await call('pulls.createReplyForReviewComment', () =>
    pulls.createReplyForReviewComment({ ...pull, comment_id: line.id, body: 'reply' }),
  );
  await call('pulls.getReviewComment', () => pulls.getReviewComment({ ...own, comment_id: line.id }));
  await call('pulls.updateReviewComment', () => pulls.updateReviewComment({ ...own, comment_id: line.id, body: 'l2' }));
  await call('pulls.listReviewComments', () => pulls.listReviewComments(pull));
  await call('pulls.listReviewCommentsForRepo', () => pulls.listReviewCommentsForRepo(own));
  await call('reactions.createForPullRequestReviewComment', () =>
    reactions.createForPullRequestReviewComment({ ...own, comment_id: line.id, content: 'eyes' }),
  );
  await call('reactions.listForPullRequestReviewComment', () =>
    reactions.listForPullRequestReviewComment({ ...own, comment_id: line.id }),
  );
  await call('pulls.deleteReviewComment', () => pulls.deleteReviewComment({ ...own, comment_id: line.id }));
  await repos.createOrUpdateFileContents({ ...own, path: 'docs/on.md', message: 'docs: on', content: 'eA==' });
  await call('pulls.updateBranch', () => pulls.updateBranch(pull));
  await call('pulls.checkIfMerged', () => pulls.checkIfMerged(pull));
  await call('pulls.merge', () => pulls.merge({ ...pull, merge_method: 'squash' }));
  await call('pulls.checkIfMerged again', () => pulls.checkIfMerged(pull));
  await call('git.deleteRef', () => git.deleteRef({ ...own, ref: 'heads/topic' }));

  // issues
  const milestone = await call('issues.createMilestone', () => issues.createMilestone({ ...own, title: 'm1' }));
  await call('issues.listMilestones', () => issues.listMilestones(own));
  await call('issues.getMilestone', () => issues.getMilestone({ ...own, milestone_number: milestone.number }));
  await call('issues.updateMilestone', () =>
    issues.updateMilestone({ ...own, milestone_number: milestone.number, description: 'd' }),
  );
  const issue = await call('issues.create', () =>
    issues.create({ ...own, title: 'I', labels: ['bug'], milestone: milestone.number }),
  );
  const numbered = { ...own, issue_number: issue.number };
  await call('issues.get', () => issues.get(numbered));
  await call('issues.listForRepo', () => issues.listForRepo({ ...own, milestone: String(milestone.number) }));
  await call('issues.addLabels', () => issues.addLabels({ ...numbered, labels: ['one'] }));
  await call('issues.setLabels', () => issues.setLabels({ ...numbered, labels: ['one', 'two'] }));
  await call('issues.listLabelsOnIssue', () => issues.listLabelsOnIssue(numbered));
  await call('issues.listLabelsForMilestone', () =>
    issues.listLabelsForMilestone({ ...own, milestone_number: milestone.number }),
  );
  await call('issues.removeLabel', () => issues.removeLabel({ ...numbered, name: 'one' }));
  await call('issues.removeAllLabels', () => issues.removeAllLabels(numbered));
  await call('issues.addAssignees', () => issues.addAssignees({ ...numbered, assignees: ['maintainer'] }));
  await call('issues.removeAssignees', () => issues.removeAssignees({ ...numbered, assignees: ['maintainer'] }));
  await call('issues.listAssignees', () => issues.listAssignees(own));
  await call('issues.checkUserCanBeAssigned', () => issues.checkUserCanBeAssigned({ ...own, assignee: 'maintainer' }));
  await call('issues.checkUserCanBeAssignedToIssue', () =>
    issues.checkUserCanBeAssignedToIssue({ ...numbered, assignee: 'maintainer' }),
  );
  const comment = await call('issues.createComment', () => issues.createComment({ ...numbered, body: 'x' }));
  await call('issues.getComment', () => issues.getComment({ ...own, comment_id: comment.id }));
  await call('issues.updateComment', () => issues.updateComment({ ...own, comment_id: comment.id, body: 'y' }));
  await call('issues.listComments', () => issues.listComments(numbered));
  await call('issues.listCommentsForRepo', () => issues.listCommentsForRepo(own));
  const heart = await call('reactions.createForIssueComment', () =>
    reactions.createForIssueComment({ ...own, comment_id: comment.id, content: 'heart' }),
  );
  await call('reactions.listForIssueComment', () => reactions.listForIssueComment({ ...own, comment_id: comment.id }));
  await call('reactions.deleteForIssueComment', () =>
    reactions.deleteForIssueComment({ ...own, comment_id: comment.id, reaction_id: heart.id }),
  );
  const up = await call('reactions.createForIssue', () => reactions.createForIssue({ ...numbered, content: '+1' }));
  await call('reactions.listForIssue', () => reactions.listForIssue(numbered));
  await call('reactions.deleteForIssue', () => reactions.deleteForIssue({ ...numbered, reaction_id: up.id }));
  await call('issues.deleteComment', () => issues.deleteComment({ ...own, comment_id: comment.id }));
  await call('issues.lock', () => issues.lock({ ...numbered, lock_reason: 'resolved' }));
  await call('issues.unlock', () => issues.unlock(numbered));
  await call('issues.update', () => issues.update({ ...numbered, state: 'closed', state_reason: 'not_planned' }));
  const events = await call('issues.listEvents', () => issues.listEvents(numbered));
  await call('issues.getEvent', () => issues.getEvent({ ...own, event_id: events[0]?.id ?? 0 }));
  await call('issues.listEventsForRepo', () => issues.listEventsForRepo(own));
  await call('issues.listEventsForTimeline', () => issues.listEventsForTimeline(numbered));
  await call('issues.listEventsForTimeline of a pull request', () =>
    issues.listEventsForTimeline({ ...own, issue_number: number }),
  );
  await call('issues.listLabelsForRepo', () => issues.listLabelsForRepo(own));
  await call('issues.createLabel', () => issues.createLabel({ ...own, name: 'zz', color: 'ff0000' }));
  await call('issues.getLabel', () => issues.getLabel({ ...own, name: 'zz' }));
  await call('issues.updateLabel', () => issues.updateLabel({ ...own, name: 'zz', new_name: 'zy' }));
  await call('issues.deleteLabel', () => issues.deleteLabel({ ...own, name: 'zy' }));
  await call('issues.deleteMilestone', () => issues.deleteMilestone({ ...own, milestone_number: milestone.number }));

  // releases
  await call('repos.generateReleaseNotes', () => repos.generateReleaseNotes({ ...own, tag_name: 'js2' }));
  const release = await call('repos.createRelease', () =>
    repos.createRelease({ ...own, tag_name: 'js2', target_commitish: 'main', generate_release_notes: true }),
  );
  await call('repos.listReleases', () => repos.listReleases(own));
  await call('repos.getLatestRelease', () => repos.getLatestRelease(own));
  await call('repos.getRelease', () => repos.getRelease({ ...own, release_id: release.id }));
  await call('repos.getReleaseByTag', () => repos.getReleaseByTag({ ...own, tag: 'js2' }));
  await call('repos.updateRelease', () => repos.updateRelease({ ...own, release_id: release.id, name: 'n' }));
  const asset = await call('repos.uploadReleaseAsset', () =>
    repos.uploadReleaseAsset({ ...own, release_id: release.id, name: 'a.txt', data: 'x', baseUrl }),
  );
  await call('repos.listReleaseAssets', () => repos.listReleaseAssets({ ...own, release_id: release.id }));
  await call('repos.getReleaseAsset', () => repos.getReleaseAsset({ ...own, asset_id: asset.id }));
  await call('repos.updateReleaseAsset', () => repos.updateReleaseAsset({ ...own, asset_id: asset.id, label: 'l' }));
  await call('repos.deleteReleaseAsset', () => repos.deleteReleaseAsset({ ...own, asset_id: asset.id }));
  const hooray = await call('reactions.createForRelease', () =>
    reactions.createForRelease({ ...own, release_id: release.id, content: 'hooray' }),
  );
  await call('reactions.listForRelease', () => reactions.listForRelease({ ...own, release_id: release.id }));
  await call('reactions.deleteForRelease', () =>
    reactions.deleteForRelease({ ...own, release_id: release.id, reaction_id: hooray.id }),
  );
  await call('repos.deleteRelease', () => repos.deleteRelease({ ...own, release_id: release.id }));

  // deployments
  const deployment = await call('repos.createDeployment', () =>
    repos.createDeployment({ ...own, ref: 'main', required_contexts: [] }),
  );
  const deployed = { ...own, deployment_id: deployment.id };
  await call('repos.listDeployments', () => repos.listDeployments(own));
  await call('repos.getDeployment', () => repos.getDeployment(deployed));
  const status = await call('repos.createDeploymentStatus', () =>
    repos.createDeploymentStatus({ ...deployed, state: 'success' }),
  );
  await call('repos.listDeploymentStatuses', () => repos.listDeploymentStatuses(deployed));
  await call('repos.getDeploymentStatus', () => repos.getDeploymentStatus({ ...deployed, status_id: status.id }));
  await call('repos.deleteDeployment', () => repos.deleteDeployment(deployed));

  // workflows and runs, once those that were started have ended
  await octokit.request('POST /_control/time', { advance: 7_200 });
  const listed = await call('actions.listRepoWorkflows', () => actions.listRepoWorkflows(own));
  const workflow = { ...own, workflow_id: 'build.yml' };
  await call('actions.getWorkflow', () => actions.getWorkflow({ ...own, workflow_id: listed.workflows?.[0]?.id ?? 0 }));
  await call('actions.getWorkflowUsage', () => actions.getWorkflowUsage(workflow));
  await call('actions.disableWorkflow', () => actions.disableWorkflow(workflow));
  await call('actions.enableWorkflow', () => actions.enableWorkflow(workflow));
  await call('actions.createWorkflowDispatch', () => actions.createWorkflowDispatch({ ...workflow, ref: 'main' }));
  await call('actions.listWorkflowRuns', () => actions.listWorkflowRuns(workflow));
  const runs = await call('actions.listWorkflowRunsForRepo', () => actions.listWorkflowRunsForRepo(own));
  const ended = runs.workflow_runs?.find((each: Json) => each.status === 'completed') ?? runs.workflow_runs?.[0];
  const run = { ...own, run_id: ended?.id ?? 0 };
  await call('actions.getWorkflowRun', () => actions.getWorkflowRun(run));
  await call('actions.getWorkflowRunAttempt', () => actions.getWorkflowRunAttempt({ ...run, attempt_number: 1 }));
  const suite = { ...own, check_suite_id: ended?.check_suite_id ?? 0 };
  await call('checks.getSuite', () => checks.getSuite(suite));
  await call('checks.listForSuite', () => checks.listForSuite(suite));
  await call('actions.getWorkflowRunUsage', () => actions.getWorkflowRunUsage(run));
  const jobs = await call('actions.listJobsForWorkflowRun', () => actions.listJobsForWorkflowRun(run));
  await call('actions.listJobsForWorkflowRunAttempt', () =>
    actions.listJobsForWorkflowRunAttempt({ ...run, attempt_number: 1 }),
  );
  await call('actions.getJobForWorkflowRun', () =>
    actions.getJobForWorkflowRun({ ...own, job_id: jobs.jobs?.[0]?.id ?? 0 }),
  );
  await call('actions.getPendingDeploymentsForRun', () => actions.getPendingDeploymentsForRun(run));
  await call('actions.listWorkflowRunArtifacts', () => actions.listWorkflowRunArtifacts(run));
  await call('actions.listArtifactsForRepo', () => actions.listArtifactsForRepo(own));
  await call('actions.reRunWorkflow', () => actions.reRunWorkflow(run));
  await call('actions.cancelWorkflowRun', () => actions.cancelWorkflowRun(run));
  await call('actions.forceCancelWorkflowRun', () => actions.forceCancelWorkflowRun(run));
  await octokit.request('POST /_control/time', { advance: 60 });
  await call('actions.deleteWorkflowRunLogs', () => actions.deleteWorkflowRunLogs(run));
  await call('actions.deleteWorkflowRun', () => actions.deleteWorkflowRun(run));
  const variable = { ...own, name: 'V' };
  await call('actions.createRepoVariable', () => actions.createRepoVariable({ ...variable, value: '1' }));
  await call('actions.listRepoVariables', () => actions.listRepoVariables(own));
  await call('actions.getRepoVariable', () => actions.getRepoVariable(variable));
  await call('actions.updateRepoVariable', () => actions.updateRepoVariable({ ...variable, value: '2' }));
  await call('actions.deleteRepoVariable', () => actions.deleteRepoVariable(variable));
  await call('actions.listRepoSecrets', () => actions.listRepoSecrets(own));

  // classic protection, part by part
  await call('git.createRef (guarded)', () => git.createRef({ ...own, ref: 'refs/heads/guarded', sha: main }));
  const guarded = { ...own, branch: 'guarded' };
  await call('repos.updateBranchProtection', () =>
    repos.updateBranchProtection({
      ...guarded,
      required_status_checks: { strict: true, contexts: ['ci'] },
      enforce_admins: true,
      required_pull_request_reviews: { required_approving_review_count: 1, dismiss_stale_reviews: true },
      restrictions: { users: ['maintainer'], teams: [], apps: ['zlink-release'] },
    }),
  );
  await call('repos.getBranchProtection (guarded)', () => repos.getBranchProtection(guarded));
  await call('repos.getStatusChecksProtection', () => repos.getStatusChecksProtection(guarded));
  await call('repos.updateStatusCheckProtection', () =>
    repos.updateStatusCheckProtection({ ...guarded, strict: false }),
  );
  await call('repos.getAllStatusCheckContexts', () => repos.getAllStatusCheckContexts(guarded));
  await call('repos.addStatusCheckContexts', () => repos.addStatusCheckContexts({ ...guarded, contexts: ['lint'] }));
  await call('repos.setStatusCheckContexts', () => repos.setStatusCheckContexts({ ...guarded, contexts: ['ci'] }));
  await call('repos.removeStatusCheckContexts', () =>
    repos.removeStatusCheckContexts({ ...guarded, contexts: ['ci'] }),
  );
  await call('repos.getPullRequestReviewProtection', () => repos.getPullRequestReviewProtection(guarded));
  await call('repos.updatePullRequestReviewProtection', () =>
    repos.updatePullRequestReviewProtection({ ...guarded, required_approving_review_count: 2 }),
  );
  await call('repos.getAdminBranchProtection', () => repos.getAdminBranchProtection(guarded));
  await call('repos.deleteAdminBranchProtection', () => repos.deleteAdminBranchProtection(guarded));
  await call('repos.setAdminBranchProtection', () => repos.setAdminBranchProtection(guarded));
  await call('repos.createCommitSignatureProtection', () => repos.createCommitSignatureProtection(guarded));
  await call('repos.getCommitSignatureProtection', () => repos.getCommitSignatureProtection(guarded));
  await call('repos.deleteCommitSignatureProtection', () => repos.deleteCommitSignatureProtection(guarded));
  await call('repos.getAccessRestrictions', () => repos.getAccessRestrictions(guarded));
  await call('repos.getUsersWithAccessToProtectedBranch', () => repos.getUsersWithAccessToProtectedBranch(guarded));
  await call('repos.addUserAccessRestrictions', () =>
    repos.addUserAccessRestrictions({ ...guarded, users: ['sample'] }),
  );
  await call('repos.removeUserAccessRestrictions', () =>
    repos.removeUserAccessRestrictions({ ...guarded, users: ['sample'] }),
  );
  await call('repos.getAppsWithAccessToProtectedBranch', () => repos.getAppsWithAccessToProtectedBranch(guarded));
  await call('repos.setAppAccessRestrictions', () => repos.setAppAccessRestrictions({ ...guarded, apps: [] }));
  await call('repos.getTeamsWithAccessToProtectedBranch', () => repos.getTeamsWithAccessToProtectedBranch(guarded));
  await call('repos.deleteAccessRestrictions', () => repos.deleteAccessRestrictions(guarded));
  await call('repos.removeStatusCheckProtection', () => repos.removeStatusCheckProtection(guarded));
  await call('repos.deletePullRequestReviewProtection', () => repos.deletePullRequestReviewProtection(guarded));
  await call('repos.deleteBranchProtection', () => repos.deleteBranchProtection(guarded));

  // what an administrator sets
  const hook = await call('repos.createWebhook', () =>
    repos.createWebhook({ ...own, config: { url: 'https://example.org/hook', content_type: 'json' } }),
  );
  const hooked = { ...own, hook_id: hook.id };
  await call('repos.getWebhook', () => repos.getWebhook(hooked));
  await call('repos.updateWebhook', () => repos.updateWebhook({ ...hooked, add_events: ['release'] }));
  await call('repos.getWebhookConfigForRepo', () => repos.getWebhookConfigForRepo(hooked));
  await call('repos.updateWebhookConfigForRepo', () =>
    repos.updateWebhookConfigForRepo({ ...hooked, content_type: 'form' }),
  );
  await call('repos.listWebhookDeliveries', () => repos.listWebhookDeliveries(hooked));
  await call('repos.pingWebhook', () => repos.pingWebhook(hooked));
  await call('repos.deleteWebhook', () => repos.deleteWebhook(hooked));
  const key = await call('repos.createDeployKey', () =>
    repos.createDeployKey({ ...own, key: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDIhz2GK', read_only: true }),
  );
  await call('repos.getDeployKey', () => repos.getDeployKey({ ...own, key_id: key.id }));
  await call('repos.deleteDeployKey', () => repos.deleteDeployKey({ ...own, key_id: key.id }));
  const link = await call('repos.createAutolink', () =>
    repos.createAutolink({ ...own, key_prefix: 'JS-', url_template: 'https://example.org/<num>' }),
  );
  await call('repos.getAutolink', () => repos.getAutolink({ ...own, autolink_id: link.id }));
  await call('repos.deleteAutolink', () => repos.deleteAutolink({ ...own, autolink_id: link.id }));
  const invited = await call('repos.addCollaborator', () => repos.addCollaborator({ ...own, username: 'newcomer' }));
  await call('repos.updateInvitation', () =>
    repos.updateInvitation({ ...own, invitation_id: invited.id, permissions: 'admin' }),
  );
  await call('repos.listInvitations', () => repos.listInvitations(own));
  await call('repos.deleteInvitation', () => repos.deleteInvitation({ ...own, invitation_id: invited.id }));
  await call('repos.removeCollaborator', () => repos.removeCollaborator({ ...own, username: 'newcomer' }));
  await call('repos.enableVulnerabilityAlerts', () => repos.enableVulnerabilityAlerts(own));
  await call('repos.checkVulnerabilityAlerts (on)', () => repos.checkVulnerabilityAlerts(own));
  await call('repos.disableVulnerabilityAlerts', () => repos.disableVulnerabilityAlerts(own));
  const staging = { ...own, environment_name: 'staging' };
  await call('repos.createOrUpdateEnvironment', () =>
    repos.createOrUpdateEnvironment({
      ...staging,
      deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
    }),
  );
  const policy = await call('repos.createDeploymentBranchPolicy', () =>
    repos.createDeploymentBranchPolicy({ ...staging, name: 'release/*' }),
  );
  await call('repos.listDeploymentBranchPolicies', () => repos.listDeploymentBranchPolicies(staging));
  await call('repos.getDeploymentBranchPolicy', () =>
    repos.getDeploymentBranchPolicy({ ...staging, branch_policy_id: policy.id }),
  );
  await call('repos.deleteDeploymentBranchPolicy', () =>
    repos.deleteDeploymentBranchPolicy({ ...staging, branch_policy_id: policy.id }),
  );
  await call('repos.getAllDeploymentProtectionRules', () => repos.getAllDeploymentProtectionRules(staging));
  await call('actions.createEnvironmentVariable', () =>
    actions.createEnvironmentVariable({ ...staging, name: 'REGION', value: 'eu' }),
  );
  await call('actions.listEnvironmentVariables', () => actions.listEnvironmentVariables(staging));
  await call('actions.getEnvironmentVariable', () => actions.getEnvironmentVariable({ ...staging, name: 'REGION' }));
  await call('actions.deleteEnvironmentVariable', () =>
    actions.deleteEnvironmentVariable({ ...staging, name: 'REGION' }),
  );
  await call('actions.getEnvironmentPublicKey', () => actions.getEnvironmentPublicKey(staging));
  await call('actions.createOrUpdateEnvironmentSecret', () =>
    actions.createOrUpdateEnvironmentSecret({ ...staging, secret_name: 'S', encrypted_value: 'eA==', key_id: '1' }),
  );
  await call('actions.listEnvironmentSecrets', () => actions.listEnvironmentSecrets(staging));
  await call('actions.deleteEnvironmentSecret', () =>
    actions.deleteEnvironmentSecret({ ...staging, secret_name: 'S' }),
  );
  await call('repos.deleteAnEnvironment', () => repos.deleteAnEnvironment(staging));
  await call('actions.setGithubActionsPermissionsRepository', () =>
    actions.setGithubActionsPermissionsRepository({ ...own, enabled: true, allowed_actions: 'selected' }),
  );
  await call('actions.setAllowedActionsRepository', () =>
    actions.setAllowedActionsRepository({ ...own, github_owned_allowed: true }),
  );
  await call('actions.getAllowedActionsRepository', () => actions.getAllowedActionsRepository(own));
  await call('actions.setGithubActionsDefaultWorkflowPermissionsRepository', () =>
    actions.setGithubActionsDefaultWorkflowPermissionsRepository({ ...own, default_workflow_permissions: 'read' }),
  );
  await call('actions.getWorkflowAccessToRepository', () => actions.getWorkflowAccessToRepository(own));

  // what people look at
  await call('activity.starRepoForAuthenticatedUser', () => activity.starRepoForAuthenticatedUser(own));
  await call('activity.checkRepoIsStarredByAuthenticatedUser', () =>
    activity.checkRepoIsStarredByAuthenticatedUser(own),
  );
  await call('activity.unstarRepoForAuthenticatedUser', () => activity.unstarRepoForAuthenticatedUser(own));
  await call('activity.setRepoSubscription', () => activity.setRepoSubscription({ ...own, subscribed: true }));
  await call('activity.getRepoSubscription', () => activity.getRepoSubscription(own));
  await call('activity.deleteRepoSubscription', () => activity.deleteRepoSubscription(own));
  await call('repos.getCommitActivityStats', () => repos.getCommitActivityStats(own));
  await call('repos.getCodeFrequencyStats', () => repos.getCodeFrequencyStats(own));
  await call('repos.getParticipationStats', () => repos.getParticipationStats(own));
  await call('repos.getPunchCardStats', () => repos.getPunchCardStats(own));
  await call('repos.getContributorsStats', () => repos.getContributorsStats(own));
  await call('repos.getClones', () => repos.getClones(own));
  await call('repos.getViews', () => repos.getViews(own));
  await call('search.repos', () => search.repos({ q: 'zlink' }));
  await call('search.commits', () => search.commits({ q: `repo:${repository} perf` }));
  await call('search.code', () => search.code({ q: `repo:${repository} filename:VERSION` }));
  await call('search.users', () => search.users({ q: 'maintainer' }));
  await call('search.labels', () => search.labels({ q: 'bug', repository_id: 1000 }));
  await call('search.topics', () => search.topics({ q: 'ipc' }));
  await call('repos.getRepoRulesetHistory', () => repos.getRepoRulesetHistory({ ...own, ruleset_id: 404 }));
  await call('repos.getRepoRuleSuites', () => repos.getRepoRuleSuites(own));
  await call('checks.createSuite', () => checks.createSuite({ ...own, head_sha: main }));

  // what stands between issues
  const [above, below] = [
    await call('issues.create above', () => issues.create({ ...own, title: 'above' })),
    await call('issues.create below', () => issues.create({ ...own, title: 'below' })),
  ];
  const related = { ...own, issue_number: above.number };
  await call('issues.addSubIssue', () => issues.addSubIssue({ ...related, sub_issue_id: below.id }));
  await call('issues.listSubIssues', () => issues.listSubIssues(related));
  await call('issues.getParent', () => issues.getParent({ ...own, issue_number: below.number }));
  await call('issues.removeSubIssue', () => issues.removeSubIssue({ ...related, sub_issue_id: below.id }));
  await call('issues.addBlockedByDependency', () => issues.addBlockedByDependency({ ...related, issue_id: below.id }));
  await call('issues.listDependenciesBlockedBy', () => issues.listDependenciesBlockedBy(related));
  await call('issues.listDependenciesBlocking', () =>
    issues.listDependenciesBlocking({ ...own, issue_number: below.number }),
  );
  await call('issues.removeDependencyBlockedBy', () =>
    issues.removeDependencyBlockedBy({ ...related, issue_id: below.id }),
  );
  await call('issues.list', () => issues.list({ filter: 'all' }));
  await call('issues.listForAuthenticatedUser', () => issues.listForAuthenticatedUser({ filter: 'created' }));
  await call('search.issuesAndPullRequests with operators', () =>
    search.issuesAndPullRequests({ q: `repo:${repository} is:issue (above OR below)`, advanced_search: 'true' }),
  );

  // secrets of others, and what a community looks for
  const { dependabot, codespaces } = octokit.rest;
  await call('dependabot.getRepoPublicKey', () => dependabot.getRepoPublicKey(own));
  await call('dependabot.createOrUpdateRepoSecret', () =>
    dependabot.createOrUpdateRepoSecret({ ...own, secret_name: 'S', encrypted_value: 'eA==', key_id: '1' }),
  );
  await call('dependabot.listRepoSecrets', () => dependabot.listRepoSecrets(own));
  await call('dependabot.deleteRepoSecret', () => dependabot.deleteRepoSecret({ ...own, secret_name: 'S' }));
  await call('codespaces.listRepoSecrets', () => codespaces.listRepoSecrets(own));
  await call('repos.getCommunityProfileMetrics', () => repos.getCommunityProfileMetrics(own));
  await call('repos.getReadmeInDirectory', () => repos.getReadmeInDirectory({ ...own, dir: 'none' }));
  await call('activity.listReposStarredByAuthenticatedUser', () => activity.listReposStarredByAuthenticatedUser());
  await call('activity.listWatchedReposForAuthenticatedUser', () => activity.listWatchedReposForAuthenticatedUser());
  await call('activity.markRepoNotificationsAsRead', () => activity.markRepoNotificationsAsRead(own));

  // the rest
  await call('activity.listRepoEvents', () => activity.listRepoEvents(own));
  await call('activity.listStargazersForRepo', () => activity.listStargazersForRepo(own));
  await call('activity.listWatchersForRepo', () => activity.listWatchersForRepo(own));
  await call('search.issuesAndPullRequests', () =>
    search.issuesAndPullRequests({ q: `repo:${repository} is:pr`, advanced_search: 'true' }),
  );
  await call('users.getAuthenticated', () => octokit.rest.users.getAuthenticated());
  await call('users.getByUsername', () => octokit.rest.users.getByUsername({ username: 'maintainer' }));
  await call('rateLimit.get', () => octokit.rest.rateLimit.get());
  await call('meta.get', () => octokit.rest.meta.get());
  await call('meta.root', () => octokit.rest.meta.root());
  await call('licenses.getForRepo', () => octokit.rest.licenses.getForRepo(own));
  await call('graphql', () => octokit.graphql('query{rateLimit{limit cost remaining resetAt used}}'));
  await call('paginate', () => octokit.paginate(repos.listCommits, { ...own, per_page: 2 }));
  await call('paginate a search', () =>
    octokit.paginate('GET /search/issues', { q: `repo:${repository}`, per_page: 1 }),
  );
  return rows;
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
