import type { Colors } from 'picocolors/types.js';
import { counted } from '../core/counted.ts';
import { headline } from '../core/gate/verdict-sentence.ts';
import type { ReleaseRecord, SignatureRecord } from '../core/release/record.ts';
import { durationText } from './durations.ts';
import { labelled } from './labelled.ts';
import { printable } from './printable.ts';
import { ENGLISH, type Words } from './words.ts';

/** Columns of the labels. */
export const LABEL_WIDTH = 14;

/**
 * A finished release in a few lines.
 *
 * @param options.words in which it is told
 * @param options.links whether its addresses still lead somewhere: those of a rehearsal do while it is served
 */
export function releaseLines(
  record: ReleaseRecord,
  colors: Colors,
  { links = true, words = ENGLISH }: { readonly links?: boolean; readonly words?: Words } = {},
): string[] {
  const { say } = words;
  const line = (label: string, text: string) => labelled(say(label), text, LABEL_WIDTH);
  const at = (url: string) => (links ? ` ${printable(url)}` : '');
  const subject = printable(`${record.component ?? record.repository} ${record.version}`);
  const title =
    record.status === 'released'
      ? record.rehearsal
        ? say(`${subject} is released and verified, in rehearsal.`)
        : say(`${subject} is released and verified.`)
      : say(`${subject}: the stages asked for are done.`);
  const bytes = record.release?.assets.reduce((sum, asset) => sum + asset.size, 0) ?? 0;
  return [
    colors.bold(record.status === 'released' ? colors.green(title) : title),
    ...(record.pullRequest === null
      ? []
      : [line('pull request', `#${record.pullRequest.number}${at(record.pullRequest.url)}`)]),
    ...record.checks.map(({ context, conclusion, url }) =>
      line('check', `${printable(context)} ${conclusion ?? say('unknown')}${url === null ? '' : at(url)}`),
    ),
    ...(record.mergeCommit === null ? [] : [line('merge commit', record.mergeCommit)]),
    ...(record.tag === null ? [] : [line('tag', printable(record.tag.name))]),
    ...record.aliases.map((alias) => line('alias', printable(alias.name))),
    ...record.runs.map((run) =>
      line('run', `${printable(run.workflow)} ${run.conclusion ?? say('unknown')}${at(run.url)}`),
    ),
    ...(record.release === null
      ? []
      : [
          line(
            'release',
            `${say(counted(record.release.assets.length, 'asset'))}, ${say(counted(bytes, 'byte'))}${at(record.release.url)}`,
          ),
          // What a list does not prove is a warning already.
          ...record.release.checksums
            .filter(({ agrees, warnings }) => agrees > 0 || warnings.length === 0)
            .map(({ name, agrees }) => {
              const others = counted((record.release?.assets.length ?? 1) - 1, 'other asset');
              return line('checksums', say(`${printable(name)} agrees about ${agrees} of ${others}`));
            }),
          ...signatureLines(record.release.signatures).map((each) => line('signatures', say(each))),
        ]),
    ...(record.followUp === null
      ? []
      : [line('follow-up', `${say(`pull request #${record.followUp.number}`)}${at(record.followUp.url)}`)]),
    line('gate', printable(say(headline(record.gate)))),
    line('took', timesText(record)),
  ];
}

/** Signatures are somebody's word about an asset: whether it was checked is said of each. */
function signatureLines(signatures: readonly SignatureRecord[]): string[] {
  const unchecked = signatures.filter(({ isChecked }) => !isChecked).map(({ name }) => printable(name));
  const checked = signatures.filter(({ isChecked }) => isChecked).map(({ name }) => printable(name));
  return [
    ...(checked.length === 0 ? [] : [`checked: ${checked.join(', ')}`]),
    ...(unchecked.length === 0 ? [] : [`not checked: ${unchecked.join(', ')}`]),
  ];
}

/** The whole, and the stages that took a noticeable part of it. */
function timesText({ stages, startedAt, endedAt }: ReleaseRecord): string {
  const whole = endedAt === null ? null : Date.parse(endedAt) - Date.parse(startedAt);
  const done = stages.filter((stage) => stage.outcome === 'done');
  const total = whole ?? done.reduce((sum, stage) => sum + stage.milliseconds, 0);
  const parts = done
    .filter((stage) => stage.milliseconds >= total / 100)
    .map((stage) => `${stage.stage} ${durationText(stage.milliseconds)}`);
  return parts.length === 0 ? durationText(total) : `${durationText(total)}: ${parts.join(', ')}`;
}
