/** What the action is called by, and the version beside it when that is a commit. */
export interface ActionPin {
  readonly ref: string;
  readonly version: string;
}

const COMMIT = /^[0-9a-f]{40}$/;

/** The release workflow that `init` writes: started by hand, one release at a time, no right beyond reading. */
export function releaseWorkflowText({ ref, version }: ActionPin): string {
  const uses = COMMIT.test(ref)
    ? `kairos/zlink-release@${ref} # v${version}`
    : `kairos/zlink-release@${ref} # zizmor: ignore[unpinned-uses] follows the alias tag; give init --action-ref SHA to pin it`;
  return `name: release
on:
  workflow_dispatch:
    inputs:
      version:
        description: MAJOR.MINOR.PATCH, or patch, minor, major
        required: true
      dry-run:
        description: Only plan; nothing is written
        type: boolean
        default: false
permissions: {}
concurrency:
  group: release
jobs:
  release:
    runs-on: ubuntu-latest
    timeout-minutes: 180
    permissions:
      contents: read
    environment: release
    steps:
      - name: Release
        uses: ${uses}
        with:
          version: \${{ inputs.version }}
          # Of a GitHub App, or a personal access token: what GITHUB_TOKEN tags starts no workflow.
          github-token: \${{ secrets.RELEASE_TOKEN }}
          dry-run: \${{ inputs.dry-run }}
          # Nothing is measured before the release. Remove this line once there is a benchmark.
          skip: bench,gate
      - name: Keep the record
        if: always()
        uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0
        with:
          name: release-record
          path: \${{ runner.temp }}/zlink-release
          if-no-files-found: ignore
`;
}
