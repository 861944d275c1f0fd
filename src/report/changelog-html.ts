import type { ReleaseRecord } from '../core/release/record.ts';
import { preformatted, section } from './html-page.ts';
import { isTagged } from './release-standing.ts';
import type { Words } from './words.ts';

/** What the changelog says of this version, as it stands in the file. */
export function changelogHtml(record: ReleaseRecord, { say }: Words): string {
  const { changelog } = record;
  const title = isTagged(record) ? 'What changed' : 'What the changelog would say';
  return changelog === '' ? '' : section(say(title), preformatted(changelog));
}
