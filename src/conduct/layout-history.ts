import { counted } from '../core/counted.ts';
import { readFileText } from '../core/file-text.ts';
import { type Checked, orStop } from '../core/problem.ts';
import type { SourceTree, TagFacts } from '../core/release/facts.ts';
import { entryAt } from '../core/release/git-tree.ts';
import {
  isWorthReading,
  type Layout,
  type LayoutHistory,
  layoutHistoryOf,
  recogniseLayout,
  resolveLayout,
} from '../core/release/layout.ts';
import { mayHaveMoved } from '../core/release/left-over.ts';
import { type NeighbouringReleases, neighbouringReleases, type SaysVersion } from '../core/release/release-history.ts';
import { type SettledNames, settleNames } from '../core/release/settled-names.ts';
import { wholeVersions } from '../core/release/tag-form.ts';
import type { Config } from '../core/settings/config.ts';
import { isWorkflowPath } from '../core/triggers/workflow-file.ts';
import { literally, partsOf } from '../core/version/line-template.ts';
import { isForPeople, isOwnCode, mayHaveMovedAside, searchAside } from '../core/version/place-search.ts';
import { fileSieve, versionTexts } from '../core/version/version-forms.ts';
import { isAncestor } from '../github/read-release.ts';
import { filePaths } from '../github/read-tree.ts';
import { readNamedByHistory, withDevelopment } from './read-development.ts';
import { mostRequests, readReleaseHistory } from './read-release-history.ts';
import type { StageContext } from './stages/stage-context.ts';

/** Releases that are looked at for the newest one in the history of the base branch. */
const MOST_LOOKED_AT = 10;

export interface HistorySubject {
  readonly config: Config;
  readonly head: SourceTree;
  readonly tags: ReadonlyMap<string, TagFacts>;
  /** The repository's name. */
  readonly repo: string;
}

/** What the releases before tell of a tree, how the next one is named, and where the version stands. */
export async function layoutHistory(
  reader: Pick<StageContext, 'client' | 'store' | 'clock'> & Partial<Pick<StageContext, 'progress'>>,
  { config, head, tags, repo }: HistorySubject,
): Promise<{ readonly history: LayoutHistory; readonly named: SettledNames; readonly layout: Checked<Layout> }> {
  const every = [...tags.keys()];
  const wholes = wholeVersions(every, [repo]);
  const { component, known, said, apart } = orStop(recogniseLayout(config, head, { tags: every, wholes }));
  const facts = {
    config,
    component,
    known,
    current: said,
    source: head,
    tags: [...tags.values()],
    repo,
    others: apart.map(({ name }) => name.toLowerCase()),
  };
  const named = orStop(settleNames(facts));
  const { releases } = named.scheme;
  const inBase = said === null ? await inHistory(reader, releases, head) : releases;
  // A person says that the tags are the version: those of branches of their own are what there is.
  const released = inBase.length === 0 && config.versionFiles?.length === 0 ? releases : inBase;
  const told = { source: head, tags: every, wholes, releases, released, said, repo };
  const history = await withDevelopment(reader, named.config, head, layoutHistoryOf({ ...told, read: null }));
  // With the names as they are settled: they tell which parts of the tree are released apart.
  const layout = resolveLayout(named.config, head, history);
  const present = said ?? released[0]?.version ?? null;
  const aside = pathsAside(reader.store, head, present);
  // Lines that were opened since are places, and do not tell of those beside them.
  const isOpened = (history.development?.opened.length ?? 0) > 0;
  const isAside = aside.length > 0 || saysInWorkflow(head, present);
  if (!isUndecided(layout) && !isOpened && !isAside && !isTooLarge(head)) return { named, history, layout };
  const pairs = neighbouringReleases(released, said);
  const budget = mostRequests(pairs);
  if (pairs.length > 0) reader.progress?.note(`learning from ${between(pairs)}: at most ${counted(budget, 'request')}`);
  const read = await readReleaseHistory(reader, pairs, saying(head, pairs[0]?.newer.version ?? null));
  const informed = { ...layoutHistoryOf({ ...told, read }), development: history.development };
  await readNamedByHistory(reader, head, informed, aside);
  const resolved = resolveLayout(named.config, head, informed);
  if (!resolved.ok || pairs.length === 0) return { named, history: informed, layout: resolved };
  const notes = [...resolved.value.notes, costNote(between(pairs), read.requests, budget, read.unread)];
  return { named, history: informed, layout: { ok: true, value: { ...resolved.value, notes } } };
}

