import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { GitFailure, gitEnvironment } from './git-process.ts';

/**
 * A git process that answers one question after another over its pipes: starting a process for each object would make
 * up most of a rehearsal's time.
 */
export class GitConversation {
  readonly #args: readonly string[];
  #child: ChildProcessWithoutNullStreams | null = null;
  #received: Buffer = Buffer.alloc(0);
  #stderr = '';
  #waiting: {
    /** Takes one answer off the front and says how many bytes it was, or null when more must arrive first. */
    readonly take: (received: Buffer) => number | null;
    readonly reject: (error: GitFailure) => void;
  }[] = [];

  constructor(args: readonly string[]) {
    this.#args = args;
  }

  /** `parse` returns null while the answer is incomplete. */
  ask<T>(question: string, parse: (received: Buffer) => { value: T; length: number } | null): Promise<T> {
    return new Promise((resolve, reject) => {
      const child = this.#start();
      this.#waiting.push({
        take: (received) => {
          const answer = parse(received);
          if (answer === null) return null;
          resolve(answer.value);
          return answer.length;
        },
        reject,
      });
      hold(child, true);
      child.stdin.write(question);
    });
  }

  #start(): ChildProcessWithoutNullStreams {
    if (this.#child !== null) return this.#child;
    const child = spawn('git', this.#args, { env: gitEnvironment(), stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child = child;
    this.#received = Buffer.alloc(0);
    this.#stderr = '';
    child.unref();
    const end = (why: string) => {
      if (this.#child !== child) return;
      this.#child = null;
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const each of waiting) each.reject(new GitFailure(why));
    };
    child.stdin.on('error', () => {});
    child.stderr.on('data', (chunk: Buffer) => {
      if (this.#stderr.length < 16_384) this.#stderr += chunk.toString('utf8');
    });
    child.stdout.on('data', (chunk: Buffer) => this.#receive(child, chunk));
    child.on('error', (error) => end(`git cannot be started: ${error.message}`));
    child.on('close', () => end(this.#stderr.trim() || 'git ended unexpectedly'));
    return child;
  }

  #receive(child: ChildProcessWithoutNullStreams, chunk: Buffer): void {
    this.#received = this.#received.byteLength === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const length = next.take(this.#received);
      if (length === null) return;
      this.#received = this.#received.subarray(length);
      this.#waiting.shift();
    }
    hold(child, false);
  }

  async close(): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    hold(child, true);
    const ended = new Promise<void>((resolve) => {
      child.once('close', () => resolve());
    });
    child.stdin.end();
    await ended;
  }
}

/** While nobody waits for an answer the process must not keep the program alive. */
function hold(child: ChildProcessWithoutNullStreams, alive: boolean): void {
  for (const stream of [child.stdin, child.stdout, child.stderr] as unknown as { ref?(): void; unref?(): void }[]) {
    if (alive) stream.ref?.();
    else stream.unref?.();
  }
  if (alive) child.ref();
  else child.unref();
}
