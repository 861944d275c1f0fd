import { readdirSync, readFileSync } from 'node:fs';
import { parseWorkflow, type WorkflowFile } from '../../../src/core/triggers/workflow-file.ts';

const folder = new URL('../../cases/workflow/zlink-shaped/', import.meta.url);

/** Reads a workflow that must be readable. */
export function workflow(text: string, path = '.github/workflows/test.yml'): WorkflowFile {
  const parsed = parseWorkflow(path, text);
  if (!parsed.ok) throw new Error(parsed.problems.map((each) => `${each.where}: ${each.what}`).join('\n'));
  return parsed.value;
}

/** The four workflows of a repository shaped like the first user's, in path order. */
export const zlinkShaped: readonly WorkflowFile[] = readdirSync(folder)
  .filter((name) => name.endsWith('.yml'))
  .sort()
  .map((name) => workflow(readFileSync(new URL(name, folder), 'utf8'), `.github/workflows/${name}`));

/** One of them by its file name. */
export function zlinkWorkflow(name: string): WorkflowFile {
  const found = zlinkShaped.find((each) => each.path.endsWith(`/${name}`));
  if (found === undefined) throw new Error(`no fixture ${name}`);
  return found;
}
