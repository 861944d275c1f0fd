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
  'version-undecided': {
    exit: 2,
    means: 'A keyword (patch, minor, major) could mean the release that is there or the next one.',
    remedy: 'Give the exact version.',
  },
  'component-undecided': {
    exit: 2,
    means: 'The repository holds several components with versions of their own, and none was chosen.',
    remedy: 'Run `zlink-release init --component NAME`, or set `component` and `version-files` in the configuration.',
  },
  'tag-undecided': {
    exit: 2,
    means: 'The tags so far do not tell how the next release is tagged.',
    remedy: 'Write `tag` and `also-tag` into the configuration.',
  },
  'suffix-undecided': {
    exit: 2,
    means: 'The suffix of the version is neither alpha, beta nor rc, and no release so far had it.',
    remedy: 'List it as `pre-releases` in the configuration, or give a version without it.',
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
    means: 'The changelog has no section for this version, and nothing headed as unreleased that could become it.',
    remedy: 'Write the section in the form of the others, or set `changelog: false` where another tool writes it.',
  },
  'changelog-empty-section': {
    exit: 1,
    means: 'The section that this release would have in the changelog has no entry.',
    remedy: 'Describe the changes, or set `changelog.allow-empty: true`.',
  },
  'changelog-version-exists': {
    exit: 1,
    means: 'The changelog already has a section for this version.',
    remedy: 'Set `changelog.mode: check` if it is meant, choose another version, or remove the section.',
  },
  // --- workflows (plan) ---
  'workflow-unreadable': {
    exit: 1,
    means: 'A workflow file is not valid YAML or has no usable `on:`; GitHub would not run it.',
    remedy: 'Repair the workflow file.',
  },
  'expected-workflow-missing': {
    exit: 1,
    means: 'A workflow that should follow the tag does not exist at the release commit.',
    remedy: 'Correct `workflows.expected`; it takes paths or file names.',
  },
  'expected-workflow-silent': {
    exit: 1,
    means: 'A workflow that should follow the tag would not be started by it.',
    remedy: 'Correct the filters of its `on:`, or `workflows.expected`.',
  },
  'forbidden-workflow-starts': {
    exit: 1,
    means: 'A workflow that this release must not start would be started by it.',
    remedy: 'Narrow the filters of its `on:`, or take it out of `workflows.forbidden` if it belongs to the release.',
  },
  'alias-publishes': {
    exit: 1,
    means: 'Moving an alias tag would start a workflow that publishes once more, under the name of the alias.',
    remedy:
      'Narrow the `tags` of its `on.push` to what the alias does not match, such as `v*.*.*`, or leave its publishing job out with `if:`.',
  },
  'release-files-unknown': {
    exit: 1,
    means: 'People attached files to the releases before, and where the files of this one come from is not known.',
    remedy: 'Say it with `release` or `assets` in the configuration.',
  },
  'release-file-missing': {
    exit: 1,
    means: 'A file or artifact that the GitHub release should have is not there, or two have one name.',
    remedy: 'Correct `release.files` or `release.artifacts`, or let the workflow upload the artifact.',
  },
  'release-maker-unknown': {
    exit: 1,
    means: 'A workflow waits for a published GitHub release, and nobody is known to make one of this tag.',
    remedy:
      'Set `release: create`: this program makes the GitHub release, the workflow starts, is expected and watched. Or set `assets: false`: no GitHub release belongs to this release.',
  },
  'release-creation-unheard': {
    exit: 1,
    means: 'A workflow waits for `release: created` alone, which a release that is a draft first never causes.',
    remedy:
      'Let the workflow wait for `published` (`on: {release: {types: [published]}}`). Or leave the release to a person: `release: false`.',
  },
  'draft-in-the-way': {
    exit: 1,
    means: 'There is a draft release of the tag already; who publishes next would fill it, and may leave it a draft.',
    remedy:
      'Delete the draft, or give it another tag. Publishing it now would make the tag, at a commit that says another version.',
  },
  'files-after-publication': {
    exit: 1,
    means:
      'A workflow publishes the release before all its files are attached, and published releases of this repository cannot change.',
    remedy:
      'Make the release a draft (`gh release create --draft`, `draft: true`), attach everything, and publish it last (`gh release edit --draft=false`).',
  },
  'dispatch-unsupported': {
    exit: 1,
    means: 'A workflow should be started by dispatch, but has no `on.workflow_dispatch`.',
    remedy: 'Add `workflow_dispatch:` to its `on:`, or release with a GitHub App token and `workflows.trigger: push`.',
  },
  'dispatch-input-missing': {
    exit: 1,
    means: 'A workflow should be started by dispatch, but one of its required inputs has no value.',
    remedy: 'Give the value in `workflows.inputs`, or give the input a default.',
  },
  // --- github access ---
  'repository-not-found': {
    exit: 2,
    means: 'The repository does not exist, or the token may not see it.',
    remedy: 'Check owner/name, and that the token is installed on this repository.',
  },
  'token-missing': {
    exit: 2,
    means: 'No token was given.',
    remedy: 'Set ZLINK_RELEASE_TOKEN, or the input `github-token`, to a GitHub App token or a personal access token.',
  },
  'token-rejected': {
    exit: 1,
    means: 'GitHub no longer accepts the token (401): it is wrong, revoked or expired.',
    remedy: 'Run the same command again with a fresh token; what was done stays done.',
  },
  'token-forbidden': {
    exit: 1,
    means: 'The token may not do what the release needs (403).',
    remedy: 'Give the token the permission that is named, then run the same command again.',
  },
  'token-starts-no-workflows': {
    exit: 1,
    means: 'What GITHUB_TOKEN creates starts no workflow run, so the tag would be published without its builds.',
    remedy: 'Use a GitHub App token (or PAT), or set `workflows.trigger: dispatch`.',
  },
  'github-unreachable': {
    exit: 1,
    means: 'GitHub gave no usable answer, also after repeated attempts.',
    remedy: 'Run the same command again when the service answers; it goes on where it stopped.',
  },
  'github-refused': {
    exit: 1,
    means: 'GitHub understood a request and refused it for a reason the release cannot repair.',
    remedy: 'Read the quoted answer, remove its cause, and run the same command again.',
  },
  'rate-limit-exhausted': {
    exit: 1,
    means: 'The request budget is used up for longer than the release is willing to wait.',
    remedy: 'Run the same command again after the time named; it goes on where it stopped.',
  },
  // --- release position: what is already there (plan, propose) ---
  'tag-taken': {
    exit: 1,
    means: 'The release tag already exists at a commit that is not the merge commit of this release.',
    remedy: 'A published tag is never moved. Release the next version instead.',
  },
  'release-withdrawn': {
    exit: 1,
    means: 'This version was tagged at its merge commit, and somebody deleted the tag: it is not published again.',
    remedy:
      'Release the next version; or, if the tag was deleted by mistake, make it again by hand at that commit and run the same command again.',
  },
  'release-unlisted': {
    exit: 1,
    means: 'The base branch carries this version already, but GitHub lists no merged pull request of its release.',
    remedy: 'GitHub’s lists can lag: run the same command again in a minute.',
  },
  'release-name-taken': {
    exit: 1,
    means: 'A published release with this tag name exists, though the tag was not made by this release.',
    remedy: 'Release the next version, or delete that release if it was a mistake and is not immutable.',
  },
  'base-branch-missing': {
    exit: 1,
    means: 'The base branch does not exist in the repository.',
    remedy: 'Correct `base-branch`.',
  },
  'ref-name-invalid': {
    exit: 2,
    means: 'A branch or tag name made from a template is not a valid git ref name.',
    remedy: 'Correct the template in the configuration.',
  },
  'ref-in-the-way': {
    exit: 1,
    means: 'A branch or tag stands where git would need a folder for a name of this release, or below that name.',
    remedy: 'Set another name in the configuration, or rename the branch that is in the way.',
  },
  'message-skips-ci': {
    exit: 1,
    means: 'A title or message contains a phrase that makes GitHub skip workflow runs.',
    remedy: 'Reword it: without the phrase the runs start.',
  },
  'rules-forbid-tag': {
    exit: 1,
    means: 'A tag ruleset restricts creating or moving a tag this release needs.',
    remedy: 'Add the token’s identity to the ruleset’s bypass list.',
  },
  'rules-forbid-merge': {
    exit: 1,
    means: 'A branch rule asks for something this release cannot provide by itself.',
    remedy: 'Provide it (a review, a signature), or add the token’s identity to the rule’s bypass list.',
  },
  'merge-method-disabled': {
    exit: 1,
    means: 'The repository does not allow the configured merge method.',
    remedy: 'Allow it in the repository’s settings, or change `merge-method`.',
  },
  'pull-request-closed': {
    exit: 1,
    means: 'The release pull request was closed without being merged.',
    remedy:
      'Reopen it (where its branch was deleted, restore that first) and run the same command again; or start a new attempt with --supersede NUMBER.',
  },
  'release-branch-foreign': {
    exit: 1,
    means: 'The release branch holds commits that this release did not make.',
    remedy:
      'To keep them, merge the pull request by hand and run the same command with --accept-tree; to drop them, remove them and run it again.',
  },
  'base-moved': {
    exit: 1,
    means: 'The base branch moved after the candidate was measured.',
    remedy:
      'Measure the new commit, and give its verdict to the same command (or the same command again, where nothing is measured): the pull request is brought up to date.',
  },
  'plan-altered': {
    exit: 2,
    means: 'The plan that a step or command was handed is not the one that was made before it.',
    remedy: 'Run the job or the command again from its plan; nothing that was done is lost.',
  },
  // --- gate and test ---
  'tests-failed': {
    exit: 1,
    means: 'The test command did not succeed.',
    remedy:
      'Repair what fails on the base branch, check the new commit out, and run the same command again; or leave the tests out in so many words: --skip test.',
  },
  'tests-other-tree': {
    exit: 1,
    means: 'The checkout in which the tests would run holds something else than what would be released.',
    remedy: 'Check out the base commit, by its id, and run the same again.',
  },
  'result-folder-unreadable': {
    exit: 2,
    means: 'A result folder of the benchmark cannot be read, or holds no file of a known format.',
    remedy:
      'Check the path and its permissions; a result folder is what `bench` wrote, or holds the files of one run of a benchmark program.',
  },
  'bench-harness-missing': {
    exit: 2,
    means: 'The benchmark’s comparison script, or a stack’s runner beside it, is not in the tree.',
    remedy: 'Correct `bench.harness` and `bench.stacks`; each stack has a folder with run_stream_scenarios.sh.',
  },
  'bench-harness-failed': {
    exit: 1,
    means: 'The benchmark could not be run to its end.',
    remedy: 'See harness-output.log in the folder of the unfinished round; run again to go on with the finished ones.',
  },
  'bench-interrupted': {
    exit: 1,
    means: 'The benchmark was interrupted.',
    remedy: 'Run the same command again: it goes on with the finished rounds.',
  },
  'bench-folder-other': {
    exit: 2,
    means: 'The folder holds a bench with other settings or other trees.',
    remedy: 'Name another folder; rounds of different experiments are never mixed.',
  },
  'bench-host-changed': {
    exit: 1,
    means: 'The machine is not the one that the earlier rounds were measured on, so the measurement is invalid.',
    remedy: 'Measure all rounds on one machine: begin again in an empty folder.',
  },
  'gate-incomparable': {
    exit: 2,
    means: 'Baseline and candidate were not measured with the same profile.',
    remedy:
      'Measure the candidate again with the profile of the baseline, or record a new baseline; then give the new verdict to the same command.',
  },
  'gate-foreign-benchmark': {
    exit: 1,
    means: 'The candidate’s benchmark was to measure the baseline as well, and does not run there.',
    remedy:
      'Run each side’s own benchmark (`bench.sources: each`), or measure first what both sides have: the new benchmark counts from the release that has it.',
  },
  'gate-without-baseline': {
    exit: 3,
    means: 'Nothing that was measured has a baseline to be compared with, and `gate.without-baseline` is `block`.',
    remedy:
      'Measure against a commit that has the benchmark, or let the first one through: `gate.without-baseline: pass`.',
  },
  'output-unwritable': {
    exit: 2,
    means: 'A result cannot be written where it should go.',
    remedy: 'Check the path, its permissions and the free space.',
  },
  'gate-not-measured': {
    exit: 1,
    means: 'The release was asked for without a measurement.',
    remedy:
      'On the command line, give the verdict that `zlink-release gate` makes with `--verdict FILE`, or say `--skip bench,gate`. In the action, give `verdict`, or `baseline` and `candidate`, or `skip: bench,gate`.',
  },
  'gate-not-passed': {
    exit: 1,
    means: 'The performance gate found a regression or a correctness failure.',
    remedy:
      'Read the verdict: it names each subject and the interval of its effect. Repair it on the base branch, measure the new commit, and give its verdict to the same command.',
  },
  'gate-inconclusive': {
    exit: 3,
    means: 'The measurement cannot tell a regression from noise, or is invalid.',
    remedy:
      'Measure again with something changed: a quieter machine, more rounds (`gate.maximum-rounds`), or a wider `gate.margin`. Then give the new verdict to the same command. Or let it through with `gate.on-inconclusive: warn`.',
  },
  'gate-other-tree': {
    exit: 1,
    means: 'What was measured is not what would be released.',
    remedy: 'Measure the base commit, and give its verdict to the same command.',
  },
  'verdict-invalid': {
    exit: 2,
    means:
      'The verdict file is no verdict of this program, contradicts itself, or is not the one that the configuration asks for.',
    remedy:
      'Judge its rounds or results again, which takes seconds: `zlink-release gate --config .github/zlink-release.yml --candidate DIR --out DIR`, and --baseline DIR for recorded results.',
  },
  'history-invalid': {
    exit: 2,
    means: 'The history of figures has a line that is none of it, or cannot be read.',
    remedy: 'Take the named line out, or begin a new history; what is broken is never written over.',
  },
  'fork-code-with-rights': {
    exit: 2,
    means: 'The event runs with the rights of the repository, and would run code from a fork with them.',
    remedy: 'Measure on `pull_request`, which gives a fork no rights, and report by `gate/report` on `workflow_run`.',
  },
  'artifact-refused': {
    exit: 1,
    means: 'What the measuring run left is not what a measurement leaves, or is not about this commit.',
    remedy: 'Upload what the gate’s output `artifact` names, measured with the head of the pull request checked out.',
  },
  // --- merge ---
  'merge-conflict': {
    exit: 1,
    means: 'The release pull request conflicts with its base branch.',
    remedy:
      'Run the same command again: GitHub may have looked at an older base. Where it stays so, close the pull request, delete its branch, and start a new attempt with --supersede NUMBER.',
  },
  'merge-refused': {
    exit: 1,
    means:
      'The release pull request cannot be merged: GitHub refused, took it out of the merge queue, or somebody made it a draft or gave it another base.',
    remedy: 'Read the quoted answer, remove its cause, and run the same command again.',
  },
  'check-failed': {
    exit: 1,
    means: 'A required check of the release pull request failed.',
    remedy: 'Repair it or rerun the check, then run the same command again.',
  },
  'check-never-reported': {
    exit: 1,
    means: 'A required check was never reported for the release pull request.',
    remedy: 'A path or branch filter may keep its workflow from starting; see which workflow should report it.',
  },
  'check-timeout': {
    exit: 1,
    means: 'A required check, or the merge queue, did not finish in time.',
    remedy: 'Run the same command again: it goes on waiting.',
  },
  'merge-tree-mismatch': {
    exit: 1,
    means: 'The merge commit holds something else than the measured tree plus the bump, so it is not tagged.',
    remedy:
      'Measure the merge commit and run again with its verdict, or accept exactly this tree with --accept-tree SHA.',
  },
  'merge-reverted': {
    exit: 1,
    means:
      'The release was merged and not tagged, and somebody took the merge back: the base branch says the version before it again, or does not hold the merge any more.',
    remedy:
      'To release what the base branch holds now, run the same command with --supersede and the number of the pull request; to release the merge commit all the same, tag it by hand and run the same command again.',
  },
  // --- tag ---
  'tag-name-burned': {
    exit: 1,
    means:
      'GitHub does not let anybody make the release tag: it keeps the names of deleted immutable releases for ever.',
    remedy: 'Release another version.',
  },
  'alias-diverged': {
    exit: 1,
    means: 'The alias tag points where no release stands that it covers, outside the history of this one.',
    remedy:
      'Find out who moved the alias; put it on the newest release that it covers, or leave it out of `alias-tag`, then run the same command again.',
  },
  // --- watch ---
  'run-never-started': {
    exit: 1,
    means: 'An expected workflow run did not start in time.',
    remedy:
      'See the diagnosis; start it by hand at the tag (`gh workflow run NAME --ref TAG`) if it should run, then run the same command again: that run counts, and the report says so.',
  },
  'run-failed': {
    exit: 1,
    means: 'An expected workflow run did not succeed.',
    remedy: 'Rerun its failed jobs on GitHub, then run the same command again.',
  },
  'run-waits': {
    exit: 1,
    means: 'An expected workflow run waits for a person.',
    remedy: 'Approve or reject it at the URL named, then run the same command again.',
  },
  'run-timeout': {
    exit: 1,
    means: 'An expected workflow run did not finish in time.',
    remedy: 'Run the same command again: it goes on watching.',
  },
  'forbidden-run-started': {
    exit: 1,
    means: 'A workflow that a release of this component must not start was started by its tag.',
    remedy:
      'Cancel that run, look at what it published, and correct the filters of its workflow for the next release. Where this release shall go on all the same, take the workflow out of `workflows.forbidden` (`forbidden: []` forbids none) and run the same command again.',
  },
  // --- verify ---
  'release-missing': {
    exit: 1,
    means: 'No published release exists for the tag.',
    remedy:
      'See why nothing was published, or who deleted it. Start the run that publishes again, with all its jobs (`gh run rerun ID`), or publish the release by hand with its files; then run the same command again.',
  },
  'asset-missing': {
    exit: 1,
    means: 'An expected asset is not part of the published release.',
    remedy: 'Rerun the job that uploads it, then run the same command again.',
  },
  'asset-not-downloaded': {
    exit: 1,
    means: 'What came as an asset is not what the release lists: another number of bytes, or bytes of another digest.',
    remedy:
      'Look at what stands between (a proxy, a sign-in page, the host that stores assets), then run the same command again.',
  },
  'archive-not-of-tag': {
    exit: 1,
    means: 'What came as the source archive of the tag is no archive of its commit, so a recipe gets no sha256 of it.',
    remedy:
      'Look at what stands between (a proxy, a sign-in page), then run the same command again; or add the hash to the recipe by hand.',
  },
  'asset-broken': {
    exit: 1,
    means: 'A published asset is empty, not completely uploaded, or its content does not match its digest or checksum.',
    remedy: 'Delete the asset, rerun the job that uploads it, then run the same command again.',
  },
  'attestation-invalid': {
    exit: 1,
    means: 'A Sigstore bundle or an attestation among the assets does not prove that this repository made them.',
    remedy:
      'See which workflow made it. Delete the asset and have it made again (where releases are immutable: release the next version), then run the same command again. The root of trust counts as it is at the tag: where that one is out of date, take `verify.trusted-root` out of the configuration, and nothing is checked with it.',
  },
  // --- rehearsal ---
  'rehearsal-folder-in-use': {
    exit: 2,
    means: 'The folder to keep the rehearsal in is not empty, or holds no rehearsal to resume.',
    remedy: 'Name an empty folder, or give --resume to go on with the rehearsal that is there.',
  },
  'source-unreadable': {
    exit: 2,
    means:
      'A clone or checkout that is needed (to rehearse on, to test or to measure) is not there or cannot be read by git.',
    remedy:
      'Check out the commit before this step (actions/checkout), or name the folder of a clone that git itself can read.',
  },
  'source-shallow': {
    exit: 2,
    means: 'The clone to rehearse on is shallow, so the history behind its tags and merges is missing.',
    remedy: 'Complete it with `git fetch --unshallow --tags`, or make a full clone.',
  },
  'source-dirty': {
    exit: 2,
    means:
      'The clone to rehearse on, or the checkout to test or measure in, differs from its commit, so it is unclear what would be released.',
    remedy: 'Commit or stash the changes, or check the commit out anew and whole; --at names a commit to rehearse.',
  },
  'source-commit-unknown': {
    exit: 2,
    means: 'The commit to rehearse on is not in the clone.',
    remedy: 'Fetch it, or correct --at.',
  },
  'git-unusable': {
    exit: 2,
    means: 'The rehearsal needs git 2.38 or newer, and it was not found.',
    remedy: 'Install git 2.38 or newer.',
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
  /** Lines that mend it, as they are pasted: of a workflow, or commands. */
  readonly paste?: readonly string[];
  /** The command that goes on has to name this version: the one that stopped cannot be released any more. */
  readonly nextVersion?: string;
  /** Lines of somebody else's output that belong to it, as the end of a job's log. Untrusted text. */
  readonly excerpt?: readonly string[];
  /** What the same command needs besides to go on: a decision that only a person takes. */
  readonly goesOnWith?: { readonly acceptTree: string };
}

