import { workflowFileName } from '../../core/triggers/workflow-file.ts';
import { integration, isoTime, nodeId, simpleUser } from '../accounts.ts';
import { latestStatuses } from '../check-results.ts';
import { checkSuitesOf } from '../check-suites.ts';
import { repositoryPage } from '../commit-answers.ts';
import { requiredChecks, rulesFor } from '../ref-rules.ts';
import type { ApiRequest } from '../route.ts';
import type { CommitStatusState } from '../world-state.ts';
import { account } from './account-fields.ts';
import { connection } from './connection.ts';
import { commitSource, refSource } from './git-sources.ts';
import { type Args, pathOf, type Resolvers, requireAccess, type Sources, source, upper } from './sources.ts';

const time = (value: number | null): string | null => (value === null ? null : isoTime(value));

/** `filterBy` of a connection as a record; nothing where it was left out. */
function filterOf(args: Args): Readonly<Record<string, unknown>> {
  const filter = args.filterBy;
  return typeof filter === 'object' && filter !== null ? (filter as Record<string, unknown>) : {};
}

/** Whether a filter, where it is given, is met. */
const meets = (wanted: unknown, value: unknown): boolean =>
  wanted === undefined || wanted === null || (Array.isArray(wanted) ? wanted.includes(value) : wanted === value);

/**
 * The check suites of a commit.
 *
 * Source: GitHub's public GraphQL schema, `Commit.checkSuites`; that a token needs `checks: read` for them and
 * `actions: read` for their workflow runs is known from the REST endpoints of the same.
 */
function suitesOf({ commit }: Sources['Commit'], args: Args, request: ApiRequest) {
  requireAccess(request, 'checks', 'read');
  const { appId, checkName } = filterOf(args);
  const suites = checkSuitesOf(request.world, commit.sha).filter(
    ({ appSlug, checkRuns }) =>
      meets(appId, integration(appSlug, request).id) &&
      (checkName === undefined || checkName === null || checkRuns.some(({ name }) => name === checkName)),
  );
  return connection('checkSuites', args, suites, (suite) => source('CheckSuite', { suite }));
}

function checkRuns({ suite }: Sources['CheckSuite'], args: Args, request: ApiRequest) {
  const filter = filterOf(args);
  const runs = (filter.checkType === 'ALL' ? suite.everyCheckRun : suite.checkRuns).filter(
    (check) =>
      meets(filter.checkName, check.name) &&
      meets(filter.status, upper(check.status)) &&
      meets(filter.statuses, upper(check.status)) &&
      meets(filter.conclusions, upper(check.conclusion)) &&
      meets(filter.appId, integration(suite.appSlug, request).id),
  );
  return connection('checkRuns', args, runs, (check) => source('CheckRun', { suite, check }));
}

const suiteUrl = ({ suite }: Sources['CheckSuite'], request: ApiRequest): string =>
  `${repositoryPage(request)}/commit/${suite.headSha}/checks?check_suite_id=${suite.id}`;

const checkUrl = ({ suite, check }: Sources['CheckRun'], request: ApiRequest): string =>
  suite.run === null
    ? `${repositoryPage(request)}/runs/${check.id}`
    : `${repositoryPage(request)}/actions/runs/${suite.run.state.id}/job/${check.id}`;

const runUrl = ({ run }: Sources['WorkflowRun'], request: ApiRequest): string =>
  `${repositoryPage(request)}/actions/runs/${run.id}`;

const workflowUrl = ({ path }: Sources['Workflow'], request: ApiRequest): string =>
  `${repositoryPage(request)}/actions/workflows/${encodeURIComponent(workflowFileName(path))}`;

/** Whether the base branch of a pull request wants this check. */
function isRequired(name: string, args: Args, { world }: ApiRequest): boolean {
  const pull = world.state.pulls.find(
    (each) => nodeId('PR', each.id) === args.pullRequestId || each.number === args.pullRequestNumber,
  );
  if (pull === undefined) return false;
  return requiredChecks(rulesFor(world, `refs/heads/${pull.baseRef}`)).some(({ context }) => context === name);
}

/** What reports on a commit: the newest check of each name, and the newest status of each context. */
function contextsOf(sha: string, { world }: ApiRequest) {
  const checks = checkSuitesOf(world, sha).flatMap((suite) =>
    suite.checkRuns.map((check) => source('CheckRun', { suite, check })),
  );
  const statuses = latestStatuses(world, sha).map((status) => source('StatusContext', { status }));
  return { checks, statuses };
}

