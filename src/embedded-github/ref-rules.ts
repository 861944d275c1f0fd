import type { Requester } from './route.ts';
import type { World } from './world.ts';
import type { BranchProtectionState, RulesetState } from './world-state.ts';

export interface RuleInForce {
  readonly type: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Whether a classic protection says it, which GitHub words otherwise. */
  readonly isClassic?: boolean;
}

export interface RulesetRule extends RuleInForce {
  readonly ruleset: RulesetState;
}

export interface RequiredCheckRule {
  readonly context: string;
  readonly appId: number | null;
}

/** The rules that bind somebody on a ref, of rulesets and of classic protections. Without a requester: everybody's. */
export const rulesFor = (world: World, ref: string, requester?: Requester): RuleInForce[] => [
  ...rulesetRules(world, ref, requester),
  ...protectionRules(protectionOf(world, ref), requester),
];

/**
 * Those of rulesets.
 *
 * Source: GitHub documentation, "Available rules for rulesets".
 */
export function rulesetRules(world: World, ref: string, requester?: Requester): RulesetRule[] {
  return world.state.rulesets
    .filter((ruleset) => ruleset.enforcement === 'active' && covers(world, ruleset, ref))
    .filter((ruleset) => requester === undefined || ruleset.bypassLogins?.includes(requester.actor.login) !== true)
    .flatMap((ruleset) => ruleset.rules.map((rule) => ({ ...completeRule(rule), ruleset })));
}

/** What GitHub itself fills in when a rule is created without it. */
const STANDARD_PARAMETERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  update: { update_allows_fetch_and_merge: false },
  required_status_checks: {
    required_status_checks: [],
    strict_required_status_checks_policy: false,
    do_not_enforce_on_create: false,
  },
  pull_request: {
    allowed_merge_methods: ['merge', 'squash', 'rebase'],
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_approving_review_count: 0,
    required_review_thread_resolution: false,
  },
  merge_queue: {
    check_response_timeout_minutes: 60,
    grouping_strategy: 'ALLGREEN',
    max_entries_to_build: 5,
    max_entries_to_merge: 5,
    merge_method: 'MERGE',
    min_entries_to_merge: 1,
    min_entries_to_merge_wait_minutes: 5,
  },
};

/** Types of rules that are acted by here; the others are listed only. */
export const ENFORCED_RULES: ReadonlySet<string> = new Set([
  'creation',
  'update',
  'deletion',
  'non_fast_forward',
  'pull_request',
  'required_status_checks',
  'required_linear_history',
  'required_signatures',
  'merge_queue',
  'file_path_restriction',
]);

/** A rule with all its parameters, as GitHub tells it. */
export function completeRule({ type, parameters }: RulesetState['rules'][number]): RuleInForce {
  const standard = Object.hasOwn(STANDARD_PARAMETERS, type) ? STANDARD_PARAMETERS[type] : undefined;
  return { type, parameters: { ...standard, ...parameters } };
}

/** The same, without an empty object where a rule has no parameters. */
export function ruleAnswer({ type, parameters }: RuleInForce) {
  return Object.keys(parameters).length === 0 ? { type } : { type, parameters };
}

/**
 * The classic protection of a branch, be it there or not: one of its very name, else the oldest whose pattern names it.
 *
 * Source: GitHub documentation, "Managing a branch protection rule".
 */
export function protectionOf({ state }: World, ref: string): BranchProtectionState | null {
  if (!ref.startsWith('refs/heads/')) return null;
  const branch = ref.slice('refs/heads/'.length);
  const protections = (state.protections ?? []).toSorted((a, b) => a.id - b.id);
  const found =
    protections.find(({ pattern }) => pattern === branch) ??
    protections.find(({ pattern }) => matchesFnmatch(pattern, branch));
  return found ?? null;
}

/** The checks that it wants, as GitHub's API tells them. */
export const protectionChecks = ({ checks = [], checkApps = {} }: BranchProtectionState) =>
  checks.map((context) => ({
    context,
    app_id: Object.hasOwn(checkApps, context) ? (checkApps[context] ?? null) : null,
  }));

