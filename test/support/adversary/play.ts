import process from 'node:process';
import type { FinishedWorld, Invocation, Violation } from '../invariants/finished-world.ts';
import { violationsIn } from '../invariants/invariants.ts';
import {
  type Act,
  isOtherRelease,
  isPersons,
  isRequestAct,
  isRunAct,
  isStart,
  REQUEST_ACTS,
  RUN_ACTS,
  type Sequence,
  type Step,
} from './acts.ts';
import { type Begun, begin, type Fetch, invocationOf, type Start, skipped } from './invoke.ts';
import { PEOPLE } from './people.ts';
import { codesIn, remedied } from './remedies.ts';
import { setEnvironment } from './running.ts';
import { wordsOf } from './shell-words.ts';
import { type Stage, TOKEN } from './stage.ts';

/** What became of a sequence. */
export interface Played {
  readonly world: FinishedWorld;
  readonly violations: readonly Violation[];
  /** The acts that had an occasion, in the order in which they were done. */
  readonly done: readonly Act[];
  /** Whether a release tag above the first ones was ever there. */
  readonly tagged: boolean;
  readonly requests: number;
}

/** A run of the program that asks for more will never end. */
const MOST_REQUESTS = 400;
/** Runs after the last act, each with what the one before it has told to do. */
const MOST_REMEDIES = 8;
const REMEDIES_HELP = 'what a message tells to do leads on';
const NEVER = new Promise<never>(() => {});

/** Plays a sequence: the acts while releases run, then remedies until nothing is left to do; then holds the invariants. */
export async function play(stage: Stage, sequence: Sequence): Promise<Played> {
  const player = new Player(stage, sequence);
  await player.play();
  const world = player.finished();
  const violations = [...player.violations, ...(await violationsIn(world))];
  const { done, requests } = player;
  const tagged = world.invocations.some(({ refsAfter }) => [...refsAfter.keys()].some((ref) => NEW_TAG.test(ref)));
  return { world, violations, done, tagged, requests };
}

const NEW_TAG = /^refs\/tags\/core\/v(?!1\.[01]\.0$)\d+\.\d+\.\d+$/;

class Player {
  readonly #stage: Stage;
  readonly #steps: Step[];
  readonly #way: number;
  readonly #invocations: Invocation[] = [];
  readonly done: Act[] = [];
  readonly violations: Violation[] = [];
  requests = 0;
  /** Requests until the next act. */
  #left: number;
  /** Ends the run that is under way. */
  #kill: (() => void) | null = null;
  #last: Start;

  constructor(stage: Stage, { steps, way = 0 }: Sequence) {
    this.#stage = stage;
    this.#way = way;
    this.#steps = [...steps];
    this.#left = steps[0]?.gap ?? 0;
    this.#last = this.#command('1.2.0');
  }

  finished(): FinishedWorld {
    const { world, library, server } = this.#stage;
    return {
      git: world.git,
      state: world.state,
      promised: library.promised,
      invocations: this.#invocations,
      secrets: [TOKEN],
      unanswered: [...server.service.unknownRoutes, ...server.service.failures],
    };
  }

  async play(): Promise<void> {
    let start: Start | null =
      this.#steps[0] !== undefined && isStart(this.#steps[0].act) ? this.#startOf(this.#take()) : this.#last;
    while (start !== null) {
      await this.#run(start);
      start = await this.#betweenRuns();
    }
    await this.#remedy();
  }

