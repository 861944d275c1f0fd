import { asUtf8 } from './file-encoding.ts';
import type { FileReader } from './format-reader.ts';
import { parseLenientJson } from './json-words.ts';
import type { MeasurementBook } from './measurement-book.ts';

/** In bytes. A sample of a million iterations is half of it. */
const LARGEST_FILE = 64 * 1_048_576;

/** A JSON document that is no list of records and is read whole: `take` gets it, where it is JSON. */
export function jsonDocument(path: string, book: MeasurementBook, take: (json: unknown) => void): FileReader {
  const pieces: Buffer[] = [];
  let length = 0;
  const place = { file: path, line: null };
  return asUtf8(path, book, {
    bytes(chunk) {
      length += chunk.length;
      if (length <= LARGEST_FILE) pieces.push(Buffer.from(chunk));
      else pieces.length = 0;
    },
    end() {
      if (length > LARGEST_FILE) {
        book.invalidates(place, 'The file is too large.');
        return;
      }
      let json: unknown;
      try {
        json = parseLenientJson(Buffer.concat(pieces).toString('utf8'));
      } catch {
        book.invalidates(place, 'Not JSON, or cut off: the run was ended before it was written.');
        return;
      }
      take(json);
    },
  });
}
