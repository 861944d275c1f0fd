import { finalWord } from '../final-word.ts';
import { type Checked, checked, failed, type Problem, problem } from '../problem.ts';
import { nameTemplates, type TemplateOverrides } from '../settings/name-templates.ts';
import { publishesTo } from '../triggers/publishers.ts';
import type { WorkflowFile } from '../triggers/workflow-file.ts';
import { wouldStart } from '../triggers/would-start.ts';
import { compareVersions, isPrerelease, parseVersion } from '../version/semver.ts';
import { ANY_FORM, type VersionForm, versionForm } from '../version/version-form.ts';
import { type ExistingTag, movingTags } from './moving-tags.ts';
import { byVersion, type ReleasedVersion, releaseTagReader } from './release-tags.ts';
import { isGeneralWord, tagForm } from './tag-form.ts';

/** What the names of tags are decided from. */
export interface TagFactsOfRepository {
  /** Every tag there is. */
  readonly tags: readonly ExistingTag[];
  /** What the files say; null where none carries a version. */
  readonly current: string | null;
  readonly component: string | null;
  /** Names of what is released apart from this, in lower case. */
  readonly others: readonly string[];
  /** What this is called: the repository, the library. */
  readonly ownNames: readonly string[];
  /** Whether a line of the tree gives this version a name: asked where no file of a known format says one. */
  readonly says?: (version: string) => boolean;
  /** As they stand at the head of the base branch. */
  readonly workflows: readonly WorkflowFile[];
  /** What a person has configured goes before history. */
  readonly configured: Pick<TemplateOverrides, 'tag' | 'aliasTags' | 'alsoTags'>;
}

/** How the releases of this repository are tagged. Templates as in the configuration. */
export interface TagScheme {
  /** Names for every release; those of the configuration, of history, or the defaults, in this order. */
  readonly templates: { readonly tag: string; readonly form: VersionForm } & Pick<
    TemplateOverrides,
    'aliasTags' | 'alsoTags'
  >;
  /** Every release of this form, the highest first. */
  readonly releases: readonly ReleasedVersion[];
  /** Tags that moved along in history. */
  readonly aliases: readonly string[];
  /** Templates of tags that stood beside every release so far, and of which the configuration says nothing. */
  readonly beside: readonly string[];
  /** Tags that differ from those of the releases by the case of letters alone: somebody's slip, and no form of its own. */
  readonly slips: readonly string[];
  readonly isConfigured: boolean;
}

/**
 * The one decision on how tags are named, for `init`, `plan`, a rehearsal and the action: what is configured, else what the
 * tags so far look like, else the default. Of several forms the repository's own is the one that more speaks for: that it
 * names nothing else, that the present version is tagged in it, that a publishing workflow listens to it.
 *
 * @returns a problem with the lines to write where two forms are as good as each other
 */
export function recogniseTagScheme(facts: TagFactsOfRepository): Checked<TagScheme> {
  const { component, configured } = facts;
  const fallback = nameTemplates({}, component).tag;
  const candidates = configured.tag === undefined ? candidateSchemes(facts) : [];
  const chosen = configured.tag === undefined ? choose(candidates, facts, fallback) : checked(configured.tag);
  if (!chosen.ok) return chosen;
  const tag = chosen.value ?? fallback;
  const read = releasesOf(tag, facts);
  const aliases = movingTags(facts.tags, read.releases);
  const beside =
    configured.alsoTags === undefined && configured.tag === undefined
      ? candidates.filter((each) => each.tag !== tag && standsBeside(each, read.releases)).map((each) => each.tag)
      : [];
  return checked({
    templates: {
      tag,
      form: read.form,
      aliasTags: configured.aliasTags ?? (aliases.length > 0 ? aliases.slice(0, MOST_ALIASES) : undefined),
      alsoTags: configured.alsoTags,
    },
    releases: read.releases,
    aliases,
    beside,
    slips: facts.tags.map(({ name }) => name).filter(isSlipOf(read.releases)),
    isConfigured: configured.tag !== undefined,
  });
}

