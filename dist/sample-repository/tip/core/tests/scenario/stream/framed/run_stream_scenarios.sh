#!/usr/bin/env bash
# Runs the scenarios of one stack; SCENARIOS names some of them, separated by commas.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
export LOG_FILE="${LOG_FILE:-$here/../result/scenario.log}" METRICS_CSV="${METRICS_CSV:-$here/../result/metrics.csv}"
mkdir -p "$(dirname "$LOG_FILE")" "$(dirname "$METRICS_CSV")"
if [ -z "${WORK_FILE:-}" ]; then
  WORK_FILE="$here/../../../../src/work-per-message.txt"
fi
export WORK_FILE
rc=0
for scenario in $(printf '%s' "${SCENARIOS:-s0,s1,s2}" | tr ',' ' '); do
  printf '\n===== framed %s =====\n' "${SCENARIO_PREFIX:-}$scenario" >>"$LOG_FILE"
  node "$here/../echo-benchmark.mjs" framed "$scenario" 2>&1 | tee -a "$LOG_FILE" || rc=1
done
exit "$rc"
