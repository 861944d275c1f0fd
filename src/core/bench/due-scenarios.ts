/** What is known of the rounds before. */
export interface KnownRounds {
  readonly rows: readonly {
    readonly scenarioId: string;
    readonly stack: string;
    readonly scenario: string;
    readonly role: 'subject' | 'control';
  }[];
  /** Ids of what is undecided. */
  readonly due: readonly string[];
}

/** What the next round measures. */
export interface DueScenarios {
  /** By stack: the words of SCENARIOS; null: all that it runs by itself. A stack that is not in it is not run. */
  readonly stacks: ReadonlyMap<string, readonly string[] | null>;
}

/**
 * Names of the cases that the next round has to measure, for a command that can be told them.
 *
 * @returns null where all are due, or nothing says what is
 */
export function dueCases({ rows, due }: KnownRounds): readonly string[] | null {
  const wanted = new Set(due);
  const open = rows.filter(({ role, scenarioId }) => role === 'control' || wanted.has(scenarioId));
  return due.length === 0 || open.length === rows.length ? null : open.map(({ scenario }) => scenario);
}

const WORD = /^s\d{1,3}(?=-|$)/;

/**
 * Stacks and scenarios that the next round has to measure: what is decided costs no more. Controls are always measured, for
 * they watch over every round; so is what has no figures yet.
 *
 * @returns null where nothing says what is due: then all are
 */
export function dueScenarios({ rows: known, due }: KnownRounds, stacks: readonly string[]): DueScenarios | null {
  if (due.length === 0) return null;
  const wanted = new Set(due);
  const found = new Map<string, readonly string[] | null>();
  for (const stack of stacks) {
    const rows = known.filter((row) => row.stack === stack);
    const open = rows.filter(({ role, scenarioId }) => role === 'control' || wanted.has(scenarioId));
    if (rows.length > 0 && open.length === 0) continue;
    const [all, some] = [rows, open].map((each) => new Set(each.map(({ scenario }) => WORD.exec(scenario)?.[0])));
    const isPart = all !== undefined && some !== undefined && some.size < all.size && !all.has(undefined);
    found.set(stack, isPart ? [...some].filter((word) => word !== undefined) : null);
  }
  return { stacks: found };
}
