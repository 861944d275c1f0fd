import { shown } from './promote.ts';
import { type ChangelogMode, learnedMode } from './release-changelog.ts';
import { isEmptySection } from './section-text.ts';
import { lineOf, MAXIMUM_CHANGELOG_SIZE, readDocument } from './sections.ts';

/** How a changelog is kept, before a release is thought of. */
export interface DescribedChangelog {
  readonly mode: ChangelogMode;
  /** What the next release needs of a person, as a sentence; null where nothing is to be done. */
  readonly open: string | null;
  readonly what: string;
}

/** Says how a changelog is kept. */
export function describeChangelog(
  bytes: Uint8Array,
  path: string,
  { component, current }: { readonly component: string | null; readonly current: string },
): DescribedChangelog {
  const usable = bytes.byteLength > MAXIMUM_CHANGELOG_SIZE ? new Uint8Array() : bytes;
  const document = readDocument(usable, path, { versions: [current], component });
  const mode = learnedMode(document, '');
  const [unreleased] = document.unreleased;
  if (mode === 'promote' && unreleased !== undefined) {
    const heading = `${JSON.stringify(shown(unreleased))} in line ${lineOf(document, unreleased)}`;
    const open = isEmptySection(document, unreleased)
      ? `${heading} of ${path} is empty: write an entry before the release, or set \`changelog.allow-empty\`.`
      : null;
    return { mode, open, what: `changelog: ${heading} becomes the section of the release` };
  }
  const newest = document.isAscending ? document.releases.at(-1) : document.releases[0];
  const like =
    newest === undefined
      ? ''
      : `, with a heading like ${JSON.stringify(shown(newest))} in line ${lineOf(document, newest)}`;
  return {
    mode,
    open: `${path} gets the section of each release by hand: write it before the release${like}.`,
    what: 'changelog whose sections are written before each release',
  };
}
