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
  /** The day of the release, YYYY-MM-DD in UTC. Absent: a file that carries one keeps it. */
  readonly date?: string;
}

export interface BumpedFile {
  readonly bytes: Uint8Array;
  /** The version it carried; null when it carried none of this release's kind. */
  readonly before: string | null;
  readonly changed: boolean;
}
