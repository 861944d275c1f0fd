import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { extractSection, releaseChangelog } from '../../src/core/changelog/release-changelog.ts';
import { LARGEST_VERDICT, parseVerdict } from '../../src/core/gate/parse-verdict.ts';
import { readSummary } from '../../src/core/measurements/summary-json.ts';
import { readChecksums } from '../../src/core/release/checksum-list.ts';
import { coversRef } from '../../src/core/release/ruleset-pattern.ts';
import { hideSecrets } from '../../src/core/secrets.ts';
import { loadConfig } from '../../src/core/settings/load-config.ts';
import { evaluateExpression } from '../../src/core/triggers/expression.ts';
import { matchesFilter } from '../../src/core/triggers/filter-pattern.ts';
import { expectedAssets } from '../../src/core/triggers/release-assets.ts';
import { shellCommands } from '../../src/core/triggers/shell-words.ts';
import { jobRunNames, parseWorkflow } from '../../src/core/triggers/workflow-file.ts';
import { addConandataSha256 } from '../../src/core/version/conandata.ts';
import { recognise } from '../../src/core/version/detect.ts';
import { bumpVersionFile, type VersionFileSpec } from '../../src/core/version/version-file.ts';
import { readDocument } from '../../src/embedded-github/graphql/read-document.ts';
import { escapeMarkdown, markdownCode, oneLine } from '../../src/report/escape.ts';
import { printable } from '../../src/report/printable.ts';
import { guardLines } from '../../src/report/workflow-log.ts';

/**
 * Texts of the greatest size a parser takes, made to cost as much as they can: each would take hours, or all memory, if
 * time grew faster than the text. A process runs those that it is told, by their names.
 */

/**
 * Texts an eighth as long show as well whether time grows faster than the text: `TEXT_SHARE=1`, as in CI, reads them as long as
 * they may be.
 */
const SHARE = Number(process.env.TEXT_SHARE ?? 1 / 8);
/** Bytes of the largest version-bearing file. */
const FILE = SHARE * 5 * 2 ** 20;
/** Bytes of the largest changelog, characters of the largest TOML file. */
const CHANGELOG = SHARE * 2 * 2 ** 20;
const TOML = SHARE * 2 ** 20;
/** Characters of the largest workflow. */
const WORKFLOW = SHARE * 2 ** 20;
/** Bytes of the largest verdict. */
const VERDICT = SHARE * LARGEST_VERDICT;
/** Bytes of the largest list of checksums. */
const CHECKSUMS = SHARE * 4 * 2 ** 20;
const CONFIG = 256 * 1024;

const filled = (piece: string, length: number): string => piece.repeat(Math.floor(length / piece.length));
const numbered = (piece: (n: number) => string, length: number): string => {
  const parts: string[] = [];
  for (let n = 0, size = 0; ; n += 1) {
    const part = piece(n);
    size += part.length;
    if (size > length) return parts.join('');
    parts.push(part);
  }
};

const NEXT = { version: '7.8.9', tag: 'v7.8.9', repositoryUrl: 'https://github.com/a/b' };
const bump = (spec: VersionFileSpec, text: string) => bumpVersionFile(spec, Buffer.from(text), NEXT);
const plain = (text: string) => bump({ path: 'VERSION', preset: 'plain' }, text);
const cmake = (text: string) => bump({ path: 'CMakeLists.txt', preset: 'cmake-project' }, text);
const macros = (text: string) => bump({ path: 'x.h', preset: 'c-macros', prefix: 'X' }, text);
const keyValue = (text: string) => bump({ path: 'VERSION', preset: 'key-value', prefix: 'X' }, text);
const json = (text: string) => bump({ path: 'x.json', preset: 'json', at: 'version' }, text);
const yaml = (text: string) => bump({ path: 'x.yml', preset: 'yaml', at: 'a.version' }, text);
const toml = (text: string) => bump({ path: 'x.toml', preset: 'toml', at: 'a.version' }, text);
const regex = (pattern: string, text: string) => bump({ path: 'x', preset: 'regex', pattern }, text);
const conandata = (text: string) => [
  bump({ path: 'conandata.yml', preset: 'conandata' }, text),
  addConandataSha256(Buffer.from(text), { version: '1.0.0', sha256: 'a'.repeat(64) }),
];
const changelog = (text: string, path = 'CHANGELOG.md') => {
  const about = {
    path,
    mode: null,
    component: null,
    current: '1.2.0',
    repositoryUrl: 'https://h/o/r',
    changes: null,
    allowEmpty: false,
    date: '2026-02-13',
  };
  return [
    releaseChangelog(Buffer.from(text), { ...about, version: '7.8.9', tag: 'v7.8.9' }),
    extractSection(Buffer.from(text), '7.8.9', about),
  ];
};

