import { readSampleFolder, type SampleFiles } from './sample-file.ts';
import { sampleHarnessFiles } from './sample-harness.ts';

const WORKFLOWS = '.github/workflows';
const CONAN_WORKFLOW = `${WORKFLOWS}/core-conan-release.yml`;
const BINDINGS_WORKFLOW = `${WORKFLOWS}/bindings-release.yml`;
const CPP_WORKFLOW = `${WORKFLOWS}/cpp-bindings.yml`;

/** Who made every commit and tag of the sample. */
export const SAMPLE_MAINTAINER = { name: 'Sample Maintainer', email: 'maintainer@example.com' };

const without = (files: SampleFiles, isLeftOut: (path: string) => boolean): SampleFiles =>
  new Map([...files].filter(([path]) => !isLeftOut(path)));

const only = (files: SampleFiles, isKept: (path: string) => boolean): SampleFiles =>
  without(files, (path) => !isKept(path));

/**
 * The sample as it stands at the tip of its main branch: a small library in zlink's layout, at version 1.1.0, with
 * unreleased changes and with the files that lag behind in real life lagging behind: `conandata.yml` lacks the newest
 * release, `vcpkg.json` is two releases old.
 *
 * @param more further files, which come with the last commit: the benchmark, unless told otherwise
 */
export function sampleFiles(more: SampleFiles = sampleHarnessFiles()): SampleFiles {
  const harness = sampleHarnessFiles();
  return new Map([...without(readSampleFolder('tip'), (path) => harness.has(path)), ...more]);
}

/** One commit of the sample's history. */
export interface SampleCommit {
  readonly message: string;
  readonly date: string;
  /** The whole tree after this commit. */
  readonly files: SampleFiles;
  /** Annotated tags on it. */
  readonly tags: readonly { readonly name: string; readonly message: string }[];
}

/**
 * The sample's history, oldest commit first. Dates are fixed, so the same files give the same commit ids everywhere.
 *
 * @param files the tree of the last commit
 */
export function sampleHistory(files: SampleFiles): SampleCommit[] {
  const tip = readSampleFolder('tip');
  const harness = sampleHarnessFiles();
  const then = readSampleFolder('at-1.0.0');
  const came = (path: string) => harness.has(path) || path.startsWith('bindings/');
  const later = [CONAN_WORKFLOW, BINDINGS_WORKFLOW, CPP_WORKFLOW];
  const first: SampleFiles = new Map([...without(tip, (path) => came(path) || later.includes(path)), ...then]);
  const withConan: SampleFiles = new Map([...first, ...only(tip, (path) => path === CONAN_WORKFLOW)]);
  const withBindings: SampleFiles = new Map([
    ...withConan,
    ...only(tip, (path) => path.startsWith('bindings/') || path === BINDINGS_WORKFLOW),
  ]);
  const released: SampleFiles = new Map([
    ...withBindings,
    ...only(tip, (path) => then.has(path)),
    ...readSampleFolder('at-1.1.0'),
    // The benchmark came with this release, so that the next one can be measured against it.
    ...harness,
  ]);
  return [
    {
      message: 'feat: frames with a length',
      date: '2025-10-06T08:00:00Z',
      files: first,
      tags: [{ name: 'core/v1.0.0', message: 'core release 1.0.0' }],
    },
    { message: 'ci: publish the Conan package', date: '2025-10-20T09:30:00Z', files: withConan, tags: [] },
    { message: 'feat: bindings', date: '2025-11-17T13:05:00Z', files: withBindings, tags: [] },
    {
      message: 'release: bump core version to 1.1.0',
      date: '2025-12-01T10:00:00Z',
      files: released,
      tags: [
        { name: 'core/v1.1.0', message: 'core release 1.1.0' },
        { name: 'v1.1', message: 'alias tag for 1.1.0' },
      ],
    },
    {
      message: 'ci: build the C++ binding',
      date: '2026-01-12T15:45:00Z',
      files: new Map([...released, ...only(tip, (path) => path === CPP_WORKFLOW)]),
      tags: [],
    },
    { message: 'perf: copy a frame once', date: '2026-02-09T11:20:00Z', files, tags: [] },
  ];
}
