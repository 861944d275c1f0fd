import { type Problem, problem, Stop } from '../../core/problem.ts';
import { nameInTheWay } from '../../core/ref-name.ts';
import { freeVersionAfter, nameRefused } from '../../core/release/burned-name.ts';
import type { ReleaseRefs } from '../../core/release/facts.ts';
import { inTheWay } from '../../core/release/ref-conflicts.ts';
import { judgeTagRules, type TagWrite } from '../../core/release/tag-rules.ts';
import { nameTemplates } from '../../core/settings/name-templates.ts';
import { explaining } from '../../github/explain-failure.ts';
import { readFormerRun } from '../../github/read-former-run.ts';
import { readRefRulesets } from '../../github/read-repository.ts';
import { readReleaseRefs } from '../survey-names.ts';
import type { ReleaseContext } from './stage-context.ts';

/** The branches and tags that the release has to do with, as they are now. */
export function presentRefs({
  client,
  plan,
  config,
}: Pick<ReleaseContext, 'client' | 'plan' | 'config'>): Promise<ReleaseRefs> {
  const templates = nameTemplates(config.templates, plan.component);
  return explaining('reading the branches and tags', () =>
    readReleaseRefs(client, plan.names, templates, { useGraphQL: plan.hasGraphQL }),
  );
}

/**
 * Asked when a ref was said to exist and does not: another one is in its way.
 *
 * @throws Stop when there is such a ref
 */
export async function stopWhereInTheWay(
  context: ReleaseContext,
  kind: 'heads' | 'tags',
  key: string,
  name: string,
): Promise<void> {
  const refs = await presentRefs(context);
  const existing = kind === 'heads' ? refs.branches : refs.tags;
  const other = existing.has(name) ? null : nameInTheWay(name, existing.keys());
  if (other !== null) throw new Stop([inTheWay(kind, key, name, other)]);
}

/** Why GitHub refuses to make or move a tag, as far as the token can find out. */
export async function whyTagRefused(
  context: ReleaseContext,
  write: Omit<TagWrite, 'isForward'>,
  answer: string,
): Promise<readonly [Problem, ...Problem[]]> {
  const { client, plan, config } = context;
  const { version, names, repository } = plan;
  return explaining(`finding out why ${write.name} is refused`, async () => {
    const isForward = !/force-push/i.test(answer);
    const { tags: rulesets } = await readRefRulesets(client, []);
    const [rule, ...others] = judgeTagRules(rulesets, [{ ...write, isForward }], repository.viewer.login).problems;
    if (rule !== undefined) return [{ ...rule, what: `${rule.what} GitHub answered: ${answer}` }, ...others];
    if (write.isAlias || write.name !== names.tag) return [aliasRefused(write, answer)];
    const run = await readFormerRun(client, names.tag);
    const { tags } = await presentRefs(context);
    const templates = nameTemplates(config.templates, plan.component);
    const next = freeVersionAfter(version, templates, tags);
    return [nameRefused({ version, tag: names.tag }, answer, run === 'unknown' ? null : run, next)];
  });
}

const aliasRefused = ({ name, act }: Pick<TagWrite, 'name' | 'act'>, answer: string): Problem =>
  problem(
    'rules-forbid-tag',
    `GitHub refused to ${act} the alias ${name}: ${answer}. No ruleset of this repository that this token can see forbids it: a rule of the organisation does, or ${name} is or was the tag of an immutable release.`,
    {
      where: `refs/tags/${name}`,
      remedy: `Ask an administrator for the rule, or leave ${name} out of \`alias-tag\`; then run the same command again.`,
    },
  );
