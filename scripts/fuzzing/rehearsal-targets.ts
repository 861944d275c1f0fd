import { authenticate, standardTokens } from '../../src/embedded-github/auth.ts';
import { GraphQLSyntaxError, readDocument } from '../../src/embedded-github/graphql/read-document.ts';
import { pageWindow } from '../../src/embedded-github/pagination.ts';
import { matchesFnmatch } from '../../src/embedded-github/ref-rules.ts';
import { loggedPath } from '../../src/embedded-github/request-log.ts';
import { webRoutes } from '../../src/embedded-github/rest/all.ts';
import { changeContentsRoutes } from '../../src/embedded-github/rest/change-contents.ts';
import { gitDatabaseRoutes } from '../../src/embedded-github/rest/git-database.ts';
import { repositoryRoutes } from '../../src/embedded-github/rest/repository.ts';
import { routeTable } from '../../src/embedded-github/route-table.ts';
import { faultOptions } from '../../src/rehearse/fault-options.ts';
import { type FuzzTarget, must } from './fuzz-target.ts';
import { typed } from './version-targets.ts';

const graphql: FuzzTarget = {
  name: 'graphql-document',
  samples: [
    'query($owner: String!, $n: Int = 3) { repository(owner: $owner) { id ...f ... on X { a: b(x: [1, {y: "z"}]) } } } fragment f on R { name }',
    'mutation($input: I!) { createCommitOnBranch(input: $input) { commit { oid } } }',
    '{ viewer { login } } # end',
  ],
  words: [
    'query',
    'mutation',
    'fragment',
    'on',
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '...',
    '$x',
    ':',
    '!',
    '=',
    '@',
    '"""',
    '"',
    '\\u00',
    '-1.5e3',
    'null',
    ',',
  ],
  check(text) {
    try {
      must(readDocument(text).definitions.length > 0, 'a document defines something');
    } catch (error) {
      if (!(error instanceof GraphQLSyntaxError)) throw error;
    }
  },
};

const routes = routeTable([...repositoryRoutes, ...changeContentsRoutes, ...gitDatabaseRoutes, ...webRoutes()]);
const tokens = standardTokens();

const http: FuzzTarget = {
  name: 'http-parts',
  samples: [
    '/repos/sample/zlink/git/ref/tags%2Fcore%2Fv1.2.0',
    '/repos/a/b/contents/x/y?ref=main&access_token=x',
    'Bearer rehearsal-app-token',
    'Basic eDp5',
    'page=2&per_page=1000',
  ],
  words: [
    '/',
    '%2F',
    '%',
    '%00',
    '..',
    '?',
    '&',
    '=',
    'repos',
    'git',
    'Bearer ',
    'Basic ',
    'token',
    'page=',
    '-1',
    '99999999999',
  ],
  check(text) {
    const [target = '', query = ''] = text.split('?', 2);
    const found = routes.find('GET', target);
    if (found !== null)
      must(
        Object.values(found.params).every((each) => typeof each === 'string'),
        'parameters are texts',
      );
    must(['known', 'unknown', 'none'].includes(authenticate(text, tokens).kind), 'a token is known or not');
    const { page, perPage } = pageWindow(new URLSearchParams(query));
    must(page >= 1 && perPage >= 1 && perPage <= 100, 'a page is a page');
    must(!/[\r\n]/.test(JSON.stringify(loggedPath(target, query))), 'a logged line is a line');
  },
};

const faults: FuzzTarget = {
  name: 'faults',
  samples: ['crash@20', 'run-fails:build.yml', 'timeout', 'asset-missing:checksums.txt@3'],
  words: ['@', ':', '0', '1', '-', 'crash', 'build.yml', '99999999999', 'toString'],
  check: (text) => typed(faultOptions([text, 'crash@1'])),
};

const fnmatch: FuzzTarget = {
  name: 'ruleset-fnmatch',
  samples: ['refs/tags/v*\nrefs/tags/v1', '**/x\na/b/x', '[a-z]?\nab', '[!a]*\nb'],
  words: ['*', '**/', '?', '[', ']', '!', '^', '-', '\\', '/', 'a', '\n'],
  check(text) {
    const [pattern = '', name = ''] = text.split('\n', 2);
    must(typeof matchesFnmatch(pattern, name) === 'boolean', 'it matches or not');
  },
};

export const REHEARSAL_TARGETS: readonly FuzzTarget[] = [graphql, http, faults, fnmatch];
