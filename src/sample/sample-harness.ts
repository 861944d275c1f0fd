import { readFileSync } from 'node:fs';
import type { SampleFile } from './sample-repository.ts';

/**
 * The benchmark of the built-in sample repository. It speaks the protocol of zlink's STREAM harness and really measures,
 * with three ways to mark the end of a message: `framed` is the sample library's, `raw` and `lines` are controls.
 */
export const SAMPLE_STACKS = ['framed', 'raw', 'lines'] as const;

const STREAM = 'core/tests/scenario/stream';
/** Extra work a message does in the sample library, in steps; a rehearsal makes a version slower by changing it. */
export const WORK_FILE = 'core/src/work-per-message.txt';
/** The same for one stack alone, to break a control on purpose. */
export const stackWorkFile = (stack: string): string => `${STREAM}/${stack}/work-per-message.txt`;

const runner = (stack: string): string => `#!/usr/bin/env bash
# Runs the scenarios of one stack; SCENARIOS names some of them, separated by commas.
set -euo pipefail
here="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"
export LOG_FILE="\${LOG_FILE:-$here/../result/scenario.log}" METRICS_CSV="\${METRICS_CSV:-$here/../result/metrics.csv}"
mkdir -p "$(dirname "$LOG_FILE")" "$(dirname "$METRICS_CSV")"
if [ -z "\${WORK_FILE:-}" ]; then
  WORK_FILE="$here/${stack === 'framed' ? '../../../../src/work-per-message.txt' : 'work-per-message.txt'}"
fi
export WORK_FILE
rc=0
for scenario in $(printf '%s' "\${SCENARIOS:-s0,s1,s2}" | tr ',' ' '); do
  printf '\\n===== ${stack} %s =====\\n' "\${SCENARIO_PREFIX:-}$scenario" >>"$LOG_FILE"
  node "$here/../echo-benchmark.mjs" ${stack} "$scenario" 2>&1 | tee -a "$LOG_FILE" || rc=1
done
exit "$rc"
`;

const COMPARE = `#!/usr/bin/env bash
# Runs every stack once and writes metrics.csv, scenario.log and summary.json into OUT_DIR.
set -euo pipefail
here="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"
timestamp="\${TIMESTAMP:-$(date -u +%Y%m%d_%H%M%S)}"
out="\${OUT_DIR:-$here/result/$timestamp}"
export CCU="\${CCU:-8}" SIZE="\${SIZE:-1024}" INFLIGHT="\${INFLIGHT:-10}" WARMUP="\${WARMUP:-0.1}" MEASURE="\${MEASURE:-0.4}"
export DRAIN_TIMEOUT="\${DRAIN_TIMEOUT:-2}" LATENCY_SAMPLE_RATE="\${LATENCY_SAMPLE_RATE:-16}"
mkdir -p "$out"
export METRICS_CSV="$out/metrics.csv" LOG_FILE="$out/scenario.log"
rm -f "$METRICS_CSV"
{
  echo "=== STREAM Scenario Compare ==="
  echo "timestamp=$timestamp"
  echo "ccu=$CCU size=$SIZE inflight=$INFLIGHT"
  echo "warmup=\${WARMUP}s measure=\${MEASURE}s drain_timeout=\${DRAIN_TIMEOUT}s"
  echo "connect_concurrency=\${CONNECT_CONCURRENCY:-1} backlog=\${BACKLOG:-511} hwm=\${HWM:-0}"
  echo "io_threads=\${IO_THREADS:-1} send_batch=\${SEND_BATCH:-1} latency_sample_rate=$LATENCY_SAMPLE_RATE"
} >"$LOG_FILE"
rc=0
port="\${FRAMED_BASE_PORT:-27110}"
for stack in ${SAMPLE_STACKS.join(' ')}; do
  SCENARIO_PREFIX="$stack-" BASE_PORT="$port" "$here/$stack/run_stream_scenarios.sh" || rc=1
  port=$((port + 100))
done
count() { awk -F, -v want="$1" 'NR > 1 && (want == "" || $NF == want) { n++ } END { print n + 0 }' "$METRICS_CSV"; }
cat >"$out/summary.json" <<JSON
{
  "timestamp": "$timestamp",
  "ccu": $CCU,
  "size": $SIZE,
  "inflight": $INFLIGHT,
  "warmup_sec": $WARMUP,
  "measure_sec": $MEASURE,
  "drain_timeout_sec": $DRAIN_TIMEOUT,
  "total_rows": $(count ''),
  "pass_rows": $(count PASS),
  "skip_rows": $(count SKIP),
  "fail_rows": $(count FAIL),
  "overall_rc": $rc
}
JSON
exit "$rc"
`;

const CONFIG = `# The layout of this repository is recognised by itself; only its benchmark has to be described.
gate:
  subjects: [framed]
  controls: [raw, lines]
bench:
  stacks: [framed, raw, lines]
  scenarios: [s2]
  profile: {CCU: 8, SIZE: 1024, INFLIGHT: 10, WARMUP: 0.3, MEASURE: 0.5, DRAIN_TIMEOUT: 2, LATENCY_SAMPLE_RATE: 16}
`;

/** Every file of the harness, by path. The program lies beside this module, in src/ as in dist/. */
export function sampleHarnessFiles(): ReadonlyMap<string, SampleFile> {
  const script = (content: string): SampleFile => ({ mode: '100755', content });
  const text = (content: string): SampleFile => ({ mode: '100644', content });
  return new Map([
    ['.github/zlink-release.yml', text(CONFIG)],
    [WORK_FILE, text('0\n')],
    [`${STREAM}/run_stream_compare.sh`, script(COMPARE)],
    [`${STREAM}/echo-benchmark.mjs`, text(readFileSync(new URL('./echo-benchmark.mjs', import.meta.url), 'utf8'))],
    ...SAMPLE_STACKS.map((stack): [string, SampleFile] => [
      `${STREAM}/${stack}/run_stream_scenarios.sh`,
      script(runner(stack)),
    ]),
  ]);
}
