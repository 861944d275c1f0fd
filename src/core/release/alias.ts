import { type Problem, problem } from '../problem.ts';
import { fillTemplate } from '../settings/name-templates.ts';
import { compareVersions, isPrerelease } from '../version/semver.ts';
import type { TagFacts } from './facts.ts';
import { short } from './position.ts';
import { byVersion, type ReleasedVersion, releaseTagReader, type TagNaming, versionValues } from './release-tags.ts';

/** What an alias stands on today, and what it could stand on. */
export interface AliasFacts {
  readonly name: string;
  /** Its name has the whole version in it, so it covers no other. */
  readonly isOfOneVersion: boolean;
  /** It stands beside the release tag, and moves as little. */
  readonly isFixed: boolean;
  readonly at: Pick<TagFacts, 'object' | 'commit'> | null;
  /** Released versions that the alias covers, but for this release; highest first. */
  readonly line: readonly ReleasedVersion[];
  /** Whether what it stands on is in the history of the release; null when nobody has looked. */
  readonly isInHistory: boolean | null;
}

/** The release whose aliases are looked at. */
export interface AliasedRelease {
  readonly version: string;
  readonly tag: string;
  /** null while the release is not merged. */
  readonly commit: string | null;
  /** The release tag stands. */
  readonly isTagged: boolean;
}

export type AliasStep =
  /** Whether the alias is in the history of the release decides. */
  | { readonly kind: 'compare'; readonly commit: string }
  | { readonly kind: 'create' }
  /** `from` is the object that the ref has to point at for the move to be right. */
  | { readonly kind: 'move'; readonly from: string; readonly to: string; readonly note: string }
  /** It stands on this release. */
  | { readonly kind: 'done' }
  /** It belongs to another release. `odd`: it is not where it belongs, which is for a person to know. */
  | { readonly kind: 'stay'; readonly note: string; readonly odd: boolean }
  | { readonly kind: 'stop'; readonly problem: Problem };

/**
 * The released versions that an alias covers: those for which its template gives its name. A tag of the version that is being
 * released, at another commit than this release, is somebody else's release of it.
 */
export function aliasLine(
  templates: TagNaming,
  alias: { readonly template: string; readonly name: string },
  tags: Iterable<{ readonly name: string; readonly commit: string | null }>,
  release: Pick<AliasedRelease, 'version' | 'commit'>,
): ReleasedVersion[] {
  const versionOf = releaseTagReader(templates);
  const line: ReleasedVersion[] = [];
  for (const { name, commit } of tags) {
    const version = versionOf(name);
    if (version === null || (version === release.version && commit === release.commit)) continue;
    if (aliasName(templates.component, alias.template, version, name) === alias.name)
      line.push({ version, tag: name, commit });
  }
  return line.sort(byVersion);
}

/** What an alias is called for a version. */
export const aliasName = (component: string | null, template: string, version: string, tag: string): string =>
  fillTemplate(template, { ...versionValues(component, version), tag });

/**
 * What becomes of one alias. This is the one place that decides it, for the plan and when the release is tagged.
 *
 * An alias stands on the highest released version that it covers, pre-releases apart, on whatever branch that was released:
 * versions decide, not ancestry. So it never moves to a lower version. History counts only where the alias stands on no
 * release that it covers: in the history of this release it goes forward with it, elsewhere it is somebody's doing.
 */
