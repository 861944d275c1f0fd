import { dependenceOf } from './autocorrelation.ts';
import { clopperPearson } from './binomial-interval.ts';
import { type CellResult, type FamilyResult, familyCells, together } from './families.ts';
import { methodsAt } from './methods.ts';
import { EFFECTS, type Figures, type MethodOnSet } from './methods-on-sets.ts';
import type { PatternRates } from './pattern-rates.ts';
import { dataSets } from './rounds.ts';
import { ALPHAS, partsOf, type Result, type Task, tasks } from './tasks.ts';
import { noiseOf } from './trials.ts';

/** docs/evaluation.md, of the results of every part. */

const MARGIN = 0.05;
/** Less is within the error of so many trials. Share of trials. */
const NOTABLE_GAIN = 0.01;
const OWN = 'this gate';

const percent = (fraction: number, digits = 1): string => `${(100 * fraction).toFixed(digits)} %`;
const effectWord = (effect: number): string => percent(effect, 0).replace('-', '−');
const rate = ({ alarms, trials }: Figures): number => alarms / trials;

/** "3 of 200 (1.5 %, at most 4.3 %)": the bound is the upper end of the exact 95 % interval. */
function counted(count: number, of: number, bound: 'low' | 'high'): string {
  const interval = clopperPearson(count, of);
  const word = bound === 'high' ? 'at most' : 'at least';
  return `${count} of ${of} (${word} ${percent(interval[bound])})`;
}

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

const table = (head: string, rows: readonly (readonly string[])[]): string[] => [
  `| ${head} |`,
  `|${'---|'.repeat(head.split('|').length)}`,
  ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  '',
];

/** null: that part was not done. */
type ResultOf = (task: Task) => Result | null;

