import type { ServedWorld } from './served-world.ts';
import { byHand } from './somebody.ts';

export const BRANCH = 'release/version-1.2.0';
export const TAG = 'core/v1.2.0';

/** A person with write access, who acts by the API as GitHub's own pages do. */
export class Maintainer {
  readonly #served: ServedWorld;

  constructor(served: ServedWorld) {
    this.#served = served;
  }

  api(method: string, path: string, body?: object): ReturnType<typeof byHand> {
    return byHand(this.#served, method, path, body);
  }

  /** Commits another text of a file to a branch. */
  async edit(path: string, change: (text: string) => string, branch = BRANCH): Promise<string> {
    const head = (await this.api('GET', `/git/ref/heads/${branch}`)).object.sha;
    const { tree } = await this.api('GET', `/git/commits/${head}`);
    const before = (await this.#served.world.git.readFile(head, path))?.toString('utf8') ?? '';
    const after = change(before);
    if (after === before) throw new Error(`${path} stays as it is`);
    const edited = await this.api('POST', '/git/trees', {
      base_tree: tree.sha,
      tree: [{ path, mode: '100644', type: 'blob', content: after }],
    });
    const commit = { message: `docs: another wording of ${path}`, tree: edited.sha, parents: [head] };
    const { sha } = await this.api('POST', '/git/commits', commit);
    await this.api('PATCH', `/git/refs/heads/${branch}`, { sha });
    return sha;
  }

  /** Another wording of one line of the release's section of the changelog. */
  reword(): Promise<string> {
    return this.edit('CHANGELOG.md', (text) => text.replace(/^- .+$/m, '- Reworded by a maintainer.'));
  }

  /** Somebody's work arrives on main. */
  pushToMain(path = 'docs/notes.md'): Promise<string> {
    return this.edit(path, (text) => `${text}Another line.\n`, 'main');
  }

  merge(method: 'squash' | 'merge' | 'rebase' = 'squash', number = 1): Promise<{ sha: string }> {
    return this.api('PUT', `/pulls/${number}/merge`, { merge_method: method });
  }

  updateBranch(number = 1): Promise<unknown> {
    return this.api('PUT', `/pulls/${number}/update-branch`);
  }

  async treeOf(commit: string): Promise<string> {
    return (await this.api('GET', `/git/commits/${commit}`)).tree.sha;
  }

  lightweightTag(commit: string, name = TAG): Promise<unknown> {
    return this.api('POST', '/git/refs', { ref: `refs/tags/${name}`, sha: commit });
  }

  async annotatedTag(commit: string, date: Date, name = TAG): Promise<void> {
    const tagger = { name: 'a maintainer', email: 'maintainer@example.org', date: date.toISOString() };
    const tag = await this.api('POST', '/git/tags', {
      tag: name,
      message: name,
      object: commit,
      type: 'commit',
      tagger,
    });
    await this.lightweightTag(tag.sha, name);
  }
}
