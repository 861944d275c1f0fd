import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import { type Checked, checked, failed, type Problem, Problems, problem } from '../problem.ts';
import { readYaml } from '../yaml-text.ts';

/**
 * A workflow file's YAML as a tree with line numbers, read as GitHub reads it: keys are text (`on` is never the boolean
 * of YAML 1.1), a key may not appear twice, anchors and aliases work, merge keys do not. Untrusted text: size, depth and
 * what aliases may multiply are bounded, and no step takes more than linear time.
 */
export type YamlTree = YamlScalar | YamlList | YamlMap;

interface At {
  /** 1-based. */
  readonly line: number;
  /** Nodes below and with this one, aliases counted in full. */
  readonly size: number;
}

export interface YamlScalar extends At {
  readonly kind: 'scalar';
  /** As written for a plain scalar (`1.10` stays `1.10`), unescaped for a quoted one. Empty for null. */
  readonly text: string;
  /** As YAML 1.2 understands it. Integers beyond 2^53 are given as text. */
  readonly value: string | number | boolean | null;
}

export interface YamlList extends At {
  readonly kind: 'list';
  readonly items: readonly YamlTree[];
}

export interface YamlMap extends At {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, YamlTree>;
  /** Line of each key. */
  readonly lines: ReadonlyMap<string, number>;
}

/** Characters; GitHub's own limit is lower, so no workflow that runs is turned away. */
export const MAX_WORKFLOW_LENGTH = 1_048_576;
/** Nesting of maps and lists. */
export const MAX_WORKFLOW_DEPTH = 100;
/** Words, spaces and marks; a workflow of a megabyte has a third of that. Bounds the work on text that is nothing but marks. */
export const MAX_WORKFLOW_LEXEMES = 400_000;
/** Nodes of the tree when each alias is written out. */
export const MAX_WORKFLOW_NODES = 600_000;

/**
 * Reads one workflow file into a tree.
 *
 * @param path names the file in problems
 * @returns the top map, or `workflow-unreadable` problems with `path:line`
 */
export function readWorkflowDocument(path: string, text: string): Checked<YamlMap> {
  const unreadable = (what: string, line?: number): Problem =>
    problem('workflow-unreadable', `${path} ${what}.`, { where: line === undefined ? path : `${path}:${line}` });
  if (text.length > MAX_WORKFLOW_LENGTH) {
    return failed(unreadable(`has more than ${MAX_WORKFLOW_LENGTH} characters`));
  }
  // A key that stands twice is found below, where the tree is made.
  const read = readYaml(text, { depth: MAX_WORKFLOW_DEPTH, lexemes: MAX_WORKFLOW_LEXEMES });
  if (!read.ok) return failed(...read.faults.map(({ what, line }) => unreadable(what, line ?? undefined)));
  const { document, lineOf } = read.value;
  if (document.contents === null) return failed(unreadable('is empty'));
  const problems = new Problems();
  const anchors = new Map<string, YamlTree | 'open'>();
  const tree = convert(document.contents, anchors, lineOf, (what, line) => problems.add(unreadable(what, line)));
  if (!problems.none) return failed(...problems.found.slice(0, 20));
  if (tree.kind !== 'map') return failed(unreadable('is not a map of keys to values', tree.line));
  if (tree.size > MAX_WORKFLOW_NODES) {
    return failed(unreadable(`has more than ${MAX_WORKFLOW_NODES} values once its aliases are written out`));
  }
  return checked(tree);
}

function convert(
  node: Node | null | undefined,
  anchors: Map<string, YamlTree | 'open'>,
  lineOf: (offset: number) => number,
  report: (what: string, line: number) => void,
): YamlTree {
  const line = lineOf(node?.range?.[0] ?? 0);
  if (isAlias(node)) {
    const target = anchors.get(node.source);
    if (target === 'open') report(`has an anchor &${node.source} that contains itself`, line);
    else if (target === undefined) report(`uses *${node.source} before any &${node.source}`, line);
    else return target;
    return nothing(line);
  }
  const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
  if (anchor !== undefined) anchors.set(anchor, 'open');
  const tree = convertOwn(node, line, anchors, lineOf, report);
  if (anchor !== undefined) anchors.set(anchor, tree);
  return tree;
}

function convertOwn(
  node: Node | null | undefined,
  line: number,
  anchors: Map<string, YamlTree | 'open'>,
  lineOf: (offset: number) => number,
  report: (what: string, line: number) => void,
): YamlTree {
  if (isMap(node)) {
    const entries = new Map<string, YamlTree>();
    const keyLines = new Map<string, number>();
    let size = 1;
    for (const pair of node.items) {
      const key = convert(pair.key as Node | null, anchors, lineOf, report);
      const value = convert(pair.value as Node | null, anchors, lineOf, report);
      // A missing value has no place of its own: it stands where its key does.
      const placed = pair.value === null ? { ...value, line: key.line } : value;
      if (key.kind !== 'scalar') report('has a key that is not text', key.line);
      else if (entries.has(key.text)) report(`defines ${JSON.stringify(key.text)} twice`, key.line);
      else {
        entries.set(key.text, placed);
        keyLines.set(key.text, key.line);
      }
      size += 1 + value.size;
    }
    return { kind: 'map', line, size, entries, lines: keyLines };
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => convert(item as Node | null, anchors, lineOf, report));
    return { kind: 'list', line, size: items.reduce((sum, item) => sum + item.size, 1), items };
  }
  if (isScalar(node)) {
    const { value } = node;
    const plain = node.type === 'PLAIN' && typeof value !== 'string' ? node.source : undefined;
    if (value === null || value === undefined) return { kind: 'scalar', line, size: 1, text: '', value: null };
    const text = plain ?? String(value);
    const simple = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : text;
    return { kind: 'scalar', line, size: 1, text, value: simple };
  }
  return nothing(line);
}

const nothing = (line: number): YamlScalar => ({ kind: 'scalar', line, size: 1, text: '', value: null });
