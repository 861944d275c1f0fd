import { Problems, problem } from '../problem.ts';
import type { Config, ReleaseConfig } from '../settings/config.ts';
import { compileFilterList } from '../triggers/filter-pattern.ts';
import { type AssetPattern, matchesAsset, uploadedName } from '../triggers/release-assets.ts';
import { uploadedArtifacts } from '../triggers/uploaded-artifacts.ts';
import type { WorkflowFile } from '../triggers/workflow-file.ts';
import type { ReleaseFacts } from './facts.ts';
import type { TreeListing } from './git-tree.ts';
import { type EarlierRelease, isPrerelease, learnForm, makesLatest, releaseBefore } from './release-form.ts';

/** The GitHub release that this program makes, as far as it is known before the tag. */
export interface PlannedRelease {
  readonly title: string;
  /** `changelog`: the planned section. */
  readonly notes: 'changelog' | 'generated';
  /** Where generated notes begin; null: GitHub chooses. */
  readonly previousTag: string | null;
  readonly prerelease: boolean;
  /** As it looks now; looked at again when it is published. */
  readonly latest: 'true' | 'false' | 'legacy';
  readonly files: ReleaseConfig['files'];
  readonly artifacts: ReleaseConfig['artifacts'];
  readonly checksums: string | null;
  /** It is published when it is made, and no draft before: the only way in which workflows hear that it was created. */
  readonly isAtOnce: boolean;
  /** What will be attached, as far as it has names by now. */
  readonly assets: readonly AssetPattern[];
}

export interface ReleaseInput {
  readonly config: Pick<Config, 'release'>;
  readonly tag: string;
  readonly version: string;
  readonly releases: readonly ReleaseFacts[];
  readonly earlier: readonly EarlierRelease[];
  readonly listing: TreeListing;
  /** The list was cut short: what is not in it may be there. */
  readonly truncated: boolean;
  /** Workflows that the release tag starts. */
  readonly started: readonly WorkflowFile[];
  readonly changelogSection: string;
  /** Nothing can be attached to a release once it is published; null: not known. */
  readonly isImmutable: boolean | null;
  /** Workflows that wait for its creation and nothing else. */
  readonly waitsForCreation: readonly string[];
}

/** Plans the GitHub release that this program makes, in the form of the earlier ones. */
export function planReleaseContent(input: ReleaseInput): {
  readonly planned: PlannedRelease;
  readonly problems: Problems['found'];
  readonly notes: readonly string[];
} {
  const { config, tag, version, earlier } = input;
  const { release } = config;
  const form = learnForm(earlier);
  const title = (release.title ?? form.title).replaceAll('{tag}', tag).replaceAll('{version}', version);
  const problems = new Problems();
  const files = problems.take(plannedFiles(input)) ?? [];
  const artifacts = plannedArtifacts(input);
  const checksums: AssetPattern[] =
    release.checksums === null ? [] : [exact(release.checksums, 'the list of checksums that is made')];
  const isAttached = files.length + artifacts.assets.length + release.artifacts.length + checksums.length > 0;
  const isAtOnce = input.waitsForCreation.length > 0 && !isAttached && input.isImmutable !== true;
  if (input.waitsForCreation.length > 0 && !isAtOnce) problems.add(creationUnheard(input, isAttached));
  const planned: PlannedRelease = {
    title,
    notes: input.changelogSection.trim() === '' ? 'generated' : (release.notes ?? form.notes),
    previousTag: releaseBefore(earlier, version)?.facts.tag ?? null,
    prerelease: isPrerelease(version),
    latest: makesLatest(version, earlier, input.releases),
    files: release.files,
    artifacts: release.artifacts,
    checksums: release.checksums,
    isAtOnce,
    assets: [...files, ...artifacts.assets, ...checksums],
  };
  return { planned, problems: problems.found, notes: [describe(planned), ...artifacts.notes] };
}

/** The draft that the files need starts nothing, and its publication is another event. */
const creationUnheard = ({ waitsForCreation, tag }: ReleaseInput, isAttached: boolean) =>
  problem(
    'release-creation-unheard',
    `${waitsForCreation.join(' and ')} waits for the creation of a release alone, and that of ${tag} is a draft first, ${isAttached ? 'to attach its files' : 'since releases are immutable here'}: GitHub starts nothing for it.`,
    { where: waitsForCreation[0] ?? 'release' },
  );

