import type { MeasurementsRead } from '../measurement.ts';

/** Takes the bytes of one file as they come. A chunk is not kept: its memory may be used again. */
export interface FileReader {
  bytes(chunk: Uint8Array): void;
  end(): void;
}

/**
 * Reads the files of one run of a benchmark program, one after the other, each to its `end`. It knows nothing of verdicts,
 * and throws for nothing that a file holds. Memory grows with the cases and their values, not with the files.
 */
export interface FormatReader {
  /** Begins the next file. `path`: below the folder of the run, with forward slashes, as people are told of it. */
  file(path: string): FileReader;
  finish(): MeasurementsRead;
}
