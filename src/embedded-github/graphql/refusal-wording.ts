import { type DocumentNode, type GraphQLError, Kind, visit } from 'graphql';

/** A refusal of a whole document, as GitHub answers it. */
export interface Refusal {
  readonly message: string;
  readonly path?: readonly string[];
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
}

type Wording = (found: readonly string[]) => {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
};

const bare = (type: string): string => type.replace(/[![\]]/g, '');

/**
 * What the library says of an invalid document → how GitHub's server (graphql-ruby) says the same.
 *
 * Source: graphql-ruby's static validation errors, as clients of GitHub quote them.
 */
const WORDINGS: readonly (readonly [RegExp, Wording])[] = [
  [
    /^Cannot query field "(\w+)" on type "(\w+)"/,
    ([field = '', type = '']) => ({
      message: `Field '${field}' doesn't exist on type '${type}'`,
      extensions: { code: 'undefinedField', typeName: type, fieldName: field },
    }),
  ],
  [
    /^Field "(\w+)" must not have a selection since type "([^"]+)" has no subfields/,
    ([field = '', type = '']) => ({
      message: `Selections can't be made on scalars (field '${field}' returns ${bare(type)} but has selections)`,
      extensions: { code: 'selectionMismatch', nodeName: `field '${field}'`, typeName: bare(type) },
    }),
  ],
  [
    /^Field "(\w+)" of type "([^"]+)" must have a selection of subfields/,
    ([field = '', type = '']) => ({
      message: `Field must have selections (field '${field}' returns ${bare(type)} but has no selections. Did you mean '${field} { ... }'?)`,
      extensions: { code: 'selectionMismatch', nodeName: `field '${field}'`, typeName: bare(type) },
    }),
  ],
  [
    /^Unknown argument "(\w+)" on field "(?:\w+)\.(\w+)"/,
    ([argument = '', field = '']) => ({
      message: `Field '${field}' doesn't accept argument '${argument}'`,
      extensions: { code: 'argumentNotAccepted', name: field, typeName: 'Field', argumentName: argument },
    }),
  ],
  [
    /^Unknown argument "(\w+)" on directive "@(\w+)"/,
    ([argument = '', directive = '']) => ({
      message: `Directive '${directive}' doesn't accept argument '${argument}'`,
      extensions: { code: 'argumentNotAccepted', name: directive, typeName: 'Directive', argumentName: argument },
    }),
  ],
  [
    /^Field "(\w+)" argument "(\w+)" of type "[^"]+" is required, but it was not provided/,
    ([field = '', argument = '']) => ({
      message: `Field '${field}' is missing required arguments: ${argument}`,
      extensions: { code: 'missingRequiredArguments', className: 'Field', name: field, arguments: argument },
    }),
  ],
  [
    /^Field "(\w+)\.(\w+)" of required type "([^"]+)" was not provided/,
    ([type = '', field = '', wanted = '']) => ({
      message: `Argument '${field}' on InputObject '${type}' is required. Expected type ${wanted}`,
      extensions: {
        code: 'missingRequiredInputObjectAttribute',
        argumentName: field,
        argumentType: wanted,
        inputObjectType: type,
      },
    }),
  ],
  [
    /^Field "(\w+)" is not defined by type "(\w+)"/,
    ([field = '', type = '']) => ({
      message: `InputObject '${type}' doesn't accept argument '${field}'`,
      extensions: { code: 'argumentNotAccepted', name: type, typeName: 'InputObject', argumentName: field },
    }),
  ],
  [
    /^Unknown type "(\w+)"/,
    ([type = '']) => ({
      message: `No such type ${type}, so it can't be a fragment condition`,
      extensions: { code: 'undefinedType', typeName: type },
    }),
  ],
  [
    /^Fragment "(\w+)" cannot be spread here as objects of type "(\w+)" can never be of type "(\w+)"/,
    ([fragment = '', parent = '', type = '']) => ({
      message: `Fragment ${fragment} on ${type} can't be spread inside ${parent}`,
      extensions: { code: 'cannotSpreadFragment', typeName: type, fragmentName: fragment, parentName: parent },
    }),
  ],
  [
    /^Fragment cannot be spread here as objects of type "(\w+)" can never be of type "(\w+)"/,
    ([parent = '', type = '']) => ({
      message: `Fragment on ${type} can't be spread inside ${parent}`,
      extensions: { code: 'cannotSpreadFragment', typeName: type, fragmentName: 'unknown', parentName: parent },
    }),
  ],
  [
    /^Unknown fragment "(\w+)"/,
    ([fragment = '']) => ({
      message: `Fragment ${fragment} was used, but not defined`,
      extensions: { code: 'useAndDefineFragment', fragmentName: fragment },
    }),
  ],
  [
    /^Fragment "(\w+)" is never used/,
    ([fragment = '']) => ({
      message: `Fragment ${fragment} was defined, but not used`,
      extensions: { code: 'useAndDefineFragment', fragmentName: fragment },
    }),
  ],
  [
    /^Cannot spread fragment "(\w+)" within itself/,
    ([fragment = '']) => ({
      message: `Fragment ${fragment} contains an infinite loop`,
      extensions: { code: 'infiniteLoop', fragmentName: fragment },
    }),
  ],
  [
    /^Variable "\$(\w+)" is not defined(?: by operation "(\w+)")?/,
    ([variable = '', operation]) => ({
      message: `Variable $${variable} is used by ${operation ?? 'anonymous query'} but not declared`,
      extensions: { code: 'variableNotDefined', variableName: variable },
    }),
  ],
  [
    /^Variable "\$(\w+)" is never used(?: in operation "(\w+)")?/,
    ([variable = '', operation]) => ({
      message: `Variable $${variable} is declared by ${operation ?? 'anonymous query'} but not used`,
      extensions: { code: 'variableNotUsed', variableName: variable },
    }),
  ],
  [
    /^Variable "\$(\w+)" of type "([^"]+)" used in position expecting type "([^"]+)"/,
    ([variable = '', given = '', wanted = '']) => ({
      message: `Type mismatch on variable $${variable} (${given} / ${wanted})`,
      extensions: { code: 'variableMismatch', variableName: variable, typeName: given },
    }),
  ],
  [
    /^Variable "\$(\w+)" cannot be non-input type "([^"]+)"/,
    ([variable = '', type = '']) => ({
      message: `${bare(type)} isn't a valid input type (on $${variable})`,
      extensions: { code: 'variableRequiresValidType', variableName: variable, typeName: bare(type) },
    }),
  ],
  [
    /^Unknown directive "@(\w+)"/,
    ([directive = '']) => ({
      message: `Directive @${directive} is not defined`,
      extensions: { code: 'undefinedDirective', directiveName: directive },
    }),
  ],
  [
    /^Fields "(\w+)" conflict/,
    ([field = '']) => ({
      message: `Field '${field}' has a field conflict`,
      extensions: { code: 'fieldConflict', fieldName: field },
    }),
  ],
];

