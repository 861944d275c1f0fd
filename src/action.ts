import process from 'node:process';

declare const PROGRAM_VERSION: string;

const { runActionStep } = await import('./action/action-steps.ts');
process.exitCode = await runActionStep(process.argv[2] ?? '', process.env, PROGRAM_VERSION);
