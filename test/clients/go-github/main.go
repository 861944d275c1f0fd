// Command calls sends go-github's documented calls for what a release meets to a GitHub, one after another, and tells what
// became of each as a line of JSON.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/go-github/v75/github"
)

type row struct {
	Call    string `json:"call"`
	OK      bool   `json:"ok"`
	Status  int    `json:"status,omitempty"`
	Message string `json:"message,omitempty"`
	Value   any    `json:"value,omitempty"`
}

var out = json.NewEncoder(os.Stdout)

func tell(name string, value any, err error) {
	each := row{Call: name, OK: err == nil, Value: value}
	if err != nil {
		each.Value = nil
		each.Message = err.Error()
		var refused *github.ErrorResponse
		if errors.As(err, &refused) {
			each.Status = refused.Response.StatusCode
		}
		var accepted *github.AcceptedError
		if errors.As(err, &accepted) {
			// What GitHub does in the background: 202.
			each.OK, each.Status, each.Message = true, 202, ""
		}
	}
	if err := out.Encode(each); err != nil {
		panic(err)
	}
}

// call tells of a call that gives a value, and hands it on.
func call[T any](name string, ask func() (T, *github.Response, error)) T {
	value, _, err := ask()
	tell(name, nil, err)
	return value
}

// done tells of a call that gives nothing back.
func done(name string, ask func() (*github.Response, error)) {
	_, err := ask()
	tell(name, nil, err)
}

