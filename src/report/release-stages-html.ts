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
export function stagesHtml({ stages, status }: ReleaseRecord, words: Words): string {
  const { say } = words;
  const known = new Map(stages.map((each) => [each.stage, each]));
  const rows = STAGES.flatMap((stage): string[][] => {
    const done = known.get(stage);
    if (done !== undefined) return [row(done, words)];
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

const row = ({ stage, outcome: of, milliseconds, detail }: StageRecord, words: Words): string[] => [
  stage,
  outcome(of, words),
  of === 'skipped' ? '' : durationText(milliseconds),
  safe(words.say(detail), 1_000),
];
