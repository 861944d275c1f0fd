import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { TokenKind } from '../../src/embedded-github/world-state.ts';
import { BUILT_PROGRAM } from './built-program.ts';
import { afterThisFile } from './leftovers.ts';
import { RehearsedWorld } from './rehearsed-world.ts';
import { scratchFolder } from './scratch.ts';
import { type ServedWorld, type ServedWorldOptions, serveWorld } from './served-world.ts';

/**
 * Workflow files, run by act on this machine as a runner would, with the embedded GitHub as theirs. The built action is
 * what `uses:` names; actions of others that reach the internet have stand-ins in `act-actions/`.
 */

/** act, when it is installed. CI installs it; elsewhere the stories that need it skip, visibly. */
export const hasAct = spawnSync('act', ['--version']).status === 0 || process.env.CI !== undefined;

/** Virtual milliseconds of the embedded GitHub for each real one: its runs take minutes, a story has seconds. */
const PACE = 300;

const STAND_INS = fileURLToPath(new URL('act-actions/', import.meta.url));

/** act quotes no path of its own, so that what it owns must be free of spaces. */
function folderWithoutSpaces(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `zlink-${name}-`));
  afterThisFile(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A line that act logged: the output of a step, a workflow command, or what became of a step. */
interface LogEntry {
  readonly msg: string;
  readonly stage?: string;
  readonly stepID?: readonly string[];
  readonly raw_output?: boolean;
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
  readonly raw?: string;
  readonly content?: string;
  readonly kvPairs?: Readonly<Record<string, string>>;
  readonly stepResult?: string;
}

/** What a run of a workflow left, apart from the world. */
export class ActRun {
  readonly exitCode: number;
  /** The log as a person reads it: output and commands of the steps, line by line. */
  readonly log: string;
  /** Everything act printed, for looking for what must not be there; but for the mask itself, which only act shows. */
  readonly everything: string;
  readonly #entries: readonly LogEntry[];
  readonly #artifacts: string;

  constructor(exitCode: number, everything: string, artifacts: string) {
    this.exitCode = exitCode;
    const lines = everything.split('\n').filter((line) => !line.includes('"command":"add-mask"'));
    this.everything = lines.join('\n');
    this.#artifacts = artifacts;
    this.#entries = lines.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as LogEntry] : []));
    this.log = this.#entries
      .filter((each) => each.raw_output === true || each.raw !== undefined)
      .map((each) => (each.raw ?? each.msg).trimEnd())
      .join('\n');
  }

  /** The log of one step, named by its ids from the outside in: `step('release', 'plan')`. */
  step(...ids: readonly string[]): string {
    return this.#entries
      .filter((each) => (each.raw_output === true || each.raw !== undefined) && isStep(each, ids))
      .map((each) => (each.raw ?? each.msg).trimEnd())
      .join('\n');
  }

  /** `success`, `failure`, `skipped`, or null for a step that was not reached. */
  result(...ids: readonly string[]): string | null {
    const last = this.#entries.findLast(
      (each) => each.stepResult !== undefined && each.stage === 'Main' && isStep(each, ids, true),
    );
    return last?.stepResult ?? null;
  }

  /** The outputs of a step as later steps see them. */
  outputs(...ids: readonly string[]): Record<string, string> {
    return Object.fromEntries(
      this.#entries
        .filter((each) => each.command === 'set-output' && isStep(each, ids, true))
        .map((each) => [each.name ?? '', each.arg ?? '']),
    );
  }

  /** Annotations of a kind, in order. */
  annotations(kind: 'error' | 'warning' | 'notice'): { title: string; text: string }[] {
    return this.#entries
      .filter((each) => each.command === kind)
      .map((each) => ({ title: each.kvPairs?.title ?? '', text: each.arg ?? '' }));
  }

  /** The Markdown of the job's summary. act shows what a composite's steps wrote a second time, at its end. */
  get summary(): string {
    const written = this.#entries.filter((each) => each.command === 'summary');
    return written
      .filter(
        ({ stepID = [] }, at) =>
          !written.slice(0, at).some((inner) => (inner.stepID?.length ?? 0) > stepID.length && isStep(inner, stepID)),
      )
      .map((each) => each.content ?? '')
      .join('');
  }

  /** Paths in an uploaded artifact. */
  artifactFiles(name: string): string[] {
    const folder = join(this.#artifacts, name);
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => join(each.parentPath, each.name).slice(folder.length + 1))
      .sort();
  }

  artifact(name: string, path: string): string {
    return readFileSync(join(this.#artifacts, name, path), 'utf8');
  }
}

function isStep(entry: LogEntry, ids: readonly string[], exactly = false): boolean {
  const own = entry.stepID ?? [];
  return ids.every((id, at) => own[at] === id) && (!exactly || own.length === ids.length);
}

export interface ActOptions {
  readonly event?: string;
  /** The event as `GITHUB_EVENT_PATH` holds it. */
  readonly payload?: object;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Besides RELEASE_TOKEN and GITHUB_TOKEN. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** The kind of token that the secret RELEASE_TOKEN is. */
  readonly tokenKind?: TokenKind;
  readonly env?: Readonly<Record<string, string>>;
  /** Files put into the checkout, which the commit does not have: what an earlier job would have left. */
  readonly files?: Readonly<Record<string, string>>;
  readonly pathVariable?: string;
}

export interface ActWorld extends ServedWorld {
  /** The same world, looked at with git and plain eyes. */
  readonly seen: RehearsedWorld;
  /** The default branch as actions/checkout leaves it. */
  readonly checkout: string;
  /** Runs a workflow: its text, or the path of its file. */
  readonly workflow: (workflow: string, options?: ActOptions) => Promise<ActRun>;
}

/**
 * The sample repository behind an embedded GitHub whose time goes faster than real time, and a runner for workflows. A
 * `crash` fault kills the runner with all its processes, not the GitHub.
 */
export async function actWorld(options: Omit<ServedWorldOptions, 'crash' | 'start'> = {}): Promise<ActWorld> {
  let runner: number | null = null;
  const served = await serveWorld({
    onDisk: true,
    ...options,
    files: { '.github/zlink-release.yml': 'watch:\n  poll-interval-seconds: 1\n', ...options.files },
    start: new Date(),
    crash: () => {
      if (runner !== null) killTree(runner);
    },
  });
  served.server.followRealTime(PACE);
  const checkout = join(scratchFolder('act'), 'checkout');
  const git = (...args: string[]) => execFileSync('git', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  git('clone', '--quiet', join(served.directory, 'repo.git'), checkout);
  // act takes owner and name of the repository from here.
  git('-C', checkout, 'remote', 'set-url', 'origin', 'https://github.com/sample/zlink.git');
  const published = copyAction(folderWithoutSpaces('action'));

  return {
    ...served,
    seen: new RehearsedWorld(served.directory),
    checkout,
    workflow: (workflow, runOptions = {}) => {
      const own = folderWithoutSpaces('act');
      const file = workflow.includes('\n') ? join(own, 'workflow.yml') : workflow;
      if (file !== workflow) writeFileSync(file, workflow);
      for (const [path, content] of Object.entries(runOptions.files ?? {})) {
        mkdirSync(dirname(join(checkout, path)), { recursive: true });
        writeFileSync(join(checkout, path), content);
      }
      const artifacts = join(own, 'artifacts');
      const { url, tokens } = served.server;
      const payload = join(own, 'event.json');
      writeFileSync(payload, JSON.stringify(runOptions.payload ?? { inputs: runOptions.inputs ?? {} }));
      // act asks which image it shall use, unless this file exists.
      writeFileSync(
        join(own, '.actrc'),
        '--platform ubuntu-latest=-self-hosted\n--platform self-hosted=-self-hosted\n',
      );
      const environment: Record<string, string> = {
        GITHUB_API_URL: url,
        GITHUB_GRAPHQL_URL: `${url}/graphql`,
        GITHUB_SERVER_URL: url,
        NO_COLOR: '1',
        ACT_ARTIFACTS: artifacts,
        ACT_APP_TOKEN: tokens.app,
        ...runOptions.env,
      };
      const secrets: Record<string, string> = {
        RELEASE_TOKEN: tokens[runOptions.tokenKind ?? 'app'],
        GITHUB_TOKEN: tokens['github-token'],
        ...runOptions.secrets,
      };
      const child = spawn(
        'act',
        [
          runOptions.event ?? 'workflow_dispatch',
          '--json',
          '--action-offline-mode',
          '--no-cache-server',
          ...['--directory', checkout],
          ...['--workflows', file],
          ...['--eventpath', payload],
          ...['--action-cache-path', join(own, 'cache')],
          ...localActions(readFileSync(file, 'utf8'), published).flatMap((each) => ['--local-repository', each]),
          ...Object.entries(runOptions.inputs ?? {}).flatMap(([name, value]) => ['--input', `${name}=${value}`]),
          ...Object.entries(environment).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
          // Secrets are not for a command line; act takes them from its environment by name.
          ...Object.keys(secrets).flatMap((name) => ['--secret', name]),
        ],
        {
          env: { PATH: runOptions.pathVariable ?? process.env.PATH, HOME: own, TMPDIR: process.env.TMPDIR, ...secrets },
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      );
      runner = child.pid ?? null;
      let everything = '';
      const take = (chunk: Buffer) => {
        everything += chunk.toString();
      };
      child.stdout.on('data', take);
      child.stderr.on('data', take);
      return new Promise((resolve, reject) => {
        child.on('error', reject);
        child.on('close', (code) => resolve(new ActRun(code ?? 137, everything, artifacts)));
      });
    },
  };
}

/** The action as a tag of it holds it, copied into a folder: what `uses: kairos/zlink-release@v1` gets. */
export function copyAction(folder: string): string {
  for (const path of ['action.yml', 'gate', 'dist'])
    cpSync(join(BUILT_PROGRAM, path), join(folder, path), { recursive: true });
  return folder;
}

/** `owner/name@ref=folder` for every action that a workflow uses. */
function localActions(workflow: string, published: string): string[] {
  const { jobs } = parse(workflow) as { jobs: Record<string, { steps?: readonly { uses?: string }[] }> };
  const used = Object.values(jobs).flatMap((job) => (job.steps ?? []).flatMap(({ uses }) => uses ?? []));
  const folders = used.flatMap((uses) => {
    const [, owner, name = '', ref] = /^([^./@]+)\/([^/@]+)[^@]*@(.+)$/.exec(uses) ?? [];
    // Local actions need nothing; a checkout of the repository itself is what act does on its own.
    if (owner === undefined || (owner === 'actions' && name === 'checkout')) return [];
    if (owner === 'kairos' && name === 'zlink-release') return [`kairos/zlink-release@${ref}=${published}`];
    if (owner !== 'actions' || !existsSync(join(STAND_INS, name))) throw new Error(`no stand-in for ${uses}`);
    return [`actions/${name}@${ref}=${join(STAND_INS, name)}`];
  });
  return [...new Set(folders)];
}

/** Ends a process and all that it started, as a machine that is switched off does. */
function killTree(root: number): void {
  const children = new Map<number, number[]>();
  for (const line of execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')) {
    const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const doomed = [root];
  for (const pid of doomed) doomed.push(...(children.get(pid) ?? []));
  for (const pid of doomed) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Ended by itself meanwhile.
    }
  }
}
