import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rehearseSynthetic } from '../test/support/synthetic/rehearse.ts';
import { syntheticRepository } from '../test/support/synthetic/repository.ts';
import { Tally } from '../test/support/synthetic/tally.ts';

/**
 * `npm run synthetic [-- --count N --from SEED]`: the next release of made repositories, each released on the embedded GitHub without
 * configuration, and the tree of its tag held against what the release has to change.
 */
const { values } = parseArgs({
  options: { count: { type: 'string', default: '2000' }, from: { type: 'string', default: '1' } },
});
const tally = new Tally();
const first = Number(values.from);
const folder = mkdtempSync(join(tmpdir(), 'zlink-synthetic-'));
const began = Date.now();
try {
  for (let seed = first; seed < first + Number(values.count); seed += 1)
    tally.add(await rehearseSynthetic(syntheticRepository(seed), join(folder, String(seed))));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const line of tally.lines()) console.log(line);
console.log(`${((Date.now() - began) / 1_000).toFixed(0)} s`);
process.exitCode = tally.holds ? 0 : 1;
