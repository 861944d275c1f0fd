import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../../../src/cli/program.ts';
import type { ReleaseRecord } from '../../../src/core/release/record.ts';
import type { Invocation, RefsSeen, SentWrite } from '../invariants/finished-world.ts';
import { runJobSteps } from '../job-steps.ts';
import { emptyStepSummary } from '../step-summary.ts';
import { type Running, runAs, setEnvironment } from './running.ts';
import { type Stage, TOKEN } from './stage.ts';

/** How the program is started. */
export type Start =
  | { readonly by: 'cli'; readonly words: readonly string[]; readonly given: string | null }
  | { readonly by: 'action'; readonly inputs: Readonly<Record<string, string>> };

export type Fetch = Running['fetch'];

/** A run of the program that has begun; `ended` never resolves when it is killed. */
export interface Begun extends Running {
  readonly start: Start;
  readonly writes: SentWrite[];
  /** When it has asked for the last time, in the world's milliseconds. */
  lookedAt: number;
  readonly meanwhile: string[];
  readonly refsBefore: RefsSeen;
  readonly recordPath: string;
  readonly ended: Promise<number>;
}

/** Starts the program in this process. @param deliver what becomes of each of its requests */
export async function begin(stage: Stage, start: Start, deliver: (run: Begun, fetch: Fetch) => Fetch): Promise<Begun> {
  const folder = stage.folderFor(start.by);
  const recordPath = join(folder, 'release-record.json');
  const writes: SentWrite[] = [];
  let resolve: (code: number) => void = () => {};
  const ended = new Promise<number>((done) => {
    resolve = done;
  });
  const run: Begun = {
    start,
    said: '',
    writes,
    lookedAt: stage.world.now(),
    meanwhile: [],
    refsBefore: await stage.refs(),
    recordPath,
    ended,
    fetch: (input, init) => delivered(input, init),
  };
  const delivered = deliver(run, (input, init) => sent(stage, run, input, init));
  setEnvironment({ ZLINK_RELEASE_TOKEN: TOKEN, GITHUB_API_URL: stage.server.url, NO_COLOR: '1' });
  void runAs(run, () => program(stage, start, folder)).then(resolve);
  return run;
}

function program(stage: Stage, start: Start, folder: string): Promise<number> {
  if (start.by === 'cli')
    return runProgram([process.execPath, 'zlink-release', ...start.words, ...recordIn(start.words, folder)], 'test');
  const temporary = join(folder, 'temp');
  mkdirSync(temporary);
  const job = runJobSteps(
    {
      apiUrl: stage.server.url,
      token: TOKEN,
      repository: 'sample/zlink',
      clock: stage.world.clock,
      workspace: folder,
      temporary,
      summary: emptyStepSummary(),
      asStep: (env, run) => {
        setEnvironment(env);
        return run();
      },
    },
    { skip: skipped(stage).join(','), ...start.inputs, 'output-directory': folder },
  );
  return job.then(({ exitCode }) => exitCode);
}

const recordIn = ([command]: readonly string[], folder: string): string[] =>
  command === 'release' ? ['--record', join(folder, 'release-record.json')] : [];

export const skipped = ({ library }: Stage): readonly string[] => library.skip;

/** Sends a request, and keeps it where it is a write. */
async function sent(stage: Stage, run: Begun, input: string, init: RequestInit = {}): Promise<Response> {
  const { writes } = run;
  const { method = 'GET', body } = init;
  const isWrite = method !== 'GET' && !(typeof body === 'string' && /"query":"\s*query/.test(body));
  if (!isWrite) {
    run.lookedAt = stage.world.now();
    return stage.server.fetch(input, init);
  }
  const at = writes.push({
    method,
    path: new URL(input).pathname,
    body: typeof body === 'string' && body !== '' ? (JSON.parse(body) as unknown) : null,
    status: null,
    lookedAt: run.lookedAt,
    defaultBranchAt: await stage.world.git.resolveRef(`refs/heads/${stage.world.state.defaultBranch}`),
  });
  const answer = await stage.server.fetch(input, init);
  writes[at - 1] = { ...(writes[at - 1] as SentWrite), status: answer.status };
  return answer;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const ANSI = /\u001b\[[0-9;]*m/g;
/** How a command, and the report of a job, say to go on. */
const NEXT = /^(?: {2}then go on with: {2}| {4})(zlink-release .+)$/m;

/** What a run that has ended, or was killed (null), leaves for the invariants. */
export async function invocationOf(stage: Stage, run: Begun, exitCode: number | null): Promise<Invocation> {
  const { start, said, writes, meanwhile, refsBefore, recordPath } = run;
  const words = start.by === 'cli' ? start.words : [];
  // Colours are for a log that shows them.
  const plain = said.replaceAll(ANSI, '');
  const after = (flag: string) => words.flatMap((word, at) => (word === flag ? [words[at + 1] ?? ''] : []));
  return {
    by: start.by,
    version: start.by === 'cli' ? (after('--version')[0] ?? '') : (start.inputs.version ?? ''),
    given: start.by === 'cli' ? start.given : null,
    acceptedTrees:
      start.by === 'cli' ? after('--accept-tree') : (start.inputs['accept-tree'] ?? '').split(',').filter(Boolean),
    skipped: start.by === 'cli' ? (after('--skip').at(-1) ?? '').split(',').filter(Boolean) : skipped(stage),
    measured: null,
    tested: null,
    exitCode,
    // The one place where the runner has to be told it, so that it hides it everywhere else.
    said: plain.replaceAll(`::add-mask::${TOKEN}`, ''),
    next: NEXT.exec(plain)?.[1] ?? null,
    record: existsSync(recordPath) ? (JSON.parse(readFileSync(recordPath, 'utf8')) as ReleaseRecord) : null,
    writes: [...writes],
    refsBefore,
    refsAfter: await stage.refs(),
    stateAfter: exitCode === 0 ? structuredClone({ ...stage.world.state, savedAt: stage.world.now() }) : null,
    meanwhile: [...meanwhile],
  };
}
