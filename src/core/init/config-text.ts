import { Document, isMap, isScalar, isSeq, visit } from 'yaml';

/** Editors complete and check the file by it. */
const SCHEMA = 'https://raw.githubusercontent.com/kairos/zlink-release/v1/schema/config.schema.json';

/** What stands beside the keys, for the person who reads on. */
export interface ConfigRemarks {
  /** For each entry of `version-files`, in their order: how the place became known. */
  readonly places: readonly string[];
  /** What is left to a person, as lines to take the `#` away from. */
  readonly undecided: readonly string[];
}

export const NO_REMARKS: ConfigRemarks = { places: [], undecided: [] };

/** The configuration as a file that a person goes on with. An empty one says why it is there. */
export function configText(
  content: Readonly<Record<string, unknown>>,
  { places, undecided }: ConfigRemarks = NO_REMARKS,
): string {
  const head = `# yaml-language-server: $schema=${SCHEMA}\n`;
  const tail = undecided.map((line) => `# ${commentOf(line)}\n`).join('');
  if (Object.keys(content).length === 0)
    return `${head}# Everything is recognised by itself; docs/configuration.md lists what could stand here.\n${tail}`;
  const document = new Document(content, { aliasDuplicateObjects: false });
  const entries = document.get('version-files');
  if (isSeq(entries)) {
    for (const [index, entry] of entries.items.entries()) {
      if (!isMap(entry)) continue;
      entry.flow = true;
      const remark = places[index];
      if (remark !== undefined && remark !== '') entry.commentBefore = ` ${commentOf(remark)}`;
    }
  }
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
      flowCollectionPadding: false,
      doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY,
    }) +
    tail
  );
}

/** One line, whatever a repository's files hold. */
const commentOf = (text: string): string =>
  [...text.slice(0, 500)].map((each) => (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(each) ? ' ' : each)).join('');
