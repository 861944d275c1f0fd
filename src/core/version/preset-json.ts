import { findNodeAtLocation, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { lineAt } from '../file-text.ts';
import { type Checked, checked, failed, problem } from '../problem.ts';
import type { FoundPlaces } from './version-place.ts';

/** Deeper JSON is no manifest; the parser is recursive. */
const MAXIMUM_DEPTH = 200;

/** The tree of a JSON text that could be edited (comments are allowed). */
export function readJson(text: string): Checked<Node> {
  if (nesting(text) > MAXIMUM_DEPTH)
    return failed(problem('version-not-found', 'it is nested too deeply to be a manifest.'));
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (root !== undefined && error === undefined) return checked(root);
  const where = String(lineAt(text, error?.offset ?? 0));
  return failed(problem('version-not-found', 'it is not valid JSON.', { where }));
}

/** A string of a JSON file (comments allowed) by dotted path: `version`, `packages.0.version`. */
export function findJson(text: string, at: string): Checked<FoundPlaces> {
  const tree = readJson(text);
  if (!tree.ok) return tree;
  const root = tree.value;
  const path = at.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const node = findNodeAtLocation(root, path) ?? findNodeAtLocation(root, [at]);
  if (node === undefined) return failed(problem('version-not-found', `it has no ${at}.`));
  const twins =
    node.parent?.parent?.children?.filter((each) => each.children?.[0]?.value === node.parent?.children?.[0]?.value) ??
    [];
  if (node.parent?.type === 'property' && twins.length > 1) {
    return failed(
      problem(
        'version-ambiguous',
        `${at} stands in lines ${twins
          .slice(0, 10)
          .map((each) => lineAt(text, each.offset))
          .join(', ')}.`,
      ),
    );
  }
  const raw = text.slice(node.offset + 1, node.offset + node.length - 1);
  if (node.type !== 'string' || raw.includes('\\')) {
    return failed(
      problem('version-not-found', `${at} is no plain string.`, { where: String(lineAt(text, node.offset)) }),
    );
  }
  return checked({
    places: [{ start: node.offset + 1, end: node.offset + node.length - 1, part: 'whole', value: raw }],
    needsPlain: false,
  });
}

function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === '{' || character === '[') {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}
