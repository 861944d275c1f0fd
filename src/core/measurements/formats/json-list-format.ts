import { asUtf8 } from './file-encoding.ts';
import type { FormatReader } from './format-reader.ts';
import { type JsonList, jsonList } from './json-list.ts';
import type { JsonObject } from './json-words.ts';
import { MeasurementBook, type Place } from './measurement-book.ts';

/**
 * A format whose files are JSON lists of records that stand for themselves, each taken down as it comes.
 *
 * @param key of the list in the outermost object; null: the document is the list
 * @param as what is special about the list; a name is empty where records have none before them
 */
export function jsonListFormat(
  key: string | null,
  take: (book: MeasurementBook, place: Place, record: JsonObject, name: string) => void,
  {
    rest,
    ...as
  }: Pick<JsonList, 'isNamed' | 'otherwise'> & {
    readonly rest?: (book: MeasurementBook, rest: JsonObject) => void;
  } = {},
): FormatReader {
  const book = new MeasurementBook();
  return {
    file: (path) =>
      asUtf8(
        path,
        book,
        jsonList(path, book, {
          ...as,
          key,
          rest: rest === undefined ? undefined : (around) => rest(book, around),
          record: (record, line, name) => take(book, { file: path, line }, record, name),
        }),
      ),
    finish: () => book.finish(),
  };
}
