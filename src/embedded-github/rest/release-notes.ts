import * as z from 'zod';
import { readYaml } from '../../core/yaml-text.ts';
import { repositoryPage } from '../commit-answers.ts';
import type { ApiRequest } from '../route.ts';
import { labelsOf, sameName } from '../subjects.ts';
import type { PullRequestState } from '../world-state.ts';

export interface NotesAsked {
  readonly tag: string;
  /** The tag to begin at; left out: that of the newest release before. */
  readonly previous?: string | null;
  /** Branch or commit that a tag which is not there yet would be made at; left out: the default branch. */
  readonly target?: string | null;
  /** File that says how they are grouped; left out: `.github/release.yml`. */
  readonly configuration?: string | null;
}

const Names = z.array(z.coerce.string()).nullish();
const Exclusion = z.object({ labels: Names, authors: Names }).nullish();
const Configuration = z.object({
  changelog: z
    .object({
      exclude: Exclusion,
      categories: z
        .array(z.object({ title: z.string(), labels: z.array(z.coerce.string()), exclude: Exclusion }))
        .nullish(),
    })
    .nullish(),
});
type Grouping = NonNullable<z.infer<typeof Configuration>['changelog']>;

const CONFIGURATIONS = ['.github/release.yml', '.github/release.yaml'];
/** Where what no category takes is listed. */
const OTHERS = 'Other Changes';
/** More than a file of labels has. */
const LIMITS = { depth: 20, lexemes: 20_000 };

/**
 * The notes that GitHub generates: a line for each pull request merged since the release before, grouped as the repository
 * wants it, whoever came for the first time, and a link to compare.
 *
 * Source: GitHub documentation, "Automatically generated release notes".
 */
export async function generatedNotes(request: ApiRequest, asked: NotesAsked): Promise<{ name: string; body: string }> {
  const { tag } = asked;
  const { git, state } = request.world;
  const { defaultBranch, releases } = state;
  const target = asked.target ?? defaultBranch;
  const head = (await git.resolveCommit(`refs/tags/${tag}`)) ?? (await git.resolveCommit(target));
  const before =
    asked.previous ??
    releases.filter((each) => !each.draft && each.tagName !== tag).sort((a, b) => b.createdAt - a.createdAt)[0]
      ?.tagName ??
    null;
  const from = before === null ? null : await git.resolveCommit(`refs/tags/${before}`);
  const { since, earlier } = await mergedBetween(request, from, head);
  const grouping = head === null ? null : await readGrouping(request, head, asked.configuration ?? null);
  const page = repositoryPage(request);
  const comment = grouping === null ? [] : [configuredBy(grouping.path, target)];
  const changed = changes(request, since, grouping?.changelog ?? {});
  const first = newcomers(request, since, earlier);
  const range = before === null ? `${page}/commits/${tag}` : `${page}/compare/${before}...${tag}`;
  const sections = [...comment, ...changed, ...first].map((each) => `${each}\n\n`).join('');
  const gap = changed.length > 0 && first.length === 0 ? '\n' : '';
  return { name: tag, body: `${sections}${gap}**Full Changelog**: ${range}` };
}

const configuredBy = (path: string, target: string): string =>
  `<!-- Release notes generated using configuration in ${path} at ${target} -->`;

/** Pull requests merged after one commit and up to another, and those merged before. */
async function mergedBetween({ world: { git, state } }: ApiRequest, from: string | null, to: string | null) {
  const merged = state.pulls.filter(({ mergeCommitSha, mergedAt }) => mergeCommitSha !== null && mergedAt !== null);
  const commits = merged.map((pull) => pull.mergeCommitSha ?? '');
  const isIn = to === null ? new Set<string>() : await git.contained(commits, to);
  const wasIn = from === null ? new Set<string>() : await git.contained(commits, from);
  const has = (commits: ReadonlySet<string>) => (pull: PullRequestState) => commits.has(pull.mergeCommitSha ?? '');
  return {
    since: merged.filter(has(isIn)).filter((pull) => !has(wasIn)(pull)),
    earlier: merged.filter(has(wasIn)),
  };
}

/** How the repository wants them grouped; null where it does not say, or not so that it can be read. */
async function readGrouping(
  { world: { git } }: ApiRequest,
  commit: string,
  wanted: string | null,
): Promise<{ readonly path: string; readonly changelog: Grouping } | null> {
  for (const path of wanted === null ? CONFIGURATIONS : [wanted]) {
    const bytes = await git.readFile(commit, path);
    if (bytes === null) continue;
    const parsed = Configuration.safeParse(yamlValue(bytes.toString('utf8')));
    return parsed.success && parsed.data.changelog != null ? { path, changelog: parsed.data.changelog } : null;
  }
  return null;
}

/** What a text of YAML says; null where it says nothing that can be read. */
function yamlValue(text: string): unknown {
  const read = readYaml(text, LIMITS);
  try {
    return read.ok ? read.value.document.toJS() : null;
  } catch {
    // Marks that stand for each other more often than a file of labels has them.
    return null;
  }
}

type Excluded = z.infer<typeof Exclusion>;

function changes(request: ApiRequest, pulls: readonly PullRequestState[], grouping: Partial<Grouping>): string[] {
  const labels = ({ number }: PullRequestState) => labelsOf(request.world, number).map(({ name }) => name);
  const names = (list: readonly string[] | null | undefined, name: string) =>
    (list ?? []).some((each) => each === '*' || sameName(each, name));
  const isLeftOut = (pull: PullRequestState, by: Excluded) =>
    labels(pull).some((label) => names(by?.labels, label)) || names(by?.authors, pull.author.login);
  const shown = pulls.filter((pull) => !isLeftOut(pull, grouping.exclude));
  if (shown.length === 0) return [];
  const page = repositoryPage(request);
  const lines = (of: readonly PullRequestState[]) =>
    of.map((pull) => `* ${pull.title} by @${pull.author.login} in ${page}/pull/${pull.number}`);
  const { categories } = grouping;
  if (categories == null) return [["## What's Changed", ...lines(shown)].join('\n')];
  const groups = new Map<string, PullRequestState[]>(categories.map(({ title }) => [title, []]));
  for (const pull of shown) {
    const category = categories.find(
      ({ labels: wanted, exclude }) =>
        (wanted.includes('*') || labels(pull).some((label) => names(wanted, label))) && !isLeftOut(pull, exclude),
    );
    const title = category?.title ?? OTHERS;
    groups.set(title, [...(groups.get(title) ?? []), pull]);
  }
  const parts = [...groups].filter(([, of]) => of.length > 0).flatMap(([title, of]) => [`### ${title}`, ...lines(of)]);
  return [["## What's Changed", ...parts].join('\n')];
}

/** Those of whom nothing was merged before. */
function newcomers(
  request: ApiRequest,
  pulls: readonly PullRequestState[],
  earlier: readonly PullRequestState[],
): string[] {
  const known = new Set(earlier.map(({ author }) => author.id));
  const first = new Map<number, PullRequestState>();
  for (const pull of pulls)
    if (!known.has(pull.author.id) && !first.has(pull.author.id)) first.set(pull.author.id, pull);
  if (first.size === 0) return [];
  const page = repositoryPage(request);
  const lines = [...first.values()].map(
    ({ author, number }) => `* @${author.login} made their first contribution in ${page}/pull/${number}`,
  );
  return [['## New Contributors', ...lines].join('\n')];
}
