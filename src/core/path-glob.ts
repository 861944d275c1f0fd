/** What a state of a glob does with the next character. */
type State =
  /** Exactly this one. */
  | { readonly kind: 'sign'; readonly sign: string }
  /** One of a name. */
  | { readonly kind: 'one' }
  /** Any of a name, or none. */
  | { readonly kind: 'name' }
  /** Anything, or nothing. */
  | { readonly kind: 'deep' }
  /** Nothing, or whole folders: the state behind it is inside of them. */
  | { readonly kind: 'folders' }
  | { readonly kind: 'inside' };

/**
 * Whether a path with forward slashes fits a glob: `*` and `?` stay within a name, `**` goes through folders, everything else
 * is as it is. The time is that of the path's length times the glob's, whatever stands in either.
 */
export function pathGlob(glob: string): (path: string) => boolean {
  const states = statesOf(glob);
  return (path) => {
    let now = new Set<number>();
    enter(states, now, 0);
    for (const sign of path) {
      const next = new Set<number>();
      for (const at of now) step(states, next, at, sign);
      if (next.size === 0) return false;
      now = next;
    }
    return now.has(states.length);
  };
}

function statesOf(glob: string): State[] {
  const states: State[] = [];
  for (const [part] of glob.matchAll(/\*\*\/|\*\*|./gsu)) {
    if (part === '**/') states.push({ kind: 'folders' }, { kind: 'inside' });
    else if (part === '**') states.push({ kind: 'deep' });
    else if (part === '*') states.push({ kind: 'name' });
    else states.push(part === '?' ? { kind: 'one' } : { kind: 'sign', sign: part });
  }
  return states;
}

/** Adds a state, and those that follow it where nothing is read. */
function enter(states: readonly State[], into: Set<number>, at: number): void {
  if (into.has(at)) return;
  into.add(at);
  const kind = states[at]?.kind;
  if (kind === 'name' || kind === 'deep') enter(states, into, at + 1);
  if (kind !== 'folders') return;
  enter(states, into, at + 1);
  enter(states, into, at + 2);
}

/** Adds what follows a state by one character. */
function step(states: readonly State[], into: Set<number>, at: number, sign: string): void {
  const state = states[at];
  switch (state?.kind) {
    case 'sign':
      if (state.sign === sign) enter(states, into, at + 1);
      break;
    case 'one':
      if (sign !== '/') enter(states, into, at + 1);
      break;
    case 'name':
      if (sign !== '/') enter(states, into, at);
      break;
    case 'deep':
      enter(states, into, at);
      break;
    case 'inside':
      into.add(at);
      if (sign === '/') enter(states, into, at + 1);
      break;
  }
}
