import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../src/effects/clock.ts';
import { identityOf } from '../../../src/embedded-github/accounts.ts';
import { standardTokens } from '../../../src/embedded-github/auth.ts';
import type { Fault } from '../../../src/embedded-github/fault-text.ts';
import { pushRef } from '../../../src/embedded-github/ref-updates.ts';
import type { Requester } from '../../../src/embedded-github/route.ts';
import { type InProcessGitHub, openInProcess } from '../../../src/embedded-github/server/in-process.ts';
import type { VirtualClock } from '../../../src/embedded-github/virtual-clock.ts';
import type { World } from '../../../src/embedded-github/world.ts';
import { type PreparedWorld, prepareWorld } from '../memory-world.ts';
import { scratchRoot } from '../scratch-root.ts';
import { LIBRARIES, type Library } from './small-library.ts';

/** What every release here is made with. It opens nothing, and must be seen nowhere. */
export const TOKEN = 'ghs_q7Lm2VtX9sKe4RbN8wZc1YdH6uJf3PgA5oTi';
const MAINTAINER_TOKEN = 'ghp_maintainer0000000000000000000000000000';
const MAINTAINER: Requester = { tokenKind: 'pat', actor: { login: 'maintainer', id: 902, type: 'User' } };

/** One world in which releases are made and people act; it is gone when the next one begins. */
export class Stage {
  readonly library: Library;
  readonly world: World & { readonly clock: VirtualClock };
  readonly server: InProcessGitHub;
  /** What is to go wrong with runs and what they publish; more may be added. */
  readonly faults: Fault[] = [];
  readonly folder: string;
  #count = 0;

  constructor(library: Library, world: Stage['world'], folder: string) {
    this.library = library;
    this.world = world;
    this.folder = folder;
    const grants = standardTokens();
    const grantOf = (name: string) => {
      const grant = grants.get(name);
      if (grant === undefined) throw new Error(`there is no ${name}`);
      return grant;
    };
    this.server = openInProcess({
      world,
      faults: this.faults,
      warn: () => {},
      tokens: new Map([
        [TOKEN, grantOf('rehearsal-app-token')],
        [MAINTAINER_TOKEN, grantOf('rehearsal-personal-token')],
      ]),
    });
    // The command line asks no caller for a clock: here it is that of the world.
    systemClock.now = () => world.clock.now();
    systemClock.sleep = (milliseconds, signal) => world.clock.sleep(milliseconds, signal);
  }

  /** A folder of its own for one run of the program. */
  folderFor(name: string): string {
    this.#count += 1;
    const folder = join(this.folder, `${this.#count}-${name}`);
    mkdirSync(folder);
    return folder;
  }

  /** From now on the token is accepted (again), as a fresh one would be. */
  freshToken(): void {
    this.server.service.tokenExpired = false;
  }

  addFault(fault: Pick<Fault, 'name' | 'argument'>): void {
    this.#count += 1;
    this.faults.push({ ...fault, at: null, text: `${fault.name}#${this.#count}` });
  }

  /** Sends a request as the maintainer would. */
  async call(method: string, path: string, body?: unknown): Promise<{ ok: boolean; data: unknown }> {
    const answer = await this.server.fetch(`${this.server.url}/repos/sample/zlink/${path}`, {
      method,
      headers: { authorization: `Bearer ${MAINTAINER_TOKEN}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { ok: answer.ok, data: text === '' ? null : (JSON.parse(text) as unknown) };
  }

  /** Attaches a file to a release as the maintainer would. */
  async upload(releaseId: number, name: string, content: string): Promise<void> {
    const answer = await this.server.fetch(
      `${this.server.url}/repos/sample/zlink/releases/${releaseId}/assets?name=${encodeURIComponent(name)}`,
      { method: 'POST', headers: { authorization: `Bearer ${MAINTAINER_TOKEN}` }, body: content },
    );
    if (!answer.ok) throw new Error(await answer.text());
  }

  /** Pushes as the maintainer would. @returns whether it was taken */
  async push(ref: string, to: string | null, force = false): Promise<boolean> {
    const { world, server } = this;
    return (await pushRef({ world, emit: server.service.emit, requester: MAINTAINER }, { ref, to, force })) === null;
  }

  /** A commit of the maintainer's with these files changed; null removes one. */
  async commitOn(
    parents: readonly string[],
    files: Readonly<Record<string, string | null>>,
    message: string,
  ): Promise<string> {
    const { git } = this.world;
    const changes = [];
    for (const [path, content] of Object.entries(files))
      changes.push({ path, mode: '100644', sha: content === null ? null : await git.writeBlob(content) });
    const base = parents[0] === undefined ? null : (await git.commit(parents[0])).tree;
    const who = identityOf(MAINTAINER.actor, this.world.now());
    const tree = await git.treeWithChanges(base, changes);
    return git.writeCommit({ tree, parents, author: who, committer: who, message: `${message}\n` });
  }

  annotatedTag(name: string, object: string, time = this.world.now()): Promise<string> {
    const tagger = identityOf(MAINTAINER.actor, time);
    return this.world.git.writeTag({ object, objectType: 'commit', name, tagger, message: `${name}\n` });
  }

  async refs(): Promise<Map<string, string>> {
    return new Map((await this.world.git.listRefs('refs/')).map(({ name, sha }) => [name, sha]));
  }
}

/** Libraries whose worlds begin again and again in this process. */
export class Stages {
  readonly #folder: string;
  readonly #worlds: readonly PreparedWorld[];
  #count = 0;

  private constructor(folder: string, worlds: readonly PreparedWorld[]) {
    this.#folder = folder;
    this.#worlds = worlds;
  }

  static async open(): Promise<Stages> {
    const folder = mkdtempSync(join(scratchRoot(), 'zlink-adversary-'));
    const worlds = [];
    for (const [index, { files, rulesets }] of LIBRARIES.entries())
      worlds.push(await prepareWorld(join(folder, `library-${index}`), files, { rulesets }));
    return new Stages(folder, worlds);
  }

  begin(library: number): Stage {
    const index = library % LIBRARIES.length;
    const [found, world] = [LIBRARIES[index], this.#worlds[index]];
    if (found === undefined || world === undefined) throw new RangeError(`library ${library}`);
    this.#count += 1;
    const folder = join(this.#folder, `world-${this.#count}`);
    mkdirSync(folder);
    return new Stage(found, world.begin(), folder);
  }

  /** Puts away what one world has left. */
  end(stage: Stage): void {
    rmSync(stage.folder, { recursive: true, force: true });
  }

  async close(): Promise<void> {
    for (const world of this.#worlds) await world.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
