import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface GitHubCase {
  readonly name: string;
  readonly world: Readonly<Record<string, unknown>>;
  readonly expected: { readonly exit: number; readonly code?: string };
}

/** The cases of one file, by their names. */
export function githubCases(file: string): ReadonlyMap<string, GitHubCase> {
  const text = readFileSync(new URL(`../cases/github/${file}`, import.meta.url), 'utf8');
  const { cases } = parse(text) as { readonly cases: readonly GitHubCase[] };
  return new Map(cases.map((each) => [each.name, each]));
}