export function nextAliasStep(facts: AliasFacts, release: AliasedRelease): AliasStep {
  const { name, at, line } = facts;
  const highest = line.find(({ version }) => isFinal(version)) ?? null;
  const standsOn = at === null ? null : releaseAt(at.commit, line);
  if (!isFinal(release.version) && !facts.isOfOneVersion) {
    const where = at === null ? 'is not made' : `stays at ${place(at, standsOn, release)}`;
    return { kind: 'stay', odd: false, note: `${name} ${where}: ${release.version} is a pre-release.` };
  }
  if (highest !== null && isAbove(highest.version, release.version))
    return ofAnother(facts, standsOn, highest, release);
  if (at === null) return { kind: 'create' };
  if (at.commit === release.commit) return { kind: 'done' };
  if (facts.isFixed) return { kind: 'stop', problem: taken(name, at.commit, release.tag) };
  if (standsOn !== null && isAbove(standsOn.version, release.version)) {
    const note = `${name} stays at ${standsOn.tag}, which is the newer version.`;
    // On a pre-release it is not where it belongs, and is not moved back.
    return { kind: 'stay', odd: !isFinal(standsOn.version), note };
  }
  const move = (note: string): AliasStep => ({ kind: 'move', from: at.object, to: release.tag, note });
  if (standsOn !== null) return move(`${name} moves from ${standsOn.tag} to ${release.tag}.`);
  if (facts.isInHistory === null) return { kind: 'compare', commit: at.commit };
  if (facts.isInHistory)
    return move(
      `${name} moves from ${short(at.commit)}, which is in the history of ${release.tag}, to ${release.tag}.`,
    );
  return {
    kind: 'stop',
    problem: onNoRelease(name, at.commit, release.isTagged ? release.tag : (highest?.tag ?? null)),
  };
}

/** The alias belongs to a higher version, released before this one: an older line is being looked after. */
function ofAnother(
  { name, at }: AliasFacts,
  standsOn: ReleasedVersion | null,
  highest: ReleasedVersion,
  release: AliasedRelease,
): AliasStep {
  if (standsOn !== null && isFinal(standsOn.version) && standsOn.version === highest.version) {
    const note = `${name} stays at ${highest.tag}, which is a newer version than ${release.version}.`;
    return { kind: 'stay', odd: false, note };
  }
  if (standsOn !== null && isAbove(standsOn.version, highest.version)) {
    return { kind: 'stay', odd: false, note: `${name} stays at ${standsOn.tag}, which is the newer version.` };
  }
  const belongs = `${name} belongs on ${highest.tag}, which is a newer version than ${release.version}`;
  const where = at === null ? 'there is none' : `it stands at ${place(at, standsOn, release)}`;
  return { kind: 'stay', odd: true, note: `${belongs}, but ${where}. This release leaves that as it is.` };
}

/** A commit may carry several: a pre-release counts only where nothing else stands. */
function releaseAt(commit: string, line: readonly ReleasedVersion[]): ReleasedVersion | null {
  const here = line.filter((each) => each.commit === commit);
  return here.find(({ version }) => isFinal(version)) ?? here[0] ?? null;
}

function place(at: Pick<TagFacts, 'commit'>, standsOn: ReleasedVersion | null, release: AliasedRelease): string {
  if (at.commit === release.commit) return release.tag;
  return standsOn?.tag ?? `${short(at.commit)}, where no release stands that it covers`;
}

/** What stands beside a release tag belongs to that release for good. */
const taken = (name: string, commit: string, tag: string): Problem =>
  problem('tag-taken', `${name} belongs beside ${tag} (\`also-tag\`), but exists at ${short(commit)} already.`, {
    where: `refs/tags/${name}`,
  });

/** The remedy never sends it back: the newest release that it covers is the highest. */
function onNoRelease(name: string, commit: string, newest: string | null): Problem {
  const put =
    newest === null
      ? 'leave it out of `alias-tag`'
      : `put it on ${newest}, the newest release that it covers, or leave it out of \`alias-tag\``;
  return problem(
    'alias-diverged',
    `The alias ${name} points at ${short(commit)}, where no release stands that it covers, outside the history of this one.`,
    {
      where: `refs/tags/${name}`,
      remedy: `Find out who moved it; then ${put}, and run the same command again.`,
    },
  );
}

const isFinal = (version: string): boolean => !isPrerelease(version);
const isAbove = (version: string, other: string): boolean => (compareVersions(version, other) ?? 0) > 0;
