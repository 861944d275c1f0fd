import { workflowFileName } from '../../core/triggers/workflow-file.ts';
import { integration, isoTime, nodeId } from '../accounts.ts';
import { type CheckSuite, checkSuitesOf, type SuiteCheckRun } from '../check-suites.ts';
import { repositoryPage } from '../commit-answers.ts';
import type { ApiRequest } from '../route.ts';
import type { StepView } from '../run-view.ts';
import { connection } from './connection.ts';
import { type Args, FieldError, Typed } from './object.ts';

/** The part of GitHub's schema below `Commit.checkSuites` that is answered: type → field → type of the answer. */
export const CHECK_SUITE_TYPES = {
  CheckSuiteConnection: { totalCount: null, nodes: 'CheckSuite', pageInfo: 'PageInfo' },
  CheckSuite: {
    id: null,
    databaseId: null,
    app: 'App',
    branch: 'Ref',
    status: null,
    conclusion: null,
    createdAt: null,
    updatedAt: null,
    resourcePath: null,
    url: null,
    checkRuns: 'CheckRunConnection',
    workflowRun: 'WorkflowRun',
  },
  App: { id: null, databaseId: null, name: null, slug: null },
  WorkflowRun: {
    id: null,
    databaseId: null,
    event: null,
    runNumber: null,
    createdAt: null,
    updatedAt: null,
    resourcePath: null,
    url: null,
    checkSuite: 'CheckSuite',
    file: 'WorkflowRunFile',
    workflow: 'Workflow',
  },
  WorkflowRunFile: { id: null, path: null },
  Workflow: { id: null, databaseId: null, name: null, state: null, resourcePath: null, url: null },
  CheckRunConnection: { totalCount: null, nodes: 'CheckRun', pageInfo: 'PageInfo' },
  CheckRun: {
    id: null,
    databaseId: null,
    name: null,
    status: null,
    conclusion: null,
    startedAt: null,
    completedAt: null,
    detailsUrl: null,
    permalink: null,
    resourcePath: null,
    url: null,
    steps: 'CheckStepConnection',
  },
  CheckStepConnection: { totalCount: null, nodes: 'CheckStep', pageInfo: 'PageInfo' },
  CheckStep: { name: null, number: null, status: null, conclusion: null, startedAt: null, completedAt: null },
  PageInfo: { hasNextPage: null, hasPreviousPage: null, startCursor: null, endCursor: null },
} as const;

type FindRef = (fullName: string) => Promise<Typed | null>;

/** What the token lacks is told at the field; the rest is answered. */
function requireRead(request: ApiRequest, permission: string): void {
  const { permissions, tokenKind } = request.requester;
  if (permissions === undefined || permissions.has(permission)) return;
  const by = tokenKind === 'pat' ? 'personal access token' : 'integration';
  throw new FieldError('FORBIDDEN', `Resource not accessible by ${by}`);
}

const upper = (value: string | null): string | null => value?.toUpperCase() ?? null;
const time = (value: number | null): string | null => (value === null ? null : isoTime(value));
/** A URL without scheme and host. */
const pathOf = (url: string): string => new URL(url).pathname;

