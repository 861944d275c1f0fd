import type { Problem } from '../core/problem.ts';
import { type Likeness, type LikeRuleset, readLikeness } from '../github/read-likeness.ts';
import { checkedWorld, type GivenWorld } from '../hosting/read-world.ts';
import type { WorldFile } from '../hosting/world-file.ts';
import type { WorldOptionTexts } from '../hosting/world-options.ts';
import { silentProgress } from '../report/progress.ts';
import { connect } from './connect.ts';
import type { Output } from './output.ts';

/** A world after a real repository, and what of that one is not in it. */
export interface LikeWorld extends GivenWorld {
  readonly notCopied: readonly string[];
}

/** Values of variables may be anybody's business. */
const UNKNOWN_VALUE = 'not copied';

/**
 * Puts what a real repository is like below a world: whatever the world says for itself stands. It is only read, by the
 * token that other commands take.
 *
 * @param isWithFiles whether its workflows become the first commit; a clone has its own
 * @throws Stop where the repository cannot be read
 */
export async function likeReal(
  { like, apiUrl }: WorldOptionTexts,
  given: GivenWorld,
  isWithFiles: boolean,
  output: Output,
  version: string,
): Promise<LikeWorld> {
  if (like === undefined) return { ...given, notCopied: [] };
  const progress = { ...silentProgress, waiting: (why: string) => output.say(why) };
  const { client } = connect({ repo: like, ...(apiUrl === undefined ? {} : { apiUrl }) }, version, progress);
  const likeness = await readLikeness(client);
  const { file, notCopied } = await worldOf(likeness);
  const history = isWithFiles && given.file.history === undefined ? firstCommit(likeness) : {};
  return {
    where: given.where,
    file: { ...file, ...history, ...given.file, settings: { ...file.settings, ...given.file.settings } },
    notCopied,
  };
}

/** What a world file would take of it: everything from outside is checked, and what is wrong is left out and told. */
async function worldOf(likeness: Likeness): Promise<{ readonly file: WorldFile; readonly notCopied: string[] }> {
  const { repository, settings, labels, variables, left } = likeness;
  const notCopied = [...left, 'secrets: nobody is told their values'];
  if (variables.length > 0) notCopied.push(`values of variables: each is ${JSON.stringify(UNKNOWN_VALUE)} here`);
  const take = async <T extends object>(what: string, part: T): Promise<WorldFile> => {
    const checked = await checkedWorld(part, repository);
    if (checked.ok) return checked.value;
    notCopied.push(`${what}: ${reasons(checked.problems)}`);
    return {};
  };
  const each = async <T, K extends keyof WorldFile>(
    key: K,
    items: readonly T[],
    what: (item: T) => string,
    part: (item: T) => unknown,
  ): Promise<unknown[]> => {
    const found: unknown[] = [];
    for (const item of items)
      found.push(...(((await take(what(item), { [key]: [part(item)] }))[key] ?? []) as unknown[]));
    return found;
  };
  const rulesets: unknown[] = [];
  const names = new Set<string>();
  for (const ruleset of likeness.rulesets) {
    const name = names.has(ruleset.name) ? `${ruleset.name} (${names.size + 1})` : ruleset.name;
    names.add(name);
    const rules = await knownRules({ ...ruleset, name }, repository, notCopied);
    const what = `ruleset ${JSON.stringify(name)}`;
    rulesets.push(...((await take(what, { rulesets: [{ ...ruleset, name, rules }] })).rulesets ?? []));
  }
  const file = {
    repository,
    settings: (await take('settings', { settings })).settings ?? {},
    rulesets,
    protections: await each(
      'protections',
      likeness.protections,
      ({ branch }) => `protection of ${branch}`,
      (protection) => protection,
    ),
    labels: await each(
      'labels',
      labels,
      ({ name }) => `label ${JSON.stringify(name)}`,
      ({ name, color, description }) => ({ name, color, ...(description === null ? {} : { description }) }),
    ),
    variables: Object.fromEntries(
      (
        await Promise.all(
          variables.map(async (name) =>
            Object.entries((await take(`variable ${name}`, { variables: { [name]: UNKNOWN_VALUE } })).variables ?? {}),
          ),
        )
      ).flat(),
    ),
  };
  const whole = await checkedWorld(file, repository);
  if (whole.ok) return { file: whole.value, notCopied };
  return { file: { repository }, notCopied: [...notCopied, `rules, settings, labels: ${reasons(whole.problems)}`] };
}

/** Those of its rules that a world knows; the others are told. */
async function knownRules(ruleset: LikeRuleset, where: string, notCopied: string[]): Promise<readonly object[]> {
  const { name, enforcement, rules } = ruleset;
  const known: object[] = [];
  for (const rule of rules) {
    const checked = await checkedWorld({ rulesets: [{ name, enforcement, rules: [rule] }] }, where);
    if (checked.ok) known.push(rule);
    else {
      const type = String(Reflect.get(rule, 'type')).slice(0, 50);
      notCopied.push(`rule ${type} of ruleset ${JSON.stringify(name)}: ${reasons(checked.problems)}`);
    }
  }
  return known;
}

const reasons = (problems: readonly Problem[]): string => problems.map(({ what }) => what).join(' ');

/** Its workflows on its default branch. */
function firstCommit({
  repository,
  commit,
  defaultBranch,
  files,
}: Likeness): Pick<WorldFile, 'history' | 'defaultBranch'> {
  const there = files.size === 0 ? { 'README.md': `${repository}\n` } : Object.fromEntries(files);
  const message = commit === null ? `As ${repository}` : `Workflows of ${repository} at ${commit}`;
  return { defaultBranch, history: [{ message, files: there }] };
}