/** Where in the document something stands: `query Name`, then the keys down to it. */
function pathTo(document: DocumentNode, wanted: unknown): string[] {
  const at: string[] = [];
  let found: string[] = [];
  visit(document, {
    enter(node) {
      if (node.kind === Kind.OPERATION_DEFINITION)
        at.push(node.name === undefined ? node.operation : `${node.operation} ${node.name.value}`);
      else if (node.kind === Kind.FRAGMENT_DEFINITION) at.push(`fragment ${node.name.value}`);
      else if (node.kind === Kind.INLINE_FRAGMENT) at.push(`... on ${node.typeCondition?.name.value ?? ''}`);
      else if (node.kind === Kind.FIELD) at.push(node.alias?.value ?? node.name.value);
      else if (node.kind === Kind.ARGUMENT) at.push(node.name.value);
      if (node === wanted) found = [...at];
    },
    leave(node) {
      const isStep =
        node.kind === Kind.OPERATION_DEFINITION ||
        node.kind === Kind.FRAGMENT_DEFINITION ||
        node.kind === Kind.INLINE_FRAGMENT ||
        node.kind === Kind.FIELD ||
        node.kind === Kind.ARGUMENT;
      if (isStep) at.pop();
    },
  });
  return found;
}

/** A value that does not fit its argument. */
function wrongLiteral(error: GraphQLError, path: readonly string[]): Refusal | null {
  const wanted =
    /^(?:\w+ cannot represent|Expected value of type "([^"]+)"|Value "[^"]*" does not exist in "(\w+)" enum|Enum "(\w+)" cannot represent)/.exec(
      error.message,
    );
  if (wanted === null) return null;
  const argument = path.at(-1) ?? '';
  const type = wanted[1] ?? wanted[2] ?? wanted[3] ?? /^(\w+)/.exec(error.message)?.[1] ?? '';
  const [value] = error.nodes ?? [];
  const shown = value?.loc?.source.body.slice(value.loc.start, value.loc.end) ?? '';
  return {
    message: `Argument '${argument}' on Field '${path.at(-2) ?? ''}' has an invalid value (${shown}). Expected type '${bare(type)}'.`,
    extensions: { code: 'argumentLiteralsIncompatible', typeName: 'Field', argumentName: argument },
  };
}

