import { runsOfTag, watch } from '../conduct/stages/watch.ts';
import { existingTag } from '../conduct/stages/watch-runs.ts';
import { problem, Stop } from '../core/problem.ts';
import { refNameFault } from '../core/ref-name.ts';
import { defaultConfig } from '../core/settings/load-config.ts';
import { systemClock } from '../effects/clock.ts';
import { explaining } from '../github/explain-failure.ts';
import { ObjectStore } from '../github/object-store.ts';
import { readRepository, readViewer, viewerKind } from '../github/read-repository.ts';
import { printable } from '../report/printable.ts';
import { type ConnectionOptions, connect } from './connect.ts';
import type { Output } from './output.ts';

export interface WatchOptions extends ConnectionOptions {
  readonly tag: string;
  readonly workflow: readonly string[];
  readonly trigger?: string;
}

/** `watch`: follows the runs that a tag started to their end. */
export async function watchCommand(options: WatchOptions, output: Output, programVersion: string): Promise<number> {
  requireTagName(options.tag);
  const trigger = options.trigger ?? 'push';
  if (trigger !== 'push' && trigger !== 'dispatch') {
    throw new Stop([
      problem('input-invalid', `${JSON.stringify(trigger)} is neither push nor dispatch.`, { where: '--trigger' }),
    ]);
  }
  const progress = output.progress();
  const connection = connect(options, programVersion, progress);
  const config = connection.config ?? defaultConfig();
  const context = {
    client: connection.client,
    clock: systemClock,
    progress,
    store: new ObjectStore(),
  };
  const tag = await existingTag(context, options.tag).catch(async (error: unknown) => {
    // No tag can be found in a repository that is not there: then that is what to say.
    await explaining('reading the repository', () => readRepository(connection.client));
    throw error;
  });
  const viewer = await explaining('reading whose token it is', () => readViewer(connection.client, []));
  const runs = await watch(context, {
    tag: tag.name,
    refs: [tag.name],
    commit: tag.commit,
    expected: runsOfTag(
      options.workflow.map((name) => (name.includes('/') ? name : `.github/workflows/${name}`)),
      trigger,
      tag.name,
    ),
    forbidden: [],
    leftOut: [],
    sameNamed: [],
    trigger,
    hasGraphQL: viewer.hasGraphQL,
    viewerKind: viewerKind(viewer.login),
    times: {
      discoveryTimeout: config.workflows.discoveryTimeout,
      runTimeout: config.workflows.runTimeout,
      waitingTimeout: config.workflows.runTimeout,
    },
    pollInterval: config.pollInterval,
  });
  output.result(
    runs.map((run) => `${printable(run.workflow)} ${run.conclusion ?? ''} ${printable(run.url)}`),
    { ok: true, runs },
  );
  return 0;
}

/** @throws Stop when it can be no tag's name */
export function requireTagName(name: string): void {
  const fault = refNameFault(name);
  if (fault !== null)
    throw new Stop([problem('input-invalid', `${JSON.stringify(name)} ${fault}.`, { where: '--tag' })]);
}