func main() {
	base, token, repository := os.Args[1], os.Args[2], os.Args[3]
	o, r, _ := strings.Cut(repository, "/")
	ctx := context.Background()
	c, err := github.NewClient(nil).WithAuthToken(token).WithEnterpriseURLs(base, base)
	if err != nil {
		panic(err)
	}
	later := func(seconds string) {
		answer, err := http.Post(base+"/_control/time", "application/json", strings.NewReader(`{"advance":`+seconds+`}`))
		if err != nil {
			panic(err)
		}
		answer.Body.Close()
	}

	// git
	ref := call("Git.GetRef", func() (*github.Reference, *github.Response, error) { return c.Git.GetRef(ctx, o, r, "heads/main") })
	main := ref.GetObject().GetSHA()
	refs, _, err := c.Git.ListMatchingRefs(ctx, o, r, &github.ReferenceListOptions{})
	tell("Git.ListMatchingRefs", len(refs), err)
	call("Git.GetTree", func() (*github.Tree, *github.Response, error) { return c.Git.GetTree(ctx, o, r, main, true) })
	commit := call("Git.GetCommit", func() (*github.Commit, *github.Response, error) { return c.Git.GetCommit(ctx, o, r, main) })
	blob := call("Git.CreateBlob", func() (*github.Blob, *github.Response, error) {
		return c.Git.CreateBlob(ctx, o, r, github.Blob{Content: github.Ptr("one\ntwo\n"), Encoding: github.Ptr("utf-8")})
	})
	call("Git.GetBlob", func() (*github.Blob, *github.Response, error) { return c.Git.GetBlob(ctx, o, r, blob.GetSHA()) })
	raw, _, err := c.Git.GetBlobRaw(ctx, o, r, blob.GetSHA())
	tell("Git.GetBlobRaw", string(raw), err)
	tree := call("Git.CreateTree", func() (*github.Tree, *github.Response, error) {
		return c.Git.CreateTree(ctx, o, r, commit.GetTree().GetSHA(), []*github.TreeEntry{{
			Path: github.Ptr("docs/go.md"), Mode: github.Ptr("100644"), Type: github.Ptr("blob"), SHA: blob.SHA}})
	})
	made := call("Git.CreateCommit", func() (*github.Commit, *github.Response, error) {
		return c.Git.CreateCommit(ctx, o, r, github.Commit{Message: github.Ptr("docs: go"), Tree: tree, Parents: []*github.Commit{{SHA: &main}}}, nil)
	})
	call("Git.CreateRef", func() (*github.Reference, *github.Response, error) {
		return c.Git.CreateRef(ctx, o, r, github.CreateRef{Ref: "refs/heads/topic", SHA: main})
	})
	call("Git.UpdateRef", func() (*github.Reference, *github.Response, error) {
		return c.Git.UpdateRef(ctx, o, r, "heads/topic", github.UpdateRef{SHA: made.GetSHA()})
	})
	tag := call("Git.CreateTag", func() (*github.Tag, *github.Response, error) {
		return c.Git.CreateTag(ctx, o, r, github.CreateTag{Tag: "go1", Message: "m", Object: main, Type: "commit"})
	})
	call("Git.GetTag", func() (*github.Tag, *github.Response, error) { return c.Git.GetTag(ctx, o, r, tag.GetSHA()) })

	// repository
	repos := c.Repositories
	call("Repositories.Get", func() (*github.Repository, *github.Response, error) { return repos.Get(ctx, o, r) })
	call("Repositories.Edit", func() (*github.Repository, *github.Response, error) {
		return repos.Edit(ctx, o, r, &github.Repository{DeleteBranchOnMerge: github.Ptr(false)})
	})
	call("Repositories.ListBranches", func() ([]*github.Branch, *github.Response, error) { return repos.ListBranches(ctx, o, r, nil) })
	call("Repositories.GetBranch", func() (*github.Branch, *github.Response, error) { return repos.GetBranch(ctx, o, r, "main", 1) })
	call("Repositories.GetBranchProtection", func() (*github.Protection, *github.Response, error) {
		return repos.GetBranchProtection(ctx, o, r, "main")
	})
	call("Repositories.ListBranchesHeadCommit", func() ([]*github.BranchCommit, *github.Response, error) {
		return repos.ListBranchesHeadCommit(ctx, o, r, main)
	})
	call("Repositories.ListTags", func() ([]*github.RepositoryTag, *github.Response, error) { return repos.ListTags(ctx, o, r, nil) })
	call("Repositories.ListCommits", func() ([]*github.RepositoryCommit, *github.Response, error) { return repos.ListCommits(ctx, o, r, nil) })
	call("Repositories.GetCommit", func() (*github.RepositoryCommit, *github.Response, error) {
		return repos.GetCommit(ctx, o, r, "main", nil)
	})
	sha, _, err := repos.GetCommitSHA1(ctx, o, r, "main", "")
	tell("Repositories.GetCommitSHA1", sha, err)
	patch, _, err := repos.GetCommitRaw(ctx, o, r, "main", github.RawOptions{Type: github.Patch})
	tell("Repositories.GetCommitRaw", firstWord(patch), err)
	call("Repositories.CompareCommits", func() (*github.CommitsComparison, *github.Response, error) {
		return repos.CompareCommits(ctx, o, r, "main", "topic", nil)
	})
	diff, _, err := repos.CompareCommitsRaw(ctx, o, r, "main", "topic", github.RawOptions{Type: github.Diff})
	tell("Repositories.CompareCommitsRaw", firstWord(diff), err)
	_, _, _, err = repos.GetContents(ctx, o, r, "VERSION", nil)
	tell("Repositories.GetContents", nil, err)
	call("Repositories.CreateFile", func() (*github.RepositoryContentResponse, *github.Response, error) {
		return repos.CreateFile(ctx, o, r, "docs/two.md", &github.RepositoryContentFileOptions{Message: github.Ptr("docs: two"), Content: []byte("x\n"), Branch: github.Ptr("topic")})
	})
	file := call("Repositories.CreateFile again", func() (*github.RepositoryContentResponse, *github.Response, error) {
		return repos.CreateFile(ctx, o, r, "three.md", &github.RepositoryContentFileOptions{Message: github.Ptr("m"), Content: []byte("x\n"), Branch: github.Ptr("topic")})
	})
	changed := call("Repositories.UpdateFile", func() (*github.RepositoryContentResponse, *github.Response, error) {
		return repos.UpdateFile(ctx, o, r, "three.md", &github.RepositoryContentFileOptions{Message: github.Ptr("m"), Content: []byte("y\n"), SHA: file.GetContent().SHA, Branch: github.Ptr("topic")})
	})
	call("Repositories.DeleteFile", func() (*github.RepositoryContentResponse, *github.Response, error) {
		return repos.DeleteFile(ctx, o, r, "three.md", &github.RepositoryContentFileOptions{Message: github.Ptr("m"), SHA: changed.GetContent().SHA, Branch: github.Ptr("topic")})
	})
	call("Repositories.GetReadme", func() (*github.RepositoryContent, *github.Response, error) { return repos.GetReadme(ctx, o, r, nil) })
	call("Repositories.License", func() (*github.RepositoryLicense, *github.Response, error) { return repos.License(ctx, o, r) })
	languages, _, err := repos.ListLanguages(ctx, o, r)
	tell("Repositories.ListLanguages", len(languages), err)
	call("Repositories.ListContributors", func() ([]*github.Contributor, *github.Response, error) { return repos.ListContributors(ctx, o, r, nil) })
	call("Repositories.ListCollaborators", func() ([]*github.User, *github.Response, error) { return repos.ListCollaborators(ctx, o, r, nil) })
	is, _, err := repos.IsCollaborator(ctx, o, r, "maintainer")
	tell("Repositories.IsCollaborator", is, err)
	call("Repositories.GetPermissionLevel", func() (*github.RepositoryPermissionLevel, *github.Response, error) {
		return repos.GetPermissionLevel(ctx, o, r, "maintainer")
	})
	call("Repositories.ListAllTopics", func() ([]string, *github.Response, error) { return repos.ListAllTopics(ctx, o, r) })
	call("Repositories.ReplaceAllTopics", func() ([]string, *github.Response, error) { return repos.ReplaceAllTopics(ctx, o, r, []string{"ipc"}) })
	call("Repositories.ListTeams", func() ([]*github.Team, *github.Response, error) { return repos.ListTeams(ctx, o, r, nil) })
	call("Repositories.ListForks", func() ([]*github.Repository, *github.Response, error) { return repos.ListForks(ctx, o, r, nil) })
	call("Repositories.ListHooks", func() ([]*github.Hook, *github.Response, error) { return repos.ListHooks(ctx, o, r, nil) })
	call("Repositories.ListKeys", func() ([]*github.Key, *github.Response, error) { return repos.ListKeys(ctx, o, r, nil) })
	call("Repositories.ListEnvironments", func() (*github.EnvResponse, *github.Response, error) { return repos.ListEnvironments(ctx, o, r, nil) })
	call("Repositories.Dispatch", func() (*github.Repository, *github.Response, error) {
		return repos.Dispatch(ctx, o, r, github.DispatchRequestOptions{EventType: "e"})
	})
	call("Repositories.Merge", func() (*github.RepositoryCommit, *github.Response, error) {
		return repos.Merge(ctx, o, r, &github.RepositoryMergeRequest{Base: github.Ptr("main"), Head: github.Ptr("main")})
	})
	_, _, err = repos.GetArchiveLink(ctx, o, r, github.Tarball, nil, 3)
	tell("Repositories.GetArchiveLink", nil, err)

	// comments on commits
	said := call("Repositories.CreateComment", func() (*github.RepositoryComment, *github.Response, error) {
		return repos.CreateComment(ctx, o, r, main, &github.RepositoryComment{Body: github.Ptr("b")})
	})
	call("Repositories.GetComment", func() (*github.RepositoryComment, *github.Response, error) {
		return repos.GetComment(ctx, o, r, said.GetID())
	})
	call("Repositories.UpdateComment", func() (*github.RepositoryComment, *github.Response, error) {
		return repos.UpdateComment(ctx, o, r, said.GetID(), &github.RepositoryComment{Body: github.Ptr("c")})
	})
	call("Repositories.ListComments", func() ([]*github.RepositoryComment, *github.Response, error) {
		return repos.ListComments(ctx, o, r, nil)
	})
	call("Repositories.ListCommitComments", func() ([]*github.RepositoryComment, *github.Response, error) {
		return repos.ListCommitComments(ctx, o, r, main, nil)
	})
	reaction := call("Reactions.CreateCommentReaction", func() (*github.Reaction, *github.Response, error) {
		return c.Reactions.CreateCommentReaction(ctx, o, r, said.GetID(), "rocket")
	})
	call("Reactions.ListCommentReactions", func() ([]*github.Reaction, *github.Response, error) {
		return c.Reactions.ListCommentReactions(ctx, o, r, said.GetID(), nil)
	})
	done("Reactions.DeleteCommentReaction", func() (*github.Response, error) {
		return c.Reactions.DeleteCommentReaction(ctx, o, r, said.GetID(), reaction.GetID())
	})
	done("Repositories.DeleteComment", func() (*github.Response, error) { return repos.DeleteComment(ctx, o, r, said.GetID()) })

	// statuses and checks
	call("Repositories.CreateStatus", func() (*github.RepoStatus, *github.Response, error) {
		return repos.CreateStatus(ctx, o, r, made.GetSHA(), &github.RepoStatus{State: github.Ptr("success"), Context: github.Ptr("go")})
	})
	call("Repositories.ListStatuses", func() ([]*github.RepoStatus, *github.Response, error) {
		return repos.ListStatuses(ctx, o, r, made.GetSHA(), nil)
	})
	call("Repositories.GetCombinedStatus", func() (*github.CombinedStatus, *github.Response, error) {
		return repos.GetCombinedStatus(ctx, o, r, made.GetSHA(), nil)
	})
	call("Checks.ListCheckRunsForRef", func() (*github.ListCheckRunsResults, *github.Response, error) {
		return c.Checks.ListCheckRunsForRef(ctx, o, r, "main", nil)
	})
	call("Checks.ListCheckSuitesForRef", func() (*github.ListCheckSuiteResults, *github.Response, error) {
		return c.Checks.ListCheckSuitesForRef(ctx, o, r, "main", nil)
	})
	call("Checks.CreateCheckRun", func() (*github.CheckRun, *github.Response, error) {
		return c.Checks.CreateCheckRun(ctx, o, r, github.CreateCheckRunOptions{Name: "x", HeadSHA: main})
	})

	// rules
	rules := call("Repositories.CreateRuleset", func() (*github.RepositoryRuleset, *github.Response, error) {
		return repos.CreateRuleset(ctx, o, r, github.RepositoryRuleset{
			Name: "r", Target: github.Ptr(github.RulesetTargetTag), Enforcement: "disabled",
			Conditions: &github.RepositoryRulesetConditions{RefName: &github.RepositoryRulesetRefConditionParameters{Include: []string{"~ALL"}, Exclude: []string{}}},
			Rules:      &github.RepositoryRulesetRules{Deletion: &github.EmptyRuleParameters{}},
		})
	})
	call("Repositories.GetAllRulesets", func() ([]*github.RepositoryRuleset, *github.Response, error) {
		return repos.GetAllRulesets(ctx, o, r, nil)
	})
	call("Repositories.GetRuleset", func() (*github.RepositoryRuleset, *github.Response, error) {
		return repos.GetRuleset(ctx, o, r, rules.GetID(), false)
	})
	call("Repositories.UpdateRuleset", func() (*github.RepositoryRuleset, *github.Response, error) {
		return repos.UpdateRuleset(ctx, o, r, rules.GetID(), github.RepositoryRuleset{Name: "r2", Enforcement: "disabled"})
	})
	call("Repositories.GetRulesForBranch", func() (*github.BranchRules, *github.Response, error) {
		return repos.GetRulesForBranch(ctx, o, r, "main", nil)
	})
	done("Repositories.DeleteRuleset", func() (*github.Response, error) { return repos.DeleteRuleset(ctx, o, r, rules.GetID()) })

	// pull requests
	pulls := c.PullRequests
	pull := call("PullRequests.Create", func() (*github.PullRequest, *github.Response, error) {
		return pulls.Create(ctx, o, r, &github.NewPullRequest{Title: github.Ptr("T"), Body: github.Ptr("B"), Head: github.Ptr("topic"), Base: github.Ptr("main")})
	})
	n := pull.GetNumber()
	call("PullRequests.Get", func() (*github.PullRequest, *github.Response, error) { return pulls.Get(ctx, o, r, n) })
	text, _, err := pulls.GetRaw(ctx, o, r, n, github.RawOptions{Type: github.Diff})
	tell("PullRequests.GetRaw", firstWord(text), err)
	call("PullRequests.List", func() ([]*github.PullRequest, *github.Response, error) { return pulls.List(ctx, o, r, nil) })
	call("PullRequests.ListPullRequestsWithCommit", func() ([]*github.PullRequest, *github.Response, error) {
		return pulls.ListPullRequestsWithCommit(ctx, o, r, made.GetSHA(), nil)
	})
	call("PullRequests.Edit", func() (*github.PullRequest, *github.Response, error) {
		return pulls.Edit(ctx, o, r, n, &github.PullRequest{Title: github.Ptr("T2")})
	})
	call("PullRequests.ListFiles", func() ([]*github.CommitFile, *github.Response, error) { return pulls.ListFiles(ctx, o, r, n, nil) })
	call("PullRequests.ListCommits", func() ([]*github.RepositoryCommit, *github.Response, error) {
		return pulls.ListCommits(ctx, o, r, n, nil)
	})
	asked := github.ReviewersRequest{Reviewers: []string{"sample"}}
	call("PullRequests.RequestReviewers", func() (*github.PullRequest, *github.Response, error) {
		return pulls.RequestReviewers(ctx, o, r, n, asked)
	})
	call("PullRequests.ListReviewers", func() (*github.Reviewers, *github.Response, error) { return pulls.ListReviewers(ctx, o, r, n, nil) })
	done("PullRequests.RemoveReviewers", func() (*github.Response, error) { return pulls.RemoveReviewers(ctx, o, r, n, asked) })
	review := call("PullRequests.CreateReview", func() (*github.PullRequestReview, *github.Response, error) {
		return pulls.CreateReview(ctx, o, r, n, &github.PullRequestReviewRequest{Body: github.Ptr("x"), Event: github.Ptr("COMMENT"),
			Comments: []*github.DraftReviewComment{{Path: github.Ptr("docs/go.md"), Position: github.Ptr(1), Body: github.Ptr("here")}}})
	})
	call("PullRequests.ListReviews", func() ([]*github.PullRequestReview, *github.Response, error) {
		return pulls.ListReviews(ctx, o, r, n, nil)
	})
	call("PullRequests.GetReview", func() (*github.PullRequestReview, *github.Response, error) {
		return pulls.GetReview(ctx, o, r, n, review.GetID())
	})
	call("PullRequests.UpdateReview", func() (*github.PullRequestReview, *github.Response, error) {
		return pulls.UpdateReview(ctx, o, r, n, review.GetID(), "y")
	})
	call("PullRequests.ListReviewComments", func() ([]*github.PullRequestComment, *github.Response, error) {
		return pulls.ListReviewComments(ctx, o, r, n, review.GetID(), nil)
	})
	pending := call("PullRequests.CreateReview pending", func() (*github.PullRequestReview, *github.Response, error) {
		return pulls.CreateReview(ctx, o, r, n, &github.PullRequestReviewRequest{Body: github.Ptr("p")})
	})
	call("PullRequests.DeletePendingReview", func() (*github.PullRequestReview, *github.Response, error) {
		return pulls.DeletePendingReview(ctx, o, r, n, pending.GetID())
	})
	submitted := call("PullRequests.CreateReview to submit", func() (*github.PullRequestReview, *github.Response, error) {
		return pulls.CreateReview(ctx, o, r, n, &github.PullRequestReviewRequest{Body: github.Ptr("p")})
	})
	call("PullRequests.SubmitReview", func() (*github.PullRequestReview, *github.Response, error) {
		return pulls.SubmitReview(ctx, o, r, n, submitted.GetID(), &github.PullRequestReviewRequest{Event: github.Ptr("COMMENT")})
	})
	call("PullRequests.DismissReview", func() (*github.PullRequestReview, *github.Response, error) {
		return pulls.DismissReview(ctx, o, r, n, submitted.GetID(), &github.PullRequestReviewDismissalRequest{Message: github.Ptr("m")})
	})
	line := call("PullRequests.CreateComment", func() (*github.PullRequestComment, *github.Response, error) {
		return pulls.CreateComment(ctx, o, r, n, &github.PullRequestComment{Body: github.Ptr("line"), CommitID: made.SHA, Path: github.Ptr("docs/go.md"), Line: github.Ptr(2), Side: github.Ptr("RIGHT")})
	})
	call("PullRequests.CreateCommentInReplyTo", func() (*github.PullRequestComment, *github.Response, error) {
		return pulls.CreateCommentInReplyTo(ctx, o, r, n, "reply", line.GetID())
	})
	call("PullRequests.GetComment", func() (*github.PullRequestComment, *github.Response, error) {
		return pulls.GetComment(ctx, o, r, line.GetID())
	})
	call("PullRequests.EditComment", func() (*github.PullRequestComment, *github.Response, error) {
		return pulls.EditComment(ctx, o, r, line.GetID(), &github.PullRequestComment{Body: github.Ptr("l2")})
	})
	call("PullRequests.ListComments", func() ([]*github.PullRequestComment, *github.Response, error) {
		return pulls.ListComments(ctx, o, r, n, nil)
	})
	call("PullRequests.ListComments of all", func() ([]*github.PullRequestComment, *github.Response, error) {
		return pulls.ListComments(ctx, o, r, 0, nil)
	})
	call("Reactions.CreatePullRequestCommentReaction", func() (*github.Reaction, *github.Response, error) {
		return c.Reactions.CreatePullRequestCommentReaction(ctx, o, r, line.GetID(), "eyes")
	})
	call("Reactions.ListPullRequestCommentReactions", func() ([]*github.Reaction, *github.Response, error) {
		return c.Reactions.ListPullRequestCommentReactions(ctx, o, r, line.GetID(), nil)
	})
	done("PullRequests.DeleteComment", func() (*github.Response, error) { return pulls.DeleteComment(ctx, o, r, line.GetID()) })
	if _, _, err := repos.CreateFile(ctx, o, r, "docs/on.md", &github.RepositoryContentFileOptions{Message: github.Ptr("docs: on"), Content: []byte("x\n")}); err != nil {
		panic(err)
	}
	call("PullRequests.UpdateBranch", func() (*github.PullRequestBranchUpdateResponse, *github.Response, error) {
		return pulls.UpdateBranch(ctx, o, r, n, nil)
	})
	merged, _, err := pulls.IsMerged(ctx, o, r, n)
	tell("PullRequests.IsMerged", merged, err)
	call("PullRequests.Merge", func() (*github.PullRequestMergeResult, *github.Response, error) {
		return pulls.Merge(ctx, o, r, n, "m", &github.PullRequestOptions{MergeMethod: "squash"})
	})
	done("Git.DeleteRef", func() (*github.Response, error) { return c.Git.DeleteRef(ctx, o, r, "heads/topic") })

	// issues
	issues := c.Issues
	milestone := call("Issues.CreateMilestone", func() (*github.Milestone, *github.Response, error) {
		return issues.CreateMilestone(ctx, o, r, &github.Milestone{Title: github.Ptr("m1")})
	})
	m := milestone.GetNumber()
	call("Issues.ListMilestones", func() ([]*github.Milestone, *github.Response, error) { return issues.ListMilestones(ctx, o, r, nil) })
	call("Issues.GetMilestone", func() (*github.Milestone, *github.Response, error) { return issues.GetMilestone(ctx, o, r, m) })
	call("Issues.EditMilestone", func() (*github.Milestone, *github.Response, error) {
		return issues.EditMilestone(ctx, o, r, m, &github.Milestone{Description: github.Ptr("d")})
	})
	issue := call("Issues.Create", func() (*github.Issue, *github.Response, error) {
		return issues.Create(ctx, o, r, &github.IssueRequest{Title: github.Ptr("I"), Labels: &[]string{"bug"}, Milestone: github.Ptr(m)})
	})
	i := issue.GetNumber()
	call("Issues.Get", func() (*github.Issue, *github.Response, error) { return issues.Get(ctx, o, r, i) })
	call("Issues.ListByRepo", func() ([]*github.Issue, *github.Response, error) { return issues.ListByRepo(ctx, o, r, nil) })
	call("Issues.AddLabelsToIssue", func() ([]*github.Label, *github.Response, error) {
		return issues.AddLabelsToIssue(ctx, o, r, i, []string{"one"})
	})
	call("Issues.ReplaceLabelsForIssue", func() ([]*github.Label, *github.Response, error) {
		return issues.ReplaceLabelsForIssue(ctx, o, r, i, []string{"one", "two"})
	})
	call("Issues.ListLabelsByIssue", func() ([]*github.Label, *github.Response, error) { return issues.ListLabelsByIssue(ctx, o, r, i, nil) })
	call("Issues.ListLabelsForMilestone", func() ([]*github.Label, *github.Response, error) {
		return issues.ListLabelsForMilestone(ctx, o, r, m, nil)
	})
	done("Issues.RemoveLabelForIssue", func() (*github.Response, error) { return issues.RemoveLabelForIssue(ctx, o, r, i, "one") })
	done("Issues.RemoveLabelsForIssue", func() (*github.Response, error) { return issues.RemoveLabelsForIssue(ctx, o, r, i) })
	call("Issues.AddAssignees", func() (*github.Issue, *github.Response, error) {
		return issues.AddAssignees(ctx, o, r, i, []string{"maintainer"})
	})
	call("Issues.RemoveAssignees", func() (*github.Issue, *github.Response, error) {
		return issues.RemoveAssignees(ctx, o, r, i, []string{"maintainer"})
	})
	call("Issues.ListAssignees", func() ([]*github.User, *github.Response, error) { return issues.ListAssignees(ctx, o, r, nil) })
	may, _, err := issues.IsAssignee(ctx, o, r, "maintainer")
	tell("Issues.IsAssignee", may, err)
	comment := call("Issues.CreateComment", func() (*github.IssueComment, *github.Response, error) {
		return issues.CreateComment(ctx, o, r, i, &github.IssueComment{Body: github.Ptr("x")})
	})
	call("Issues.GetComment", func() (*github.IssueComment, *github.Response, error) {
		return issues.GetComment(ctx, o, r, comment.GetID())
	})
	call("Issues.EditComment", func() (*github.IssueComment, *github.Response, error) {
		return issues.EditComment(ctx, o, r, comment.GetID(), &github.IssueComment{Body: github.Ptr("y")})
	})
	call("Issues.ListComments", func() ([]*github.IssueComment, *github.Response, error) {
		return issues.ListComments(ctx, o, r, i, nil)
	})
	heart := call("Reactions.CreateIssueCommentReaction", func() (*github.Reaction, *github.Response, error) {
		return c.Reactions.CreateIssueCommentReaction(ctx, o, r, comment.GetID(), "heart")
	})
	call("Reactions.ListIssueCommentReactions", func() ([]*github.Reaction, *github.Response, error) {
		return c.Reactions.ListIssueCommentReactions(ctx, o, r, comment.GetID(), nil)
	})
	done("Reactions.DeleteIssueCommentReaction", func() (*github.Response, error) {
		return c.Reactions.DeleteIssueCommentReaction(ctx, o, r, comment.GetID(), heart.GetID())
	})
	up := call("Reactions.CreateIssueReaction", func() (*github.Reaction, *github.Response, error) {
		return c.Reactions.CreateIssueReaction(ctx, o, r, i, "+1")
	})
	call("Reactions.ListIssueReactions", func() ([]*github.Reaction, *github.Response, error) {
		return c.Reactions.ListIssueReactions(ctx, o, r, i, nil)
	})
	done("Reactions.DeleteIssueReaction", func() (*github.Response, error) { return c.Reactions.DeleteIssueReaction(ctx, o, r, i, up.GetID()) })
	done("Issues.DeleteComment", func() (*github.Response, error) { return issues.DeleteComment(ctx, o, r, comment.GetID()) })
	done("Issues.Lock", func() (*github.Response, error) {
		return issues.Lock(ctx, o, r, i, &github.LockIssueOptions{LockReason: "resolved"})
	})
	done("Issues.Unlock", func() (*github.Response, error) { return issues.Unlock(ctx, o, r, i) })
	call("Issues.RemoveMilestone", func() (*github.Issue, *github.Response, error) { return issues.RemoveMilestone(ctx, o, r, i) })
	call("Issues.Edit", func() (*github.Issue, *github.Response, error) {
		return issues.Edit(ctx, o, r, i, &github.IssueRequest{State: github.Ptr("closed"), StateReason: github.Ptr("not_planned")})
	})
	events := call("Issues.ListIssueEvents", func() ([]*github.IssueEvent, *github.Response, error) {
		return issues.ListIssueEvents(ctx, o, r, i, nil)
	})
	var event int64
	if len(events) > 0 {
		event = events[0].GetID()
	}
	call("Issues.GetEvent", func() (*github.IssueEvent, *github.Response, error) { return issues.GetEvent(ctx, o, r, event) })
	call("Issues.ListRepositoryEvents", func() ([]*github.IssueEvent, *github.Response, error) {
		return issues.ListRepositoryEvents(ctx, o, r, nil)
	})
	call("Issues.ListIssueTimeline", func() ([]*github.Timeline, *github.Response, error) {
		return issues.ListIssueTimeline(ctx, o, r, i, nil)
	})
	call("Issues.ListIssueTimeline of a pull request", func() ([]*github.Timeline, *github.Response, error) {
		return issues.ListIssueTimeline(ctx, o, r, n, nil)
	})
	call("Issues.ListLabels", func() ([]*github.Label, *github.Response, error) { return issues.ListLabels(ctx, o, r, nil) })
	call("Issues.CreateLabel", func() (*github.Label, *github.Response, error) {
		return issues.CreateLabel(ctx, o, r, &github.Label{Name: github.Ptr("zz"), Color: github.Ptr("ff0000")})
	})
	call("Issues.GetLabel", func() (*github.Label, *github.Response, error) { return issues.GetLabel(ctx, o, r, "zz") })
	call("Issues.EditLabel", func() (*github.Label, *github.Response, error) {
		return issues.EditLabel(ctx, o, r, "zz", &github.Label{Color: github.Ptr("00ff00")})
	})
	done("Issues.DeleteLabel", func() (*github.Response, error) { return issues.DeleteLabel(ctx, o, r, "zz") })
	done("Issues.DeleteMilestone", func() (*github.Response, error) { return issues.DeleteMilestone(ctx, o, r, m) })

	// releases
	call("Repositories.GenerateReleaseNotes", func() (*github.RepositoryReleaseNotes, *github.Response, error) {
		return repos.GenerateReleaseNotes(ctx, o, r, &github.GenerateNotesOptions{TagName: "go2"})
	})
	release := call("Repositories.CreateRelease", func() (*github.RepositoryRelease, *github.Response, error) {
		return repos.CreateRelease(ctx, o, r, &github.RepositoryRelease{TagName: github.Ptr("go2"), TargetCommitish: github.Ptr("main")})
	})
	id := release.GetID()
	call("Repositories.ListReleases", func() ([]*github.RepositoryRelease, *github.Response, error) {
		return repos.ListReleases(ctx, o, r, nil)
	})
	call("Repositories.GetLatestRelease", func() (*github.RepositoryRelease, *github.Response, error) { return repos.GetLatestRelease(ctx, o, r) })
	call("Repositories.GetRelease", func() (*github.RepositoryRelease, *github.Response, error) { return repos.GetRelease(ctx, o, r, id) })
	call("Repositories.GetReleaseByTag", func() (*github.RepositoryRelease, *github.Response, error) {
		return repos.GetReleaseByTag(ctx, o, r, "go2")
	})
	call("Repositories.EditRelease", func() (*github.RepositoryRelease, *github.Response, error) {
		return repos.EditRelease(ctx, o, r, id, &github.RepositoryRelease{Name: github.Ptr("n")})
	})
	upload := filepath.Join(os.TempDir(), "go-github-upload.txt")
	if err := os.WriteFile(upload, []byte("x"), 0o600); err != nil {
		panic(err)
	}
	content, err := os.Open(upload)
	if err != nil {
		panic(err)
	}
	asset := call("Repositories.UploadReleaseAsset", func() (*github.ReleaseAsset, *github.Response, error) {
		return repos.UploadReleaseAsset(ctx, o, r, id, &github.UploadOptions{Name: "a.txt"}, content)
	})
	os.Remove(upload)
	call("Repositories.ListReleaseAssets", func() ([]*github.ReleaseAsset, *github.Response, error) {
		return repos.ListReleaseAssets(ctx, o, r, id, nil)
	})
	call("Repositories.GetReleaseAsset", func() (*github.ReleaseAsset, *github.Response, error) {
		return repos.GetReleaseAsset(ctx, o, r, asset.GetID())
	})
	_, _, err = repos.DownloadReleaseAsset(ctx, o, r, asset.GetID(), http.DefaultClient)
	tell("Repositories.DownloadReleaseAsset", nil, err)
	call("Repositories.EditReleaseAsset", func() (*github.ReleaseAsset, *github.Response, error) {
		return repos.EditReleaseAsset(ctx, o, r, asset.GetID(), &github.ReleaseAsset{Name: github.Ptr("b.txt")})
	})
	done("Repositories.DeleteReleaseAsset", func() (*github.Response, error) { return repos.DeleteReleaseAsset(ctx, o, r, asset.GetID()) })
	hooray := call("Reactions.CreateReleaseReaction", func() (*github.Reaction, *github.Response, error) {
		return c.Reactions.CreateReleaseReaction(ctx, o, r, id, "hooray")
	})
	call("Reactions.ListReleaseReactions", func() ([]*github.Reaction, *github.Response, error) {
		return c.Reactions.ListReleaseReactions(ctx, o, r, id, nil)
	})
	done("Reactions.DeleteReleaseReaction", func() (*github.Response, error) {
		return c.Reactions.DeleteReleaseReaction(ctx, o, r, id, hooray.GetID())
	})
	done("Repositories.DeleteRelease", func() (*github.Response, error) { return repos.DeleteRelease(ctx, o, r, id) })

	// deployments
	deployment := call("Repositories.CreateDeployment", func() (*github.Deployment, *github.Response, error) {
		return repos.CreateDeployment(ctx, o, r, &github.DeploymentRequest{Ref: github.Ptr("main"), RequiredContexts: &[]string{}})
	})
	d := deployment.GetID()
	call("Repositories.ListDeployments", func() ([]*github.Deployment, *github.Response, error) { return repos.ListDeployments(ctx, o, r, nil) })
	call("Repositories.GetDeployment", func() (*github.Deployment, *github.Response, error) { return repos.GetDeployment(ctx, o, r, d) })
	status := call("Repositories.CreateDeploymentStatus", func() (*github.DeploymentStatus, *github.Response, error) {
		return repos.CreateDeploymentStatus(ctx, o, r, d, &github.DeploymentStatusRequest{State: github.Ptr("success")})
	})
	call("Repositories.ListDeploymentStatuses", func() ([]*github.DeploymentStatus, *github.Response, error) {
		return repos.ListDeploymentStatuses(ctx, o, r, d, nil)
	})
	call("Repositories.GetDeploymentStatus", func() (*github.DeploymentStatus, *github.Response, error) {
		return repos.GetDeploymentStatus(ctx, o, r, d, status.GetID())
	})
	done("Repositories.DeleteDeployment", func() (*github.Response, error) { return repos.DeleteDeployment(ctx, o, r, d) })

	// workflows and runs, once those that were started have ended
	later("7200")
	actions := c.Actions
	workflows := call("Actions.ListWorkflows", func() (*github.Workflows, *github.Response, error) { return actions.ListWorkflows(ctx, o, r, nil) })
	var workflow int64
	if workflows != nil && len(workflows.Workflows) > 0 {
		workflow = workflows.Workflows[0].GetID()
	}
	call("Actions.GetWorkflowByID", func() (*github.Workflow, *github.Response, error) {
		return actions.GetWorkflowByID(ctx, o, r, workflow)
	})
	call("Actions.GetWorkflowByFileName", func() (*github.Workflow, *github.Response, error) {
		return actions.GetWorkflowByFileName(ctx, o, r, "build.yml")
	})
	call("Actions.GetWorkflowUsageByFileName", func() (*github.WorkflowUsage, *github.Response, error) {
		return actions.GetWorkflowUsageByFileName(ctx, o, r, "build.yml")
	})
	done("Actions.DisableWorkflowByFileName", func() (*github.Response, error) { return actions.DisableWorkflowByFileName(ctx, o, r, "build.yml") })
	done("Actions.EnableWorkflowByFileName", func() (*github.Response, error) { return actions.EnableWorkflowByFileName(ctx, o, r, "build.yml") })
	done("Actions.CreateWorkflowDispatchEventByFileName", func() (*github.Response, error) {
		return actions.CreateWorkflowDispatchEventByFileName(ctx, o, r, "build.yml", github.CreateWorkflowDispatchEventRequest{Ref: "main"})
	})
	call("Actions.ListWorkflowRunsByFileName", func() (*github.WorkflowRuns, *github.Response, error) {
		return actions.ListWorkflowRunsByFileName(ctx, o, r, "build.yml", nil)
	})
	runs := call("Actions.ListRepositoryWorkflowRuns", func() (*github.WorkflowRuns, *github.Response, error) {
		return actions.ListRepositoryWorkflowRuns(ctx, o, r, nil)
	})
	var run int64
	if runs != nil {
		for _, each := range runs.WorkflowRuns {
			if each.GetStatus() == "completed" {
				run = each.GetID()
			}
		}
	}
	found := call("Actions.GetWorkflowRunByID", func() (*github.WorkflowRun, *github.Response, error) {
		return actions.GetWorkflowRunByID(ctx, o, r, run)
	})
	suite := found.GetCheckSuiteID()
	call("Checks.GetCheckSuite", func() (*github.CheckSuite, *github.Response, error) { return c.Checks.GetCheckSuite(ctx, o, r, suite) })
	call("Checks.ListCheckRunsCheckSuite", func() (*github.ListCheckRunsResults, *github.Response, error) {
		return c.Checks.ListCheckRunsCheckSuite(ctx, o, r, suite, nil)
	})
	call("Actions.GetWorkflowRunAttempt", func() (*github.WorkflowRun, *github.Response, error) {
		return actions.GetWorkflowRunAttempt(ctx, o, r, run, 1, nil)
	})
	call("Actions.GetWorkflowRunUsageByID", func() (*github.WorkflowRunUsage, *github.Response, error) {
		return actions.GetWorkflowRunUsageByID(ctx, o, r, run)
	})
	jobs := call("Actions.ListWorkflowJobs", func() (*github.Jobs, *github.Response, error) { return actions.ListWorkflowJobs(ctx, o, r, run, nil) })
	call("Actions.ListWorkflowJobsAttempt", func() (*github.Jobs, *github.Response, error) {
		return actions.ListWorkflowJobsAttempt(ctx, o, r, run, 1, nil)
	})
	var job int64
	if jobs != nil && len(jobs.Jobs) > 0 {
		job = jobs.Jobs[0].GetID()
	}
	call("Actions.GetWorkflowJobByID", func() (*github.WorkflowJob, *github.Response, error) {
		return actions.GetWorkflowJobByID(ctx, o, r, job)
	})
	_, _, err = actions.GetWorkflowJobLogs(ctx, o, r, job, 3)
	tell("Actions.GetWorkflowJobLogs", nil, err)
	_, _, err = actions.GetWorkflowRunLogs(ctx, o, r, run, 3)
	tell("Actions.GetWorkflowRunLogs", nil, err)
	call("Actions.GetPendingDeployments", func() ([]*github.PendingDeployment, *github.Response, error) {
		return actions.GetPendingDeployments(ctx, o, r, run)
	})
	call("Actions.ListWorkflowRunArtifacts", func() (*github.ArtifactList, *github.Response, error) {
		return actions.ListWorkflowRunArtifacts(ctx, o, r, run, nil)
	})
	call("Actions.ListArtifacts", func() (*github.ArtifactList, *github.Response, error) { return actions.ListArtifacts(ctx, o, r, nil) })
	done("Actions.RerunJobByID", func() (*github.Response, error) { return actions.RerunJobByID(ctx, o, r, job) })
	later("7200")
	done("Actions.RerunWorkflowByID", func() (*github.Response, error) { return actions.RerunWorkflowByID(ctx, o, r, run) })
	done("Actions.CancelWorkflowRunByID", func() (*github.Response, error) { return actions.CancelWorkflowRunByID(ctx, o, r, run) })
	later("60")
	done("Actions.DeleteWorkflowRunLogs", func() (*github.Response, error) { return actions.DeleteWorkflowRunLogs(ctx, o, r, run) })
	done("Actions.DeleteWorkflowRun", func() (*github.Response, error) { return actions.DeleteWorkflowRun(ctx, o, r, run) })
	done("Actions.CreateRepoVariable", func() (*github.Response, error) {
		return actions.CreateRepoVariable(ctx, o, r, &github.ActionsVariable{Name: "V", Value: "1"})
	})
	call("Actions.ListRepoVariables", func() (*github.ActionsVariables, *github.Response, error) {
		return actions.ListRepoVariables(ctx, o, r, nil)
	})
	call("Actions.GetRepoVariable", func() (*github.ActionsVariable, *github.Response, error) {
		return actions.GetRepoVariable(ctx, o, r, "V")
	})
	done("Actions.UpdateRepoVariable", func() (*github.Response, error) {
		return actions.UpdateRepoVariable(ctx, o, r, &github.ActionsVariable{Name: "V", Value: "2"})
	})
	done("Actions.DeleteRepoVariable", func() (*github.Response, error) { return actions.DeleteRepoVariable(ctx, o, r, "V") })
	call("Actions.ListRepoSecrets", func() (*github.Secrets, *github.Response, error) { return actions.ListRepoSecrets(ctx, o, r, nil) })

	// classic protection, part by part
	call("Git.CreateRef (guarded)", func() (*github.Reference, *github.Response, error) {
		return c.Git.CreateRef(ctx, o, r, github.CreateRef{Ref: "refs/heads/guarded", SHA: main})
	})
	call("Repositories.UpdateBranchProtection", func() (*github.Protection, *github.Response, error) {
		return repos.UpdateBranchProtection(ctx, o, r, "guarded", &github.ProtectionRequest{
			RequiredStatusChecks:       &github.RequiredStatusChecks{Strict: true, Contexts: &[]string{"ci"}},
			RequiredPullRequestReviews: &github.PullRequestReviewsEnforcementRequest{RequiredApprovingReviewCount: 1},
			EnforceAdmins:              true,
			Restrictions:               &github.BranchRestrictionsRequest{Users: []string{"maintainer"}, Teams: []string{}, Apps: []string{"zlink-release"}},
		})
	})
	call("Repositories.GetBranchProtection (guarded)", func() (*github.Protection, *github.Response, error) {
		return repos.GetBranchProtection(ctx, o, r, "guarded")
	})
	call("Repositories.GetRequiredStatusChecks", func() (*github.RequiredStatusChecks, *github.Response, error) {
		return repos.GetRequiredStatusChecks(ctx, o, r, "guarded")
	})
	call("Repositories.UpdateRequiredStatusChecks", func() (*github.RequiredStatusChecks, *github.Response, error) {
		return repos.UpdateRequiredStatusChecks(ctx, o, r, "guarded", &github.RequiredStatusChecksRequest{Strict: github.Ptr(false)})
	})
	call("Repositories.ListRequiredStatusChecksContexts", func() ([]string, *github.Response, error) {
		return repos.ListRequiredStatusChecksContexts(ctx, o, r, "guarded")
	})
	call("Repositories.GetPullRequestReviewEnforcement", func() (*github.PullRequestReviewsEnforcement, *github.Response, error) {
		return repos.GetPullRequestReviewEnforcement(ctx, o, r, "guarded")
	})
	call("Repositories.UpdatePullRequestReviewEnforcement", func() (*github.PullRequestReviewsEnforcement, *github.Response, error) {
		return repos.UpdatePullRequestReviewEnforcement(ctx, o, r, "guarded", &github.PullRequestReviewsEnforcementUpdate{RequiredApprovingReviewCount: 2})
	})
	call("Repositories.GetAdminEnforcement", func() (*github.AdminEnforcement, *github.Response, error) {
		return repos.GetAdminEnforcement(ctx, o, r, "guarded")
	})
	done("Repositories.RemoveAdminEnforcement", func() (*github.Response, error) {
		return repos.RemoveAdminEnforcement(ctx, o, r, "guarded")
	})
	call("Repositories.AddAdminEnforcement", func() (*github.AdminEnforcement, *github.Response, error) {
		return repos.AddAdminEnforcement(ctx, o, r, "guarded")
	})
	call("Repositories.RequireSignaturesOnProtectedBranch", func() (*github.SignaturesProtectedBranch, *github.Response, error) {
		return repos.RequireSignaturesOnProtectedBranch(ctx, o, r, "guarded")
	})
	call("Repositories.GetSignaturesProtectedBranch", func() (*github.SignaturesProtectedBranch, *github.Response, error) {
		return repos.GetSignaturesProtectedBranch(ctx, o, r, "guarded")
	})
	done("Repositories.OptionalSignaturesOnProtectedBranch", func() (*github.Response, error) {
		return repos.OptionalSignaturesOnProtectedBranch(ctx, o, r, "guarded")
	})
	call("Repositories.ListAppRestrictions", func() ([]*github.App, *github.Response, error) {
		return repos.ListAppRestrictions(ctx, o, r, "guarded")
	})
	call("Repositories.ListUserRestrictions", func() ([]*github.User, *github.Response, error) {
		return repos.ListUserRestrictions(ctx, o, r, "guarded")
	})
	call("Repositories.AddUserRestrictions", func() ([]*github.User, *github.Response, error) {
		return repos.AddUserRestrictions(ctx, o, r, "guarded", []string{"sample"})
	})
	call("Repositories.RemoveUserRestrictions", func() ([]*github.User, *github.Response, error) {
		return repos.RemoveUserRestrictions(ctx, o, r, "guarded", []string{"sample"})
	})
	done("Repositories.RemoveRequiredStatusChecks", func() (*github.Response, error) {
		return repos.RemoveRequiredStatusChecks(ctx, o, r, "guarded")
	})
	done("Repositories.RemovePullRequestReviewEnforcement", func() (*github.Response, error) {
		return repos.RemovePullRequestReviewEnforcement(ctx, o, r, "guarded")
	})
	done("Repositories.RemoveBranchProtection", func() (*github.Response, error) {
		return repos.RemoveBranchProtection(ctx, o, r, "guarded")
	})

	// what an administrator sets
	hook := call("Repositories.CreateHook", func() (*github.Hook, *github.Response, error) {
		return repos.CreateHook(ctx, o, r, &github.Hook{
			Config: &github.HookConfig{URL: github.Ptr("https://example.org/hook"), ContentType: github.Ptr("json")},
			Events: []string{"push"},
			Active: github.Ptr(true),
		})
	})
	call("Repositories.GetHook", func() (*github.Hook, *github.Response, error) { return repos.GetHook(ctx, o, r, hook.GetID()) })
	call("Repositories.EditHook", func() (*github.Hook, *github.Response, error) {
		return repos.EditHook(ctx, o, r, hook.GetID(), &github.Hook{Events: []string{"push", "release"}})
	})
	done("Repositories.PingHook", func() (*github.Response, error) { return repos.PingHook(ctx, o, r, hook.GetID()) })
	call("Repositories.ListHookDeliveries", func() ([]*github.HookDelivery, *github.Response, error) {
		return repos.ListHookDeliveries(ctx, o, r, hook.GetID(), nil)
	})
	done("Repositories.DeleteHook", func() (*github.Response, error) { return repos.DeleteHook(ctx, o, r, hook.GetID()) })
	key := call("Repositories.CreateKey", func() (*github.Key, *github.Response, error) {
		return repos.CreateKey(ctx, o, r, &github.Key{Title: github.Ptr("go"), Key: github.Ptr("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDIhz2GK")})
	})
	call("Repositories.GetKey", func() (*github.Key, *github.Response, error) { return repos.GetKey(ctx, o, r, key.GetID()) })
	done("Repositories.DeleteKey", func() (*github.Response, error) { return repos.DeleteKey(ctx, o, r, key.GetID()) })
	link := call("Repositories.AddAutolink", func() (*github.Autolink, *github.Response, error) {
		return repos.AddAutolink(ctx, o, r, &github.AutolinkOptions{KeyPrefix: github.Ptr("GO-"), URLTemplate: github.Ptr("https://example.org/<num>")})
	})
	call("Repositories.GetAutolink", func() (*github.Autolink, *github.Response, error) { return repos.GetAutolink(ctx, o, r, link.GetID()) })
	done("Repositories.DeleteAutolink", func() (*github.Response, error) { return repos.DeleteAutolink(ctx, o, r, link.GetID()) })
	invited := call("Repositories.AddCollaborator", func() (*github.CollaboratorInvitation, *github.Response, error) {
		return repos.AddCollaborator(ctx, o, r, "newcomer", nil)
	})
	call("Repositories.ListInvitations", func() ([]*github.RepositoryInvitation, *github.Response, error) {
		return repos.ListInvitations(ctx, o, r, nil)
	})
	done("Repositories.DeleteInvitation", func() (*github.Response, error) { return repos.DeleteInvitation(ctx, o, r, invited.GetID()) })
	done("Repositories.EnableVulnerabilityAlerts", func() (*github.Response, error) { return repos.EnableVulnerabilityAlerts(ctx, o, r) })
	call("Repositories.GetVulnerabilityAlerts", func() (bool, *github.Response, error) { return repos.GetVulnerabilityAlerts(ctx, o, r) })
	call("Repositories.CreateUpdateEnvironment", func() (*github.Environment, *github.Response, error) {
		return repos.CreateUpdateEnvironment(ctx, o, r, "staging", &github.CreateUpdateEnvironment{
			DeploymentBranchPolicy: &github.BranchPolicy{ProtectedBranches: github.Ptr(false), CustomBranchPolicies: github.Ptr(true)},
		})
	})
	call("Repositories.CreateDeploymentBranchPolicy", func() (*github.DeploymentBranchPolicy, *github.Response, error) {
		return repos.CreateDeploymentBranchPolicy(ctx, o, r, "staging", &github.DeploymentBranchPolicyRequest{Name: github.Ptr("release/*")})
	})
	call("Repositories.ListDeploymentBranchPolicies", func() (*github.DeploymentBranchPolicyResponse, *github.Response, error) {
		return repos.ListDeploymentBranchPolicies(ctx, o, r, "staging")
	})
	done("Actions.CreateEnvVariable", func() (*github.Response, error) {
		return actions.CreateEnvVariable(ctx, o, r, "staging", &github.ActionsVariable{Name: "REGION", Value: "eu"})
	})
	call("Actions.ListEnvVariables", func() (*github.ActionsVariables, *github.Response, error) {
		return actions.ListEnvVariables(ctx, o, r, "staging", nil)
	})
	done("Repositories.DeleteEnvironment", func() (*github.Response, error) { return repos.DeleteEnvironment(ctx, o, r, "staging") })

	// what people look at
	done("Activity.Star", func() (*github.Response, error) { return c.Activity.Star(ctx, o, r) })
	call("Activity.IsStarred", func() (bool, *github.Response, error) { return c.Activity.IsStarred(ctx, o, r) })
	call("Activity.SetRepositorySubscription", func() (*github.Subscription, *github.Response, error) {
		return c.Activity.SetRepositorySubscription(ctx, o, r, &github.Subscription{Subscribed: github.Ptr(true)})
	})
	call("Repositories.ListCommitActivity", func() ([]*github.WeeklyCommitActivity, *github.Response, error) {
		return repos.ListCommitActivity(ctx, o, r)
	})
	call("Repositories.ListParticipation", func() (*github.RepositoryParticipation, *github.Response, error) {
		return repos.ListParticipation(ctx, o, r)
	})
	call("Repositories.ListTrafficViews", func() (*github.TrafficViews, *github.Response, error) {
		return repos.ListTrafficViews(ctx, o, r, nil)
	})
	call("Search.Repositories", func() (*github.RepositoriesSearchResult, *github.Response, error) {
		return c.Search.Repositories(ctx, "zlink", nil)
	})
	call("Search.Commits", func() (*github.CommitsSearchResult, *github.Response, error) {
		return c.Search.Commits(ctx, "repo:"+repository+" perf", nil)
	})
	call("Search.Code", func() (*github.CodeSearchResult, *github.Response, error) {
		return c.Search.Code(ctx, "repo:"+repository+" filename:VERSION", nil)
	})

	// what stands between issues
	above := call("Issues.Create (above)", func() (*github.Issue, *github.Response, error) {
		return c.Issues.Create(ctx, o, r, &github.IssueRequest{Title: github.Ptr("above")})
	})
	below := call("Issues.Create (below)", func() (*github.Issue, *github.Response, error) {
		return c.Issues.Create(ctx, o, r, &github.IssueRequest{Title: github.Ptr("below")})
	})
	parent := int64(above.GetNumber())
	call("SubIssue.Add", func() (*github.SubIssue, *github.Response, error) {
		return c.SubIssue.Add(ctx, o, r, parent, github.SubIssueRequest{SubIssueID: below.GetID()})
	})
	call("SubIssue.ListByIssue", func() ([]*github.SubIssue, *github.Response, error) {
		return c.SubIssue.ListByIssue(ctx, o, r, parent, nil)
	})
	call("SubIssue.Remove", func() (*github.SubIssue, *github.Response, error) {
		return c.SubIssue.Remove(ctx, o, r, parent, github.SubIssueRequest{SubIssueID: below.GetID()})
	})
	call("Dependabot.GetRepoPublicKey", func() (*github.PublicKey, *github.Response, error) {
		return c.Dependabot.GetRepoPublicKey(ctx, o, r)
	})
	call("Dependabot.ListRepoSecrets", func() (*github.Secrets, *github.Response, error) {
		return c.Dependabot.ListRepoSecrets(ctx, o, r, nil)
	})
	call("Repositories.GetCommunityHealthMetrics", func() (*github.CommunityHealthMetrics, *github.Response, error) {
		return repos.GetCommunityHealthMetrics(ctx, o, r)
	})
	call("Activity.ListStarred", func() ([]*github.StarredRepository, *github.Response, error) {
		return c.Activity.ListStarred(ctx, "", nil)
	})
	call("Issues.List", func() ([]*github.Issue, *github.Response, error) { return c.Issues.List(ctx, true, nil) })

	// the rest
	call("Activity.ListRepositoryEvents", func() ([]*github.Event, *github.Response, error) {
		return c.Activity.ListRepositoryEvents(ctx, o, r, nil)
	})
	call("Activity.ListStargazers", func() ([]*github.Stargazer, *github.Response, error) {
		return c.Activity.ListStargazers(ctx, o, r, nil)
	})
	call("Activity.ListWatchers", func() ([]*github.User, *github.Response, error) { return c.Activity.ListWatchers(ctx, o, r, nil) })
	call("Search.Issues", func() (*github.IssuesSearchResult, *github.Response, error) {
		return c.Search.Issues(ctx, "repo:"+repository+" is:pr", nil)
	})
	call("Users.Get", func() (*github.User, *github.Response, error) { return c.Users.Get(ctx, "") })
	call("RateLimit.Get", func() (*github.RateLimits, *github.Response, error) { return c.RateLimit.Get(ctx) })
	call("Meta.Get", func() (*github.APIMeta, *github.Response, error) { return c.Meta.Get(ctx) })
}

func firstWord(text string) string {
	word, _, _ := strings.Cut(text, " ")
	return word
}
