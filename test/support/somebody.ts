import type { ServedWorld } from './served-world.ts';

/** What people do in a served world while a release goes on: by git, or by the API with a person's token. */

/** A colleague pushes files to a branch, as git does; null removes one. Returns the commit. */
export async function pushFiles(
  served: ServedWorld,
  files: Readonly<Record<string, string | null>>,
  message: string,
  branch = 'main',
): Promise<string> {
  const { git, clock } = served.world;
  const tip = await git.resolveRef(`refs/heads/${branch}`);
  if (tip === null) throw new Error(`there is no ${branch}`);
  const changes = [];
  for (const [path, content] of Object.entries(files)) {
    const sha = content === null ? null : await git.writeObject('blob', Buffer.from(content));
    changes.push({ path, mode: '100644', sha });
  }
  const { tree: before } = await git.commit(tip);
  const tree = await git.treeWithChanges(before, changes as Parameters<typeof git.treeWithChanges>[1]);
  const person = { name: 'A colleague', email: 'colleague@example.org', time: clock.now().getTime() };
  const sha = await git.writeCommit({ tree, parents: [tip], author: person, committer: person, message });
  await byHand(served, 'PATCH', `/git/refs/heads/${branch}`, { sha, force: true });
  return sha;
}

/** A colleague describes a change that the next release will have. */
export async function pushEntry(served: ServedWorld, entry = 'Half of a feature.'): Promise<string> {
  const text = await fileAt(served, 'refs/heads/main', 'CHANGELOG.md');
  const changed = text.replace('## [Unreleased]\n', `## [Unreleased]\n\n### Added\n\n- ${entry}\n`);
  return pushFiles(served, { 'CHANGELOG.md': changed }, 'feat: half of a feature\n');
}

/** The text of a file as a ref has it. */
export async function fileAt({ world }: ServedWorld, ref: string, path: string): Promise<string> {
  return String(await world.git.readFile((await world.git.resolveCommit(ref)) ?? '', path));
}

// biome-ignore lint/suspicious/noExplicitAny: answers of our own server, which its tests hold to GitHub's description.
type Json = any;

/** A maintainer calls the API, or clicks what does the same. */
export async function byHand(
  { server, world }: ServedWorld,
  method: string,
  path: string,
  body?: object,
): Promise<Json> {
  const { owner, repo } = world.state;
  const answer = await fetch(`${server.url}/repos/${owner}/${repo}${path}`, {
    method,
    headers: { authorization: `Bearer ${server.tokens.pat}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}

/** A maintainer withdraws a release: the release itself and its tag are deleted. */
export async function withdraw(served: ServedWorld, tag: string): Promise<void> {
  const release = served.world.state.releases.find((each) => each.tagName === tag);
  if (release !== undefined) await byHand(served, 'DELETE', `/releases/${release.id}`);
  await byHand(served, 'DELETE', `/git/refs/tags/${tag}`);
}

export async function tagsOf({ world }: ServedWorld): Promise<string[]> {
  return (await world.git.listRefs('refs/tags/')).map((ref) => ref.name.slice('refs/tags/'.length)).sort();
}
