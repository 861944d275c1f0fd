import { describe, expect, it, test } from 'vitest';
import { withCalledJobs } from '../../../src/core/triggers/called-workflows.ts';
import { publishingEnd } from '../../../src/core/triggers/publishing-end.ts';
import { publishingSteps } from '../../../src/core/triggers/publishing-steps.ts';
import type { ReleaseSubject } from '../../../src/core/triggers/release-subject.ts';
import { leavesOutEveryJob } from '../../../src/core/triggers/run-jobs.ts';
import { parseWorkflow, type WorkflowFile } from '../../../src/core/triggers/workflow-file.ts';
import { workflow } from './zlink-shaped.ts';

const subject: ReleaseSubject = { version: '1.3.0', tag: 'v1.3.0' };

/** `kind` with `!` for a draft, `?` for files that only a run can name, `>` where it is public before its files. */
function acts(file: WorkflowFile, about: ReleaseSubject = subject): string[] {
  return publishingSteps(file, about).steps.map(
    ({ kind, draft, files, publishesFirst }) =>
      `${kind}${draft ? '!' : ''}${files === null ? '?' : ''}${publishesFirst ? '>' : ''}`,
  );
}
const jobs = (text: string) => workflow(`on: push\njobs:\n${text.replace(/^/gm, '  ')}\n`);
const steps = (...all: string[]) => jobs(`a: {runs-on: x, steps: [${all.map((each) => `{${each}}`).join(', ')}]}`);
const run = (script: string) => acts(steps(`run: ${JSON.stringify(script)}`));

describe('what an action does to the release', () => {
  it.each([
    ['uses: softprops/action-gh-release@v2, with: {files: a.zip}', 'create'],
    ['uses: softprops/action-gh-release@v2, with: {files: a.zip, draft: true}', 'create!'],
    // softprops/action-gh-release#763: a pre-release is published before its files are there; #641: every one, before 2.5.0.
    ['uses: softprops/action-gh-release@v2, with: {files: a.zip, prerelease: true}', 'create>'],
    ['uses: softprops/action-gh-release@v2.4.2, with: {files: a.zip}', 'create>'],
    ['uses: softprops/action-gh-release@v2.5.0, with: {files: a.zip}', 'create'],
    ['uses: softprops/action-gh-release@v1, with: {files: a.zip}', 'create>'],
    ['uses: ncipollo/release-action@v1, with: {artifacts: a.zip}', 'create>'],
    ['uses: ncipollo/release-action@v1, with: {artifacts: a.zip, immutableCreate: true}', 'create'],
    ['uses: svenstaro/upload-release-action@v2, with: {file: a.zip}', 'create>'],
    ['uses: actions/create-release@v1, with: {draft: true}', 'create!'],
    ['uses: actions/upload-release-asset@v1, with: {asset_path: a.zip}', 'upload'],
    ['uses: goreleaser/goreleaser-action@v6, with: {args: release --clean}', 'create?'],
    ['uses: goreleaser/goreleaser-action@v6, with: {args: release --draft}', 'create!?'],
    ['uses: goreleaser/goreleaser-action@v6, with: {args: build --snapshot}', ''],
    ['uses: goreleaser/goreleaser-action@v6, with: {args: "release --skip=announce,publish"}', ''],
    ['uses: tauri-apps/tauri-action@v0, with: {tagName: v__VERSION__, releaseDraft: true}', 'create!?>'],
    ['uses: tauri-apps/tauri-action@v0', ''],
    ['uses: release-drafter/release-drafter@v6', 'create!'],
    ['uses: release-drafter/release-drafter@v6, with: {publish: true}', 'create'],
    ['uses: actions/github-script@v7, with: {script: "await github.rest.repos.createRelease({tag_name})"}', 'create'],
    ['uses: actions/github-script@v7, with: {script: "core.info(1)"}', ''],
    ['uses: actions/upload-artifact@v4, with: {path: a.zip}', ''],
    ['uses: softprops/action-gh-release@v2, with: {tag_name: nightly, files: a.zip}', ''],
  ])('%s: %s', (step, expected) => expect(acts(steps(step)).join(' ')).toBe(expected));
});

