import type { RateLimits } from '../rate-limits.ts';
import type { Route } from '../route.ts';
import { metaRoutes } from './meta.ts';
import { repositoryRoutes } from './repository.ts';

/** Those below which nothing else is: any other table has no better answer for what they fit. */
const COMPLETE = /^\/repos\/\{owner\}\/\{repo\}(?:\/(?:branches|tags|commits|contents\/\{path\}))?$/;

/** What is asked for first and needs neither schemas nor workflows: it is answered before those are loaded. */
export const soonNeededRoutes = (limits: RateLimits): readonly Route[] => [
  ...metaRoutes(limits),
  ...repositoryRoutes.filter(({ path }) => COMPLETE.test(path)),
];
