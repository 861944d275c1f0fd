import type { ChangesSinceRelease } from '../changelog/generate-section.ts';
import { releaseChangelog } from '../changelog/release-changelog.ts';
import { counted } from '../counted.ts';
import { fewNames } from '../few-names.ts';
import { fileBytes, readFileText } from '../file-text.ts';
import { type Checked, failed, type Problem, Problems, problem } from '../problem.ts';
import type { Config } from '../settings/config.ts';
import { containsSkipCi } from '../triggers/skip-ci.ts';
import { ambiguousCoding } from '../version/ambiguous-coding.ts';
import { belongsTo, candidateVersionPaths, isPackagingRecipe, recognise } from '../version/detect.ts';
import { unknownMarks, withMarks } from '../version/development-marks.ts';
import { type CarriedVersion, examineDrift } from '../version/drift.ts';
import { isLockFile } from '../version/lock-files.ts';
import { checkAbove } from '../version/next-version.ts';
import { compareVersions, isPrerelease } from '../version/semver.ts';
import { duePorts } from '../version/vcpkg-port.ts';
import { alreadySays, bumpVersionFile, placeSaying, readVersionFile } from '../version/version-file.ts';
import { type LeftOver, type PlaceOrigin, wouldChange } from '../version/version-places.ts';
import { isTaggedAsWhole } from './apart-folders.ts';
import { ruleName } from './branch-rules.ts';
import { withoutDevelopment } from './development.ts';
import type { BranchFacts, ReleaseFacts, RepositoryFacts, RequiredCheck, SourceTree, TagRuleset } from './facts.ts';
import { objectId, treeWithEdits } from './git-tree.ts';
import { heldNumbers } from './held-numbers.ts';
import { judgeLateFiles } from './late-files.ts';
import { isWorthReading, type Layout, textsOf } from './layout.ts';
import { leftAlongside } from './left-alongside.ts';
import { leftBehind, toldLeftOver } from './left-over.ts';
import type { ReleaseNames } from './names.ts';
import { leftRows, type PlaceRow, placeTable, standingRow, writtenRows } from './place-rows.ts';
import { short } from './position.ts';
import { type PublicationPlan, planPublication } from './publication.ts';
import { judgePushRules } from './push-rules.ts';
import { type PutBack, planPutBack, putBackNotes } from './put-back.ts';
import { meetsNamePattern } from './ruleset-pattern.ts';
import { repositoryAt } from './source-archive.ts';
import { judgeTagRules, type TagWrite } from './tag-rules.ts';

/** One file as the bump changes it. */
export interface FileEdit {
  readonly path: string;
  readonly mode: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Blob id of `after`. */
  readonly blob: string;
  /** The version it carries today; null for a changelog. */
  readonly from: string | null;
  /** How its places became known, each a clause. */
  readonly known?: readonly string[];
}

/** Everything a release will do, before it does anything: data that a person can read first. */
export interface ReleasePlan {
  readonly version: string;
  readonly previousVersion: string;
  readonly component: string | null;
  readonly names: ReleaseNames;
  readonly repository: RepositoryFacts;
  readonly hasGraphQL: boolean;
  readonly baseBranch: string;
  readonly base: { readonly commit: string; readonly tree: string };
  readonly edits: readonly FileEdit[];
  /** Every line that says the version, and what becomes of it. */
  readonly places: readonly PlaceRow[];
  /** Those of the notes that the table of places has as rows. */
  readonly placeNotes: readonly string[];
  /** Tree of the base with the edits: what the bump commit and the merge commit must hold. */
  readonly expectedTree: string;
  /** The changelog section that becomes the release's; empty without a changelog. */
  readonly changelogSection: string;
  readonly requiredChecks: readonly RequiredCheck[];
  readonly hasMergeQueue: boolean;
  /** What becomes of each alias, as it looks now. */
  readonly aliases: readonly PlannedAlias[];
  readonly publication: PublicationPlan;
  /** conandata.yml files whose new entry still needs the sha256 of the tag's archive. */
  readonly conandataPaths: readonly string[];
  /** Files of vcpkg ports that are moved to the release once its archive is there. */
  readonly portPaths: readonly string[];
  /** What stands for development again once the release is tagged. */
  readonly putBack: PutBack;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
  /**
   * What the configuration says otherwise than it did when a release was merged that is not what this plan leads to: names of
   * its settings.
   */
  readonly changedSettings?: readonly string[];
}