describe('what a command does to the release', () => {
  it.each([
    ['gh release create v1.3.0 a.zip', 'create'],
    ['gh release create "$GITHUB_REF_NAME" --draft', 'create!'],
    ['gh release create -d v1.3.0 -t title', 'create!'],
    ['gh release create v1.3.0 --draft=false', 'create'],
    [
      'gh release create v1.3.0 --draft\ngh release upload v1.3.0 a.zip\ngh release edit v1.3.0 --draft=false',
      'create! upload publish',
    ],
    ['gh release edit v1.3.0 --notes x', ''],
    ['gh release edit v1.3.0 --draft', 'create!'],
    ['gh release create nightly a.zip', ''],
    ['gh release view v1.3.0', ''],
    ['gh api repos/o/r/releases -f tag_name=v1.3.0', 'create'],
    ['gh api repos/o/r/releases/latest', ''],
    ['gh api --method POST repos/o/r/releases -F draft=true -f tag_name=v1.3.0', 'create!'],
    ['curl -X POST -d "{}" https://api.github.com/repos/o/r/releases', 'create'],
    ['curl -LO https://github.com/o/r/releases/download/v1/a.zip', ''],
    ['curl --data-binary @a.zip https://uploads.github.com/repos/o/r/releases/1/assets?name=a.zip', 'upload?'],
    ['goreleaser release --clean', 'create?'],
    ['goreleaser check', ''],
    ['hub release create -d v1.3.0', 'create!?'],
    ['make release', ''],
  ])('%s: %s', (script, expected) => expect(run(script).join(' ')).toBe(expected));
});

