import * as z from 'zod';
import { type Checked, checked, failed, type Problem, problem } from '../core/problem.ts';
import { parseFaults } from '../embedded-github/fault-text.ts';
import { isValidEntryName, isValidRefName } from '../embedded-github/git/object-names.ts';
import { WrittenProtection } from '../embedded-github/rest/classic-protection.ts';
import { Ruleset } from '../embedded-github/rest/rules.ts';
import { actFields, momentFields } from '../embedded-github/server/control.ts';

/**
 * The world file of the embedded GitHub, as a person writes it: one JSON object that says everything that is there when it
 * starts. Every key is optional. Descriptions become schema/world.schema.json and the table of docs/embedded-github.md.
 */

const LOGIN = actFields.who;
const text = z.string().max(65_536);
const line = z
  .string()
  .min(1)
  .max(255)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'must be one line without control characters');
const branchName = line.refine((name) => isValidRefName(`refs/heads/${name}`), 'is no name of a branch');
const tagName = line.refine((name) => isValidRefName(`refs/tags/${name}`), 'is no name of a tag');
const filePath = line.refine(
  (path) => path.split('/').every(isValidEntryName),
  'must be a path inside the repository, with forward slashes',
);
const count = z.number().int().min(0).max(1_000_000_000);
const labelNames = z.array(z.string().min(1).max(50)).max(100);

const settings = z.strictObject({
  private: z.boolean().optional().describe('Whether only known tokens see the repository.'),
  archived: z.boolean().optional().describe('Whether it is read-only.'),
  description: text.nullable().optional().describe('What the repository says of itself.'),
  homepage: text.nullable().optional().describe('Its address on the web.'),
  allowSquashMerge: z.boolean().optional().describe('Whether pull requests may be squashed.'),
  allowMergeCommit: z.boolean().optional().describe('Whether they may be merged with a merge commit.'),
  allowRebaseMerge: z.boolean().optional().describe('Whether they may be rebased.'),
  allowAutoMerge: z
    .boolean()
    .optional()
    .describe('Whether they may be merged by themselves once nothing stands against it.'),
  deleteBranchOnMerge: z.boolean().optional().describe('Whether a merge deletes the branch.'),
  immutableReleases: z.boolean().optional().describe('Whether a published release keeps its tag and assets for ever.'),
  actionsMayOpenPullRequests: z
    .boolean()
    .optional()
    .describe('Whether GITHUB_TOKEN may open and approve pull requests.'),
  treeEntryLimit: count.min(1).optional().describe('Entries of a recursive tree before it is cut off (100,000).'),
});

/** Names of the settings. */
export const SETTINGS = Object.keys(settings.shape) as readonly (keyof typeof settings.shape)[];

const step = z.strictObject({
  branch: branchName.optional().describe('Branch that the commit is on; left out: the default branch.'),
  from: branchName.optional().describe('Branch that a new branch begins at; left out: the default branch.'),
  message: text.min(1).optional().describe('Message of the commit; left out: “commit”.'),
  author: LOGIN.optional().describe('Login of its author.'),
  date: z.iso.datetime().optional().describe('When it was made; left out: the beginning of the world.'),
  files: z
    .record(filePath, z.string().max(10_000_000).nullable())
    .optional()
    .describe('Path to the text of a file; null deletes it. The rest stays as it was.'),
  tags: z.array(tagName).max(1_000).optional().describe('Annotated tags at this commit.'),
});

const token = z.strictObject({
  token: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible characters')
    .describe('What the client sends. It opens nothing but this world: never write a real one here.'),
  kind: z.enum(['app', 'github-token', 'pat']).describe('Of an app, of a workflow (GITHUB_TOKEN), or of a person.'),
  login: LOGIN.optional().describe('Whose it is; left out: that of the standard token of its kind.'),
  permissions: z
    .record(z.string().regex(/^[a-z_]{1,50}$/, 'is no name of a permission'), z.enum(['read', 'write']))
    .optional()
    .describe('Permission (contents, pull_requests, …) to the access; left out: what its kind usually has.'),
});

const issue = z.strictObject({
  title: z.string().min(1).max(256).describe('Title.'),
  body: text.optional().describe('Body.'),
  author: LOGIN.optional().describe('Login; left out: the maintainer.'),
  labels: labelNames.optional().describe('Names of labels; those that are not there are made.'),
  closed: z.boolean().optional().describe('Whether it is closed.'),
});

