const ESCAPE = String.fromCharCode(0x1b);
const SEQUENCE = new RegExp(`${ESCAPE}\\[[\\d;:?]*[A-Za-z]`, 'g');

/** What a terminal shows of a line: without colours, and without what a carriage return let be written over. */
export function shownText(line: string): string {
  const bare = line.includes(ESCAPE) ? line.replace(SEQUENCE, '') : line;
  return bare.slice(bare.trimEnd().lastIndexOf('\r') + 1).trimEnd();
}

/** `1,234.5` as programs group digits for a person; null: no such number. */
export const groupedNumber = (text: string): number | null =>
  /^\d{1,3}(?:,\d{3})*(?:\.\d+)?$|^\d+(?:\.\d+)?$/.test(text) ? Number(text.replaceAll(',', '')) : null;
