/** A version as a file carries it. */
export interface FoundVersion {
  readonly version: string;
  /** Counted from 1. */
  readonly line: number;
}

/** What a version file is bumped to. */
export interface BumpTarget {
  readonly version: string;
  readonly tag: string;
  /** Address of the repository, for links and archives. */
  readonly repositoryUrl: string;
  /** The version before; what follows the version, rather than saying it, is told by it from what does not. */
  readonly from?: string;
  /** The release before, as its tag says it; left out or null: not known. */
  readonly tagged?: string | null;
  /** The day of the release, YYYY-MM-DD in UTC. Absent: a file that carries one keeps it. */
  readonly date?: string;
}

/**
 * What stands for the version where this value stood: a project that releases 1.22 and 1.23 writes 1.23.0 where a file says three
 * numbers.
 */
export function asLongAs(
  value: string,
  { version, from, tagged }: Pick<BumpTarget, 'version' | 'from' | 'tagged'>,
): string {
  const isShort = [version, tagged ?? from ?? ''].every((each) => /^\d+\.\d+$/.test(each));
  return isShort && /^\d+\.\d+\.0(?:[-+.]?[A-Za-z][\w.-]*)?$/.test(value) ? `${version}.0` : version;
}

export interface BumpedFile {
  readonly bytes: Uint8Array;
  /** The version it carried; null when it carried none of this release's kind. */
  readonly before: string | null;
  readonly changed: boolean;
}