export interface PlanInput {
  readonly config: Config;
  readonly repository: RepositoryFacts;
  readonly branch: BranchFacts;
  readonly tagRulesets: readonly TagRuleset[];
  readonly pushRulesets: readonly TagRuleset[];
  readonly layout: Layout;
  readonly names: ReleaseNames;
  readonly version: string;
  readonly source: SourceTree;
  /**
   * What was merged, where that is not what the plan leads to, or no plan leads to it: people edited the pull request. It is what
   * gets the tag.
   */
  readonly merged?: SourceTree | null;
  /** Release date for the changelog, YYYY-MM-DD in UTC. */
  readonly date: string;
  /** The commits since the last release, where the changelog is written from them. */
  readonly changes: ChangesSinceRelease | null;
  /** Nothing is created any more when the release is merged and tagged: rules and token no longer matter. */
  readonly remaining: { readonly merge: boolean; readonly tag: boolean };
  /** What becomes of each alias. */
  readonly aliases: readonly PlannedAlias[];
  /** Those names of its tags that a branch has as well. */
  readonly sameNamed: readonly string[];
  /** What was found out about the names of the release, as sentences. */
  readonly remarks: { readonly notes: readonly string[]; readonly warnings: readonly string[] };
  /** The release tag stands, and is not this release's. */
  readonly isTaken?: boolean;
  /** GitHub releases that are there, newest first. */
  readonly releases: readonly ReleaseFacts[];
}

/** What a release does to one of its aliases. */
export interface PlannedAlias {
  readonly name: string;
  /** `stay`: it belongs to another release; `done`: it stands on this one. */
  readonly act: 'create' | 'move' | 'done' | 'stay' | 'stop';
  /** Of a move: the release has the old place in its history; null where that was of no interest. */
  readonly isForward: boolean | null;
}

/**
 * Plans a release. Everything wrong is told at once; the plan is there whenever the tree it leads to can be computed,
 * so that a person can see it beside the problems.
 */
