import { type Problem, Problems, problem } from '../problem.ts';
import type { Config } from '../settings/config.ts';
import type { ReleaseFacts } from './facts.ts';

/**
 * Who makes the GitHub release of the tag. `workflow`: one that the release starts. `program`: this one. `unseen`: a workflow
 * whose text does not say so, as far as earlier releases or the configuration tell.
 */
export type ReleaseMaker = 'workflow' | 'program' | 'unseen' | 'nobody';

export interface MakerFacts {
  readonly config: Pick<Config, 'createsRelease' | 'assets'>;
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
}

/** What GITHUB_TOKEN acts as. */
const ACTIONS = 'github-actions[bot]';

/** Decides who makes the GitHub release: by the configuration, by the workflows, by who made the earlier ones. */
export function decideMaker(facts: MakerFacts): {
  readonly maker: ReleaseMaker;
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
} {
  const { config, makers, waiting } = facts;
  const problems = new Problems();
  const decided = (maker: ReleaseMaker, ...notes: string[]) => ({ maker, notes, problems: problems.found });
  if (config.createsRelease) {
    if (makers.length > 0) {
      problems.add(
        problem('config-invalid', `\`release: create\` is set, but ${makers.join(' and ')} makes the release too.`, {
          where: 'release',
          remedy: 'Take `release` out of the configuration, or the step that makes the release out of the workflow.',
        }),
      );
    }
    return decided('program', `This program makes the GitHub release of ${facts.tag}${starting(waiting)}.`);
  }
  if (makers.length > 0) return decided('workflow');
  if (config.assets === false) return decided('nobody');
  const earlier = facts.releases.find((each) => !each.draft && each.tag !== facts.tag);
  const by = earlier === undefined ? '' : `${earlier.tag} was published by ${earlier.author.login || 'somebody'}`;
  if (
    waiting.length > 0 &&
    earlier !== undefined &&
    (earlier.author.isPerson || earlier.author.login === facts.viewer)
  ) {
    return decided('program', `${by}: this program makes the GitHub release of ${facts.tag}${starting(waiting)}.`);
  }
  const isAsBefore = earlier?.author.login === ACTIONS && facts.startsRuns;
  if (isAsBefore) {
    return decided(
      'unseen',
      `${by}, though no workflow says how: a published release of ${facts.tag} is waited for. \`assets\` can say what belongs to it, or \`assets: false\` that there is none.`,
    );
  }
  if (waiting.length > 0) {
    problems.add(
      problem(
        'release-maker-unknown',
        `${waiting.join(' and ')} waits for a published release (\`on.release\`), and nobody makes one of ${facts.tag}: no workflow that the tag starts does, and ${earlier === undefined ? 'no earlier release was published' : `${by}, which is neither a person nor this program`}.`,
        { where: waiting[0] ?? 'release' },
      ),
    );
  }
  return decided(config.assets === null ? 'nobody' : 'unseen');
}

const starting = (waiting: readonly string[]): string =>
  waiting.length === 0 ? '' : `, which starts ${waiting.join(' and ')}`;