/** What it says, as the rules of a ruleset would. */
function protectionRules(protection: BranchProtectionState | null, requester?: Requester): RuleInForce[] {
  if (protection === null || (requester?.tokenKind === 'pat' && protection.bindsAdministrators !== true)) return [];
  const { pushers, withoutPullRequest, checks } = protection;
  const isAmong = (logins: readonly string[]) => requester !== undefined && logins.includes(requester.actor.login);
  const rules: (RulesetState['rules'][number] | false)[] = [
    protection.isLocked === true && { type: 'update' },
    pushers !== undefined && !isAmong(pushers) && { type: 'update' },
    pushers !== undefined && protection.blocksCreations === true && !isAmong(pushers) && { type: 'creation' },
    withoutPullRequest !== undefined &&
      !isAmong(withoutPullRequest) && {
        type: 'pull_request',
        parameters: {
          required_approving_review_count: protection.approvals ?? 1,
          dismiss_stale_reviews_on_push: protection.dismissesStaleReviews === true,
          require_code_owner_review: protection.wantsCodeOwners === true,
          require_last_push_approval: protection.wantsLastPushApproval === true,
          required_review_thread_resolution: protection.wantsConversations === true,
        },
      },
    checks !== undefined && {
      type: 'required_status_checks',
      parameters: {
        required_status_checks: protectionChecks(protection).map(({ context, app_id: appId }) =>
          appId === null ? { context } : { context, integration_id: appId },
        ),
        strict_required_status_checks_policy: protection.isStrict === true,
      },
    },
    protection.wantsSignatures === true && { type: 'required_signatures' },
    protection.wantsLinearHistory === true && { type: 'required_linear_history' },
    protection.allowsDeletions !== true && { type: 'deletion' },
    protection.allowsForcePushes !== true && { type: 'non_fast_forward' },
  ];
  return rules.filter((each) => each !== false).map((each) => ({ ...completeRule(each), isClassic: true }));
}

function covers(world: World, ruleset: RulesetState, ref: string): boolean {
  // What is pushed where is all one to it.
  if (ruleset.target === 'push') return ref.startsWith('refs/heads/');
  if (!ref.startsWith(ruleset.target === 'branch' ? 'refs/heads/' : 'refs/tags/')) return false;
  const matches = (pattern: string) =>
    pattern === '~ALL' ||
    (pattern === '~DEFAULT_BRANCH' ? ref === `refs/heads/${world.state.defaultBranch}` : matchesFnmatch(pattern, ref));
  return ruleset.include.some(matches) && !ruleset.exclude.some(matches);
}

/**
 * Ruby's `File.fnmatch` with path names: `*` and `?` stop at a slash, `**` followed by a slash crosses directories,
 * `[…]` is a class. Time grows with pattern times text.
 *
 * Source: GitHub documentation, "Creating rulesets for a repository", section on fnmatch syntax.
 */
export function matchesFnmatch(pattern: string, text: string): boolean {
  if (pattern.length > 1000) return false;
  const tokens = tokenize(pattern);
  // reached[i]: the tokens so far can match the first i characters.
  let reached = new Uint8Array(text.length + 1);
  reached[0] = 1;
  for (const token of tokens) {
    const next = new Uint8Array(text.length + 1);
    if (token.kind === 'star') {
      for (let at = 0; at <= text.length; at += 1) {
        if (reached[at] === 1 || (at > 0 && next[at - 1] === 1 && text[at - 1] !== '/')) next[at] = 1;
      }
    } else if (token.kind === 'directories') {
      let open = false;
      for (let at = 0; at <= text.length; at += 1) {
        if (reached[at] === 1) {
          next[at] = 1;
          open = true;
        } else if (open && text[at - 1] === '/') next[at] = 1;
      }
    } else {
      for (let at = 0; at < text.length; at += 1) {
        if (reached[at] === 1 && token.accepts(text.charAt(at))) next[at + 1] = 1;
      }
    }
    reached = next;
  }
  return reached[text.length] === 1;
}

