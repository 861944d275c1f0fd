import type { YamlMap, YamlTree } from './workflow-document.ts';

/** One combination of a job's matrix: key to value, in the order GitHub shows them. */
export type MatrixCombination = ReadonlyMap<string, YamlTree>;

export type JobMatrix =
  | { readonly kind: 'none' }
  | { readonly kind: 'literal'; readonly combinations: readonly MatrixCombination[] }
  /** Made by an expression: only a run knows it. */
  | { readonly kind: 'dynamic' };

/** Jobs of one matrix. Source: GitHub documentation, "Usage limits": a matrix makes at most 256 jobs a run. */
export const MAX_MATRIX_JOBS = 256;
/** What a run makes an empty list of, without anything that only the run knows. */
const EMPTY_AT_RUN = /^\s*\$\{\{\s*fromJSON\(\s*'\s*\[\s*\]\s*'\s*\)\s*\}\}\s*$/i;
/** Values of a matrix with everything in them. Those of real ones are below a thousand; the bound keeps the work small. */
const MAX_MATRIX_NODES = 20_000;

export type MatrixResult =
  | { readonly ok: true; readonly value: JobMatrix }
  | { readonly ok: false; readonly fault: string; readonly line: number };

/**
 * Expands `strategy.matrix`.
 *
 * Source: GitHub documentation, "Running variations of jobs in a workflow": the product of the lists, less what matches
 * an entry of `exclude`; each entry of `include` is added to every original combination whose original values it does
 * not change, or makes a combination of its own when there is none. Of what has no values: actions/runner, conversion of
 * `strategy` (an empty list in the file is an error of the file; one that an expression makes lets the run fail; where
 * everything is excluded, the job runs once, without values), and dorny/paths-filter#66.
 *
 * @returns a literal matrix without combinations where the run fails for it
 */
export function expandMatrix(matrix: YamlTree | undefined): MatrixResult {
  if (matrix === undefined) return literal(null);
  if (matrix.kind === 'scalar') {
    return matrix.text.includes('${{') ? dynamic : { ok: false, fault: 'is not a map', line: matrix.line };
  }
  if (matrix.kind === 'list') return { ok: false, fault: 'is not a map', line: matrix.line };
  if (matrix.size > MAX_MATRIX_NODES)
    return { ok: false, fault: `has more than ${MAX_MATRIX_NODES} values`, line: matrix.line };
  const axes: [string, readonly YamlTree[]][] = [];
  for (const [key, value] of matrix.entries) {
    if (key === 'include' || key === 'exclude') continue;
    if (value.kind === 'scalar' && EMPTY_AT_RUN.test(value.text)) return literal([]);
    if (value.kind === 'scalar' && value.text.includes('${{')) return dynamic;
    if (value.kind !== 'list')
      return { ok: false, fault: `key ${JSON.stringify(key)} is not a list`, line: value.line };
    if (value.items.length === 0)
      return { ok: false, fault: `key ${JSON.stringify(key)} has no values`, line: value.line };
    axes.push([key, value.items]);
  }
  const include = mapsOf(matrix, 'include');
  const exclude = mapsOf(matrix, 'exclude');
  if (include === 'dynamic' || exclude === 'dynamic') return dynamic;
  if ('fault' in include) return { ok: false, ...include };
  if ('fault' in exclude) return { ok: false, ...exclude };
  if (axes.length === 0 && include.maps.length === 0) {
    const isEmptied = matrix.entries.get('include')?.kind === 'scalar';
    return isEmptied ? literal([]) : { ok: false, fault: 'has no values', line: matrix.line };
  }
  const product = axes.reduce((count, [, values]) => count * values.length, 1);
  // Excluded combinations count towards no limit, but somewhere the product has to end.
  if (product > MAX_MATRIX_JOBS * 16) return tooMany(matrix);
  const originals = (axes.length === 0 ? [] : combine(axes)).filter(
    (combination) => !exclude.maps.some((each) => includesAll(combination, each)),
  );
  const expanded = originals.map((original) => new Map(original));
  const added: MatrixCombination[] = [];
  for (const entry of include.maps) {
    let fits = false;
    for (const [index, original] of originals.entries()) {
      if ([...entry].some(([key, value]) => original.has(key) && !sameValue(original.get(key), value))) continue;
      fits = true;
      for (const [key, value] of entry) expanded[index]?.set(key, value);
    }
    if (!fits) added.push(entry);
  }
  const combinations = [...expanded, ...added];
  if (combinations.length > MAX_MATRIX_JOBS) return tooMany(matrix);
  return literal(combinations.length === 0 ? null : combinations);
}

