import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { resolutionOf } from '../src/core/gate/resolution.ts';
import { clopperPearson } from './evaluation/binomial-interval.ts';
import { type Method, methodsAt } from './evaluation/methods.ts';
import { type DataSet, dataSets } from './evaluation/rounds.ts';
import { noiseOf, slowed, trialsOf } from './evaluation/trials.ts';

/** `npm run evaluate`: every method on every data set, printed and written to docs/evaluation.md. */
const TRIALS = 1_000;
/** False alarms are rare, and their bound is what counts. */
const TRIALS_WITHOUT_EFFECT = 4_000;
const SEED = 20_260_213;
const MARGIN = 0.05;
const EFFECTS = [0, -0.02, -MARGIN, -0.1, -0.2];

const percent = (fraction: number, digits = 1): string => `${(100 * fraction).toFixed(digits)} %`;

/**
 * Wald's bound of the mean number of rounds of any test that decides between no effect and one of a margin with both error
 * rates alpha. Source: A. Wald, "Sequential tests of statistical hypotheses", 1945.
 */
function waldBound(noise: number, alpha: number): number {
  const m = -Math.log1p(-MARGIN);
  const beta = alpha;
  return (
    ((2 * noise ** 2) / m ** 2) * ((1 - beta) * Math.log((1 - beta) / alpha) + beta * Math.log(beta / (1 - alpha)))
  );
}

/** What a method did with the trials at one effect. */
interface Figures {
  readonly trials: number;
  readonly alarms: number;
  /** Share of trials. */
  readonly alarmRate: number;
  readonly inconclusiveRate: number;
  readonly meanRounds: number;
}

type FiguresByEffect = (effect: number) => Figures;

function measure(method: Method, set: DataSet): FiguresByEffect {
  const all = trialsOf(set, method.budget, TRIALS_WITHOUT_EFFECT, SEED, true);
  const found = new Map(
    EFFECTS.map((effect) => {
      const trials = effect === 0 ? all : all.slice(0, Math.max(TRIALS, set.trials === 'replayed' ? all.length : 0));
      const answers = trials.map((rounds) => method.decide(slowed(rounds, effect)));
      const alarms = answers.filter((each) => each.alarm).length;
      return [
        effect,
        {
          trials: answers.length,
          alarms,
          alarmRate: alarms / answers.length,
          inconclusiveRate: answers.filter((each) => each.inconclusive).length / answers.length,
          meanRounds: answers.reduce((sum, each) => sum + each.rounds, 0) / answers.length,
        },
      ];
    }),
  );
  return (effect) => {
    const figures = found.get(effect);
    if (figures === undefined) throw new RangeError(`effect ${effect} was not tried`);
    return figures;
  };
}

const lines: string[] = [
  '# Evaluation of the gate',
  '',
  'Made by `npm run evaluate`; the same figures on every machine.',
  '',
  'Every method sees the same rounds. **Real**: all rounds come from measurements: of the zlink harness (ccu 200, a two-core',
  'machine whose speed changes by itself; `disturbed`: one core kept busy), of public nightly runs of web frameworks (fastify),',
  'and of zlink beside libzmq. **Resampled**: a trial draws rounds with replacement from the noise of a data set (each round less',
  'the mean of its series and side, scaled for the degree of freedom; the two sides of a round stay together), moved by a tenth',
  `of the noise so that a round drawn twice does not look like no noise; ${TRIALS_WITHOUT_EFFECT} trials without effect and ${TRIALS} with each, fixed seed. **Replayed**: fastify's`,
  'trials are its own rounds in their own order, twenty times with other coins (its trials are not independent, so its interval',
  'is too narrow). **Exchanged**: which side of a round of the same code is called the candidate is drawn by coin, as a fair design',
  'sees to. **Added**: the effect multiplies the candidate of every round. The slowdowns',
  'that were really built in are played at the end, as they were measured. Nothing was fitted on any of these rounds: the',
  'boundary comes from simulated normal noise, and margin (5 %) and floor (3 %) are the defaults.',
  '',
  'False alarms are alarms at effect 0, with their exact 95 % interval (Clopper–Pearson): its upper end is the bound. A method',
  'that has no α (5 %, 200 %, mean of 5, p < .001) has the same row under both. `inconclusive` is a third answer that only this',
  'gate gives; it blocks by default.',
  '',
];

