import { readFileText } from '../file-text.ts';
import { isOwnCode, searchFile } from '../version/place-search.ts';
import type { SourceTree } from './facts.ts';

/** Whether code or a build file of a tree gives a version a name. */
export const namesVersion = ({ files }: Pick<SourceTree, 'files'>, version: string): boolean =>
  [...files].some(
    ([path, { bytes }]) =>
      isOwnCode(path) && searchFile(path, readFileText(bytes).text, version).some(({ kind }) => kind === 'definition'),
  );
