import type { Colors } from 'picocolors/types.js';
import { counted } from '../core/counted.ts';
import { type PlaceRow, placeText } from '../core/release/place-rows.ts';
import { namesOnRelease, type ReleasePlan } from '../core/release/plan-release.ts';
import { short } from '../core/release/position.ts';
import { DIFF_SIGNS, type DiffLine, fileDiff, shownDiff } from './file-diff.ts';
import { columns, labelled } from './labelled.ts';
import { printable } from './printable.ts';
import { ENGLISH, type Words } from './words.ts';

const LABEL_WIDTH = 14;
const VERB_WIDTH = 14;

/** Entries of a changelog section that are shown; the diff of the file shows them too. */
const MOST_CHANGELOG_LINES = 60;

/**
 * A plan as a person reads it before anything happens: names, the diff of every file, runs, warnings.
 *
 * @param standing where the release stands already, in words
 */
export function planLines(plan: ReleasePlan, standing: string, colors: Colors, words: Words = ENGLISH): string[] {
  const { say } = words;
  const line = (label: string, text: string) => labelled(say(label), text, LABEL_WIDTH);
  const told = (text: string) => printable(say(text));
  const { names, repository, publication } = plan;
  const subject = printable(plan.component ?? repository.repo);
  const shown = printable;
  return [
    colors.bold(`${subject} ${shown(plan.previousVersion)} → ${shown(plan.version)}`),
    line('repository', told(`${repository.owner}/${repository.repo} as ${repository.viewer.login ?? say('unknown')}`)),
    line('from', told(`${plan.baseBranch} at ${short(plan.base.commit)}`)),
    line('standing', told(standing)),
    line('branch', shown(names.branch)),
    line('commit', shown(names.commitMessage)),
    line('pull request', shown(names.pullRequestTitle)),
    line('checks', checksText(plan, words)),
    line('tag', shown(`${names.tag} ("${names.tagMessage}")`)),
    ...namesOnRelease(plan.aliases).map((name) => line('alias', shown(`${name} ("${names.aliasMessage}")`))),
    line('tree', plan.expectedTree),
    ...part(
      say('Files'),
      plan.edits.flatMap((edit) => editLines(edit, plan, colors, words)),
      colors,
    ),
    ...part(say('Places'), placeLines(plan, colors, words), colors),
    ...part(say('Changelog'), changelogLines(plan, words), colors),
    ...part(
      say('Runs'),
      tagsFirst(publication.refs).flatMap((ref) => runLines(ref, plan, colors, words)),
      colors,
    ),
    ...part(
      say('Assets'),
      (publication.assets ?? []).map(
        ({ name, certainty }) => `  ${shown(name)}${certainty === 'exact' ? '' : colors.dim(` (${say(certainty)})`)}`,
      ),
      colors,
    ),
    ...part(
      say('Notes'),
      plan.notes.filter((note) => !plan.placeNotes.includes(note)).map((note) => `  ${told(note)}`),
      colors,
    ),
    ...part(
      say('Warnings'),
      plan.warnings.map((warning) => colors.yellow(`  ! ${told(warning)}`)),
      colors,
    ),
  ];
}

const part = (title: string, lines: readonly string[], colors: Colors): readonly string[] =>
  lines.length === 0 ? [] : ['', colors.bold(title), ...lines];

function checksText({ requiredChecks, hasMergeQueue }: ReleasePlan, { say }: Words): string {
  const required = requiredChecks.map((check) => check.context).join(', ');
  const queue = hasMergeQueue ? `, ${say('through the merge queue')}` : '';
  return printable(`${required === '' ? say('none required') : required}${queue}`);
}

/** One file: what it carries today, and the hunks of its edit. */
function editLines(edit: ReleasePlan['edits'][number], plan: ReleasePlan, colors: Colors, { say }: Words): string[] {
  const versions = edit.from === null ? '' : `  ${printable(edit.from)} → ${printable(plan.version)}`;
  const drift =
    edit.from === null || edit.from === plan.previousVersion
      ? ''
      : colors.yellow(`  (${say(`the present version is ${printable(plan.previousVersion)}`)})`);
  return [
    `  ${printable(edit.path)}${versions}${drift}${knownText((edit.known ?? []).map(say), colors)}`,
    ...shownDiff(fileDiff(edit.before, edit.after)).map((line) => `    ${paint(line, colors)}`),
  ];
}

