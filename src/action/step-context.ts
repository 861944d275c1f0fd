import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import type { ReleaseRecord } from '../core/release/record.ts';
import { hideSecrets, tokensIn } from '../core/secrets.ts';
import type { Clock } from '../effects/clock.ts';
import type { Words } from '../report/words.ts';
import type { ActionInputs } from './release-inputs.ts';
import type { RunnerFiles } from './runner-files.ts';

/** What a step of action.yml works with. */
export interface StageRun {
  readonly inputs: ActionInputs;
  readonly token: string;
  readonly runner: RunnerFiles;
  readonly env: NodeJS.ProcessEnv;
  /** Version of this program. */
  readonly version: string;
  readonly recordPath: string;
  readonly clock: Clock;
  /** In which a person is told how it goes. */
  readonly words: Words;
}

const tokens = tokensIn(process.env);

/** A line of the log, without any token of the environment. */
export const say = (line: string): void => void process.stdout.write(`${hideSecrets(line, tokens)}\n`);

/** The record as the steps before have left it. */
export const readRecord = (path: string): ReleaseRecord | null =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as ReleaseRecord) : null;