const pull = z.strictObject({
  ...issue.shape,
  head: branchName.describe('Branch to be merged.'),
  base: branchName.optional().describe('Branch that it goes into; left out: the default branch.'),
  draft: z.boolean().optional().describe('Whether it is a draft.'),
});

const release = z.strictObject({
  tag: tagName.describe('Tag; one that is not there is made at `target`.'),
  target: line.optional().describe('Branch or commit that a new tag is made at; left out: the default branch.'),
  name: z.string().max(255).optional().describe('Title; left out: the tag.'),
  body: text.optional().describe('Notes.'),
  author: LOGIN.optional().describe('Login; left out: the maintainer.'),
  draft: z.boolean().optional().describe('Whether it is a draft.'),
  prerelease: z.boolean().optional().describe('Whether it is a prerelease.'),
  assets: z
    .record(z.string().regex(/^[A-Za-z0-9._+@-]{1,255}$/, 'is no name of an asset'), z.string().min(1).max(10_000_000))
    .optional()
    .describe('Name to the text of an asset.'),
});

const status = z.strictObject({
  ref: line.describe('Branch, tag or commit.'),
  context: line.optional().describe('Name of the status; left out: “default”.'),
  state: z.enum(['error', 'failure', 'pending', 'success']).describe('State.'),
  description: z.string().max(140).optional().describe('One line about it.'),
});

const label = z.strictObject({
  name: z.string().min(1).max(50).describe('Name.'),
  color: z
    .string()
    .regex(/^[0-9a-fA-F]{6}$/, 'must be six hexadecimal digits, without #')
    .optional()
    .describe('Six hexadecimal digits.'),
  description: z.string().max(100).optional().describe('One line about it.'),
});

const limits = z.strictObject({
  perHour: z
    .strictObject({
      app: count.optional(),
      'github-token': count.optional(),
      pat: count.optional(),
      anonymous: count.optional(),
    })
    .optional()
    .describe('Requests an hour by kind of token.'),
  graphqlPerHour: count.optional().describe('Points an hour by GraphQL.'),
  pointsPerMinute: count.optional().describe('Points a minute before a secondary limit; a read costs 1, a write 5.'),
  writesPerMinute: count.optional().describe('Writes a minute before a secondary limit.'),
});

const act = z
  .strictObject({ ...actFields, ...momentFields })
  .refine(({ after, before }) => after === undefined || before === undefined, 'has both `after` and `before`');

export const worldFileSchema = z.strictObject({
  $schema: z.string().optional().describe('For editors.'),
  repository: z
    .string()
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/, 'must be owner/name')
    .optional()
    .describe('Owner and name; left out: sample/zlink, or what the clone’s origin says.'),
  defaultBranch: branchName.optional().describe('Default branch of a repository that `history` makes (main).'),
  now: z.iso.datetime().optional().describe('Time at which the world begins, in UTC; left out: now.'),
  pace: z
    .number()
    .min(0)
    .max(100_000)
    .optional()
    .describe('How many times faster than real time the clock of the world goes; 0: only where it is moved (1).'),
  settings: settings.optional().describe('Settings of the repository.'),
  rulesets: z
    .array(Ruleset.loose().extend({ bypassLogins: z.array(LOGIN).max(100).optional() }))
    .max(1_000)
    .optional()
    .describe('Rulesets as GitHub’s API gives them out; `bypassLogins` names whom they do not bind.'),
  protections: z
    .array(WrittenProtection.strict())
    .max(1_000)
    .optional()
    .describe(
      'Classic protections of branches, as GitHub’s API takes them; `branch` is a name or a pattern, `required_signatures` may be there as well.',
    ),
  people: z.array(LOGIN).max(1_000).optional().describe('Logins of collaborators besides the owner and maintainer.'),
  tokens: z.array(token).max(1_000).optional().describe('Tokens besides the three standard ones.'),
  limits: limits.optional().describe('Rate limits; left out: GitHub’s.'),
  history: z
    .array(step)
    .min(1)
    .max(10_000)
    .optional()
    .describe('Commits, the first of them first. Left out: the sample, or the clone that is named.'),
  labels: z.array(label).max(1_000).optional().describe('Labels.'),
  variables: z
    .record(z.string().regex(/^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/, 'is no name of a variable'), text)
    .optional()
    .describe('Variables of Actions: NAME to value.'),
  issues: z.array(issue).max(10_000).optional().describe('Issues; numbers are given in order.'),
  pulls: z.array(pull).max(10_000).optional().describe('Pull requests; their numbers follow those of the issues.'),
  releases: z.array(release).max(10_000).optional().describe('Releases.'),
  statuses: z.array(status).max(10_000).optional().describe('Commit statuses.'),
  acts: z.array(act).max(10_000).optional().describe('What people do: at once, at a time, or before a request.'),
  faults: z
    .array(
      z
        .string()
        .max(300)
        .refine((fault) => parseFaults([fault]).ok, 'is no fault; docs/rehearsal.md lists them'),
    )
    .max(1_000)
    .optional()
    .describe('Faults, NAME[:ARGUMENT][@N], as docs/rehearsal.md lists them.'),
});

