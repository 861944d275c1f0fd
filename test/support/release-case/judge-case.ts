import type { ExpectedOutcome, ReleaseCase } from './case-file.ts';
import { CASE_DATE, type RehearsedCase } from './rehearsed-case.ts';

/** What differs from an expected outcome, each in a sentence; nothing when it came about. */
export function differences(expected: ExpectedOutcome, seen: RehearsedCase): string[] {
  const { outcome } = seen;
  const end = outcome.exitCode === 0 ? 'released' : 'stopped';
  const why = outcome.problems.map(({ code, what }) => `${code}: ${what}`).join(' / ');
  if (end !== expected.end) return [`it was ${end}${why === '' ? '' : ` (${why})`}, not ${expected.end}`];
  const stage = outcome.record.stages.find((each) => each.outcome === 'stopped')?.stage ?? 'none';
  const found: string[] = [];
  if (expected.exit !== undefined && expected.exit !== outcome.exitCode)
    found.push(`exit code ${outcome.exitCode} instead of ${expected.exit} (${why})`);
  if (expected.code !== undefined && !outcome.problems.some(({ code }) => code === expected.code))
    found.push(`no ${expected.code} (${why})`);
  if (expected.end === 'stopped' && stage !== (expected.at ?? 'plan'))
    found.push(`it stopped at ${stage} instead of ${expected.at ?? 'plan'} (${why})`);
  const told = expected.at === undefined ? seen.toldBefore : `${seen.toldBefore}\n${seen.toldAfter}`;
  for (const text of expected.tells)
    if (!told.includes(dated(text))) found.push(`nothing says ${JSON.stringify(text)}`);
  if (expected.end === 'stopped' && expected.at === undefined) found.push(...writes(seen));
  if (expected.files !== undefined) found.push(...fileDifferences(expected.files, seen));
  for (const [path, text] of Object.entries(expected.following ?? {})) {
    const actual = seen.filesFollowing?.get(path);
    if (actual !== Buffer.from(text).toString('latin1'))
      found.push(`${path} is proposed as ${JSON.stringify(actual)} instead of ${JSON.stringify(text)}`);
  }
  if (expected.tags !== undefined || expected.end === 'stopped')
    found.push(...tagDifferences(expected.tags ?? {}, seen));
  return found;
}

const dated = (text: string): string => text.replaceAll('{today}', CASE_DATE);

/** Nothing was written: neither a ref nor a pull request. */
function writes({ refsBefore, refsAfter, state }: RehearsedCase): string[] {
  const moved = [...refsAfter].filter(([name, commit]) => refsBefore.get(name) !== commit).map(([name]) => name);
  const gone = [...refsBefore.keys()].filter((name) => !refsAfter.has(name));
  return [...moved, ...gone, ...state.pulls.map((each) => `pull request #${each.number}`)].map(
    (each) => `${each} was written`,
  );
}

function fileDifferences(
  expected: Readonly<Record<string, string>>,
  { filesBefore, filesAfter }: RehearsedCase,
): string[] {
  const found: string[] = [];
  for (const path of new Set([...filesBefore.keys(), ...filesAfter.keys(), ...Object.keys(expected)])) {
    const named = expected[path];
    const wanted = named === undefined ? filesBefore.get(path) : Buffer.from(dated(named)).toString('latin1');
    const actual = filesAfter.get(path);
    if (wanted !== actual) found.push(`${path} is ${JSON.stringify(actual)} instead of ${JSON.stringify(wanted)}`);
  }
  return found;
}

function tagDifferences(expected: Readonly<Record<string, string>>, seen: RehearsedCase): string[] {
  const { refsBefore, refsAfter, commits, releaseCommit } = seen;
  const tags = (refs: ReadonlyMap<string, string>) =>
    new Map([...refs].flatMap(([name, commit]) => (name.startsWith('refs/tags/') ? [[name.slice(10), commit]] : [])));
  const [before, after] = [tags(refsBefore), tags(refsAfter)];
  const place = (name: string): string | undefined => {
    if (name === 'absent') return undefined;
    if (name === 'release') return releaseCommit;
    return commits.get(name) ?? after.get(name);
  };
  const found: string[] = [];
  for (const name of new Set([...before.keys(), ...after.keys(), ...Object.keys(expected)])) {
    const wanted = expected[name];
    const commit = wanted === undefined ? before.get(name) : place(wanted);
    if (commit !== after.get(name))
      found.push(`tag ${name} stands at ${after.get(name) ?? 'nothing'} instead of ${wanted ?? commit ?? 'nothing'}`);
  }
  return found;
}

/**
 * Runs of the tags that nobody watched although the release is green. Of several runs of a workflow by the same event and tag
 * the newest counts; one in which every job was left out has done nothing; with a list of its own, a configuration says which
 * runs matter.
 */
export function unwatched({ config }: ReleaseCase, { outcome, refsBefore, refsAfter, state }: RehearsedCase): string[] {
  if (outcome.exitCode !== 0 || config?.includes('expected:') === true) return [];
  const isNew = (name: string) => refsAfter.get(`refs/tags/${name}`) !== refsBefore.get(`refs/tags/${name}`);
  const watched = new Set(outcome.record.runs.map((run) => run.id));
  const newest = new Map(state.runs.map((run) => [`${run.workflowPath} ${run.event} ${run.ref}`, run]));
  return [...newest.values()]
    .filter((run) => run.ref.startsWith('refs/tags/') && isNew(run.headBranch) && !watched.has(run.id))
    .filter((run) => run.attempts.at(-1)?.conclusion !== 'skipped')
    .map((run) => `nobody watched ${run.workflowPath} (${run.event}, ${run.headBranch})`);
}

/** What must never be, as far as its words can be checked; the rest follows from the outcome, or is for a person to read. */
export function forbiddenFound({ expected }: ReleaseCase, seen: RehearsedCase): string[] {
  const told = `${seen.toldBefore}\n${seen.toldAfter}`;
  const codes = seen.outcome.problems.map(({ code }) => code as string);
  const isNewTag = (name: string) =>
    seen.refsAfter.has(`refs/tags/${name}`) && !seen.refsBefore.has(`refs/tags/${name}`);
  return expected.never.filter((never) => {
    const [, quoted] = /^"([^"]+)"/.exec(never) ?? [];
    if (quoted !== undefined) return told.includes(quoted);
    const [, code] = /^`([a-z]+(?:-[a-z]+)+)`/.exec(never) ?? [];
    if (code !== undefined) return codes.includes(code);
    const [, tag] = /^a tag (\S*\d\S*)$/.exec(never) ?? [];
    if (tag !== undefined) return isNewTag(tag);
    const [, word] = /^the word (\w+)$/.exec(never) ?? [];
    if (word !== undefined) return told.includes(word);
    if (/^a stop\b/.test(never)) return seen.outcome.exitCode !== 0;
    if (never === 'a tag')
      return (
        seen.refsAfter.size > 0 &&
        [...seen.refsAfter.keys()].some((ref) => ref.startsWith('refs/tags/') && !seen.refsBefore.has(ref))
      );
    if (/^silence of plan$/.test(never)) return seen.toldBefore.trim() === '';
    if (never === 'a draft at the end') return seen.state.releases.some((each) => each.draft);
    return false;
  });
}
