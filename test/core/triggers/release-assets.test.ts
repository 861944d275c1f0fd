import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AssetPattern, expectedAssets, matchesAsset } from '../../../src/core/triggers/release-assets.ts';
import type { ReleaseSubject } from '../../../src/core/triggers/release-subject.ts';
import { shellCommands } from '../../../src/core/triggers/shell-words.ts';
import { workflow, zlinkWorkflow } from './zlink-shaped.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);
const subject: ReleaseSubject = { version: '1.2.0', tag: 'core/v1.2.0' };

/** `name`, with `?` behind an assumed one and `…` behind a glob. */
const shown = ({ name, certainty }: AssetPattern) => name + { exact: '', assumed: '?', glob: '…' }[certainty];

/** Assets of one job with one step. */
function assetsOf(step: string, job = '', more: Partial<ReleaseSubject> = {}): string[] {
  const indent = (text: string, by: number) => text.replace(/^/gm, ' '.repeat(by));
  const text = `on: push\nenv: { NAME: zlink, FULL: "\${{ github.ref_name }}" }\njobs:\n  publish:\n    runs-on: x\n${indent(job, 4)}\n    steps:\n      -\n${indent(step, 8)}\n`;
  return expectedAssets(workflow(text), { ...subject, ...more }).patterns.map(shown);
}

describe('a repository shaped like zlink', () => {
  test('the build publishes twelve archives, the checksums and the source', () => {
    const { patterns, why } = expectedAssets(zlinkWorkflow('build.yml'), subject);
    const archives = ['zip', 'tar.gz'].flatMap((ending) =>
      ['windows', 'linux', 'macos'].flatMap((system) =>
        ['x64', 'arm64'].map((arch) => `libzlink-${system}-${arch}.${ending}`),
      ),
    );
    expect(patterns.map(shown)).toEqual([...archives, 'checksums.txt', 'zlink-1.2.0-source.tar.gz?']);
    expect(why).toBe('.github/workflows/build.yml publishes 14 named assets');
  });
  test('for another tag its release job does not run', () => {
    expect(expectedAssets(zlinkWorkflow('build.yml'), { ...subject, tag: 'v1.2' }).patterns).toEqual([]);
  });
  test('the package release publishes no release', () => {
    expect(expectedAssets(zlinkWorkflow('core-conan-release.yml'), subject).why).toContain('no step that publishes');
  });
  test('the bindings release publishes for its own tags only', () => {
    const bindings = zlinkWorkflow('bindings-release.yml');
    expect(expectedAssets(bindings, subject).patterns).toEqual([]);
    expect(expectedAssets(bindings, { version: '1.2.0', tag: 'cpp/v1.2.0' }).patterns.map(shown)).toEqual([
      'zlink-cpp-1.2.0.tar.gz?',
    ]);
    expect(expectedAssets(bindings, { version: '1.2.0', tag: 'node/v1.2.0' }).patterns.map(shown)).toEqual(['*.tgz…']);
  });
});

