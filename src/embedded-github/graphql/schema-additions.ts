/**
 * What GitHub's public schema has beyond the package, whose last release is older than what clients of today ask for (gh
 * asks for `assignedActors` and `blockedBy`). Where a later release of the package has them too, they are the same.
 *
 * Sources: GitHub documentation, "GraphQL schema changelog", and the reference of `Issue`, `PullRequest` and `Mutation`.
 */
export const SCHEMA_ADDITIONS = `
type AssigneeConnection { edges: [AssigneeEdge] nodes: [Assignee] pageInfo: PageInfo! totalCount: Int! }
type AssigneeEdge { cursor: String! node: Assignee }

type ActorConnection { edges: [ActorEdge] nodes: [Actor] pageInfo: PageInfo! totalCount: Int! }
type ActorEdge { cursor: String! node: Actor }

enum RepositorySuggestedActorFilter { CAN_BE_ASSIGNED CAN_BE_AUTHOR }

type SuggestedReviewerActor { isAuthor: Boolean! isCommenter: Boolean! reviewer: Actor! }
type SuggestedReviewerActorConnection {
  edges: [SuggestedReviewerActorEdge] nodes: [SuggestedReviewerActor] pageInfo: PageInfo! totalCount: Int!
}
type SuggestedReviewerActorEdge { cursor: String! node: SuggestedReviewerActor }

enum IssueTypeColor { BLUE GRAY GREEN ORANGE PINK PURPLE RED YELLOW }
enum IssueTypeOrderField { CREATED_AT NAME }
input IssueTypeOrder { direction: OrderDirection! field: IssueTypeOrderField! }
type IssueType implements Node {
  color: IssueTypeColor! description: String id: ID! isEnabled: Boolean! isPrivate: Boolean! name: String!
}
type IssueTypeConnection { edges: [IssueTypeEdge] nodes: [IssueType] pageInfo: PageInfo! totalCount: Int! }
type IssueTypeEdge { cursor: String! node: IssueType }

enum IssueDependencyOrderField { CREATED_AT DEPENDENCY_ADDED_AT }
input IssueDependencyOrder { direction: OrderDirection! field: IssueDependencyOrderField! }
type IssueDependenciesSummary { blockedBy: Int! blocking: Int! totalBlockedBy: Int! totalBlocking: Int! }

extend interface Assignable {
  assignedActors(after: String, before: String, first: Int, last: Int): AssigneeConnection!
}
extend type Issue {
  assignedActors(after: String, before: String, first: Int, last: Int): AssigneeConnection!
  blockedBy(after: String, before: String, first: Int, last: Int, orderBy: IssueDependencyOrder): IssueConnection!
  blocking(after: String, before: String, first: Int, last: Int, orderBy: IssueDependencyOrder): IssueConnection!
  duplicateOf: Issue
  issueDependenciesSummary: IssueDependenciesSummary!
  issueType: IssueType
  suggestedActors(after: String, before: String, first: Int, last: Int, query: String): AssigneeConnection!
}
extend type PullRequest {
  assignedActors(after: String, before: String, first: Int, last: Int): AssigneeConnection!
  suggestedActors(after: String, before: String, first: Int, last: Int, query: String): AssigneeConnection!
  suggestedReviewerActors(after: String, before: String, first: Int, last: Int, query: String): SuggestedReviewerActorConnection!
}
extend type Release { immutable: Boolean! }
extend type ReleaseAsset { digest: String }
extend type Repository {
  issueTypes(after: String, before: String, first: Int, last: Int, orderBy: IssueTypeOrder): IssueTypeConnection
  suggestedActors(
    after: String, before: String, capabilities: [RepositorySuggestedActorFilter!]!, first: Int, last: Int, loginNames: String, query: String
  ): ActorConnection!
}
extend enum SearchType { ISSUE_ADVANCED ISSUE_HYBRID ISSUE_SEMANTIC }

extend input RequestReviewsInput { botIds: [ID!] }
extend input CreateIssueInput { issueTypeId: ID }
extend input UpdateIssueInput { issueTypeId: ID }

input ReplaceActorsForAssignableInput { actorIds: [ID!] actorLogins: [String!] assignableId: ID! clientMutationId: String }
type ReplaceActorsForAssignablePayload { assignable: Assignable clientMutationId: String }
input RequestReviewsByLoginInput {
  botLogins: [String!] clientMutationId: String pullRequestId: ID! teamSlugs: [String!] union: Boolean = false userLogins: [String!]
}
type RequestReviewsByLoginPayload {
  actor: Actor clientMutationId: String pullRequest: PullRequest requestedReviewersEdge: UserEdge
}
input AddBlockedByInput { blockingIssueId: ID! clientMutationId: String issueId: ID! }
type AddBlockedByPayload { blockingIssue: Issue clientMutationId: String issue: Issue }
input RemoveBlockedByInput { blockingIssueId: ID! clientMutationId: String issueId: ID! }
type RemoveBlockedByPayload { blockingIssue: Issue clientMutationId: String issue: Issue }
input UpdateIssueIssueTypeInput { clientMutationId: String issueId: ID! issueTypeId: ID }
type UpdateIssueIssueTypePayload { clientMutationId: String issue: Issue }
extend type Mutation {
  addBlockedBy(input: AddBlockedByInput!): AddBlockedByPayload
  removeBlockedBy(input: RemoveBlockedByInput!): RemoveBlockedByPayload
  replaceActorsForAssignable(input: ReplaceActorsForAssignableInput!): ReplaceActorsForAssignablePayload
  requestReviewsByLogin(input: RequestReviewsByLoginInput!): RequestReviewsByLoginPayload
  updateIssueIssueType(input: UpdateIssueIssueTypeInput!): UpdateIssueIssueTypePayload
}
`;