export function planRelease(input: PlanInput): {
  readonly plan: ReleasePlan | null;
  readonly problems: readonly Problem[];
} {
  const { config, repository, branch, layout, names, version, source } = input;
  const isMerged = input.merged != null;
  const problems = new Problems();
  /** What keeps the bump from being made of the base. */
  const unmade = new Problems();
  unmade.add(...versionProblems(version, layout, input.isTaken === true));

  const bump = bumpFiles(input);
  // A release that changes no file has no pull request: the head of the base branch is what is tagged.
  const remaining = { ...input.remaining, merge: input.remaining.merge && bump.edits.length > 0 };
  // What says the version that is released is right as it stands.
  const isRight = ({ template, text }: LeftOver) => template !== null && !wouldChange(template, text, version);
  const unwritten = unwritable(bump.problems);
  const leftOver = layout.leftOver.filter((each) => !isRight(each));
  const left = [...leftOver, ...marksOf(input)].filter(({ path }) => !unwritten.has(path));
  unmade.add(...layout.problems, ...bump.problems, ...leftBehind(left, layout.isConfigured));
  const placeNotes = toldLeftOver(leftOver);
  const drift = examineDrift(...carriedVersions(input), { current: layout.current, next: version });
  unmade.add(...drift.problems);
  // Nobody can mend the commit that a merged release was made of. Whether what was merged may be tagged, its tree decides.
  if (!isMerged) problems.add(...unmade.found);

  const publication = planPublication({
    config,
    component: layout.component,
    names: { ...names, aliasTags: namesOnRelease(input.aliases) },
    version,
    // The workflows at the tag are what runs.
    source: input.merged ?? source,
    repository: `${repository.owner}/${repository.repo}`,
    baseBranch: branch.name,
    changedPaths: bump.edits.map((edit) => edit.path),
    viewer: repository.viewer,
    remaining,
    existingAliases: input.aliases.filter(({ act }) => act === 'move' || act === 'done').map(({ name }) => name),
    sameNamed: input.sameNamed,
    hasMergeQueue: branch.hasMergeQueue,
    hasImmutableReleases: repository.immutableReleases,
    releases: input.releases,
    changelogSection: bump.changelogSection,
  });
  const late = judgeLateFiles(publication.plan.lateFiles, repository.immutableReleases, input.releases);
  problems.add(...publication.problems, ...(remaining.tag ? late.problems : []));
  problems.add(...accessProblems({ ...input, remaining }));
  const otherVersions = mergedVersions(input);
  // What is tagged stays as it is: whether it counts as released, a person says of its tree.
  if (input.remaining.tag) problems.add(...otherVersions);
  const tagRules = judgeTagRules(input.tagRulesets, tagWrites(input), repository.viewer.login);
  problems.add(...tagRules.problems);
  const pushed = remaining.merge ? bump.edits.map(({ path, after }) => ({ path, size: after.length })) : [];
  const pushRules = judgePushRules(input.pushRulesets, pushed, repository.viewer.login);
  problems.add(...pushRules.problems);

  const warnings = [
    ...(isMerged ? unmade.found : []).map(
      ({ what }) => `${version} would not be made of ${short(source.commit)} again; what was merged counts. ${what}`,
    ),
    ...(input.remaining.tag ? [] : otherVersions).map(({ what }) => `${names.tag} is tagged as it is. ${what}`),
    ...repository.warnings,
    ...publication.warnings,
    ...late.warnings,
    ...tagRules.warnings,
    ...pushRules.warnings,
    ...(remaining.merge ? mergeRules(branch.rules, input) : []),
    ...(isMerged ? [] : alongside(input, bump.edits)),
    ...input.remarks.warnings,
  ];
  if (branch.requiredApprovals > 0 && remaining.merge) {
    warnings.push(
      `${branch.name} requires ${branch.requiredApprovals} approving review(s): the release stops at the pull request until it has them.`,
    );
  }
  if (remaining.merge && branch.closedBy.some(({ canBypass }) => canBypass === null)) {
    warnings.push(
      `A ruleset or a protection restricts updates of ${branch.name}, and GitHub does not tell whether this token may bypass it: that is known only when the pull request is merged.`,
    );
  }
  if (branch.requiredChecks.length === 0 && remaining.merge) {
    warnings.push(
      `${branch.name} requires no check: the pull request is merged as soon as GitHub can. The runs of the tag are watched in any case.`,
    );
  }
  if (repository.viewer.kind === 'unknown') {
    warnings.push('It is unknown whose token this is, so whether its tag starts workflows is unknown too.');
  }
  if (source.unread !== null) {
    warnings.push(`Not every file was searched for the present version: ${source.unread}.`);
  }
  const putBack = planPutBack(layout, withoutDevelopment(source, layout.extended), version);
  if (bump.edits.length === 0 && !problems.none && !isMerged) return { plan: null, problems: problems.found };
  return {
    problems: problems.found,
    plan: {
      version,
      previousVersion: layout.current,
      component: layout.component,
      names,
      repository,
      hasGraphQL: repository.hasGraphQL,
      baseBranch: branch.name,
      base: { commit: source.commit, tree: source.tree },
      edits: bump.edits,
      places: placeTable([...bump.rows, ...leftRows(left)]),
      placeNotes,
      expectedTree: treeWithEdits(source.listing, new Map(bump.edits.map((edit) => [edit.path, edit.blob]))),
      changelogSection: bump.changelogSection,
      requiredChecks: branch.requiredChecks,
      hasMergeQueue: branch.hasMergeQueue,
      aliases: input.aliases,
      publication: publication.plan,
      conandataPaths: bump.conandataPaths,
      portPaths: bump.portPaths,
      putBack,
      notes: [
        ...(bump.edits.length === 0 && !isMerged
          ? [`No file changes: the head of ${branch.name} is what is tagged.`]
          : []),
        ...saysAlready(version, layout),
        ...layout.notes,
        ...drift.notes,
        ...placeNotes,
        ...heldNumbers(source, layout.held),
        ...bump.notes,
        ...putBackNotes(putBack, names.tag),
        ...input.remarks.notes,
      ],
      warnings,
    },
  };
}

