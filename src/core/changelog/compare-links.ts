import { asBytes, lineAt, type TextEdit } from '../file-text.ts';
import { decoded } from './heading-lines.ts';
import { modelFor, neighboursOf } from './heading-style.ts';
import { type LinkDefinition, readLinkDefinitions } from './link-definitions.ts';
import {
  followedUrl,
  type LinkStep,
  namesVersion,
  readComparison,
  replaceVersion,
  writeComparison,
} from './link-targets.ts';
import { type ChangelogDocument, lineOf, type ReleaseSection, type Section } from './sections.ts';
import { meansUnreleased } from './unreleased-words.ts';

/** What becomes of the links of a changelog: edits, and what stays as it is although it is about the old release. */
export interface FollowedLinks {
  readonly edits: readonly TextEdit[];
  readonly notes: readonly string[];
}

export interface LinkedRelease {
  readonly version: string;
  readonly tag: string;
  readonly lineEnd: string;
  /** Sections of its candidates: the comparison goes from before the first of them. */
  readonly candidates: readonly ReleaseSection[];
}

/** From which tag the release goes, as the links of its first candidate say it; null where they do not. */
function beforeCandidates(
  document: ChangelogDocument,
  definitions: readonly LinkDefinition[],
  candidates: readonly ReleaseSection[],
): string | null {
  const first = document.isAscending ? candidates[0] : candidates.at(-1);
  if (first === undefined) return null;
  const inHeading = /https?:\/\/[^\s()[\]<>]{1,900}/.exec(first.heading.text)?.[0];
  const defined = definitions.find(({ label }) => replaceVersion(label, first.name.version, '') !== label)?.url;
  const url = inHeading ?? defined;
  return url === undefined ? null : (readComparison(url)?.from ?? null);
}

/** The tags between which the new heading's link goes. */
export function linkStep(document: ChangelogDocument, release: LinkedRelease): LinkStep {
  const definitions = readLinkDefinitions(document.file.text, document.markup);
  return { from: beforeCandidates(document, definitions, release.candidates), to: release.tag };
}

/**
 * Links follow where there are any: the comparison of Unreleased begins at the new tag, and the new version gets one, as the
 * others have. Anything that cannot be followed stays, and is told.
 */
export function followLinks(
  document: ChangelogDocument,
  unreleased: Section | null,
  release: LinkedRelease,
): FollowedLinks {
  const definitions = readLinkDefinitions(document.file.text, document.markup);
  const from = beforeCandidates(document, definitions, release.candidates);
  const inHeading = unreleased === null ? null : headingLink(document, unreleased, release);
  const defined = definitionLinks(document, definitions, release, from);
  return {
    edits: [...(inHeading?.edits ?? []), ...defined.edits],
    notes: [...(inHeading?.notes ?? []), ...defined.notes],
  };
}

const stays = (path: string, line: number, what: string): string =>
  `${path}:${line} stays as it is: ${what} is not in a form that could be followed. Correct it by hand.`;

/** `## [Unreleased](…/compare/v1.2.0...HEAD)`. */
function headingLink(document: ChangelogDocument, unreleased: Section, { tag }: LinkedRelease): FollowedLinks | null {
  const { textStart, textEnd } = unreleased.heading;
  const bytes = document.file.text.slice(textStart, textEnd);
  const match = /https?:\/\/[^\s()[\]<>]{1,900}/.exec(bytes);
  if (match === null) return null;
  const [url] = match;
  const start = textStart + match.index;
  const comparison = readComparison(url);
  if (comparison !== null) {
    const replacement = writeComparison(comparison, asBytes(tag), comparison.to);
    return { edits: [{ start, end: start + url.length, replacement }], notes: [] };
  }
  const isOld = neighboursOf(document).some(({ name }) => namesVersion(url, name.version));
  const notes = isOld ? [stays(document.path, lineOf(document, unreleased), 'its link')] : [];
  return { edits: [], notes };
}

function definitionLinks(
  document: ChangelogDocument,
  definitions: readonly LinkDefinition[],
  release: LinkedRelease,
  from: string | null,
): FollowedLinks {
  const { version, tag, lineEnd } = release;
  const [nearest] = neighboursOf(document);
  const model = modelFor(document, version) ?? nearest ?? null;
  const ofModel = model === null ? undefined : definitions.find(({ label }) => namesVersion(label, model.name.version));
  const label = asBytes(newLabel(model, ofModel ?? null, version));
  const isThere = definitions.some((each) => each.label === label);
  const open = definitions.find((each) => meansUnreleased(decoded(each.label)) !== null);
  const comparison = open === undefined ? null : readComparison(open.url);
  const define = (like: LinkDefinition, url: string) =>
    `${document.file.text.slice(like.start, like.labelStart)}${label}${document.file.text.slice(like.labelStart + like.label.length, like.urlStart)}${url}`;
  const isBelow = ofModel !== undefined && open !== undefined && ofModel.start < open.start;

  if (open !== undefined && comparison !== null) {
    const followed =
      document.file.text.slice(open.start, open.urlStart) + writeComparison(comparison, asBytes(tag), comparison.to);
    const added = isThere ? null : define(open, writeComparison(comparison, from ?? comparison.from, asBytes(tag)));
    const lines = added === null ? [followed] : isBelow ? [added, followed] : [followed, added];
    return { edits: [{ start: open.start, end: open.end, replacement: lines.join(lineEnd) }], notes: [] };
  }
  const notes: string[] = [];
  const isOld = open !== undefined && neighboursOf(document).some(({ name }) => namesVersion(open.url, name.version));
  if (open !== undefined && isOld)
    notes.push(stays(document.path, lineAt(document.file.text, open.start), `the link of ${open.label}`));
  if (ofModel === undefined || model === null || isThere) return { edits: [], notes };
  const url = followedUrl(ofModel.url, model.name.version, { version, step: { from, to: tag } });
  if (url === null) {
    const line = lineAt(document.file.text, ofModel.start);
    notes.push(`${document.path}:${line} has no form that could be followed: [${label}] gets no link.`);
    return { edits: [], notes };
  }
  const added = define(ofModel, url);
  const edit = isAscendingLinks(document, definitions)
    ? { start: ofModel.end, end: ofModel.end, replacement: `${lineEnd}${added}` }
    : { start: ofModel.start, end: ofModel.start, replacement: `${added}${lineEnd}` };
  return { edits: [edit], notes };
}

/** The label as the neighbour's is, or as the brackets of its heading are. */
function newLabel(model: ReleaseSection | null, definition: LinkDefinition | null, version: string): string {
  if (model === null) return version;
  if (definition !== null) return replaceVersion(definition.label, model.name.version, version);
  const bracketed = /\[([^\][]{1,200})\](?!\()/.exec(model.heading.text)?.[1];
  return bracketed !== undefined && namesVersion(bracketed, model.name.version)
    ? replaceVersion(bracketed, model.name.version, version)
    : version;
}

/** Whether the links of older releases stand above those of newer ones. */
function isAscendingLinks(document: ChangelogDocument, definitions: readonly LinkDefinition[]): boolean {
  const [newer, older] = neighboursOf(document).map(({ name }) =>
    definitions.findIndex(({ label }) => namesVersion(label, name.version)),
  );
  return newer !== undefined && older !== undefined && older !== -1 && older < newer;
}