export type WorldFile = z.infer<typeof worldFileSchema>;

/** Problems shown of one file: what is beyond is said by number. */
const MOST_PROBLEMS = 50;

/**
 * Holds a world file against what one may say; everything that is wrong is told at once, each with its place.
 *
 * @param where the file, or what else it was given by
 */
export function checkWorldFile(value: unknown, where: string): Checked<WorldFile> {
  const parsed = worldFileSchema.safeParse(value);
  if (!parsed.success)
    return failed(...parsed.error.issues.flatMap((issue) => wordIssue(issue, where)).slice(0, MOST_PROBLEMS));
  const problems = relations(parsed.data, where);
  return problems.length > 0 ? failed(...problems.slice(0, MOST_PROBLEMS)) : checked(parsed.data);
}

const REMEDY = 'schema/world.schema.json and docs/embedded-github.md say what a world file may hold.';

const wrongAt = (where: string, path: readonly PropertyKey[], what: string): Problem =>
  problem('input-invalid', what, {
    where: path.length === 0 ? where : `${where}: ${path.map(String).join('.')}`,
    remedy: REMEDY,
  });

function wordIssue(issue: z.core.$ZodIssue, where: string): Problem[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => wrongAt(where, [...issue.path, key], 'There is no such key.'));
  return [wrongAt(where, issue.path, `${issue.message.replace(/\.$/, '')}.`)];
}

/** What only several keys together can have wrong. */
function relations(file: WorldFile, where: string): Problem[] {
  const problems: Problem[] = [];
  const main = file.defaultBranch ?? 'main';
  if (file.history === undefined) {
    if (file.defaultBranch !== undefined)
      problems.push(wrongAt(where, ['defaultBranch'], 'It names the branch of a `history`, and there is none.'));
  } else {
    const branches = new Set<string>();
    for (const [at, { branch = main, from = main }] of file.history.entries()) {
      if (at === 0 && branch !== main)
        problems.push(wrongAt(where, ['history', 0, 'branch'], `The first commit is on the default branch, ${main}.`));
      if (at > 0 && !branches.has(branch) && !branches.has(from))
        problems.push(wrongAt(where, ['history', at, 'from'], `There is no branch ${from} yet.`));
      branches.add(branch);
    }
    for (const [at, { head, base = main }] of (file.pulls ?? []).entries()) {
      if (!branches.has(head))
        problems.push(wrongAt(where, ['pulls', at, 'head'], `\`history\` has no branch ${head}.`));
      if (!branches.has(base))
        problems.push(wrongAt(where, ['pulls', at, 'base'], `\`history\` has no branch ${base}.`));
    }
  }
  const twice = (path: string, names: readonly string[]) => {
    for (const [at, name] of names.entries())
      if (names.indexOf(name) !== at)
        problems.push(wrongAt(where, [path, at], `${JSON.stringify(name)} is there twice.`));
  };
  twice(
    'labels',
    (file.labels ?? []).map(({ name }) => name.toLowerCase()),
  );
  twice(
    'tokens',
    (file.tokens ?? []).map(({ token }) => token),
  );
  twice(
    'rulesets',
    (file.rulesets ?? []).map(({ name }) => name),
  );
  twice(
    'protections',
    (file.protections ?? []).map(({ branch }) => branch),
  );
  twice('faults', file.faults ?? []);
  return problems;
}
