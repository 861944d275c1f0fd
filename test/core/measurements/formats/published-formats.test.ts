import { describe, expect, it } from 'vitest';
import { FORMATS, recogniseFormat } from '../../../../src/core/measurements/formats/formats.ts';
import { differences, formatCases, readFormat } from '../../../support/format-case.ts';

const FOLDER = process.env.ZLINK_RELEASE_GATE_CASES ?? 'test/cases/gate';

/** Files as the programs write them: test/cases/gate/README.md says how a case is written. */
for (const { file, cases } of formatCases(FOLDER)) {
  describe(file, () => {
    it.each(cases)('$name', ({ format, files, expected }) => {
      expect(differences(readFormat(format, files), expected)).toEqual([]);
    });

    it.each(cases)('$name, a few bytes at a time', ({ format, files }) => {
      expect(readFormat(format, files, 3)).toEqual(readFormat(format, files));
    });

    it.each(cases)('$name is recognised by what is in it', ({ format, files }) => {
      const recognised = Object.entries(files).map(([path, text]) => recogniseFormat(path, text.slice(0, 65_536)));
      expect(recognised).toContain(format);
      expect(recognised.filter((each) => each !== null && each !== format)).toEqual([]);
      expect(FORMATS[format].program).not.toBe('');
    });
  });
}
