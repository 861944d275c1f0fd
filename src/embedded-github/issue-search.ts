import { checkResult } from './check-results.ts';
import { closedByPull, closingPulls } from './closing-issues.ts';
import { blockedBy, blockersOf, parentOf } from './issue-relations.ts';
import { reviewDecision } from './reviews.ts';
import { assigneesOf, isPull, labelsOf, type Subject, sameName } from './subjects.ts';
import type { World } from './world.ts';

/** A query whose qualifiers are all understood, or the first that is not. */
export type SubjectSearch =
  | { readonly ok: true; readonly found: Subject[] }
  | { readonly ok: false; readonly qualifier: string };

interface Term {
  readonly name: string | null;
  readonly value: string;
  readonly negated: boolean;
}

/** What a query says: all of some, any of some, none of one, or one term. */
type Expression =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'term'; readonly term: Term };

/** Longer ones are refused; what is nested deeper is read as if it were not. */
const LONGEST_QUERY = 1_000;
const DEEPEST = 50;

/**
 * Words and `name:value`, with quotes around either, a minus or NOT before what must not be, AND and OR between, and
 * parentheses around: AND binds closer, and stands where nothing does.
 *
 * Sources: GitHub documentation, "Filtering and searching issues and pull requests" (boolean operators, nested queries),
 * "Understanding the search syntax"; gh puts what its user types into parentheses.
 */
function parse(query: string): Expression {
  const text = query.slice(0, LONGEST_QUERY);
  const tokens = [...text.matchAll(/[()]|(?:-?(?:[a-z-]+:)?(?:"[^"]*"|[^\s()"]+))+/g)].map(([token]) => token);
  let at = 0;
  const any = (depth: number): Expression => {
    const of = [all(depth)];
    while (tokens[at] === 'OR') {
      at += 1;
      of.push(all(depth));
    }
    return of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'any', of };
  };
  const all = (depth: number): Expression => {
    const of: Expression[] = [];
    for (let token = tokens[at]; token !== undefined && token !== 'OR' && token !== ')'; token = tokens[at]) {
      if (token === 'AND') at += 1;
      else of.push(one(depth));
    }
    return { kind: 'all', of };
  };
  const one = (depth: number): Expression => {
    const token = tokens[at] ?? '';
    at += 1;
    if (token === 'NOT' && at < tokens.length) return { kind: 'not', of: one(depth) };
    if (token !== '(' || depth >= DEEPEST) return { kind: 'term', term: termOf(token) };
    const inside = any(depth + 1);
    if (tokens[at] === ')') at += 1;
    return inside;
  };
  const of: Expression[] = [];
  // A parenthesis that closes nothing is passed over.
  while (at < tokens.length) {
    of.push(any(0));
    if (tokens[at] === ')') at += 1;
  }
  return { kind: 'all', of };
}

function termOf(token: string): Term {
  const [, minus = '', name = null, value = ''] = /^(-?)(?:([a-z-]+):)?(.*)$/s.exec(token) ?? [];
  return { name, value: value.replaceAll('"', ''), negated: minus !== '' };
}

const termsIn = (expression: Expression): readonly Term[] =>
  expression.kind === 'term'
    ? [expression.term]
    : expression.kind === 'not'
      ? termsIn(expression.of)
      : expression.of.flatMap(termsIn);

const holds = (expression: Expression, isMet: (term: Term) => boolean): boolean => {
  switch (expression.kind) {
    case 'term':
      return isMet(expression.term);
    case 'not':
      return !holds(expression.of, isMet);
    case 'all':
      return expression.of.every((each) => holds(each, isMet));
    case 'any':
      return expression.of.some((each) => holds(each, isMet));
  }
};

type Test = (subject: Subject, value: string, world: World) => boolean;

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
const botless = (login: string) => login.replace(/\[bot\]$/, '');

/**
 * `5`, `>=5`, `1..3`, `*..3`.
 *
 * @param start the least that a text of the range stands for, and `end` the most: a day is more than one time
 */
