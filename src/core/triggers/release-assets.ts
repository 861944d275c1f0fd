import { matchesGlob } from './file-glob.ts';
import { publishingSteps } from './publishing-steps.ts';
import { ASSUMED_MARK, type ReleaseSubject, UNKNOWN_MARK } from './release-subject.ts';
import type { WorkflowFile } from './workflow-file.ts';

/** One asset, or a family of them, that a workflow publishes. */
export interface AssetPattern {
  /** File name as the release will show it; `*` and `?` stand for what only a run can tell. */
  readonly name: string;
  /**
   * `exact`: the text says so. `assumed`: a name after the assumption named in `because`. `glob`: only the shape is
   * known, and any number of files may have it.
   */
  readonly certainty: 'exact' | 'assumed' | 'glob';
  /** Where it says so, for a person: job, step, key. */
  readonly from: string;
  /** The assumption behind an assumed name. */
  readonly because: string | null;
}

export interface ExpectedAssets {
  /** Without repetitions, in file order. */
  readonly patterns: readonly AssetPattern[];
  /** What was found, or why nothing was; a sentence without its full stop. */
  readonly why: string;
}

/** Longer than any file name; a longer one is known by no more than that it is there. */
const MAX_NAME = 1_000;

/**
 * What a workflow publishes on the release of a tag, as far as its text tells.
 *
 * Understood: softprops/action-gh-release and ncipollo/release-action, svenstaro/upload-release-action,
 * actions/upload-release-asset, and `gh release create` and `gh release upload` in a script. Jobs and steps whose `if:`
 * surely does not hold for the tag are left out, as are steps that name another tag. Values of the tag, of the matrix and
 * of literal `env:` are filled in; an output that is named after the version (`…version`) is assumed to be the version;
 * anything else becomes `*`.
 *
 * Sources: the READMEs of the actions named; GitHub CLI manual, "gh release create" and "gh release upload"; REST
 * documentation, "Upload a release asset", on renamed files.
 */
export function expectedAssets(workflow: WorkflowFile, subject: ReleaseSubject): ExpectedAssets {
  const found = new Map<string, AssetPattern>();
  const { steps, isWhole } = publishingSteps(workflow, subject);
  if (!isWhole) return { patterns: [], why: `${workflow.path} is too large to tell what it publishes` };
  for (const { files, place } of steps) {
    for (const file of files ?? []) {
      const pattern = toAssetPattern(file, place);
      const before = found.get(pattern.name);
      if (before === undefined || (before.certainty !== 'exact' && pattern.certainty === 'exact')) {
        found.set(pattern.name, pattern);
      }
    }
  }
  const patterns = [...found.values()];
  if (steps.length === 0)
    return { patterns, why: `${workflow.path} has no step that publishes a release for ${subject.tag}` };
  if (steps.some((step) => step.files === null) && patterns.length === 0)
    return { patterns, why: `${workflow.path} publishes a release whose assets only a run can name` };
  if (patterns.length === 0) return { patterns, why: `${workflow.path} publishes a release without assets` };
  const globs = patterns.filter((each) => each.certainty === 'glob').length;
  return {
    patterns,
    why: `${workflow.path} publishes ${patterns.length - globs} named ${patterns.length - globs === 1 ? 'asset' : 'assets'}${globs === 0 ? '' : ` and ${globs} that only a run can name`}`,
  };
}

/** Whether a name is one of the pattern's. */
export const matchesAsset = (pattern: AssetPattern, name: string): boolean =>
  pattern.certainty === 'glob' ? matchesGlob(pattern.name, name) : pattern.name === name;

/** Puts a file argument into the form of an asset: its last part, what it stands for, and how sure that is. */
export function toAssetPattern(file: string, from: string): AssetPattern {
  const isAssumed = file.includes(ASSUMED_MARK);
  const path = file.replaceAll(ASSUMED_MARK, '').replaceAll(UNKNOWN_MARK, '*').replaceAll('\\', '/');
  const base = path.slice(path.lastIndexOf('/') + 1);
  const last = base.length <= MAX_NAME ? base : '';
  // `[ab]` and `{a,b}` are wider than one name as well; `*` covers them. Which directory a file comes from is no matter.
  const isGlob = last === '' || /[*?[{]/.test(last);
  const name = last === '' ? '*' : last.replace(/\[[^\]]*\]|\{[^}]*\}/g, '*').replace(/\*{2,}/g, '*');
  if (isGlob) return { name, certainty: 'glob', from, because: null };
  const shown = uploadedName(name);
  return {
    name: shown,
    certainty: isAssumed || shown !== name ? 'assumed' : 'exact',
    from,
    because: isAssumed
      ? 'the output it is named after is taken to be the version'
      : shown !== name
        ? 'GitHub renames files with special characters'
        : null,
  };
}

/** GitHub renames files whose names have special characters: spaces and the like become full stops. */
export const uploadedName = (name: string): string => name.replace(/[^A-Za-z0-9._+@~-]+/g, '.');
