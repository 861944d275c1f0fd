import { createTwoFilesPatch } from 'diff';
import type { Colors } from 'picocolors/types.js';
import type { ReleasePlan } from '../core/release/plan.ts';
import { short } from '../core/release/position.ts';
import { printable } from './printable.ts';

/** A plan as a person reads it before anything happens: names, the diff of every file, runs, warnings. */
export function planLines(plan: ReleasePlan, standing: string, colors: Colors): string[] {
  const { names, publication } = plan;
  const heading = (text: string) => colors.bold(text);
  const lines = [
    heading(printable(`${plan.component ?? plan.repository.repo} ${plan.previousVersion} → ${plan.version}`)),
    `  repository    ${printable(`${plan.repository.owner}/${plan.repository.repo}`)} as ${printable(plan.repository.viewer.login ?? 'unknown')}`,
    `  from          ${printable(plan.baseBranch)} at ${short(plan.base.commit)}`,
    `  standing      ${standing}`,
    `  branch        ${printable(names.branch)}`,
    `  commit        ${printable(names.commitMessage)}`,
    `  pull request  ${printable(names.pullRequestTitle)}`,
    `  tag           ${printable(names.tag)} ("${printable(names.tagMessage)}")`,
    ...names.aliasTags.map((name) => `  alias         ${printable(name)} ("${printable(names.aliasMessage)}")`),
    `  tree          ${plan.expectedTree}`,
    '',
    heading('Files'),
  ];
  for (const edit of plan.edits) {
    lines.push(
      `  ${printable(edit.path)}${edit.from === null || edit.from === plan.previousVersion ? '' : colors.yellow(` (says ${printable(edit.from)} today)`)}`,
    );
    lines.push(...diffLines(edit.before, edit.after, colors).map((line) => `    ${line}`));
  }
  lines.push('', heading('Runs'));
  for (const ref of publication.refs) {
    lines.push(`  ${printable(ref.ref)}`);
    for (const { path, starts, why } of ref.decisions) {
      const mark = starts ? colors.green('starts') : colors.dim('rests ');
      lines.push(`    ${mark}  ${printable(path)}  ${colors.dim(printable(why))}`);
    }
  }
  if (publication.assets !== null) {
    lines.push(
      '',
      heading('Assets'),
      ...publication.assets.map(
        (asset) =>
          `  ${printable(asset.name)}${asset.certainty === 'exact' ? '' : colors.dim(` (${asset.certainty})`)}`,
      ),
    );
  }
  if (plan.notes.length > 0) lines.push('', heading('Notes'), ...plan.notes.map((note) => `  ${printable(note)}`));
  if (plan.warnings.length > 0) {
    lines.push('', heading('Warnings'), ...plan.warnings.map((warning) => colors.yellow(`  ! ${printable(warning)}`)));
  }
  return lines;
}

/** The changed lines of a file with one line of context. */
function diffLines(before: Uint8Array, after: Uint8Array, colors: Colors): string[] {
  const patch = createTwoFilesPatch(
    'a',
    'b',
    Buffer.from(before).toString('utf8'),
    Buffer.from(after).toString('utf8'),
    '',
    '',
    { context: 1 },
  );
  return patch
    .split('\n')
    .slice(4)
    .filter((line) => line !== '' && !line.startsWith('\\'))
    .slice(0, 60)
    .map((line) => {
      const text = printable(line, 200);
      if (line.startsWith('+')) return colors.green(text);
      if (line.startsWith('-')) return colors.red(text);
      return colors.dim(text);
    });
}