const alongside = ({ config, layout, source, version }: PlanInput, edits: readonly FileEdit[]): string[] =>
  leftAlongside({
    source,
    moved: isPrerelease(version) ? [] : layout.alongside,
    after: new Map(edits.map(({ path, after }) => [path, after])),
    version,
    changelogPath: layout.changelogPath,
    ignored: config.ignoreFiles,
  });

/** A version that may not be released, or not from here. */
function versionProblems(
  version: string,
  { current, isTagOnly, released, releasedTag, versionFiles }: Layout,
  isTaken: boolean,
): readonly Problem[] {
  const next = checkAbove(version, current);
  const [first] = versionFiles;
  // `2.0.10+zstd.1.5.6` of a crate names what it bundles, and only a person knows what the next one does.
  if (!isTagOnly && first !== undefined && current.includes('+') && compareVersions(version, current) !== 0)
    return [lostMetadata(first.path, current, version)];
  if (next.ok) return [];
  // Files that say it already are released as they stand, if nobody has tagged it.
  if (!isTaken && !isTagOnly && compareVersions(version, current) === 0 && released !== version) return [];
  return next.problems.map((each) =>
    each.code === 'version-not-above-current'
      ? { ...each, what: `${each.what.replace(/\.$/, '')} (${saidBy()}).` }
      : each,
  );

  function saidBy(): string {
    return isTagOnly || first === undefined ? `of the newest release tag, ${releasedTag}` : `of ${first.path}`;
  }
}

const lostMetadata = (path: string, current: string, version: string): Problem =>
  problem('version-invalid', `${path} says ${current}, and ${version} would drop what stands behind the plus.`, {
    where: path,
    remedy: `If the next version has no such part, remove it from ${path} and release again; a version that has one is released by hand.`,
  });

/** Marks of development that would be released, and nothing tells what they are in a release. */
function marksOf({ source, version, config, layout }: PlanInput): readonly LeftOver[] {
  const ignored = new Set(config.ignoreFiles);
  // The last release had them otherwise, or had them as well.
  const known = new Set([
    ...(isPrerelease(version) ? [] : layout.marks.map(({ path, developing }) => `${path}\0${developing}`)),
    ...layout.stoodMarks.map(({ path, line }) => `${path}\0${line}`),
  ]);
  const said = layout.released === null ? [] : [layout.released, layout.current];
  const texts = [...source.files].flatMap(([path, { bytes }]): [string, string][] =>
    ignored.has(path) || !isWorthReading(path) ? [] : [[path, readFileText(bytes).text]],
  );
  return unknownMarks(texts, [...new Set([version, ...said])], (path, raw) => known.has(`${path}\0${raw}`)).filter(
    ({ path, line }) => !ignored.has(`${path}:${line}`),
  );
}

/** That files say already what is released. */
const saysAlready = (version: string, { current, isTagOnly, versionFiles }: Layout): string[] =>
  !isTagOnly && compareVersions(version, current) === 0
    ? [`${versionFiles[0]?.path ?? 'The tree'} says ${version} already; it was never released, and is as it stands.`]
    : [];

