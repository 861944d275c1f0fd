import { type Defect, defectLog, quoted } from '../defect.ts';
import type { Better, FailedCase, Measurement, MeasurementsRead } from '../measurement.ts';

/** Where something stands: a file and, where known, its line. */
export interface Place {
  readonly file: string;
  readonly line: number | null;
}

/** What a metric is, apart from its values. */
export interface MetricKind {
  readonly metric: string;
  readonly unit: string;
  readonly better: Better;
  /** Counted rather than timed. */
  readonly exact?: boolean;
}

interface Series extends MetricKind {
  readonly values: number[];
}

/** One case of a run while its file is read. */
export interface CaseEntry {
  readonly subject: string | null;
  readonly name: string;
  /** What is put behind the name where several cases have it: ` (compiler=gcc)`. */
  readonly variant: string;
  isVariantShown: boolean;
  readonly first: Place;
  readonly series: Map<string, Series>;
  /** Why it failed; null: it did not. */
  why: string | null;
  /** Repeats so far, and where the numbers of those stand that did not come in order from 0. */
  repeats: number;
  outOfOrder: Map<number, number> | null;
  /** What besides the name says which experiment it is. */
  conditions: Map<string, string> | null;
  /** Metrics of which it was told that a value is unusable: once is enough. */
  told: Set<string> | null;
}

/** Names are shown in reports, a line each. */
export const LONGEST_NAME = 200;
/** More is no family that anybody measures on one machine; it keeps the memory bounded. */
export const MOST_CASES = 100_000;
export const MOST_METRICS = 200;
export const MOST_VALUES = 20_000_000;

const NO_NUMBER = /^[+-]?(?:nan|inf(?:inity)?|∞)$/i;

/**
 * Collects what the files of one run say. Here it is decided, for all formats, what a usable name is, what a usable figure
 * is, and that a second row of one name counts only as a repeat.
 */
export class MeasurementBook {
  readonly #cases = new Map<string, CaseEntry>();
  readonly #log = defectLog('');
  /** By name; null: it says several, which is no one thing to compare. */
  readonly #environment = new Map<string, string | null>();
  #values = 0;
  /** The first file that was read; null: none. */
  #file: string | null = null;
  #isInvalid = false;
  #isTold = false;
  #isNameTold = false;
  #isFull = false;

  get size(): number {
    return this.#cases.size;
  }

  /** Whether there is a case of that name, of no subject. */
  has(name: string): boolean {
    return this.#cases.has(name);
  }

  /** A file of the run was read to its end. */
  opened(path: string): void {
    this.#file ??= path;
  }

  defect(severity: Defect['severity'], place: Place, text: string): void {
    this.#isInvalid ||= severity === 'invalidates';
    this.#isTold = true;
    this.#log.add({ severity, file: place.file, line: place.line, text });
  }

  invalidates(place: Place, text: string): void {
    this.defect('invalidates', place, text);
  }

  warns(place: Place, text: string): void {
    this.defect('warns', place, text);
  }

