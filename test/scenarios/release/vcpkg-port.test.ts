import { describe, expect, it } from 'vitest';
import { rehearseCase } from '../../support/release-case/rehearsed-case.ts';
import { type ReleaseCase, readReleaseCases } from '../../support/release-case.ts';

/** A port fetches the archive of the tag, which exists only after the release: what is proposed then, in one pull request. */

const FOLDER = 'packaging/vcpkg/ports/gadget';
const PORT = `${FOLDER}/portfile.cmake`;
const MANIFEST = `${FOLDER}/vcpkg.json`;

function caseOfPort(change: (portfile: string) => string, more: Readonly<Record<string, string>> = {}): ReleaseCase {
  const found = readReleaseCases('test/cases/release')
    .flatMap(({ cases }) => cases)
    .find(({ name }) => name === 'port-with-a-reference-to-the-tag');
  if (found === undefined) throw new Error('the case of a port is gone');
  return { ...found, files: { ...found.files, [PORT]: change(found.files[PORT] ?? ''), ...more } };
}

describe('a port of vcpkg', () => {
  it('moves to the release with its manifest and the hash of the archive, beside the recipe of Conan', async () => {
    const conandata =
      'sources:\n  "1.2.0":\n    url: "https://github.com/acme/gadget/archive/refs/tags/v1.2.0.tar.gz"\n    sha256: "00"\n';
    const asked = caseOfPort((text) => text, {
      'conan/all/conandata.yml': conandata,
      'conan/config.yml': 'versions:\n  "1.2.0":\n    folder: all\n',
    });
    const { filesAfter, filesFollowing, toldBefore, state } = await rehearseCase(asked);
    expect(filesAfter.get(PORT)).toBe(asked.files[PORT]);
    expect(filesAfter.get(MANIFEST)).toBe(asked.files[MANIFEST]);
    expect(filesAfter.get('conan/config.yml')).toBe(
      'versions:\n  "1.3.0":\n    folder: all\n  "1.2.0":\n    folder: all\n',
    );
    expect(toldBefore).toContain(`${MANIFEST}:3 stays at 1.2.0`);
    expect(filesFollowing?.get(MANIFEST)).toBe('{\n  "name": "gadget",\n  "version-semver": "1.3.0"\n}\n');
    const portfile = filesFollowing?.get(PORT) ?? '';
    expect(portfile).toMatch(/^ {2}REF v1\.3\.0$/m);
    expect(portfile).toMatch(/^ {2}SHA512 [0-9a-f]{128}$/m);
    expect(portfile).not.toContain('0123456789abcdef0123456789abcdef');
    expect(filesFollowing?.get('conan/all/conandata.yml')).toMatch(
      /"1\.3\.0":\n {4}url: .*\n {4}sha256: "[0-9a-f]{64}"/,
    );
    expect(state.pulls.map(({ title }) => title)).toEqual([
      'release: version 1.3.0',
      'release: archive hash of v1.3.0',
    ]);
  });

  it('whose reference follows its manifest gets the hash alone', async () => {
    const asked = caseOfPort((text) => text.replace('REF v1.2.0', 'REF "v$' + '{VERSION}"'));
    const { filesFollowing } = await rehearseCase(asked);
    const portfile = filesFollowing?.get(PORT) ?? '';
    expect(portfile.replace(/SHA512 [0-9a-f]{128}/, '')).toBe(
      (asked.files[PORT] ?? '').replace(/SHA512 [0-9a-f]{128}/, ''),
    );
    expect(portfile).not.toBe(asked.files[PORT]);
    expect(filesFollowing?.get(MANIFEST)).toContain('"version-semver": "1.3.0"');
  });

  it('of somebody else’s library is left alone, also at the same version', async () => {
    const { filesAfter, filesFollowing, toldBefore, outcome } = await rehearseCase(
      caseOfPort((text) => text.replace('acme/gadget', 'elsewhere/gadget')),
    );
    expect(outcome.problems).toEqual([]);
    expect(filesFollowing).toBeNull();
    expect(toldBefore).not.toContain(FOLDER);
    expect(filesAfter.get(MANIFEST)).toContain('"1.2.0"');
  });
});