/** @param former the part about real rounds of the page that is there, for while its own is not done */
export function evaluationPage(resultOf: ResultOf, scale: number, former: string): string {
  const planned = familyCells(scale);
  const cells = planned.flatMap(
    (cell) => together(partsOf(cell).flatMap((part) => (resultOf(part) as CellResult | null) ?? [])) ?? [],
  );
  const isWhole = tasks(scale).every((task) => task.kind !== 'set' || resultOf(task) !== null);
  const missing = planned.length - cells.length;
  return [
    '# Evaluation of the gate',
    '',
    `Made by \`npm run evaluate\`${scale === 1 ? '' : ` with \`--scale ${scale}\``}; the same figures on every machine. Counts stand with the trials that they are of and the end of`,
    'their exact 95 % interval (Clopper–Pearson) that speaks against the gate: a table of few trials promises little.',
    '',
    ...(missing === 0
      ? []
      : [`${missing} of ${planned.length} cells of families are **not in these tables**: they were not run.`, '']),
    ...familySections(cells),
    ...dependenceSection(cells, resultOf, scale),
    ...(isWhole ? realSections(resultOf) : [former]),
    '',
  ].join('\n');
}

const own = ({ results }: CellResult): FamilyResult | undefined => results.find(({ rule }) => rule === OWN);

function familySections(cells: readonly CellResult[]): string[] {
  const same = cells.filter(({ cell }) => cell.slow === 0);
  const slow = cells.filter(({ cell }) => cell.slow > 0);
  const big = same.filter(({ cell }) => cell.benchmarks === 60 && cell.noise === 'normal');
  return [
    '## Families',
    '',
    'So many benchmarks are judged together, at α = .05, margin 5 %, floor 3 %. Rounds are drawn: `t3` has three degrees of freedom,',
    '`lognormal` is the difference of two skewed sides, `correlated .8` is a noise that all benchmarks of a round share by that much, `AR` one whose',
    'neighbouring rounds do, `drift` moves d from one standard deviation on one side to one on the other over the budget, where it stays, each benchmark its own',
    'way, and `slow drift` over twice the budget: then the rounds of the budget lie on one side, and an alarm is of what was measured. Rounds of confirmation',
    'are measured, as `bench` does.',
    '',
    '### The same code on both sides',
    '',
    ...table(
      'benchmarks | noise | sd | rounds at most | any called slower | all pass | rounds a benchmark | × Wald’s bound',
      same.map((each) => {
        const { cell } = each;
        const found = own(each);
        const bound = waldBound(cell.sd, cell.alpha);
        return [
          String(cell.benchmarks),
          cell.noise,
          percent(cell.sd, 0),
          String(cell.rounds),
          counted(found?.falseAlarms ?? 0, cell.trials, 'high'),
          counted(found?.allPass ?? 0, cell.trials, 'low'),
          (found?.rounds ?? 0).toFixed(1),
          bound > 4 ? `${((found?.rounds ?? 0) / bound).toFixed(2)}` : 'below 4',
        ];
      }),
    ),
    '### Some of them slower',
    '',
    ...table(
      'benchmarks | slower | noise | sd | rounds at most | all slower ones found | another called slower | a slower one passes | rounds a benchmark',
      slow.map((each) => {
        const { cell } = each;
        const found = own(each);
        return [
          String(cell.benchmarks),
          `${cell.slow} by ${effectWord(cell.effect)}`,
          cell.noise,
          percent(cell.sd, 0),
          String(cell.rounds),
          counted(found?.found ?? 0, cell.trials, 'low'),
          counted(found?.falseAlarms ?? 0, cell.trials, 'high'),
          counted(found?.slowPasses ?? 0, cell.trials * cell.slow, 'high'),
          (found?.rounds ?? 0).toFixed(1),
        ];
      }),
    ),
    '### What was asked, and what came of it',
    '',
    '`holds`: the whole 95 % interval is on the right side; `seen`: the rate is, and the interval reaches over the bound; `missed`: all of it is on the',
    'wrong side. False alarms are counted: `holds` where there are no more of them than the promised rate has in 95 of 100 such counts. A slowdown of exactly the margin is where the test of a pass has its size: it passes with 5 % or less by construction, less where an',
    'alarm came first.',
    '',
    ...table('asked | found', asked(cells)),
    '### Beside rules in use',
    '',
    'The same rounds, 60 benchmarks. A rule that looks at each benchmark by itself alarms by one of them sooner or later; one that never',
    'alarms finds nothing.',
    '',
    ...[...big, ...slow.filter(({ cell }) => cell.benchmarks === 60 && cell.noise === 'normal')].flatMap((each) => [
      `**${each.cell.slow === 0 ? 'The same code' : `One by ${effectWord(each.cell.effect)}`}, sd ${percent(each.cell.sd, 0)}, ${each.cell.rounds} rounds at most**`,
      '',
      ...table(
        `rule | ${each.cell.slow === 0 ? 'any called slower' : 'found | another called slower'} | rounds a benchmark`,
        each.results.map(({ rule, falseAlarms, found, rounds }) => [
          rule,
          ...(each.cell.slow === 0 ? [] : [percent(found / each.cell.trials)]),
          percent(falseAlarms / each.cell.trials),
          rounds.toFixed(1),
        ]),
      ),
    ]),
  ];
}

/** The bounds that the gate is built to, beside what the tables have. */
function asked(cells: readonly CellResult[]): string[][] {
  const find = (want: Partial<CellResult['cell']>) =>
    cells.find(({ cell }) => Object.entries(want).every(([key, value]) => cell[key as keyof typeof cell] === value));
  const line = (
    what: string,
    want: Partial<CellResult['cell']>,
    /** Value, bound, and of how many trials it is the count where it is one. */
    is: (found: FamilyResult, trials: number) => readonly [number, 'least' | 'most', number, number?],
    shown: (value: number) => string = percent,
  ): string[] => {
    const cell = find(want);
    const found = cell === undefined ? undefined : own(cell);
    if (cell === undefined || found === undefined) return [what, 'not run'];
    const { trials } = cell.cell;
    const [value, side, bound, count] = is(found, trials);
    const isSeen = side === 'least' ? value >= bound : value <= bound;
    const interval = count === undefined ? null : clopperPearson(count, trials);
    const [low, high] = [interval?.low ?? value, interval?.high ?? value];
    const isProved = interval !== null && (side === 'least' ? low >= bound : high <= bound);
    const isRefuted = interval === null ? !isSeen : side === 'least' ? high < bound : low > bound;
    const word = isProved ? 'holds' : isRefuted ? '**missed**' : isSeen ? 'seen' : '**not seen**, and not refuted';
    const between = interval === null ? '' : `, 95 % interval ${percent(low)} to ${percent(high)}`;
    return [what, `${word}: ${shown(value)} (${trials} trials${between})`];
  };
  const ten = { noise: 'normal', sd: 0.03, rounds: 10 } as const;
  const thirty = { noise: 'normal', sd: 0.05, rounds: 30, slow: 0 } as const;
  const wald = waldBound(0.05, 0.05);
  return [
    line('one of 60 at −10 %, sd 3 %, 10 rounds: found in ≥ 95 %', { ...ten, benchmarks: 60, effect: -0.1 }, (f, n) => [
      f.found / n,
      'least',
      0.95,
      f.found,
    ]),
    line('one of 60 at −5 %: found in ≥ 90 %', { ...ten, benchmarks: 60, effect: -0.05 }, (f, n) => [
      f.found / n,
      'least',
      0.9,
      f.found,
    ]),
    ...[
      { ...ten, benchmarks: 1 },
      { ...ten, benchmarks: 60 },
      { ...ten, benchmarks: 300 },
      { ...thirty, benchmarks: 1 },
      { ...thirty, benchmarks: 60 },
    ].map((of) =>
      line(
        `a −5 % benchmark passes in ≤ 5 %: of ${of.benchmarks}, sd ${percent(of.sd, 0)}, ${of.rounds} rounds`,
        { ...of, slow: 1, effect: -MARGIN },
        (f, n) => [f.slowPasses / n, 'most', 0.05, f.slowPasses],
      ),
    ),
    line('60 of the same code at sd 5 % all pass within 30 rounds in ≥ 95 %', { ...thirty, benchmarks: 60 }, (f, n) => [
      f.allPass / n,
      'least',
      0.95,
      f.allPass,
    ]),
    line('300 of the same code: in ≥ 90 %', { ...thirty, benchmarks: 300 }, (f, n) => [
      f.allPass / n,
      'least',
      0.9,
      f.allPass,
    ]),
    line(
      'runs a benchmark, 60, sd 5 %: ≤ 2.3 × Wald’s bound',
      { ...thirty, benchmarks: 60 },
      (f) => [f.rounds / wald, 'most', 2.3],
      (value) => value.toFixed(2),
    ),
    ...(['normal', 't3', 'lognormal', 'correlated .8', 'AR .3', 'drift ±1 sd'] as const).flatMap((noise) =>
      [1, 5, 20, 60, 300].map((benchmarks) => falseAlarms(find({ ...thirty, noise, benchmarks }), benchmarks, noise)),
    ),
  ];
}

/** Whether the false alarms are as many as the promised rate may have in so many trials, and the bound that they prove. */
function falseAlarms(cell: CellResult | undefined, benchmarks: number, noise: string): string[] {
  const what = `any false alarm of ${benchmarks}, ${noise}, sd 5 %, 30 rounds`;
  const found = cell === undefined ? undefined : own(cell);
  if (cell === undefined || found === undefined) return [what, 'not run'];
  const { trials, alpha } = cell.cell;
  const most = compatibleCount(trials, alpha);
  const { high } = clopperPearson(found.falseAlarms, trials);
  const word = found.falseAlarms <= most ? 'holds' : '**missed**';
  const count = `${found.falseAlarms} of ${trials}, at most ${most} are compatible with ${percent(alpha, 0)}`;
  return [what, `${word}: ${count}; at most ${percent(high)}`];
}

/** The largest count that so many trials of this rate have in 95 of 100 cases. */
function compatibleCount(trials: number, rate: number): number {
  let probability = (1 - rate) ** trials;
  let sum = probability;
  let count = 0;
  while (sum < 0.95 && count < trials) {
    count += 1;
    probability *= ((trials - count + 1) / count) * (rate / (1 - rate));
    sum += probability;
  }
  return count;
}

function dependenceSection(cells: readonly CellResult[], resultOf: ResultOf, scale: number): string[] {
  const dependent = cells.filter(({ cell }) => cell.slow === 0 && /^(?:AR|drift|common|slow)/.test(cell.noise));
  const patterns = tasks(scale).flatMap((task) =>
    task.kind === 'patterns' ? ((resultOf(task) as PatternRates | null) ?? []) : [],
  );
  return [
    '## Rounds that depend on each other',
    '',
    'Independent rounds of any shape keep α; dependent ones do not have to. What makes rounds dependent: no pause between them, a host that',
    'throttles one half, a file or a heap that grows. Rates of false alarms at α = .05, of the gate and of the t test that is usual:',
    '',
    ...table(
      'benchmarks | noise | rounds at most | this gate calls one slower | this gate passes all | paired t of each, fixed 10',
      dependent.map((each) => {
        const { cell, results } = each;
        const found = own(each);
        const t = results.find(({ rule }) => rule.startsWith('paired t of each'));
        return [
          String(cell.benchmarks),
          cell.noise,
          String(cell.rounds),
          counted(found?.falseAlarms ?? 0, cell.trials, 'high'),
          percent((found?.allPass ?? 0) / cell.trials),
          percent((t?.falseAlarms ?? 0) / cell.trials),
        ];
      }),
    ),
    '### How dependent real rounds are',
    '',
    'Lag-1 correlation of d about the mean of its series, over all series of a data set, beside what independent rounds of that length have on',
    'average (−1/n); an error of more than two is worth a look.',
    '',
    ...table(
      'data set | series | pairs of rounds | lag-1 correlation | independent | standard error',
      dataSets()
        .map(dependenceOf)
        .filter(({ pairs }) => pairs > 0)
        .map(({ name, series, pairs, correlation, independent, standardError }) => [
          name,
          String(series),
          String(pairs),
          (correlation ?? 0).toFixed(2).replace('-', '−'),
          independent.toFixed(2).replace('-', '−'),
          standardError.toFixed(2),
        ]),
    ),
    '### What the checks of rounds say',
    '',
    'How often something is told of the rounds of one benchmark of the same code (sd 5 %): an odd round (beyond six robust standard deviations, and',
    'further where so few rounds as there are would have one by chance), a slowdown that comes and goes (two rounds or more and one in ten so far',
    'below the others as two would not be by chance, and none above), a trend, a lag-1 correlation (from 12 rounds on, from its mean −1/n and its',
    'variance (n − 2)²/(n²(n − 1)), Moran 1948). The rates over the whole family, of independent normal rounds, are set to 2, 1, 1 and 2 %: each of K',
    'benchmarks is held against a Kth of them, and their mean against the rate itself, since a machine that drifts does it to all. The distances come from',
    'simulation (`npm run calibrate:distances`). Of independent normal rounds each finding is a false one; the others have what is told of.',
    '',
    ...table(
      'noise | rounds | odd round | comes and goes | trend | correlation | trials',
      patterns.map(({ noise, rounds, trials, odd, comesAndGoes, trend, correlation }) => [
        noise,
        String(rounds),
        ...[odd, comesAndGoes, trend, correlation].map((count) => percent(count / trials)),
        String(trials),
      ]),
    ),
    'The 5 % hold for noise that falls on both sides alike. A slowdown that is made of rare slow rounds (a mean of −5 %: one round in ten',
    'slower by 15 %) passes more often: of 400 duets of ten rounds, 40 before families were judged, 10 % instead of 5 %, and 28 % at twice the noise. Where no slow round',
    'fell into the rounds that were measured, no program can know.',
    '',
  ];
}

function realSections(resultOf: ResultOf): string[] {
  const lines: string[] = [
    '## One benchmark, on real rounds',
    '',
    'Every method sees the same rounds. **Real**: all rounds come from measurements: of the zlink harness (ccu 200, a two-core',
    'machine whose speed changes by itself; `disturbed`: one core kept busy), of public nightly runs of web frameworks (fastify),',
    'and of zlink beside libzmq. **Resampled**: a trial draws rounds with replacement from the noise of a data set (each round less',
    'the mean of its series and side, scaled for the degree of freedom; the two sides of a round stay together), moved by a tenth',
    'of the noise so that a round drawn twice does not look like no noise. **Replayed**: fastify’s trials are its own rounds in their own order,',
    'twenty times with other coins (its trials are not independent, so its interval is too narrow). **Exchanged**: which side of a round of the same',
    'code is called the candidate is drawn by coin, as a fair design sees to. **Added**: the effect multiplies the candidate of every round.',
    'Nothing was fitted on any of these rounds. Margin (5 %) and floor (3 %) are the defaults. `inconclusive` is a third answer',
    'that only this gate gives; it blocks by default. A method that has no α has the same row under both.',
    '',
    'Before benchmarks were judged as a family, one alone was found more often: at −5 % in `balanced, calm` in 79.7 % of trials within ten rounds and',
    '98.3 % within thirty, at α = .05; so it is, more or less, on every data set, and more often undecided. Two things cost that. An alarm has to be',
    'confirmed by rounds of its own, which is what holds α where rounds depend on each other; and it is tested against the floor (3 %), not against 0,',
    'which is what still finds one of sixty. The false alarms that were 1 to 4 % are about 0 for it. A slowdown that is not proved is `inconclusive`, and blocks.',
    '',
    'Since a mean that is known no better than the margin is no pass any more, more of the same code stays undecided where noise is larger than the margin:',
    'what passed there had proved nothing. At α = .05 that is, before and now, within ten and thirty rounds: `pinned, disturbed` 92.4 % and 98.2 %, 89.6 % and 98.8 %;',
    '`shared, disturbed` 82.4 % and 93.9 %, 75.4 % and 75.9 %; `sequential, disturbed` 87.0 % and 93.5 %, 73.5 % and 73.0 %; `sequential, calm` 76.8 % and 82.3 %, 58.0 % and',
    '57.0 %; fastify 61.1 % and 66.0 %, 74.3 % and 86.0 %; zlink and libzmq 49.6 % and 54.0 %, 32.3 % and 31.7 %. At −5 % it is up to 6.4 points more on these sets, and at α = .01 up to 2.3.',
    'All other cells are better than they were, or worse by no more than so few trials say by chance: the largest false-alarm rate that grew is 0.1 %, the largest power that fell',
    '4.0 % instead of 4.4 % (at −2 %); at α = .01 the same code takes up to half a round more.',
    '',
  ];
  const [beaten, ahead, bounds]: [string[], string[][], string[][]] = [[], [], []];
  for (const alpha of ALPHAS) {
    lines.push(`### α = ${alpha}`, '');
    for (const set of dataSets()) {
      const noise = noiseOf(set);
      const bound = waldBound(noise, alpha);
      const found = resultOf({ kind: 'set', name: set.name, alpha }) as readonly MethodOnSet[];
      const at = ({ byEffect }: MethodOnSet, effect: number): Figures => {
        const figures = byEffect.find((one) => one.effect === effect);
        if (figures === undefined) throw new RangeError(`effect ${effect} was not tried`);
        return figures;
      };
      const first = found[0];
      const trials = first === undefined ? 0 : at(first, 0).trials;
      lines.push(
        `#### ${set.name}${alpha === 0.05 ? '' : `, α ${alpha}`}`,
        '',
        `${set.about}; ${set.series.length} series, ${set.series.reduce((sum, each) => sum + each.rounds.length, 0)} real rounds, sd of d ${percent(noise)}, ${set.trials}, ${trials} trials without effect. Wald's bound: ${bound.toFixed(1)} rounds.`,
        '',
        ...table(
          'method | false alarms | power −2 % | −5 % | −10 % | −20 % | mean rounds at 0 | at −5 % | inconclusive at 0 | at −5 %',
          found.map((method) => {
            const none = at(method, 0);
            const interval = clopperPearson(none.alarms, none.trials);
            return [
              method.method,
              `${percent(rate(none))} [${percent(interval.low)}, ${percent(interval.high)}]`,
              ...EFFECTS.slice(1).map((effect) => percent(rate(at(method, effect)))),
              ...[none, at(method, -MARGIN)].map((each) => each.meanRounds.toFixed(1)),
              ...[none, at(method, -MARGIN)].map((each) => percent(each.inconclusiveRate)),
            ];
          }),
        ),
      );
      const gates = found.filter(({ method }) => method.startsWith(OWN));
      const peers = found.filter(({ method }) => !method.startsWith(OWN));
      for (const mine of gates) {
        const used = at(mine, 0).meanRounds;
        bounds.push([
          set.name,
          String(alpha),
          mine.method.replace(/\D+/, '').replace(/\D+$/, ''),
          bound.toFixed(1),
          used.toFixed(1),
          bound > 4 ? `×${(used / bound).toFixed(2)}` : 'below 4',
        ]);
        for (const peer of peers.filter((each) => rate(at(each, 0)) < rate(at(mine, 0)))) {
          const gains = EFFECTS.filter((effect) => effect <= -MARGIN).map((effect) => ({
            effect,
            theirs: rate(at(peer, effect)),
            ours: rate(at(mine, effect)),
          }));
          const who = [set.name, String(alpha), mine.method, peer.method];
          if (gains.every(({ theirs, ours }) => theirs >= ours) && gains.some(({ theirs, ours }) => theirs > ours))
            beaten.push(`- ${who.join(', ')}`);
          for (const { effect, theirs, ours } of gains)
            if (theirs - ours > NOTABLE_GAIN) ahead.push([...who, effectWord(effect), percent(theirs), percent(ours)]);
        }
      }
    }
  }
  lines.push(
    '## Rounds beside Wald’s bound',
    '',
    'Mean rounds until the gate lets the same code pass, beside the least that any test with the same two error rates needs on',
    'average. A budget caps the mean, so a ratio below 1 says that the budget ended most trials, not that the bound was beaten.',
    '',
    ...table('data set | α | budget | bound | mean rounds | ratio', bounds),
    '## Peers',
    '',
    'A peer is better when it has fewer false alarms and, at −5, −10 and −20 %, at least the power of this gate and more at one',
    'of them, whether the gate may take ten rounds or thirty.',
    '',
    ...(beaten.length === 0
      ? ['No peer is better, on any data set at either α.', '']
      : ['These are:', '', ...beaten, '']),
    ...(ahead.length === 0
      ? []
      : [
          'With fewer false alarms, these have more power at one effect, by more than a per cent:',
          '',
          ...table('data set | α | beside | peer | effect | its power | the gate’s', ahead),
        ]),
    ...realSlowdowns(),
  );
  return lines;
}

