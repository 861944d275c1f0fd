/** A text that is no code: larger ones are data. Bytes. */
const LARGEST_TEXT = 1024 ** 2;
/** Libraries that are one file: sqlite3.c has 9 MiB, miniaudio.h 4. Bytes. */
export const LARGEST_CODE = 16 * 1024 ** 2;
const CODE = /(^|\/)configure$|\.(c|cc|cpp|cxx|c\+\+|m|mm|h|hh|hpp|hxx|h\+\+|inl|ipp|cu|cuh|rs)$/i;

/** The largest file of this name that is searched for versions. Bytes. */
export const largestSearched = (path: string): number => (CODE.test(path) ? LARGEST_CODE : LARGEST_TEXT);

/** A file of another name that carries a version is small. Bytes. */
const LARGEST_VERSION_FILE = 5 * 1024 ** 2;

/** The largest file of this name that a version is written into. Bytes. */
export const largestVersionFile = (path: string): number => Math.max(LARGEST_VERSION_FILE, largestSearched(path));

/** Whether a file is code, and too large even for that. @param size bytes */
export const isTooLargeCode = (path: string, size: number): boolean => CODE.test(path) && size > LARGEST_CODE;

/** Where releases before are compared, a larger file of another name is data. Bytes. */
const LARGEST_COMPARED = 2 * 1024 ** 2;

/** The largest file of this name in which releases are compared. Bytes. */
export const largestCompared = (path: string): number => Math.max(LARGEST_COMPARED, largestSearched(path));
