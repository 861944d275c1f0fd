/**
 * Commands of gh, one after another against one world, and whether they work: docs/github-coverage.md shows the table, and
 * test/hosting/gh-commands-listed.tools.test.ts runs it. Pull request 2 of `topic` and issue 1 are there. Where the embedded GitHub
 * answers as GitHub does that something is not there, the command is no gap of it and is not in the table.
 */
export interface GhCommand {
  readonly command: string;
  readonly works: boolean;
  /** Whether only a gh newer than 2.23 has it. */
  readonly isNewer?: boolean;
}

const working = [
  'issue list',
  'issue view 1',
  'issue comment 1 --body hi',
  'label create zz --color ff0000',
  'label list',
  'issue edit 1 --add-label zz --title T',
  'issue close 1 --reason "not planned"',
  'issue reopen 1',
  'issue status',
  'label edit zz --name zy',
  'label delete zy --confirm',
  'pr list',
  'pr view 2',
  'pr status',
  'pr checks 2',
  'pr diff 2',
  'pr comment 2 --body x',
  'pr edit 2 --title t --body b',
  'pr review 2 --comment --body x',
  'pr review 2 --approve',
  'pr close 2',
  'pr reopen 2',
  'pr ready 2',
  'pr merge 2 --merge',
  'release create x1 --notes n --target main f.txt',
  'release list',
  'release view x1',
  'release edit x1 --prerelease',
  'release upload x1 f.txt --clobber',
  'release download x1 --dir out',
  'release delete-asset x1 f.txt --yes',
  'release delete x1 --yes --cleanup-tag',
  'workflow list',
  'workflow view build.yml',
  'workflow run build.yml',
  'workflow disable build.yml',
  'workflow enable build.yml',
  'run list',
  'secret list',
  'secret set S --body x',
  'secret set S --env prod --body x',
  'secret list --env prod',
  'secret remove S',
  'issue pin 1',
  'issue lock 1',
  'issue unlock 1',
  'pr lock 2',
  'issue delete 1 --confirm',
];
/** What gh 2.102 has besides, and what it asks for otherwise. */
const newer = [
  'pr update-branch 2',
  'pr edit 2 --add-assignee maintainer --add-label enhancement',
  'pr create --head second --base main --title three --body "Fixes #1" --assignee maintainer',
  'pr list --search "three in:title"',
  'pr view 3 --json closingIssuesReferences,assignees',
  'pr merge 3 --squash --delete-branch',
  'pr revert 3',
  'issue create --title child --body b --parent 1',
  'issue create --title blocker --body b --blocking 1 --assignee maintainer',
  'issue view 1 --json parent,subIssues,blockedBy,blocking,issueType',
  'issue edit 1 --add-assignee maintainer',
  'issue list --search "is:issue (child OR blocker)"',
  'issue develop 1 --list',
  'ruleset list',
  'ruleset check main',
  'variable set V --body 1',
  'variable get V',
  'variable list',
  'variable delete V',
  'secret set S --app dependabot --body x',
  'secret list --app dependabot',
  'cache list',
  'repo read-dir .github',
  'repo read-file README.md',
  'repo autolink list',
];
/** Those that the embedded GitHub does not answer, and says so. */
const absent: readonly string[] = [];

export const GH_COMMANDS: readonly GhCommand[] = [
  ...working.map((command) => ({ command, works: true })),
  ...newer.map((command) => ({ command, works: true, isNewer: true })),
  ...absent.map((command) => ({ command, works: false })),
];