/** A problem with the table's own remedy, unless a more precise one is given. */
export function problem(code: ProblemCode, what: string, more: Partial<Omit<Problem, 'code' | 'what'>> = {}): Problem {
  return { code, what, remedy: PROBLEM_KINDS[code].remedy, ...more };
}

/** What pure code returns: a value, or everything that keeps it from being one. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export const checked = <T>(value: T): Checked<T> => ({ ok: true, value });
export const failed = (...problems: readonly Problem[]): { ok: false; problems: readonly Problem[] } => ({
  ok: false,
  problems,
});

/**
 * Collects what is wrong, so that it is all told at once. One is made at an edge or in a check, filled, and ends as a
 * `Checked` value (`over`) or as a `Stop` (`stop`).
 */
export class Problems {
  readonly #found: Problem[] = [];

  /** The problems so far, in the order they were found. */
  get found(): readonly Problem[] {
    return this.#found;
  }

  get none(): boolean {
    return this.#found.length === 0;
  }

  add(...problems: readonly Problem[]): void {
    this.#found.push(...problems);
  }

  /** The value of another check; where it failed, its problems are kept and there is none. */
  take<T>(result: Checked<T>): T | null {
    if (result.ok) return result.value;
    this.add(...result.problems);
    return null;
  }

  /** `value`, unless something is wrong. It is computed only then. */
  over<T>(value: () => T): Checked<T> {
    return this.none ? checked(value()) : failed(...this.#found);
  }

  /** @throws Stop when something is wrong */
  stop(): void {
    stopIfAny(this.#found);
  }
}

/** Bad input (2) outranks a failure (1), which outranks inconclusive (3). At least one problem. */
export function exitCodeOf(problems: readonly Problem[]): FailureExit {
  const exits = new Set(problems.map((each) => PROBLEM_KINDS[each.code].exit));
  return exits.has(2) ? 2 : exits.has(1) || exits.size === 0 ? 1 : 3;
}

/**
 * Thrown at the edge, where a command or stage cannot go on; entries print its problems and exit with its code, never with
 * a stack trace.
 */
export class Stop extends Error {
  readonly problems: readonly [Problem, ...Problem[]];

  constructor(problems: readonly [Problem, ...Problem[]], options?: { cause?: unknown }) {
    super(problems.map((each) => `${each.code}: ${each.what}`).join('\n'), options);
    this.name = 'Stop';
    this.problems = problems;
  }

  get exitCode(): FailureExit {
    return exitCodeOf(this.problems);
  }
}

/**
 * The one way from a list of problems to a `Stop`.
 *
 * @throws Stop when there is one
 */
export function stopIfAny(problems: readonly Problem[]): void {
  const [first, ...others] = problems;
  if (first !== undefined) throw new Stop([first, ...others]);
}

/** The value of a check; what is wrong with it stops the command. */
export function orStop<T>(result: Checked<T>): T {
  if (result.ok) return result.value;
  stopIfAny(result.problems);
  throw new Error('a failed check has a problem');
}
