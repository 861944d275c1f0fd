import { CHECK_SUITE_TYPES } from './check-suite-objects.ts';

/**
 * The part of GitHub's schema that is answered: type → field → type of the answer, null for plain values. A document is
 * held against it as a whole before anything is done, so that a mutation is never half refused.
 */
const SCHEMA = {
  Query: { viewer: 'User', repository: 'Repository' },
  Mutation: {
    createCommitOnBranch: 'CreateCommitOnBranchPayload',
    enqueuePullRequest: 'EnqueuePullRequestPayload',
    updateRefs: 'UpdateRefsPayload',
  },
  User: { login: null, id: null, databaseId: null },
  Repository: {
    id: null,
    databaseId: null,
    name: null,
    nameWithOwner: null,
    isPrivate: null,
    url: null,
    viewerPermission: null,
    mergeCommitAllowed: null,
    squashMergeAllowed: null,
    rebaseMergeAllowed: null,
    owner: 'User',
    defaultBranchRef: 'Ref',
    ref: 'Ref',
    refs: 'RefConnection',
    object: 'GitObject',
    pullRequest: 'PullRequest',
    release: 'Release',
  },
  Release: { id: null, databaseId: null, tagName: null, name: null, url: null, isDraft: null, isPrerelease: null },
  ...CHECK_SUITE_TYPES,
  GitObject: { oid: null, id: null },
  Blob: { oid: null, id: null, byteSize: null, isBinary: null, isTruncated: null, text: null },
  Tree: { oid: null, id: null },
  Tag: { oid: null, id: null, name: null, message: null, tagger: 'GitActor', target: 'GitObject' },
  GitActor: { name: null, email: null, date: null },
  Commit: {
    oid: null,
    id: null,
    abbreviatedOid: null,
    message: null,
    messageHeadline: null,
    committedDate: null,
    url: null,
    tree: 'Tree',
    checkSuites: 'CheckSuiteConnection',
  },
  Ref: { id: null, name: null, prefix: null, target: 'GitObject' },
  RefConnection: { nodes: 'Ref', pageInfo: 'PageInfo', totalCount: null },
  PullRequest: {
    id: null,
    number: null,
    title: null,
    body: null,
    state: null,
    isDraft: null,
    url: null,
    headRefName: null,
    headRefOid: null,
    baseRefName: null,
    baseRefOid: null,
    merged: null,
    mergeable: null,
    mergeStateStatus: null,
    mergeCommit: 'Commit',
    isInMergeQueue: null,
    mergeQueueEntry: 'MergeQueueEntry',
  },
  MergeQueueEntry: { id: null, position: null, state: null, enqueuedAt: null, pullRequest: 'PullRequest' },
  CreateCommitOnBranchPayload: { clientMutationId: null, commit: 'Commit', ref: 'Ref' },
  EnqueuePullRequestPayload: { clientMutationId: null, mergeQueueEntry: 'MergeQueueEntry' },
  UpdateRefsPayload: { clientMutationId: null },
} as const;

export type TypeName = keyof typeof SCHEMA;

export const isTypeName = (name: string): name is TypeName => Object.hasOwn(SCHEMA, name);

/** Undefined when the type has no such field. */
export function fieldType(type: TypeName, field: string): TypeName | null | undefined {
  const fields: Readonly<Record<string, TypeName | null>> = SCHEMA[type];
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
}