/** The same refusal in GitHub's words. */
export function refusalOf(document: DocumentNode, error: GraphQLError): Refusal {
  const [node] = error.nodes ?? [];
  const path = pathTo(document, node);
  const place = {
    ...(path.length === 0 ? {} : { path }),
    ...(error.locations === undefined ? {} : { locations: error.locations }),
  };
  for (const [pattern, wording] of WORDINGS) {
    const found = pattern.exec(error.message);
    if (found !== null) return { ...place, ...wording(found.slice(1)) };
  }
  const literal = wrongLiteral(error, pathOfValue(document, node));
  return literal === null ? { ...place, message: error.message } : { ...place, ...literal };
}

/** Field and argument around a value. */
function pathOfValue(document: DocumentNode, wanted: unknown): string[] {
  const at: string[] = [];
  let found: string[] = [];
  visit(document, {
    enter(node) {
      if (node.kind === Kind.FIELD || node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD)
        at.push(node.name.value);
      if (node === wanted) found = [...at];
    },
    leave(node) {
      if (node.kind === Kind.FIELD || node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) at.pop();
    },
  });
  return found;
}

/** A variable that does not fit its type. Source: graphql-ruby, "Variable $x of type T was provided invalid value". */
export function variableRefusal(error: GraphQLError, types: ReadonlyMap<string, string>): Refusal {
  const [, name = '', at] =
    /^Variable "\$(\w+)"(?: got invalid value .*? at "(?:\w+)\.?([^"]*)")?/s.exec(error.message) ?? [];
  const place = { ...(error.locations === undefined ? {} : { locations: error.locations }) };
  if (name === '') return { ...place, message: error.message };
  const type = types.get(name) ?? '';
  const missing = /Field "(\w+)" of required type/.exec(error.message)?.[1];
  const problem = [...(at === undefined || at === '' ? [] : [at]), ...(missing === undefined ? [] : [missing])].join(
    '.',
  );
  const why =
    missing === undefined && !/was not provided|must not be null/.test(error.message)
      ? error.message.replace(/^.*?; /s, '')
      : 'Expected value to not be null';
  return {
    ...place,
    message: `Variable $${name} of type ${type} was provided invalid value${problem === '' ? '' : ` for ${problem}`} (${why})`,
    extensions: { problems: [{ path: problem === '' ? [] : problem.split('.'), explanation: why }] },
  };
}
