import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

interface Described {
  readonly $ref?: string;
  readonly name?: string;
  readonly in?: string;
  readonly schema?: unknown;
}

interface Operation {
  readonly operationId?: string;
  readonly externalDocs?: { readonly url: string };
  readonly parameters?: readonly Described[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> };
  readonly responses: Readonly<
    Record<
      string,
      { readonly $ref?: string; readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> }
    >
  >;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation | undefined>> | undefined>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, unknown>>;
    readonly parameters: Readonly<Record<string, Described>>;
    readonly responses: Readonly<Record<string, Operation['responses'][string]>>;
  };
}

/** GitHub's own OpenAPI description of api.github.com (OpenAPI 3.0), parsed when the first answer is checked. */
let description: Description | undefined;

function load(): Description {
  if (description === undefined) {
    const file = createRequire(import.meta.url).resolve('@octokit/openapi/generated/api.github.com.json');
    description = JSON.parse(readFileSync(file, 'utf8')) as Description;
  }
  return description;
}

const ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateFormats: true });
formats.default(ajv);
ajv.addFormat('repo.nwo', /^[^/\s]+\/[^/\s]+$/);
// The addresses of GitHub's own bots have brackets: 41898282+github-actions[bot]@users.noreply.github.com.
ajv.addFormat('email', /^[^@\s]+@[^@\s]+$/);
// GitHub's examples use it for both seconds and ISO times.
ajv.addFormat('timestamp', true);

/** Where a renamed repository leads to, which GitHub does not describe: it answers as the repository by its name. */
const SAME_AS: Readonly<Record<string, string>> = { '/repositories/{repository_id}': '/repos/{owner}/{repo}' };

const known = new Set<string>();
const compiled = new Map<string, ValidateFunction>();

/** OpenAPI 3.0 as JSON Schema: `nullable` becomes a choice, references point at schemas registered in ajv. */
function convert(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(convert);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, example: _example, examples: _examples, ...rest } = node as Record<string, unknown>;
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(rest)) {
    if (key === '$ref' && typeof value === 'string') {
      const name = value.replace('#/components/schemas/', '');
      register(name);
      out.$ref = `component:${name}`;
    } else if (key === 'properties') {
      // Names of properties are not keywords.
      out.properties = Object.fromEntries(Object.entries(value as object).map(([name, each]) => [name, convert(each)]));
    } else if (key === 'oneOf') {
      // GitHub's alternatives overlap (an error without details is a validation error as well).
      out.anyOf = convert(value);
    } else if (key === 'enum' || key === 'default' || key === 'const') out[key] = value;
    else out[key] = convert(value);
  }
  // GitHub leaves an address empty that nobody has given, where it says that empty is the default.
  if (rest.format === 'uri' && rest.default === '') return { anyOf: [out, { const: '' }] };
  return nullable === true ? { anyOf: [out, { type: 'null' }] } : out;
}

function register(name: string): void {
  if (known.has(name)) return;
  known.add(name);
  const schema = load().components.schemas[name];
  if (schema === undefined) throw new Error(`GitHub's description has no schema ${name}`);
  ajv.addSchema(convert(schema) as object, `component:${name}`);
}

function validatorFor(schema: unknown, key: string): ValidateFunction {
  let validate = compiled.get(key);
  if (validate === undefined) {
    validate = ajv.compile(convert(schema) as object);
    compiled.set(key, validate);
  }
  return validate;
}

/** What may be sent with an operation: names and schemas of its query, and the schema of its body; null for no operation. */
export function describedRequest(method: string, templatePath: string) {
  const operation = load().paths[templatePath]?.[method.toLowerCase()];
  if (operation === undefined) return null;
  const query = (operation.parameters ?? [])
    .map((each) => (each.$ref === undefined ? each : load().components.parameters[each.$ref.split('/').at(-1) ?? '']))
    .flatMap((each) =>
      each?.in === 'query' && each.name !== undefined ? [{ name: each.name, schema: each.schema }] : [],
    );
  return { query, body: operation.requestBody?.content?.['application/json']?.schema };
}

/** Every operation that GitHub describes below a path: method, template, its name and its page. */
export const describedOperations = (below: string) =>
  Object.entries(load().paths).flatMap(([path, methods]) =>
    path.startsWith(below)
      ? Object.entries(methods ?? {}).flatMap(([method, operation]) =>
          operation?.operationId === undefined
            ? []
            : [{ method: method.toUpperCase(), path, id: operation.operationId, page: operation.externalDocs?.url }],
        )
      : [],
  );

/** GitHub's schema of a successful answer, references and all; undefined where there is no such operation. */
export function describedAnswer(method: string, templatePath: string): unknown {
  const responses = load().paths[templatePath]?.[method.toLowerCase()]?.responses ?? {};
  const success = Object.keys(responses).find((status) => status.startsWith('2'));
  return success === undefined ? undefined : responses[success]?.content?.['application/json']?.schema;
}

/** A schema of GitHub's description by its reference. */
export const describedSchema = (reference: string): unknown =>
  load().components.schemas[reference.replace('#/components/schemas/', '')];

/**
 * Throws unless an answer is one that GitHub's description allows for this operation and status. An error status that
 * the operation does not list must have the shape common to all of GitHub's errors.
 *
 * @param templatePath path as in the description, `/repos/{owner}/{repo}/git/ref/{ref}`
 * @param mediaType which of the described bodies the client asked for
 */
export function expectAnswerMatchesDescription(
  method: string,
  templatePath: string,
  status: number,
  body: unknown,
  mediaType = 'application/json',
): void {
  const at = `${method.toUpperCase()} ${templatePath} ${status}`;
  const operation = load().paths[SAME_AS[templatePath] ?? templatePath]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`${at}: GitHub's description has no such operation`);
  let response = operation.responses[String(status)];
  if (response?.$ref !== undefined) {
    response = load().components.responses[response.$ref.replace('#/components/responses/', '')];
  }
  let schema: unknown;
  if (response === undefined) {
    if (status < 400) throw new Error(`${at}: GitHub's description has no such status for it`);
    schema = { $ref: '#/components/schemas/basic-error' };
  } else {
    const content = Object.keys(response.content ?? {});
    if (content.length === 0 && status < 400) {
      if (body !== undefined && body !== null && body !== '') throw new Error(`${at}: the answer must have no body`);
      return;
    }
    const chosen = content.includes(mediaType)
      ? mediaType
      : content.includes('application/json')
        ? 'application/json'
        : (content[0] ?? '');
    schema = response.content?.[chosen]?.schema ?? (status < 400 ? {} : { $ref: '#/components/schemas/basic-error' });
  }
  // What counts is what arrives: no undefined, dates as text.
  const sent: unknown = body === undefined ? undefined : JSON.parse(JSON.stringify(body));
  if (status >= 400 && typeof (sent as { message?: unknown } | null | undefined)?.message !== 'string') {
    throw new Error(`${at}: an error answer has a message`);
  }
  const validate = validatorFor(schema ?? {}, `${at} ${mediaType}`);
  if (!validate(sent)) {
    const errors = (validate.errors ?? []).slice(0, 12);
    const lines = errors.map(
      (error) => `  ${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`,
    );
    throw new Error(`${at} does not match GitHub's description:\n${lines.join('\n')}`);
  }
}
