import { describe, expect, it } from 'vitest';
import { FaultPlan } from '../../src/embedded-github/fault-plan.ts';
import { standardRoutes } from '../../src/embedded-github/rest/all.ts';
import { ENDPOINT_NOTES } from '../../src/embedded-github/rest/endpoint-notes.ts';
import type { WorldState } from '../../src/embedded-github/world-state.ts';

describe('docs/rehearsal.md', () => {
  it('describes every endpoint there is, once, and none that is not', () => {
    const limits = {} as Parameters<typeof standardRoutes>[0]['limits'];
    const plan = new FaultPlan([], { firedFaults: [] } as unknown as WorldState);
    const routes = standardRoutes({ plan, limits })
      .map(({ method, path }) => {
        const short = path.replace('/repos/{owner}/{repo}', '');
        return `${method} ${path === '/' ? '/ (root)' : short}`;
      })
      .filter((each) => !each.includes('{owner}') && !each.includes('_downloads'));
    const described = ENDPOINT_NOTES.flatMap((note) => note.endpoints);
    expect([...described].sort()).toEqual([...new Set(routes)].sort());
    expect(new Set(described).size).toBe(described.length);
  });
});