const STATUS_STATES: Readonly<Record<CommitStatusState['state'], string>> = {
  error: 'ERROR',
  failure: 'FAILURE',
  pending: 'PENDING',
  success: 'SUCCESS',
};

/** A check in the one word that counts of checks use. */
const checkState = ({ check }: Sources['CheckRun']): string => upper(check.conclusion ?? check.status) ?? 'PENDING';

/** All that reports on a commit in one word. Source: GitHub GraphQL documentation, enum `StatusState`. */
function rollupState(sha: string, request: ApiRequest): string {
  const { checks, statuses } = contextsOf(sha, request);
  const states = [
    ...checks.map((each) => checkState(each)),
    ...statuses.map(({ status }) => STATUS_STATES[status.state]),
  ];
  const has = (...wanted: string[]) => states.some((state) => wanted.includes(state));
  if (has('ERROR')) return 'ERROR';
  if (has('FAILURE', 'TIMED_OUT', 'CANCELLED', 'ACTION_REQUIRED', 'STARTUP_FAILURE')) return 'FAILURE';
  return states.every((state) => ['SUCCESS', 'NEUTRAL', 'SKIPPED'].includes(state)) ? 'SUCCESS' : 'PENDING';
}

/** Null where nothing has reported. */
export function rollupSource(sha: string, request: ApiRequest) {
  requireAccess(request, 'checks', 'read');
  const { checks, statuses } = contextsOf(sha, request);
  return checks.length + statuses.length === 0 ? null : source('StatusCheckRollup', { sha });
}

function counted(states: readonly string[], type: 'CheckRunStateCount' | 'StatusContextStateCount') {
  const counts = new Map<string, number>();
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].map(([state, count]) => source(type, { state, count }));
}

const statusPart = (sha: string, request: ApiRequest) => {
  const contexts = latestStatuses(request.world, sha);
  return contexts.length === 0 ? null : source('Status', { sha, contexts });
};

function combined(contexts: readonly CommitStatusState[]): string {
  const states = contexts.map(({ state }) => state);
  if (states.includes('error')) return 'ERROR';
  if (states.includes('failure')) return 'FAILURE';
  return states.includes('pending') ? 'PENDING' : 'SUCCESS';
}

export const COMMIT_CHECKS = {
  checkSuites: suitesOf,
  statusCheckRollup: ({ commit }: Sources['Commit'], _: Args, request: ApiRequest) => rollupSource(commit.sha, request),
  status: ({ commit }: Sources['Commit'], _: Args, request: ApiRequest) => statusPart(commit.sha, request),
};