function describe({ title, notes, prerelease, latest, assets, artifacts, isAtOnce }: PlannedRelease): string {
  const marks = [
    ...(prerelease ? ['a pre-release'] : []),
    ...(latest === 'false' && !prerelease ? ['not the latest: a higher version is released'] : []),
  ];
  const from = notes === 'generated' ? 'notes that GitHub generates' : 'the changelog section as its notes';
  const attached =
    assets.length > 0
      ? assets.map(({ name }) => name).join(', ')
      : artifacts.length > 0
        ? 'what the artifacts hold'
        : 'no files';
  return `The GitHub release is called ${JSON.stringify(title)}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}, with ${from} and ${attached}. ${isAtOnce ? 'It is published at once, since a workflow waits for its creation.' : 'It is a draft until everything is attached and proven.'}`;
}

const exact = (name: string, from: string): AssetPattern => ({ name, certainty: 'exact', from, because: null });

function plannedFiles({ config, listing, truncated }: ReleaseInput) {
  const chosen = chooseFiles(config.release.files, listing);
  if (!chosen.ok && truncated) return { ok: true as const, value: [] };
  return chosen.ok ? { ok: true as const, value: chosen.value.map(({ name, path }) => exact(name, path)) } : chosen;
}

/** A file of the tagged tree that is attached. */
export interface ChosenFile {
  readonly path: string;
  /** As the release shows it. */
  readonly name: string;
  readonly blob: string;
}

/** The files that paths and globs stand for. A glob that stands for nothing is a mistake, as is one name for two files. */
export function chooseFiles(patterns: readonly string[], listing: TreeListing) {
  const problems = new Problems();
  const chosen = new Map<string, ChosenFile>();
  const every = [...listing].flatMap(([folder, entries]) =>
    entries
      .filter(({ mode }) => mode.startsWith('100'))
      .map(({ path, sha }) => ({ path: folder === '' ? path : `${folder}/${path}`, blob: sha })),
  );
  for (const pattern of patterns) {
    const filter = compileFilterList([quoted(pattern)]);
    const found = every.filter(({ path }) => path === pattern || filter.match(path).matches);
    if (found.length === 0) {
      problems.add(
        problem('release-file-missing', `${JSON.stringify(pattern)} is no file of the tree that is released.`, {
          where: 'release.files',
        }),
      );
    }
    for (const { path, blob } of found) {
      const name = uploadedName(path.slice(path.lastIndexOf('/') + 1));
      const other = chosen.get(name);
      if (other !== undefined && other.path !== path) problems.add(sameName(name, [other.path, path], 'release.files'));
      else chosen.set(name, { path, name, blob });
    }
  }
  return problems.over(() => [...chosen.values()]);
}

/** Two files of one name: a release has room for one. */
export const sameName = (name: string, places: readonly string[], where: string) =>
  problem('release-file-missing', `${places.join(' and ')} would both be attached as ${name}.`, {
    where,
    remedy: 'Give one of them another name, or leave it out.',
  });

/** What is in the artifacts, as the workflows of the tag say. Actions of others may upload some that their text does not show. */
function plannedArtifacts({ config, started, tag, version }: ReleaseInput) {
  const assets: AssetPattern[] = [];
  const notes: string[] = [];
  for (const { name, workflow } of config.release.artifacts) {
    const wanted: AssetPattern = { name, certainty: /[*?]/.test(name) ? 'glob' : 'exact', from: '', because: null };
    const found = started
      .filter(({ path }) => workflow === null || path === workflow || path.endsWith(`/${workflow}`))
      .flatMap((each) => uploadedArtifacts(each, { tag, version }))
      .filter((each) => each.name.includes('*') || matchesAsset(wanted, each.name));
    if (found.length === 0) {
      notes.push(
        `No step of a workflow that ${tag} starts uploads an artifact ${JSON.stringify(name)}, as far as their text tells. Where none does, the release stops before it is published.`,
      );
    }
    for (const file of found.flatMap((each) => each.files)) {
      if (!assets.some((each) => each.name === file.name)) assets.push(file);
    }
  }
  return { assets, notes };
}

/** Only `*` and `**` are more than themselves in the path of a file. */
const quoted = (pattern: string): string => pattern.replace(/[?+[\]!\\]/g, '\\$&');