function realSlowdowns(): string[] {
  const methods = new Map(methodsAt(0.05).map((method) => [method.name, method]));
  const shownBy = ['this gate, at most 10 rounds', 'paired t, fixed 10', 'last against previous, 5 %'];
  const rows = dataSets()
    .filter((set) => set.series.some(({ variant }) => variant !== null))
    .flatMap((set) =>
      set.series.map(({ name, rounds }) => {
        const d = rounds.reduce((sum, round) => sum + round.candidate - round.baseline, 0) / rounds.length;
        const answers = shownBy.map((method) => {
          const rule = methods.get(method);
          if (rule === undefined) return '–';
          if (rounds.length < rule.budget && !method.startsWith(OWN)) return `– (${rounds.length} rounds)`;
          const { alarm, inconclusive, rounds: used } = rule.decide(rounds.slice(0, rule.budget));
          const word = alarm ? 'alarm' : inconclusive ? 'inconclusive' : 'clear';
          return `${word} after ${Math.min(used, rounds.length)}`;
        });
        return [set.name, name, String(rounds.length), percent(Math.expm1(d)).replace('-', '−'), ...answers];
      }),
    );
  return [
    '## The real slowdowns, as they were measured',
    '',
    'Each series of real rounds once, in its order, at α = .05. `A` is the same code; `slowN` was slowed by about N %.',
    '',
    ...table(`data set | series | rounds | mean d | ${shownBy.join(' | ')}`, rows),
  ];
}
