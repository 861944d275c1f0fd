import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { release } from '../conduct/release.ts';
import { orStop, type Problem, Problems, problem } from '../core/problem.ts';
import { treesToAccept, versionToGoOnWith } from '../core/release/continuation.ts';
import type { GateEvidence } from '../core/release/evidence.ts';
import type { ReleasePlan } from '../core/release/plan-release.ts';
import type { ReleaseRecord } from '../core/release/record.ts';
import { checkOut } from '../effects/bench/checkout-tree.ts';
import { systemClock, systemEvery } from '../effects/clock.ts';
import { saveRecord, saveReport } from '../effects/record-file.ts';
import { startEmbeddedGitHub } from '../embedded-github/server/server.ts';
import { VirtualClock } from '../embedded-github/virtual-clock.ts';
import type { World } from '../embedded-github/world.ts';
import type { TokenKind } from '../embedded-github/world-state.ts';
import { GitHubClient } from '../github/client.ts';
import { defaultPolicy } from '../github/request-policy.ts';
import { furnish } from '../hosting/furnish-world.ts';
import { faultsOf, makeHostedWorld, serverFacts } from '../hosting/host-world.ts';
import { ruleLines, type WorldOptionTexts, worldOptions } from '../hosting/world-options.ts';
import { browserPages } from '../rehearse/browser-pages.ts';
import { openWorld } from '../rehearse/create-world.ts';
import { faultOptions } from '../rehearse/fault-options.ts';
import { portProblems } from '../rehearse/free-port.ts';
import { ghCommand } from '../rehearse/gh-command.ts';
import { Timeline } from '../rehearse/timeline.ts';
import { neverHappened } from '../rehearse/unfired-faults.ts';
import { benchProgress } from '../report/bench-progress.ts';
import { commandLine } from '../report/command-line.ts';
import { labelled } from '../report/labelled.ts';
import { printable } from '../report/printable.ts';
import { releaseHtml } from '../report/release-html.ts';
import { LABEL_WIDTH, releaseLines } from '../report/release-text.ts';
import { interrupted, measure } from './bench-command.ts';
import { configBeside, readConfig } from './connect.ts';
import { paceText } from './embedded-github-command.ts';
import { interruptible, interruption } from './interruption.ts';
import { likeReal } from './like-option.ts';
import { type Output, reportProblems } from './output.ts';
import { chooseStages, conductedStages, judging, REPORT_NAME, readEvidence } from './release-command.ts';

export interface RehearseOptions extends WorldOptionTexts {
  readonly from?: string;
  readonly at?: string;
  readonly version: string;
  readonly keep?: string;
  readonly resume?: boolean;
  readonly tokenKind: string;
  readonly fault?: readonly string[];
  readonly serve?: boolean;
  readonly bench?: boolean;
  readonly port?: number;
  readonly now?: string;
  readonly requestTimeout?: number;
  readonly config?: string;
  readonly skip?: string;
  readonly only?: string;
  readonly verdict?: string;
  readonly supersede?: readonly number[];
  readonly acceptTree?: readonly string[];
}

const TOKEN_KINDS: readonly TokenKind[] = ['app', 'github-token', 'pat'];

/** An answer of the embedded GitHub takes milliseconds; a lost one should not hold a rehearsal up. Milliseconds. */
const REQUEST_TIMEOUT = 5_000;

