/** Options as a command takes them, by their names in camel case; what is left out, false or null is not given. */
export type CommandOptions = Readonly<
  Record<string, string | number | boolean | null | undefined | readonly (string | number)[]>
>;

/** A command of this program as it can be pasted into a POSIX shell. */
export function commandLine(command: string, options: CommandOptions): string {
  const words = Object.entries(options).flatMap(([name, value]) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (value === undefined || value === null || value === false) return [];
    if (value === true) return [flag];
    const values = typeof value === 'object' ? value : [value];
    // A value that begins with a dash would be taken for an option.
    return values.map((each) =>
      String(each).startsWith('-') ? quoted(`${flag}=${each}`) : `${flag} ${quoted(String(each))}`,
    );
  });
  return ['zlink-release', command, ...words].join(' ');
}

const quoted = (word: string): string => (/^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
