import { quoted } from '../defect.ts';
import { CriterionConsole } from './criterion-lines.ts';
import { asUtf8 } from './file-encoding.ts';
import type { FileReader, FormatReader } from './format-reader.ts';
import { jsonDocument } from './json-document.ts';
import { isObject, type JsonObject, listOr, objectOr } from './json-words.ts';
import { MeasurementBook, type MetricKind, wordOr } from './measurement-book.ts';
import { textLines } from './text-lines.ts';

/**
 * What criterion.rs leaves below target/criterion: for each benchmark a folder `new` with its sample, its estimates and its
 * name. `base` and `change` beside it belong to the run before. Where none of that is there, what it prints to the console is read.
 */
export function criterion(): FormatReader {
  const reader = new CriterionReader();
  return { file: (path) => reader.file(path), finish: () => reader.finish() };
}

const TIME: MetricKind = { metric: 'time', unit: 'ns', better: 'lower' };
const OWN_FILE = /^(.*?)\/?new\/(benchmark|sample|estimates)\.json$/;
const NOTHING: FileReader = { bytes() {}, end() {} };

interface Folder {
  /** The folders above `new`, from below target/criterion on. */
  readonly name: string;
  readonly path: string;
  readonly found: Map<string, JsonObject>;
}

class CriterionReader {
  readonly #book = new MeasurementBook();
  /** Of what was printed: the same benchmarks as in the folders, rounded. */
  readonly #printed = new MeasurementBook();
  #isPrinted = false;
  readonly #folders = new Map<string, Folder>();
  #files = 0;

  file(path: string): FileReader {
    const own = OWN_FILE.exec(`/${path}`);
    if (own === null) {
      if (path.endsWith('.json')) return NOTHING;
      this.#isPrinted = true;
      return asUtf8(path, this.#printed, textLines(new CriterionConsole(path, this.#printed)));
    }
    this.#files += 1;
    const [, above = '', kind = ''] = own;
    return jsonDocument(path, this.#book, (json) => this.#take(path, above, kind, json));
  }

  #take(path: string, above: string, kind: string, json: unknown): void {
    if (!isObject(json)) {
      this.#book.invalidates({ file: path, line: null }, 'Not what criterion writes.');
      return;
    }
    const folder = this.#folders.get(above) ?? {
      name: nameOf(above),
      path: above.replace(/^\//, ''),
      found: new Map(),
    };
    this.#folders.set(above, folder);
    folder.found.set(kind, json);
  }

  finish() {
    for (const folder of this.#folders.values()) this.#benchmark(folder);
    if (this.#files === 0 && this.#isPrinted) return this.#printed.finish();
    if (this.#files === 0)
      this.#book.invalidates(
        { file: 'target/criterion', line: null },
        'There is no folder `new` of criterion in it: nothing was measured.',
      );
    return this.#book.finish();
  }

  #benchmark({ name, path, found }: Folder): void {
    const about = found.get('benchmark');
    const sample = found.get('sample');
    const place = { file: `${path}/new`, line: null };
    const given = about === undefined ? '' : wordOr(about.full_id, joined(about));
    const entry = this.#book.caseOf(place, null, given === '' ? name : given);
    if (entry === null) return;
    const times = sample === undefined ? [] : timesOf(sample);
    const estimates = objectOr(found.get('estimates'));
    // Versions before 0.3.4 have a capital letter.
    const middle = (which: 'median' | 'mean'): unknown =>
      objectOr(estimates[which] ?? estimates[which === 'mean' ? 'Mean' : 'Median']).point_estimate;
    const which = middle('median') === undefined && middle('mean') !== undefined ? 'mean' : 'median';
    const estimate = middle(which);
    if (!this.#book.isNewRepeat(place, entry, 0, `${String(times[0] ?? estimate ?? 'no time')} ns`)) return;
    for (const value of times) this.#book.value(place, entry, TIME, value);
    const missing = [
      ...(given === '' ? ['benchmark.json with its name, which is taken from its folders'] : []),
      ...(times.length === 0 ? [`sample.json with its times, so that its ${which} counts`] : []),
    ];
    if (missing.length > 0) this.#book.warns(place, `${quoted(entry.name)} has no ${missing.join(', and no ')}.`);
    if (times.length === 0) this.#book.value(place, entry, TIME, estimate);
  }
}

/** Nanoseconds of one iteration, of each sample. */
function timesOf({ iters, times }: JsonObject): (number | null)[] {
  const counts = listOr(iters);
  return listOr(times).map((time, at) => {
    const count = counts[at];
    return typeof time === 'number' && typeof count === 'number' && count > 0 ? time / count : null;
  });
}

/** Versions before `full_id`. */
const joined = ({ group_id: group, function_id: own, value_str: value }: JsonObject): string =>
  [group, own, value].filter((part) => typeof part === 'string').join('/');

function nameOf(above: string): string {
  const folders = above.split('/').filter((folder) => folder !== '');
  // A benchmark may be called criterion itself.
  const below = folders.findIndex((folder, at) => folder === 'criterion' && folders[at - 1] === 'target');
  const root = below < 0 ? folders.indexOf('criterion') : below;
  return folders.slice(root + 1).join('/');
}