/** `filterBy` of a connection as a record; nothing where it was left out. */
function filterOf(args: Args): Readonly<Record<string, unknown>> {
  const filter = args.get('filterBy');
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
export function checkSuiteConnection(request: ApiRequest, sha: string, args: Args, findRef: FindRef): Typed {
  requireRead(request, 'checks');
  const { appId, checkName } = filterOf(args);
  const suites = checkSuitesOf(request.world, sha).filter(
    ({ appSlug, checkRuns }) =>
      meets(appId, integration(appSlug, request).id) &&
      (checkName === undefined || checkName === null || checkRuns.some(({ name }) => name === checkName)),
  );
  return connection('CheckSuiteConnection', 'checkSuites', args, suites, (suite) =>
    suiteObject(request, suite, findRef),
  );
}

function suiteObject(request: ApiRequest, suite: CheckSuite, findRef: FindRef): Typed {
  const url = `${repositoryPage(request)}/commit/${suite.headSha}/checks?check_suite_id=${suite.id}`;
  return new Typed('CheckSuite', {
    id: () => nodeId('CS', suite.id),
    databaseId: () => suite.id,
    app: () => {
      const app = integration(suite.appSlug, request);
      return new Typed('App', {
        id: () => app.node_id,
        databaseId: () => app.id,
        name: () => app.name,
        slug: () => app.slug,
      });
    },
    // A branch's ref: the run of a tag has none.
    branch: () => (suite.headBranch === null ? null : findRef(`refs/heads/${suite.headBranch}`)),
    status: () => upper(suite.status),
    conclusion: () => upper(suite.conclusion),
    createdAt: () => isoTime(suite.createdAt),
    updatedAt: () => isoTime(suite.updatedAt),
    resourcePath: () => pathOf(url),
    url: () => url,
    checkRuns: (args) => checkRunConnection(request, suite, args),
    workflowRun: () => runObject(request, suite, findRef),
  });
}

function runObject(request: ApiRequest, suite: CheckSuite, findRef: FindRef): Typed | null {
  if (suite.run === null) return null;
  requireRead(request, 'actions');
  const { state: run, view } = suite.run;
  const url = `${repositoryPage(request)}/actions/runs/${run.id}`;
  return new Typed('WorkflowRun', {
    id: () => nodeId('WFR', run.id),
    databaseId: () => run.id,
    event: () => run.event,
    runNumber: () => run.runNumber,
    createdAt: () => isoTime(run.createdAt),
    updatedAt: () => isoTime(view.updatedAt),
    resourcePath: () => pathOf(url),
    url: () => url,
    checkSuite: () => suiteObject(request, suite, findRef),
    file: () => new Typed('WorkflowRunFile', { id: () => nodeId('WFRF', run.id), path: () => run.workflowPath }),
    workflow: () => workflowObject(request, run.workflowPath, run.workflowName),
  });
}

function workflowObject(request: ApiRequest, path: string, name: string): Typed {
  const workflow = request.world.state.workflows.find((each) => each.path === path);
  const url = `${repositoryPage(request)}/actions/workflows/${encodeURIComponent(workflowFileName(path))}`;
  return new Typed('Workflow', {
    id: () => nodeId('W', workflow?.id ?? 0),
    databaseId: () => workflow?.id ?? null,
    name: () => name,
    state: () => upper(workflow?.state ?? 'deleted'),
    resourcePath: () => pathOf(url),
    url: () => url,
  });
}

function checkRunConnection(request: ApiRequest, suite: CheckSuite, args: Args): Typed {
  const filter = filterOf(args);
  const runs = (filter.checkType === 'ALL' ? suite.everyCheckRun : suite.checkRuns).filter(
    (check) =>
      meets(filter.checkName, check.name) &&
      meets(filter.status, upper(check.status)) &&
      meets(filter.statuses, upper(check.status)) &&
      meets(filter.conclusions, upper(check.conclusion)) &&
      meets(filter.appId, integration(suite.appSlug, request).id),
  );
  return connection('CheckRunConnection', 'checkRuns', args, runs, (check) => checkRunObject(request, suite, check));
}

function checkRunObject(request: ApiRequest, suite: CheckSuite, check: SuiteCheckRun): Typed {
  const page = repositoryPage(request);
  const url =
    suite.run === null ? `${page}/runs/${check.id}` : `${page}/actions/runs/${suite.run.state.id}/job/${check.id}`;
  return new Typed('CheckRun', {
    id: () => nodeId('CR', check.id),
    databaseId: () => check.id,
    name: () => check.name,
    status: () => upper(check.status),
    conclusion: () => upper(check.conclusion),
    startedAt: () => time(check.startedAt),
    completedAt: () => time(check.completedAt),
    detailsUrl: () => check.detailsUrl ?? url,
    permalink: () => url,
    resourcePath: () => pathOf(url),
    url: () => url,
    steps: (args) => {
      const number = args.get('number');
      const steps = check.steps.filter((step) => meets(number, step.number));
      return connection('CheckStepConnection', 'steps', args, steps, stepObject);
    },
  });
}

const stepObject = (step: StepView): Typed =>
  new Typed('CheckStep', {
    name: () => step.name,
    number: () => step.number,
    status: () => upper(step.status),
    conclusion: () => upper(step.conclusion),
    startedAt: () => time(step.startedAt),
    completedAt: () => time(step.completedAt),
  });