/** Whether a tag has another case than the releases have, where most of them are written alike. */
function isSlipOf(releases: readonly ReleasedVersion[]): (tag: string) => boolean {
  const exact = new Set(releases.map(({ tag }) => tag));
  const heads = new Map<string, string>();
  for (const { tag, version } of releases) {
    const at = tag.lastIndexOf(version);
    if (at > 0) heads.set(tag.slice(0, at).toLowerCase(), tag.slice(0, at));
  }
  return (tag) => {
    if (exact.has(tag)) return false;
    const head = /^.*?(?=\d)/.exec(tag)?.[0] ?? '';
    const usual = heads.get(head.toLowerCase());
    return usual !== undefined && usual !== head;
  };
}

const MOST_ALIASES = 5;
/** Releases that tell how the next one is written. */
const RECENT = 5;

/** A form that tags of the repository have. */
interface Candidate {
  readonly tag: string;
  /** The word in it, in lower case: `core` of `core/v1.2.0`. */
  readonly word: string;
  /** Highest first. */
  readonly releases: readonly ReleasedVersion[];
  /** Tags of this form whose versions are written otherwise than the files write theirs. */
  readonly odd: readonly string[];
  /** Its numbers are joined by another sign than a dot: `R_2_8_3`, `2025-11-05`. */
  readonly isJoined: boolean;
}

function candidateSchemes(facts: TagFactsOfRepository): Candidate[] {
  const { component, others } = facts;
  const found = new Map<string, Candidate>();
  for (const { name } of facts.tags) {
    const form = tagForm(name);
    if (form === null) continue;
    const { prefix, word } = form;
    const numbers = form.numbers + form.finalWord;
    const key = prefix + numbers;
    if (found.has(key)) continue;
    const isNamed = component !== null && word === component.toLowerCase();
    // `python/v1.1.0` is no release of the whole, nor of another component.
    if (component === null ? others.includes(word) : word !== '' && !isNamed) continue;
    const tag = (component !== null && isNamed ? nameless(prefix, component) : prefix) + numbers;
    const { releases, odd } = releasesOf(tag, facts);
    // Dates and the like are joined so, too: where files say a version, it is one only if that is among them.
    const isJoined = form.numbers !== '{version}';
    if (isJoined && facts.current !== null && !isTagged(releases, facts.current)) continue;
    // Of a component, tags that name none are releases only where its present version is one of them.
    if (component !== null && !isNamed && !isTagged(releases, facts.current)) continue;
    if (releases.length > 0 || odd.length > 0) found.set(key, { tag, word, releases, odd, isJoined });
  }
  const all = withoutSlips(withoutParts(withoutOddJoined([...found.values()], facts)), component);
  const named = all.filter(({ word }) => component !== null && word === component.toLowerCase());
  return named.length > 0 ? named : all;
}

/** Where no file says a version, joined numbers are one if nothing else is, and if they are the whole name of several tags. */
function withoutOddJoined(candidates: readonly Candidate[], facts: TagFactsOfRepository): readonly Candidate[] {
  const dotted = candidates.filter(({ isJoined }) => !isJoined);
  if (facts.current !== null) return candidates;
  return dotted.length > 0
    ? dotted
    : candidates.filter((each) => isOwnWord(each.word, facts) && each.releases.length > 1);
}

/** Pre-releases whose final versions have another word behind them, `-stable`, are no form of their own. */
function withoutParts(candidates: readonly Candidate[]): Candidate[] {
  const isPart = (one: Candidate, other: Candidate) =>
    one.releases.length < other.releases.length &&
    one.releases.every(({ tag }) => other.releases.some((each) => each.tag === tag));
  return candidates.filter((one) => !candidates.some((other) => other !== one && isPart(one, other)));
}

/** One tag that has a form of several but for the case of its letters was made by hand: the next is written as the others. */
function withoutSlips(candidates: readonly Candidate[], component: string | null): Candidate[] {
  const plain = ({ tag }: Candidate) => tag.replace('{component}', component ?? '').toLowerCase();
  return candidates.filter(
    (one) =>
      one.releases.length !== 1 ||
      !candidates.some((other) => other !== one && other.releases.length > 1 && plain(other) === plain(one)),
  );
}

