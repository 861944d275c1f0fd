import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

/**
 * A file of release cases: repositories, what is asked of the program, and what has to come of it. Read strictly: a key that
 * the runner does not know would be one that it does not check.
 */

const texts = z.record(z.string(), z.string());
const oneOrMore = <Item extends z.ZodType>(item: Item) =>
  z.union([item, z.array(item)]).transform((value): z.output<Item>[] => [value].flat() as z.output<Item>[]);

const outcome = z.strictObject({
  end: z.enum(['released', 'stopped']),
  exit: z.number().optional(),
  /** The stage that stops; left out, it is the plan. */
  at: z.string().optional(),
  files: texts.optional(),
  tags: texts.optional(),
  /** Files of the pull request that follows the release, where they are others than at the release. */
  following: texts.optional(),
  tells: z.array(z.string()).default([]),
  code: z.string().optional(),
  because: z.string().optional(),
});

const world = z.strictObject({
  'immutable-releases': z.boolean().optional(),
  releases: z
    .array(
      z.strictObject({
        tag_name: z.string(),
        name: z.string().optional(),
        body: z.string().default(''),
        draft: z.boolean().default(false),
        prerelease: z.boolean().default(false),
        immutable: z.boolean().default(false),
        author: z.strictObject({ login: z.string(), type: z.enum(['User', 'Bot']).default('User') }).optional(),
        assets: z.array(z.union([z.string(), z.strictObject({ name: z.string() })])).default([]),
      }),
    )
    .default([]),
  rulesets: z
    .array(
      z.strictObject({
        name: z.string().optional(),
        target: z.enum(['branch', 'tag']),
        enforcement: z.enum(['active', 'disabled', 'evaluate']),
        include: z.array(z.string()),
        exclude: z.array(z.string()).default([]),
        rules: z.array(z.object({ type: z.string(), parameters: z.record(z.string(), z.unknown()).optional() })),
      }),
    )
    .default([]),
});

const releaseCase = z.strictObject({
  name: z.string(),
  source: z.string(),
  files: texts.default({}),
  config: z.string().optional(),
  tags: z.array(z.string()).default([]),
  'tagged-head': z.boolean().default(false),
  history: z
    .array(
      z.strictObject({
        commit: z.string(),
        files: texts.default({}),
        tags: z.array(z.string()).default([]),
        branch: z.string().default('main'),
        from: z.string().optional(),
      }),
    )
    .optional(),
  world: world.default({ releases: [], rulesets: [] }),
  /** Something else than a rehearsal: such a case has a test of its own. */
  run: z.string().optional(),
  fault: z.string().optional(),
  release: z.union([z.string(), z.number()]).transform(String),
  seen: z.string(),
  expected: z.strictObject({
    best: outcome,
    acceptable: oneOrMore(outcome).default([]),
    never: z.array(z.string()).default([]),
    init: z.strictObject({ tells: z.array(z.string()).default([]), because: z.string().optional() }).optional(),
  }),
});

export type ReleaseCase = z.infer<typeof releaseCase>;
export type ExpectedOutcome = z.infer<typeof outcome>;

interface CaseFile {
  readonly file: string;
  readonly cases: readonly ReleaseCase[];
}

/** By folder: several files of tests ask for them, and to read them all takes a second. */
const read = new Map<string, readonly CaseFile[]>();

/** Every case below a folder, by the name of its file without `.yml`. */
export function readReleaseCases(folder: string): readonly CaseFile[] {
  const files = read.get(folder) ?? readCaseFiles(folder);
  read.set(folder, files);
  return files;
}

function readCaseFiles(folder: string): CaseFile[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .sort()
    .map((name) => {
      const content = parse(readFileSync(join(folder, name), 'utf8')) as unknown;
      return {
        file: name.replace(/\.yml$/, ''),
        cases: z.strictObject({ cases: z.array(releaseCase) }).parse(content).cases,
      };
    });
}
