import { type ArgumentKind, FAULT_KINDS, type FaultKind, type FaultName } from './fault-kinds.ts';

export interface Fault {
  readonly name: FaultName;
  /** Workflow file, asset name or count; null for faults without one. */
  readonly argument: string | null;
  /** Request number, from 1, over all resumptions; null for the usual moment. */
  readonly at: number | null;
  /** As given; it identifies the fault in `firedFaults`. */
  readonly text: string;
}

const MAXIMUM_TEXT = 300;

/** What is wrong with the text of a fault, in one sentence, and what to write instead. */
export interface FaultMistake {
  readonly what: string;
  readonly remedy: string;
}

export type ParsedFaults =
  | { readonly ok: true; readonly value: readonly Fault[] }
  | { readonly ok: false; readonly mistakes: readonly FaultMistake[] };

/**
 * Reads `NAME[:ARG][@N]`. All that is wrong is told at once; a fault given twice is refused, as each fires once.
 */
export function parseFaults(texts: readonly string[]): ParsedFaults {
  const faults: Fault[] = [];
  const mistakes: FaultMistake[] = [];
  const seen = new Set<string>();
  for (const text of texts) {
    const refuse = (what: string, remedy: string) => mistakes.push({ what, remedy });
    const shown = JSON.stringify(text.slice(0, 100));
    const match = text.length > MAXIMUM_TEXT ? null : /^([a-z0-9-]+)(?::(.*?))?(?:@(\d{1,9}))?$/s.exec(text);
    const name = match?.[1] ?? '';
    if (match === null || !Object.hasOwn(FAULT_KINDS, name)) {
      refuse(`${shown} is no fault.`, `Write NAME[:ARG][@N]. Names: ${Object.keys(FAULT_KINDS).join(', ')}.`);
      continue;
    }
    const kind: FaultKind = FAULT_KINDS[name as FaultName];
    const argument = match[2] ?? null;
    const at = match[3] === undefined ? null : Number(match[3]);
    if (seen.has(text)) refuse(`${shown} is given twice.`, 'Each fault fires once: name it once.');
    seen.add(text);
    if (kind.argument === 'none' && argument !== null) {
      refuse(`${shown}: ${name} takes no argument.`, `Write ${name}${kind.moment === 'request' ? '@N' : ''}.`);
    } else if (kind.argument !== 'none' && (argument === null || argument === '')) {
      refuse(`${shown}: ${name} needs a ${kind.argument}.`, `Write ${name}:${EXAMPLES[kind.argument]}.`);
    } else if (kind.argument === 'count' && !/^\d{1,6}$/.test(argument ?? '')) {
      refuse(`${shown}: not a number of requests.`, `Write ${name}:${EXAMPLES.count}.`);
    }
    if (at !== null && kind.moment !== 'request') {
      refuse(`${shown}: ${name} does not belong to one request.`, 'Leave out @N.');
    } else if (at === 0) {
      refuse(`${shown}: requests are counted from 1.`, 'Write @1 for the first request.');
    }
    faults.push({ name: name as FaultName, argument, at, text });
  }
  return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, value: faults };
}

const EXAMPLES: Readonly<Record<ArgumentKind, string>> = {
  none: '',
  workflow: 'build.yml',
  name: 'checksums.txt',
  count: '100',
};
