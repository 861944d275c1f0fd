import { type Problem, Problems, problem } from '../problem.ts';
import { partsOf } from './line-template.ts';
import { compareVersions, isSameVersion } from './semver.ts';
import { openedLines, writtenVersions } from './version-forms.ts';

/** A version-bearing file and what it says today. */
export interface CarriedVersion {
  readonly path: string;
  readonly version: string;
  /** Where it says so, counted from 1, and the whole line. */
  readonly at?: { readonly line: number; readonly text: string };
  /** A packaging recipe's version is never one of its own, so an old one is not an accident to be left alone. */
  readonly isRecipe?: boolean;
}

export interface DriftReport {
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * What the version-bearing files say today, held against each other. A file that lags behind is brought up to date by
 * the bump and reported; one that is ahead, or that the bump would leave behind, stops the release.
 *
 * @param listed files the bump edits
 * @param unlisted version-bearing files it does not edit, less those that are ignored on purpose
 */
export function examineDrift(
  listed: readonly CarriedVersion[],
  unlisted: readonly CarriedVersion[],
  versions: { readonly current: string; readonly next: string },
): DriftReport {
  const { current, next } = versions;
  const notes: string[] = [];
  const problems = new Problems();
  for (const { path, version, at } of listed) {
    if (at !== undefined && /^\d{3,}$/.test(version)) {
      problems.add(codedNumber(path, version, at, current));
      continue;
    }
    const order = compareVersions(version, current);
    if (order === 0) continue;
    if (order !== null && order < 0) notes.push(`${path} lags behind at ${version}; the bump brings it to ${next}.`);
    else if (order === null)
      notes.push(`${path} says ${JSON.stringify(version)}, which is no semantic version; the bump writes ${next}.`);
    else {
      problems.add(
        problem('version-files-disagree', `${path} says ${version}, but the present version is ${current}.`, {
          where: path,
          remedy: `Make it say ${current}, or release a version above ${version}.`,
        }),
      );
    }
  }
  for (const { path, version, isRecipe } of unlisted) {
    const order = compareVersions(version, current);
    if (!isSameVersion(version, current) && !(isRecipe === true && order !== null && order < 0)) continue;
    const what =
      isRecipe === true
        ? `${path} would have no more than ${version} after the bump.`
        : `${path} would still say ${version} after the bump.`;
    problems.add(problem('version-file-left-behind', what, { where: path }));
  }
  return { notes, problems: problems.found };
}

/** One number that stands for the version, where its file is read as if it said the version: text must not replace it. */
function codedNumber(
  path: string,
  number: string,
  { line, text }: NonNullable<CarriedVersion['at']>,
  current: string,
): Problem {
  const { parts } = partsOf(current);
  const coded = writtenVersions(text, current, parts).filter(({ form }) => form === 'number');
  const [template] = coded.length === 0 ? [] : openedLines(text, coded);
  const where = `${path}:${line}`;
  const what = `${where} says ${number}, which is no version: the present one is ${current}, and the next must not be written over a number.`;
  return template === undefined
    ? problem('version-files-disagree', what, {
        where,
        remedy: 'Say how the number is made with `preset: lines` and {number:…}: docs/configuration.md.',
      })
    : problem('version-files-disagree', what, {
        where,
        remedy: 'Say how the number is made, in place of that entry:',
        paste: ['version-files:', `  - path: ${path}`, '    preset: lines', `    lines: [${JSON.stringify(template)}]`],
      });
}
