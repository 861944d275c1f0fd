import { counted } from '../counted.ts';

/**
 * Something wrong with a result file. A defect is data: reading never throws for what a file holds, and a verdict shows
 * every defect with file and line.
 */
export interface Defect {
  /** `invalidates`: nothing can be concluded from the folder. `warns`: read around it. `informs`: harmless. */
  readonly severity: 'invalidates' | 'warns' | 'informs';
  readonly file: string;
  /** 1-based; null for the file as a whole. */
  readonly line: number | null;
  /** Untrusted where it quotes: shortened, but not escaped. */
  readonly text: string;
}

/** Defects of one folder, kept bounded: a file of a million broken rows yields a hundred texts and a count. */
export interface DefectLog {
  add(defect: Defect): void;
  /** All that were kept, those that invalidate first, then in the order found; the last one counts the left out. */
  list(): Defect[];
}

const KEPT_PER_SEVERITY = 50;

export function defectLog(file: string): DefectLog {
  const kept: Record<Defect['severity'], Defect[]> = { invalidates: [], warns: [], informs: [] };
  let leftOut = 0;
  return {
    add(defect) {
      const list = kept[defect.severity];
      if (list.length < KEPT_PER_SEVERITY) list.push(defect);
      else leftOut += 1;
    },
    list() {
      const all = [...kept.invalidates, ...kept.warns, ...kept.informs];
      if (leftOut > 0)
        all.push({
          severity: 'warns',
          file,
          line: null,
          text: `${counted(leftOut, 'more defect is', 'more defects are')} not listed.`,
        });
      return all;
    },
  };
}

/** Untrusted text shortened for a message: control characters out, at most `limit` characters. */
export function quoted(text: string, limit = 60): string {
  // A name is shown to people and logs: what cannot be seen has no place in it.
  const clean = text.replaceAll('\t', ' ').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{FFFD}');
  return clean.length > limit ? `"${clean.slice(0, limit)}…"` : `"${clean}"`;
}

/** "metrics.csv:7: text", as editors and people read it. */
export function describeDefect(defect: Defect): string {
  return defect.line === null ? `${defect.file}: ${defect.text}` : `${defect.file}:${defect.line}: ${defect.text}`;
}