function within(
  range: string,
  value: number,
  start: (text: string) => number,
  end: (text: string) => number = start,
): boolean {
  const [from = '', to] = range.split('..', 2);
  if (to !== undefined) return (from === '*' || value >= start(from)) && (to === '*' || value <= end(to));
  const [, sign = '', text = ''] = /^(>=|<=|>|<)?(.*)$/s.exec(range) ?? [];
  if (sign === '>=') return value >= start(text);
  if (sign === '>') return value > end(text);
  if (sign === '<=') return value <= end(text);
  if (sign === '<') return value < start(text);
  return value >= start(text) && value <= end(text);
}

const DAY = 86_400_000;
/** `2026-01-01`, `>=2026-01-01`, `2026-01-01..2026-02-01`. */
const withinTime = (range: string, time: number | null): boolean =>
  time !== null &&
  within(
    range,
    time,
    (text) => Date.parse(text),
    (text) => Date.parse(text) + (/^\d{4}-\d{2}-\d{2}$/.test(text) ? DAY - 1 : 999),
  );

/** What the checks and statuses of a commit amount to; null: there are none. */
function combinedState(world: World, sha: string): string | null {
  const names = new Set([
    ...world.state.checkRuns.filter(({ headSha }) => headSha === sha).map(({ name }) => name),
    ...world.state.statuses.filter((status) => status.sha === sha).map(({ context }) => context),
  ]);
  if (names.size === 0) return null;
  const results = [...names].map((context) => checkResult(world, sha, { context, appId: null }));
  return results.includes('failed') ? 'failure' : results.every((each) => each === 'passed') ? 'success' : 'pending';
}

