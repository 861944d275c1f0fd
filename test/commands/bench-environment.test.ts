import { expect, it } from 'vitest';
import { type BenchOptions, BenchSession } from '../../src/commands/bench-session.ts';

/** What a benchmark gets of the environment of the job: what finds programs, what was asked for, and never our token. */

const TOKEN = 'ghs_PLANTED0123456789secret';

function environmentOf(environment: Readonly<Record<string, string>>, asked: readonly string[]) {
  const settings = { environment: asked, variables: new Map([['X', 'own']]), profile: new Map(), scenarios: null };
  const options = { settings, environment, out: '/nowhere' } as unknown as BenchOptions;
  return new BenchSession(options, {} as never).environment();
}

it.each<[string, Record<string, string>, readonly string[], Record<string, string>]>([
  ['finds programs', { PATH: '/bin', HOME: '/root', CC: 'gcc' }, [], { PATH: '/bin', HOME: '/root' }],
  ['gets no secret', { PATH: '/bin', SIGNING_KEY: 'plant', GITHUB_TOKEN: TOKEN }, [], { PATH: '/bin' }],
  [
    'gets what is asked for',
    { CC: 'gcc', SIGNING_KEY: 'plant' },
    ['CC', 'SIGNING_KEY'],
    { CC: 'gcc', SIGNING_KEY: 'plant' },
  ],
  [
    'gets our token by no name, in no form',
    { GITHUB_TOKEN: TOKEN, A: `x ${Buffer.from(TOKEN).toString('base64')}`, HOME: `/x/${TOKEN}` },
    ['GITHUB_TOKEN', 'A'],
    {},
  ],
  ['gets nothing that is not set', {}, ['CC'], {}],
])('%s', (_, environment, asked, seen) => {
  expect(environmentOf(environment, asked)).toEqual({ ...seen, X: 'own' });
});
