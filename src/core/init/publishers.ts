import type { WorkflowFile } from '../triggers/workflow-file.ts';

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

/** What a workflow publishes to; empty when nothing in it tells of publishing. A called workflow is not followed. */
export function publishesTo(workflow: WorkflowFile): string[] {
  const steps = workflow.jobs.flatMap((job) => job.steps);
  return DESTINATIONS.filter(({ uses, run }) =>
    steps.some(
      (step) =>
        (uses !== undefined && step.uses !== null && uses.test(step.uses)) ||
        (run !== undefined && step.run !== null && run.test(step.run)),
    ),
  ).map(({ to }) => to);
}
