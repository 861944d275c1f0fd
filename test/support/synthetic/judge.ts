import { orStop, type Problem } from '../../../src/core/problem.ts';
import type { SourceFile, SourceTree } from '../../../src/core/release/facts.ts';
import { listingFromRecursive, objectId } from '../../../src/core/release/git-tree.ts';
import {
  isWorthReading,
  type LayoutHistory,
  layoutHistoryOf,
  resolveLayout,
} from '../../../src/core/release/layout.ts';
import { nameRelease } from '../../../src/core/release/names.ts';
import { planRelease } from '../../../src/core/release/plan-release.ts';
import {
  type Blobs,
  changedBlobs,
  HistoryLearner,
  neighbouringReleases,
} from '../../../src/core/release/release-history.ts';
import { defaultConfig } from '../../../src/core/settings/load-config.ts';
import { nameTemplates } from '../../../src/core/settings/name-templates.ts';
import { changeBetween } from '../../../src/core/version/learn-places.ts';
import { RELEASE_DAY, type SyntheticRepository } from './repository.ts';

/** What came of the release of a made repository. */
export interface Outcome {
  /** Texts of the released tree, by path; null: it was not released. */
  readonly files: Texts | null;
  /** Those of the tree that the plan leads to, if it is another. */
  readonly planned: Texts;
  readonly problems: readonly Problem[];
  /** Lines that a person is told of; `alike` more in other places say the same. */
  readonly told: readonly {
    readonly path: string;
    readonly line: number | null;
    readonly text: string;
    readonly alike: number;
  }[];
}

/** What a release does to a made repository, held against what it has to do. */
export interface Judgement {
  readonly repository: SyntheticRepository;
  readonly isStopped: boolean;
  readonly codes: readonly string[];
  readonly problems: readonly Problem[];
  /** Files that are not as wanted: a line that must not change, or other bytes than the maintainers would write. */
  readonly wrong: readonly string[];
  /** Lines that still say the old version in a place, and that nobody is told of. */
  readonly stale: readonly string[];
}

type Texts = ReadonlyMap<string, string>;

/**
 * Holds an outcome against what the release has to do: line by line, whole files too where one came or went.
 */
export function judge(repository: SyntheticRepository, { files, planned, problems, told }: Outcome): Judgement {
  const { base, wanted } = repository;
  const toldAt = new Set(told.map(({ path, line }) => `${path}:${line}`));
  const toldAlike = new Set(told.flatMap(({ text, alike }) => (alike > 0 ? [text] : [])));
  // Text for people may be told instead; what code and builds say may not.
  const isTold = (path: string, line: number, text: string) =>
    FOR_PEOPLE.test(path) && (toldAt.has(`${path}:${line}`) || toldAlike.has(text.trim()));
  const [wrong, stale] = [[] as string[], [] as string[]];
  const after = files ?? planned;
  for (const path of new Set([...after.keys(), ...wanted.keys()])) {
    const lines = (after.get(path) ?? '').split('\n');
    const before = (base.get(path) ?? '').split('\n');
    const right = (wanted.get(path) ?? '').split('\n');
    for (let at = 0; at < Math.max(lines.length, right.length); at += 1) {
      if (lines[at] === right[at]) continue;
      const where = `${path}: ${JSON.stringify(lines[at])}, not ${JSON.stringify(right[at])}`;
      if (lines[at] !== before[at]) wrong.push(where);
      else if (!isTold(path, at + 1, lines[at] ?? '')) stale.push(where);
    }
  }
  return {
    repository,
    isStopped: files === null,
    codes: [...new Set(problems.map(({ code }) => code))],
    problems,
    wrong,
    stale,
  };
}

/** Documentation, and headers that say the version in a comment. */
const FOR_PEOPLE = /^(README\.md|docs\/|man\/|include\/[a-z]+\/part\d+\.hpp$)/;

