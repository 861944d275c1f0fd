import { jobHolds } from './called-workflows.ts';
import { type ContextLookup, conditionHolds, unknownContext } from './expression.ts';
import type { WorkflowFile } from './workflow-file.ts';

/** Where a workflow publishes, as its steps tell. */
const DESTINATIONS: readonly { readonly to: string; readonly uses?: RegExp; readonly run?: RegExp }[] = [
  {
    to: 'a GitHub release',
    uses: /^(softprops\/action-gh-release|ncipollo\/release-action|actions\/upload-release-asset|goreleaser\/goreleaser-action)@/,
    run: /\bgh release (create|upload)\b/,
  },
  {
    to: 'npm',
    uses: /^(JS-DevTools\/npm-publish|changesets\/action)@/,
    run: /\b(npm|pnpm|yarn|lerna)( npm)? publish\b|\bsemantic-release\b|\bchangeset publish\b/,
  },
  { to: 'crates.io', uses: /^(release-plz\/action|katyo\/publish-crates)@/, run: /\bcargo( workspaces)? publish\b/ },
  { to: 'PyPI', uses: /^pypa\/gh-action-pypi-publish@/, run: /\btwine upload\b|\b(uv|poetry|flit|hatch) publish\b/ },
  { to: 'NuGet', run: /\bnuget push\b/ },
  { to: 'RubyGems', uses: /^rubygems\/release-gem@/, run: /\bgem push\b/ },
  { to: 'Maven', run: /\b(mvn|mvnw)\b.*\bdeploy\b|\bgradlew? .*\bpublish/ },
  { to: 'a Conan remote', run: /\bconan upload\b/ },
  { to: 'a container registry', run: /\bdocker push\b/ },
];

/** Where what was published once cannot be published again. */
const ONCE: ReadonlySet<string> = new Set(['npm', 'crates.io', 'PyPI', 'NuGet', 'RubyGems', 'Maven']);

/**
 * What a workflow publishes to; empty when nothing in it tells of publishing.
 *
 * @param lookup what is known of the run: jobs and steps whose `if:` surely does not hold are left out
 */
export function publishesTo(workflow: WorkflowFile, lookup: ContextLookup = unknownContext): string[] {
  const steps = workflow.jobs
    .filter((job) => jobHolds(job, lookup) !== false)
    .flatMap((job) => job.steps)
    .filter((step) => conditionHolds(step.condition, lookup) !== false);
  return DESTINATIONS.filter(({ uses, run }) =>
    steps.some(
      (step) =>
        (uses !== undefined && step.uses !== null && uses.test(step.uses)) ||
        (run !== undefined && step.run !== null && run.test(step.run)),
    ),
  ).map(({ to }) => to);
}

/** Of these destinations, those that take each version once. */
export const takenOnce = (destinations: readonly string[]): string[] => destinations.filter((each) => ONCE.has(each));