/** The releases that are tagged by a template, and how their versions are written. */
function releasesOf(tag: string, { tags, current, component }: TagFactsOfRepository) {
  const readAny = releaseTagReader({ component, tag, form: ANY_FORM });
  const word = finalWord(tag);
  const any = tags.flatMap(({ name, commit }) => {
    // `1.0.21-RELEASE` is 1.0.21, of another form.
    const version = finalWord(name) !== '' && finalWord(name) !== word ? null : readAny(name);
    return version === null ? [] : [{ version, tag: name, commit }];
  });
  const numbersOf = (version: string) => parseVersion(version)?.numbers.length ?? 0;
  const whole = new Set(any.filter(({ version }) => numbersOf(version) > 2).map(({ commit }) => commit));
  // `v1.2` where v1.2.0 stands is another name for it.
  const own = any.filter(({ version, commit }) => numbersOf(version) > 2 || !whole.has(commit));
  const usual = versionForm(
    current,
    own.map(({ version }) => version),
  );
  // 1.3 between 1.2.13 and 1.3.1 is a release, where no 1.3.0 is another name for it.
  const isAlone = ({ version }: ReleasedVersion) =>
    numbersOf(version) === 2 && !own.some((each) => each.version === `${version}.0`);
  const isMixed = component === null && own.some(({ version }) => numbersOf(version) === 3);
  const hasShort = isMixed && [...own].sort(byVersion).slice(0, RECENT).some(isAlone);
  const form = hasShort ? { ...usual, counts: [...new Set([2, ...usual.counts])] } : usual;
  const read = releaseTagReader({ component, tag, form });
  const releases: ReleasedVersion[] = own.filter((each) => read(each.tag) !== null).sort(byVersion);
  return { form, releases, odd: own.filter((each) => read(each.tag) === null).map((each) => each.tag) };
}

const isTagged = (releases: readonly ReleasedVersion[], current: string | null): boolean =>
  current !== null && releases.some(({ version }) => compareVersions(version, current) === 0);

/** `core/v` becomes `{component}/v`. */
function nameless(prefix: string, component: string): string {
  const at = prefix.toLowerCase().lastIndexOf(component.toLowerCase());
  const name = prefix.slice(at, at + component.length);
  return name === component ? `${prefix.slice(0, at)}{component}${prefix.slice(at + component.length)}` : prefix;
}

/** How much speaks for a form being the repository's own. */
function weightOf(
  { word, releases }: Candidate,
  facts: TagFactsOfRepository,
  listeners: readonly WorkflowFile[],
): number {
  const isHeard = listeners.some((workflow) => listensTo(workflow, releases));
  return Number(isOwnWord(word, facts)) + weightOfVersion(releases, facts) + Number(isHeard);
}

/** That the tree says the newest version of a form tells more than the word in it: one that nobody uses any more has a version too. */
function weightOfVersion(releases: readonly ReleasedVersion[], { current, says }: TagFactsOfRepository): number {
  if (current !== null) return Number(isTagged(releases, current));
  const newest = releases.find(({ version }) => !isPrerelease(version)) ?? releases[0];
  return newest !== undefined && says?.(newest.version) === true ? 2 : 0;
}

const isOwnWord = (word: string, { component, ownNames }: TagFactsOfRepository): boolean =>
  component !== null || isGeneralWord(word, ownNames);

/** Whether a workflow has filters for tags that the newest release passes. */
function listensTo(workflow: WorkflowFile, [newest]: readonly ReleasedVersion[]): boolean {
  const push = workflow.triggers.get('push');
  if (newest === undefined || push === undefined || (push.tags === null && push.tagsIgnore === null)) return false;
  const ref = `refs/tags/${newest.tag}`;
  return wouldStart(workflow, { kind: 'push', ref, changedPaths: [], headCommitMessage: '' }).starts;
}

/** Every release of one form, the newest among them, has the same version in the other form at the same commit. */
function standsBeside({ releases: beside }: Candidate, releases: readonly ReleasedVersion[]): boolean {
  const newest = releases.find(({ version }) => !isPrerelease(version)) ?? releases[0];
  const isSame = (a: ReleasedVersion) => (b: ReleasedVersion) => a.version === b.version && a.commit === b.commit;
  return newest !== undefined && beside.some(isSame(newest)) && beside.every((each) => releases.some(isSame(each)));
}

