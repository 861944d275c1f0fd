import { describe, expect, it } from 'vitest';
import { anchorOf } from '../../../src/core/gate/anchor.ts';
import { duetSettingsOf, type GateSettings, mostRounds } from '../../../src/core/gate/criteria.ts';
import { judgeDuet } from '../../../src/core/gate/duet.ts';
import type { DuetConclusion } from '../../../src/core/gate/duet-series.ts';
import { usualRule } from '../../../src/core/gate/metric-rules.ts';
import type { HistoryLine } from '../../../src/core/history/history-line.ts';
import { sumSince } from '../../../src/core/history/sum-since.ts';
import { configOf, settingsOf } from '../../support/gate-case/case-input.ts';
import { type GateCase, gateCases } from '../../support/gate-case/gate-case.ts';
import { historyLine } from '../../support/history-line.ts';
import { mulberry32, normalDraws } from '../../support/random-draws.ts';

/** Releases of which each is measured against the one before: test/cases/gate/creep.yml, `releases`. */
const ALL = process.env.ALL_TRIALS !== undefined;
/** Few here, with bounds that fit so few: three standard errors and one beyond. */
const FEW = 40;

const SETTINGS = settingsOf(configOf({ settings: { gate: { controls: null } } }));

/** A duet as `bench` measures it. */
function duet(effect: number, sd: number, normal: () => number, settings: GateSettings): DuetConclusion {
  const d: number[] = [];
  const rule = usualRule('throughput', settings);
  const judged = (rounds: number) => {
    while (d.length < rounds) d.push(Math.log1p(effect) + sd * normal());
    return judgeDuet(
      [{ scenarioId: 'lib-s2', role: 'subject', figure: 'throughput', d, rule }],
      duetSettingsOf(settings),
    );
  };
  const found = judged(settings.maximumRounds);
  return found.due.length === 0 ? found : judged(mostRounds(settings.maximumRounds));
}

/** By how many of the releases something is found for the first time; null: at none. */
function* histories(
  given: NonNullable<GateCase['releases']>,
): Generator<{ readonly sum: boolean; readonly anchor: boolean }, void, undefined> {
  const normal = normalDraws(mulberry32(given.seed));
  const anchor = { ...anchorOf(SETTINGS), start: null };
  for (;;) {
    const history: HistoryLine[] = [];
    let [sum, isFound] = [false, false];
    for (let release = 1; release <= given.count; release += 1) {
      if (given.anchor === undefined) {
        const { effects } = duet(given.effect, given.sd, normal, SETTINGS);
        const line = historyLine(effects, `${release - 1}`, `${release}`);
        const since = sumSince(line, history, anchor, SETTINGS.alpha);
        sum ||= since?.changes.some(({ conclusion }) => conclusion === 'slower') === true;
        history.push(line);
      } else {
        const since = (1 + given.effect) ** release - 1;
        const settings = { ...SETTINGS, margin: anchor.margin, floor: anchor.floor };
        isFound ||= duet(since, given.sd, normal, settings).status === 'regression';
      }
    }
    yield { sum, anchor: isFound };
  }
}

describe('releases that were all accepted', () => {
  const cases = gateCases().filter(({ releases }) => releases !== undefined);
  it('are those of the cases', () =>
    expect(cases.map(({ name }) => name).sort()).toEqual([
      'anchor-five-releases-one-per-cent-each',
      'ten-releases-of-the-same-code',
      'ten-releases-one-per-cent-each',
    ]));

  it.each(cases.map((each) => [each.name, each] as const))(
    '%s',
    (_, { releases, expected }) => {
      if (releases === undefined) throw new Error('no releases');
      const trials = ALL ? releases.trials : FEW;
      const drawn = histories(releases);
      let [sums, anchors] = [0, 0];
      for (let count = 0; count < trials; count += 1) {
        const found = drawn.next().value;
        sums += found?.sum === true ? 1 : 0;
        anchors += found?.anchor === true ? 1 : 0;
      }
      const asked = expected.trials ?? [];
      expect(asked.length).toBeGreaterThan(0);
      for (const { what, 'at-least': least, 'at-most': most } of asked) {
        const count = releases.anchor === undefined ? sums : anchors;
        if (ALL) console.log(`${what}: ${count} of ${trials}`);
        const rate = (least ?? most ?? 0) / releases.trials;
        const slack = ALL ? 0 : 3 * Math.sqrt(rate * (1 - rate) * trials) + 1;
        if (least !== undefined) expect(count, what).toBeGreaterThanOrEqual(rate * trials - slack);
        else expect(count, what).toBeLessThanOrEqual(rate * trials + slack);
      }
    },
    ALL ? 600_000 : 20_000,
  );
});
