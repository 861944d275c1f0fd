import type { FaultPlan } from '../fault-plan.ts';
import { graphqlRoutes } from '../graphql/graphql-route.ts';
import type { RateLimits } from '../rate-limits.ts';
import type { Route } from '../route.ts';
import { actionsRoutes } from './actions.ts';
import { actionsSettingsRoutes } from './actions-settings.ts';
import { branchRenamingRoutes } from './branch-renaming.ts';
import { changeContentsRoutes } from './change-contents.ts';
import { checkRoutes } from './checks.ts';
import { branchProtectionRoutes } from './classic-protection.ts';
import { commitCommentRoutes } from './commit-comments.ts';
import { communityRoutes } from './community.ts';
import { deploymentRoutes } from './deployments.ts';
import { archiveRoutes, downloadRoutes } from './downloads.ts';
import { environmentContentRoutes } from './environment-contents.ts';
import { environmentRoutes } from './environments.ts';
import { gitDatabaseRoutes } from './git-database.ts';
import { hookAndKeyRoutes } from './hooks-and-keys.ts';
import { insightRoutes } from './insights.ts';
import { issueCommentRoutes } from './issue-comments.ts';
import { issueEventRoutes } from './issue-events.ts';
import { issueRelationRoutes } from './issue-relation-routes.ts';
import { issueRoutes } from './issues.ts';
import { labelRoutes } from './label-routes.ts';
import { metaRoutes } from './meta.ts';
import { milestoneRoutes } from './milestones.ts';
import { peopleAroundRoutes } from './people-around.ts';
import { lineCommentRoutes } from './pull-line-comments.ts';
import { reviewRoutes } from './pull-reviews.ts';
import { pullPage, pullRoutes } from './pulls.ts';
import { reactionRoutes } from './reactions.ts';
import { releaseRoutes } from './releases.ts';
import { repositoryRoutes } from './repository.ts';
import { settingsRoutes } from './repository-settings.ts';
import { rulesRoutes } from './rules.ts';
import { searchRoutes } from './search.ts';
import { otherSecretRoutes, secretRoutes } from './secret-routes.ts';
import { variableRoutes } from './variables.ts';

/** Every endpoint of the API. */
export const standardRoutes = (server: { plan: FaultPlan; limits: RateLimits }): readonly Route[] => [
  ...repositoryRoutes,
  ...changeContentsRoutes,
  ...communityRoutes,
  ...environmentRoutes,
  ...environmentContentRoutes,
  ...hookAndKeyRoutes,
  ...peopleAroundRoutes,
  ...insightRoutes,
  ...branchProtectionRoutes,
  ...branchRenamingRoutes,
  ...commitCommentRoutes,
  ...deploymentRoutes,
  ...gitDatabaseRoutes,
  ...rulesRoutes,
  ...checkRoutes,
  ...issueRoutes,
  ...issueRelationRoutes,
  ...issueCommentRoutes,
  ...issueEventRoutes,
  ...milestoneRoutes,
  ...reactionRoutes,
  ...labelRoutes,
  ...pullRoutes,
  ...reviewRoutes,
  ...lineCommentRoutes,
  ...settingsRoutes,
  ...variableRoutes,
  ...secretRoutes,
  ...otherSecretRoutes,
  ...actionsSettingsRoutes,
  ...searchRoutes,
  ...graphqlRoutes(server.limits),
  ...actionsRoutes(server.plan),
  ...releaseRoutes,
  ...archiveRoutes,
  ...metaRoutes(server.limits),
];

/** What github.com serves beside its API. */
export const webRoutes = (): readonly Route[] => [
  ...downloadRoutes,
  { method: 'GET', path: '/{owner}/{repo}/pull/{pull_file}', handle: pullPage },
];
