/**
 * What the inputs of the action say about the configuration. They stand above the file and are checked as if they stood
 * in it, so that the schema is the one place that knows what is allowed.
 */
export interface ConfigOverride {
  /** Name of the input, for problems. */
  readonly input: string;
  /** Where the value stands in the file. */
  readonly keys: readonly string[];
  readonly value: string | number;
}

/** Input → its place in the configuration file. */
export const OVERRIDING_INPUTS = {
  component: ['component'],
  'base-branch': ['base-branch'],
  'merge-method': ['merge-method'],
  'commit-message': ['commit-message'],
  'pr-title': ['pr-title'],
  'workflow-trigger': ['workflows', 'trigger'],
  'timeout-minutes': ['workflows', 'timeout-minutes'],
  'on-inconclusive': ['gate', 'on-inconclusive'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The overrides of the inputs that are given; an empty text is none. */
export function configOverrides(given: (input: string) => string): ConfigOverride[] {
  return Object.entries(OVERRIDING_INPUTS).flatMap(([input, keys]) => {
    const text = given(input);
    if (text === '') return [];
    return [{ input, keys, value: input === 'timeout-minutes' && /^\d+(\.\d+)?$/.test(text) ? Number(text) : text }];
  });
}

/** The content of a file with the overrides in it. What is no mapping stays, for the schema to refuse. */
export function overridden(content: unknown, overrides: readonly ConfigOverride[]): unknown {
  return overrides.reduce((above, { keys, value }) => withValue(above, keys, value), content);
}

function withValue(content: unknown, [key, ...deeper]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return content;
  const inside = (content as Record<string, unknown>)[key] ?? (deeper.length > 0 ? {} : undefined);
  return { ...content, [key]: withValue(inside, deeper, value) };
}
