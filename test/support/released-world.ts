import { verify } from '../../src/conduct/stages/verify.ts';
import { type Problem, Stop } from '../../src/core/problem.ts';
import type { PublishedRecord } from '../../src/core/release/record.ts';
import { GitHubClient } from '../../src/github/client.ts';
import { ObjectStore } from '../../src/github/object-store.ts';
import { defaultPolicy } from '../../src/github/request-policy.ts';
import { silentProgress } from '../../src/report/progress.ts';
import { runActionJob } from './action-job.ts';
import { type ServedWorld, type ServedWorldOptions, serveWorld } from './served-world.ts';

/** What `verify` came to. */
export interface Verified {
  readonly exitCode: number;
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
  readonly published: PublishedRecord | null;
}

/** A served world after a whole release of 1.2.0, whose assets can be looked at, taken away and added to. */
export class ReleasedWorld {
  readonly served: ServedWorld;
  readonly tag = 'core/v1.2.0';

  private constructor(served: ServedWorld) {
    this.served = served;
  }

  static async release(options: ServedWorldOptions = {}): Promise<ReleasedWorld> {
    const served = await serveWorld(options);
    const job = await runActionJob(served, { version: '1.2.0', skip: 'bench,gate' });
    if (job.exitCode !== 0) throw new Error(job.log);
    return new ReleasedWorld(served);
  }

  get release() {
    const found = this.served.world.state.releases.find((each) => each.tagName === this.tag);
    if (found === undefined) throw new Error(`there is no release of ${this.tag}`);
    return found;
  }

  /** The sha256 that the world knows of an asset, in hex. */
  hexOf(name: string): string {
    return this.asset(name).digest?.slice('sha256:'.length) ?? '';
  }

  asset(name: string) {
    const found = this.release.assets.find((each) => each.name === name);
    if (found === undefined) throw new Error(`there is no asset ${name}`);
    return found;
  }

  remove(name: string): void {
    this.release.assets = this.release.assets.filter((each) => each.name !== name);
  }

  /** Uploads an asset as a person does, in the place of one of its name. */
  async upload(name: string, content: string | Uint8Array): Promise<void> {
    this.remove(name);
    // Who uploads one after another, as fast as a test does, meets the limit for content.
    await this.served.world.clock.sleep(1_000);
    const { url, tokens } = this.served.server;
    const answer = await fetch(`${url}/repos/sample/zlink/releases/${this.release.id}/assets?name=${name}`, {
      method: 'POST',
      headers: { authorization: `token ${tokens.app}`, 'content-type': 'text/plain' },
      body: Buffer.from(content),
    });
    if (answer.status !== 201) throw new Error(await answer.text());
  }

  /** The stage by itself, on the world's clock. */
  async verify(apiUrl = this.served.server.url, trustedRoot: string | null = null): Promise<Verified> {
    const { clock } = this.served.world;
    const notes: string[] = [];
    const warnings: string[] = [];
    const told = { exitCode: 0, problems: [] as readonly Problem[], notes, warnings, published: null };
    const client = new GitHubClient({
      apiUrl,
      token: this.served.server.tokens.app,
      owner: 'sample',
      repo: 'zlink',
      policy: defaultPolicy(clock, () => {}),
      timeout: 60_000,
      userAgent: 'test',
    });
    const progress = {
      ...silentProgress,
      note: (text: string) => void notes.push(text),
      warn: (text: string) => void warnings.push(text),
    };
    try {
      const request = { tag: this.tag, expected: [], timeout: 60_000, pollInterval: 15_000, trustedRoot };
      const published = await verify({ client, clock, progress, store: new ObjectStore() }, request);
      return { ...told, published };
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      return { ...told, exitCode: error.exitCode, problems: error.problems };
    }
  }
}
