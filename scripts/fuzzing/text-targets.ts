import { resolve } from 'node:path';
import { withoutSecrets } from '../../src/core/guarded-environment.ts';
import { refNameFault } from '../../src/core/ref-name.ts';
import { checksumsName, signatureName } from '../../src/core/release/asset-companions.ts';
import { checksumsText, readChecksums } from '../../src/core/release/checksum-list.ts';
import { claimsOf, judgeChecksums } from '../../src/core/release/compare-checksums.ts';
import { digitsOf } from '../../src/core/release/digest-algorithm.ts';
import { entryAt, listingFromRecursive, type TreeEntry, treeWithEdits } from '../../src/core/release/git-tree.ts';
import { nameRelease } from '../../src/core/release/names.ts';
import { coversRef } from '../../src/core/release/ruleset-pattern.ts';
import { pathFault } from '../../src/core/repository-path.ts';
import { hideSecrets } from '../../src/core/secrets.ts';
import { fillTemplate, unknownPlaceholders } from '../../src/core/settings/name-templates.ts';
import { containsSkipCi } from '../../src/core/triggers/skip-ci.ts';
import { SEMANTIC } from '../../src/core/version/version-form.ts';
import { errorDetail, rateLimitWait } from '../../src/github/request-policy.ts';
import { escapeHtml, escapeMarkdown, markdownCode, oneLine } from '../../src/report/escape.ts';
import { jsonText } from '../../src/report/json-text.ts';
import { printable } from '../../src/report/printable.ts';
import { guardLines } from '../../src/report/workflow-log.ts';
import { type FuzzTarget, must } from './fuzz-target.ts';
import { typed } from './version-targets.ts';

const COMMANDS = ['::', '##[', '#', '[', '\r', '\u0085', '\u001b[', '0m', '\u001b', ' ', '%0A'];
const isHarmless = (line: string): boolean =>
  !line.trimStart().startsWith('::') && !line.includes('##[') && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(line);

const logText: FuzzTarget = {
  name: 'log-lines',
  samples: [
    'ok\n::error file=a::b\r\n##[add-path]x',
    '\u001b[31m::set-output name=a::b\u001b[0m',
    '#\u001b[0m#[command]',
  ],
  words: COMMANDS,
  check(text) {
    must(isHarmless(printable(text)), `one line: ${printable(text)}`);
    for (const line of guardLines(text)) must(isHarmless(line), `lines: ${line}`);
    const json = jsonText({ [text]: [text] });
    must(isHarmless(json.replaceAll('\n', '')), `JSON: ${json}`);
    must(JSON.stringify(JSON.parse(json)) === JSON.stringify({ [text]: [text] }), 'JSON says the same');
  },
};

const markup: FuzzTarget = {
  name: 'markup',
  samples: [
    '@octocat fixes #12 and GH-7',
    '[x](https://example.org) <b>y</b>',
    '| a | `b` | \\| c',
    '- 1. + = ~~x~~ $y$ &lt;',
  ],
  words: [
    '@',
    '#',
    'a',
    '1',
    'GH-',
    'www.',
    '://',
    '[',
    '](',
    '`',
    '``',
    '|',
    '\\',
    '<',
    '>',
    '&',
    '*',
    '_',
    '~',
    '$',
    '-',
    '+',
  ],
  check(text) {
    must([...oneLine(text, 30)].length <= 30, 'a line has its limit');
    const shown = escapeMarkdown(text);
    must(!/[\r\n<>]/.test(shown), 'no tag and no new line');
    // Addresses are code, which GitHub neither links nor reads further.
    const words = shown.replace(/`https?:\/\/[^`]*`/gi, '');
    must(!/@[A-Za-z0-9]|#[A-Za-z0-9]|:\/\/|\bwww\.|\bgh-\d/i.test(words), `no mention, reference or link: ${shown}`);
    must(!/(?<!\\)(?:\\\\)*[[\]|`]/.test(words.replace(/\\./g, '')), `markup is escaped: ${shown}`);
    const code = markdownCode(text);
    const fence = /^`+/.exec(code)?.[0] ?? '';
    must(fence !== '' && code.endsWith(fence), 'code is closed');
    must(
      ![...code.slice(fence.length, -fence.length).matchAll(/`+/g)].some(([run]) => run === fence),
      'and not before its end',
    );
    must(!/(?<!\\)\||\\\\\|/.test(code), `no cell ends in code: ${code}`);
    must(!/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/.test(escapeHtml(text)), 'HTML is text');
  },
};

