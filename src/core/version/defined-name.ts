import { wordsApart } from './version-forms.ts';

/** What the name of a definition says besides that it is a version: `mz` of `MZ_VERSION`; empty where nothing. */
export function definedName(line: string): string {
  const name = /[A-Za-z_]\w*(?:version|ver)(?![a-z])\w*|\bver(?:sion)?_\w+/i.exec(wordsApart(line))?.[0] ?? '';
  const words = name.toLowerCase().split('_');
  return words.filter((word) => word !== '' && !ABOUT_VERSION.has(word)).join('_');
}

const ABOUT_VERSION = new Set(
  'version ver v k s g m lib is cur current project package app release major minor patch micro revision tweak build string str text number num code int hex full short series file product name value the'.split(
    ' ',
  ),
);
