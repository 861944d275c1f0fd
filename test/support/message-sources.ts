import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { ROOT } from './doc-pages.ts';

/**
 * The sentences that the program's own source writes, as the catalogue names them: `Tag ${name} is gone.` is
 * `Tag {{0}} is gone.`. A sentence that comes from elsewhere (of git, of the system) is in no source.
 */

interface Node {
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a syntax tree has a shape of its own for each kind of node
  readonly [field: string]: any;
}

export interface MessageSource {
  readonly file: string;
  readonly message: string;
}

/** Which arguments of functions of ours are a problem's sentence, or its remedy. */
const TOLD_BY: Readonly<Record<string, readonly number[]>> = {
  problem: [1],
  refuse: [0, 1, 2],
  wrong: [0, 1],
  unreadable: [0],
};
/** A sentence ends so; a path, an option or a label does not. */
const ENDS = /[.:?]$|\}\}$/;
/** What explains an errno of a harness is no remedy of a problem; the embedded GitHub speaks as GitHub does. */
const NOT_OURS = /^(embedded-github|language\/korean|sample)\/|^core\/(problem|measurements\/errno)\.ts$/;

export function messageSources(): MessageSource[] {
  const root = join(ROOT, 'src');
  return (readdirSync(root, { recursive: true }) as string[])
    .filter((file) => file.endsWith('.ts') && !NOT_OURS.test(file))
    .sort()
    .flatMap((file) => messagesIn(readFileSync(join(root, file), 'utf8')).map((message) => ({ file, message })));
}

function messagesIn(code: string): string[] {
  const tree = parseAst(code, { lang: 'ts' }) as unknown as Node;
  const named = new Map<string, Node>();
  const found: string[] = [];
  each(tree, (node) => {
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.init !== null)
      named.set(node.id.name, node.init);
  });
  each(tree, (node) => {
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier') {
      for (const at of TOLD_BY[node.callee.name] ?? []) found.push(...texts(node.arguments[at], named));
    }
    if (node.type === 'Property' && node.key.name === 'remedy') found.push(...texts(node.value, named));
  });
  return [...new Set(found)].filter((message) => ENDS.test(message));
}

function each(node: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(node)) for (const one of node) each(one, visit);
  else if (typeof node === 'object' && node !== null) {
    if ('type' in node) visit(node as Node);
    for (const value of Object.values(node)) each(value, visit);
  }
}

/** The texts that an expression may be, as templates. */
function texts(node: Node | undefined, named: ReadonlyMap<string, Node>, depth = 0): string[] {
  if (node === undefined || depth > 6) return [];
  const of = (part: Node) => texts(part, named, depth + 1);
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : [];
    case 'TemplateLiteral':
      return [
        node.quasis
          .map((quasi: Node, at: number) => `${quasi.value.cooked}${at < node.expressions.length ? `{{${at}}}` : ''}`)
          .join(''),
      ];
    case 'ConditionalExpression':
      return [...of(node.consequent), ...of(node.alternate)];
    case 'LogicalExpression':
      return [...of(node.left), ...of(node.right)];
    case 'Identifier':
      return named.has(node.name) ? of(named.get(node.name) as Node) : [];
    default:
      return [];
  }
}
