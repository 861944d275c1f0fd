import { describe, expect, it } from 'vitest';
import { PullRequestStory } from '../../support/pull-request.ts';

const CONFIG = '.github/zlink-release.yml';
const HEADER = 'core/include/zlink.h';
const ALONE = 'component: core\nversion-files:\n  - {path: VERSION, preset: key-value, prefix: LIBZLINK_VERSION}\n';
const annotations = (log: string) => log.split('\n').filter((line) => /^::(error|warning) /.test(line));

/** check/action.yml in a pull request: what is configured against what the files and the releases say, before it is merged. */
describe('a pull request whose configuration', () => {
  it('leaves a place out is told so, at its line, with the lines that would agree', async () => {
    const story = await PullRequestStory.open({ [CONFIG]: ALONE });
    const before = story.state.requestCount;
    const run = await story.configuration();
    expect(run.exitCode).toBe(1);
    expect(annotations(run.log).join('\n')).toMatch(/^::error title=.*,file=core\/include\/zlink\.h,line=\d+::/m);
    expect(annotations(run.log).join('\n')).toContain('version-files:');
    expect(run.summary).toContain(`| \`${HEADER}:`);
    expect(run.outputs.agrees).toBe('false');
    const differences = JSON.parse(run.outputs.differences ?? '') as { where: string; lines: string[] }[];
    expect(differences.map(({ where }) => where.replace(/:\d+$/, ''))).toContain(HEADER);

    const warned = await story.configuration({ 'on-difference': 'warn' });
    expect(warned.exitCode).toBe(0);
    expect(annotations(warned.log).every((line) => line.startsWith('::warning '))).toBe(true);
    expect(warned.outputs.agrees).toBe('false');
    // It needs no GitHub, and writes nothing.
    expect(story.state.requestCount).toBe(before);
    expect(story.git('status', '--porcelain')).toBe('');

    const wrong = await story.configuration({ 'on-difference': 'maybe' });
    expect([wrong.exitCode, wrong.outputs.agrees]).toEqual([2, '']);
    expect(wrong.log).toContain('input-invalid');
  });

  it('is gone cannot be compared, also where it is a fork’s', async () => {
    const story = await PullRequestStory.open({ 'README.md': 'more\n' }, { fork: true, files: { [CONFIG]: null } });
    const run = await story.configuration();
    expect([run.exitCode, run.outputs.agrees]).toEqual([2, '']);
    expect(run.log).toContain('zlink-release init');
  });

  it('agrees passes', async () => {
    const run = await (
      await PullRequestStory.open(
        { [CONFIG]: `${ALONE}ignore-files: [${HEADER}, core/CMakeLists.txt]\n` },
        { fork: true },
      )
    ).configuration();
    expect(annotations(run.log)).toEqual([]);
    expect([run.exitCode, run.outputs.agrees, run.outputs.differences]).toEqual([0, 'true', '[]']);
  });
});
