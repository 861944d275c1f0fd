import type { ReleaseRecord, StageRecord } from '../core/release/record.ts';
import { STAGES, type Stage } from '../core/release/stage.ts';
import { durationText } from './durations.ts';
import { safe, section, table } from './html-page.ts';

const OUTCOMES = {
  done: { word: '✓ done', tone: 'good' },
  skipped: { word: '– left out', tone: 'soft' },
  stopped: { word: '✗ stopped', tone: 'bad' },
  unreached: { word: 'not reached', tone: 'soft' },
} as const;

/** Measuring comes before a release, and reporting is a part of every stage. */
const NOT_CONDUCTED: ReadonlySet<Stage> = new Set<Stage>(['bench', 'report']);

/** Every stage of a release: what was done, and of one that stopped also what was not. */
export function stagesHtml({ stages, status }: ReleaseRecord): string {
  const known = new Map(stages.map((each) => [each.stage, each]));
  const rows = STAGES.flatMap((stage): string[][] => {
    const done = known.get(stage);
    if (done !== undefined) return [row(done)];
    return status !== 'stopped' || NOT_CONDUCTED.has(stage) ? [] : [[stage, outcome('unreached'), '', '']];
  });
  return section(
    'Stages',
    table(
      status === 'stopped' ? 'What was done, and what was not' : 'In the order they were done',
      [{ title: 'stage' }, { title: 'outcome' }, { title: 'time', number: true }, { title: 'what', text: true }],
      rows,
    ),
  );
}

const outcome = (of: keyof typeof OUTCOMES): string => `<span class="${OUTCOMES[of].tone}">${OUTCOMES[of].word}</span>`;

const row = ({ stage, outcome: of, milliseconds, detail }: StageRecord): string[] => [
  stage,
  outcome(of),
  of === 'skipped' ? '' : durationText(milliseconds),
  safe(detail, 1_000),
];
