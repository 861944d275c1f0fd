import process from 'node:process';
import { runGate } from '../commands/judge-folders.ts';
import { readHistoryFile } from '../commands/read-history.ts';
import { judgeDuet } from '../core/gate/duet.ts';
import { orStop, Problems, problem } from '../core/problem.ts';
import { tokensIn } from '../core/secrets.ts';
import { configuredReading } from '../core/settings/gate-reading.ts';
import { gateSettings } from '../core/settings/gate-settings.ts';
import { defaultConfig } from '../core/settings/load-config.ts';
import { shardCount } from '../core/settings/shard-request.ts';
import { readGateFolder } from '../effects/bench-folder.ts';
import { verdictOrigin } from '../effects/verdict-origin.ts';
import { gateMarkdown } from '../report/gate-markdown.ts';
import { configBeside } from './connect.ts';
import { durationsFrom } from './durations-option.ts';
import type { Output } from './output.ts';

export interface GateCommandOptions {
  readonly baseline?: readonly string[];
  readonly candidate?: readonly string[];
  readonly shards?: string;
  readonly durations?: string;
  readonly mode?: string;
  readonly defaultStack?: string;
  readonly subject?: readonly string[];
  readonly control?: readonly string[];
  readonly allowSkipped?: readonly string[];
  readonly alpha?: string;
  readonly margin?: string;
  readonly recordedMargin?: string;
  readonly onInconclusive?: string;
  readonly out?: string;
  readonly history?: string;
  readonly anchor?: readonly string[];
  readonly config?: string;
}

/** `gate`: judges benchmark results that are there already. */
export async function gateCommand(
  options: GateCommandOptions,
  output: Output,
  programVersion: string,
): Promise<number> {
  const problems = new Problems();
  const config = problems.take(configBeside(process.cwd(), options.config)) ?? defaultConfig();
  const { mode } = options;
  if (mode !== undefined && mode !== 'recorded' && mode !== 'duet') {
    problems.add(
      problem('input-invalid', `${JSON.stringify(mode)} is neither recorded nor duet.`, { where: '--mode' }),
    );
  }
  const shards = options.shards === undefined ? null : shardCount(options.shards);
  if (options.shards !== undefined && shards === null)
    problems.add(
      problem('input-invalid', `${JSON.stringify(options.shards)} is no number of shards.`, { where: '--shards' }),
    );
  const durations = problems.take(await durationsFrom(options.durations)) ?? undefined;
  const onInconclusive = options.onInconclusive ?? config.gate.onInconclusive;
  if (onInconclusive !== 'block' && onInconclusive !== 'warn') {
    problems.add(
      problem('input-invalid', `${JSON.stringify(onInconclusive)} is neither block nor warn.`, {
        where: '--on-inconclusive',
      }),
    );
  }
  const asked = { ...options, subjects: options.subject, controls: options.control };
  const settings = gateSettings(config, asked);
  problems.take(settings);
  problems.stop();
  const history = options.history === undefined ? null : await readHistoryFile(options.history, config.gate.anchor);
  const { verdict, exitCode } = await runGate(
    {
      baseline: options.baseline ?? [],
      candidate: options.candidate ?? [],
      settings: orStop(settings),
      onInconclusive: onInconclusive === 'warn' ? 'warn' : 'block',
      ...(shards === null ? {} : { shards }),
      ...(durations === undefined ? {} : { durations }),
      ...(mode === 'recorded' || mode === 'duet' ? { mode } : {}),
      ...(options.defaultStack === undefined ? {} : { defaultStack: options.defaultStack }),
      ...(options.out === undefined ? {} : { out: options.out }),
      ...(options.anchor === undefined ? {} : { anchor: options.anchor }),
      ...(history === null ? {} : { history }),
    },
    {
      readFolder: (folder, defaultStack) => readGateFolder(folder, defaultStack, folder, configuredReading(config)),
      tokens: tokensIn(process.env),
      judgeDuet,
      origin: verdictOrigin(programVersion),
      words: output.words,
    },
  );
  output.result(gateMarkdown(verdict, { words: output.words }).split('\n'), verdict);
  return exitCode;
}