const dynamic: MatrixResult = { ok: true, value: { kind: 'dynamic' } };

const literal = (combinations: readonly MatrixCombination[] | null): MatrixResult => ({
  ok: true,
  value: combinations === null ? { kind: 'none' } : { kind: 'literal', combinations },
});

const tooMany = (matrix: YamlMap): MatrixResult => ({
  ok: false,
  fault: `makes more than ${MAX_MATRIX_JOBS} jobs`,
  line: matrix.line,
});

function mapsOf(
  matrix: YamlMap,
  key: 'include' | 'exclude',
): { maps: MatrixCombination[] } | { fault: string; line: number } | 'dynamic' {
  const value = matrix.entries.get(key);
  if (value === undefined) return { maps: [] };
  if (value.kind === 'scalar' && EMPTY_AT_RUN.test(value.text)) return { maps: [] };
  if (value.kind === 'scalar' && value.text.includes('${{')) return 'dynamic';
  if (value.kind !== 'list') return { fault: `key "${key}" is not a list`, line: value.line };
  const maps: MatrixCombination[] = [];
  for (const item of value.items) {
    if (item.kind === 'scalar' && item.text.includes('${{')) return 'dynamic';
    if (item.kind !== 'map') return { fault: `key "${key}" holds something that is not a map`, line: item.line };
    maps.push(item.entries);
  }
  return { maps };
}

function combine(axes: readonly [string, readonly YamlTree[]][]): MatrixCombination[] {
  const count = axes.reduce((product, [, values]) => product * values.length, 1);
  return Array.from({ length: count }, (_, index) => {
    const combination = new Map<string, YamlTree>();
    // The last axis turns fastest, like the last digit of a number.
    let turns = count;
    for (const [key, values] of axes) {
      turns /= values.length;
      const value = values[Math.floor(index / turns) % values.length];
      if (value !== undefined) combination.set(key, value);
    }
    return combination;
  });
}

const includesAll = (combination: MatrixCombination, part: MatrixCombination): boolean =>
  [...part].every(([key, value]) => combination.has(key) && sameValue(combination.get(key), value));

function sameValue(left: YamlTree | undefined, right: YamlTree | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  if (left === right) return true;
  if (left.size !== right.size) return false;
  if (left.kind === 'scalar') return right.kind === 'scalar' && leafText(left) === leafText(right);
  if (left.kind === 'list') {
    return right.kind === 'list' && left.items.every((item, index) => sameValue(item, right.items[index]));
  }
  return right.kind === 'map' && left.entries.size === right.entries.size && includesAll(left.entries, right.entries);
}

/** A scalar as GitHub shows it: numbers in their shortest form (`1.10` reads `1.1`). */
const leafText = (tree: YamlTree): string =>
  tree.kind === 'scalar' ? (typeof tree.value === 'number' ? String(tree.value) : tree.text) : '';

/** Every scalar below a value, in order: GitHub shows an object in a matrix as its leaves. At most `limit` of them. */
export function leafTexts(tree: YamlTree, limit = 100): string[] {
  const leaves: string[] = [];
  const pending: YamlTree[] = [tree];
  while (leaves.length < limit) {
    const next = pending.pop();
    if (next === undefined) break;
    if (next.kind === 'scalar') leaves.push(leafText(next));
    else
      pending.push(...(next.kind === 'list' ? [...next.items] : [...next.entries.values()]).slice(0, limit).reverse());
  }
  return leaves;
}

/** The value at `matrix.a.b`, without regard to case; undefined when it is absent or not a scalar. */
export function matrixValue(combination: MatrixCombination, path: readonly string[]): string | undefined {
  let entries: ReadonlyMap<string, YamlTree> = combination;
  for (const [index, name] of path.entries()) {
    const found = [...entries].find(([key]) => key.toLowerCase() === name)?.[1];
    if (found === undefined) return undefined;
    if (index === path.length - 1) return found.kind === 'scalar' ? leafText(found) : undefined;
    if (found.kind !== 'map') return undefined;
    entries = found.entries;
  }
  return undefined;
}