/** What stands with tests and examples and says the version: whether it is a place only the releases before tell. */
function pathsAside(store: StageContext['store'], { listing, files }: SourceTree, version: string | null): string[] {
  if (version === null) return [];
  const says = new RegExp(versionTexts(version, partsOf(version).parts).join('|'));
  return filePaths(listing).filter((path) => {
    if (files.has(path) || !mayHaveMovedAside(path)) return false;
    const bytes = store.known(entryAt(listing, path)?.sha ?? '');
    return bytes !== null && bytes !== 'binary' && says.test(readFileText(bytes).text);
  });
}

/** Whether a workflow gives something a version: what it builds may say this one, and only the releases before tell. */
const saysInWorkflow = ({ files }: SourceTree, version: string | null): boolean =>
  version !== null &&
  [...files].some(
    ([path, { bytes }]) => isWorkflowPath(path) && searchAside(path, readFileText(bytes).text, version).length > 0,
  );

/** Whether a file of a tree says a version, or one that it was opened for: as far as its text is known. */
function saying({ files }: SourceTree, version: string | null): SaysVersion {
  if (version === null) return () => null;
  const sieve = fileSieve(version, partsOf(version).parts);
  const isOpened = /\d(?:\.\d+)+[-.]?(?:dev|pre|alpha|beta|rc|snapshot|git|master|motley)/i;
  return (path) => {
    const bytes = files.get(path)?.bytes;
    if (bytes === undefined) return null;
    const { text } = readFileText(bytes);
    return sieve.test(text) || isOpened.test(text);
  };
}

/** Whether most texts of a tree were not read: then lines that moved in the releases before are the best that is known. */
function isTooLarge({ unread, truncated, listing, files }: SourceTree): boolean {
  if (unread === null) return false;
  const worth = truncated ? [] : filePaths(listing).filter(isWorthReading);
  return truncated || worth.filter((path) => !files.has(path)).length > worth.length / 2;
}

const between = (pairs: readonly NeighbouringReleases[]): string =>
  [...pairs.map(({ newer }) => newer.tag), pairs.at(-1)?.older.tag ?? ''].join(', ');

const costNote = (releases: string, requests: number, budget: number, unread: number): string =>
  `What moved with the version was learned from the differences between ${releases}, by ${counted(requests, 'request')} of at most ${budget}${
    unread === 0
      ? ''
      : `; ${counted(unread, 'more file differs', 'more files differ')}, in which the same lines were looked for`
  }.`;

/** Whether the releases before would tell anything: something says the version, and what it is does not follow from its file. */
const isUndecided = (layout: Checked<Layout>): boolean =>
  !layout.ok ||
  layout.value.isTagOnly ||
  layout.value.leftOver.some(mayHaveMoved) ||
  layout.value.problems.length > 0 ||
  layout.value.places.some(({ origin }) => origin.kind === 'says');

/**
 * Where no file says the version, only what was released from the base branch does: releases of other lines are left out. One that
 * was tagged on a branch of its own is not of another line where the base names its tag.
 */
async function inHistory<Release extends { readonly tag: string; readonly commit: string | null }>(
  { client }: Pick<StageContext, 'client'>,
  releases: readonly Release[],
  head: SourceTree,
): Promise<readonly Release[]> {
  for (const [at, { tag, commit }] of releases.slice(0, MOST_LOOKED_AT).entries())
    if (
      commit !== null &&
      (commit === head.commit || namesTag(head, tag) || (await isAncestor(client, commit, head.commit)))
    )
      return releases.slice(at);
  return [];
}

/** Whether what people read, or code, says the name of a tag. */
function namesTag({ files }: SourceTree, tag: string): boolean {
  const names = new RegExp(String.raw`(?<![\w.-])${literally(tag)}(?![\w-]|\.\d)`);
  return [...files].some(
    ([path, { bytes }]) => (isOwnCode(path) || isForPeople(path)) && names.test(readFileText(bytes).text),
  );
}