/** Lines of the table; the rest is counted. */
const MOST_PLACES = 40;
const WIDEST = 48;

/** Every line that says the version: what it becomes, and how that is known; what stops the release first. */
function placeLines({ places }: ReleasePlan, colors: Colors, { say }: Words): string[] {
  const act = ({ act: of }: PlaceRow) => ACTS[of].paint(colors)(columns(say(ACTS[of].word), ACT_WIDTH));
  const shown = places.slice(0, MOST_PLACES).map((row) => ({
    row,
    place: printable(placeText(row)),
    text: printable(row.now, 100),
  }));
  const width = Math.min(WIDEST, Math.max(0, ...shown.map(({ place }) => place.length)));
  const lines = shown.flatMap(({ row, place, text }) => {
    const start = `  ${act(row)}  ${place.padEnd(width)}`;
    const because = colors.dim(printable(say(row.because)));
    const then = row.becomes === null || row.line === null ? [] : [`          ${printable(row.becomes, 100)}`];
    return [
      `${start}  ${because}`,
      ...(text === '' ? [] : [`          ${text}`]),
      ...then.map((line) => colors.green(line)),
    ];
  });
  return places.length > MOST_PLACES ? [...lines, `  ${say(`… and ${places.length - MOST_PLACES} more`)}`] : lines;
}

type Paint = (colors: Colors) => (text: string) => string;
const ACTS: Readonly<Record<PlaceRow['act'], { readonly word: string; readonly paint: Paint }>> = {
  written: { word: 'becomes', paint: (colors) => colors.green },
  stays: { word: 'stays', paint: (colors) => colors.dim },
  stops: { word: 'stops', paint: (colors) => colors.red },
};
const ACT_WIDTH = 7;

const knownText = (known: readonly string[], colors: Colors): string =>
  known.length === 0 ? '' : colors.dim(`  (${printable(known.join('; '))})`);

function paint({ kind, text }: DiffLine, colors: Colors): string {
  const line = `${DIFF_SIGNS[kind]}${text}`;
  switch (kind) {
    case 'hunk':
      return colors.cyan(line);
    case 'added':
      return colors.green(line);
    case 'removed':
      return colors.red(line);
    case 'context':
    case 'remark':
      return colors.dim(line);
  }
}

function changelogLines({ changelogSection }: ReleasePlan, { say }: Words): string[] {
  const lines = changelogSection.trim() === '' ? [] : changelogSection.trim().split(/\r\n|\n|\r/);
  const shown = lines.slice(0, MOST_CHANGELOG_LINES).map((line) => `  ${printable(line, 200)}`.trimEnd());
  if (lines.length > MOST_CHANGELOG_LINES)
    shown.push(`  ${say(`… and ${counted(lines.length - MOST_CHANGELOG_LINES, 'more line')}`)}`);
  return shown;
}

/** What the tags start is what is published: it is read first. */
const tagsFirst = <Ref extends { readonly ref: string }>(refs: readonly Ref[]): Ref[] => {
  const isTag = ({ ref }: Ref) => ref.startsWith('refs/tags/');
  return [...refs.filter(isTag), ...refs.filter((each) => !isTag(each))];
};

/** Every workflow's decision about one ref, and why. */
function runLines(
  ref: ReleasePlan['publication']['refs'][number],
  plan: ReleasePlan,
  colors: Colors,
  { say }: Words,
): string[] {
  const { expected, forbidden } = plan.publication;
  return [
    `  ${printable(ref.ref)}`,
    ...ref.decisions.map(({ path, starts, why }) => {
      const isForbidden = forbidden.includes(path);
      const verb = columns(say(starts ? 'starts' : 'does not start'), VERB_WIDTH);
      const mark = starts && isForbidden ? colors.red(verb) : starts ? colors.green(verb) : colors.dim(verb);
      const wish = isForbidden
        ? starts
          ? 'which it must not'
          : 'as it must not'
        : starts && expected.includes(path)
          ? 'which must succeed'
          : null;
      const told = wish === null ? '' : `, ${say(wish)}`;
      return `    ${mark}  ${printable(path)}${told}: ${colors.dim(printable(say(why)))}`;
    }),
  ];
}
