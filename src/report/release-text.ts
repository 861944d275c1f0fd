import type { Colors } from 'picocolors/types.js';
import type { ReleaseRecord } from '../core/release/record.ts';
import { printable } from './printable.ts';

/** A finished release in a few lines. */
export function releaseLines(record: ReleaseRecord, colors: Colors): string[] {
  const title =
    record.status === 'released'
      ? `${record.component ?? record.repository} ${record.version} is released and verified${record.rehearsal ? ', in rehearsal' : ''}.`
      : `${record.component ?? record.repository} ${record.version}: the stages asked for are done.`;
  return [
    colors.bold(printable(title)),
    ...(record.mergeCommit === null ? [] : [`  merge commit  ${record.mergeCommit}`]),
    ...(record.tag === null ? [] : [`  tag           ${printable(record.tag.name)}`]),
    ...record.aliases.map((alias) => `  alias         ${printable(alias.name)}`),
    ...record.runs.map(
      (run) => `  run           ${printable(run.workflow)} ${run.conclusion ?? ''} ${printable(run.url)}`,
    ),
    ...(record.release === null
      ? []
      : [`  release       ${printable(record.release.url)} (${record.release.assets.length} assets)`]),
    ...(record.followUp === null
      ? []
      : [`  follow-up     pull request #${record.followUp.number}: ${printable(record.followUp.url)}`]),
    `  gate          ${record.gate.status}: ${printable(record.gate.sentence)}`,
  ];
}