/** Plans the next release of a repository without configuration, as the program does; nothing is read from anywhere. */
export function planSynthetic(repository: SyntheticRepository): Judgement {
  const { base, next, tag } = repository;
  const config = defaultConfig();
  const source = sourceOf(base);
  const history = historyOf(repository);
  const layout = resolveLayout(config, source, history);
  const { edits, problems } = layout.ok ? planOf() : { edits: [], problems: layout.problems };
  const after = new Map(base);
  for (const { path, after: bytes } of edits) after.set(path, Buffer.from(bytes).toString('utf8'));
  return judge(repository, {
    files: problems.length > 0 ? null : after,
    planned: after,
    problems,
    told: layout.ok ? layout.value.leftOver.map((each) => ({ ...each, alike: 0 })) : [],
  });

  function planOf() {
    if (!layout.ok) throw new Error('asked above');
    const template = tag.replace(next.text, '{version}');
    const names = orStop(nameRelease({ ...nameTemplates({ tag: template }, null), aliasTags: [] }, next.text));
    const { plan, problems } = planRelease({
      config,
      repository: {
        owner: 'acme',
        repo: 'made',
        htmlUrl: 'https://github.com/acme/made',
        publicUrl: 'https://github.com/acme/made',
        defaultBranch: 'main',
        isArchived: false,
        canPush: true,
        mergeMethods: { squash: true, merge: true, rebase: true },
        viewer: { login: 'app', kind: 'app' },
        nodeId: 'R',
        immutableReleases: false,
        hasGraphQL: true,
        warnings: [],
      },
      branch: {
        name: 'main',
        head: { sha: source.commit, tree: source.tree, parents: [], message: '' },
        requiredChecks: [],
        requiredApprovals: 0,
        hasMergeQueue: false,
        ruleTypes: [],
        rules: [],
        allowedMethods: null,
        closedBy: [],
      },
      tagRulesets: [],
      pushRulesets: [],
      layout: layout.value,
      changes: null,
      names,
      version: next.text,
      source,
      date: RELEASE_DAY,
      remaining: { merge: true, tag: true },
      aliases: [],
      sameNamed: [],
      remarks: { notes: [], warnings: [] },
      releases: [],
    });
    return { edits: plan?.edits ?? [], problems };
  }
}

const idsOf = (texts: Texts) => new Map([...blobsOf(texts)].map(([path, { sha }]) => [path, sha]));

function blobsOf(texts: Texts): Blobs {
  return new Map(
    [...texts].map(([path, text]) => [path, { sha: objectId('blob', Buffer.from(text)), size: text.length }]),
  );
}

export function sourceOf(texts: Texts): SourceTree {
  const files = new Map<string, SourceFile>();
  const entries = [];
  for (const [path, text] of texts) {
    const bytes = Buffer.from(text);
    const sha = objectId('blob', bytes);
    entries.push({ path, mode: '100644', sha, size: bytes.byteLength });
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1))
      entries.push({ path: path.slice(0, at), mode: '040000', sha: '0'.repeat(40) });
    if (isWorthReading(path)) files.set(path, { mode: '100644', sha, bytes });
  }
  const unique = [...new Map(entries.map((entry) => [entry.path, entry])).values()];
  return {
    commit: 'c'.repeat(40),
    tree: 't'.repeat(40),
    listing: listingFromRecursive(unique),
    truncated: false,
    unread: null,
    files,
  };
}

export function historyOf({ released, current, base }: SyntheticRepository): LayoutHistory {
  const texts = new Map(released.map((each) => [each.tag, each.files]));
  const pairs = neighbouringReleases(
    released.map(({ version, tag }) => ({ version: version.text, tag, commit: tag })),
    current.text,
  );
  const learner = new HistoryLearner(pairs);
  for (const pair of pairs) {
    const [older, newer] = [texts.get(pair.older.tag) ?? new Map(), texts.get(pair.newer.tag) ?? new Map()];
    for (const { path } of changedBlobs(blobsOf(older), blobsOf(newer)))
      learner.look(pair, changeBetween(path, older.get(path) ?? '', newer.get(path) ?? ''));
  }
  const [newest] = pairs;
  const trees =
    newest === undefined
      ? null
      : {
          older: idsOf(texts.get(newest.older.tag) ?? new Map()),
          newer: idsOf(texts.get(newest.newer.tag) ?? new Map()),
        };
  const releases = released.map(({ version, tag }) => ({ version: version.text, tag, commit: null })).reverse();
  return layoutHistoryOf({
    source: sourceOf(base),
    tags: released.map(({ tag }) => tag),
    wholes: released.map(({ version }) => version.text),
    releases,
    released: releases,
    said: current.text,
    read: learner.history(trees, []),
  });
}
