import { SaxesParser } from 'saxes';
import { type Checked, checked, failed, problem } from '../../problem.ts';

/** An element that holds text alone. Offsets count characters of the text and enclose what it holds. */
export interface TextElement {
  /** Names from the root to the element, without prefixes: `project/version`. */
  readonly path: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly start: number;
  readonly value: string;
}

/** Deeper XML is no manifest. */
const MAXIMUM_DEPTH = 100;

/** The elements of an XML file that hold nothing but plain text. */
export function textElements(text: string): Checked<readonly TextElement[]> {
  const elements: TextElement[] = [];
  const open: { name: string; start: number; isLeaf: boolean; attributes: Record<string, string> }[] = [];
  const faults: string[] = [];
  const parser = new SaxesParser({ xmlns: false, fragment: false });
  parser.on('error', (error) => faults.push(error.message));
  parser.on('opentag', (tag) => {
    const parent = open.at(-1);
    if (parent !== undefined) parent.isLeaf = false;
    if (open.length >= MAXIMUM_DEPTH) faults.push('it is nested too deeply');
    else if (!tag.isSelfClosing)
      open.push({ name: localName(tag.name), start: parser.position, isLeaf: true, attributes: tag.attributes });
  });
  parser.on('closetag', (tag) => {
    if (tag.isSelfClosing) return;
    const element = open.at(-1);
    if (element === undefined) return;
    const path = open.map(({ name }) => name).join('/');
    open.pop();
    const end = text.lastIndexOf('</', parser.position - 1);
    const value = text.slice(element.start, end);
    // What is written otherwise than it reads is left alone.
    if (element.isLeaf && !/[<&]/.test(value))
      elements.push({ path, attributes: element.attributes, start: element.start, value });
  });
  parser.write(text);
  if (faults.length === 0) parser.close();
  return faults.length === 0 ? checked(elements) : failed(problem('version-not-found', 'it is not valid XML.'));
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
