import { describe, expect, it } from 'vitest';
import { parseFaults } from '../../../src/embedded-github/fault-text.ts';
import { serveWorld } from '../../support/served-world.ts';
import { validatingProxy } from '../../support/validating-proxy.ts';
import { releaseThrough } from './release-through.ts';

/** Every answer of whole stories, as it goes over the wire, held against GitHub's OpenAPI description. */

function withFaults(...texts: string[]) {
  const faults = parseFaults(texts);
  if (!faults.ok) throw new Error('bad fault');
  return serveWorld({ faults: faults.value });
}

describe('what the embedded GitHub answers matches GitHub’s description', () => {
  it.each([
    [[]],
    [['run-fails:build.yml']],
    [['http-502@12', 'rate-limit@20', 'secondary-rate-limit@25', 'merge-405']],
  ])('in a release with %j', async (faults) => {
    const served = await withFaults(...faults);
    const proxy = await validatingProxy(served);
    const outcome = await releaseThrough(served, proxy);
    await proxy.close();
    expect(proxy.faults).toEqual([]);
    expect(outcome.exitCode).toBe(faults.join().includes('run-fails') ? 1 : 0);
    expect(served.server.unknownRoutes).toEqual([]);
    expect(served.server.failures).toEqual([]);
    expect(new Set(proxy.answers).size).toBeGreaterThan(20);
  });

  it('for everything that can be read of a finished release', async () => {
    const served = await serveWorld();
    const proxy = await validatingProxy(served);
    expect((await releaseThrough(served, proxy)).exitCode).toBe(0);
    const { state } = served.world;
    const run = state.runs.find((each) => each.headBranch === 'core/v1.2.0')?.id;
    const base = `${proxy.url}/repos/sample/zlink`;
    const get = async (path: string, token = served.server.tokens.pat) => {
      const response = await fetch(path.startsWith('http') ? path : `${base}${path}`, {
        headers: { authorization: `Bearer ${token}` },
        redirect: 'manual',
      });
      const text = await response.text();
      return {
        status: response.status,
        json: response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text,
      };
    };
    const jobs = (await get(`/actions/runs/${run}/jobs`)).json.jobs as { id: number }[];
    const job = jobs[0]?.id;
    const release = state.releases[0];
    const check = state.checkRuns[0]?.id;
    const sha = served.world.state.pulls[0]?.headSha;
    const paths = [
      '',
      '/branches',
      '/branches/main',
      '/tags',
      '/commits?per_page=2',
      `/commits/${sha}`,
      '/commits/main/check-runs',
      '/commits/main/check-suites',
      '/commits/main/status',
      '/commits/main/statuses',
      `/commits/${sha}/pulls`,
      '/compare/core/v1.1.0...main',
      '/contents/',
      '/contents/VERSION',
      '/git/ref/tags/core/v1.2.0',
      '/git/matching-refs/tags/',
      '/rules/branches/main',
      '/rulesets',
      `/check-runs/${check}`,
      `/check-runs/${check}/annotations`,
      '/issues?state=all',
      '/issues/1',
      '/issues/1/comments',
      '/labels',
      '/pulls?state=all',
      '/pulls/1',
      '/pulls/1/files',
      '/pulls/1/commits',
      '/pulls/1/reviews',
      '/pulls/1/merge',
      '/actions/workflows',
      '/actions/workflows/build.yml',
      '/actions/workflows/build.yml/runs',
      '/actions/runs',
      '/actions/runs?event=push&per_page=1',
      `/actions/runs/${run}`,
      `/actions/runs/${run}/attempts/1`,
      `/actions/runs/${run}/attempts/1/jobs`,
      `/actions/runs/${run}/pending_deployments`,
      `/actions/runs/${run}/artifacts`,
      `/actions/runs/${run}/logs`,
      `/actions/jobs/${job}`,
      `/actions/jobs/${job}/logs`,
      '/releases',
      '/releases/latest',
      '/releases/tags/core/v1.2.0',
      `/releases/${release?.id}`,
      `/releases/${release?.id}/assets`,
      `/releases/assets/${release?.assets[0]?.id}`,
      '/tarball/core/v1.2.0',
      '/zipball/main',
      `${proxy.url}/`,
      `${proxy.url}/rate_limit`,
      `${proxy.url}/meta`,
      `${proxy.url}/user`,
      '/git/ref/heads/none',
      '/pulls/999',
      '/actions/runs/999999',
      '/releases/tags/none',
    ];
    const statuses = new Map<string, number>();
    for (const path of paths) statuses.set(path, (await get(path)).status);
    statuses.set('unauthorized', (await get('/pulls', 'wrong')).status);
    await proxy.close();
    expect(proxy.faults).toEqual([]);
    const failing = [...statuses].filter(([path, status]) => status >= 400 && !/none|999|unauthorized/.test(path));
    expect(failing).toEqual([]);
    expect(served.server.failures).toEqual([]);
  });

  it('for what is written by hand: reruns, cancels, dispatches, releases, statuses, comments', async () => {
    const served = await withFaults('run-fails:build.yml');
    const proxy = await validatingProxy(served);
    await releaseThrough(served, proxy);
    const { state } = served.world;
    const failed = state.runs.find(
      (each) => each.headBranch === 'core/v1.2.0' && each.workflowPath.endsWith('/build.yml'),
    );
    const sha = await served.world.git.resolveRef('refs/heads/main');
    const call = async (method: string, path: string, body: object | null = {}) => {
      const response = await fetch(`${proxy.url}/repos/sample/zlink${path}`, {
        method,
        headers: { authorization: `Bearer ${served.server.tokens.app}` },
        ...(body === null ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, json: text === '' ? null : JSON.parse(text) };
    };
    const draft = await call('POST', '/releases', {
      tag_name: 'core/v1.1.0',
      name: 'by hand',
      draft: true,
      body: '*x*',
    });
    const statuses = {
      rerun: (await call('POST', `/actions/runs/${failed?.id}/rerun-failed-jobs`)).status,
      cancel: (await call('POST', `/actions/runs/${failed?.id}/cancel`)).status,
      dispatch: (await call('POST', '/actions/workflows/build.yml/dispatches', { ref: 'main' })).status,
      details: (
        await call('POST', '/actions/workflows/build.yml/dispatches', { ref: 'main', return_run_details: true })
      ).status,
      unknownRef: (await call('POST', '/actions/workflows/build.yml/dispatches', { ref: 'nowhere' })).status,
      release: draft.status,
      edit: (await call('PATCH', `/releases/${draft.json.id}`, { name: 'again' })).status,
      remove: (await call('DELETE', `/releases/${draft.json.id}`, null)).status,
      status: (await call('POST', `/statuses/${sha}`, { state: 'success', context: 'perf', description: 'fine' }))
        .status,
      check: (
        await call('POST', '/check-runs', { name: 'x', head_sha: sha, status: 'completed', conclusion: 'neutral' })
      ).status,
      comment: (await call('POST', '/issues/1/comments', { body: 'hello @nobody <b>' })).status,
      label: (await call('POST', '/labels', { name: 'perf', color: 'ff0000' })).status,
      badRef: (await call('POST', '/git/refs', { ref: 'refs/heads/a..b', sha })).status,
      noBody: (await call('POST', '/git/refs', {})).status,
    };
    await proxy.close();
    expect(proxy.faults).toEqual([]);
    expect(statuses).toEqual({
      rerun: 201,
      cancel: 202,
      dispatch: 204,
      details: 200,
      unknownRef: 422,
      release: 201,
      edit: 200,
      remove: 204,
      status: 201,
      check: 201,
      comment: 201,
      label: 201,
      badRef: 422,
      noBody: 422,
    });
  });
});
