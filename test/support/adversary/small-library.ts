import type { RulesetState } from '../../../src/embedded-github/world-state.ts';
import type { SampleFile } from '../../../src/sample/sample-file.ts';
import type { Promised } from '../invariants/finished-world.ts';

const WORKFLOWS = '.github/workflows';

/** Publishes an archive and its checksum for every release tag. */
const RELEASE = `name: release
on:
  push:
    tags: ['core/v*']
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: make dist
      - uses: softprops/action-gh-release@v2
        with:
          files: |
            library-linux.tar.gz
            library-linux.tar.gz.sha256
`;

const CHECK = `name: check
on:
  pull_request:
  push:
    branches: [main]
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - run: make check
`;

const BINDINGS = `name: bindings
on:
  push:
    tags: ['node/v*']
jobs:
  publish:
    runs-on: ubuntu-latest
    steps:
      - run: make publish
`;

const CHANGELOG = `# Changelog

## [Unreleased]

### Changed
- Frames are copied once.

## [1.1.0] - 2025-12-01

### Added
- A version.
`;

/** How a library of the adversary's releases; what each says of itself is told by its configuration file. */
export interface Library {
  readonly name: string;
  readonly files: ReadonlyMap<string, SampleFile>;
  readonly rulesets: readonly RulesetState[];
  readonly promised: Promised;
  /** Stages that every invocation leaves out. */
  readonly skip: readonly string[];
}

const file = (content: string): SampleFile => ({ mode: '100644', content });

function filesWith(config: string): ReadonlyMap<string, SampleFile> {
  return new Map([
    ['.github/zlink-release.yml', file(config)],
    [`${WORKFLOWS}/release.yml`, file(RELEASE)],
    [`${WORKFLOWS}/check.yml`, file(CHECK)],
    [`${WORKFLOWS}/bindings.yml`, file(BINDINGS)],
    ['CHANGELOG.md', file(CHANGELOG)],
    ['VERSION', file('1.1.0\n')],
    ['core/version.h', file('#define LIB_VERSION "1.1.0"\n')],
    ['docs/guide.md', file('How to use it.\n')],
  ]);
}

const CONFIG = `component: core
version-files:
  - {path: VERSION, preset: plain}
  - {path: core/version.h, preset: regex, pattern: 'LIB_VERSION "(?<version>[^"]+)"'}
workflows: {expected: [release.yml], forbidden: [bindings.yml]}
alias-tag: ["v{major}", "v{major}.{minor}"]
watch: {poll-interval-seconds: 600}
`;

const PROMISED: Promised = {
  tag: (version) => `core/v${version}`,
  branch: (version) => `release/version-${version}`,
  aliases: (version) => {
    const [major = '', minor = ''] = version.split('.');
    return [
      { name: `v${major}`, covers: new RegExp(`^${major}\\.`) },
      { name: `v${major}.${minor}`, covers: new RegExp(`^${major}\\.${minor}\\.`) },
    ];
  },
  expected: [`${WORKFLOWS}/release.yml`],
  forbidden: [`${WORKFLOWS}/bindings.yml`],
  assets: () => ['library-linux.tar.gz', 'library-linux.tar.gz.sha256'],
  bumped: {
    VERSION: (version) => `${version}\n`,
    'core/version.h': (version) => `LIB_VERSION "${version}"`,
    'CHANGELOG.md': (version) => `## [${version}]`,
  },
  gateCheck: 'zlink-release / perf gate',
  gate: true,
  test: false,
};

const REQUIRED_CHECK: RulesetState = {
  id: 1,
  name: 'main',
  target: 'branch',
  enforcement: 'active',
  include: ['refs/heads/main'],
  exclude: [],
  rules: [{ type: 'required_status_checks', parameters: { required_status_checks: [{ context: 'check' }] } }],
};

const SKIP = ['test', 'bench', 'gate'] as const;

/** The libraries that the adversary releases. */
export const LIBRARIES: readonly Library[] = [
  { name: 'plain', files: filesWith(CONFIG), rulesets: [], promised: PROMISED, skip: SKIP },
  { name: 'required check', files: filesWith(CONFIG), rulesets: [REQUIRED_CHECK], promised: PROMISED, skip: SKIP },
];