interface BumpResult {
  readonly edits: readonly FileEdit[];
  /** What the places write, line by line. */
  readonly rows: readonly PlaceRow[];
  readonly changelogSection: string;
  readonly conandataPaths: readonly string[];
  readonly portPaths: readonly string[];
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

/** Edits every version-bearing file and the changelog. */
export function bumpFiles(
  input: Pick<PlanInput, 'config' | 'layout' | 'names' | 'version' | 'source' | 'date' | 'changes'> & {
    readonly repository: Pick<RepositoryFacts, 'publicUrl'>;
  },
): BumpResult {
  const { config, layout, names, version, repository } = input;
  const source = withoutDevelopment(input.source, layout.extended);
  const target = {
    version,
    tag: names.tag,
    repositoryUrl: repository.publicUrl,
    from: layout.current,
    tagged: layout.released,
    ...(input.date === '' ? {} : { date: input.date }),
  };
  const problems = new Problems();
  const notes: string[] = [];
  const content = new Map<string, Uint8Array>();
  const from = new Map<string, string | null>();
  const conandataPaths: string[] = [];
  const rows: PlaceRow[] = [];

  const known = new Map<string, Set<string>>();
  const extended = new Set(layout.extended.map(({ path }) => path));
  for (const path of extended) {
    const bytes = source.files.get(path)?.bytes;
    if (bytes === undefined) continue;
    content.set(path, bytes);
    from.set(path, null);
  }
  const places = layout.places.filter(({ isOfFinals }) => isOfFinals !== true || !isPrerelease(version));
  for (const place of places) {
    const { spec, origin } = place;
    problems.add(...[ambiguousCoding(place, version)].flatMap((each) => each ?? []));
    const bytes = content.get(spec.path) ?? source.files.get(spec.path)?.bytes;
    if (bytes === undefined) {
      problems.add(
        problem('version-file-missing', `${spec.path} does not exist at ${source.commit}.`, { where: spec.path }),
      );
      continue;
    }
    const bumped = problems.take(at(spec.path, bumpVersionFile(spec, bytes, target)));
    if (bumped === null) continue;
    if (spec.preset === 'conandata') conandataPaths.push(spec.path);
    const because = originText(origin);
    if (bumped.changed) rows.push(...writtenRows(spec.path, bytes, bumped.bytes, because));
    // What a port becomes once its archive is there is told with the ports.
    else if (spec.preset !== 'vcpkg-port') rows.push(standingRow(spec.path, because));
    if (bumped.changed) {
      known.set(spec.path, (known.get(spec.path) ?? new Set()).add(because));
      content.set(spec.path, bumped.bytes);
      if (!from.has(spec.path)) from.set(spec.path, bumped.before);
    }
  }

  problems.add(...unbumped(places, content, target));
  // What marks say of a pre-release, the last release does not tell.
  for (const [path, bytes] of isPrerelease(version) ? [] : releasedMarks(layout, source, content)) {
    const because = `in development since ${layout.releasedTag}`;
    const before = content.get(path) ?? source.files.get(path)?.bytes;
    if (before !== undefined) rows.push(...writtenRows(path, before, bytes, because));
    content.set(path, bytes);
    known.set(path, (known.get(path) ?? new Set()).add(because));
    if (!from.has(path)) from.set(path, null);
  }
  problems.add(...stale({ ...input, source }, content, unwritable(problems.found)));
  const rowsOf = [
    ...rows.filter(({ path }) => !extended.has(path)),
    ...[...extended].flatMap((path) => {
      const [before, after] = [input.source.files.get(path)?.bytes, content.get(path)];
      const because = `in development since ${layout.releasedTag}`;
      return before === undefined || after === undefined ? [] : writtenRows(path, before, after, because);
    }),
  ];

  let changelogSection = '';
  if (layout.changelogPath !== null) {
    const path = layout.changelogPath;
    const bytes = source.files.get(path)?.bytes;
    if (bytes === undefined) {
      problems.add(problem('version-file-missing', `${path} does not exist at ${source.commit}.`, { where: path }));
    } else {
      const { mode = null, allowEmpty = false } = config.changelog ?? {};
      const { component, current } = layout;
      const about = { ...target, path, mode, allowEmpty, component, current, changes: input.changes };
      const released = problems.take(at(path, releaseChangelog(bytes, { ...about, date: input.date })));
      if (released !== null) {
        if (Buffer.compare(released.bytes, bytes) !== 0) {
          content.set(path, released.bytes);
          from.set(path, null);
        }
        changelogSection = released.section;
        notes.push(...released.notes);
      }
    }
  } else if (config.changelog !== null) notes.push('No changelog was found; the release has no notes of its own.');

  const edits = [...content].map(([path, after]): FileEdit => {
    const file = input.source.files.get(path);
    return {
      path,
      mode: file?.mode ?? '100644',
      before: file?.bytes ?? new Uint8Array(),
      after,
      blob: objectId('blob', after),
      from: from.get(path) ?? null,
      known: [...(known.get(path) ?? [])],
    };
  });
  const ports = portsOf(input);
  return {
    edits,
    rows: rowsOf,
    changelogSection,
    conandataPaths,
    ...ports,
    notes: [...notes, ...ports.notes],
    problems: problems.found,
  };
}

/** Files without their marks of development, as far as they are known. */
function releasedMarks(
  { marks }: Layout,
  { files }: SourceTree,
  content: ReadonlyMap<string, Uint8Array>,
): [string, Uint8Array][] {
  return [...new Set(marks.map(({ path }) => path))].flatMap((path): [string, Uint8Array][] => {
    const bytes = content.get(path) ?? files.get(path)?.bytes;
    if (bytes === undefined) return [];
    const { text, mark } = readFileText(bytes);
    const without = withMarks(
      text,
      marks.filter((each) => each.path === path),
      'released',
    );
    return without.changed === 0 ? [] : [[path, fileBytes({ text: without.text, mark })]];
  });
}

/** Places that do not say the version when every place was written: read again, whatever the edit was meant to do. */
function unbumped(
  places: Layout['places'],
  content: ReadonlyMap<string, Uint8Array>,
  target: Parameters<typeof alreadySays>[2],
): Problem[] {
  return places.flatMap(({ spec }) => {
    const after = content.get(spec.path);
    if (after === undefined || alreadySays(placeSaying(spec, target.version), after, target)) return [];
    const what = `${spec.path} would not say ${target.version} after the bump.`;
    return [problem('version-files-disagree', what, { where: spec.path })];
  });
}

/** Lines of the new tree that still say the old version, and were told to nobody: searched for as if nothing were known of places. */
function stale(
  { layout, source, version }: Pick<PlanInput, 'layout' | 'source' | 'version'>,
  content: ReadonlyMap<string, Uint8Array>,
  told: ReadonlySet<string>,
): Problem[] {
  if (content.size === 0) return [];
  const texts = [...textsOf(source), ...content].filter(([path]) => !told.has(path));
  return leftBehind(layout.stillSaying(new Map(texts), version), layout.isConfigured);
}

/** Files in which the version cannot be written: that is what there is to say of them, and not that they say another one. */
const unwritable = (problems: readonly Problem[]): ReadonlySet<string> =>
  new Set(problems.flatMap(({ code, where = '' }) => (code === 'version-invalid' ? [where.replace(/:\d+$/, '')] : [])));

/** The ports that follow a release, with what a person should know of them. */
function portsOf({ layout, names, version, source, repository }: Parameters<typeof bumpFiles>[0]): {
  readonly portPaths: readonly string[];
  readonly notes: readonly string[];
} {
  const paths = layout.versionFiles.flatMap(({ path, preset }) => (preset === 'vcpkg-port' ? [path] : []));
  const due = duePorts(textsOf(source), paths, {
    version,
    tag: names.tag,
    repository: repositoryAt(repository.publicUrl),
  });
  const notes = due.map(
    ({ path, line, text }) =>
      `${path}:${line} stays at ${text} until the archive of ${names.tag} is there, whose sha512 it needs: a pull request follows.`,
  );
  return { portPaths: due.map(({ path }) => path), notes };
}

/** How a place became known, for a person. */
function originText(origin: PlaceOrigin): string {
  switch (origin.kind) {
    case 'configured':
      return 'configured';
    case 'format':
      return 'known format';
    case 'moved':
      return `moved to ${origin.to.slice(0, 3).join(', ')}`;
    case 'says':
      return 'says the version';
    case 'alike':
      return `reads like ${counted(origin.files, 'other file')}`;
  }
}

/** Problems that know no place of their own stand at the file. */
const at = <T>(path: string, result: Checked<T>): Checked<T> =>
  result.ok ? result : failed(...result.problems.map((each) => ({ ...each, where: each.where ?? path })));

/** What the version files say today, and other version-bearing files that nobody said to leave alone. */
function carriedVersions({ config, layout, source: developing }: PlanInput): [CarriedVersion[], CarriedVersion[]] {
  const source = withoutDevelopment(developing, layout.extended);
  const listed: CarriedVersion[] = [];
  const unlisted: CarriedVersion[] = [];
  for (const spec of layout.versionFiles) {
    // A port stays behind until its archive is there.
    if (spec.preset === 'vcpkg-port') continue;
    const bytes = source.files.get(spec.path)?.bytes;
    const read = bytes === undefined ? null : readVersionFile(spec, bytes);
    const found = read?.ok === true ? read.value[0] : undefined;
    if (found === undefined || bytes === undefined) continue;
    const { version, line } = found;
    listed.push({
      path: spec.path,
      version,
      line,
      text: readFileText(bytes).text.split('\n')[line - 1]?.trimEnd() ?? '',
    });
  }
  const known = new Set([
    ...layout.versionFiles.map(({ path }) => path),
    // Told of line by line.
    ...layout.leftOver.flatMap(({ path, blocks }) => (blocks === null ? [] : [path])),
    ...config.ignoreFiles,
  ]);
  const { component, versionFiles } = layout;
  // One whose version stands elsewhere too is the repository's main one; a lock file is everybody's.
  const isApart =
    component !== null &&
    !isTaggedAsWhole(config.templates.tag, component) &&
    versionFiles.every(({ path }) => isLockFile(path) || belongsTo(path, component));
  for (const path of candidateVersionPaths([...source.files.keys()])) {
    // A component with files of its own leaves those of its neighbours alone, also at the same version.
    if (isApart && !belongsTo(path, component)) continue;
    const bytes = source.files.get(path)?.bytes;
    const spec = known.has(path) || bytes === undefined ? null : recognise(path, bytes);
    const read = spec === null || bytes === undefined ? null : readVersionFile(spec, bytes);
    const version = read?.ok === true ? read.value[0]?.version : undefined;
    if (spec !== null && version !== undefined) unlisted.push({ path, version, isRecipe: isPackagingRecipe(spec) });
  }
  return [listed, unlisted];
}

/** Files that say another version after the merge than the one that would be tagged. */
function mergedVersions({ layout, merged, names, repository, version }: PlanInput): readonly Problem[] {
  const found: Problem[] = [];
  const target = { version, tag: names.tag, repositoryUrl: repository.publicUrl, from: layout.current };
  for (const spec of merged == null ? [] : layout.versionFiles) {
    const bytes = merged?.files.get(spec.path)?.bytes;
    const read = bytes === undefined ? null : readVersionFile(placeSaying(spec, version), bytes);
    const carried = read?.ok === true ? read.value[0]?.version : undefined;
    // Parts, and requirements of the release's packages, say no version alone.
    if (carried === version || (bytes !== undefined && alreadySays(spec, bytes, target))) continue;
    found.push(
      problem(
        'version-files-disagree',
        `${spec.path} says ${carried ?? 'no version'} at the merge commit, not ${version}.`,
        { where: spec.path, remedy: `Correct it on the base branch, and release the version after ${version}.` },
      ),
    );
  }
  return found;
}

/** Token, rules and settings that would stop the release half way. */
function accessProblems({ repository, branch, config, remaining }: PlanInput): readonly Problem[] {
  const problems = new Problems();
  if ((remaining.merge || remaining.tag) && repository.isArchived) {
    problems.add(
      problem('token-forbidden', `${repository.owner}/${repository.repo} is archived: nobody may write to it.`, {
        where: repository.htmlUrl,
        remedy: 'Take it out of the archive (Settings, Danger Zone), then run the same command again.',
      }),
    );
  } else if ((remaining.merge || remaining.tag) && repository.canPush === false) {
    problems.add(
      problem(
        'token-forbidden',
        `The token of ${repository.viewer.login ?? 'an unknown identity'} may not push to ${repository.owner}/${repository.repo}.`,
        {
          remedy: 'Give it `contents: write` and `pull-requests: write` on this repository.',
        },
      ),
    );
  }
  if (remaining.merge) {
    if (!repository.mergeMethods[config.mergeMethod]) {
      problems.add(problem('merge-method-disabled', `The repository does not allow ${config.mergeMethod} merges.`));
    }
    if (branch.ruleTypes.includes('required_linear_history') && config.mergeMethod === 'merge') {
      problems.add(
        problem('rules-forbid-merge', `${branch.name} requires a linear history, which a merge commit breaks.`, {
          remedy: 'Set `merge-method: squash`.',
        }),
      );
    }
    if (branch.allowedMethods !== null && !branch.allowedMethods.includes(config.mergeMethod)) {
      const [first] = branch.allowedMethods;
      problems.add(
        problem(
          'rules-forbid-merge',
          `A ruleset allows other merges into ${branch.name} than ${config.mergeMethod}: ${fewNames(branch.allowedMethods)}.`,
          {
            remedy:
              first === undefined
                ? `Let the ruleset allow \`${config.mergeMethod}\`; then run the same command again.`
                : `Set \`merge-method: ${first}\`, or let the ruleset allow \`${config.mergeMethod}\`; then run the same command again.`,
          },
        ),
      );
    }
    for (const { by } of branch.closedBy.filter(({ canBypass }) => canBypass === false)) {
      const who = repository.viewer.login ?? 'the token’s identity';
      problems.add(
        problem('rules-forbid-merge', `${ruleName(by)} restricts updates of ${branch.name}.`, {
          remedy:
            by.kind === 'ruleset'
              ? `Add ${who} to the ruleset’s bypass list, then run the same command again.`
              : `Let ${who} do it ("${by.setting}", Settings, Branches), then run the same command again.`,
        }),
      );
    }
  }
  return problems.found;
}

/** Rules that may hold up a merge, and of which the checks and approvals it waits for say nothing. */
const HOLDING: Readonly<Record<string, string>> = {
  required_deployments: 'wants deployments to have succeeded',
  workflows: 'wants workflows of other repositories to have passed',
  code_scanning: 'wants results of code scanning',
  code_quality: 'wants results of code quality',
  commit_author_email_pattern: 'has a pattern for the addresses of authors',
  committer_email_pattern: 'has a pattern for the addresses of committers',
};

function mergeRules(
  rules: BranchFacts['rules'],
  { branch, names }: Pick<PlanInput, 'branch' | 'names'>,
): readonly string[] {
  return rules.flatMap(({ type, parameters }) => {
    const says = HOLDING[type];
    if (says !== undefined)
      return [
        `A ruleset ${says} before anything reaches ${branch.name}: whether it lets the release pass is known at the merge.`,
      ];
    if (type !== 'commit_message_pattern' || meetsNamePattern(parameters, names.pullRequestTitle) !== false) return [];
    return [
      `A ruleset has a pattern for messages (${String(parameters.operator)} ${JSON.stringify(parameters.pattern)}) of ${branch.name}, which ${JSON.stringify(names.pullRequestTitle)} does not meet: without leave to bypass it, the merge is refused. \`pr-title\` sets another.`,
    ];
  });
}

/** The tags that are still to be written. */
function tagWrites({ names, aliases, remaining }: PlanInput): TagWrite[] {
  if (!remaining.tag) return [];
  const writes: TagWrite[] = [{ name: names.tag, act: 'create', isAlias: false, isForward: true }];
  for (const { name, act, isForward } of aliases) {
    if (act === 'create' || act === 'move') writes.push({ name, act, isAlias: true, isForward: isForward !== false });
  }
  return writes;
}

/** The aliases that stand on the release once it is tagged. */
export const namesOnRelease = (aliases: readonly PlannedAlias[]): string[] =>
  aliases.filter(({ act }) => act !== 'stay' && act !== 'stop').map(({ name }) => name);

/** A skip phrase in a text that ends up in the head commit, or null. */
export const suppressingPhrase = (texts: readonly string[]): string | null => {
  for (const text of texts) {
    const phrase = containsSkipCi(text);
    if (phrase !== null) return phrase;
  }
  return null;
};
