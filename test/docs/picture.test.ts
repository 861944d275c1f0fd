import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { terminalPicture } from '../../scripts/docs/terminal-picture.ts';
import { runCli } from '../support/cli.ts';

/** The picture in the README is what the program prints: `PICTURES=write` makes it again. */

const PICTURE = new URL('../../docs/pictures/rehearsal.svg', import.meta.url);
const TITLE = 'zlink-release rehearse: a release of the built-in sample, stage by stage';

it('docs/pictures/rehearsal.svg shows what a rehearsal prints', async () => {
  const { stdout, stderr } = await runCli(['rehearse', '--now', '2026-11-24T09:00:00Z']);
  // Addresses of a rehearsal have a port of their own, and how long GitHub takes is by chance.
  const lines = `$ zlink-release rehearse\n${stderr}${stdout}`
    .split('\n')
    .filter((line) => !/http:|●|…|requests|--keep|warning|^ {4}✓|took/.test(line))
    .map((line) =>
      line
        .replace(/ \([\d.]+ (?:s|min[^)]*)\)$/, '')
        .slice(0, 100)
        .trimEnd(),
    )
    .filter((line) => line !== '');
  const picture = terminalPicture(TITLE, lines);
  if (process.env.PICTURES === 'write') writeFileSync(PICTURE, picture);
  expect(readFileSync(PICTURE, 'utf8')).toBe(picture);
});
