import { sampleFiles } from '../../src/sample/sample-repository.ts';

/** The sample's configuration, but for asking after the runs seldom. */
export const FEW_POLLS = `${sampleFiles().get('.github/zlink-release.yml')?.content}watch: {poll-interval-seconds: 600}\n`;
