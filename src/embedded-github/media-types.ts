import type { ApiReply, ApiRequest } from './route.ts';

/** The texts that git makes of a change. */
export type ChangeText = 'diff' | 'patch';

/**
 * Which text of a change is asked for in the place of JSON; null: JSON.
 *
 * Source: GitHub REST documentation, "Media types", custom media types of pull requests, commits and comparisons; the older
 * names carry `v3` or a preview before the kind.
 */
export function askedText({ headers }: Pick<ApiRequest, 'headers'>): ChangeText | null {
  const kinds = /application\/vnd\.github\.(?:[a-z0-9-]+\.)?(diff|patch)\b/.exec(headers.get('accept') ?? '');
  return (kinds?.[1] as ChangeText | undefined) ?? null;
}

/** A text of a change as the API answers it. */
export const changeText = (kind: ChangeText, text: Buffer): ApiReply => ({
  status: 200,
  body: text,
  headers: {
    'content-type': `application/vnd.github.${kind}; charset=utf-8`,
    'x-github-media-type': `github.v3; param=${kind}`,
  },
});
