import { asUtf8 } from './file-encoding.ts';
import type { FormatReader } from './format-reader.ts';
import { jsonList } from './json-list.ts';
import type { JsonObject } from './json-words.ts';
import { MeasurementBook, type Place } from './measurement-book.ts';

/**
 * A format whose files are JSON lists of records that stand for themselves, each taken down as it comes.
 *
 * @param key of the list in the outermost object; null: the document is the list
 * @param otherwise what else than a print may have made a record no JSON
 */
export function jsonListFormat(
  key: string | null,
  take: (book: MeasurementBook, place: Place, record: JsonObject) => void,
  otherwise?: string,
): FormatReader {
  const book = new MeasurementBook();
  return {
    file: (path) =>
      asUtf8(
        path,
        book,
        jsonList(path, book, { key, otherwise, record: (record, line) => take(book, { file: path, line }, record) }),
      ),
    finish: () => book.finish(),
  };
}
