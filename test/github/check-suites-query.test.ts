import { schema as description } from '@octokit/graphql-schema';
import { buildSchema, getOperationAST, isEnumType, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { costOf } from '../../src/embedded-github/graphql/cost.ts';
import { ENQUEUE, QUEUE_QUERY } from '../../src/github/merge-queue.ts';
import { CHECK_SUITES_QUERY } from '../../src/github/read-check-suites.ts';

const schema = buildSchema(description.idl, { assumeValid: true });

describe("GitHub's public GraphQL schema", () => {
  it('has everything that is asked about check suites', () => {
    expect(validate(schema, parse(CHECK_SUITES_QUERY))).toEqual([]);
  });

  it.each([QUEUE_QUERY, ENQUEUE])('has everything about the merge queue', (text) => {
    expect(validate(schema, parse(text))).toEqual([]);
  });

  it('would not accept what it does not have: a run has no attempt, and a suite no tag', () => {
    const asking = (field: string) =>
      parse(CHECK_SUITES_QUERY.replace('databaseId event', `databaseId ${field} event`));
    expect(validate(schema, asking('runAttempt'))).toHaveLength(1);
    expect(validate(schema, asking('headBranch'))).toHaveLength(1);
  });

  // Source: GitHub REST documentation, status and conclusion of a workflow run; lower case there.
  it.each([
    ['CheckStatusState', ['queued', 'requested', 'waiting', 'pending', 'in_progress', 'completed']],
    [
      'CheckConclusionState',
      [
        ...['success', 'failure', 'neutral', 'cancelled', 'skipped', 'timed_out', 'action_required', 'stale'],
        'startup_failure',
      ],
    ],
  ])('%s is what REST says in lower case', (name, values) => {
    const type = schema.getType(name);
    if (!isEnumType(type)) throw new Error(`the schema has no ${name}`);
    const known = type.getValues().map((value) => value.name.toLowerCase());
    expect(known.sort()).toEqual([...values].sort());
  });
});

describe('the points of a query', () => {
  const cost = (text: string, variables: Record<string, unknown> = {}): number => {
    const document = parse(text);
    const operation = getOperationAST(document);
    if (operation == null) throw new Error('no operation');
    return costOf(document, operation, variables);
  };
  it('are those of the example in GitHub’s documentation', () => {
    const issues = 'issues(first: 50) { nodes { labels(first: 60) { nodes { id } } } }';
    expect(cost(`query { viewer { repositories(first: 100) { nodes { ${issues} } } } }`)).toBe(51);
  });
  it.each([
    [20, 5, 1],
    [45, 1, 1],
    [100, 1, 3],
  ])('of %i suites and %i running jobs each are %i', (suites, running, points) => {
    expect(cost(CHECK_SUITES_QUERY, { suites, running })).toBe(points);
  });
});
