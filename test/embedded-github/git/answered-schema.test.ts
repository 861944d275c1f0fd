import { buildSchema, isObjectType, validateSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ANSWERED_SCHEMA } from '../../../src/embedded-github/graphql/answered-schema.ts';
import { ANSWERED, isEmptyType, resolverOf } from '../../../src/embedded-github/graphql/resolvers.ts';
import { readSchema } from '../../../src/embedded-github/graphql/schemas.ts';

const own = buildSchema(ANSWERED_SCHEMA);

describe("the part of GitHub's schema that is answered", () => {
  it('is a schema', () => {
    expect(validateSchema(own)).toEqual([]);
  });

  it('has a resolver for every field of every object that there can be', () => {
    const types = Object.values(own.getTypeMap())
      .filter(isObjectType)
      .filter(({ name }) => !name.startsWith('__'));
    const lacking = types
      .filter(({ name }) => !isEmptyType(name))
      .flatMap((type) =>
        Object.keys(type.getFields())
          .filter((field) => resolverOf(type.name, field) === undefined)
          .map((field) => `${type.name}.${field}`),
      );
    expect(lacking).toEqual([]);
  });

  it("has nothing that GitHub's own has not", async () => {
    const whole = buildSchema((await readSchema()) ?? '', { assumeValid: true, assumeValidSDL: true });
    const strange = [...ANSWERED].flatMap(([name, fields]) => {
      const type = whole.getType(name);
      if (!isObjectType(type)) return [name];
      return fields
        .filter((field) => !(field in type.getFields()) && !isEmptyType(name))
        .map((field) => `${name}.${field}`);
    });
    expect(strange).toEqual([]);
  });
});
