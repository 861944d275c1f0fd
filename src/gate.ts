import process from 'node:process';

declare const PROGRAM_VERSION: string;

const { runGateStep } = await import('./action/gate-steps.ts');
process.exitCode = await runGateStep(process.argv[2] ?? '', process.env, PROGRAM_VERSION);