type Token =
  | { readonly kind: 'star' }
  | { readonly kind: 'directories' }
  | { readonly kind: 'one'; readonly accepts: (character: string) => boolean };

function tokenize(pattern: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; ) {
    const character = pattern.charAt(at);
    const atStart = at === 0 || pattern.charAt(at - 1) === '/';
    if (atStart && pattern.startsWith('**/', at)) {
      tokens.push({ kind: 'directories' });
      at += 3;
    } else if (character === '*') {
      tokens.push({ kind: 'star' });
      at += 1;
    } else if (character === '?') {
      tokens.push({ kind: 'one', accepts: (each) => each !== '/' });
      at += 1;
    } else if (character === '[' && pattern.indexOf(']', at + 2) !== -1) {
      const end = pattern.indexOf(']', at + 2);
      tokens.push({ kind: 'one', accepts: characterClass(pattern.slice(at + 1, end)) });
      at = end + 1;
    } else {
      const literal = character === '\\' && at + 1 < pattern.length ? pattern.charAt(at + 1) : character;
      tokens.push({ kind: 'one', accepts: (each) => each === literal });
      at += character === '\\' && at + 1 < pattern.length ? 2 : 1;
    }
  }
  return tokens;
}

function characterClass(content: string): (character: string) => boolean {
  const negated = content.startsWith('!') || content.startsWith('^');
  const members = negated ? content.slice(1) : content;
  return (character) => {
    if (character === '/') return false;
    for (let at = 0; at < members.length; at += 1) {
      const last = members.charAt(at + 2);
      if (members.charAt(at + 1) === '-' && last !== '') {
        if (members.charAt(at) <= character && character <= last) return !negated;
        at += 2;
      } else if (members.charAt(at) === character) return !negated;
    }
    return negated;
  };
}

/** Checks that must succeed before a branch may take a commit. */
export function requiredChecks(rules: readonly RuleInForce[]): RequiredCheckRule[] {
  const found = new Map<string, RequiredCheckRule>();
  for (const rule of rules) {
    if (rule.type !== 'required_status_checks') continue;
    const list = rule.parameters.required_status_checks;
    for (const each of Array.isArray(list) ? list : []) {
      const { context, integration_id: appId } = each as { context?: unknown; integration_id?: unknown };
      if (typeof context !== 'string') continue;
      const check = { context, appId: typeof appId === 'number' ? appId : null };
      // Two rules may ask for one name from two apps: each must be met.
      found.set(`${context}\n${check.appId}`, check);
    }
  }
  return [...found.values()];
}

/**
 * What stands against something, as GitHub words it: what classic protections alone refuse is told plainly.
 *
 * Sources: GitHub documentation, "About protected branches" and "Troubleshooting rules"; the words as pushes to protected
 * branches show them in public issues (GH006).
 *
 * @param find what of some rules is violated
 */
export async function refusalOfRules(
  rules: readonly RuleInForce[],
  find: (rules: readonly RuleInForce[]) => Promise<readonly string[]>,
): Promise<string | null> {
  const every = await find(rules);
  if (every.length === 0) return null;
  const ofRulesets = await find(rules.filter(({ isClassic }) => isClassic !== true));
  if (ofRulesets.length > 0) return ruleViolations(every);
  return every.map((each) => CLASSIC_WORDS[each] ?? each).join(' ');
}

/** What classic protections say where rulesets say something else. */
const CLASSIC_WORDS: Readonly<Record<string, string>> = {
  'Cannot update this protected ref.': "You're not authorized to push to this branch.",
  'Cannot delete this protected ref.': 'Cannot delete this branch',
};

/** GitHub's wording when rules refuse something. */
export const ruleViolations = (violations: readonly string[]): string =>
  `Repository rule violations found\n\n${violations.join('\n\n')}\n\n`;
