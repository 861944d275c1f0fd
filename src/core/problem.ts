/**
 * Everything that can go wrong for a person, as one closed union of codes.
 *
 * A problem says what happened, where, and what to do. The table is also the source of docs/errors.md, so `means` and
 * `remedy` are written for the maintainer who meets the code in a log. Sections follow the stages of a release.
 */

/** Exit codes of the program: 1 blocked or failed, 2 bad input, 3 inconclusive. */
export type FailureExit = 1 | 2 | 3;

interface ProblemKind {
  readonly exit: FailureExit;
  /** One sentence: what this code stands for. */
  readonly means: string;
  /** One sentence: what a maintainer usually does about it. A problem may carry a more precise one. */
  readonly remedy: string;
}

export const PROBLEM_KINDS = {
  // --- input and configuration ---
  'input-invalid': {
    exit: 2,
    means: 'An option, input or argument cannot be used as given.',
    remedy: 'Correct the named option; --help lists what it takes.',
  },
  'config-invalid': {
    exit: 2,
    means: 'The configuration file has wrong keys, types or values.',
    remedy: 'Correct the named keys; the JSON Schema in schema/ lists them all.',
  },
  'path-outside-repository': {
    exit: 2,
    means: 'A configured path is absolute, climbs out of the repository, or passes through a symbolic link.',
    remedy: 'Name a regular file inside the repository, relative to its root, with forward slashes.',
  },
  'file-too-large': {
    exit: 2,
    means: 'A file that should be read is larger than any file of its kind has reason to be.',
    remedy: 'Check that the configured path names the right file.',
  },
  // --- version files and changelog (plan) ---
  'version-invalid': {
    exit: 2,
    means: 'The requested version is not a plain semantic version or a bump keyword.',
    remedy: 'Give MAJOR.MINOR.PATCH, or one of patch, minor, major.',
  },
  'version-not-above-current': {
    exit: 2,
    means: 'The requested version is not above the present one.',
    remedy: 'Choose a higher version.',
  },
  'version-not-found': {
    exit: 1,
    means: 'A version-bearing file has no place that matches its preset or pattern.',
    remedy: 'Correct the preset or pattern, or remove the file from the configuration.',
  },
  'version-ambiguous': {
    exit: 1,
    means: 'A version-bearing file has more matches than allowed.',
    remedy: 'Make the pattern narrower, or say how many matches are right with `matches`.',
  },
  'version-files-disagree': {
    exit: 1,
    means: 'Version-bearing files disagree in a way that the bump would not repair.',
    remedy: 'Make the files agree, or list the one that is left behind.',
  },
  'version-file-left-behind': {
    exit: 1,
    means: 'A version-bearing file of the repository would still carry the old version after the bump.',
    remedy: 'Add the file to `version-files`, or to `ignore-files` if its version is its own.',
  },
  'version-file-missing': {
    exit: 1,
    means: 'A configured version-bearing file does not exist at the release commit.',
    remedy: 'Correct the path, or remove it from `version-files`.',
  },
  'changelog-missing-section': {
    exit: 1,
    means: 'The changelog has no [Unreleased] section.',
    remedy: 'Add a `## [Unreleased]` heading above the newest release.',
  },
  'changelog-empty-section': {
    exit: 1,
    means: 'The [Unreleased] section has no entry.',
    remedy: 'Describe the changes, or set `changelog.allow-empty: true`.',
  },
  'changelog-version-exists': {
    exit: 1,
    means: 'The changelog already has a section for this version.',
    remedy: 'Choose another version, or remove the section.',
  },
  // --- workflows (plan) ---
  'workflow-unreadable': {
    exit: 1,
    means: 'A workflow file is not valid YAML or has no usable `on:`; GitHub would not run it.',
    remedy: 'Repair the workflow file.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEM_KINDS;

export interface Problem {
  readonly code: ProblemCode;
  /** What happened, in one sentence, with the offending value. Untrusted text: escape it for where it is shown. */
  readonly what: string;
  /** Where: a path with line, an option name, a URL. */
  readonly where?: string;
  /** What to do. */
  readonly remedy: string;
}

/** A problem with the table's own remedy, unless a more precise one is given. */
export function problem(code: ProblemCode, what: string, more: { where?: string; remedy?: string } = {}): Problem {
  const remedy = more.remedy ?? PROBLEM_KINDS[code].remedy;
  return more.where === undefined ? { code, what, remedy } : { code, what, where: more.where, remedy };
}

/** The result of a check that tells everything wrong at once. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export const checked = <T>(value: T): Checked<T> => ({ ok: true, value });
export const failed = (...problems: readonly Problem[]): { ok: false; problems: readonly Problem[] } => ({
  ok: false,
  problems,
});

/** Thrown where a stage cannot go on; entries print the problems and exit, never a stack trace. */
export class ReleaseStop extends Error {
  readonly problems: readonly [Problem, ...Problem[]];

  constructor(problems: readonly [Problem, ...Problem[]], options?: { cause?: unknown }) {
    super(problems.map((each) => `${each.code}: ${each.what}`).join('\n'), options);
    this.name = 'ReleaseStop';
    this.problems = problems;
  }

  /** Bad input (2) outranks a failure (1), which outranks inconclusive (3). */
  get exitCode(): FailureExit {
    const exits = new Set(this.problems.map((each) => PROBLEM_KINDS[each.code].exit));
    return exits.has(2) ? 2 : exits.has(1) ? 1 : 3;
  }
}
