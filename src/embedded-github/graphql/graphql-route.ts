import type { RateLimits } from '../rate-limits.ts';
import type { Route } from '../route.ts';

/** GitHub's GraphQL endpoint. What answers it is loaded with the first query: most tests start a GitHub and never send one. */
export const graphqlRoutes = (limits: RateLimits | null): readonly Route[] => [
  {
    method: 'POST',
    path: '/graphql',
    handle: async (request) => (await import('./graphql.ts')).answerGraphql(request, limits),
  },
];
