import type { Document } from 'yaml';
import { type Checked, checked, failed, problem } from '../problem.ts';
import { keyFaults, readYaml } from '../yaml-text.ts';

const LIMITS = { depth: 100, lexemes: 400_000 };

/** The YAML of a version-bearing file, or what keeps it from being read. */
export function readVersionYaml(text: string): Checked<Document.Parsed> {
  const read = readYaml(text, LIMITS);
  const [fault] = read.ok ? keyFaults(read.value) : read.faults;
  if (read.ok && fault === undefined) return checked(read.value.document);
  const line = fault?.line ?? null;
  return failed(
    problem('version-not-found', `it ${fault?.what ?? 'is not YAML'}.`, line === null ? {} : { where: String(line) }),
  );
}
