import { quoted } from '../defect.ts';
import { countedKind } from './gungraun-metrics.ts';
import { isObject, type JsonObject, listOr, objectOr } from './json-words.ts';
import type { CaseEntry, MeasurementBook, Place } from './measurement-book.ts';

/** Of the summaries that are read. */
const VERSION = '6';

/**
 * Takes a benchmark's summary, as `--output-format json` prints it.
 *
 * @returns whether the document is one
 */
export function takeSummary(book: MeasurementBook, place: Place, document: JsonObject): boolean {
  const { module_path: path, id, details, profiles, version } = document;
  if (typeof path !== 'string' || !Array.isArray(profiles)) return false;
  const name = nameOf(path, id, details);
  if (version !== VERSION) {
    book.invalidates(
      place,
      `The summary of ${quoted(name)} is of version ${quoted(String(version))}; those of version ${quoted(VERSION)} are read.`,
    );
    return true;
  }
  const entry = book.caseOf(place, null, name);
  if (entry === null || !book.isNewRepeat(place, entry, 0, 'a summary')) return true;
  for (const profile of listOr(profiles)) if (isObject(profile)) takeProfile(book, place, entry, profile);
  return true;
}

/** As the console has it. */
function nameOf(path: string, id: unknown, details: unknown): string {
  if (typeof id !== 'string') return path;
  return typeof details === 'string' && details !== '' ? `${path} ${id}:${details}` : `${path} ${id}`;
}

function takeProfile(book: MeasurementBook, place: Place, entry: CaseEntry, profile: JsonObject): void {
  const tool = typeof profile.tool === 'string' ? profile.tool : 'unknown';
  // Of all processes, threads and parts; a tool that counts nothing has the word None there.
  for (const metrics of Object.values(objectOr(objectOr(objectOr(profile.summaries).total).summary))) {
    for (const [label, metric] of Object.entries(objectOr(metrics))) {
      const figure = counted(objectOr(metric).metrics);
      const kind = countedKind(tool, label);
      if (figure === null) continue;
      if (entry.series.has(kind.metric))
        book.invalidates(place, `${quoted(entry.name)} has two figures of ${quoted(kind.metric)}.`);
      else book.value(place, entry, kind, figure);
    }
  }
}

/** `Left` is of this run, `Right` of the one before. null: it was not counted now. */
function counted(given: unknown): unknown {
  const metrics = objectOr(given);
  const now = metrics.Left ?? listOr(metrics.Both)[0];
  return now === undefined ? null : (Object.values(objectOr(now))[0] ?? 'no number');
}