/** @returns the template; null where no tag is a release of this subject, so that the next is the first */
function choose(
  candidates: readonly Candidate[],
  facts: TagFactsOfRepository,
  fallback: string,
): Checked<string | null> {
  const tagged = candidates.filter(({ releases }) => releases.length > 0);
  if (tagged.length === 0) {
    const odd = candidates.find(({ word }) => isOwnWord(word, facts));
    return odd === undefined || facts.current === null ? checked(null) : failed(writtenOtherwise(odd, facts.current));
  }
  const listening = facts.workflows.filter((workflow) => tagged.some(({ releases }) => listensTo(workflow, releases)));
  const publishing = listening.filter((workflow) => publishesTo(workflow).length > 0);
  const listeners = publishing.length > 0 ? publishing : listening;
  const weighed = tagged.map((each) => ({ ...each, weight: weightOf(each, facts, listeners) }));
  const most = Math.max(...weighed.map(({ weight }) => weight));
  const best = weighed.filter(({ weight }) => weight === most);
  const winner = best.find((each) => best.every((other) => other === each || isAhead(each, other, facts)));
  if (most > 0 && winner !== undefined) return checked(winner.tag);
  return failed(undecided(best, most === 0 ? fallback : null));
}

/** Which of two forms that as much speaks for is the newer: both are the repository's, and one has the higher version. */
function isAhead(one: Candidate, other: Candidate, facts: TagFactsOfRepository): boolean {
  if (standsBeside(other, one.releases)) return !standsBeside(one, other.releases);
  const isOfOneSubject = one.word === other.word || (isOwnWord(one.word, facts) && isOwnWord(other.word, facts));
  // Of a candidate that both read, `release-2.1.9-beta`, the others tell: those below it are called `release-2.1.8-stable`.
  const isShared = one.releases[0]?.tag === other.releases[0]?.tag;
  const newestOf = (each: Candidate, rival: Candidate) =>
    isShared ? each.releases.find(({ tag }) => rival.releases.every((beside) => beside.tag !== tag)) : each.releases[0];
  const order = compareVersions(newestOf(one, other)?.version ?? '', newestOf(other, one)?.version ?? '');
  if (!isOfOneSubject || order === null) return false;
  // `1.0.21-FINAL` came beside `1.0.21-RELEASE`, which all releases have.
  return order > 0 || (order === 0 && hasAllOf(one, other) && !hasAllOf(other, one));
}

/** Whether every version that has a tag of one form has one of the other. */
function hasAllOf({ releases }: Candidate, other: Candidate): boolean {
  const versions = new Set(releases.map(({ version }) => version));
  return other.releases.every(({ version }) => versions.has(version));
}

/** A line of the configuration. */
const line = (key: string, value: string): string => `\`${key}: ${JSON.stringify(value)}\``;

function undecided(rivals: readonly Candidate[], fallback: string | null): Problem {
  const forms = rivals.map(({ tag, releases }) => `${tag} (${releases[0]?.tag})`);
  const what =
    fallback === null
      ? `The tags of this repository have several forms, and nothing tells which is that of its releases: ${forms.join(', ')}.`
      : `Whether the tags of the form ${forms.join(', ')} are releases of this repository cannot be told.`;
  const lines = [...rivals.map(({ tag }) => tag), ...(fallback === null ? [] : [fallback])].map((each) =>
    line('tag', each),
  );
  return problem('tag-undecided', what, {
    where: 'tag',
    remedy: `Write one of these lines into .github/zlink-release.yml: ${lines.join(' or ')}.`,
  });
}

function writtenOtherwise({ tag, odd }: Candidate, current: string): Problem {
  return problem(
    'tag-undecided',
    `The releases so far are tagged ${odd.slice(0, 3).join(', ')}, with other numbers than the files have: they say ${current}.`,
    {
      where: 'tag',
      remedy: `Write ${line('tag', tag)} into .github/zlink-release.yml, and the next tag has the version as the files write it; or write the version into the files as the tags do.`,
    },
  );
}

/**
 * Every release so far had a second tag, and nobody has said whether the next gets one.
 *
 * @returns nothing where there is no such tag
 */
export const besideUndecided = ({ beside, templates: { tag } }: TagScheme): readonly Problem[] =>
  beside.length === 0
    ? []
    : [
        problem(
          'tag-undecided',
          `Every release of the form ${tag} had ${beside.join(' and ')} beside it, at the same commit.`,
          {
            where: 'also-tag',
            remedy: `Write \`also-tag: ${JSON.stringify(beside)}\` into .github/zlink-release.yml, and the next release has ${beside.length === 1 ? 'it' : 'them'} too; or \`also-tag: []\`, and it has ${tag} alone.`,
          },
        ),
      ];