describe('the end of the release', () => {
  const end = (file: WorkflowFile) => publishingEnd(file, publishingSteps(file, subject).steps);
  const two = (needs: string, first: string, second: string) =>
    end(jobs(`one: {runs-on: x, steps: [{run: ${first}}]}\ntwo: {${needs}runs-on: x, steps: [{run: ${second}}]}`));
  const create = 'gh release create v1.3.0';
  const upload = 'gh release upload v1.3.0 a.zip';

  test('files after the publication are late, before it they are not', () => {
    expect(two('needs: one, ', create, upload).late).toMatchObject({
      published: { job: 'one' },
      attaching: { job: 'two' },
    });
    expect(two('', create, upload).late?.attaching.job).toBe('two');
    expect(two('needs: one, ', `${create} --draft`, `${upload}; gh release edit v1.3.0 --draft=false`).late).toBeNull();
    expect(end(steps(`run: "${create} --draft\\n${upload}\\ngh release edit v1.3.0 --draft=false"`)).late).toBeNull();
    expect(
      end(steps(`run: "${create} --draft\\ngh release edit v1.3.0 --draft=false\\n${upload}"`)).late,
    ).not.toBeNull();
  });
  test('jobs before count over any number of others', () => {
    const chain = jobs(`one: {runs-on: x, steps: [{run: ${create} --draft}]}
two: {needs: one, runs-on: x, steps: [{run: ${upload}}]}
three: {needs: two, runs-on: x, steps: [{run: make}]}
four: {needs: [three], runs-on: x, steps: [{run: gh release edit v1.3.0 --draft=false}]}`);
    expect(end(chain)).toMatchObject({ late: null, draft: null, makes: true });
  });
  test('combinations of a matrix run beside each other', () => {
    const matrix = (files: string) =>
      jobs(`a: {strategy: {matrix: {os: [linux, macos]}}, runs-on: x, steps: [{run: ${create} ${files}}]}`);
    expect(end(matrix('a.zip')).late).not.toBeNull();
    expect(end(matrix('')).late).toBeNull();
  });
  test('a draft is one that nothing publishes', () => {
    expect(end(steps(`run: ${create} --draft`)).draft?.place).toContain('job a');
    expect(end(steps(`run: ${create} --draft`, 'run: gh release edit v1.3.0 --draft=false')).draft).toBeNull();
  });
  test('a token of somebody’s own starts workflows, the run’s own does not', () => {
    const by = (token: string) => end(steps(`run: ${create}, env: {GH_TOKEN: "\${{ ${token} }}"}`)).startsWorkflows;
    expect(['github.token', 'secrets.GITHUB_TOKEN', 'secrets.BOT_TOKEN', 'steps.app.outputs.token'].map(by)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});

describe('a called workflow of the same repository', () => {
  const called = (caller: string, text: string) => {
    const read = (path: string, content: string) => {
      const file = parseWorkflow(path, content);
      if (!file.ok) throw new Error(file.problems[0]?.what);
      return file.value;
    };
    const inner = read('.github/workflows/publish.yml', text);
    const outer = read('.github/workflows/release.yml', `on: push\njobs: {${caller}}`);
    const byUses = new Map([inner, outer].map((each) => [`./${each.path}`, each]));
    return withCalledJobs(outer, (uses) => byUses.get(uses) ?? null);
  };
  const publish = `on: {workflow_call: {inputs: {draft: {type: boolean, default: true}, tag: {type: string}}}}
jobs:
  build: {runs-on: x, steps: [{run: make}]}
  up: {needs: build, runs-on: x, steps: [{uses: softprops/action-gh-release@v2, with: {tag_name: "\${{ inputs.tag }}", draft: "\${{ inputs.draft }}"}}]}`;
  const uses = 'uses: ./.github/workflows/publish.yml';

  test('is read with the inputs that its caller gives', () => {
    expect(acts(called(`go: {${uses}}`, publish))).toEqual(['create!']);
    expect(acts(called(`go: {${uses}, with: {draft: false}}`, publish))).toEqual(['create']);
    expect(acts(called(`go: {${uses}, with: {draft: "\${{ github.ref_type != 'tag' }}"}}`, publish))).toEqual([
      'create',
    ]);
    expect(acts(called(`go: {${uses}, with: {tag: nightly}}`, publish))).toEqual([]);
  });
  test('stands in the order of its caller, and under its condition', () => {
    const whole = called(
      `test: {runs-on: x, steps: [{run: make}]}, go: {needs: test, ${uses}}, end: {needs: go, runs-on: x, steps: [{run: make}]}`,
      publish,
    );
    expect(whole.jobs.map(({ id, name, needs }) => [id, name, needs])).toEqual([
      ['test', null, []],
      ['go/build', 'go / build', ['test']],
      ['go/up', 'go / up', ['go/build']],
      ['end', null, ['go/build', 'go/up']],
    ]);
    expect(acts(called(`go: {if: github.ref_type == 'branch', ${uses}}`, publish))).toEqual([]);
  });
  test('of many that call each other is read as far as there is room', () => {
    const inner = Array.from({ length: 40 }, (_, index) => `j${index}: {${uses}}`).join(', ');
    expect(called(`go: {${uses}}`, `on: workflow_call\njobs: {${inner}}`).jobs.length).toBeLessThan(5_000);
  });
  test('of another repository, and one that calls itself, stay as they are', () => {
    expect(called('go: {uses: o/r/.github/workflows/x.yml@v1}', publish).jobs.map(({ id }) => id)).toEqual(['go']);
    const endless = called(`go: {${uses}}`, `on: workflow_call\njobs: {again: {${uses}}}`);
    expect(endless.jobs).toHaveLength(1);
  });
});

describe('whether a run has nothing to do', () => {
  const leaves = (text: string, ref = 'refs/tags/v1.3.0') =>
    leavesOutEveryJob(jobs(text), { event: 'create', ref, inputs: {} });
  test('where every job is left out by itself, or by what it needs', () => {
    const branch = "if: github.ref_type == 'branch', ";
    const job = (more: string) => `{${more}runs-on: x, steps: [{run: x}]}`;
    expect(leaves(`a: ${job(branch)}`)).toBe(true);
    expect(leaves(`a: ${job(branch)}`, 'refs/heads/x')).toBe(false);
    expect(leaves(`a: ${job('needs: b, ')}\nb: ${job(branch)}`)).toBe(true);
    expect(leaves(`a: ${job('needs: b, if: always(), ')}\nb: ${job(branch)}`)).toBe(false);
    expect(leaves(`a: ${job('if: needs.x.outputs.y, ')}`)).toBe(false);
  });
});
