import { lineAt } from '../file-text.ts';

/** Where the settings of a build service say the beginning of a version that it completes with a number of its own. */
export function buildServiceVersion(
  path: string,
  text: string,
): { readonly line: number; readonly text: string } | null {
  if (!/(^|\/)\.?appveyor\.ya?ml$/.test(path)) return null;
  const match = /^version:[ \t]*(?<version>['"]?\d[\w.-]*\{build\}[^\r\n]*)/m.exec(text);
  return match === null ? null : { line: lineAt(text, match.index), text: (match.groups?.version ?? '').trim() };
}