describe('actions', () => {
  test('softprops: lines, commas, braces, and names without directories', () => {
    expect(
      assetsOf(
        'uses: softprops/action-gh-release@v2\nwith:\n  files: |\n    a/b.zip, c.zip\n    d/{e,f}.txt\n    dist/*/g.so\n    out/**',
      ),
    ).toEqual(['b.zip', 'c.zip', '*.txt…', 'g.so', '*…']);
  });
  test('softprops without files publishes no assets', () => {
    const step = 'uses: softprops/action-gh-release@v2';
    expect(assetsOf(step)).toEqual([]);
  });
  test('a pinned commit is the same action', () => {
    expect(assetsOf(`uses: Softprops/action-gh-release@${'a'.repeat(40)}\nwith: { files: a.zip }`)).toEqual(['a.zip']);
  });
  test('ncipollo, svenstaro and actions/upload-release-asset', () => {
    expect(assetsOf('uses: ncipollo/release-action@v1\nwith: { artifacts: "a.zip,b.zip" }')).toEqual([
      'a.zip',
      'b.zip',
    ]);
    expect(assetsOf('uses: svenstaro/upload-release-action@v2\nwith: { file: x/a.zip, asset_name: b.zip }')).toEqual([
      'b.zip',
    ]);
    expect(assetsOf('uses: svenstaro/upload-release-action@v2\nwith: { file: x/*.zip, file_glob: true }')).toEqual([
      '*.zip…',
    ]);
    expect(
      assetsOf('uses: actions/upload-release-asset@v1\nwith: { asset_path: x/a.zip, asset_name: a-1.zip }'),
    ).toEqual(['a-1.zip']);
  });
  test('other actions publish nothing', () => {
    expect(assetsOf('uses: actions/upload-artifact@v4\nwith: { name: x, path: a.zip }')).toEqual([]);
  });
  test('matrix values make one asset each', () => {
    const job =
      'strategy: { matrix: { os: [linux, macos], include: [{ os: macos, ending: dmg }, { os: linux, ending: deb }] } }';
    expect(
      assetsOf(
        `uses: softprops/action-gh-release@v2\nwith: { files: "z-\${{ matrix.os }}.\${{ matrix.ending }}" }`,
        job,
      ),
    ).toEqual(['z-linux.deb', 'z-macos.dmg']);
  });
  test('known, assumed and unknown expressions', () => {
    const files = [
      `\${{ env.NAME }}-\${{ env.LOCAL }}.zip`,
      `\${{ needs.a.outputs.version }}.zip`,
      `\${{ steps.v.outputs.lib_suffix }}.dll`,
      `\${{ github.ref_type }}-\${{ github.sha }}.txt`,
    ];
    const step = `uses: softprops/action-gh-release@v2\nenv: { LOCAL: "\${{ github.event_name }}" }\nwith:\n  files: |\n    ${files.join('\n    ')}`;
    expect(assetsOf(step)).toEqual(['zlink-push.zip', '1.2.0.zip?', '*.dll…', 'tag-*.txt…']);
  });
  test('conditions that surely fail leave the step out, unknown ones do not', () => {
    const files = 'uses: softprops/action-gh-release@v2\nwith: { files: a.zip }';
    expect(assetsOf(`if: github.ref_type == 'branch'\n${files}`)).toEqual([]);
    expect(assetsOf(`if: steps.x.outputs.y == '1'\n${files}`)).toEqual(['a.zip']);
    expect(assetsOf(`if: failure()\n${files}`)).toEqual([]);
    expect(assetsOf(files, "if: github.event_name == 'release'")).toEqual([]);
  });
  test('a dispatch has inputs, sent or by default', () => {
    const text = `on: { workflow_dispatch: { inputs: { publish: { type: boolean, default: false }, kind: { default: zip } } } }
jobs:
  a:
    runs-on: x
    if: github.event_name == 'push' || github.event.inputs.publish == 'true'
    steps:
      - { uses: softprops/action-gh-release@v2, with: { files: "a.\${{ inputs.kind }}" } }`;
    const names = (inputs: Record<string, string>) =>
      expectedAssets(workflow(text), {
        ...subject,
        event: 'workflow_dispatch',
        inputs: new Map(Object.entries(inputs)),
      }).patterns.map(shown);
    expect(names({})).toEqual([]);
    expect(names({ publish: 'true' })).toEqual(['a.zip']);
    expect(names({ publish: 'true', KIND: 'tar' })).toEqual(['a.tar']);
  });
  test('one name from two places is as sure as the surer of them', () => {
    const files = `a-\${{ needs.v.outputs.version }}.zip, a-1.2.0.zip, a-\${{ needs.v.outputs.version }}.zip`;
    expect(assetsOf(`uses: softprops/action-gh-release@v2\nwith: { files: "${files}" }`)).toEqual(['a-1.2.0.zip']);
  });
  test('names with special characters are renamed by GitHub', () => {
    expect(assetsOf('uses: softprops/action-gh-release@v2\nwith: { files: my file.zip }')).toEqual(['my.file.zip?']);
  });
});