const SECRET = 'ghs_0123456789abcdef';

const secrets: FuzzTarget = {
  name: 'secrets',
  samples: [
    `https://x-access-token:${SECRET}@github.com/a/b`,
    `GET /x?access_token=${SECRET}&a=b`,
    `"Bearer ${SECRET}"`,
  ],
  words: [SECRET, 'https://', 'user:', '@', '?token=', '&', '/', ' ', '%', '"', '\\', '***'],
  check(text) {
    const hidden = hideSecrets(text, [SECRET]);
    must(!hidden.includes(SECRET), `it is gone: ${hidden}`);
    must(hideSecrets(hidden, [SECRET]) === hidden, 'hiding again hides no more');
    const kept = withoutSecrets({ ZLINK_RELEASE_TOKEN: SECRET, HARMLESS: text, PATH: '/bin' });
    must(!JSON.stringify(kept).includes(SECRET) && kept.PATH === '/bin', 'no program of others sees it');
  },
};

const path: FuzzTarget = {
  name: 'repository-path',
  samples: ['VERSION', 'core/include/x.h', '../x', 'a/../../x', '/etc/passwd', 'C:\\x', 'a/.git/config'],
  words: ['/', '..', '.', '\\', ':', 'a', '.git', '.GIT', '~', ' '],
  check(text) {
    if (pathFault(text) !== null) return;
    const reached = resolve('/repo', text);
    must(reached.startsWith('/repo/') || text === '', `${reached} is inside`);
    must(!/\/\.git(\/|$)/i.test(reached), `${reached} is no part of git`);
  },
};

