import { Document, isScalar, visit } from 'yaml';

/** Editors complete and check the file by it. */
const SCHEMA = 'https://raw.githubusercontent.com/kairos/zlink-release/v1/schema/config.schema.json';

/** The configuration as a file that a person goes on with. An empty one says why it is there. */
export function configText(content: Readonly<Record<string, unknown>>): string {
  const head = `# yaml-language-server: $schema=${SCHEMA}\n`;
  if (Object.keys(content).length === 0)
    return `${head}# Everything is recognised by itself; docs/configuration.md lists what could stand here.\n`;
  const document = new Document(content, { aliasDuplicateObjects: false });
  // Patterns are full of backslashes: only single quotes leave them as they are.
  visit(document, {
    Scalar(_, node) {
      if (isScalar(node) && typeof node.value === 'string' && /[\\"{]/.test(node.value) && !/[\n\r]/.test(node.value))
        node.type = 'QUOTE_SINGLE';
    },
  });
  // Line breaks as escapes: block scalars and folded lines lose some of the white space around them.
  return (
    head +
    document.toString({
      lineWidth: 0,
      blockQuote: false,
      doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY,
    })
  );
}
