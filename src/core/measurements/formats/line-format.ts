import { quoted } from '../defect.ts';
import { asUtf8 } from './file-encoding.ts';
import type { FormatReader } from './format-reader.ts';
import { MeasurementBook, type Place } from './measurement-book.ts';
import { shownText } from './terminal-text.ts';
import { textLines } from './text-lines.ts';

/** One line of a file: `result` was taken down, `torn` should be one and is not whole, `other` is the program's own. */
export type LineMeaning = 'result' | 'torn' | 'other';

/** Takes the lines of one file. `isWhole`: the line has its end, so that no figure at its end can be cut. */
export type TakesLine = (text: string, place: Place, isWhole: boolean) => LineMeaning;

/** Of a format whose results take several lines: what was begun is ended with the file. */
interface TakesLines {
  readonly line: TakesLine;
  readonly end: () => void;
}

/** A format whose files are what a program prints: lines with results among others. */
export function lineFormat(begin: (book: MeasurementBook) => TakesLine | TakesLines): FormatReader {
  const book = new MeasurementBook();
  return {
    file: (path) => {
      const begun = begin(book);
      const { line: take, end } = typeof begun === 'function' ? { line: begun, end: () => {} } : begun;
      let hasResult = false;
      const inner = textLines({
        line(text, number, end) {
          const place = { file: path, line: number };
          const plain = shownText(text);
          const meaning = end === 'cut' ? 'other' : take(plain, place, end === 'whole');
          hasResult ||= meaning !== 'other';
          if (meaning === 'torn')
            book.warns(
              place,
              `${quoted(plain.trim())} is no whole result: something was printed into its line, or it is cut off. It counts as without a result.`,
            );
        },
        end() {
          end();
          if (!hasResult) book.invalidates({ file: path, line: null }, 'There is no result of a benchmark in it.');
        },
      });
      return asUtf8(path, book, inner);
    },
    finish: () => book.finish(),
  };
}
