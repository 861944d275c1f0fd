import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ANSWER_SHAPES, lackOf, type ShapedRoute, shapeOf } from '../../src/github/answer-shapes.ts';
import { describedAnswer, describedSchema } from '../support/openapi.ts';

/** Shapes of answers: GitHub describes every member that is read, and the absence of each is told by its path. */

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: unknown;
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

const routes = (Object.keys(ANSWER_SHAPES) as ShapedRoute[]).map((route) => {
  const [method = '', path = ''] = route.split(' ');
  return { route, method, path, shape: z.toJSONSchema(shapeOf(route) ?? z.unknown()) as Schema };
});
const read = routes.filter(({ shape }) => shape.type !== undefined);

/** Members of a schema by their paths; `*` for the items of a list. */
function members(schema: Schema, path = ''): string[] {
  const within = Object.entries(schema.properties ?? {}).flatMap(([name, each]) => [
    `${path}.${name}`,
    ...members(each, `${path}.${name}`),
  ]);
  const items = schema.items === undefined ? [] : members(schema.items, `${path}.*`);
  return [...within, ...items, ...(schema.anyOf ?? []).flatMap((each) => members(each, path))];
}

/** Whether GitHub's description has a member, in any of its alternatives. */
function isDescribed(schema: Schema | undefined, parts: readonly string[]): boolean {
  if (schema === undefined) return false;
  if (schema.$ref !== undefined) return isDescribed(describedSchema(schema.$ref) as Schema, parts);
  const [first, ...rest] = parts;
  if (first === undefined) return true;
  const alternatives = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  if (alternatives.some((each) => isDescribed(each, parts))) return true;
  return isDescribed(first === '*' ? schema.items : schema.properties?.[first], rest);
}

/** The smallest answer of a shape, with everything that is required. */
function sampleOf(schema: Schema): unknown {
  if (schema.anyOf !== undefined) return sampleOf(schema.anyOf[0] ?? {});
  if (schema.type === 'object')
    return Object.fromEntries((schema.required ?? []).map((name) => [name, sampleOf(schema.properties?.[name] ?? {})]));
  if (schema.type === 'array') return [sampleOf(schema.items ?? {})];
  return { string: 'x', number: 1, integer: 1, boolean: true }[String(schema.type)] ?? null;
}

/** Every answer that lacks one member, with the path of what it lacks. */
function* lacking(whole: unknown, path = ''): Generator<{ readonly path: string; readonly answer: unknown }> {
  if (Array.isArray(whole)) {
    for (const { path: deeper, answer } of lacking(whole[0], `${path}[0]`)) yield { path: deeper, answer: [answer] };
  } else if (typeof whole === 'object' && whole !== null) {
    for (const [name, value] of Object.entries(whole)) {
      const { [name]: _, ...rest } = whole as Record<string, unknown>;
      const at = path === '' ? name : `${path}.${name}`;
      yield { path: at, answer: rest };
      for (const { path: deeper, answer } of lacking(value, at))
        yield { path: deeper, answer: { ...rest, [name]: answer } };
    }
  }
}

describe('the shape of an answer', () => {
  it.each(read)('$route is what GitHub describes', ({ method, path, shape }) => {
    const described = describedAnswer(method, path) as Schema | undefined;
    expect(described).toBeDefined();
    expect(members(shape).filter((each) => !isDescribed(described, each.split('.').slice(1)))).toEqual([]);
  });

  it.each(read)('$route tells what it lacks', ({ route, shape }) => {
    const sample = sampleOf(shape);
    const expected = shapeOf(route) ?? z.unknown();
    expect(lackOf(expected, sample, 'application/json')).toBeNull();
    for (const { path, answer } of lacking(sample))
      expect(lackOf(expected, answer, 'application/json')).toBe(`without \`${path}\``);
    for (const nothing of ['', '<html>sign in</html>', null, undefined, 7])
      expect(lackOf(expected, nothing, 'text/html')).toMatch(
        /^with no (object|list) in JSON \((text\/html|nothing)\)$/,
      );
  });

  it('of GraphQL may be errors, else the data that is read', () => {
    const shape = z.union([
      z.object({ errors: z.array(z.unknown()).min(1) }),
      z.object({ data: z.object({ viewer: z.object({ login: z.string() }) }) }),
    ]);
    expect(lackOf(shape, { errors: [{}], data: null }, '')).toBeNull();
    expect(lackOf(shape, { data: { viewer: {} } }, '')).toBe('without `data.viewer.login`');
    expect(lackOf(shape, { data: { viewer: { login: 7 } } }, '')).toBe('with another kind of `data.viewer.login`');
    expect(lackOf(shape, {}, '')).toBe('without `data`');
  });
});
