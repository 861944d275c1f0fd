import { repositoryPath } from '../commit-answers.ts';
import { paginate } from '../pagination.ts';
import type { ApiReply, ApiRequest } from '../route.ts';
import { notFound, param } from './parameters.ts';

/** Source: GitHub documentation, "Store information in variables", naming conventions; "Naming your secrets". */
export const STORED_NAME = /^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/i;

/** Where such things are kept: of the repository, or of an environment. */
export interface NameStore<E> {
  readonly of: (request: ApiRequest) => readonly E[] | undefined;
  readonly keep: (request: ApiRequest, entries: E[]) => void;
  /** Below the repository. */
  readonly path: (request: ApiRequest) => string;
  /** Whether that whose they are is there at all; left out: it is. */
  readonly isThere?: (request: ApiRequest) => boolean;
}

interface NamedKind<E> extends NameStore<E> {
  /** The last word of the path, and the name of the list in its answer. */
  readonly called: 'secrets' | 'variables';
  /** The parameter of the path that names one. */
  readonly parameter: string;
  /** Of a page, where the client does not say. */
  readonly perPage: number;
  readonly answer: (entry: E) => unknown;
}

/** What Actions keeps by its name: variables, and secrets. Names have no case: GitHub writes them in capitals. */
export function storedNames<E extends { readonly name: string }>(kind: NamedKind<E>) {
  const everyOf = (request: ApiRequest): readonly E[] => kind.of(request) ?? [];
  const isThere = (request: ApiRequest): boolean => kind.isThere?.(request) ?? true;
  const named = (request: ApiRequest, name: string): E | null =>
    everyOf(request).find((each) => each.name === name.toUpperCase()) ?? null;
  const asked = (request: ApiRequest): E | null => named(request, param(request, kind.parameter));
  return {
    named,
    asked,
    add: (request: ApiRequest, entry: E): void => kind.keep(request, [...everyOf(request), entry]),
    isThere,
    list: (request: ApiRequest): ApiReply => {
      if (!isThere(request)) return notFound();
      const every = everyOf(request);
      const path = `${repositoryPath(request)}/${kind.path(request)}`;
      const { items, headers } = paginate(request, path, every, kind.perPage);
      return { status: 200, body: { total_count: every.length, [kind.called]: items.map(kind.answer) }, headers };
    },
    get: (request: ApiRequest): ApiReply => {
      const entry = asked(request);
      return entry === null ? notFound() : { status: 200, body: kind.answer(entry) };
    },
    remove: (request: ApiRequest): ApiReply => {
      const entry = asked(request);
      if (entry === null) return notFound();
      kind.keep(
        request,
        everyOf(request).filter((each) => each !== entry),
      );
      return { status: 204 };
    },
  };
}
