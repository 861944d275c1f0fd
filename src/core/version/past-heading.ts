import { nameHeading } from '../changelog/heading-name.ts';
import type { LearnedLine } from './learn-places.ts';
import { tellsOfPast } from './place-search.ts';

/**
 * Whether a line that moved is the heading of a release in a file that tells of the past: where two releases were made on
 * different branches, their changelogs begin differently. It is the changelog's business; written over, it would be false.
 */
export function isPastHeading({ path, templates: [template = ''] }: Pick<LearnedLine, 'path' | 'templates'>): boolean {
  if (!tellsOfPast(path)) return false;
  const line = template
    .replaceAll(/\{date:([^{}]*)\}/g, '$1')
    .replaceAll(/\{version\}/g, '9.9.9')
    .replaceAll(/\{(?:major|minor|patch)[^{}]*\}/g, '9');
  const name = nameHeading(line.replaceAll(/^[\s#=*-]+|[\s#=*]+$/g, ''));
  return name !== null && name.kind === 'release';
}
