/** A version in all its parts. */
export interface Version {
  readonly text: string;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

export function versionOf(major: number, minor: number, patch: number): Version {
  return { text: `${major}.${minor}.${patch}`, major, minor, patch };
}

/**
 * What a line is to the release:
 *
 * - `place`: it says the version of the project, and has to say the new one
 * - `trap`: it may look like it, and must stay as it is
 * - `plain`: nothing like it
 */
export type Role = 'place' | 'trap' | 'plain';

export interface Line {
  readonly role: Role;
  /** As it is at a version; a trap says what it says for the version that is current when the release begins. */
  readonly at: (version: Version) => string;
}

export const place = (at: Line['at']): Line => ({ role: 'place', at });
export const trap = (at: Line['at']): Line => ({ role: 'trap', at });
export const plain = (text: string): Line => ({ role: 'plain', at: () => text });

/** Files by path. */
export type Files = ReadonlyMap<string, readonly Line[]>;

/** Something that a repository may have: lines for files of its own, or to be added to files that are there. */
export interface Feature {
  readonly name: string;
  /** @param lib the project's name, lower case */
  readonly files: (lib: string) => Readonly<Record<string, readonly Line[]>>;
}
