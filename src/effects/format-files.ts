import { join } from 'node:path';
import type { Defect } from '../core/measurements/defect.ts';
import { FORMATS, type FormatName } from '../core/measurements/formats/formats.ts';
import type { MeasurementsRead } from '../core/measurements/measurement.ts';
import { chunksOf, describeFileError, LARGEST_FILE, openRegular } from './regular-file.ts';

/** Reads files of one benchmark program as one run. What cannot be read is a defect, as what is wrong in a file. */
export async function readFormatFiles(
  folder: string,
  format: FormatName,
  files: readonly string[],
): Promise<MeasurementsRead> {
  const reader = FORMATS[format].reader();
  const unread: Defect[] = [];
  for (const path of files) {
    const refuse = (text: string) => unread.push({ severity: 'invalidates', file: path, line: null, text });
    try {
      const opened = await openRegular(join(folder, path));
      if (opened === null) refuse('The file is gone.');
      else {
        try {
          if (opened.size > LARGEST_FILE) refuse(`The file is larger than ${LARGEST_FILE} bytes.`);
          else {
            const file = reader.file(path);
            for await (const chunk of chunksOf(opened.handle, opened.size)) file.bytes(chunk);
            file.end();
          }
        } finally {
          await opened.handle.close();
        }
      }
    } catch (error) {
      refuse(`The file ${describeFileError(error)}.`);
    }
  }
  const read = reader.finish();
  return { ...read, defects: [...unread, ...read.defects] };
}
