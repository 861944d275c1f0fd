import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { hideSecrets, tokensIn } from '../core/secrets.ts';

/**
 * The files through which a step talks to the runner. Source: GitHub documentation, "Workflow commands for GitHub
 * Actions", environment files. (`@actions/core` does the same, but brings an HTTP client for OIDC that triples the
 * bundle.)
 */
export class RunnerFiles {
  readonly #env: NodeJS.ProcessEnv;

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  /** Sets an output of this step. The delimiter cannot be guessed, so no value can end its own block. */
  setOutput(name: string, value: string): void {
    const delimiter = `end_${randomBytes(16).toString('hex')}`;
    this.#append('GITHUB_OUTPUT', `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
  }

  /** Adds Markdown to the summary of the job, which the runner does not mask as it does the log. */
  addSummary(markdown: string): void {
    this.#append('GITHUB_STEP_SUMMARY', `${hideSecrets(markdown, tokensIn(this.#env))}\n`);
  }

  #append(variable: string, text: string): void {
    const path = this.#env[variable];
    if (path !== undefined && path !== '') appendFileSync(path, text);
  }
}

/** A workflow command with its data escaped. Source: as above, and the escapes of actions/toolkit's documentation. */
export function workflowCommand(command: 'error' | 'warning' | 'notice', title: string, message: string): string {
  const data = message.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = title
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
    .replaceAll(':', '%3A')
    .replaceAll(',', '%2C');
  return `::${command} title=${property}::${data}`;
}