const beaten: string[] = [];
/** Rows: a peer that is ahead at one effect alone. */
const ahead: string[] = [];
/** Less is within the error of so many trials. Share of trials. */
const NOTABLE_GAIN = 0.005;
const bounds: string[] = [];
for (const alpha of [0.05, 0.01]) {
  lines.push(`## α = ${alpha}`, '');
  for (const set of dataSets()) {
    const noise = noiseOf(set);
    const bound = waldBound(noise, alpha);
    lines.push(
      `### ${set.name}`,
      '',
      `${set.about}; ${set.series.length} series, ${set.series.reduce((sum, each) => sum + each.rounds.length, 0)} real rounds, sd of d ${percent(noise)}, ${set.trials}. Wald's bound: ${bound.toFixed(1)} rounds.`,
      '',
      '| method | false alarms | power −2 % | −5 % | −10 % | −20 % | mean rounds at 0 | at −5 % | inconclusive at 0 | at −5 % |',
      '|---|---|---:|---:|---:|---:|---:|---:|---:|---:|',
    );
    const found = methodsAt(alpha).map((method) => ({ method, figures: measure(method, set) }));
    for (const { method, figures } of found) {
      const interval = clopperPearson(figures(0).alarms, figures(0).trials);
      const cells = [
        method.name,
        `${percent(figures(0).alarmRate, 2)} [${percent(interval.low, 2)}, ${percent(interval.high, 2)}]`,
        ...EFFECTS.slice(1).map((effect) => percent(figures(effect).alarmRate)),
        ...[figures(0), figures(-MARGIN)].map((each) => each.meanRounds.toFixed(1)),
        ...[figures(0), figures(-MARGIN)].map((each) => percent(each.inconclusiveRate)),
      ];
      lines.push(`| ${cells.join(' | ')} |`);
    }
    const gates = found.filter(({ method }) => method.name.startsWith('this gate'));
    const peers = found.filter(({ method }) => !method.name.startsWith('this gate'));
    for (const own of gates) {
      for (const peer of peers.filter(({ figures }) => figures(0).alarmRate < own.figures(0).alarmRate)) {
        const gains = EFFECTS.filter((effect) => effect <= -MARGIN).map((effect) => ({
          effect,
          theirs: peer.figures(effect).alarmRate,
          ours: own.figures(effect).alarmRate,
        }));
        const who = `${set.name} | ${alpha} | ${own.method.name} | ${peer.method.name}`;
        if (gains.every(({ theirs, ours }) => theirs >= ours) && gains.some(({ theirs, ours }) => theirs > ours))
          beaten.push(`- ${who.replaceAll(' | ', ', ')}`);
        for (const { effect, theirs, ours } of gains) {
          if (theirs - ours > NOTABLE_GAIN)
            ahead.push(`| ${who} | ${percent(effect, 0).replace('-', '−')} | ${percent(theirs)} | ${percent(ours)} |`);
        }
      }
    }
    for (const { method, figures } of gates) {
      const used = figures(0).meanRounds;
      bounds.push(
        `| ${set.name} | ${alpha} | ${method.name.replace(/\D+/, '').replace(/\D+$/, '')} | ${bound.toFixed(1)} | ${used.toFixed(1)} | ${bound > 4 ? `×${(used / bound).toFixed(2)}` : 'below 4'} |`,
      );
    }
    const resolution = resolutionOf([{ standardDeviation: noise }], {
      alpha,
      margin: MARGIN,
      floor: 0.03,
      maximumRounds: 10,
      controlAlpha: 0.01,
    });
    lines.push(
      '',
      resolution === null
        ? 'Ten rounds are enough for a margin of 5 % here.'
        : `Too noisy for a margin of 5 % in ten rounds: it would take about ${resolution.roundsNeeded}; ten resolve about ${percent(resolution.resolvableMargin)}.`,
      '',
    );
  }
}

lines.push(
  '## Rounds beside Wald’s bound',
  '',
  'Mean rounds until the gate lets the same code pass, beside the least that any test with the same two error rates needs on',
  'average. A budget caps the mean, so a ratio below 1 says that the budget ended most trials, not that the bound was beaten.',
  '',
  '| data set | α | budget | bound | mean rounds | ratio |',
  '|---|---|---:|---:|---:|---|',
  ...bounds,
  '',
  '## Peers',
  '',
  'A peer is better when it has fewer false alarms and, at −5, −10 and −20 %, at least the power of this gate and more at one',
  'of them, whether the gate may take ten rounds or thirty.',
  '',
  ...(beaten.length === 0 ? ['No peer is better, on any data set at either α.'] : ['These are:', '', ...beaten]),
  ...(ahead.length === 0
    ? []
    : [
        '',
        'With fewer false alarms, these have more power at one effect, by more than half a percent, and less at another:',
        '',
        '| data set | α | beside | peer | effect | its power | the gate’s |',
        '|---|---|---|---|---:|---:|---:|',
        ...ahead,
      ]),
  '',
  '## The real slowdowns, as they were measured',
  '',
  'Each series of real rounds once, in its order, at α = .05. `A` is the same code; `slowN` was slowed by about N %.',
  '',
  '| data set | series | rounds | mean d | this gate | paired t, fixed 10 | last against previous, 5 % |',
  '|---|---|---:|---:|---|---|---|',
);
const methods = new Map(methodsAt(0.05).map((method) => [method.name, method]));
for (const set of dataSets().filter((each) => each.series.some((series) => series.variant !== null))) {
  for (const { name, rounds } of set.series) {
    const shown = (method: string): string => {
      const rule = methods.get(method);
      if (rule === undefined) return '–';
      if (rounds.length < rule.budget && method !== 'this gate, at most 10 rounds')
        return `– (${rounds.length} rounds)`;
      const { alarm, inconclusive, rounds: used } = rule.decide(rounds.slice(0, rule.budget));
      const word = alarm ? 'alarm' : inconclusive ? 'inconclusive' : 'clear';
      return `${word} after ${Math.min(used, rounds.length)}`;
    };
    const d = rounds.reduce((sum, round) => sum + round.candidate - round.baseline, 0) / rounds.length;
    lines.push(
      `| ${set.name} | ${name} | ${rounds.length} | ${percent(Math.expm1(d))} | ${shown('this gate, at most 10 rounds')} | ${shown('paired t, fixed 10')} | ${shown('last against previous, 5 %')} |`,
    );
  }
}
lines.push('');

const text = lines.join('\n');
console.log(text);
writeFileSync(fileURLToPath(new URL('../docs/evaluation.md', import.meta.url)), text);
