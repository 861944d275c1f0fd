import type { MetricKind } from './measurement-book.ts';

/** As the summaries call what the console has words for. */
const LABELS: Readonly<Record<string, string>> = {
  Ir: 'Instructions',
  L1hits: 'L1 Hits',
  LLhits: 'LL Hits',
  RamHits: 'RAM Hits',
  TotalRW: 'Total read+write',
  EstimatedCycles: 'Estimated Cycles',
  I1MissRate: 'I1 Miss Rate',
  LLiMissRate: 'LLi Miss Rate',
  D1MissRate: 'D1 Miss Rate',
  LLdMissRate: 'LLd Miss Rate',
  LLMissRate: 'LL Miss Rate',
  L1HitRate: 'L1 Hit Rate',
  LLHitRate: 'LL Hit Rate',
  RamHitRate: 'RAM Hit Rate',
  TotalBytes: 'Total bytes',
  TotalBlocks: 'Total blocks',
  AtTGmaxBytes: 'At t-gmax bytes',
  AtTGmaxBlocks: 'At t-gmax blocks',
  AtTEndBytes: 'At t-end bytes',
  AtTEndBlocks: 'At t-end blocks',
  ReadsBytes: 'Reads bytes',
  WritesBytes: 'Writes bytes',
  SuppressedErrors: 'Suppressed Errors',
  SuppressedContexts: 'Suppressed Contexts',
};

/** What was executed, allocated or found wrong. What a simulated cache missed depends on where things happen to lie in memory. */
const EXACT =
  /^(?:Instructions|Dr|Dw|Bc|Bi|Ge|Total read\+write|(?:Total|At t-gmax|At t-end|Reads|Writes) (?:bytes|blocks)|(?:Suppressed )?(?:Errors|Contexts))$/;
/** More of them is no loss where they were misses before. */
const HITS = /^(?:L1|L2|LL) (?:Hits|Hit Rate|Accesses)$|^RAM Hit Rate$/;

/**
 * @param tool whose figure it is: those of others than Callgrind bear its name, since one benchmark may have both
 * @param label as the console or a summary has it
 */
export function countedKind(tool: string, label: string): MetricKind {
  const name = LABELS[label] ?? label;
  const word = name === 'Instructions' ? 'instructions' : name;
  const of = tool.toLowerCase();
  const unit = name.endsWith(' bytes') ? 'B' : name.endsWith(' Rate') ? '%' : '1';
  return {
    metric: of === 'callgrind' ? word : `${of}: ${word}`,
    unit,
    better: HITS.test(name) ? null : 'lower',
    exact: EXACT.test(name),
  };
}
