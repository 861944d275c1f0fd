import { describe, expect, it } from 'vitest';
import { checkSubject, measuredRun } from '../../../src/core/check/check-event.ts';

const HEAD = 'a'.repeat(40);
const BASE = 'b'.repeat(40);
const pull = (head: string | null) => ({
  pull_request: {
    number: 7,
    head: { sha: HEAD, repo: head === null ? null : { full_name: head } },
    base: { sha: BASE, repo: { full_name: 'kairos/zlink' } },
  },
});

describe('the commit that a check belongs to', () => {
  it.each([
    ['pull_request', pull('kairos/zlink'), { sha: HEAD, base: BASE, pullRequest: { number: 7, isFork: false } }],
    ['pull_request', pull('Kairos/Zlink'), { pullRequest: { number: 7, isFork: false } }],
    ['pull_request', pull('somebody/zlink'), { pullRequest: { number: 7, isFork: true } }],
    ['pull_request', pull(null), { pullRequest: { number: 7, isFork: true }, hasRights: false }],
    ['pull_request_target', pull('somebody/zlink'), { hasRights: true }],
    ['merge_group', { merge_group: { head_sha: HEAD, base_sha: BASE } }, { sha: HEAD, base: BASE, pullRequest: null }],
    ['workflow_dispatch', {}, { sha: 'c'.repeat(40), base: null, pullRequest: null }],
  ])('of %s', (name, payload, expected) => {
    const found = checkSubject(name, payload, 'c'.repeat(40));
    expect(found).toMatchObject({ ok: true, value: expected });
  });

  it.each([
    ['pull_request', {}],
    ['pull_request', null],
    ['pull_request', { pull_request: { ...pull('kairos/zlink').pull_request, number: '7' } }],
    ['pull_request', { pull_request: { ...pull('kairos/zlink').pull_request, head: { sha: 'main', repo: null } } }],
    ['merge_group', { merge_group: { head_sha: '--upload-pack=x', base_sha: BASE } }],
  ])('is not guessed from a %s that is another', (name, payload) => {
    expect(checkSubject(name, payload, HEAD).ok).toBe(false);
  });

  it('is a commit', () => {
    expect(checkSubject('push', {}, 'main').ok).toBe(false);
  });
});

describe('the run that is reported on', () => {
  const event = (change: object = {}) => ({
    workflow_run: {
      id: 1,
      run_attempt: 2,
      event: 'pull_request',
      conclusion: null,
      html_url: 'https://github.example/r',
      head_sha: HEAD,
      head_branch: 'topic',
      head_repository: { full_name: 'somebody/zlink', owner: { login: 'somebody' } },
      ...change,
    },
    repository: { full_name: 'kairos/zlink' },
  });

  it('is a fork’s when its branch is of another repository', () => {
    expect(measuredRun('workflow_run', event())).toMatchObject({
      ok: true,
      value: { isFork: true, attempt: 2, conclusion: 'none', head: { owner: 'somebody', branch: 'topic' } },
    });
    const own = event({ head_repository: { full_name: 'KAIROS/zlink', owner: { login: 'kairos' } } });
    expect(measuredRun('workflow_run', own)).toMatchObject({ ok: true, value: { isFork: false } });
  });

  it.each([
    { head_sha: 'x' },
    { html_url: 'javascript:alert(1)' },
    { html_url: 'data:text/html,x' },
    { head_repository: null },
    { head_repository: { full_name: '../..', owner: { login: 'x' } } },
    { head_branch: '' },
    { id: -1 },
  ])('is refused with %j', (change) => {
    expect(measuredRun('workflow_run', event(change)).ok).toBe(false);
  });

  it('is told by workflow_run alone', () => {
    expect(measuredRun('pull_request', event()).ok).toBe(false);
  });
});
