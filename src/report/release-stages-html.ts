import { headline } from '../core/gate/verdict-sentence.ts';
import type { ReleaseRecord, StageRecord } from '../core/release/record.ts';
import { STAGES, type Stage } from '../core/release/stage.ts';
import { durationText } from './durations.ts';
import { safe, section, table } from './html-page.ts';
import type { Words } from './words.ts';

const OUTCOMES = {
  done: { mark: '✓', word: 'done', tone: 'good' },
  skipped: { mark: '–', word: 'left out', tone: 'soft' },
  stopped: { mark: '✗', word: 'stopped', tone: 'bad' },
  unreached: { mark: '·', word: 'not reached', tone: 'soft' },
} as const;

/** Measuring comes before a release, and reporting is a part of every stage. */
const NOT_CONDUCTED: ReadonlySet<Stage> = new Set<Stage>(['bench', 'report']);

/** Every stage of a release: what was done, and of one that stopped also what was not. */
export function stagesHtml(record: ReleaseRecord, words: Words): string {
  const { stages, status } = record;
  const { say } = words;
  const known = new Map(stages.map((each) => [each.stage, each]));
  const rows = STAGES.flatMap((stage): string[][] => {
    const done = known.get(stage);
    if (done !== undefined) return [row(done, record, words)];
    return status !== 'stopped' || NOT_CONDUCTED.has(stage) ? [] : [[stage, outcome('unreached', words), '', '']];
  });
  return section(
    say('Stages'),
    table(
      say(status === 'stopped' ? 'What was done, and what was not' : 'In the order they were done'),
      [
        { title: say('stage') },
        { title: say('outcome') },
        { title: say('time'), number: true },
        { title: say('what'), text: true },
      ],
      rows,
      { words },
    ),
  );
}

const outcome = (of: keyof typeof OUTCOMES, { say }: Words): string =>
  `<span class="${OUTCOMES[of].tone}">${OUTCOMES[of].mark} ${say(OUTCOMES[of].word)}</span>`;

const row = (
  { stage, outcome: of, milliseconds, detail }: StageRecord,
  record: ReleaseRecord,
  words: Words,
): string[] => [
  stage,
  outcome(of, words),
  of === 'skipped' ? '' : durationText(milliseconds),
  shortDetail(detail, record) ?? safe(words.say(detail), 1_000),
];

/** The word for a sentence that stands on the page already, with what stopped the release or among its facts. */
function shortDetail(detail: string, { problems, gate }: ReleaseRecord): string | null {
  const told = problems.find(({ what }) => what === detail);
  if (told !== undefined) return `<code>${safe(told.code)}</code>`;
  return detail === headline(gate) ? `<code>${safe(gate.status)}</code>` : null;
}
