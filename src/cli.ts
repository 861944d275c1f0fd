#!/usr/bin/env node
import process from 'node:process';

declare const PROGRAM_VERSION: string;

// `--version` is what scripts and bug reports ask most: answer before anything is loaded.
if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
  process.stdout.write(`${PROGRAM_VERSION}\n`);
} else {
  const { runProgram } = await import('./cli/program.ts');
  process.exitCode = await runProgram(process.argv, PROGRAM_VERSION);
}
