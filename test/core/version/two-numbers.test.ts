import { expect, it } from 'vitest';
import { inForm } from '../../../src/core/version/version-form.ts';

it.each([
  ['6.0', '5.6.0-dev', ['5.5', '5.0', '4.5.0'], true],
  ['6.0', '5.6.0-dev', ['5.5', '4.5.0', '4.2.0'], false],
  ['1.3', '1.2.13', ['1.2.13', '1.2.12', '1.0'], false],
  ['6.0', '5.6.0', ['5.6-rc.1', '5.5', '5.0', '4.5.0'], true],
  ['6.0', '5.6.0', ['5.5'], false],
])('%s after %s and %j', (asked, current, known, isTaken) => {
  expect(inForm(asked, { current, says: 'VERSION', known }).ok).toBe(isTaken);
});
