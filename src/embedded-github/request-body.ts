import type { z } from 'zod';
import { type ApiReply, apiError } from './route.ts';

/**
 * The parsed body of a request, or GitHub's refusal of it. A field that is absent and one of a wrong type are worded as
 * GitHub words them.
 */
export function readBody<T>(
  body: unknown,
  schema: z.ZodType<T>,
): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reply: ApiReply } {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    const message = body === null ? 'Invalid request.\n\nThe body is missing.' : 'Body should be a JSON object';
    return { ok: false, reply: apiError(body === null ? 422 : 400, message) };
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, value: parsed.data };
  const lines = parsed.error.issues.slice(0, 10).map((issue) => {
    const name = issue.path.join('/');
    const value = issue.path.reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
      body,
    );
    if (value === undefined) return `"${name}" wasn't supplied.`;
    return `For 'properties/${name}', ${JSON.stringify(value)?.slice(0, 100)} is not valid: ${issue.message}.`;
  });
  return { ok: false, reply: apiError(422, `Invalid request.\n\n${lines.join('\n')}`) };
}

/** GitHub's answer when a value is well formed but cannot be used. */
export const validationFailed = (...errors: readonly unknown[]): ApiReply => apiError(422, 'Validation Failed', errors);