/** Source: GitHub documentation, "Searching issues and pull requests". */
const QUALIFIERS: Readonly<Record<string, Test>> = {
  repo: (_, value, { state }) => same(value, `${state.owner}/${state.repo}`),
  user: (_, value, { state }) => same(value, state.owner),
  org: (_, value, { state }) => same(value, state.owner),
  type: (subject, value) => isPull(subject) === (value === 'pr'),
  is: (subject, value, world) => isState(subject, value, world),
  state: (subject, value) => subject.state === value,
  author: (subject, value) => same(botless(subject.author.login), botless(value.replace(/^app\//, ''))),
  assignee: (subject, value, world) => assigneesOf(world, subject.number).some(({ login }) => same(login, value)),
  mentions: (subject, value) => subject.body.toLowerCase().includes(`@${value.toLowerCase()}`),
  commenter: (subject, value, { state }) =>
    state.comments.some(({ number, author }) => number === subject.number && same(author.login, value)),
  involves: (subject, value, world) =>
    ['author', 'assignee', 'mentions', 'commenter'].some((name) => QUALIFIERS[name]?.(subject, value, world) === true),
  label: (subject, value, world) => labelsOf(world, subject.number).some(({ name }) => sameName(name, value)),
  no: (subject, value, world) =>
    value === 'label'
      ? labelsOf(world, subject.number).length === 0
      : value === 'milestone'
        ? world.state.milestoneOf?.[String(subject.number)] === undefined
        : value !== 'assignee' || assigneesOf(world, subject.number).length === 0,
  milestone: (subject, value, { state }) => {
    const number = state.milestoneOf?.[String(subject.number)];
    return (state.milestones ?? []).some((each) => each.number === number && same(each.title, value));
  },
  reason: (subject, value) =>
    !isPull(subject) &&
    subject.state === 'closed' &&
    (subject.stateReason ?? 'completed') === value.toLowerCase().replace(/ /g, '_'),
  comments: (subject, value, { state }) =>
    within(value, state.comments.filter(({ number }) => number === subject.number).length, Number),
  status: (subject, value, world) => isPull(subject) && combinedState(world, subject.headSha) === value,
  head: (subject, value) => isPull(subject) && subject.headRef === value,
  base: (subject, value) => isPull(subject) && subject.baseRef === value,
  draft: (subject, value) => isPull(subject) && String(subject.draft) === value,
  sha: (subject, value) =>
    isPull(subject) &&
    value.length >= 7 &&
    [subject.headSha, subject.mergeCommitSha ?? ''].some((sha) => sha.startsWith(value)),
  created: (subject, value) => withinTime(value, subject.createdAt),
  updated: (subject, value) => withinTime(value, subject.updatedAt),
  closed: (subject, value) => withinTime(value, subject.closedAt),
  merged: (subject, value) => isPull(subject) && withinTime(value, subject.mergedAt),
  review: (subject, value, world) =>
    isPull(subject) &&
    (reviewDecision(world, subject) ?? 'none').toLowerCase() ===
      { required: 'review_required', approved: 'approved', changes_requested: 'changes_requested' }[value],
  'review-requested': (subject, value) =>
    isPull(subject) && (subject.requestedReviewers ?? []).some(({ login }) => same(login, value)),
  'reviewed-by': (subject, value, { state }) =>
    (state.reviews ?? []).some(({ number, author }) => number === subject.number && same(author.login, value)),
  in: () => true,
  linked: (subject, value, world) =>
    isPull(subject)
      ? value === 'issue' && closedByPull(world, subject).length > 0
      : value === 'pr' && closingPulls(world, subject).length > 0,
  'parent-issue': (subject, value, world) => {
    const parent = isPull(subject) ? null : parentOf(world, subject);
    return parent !== null && value.endsWith(`#${parent.number}`);
  },
  interactions: (subject, value, { state }) =>
    within(value, state.comments.filter(({ number }) => number === subject.number).length, Number),
  archived: (_, value, { state }) => (state.settings.archived === true) === (value === 'true'),
};

/** Qualifiers that say how the answer looks. */
const SHAPE = new Set(['sort']);

function isState(subject: Subject, value: string, world: World): boolean {
  const { state } = world;
  switch (value) {
    case 'pr':
      return isPull(subject);
    case 'issue':
      return !isPull(subject);
    case 'merged':
      return isPull(subject) && subject.mergedAt !== null;
    case 'unmerged':
      return isPull(subject) && subject.mergedAt === null;
    case 'draft':
      return isPull(subject) && subject.draft;
    case 'queued':
      return isPull(subject) && subject.queuedAt !== null;
    case 'public':
      return !state.settings.private;
    case 'private':
      return state.settings.private;
    case 'blocked':
      return !isPull(subject) && blockersOf(world, subject).some((each) => each.state === 'open');
    case 'blocking':
      return !isPull(subject) && subject.state === 'open' && blockedBy(world, subject).length > 0;
    case 'locked':
    case 'unlocked':
      return Object.hasOwn(state.locks ?? {}, String(subject.number)) === (value === 'locked');
    default:
      return subject.state === value;
  }
}

/**
 * Issues and pull requests that match a query, newest first. `sort:` may say otherwise.
 *
 * @param me whose login `@me` stands for
 */
export function searchSubjects(world: World, query: string, me: string): SubjectSearch {
  const expression = parse(query);
  const terms = termsIn(expression);
  const unknown = terms.find(({ name }) => name !== null && !SHAPE.has(name) && !Object.hasOwn(QUALIFIERS, name));
  if (unknown?.name != null) return { ok: false, qualifier: unknown.name };
  const places = terms.flatMap(({ name, value }) => (name === 'in' ? value.split(',') : []));
  const textOf = (subject: Subject): string => {
    const texts: Readonly<Record<string, () => string>> = {
      title: () => subject.title,
      body: () => subject.body,
      comments: () =>
        world.state.comments.flatMap(({ number, body }) => (number === subject.number ? [body] : [])).join('\n'),
    };
    return (places.length === 0 ? Object.keys(texts) : places).map((place) => texts[place]?.() ?? '').join('\n');
  };
  const isMet = (subject: Subject, { name, value, negated }: Term): boolean => {
    if (name === null) return textOf(subject).toLowerCase().includes(value.toLowerCase()) !== negated;
    // A list of labels means any of them.
    const values = name === 'label' ? value.split(',') : [value];
    const test = QUALIFIERS[name];
    return test === undefined || values.some((each) => test(subject, each === '@me' ? me : each, world)) !== negated;
  };
  const found = [...world.state.issues, ...world.state.pulls].filter((subject) =>
    holds(expression, (term) => isMet(subject, term)),
  );
  const sort = terms.find(({ name }) => name === 'sort')?.value ?? 'created-desc';
  const commentsOf = ({ number }: Subject) => world.state.comments.filter((each) => each.number === number).length;
  const key = (subject: Subject) =>
    sort.startsWith('comments')
      ? commentsOf(subject)
      : sort.startsWith('updated')
        ? subject.updatedAt
        : subject.createdAt;
  found.sort((a, b) => key(b) - key(a) || b.number - a.number);
  return { ok: true, found: sort.endsWith('-asc') ? found.reverse() : found };
}
