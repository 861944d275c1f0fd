/** Runs one step of action.yml, or the one of check/action.yml. @returns the exit code of the step */
export async function runActionStep(name: string, env: NodeJS.ProcessEnv, version: string): Promise<number> {
  if (name === 'configuration') return (await import('./configuration-check.ts')).checkConfiguration(env);
  return (await import('./release-steps.ts')).runActionStage(name, env, version);
}
