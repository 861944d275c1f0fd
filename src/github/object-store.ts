import * as z from 'zod';
import { objectId } from '../core/release/git-tree.ts';
import { type GitHubClient, GraphQLRefusal } from './client.ts';
import { RequestFailure } from './request-policy.ts';

/** Blobs asked for in one GraphQL request: small enough to stay far from GitHub's node and time limits. */
export const BATCH = 50;

const BLOB = z.object({
  text: z.string().nullish(),
  isBinary: z.boolean().nullish(),
  isTruncated: z.boolean().nullish(),
});
const BLOBS = z.object({ repository: z.record(z.string(), BLOB.nullable()).nullable() });

/**
 * Reads blobs by id and keeps them: an id names its content, so what is here never gets old. Many are fetched in one
 * GraphQL request. GraphQL hands out text, which may have lost bytes; the id tells, and those are read again by REST.
 */
export class ObjectStore {
  readonly #blobs = new Map<string, Uint8Array>();
  readonly #binary = new Set<string>();
  /** false once the server is known not to have GraphQL. */
  useGraphQL = true;

  /** The blobs that could be read, by id. */
  async read(client: GitHubClient, ids: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const missing = [...new Set(ids)].filter((id) => !this.#blobs.has(id));
    for (let start = 0; this.useGraphQL && start < missing.length; start += BATCH) {
      await this.#readByGraphQL(client, missing.slice(start, start + BATCH));
    }
    for (const id of missing) {
      if (!this.#blobs.has(id)) await this.#readByRest(client, id);
    }
    return this.#blobs;
  }

  /** What was read already of a blob: its bytes, or that it is no text; null for nothing. */
  known(id: string): Uint8Array | 'binary' | null {
    return this.#blobs.get(id) ?? (this.#binary.has(id) ? 'binary' : null);
  }

  /** Reads blobs as far as they are texts that GraphQL hands out whole: one request for each fifty. */
  async readTexts(client: GitHubClient, ids: readonly string[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => this.known(id) === null);
    for (let start = 0; this.useGraphQL && start < missing.length; start += BATCH) {
      await this.#readByGraphQL(client, missing.slice(start, start + BATCH));
    }
  }

  /** Keeps the bytes of a blob where they are the ones that its id names. */
  keep(id: string, bytes: Uint8Array): boolean {
    if (objectId('blob', bytes) !== id) return false;
    this.#blobs.set(id, bytes);
    return true;
  }

  async #readByGraphQL(client: GitHubClient, ids: readonly string[]): Promise<void> {
    const fields = ids.map(
      (id, index) => `b${index}: object(oid: "${id}") { ... on Blob { text isBinary isTruncated } }`,
    );
    const query = `query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${fields.join(' ')} } }`;
    try {
      const { repository } = await client.graphql(query, { owner: client.owner, name: client.repo }, BLOBS);
      for (const [index, id] of ids.entries()) {
        const blob = repository?.[`b${index}`];
        if (blob?.isBinary === true) this.#binary.add(id);
        if (typeof blob?.text === 'string' && blob.isTruncated !== true) this.keep(id, Buffer.from(blob.text));
      }
    } catch (error) {
      const isUnsupported =
        error instanceof GraphQLRefusal ||
        (error instanceof RequestFailure && !error.uncertain && error.kind !== 'unauthorized');
      if (!isUnsupported) throw error;
      this.useGraphQL = false;
    }
  }

  async #readByRest(client: GitHubClient, id: string): Promise<void> {
    const blob = await client.request('GET /repos/{owner}/{repo}/git/blobs/{file_sha}', { file_sha: id });
    const bytes = Buffer.from(blob.content, blob.encoding === 'base64' ? 'base64' : 'utf8');
    if (!this.keep(id, bytes)) throw new Error(`The content of blob ${id} does not have this id.`);
  }
}
