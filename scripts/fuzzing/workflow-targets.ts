import { loadConfig } from '../../src/core/settings/load-config.ts';
import { planRuns } from '../../src/core/triggers/expected-runs.ts';
import {
  conditionHolds,
  evaluateExpression,
  fillExpressions,
  splitExpressions,
} from '../../src/core/triggers/expression.ts';
import { compileFilter, matchesFilter } from '../../src/core/triggers/filter-pattern.ts';
import { expectedAssets, matchesAsset } from '../../src/core/triggers/release-assets.ts';
import { shellCommands } from '../../src/core/triggers/shell-words.ts';
import { jobRunNames, parseWorkflow } from '../../src/core/triggers/workflow-file.ts';
import { type FuzzTarget, must } from './fuzz-target.ts';
import { typed } from './version-targets.ts';

const WORKFLOWS = [
  'on:\n  push: {tags: ["core/v*"], branches-ignore: [x]}\njobs:\n  a: {runs-on: x, needs: [], steps: [{run: "gh release create v1 a.zip"}]}\n',
  'on: {workflow_dispatch: {inputs: {version: {required: true}}}}\njobs:\n  b:\n    runs-on: x\n    if: github.ref\n    steps: [{uses: x}]\n',
  'on: push\njobs:\n  c:\n    runs-on: x\n    strategy: {matrix: {os: [a, b], include: [{os: c}], exclude: [{os: b}]}}\n    steps: [{run: x}]\n',
  `on: [push]\nenv: {V: "\${{ github.ref_name }}"}\njobs:\n  d: {runs-on: x, steps: [{uses: softprops/action-gh-release@v2, with: {files: "a-\${{ env.V }}.zip"}}]}\n`,
];

const workflow: FuzzTarget = {
  name: 'workflow-yaml',
  samples: WORKFLOWS,
  words: [
    'on:',
    'jobs:',
    'push',
    'tags:',
    'needs: [build]',
    'matrix:',
    'include:',
    '- ',
    '  ',
    '\n',
    '&a',
    '*a',
    '[',
    ']',
    '{',
    '}',
    '? ',
    '|',
    '>',
    '!!int',
    '<<:',
    '---',
    '${' + '{',
    '}}',
    'if: ',
    'gh release create',
    'files:',
  ],
  check(text) {
    const parsed = parseWorkflow('.github/workflows/w.yml', text);
    typed(parsed);
    if (!parsed.ok) return;
    for (const job of parsed.value.jobs) {
      const names = jobRunNames(job);
      must(names.length <= 256 && names.every((each) => each.length <= 100), 'job names are bounded');
    }
    const { patterns } = expectedAssets(parsed.value, { version: '1.2.0', tag: 'core/v1.2.0' });
    for (const each of patterns)
      must(each.name !== '' && !each.name.includes('/'), `an asset is a file name: ${each.name}`);
    const event = {
      kind: 'push' as const,
      ref: 'refs/tags/core/v1.2.0',
      changedPaths: ['VERSION'],
      headCommitMessage: 'x',
    };
    planRuns([parsed.value], [{ ref: event.ref, event }], {
      releaseTag: event.ref,
      version: '1.2.0',
      component: 'core',
      trigger: 'dispatch',
      tokenKind: 'app',
      repository: 'sample/zlink',
      branches: ['core/v1.2.0'],
    });
  },
};

const filter: FuzzTarget = {
  name: 'filter-pattern',
  samples: ['core/v*', 'v[0-9]+.[0-9]+', '**/README.md', '!v1.*', 'feature/**', 'a?b+'],
  words: ['*', '**', '**/', '?', '+', '[', ']', '0-9', 'a-z', '!', '\\', '/', 'v1', '.'],
  check(text) {
    const [pattern = '', name = 'core/v1.2.0'] = text.split('\n', 2);
    const compiled = compileFilter(pattern);
    if (compiled.ok) {
      must(typeof compiled.value.matches(name) === 'boolean', 'it matches or not');
      must(compiled.value.source === pattern, 'the source is kept');
    } else must(compiled.fault !== '', 'a fault is told');
    must(
      matchesFilter([pattern], name).matches ===
        (compiled.ok && !compiled.value.negated && compiled.value.matches(name)),
      'one pattern is a list of one',
    );
  },
};

const lookup = (path: readonly string[]) => (path[0] === 'github' ? 'core/v1.2.0' : null);

