import { readFileSync } from 'node:fs';
import { buildInto } from '../../scripts/build.ts';
import type { WantedBuild } from './built-folders.ts';

/** Builds what it is told on its standard input, one after another: a list of {@link WantedBuild}. */
for (const { directory, version, changed = {} } of JSON.parse(readFileSync(0, 'utf8')) as WantedBuild[])
  await buildInto(directory, version, new Map(Object.entries(changed)));
