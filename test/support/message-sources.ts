import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
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
const PROBLEM_ARGUMENTS: Readonly<Record<string, readonly number[]>> = {
  problem: [1],
  refuse: [0, 1, 2],
  wrong: [0, 1],
  unreadable: [0],
};
/** Which arguments of functions and methods are shown to a person otherwise: progress, warnings, labels, reasons of a plan. */
const SHOWN_ARGUMENTS: ReadonlyMap<string, readonly number[]> = new Map(
  Object.entries({
    note: [0],
    warn: [0],
    waiting: [0],
    stageEnded: [2],
    say: [0, 1],
    told: [0],
    line: [0],
    verdictTable: [0],
    effectsTable: [0],
    began: [0],
    yes: [0],
    no: [0],
  }),
);
/** Properties that hold what is shown: of a stage, a plan, a reason of a verdict, a column. */
const SHOWN_PROPERTIES = /^(?:detail|because|blocks|why|told|note|notes|warnings|text|word|title|legend|known)$/;
/** Lists of what is shown, to which it is added. */
const SHOWN_LISTS = /^(?:notes|warnings)$/;
/** A sentence ends so; a path, an option or a label does not. */
const ENDS = /[.:?]$|\}\}$/;
/** What explains an errno of a harness is no remedy of a problem; the embedded GitHub speaks as GitHub does. */
const NOT_OURS = /^(embedded-github|language\/korean|sample)\/|^core\/(problem|measurements\/errno)\.ts$/;
/** Where what is shown is written: not in what reads files of others, and pages of a rehearsal are English. */
const SHOWN_IN =
  /^(?:report\/(?!check-annotations|history-html|init-text|problem-|command-line|escape|file-diff|html-page|json-text|workflow-log)|conduct\/|action\/(?:release-steps|final-report|step-progress)|commands\/measure-|cli\/(?:plan-command|bench-command|status-command|rehearse-command)|core\/(?:changelog|gate|history|release|version|triggers\/(?:would-start|expected-runs|release-assets))\b)/;

type Definitions = ReadonlyMap<string, readonly Node[]>;
interface Source {
  readonly file: string;
  readonly tree: Node;
  readonly definitions: Definitions;
  /** Where a name that is imported is defined. */
  readonly imports: ReadonlyMap<string, string>;
}

const sources = new Map<string, Source>();

function readSources(): readonly Source[] {
  if (sources.size > 0) return [...sources.values()];
  const root = join(ROOT, 'src');
  const files = (readdirSync(root, { recursive: true }) as string[]).filter(
    (file) => file.endsWith('.ts') && !NOT_OURS.test(file),
  );
  for (const file of files.sort()) {
    const tree = parseAst(readFileSync(join(root, file), 'utf8'), { lang: 'ts' }) as unknown as Node;
    sources.set(file, { file, tree, definitions: definitionsIn(tree), imports: importsOf(file, tree) });
  }
  return [...sources.values()];
}

/** Sentences of problems and remedies. */
export function messageSources(): MessageSource[] {
  return readSources().flatMap((source) =>
    [...new Set(problemTexts(source))]
      .filter((message) => ENDS.test(message))
      .map((message) => ({ file: source.file, message })),
  );
}

/** Everything else that a person is shown in a language: labels, progress, plans, verdicts. */
export function shownSources(): MessageSource[] {
  return readSources()
    .filter(({ file }) => SHOWN_IN.test(file))
    .flatMap((source) => [...new Set(shownTexts(source))].map((message) => ({ file: source.file, message })));
}

/** Where what is put into messages is written: why something is so, what is wrong with a file, what was being done. */
const PUT_IN = /^(?:core\/(?:measurements|gate|bench|triggers)|effects|github)\//;
/** Descriptions of a schema, columns of a table of the pages, and what a likeness leaves out, which is told in English. */
const DESCRIBES = /^(?:core\/measurements\/formats\/formats|core\/.*schema|github\/read-likeness)\.ts$/;
/** Four words in a row are a part of a sentence, whatever variable holds them. */
const WORDS_IN_A_ROW = /(?:[A-Za-z][A-Za-z’-]+,? ){3}[a-z]{2}/;

/** Texts that are put into messages, wherever they come from; errors of the program itself, schemas and queries are none. */
export function putInSources(): MessageSource[] {
  const found: MessageSource[] = [];
  for (const { file, tree } of readSources().filter(({ file }) => PUT_IN.test(file) && !DESCRIBES.test(file))) {
    const skipped = new Set<unknown>();
    each(tree, (node) => {
      const isDescription = node.type === 'CallExpression' && node.callee.property?.name === 'describe';
      if (isDescription || (node.type === 'NewExpression' && node.callee.name === 'Error'))
        each(node.arguments, (part) => skipped.add(part));
      if (skipped.has(node)) return;
      const isText = node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string');
      const message = isText ? templateText(node) : '';
      if (WORDS_IN_A_ROW.test(message) && !/^(?:query|mutation|fragment|\n)/.test(message))
        found.push({ file, message });
    });
  }
  return found;
}

/** Every text that stands anywhere, to see what nobody writes any more. */
export function everyText(): ReadonlySet<string> {
  const found = new Set<string>();
  for (const source of readSources())
    each(source.tree, (node) => {
      if (node.type === 'Literal' || node.type === 'TemplateLiteral')
        for (const text of texts(node, source, { follows: false })) found.add(text);
      if (node.type === 'Property' && node.key.type === 'Identifier') found.add(node.key.name);
    });
  return found;
}

