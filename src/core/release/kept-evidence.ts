import * as z from 'zod';
import { VERDICT_STATUSES } from '../gate/verdict.ts';
import {
  type EvidenceJudgement,
  type EvidenceOptions,
  type GateEvidence,
  judgeEvidence,
  judgeFinding,
} from './evidence.ts';
import { type GateRecord, isMeasured } from './record.ts';

/**
 * What a release rests on outlives the process that was shown it: every report of a release holds a line that people do not
 * see, and whoever goes on with the release reads it back from there.
 */

/** What earlier invocations of a release have left of its evidence on GitHub. */
export type KeptEvidence =
  /** `gate.readFrom` says where it stands. */
  | { readonly kind: 'found'; readonly gate: GateRecord }
  /** Why there is none, as a sentence. */
  | { readonly kind: 'nothing'; readonly why: string };

const STATUSES = [...VERDICT_STATUSES, 'skipped'] as const;
const MARK = 'zlink-release gate: ';
const LONGEST = 8_000;

const shape = z.strictObject({
  status: z.enum([...STATUSES, 'unknown']),
  sentence: z.string().max(4_000),
  measuredTree: z.string().max(300).nullable(),
  verdictSha256: z.string().max(64).nullable(),
});

/** The line that keeps the evidence in the text of a report: a comment of HTML, and nothing in it can end it. */
export function evidenceMark({ status, sentence, measuredTree, verdictSha256 }: GateRecord): string {
  const text = JSON.stringify({ status, sentence: sentence.slice(0, 1_000), measuredTree, verdictSha256 });
  const safe = text.replace(/[<>&`@-]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `<!-- ${MARK}${safe} -->`;
}

/** @param where the report, as a sentence's end; who made it is for the caller to know */
export function readEvidenceMark(text: string, where: string): GateRecord | null {
  const at = text.indexOf(`<!-- ${MARK}`);
  const from = at + `<!-- ${MARK}`.length;
  const end = text.indexOf(' -->', from);
  if (at < 0 || end < 0 || end - from > LONGEST) return null;
  try {
    const parsed = shape.safeParse(JSON.parse(text.slice(from, end)));
    return parsed.success ? { ...parsed.data, readFrom: where } : null;
  } catch {
    return null;
  }
}

/** What the first line of a report says, as `headline` writes it: `Pass: …`, or `skipped: its sentence`. */
export function readEvidenceTitle(title: string, where: string): GateRecord | null {
  const status = STATUSES.find((each) =>
    title.toLowerCase().replaceAll('-', ' ').startsWith(each.replaceAll('-', ' ')),
  );
  if (status === undefined) return null;
  const prefix = `${status}: `;
  return {
    status,
    sentence: title.slice(title.startsWith(prefix) ? prefix.length : 0, 1_000),
    measuredTree: null,
    verdictSha256: null,
    readFrom: where,
  };
}

/**
 * What a release that was begun before rests on, where this invocation is not shown a verdict.
 *
 * - Merged before: what it went by then, or `unknown`; a person who skips the gate now cannot undo that it was measured.
 * - Proposed before: a pass that is about the very tree that would be released. A person's skip is asked for anew.
 *
 * @returns null where what is shown now counts, as in a release that is new
 */
export function judgeKept(
  shown: GateEvidence,
  { kept, mergedBefore, tagged }: { kept: KeptEvidence; mergedBefore: boolean; tagged: boolean },
  acceptableTrees: readonly string[],
  options: EvidenceOptions,
): EvidenceJudgement | null {
  if (shown.kind === 'verdict') return null;
  if (mergedBefore) {
    if (kept.kind === 'found' && isMeasured(kept.gate)) return judged(kept.gate, acceptableTrees, options);
    if (kept.kind === 'found' && shown.kind !== 'skipped') return judged(kept.gate, acceptableTrees, options);
    return tagged ? unknown(kept.kind === 'found' ? null : kept.why) : null;
  }
  if (shown.kind === 'skipped' || kept.kind === 'nothing' || kept.gate.status !== 'pass') return null;
  const { measuredTree } = kept.gate;
  return measuredTree !== null && acceptableTrees.includes(measuredTree)
    ? judged(kept.gate, acceptableTrees, options)
    : null;
}

function judged(gate: GateRecord, acceptableTrees: readonly string[], options: EvidenceOptions): EvidenceJudgement {
  const { status, sentence, measuredTree } = gate;
  if (status === 'skipped' || (status === 'not-measured' && !isMeasured(gate)))
    return { ...judgeEvidence({ kind: status }, acceptableTrees, options), record: gate };
  if (status === 'unknown') return { record: gate, problems: [], warnings: [sentence] };
  return { record: gate, ...judgeFinding({ status, sentence, measuredTree }, acceptableTrees, options) };
}

function unknown(why: string | null): EvidenceJudgement {
  const sentence = `It is unknown on what evidence this release was merged. ${why ?? ''}`.trim();
  return {
    record: { status: 'unknown', sentence, measuredTree: null, verdictSha256: null, readFrom: null },
    problems: [],
    warnings: [sentence],
  };
}
