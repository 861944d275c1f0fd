import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GraphQLSyntaxError, readDocument } from '../../../src/embedded-github/graphql/read-document.ts';
import { APP, Embedded, GITHUB_TOKEN, PERSON } from './embedded.ts';

let github: Embedded;
beforeEach(async () => {
  github = await Embedded.start();
});
afterEach(() => github.stop());

const realGit = (...args: string[]) =>
  execFileSync('git', ['--git-dir', github.world.git.directory, ...args], { encoding: 'utf8' }).trim();

const CREATE = `mutation($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid message } ref { name } }
}`;

const input = (expectedHeadOid: string, more: object = {}) => ({
  input: {
    branch: { repositoryNameWithOwner: 'example-org/zlink', branchName: 'main' },
    message: { headline: 'release: bump core version to 1.2.0', body: '' },
    expectedHeadOid,
    fileChanges: {
      additions: [{ path: 'VERSION', contents: Buffer.from('LIBZLINK_VERSION=1.2.0\n').toString('base64') }],
    },
    ...more,
  },
});

describe('queries', () => {
  it.each([
    [APP, 'releaser[bot]'],
    [GITHUB_TOKEN, 'github-actions[bot]'],
    [PERSON, 'maintainer'],
  ])('tell whose token it is', async (as, login) => {
    expect(await github.graphql('query { viewer { login } }', {}, as)).toEqual({ data: { viewer: { login } } });
  });

  it('read blobs by id under aliases', async () => {
    const sha = realGit('rev-parse', 'main:VERSION');
    const text = `query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) {
      b0: object(oid: "${sha}") { ... on Blob { text isTruncated } }
      b1: object(oid: "${'1'.repeat(40)}") { ... on Blob { text } }
      c: object(expression: "main") { __typename ...about }
    } } fragment about on Commit { messageHeadline }`;
    const answer = await github.graphql(text, { owner: 'example-org', name: 'zlink' });
    expect(answer).toEqual({
      data: {
        repository: {
          b0: { text: `${realGit('show', 'main:VERSION')}\n`, isTruncated: false },
          b1: null,
          c: { __typename: 'Commit', messageHeadline: 'perf: copy a frame once' },
        },
      },
    });
  });

  it.each([
    ['query { viewer { login eMail } }', "Field 'eMail' doesn't exist on type 'User'"],
    [
      'query { viewer }',
      "Field must have selections (field 'viewer' returns User but has no selections. Did you mean 'viewer { ... }'?)",
    ],
    [
      'query { viewer { login { x } } }',
      "Selections can't be made on scalars (field 'login' returns String but has selections)",
    ],
    ['query { viewer { login }', 'Unexpected end of document'],
    ['query { viewer { ...missing } }', 'Fragment missing was used, but not defined'],
    ['query { viewer { login } } fragment a on User { login }', 'Fragment a was defined, but not used'],
    ['query { viewer @skip { login } }', /required/],
    ['query { viewer @sometimes { login } }', 'Directive @sometimes is not defined'],
    ['{ a: __proto__ { x } }', /doesn't exist on type 'Query'/],
    ['query Q($x: String!) { viewer { login } }', 'Variable $x is declared by Q but not used'],
    ['{ repository(owner: $o, name: "x") { id } }', 'Variable $o is used by anonymous query but not declared'],
    [
      'query($x: String) { repository(owner: $x, name: "x") { id } }',
      'Type mismatch on variable $x (String / String!)',
    ],
    ['query($x: Nothing) { repository(owner: $x, name: "x") { id } }', /No such type Nothing/],
    ['query { viewer { login(x: 1) } }', "Field 'login' doesn't accept argument 'x'"],
    ['query { repository(name: "x") { id } }', "Field 'repository' is missing required arguments: owner"],
    [
      'query { repository(owner: 3, name: "x") { id } }',
      "Argument 'owner' on Field 'repository' has an invalid value (3). Expected type 'String'.",
    ],
    ['query { viewer { ... on Issue { id } } }', "Fragment on Issue can't be spread inside User"],
    ['query { viewer { ... on Nobody { id } } }', "No such type Nobody, so it can't be a fragment condition"],
    ['query { viewer { a: login a: id } }', "Field 'a' has a field conflict"],
    ['query A { viewer { login } } query B { viewer { login } }', 'An operation name is required'],
    ['', 'Unexpected end of document'],
  ])('refuse %j loudly', async (text, message) => {
    const answer = await github.graphql(text);
    expect(answer.data).toBeUndefined();
    if (typeof message === 'string') expect(answer.errors[0].message).toBe(message);
    else expect(answer.errors[0].message).toMatch(message);
  });

  it('say where in the document the fault is, as GitHub does', async () => {
    const { errors } = await github.graphql('query Who { viewer { login\n  nothing } }');
    expect(errors).toEqual([
      {
        message: "Field 'nothing' doesn't exist on type 'User'",
        path: ['query Who', 'viewer', 'nothing'],
        locations: [{ line: 2, column: 3 }],
        extensions: { code: 'undefinedField', typeName: 'User', fieldName: 'nothing' },
      },
    ]);
  });

  it('name what GitHub has and nothing here answers, and do nothing', async () => {
    const { errors, data } = await github.graphql('{ viewer { login sponsors(first: 1) { totalCount } } }');
    expect(data).toBeUndefined();
    expect(errors[0].message).toBe('The embedded GitHub does not answer User.sponsors, which GitHub has.');
  });

  it('follow directives', async () => {
    const { data } = await github.graphql(
      'query($yes: Boolean!) { viewer { login @include(if: $yes) id @skip(if: $yes) } }',
      { yes: true },
    );
    expect(data.viewer).toEqual({ login: 'releaser[bot]' });
  });

  it('refuse variables that do not fit', async () => {
    const text =
      'query($n: Int!) { repository(owner: "example-org", name: "zlink") { pullRequests(first: $n) { totalCount } } }';
    expect((await github.graphql(text)).errors[0].message).toBe(
      'Variable $n of type Int! was provided invalid value (Expected value to not be null)',
    );
    expect((await github.graphql(text, { n: 'x' })).errors[0].message).toMatch(
      /^Variable \$n of type Int! was provided invalid value/,
    );
  });

  it('refuse fragments that refer to themselves', async () => {
    const answer = await github.graphql(
      'query { viewer { ...a } } fragment a on User { ...b } fragment b on User { ...a }',
    );
    expect(answer.errors[0].message).toMatch(/infinite loop/);
  });

  it('answer fragments that would multiply once', async () => {
    const wide = Array.from({ length: 30 }, (_, n) => `fragment f${n} on User { ...f${n + 1} ...f${n + 1} }`).join(' ');
    const bomb = await github.graphql(`query { viewer { ...f0 } } ${wide} fragment f30 on User { login }`);
    expect(bomb.data).toEqual({ viewer: { login: 'releaser[bot]' } });
  });

  it('say NOT_FOUND for another repository', async () => {
    const answer = await github.graphql('{ repository(owner: "o", name: "r") { id } }');
    expect(answer).toMatchObject({ data: { repository: null }, errors: [{ type: 'NOT_FOUND', path: ['repository'] }] });
  });
});

describe('createCommitOnBranch', () => {
  it('commits once, signed, as the one who asks, and tells the workflows', async () => {
    const parent = await github.tip();
    const answer = await github.graphql(CREATE, input(parent));
    expect(answer.errors).toBeUndefined();
    const { oid } = answer.data.createCommitOnBranch.commit;
    expect(await github.tip()).toBe(oid);
    expect(realGit('show', '-s', '--format=%P|%B|%an|%ae|%cn', oid)).toBe(
      `${parent}|release: bump core version to 1.2.0|releaser[bot]|4001+releaser[bot]@users.noreply.github.com|GitHub`,
    );
    expect(realGit('show', `${oid}:VERSION`)).toBe('LIBZLINK_VERSION=1.2.0');
    expect(github.events).toEqual([{ kind: 'push', ref: 'refs/heads/main', commit: oid, before: parent }]);
    expect(realGit('fsck', '--strict', '--no-dangling')).toBe('');
  });

  it('changes nothing when the branch is elsewhere', async () => {
    const before = await github.tip();
    const answer = await github.graphql(CREATE, input('1'.repeat(40)));
    expect(answer.errors[0]).toMatchObject({ type: 'STALE_DATA', path: ['createCommitOnBranch'] });
    expect(answer.errors[0].message).toMatch(/Expected branch to point to/);
    expect(await github.tip()).toBe(before);
  });

  it('is held against the schema before anything is done', async () => {
    const before = await github.tip();
    const text = CREATE.replace('message }', 'message nonsense }');
    const answer = await github.graphql(text, input(before));
    expect(answer.errors[0].message).toMatch(/nonsense/);
    expect(await github.tip()).toBe(before);
  });

  it.each([
    ['NOT_FOUND', { branch: { repositoryNameWithOwner: 'example-org/zlink', branchName: 'none' } }],
    ['NOT_FOUND', { branch: { repositoryNameWithOwner: 'o/r', branchName: 'main' } }],
    ['UNPROCESSABLE', { fileChanges: { additions: [{ path: '../x', contents: '' }] } }],
    ['UNPROCESSABLE', { fileChanges: { additions: [{ path: 'x', contents: '%' }] } }],
    ['UNPROCESSABLE', { fileChanges: { deletions: [{ path: 'none' }] } }],
  ])('answers %s for %j', async (type, more) => {
    const answer = await github.graphql(CREATE, input(await github.tip(), more));
    expect(answer.errors[0].type).toBe(type);
    expect(answer.data.createCommitOnBranch).toBeNull();
  });

  it('is refused as a whole where its input lacks what it must have', async () => {
    const answer = await github.graphql(CREATE, input(await github.tip(), { message: {} }));
    expect(answer.errors[0].message).toBe(
      'Variable $input of type CreateCommitOnBranchInput! was provided invalid value for message.headline (Expected value to not be null)',
    );
    expect(answer.data).toBeUndefined();
  });

  it('does not let GITHUB_TOKEN touch workflows', async () => {
    const additions = [{ path: '.github/workflows/build.yml', contents: '' }];
    const variables = input(await github.tip(), { fileChanges: { additions } });
    const answer = await github.graphql(CREATE, variables, GITHUB_TOKEN);
    expect(answer.errors[0]).toMatchObject({ type: 'FORBIDDEN', message: 'Resource not accessible by integration' });
    expect((await github.graphql(CREATE, variables)).errors).toBeUndefined();
  });

  it('deletes files, and loses the executable bit of those it writes', async () => {
    const fileChanges = {
      additions: [{ path: 'core/build.sh', contents: '' }],
      deletions: [{ path: 'core/src/zlink.c' }],
    };
    const parent = await github.tip();
    await github.graphql(CREATE, input(parent, { fileChanges }));
    expect(realGit('diff-tree', '-r', '--name-status', parent, 'main')).toBe('M\tcore/build.sh\nD\tcore/src/zlink.c');
    expect(realGit('ls-tree', 'main', 'core/build.sh')).toMatch(/^100644/);
  });
});

describe('the parser', () => {
  const runs = Number(process.env.FUZZ_RUNS ?? 300);

  it('reads any text or says why not', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '{',
        '}',
        '(',
        ')',
        '$',
        ':',
        '...',
        ' on ',
        '"',
        '"""',
        'query',
        'a',
        '1',
        '[',
        ']',
        '!',
        '=',
        '@',
      ),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        try {
          readDocument(pieces.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(GraphQLSyntaxError);
        }
      }),
      { numRuns: runs },
    );
  });

  it('refuses deep nesting instead of overflowing', () => {
    expect(() => readDocument('{a'.repeat(100_000))).toThrow(/nested too deeply/);
    expect(() => readDocument(`{ a(b: ${'['.repeat(100_000)}) }`)).toThrow(/nested too deeply/);
  });
});

