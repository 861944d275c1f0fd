import { stringify } from 'yaml';

/** An expression of a workflow. */
const expression = (text: string) => `\${{ ${text} }}`;

/**
 * A release workflow as a maintainer writes it, with what the stories look at around it: outputs in a later step, files
 * uploaded whatever happens, and values that a careless runner could leak into the action's steps as if they were its
 * inputs.
 */
export function releaseWorkflow(
  inputs: Readonly<Record<string, string>>,
  options: { readonly uses?: string; readonly runsOn?: string } = {},
): string {
  return stringify({
    name: 'release',
    on: { workflow_dispatch: { inputs: { version: { required: true } } } },
    permissions: {},
    jobs: {
      release: {
        'runs-on': 'ubuntu-latest',
        permissions: { contents: 'read' },
        env: {
          INPUT_VERSION: '9.9.9',
          INPUT_REPOSITORY: 'somebody/else',
          'INPUT_GITHUB-TOKEN': 'not-the-token',
          'INPUT_DRY-RUN': 'maybe',
          INPUT_SKIP: 'tag',
        },
        steps: [
          { uses: 'actions/checkout@v5' },
          {
            id: 'release',
            uses: options.uses ?? 'kairos/zlink-release@v1',
            with: {
              version: expression('inputs.version'),
              'github-token': expression('secrets.RELEASE_TOKEN'),
              ...inputs,
            },
          },
          {
            id: 'later',
            if: 'always()',
            env: { OUTPUTS: expression('toJSON(steps.release.outputs)') },
            run: 'printf \'%s\\n\' "$OUTPUTS"\n',
          },
          {
            if: 'always()',
            uses: 'actions/upload-artifact@v4',
            with: { name: 'release', path: inputs['output-directory'] ?? `${expression('runner.temp')}/zlink-release` },
          },
        ],
      },
    },
  });
}