  /**
   * The case of that name; null where the name is none, which is told.
   *
   * @param variant tells cases of one name apart; shown only where there are several
   */
  caseOf(place: Place, subject: string | null, name: unknown, variant = ''): CaseEntry | null {
    if (typeof name !== 'string' || name.trim() === '') {
      this.invalidates(place, 'A benchmark has no name.');
      return null;
    }
    const key = subject === null && variant === '' ? name : `${subject ?? ''}\0${name}\0${variant}`;
    const known = this.#cases.get(key);
    if (known !== undefined) return known;
    if (!this.#isNameTold && name.includes('\ufffd')) {
      this.#isNameTold = true;
      this.warns(place, `${quoted(name)} has letters that are no UTF-8, and names that differ by them look alike.`);
    }
    if (!this.#isShort(place, name) || (subject !== null && !this.#isShort(place, subject))) return null;
    if (this.#cases.size >= MOST_CASES) {
      this.#full(place, `There are more than ${MOST_CASES} benchmarks.`);
      return null;
    }
    const entry: CaseEntry = {
      subject,
      name,
      variant,
      isVariantShown: false,
      first: place,
      series: new Map(),
      why: null,
      repeats: 0,
      outOfOrder: null,
      conditions: null,
      told: null,
    };
    this.#cases.set(key, entry);
    return entry;
  }

  /**
   * Counts a repeat. false: that repeat was there already, so the row is another benchmark's, or one written twice.
   *
   * @param index what the program calls the repeat, from 0
   * @param shown the figure of this row, as people are told of it
   */
  isNewRepeat(place: Place, entry: CaseEntry, index: number, shown: string): boolean {
    const before =
      entry.outOfOrder === null ? (index < entry.repeats ? index : undefined) : entry.outOfOrder.get(index);
    if (before !== undefined) {
      const [series] = entry.series.values();
      const figure = series?.values[before];
      const other = series === undefined || figure === undefined ? 'no figure' : `${figure} ${series.unit}`;
      this.invalidates(
        place,
        `${quoted(entry.name)} stands here with ${shown}, and with ${other} at ${describePlace(entry.first)}: neither repeats the other. Give each benchmark a name of its own.`,
      );
      return false;
    }
    if (entry.outOfOrder === null && index !== entry.repeats)
      entry.outOfOrder = new Map(Array.from({ length: entry.repeats }, (_, at) => [at, at]));
    entry.outOfOrder?.set(index, entry.repeats);
    entry.repeats += 1;
    return true;
  }

  /**
   * Adds one value. What is no usable figure is told, once a metric, and left out: no number, also as a word of that, or a
   * negative one where something is timed or counted. One that is not there at all is not of this format.
   */
  value(place: Place, entry: CaseEntry, kind: MetricKind, value: unknown): void {
    if (value === undefined) {
      this.invalidates(place, `${quoted(entry.name)} has no ${quoted(kind.metric)}.`);
      return;
    }
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      this.#unusable(place, entry, kind.metric, value);
      return;
    }
    if (value < 0 && kind.better !== null) {
      this.#unusable(place, entry, kind.metric, value);
      return;
    }
    let series = entry.series.get(kind.metric);
    if (series === undefined) {
      if (entry.series.size >= MOST_METRICS) {
        this.warns(
          place,
          `${quoted(entry.name)} has more than ${MOST_METRICS} metrics; ${quoted(kind.metric)} is left out.`,
        );
        return;
      }
      series = { ...kind, values: [] };
      entry.series.set(kind.metric, series);
    } else if (series.unit !== kind.unit) {
      this.invalidates(
        place,
        `${quoted(entry.name)}: ${quoted(kind.metric)} is in ${quoted(kind.unit)} here and in ${quoted(series.unit)} before.`,
      );
      return;
    }
    if (this.#values >= MOST_VALUES) this.#full(place, `There are more than ${MOST_VALUES} values.`);
    else {
      this.#values += 1;
      series.values.push(value);
    }
  }

  /** Something besides its name that says which experiment a case is. What is no word or number is none. */
  condition(entry: CaseEntry, name: string, value: unknown): void {
    if (typeof value !== 'string' && typeof value !== 'number') return;
    entry.conditions ??= new Map();
    entry.conditions.set(name, String(value));
  }

  /** Something that the program says of where and as what it ran. What is no word or number is none. */
  environment(name: string, value: unknown): void {
    if (typeof value !== 'string' && typeof value !== 'number') return;
    const before = this.#environment.get(name);
    this.#environment.set(name, before === undefined || before === String(value) ? String(value) : null);
  }

  /** The benchmark ran and failed: none of its figures counts, whatever the other repeats show. The first reason stays. */
  failed(entry: CaseEntry, why: string): void {
    entry.why ??= why.trim() === '' ? 'it failed' : why;
  }

  entries(): Iterable<CaseEntry> {
    return this.#cases.values();
  }

  finish(): MeasurementsRead {
    const measurements: Measurement[] = [];
    const failed: FailedCase[] = [];
    this.#showVariants();
    for (const {
      subject,
      name: bare,
      variant,
      isVariantShown,
      series,
      why,
      first,
      told,
      conditions,
    } of this.#cases.values()) {
      const name = isVariantShown ? `${bare}${variant}` : bare;
      if (isVariantShown && !this.#isShort(first, name)) continue;
      if (why !== null) failed.push({ subject, case: name, why });
      else if (series.size === 0 && told === null && !this.#isInvalid)
        this.warns(first, `${quoted(name)} has no figure: it counts as without a result.`);
      else
        for (const { metric, unit, better, exact, values } of series.values())
          measurements.push({
            subject,
            case: name,
            metric,
            unit,
            better,
            exact: exact ?? false,
            values,
            ...(conditions === null ? {} : { conditions }),
          });
    }
    if (measurements.length === 0 && failed.length === 0 && !this.#isTold && this.#file !== null)
      this.invalidates({ file: this.#file, line: null }, 'No benchmark in it has a result: nothing was measured.');
    const environment = new Map([...this.#environment].filter((each): each is [string, string] => each[1] !== null));
    return { measurements, failed, defects: this.#log.list(), environment };
  }

  #showVariants(): void {
    const of = new Map<string, CaseEntry>();
    for (const entry of this.#cases.values()) {
      const key = `${entry.subject ?? ''}\0${entry.name}`;
      const other = of.get(key);
      if (other === undefined) of.set(key, entry);
      else {
        other.isVariantShown = true;
        entry.isVariantShown = true;
      }
    }
  }

  #isShort(place: Place, name: string): boolean {
    if (name.length <= LONGEST_NAME) return true;
    const { length } = [...name];
    if (length <= LONGEST_NAME) return true;
    this.invalidates(place, `${quoted(name)} has ${length} characters; a name has ${LONGEST_NAME} at most.`);
    return false;
  }

  #unusable(place: Place, entry: CaseEntry, metric: string, value: unknown): void {
    entry.told ??= new Set();
    if (entry.told.has(metric) || entry.told.size >= MOST_METRICS) return;
    entry.told.add(metric);
    const isWord = typeof value === 'string' && NO_NUMBER.test(value);
    const shown = isWord || typeof value === 'number' ? String(value) : quoted(shownValue(value));
    this.warns(place, `${quoted(entry.name)}: ${quoted(metric)} is ${shown}, which is no figure of it; left out.`);
  }

  #full(place: Place, text: string): void {
    if (this.#isFull) return;
    this.#isFull = true;
    this.invalidates(place, `${text} Measure fewer at once, or in shards.`);
  }
}

const shownValue = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');

export const describePlace = ({ file, line }: Place): string => (line === null ? file : `${file}:${line}`);

/** What failed, told in the words of a text from outside; untrusted. */
export const wordOr = (value: unknown, otherwise: string): string =>
  typeof value === 'string' && value.trim() !== '' ? value : otherwise;
