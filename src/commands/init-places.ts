import { counted } from '../core/counted.ts';
import { fewNames } from '../core/few-names.ts';
import type { ConfigRemarks } from '../core/init/config-text.ts';
import { type Checked, checked, failed, type Problem } from '../core/problem.ts';
import type { SourceTree } from '../core/release/facts.ts';
import { type Layout, type LayoutHistory, resolveLayout, textsOf } from '../core/release/layout.ts';
import { toldLeftOver } from '../core/release/left-over.ts';
import type { Config } from '../core/settings/config.ts';
import type { ConfigFile } from '../core/settings/config-schema.ts';
import { groupEntries } from '../core/version/entry-globs.ts';
import type { LearnedLine } from '../core/version/learn-places.ts';
import { readVersionFile, type VersionFileSpec } from '../core/version/version-file.ts';
import type { KnownPlace, LeftOver } from '../core/version/version-places.ts';
import { type Findings, findings } from './init-findings.ts';

/** What a person says of a line that says the present version and may be this project's own. */
export type LeftOverAnswer = 'change' | 'leave';

/** The places of a repository; null where no file carries the version, and the tag is it. */
export type InitLayout =
  | { readonly kind: 'files'; readonly layout: Layout; readonly current: string }
  | { readonly kind: 'tag-only'; readonly current: string; readonly newest: string };

/** Where the version stands; a repository without any place, but with releases, is released by its tags. */
export function initLayout(
  config: Config,
  source: SourceTree,
  history: LayoutHistory,
  newest: { readonly version: string; readonly tag: string } | null,
): Checked<InitLayout> {
  const layout = resolveLayout(config, source, history);
  const tagOnly = newest === null ? null : ({ kind: 'tag-only', current: newest.version, newest: newest.tag } as const);
  if (layout.ok) {
    if (layout.value.isTagOnly && tagOnly !== null) return checked(tagOnly);
    return checked({ kind: 'files', layout: layout.value, current: layout.value.current });
  }
  const { problems } = layout;
  // With no place that comes near one, the tags tell; a person sees it in the list that is written.
  const isNowhere = problems.every((each) => each.code === 'version-not-found' && each.where === undefined);
  if (isNowhere && tagOnly !== null) return checked(tagOnly);
  return failed(...problems.map(withoutSuggestingInit));
}

const withoutSuggestingInit = (each: Problem): Problem =>
  each.code === 'version-not-found' && each.where === undefined
    ? {
        ...each,
        remedy:
          'Write the version into a file (VERSION will do), or say where it is with `version-files` in .github/zlink-release.yml. Where the tag alone is to be the version: `version-files: []`.',
      }
    : each;

/** The places as the configuration names them, each with how it became known. */
export function placeFindings(
  { layout, current }: InitLayout & { readonly kind: 'files' },
  source: SourceTree,
  learned: readonly LearnedLine[],
  answers: ReadonlyMap<string, LeftOverAnswer>,
): Findings & { readonly remarks: ConfigRemarks; readonly questions: readonly LeftOver[] } {
  const entries = entriesOf(layout.places.map(withHistory(learned)), source, current);
  const asked = layout.leftOver.filter((each) => each.blocks !== null);
  const questions = asked.filter((each) => !answers.has(placeOf(each)) && each.template !== null);
  const added = asked.filter((each) => answers.get(placeOf(each)) === 'change');
  const left = asked.filter((each) => answers.get(placeOf(each)) === 'leave');
  const found = new Map<string, string>();
  for (const { spec, origin } of layout.places)
    if (!found.has(spec.path))
      found.set(spec.path, `version ${current}${origin.kind === 'moved' ? `, ${movedTo(origin.to)}` : ''}`);
  const undecided = [...questions, ...asked.filter((each) => each.template === null)].map(questionLine);
  return {
    ...findings({
      found: [...[...found].map(([from, what]) => ({ what, from })), ...markFindings(layout)],
      open: [
        ...layout.notes,
        ...layout.problems.map((each) => `${each.what} ${each.remedy}`),
        ...undecided.map((line) => `For you to decide: ${line}`),
        ...toldLeftOver(layout.leftOver),
      ],
      keys: keysOf(entries, added, left),
    }),
    questions,
    remarks: {
      places: [...(entries ?? []).map(({ remark }) => remark), ...added.map(() => 'added when it was asked about')],
      undecided:
        undecided.length === 0
          ? []
          : [
              'For you to decide; `plan` stops until each is an entry of `version-files` or of `ignore-files`:',
              ...undecided,
            ],
    },
  };
}

