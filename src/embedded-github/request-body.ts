import type * as z from 'zod';
import { type ApiReply, apiError } from './route.ts';

/**
 * The parsed body of a request, or GitHub's refusal of it: what the endpoint's JSON schema does not take, in the words of
 * the validator that GitHub's answers show.
 *
 * Sources: brandur/json_schema, lib/json_schema/validator.rb; its sentences in GitHub's answers: github/maven-plugins#137 (no
 * body), emilyriederer/projmgr#43, lowlighter/metrics#21.
 */
export function readBody<T>(
  body: unknown,
  schema: z.ZodType<T>,
): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reply: ApiReply } {
  if (body === null) return { ok: false, reply: invalidRequest(["For 'links/0/schema', nil is not an object."]) };
  if (typeof body !== 'object' || Array.isArray(body)) {
    return { ok: false, reply: apiError(400, 'Body should be a JSON object') };
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, value: parsed.data };
  const { issues } = parsed.error;
  const isAbsent = (issue: Issue) => issue.path.length > 0 && valueAt(body, issue.path) === undefined;
  return {
    ok: false,
    reply: invalidRequest([
      ...issues.filter((issue) => !isAbsent(issue)).map((issue) => wordOf(body, issue)),
      ...absentFields(issues.filter(isAbsent)),
    ]),
  };
}

type Issue = z.core.$ZodIssue;

const invalidRequest = (lines: readonly string[]): ApiReply =>
  apiError(422, `Invalid request.\n\n${lines.slice(0, 10).join('\n')}`);

const valueAt = (body: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), body);

const whereOf = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? '' : `For 'properties/${path.map(String).join('/')}', `;

/** What is not there is told together, for each object that lacks something. */
function absentFields(issues: readonly Issue[]): string[] {
  const missing = new Map<string, string[]>();
  for (const { path } of issues) {
    const where = whereOf(path.slice(0, -1));
    missing.set(where, [...(missing.get(where) ?? []), String(path.at(-1))]);
  }
  return [...missing].map(
    ([where, names]) => `${where}"${names.sort().join('", "')}" ${names.length === 1 ? "wasn't" : "weren't"} supplied.`,
  );
}

const TYPES: Readonly<Record<string, string>> = {
  array: 'an array',
  boolean: 'a boolean',
  int: 'an integer',
  number: 'a number',
  object: 'an object',
  string: 'a string',
};

/** A value as GitHub prints it: `nil`, not `null`. */
const printed = (value: unknown): string => (value === null ? 'nil' : (JSON.stringify(value) ?? '').slice(0, 100));
const bare = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 100) : printed(value));
const counted = (number: number | bigint, noun: string): string =>
  `${number} ${noun}${Number(number) === 1 ? '' : 's'}`;

function wordOf(body: object, issue: Issue): string {
  const value = valueAt(body, issue.path);
  const where = whereOf(issue.path);
  switch (issue.code) {
    case 'invalid_type':
      return `${where}${printed(value)} is not ${TYPES[issue.expected] ?? issue.expected}.`;
    case 'invalid_value':
      return `${where}${bare(value)} is not a member of [${issue.values.map((each) => JSON.stringify(each)).join(', ')}].`;
    case 'too_big':
    case 'too_small':
      return `${where}${outOfBounds(value, issue)}`;
    case 'invalid_format':
      return issue.format === 'regex'
        ? `${where}${bare(value)} does not match ${issue.pattern}.`
        : `${where}${bare(value)} is not a valid ${issue.format === 'datetime' ? 'date-time' : issue.format}.`;
    case 'unrecognized_keys':
      return `${where}"${[...issue.keys].sort().join('", "')}" ${issue.keys.length === 1 ? 'is not a permitted key' : 'are not permitted keys'}.`;
    case 'invalid_union':
      return `${where}No subschema in "oneOf" matched.`;
    default:
      return `${where}${issue.message}`;
  }
}

type OutOfBounds = Extract<Issue, { readonly code: 'too_big' | 'too_small' }>;

function outOfBounds(value: unknown, issue: OutOfBounds): string {
  const isText = issue.origin === 'string';
  if (!isText && issue.origin !== 'array') {
    return issue.code === 'too_big'
      ? `${printed(value)} must be less than or equal to ${issue.maximum}.`
      : `${printed(value)} must be greater than or equal to ${issue.minimum}.`;
  }
  const noun = isText ? 'character' : 'item';
  const had = (value as { readonly length: number }).length;
  const were = `${had} ${had === 1 ? 'was' : 'were'} supplied.`;
  if (issue.code === 'too_big') {
    const allowed = `${counted(issue.maximum, noun)} ${Number(issue.maximum) === 1 ? 'is' : 'are'} allowed; ${were}`;
    return isText ? `Only ${allowed}` : `No more than ${allowed}`;
  }
  const least = counted(issue.minimum, noun);
  return isText
    ? `At least ${least} ${Number(issue.minimum) === 1 ? 'is' : 'are'} required; only ${were}`
    : `${least} required; only ${were}`;
}

/** GitHub's answer when a value is well formed but cannot be used. */
export const validationFailed = (...errors: readonly unknown[]): ApiReply => apiError(422, 'Validation Failed', errors);

/** What GitHub's models, not the schemas of its endpoints, refuse of a text: none where it is left out. */
export function textFaults(
  resource: string,
  field: string,
  value: string | null | undefined,
  { required = false, longest }: { readonly required?: boolean; readonly longest?: number },
): readonly object[] {
  if (value === undefined || value === null) return [];
  if (required && value.trim() === '') return [{ resource, code: 'missing_field', field }];
  if (longest === undefined || [...value].length <= longest) return [];
  const message = `${field} is too long (maximum is ${longest} characters)`;
  return [{ resource, code: 'custom', field, message }];
}