describe('tags and refs', () => {
  it('are told with the commit behind them, page by page', async () => {
    const text = `query($after: String) { repository(owner: "example-org", name: "zlink") {
      refs(refPrefix: "refs/tags/core/", first: 1, after: $after) {
        nodes { prefix name target { __typename oid ... on Tag { message tagger { date } target { oid } } } }
        pageInfo { hasNextPage endCursor }
      } } }`;
    const first = (await github.graphql(text)).data.repository.refs;
    expect(first.nodes).toEqual([
      {
        prefix: 'refs/tags/core/',
        name: 'v1.0.0',
        target: {
          __typename: 'Tag',
          oid: realGit('rev-parse', 'refs/tags/core/v1.0.0'),
          message: 'core release 1.0.0',
          tagger: { date: '2025-10-06T08:00:00Z' },
          target: { oid: realGit('rev-parse', 'refs/tags/core/v1.0.0^{commit}') },
        },
      },
    ]);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = (await github.graphql(text, { after: first.pageInfo.endCursor })).data.repository.refs;
    expect(second.nodes.map(({ name }: { name: string }) => name)).toEqual(['v1.1.0']);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });
});

describe('updateRefs', () => {
  const MOVE = `mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }`;
  const move = async (beforeOid: string, afterOid: string, force = true) => {
    const { data } = await github.graphql('{ repository(owner: "example-org", name: "zlink") { id } }');
    const refUpdates = [{ name: 'refs/tags/v1.1', beforeOid, afterOid, force }];
    return github.graphql(MOVE, { input: { repositoryId: data.repository.id, refUpdates } });
  };
  const at = () => realGit('rev-parse', 'refs/tags/v1.1');

  it('moves a ref that is where the caller believes it to be, and tells the workflows', async () => {
    expect((await move(at(), await github.tip())).errors).toBeUndefined();
    expect(at()).toBe(await github.tip());
    expect(github.events).toMatchObject([{ kind: 'push', ref: 'refs/tags/v1.1' }]);
  });

  it('and no other', async () => {
    const before = at();
    const answer = await move('1'.repeat(40), await github.tip());
    expect(answer.errors[0].type).toBe('STALE_DATA');
    expect(at()).toBe(before);
    expect(github.events).toEqual([]);
  });

  it('forward only, unless it is forced', async () => {
    const before = at();
    const answer = await move(before, realGit('rev-parse', 'refs/tags/core/v1.0.0'), false);
    expect(answer.errors[0].message).toMatch(/fast forward/);
    expect(at()).toBe(before);
  });
});
