import { promoteChangelog } from '../core/changelog/changelog.ts';
import type { SourceTree } from '../core/release/facts.ts';
import { type Findings, findings } from './init-findings.ts';

/** The changelog, as far as it is kept in a form that can be gone on with. */
export function changelogFindings(source: SourceTree, changelogPath: string | null, folder: string): Findings {
  const own = [...source.files.keys()].find(
    (path) =>
      folder !== '' &&
      path.startsWith(`${folder}/`) &&
      /^(changelog|changes|history)\.md$/i.test(path.slice(folder.length + 1)),
  );
  const path = folder === '' ? changelogPath : (own ?? null);
  if (path === null) {
    return findings({
      open: [
        'No changelog was found (CHANGELOG.md, CHANGES.md or HISTORY.md). GitHub shows the notes of the release in any case.',
      ],
      keys: changelogPath === null ? {} : { changelog: false },
    });
  }
  const release = { version: '999999.0.0', tag: 'v999999.0.0', date: '2000-01-01', repositoryUrl: '' };
  const content = source.files.get(path)?.bytes ?? new Uint8Array();
  const promoted = promoteChangelog(content, { ...release, allowEmpty: true });
  if (!promoted.ok) {
    return findings({
      open: [
        `${path} is left alone: ${promoted.problems[0]?.what ?? 'it cannot be read.'} To have its entries promoted, add a \`## [Unreleased]\` heading and take \`changelog: false\` away.`,
      ],
      keys: { changelog: false },
    });
  }
  const isEmpty = !promoteChangelog(content, { ...release, allowEmpty: false }).ok;
  return findings({
    found: [{ what: 'changelog in the form of Keep a Changelog', from: path }],
    open: isEmpty
      ? [`[Unreleased] in ${path} is empty: write an entry before the release, or set \`changelog.allow-empty\`.`]
      : [],
    keys: path === changelogPath ? {} : { changelog: { path } },
  });
}
