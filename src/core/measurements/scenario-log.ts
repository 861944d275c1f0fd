import { type Defect, defectLog, quoted } from './defect.ts';
import { type PassFail, parseFigure } from './metrics-csv.ts';
import type { Profile, ProfileField } from './profile.ts';
import { LONGEST_SCENARIO_ID, parseScenarioId } from './scenario-id.ts';

/**
 * scenario.log of the harness, line by line. `drain_timeout` and `gating_violation` stand only in its RESULT lines;
 * io_threads, send_batch and latency_sample_rate only in its head. Everything else in it is the stacks' own output and is
 * passed over.
 */

/** What the last RESULT line of a scenario says. null is unknown. */
export interface ResultLine {
  readonly line: number;
  readonly drainTimeout: number | null;
  readonly gatingViolation: number | null;
  readonly throughput: number | null;
  readonly passFail: PassFail | null;
  readonly unreadable: readonly string[];
}

export interface ScenarioLog {
  readonly results: ReadonlyMap<string, ResultLine>;
  /** From the head; empty when a runner was started by hand. */
  readonly profile: Profile;
  /** Stacks named by section heads (`===== asio s0 =====`), in order. */
  readonly stacks: readonly string[];
  readonly defects: readonly Defect[];
}

export interface ScenarioLogReader {
  /** One line without its line end; `cut` when it was longer than the reader was given. */
  line(text: string, cut: boolean): void;
  finish(): ScenarioLog;
}

/** Lines are cut here: RESULT lines are about 400 characters. */
export const LONGEST_LOG_LINE = 16_384;
const MOST_RESULTS = 10_000;
const MOST_STACKS = 64;

const HEAD = '=== STREAM Scenario Compare ===';
const PROFILE_WORDS: ReadonlyMap<string, ProfileField> = new Map([
  ['ccu', 'ccu'],
  ['size', 'size'],
  ['inflight', 'inflight'],
  ['warmup', 'warmup'],
  ['measure', 'measure'],
  ['drain_timeout', 'drain_timeout'],
  ['connect_concurrency', 'connect_concurrency'],
  ['backlog', 'backlog'],
  ['hwm', 'hwm'],
  ['io_threads', 'io_threads'],
  ['send_batch', 'send_batch'],
  ['latency_sample_rate', 'latency_sample_rate'],
]);

/** `key=value` words of a line; the first of a repeated key counts. */
function words(line: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const word of line.split(/[ \t]/)) {
    const equals = word.indexOf('=');
    if (equals > 0 && !found.has(word.slice(0, equals))) found.set(word.slice(0, equals), word.slice(equals + 1));
    if (found.size >= 64) break;
  }
  return found;
}

/** Reads lines as they come; what is malformed becomes a defect. */
export function scenarioLogReader(file: string): ScenarioLogReader {
  const log = defectLog(file);
  const results = new Map<string, ResultLine>();
  const profile = new Map<ProfileField, number>();
  const stacks = new Set<string>();
  let at = 0;
  // The head is what stands between its title and the first blank or section line: a stack may print the same words.
  let inHead = false;

  function headLine(text: string): void {
    for (const [key, value] of words(text)) {
      const field = PROFILE_WORDS.get(key);
      if (field === undefined) continue;
      const { value: figure, complaint } = parseFigure(value.replace(/s$/, ''), 2 ** 53);
      if (figure === null) {
        const why = complaint ?? 'blank';
        log.add({ severity: 'warns', file, line: at, text: `${key} in the head: ${why}; it is unknown.` });
        continue;
      }
      const before = profile.get(field);
      if (before !== undefined && before !== figure) {
        const why = `The head states ${key} twice (${before}, then ${figure}): two runs are mixed in one file.`;
        log.add({ severity: 'invalidates', file, line: at, text: why });
      } else profile.set(field, figure);
    }
  }

  function resultLine(text: string): void {
    const said = words(text);
    const scenarioId = said.get('scenario') ?? '';
    if (parseScenarioId(scenarioId) === null) {
      log.add({ severity: 'warns', file, line: at, text: `RESULT without a scenario id: ${quoted(scenarioId)}.` });
      return;
    }
    const unreadable: string[] = [];
    const figure = (key: string, largest: number): number | null => {
      const { value, complaint } = parseFigure(said.get(key) ?? '', largest);
      if (complaint !== null) {
        unreadable.push(key);
        log.add({ severity: 'warns', file, line: at, text: `${scenarioId}: ${key}: ${complaint}; it is unknown.` });
      }
      return value;
    };
    const passFail = said.get('pass_fail');
    if (!results.has(scenarioId) && results.size >= MOST_RESULTS) {
      const why = `More than ${MOST_RESULTS} different scenario ids.`;
      log.add({ severity: 'invalidates', file, line: at, text: why });
      return;
    }
    results.set(scenarioId, {
      line: at,
      drainTimeout: figure('drain_timeout', 1e15),
      gatingViolation: figure('gating_violation', 1e15),
      throughput: figure('throughput', 1e11),
      passFail: passFail === 'PASS' || passFail === 'FAIL' || passFail === 'SKIP' ? passFail : null,
      unreadable,
    });
  }

  return {
    line(raw, cut) {
      at += 1;
      const text = at === 1 ? raw.replace(/^\u{FEFF}/u, '').trimEnd() : raw.trimEnd();
      if (text === HEAD) {
        inHead = true;
        return;
      }
      if (inHead && (text === '' || text.startsWith('=====') || text.startsWith('RESULT '))) inHead = false;
      if (inHead && text !== '') return headLine(text);
      if (text.startsWith('RESULT ')) {
        if (cut) {
          log.add({ severity: 'warns', file, line: at, text: 'A RESULT line is too long to be one; it is left out.' });
        } else resultLine(text);
        return;
      }
      if (text.startsWith('===== ') && text.endsWith(' =====') && text.length < 2 * LONGEST_SCENARIO_ID) {
        const stack = text.slice(6, -6).split(' ')[0] ?? '';
        if (/^[A-Za-z0-9][A-Za-z0-9._+-]*$/.test(stack) && stacks.size < MOST_STACKS) stacks.add(stack);
      }
    },
    finish: () => ({ results, profile, stacks: [...stacks], defects: log.list() }),
  };
}