/** Lines that stand between releases alone: nothing of them is configured, since the last release tells what they are in one. */
const markFindings = ({ marks, extended, releasedTag }: Layout): Findings['found'] => {
  const paths = [...new Set([...marks, ...extended].map(({ path }) => path))];
  return paths.map((from) => {
    const lines = [...marks, ...extended]
      .filter(({ path }) => path === from)
      .map(({ developing }) => utf8(developing.trim()));
    return {
      what: `in development since ${releasedTag}: a release writes ${counted(lines.length, 'line')} as at that one (${fewNames(
        lines.map((line) => JSON.stringify(line.slice(0, 80))),
        2,
      )}), and a pull request puts ${lines.length === 1 ? 'it' : 'them'} back`,
      from,
    };
  });
};

export const placeOf = ({ path, line }: Pick<LeftOver, 'path' | 'line'>): string => `${path}:${line}`;

export const questionLine = (each: LeftOver): string =>
  `${placeOf(each)} says ${each.says} too (${each.text.slice(0, 100)}): ${each.blocks}.`;

/** A place of a known format that moved with the version as well is known by that. */
const withHistory =
  (learned: readonly LearnedLine[]) =>
  (place: KnownPlace): KnownPlace => {
    const to = learned.find(({ path }) => path === place.spec.path)?.movedTo;
    return place.origin.kind === 'format' && to !== undefined ? { ...place, origin: { kind: 'moved', to } } : place;
  };

interface Entry {
  readonly spec: VersionFileSpec;
  readonly remark: string;
}

function keysOf(entries: readonly Entry[] | null, added: readonly LeftOver[], left: readonly LeftOver[]): ConfigFile {
  const more = added.map(
    ({ path, template }): VersionFileSpec => ({ path, preset: 'lines', lines: [utf8(template ?? '')] }),
  );
  const listed = entries === null ? [] : [...entries.map(({ spec }) => spec), ...more];
  return {
    ...(listed.length === 0 ? {} : { 'version-files': listed as unknown as NonNullable<ConfigFile['version-files']> }),
    ...(left.length === 0 ? {} : { 'ignore-files': left.map(placeOf) }),
  };
}

const utf8 = (text: string): string => Buffer.from(text, 'latin1').toString('utf8');

/**
 * The places as entries that a person can read: lines of one file together, since the parts of a version are read together.
 * null where one cannot be written down: then none is, and all of them are recognised again.
 */
function entriesOf(places: readonly KnownPlace[], source: SourceTree, current: string): Entry[] | null {
  const entries: Entry[] = [];
  const lines = new Map<string, { lines: string[]; remarks: Set<string> }>();
  for (const { spec, origin, readings = [] } of places) {
    const remark = `${originText({ spec, origin }, current)}${otherCodings(readings)}`;
    if (spec.preset !== 'lines') {
      entries.push({ spec, remark });
      continue;
    }
    const known = lines.get(spec.path);
    if (known === undefined) {
      const together = { lines: [...spec.lines], remarks: new Set([remark]) };
      lines.set(spec.path, together);
      // Its lines are filled in as they come.
      entries.push({ spec: { path: spec.path, preset: 'lines', lines: together.lines }, remark });
    } else {
      known.lines.push(...spec.lines.filter((line) => !known.lines.includes(line)));
      known.remarks.add(remark);
    }
  }
  const isReadable = entries.every(({ spec }) => {
    const bytes = source.files.get(spec.path)?.bytes;
    return bytes !== undefined && readVersionFile(spec, bytes).ok;
  });
  if (!isReadable) return null;
  const remarkOf = ({ spec, remark }: Entry) => [...(lines.get(spec.path)?.remarks ?? [remark])].join('; ');
  const remarks = new Map(entries.map((each) => [each.spec.path, remarkOf(each)]));
  const single = new Map(entries.map((each) => [each.spec, remarkOf(each)]));
  return groupEntries(
    entries.map(({ spec }) => spec),
    textsOf(source),
  ).map(({ spec, paths }) => {
    const [first = ''] = paths;
    return {
      spec,
      remark: single.get(spec) ?? `${counted(paths.length, 'file')}, ${remarks.get(first) ?? ''}`,
    };
  });
}

/** Ways to make the number that say the same so far, for a person to see. */
function otherCodings(readings: readonly string[]): string {
  const codings = [...new Set(readings.flatMap((line) => /\{number:[\d,]+\}/.exec(line)?.[0] ?? []))];
  return codings.length === 0 ? '' : `; ${codings.join(' and ')} would say the same so far`;
}

/** Releases that are named. */
const NAMED = 4;

const movedTo = (tags: readonly string[]): string => `moved with ${fewNames(tags, NAMED)}`;

function originText({ spec, origin }: KnownPlace, current: string): string {
  switch (origin.kind) {
    case 'moved':
      return movedTo(origin.to);
    case 'says':
      return `gives ${current} a name`;
    case 'alike':
      return `reads like ${counted(origin.files, 'other file')}`;
    case 'configured':
      return 'configured';
    case 'format':
      return `says ${current}, as ${spec.path.slice(spec.path.lastIndexOf('/') + 1)} usually does`;
  }
}