const expression: FuzzTarget = {
  name: 'expression',
  samples: [
    "github.ref == 'refs/tags/v1' && !failure()",
    "startsWith(github.ref, 'a') || (1 < 2)",
    "format('{0}-{1}', github.ref, matrix['os'].*)",
    'a-${' + '{ github.ref }}-b${' + "{ '}}' }}",
  ],
  words: [
    '&&',
    '||',
    '==',
    '!=',
    '!',
    '<',
    '(',
    ')',
    '[',
    ']',
    '.',
    '*',
    ',',
    "'",
    "''",
    'github',
    '.ref',
    'format(',
    'contains(',
    '{0}',
    '0x1F',
    '-1.5e3',
    'true',
    'null',
    '${' + '{',
    '}}',
  ],
  check(text) {
    const value = evaluateExpression(text, lookup);
    must(['string', 'number', 'boolean', 'symbol'].includes(typeof value) || value === null, 'a value or unknown');
    must(
      ['boolean', 'symbol'].includes(typeof conditionHolds(text, lookup)),
      'a condition holds, or not, or is unknown',
    );
    const pieces = splitExpressions(text);
    must(
      pieces.every((each) => each.kind === 'expression' || text.includes(each.text)),
      'pieces are of the text',
    );
    fillExpressions(text, lookup, () => '?');
  },
};

const shell: FuzzTarget = {
  name: 'shell-words',
  samples: [
    'A="x$B"; gh release upload "$TAG" \\\n  a.zip b-$'.concat('{A%.zip}.zip # no'),
    'if x; then export Y=`date`; fi',
    'echo \'a b\' "c\\"d" $(x (y)) $1',
  ],
  words: [
    '"',
    "'",
    '`',
    '\\',
    '\n',
    ';',
    '|',
    '&',
    '$',
    '${',
    '}',
    '$(',
    ')',
    '#',
    '##',
    '%%',
    '=',
    'A=',
    '$A',
    ' ',
    'gh release create',
  ],
  check(text) {
    const commands = shellCommands(text, (name) => (name === 'TAG' ? 'v1.2.0' : null));
    must(
      commands.every((each) => each.length > 0),
      'a command has a word',
    );
    must(commands.flat().reduce((sum, each) => sum + each.length, 0) <= 2 * text.length + 400_000, 'words are bounded');
  },
};

const asset: FuzzTarget = {
  name: 'asset-glob',
  samples: ['zlink-*.zip\nzlink-1.2.0.zip', 'lib?.so\nlibz.so', '*a*b*c\naabbcc'],
  words: ['*', '?', 'a', 'b', '.', '-', '\n'],
  check(text) {
    const [name = '', published = ''] = text.split('\n', 2);
    const matches = matchesAsset({ name, certainty: 'glob', from: '', because: null }, published);
    must(typeof matches === 'boolean', 'it matches or not');
    if (!/[*?]/.test(name)) must(matches === (name === published), 'without a wildcard it is the name');
  },
};

const CONFIG_SAMPLES = [
  'component: core\nversion-files:\n  - {path: VERSION, preset: key-value, prefix: X}\nchangelog: {path: CHANGELOG.md}\n',
  'version-files: [{path: a/b.json, preset: json, at: version}, {path: x, preset: regex, pattern: "(?<version>x)", matches: 2}]\n',
  'component: core\ntag: "{component}/v{version}"\nalias-tag: false\nassets: ["*.zip"]\n',
  'workflows: {expected: [build.yml], trigger: dispatch, inputs: {build.yml: {version: "{version}"}}}\n',
  'bench: {harness: a/run.sh, setup-command: [make], profile: {CCU: 10}}\ngate: {margin: 0.1, baseline: [results/x]}\n',
];

const config: FuzzTarget = {
  name: 'config-yaml',
  samples: CONFIG_SAMPLES,
  words: [
    'path: ',
    'preset: plain',
    '../x',
    '/etc/passwd',
    'C:/x',
    'a\\b',
    'a/./b',
    '.git/config',
    'tag: ',
    '{version}',
    '{nope}',
    'gate:',
    'alpha: 2',
    '- ',
    '  ',
    '\n',
    '&a',
    '*a',
    '[',
    ']',
    '{',
    '}',
    '? ',
    '|',
    '!!js/function',
    '<<:',
    '---',
  ],
  check(text) {
    const loaded = loadConfig('c.yml', text);
    typed(loaded);
    if (!loaded.ok) {
      must(loaded.problems.length <= 200, 'problems are bounded');
      return;
    }
    const paths = [...(loaded.value.versionFiles ?? []).map((each) => each.path), loaded.value.bench.harness ?? 'x'];
    for (const path of paths)
      must(!/^\/|^[A-Za-z]:|\\|(^|\/)\.\.?(\/|$)|(^|\/)\.git(\/|$)/i.test(path), `${path} stays inside`);
    must(
      ({} as { polluted?: unknown }).polluted === undefined && !Object.hasOwn(Object.prototype, 'x'),
      'prototypes are left alone',
    );
  },
};

export const WORKFLOW_TARGETS: readonly FuzzTarget[] = [config, workflow, filter, expression, shell, asset];