  /** What happens while nothing runs, until the release is gone on with. */
  async #betweenRuns(): Promise<Start | null> {
    for (let next = this.#steps[0]; next !== undefined; next = this.#steps[0]) {
      if (isRequestAct(next.act)) return this.#last;
      const step = this.#take();
      if (isStart(step.act)) return this.#startOf(step);
      await this.#act(step);
    }
    return null;
  }

  /**
   * Does what the last run says, then what it says to go on with, until one is green. What was told must not be told again
   * once it was done.
   */
  async #remedy(): Promise<void> {
    const told = new Set<string>();
    for (let count = 0; count < MOST_REMEDIES; count += 1) {
      const last = this.#invocations.at(-1);
      if (last === undefined || last.exitCode === 0) return;
      const problems = (last.said.match(/^✗ [a-z-]+ {2}.*/gm) ?? []).join(' ');
      if (last.exitCode !== null && told.has(problems)) {
        this.violations.push({ invariant: REMEDIES_HELP, what: `told again after it was done: ${problems}` });
        return;
      }
      told.add(problems);
      const again = await remedied(this.#stage, last, {
        byCommand: this.#invocations.length % 2 === 1,
        way: this.#way,
      });
      if (again === null) return;
      await this.#run(again.words === null ? this.#last : { by: 'cli', ...again, words: again.words });
    }
    const { exitCode, said } = this.#invocations.at(-1) ?? { exitCode: 0, said: '' };
    if (exitCode !== 0) this.violations.push({ invariant: REMEDIES_HELP, what: `no end: ${codesIn(said).join(', ')}` });
  }

  #take(): Step {
    const step = this.#steps.shift();
    if (step === undefined) throw new Error('there is no act left');
    this.#left = this.#steps[0]?.gap ?? 0;
    return step;
  }

  #command(version: string, more: readonly string[] = []): Start {
    const { server } = this.#stage;
    const words = ['release', '--repo', 'sample/zlink', '--api-url', server.url, '--version', version, ...more];
    return { by: 'cli', words: [...words, '--skip', skipped(this.#stage).join(',')], given: null };
  }

  #startOf({ act, pick }: Step): Start {
    this.done.push(act);
    const printed = this.#invocations.at(-1)?.next;
    if (act === 'the job again') return { by: 'action', inputs: { version: '1.2.0' } };
    if (act === 'a job by keyword') return { by: 'action', inputs: { version: pick % 3 === 0 ? 'patch' : 'minor' } };
    if (act === 'the printed command' && printed != null) return { by: 'cli', words: wordsOf(printed), given: printed };
    return this.#last;
  }

  async #run(start: Start): Promise<void> {
    this.#stage.freshToken();
    this.#last = start;
    let turn: Promise<unknown> = Promise.resolve();
    let underWay: Promise<unknown> = Promise.resolve();
    let isDead = false;
    const killed = new Promise<null>((resolve) => {
      this.#kill = () => {
        isDead = true;
        resolve(null);
      };
    });
    let sent = 0;
    const run = await begin(this.#stage, start, (begun, fetch) => (input, init) => {
      // One after another: an act comes between two requests.
      const answer = turn.then(() => {
        if (isDead) return NEVER;
        const delivered = this.#deliver(begun, fetch, input, init);
        underWay = delivered.catch(() => {});
        return delivered;
      });
      turn = answer.then(
        () => {},
        () => {},
      );
      sent += 1;
      if (sent > MOST_REQUESTS) {
        this.violations.push({ invariant: 'every run ends', what: `it asked ${sent} times` });
        this.#kill?.();
      }
      return answer;
    });
    const exitCode = await Promise.race([run.ended, killed]);
    // What it has asked besides, as it stopped, is asked no more; what comes between two of its requests is not cut off.
    isDead = true;
    await Promise.race([underWay, killed]);
    this.#kill = null;
    this.requests += sent;
    this.#invocations.push(await invocationOf(this.#stage, run, exitCode));
  }

  /** One request, with what comes before it and what happens to it. */
  async #deliver(run: Begun, fetch: Fetch, input: string, init?: RequestInit): Promise<Response> {
    while (this.#left === 0 && this.#steps[0] !== undefined) {
      const next = this.#steps[0];
      if (isStart(next.act)) {
        // It is taken when nothing runs any more.
        this.#kill?.();
        return NEVER;
      }
      const step = this.#take();
      if (isRequestAct(step.act)) {
        this.done.push(step.act);
        run.meanwhile.push(step.act);
        const answer = await REQUEST_ACTS[step.act](this.#stage, () => fetch(input, init));
        if (answer !== 'killed') return answer;
        this.#kill?.();
        return NEVER;
      }
      if (await this.#act(step)) run.meanwhile.push(step.act);
    }
    this.#left = Math.max(0, this.#left - 1);
    return fetch(input, init);
  }

  /** @returns whether there was an occasion for it */
  async #act({ act, pick }: Step): Promise<boolean> {
    let isDone = true;
    if (isPersons(act)) isDone = await PEOPLE[act](this.#stage, pick);
    else if (isRunAct(act)) RUN_ACTS[act](this.#stage);
    else if (isOtherRelease(act))
      await this.#otherRelease(pick, act === 'another release, killed' ? 1 + pick * 3 : null);
    if (isDone) this.done.push(act);
    return isDone;
  }

  /** Somebody else releases, between two requests of ours. @param until the request at which it is killed */
  async #otherRelease(pick: number, until: number | null): Promise<void> {
    const environment = { ...process.env };
    const start = this.#command(['minor', 'patch', '1.3.0', '1.2.0'][pick % 4] ?? 'minor');
    let sent = 0;
    let kill: () => void = () => {};
    const killed = new Promise<null>((resolve) => {
      kill = () => resolve(null);
    });
    const run = await begin(this.#stage, start, (_begun, fetch) => (input, init) => {
      sent += 1;
      if (sent <= (until ?? MOST_REQUESTS)) return fetch(input, init);
      kill();
      return NEVER;
    });
    const exitCode = await Promise.race([run.ended, killed]);
    setEnvironment(environment);
    this.requests += sent;
    this.#invocations.push(await invocationOf(this.#stage, run, exitCode));
  }
}
