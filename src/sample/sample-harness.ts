import { readSampleFolder, type SampleFiles } from './sample-file.ts';

const STREAM = 'core/tests/scenario/stream';
/** Extra work a message does in the sample library, in steps; a rehearsal makes a version slower by changing it. */
export const WORK_FILE = 'core/src/work-per-message.txt';
/** The same for one stack alone, to break a control on purpose. */
export const stackWorkFile = (stack: string): string => `${STREAM}/${stack}/work-per-message.txt`;

const isHarness = (path: string): boolean =>
  path === '.github/zlink-release.yml' || path === WORK_FILE || path.startsWith(`${STREAM}/`);

/**
 * The benchmark of the built-in sample repository, by path. It speaks the protocol of zlink's STREAM harness and really
 * measures, with three ways to mark the end of a message: `framed` is the sample library's, `raw` and `lines` are controls.
 */
export const sampleHarnessFiles = (): SampleFiles =>
  new Map([...readSampleFolder('tip')].filter(([path]) => isHarness(path)));
