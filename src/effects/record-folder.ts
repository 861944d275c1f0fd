import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fewNames } from '../core/few-names.ts';
import type { Defect } from '../core/measurements/defect.ts';
import { FORMATS, type FormatName, fittingFormats } from '../core/measurements/formats/formats.ts';
import type { HarnessResult } from '../core/measurements/harness-result.ts';
import type { ReadRule } from '../core/measurements/read-rule.ts';
import { type FormatRead, recordResult } from '../core/measurements/record-result.ts';
import { pathGlob } from '../core/path-glob.ts';
import { readFormatFiles } from './format-files.ts';
import { openRegular } from './regular-file.ts';
import { type RunOrigin, readSummaryFile } from './result-folder.ts';

/** What bench leaves beside the files of the command. People call their own files so as well. */
const OWN_FILES: ReadonlySet<string> = new Set([
  'harness-output.log',
  'summary.json',
  'round.json',
  'bench.json',
  'cpu.json',
]);
const MOST_FILES = 100_000;
/** In bytes: enough to see whose file it is. */
const HEAD = 65_536;

/**
 * Reads a run that benchmark programs left in a folder.
 *
 * @param rules which files are whose; null: files are recognised by what is in them
 * @returns null where there is no file of a known program
 */
export async function readRecordFolder(
  folder: string,
  origin: RunOrigin,
  rules: readonly ReadRule[] | null,
  name: string,
): Promise<HarnessResult | null> {
  const paths = await filesBelow(folder);
  const defects: Defect[] = [];
  const reads: FormatRead[] = [];
  const { rules: found, unclear } =
    rules === null ? await recognised(folder, paths) : { rules: matched(rules, paths), unclear: [] };
  for (const { path, formats } of unclear)
    defects.push({ severity: 'invalidates', file: `${name}/${path}`, line: null, text: unclearText(path, formats) });
  for (const { rule, files } of found) {
    if (files.length === 0) {
      const text = `No file matches ${JSON.stringify(rule.files)} of bench.read: ${FORMATS[rule.format].program} wrote none.`;
      defects.push({ severity: 'invalidates', file: name, line: null, text });
    } else
      reads.push({ format: rule.format, metric: rule.metric, read: await readFormatFiles(folder, rule.format, files) });
  }
  if (reads.length === 0 && defects.length === 0 && rules === null) return null;
  const { summary } = await readSummaryFile(folder, name);
  return recordResult({ folder: name, ...origin, reads, summary, defects });
}

interface RuleFiles {
  readonly rule: ReadRule;
  readonly files: readonly string[];
}

/** Files that a run took from its tree stand below `tree`. */
function matched(rules: readonly ReadRule[], paths: readonly string[]): RuleFiles[] {
  return rules.map((rule) => {
    const fits = pathGlob(rule.files);
    return {
      rule,
      files: paths.filter((path) => fits(path) || (path.startsWith(TREE) && fits(path.slice(TREE.length)))),
    };
  });
}

/** Below the folder of a run: what it took from the tree that it measured. */
export const TREE = 'tree/';

/** A file that could be of several formats, so that people have to say of which. */
interface UnclearFile {
  readonly path: string;
  readonly formats: readonly FormatName[];
}

/** Many files of one kind are one sentence's worth. */
const MOST_UNCLEAR = 20;

async function recognised(
  folder: string,
  paths: readonly string[],
): Promise<{ rules: RuleFiles[]; unclear: UnclearFile[] }> {
  const found = new Map<FormatName, string[]>();
  const unclear: UnclearFile[] = [];
  for (const path of paths) {
    const fitting = await formatsOf(folder, path);
    const [format, ...others] = fitting;
    if (others.length > 0 && unclear.length < MOST_UNCLEAR) unclear.push({ path, formats: fitting });
    else if (format !== undefined && others.length === 0) found.set(format, [...(found.get(format) ?? []), path]);
  }
  const rules = [...found].map(([format, files]) => ({ rule: { format, files: '', metric: null }, files }));
  return { rules, unclear };
}

/** The formats that the beginning of a file fits. */
async function formatsOf(folder: string, path: string): Promise<readonly FormatName[]> {
  const opened = await openRegular(join(folder, path)).catch(() => null);
  if (opened === null) return [];
  const head = Buffer.alloc(Math.min(HEAD, opened.size));
  await opened.handle.read(head, 0, head.length, 0).finally(() => opened.handle.close());
  return fittingFormats(path, head.toString(isWide(head) ? 'utf16le' : 'utf8'));
}

/**
 * Whether a file is one that bench left beside those of the command, and not a benchmark program’s of the same name. What a
 * command says on its error output is never a result.
 */
export const isOfBench = async (folder: string, name: string): Promise<boolean> =>
  OWN_FILES.has(name) && (!name.endsWith('.json') || (await formatsOf(folder, name)).length === 0);

/** Names the lines to write: which of the formats it is stands nowhere in the file. */
function unclearText(path: string, formats: readonly FormatName[]): string {
  const lines = formats.map((format) => `\`read: [{format: ${format}, files: ${JSON.stringify(path)}}]\``);
  return `Nothing in it says which of ${lines.length} formats it has. Write below \`bench:\` in .github/zlink-release.yml ${lines.join(' or ')}.`;
}

/** The files below a folder, as people are told of them where none is known; null: there is none. */
export async function filesSeen(folder: string): Promise<string | null> {
  const paths = await filesBelow(folder);
  if (paths.length === 0) return null;
  const names: string[] = [];
  for (const path of paths) {
    // More than these are a number in the sentence.
    const why = names.length < MOST_UNCLEAR ? await whyNoneKnows(join(folder, path)) : '';
    names.push(`${JSON.stringify(path)}${why}`);
  }
  return fewNames(names);
}

/** What a program that was ended leaves of its file, and what packs it, have no format. */
async function whyNoneKnows(path: string): Promise<string> {
  const opened = await openRegular(path).catch(() => null);
  if (opened === null) return '';
  const head = Buffer.alloc(2);
  await opened.handle.read(head, 0, head.length, 0).finally(() => opened.handle.close());
  if (opened.size === 0) return ' (empty)';
  return head[0] === 0x1f && head[1] === 0x8b ? ' (compressed)' : '';
}

const isWide = (head: Buffer): boolean => head[0] === 0xff && head[1] === 0xfe;

/** Regular files below a folder, sorted, with forward slashes; links are not followed. */
export async function filesBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  const pending = [''];
  for (let below = pending.pop(); below !== undefined; below = pending.pop()) {
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      if (entry.isDirectory()) pending.push(`${below}${entry.name}/`);
      else if (entry.isFile() && !(below === '' && (await isOfBench(folder, entry.name))))
        found.push(`${below}${entry.name}`);
      if (found.length > MOST_FILES) throw Object.assign(new Error('too many files'), { code: 'too many files' });
    }
  }
  return found.sort();
}
