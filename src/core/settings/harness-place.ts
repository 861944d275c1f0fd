/** zlink's own harness, at its default place. */
export const STREAM_HARNESS = 'core/tests/scenario/stream/run_stream_compare.sh';
