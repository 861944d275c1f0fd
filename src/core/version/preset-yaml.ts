import { isAlias, isScalar } from 'yaml';
import { lineAt } from '../file-text.ts';
import { type Checked, checked, failed, problem } from '../problem.ts';
import type { FoundPlaces } from './version-place.ts';
import { readVersionYaml } from './version-yaml.ts';

/** A scalar of a YAML file by dotted path; quotes and comments around it stay. */
export function findYaml(text: string, at: string): Checked<FoundPlaces> {
  const read = readVersionYaml(text);
  if (!read.ok) return read;
  const document = read.value;
  const path = at.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const node: unknown = document.getIn(path, true) ?? document.getIn([at], true);
  if (node === undefined || node === null) return failed(problem('version-not-found', `it has no ${at}.`));
  if (isAlias(node) || !isScalar(node) || !node.range)
    return failed(problem('version-not-found', `${at} is no scalar.`));
  const [start, end] = node.range;
  const raw = text.slice(start, end);
  const isQuoted = /^(["']).*\1$/s.test(raw);
  const value = isQuoted ? raw.slice(1, -1) : raw;
  if (!/^[0-9A-Za-z.+-]+$/.test(value)) {
    return failed(problem('version-not-found', `${at} is no plain version.`, { where: String(lineAt(text, start)) }));
  }
  const offset = isQuoted ? 1 : 0;
  return checked({ places: [{ start: start + offset, end: end - offset, part: 'whole', value }], needsPlain: false });
}