const ref: FuzzTarget = {
  name: 'ref-names',
  samples: ['core/v1.2.0', 'v1.2', 'release/version-1.2.0', '--upload-pack=x', '-n', 'a..b', 'a.lock', '@{u}'],
  words: ['/', '.', '..', '-', '@', '{', '}', '~', '^', ':', '?', '*', '[', '\\', '.lock', ' ', 'HEAD', 'refs/heads/'],
  check(text) {
    if (refNameFault(text) !== null) return;
    must(!/^-|[ ~^:?*[\\]|\.\.|@\{|\/\/|\.lock(\/|$)|\.$|\/$|^\/|(^|\/)\./.test(text), 'git would take it');
    must(![...text].some((each) => each < ' ' || each === '\u007f'), 'there is no control character');
  },
};

const names: FuzzTarget = {
  name: 'name-templates',
  samples: [
    '{component}/v{version}',
    'release: bump {component} to {version}',
    'v{major}.{minor}',
    '[skip ci] {tag}',
    'x\n\nskip-checks: true',
  ],
  words: [
    '{version}',
    '{tag}',
    '{component}',
    '{nope}',
    '{',
    '}',
    '{__proto__}',
    '{constructor}',
    '[ci skip]',
    '\n\n',
    '$&',
    "$'",
    '/',
    '-',
  ],
  check(text) {
    const filled = fillTemplate(text, { version: '1.2.0' });
    must(
      unknownPlaceholders(text, ['version']).every((name) => filled.includes(`{${name}}`)),
      'what is unknown stays',
    );
    containsSkipCi(text);
    typed(
      nameRelease(
        {
          component: 'core',
          releaseBranch: text,
          commitMessage: text,
          pullRequestTitle: text,
          pullRequestBody: text,
          tag: text,
          tagMessage: text,
          aliasTags: [],
          alsoTags: [],
          form: SEMANTIC,
          aliasMessage: text,
          followUpBranch: text,
        },
        '1.2.0',
      ),
    );
  },
};

const ruleset: FuzzTarget = {
  name: 'ruleset-pattern',
  samples: ['refs/tags/v*', 'refs/tags/**/x', '~ALL', 'refs/tags/core/v?.?.?', 'refs/heads/**/*'],
  words: ['*', '**/', '?', '/', '[', ']', '\\', '(', ')', '.', '+', '{', '}', 'refs/tags/', '~ALL'],
  check(text) {
    const refs = 'refs/tags/core/v1.2.0';
    must(typeof coversRef({ include: [text], exclude: [] }, refs) === 'boolean', 'it covers or not');
    must(!coversRef({ include: [text], exclude: [text] }, refs), 'what is excluded is not covered');
    if (!/[*?]/.test(text) && text !== '~ALL')
      must(coversRef({ include: [text], exclude: [] }, refs) === (text === refs), 'plain text is itself');
  },
};

const HASH = '0123456789abcdef'.repeat(4);

const checksums: FuzzTarget = {
  name: 'checksums',
  samples: [
    `${HASH}  a.zip\n${HASH} *b.zip\n`,
    `${HASH}\n`,
    `${HASH}  dir/c.so\r\n`,
    `SHA256 (a.zip) = ${HASH}\n`,
    `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n\\${HASH}  a.zip\n-----BEGIN PGP SIGNATURE-----\n`,
  ],
  words: [
    HASH,
    '  ',
    ' *',
    'a.zip',
    '{',
    '}',
    ',',
    ': ',
    '\n\n',
    '0a1b2c3d ',
    '\n',
    '\r\n',
    '/',
    '../',
    'sha256:',
    'SHA512',
    ' (',
    ') = ',
    '\\',
    '-----BEGIN ',
  ],
  check(text) {
    const names = new Set(['a.zip', 'checksums.txt', text]);
    const list = readChecksums(checksumsText(Buffer.from(text)), null, { names, beside: null });
    must(list.lines.length + list.unread.length <= text.split(/[\r\n\0{},]/).length, 'a piece says one thing');
    for (const { hex, algorithm } of list.lines) {
      must(/^[0-9a-f]+$/.test(hex) && hex.length === digitsOf(algorithm), 'a digest of its algorithm');
    }
    const name = { certainty: 'sure', beside: null, algorithm: null } as const;
    const claims = claimsOf({ asset: 'checksums.txt', name, list }, names);
    const found = judgeChecksums(claims, () => HASH, { others: 2, where: 'x' });
    must(found.agrees + found.contradicted.length <= 2, 'it says something about assets alone');
    must(found.agrees > 0 || found.problems.length + found.warnings.length > 0, 'it is never passed in silence');
    checksumsName(text, names);
    signatureName(text, names);
  },
};

const treePaths: FuzzTarget = {
  name: 'tree-paths',
  samples: ['VERSION\ncore/VERSION\ncore/a/b', '__proto__/x\nconstructor', 'a\na/b\na'],
  words: ['\n', '/', 'a', 'VERSION', 'core', '..', '.', '__proto__'],
  check(text) {
    const entries = text.split('\n').map((each): TreeEntry => ({ path: each, mode: '100644', sha: 'a'.repeat(40) }));
    const listing = listingFromRecursive(entries);
    for (const { path: each } of entries) {
      must(entryAt(listing, each) !== null, 'what is listed is found');
      must(/^[0-9a-f]{40}$|^$/.test(treeWithEdits(listing, new Map([[each, 'b'.repeat(40)]]))), 'a tree has an id');
    }
  },
};

const answers: FuzzTarget = {
  name: 'github-errors',
  samples: [
    '{"message":"Bad credentials","errors":[{"message":"x"},"y"]}',
    '{"retry-after":"60"}',
    '<html>502</html>',
    '1.5',
  ],
  words: ['"message"', '"errors"', '[', ']', '{', '}', 'null', '60', '1e9', '-5', '"', ':', ','],
  check(text) {
    let body: unknown = text;
    try {
      body = JSON.parse(text);
    } catch {
      // Not every answer is JSON.
    }
    must(errorDetail(body).length <= 1_000, 'a detail is short');
    for (const headers of [{ 'retry-after': text }, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': text }]) {
      const wait = rateLimitWait({ status: 403, headers, data: null }, text, new Date(0), 0);
      must(wait === null || (Number.isFinite(wait) && wait > 0), `a wait is a time: ${wait}`);
    }
  },
};

export const TEXT_TARGETS: readonly FuzzTarget[] = [
  logText,
  markup,
  secrets,
  path,
  ref,
  names,
  ruleset,
  checksums,
  treePaths,
  answers,
];
