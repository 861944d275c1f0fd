export interface ChangedFile {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'changed';
  /** Blob after the change, before it for a removed file. */
  readonly sha: string;
  readonly mode: string;
  /** Lines; 0 for binary files, and where this repository lacks a blob. */
  readonly additions: number;
  readonly deletions: number;
  /** Hunks without the header; null for binary files, and where a blob is lacking. */
  readonly patch: string | null;
}

const STATUS: Readonly<Record<string, ChangedFile['status']>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  T: 'changed',
};

/** Reads `--raw [--numstat] -z` output; `patches` are in the same order as the raw lines. */
export function parseDiff(output: Buffer, patches: readonly string[]): ChangedFile[] {
  const fields = output.toString('utf8').split('\0');
  const raw: { path: string; previousPath: string | null; status: ChangedFile['status']; sha: string; mode: string }[] =
    [];
  const counts = new Map<string, { additions: number; deletions: number }>();
  for (let at = 0; at < fields.length; at += 1) {
    const field = fields[at] ?? '';
    if (field.startsWith(':')) {
      const [oldMode = '', newMode = '', oldSha = '', newSha = '', letter = ''] = field.slice(1).split(' ');
      const status = STATUS[letter.charAt(0)] ?? 'modified';
      const first = fields[at + 1] ?? '';
      const second = status === 'renamed' ? (fields[at + 2] ?? '') : null;
      at += second === null ? 1 : 2;
      const isRemoved = status === 'removed';
      raw.push({
        path: second ?? first,
        previousPath: second === null ? null : first,
        status,
        sha: isRemoved ? oldSha : newSha,
        mode: isRemoved ? oldMode : newMode,
      });
    } else if (field !== '') {
      const [additions = '', deletions = '', name = ''] = field.split('\t');
      let path = name;
      if (name === '') {
        path = fields[at + 2] ?? '';
        at += 2;
      }
      counts.set(path, { additions: Number(additions) || 0, deletions: Number(deletions) || 0 });
    }
  }
  return raw.map((file, index) => {
    const text = patches[index] ?? '';
    const start = text.search(/^@@ /m);
    return {
      ...file,
      additions: counts.get(file.path)?.additions ?? 0,
      deletions: counts.get(file.path)?.deletions ?? 0,
      patch: start === -1 ? null : text.slice(start).replace(/\n$/, ''),
    };
  });
}
