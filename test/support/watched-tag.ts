import { runsOfTag, watch } from '../../src/conduct/stages/watch.ts';
import type { WatchRequest } from '../../src/conduct/stages/watching.ts';
import type { RequestLogEntry } from '../../src/embedded-github/request-log.ts';
import { GitHubClient } from '../../src/github/client.ts';
import { ObjectStore } from '../../src/github/object-store.ts';
import { defaultPolicy } from '../../src/github/request-policy.ts';
import { type Progress, silentProgress } from '../../src/report/progress.ts';
import { type ServedWorld, type ServedWorldOptions, serveWorld } from './served-world.ts';

export const TAG = 'core/v1.2.0';
export const BUILD = '.github/workflows/build.yml';
export const RECIPE = '.github/workflows/core-conan-release.yml';

// biome-ignore lint/suspicious/noExplicitAny: answers of our own server, which its tests hold to GitHub's description.
type Json = any;

/** A served world with a release tag, and the watcher in this process, on the world's clock. */
export class WatchedTag {
  readonly served: ServedWorld;
  readonly commit: string;
  readonly warnings: string[] = [];

  private constructor(served: ServedWorld, commit: string) {
    this.served = served;
    this.commit = commit;
  }

  static async start(options: ServedWorldOptions = {}): Promise<WatchedTag> {
    const served = await serveWorld(options);
    const commit = await served.world.git.resolveRef('refs/heads/main');
    if (commit === null) throw new Error('the sample has no main');
    return new WatchedTag(served, commit);
  }

  /** What a person does by the API. */
  async api(method: string, path: string, body?: object): Promise<Json> {
    const response = await fetch(`${this.served.server.url}/repos/sample/zlink${path}`, {
      method,
      headers: { authorization: `Bearer ${this.served.server.tokens.pat}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  /** An annotated tag at main; its own clock may be off. */
  async tag(date = this.served.world.clock.now()): Promise<this> {
    const tagger = { name: 'a maintainer', email: 'maintainer@example.org', date: date.toISOString() };
    const object = { tag: TAG, message: 'core release 1.2.0', object: this.commit, type: 'commit', tagger };
    const tag = await this.api('POST', '/git/tags', object);
    await this.api('POST', '/git/refs', { ref: `refs/tags/${TAG}`, sha: tag.sha });
    return this;
  }

  sleep(milliseconds: number): Promise<void> {
    return this.served.world.clock.sleep(milliseconds);
  }

  /** @param over `expected` as the paths of workflows that the tag starts */
  watch(
    {
      apiUrl,
      expected = [BUILD, RECIPE],
      ...over
    }: Partial<Omit<WatchRequest, 'expected'>> & { apiUrl?: string; readonly expected?: readonly string[] } = {},
    progress: Partial<Progress> = {},
  ): ReturnType<typeof watch> {
    const { server, world } = this.served;
    const shown: Progress = { ...silentProgress, warn: (text) => this.warnings.push(text), ...progress };
    const client = new GitHubClient({
      apiUrl: apiUrl ?? server.url,
      token: server.tokens.app,
      owner: 'sample',
      repo: 'zlink',
      policy: defaultPolicy(world.clock, () => {}),
      timeout: 60_000,
      userAgent: 'test',
    });
    return watch(
      { client, clock: world.clock, progress: shown, store: new ObjectStore() },
      {
        tag: TAG,
        refs: [TAG, 'v1.2'],
        commit: this.commit,
        expected: runsOfTag(expected, over.trigger ?? 'push', TAG),
        forbidden: [],
        leftOut: [],
        sameNamed: [],
        trigger: 'push',
        hasGraphQL: true,
        viewerKind: 'app',
        times: { discoveryTimeout: 300_000, runTimeout: 3_600_000, waitingTimeout: 600_000 },
        pollInterval: 15_000,
        ...over,
      },
    );
  }

  /** Requests of the watcher from here on. */
  get requests(): readonly RequestLogEntry[] {
    return this.served.server.requests.filter((each) => each.token === 'app');
  }

  get counted(): readonly RequestLogEntry[] {
    return this.requests.filter((each) => each.counted);
  }
}