export const CHECK_FIELDS: Resolvers = {
  CheckSuite: {
    id: ({ suite }) => nodeId('CS', suite.id),
    databaseId: ({ suite }) => suite.id,
    app: ({ suite }) => source('App', { slug: suite.appSlug }),
    // A branch's ref: the run of a tag has none.
    branch: ({ suite }, _, request) =>
      suite.headBranch === null ? null : refSource(request, `refs/heads/${suite.headBranch}`),
    commit: ({ suite }, _, request) => commitSource(request, suite.headSha),
    repository: () => source('Repository', { fork: null }),
    status: ({ suite }) => upper(suite.status),
    conclusion: ({ suite }) => upper(suite.conclusion),
    createdAt: ({ suite }) => isoTime(suite.createdAt),
    updatedAt: ({ suite }) => isoTime(suite.updatedAt),
    resourcePath: (from, _, request) => pathOf(suiteUrl(from, request)),
    url: (from, _, request) => suiteUrl(from, request),
    checkRuns,
    workflowRun: ({ suite }, _, request) => {
      if (suite.run === null) return null;
      requireAccess(request, 'actions', 'read');
      return source('WorkflowRun', { run: suite.run.state, suite });
    },
  },
  App: {
    id: ({ slug }, _, request) => integration(slug, request).node_id,
    databaseId: ({ slug }, _, request) => integration(slug, request).id,
    name: ({ slug }, _, request) => integration(slug, request).name,
    slug: ({ slug }) => slug,
    url: ({ slug }, _, request) => integration(slug, request).html_url,
    description: () => null,
  },
  WorkflowRun: {
    id: ({ run }) => nodeId('WFR', run.id),
    databaseId: ({ run }) => run.id,
    event: ({ run }) => run.event,
    runNumber: ({ run }) => run.runNumber,
    createdAt: ({ run }) => isoTime(run.createdAt),
    updatedAt: ({ suite }) => isoTime(suite.updatedAt),
    resourcePath: (from, _, request) => pathOf(runUrl(from, request)),
    url: (from, _, request) => runUrl(from, request),
    checkSuite: ({ suite }) => source('CheckSuite', { suite }),
    file: ({ run }) => source('WorkflowRunFile', { run }),
    workflow: ({ run }) => source('Workflow', { path: run.workflowPath, name: run.workflowName }),
  },
  WorkflowRunFile: { id: ({ run }) => nodeId('WFRF', run.id), path: ({ run }) => run.workflowPath },
  Workflow: {
    id: ({ path }, _, { world }) => nodeId('W', world.state.workflows.find((each) => each.path === path)?.id ?? 0),
    databaseId: ({ path }, _, { world }) => world.state.workflows.find((each) => each.path === path)?.id ?? null,
    name: ({ name }) => name,
    state: ({ path }, _, { world }) =>
      upper(world.state.workflows.find((each) => each.path === path)?.state ?? 'deleted'),
    resourcePath: (from, _, request) => pathOf(workflowUrl(from, request)),
    url: (from, _, request) => workflowUrl(from, request),
  },
  CheckRun: {
    id: ({ check }) => nodeId('CR', check.id),
    databaseId: ({ check }) => check.id,
    name: ({ check }) => check.name,
    status: ({ check }) => upper(check.status),
    conclusion: ({ check }) => upper(check.conclusion),
    startedAt: ({ check }) => time(check.startedAt),
    completedAt: ({ check }) => time(check.completedAt),
    detailsUrl: (from, _, request) => from.check.detailsUrl ?? checkUrl(from, request),
    permalink: (from, _, request) => checkUrl(from, request),
    resourcePath: (from, _, request) => pathOf(checkUrl(from, request)),
    url: (from, _, request) => checkUrl(from, request),
    checkSuite: ({ suite }) => source('CheckSuite', { suite }),
    repository: () => source('Repository', { fork: null }),
    isRequired: ({ check }, args, request) => isRequired(check.name, args, request),
    steps: ({ check }, args) => {
      const steps = check.steps.filter((step) => meets(args.number, step.number));
      return connection('steps', args, steps, (step) => source('CheckStep', { step }));
    },
  },
  CheckStep: {
    name: ({ step }) => step.name,
    number: ({ step }) => step.number,
    status: ({ step }) => upper(step.status),
    conclusion: ({ step }) => upper(step.conclusion),
    startedAt: ({ step }) => time(step.startedAt),
    completedAt: ({ step }) => time(step.completedAt),
  },
  Status: {
    id: ({ sha }) => nodeId('SC', sha),
    commit: ({ sha }, _, request) => commitSource(request, sha),
    state: ({ contexts }) => combined(contexts),
    contexts: ({ contexts }) => contexts.map((status) => source('StatusContext', { status })),
    context: ({ contexts }, args) => {
      const status = contexts.find(({ context }) => context === args.name);
      return status === undefined ? null : source('StatusContext', { status });
    },
  },
  StatusContext: {
    id: ({ status }) => nodeId('SC', status.id),
    context: ({ status }) => status.context,
    state: ({ status }) => STATUS_STATES[status.state],
    description: ({ status }) => status.description,
    targetUrl: ({ status }) => status.targetUrl,
    createdAt: ({ status }) => isoTime(status.createdAt),
    creator: ({ status }) => account(status.creator),
    avatarUrl: ({ status }, _, { apiUrl }) => simpleUser(status.creator, apiUrl).avatar_url,
    commit: ({ status }, _, request) => commitSource(request, status.sha),
    isRequired: ({ status }, args, request) => isRequired(status.context, args, request),
  },
  CheckRunStateCount: { state: ({ state }) => state, count: ({ count }) => count },
  StatusContextStateCount: { state: ({ state }) => state, count: ({ count }) => count },
  StatusCheckRollup: {
    id: ({ sha }) => nodeId('SCR', sha),
    commit: ({ sha }, _, request) => commitSource(request, sha),
    state: ({ sha }, _, request) => rollupState(sha, request),
    contexts: ({ sha }, args, request) => {
      const { checks, statuses } = contextsOf(sha, request);
      const states = statuses.map(({ status }) => STATUS_STATES[status.state]);
      return {
        ...connection<object>('contexts', args, [...checks, ...statuses], (each) => each),
        checkRunCount: checks.length,
        checkRunCountsByState: counted(checks.map(checkState), 'CheckRunStateCount'),
        statusContextCount: statuses.length,
        statusContextCountsByState: counted(states, 'StatusContextStateCount'),
      };
    },
  },
};
