import { verify } from '../conduct/stages/verify.ts';
import { counted } from '../core/counted.ts';
import { configuredAsset } from '../core/release/publication.ts';
import { defaultConfig } from '../core/settings/load-config.ts';
import { systemClock } from '../effects/clock.ts';
import { ObjectStore } from '../github/object-store.ts';
import { printable } from '../report/printable.ts';
import { type ConnectionOptions, connect } from './connect.ts';
import type { Output } from './output.ts';
import { requireTagName } from './watch-command.ts';

export interface VerifyOptions extends ConnectionOptions {
  readonly tag: string;
  readonly asset?: readonly string[];
}

/** `verify`: compares a published release with the expected assets. */
export async function verifyCommand(options: VerifyOptions, output: Output, programVersion: string): Promise<number> {
  requireTagName(options.tag);
  const progress = output.progress();
  const connection = connect(options, programVersion, progress);
  const config = connection.config ?? defaultConfig();
  const expected = options.asset ?? (Array.isArray(config.assets) ? (config.assets as readonly string[]) : []);
  const published = await verify(
    { client: connection.client, clock: systemClock, progress, store: new ObjectStore() },
    {
      tag: options.tag,
      expected: expected.map(configuredAsset),
      timeout: config.verify.timeout,
      pollInterval: config.pollInterval,
      trustedRoot: config.verify.trustedRoot,
    },
  );
  output.result(
    [
      `${printable(published.url)}`,
      ...published.assets.map(
        (asset) => `  ${printable(asset.name)}  ${counted(asset.size, 'byte')}  ${asset.digest ?? ''}`,
      ),
    ],
    { ok: true, release: published },
  );
  return 0;
}
