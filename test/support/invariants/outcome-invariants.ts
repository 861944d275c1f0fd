import { runAt } from '../../../src/embedded-github/run-view.ts';
import { type FinishedWorld, type Invocation, isGreen } from './finished-world.ts';
import { peeledAt } from './release-tags.ts';

/** Every name that a write gives to something of a release. */
function namesIn(body: unknown): string[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([key, value]) => {
    if (typeof value === 'object') return namesIn(value);
    return typeof value === 'string' && NAMING.test(key) ? [value] : [];
  });
}
const NAMING = /^(ref|tag|title|head|branchName|headline|commit_title)$/;

/** The writes of one invocation are all about one version, which is the one that it tells. */
export async function oneVersion({ invocations }: FinishedWorld): Promise<string[]> {
  return invocations.flatMap(({ writes, record, by, version }) => {
    const named = writes.flatMap(({ body }) => namesIn(body)).flatMap((name) => name.match(/\d+\.\d+\.\d+/g) ?? []);
    const versions = new Set(named);
    if (record !== null && named.length > 0) versions.add(record.version);
    return versions.size > 1 ? [`${by} of ${version} wrote about ${[...versions].join(' and ')}`] : [];
  });
}

/** Green means that every expected run succeeded, that nothing forbidden started, and that every asset is there as recorded. */
export async function greenIsProven(world: FinishedWorld): Promise<string[]> {
  const found: string[] = [];
  for (const invocation of world.invocations) {
    // What others did may be younger than the proof.
    if (!isGreen(invocation) || invocation.meanwhile.length > 0) continue;
    const { record } = invocation;
    if (record === null || record.status !== 'released')
      found.push(`green, and the record says ${record?.status ?? 'nothing'}`);
    else found.push(...(await unproven(world, invocation, record.version)));
  }
  return found;
}

async function unproven(
  world: FinishedWorld,
  { record, refsAfter, skipped, stateAfter }: Invocation,
  version: string,
): Promise<string[]> {
  const { promised, git } = world;
  const state = stateAfter ?? world.state;
  const found: string[] = [];
  const tag = promised.tag(version);
  const commit = await peeledAt(world, refsAfter, `refs/tags/${tag}`);
  if (commit === null) return [`${version} is green without its tag`];
  if (record?.tag?.commit !== commit)
    found.push(`${version} is green at ${record?.tag?.commit}, and ${tag} is at ${commit}`);
  for (const path of skipped.includes('watch') ? [] : promised.expected) {
    const runs = state.runs.filter(
      (run) => run.workflowPath === path && run.ref === `refs/tags/${tag}` && run.headSha === commit,
    );
    const conclusions = runs.map((run) => runAt(run, state.savedAt)?.conclusion);
    if (!conclusions.includes('success'))
      found.push(`${version} is green, and ${path} ended as ${conclusions.join(', ') || 'nothing'}`);
    if (record?.runs.some((run) => path.endsWith(run.workflow) && run.conclusion === 'success') !== true)
      found.push(`${version} is green, and the record names no success of ${path}`);
  }
  for (const run of state.runs)
    if (
      promised.forbidden.includes(run.workflowPath) &&
      (await git.isAncestor(commit, run.headSha)) &&
      run.ref === `refs/tags/${tag}`
    )
      found.push(`${version} is green, and ${run.workflowPath} was started by ${run.ref}`);
  if (skipped.includes('verify')) return found;
  const release = state.releases.find((each) => each.tagName === tag && !each.draft);
  if (release === undefined) return [...found, `${version} is green, and no release of ${tag} is published`];
  for (const name of promised.assets(version)) {
    const asset = release.assets.find((each) => each.name === name);
    const told = record?.release?.assets.find((each) => each.name === name);
    if (asset === undefined || asset.state !== 'uploaded' || asset.size === 0)
      found.push(`${version} is green, and ${name} is not published`);
    else if (told === undefined || told.size !== asset.size || told.digest !== asset.digest)
      found.push(`${version} is green, and the record does not tell ${name} as it is`);
  }
  return found;
}

