import type { Route } from './route.ts';

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

export interface RouteTable {
  /** @param path still percent-encoded, starting with a slash */
  find(method: string, path: string): RouteMatch | null;
}

/** Parameters that may hold slashes: GitHub takes branch and tag names and paths as they are, encoded or not. */
const SPANNING = new Set(['ref', 'branch', 'basehead', 'path', 'tag', 'tree_sha', 'sha', 'head', 'dir']);

interface PathPattern {
  readonly names: readonly string[];
  readonly expression: RegExp;
  readonly literals: number;
}

interface Compiled extends PathPattern {
  readonly route: Route;
}

/**
 * Finds routes by GitHub's path templates. Where two templates fit, the one with more literal segments is meant
 * (`commits/{ref}/status` before `commits/{ref}`).
 */
export function routeTable(routes: readonly Route[]): RouteTable {
  const compiled: Compiled[] = routes.map((route) => ({ route, ...patternOf(route) }));
  compiled.sort((a, b) => b.literals - a.literals);
  const shelves = new Map<string, Compiled[]>();
  for (const each of compiled) {
    const shelf = `${each.route.method} ${shelfOf(each.route.path)}`;
    shelves.set(shelf, [...(shelves.get(shelf) ?? []), each]);
  }
  return {
    find(method, path) {
      const wanted = method === 'HEAD' ? 'GET' : method;
      for (const { route, names, expression } of shelves.get(`${wanted} ${shelfOf(path)}`) ?? []) {
        const match = expression.exec(path);
        if (match === null) continue;
        const params = decode(names, match);
        if (params !== null) return { route, params };
      }
      return null;
    },
  };
}

/** The word after a repository's name, by which routes are kept apart: it is a literal in every template. */
const shelfOf = (path: string): string => /^\/repos\/[^/]+\/[^/]+(?:\/([^/]*))?/.exec(path)?.[1] ?? '';

/** Templates are the same in every server of a process. */
const patterns = new Map<string, PathPattern>();

function patternOf({ path, lastMayBeEmpty = false }: Route): PathPattern {
  const key = `${lastMayBeEmpty} ${path}`;
  const pattern = patterns.get(key) ?? compile(path, lastMayBeEmpty);
  patterns.set(key, pattern);
  return pattern;
}

function compile(path: string, lastMayBeEmpty: boolean): PathPattern {
  const names: string[] = [];
  let literals = 0;
  const segments = path.split('/').slice(1);
  const source = segments.map((segment) => {
    const name = /^\{([a-z_]+)\}$/.exec(segment)?.[1];
    if (name === undefined) {
      literals += 1;
      return segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    }
    names.push(name);
    return SPANNING.has(name) ? '(.+)' : '([^/]+)';
  });
  const last = lastMayBeEmpty ? source.pop() : undefined;
  const end = last === undefined ? '/?' : '(?:/(.*))?';
  return { names, literals, expression: new RegExp(`^/${source.join('/')}${end}$`, 's') };
}

function decode(names: readonly string[], match: RegExpExecArray): Record<string, string> | null {
  const params: Record<string, string> = Object.create(null);
  for (const [index, name] of names.entries()) {
    try {
      params[name] = decodeURIComponent(match[index + 1] ?? '');
    } catch {
      return null;
    }
  }
  return params;
}
