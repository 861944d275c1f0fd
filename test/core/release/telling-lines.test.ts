import { describe, expect, it } from 'vitest';
import { tellingLines } from '../../../src/core/release/telling-lines.ts';

describe('what is shown of a failed job’s log', () => {
  it('ends with its last error, and has no times and no ends of groups', () => {
    const log = [
      '\uFEFF2026-11-29T08:10:15.8570000Z ##[group]Run ctest',
      '2026-11-29T08:10:15.8570000Z ##[endgroup]',
      '2026-11-29T08:10:16.1Z   3/9 echo ***Failed',
      '2026-11-29T08:10:16.1000000Z ',
      '2026-11-29T08:11:07.8570000Z ##[error]Process completed with exit code 8.',
      '2026-11-29T08:11:07.8570000Z ##[group]Complete job',
      '2026-11-29T08:11:07.8570000Z Cleaning up orphan processes',
    ];
    expect(tellingLines(`${log.join('\r\n')}\r\n`)).toEqual([
      '##[group]Run ctest',
      '  3/9 echo ***Failed',
      '',
      '##[error]Process completed with exit code 8.',
    ]);
  });

  it('is all of it where no error is said', () => {
    expect(tellingLines('one\n2026-11-29 two\n')).toEqual(['one', '2026-11-29 two']);
  });
});
