import process from 'node:process';

declare const PROGRAM_VERSION: string;

const { runActionStage } = await import('./action/release-steps.ts');
process.exitCode = await runActionStage(process.argv[2] ?? '', process.env, PROGRAM_VERSION);
