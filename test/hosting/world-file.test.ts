import { describe, expect, it } from 'vitest';
import type { WorldFile } from '../../src/hosting/hosted-types.ts';
import { type WorldFile as Checked, checkWorldFile } from '../../src/hosting/world-file.ts';

/** What a world file may say, and that everything wrong with one is told at once. */

const told = (value: unknown) => {
  const result = checkWorldFile(value, 'w.json');
  return result.ok ? [] : result.problems.map(({ where, what }) => `${where} — ${what}`);
};

describe('a world file', () => {
  it('may say nothing', () => expect(told({})).toEqual([]));

  it('has the keys that the package tells', () => {
    type Told = keyof WorldFile;
    type Taken = Exclude<keyof Checked, '$schema'>;
    const isTold: Taken extends Told ? true : false = true;
    const isTaken: Told extends Taken ? true : false = true;
    expect([isTold, isTaken]).toEqual([true, true]);
  });

  it.each([
    ['no object', [], ['w.json']],
    ['a key that is none', { rulez: [] }, ['w.json: rulez']],
    ['a repository without an owner', { repository: 'zlink' }, ['w.json: repository']],
    ['a name of dots', { repository: 'a/..' }, ['w.json: repository']],
    ['a path out of the repository', { history: [{ files: { '../x': '' } }] }, ['w.json: history.0.files.../x']],
    ['a path into .git', { history: [{ files: { '.git/config': '' } }] }, ['w.json: history.0.files..git/config']],
    ['a branch that is no name', { history: [{ branch: 'a..b' }] }, ['w.json: history.0.branch']],
    ['a branch from nowhere', { history: [{}, { branch: 'x', from: 'y' }] }, ['w.json: history.1.from']],
    ['a first commit elsewhere', { history: [{ branch: 'x' }] }, ['w.json: history.0.branch']],
    ['a pull request of no branch', { history: [{}], pulls: [{ title: 't', head: 'x' }] }, ['w.json: pulls.0.head']],
    ['a default branch without a history', { defaultBranch: 'x' }, ['w.json: defaultBranch']],
    ['a fault that is none', { faults: ['http-999'] }, ['w.json: faults.0']],
    ['a fault twice', { faults: ['http-500@3', 'http-500@3'] }, ['w.json: faults.1']],
    ['a label twice, whatever its case', { labels: [{ name: 'Bug' }, { name: 'bug' }] }, ['w.json: labels.1']],
    ['a ruleset twice', { rulesets: [1, 2].map(() => ({ name: 'x', enforcement: 'active' })) }, ['w.json: rulesets.1']],
    ['a time that is none', { now: 'yesterday' }, ['w.json: now']],
    ['a pace below zero', { pace: -1 }, ['w.json: pace']],
    ['a setting that is none', { settings: { allowSquash: true } }, ['w.json: settings.allowSquash']],
    ['a token with a blank', { tokens: [{ token: 'a b', kind: 'pat' }] }, ['w.json: tokens.0.token']],
    ['a color with a hash', { labels: [{ name: 'x', color: '#ff0000' }] }, ['w.json: labels.0.color']],
    [
      'an act with two moments',
      { acts: [{ who: 'a', method: 'GET', path: 'x', after: 1, before: 'GET x' }] },
      ['w.json: acts.0'],
    ],
    ['a variable of GitHub’s own', { variables: { GITHUB_X: '' } }, ['w.json: variables.GITHUB_X']],
    [
      'three things',
      { pace: 'fast', people: ['-a'], labels: [{}] },
      ['w.json: pace', 'w.json: people.0', 'w.json: labels.0.name'],
    ],
  ])('with %s is refused, with the place', (_, value, places) => {
    const lines = told(value);
    expect(lines.map((line) => line.split(' — ')[0])).toEqual(places);
    for (const line of lines) expect(line).toMatch(/ — .+\.$/);
  });
});
