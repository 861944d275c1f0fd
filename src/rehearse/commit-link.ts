import { short } from '../core/release/position.ts';
import { safe } from '../report/html-page.ts';

/** A commit by its short id, leading to its page. */
export const commitLink = (sha: string): string =>
  `<a href="/_rehearsal/commits/${safe(sha)}"><code>${safe(short(sha))}</code></a>`;