/** What is wrong with a command rather than with the world that it is given in. */
const OF_THE_COMMAND =
  /input-invalid|config-invalid|plan-altered|verdict-invalid|token-missing|error: (unknown|required) /;

/** Red says why and what to do, in the record too; the command that it names can be given. */
export async function redGoesOn({ invocations }: FinishedWorld): Promise<string[]> {
  return invocations.flatMap(({ exitCode, said, record, next, given, by, version }) => {
    const of = `${by} of ${given ?? version}`;
    if (exitCode === null || exitCode === 0) return [];
    const found: string[] = [];
    if (given !== null && OF_THE_COMMAND.test(said)) found.push(`${of} was told to be the way on, and is refused`);
    if (![1, 2, 3].includes(exitCode)) found.push(`${of} ends with ${exitCode}`);
    if (!/^ {4}remedy: \S/m.test(said)) found.push(`${of} ends with ${exitCode} and names no remedy`);
    if (next !== null && !/^zlink-release (release|status|plan) --/.test(next))
      found.push(`${of} says to go on with ${next}`);
    if (record !== null && record.status === 'released')
      found.push(`${of} ends with ${exitCode}, and its record says released`);
    return found;
  });
}

/** A release is never held against itself: what it has done is no reason to ask for a higher version. */
export async function ownReleaseCounts({ invocations }: FinishedWorld): Promise<string[]> {
  return invocations.flatMap(({ said, by }) => {
    const own = /(\d+\.\d+\.\d+) is not above the present version \1\./.exec(said);
    return own === null ? [] : [`${by} says: ${own[0]}`];
  });
}

/** Nothing of the program's own breaks, and it asks for nothing that GitHub does not have. */
export async function nothingBreaks(world: FinishedWorld): Promise<string[]> {
  const broken = world.invocations.filter(({ said }) =>
    /this is a defect of zlink-release|zlink-release: unexpected/.test(said),
  );
  return [
    ...broken.map(({ by, said }) => `${by}: ${/.*unexpected.*/.exec(said)?.[0] ?? ''}`),
    ...world.unanswered.map((each) => `the embedded GitHub could not answer ${each}`),
  ];
}

/** Whether the gate's check is only there where somebody measured, as it says. */
export async function gateCheckIsTrue({ state, promised, invocations }: FinishedWorld): Promise<string[]> {
  if (invocations.some(({ measured }) => measured !== null)) return [];
  return [
    ...state.checkRuns
      .filter(
        ({ name, conclusion }) =>
          name === promised.gateCheck && ['success', 'neutral', 'skipped'].includes(conclusion ?? ''),
      )
      .map(({ name, conclusion }) => `${name} says ${conclusion}, and nobody measured`),
    ...state.statuses
      .filter((each) => each.context === promised.gateCheck && each.state === 'success')
      .map(({ context }) => `${context} says success, and nobody measured`),
  ];
}

/** What others see of the world and of the program: nothing secret is in it, in whatever form. */
export async function nothingSecret({ invocations, state, secrets }: FinishedWorld): Promise<string[]> {
  const places: [string, string][] = [
    ['the world', JSON.stringify([state.pulls, state.comments, state.checkRuns, state.statuses, state.releases])],
    ...invocations.flatMap(({ by, said, record, writes }): [string, string][] => [
      [`what ${by} said`, said],
      [`the record of ${by}`, JSON.stringify(record)],
      [`what ${by} wrote`, JSON.stringify(writes)],
    ]),
  ];
  return places.flatMap(([place, text]) =>
    secrets
      .filter((secret) => formsOf(secret).some((form) => text.includes(form)))
      .map(() => `a secret is in ${place}`),
  );
}

/** As it is, in a URL, in JSON, and in base64 wherever it begins there. */
function formsOf(secret: string): string[] {
  const encoded = [0, 1, 2].map((before) => {
    const text = Buffer.from(`${' '.repeat(before)}${secret}`).toString('base64');
    // The characters at both ends hold bits of their neighbours.
    return text.slice(before === 0 ? 0 : before + 1, -4);
  });
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...encoded];
}
