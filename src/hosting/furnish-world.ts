import { type Problem, problem } from '../core/problem.ts';
import { identityOf, MAINTAINER, personNamed } from '../embedded-github/accounts.ts';
import type { GitRepository } from '../embedded-github/git/git-repository.ts';
import type { ControlHandle } from '../embedded-github/server/server.ts';
import type { World } from '../embedded-github/world.ts';
import type { WorldFile } from './world-file.ts';

/** Whose doing it is where nobody is named. */
const NOBODY_NAMED = MAINTAINER.login;

type PlannedByFile = Parameters<ControlHandle['act']>[0];

/** Writes the commits and tags of a world file into an empty repository. */
export async function writeHistory(git: GitRepository, main: string, file: WorldFile, begin: number): Promise<void> {
  const tips = new Map<string, string>();
  const tags: { name: string; to: string; from: null }[] = [];
  for (const {
    branch = main,
    from = main,
    message = 'commit',
    author = NOBODY_NAMED,
    date,
    files = {},
    tags: names = [],
  } of file.history ?? []) {
    const parent = tips.get(branch) ?? tips.get(from) ?? null;
    const person = identityOf({ login: author, id: 902, type: 'User' }, date === undefined ? begin : Date.parse(date));
    const changes = [];
    for (const [path, content] of Object.entries(files))
      changes.push({ path, mode: '100644' as const, sha: content === null ? null : await git.writeBlob(content) });
    const commit = await git.writeCommit({
      tree: await git.treeWithChanges(parent === null ? null : (await git.commit(parent)).tree, changes),
      parents: parent === null ? [] : [parent],
      author: person,
      committer: person,
      message: `${message}\n`,
    });
    tips.set(branch, commit);
    for (const name of names) {
      const to = await git.writeTag({
        object: commit,
        objectType: 'commit',
        name,
        tagger: person,
        message: `${name}\n`,
      });
      tags.push({ name: `refs/tags/${name}`, to, from: null });
    }
  }
  const branches = [...tips].map(([name, to]) => ({ name: `refs/heads/${name}`, to, from: null }));
  const written = await git.updateRefs([...branches, ...tags]);
  if (!written.ok) throw new Error(written.message);
}

/**
 * Lets people do what a world file says has been done: labels, issues, pull requests, releases, statuses, and their acts.
 * Everything is asked for as its author would, so what GitHub refuses is refused here, and told with its place.
 */
export async function furnish(
  world: World,
  control: ControlHandle,
  file: WorldFile,
  where: string,
): Promise<Problem[]> {
  const { state } = world;
  const problems: Problem[] = [];
  const people = [...(file.people ?? [])];
  state.people = people.map((login) => personNamed(world, login));
  if (file.protections !== undefined) {
    const { writeProtections } = await import('../embedded-github/rest/classic-protection.ts');
    writeProtections(world, file.protections);
  }
  const done = async (place: string, wanted: PlannedByFile): Promise<Readonly<Record<string, unknown>>> => {
    const reply = await control.act(wanted);
    if (reply === null || reply.status < 400) return (reply?.body ?? {}) as Readonly<Record<string, unknown>>;
    const { message, errors } = reply.body as { readonly message?: string; readonly errors?: unknown };
    const more = errors === undefined ? '' : ` ${JSON.stringify(errors)}`;
    problems.push(
      problem('input-invalid', `The embedded GitHub refuses it (${reply.status}): ${message}${more}`, {
        where: `${where}: ${place}`,
        remedy: 'Say something that GitHub would take, too.',
      }),
    );
    return {};
  };
  const who = (author: string | undefined) => author ?? NOBODY_NAMED;
  for (const [at, { name, color = 'ededed', description }] of (file.labels ?? []).entries())
    await done(`labels.${at}`, {
      who: NOBODY_NAMED,
      method: 'POST',
      path: 'labels',
      body: { name, color, description },
    });
  for (const [name, value] of Object.entries(file.variables ?? {}))
    await done(`variables.${name}`, {
      who: NOBODY_NAMED,
      method: 'POST',
      path: 'actions/variables',
      body: { name, value },
    });
  for (const [at, { author, labels, closed, ...issue }] of (file.issues ?? []).entries()) {
    const made = await done(`issues.${at}`, {
      who: who(author),
      method: 'POST',
      path: 'issues',
      body: { ...issue, labels },
    });
    if (closed === true)
      await done(`issues.${at}`, {
        who: who(author),
        method: 'PATCH',
        path: `issues/${made.number}`,
        body: { state: 'closed' },
      });
  }
  for (const [at, { author, labels = [], closed, ...pull }] of (file.pulls ?? []).entries()) {
    const body = { base: state.defaultBranch, ...pull };
    const place = `pulls.${at}`;
    const { number } = await done(place, { who: who(author), method: 'POST', path: 'pulls', body });
    if (number === undefined) continue;
    if (labels.length > 0)
      await done(place, { who: who(author), method: 'PUT', path: `issues/${number}/labels`, body: { labels } });
    if (closed === true)
      await done(place, { who: who(author), method: 'PATCH', path: `pulls/${number}`, body: { state: 'closed' } });
  }
  for (const [at, { tag, target, author, assets = {}, ...release }] of (file.releases ?? []).entries()) {
    const place = `releases.${at}`;
    const draft = release.draft ?? false;
    // Published last, so that an immutable one has its assets.
    const body = { name: tag, ...release, tag_name: tag, target_commitish: target ?? state.defaultBranch, draft: true };
    const { id } = await done(place, { who: who(author), method: 'POST', path: 'releases', body });
    if (id === undefined) continue;
    for (const [name, content] of Object.entries(assets)) {
      const path = `releases/${id}/assets?name=${encodeURIComponent(name)}`;
      await done(`${place}.assets.${name}`, { who: who(author), method: 'POST', path, body: content });
    }
    if (!draft)
      await done(place, { who: who(author), method: 'PATCH', path: `releases/${id}`, body: { draft: false } });
  }
  for (const [at, { ref, ...status }] of (file.statuses ?? []).entries()) {
    const commit = await world.git.resolveCommit(ref);
    await done(`statuses.${at}`, {
      who: NOBODY_NAMED,
      method: 'POST',
      path: `statuses/${commit ?? ref}`,
      body: status,
    });
  }
  for (const [at, wanted] of (file.acts ?? []).entries()) await done(`acts.${at}`, wanted);
  return problems;
}
