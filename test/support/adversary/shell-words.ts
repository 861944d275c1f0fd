/** The words of a command as the program prints it: bare, or in single quotes. The program's own name is left out. */
export function wordsOf(command: string): string[] {
  const words: string[] = [];
  for (const [whole] of command.matchAll(/(?:[^\s'\\]|'[^']*'|\\.)+/g)) {
    words.push(whole.replaceAll(/'([^']*)'|\\(.)/g, (_, quoted?: string, escaped?: string) => quoted ?? escaped ?? ''));
  }
  return words.slice(1);
}
