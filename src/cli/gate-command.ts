import process from 'node:process';
import { runGate } from '../commands/judge-folders.ts';
import { judgeDuet } from '../core/gate/duet.ts';
import { GATE_DEFAULTS, type GateSettings } from '../core/gate/judge.ts';
import { type Problem, problem, Stop } from '../core/problem.ts';
import { tokensIn } from '../core/secrets.ts';
import type { Config } from '../core/settings/config.ts';
import { defaultConfig } from '../core/settings/load-config.ts';
import { readGateFolder } from '../effects/bench-folder.ts';
import { fileWriterWithout } from '../effects/write-files.ts';
import { gateMarkdown } from '../report/gate-markdown.ts';
import { readConfig } from './connect.ts';
import type { Output } from './output.ts';

export interface GateCommandOptions {
  readonly baseline?: readonly string[];
  readonly candidate?: readonly string[];
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
  readonly config?: string;
}

/** `gate`: judges benchmark results that are there already. */
export async function gateCommand(options: GateCommandOptions, output: Output): Promise<number> {
  const problems: Problem[] = [];
  const config = readConfig(options.config, problems) ?? defaultConfig();
  const { mode } = options;
  if (mode !== undefined && mode !== 'recorded' && mode !== 'duet') {
    problems.push(
      problem('input-invalid', `${JSON.stringify(mode)} is neither recorded nor duet.`, { where: '--mode' }),
    );
  }
  const onInconclusive = options.onInconclusive ?? config.gate.onInconclusive;
  if (onInconclusive !== 'block' && onInconclusive !== 'warn') {
    problems.push(
      problem('input-invalid', `${JSON.stringify(onInconclusive)} is neither block nor warn.`, {
        where: '--on-inconclusive',
      }),
    );
  }
  const settings = gateSettings(config, options, problems);
  const [first, ...others] = problems;
  if (first !== undefined) throw new Stop([first, ...others]);
  const { verdict, exitCode } = await runGate(
    {
      baseline: options.baseline ?? [],
      candidate: options.candidate ?? [],
      settings,
      onInconclusive: onInconclusive === 'warn' ? 'warn' : 'block',
      ...(mode === 'recorded' || mode === 'duet' ? { mode } : {}),
      ...(options.defaultStack === undefined ? {} : { defaultStack: options.defaultStack }),
      ...(options.out === undefined ? {} : { out: options.out }),
    },
    { readFolder: readGateFolder, writeFiles: fileWriterWithout(tokensIn(process.env)), judgeDuet },
  );
  output.result(gateMarkdown(verdict).split('\n'), verdict);
  return exitCode;
}

/** The gate's settings: what the command line says, else the configuration. */
export function gateSettings(
  config: Config,
  options: Pick<GateCommandOptions, 'alpha' | 'margin' | 'recordedMargin' | 'subject' | 'control' | 'allowSkipped'>,
  problems: Problem[],
): GateSettings {
  const fraction = (text: string | undefined, where: string, fallback: number): number => {
    if (text === undefined) return fallback;
    const value = Number(text);
    if (text.trim() !== '' && value > 0 && value < 1) return value;
    problems.push(problem('input-invalid', `${JSON.stringify(text)} is no fraction between 0 and 1.`, { where }));
    return fallback;
  };
  return {
    ...GATE_DEFAULTS,
    alpha: fraction(options.alpha, '--alpha', config.gate.alpha),
    margin: fraction(options.margin, '--margin', config.gate.margin),
    floor: config.gate.floor,
    recordedMargin: fraction(options.recordedMargin, '--recorded-margin', config.gate.recordedMargin),
    maximumRounds: config.gate.maximumRounds,
    subjects: options.subject ?? config.gate.subjects,
    controls: options.control ?? config.gate.controls,
    allowSkipped: options.allowSkipped ?? config.gate.allowSkipped,
  };
}