describe('gh release in a script', () => {
  const script = (lines: string, more = '') => assetsOf(`${more}run: |\n${lines.replace(/^/gm, '  ')}`);
  test('create and upload with flags, quotes and continued lines', () => {
    expect(
      script(`gh release create "$GITHUB_REF_NAME" --title 'core x' -F notes.md \\
  dist/a.zip 'b c.zip' "d.zip#The D" --generate-notes
gh release upload "\${GITHUB_REF_NAME}" e.zip --clobber && echo f.zip`),
    ).toEqual(['a.zip', 'b.c.zip?', 'd.zip', 'e.zip']);
  });
  test('variables: assigned, of the environment, of the version, unknown', () => {
    expect(
      script(`OUT="$NAME-core"
VERSION=$(grep X VERSION | cut -d= -f2)
SHORT="\${GITHUB_REF_NAME#core/v}"
gh release upload "$GITHUB_REF_NAME" "dist/$OUT.zip" "z-\${VERSION}.tar.gz" "s-$SHORT.zip" "\${OTHER}.txt" "\${GITHUB_REF##*/}.md"`),
    ).toEqual(['zlink-core.zip', 'z-1.2.0.tar.gz?', 's-1.2.0.zip', '*.txt…', '*.md…']);
  });
  test('a variable that the script changes is no longer what it was outside', () => {
    expect(script('NAME=$(./name)\ngh release upload "$FULL" "$NAME.zip"')).toEqual(['*.zip…']);
  });
  test('a variable assigned twice is not sure', () => {
    expect(script('A=x\nif [ -n "$B" ]; then A=y; fi\ngh release upload "$GITHUB_REF_NAME" "$A.zip"')).toEqual([
      '*.zip…',
    ]);
  });
  test('in a loop', () => {
    expect(script('for f in dist/*.zip; do\n  gh release upload "$FULL" "$f"\ndone')).toEqual(['*…']);
  });
  test('for another tag, or in a comment, or only viewed', () => {
    expect(
      script('gh release upload nightly a.zip\n# gh release upload "$GITHUB_REF_NAME" b.zip\ngh release view x'),
    ).toEqual([]);
  });
  test('expressions are filled in before the shell sees them', () => {
    expect(script(`gh release upload \${{ github.ref_name }} a-\${{ steps.v.outputs.version }}.zip`)).toEqual([
      'a-1.2.0.zip?',
    ]);
  });
});

describe('matching names', () => {
  const glob = (name: string): AssetPattern => ({ name, certainty: 'glob', from: '', because: null });
  test.each([
    ['*.zip', 'a.zip', true],
    ['*.zip', 'a.zip.sig', false],
    ['a*b*c', 'aXbYc', true],
    ['a*b*c', 'acb', false],
    ['?.txt', 'a.txt', true],
    ['*', '', true],
  ])('%s and %s: %s', (pattern, name, expected) => expect(matchesAsset(glob(pattern), name)).toBe(expected));
  test('an exact name matches itself only', () => {
    expect(matchesAsset({ ...glob('a*'), certainty: 'exact' }, 'ab')).toBe(false);
  });
  test('agrees with a naive matcher', () => {
    const naive = (pattern: string, name: string): boolean => {
      const first = pattern[0];
      if (first === undefined) return name === '';
      if (first === '*') return naive(pattern.slice(1), name) || (name !== '' && naive(pattern, name.slice(1)));
      return name !== '' && (first === '?' || first === name[0]) && naive(pattern.slice(1), name.slice(1));
    };
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 }),
        (pattern, name) => {
          expect(matchesAsset(glob(pattern), name)).toBe(naive(pattern, name));
        },
      ),
      { numRuns },
    );
  });
});

describe('shell words', () => {
  const words = (script: string) => shellCommands(script, (name) => (name === 'HOME' ? '/home/x' : null));
  test('quotes, escapes, separators', () => {
    expect(words(`a 'b c' "d \\"e\\" $HOME" f\\ g; h|i && j > k # l\n"" m`)).toEqual([
      ['a', 'b c', 'd "e" /home/x', 'f g'],
      ['h'],
      ['i'],
      ['j'],
      ['k'],
      ['', 'm'],
    ]);
  });
  test('what only a shell can tell', () => {
    expect(words(`a $(b "$(c)" d) \`e\` $1 $@ \${X:-y} \${HOME%/x} \${HOME#/home/} $ "$"`)).toEqual([
      ['a', '*', '*', '*', '*', '*', '/home', 'x', '$', '$'],
    ]);
  });
  test('any text has words', () => {
    const pieces = fc.constantFrom(
      'a',
      ' ',
      '"',
      "'",
      '\\',
      '$',
      '{',
      '}',
      '(',
      ')',
      '`',
      '#',
      '\n',
      '=',
      ';',
      '|',
      'A=b ',
      '$A',
      '${A',
      '%',
    );
    fc.assert(
      fc.property(fc.string({ unit: pieces, maxLength: 40 }), (script) => {
        for (const command of words(script)) expect(command.length).toBeGreaterThan(0);
      }),
      { numRuns },
    );
  });
});
