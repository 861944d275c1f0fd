import { isChangelogName } from '../core/changelog/changelog-paths.ts';
import { describeChangelog } from '../core/changelog/describe-changelog.ts';
import type { SourceTree } from '../core/release/facts.ts';
import { type Findings, findings } from './init-findings.ts';

/** What the changelog is read for. */
export interface ChangelogSubject {
  /** The one that a release would take; null: none. */
  readonly path: string | null;
  /** Folder of the component that is released; empty for the whole repository. */
  readonly folder: string;
  readonly component: string | null;
  readonly current: string;
}

/** The changelog, and how it is kept. */
export function changelogFindings(
  source: SourceTree,
  { path: found, folder, component, current }: ChangelogSubject,
): Findings {
  const own = [...source.files.keys()].find(
    (path) => folder !== '' && isChangelogName(path) && path.slice(0, path.lastIndexOf('/')) === folder,
  );
  const path = folder === '' ? found : (own ?? null);
  if (path === null) {
    return findings({
      open: ['No changelog that names releases was found. GitHub shows the notes of the release in any case.'],
      keys: found === null ? {} : { changelog: false },
    });
  }
  const described = describeChangelog(source.files.get(path)?.bytes ?? new Uint8Array(), path, { component, current });
  return findings({
    found: [{ what: described.what, from: path }],
    open: described.open === null ? [] : [described.open],
    keys: path === found ? {} : { changelog: { path } },
  });
}