function workflow(text: string): unknown {
  const parsed = parseWorkflow('w.yml', text);
  if (!parsed.ok) return parsed;
  for (const job of parsed.value.jobs) jobRunNames(job);
  return expectedAssets(parsed.value, { version: '1.2.0', tag: 'core/v1.2.0' });
}
const job = (rest: string) => `on: push\njobs:\n  a:\n    runs-on: x\n${rest}`;
const unknown = () => null;
const ASSETS = { names: new Set(['a.zip']), beside: null };

/** `format('{0}{0}', format('{0}{0}', … 'x'))`, each level twice as long as the one inside. */
const doubled = (levels: number): string => `${"format('{0}{0}',".repeat(levels)}'x'${')'.repeat(levels)}`;

export const LARGE_TEXTS: Readonly<Record<string, () => unknown>> = {
  'plain: digits that two parts of the pattern could take': () => plain(`1.1.1${filled('1', FILE - 100)}!`),
  'plain: blanks at the end that are none': () => plain(`1.1.1${filled(' ', FILE - 100)}!`),
  'cmake: bracket comments never closed': () => cmake(filled('#[[\n', FILE)),
  'cmake: bracket comments of every level': () => cmake(numbered((n) => `#[${'='.repeat(n)}[\n`, FILE)),
  'cmake: escaped quotes never closed': () => cmake(`"${filled('\\"', FILE - 100)}`),
  'cmake: calls never closed': () => cmake(filled('project(', FILE)),
  'cmake: a call and blanks': () => cmake(`project${filled(' \n', FILE - 100)}`),
  'c-macros: the same macro again and again': () => macros(filled('#define X_MAJOR 1\n', FILE)),
  'c-macros: a define and blanks': () => macros(filled('#define ', FILE)),
  'key-value: the same key again and again': () => keyValue(filled('X=1\n', FILE)),
  'key-value: one long name': () => keyValue(filled('X', FILE)),
  'json: nesting': () => json(filled('[', FILE)),
  'json: nested objects': () => json(filled('{"a":', FILE)),
  'json: the same key again and again': () => json(`{${filled('"version":"1.0.0",', FILE - 100)}"version":"1.0.0"}`),
  'json: a string of escapes': () => json(`{"version":"${filled('\\u0031', FILE - 100)}"}`),
  'yaml: nesting in flow': () => yaml(filled('[', FILE)),
  'yaml: nesting in blocks': () => yaml(filled('- ', FILE)),
  'yaml: explicit keys': () => yaml(filled('? ', FILE)),
  'yaml: many keys': () => yaml(numbered((n) => `k${n}: 1\n`, FILE)),
  'yaml: many keys, below the limit of words': () =>
    yaml(numbered((n) => `key-number-${n}-of-many-more: 1\n`, SHARE * 2_500_000)),
  'yaml: many comments': () => yaml(filled('#\n', FILE)),
  'yaml: a quoted text of backslashes': () => yaml(`a: "${filled('\\', FILE - 100)}`),
  'yaml: one long plain text': () => yaml(`a: ${filled('x ', FILE - 100)}`),
  'yaml: an alias bomb': () => yaml(numbered((n) => `a${n}: &a${n} [${filled(`*a${n - 1},`, 60)}x]\n`, FILE)),
  'yaml: a block text of blank lines': () => yaml(`a: |\n${filled('\n', FILE - 100)}`),
  'toml: blanks before an equals sign': () => toml(`[a]\nversion${filled(' ', TOML - 100)}= "1.0.0"\n`),
  'toml: nesting': () => toml(`a = ${filled('[', TOML - 100)}`),
  'toml: many tables': () => toml(filled('[[a]]\n', TOML)),
  'toml: many keys': () => toml(numbered((n) => `k${n} = 1\n`, TOML)),
  'toml: quotes': () => toml(filled('"""', TOML)),
  'toml: one long key': () => toml(`[${filled('a.', TOML - 100)}a]\n`),
  'regex: stars of stars': () => regex('(a*)*(a*)*(a*)*(?<version>!)', `${filled('a', FILE - 10)}!`),
  'regex: a thousand states alive at once': () =>
    regex('(?<version>(?:(?:.*a){30}.*){30}z)', `${filled(`${'a'.repeat(5_000)}\n`, FILE - 10)}z`),
  'regex: the same in a file as large as it may be': () =>
    regex('(?<version>(?:(?:.*a){30}.*){30}z)', `${filled(`${'a'.repeat(5_000)}\n`, 10_000)}z`),
  'conandata: many versions': () => conandata(`sources:\n${numbered((n) => `  "1.${n}.0": {url: "x"}\n`, FILE - 100)}`),
  'conandata: many versions, below the limit of words': () =>
    conandata(`sources:\n${numbered((n) => `  "1.${n}.0": {url: "https://example.org/${n}"}\n`, SHARE * 1_200_000)}`),
  'changelog: comments never closed': () => changelog(`## [Unreleased]\n${filled('<!--', CHANGELOG - 100)}`),
  'changelog: comments closed': () => changelog(`## [Unreleased]\n${filled('<!---->', CHANGELOG - 100)}`),
  'changelog: a heading of parentheses': () => changelog(`## ${filled('(', CHANGELOG - 100)}`),
  'changelog: a heading of blanks': () => changelog(`##${filled(' ', CHANGELOG - 100)}[x`),
  'changelog: a line of blanks that is not blank': () => changelog(`## [Unreleased]\n${filled(' ', CHANGELOG - 100)}x`),
  'changelog: a link of comparisons': () =>
    changelog(`## [Unreleased]\n- x\n\n[unreleased]: x${filled('/compare/...', CHANGELOG - 100)} y`),
  'changelog: many such links': () =>
    changelog(`## [Unreleased]\n- x\n\n${filled(`[unreleased]: x${'/compare/...'.repeat(55)} y\n`, CHANGELOG - 100)}`),
  'changelog: many sections': () => changelog(filled('## a\n', CHANGELOG)),
  'changelog: many open brackets': () => changelog(filled('[\n', CHANGELOG)),
  'changelog: blank lines': () => changelog(filled('\n', CHANGELOG)),
  'changelog: underlined titles': () => changelog(filled('a\n===\n\n', CHANGELOG), 'CHANGES.rst'),
  'changelog: headings of plain text': () => changelog(filled('Version 1.2.0 (1 Jan 2025)\n', CHANGELOG), 'ChangeLog'),
  'changelog: lines of dates': () =>
    changelog(`## Unreleased\n- x\n${filled(`## ${'Jan 1, 2025 '.repeat(80)}\n`, CHANGELOG - 100)}`),
  'changelog: lines of versions': () =>
    changelog(`Unreleased\n\nx\n\n${filled(`${'1.2.0-a.1.'.repeat(95)}\n\n`, CHANGELOG - 100)}`, 'NEWS'),
  'changelog: blocks never closed': () => changelog(filled('----\n\n....\n\n', CHANGELOG), 'a.adoc'),
  'changelog: fences': () => changelog(filled('```\n~~~\n', CHANGELOG)),
  'detection: every kind of file': () =>
    ['VERSION', 'CMakeLists.txt', 'package.json', 'Cargo.toml', 'conandata.yml', 'include/x.h'].map((name) =>
      recognise(name, Buffer.from(filled('#define VERSION_VERSION_', FILE))),
    ),
  'config: nesting': () => loadConfig('c.yml', filled('[', CONFIG)),
  'config: nested maps': () => loadConfig('c.yml', filled('{a: ', CONFIG)),
  'config: many unknown keys': () =>
    loadConfig(
      'c.yml',
      numbered((n) => `k${n}: 1\n`, CONFIG),
    ),
  'config: the same key again and again': () => loadConfig('c.yml', filled('a: 1\n', CONFIG)),
  'config: many wrong entries': () => loadConfig('c.yml', `ignore-files: [${filled('../x,', CONFIG - 100)}]`),
  'config: an alias bomb': () =>
    loadConfig(
      'c.yml',
      numbered((n) => `a${n}: &a${n} [${filled(`*a${n - 1},`, 60)}x]\n`, CONFIG),
    ),
  'config: anchors that hold themselves': () =>
    loadConfig('c.yml', `gate: &a {b: *a}\n${filled('c: &c [*c]\n', 2_000)}`),
  'workflow: an expression that doubles': () => evaluateExpression(doubled(49), unknown),
  'workflow: environment that doubles through expressions': () =>
    workflow(
      job(
        `    env: {V: "\${{ ${doubled(40)} }}"}\n    steps:\n      - uses: softprops/action-gh-release@v2\n        with: {files: "${filled('${'.concat('{ env.V }}'), 500_000)}"}\n`,
      ),
    ),
  'workflow: long values filled in often': () =>
    workflow(
      job(
        `    env: {V: "${'x'.repeat(300_000)}"}\n    steps:\n      - run: gh release create v ${filled('${'.concat('{ env.V }} $V '), 500_000)}\n`,
      ),
    ),
  'workflow: shell variables that double': () =>
    shellCommands(
      numbered((n) => `A${n}=$A${n - 1}$A${n - 1}x\n`, 200_000),
      unknown,
    ),
  'workflow: unclosed substitutions': () => shellCommands(filled('"$(', 200_000), unknown),
  'workflow: many axes of one value': () =>
    workflow(
      job(
        `    strategy:\n      matrix:\n${numbered((n) => `        k${n}: [1]\n`, WORKFLOW - 200)}    steps: [{run: x}]\n`,
      ),
    ),
  'workflow: many exclusions': () =>
    workflow(
      job(
        `    strategy:\n      matrix:\n        a: [${filled('1,', 128)}]\n        b: [${filled('1,', 128)}]\n        exclude:\n${filled('          - {a: 2, b: 1}\n', WORKFLOW - 1_000)}    steps: [{run: x}]\n`,
      ),
    ),
  'workflow: many jobs with many combinations': () =>
    workflow(
      `on: push\njobs:\n${numbered((n) => `  j${n}: {runs-on: x, strategy: {matrix: {a: [${filled('1,', 32)}], b: [${filled('1,', 32)}]}}, steps: [{run: x}]}\n`, WORKFLOW - 100)}`,
    ),
  'workflow: one long script in every job by aliases': () =>
    workflow(
      `on: push\njobs:\n  a: {runs-on: x, strategy: &m {matrix: {a: [${filled('1,', 32)}]}, steps: &s [{run: "gh release create v ${'y '.repeat(WORKFLOW / 10)}"}]}\n`.replace(
        '}, steps: &s',
        '}}, steps: &s',
      ) + numbered((n) => `  j${n}: {runs-on: x, strategy: *m, steps: *s}\n`, WORKFLOW * 0.6),
    ),
  'workflow: an asset name of brackets': () =>
    workflow(job(`    steps: [{run: "gh release create core/v1.2.0 ${filled('[{', 190_000)}"}]\n`)),
  'workflow: an expression named almost like a version': () =>
    workflow(
      job(
        `    steps:\n      - uses: softprops/action-gh-release@v2\n        with: {files: "\${{ env.${filled('a_', WORKFLOW - 1_000)}! }}"}\n`,
      ),
    ),
  'workflow: nesting': () => workflow(filled('- ', WORKFLOW)),
  'workflow: marks': () => workflow(filled('[]{},:&*!|>', WORKFLOW)),
  'workflow: many needs': () =>
    workflow(
      `on: push\njobs:\n${numbered((n) => `  j${n}: {runs-on: x, needs: [j${n + 1}, j0], steps: [{run: x}]}\n`, WORKFLOW - 100)}`,
    ),
  'filter: a pattern of stars': () => matchesFilter([filled('*a', 200_000)], 'a'.repeat(250)),
  'filter: many patterns': () => matchesFilter(Array(20_000).fill('**a**b**c'), 'a'.repeat(250)),
  'ruleset: a pattern of stars': () =>
    coversRef({ include: [filled('**/*', 1_000)], exclude: [] }, `refs/tags/${'a/'.repeat(100)}`),
  'verdict: nesting': () => parseVerdict(filled('[', VERDICT), 'v.json'),
  'verdict: ten thousand reasons that are none': () =>
    parseVerdict(`{"reasons":[${filled('{},', 60_000)}{}]}`, 'v.json'),
  'verdict: as large as it may be': () => parseVerdict(`{"reasons":[${filled('{},', VERDICT - 100)}{}]}`, 'v.json'),
  'summary: nesting': () => readSummary(filled('{"ccu":', 2 ** 20), 'summary.json'),
  'checksums: a line without end': () => readChecksums(`${'a'.repeat(64)}  ${filled(' ', 2 ** 20)}x y`, null),
  'checksums: blanks at the end of many lines': () =>
    readChecksums(filled(`${'a'.repeat(64)}  x${' '.repeat(900)}y \n`, 2 ** 20), null),
  'checksums: digests without end': () => readChecksums(filled('0123456789abcdef', CHECKSUMS), null),
  'checksums: digests that are none': () => readChecksums(filled(`${'a'.repeat(200)}x`, CHECKSUMS), null),
  'checksums: tags never closed': () => readChecksums(filled('SHA256 (a) = ) = ', CHECKSUMS), null),
  'checksums: groups of digits without end': () => readChecksums(filled('0a 1b 2c 3d\n', CHECKSUMS), null, ASSETS),
  'checksums: names and digests in one line': () =>
    readChecksums(filled(`{"a.zip":"${'a'.repeat(64)}"},`, CHECKSUMS), null, ASSETS),
  'checksums: digests in lines of their own': () =>
    readChecksums(filled(`x ${'a'.repeat(64)}\n`, CHECKSUMS), null, ASSETS),
  'checksums: many short lines': () => readChecksums(filled('# sha256\n', CHECKSUMS), null),
  'GraphQL: nesting': () => refused(() => readDocument(filled('{a', 2 ** 20))),
  'GraphQL: a text never closed': () => refused(() => readDocument(`{a(b: """${filled('\\"', 2 ** 20 - 100)}`)),
  'reports: texts of a hundred megabytes': () => {
    const text = filled('\u001b[31m@a|`::x##[\u202e ', SHARE * 100 * 2 ** 20);
    return [printable(text), oneLine(text), escapeMarkdown(text), markdownCode(text), guardLines(text)];
  },
  'reports: a line of escapes never closed': () => printable(filled('\u001b[0', 2 ** 20), 2 ** 20),
  'secrets: addresses without end': () => hideSecrets(filled('https://a', SHARE * 10 * 2 ** 20), ['ghs_0123456789']),
};

function refused(parse: () => unknown): unknown {
  try {
    return parse();
  } catch (error) {
    if (error instanceof Error && error.name === 'GraphQLSyntaxError') return error.message;
    throw error;
  }
}

/** Linux can begin anew to count the most memory that a process had. */
const [COUNT_ANEW, STATUS] = ['/proc/self/clear_refs', '/proc/self/status'];

/** Most memory that the process had since it was counted anew, in MiB; where the system cannot, since its start. */
function mostMemory(): number {
  const peak = existsSync(STATUS) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, 'utf8'))?.[1] : undefined;
  return Number(peak ?? process.resourceUsage().maxRSS) / 1024;
}

/** What one text took; a line of JSON each. */
export interface TextRun {
  readonly text: string;
  /** MiB. */
  readonly megabytes: number;
}

const wanted = process.env.LARGE_TEXTS;
if (wanted !== undefined) {
  for (const text of JSON.parse(wanted) as string[]) {
    const run = LARGE_TEXTS[text];
    if (run === undefined) throw new Error(`there is no text ${text}`);
    // What an earlier text left is not this one's.
    global.gc?.();
    if (existsSync(COUNT_ANEW)) writeFileSync(COUNT_ANEW, '5');
    run();
    process.stdout.write(`${JSON.stringify({ text, megabytes: mostMemory() } satisfies TextRun)}\n`);
  }
}
