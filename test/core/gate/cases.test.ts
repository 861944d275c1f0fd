import { describe, expect, it } from 'vitest';
import { settingsLevel, settingsSentences } from '../../../src/core/check/settings-source.ts';
import { judgeDuet } from '../../../src/core/gate/duet.ts';
import { judge, judgeSoFar } from '../../../src/core/gate/judge.ts';
import type { Reason, Verdict } from '../../../src/core/gate/verdict.ts';
import { contradictionsIn } from '../../../src/core/gate/verdict-contradictions.ts';
import { gateExitCode } from '../../../src/core/gate/verdict-exit.ts';
import { changedSettings } from '../../../src/core/settings/changed-settings.ts';
import { gateHtml } from '../../../src/report/gate-html.ts';
import { gateMarkdown } from '../../../src/report/gate-markdown.ts';
import { configOf, inputOf, settingsOf } from '../../support/gate-case/case-input.ts';
import { type Expected, type GateCase, gateCases } from '../../support/gate-case/gate-case.ts';
import { conclusionsOf, untold } from '../../support/gate-case/told.ts';

/**
 * What the gate has to answer, case by case: test/cases/gate, each with the public report it comes from. Trials are in
 * case-trials.test.ts.
 */

/** Cases that are held elsewhere, or not yet, and why. */
const MEASURED = 'its trees are measured by test/scenarios/measuring/two-trees.test.ts';
const PENDING: Readonly<Record<string, string>> = {
  'duet-stack-added': MEASURED,
  'duet-stack-removed': MEASURED,
  'duet-stack-removed-and-allowed': MEASURED,
  'the-first-benchmark': MEASURED,
  'load-doubled-library-the-same': MEASURED,
  'library-half-as-fast-load-halved': MEASURED,
  'library-half-as-fast-load-halved-each-its-own': MEASURED,
  'candidate-benchmark-does-not-run-on-the-baseline': MEASURED,
  'guard-same-benchmark': MEASURED,
  'one-name-for-two-benchmarks': 'the adapter of its format reads it',
};

/** Cases whose answer is not a verdict: documents say it, or trials do (those of releases: test/core/history). */
const isElsewhere = ({ expected, generate, aa, releases }: GateCase): boolean =>
  generate !== undefined ||
  aa !== undefined ||
  releases !== undefined ||
  (expected.documented !== undefined && expected.status === undefined);

const all = gateCases();

function reasonsOf(given: GateCase, verdict: Verdict): readonly Reason[] {
  const pull = given['pull-request'];
  if (pull === undefined) return verdict.reasons;
  const [base, head] = [pull.base, pull.head].map((gate) => configOf({ settings: { gate: { ...gate } } }));
  if (base === undefined || head === undefined) return verdict.reasons;
  const changes = changedSettings(base, head);
  const path = '.github/zlink-release.yml';
  const source = { kind: 'base', commit: 'a'.repeat(40), path, changes, alone: false, ownBenchmark: false } as const;
  const effect = settingsLevel(source) === 'warning' ? 'warns' : 'informs';
  return [...verdict.reasons, ...settingsSentences(source).map((text): Reason => ({ effect, rule: 'defect', text }))];
}

function holds(given: GateCase, verdict: Verdict, exit: number): void {
  const expected: Expected = given.expected;
  const reasons = reasonsOf(given, verdict);
  const texts = reasons.map(({ effect, text }) => `${effect}: ${text}`).join('\n');
  if (expected.status !== undefined) expect(verdict.status, texts).toBe(expected.status);
  if (expected.exit !== undefined) expect(exit, texts).toBe(expected.exit);
  if (expected['exit-not'] !== undefined) expect(exit, texts).not.toBe(expected['exit-not']);
  for (const effect of ['blocks', 'warns', 'informs'] as const)
    expect(untold(reasons, [effect], expected[effect] ?? []), `${effect} of\n${texts}`).toEqual([]);
  expect(untold(reasons, ['blocks', 'warns', 'informs'], expected.told ?? []), texts).toEqual([]);
  const found = conclusionsOf(verdict);
  for (const [name, conclusion] of Object.entries(expected.conclusions ?? {})) {
    if (name !== 'others') expect([name, found.get(name)], texts).toEqual([name, conclusion]);
    else
      for (const [each, other] of found)
        if (!each.endsWith(' throughput') && expected.conclusions?.[each] === undefined && !/ p\d\d$/.test(each))
          expect([each, other], texts).toEqual([each, conclusion]);
  }
  for (const [name, [low, high]] of Object.entries(expected.change ?? {})) {
    const effect = verdict.effects.find(
      ({ scenarioId, figure }) => name === `${scenarioId} ${figure}` || name === scenarioId,
    );
    expect(effect?.change, `${name}\n${texts}`).toBeGreaterThanOrEqual(low);
    expect(effect?.change, `${name}\n${texts}`).toBeLessThanOrEqual(high);
  }
  if (expected['reasons-that-block'] !== undefined)
    expect(verdict.reasons.filter(({ effect }) => effect === 'blocks').length, texts).toBe(
      expected['reasons-that-block'],
    );
  const [html, markdown] = [gateHtml(verdict), gateMarkdown(verdict)];
  // Places of a chart are no figures that are told.
  const everything = `${JSON.stringify(verdict)}\n${html.replace(/ (?:[xy][12]?|d|transform|width|height|viewBox)="[^"]*"/g, '')}\n${markdown}`;
  for (const word of expected['not-told'] ?? []) {
    if (word.startsWith('<img')) expect(html).not.toContain('<img src=x onerror');
    else if (!word.startsWith('a cell')) expect(everything.includes(word), `${word} is told`).toBe(false);
  }
  // A table of Markdown has as many cells in each line as in its head, whatever the names are.
  for (const table of markdown.split('\n\n').filter((each) => each.startsWith('| ')))
    expect(
      new Set(
        table
          .trim()
          .split('\n')
          .filter((line) => line.startsWith('|'))
          .map(cellsOf),
      ).size,
    ).toBe(1);
  expect(contradictionsIn(verdict)).toEqual([]);
}

const cellsOf = (line: string): number => line.replaceAll('\\|', '').split('|').length;

describe('the gate answers', () => {
  for (const given of all.filter((each) => !isElsewhere(each) && !('format' in each))) {
    const why = PENDING[given.name];
    it.skipIf(why !== undefined)(why === undefined ? given.name : `${given.name} (not here: ${why})`, () => {
      const own = given['pull-request'];
      const config = configOf(own === undefined ? given : { settings: { gate: { ...own.base } } });
      const input = inputOf(given);
      if (input === null) throw new Error('the case has no input that is read here');
      const settings = settingsOf(config);
      const verdict = judge(input, settings, judgeDuet);
      holds(given, verdict, gateExitCode(verdict, config.gate));
      if (given.expected.rounds === undefined || input.mode !== 'duet') return;
      const first = { ...input, rounds: input.rounds.slice(0, given.expected.rounds) };
      expect(judgeSoFar(first, settings, judgeDuet).due).toEqual([]);
    });
  }

  it('of every case that is pending, the name is one', () => {
    for (const name of Object.keys(PENDING)) expect(all.map((each) => each.name)).toContain(name);
  });
});
