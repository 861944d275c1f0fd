import { fewNames } from '../few-names.ts';
import { type Problem, Problems, problem } from '../problem.ts';
import type { Config } from '../settings/config.ts';
import type { ReleaseFacts } from './facts.ts';

/**
 * Who makes the GitHub release of the tag. `workflow`: one that the release starts. `program`: this one. `unseen`: a workflow
 * whose text does not say so, as far as earlier releases or the configuration tell.
 */
export type ReleaseMaker = 'workflow' | 'program' | 'unseen' | 'nobody';

export interface MakerFacts {
  readonly config: Pick<Config, 'release' | 'assets'>;
  readonly tag: string;
  /** Login that this program acts as. */
  readonly viewer: string | null;
  /** Workflows of this release that make a release, by their text. */
  readonly makers: readonly string[];
  /** Workflows that a published release starts, and nothing else of this release. */
  readonly waiting: readonly string[];
  /** Whether the tags start any workflow. */
  readonly startsRuns: boolean;
  /** Releases that are there, newest first. */
  readonly releases: readonly ReleaseFacts[];
  /** Those of them that are published and of this component, highest version first. */
  readonly earlier: readonly ReleaseFacts[];
  /** Artifacts that the runs of the tag leave, as far as their workflows tell. */
  readonly artifacts: readonly string[];
}

/** What GITHUB_TOKEN acts as. */
const ACTIONS = 'github-actions[bot]';

interface Decision {
  readonly maker: ReleaseMaker;
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

const decided = (maker: ReleaseMaker, notes: readonly string[] = [], problems: readonly Problem[] = []): Decision => ({
  maker,
  notes,
  problems,
});

/** Decides who makes the GitHub release: by the configuration, by the workflows, by who made the earlier ones. */
export function decideMaker(facts: MakerFacts): Decision {
  const { config, makers, waiting } = facts;
  if (config.release.creates === true) return asConfigured(facts);
  if (makers.length > 0) return decided('workflow');
  if (config.assets === false || config.release.creates === false) return decided('nobody');
  const earlier = facts.earlier[0] ?? facts.releases.find((each) => !each.draft && each.tag !== facts.tag);
  const by = earlier === undefined ? '' : `${earlier.tag} was published by ${earlier.author.login || 'somebody'}`;
  const isAsBefore = earlier?.author.login === ACTIONS && facts.startsRuns;
  const isByHand = earlier !== undefined && (earlier.author.isPerson || earlier.author.login === facts.viewer);
  if (isByHand && waiting.length > 0) return decided('program', [making(facts, by)]);
  if (isAsBefore) {
    return decided('unseen', [
      `${by}, though no workflow says how: a published release of ${facts.tag} is waited for. \`assets\` can say what belongs to it, or \`assets: false\` that there is none.`,
    ]);
  }
  if (waiting.length > 0) return decided(config.assets === null ? 'nobody' : 'unseen', [], [unknownMaker(facts, by)]);
  if (config.assets !== null) return decided('unseen');
  // Of another component's releases nothing follows for this one.
  return isByHand && facts.earlier.length > 0 ? byHand(facts, by) : decided('nobody');
}

function asConfigured(facts: MakerFacts): Decision {
  const problems = new Problems();
  if (facts.makers.length > 0) {
    problems.add(
      problem(
        'config-invalid',
        `\`release: create\` is set, but ${facts.makers.join(' and ')} makes the release too.`,
        {
          where: 'release',
          remedy: 'Take `release` out of the configuration, or the step that makes the release out of the workflow.',
        },
      ),
    );
  }
  return decided('program', [making(facts, '')], problems.found);
}

/** People made the releases before, and nothing waits for one: this program does what they did, if it knows the files. */
function byHand(facts: MakerFacts, by: string): Decision {
  const [before] = facts.earlier;
  const files = before?.assets.map(({ name }) => name) ?? [];
  return decided('program', [making(facts, by)], files.length === 0 ? [] : [unknownFiles(facts, by, files)]);
}

const making = ({ tag, waiting }: MakerFacts, by: string): string =>
  `${by === '' ? 'This' : `${by}: this`} program makes the GitHub release of ${tag}${starting(waiting)}.`;

const starting = (waiting: readonly string[]): string =>
  waiting.length === 0 ? '' : `, which starts ${waiting.join(' and ')}`;

function unknownMaker({ waiting, tag, releases }: MakerFacts, by: string): Problem {
  const isFirst = !releases.some((each) => !each.draft && each.tag !== tag);
  return problem(
    'release-maker-unknown',
    `${waiting.join(' and ')} waits for a published release (\`on.release\`), and nobody makes one of ${tag}: no workflow that the tag starts does, and ${isFirst ? 'no earlier release was published' : `${by}, which is neither a person nor this program`}.`,
    { where: waiting[0] ?? 'release' },
  );
}

/** Files that are named one by one. */
const NAMED = 5;

function unknownFiles({ tag, artifacts }: MakerFacts, by: string, files: readonly string[]): Problem {
  const uploaded = artifacts.length === 0 ? 'NAME' : artifacts.slice(0, NAMED).join(', ');
  return problem(
    'release-files-unknown',
    `${by} with ${fewNames(files, NAMED)}; no workflow of ${tag} attaches such files, and where they come from is not known.`,
    {
      where: 'release',
      remedy: `Write in .github/zlink-release.yml one of: \`release: {create: true, files: [PATH]}\` for files of the tagged tree; \`release: {create: true, artifacts: [${uploaded}]}\` for artifacts of a workflow that the tag starts; \`release: create\` for a release without files; \`assets: [NAME]\` where a workflow attaches them all the same; \`release: false\` to leave the release to a person.`,
    },
  );
}
