#!/usr/bin/env bash
# Runs every stack once and writes metrics.csv, scenario.log and summary.json into OUT_DIR.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
timestamp="${TIMESTAMP:-$(date -u +%Y%m%d_%H%M%S)}"
out="${OUT_DIR:-$here/result/$timestamp}"
export CCU="${CCU:-8}" SIZE="${SIZE:-1024}" INFLIGHT="${INFLIGHT:-10}" WARMUP="${WARMUP:-0.1}" MEASURE="${MEASURE:-0.4}"
export DRAIN_TIMEOUT="${DRAIN_TIMEOUT:-2}" LATENCY_SAMPLE_RATE="${LATENCY_SAMPLE_RATE:-16}"
mkdir -p "$out"
export METRICS_CSV="$out/metrics.csv" LOG_FILE="$out/scenario.log"
rm -f "$METRICS_CSV"
{
  echo "=== STREAM Scenario Compare ==="
  echo "timestamp=$timestamp"
  echo "ccu=$CCU size=$SIZE inflight=$INFLIGHT"
  echo "warmup=${WARMUP}s measure=${MEASURE}s drain_timeout=${DRAIN_TIMEOUT}s"
  echo "connect_concurrency=${CONNECT_CONCURRENCY:-1} backlog=${BACKLOG:-511} hwm=${HWM:-0}"
  echo "io_threads=${IO_THREADS:-1} send_batch=${SEND_BATCH:-1} latency_sample_rate=$LATENCY_SAMPLE_RATE"
} >"$LOG_FILE"
rc=0
port="${FRAMED_BASE_PORT:-27110}"
for stack in framed raw lines; do
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
