import { expect, it } from 'vitest';
import { Stop } from '../../src/core/problem.ts';
import { GraphQLRefusal } from '../../src/github/client.ts';
import { explained, explaining } from '../../src/github/explain-failure.ts';
import { RequestFailure } from '../../src/github/request-policy.ts';

const UNAUTHORIZED = new RequestFailure(
  'unauthorized',
  { method: 'POST', path: '/graphql' },
  { status: 401, detail: 'Bad credentials' },
);

it.each([
  {
    refusal: UNAUTHORIZED,
    code: 'token-rejected',
    what: 'GitHub answered 401 while carrying out the release: Bad credentials',
  },
  {
    refusal: new GraphQLRefusal([{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }]),
    code: 'token-forbidden',
    what: 'GitHub refused carrying out the release: Resource not accessible by integration',
  },
])('a refusal without words is told as GitHub’s: $code', async ({ refusal, code, what }) => {
  const stop = explained(refusal, 'carrying out the release');
  expect(stop).toBeInstanceOf(Stop);
  expect((stop as Stop).problems).toMatchObject([{ code, what }]);
  expect((stop as Stop).cause).toBe(refusal);
});

it('what is explained already, and what is no refusal, stays as it is', async () => {
  const inner = explained(UNAUTHORIZED, 'reading the branches and tags');
  await expect(explaining('carrying out the release', () => Promise.reject(inner))).rejects.toBe(inner);
  const defect = new TypeError('x is undefined');
  expect(explained(defect, 'carrying out the release')).toBe(defect);
});
