import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReleaseRecord } from '../../src/core/release/record.ts';
import type { WorldState } from '../../src/embedded-github/world-state.ts';

/** One line of requests.jsonl. */
export interface LoggedRequest {
  readonly n: number;
  readonly method: string;
  readonly path: string;
  /** Of GraphQL. */
  readonly operation?: string;
  readonly status: number | null;
  readonly etagHit: boolean;
}

/** What git says of an object is true for ever, in whichever repository it is. */
const described = new Map<string, string>();

/** The folder that a rehearsal left, looked at with git and plain eyes. */
export class RehearsedWorld {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  git(...args: string[]): string {
    return execFileSync('git', ['--git-dir', join(this.directory, 'repo.git'), ...args], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trimEnd();
  }

  /** What git says of this object, asked once. */
  #of(object: string, ...args: string[]): string {
    const key = [object, ...args].join('\0');
    const known = described.get(key);
    if (known !== undefined) return known;
    const text = this.git(...args, object);
    described.set(key, text);
    return text;
  }

  /** The object a ref points at, or null. */
  ref(name: string): string | null {
    try {
      return this.git('rev-parse', '--verify', '--quiet', name) || null;
    } catch {
      return null;
    }
  }

  refs(): string[] {
    return this.git('for-each-ref', '--format=%(refname)').split('\n').filter(Boolean);
  }

  /** Every ref with the object that it points at. */
  pointers(): string[] {
    return this.git('for-each-ref', '--format=%(refname) %(objectname)').split('\n').filter(Boolean);
  }

  get state(): WorldState {
    return JSON.parse(readFileSync(join(this.directory, 'world.json'), 'utf8')) as WorldState;
  }

  get record(): ReleaseRecord {
    return JSON.parse(readFileSync(join(this.directory, 'release-record.json'), 'utf8')) as ReleaseRecord;
  }

  get requests(): LoggedRequest[] {
    const path = join(this.directory, 'requests.jsonl');
    if (!existsSync(path)) return [];
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as LoggedRequest);
  }

  /** Requests that changed something, or tried to. GraphQL is a POST either way and counted apart. */
  get writes(): LoggedRequest[] {
    return this.requests.filter((each) => each.method !== 'GET' && !each.path.startsWith('/graphql'));
  }

  /** Every file of a commit with its blob; hashes of archives, which hold the time of the commit, are masked. */
  filesOf(commit: string): string {
    const archiveHash = /sha256: "[0-9a-f]{64}"/g;
    return this.#of(this.#of(`${commit}^{tree}`, 'rev-parse'), 'ls-tree', '-r')
      .split('\n')
      .map((line) => {
        if (!line.endsWith('conandata.yml')) return line;
        const [, blob = ''] = /^\d+ blob ([0-9a-f]+)/.exec(line) ?? [];
        return `${line.slice(line.indexOf('\t'))}\n${this.#of(blob, 'cat-file', 'blob').replaceAll(archiveHash, 'sha256: …')}`;
      })
      .join('\n');
  }

  /**
   * The end state as far as it must be the same after every disturbance: refs with their trees and messages, pull
   * requests, check runs, comments, releases. Times and ids that depend on them are left out.
   */
  endState() {
    const { state } = this;
    const refs = this.git('for-each-ref', '--format=%(refname) %(objecttype) %(objectname)')
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const [name = '', type = '', object = ''] = line.split(' ');
        const commit = type === 'tag' ? this.#of(`${object}^{commit}`, 'rev-parse') : object;
        return {
          name,
          type,
          tagMessage: type === 'tag' ? tagMessageOf(this.#of(object, 'cat-file', 'tag')) : null,
          files: this.filesOf(commit),
          message: this.#of(commit, 'log', '-1', '--format=%B'),
          history: this.#of(commit, 'rev-list', '--count'),
        };
      });
    return {
      refs,
      pulls: state.pulls.map((pull) => ({
        title: pull.title,
        body: pull.body,
        state: pull.state,
        merged: pull.mergedAt !== null,
        head: pull.headRef,
        base: pull.baseRef,
      })),
      checks: state.checkRuns
        .filter((run) => run.name.startsWith('zlink-release'))
        .map((run) => ({ name: run.name, conclusion: run.conclusion, title: run.output.title })),
      comments: state.comments.map((comment) => ({ on: comment.number, body: comment.body })),
      releases: state.releases.map((release) => ({
        tag: release.tagName,
        draft: release.draft,
        assets: release.assets.map((asset) => asset.name).sort(),
      })),
      runs: state.runs
        .filter((run) => run.event === 'push' && run.headBranch === 'core/v1.2.0')
        .map((run) => run.workflowPath)
        .sort(),
    };
  }
}

export type WorldEndState = ReturnType<RehearsedWorld['endState']>;

/** A tag object is headers, an empty line, and the message. */
const tagMessageOf = (object: string): string => object.slice(object.indexOf('\n\n') + 2);
