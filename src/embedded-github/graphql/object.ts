export type Args = ReadonlyMap<string, unknown>;
/** Fields answer with a plain value, null, an object of a type that has fields itself, or a list of those. */
export type Field = (args: Args) => unknown;

/** An object of the schema: what each of its fields answers. */
export class Typed {
  readonly type: string;
  readonly fields: ReadonlyMap<string, Field>;

  constructor(type: string, fields: Readonly<Record<string, Field>>) {
    this.type = type;
    this.fields = new Map(Object.entries(fields));
  }
}

/** An error at one field, as GitHub answers it: status 200, the reason in `errors`. */
export class FieldError extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}
