import { parseArgs } from 'node:util';
import { judgeSynthetic } from '../test/support/synthetic/judge.ts';
import { syntheticRepository } from '../test/support/synthetic/repository.ts';
import { Tally } from '../test/support/synthetic/tally.ts';

/**
 * `npm run synthetic [-- --count N --from SEED]`: the next release of made repositories planned without configuration, and held
 * against what it has to change.
 */
const { values } = parseArgs({
  options: { count: { type: 'string', default: '2000' }, from: { type: 'string', default: '1' } },
});
const tally = new Tally();
const first = Number(values.from);
for (let seed = first; seed < first + Number(values.count); seed += 1)
  tally.add(judgeSynthetic(syntheticRepository(seed)));
for (const line of tally.lines()) console.log(line);
process.exitCode = tally.holds ? 0 : 1;
