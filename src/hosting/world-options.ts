import { counted } from '../core/counted.ts';
import { type Checked, checked, failed, Problems, problem } from '../core/problem.ts';
import { ENFORCED_RULES } from '../embedded-github/ref-rules.ts';
import { checkedWorld, type GivenWorld, readJson, readWorld } from './read-world.ts';
import type { WorldFile } from './world-file.ts';

/** What options of a command line say about a world. */
export interface WorldOptionTexts {
  /** Path of a world file. */
  readonly world?: string;
  /** Path of what GitHub's API printed: one ruleset or a list of them. */
  readonly rulesets?: string;
  /** `NAME=VALUE`. */
  readonly setting?: readonly string[];
  readonly pace?: number;
  /** `OWNER/REPO` of a real one whose rules, settings and labels are taken. */
  readonly like?: string;
  /** Where that one is. */
  readonly apiUrl?: string;
}

/**
 * The world file with what the other options say over it. All that is wrong with any of them is told at once.
 *
 * @param hasClone whether the repository is a clone
 */
export async function worldOptions(texts: WorldOptionTexts, hasClone: boolean): Promise<Checked<GivenWorld>> {
  const problems = new Problems();
  const given = problems.take(
    texts.world === undefined
      ? checked<GivenWorld>({ file: {}, where: '--world' })
      : await readWorld(texts.world, hasClone),
  );
  const rulesets = problems.take(
    texts.rulesets === undefined ? checked(undefined) : await readRulesets(texts.rulesets),
  );
  const settings = problems.take(await readSettings(texts.setting ?? []));
  return problems.over(() => {
    const { file = {}, where = '' } = given ?? {};
    return {
      where,
      file: {
        ...file,
        ...(rulesets == null ? {} : { rulesets }),
        ...(texts.pace === undefined ? {} : { pace: texts.pace }),
        settings: { ...file.settings, ...settings },
      },
    };
  });
}

/** Rulesets as `gh api repos/OWNER/NAME/rulesets/ID` prints them: one, or several in a list. */
async function readRulesets(path: string): Promise<Checked<WorldFile['rulesets']>> {
  const read = readJson(path);
  if (!read.ok) return read;
  const several = Array.isArray(read.value) ? read.value : [read.value];
  const short = several.filter((each) => typeof each === 'object' && each !== null && !('rules' in each));
  if (short.length > 0)
    return failed(
      problem(
        'input-invalid',
        `${counted(short.length, 'ruleset')} of it ${short.length === 1 ? 'has' : 'have'} no rules: that is GitHub’s list, which leaves them out.`,
        {
          where: path,
          remedy: 'Ask for each by its id: gh api repos/OWNER/NAME/rulesets/ID.',
        },
      ),
    );
  const file = await checkedWorld({ rulesets: several }, path);
  return file.ok ? checked(file.value.rulesets) : file;
}

/** `deleteBranchOnMerge=true`; GitHub's own spelling with underscores is taken as well. */
async function readSettings(texts: readonly string[]): Promise<Checked<NonNullable<WorldFile['settings']>>> {
  if (texts.length === 0) return checked({});
  const { SETTINGS } = await import('./world-file.ts');
  const problems = new Problems();
  const found: Record<string, unknown> = {};
  for (const text of texts) {
    const [, written = '', value = ''] = /^([A-Za-z_]+)=(.*)$/s.exec(text) ?? [];
    const name = written.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const known: string | undefined = SETTINGS.find((each) => each === name);
    const parsed =
      value === 'true' ? true : value === 'false' ? false : /^\d{1,9}$/.test(value) ? Number(value) : value;
    if (known === undefined) {
      problems.add(
        problem('input-invalid', `${JSON.stringify(text.slice(0, 100))} sets nothing.`, {
          where: '--setting',
          remedy: `Write NAME=VALUE. Names: ${SETTINGS.join(', ')}.`,
        }),
      );
    } else found[known] = parsed;
  }
  const file = problems.take(await checkedWorld({ settings: found }, '--setting'));
  return problems.over(() => file?.settings ?? {});
}

/** Rules in force, each with where it holds; and whether this GitHub acts by it or only lists it. */
export function ruleLines({ rulesets = [] }: WorldFile): readonly string[] {
  return rulesets
    .filter(({ enforcement }) => enforcement === 'active')
    .map(({ name, target = 'branch', rules = [] }) => {
      const types = rules.map(({ type }) => type);
      const listed = types.filter((type) => !ENFORCED_RULES.has(type));
      const aside = listed.length === 0 ? '' : `; listed, but not enforced here: ${listed.join(', ')}`;
      return `rules ${JSON.stringify(name)} (${target}): ${types.filter((type) => ENFORCED_RULES.has(type)).join(', ') || 'none in force'}${aside}`;
    });
}
