/** Whether a name fits a pattern in which `*` stands for anything and `?` for one character; everything else is as it is. */
export function matchesGlob(wanted: string, name: string): boolean {
  // Two pointers and one place to go back to: linear in practice, pattern × name at worst.
  let at = 0;
  let star = -1;
  let retry = 0;
  for (let index = 0; index < name.length; ) {
    if (at < wanted.length && wanted[at] === '*') {
      star = at;
      retry = index;
      at += 1;
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === name[index])) {
      at += 1;
      index += 1;
    } else if (star !== -1) {
      at = star + 1;
      retry += 1;
      index = retry;
    } else {
      return false;
    }
  }
  while (wanted[at] === '*') at += 1;
  return at === wanted.length;
}
