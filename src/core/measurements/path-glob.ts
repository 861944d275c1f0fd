/**
 * Whether a path with forward slashes fits a glob: `*` and `?` stay within a name, `**` goes through folders, everything else
 * is as it is.
 */
export function pathGlob(glob: string): (path: string) => boolean {
  let source = '';
  for (let at = 0; at < glob.length; ) {
    if (glob.startsWith('**/', at)) {
      source += '(?:.*/)?';
      at += 3;
    } else if (glob.startsWith('**', at)) {
      source += '.*';
      at += 2;
    } else {
      const sign = glob[at] ?? '';
      source += sign === '*' ? '[^/]*' : sign === '?' ? '[^/]' : sign.replace(/[\\^$.|+()[\]{}]/, '\\$&');
      at += 1;
    }
  }
  const pattern = new RegExp(`^${source}$`, 'su');
  return (path) => pattern.test(path);
}
