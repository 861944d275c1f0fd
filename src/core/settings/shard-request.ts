import { MOST_SHARDS, parseShard } from '../bench/shards.ts';

/** Whether a text names one part of a whole, as 3/8. */
export const isShard = (text: string): boolean => parseShard(text) !== null;

/** How many shards a text asks for; null: it is no such number. */
export function shardCount(text: string): number | null {
  const count = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= MOST_SHARDS ? count : null;
}