/** `rehearse`: the same release against the embedded GitHub, on a real git repository. */
export async function rehearseCommand(
  options: RehearseOptions,
  output: Output,
  programVersion: string,
): Promise<number> {
  const problems = new Problems();
  const faults = problems.take(faultOptions(options.fault ?? []));
  const tokenKind = TOKEN_KINDS.find((kind) => kind === options.tokenKind);
  if (tokenKind === undefined) {
    problems.add(
      problem('input-invalid', `${JSON.stringify(options.tokenKind)} is no kind of token.`, {
        where: '--token-kind',
        remedy: `Kinds: ${TOKEN_KINDS.join(', ')}.`,
      }),
    );
  }
  if (options.resume === true && options.keep === undefined) {
    problems.add(
      problem('input-invalid', '--resume needs the folder of the rehearsal.', {
        where: '--resume',
        remedy: 'Give --keep DIR as well.',
      }),
    );
  }
  if (options.at !== undefined && options.from === undefined && options.resume !== true) {
    problems.add(
      problem('input-invalid', '--at names a commit of a clone, but there is no --from.', { where: '--at' }),
    );
  }
  for (const name of ['world', 'rulesets', 'setting', 'like'] as const)
    if (options.resume === true && options[name] !== undefined)
      problems.add(
        problem('input-invalid', 'A rehearsal that is gone on with has the world it was begun with.', {
          where: `--${name}`,
          remedy: 'Leave it out, or begin another rehearsal.',
        }),
      );
  const offered = problems.take(await worldOptions(options, options.from !== undefined));
  const started = options.now ?? offered?.file.now;
  const start = started === undefined ? new Date() : new Date(started);
  if (Number.isNaN(start.getTime()))
    problems.add(problem('input-invalid', `${JSON.stringify(options.now)} is no time.`, { where: '--now' }));
  const config = problems.take(readConfig(options.config));
  const stages = problems.take(chooseStages(options));
  const evidence = problems.take(readEvidence(options, stages ?? new Set()));
  if (options.port !== undefined) problems.add(...(await portProblems(options.port)));
  problems.stop();
  if (offered === null || faults === null || stages === null || evidence === null || tokenKind === undefined)
    throw new Error('what is checked is there');
  const given = await likeReal(options, offered, false, output, programVersion);

  const isTemporary = options.keep === undefined;
  const directory = isTemporary ? mkdtempSync(join(tmpdir(), 'zlink-rehearsal-')) : resolve(options.keep ?? '');
  const clock = new VirtualClock(start);
  try {
    if (!isTemporary) mkdirSync(directory, { recursive: true });
    const world =
      options.resume === true
        ? await openWorld(directory, clock)
        : await makeHostedWorld(
            { file: given.file, repository: options.from ?? null, at: options.at ?? null },
            directory,
            start,
            clock,
          );
    const requestCount = () => world.state.requestCount;
    const timeline = new Timeline(output.progress(clock, conductedStages(stages)), clock, requestCount);
    let latest: ReleaseRecord | null = null;
    const save = (record: ReleaseRecord) => {
      latest = record;
      saveRecord(join(directory, 'release-record.json'), record);
    };
    const goOn = (version: string, stopped: readonly Problem[] = []) =>
      isTemporary
        ? null
        : commandLine('rehearse', {
            ...options,
            json: false,
            from: undefined,
            at: undefined,
            fault: undefined,
            world: undefined,
            rulesets: undefined,
            setting: undefined,
            like: undefined,
            apiUrl: undefined,
            now: undefined,
            resume: true,
            acceptTree: [...(options.acceptTree ?? []), ...treesToAccept(stopped)],
            version,
          });
    output.say(
      output.colors.bold(
        output.words.say(
          `Rehearsal of ${world.state.owner}/${world.state.repo}: nothing leaves this machine, and workflow runs are simulated.`,
        ),
      ),
    );
    // Whoever stands in a clone of their own may take it for that one.
    if (options.from === undefined && options.resume !== true)
      output.say(
        output.colors.dim(output.words.say('This is the built-in sample; --from DIR rehearses your own library.')),
      );
    const server = await startEmbeddedGitHub({
      world,
      faults: [...faults, ...faultsOf(given.file)],
      ...serverFacts(world, given.file),
      port: options.port ?? 0,
      tokenKind,
      requestLogPath: join(directory, 'requests.jsonl'),
      crash: () => process.exit(137),
      warn: (line) => output.say(output.colors.yellow(`embedded GitHub: ${printable(line)}`)),
      pages: browserPages(() => ({ stages: timeline.stages, record: latest })),
    });
    try {
      if (options.resume !== true) {
        const refused = new Problems();
        refused.add(...(await furnish(world, server.control, given.file, given.where)));
        refused.stop();
      }
      for (const line of [...ruleLines(given.file), ...given.notCopied.map((each) => `not copied ${each}`)])
        output.say(printable(line));
      const progress = timeline;
      const client = new GitHubClient({
        apiUrl: server.url,
        token: server.tokens[tokenKind],
        owner: world.state.owner,
        repo: world.state.repo,
        policy: defaultPolicy(clock, (reason, milliseconds) => progress.waiting(reason, milliseconds)),
        timeout: options.requestTimeout ?? REQUEST_TIMEOUT,
        userAgent: `zlink-release/${programVersion}`,
      });
      const outcome = await interruptible(
        output,
        {
          next: () => goOn(latest?.version ?? options.version),
          tidy: () => isTemporary && rmSync(directory, { recursive: true, force: true }),
        },
        () =>
          release(
            { client, clock, progress },
            {
              version: options.version,
              config,
              superseded: options.supersede ?? [],
              publicUrl: `https://github.com/${world.state.owner}/${world.state.repo}`,
              acceptedTrees: options.acceptTree ?? [],
              stages,
              judge:
                options.bench === true
                  ? async (handover, trees, isOwnName) =>
                      judging(await measured(handover.plan, world, directory, output, programVersion), true)(
                        handover,
                        trees,
                        isOwnName,
                      )
                  : judging(evidence, true),
              test: null,
              rehearsal: true,
              program: programVersion,
            },
            save,
          ),
      );
      const { record, problems: found } = outcome;
      const version = found.length > 0 ? versionToGoOnWith(found, record.version) : null;
      const next = version === null ? null : goOn(version, found);
      save(record);
      saveReport(join(directory, REPORT_NAME), releaseHtml(record, { next, words: output.words }));
      const unfired = neverHappened(server.unfiredFaults());
      for (const line of unfired) output.say(output.colors.yellow(`! ${printable(line)}`));
      const { say } = output.words;
      const line = (label: string, text: string) => labelled(say(label), text, LABEL_WIDTH);
      if (found.length > 0) reportProblems(output, found, next, { record, unfired });
      else {
        output.result(
          [
            ...releaseLines(record, output.resultColors, { links: options.serve === true, words: output.words }),
            line('requests', String(world.state.requestCount)),
            ...(isTemporary
              ? options.serve === true
                ? []
                : [
                    `  ${say('Add --keep DIR to look at it with git and read the report, --serve to look at it in a browser.')}`,
                  ]
              : [
                  line('look at it', `git --git-dir ${join(directory, 'repo.git')} show ${record.tag?.name ?? 'HEAD'}`),
                  line('report', join(directory, REPORT_NAME)),
                ]),
          ],
          { ok: true, record, unfired },
        );
      }
      if (options.serve === true) {
        const times = given.file.pace ?? 1;
        server.followRealTime(times);
        await serveUntilInterrupted(server.url, world.state, server.tokens[tokenKind], times, output);
      }
      return outcome.exitCode;
    } finally {
      await server.close();
      await world.git.close();
    }
  } finally {
    if (isTemporary) rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * Measures what would be released against the release before it, in a checkout of the rehearsed repository: a true duet with
 * the repository's own benchmark.
 */
async function measured(
  plan: ReleasePlan,
  world: World,
  directory: string,
  output: Output,
  program: string,
): Promise<GateEvidence> {
  const checkout = join(directory, 'checkout');
  await checkOut(world.git.directory, checkout, plan.base.commit);
  const config = orStop(configBeside(checkout, undefined));
  const { verdict } = await measure(
    {
      request: { baselineRef: plan.names.tag.replace(plan.version, plan.previousVersion) },
      config,
      gate: {},
      candidate: checkout,
      out: join(directory, 'bench'),
    },
    [],
    {
      progress: benchProgress(output.say, null, systemClock, systemEvery, output.words),
      signal: interrupted(),
      program,
      words: output.words,
    },
  );
  if (verdict === null) return { kind: 'not-measured' };
  const path = join(directory, 'bench', 'verdict.json');
  const text = readFileSync(path, 'utf8');
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { kind: 'verdict', verdict, where: path, text, sha256 };
}

/** Columns of the labels of what is served. */
const SERVED_WIDTH = 11;

/** Keeps the embedded GitHub up for gh, git and a browser. */
async function serveUntilInterrupted(
  url: string,
  state: { owner: string; repo: string },
  token: string,
  pace: number,
  output: Output,
): Promise<void> {
  // Before it is said: who reads it may press the keys at once.
  const ended = interruption();
  const name = `${state.owner}/${state.repo}`;
  output.say('');
  const { say } = output.words;
  output.say(say('The embedded GitHub stays up; stop it with Ctrl+C.'));
  const line = (label: string, text: string) => output.say(labelled(say(label), text, SERVED_WIDTH));
  line('page', `${url}/_rehearsal`);
  output.say(labelled('git', `git clone ${url}/${name}.git`, SERVED_WIDTH));
  output.say(labelled('API', `${url}/repos/${name}`, SERVED_WIDTH));
  output.say(labelled('gh', ghCommand({ origin: url, token, name }), SERVED_WIDTH));
  line('clock', say(paceText(pace)));
  await ended;
}
