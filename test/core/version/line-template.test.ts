import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orStop } from '../../../src/core/problem.ts';
import { lineTemplate, matchLine, type Parts, readOpen, renderLine } from '../../../src/core/version/line-template.ts';

const parts = (version: string): Parts => {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return [major, minor, patch];
};
const render = (template: string, version: string) =>
  renderLine(orStop(lineTemplate(template)), version, parts(version), true);

describe('a line with the version left open', () => {
  it.each([
    ['#define X "{version}"', '1.10.0', '#define X "1.10.0"'],
    ['#define X_MINOR {minor}', '1.10.0', '#define X_MINOR 10'],
    ['#define X_NUM 0x{major:x2}{minor:x2}{patch:x2}', '1.10.0', '#define X_NUM 0x010a00'],
    ['#define X 0x{major:x1}{minor:x1}{patch:x1}', '1.3.1', '#define X 0x131'],
    ['#define X {number:10000,100,1}', '12.2.1', '#define X 120201'],
    ['#define X {number:1000,10,1}', '1.12.0', '#define X 1120'],
    ['#define X {number:10000,100,1}', '0.5.1', '#define X 501'],
    ['#define X {major}{minor:02}{patch:02}', '12.2.0', '#define X 120200'],
    ['FILEVERSION {major},{minor},{patch},0', '1.3.0', 'FILEVERSION 1,3,0,0'],
    ['a {braces} (c) [x]* {version}', '1.0.0', 'a {braces} (c) [x]* 1.0.0'],
  ])('%s for %s: %s', (template, version, line) => {
    expect(render(template, version)).toBe(line);
    const found = matchLine(orStop(lineTemplate(template)), `${line}  \r`);
    expect(found?.map((each) => line.slice(each.start, each.start + each.value.length))).toEqual(
      found?.map((each) => each.value),
    );
  });

  it.each([
    ['0x{major:x1}{minor:x1}{patch:x1}', '1.16.0'],
    ['{number:10000,100,1}', '1.100.0'],
    ['{number:1000,10,1}', '1.2.10'],
    ['{major}{minor:02}', '1.100.0'],
  ])('%s cannot hold %s', (template, version) => expect(render(template, version)).toBeNull());

  it('holds a pre-release as text only', () => {
    const write = (template: string) => renderLine(orStop(lineTemplate(template)), '1.2.0-rc.1', [1, 2, 0], false);
    expect(write('v{version}')).toBe('v1.2.0-rc.1');
    expect(write('{major}.{minor}.{patch}')).toBeNull();
  });

  it.each([
    [''],
    ['no version'],
    ['{versio}'],
    ['{version}\n{version}'],
    ['{version} '.repeat(5)],
    ['x'.repeat(2_000)],
  ])('%j is no template', (text) => expect(lineTemplate(text).ok).toBe(false));

  it.each([
    ['version-{version}-blue', 'version-1.2.0-blue', '1.2.0'],
    ['x {version}', 'x 1.2.0-rc.1', '1.2.0-rc.1'],
    ['"{version}"', '"1.2.0.dev"', '1.2.0.dev'],
  ])('%s reads %s', (template, line, value) => {
    expect(matchLine(orStop(lineTemplate(template)), line)?.map((each) => each.value)).toEqual([value]);
  });

  const part = fc.integer({ min: 0, max: 99 });
  const piece = fc.constantFrom(
    '{version}',
    '{major}.{minor}.{patch}',
    '{major},{minor},{patch}',
    '0x{major:x2}{minor:x2}{patch:x2}',
    '{number:1000000,1000,1}',
    '{number:10000,100,1}',
  );
  const literal = fc.string({ maxLength: 20 }).filter((text) => !/[{}\r\n\d.]/.test(text));

  it('what it writes for any version, it reads back', () => {
    fc.assert(
      fc.property(fc.tuple(literal, piece, literal), fc.tuple(part, part, part), (texts, version) => {
        const template = orStop(lineTemplate(texts.join('|')));
        const line = renderLine(template, version.join('.'), version, true);
        const found = line === null ? null : matchLine(template, line);
        expect(found).not.toBeNull();
        const said = (found ?? []).map(readOpen);
        for (const [index, name] of (['major', 'minor', 'patch'] as const).entries())
          expect(new Set(said.flatMap((each) => each[name] ?? []))).toEqual(new Set([version[index]]));
      }),
    );
  });

  it('a line made to backtrack does not', () => {
    const template = orStop(lineTemplate('{version}{version}{version}{version}x'));
    expect(matchLine(template, '1.1.1'.repeat(200))).toBeNull();
  });
});