/** Nouns that are counted, with the form for several. */
export function countedNouns(): string[] {
  const found = new Set<string>();
  for (const { tree, file } of readSources().filter(({ file }) => SHOWN_IN.test(file))) {
    each(tree, (node) => {
      if (node.type !== 'CallExpression' || node.callee.name !== 'counted' || file === 'core/counted.ts') return;
      const [, one, several] = node.arguments as Node[];
      if (typeof one?.value !== 'string') return;
      found.add(one.value).add(typeof several?.value === 'string' ? several.value : `${one.value}s`);
    });
  }
  return [...found];
}

function problemTexts(source: Source): string[] {
  const found: string[] = [];
  each(source.tree, (node) => {
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier')
      for (const at of PROBLEM_ARGUMENTS[node.callee.name] ?? [])
        found.push(...texts(node.arguments[at], source, { follows: true }));
    if (node.type === 'Property' && node.key.name === 'remedy')
      found.push(...texts(node.value, source, { follows: true }));
  });
  return found;
}

function shownTexts(source: Source): string[] {
  const found: string[] = [];
  const isReport = source.file.startsWith('report/');
  each(source.tree, (node) => {
    const follow = (shown: Node | undefined) => found.push(...texts(shown, source, { follows: true }));
    if (node.type === 'CallExpression') {
      const name = node.callee.property?.name ?? node.callee.name;
      for (const at of SHOWN_ARGUMENTS.get(name) ?? []) follow(node.arguments[at]);
      if (name === 'push' && SHOWN_LISTS.test(node.callee.object?.name ?? '')) node.arguments.forEach(follow);
    }
    if (node.type === 'VariableDeclarator' && node.id.name === 'because') follow(node.init);
    if (node.type === 'Property' && SHOWN_PROPERTIES.test(node.key.name ?? '')) follow(node.value);
    // A label and its value.
    if (isReport && node.type === 'ArrayExpression' && node.elements.length === 2) follow(node.elements[0]);
  });
  return found;
}

function each(node: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(node)) for (const one of node) each(one, visit);
  else if (typeof node === 'object' && node !== null) {
    if ('type' in node) visit(node as Node);
    for (const value of Object.values(node)) each(value, visit);
  }
}

/** What a name stands for: its value, or what a function of that name gives back. */
function definitionsIn(tree: Node): Definitions {
  const found = new Map<string, readonly Node[]>();
  // A file may use a name more than once.
  const add = (name: string, nodes: readonly Node[]) => found.set(name, [...(found.get(name) ?? []), ...nodes]);
  each(tree, (node) => {
    if (node.type === 'FunctionDeclaration' && node.id) add(node.id.name, returned(node.body));
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || !node.init) return;
    const { init } = node;
    if (init.type !== 'ArrowFunctionExpression') add(node.id.name, [init]);
    else add(node.id.name, init.body.type === 'BlockStatement' ? returned(init.body) : [init.body]);
  });
  return found;
}

function returned(body: Node): Node[] {
  const found: Node[] = [];
  each(body, (node) => {
    if (node.type === 'ReturnStatement' && node.argument) found.push(node.argument);
  });
  return found;
}

function importsOf(file: string, tree: Node): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const node of tree.body as Node[]) {
    if (node.type !== 'ImportDeclaration' || !node.source.value.startsWith('.')) continue;
    for (const each of node.specifiers) found.set(each.local.name, normalize(join(dirname(file), node.source.value)));
  }
  return found;
}

/** `Tag ${name} is gone.` is `Tag {{0}} is gone.` */
const templateText = (node: Node): string =>
  node.type === 'Literal'
    ? node.value
    : node.quasis
        .map((quasi: Node, at: number) => `${quasi.value.cooked}${at < node.expressions.length ? `{{${at}}}` : ''}`)
        .join('');

const DEEPEST = 8;

/**
 * The texts that an expression may be, as templates.
 *
 * @param how.follows also what is put into them, and what functions give back
 */
function texts(node: Node | undefined, source: Source, how: { readonly follows: boolean }, depth = 0): string[] {
  if (node === undefined || node === null || depth > DEEPEST) return [];
  const of = (part: Node) => texts(part, source, how, depth + 1);
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : [];
    case 'TemplateLiteral':
      return [templateText(node), ...(how.follows ? node.expressions.flatMap(of) : [])];
    case 'ConditionalExpression':
      return [...of(node.consequent), ...of(node.alternate)];
    case 'LogicalExpression':
      return [...of(node.left), ...of(node.right)];
    case 'ArrayExpression':
      return how.follows ? node.elements.filter(Boolean).flatMap((one: Node) => of(one.argument ?? one)) : [];
    // A row of a table of words.
    case 'MemberExpression':
      return how.follows && node.computed && node.object.type === 'Identifier'
        ? defined(node.object.name, source, how, depth)
        : [];
    case 'TSAsExpression':
      return of(node.expression);
    case 'ObjectExpression':
      return how.follows ? node.properties.flatMap((one: Node) => (one.value ? of(one.value) : [])) : [];
    case 'Identifier':
      return defined(node.name, source, how, depth);
    case 'CallExpression':
      return how.follows && node.callee.type === 'Identifier' && node.callee.name !== 'counted'
        ? defined(node.callee.name, source, how, depth)
        : [];
    default:
      return [];
  }
}

function defined(name: string, source: Source, how: { readonly follows: boolean }, depth: number): string[] {
  const own = source.definitions.get(name);
  if (own !== undefined) return own.flatMap((node) => texts(node, source, how, depth + 1));
  const from = how.follows ? sources.get(source.imports.get(name) ?? '') : undefined;
  return (from?.definitions.get(name) ?? []).flatMap((node) => texts(node, from as Source, how, depth + 1));
}
