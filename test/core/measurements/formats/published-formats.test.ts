import { describe, expect, it } from 'vitest';
import { FORMATS, type FormatName, fittingFormats } from '../../../../src/core/measurements/formats/formats.ts';
import { differences, formatCases, readFormat } from '../../../support/format-case.ts';

const FOLDER = process.env.ZLINK_RELEASE_GATE_CASES ?? 'test/cases/gate';

/** Nothing in a file says which of the two it is. */
const ALIKE: readonly FormatName[] = ['smaller-is-better', 'bigger-is-better'];

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
      const fitting = Object.entries(files).flatMap(([path, text]) => fittingFormats(path, text.slice(0, 65_536)));
      const alike = ALIKE.includes(format) ? ALIKE : [format];
      expect(new Set(fitting)).toEqual(new Set(alike));
      expect(FORMATS[format].program).not.toBe('');
    });
  });
}
