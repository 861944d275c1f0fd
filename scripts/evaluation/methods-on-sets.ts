import { type Method, methodsAt } from './methods.ts';
import { type DataSet, dataSets } from './rounds.ts';
import { slowed, trialsOf } from './trials.ts';

const MARGIN = 0.05;
export const EFFECTS = [0, -0.02, -MARGIN, -0.1, -0.2];
const SEED = 20_260_213;

/** What a method did with the trials at one effect. */
export interface Figures {
  readonly effect: number;
  readonly trials: number;
  readonly alarms: number;
  /** Share of trials. */
  readonly inconclusiveRate: number;
  readonly meanRounds: number;
}

export interface MethodOnSet {
  readonly method: string;
  readonly byEffect: readonly Figures[];
}

/** Every method on one data set, by its name. False alarms are rare, and their bound is what counts: they have most trials. */
export function methodsOnSet(name: string, alpha: number, trials: { without: number; each: number }): MethodOnSet[] {
  const set = dataSets().find((one) => one.name === name);
  if (set === undefined) throw new RangeError(`no data set ${name}`);
  return methodsAt(alpha).map((method) => ({ method: method.name, byEffect: measure(method, set, trials) }));
}

function measure(method: Method, set: DataSet, { without, each }: { without: number; each: number }): Figures[] {
  const all = trialsOf(set, method.budget, without, SEED, true);
  return EFFECTS.map((effect) => {
    const trials = effect === 0 ? all : all.slice(0, Math.max(each, set.trials === 'replayed' ? all.length : 0));
    const answers = trials.map((rounds) => method.decide(slowed(rounds, effect)));
    return {
      effect,
      trials: answers.length,
      alarms: answers.filter(({ alarm }) => alarm).length,
      inconclusiveRate: answers.filter(({ inconclusive }) => inconclusive).length / answers.length,
      meanRounds: answers.reduce((sum, one) => sum + one.rounds, 0) / answers.length,
    };
  });
}
