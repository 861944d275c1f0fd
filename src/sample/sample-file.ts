import { readdirSync, readFileSync } from 'node:fs';

export interface SampleFile {
  /** `120000`: a symbolic link, the content its target. */
  readonly mode: '100644' | '100755' | '120000';
  readonly content: string;
}

/** Path → file. */
export type SampleFiles = ReadonlyMap<string, SampleFile>;

/**
 * The files of one folder of `sample-repository/`, which lies beside this module, in src/ as in dist/. Modes go by the
 * name, as not every way to install a program keeps them: a shell script can be executed.
 */
export function readSampleFolder(folder: string): SampleFiles {
  const known = folders.get(folder) ?? readFolder(folder);
  folders.set(folder, known);
  return known;
}

/** They are part of the program: what one world was made of, the next one is made of too. */
const folders = new Map<string, SampleFiles>();

function readFolder(folder: string): SampleFiles {
  const root = new URL(`./sample-repository/${folder}/`, import.meta.url);
  const files = new Map<string, SampleFile>();
  const read = (below: string) => {
    for (const entry of readdirSync(new URL(below, root), { withFileTypes: true })) {
      const path = `${below}${entry.name}`;
      if (entry.isDirectory()) read(`${path}/`);
      else {
        const mode = path.endsWith('.sh') ? '100755' : '100644';
        files.set(path, { mode, content: readFileSync(new URL(path, root), 'utf8') });
      }
    }
  };
  read('./');
  return new Map([...files].map(([path, file]) => [path.slice('./'.length), file]));
}
