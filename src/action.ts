import process from 'node:process';

declare const PROGRAM_VERSION: string;

const step = process.argv[2] ?? '';
if (step === 'configuration') {
  const { checkConfiguration } = await import('./action/configuration-check.ts');
  process.exitCode = await checkConfiguration(process.env);
} else {
  const { runActionStage } = await import('./action/release-steps.ts');
  process.exitCode = await runActionStage(step, process.env, PROGRAM_VERSION);
}
