/** The verdict in a few words, and the reasons that it names. */
export const KOREAN_VERDICTS: Readonly<Record<string, string>> = {
  // --- 판정 문장 ---
  'Pass (margin {{0}}). {{1}}.': '통과 (허용 폭 {{0}}). {{1}}.',
  'Pass (advisory). {{0}}.': '통과 (참고용). {{0}}.',
  'Regression: {{0}}.': '성능 저하: {{0}}.',
  'Inconclusive: {{0}}.': '판단 불가: {{0}}.',
  'Inconclusive, {{0}} of {{1}} passed: {{2}}.': '판단 불가({{1}}개 중 {{0}}개 통과): {{2}}.',
  'Inconclusive, {{0}} of {{1}} passed.': '판단 불가({{1}}개 중 {{0}}개 통과).',
  'Invalid measurement: {{0}}.': '측정 무효: {{0}}.',
  'Incomparable: {{0}}': '비교 불가: {{0}}',
  'Incomparable: baseline and candidate are not the same experiment ({{0}}).':
    '비교 불가: 기준과 후보가 같은 실험이 아닙니다({{0}}).',
  'Not measured: {{0}}.': '측정 안 됨: {{0}}.',
  'Not measured: {{0}} has no baseline to be compared with (gate.without-baseline: block).':
    '측정 안 됨: {{0}} 케이스에 비교할 기준이 없습니다(gate.without-baseline: block).',
  'Not measured: {{0}} have no baseline to be compared with (gate.without-baseline: block).':
    '측정 안 됨: {{0}} 케이스에 비교할 기준이 없습니다(gate.without-baseline: block).',
  'Not measured, {{0}} of {{1}} passed: {{2}} has no baseline to be compared with (gate.without-baseline: block).':
    '측정 안 됨({{1}}개 중 {{0}}개 통과): {{2}} 케이스에 비교할 기준이 없습니다(gate.without-baseline: block).',
  'Not measured, {{0}} of {{1}} passed: {{2}} have no baseline to be compared with (gate.without-baseline: block).':
    '측정 안 됨({{1}}개 중 {{0}}개 통과): {{2}} 케이스에 비교할 기준이 없습니다(gate.without-baseline: block).',
  'The gate was not reached.': '게이트까지 가지 못했습니다.',
  'The verdict that was shown was refused.': '주어진 판정을 받아들이지 않았습니다.',
  // --- 그 부분 ---
  '{{0}} Candidate {{1}} against baseline {{2}}.': '{{0}} 기준 {{2}} 대비 후보 {{1}}.',
  'Candidate {{0}} against baseline {{1}}.': '기준 {{1}} 대비 후보 {{0}}.',
  '{{0}} (and {{1}} more)': '{{0}} (그 밖에 {{1}}건)',
  '{{0}}. {{1}} warning': '{{0}}. 경고 {{1}}건',
  '{{0}}. {{1}} warnings': '{{0}}. 경고 {{1}}건',
  '{{0}}. {{1}}, failing before, passes now': '{{0}}. {{1}}: 전에는 실패, 이제 통과',
  '{{0}}. {{1}}, failing before, pass now': '{{0}}. {{1}}: 전에는 실패, 이제 통과',
  '{{0}}. These are two different benchmarks, each side’s own': '{{0}}. 양쪽이 서로 다른, 각자의 벤치마크입니다',
  '{{0}}. These are two different benchmarks, each side’s own. {{1}}':
    '{{0}}. 양쪽이 서로 다른, 각자의 벤치마크입니다. {{1}}',
  '{{0}} and {{1}} more, none of them worse': '{{0}} 외 {{1}}개(더 나쁜 것 없음)',
  'No figure that decides was compared': '판정에 쓰이는 수치가 비교되지 않았습니다',
  '{{0}} failed': '실패: {{0}}',
  '{{0}} failed; {{1}}': '실패: {{0}}; {{1}}',
  '{{0}} produced no row': '행 없음: {{0}}',
  '{{0}} produced no row; {{1}}': '행 없음: {{0}}; {{1}}',
  '{{0}} skipped': '건너뜀: {{0}}',
  '{{0}} skipped; {{1}}': '건너뜀: {{0}}; {{1}}',
  '{{0}}; and {{1}} more': '{{0}}; 외 {{1}}개',
  '{{0}} and {{1}} more': '{{0}} 외 {{1}}개',
  '{{0}} times as much': '{{0}}배',
  '{{0}} of the baseline': '기준의 {{0}}',
  // --- 정확성 ---
  '{{0}} produced no row; it is allowed to be skipped.':
    '{{0}} 케이스가 행을 남기지 않았습니다. 건너뛰어도 되는 케이스입니다.',
  '{{0}} produced no row; the baseline skipped it.': '{{0}} 케이스가 행을 남기지 않았습니다. 기준도 건너뛰었습니다.',
  '{{0}} produced no row; the baseline has it.': '{{0}} 케이스가 행을 남기지 않았습니다. 기준에는 있습니다.',
  '{{0}} produced no row; the baseline has {{1}}.':
    '{{0}} 스택이 행을 남기지 않았습니다. 기준에는 {{1}} 행이 있습니다.',
  '{{0}} produced no row; the baseline has {{1}} (fail_rows: 0 does not count it).':
    '{{0}} 스택이 행을 남기지 않았습니다. 기준에는 {{1}} 행이 있습니다(fail_rows: 0에는 들어가지 않습니다).',
  '{{0}} was skipped, as allowed.': '{{0}} 케이스를 허용된 대로 건너뛰었습니다.',
  '{{0}} was skipped, which is not a PASS; the baseline ran it.':
    '{{0}} 케이스를 건너뛰었습니다. PASS가 아닙니다. 기준에서는 실행했습니다.',
  '{{0}} was skipped, as it was in the baseline: nothing is known about it.':
    '{{0}} 케이스를 기준에서처럼 건너뛰었습니다. 알려진 것이 없습니다.',
  '{{0}} fails as it did in the baseline: {{1}}.': '{{0}} 케이스가 기준에서처럼 실패합니다: {{1}}.',
  '{{0}} failed ({{1}}) while its load passed: repeat the run to confirm or clear it.':
    '{{0}} 케이스가 실패했지만({{1}}) 부하는 통과했습니다. 다시 실행해 확인하세요.',
  '{{0}} failed once and was not confirmed: {{1}}.': '{{0}} 케이스가 한 번 실패했고 확인되지 않았습니다: {{1}}.',
  '{{0}} passes now; in the baseline it failed ({{1}}).':
    '{{0}} 케이스가 이제 통과합니다. 기준에서는 실패했습니다({{1}}).',
  '{{0}} has no baseline to be compared with.': '{{0}} 케이스에 비교할 기준이 없습니다.',
  '{{0}} passed on both sides, but its {{1}} is unknown or zero on one: it cannot be judged.':
    '{{0}} 케이스가 양쪽에서 통과했지만 한쪽의 {{1}} 값을 모르거나 0이어서 판정할 수 없습니다.',
  'Nothing of any subject could be compared, so nothing says that the candidate is not slower.':
    '대상의 수치를 하나도 비교하지 못해서, 후보가 느려지지 않았다고 말할 수 없습니다.',
  'The baseline has no row at all: there is nothing to compare with.':
    '기준에 행이 하나도 없어서 비교할 것이 없습니다.',
  // --- 대조군과 기계 ---
  '{{0}} does not contain the code under test, but changed by {{1}} (p = {{2}} after {{3}}): the measurement is broken.':
    '대조군 {{0}} 에는 시험하는 코드가 없는데 {{1}} 변했습니다({{3}} 뒤 p = {{2}}). 측정이 잘못되었습니다.',
  'No control was measured: a broken measurement would not be noticed.':
    '대조군을 측정하지 않아서, 측정이 잘못되어도 알 수 없습니다.',
  'Only one control was measured ({{0}}): a broken measurement may go unnoticed.':
    '대조군을 하나만 측정해서({{0}}), 측정이 잘못되어도 모를 수 있습니다.',
  'The host changed between round {{0}} and round {{1}}: {{2}}; then {{3}}.':
    '{{0}}라운드와 {{1}}라운드 사이에 호스트가 바뀌었습니다: {{2}}, 그다음 {{3}}.',
  'The host of {{0}} is not recorded: whether both ran on the same machine is not known.':
    '{{0}} 호스트가 기록되지 않아서, 양쪽이 같은 기계에서 돌았는지 알 수 없습니다.',
  'Measured on different hosts: baseline on {{0}}; candidate on {{1}}.':
    '서로 다른 호스트에서 측정했습니다: 기준 {{0}}, 후보 {{1}}.',
  // --- 듀엣 ---
  '{{0}} has {{1}} complete round; at least {{2}} are needed.':
    '{{0}} 케이스의 온전한 라운드가 {{1}}개입니다. 적어도 {{2}}개가 필요합니다.',
  '{{0}} has {{1}} complete rounds; at least {{2}} are needed.':
    '{{0}} 케이스의 온전한 라운드가 {{1}}개입니다. 적어도 {{2}}개가 필요합니다.',
  '{{0}}: {{1}} after {{2}}, with a standard deviation of {{3}} from round to round, is neither clearly slower nor clearly within −{{4}}.':
    '{{0}}: {{2}} 뒤 {{1}}, 라운드 간 표준 편차 {{3}}. 분명히 느려진 것도, 분명히 −{{4}} 안에 있는 것도 아닙니다.',
  '{{0}}: too noisy for a margin of {{1}}. It would take about {{2}}; in {{3}}, this machine resolves about {{4}}.':
    '{{0}}: 허용 폭 {{1}} 기준으로는 잡음이 너무 큽니다. 약 {{2}} 필요하고, 이 기계는 {{3}} 안에 약 {{4}} 차이까지 구별합니다.',
  '{{0}} is slow in {{1}} of {{2}} rounds, by about {{3}} ({{4}}), and not in the others: a slowdown that comes and goes, which no mean describes.':
    '{{0}} 케이스가 {{2}}라운드 중 {{1}}라운드에서 약 {{3}} 느리고({{4}}) 나머지에서는 그렇지 않습니다. 나타났다 사라지는 성능 저하여서 평균으로는 나타낼 수 없습니다.',
  '{{0}} has a trend: from {{1}} in the first round to {{2}} in the last, so no mean describes it (something grows, fills or throttles on one side).':
    '{{0}} 케이스에 추세가 있습니다. 첫 라운드 {{1}} 에서 마지막 {{2}} 까지 변해서 평균으로는 나타낼 수 없습니다(한쪽에서 무언가가 늘거나, 차거나, 느려집니다).',
  '{{0}} has a round that is no number.': '{{0}} 케이스에 숫자가 아닌 라운드가 있습니다.',
  'A budget of {{0}} cannot decide at a false-alarm rate of {{1}}: at least {{2}} rounds have to be allowed.':
    '{{0}} 예산으로는 오경보율 {{1}} 수준에서 판정할 수 없습니다. 적어도 {{2}}라운드를 허용해야 합니다.',
  '{{0}} changed by exactly {{1}} in every round: figures without any spread are not believed to be measured. A metric that is counted and not timed is declared with gate.metrics: {{{2}}: {exact: true}}.':
    '{{0}} 케이스가 모든 라운드에서 정확히 {{1}} 변했습니다. 흩어짐이 전혀 없는 수치는 측정한 것으로 보지 않습니다. 시간을 재지 않고 세는 지표라면 gate.metrics: {{{2}}: {exact: true}} 설정으로 알려 주세요.',
  // --- 같은 실험인지 ---
  '{{0}} differs: {{1}} in the baseline, {{2}} in the candidate. It is not the same experiment.':
    '{{0}} 값이 다릅니다: 기준 {{1}}, 후보 {{2}}. 같은 실험이 아닙니다.',
  '{{0}} of {{1}} is in {{2}} and in {{3}}, which do not convert into each other. It is not the same experiment.':
    '{{1}} 케이스의 {{0}} 단위가 {{2}} 및 {{3}} 이고 서로 바꿀 수 없습니다. 같은 실험이 아닙니다.',
  '{{0}} differs between runs of one side: {{1}} in the first, {{2}} in {{3}}.':
    '한쪽의 실행들 사이에서 {{0}} 값이 다릅니다: 첫 실행 {{1}}, {{3}} 실행 {{2}}.',
  '{{0}} of {{1}} differs: {{2}}, and {{3}} in {{4}}. It is not the same experiment.':
    '{{1}} 케이스의 {{0}} 값이 다릅니다: {{2}}, 그리고 {{4}} 쪽은 {{3}}. 같은 실험이 아닙니다.',
  'The benchmark itself differs between the sides ({{0}}): {{1}}.': '양쪽의 벤치마크 자체가 다릅니다({{0}}): {{1}}.',
  'the candidate’s measured both sides': '후보의 벤치마크로 양쪽을 측정했습니다',
  'each side was measured by its own, so two benchmarks are compared (`bench.sources: candidate` measures both with one)':
    '양쪽을 각자의 벤치마크로 측정했으므로 서로 다른 벤치마크를 비교합니다(`bench.sources: candidate`는 하나로 양쪽을 측정합니다)',
  "The {{0}}'s runs measured {{1}} different trees: {{2}}.":
    '{{0}} 쪽 실행들이 서로 다른 트리 {{1}}개를 측정했습니다: {{2}}.',
  // --- 기준이 없을 때 ---
  'The baseline has no benchmark: there is nothing to compare {{0}} with yet, and the next change is compared with this one. {{1}}':
    '기준에 벤치마크가 없습니다. 아직 {{0}} 케이스와 비교할 것이 없고, 다음 변경은 이번 것과 비교합니다. {{1}}',
  'The baseline has no benchmark ({{0}}): there is nothing to compare {{1}} with yet, and the next change is compared with this one. {{2}}':
    '기준에 벤치마크가 없습니다({{0}}). 아직 {{1}} 케이스와 비교할 것이 없고, 다음 변경은 이번 것과 비교합니다. {{2}}',
  'It passes by `gate.without-baseline: pass`.': '`gate.without-baseline: pass` 설정에 따라 통과합니다.',
  'It blocks by `gate.without-baseline: block`.': '`gate.without-baseline: block` 설정에 따라 막습니다.',
  'The candidate’s benchmark does not run on the baseline ({{0}}), so nothing says how the two compare. {{1}}':
    '후보의 벤치마크가 기준에서 돌지 않아서({{0}}) 둘을 비교할 수 없습니다. {{1}}',
  'Run each side’s own benchmark (`bench.sources: each`), or measure first what both sides have: the new benchmark counts from the release that has it.':
    '양쪽을 각자의 벤치마크로 측정하거나(`bench.sources: each`), 양쪽에 다 있는 것부터 측정하세요. 새 벤치마크는 그것이 들어간 릴리스부터 셉니다.',
  // --- 앵커 ---
  '{{0}} has become {{1}} since {{2}}: {{3}} {{4}} ({{5}}), beyond {{6}} since then. Each step may have passed by itself.':
    '{{0}} 케이스가 {{2}} 뒤로 나빠졌습니다({{1}}): {{3}} {{4}} ({{5}}). 그때부터의 허용 폭 {{6}} 밖입니다. 단계마다는 통과했을 수 있습니다.',
  'Beside the anchor {{0}}: {{1}}': '앵커 {{0}} 대비: {{1}}',
};
