/**
 * What stands around the sentences of a verdict: its status before, and what was compared behind. They are looked for first:
 * what is between may be a message with more words than they have.
 */
export const KOREAN_FRAMES: Readonly<Record<string, string>> = {
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
  '{{0}} (and {{1}} more)': '{{0}} (그 밖에 {{1}}건)',
  '{{0}} (and {{1}} more).': '{{0}} (그 밖에 {{1}}건).',
  '{{0}} Candidate {{1}} against baseline {{2}}.': '{{0}} 기준 {{2}} 대비 후보 {{1}}.',
};

/** The verdict in a few words, and the reasons that it names. */
export const KOREAN_VERDICTS: Readonly<Record<string, string>> = {
  ...KOREAN_FRAMES,
  'Not measured: the gate was not reached.': '측정 안 됨: 게이트까지 가지 못했습니다.',
  'Not measured: the verdict that was shown was refused.': '측정 안 됨: 주어진 판정을 받아들이지 않았습니다.',
  // --- 그 부분 ---
  'Candidate {{0}} against baseline {{1}}.': '기준 {{1}} 대비 후보 {{0}}.',
  '{{0}}. {{1}} warning': '{{0}}. 경고 {{1}}건',
  '{{0}}. {{1}} warnings': '{{0}}. 경고 {{1}}건',
  '{{0}}. {{1}}, failing before, passes now. {{2}} warning': '{{0}}. {{1}}: 전에는 실패, 이제 통과. 경고 {{2}}건',
  '{{0}}. {{1}}, failing before, passes now. {{2}} warnings': '{{0}}. {{1}}: 전에는 실패, 이제 통과. 경고 {{2}}건',
  '{{0}}. {{1}}, failing before, pass now. {{2}} warning': '{{0}}. {{1}}: 전에는 실패, 이제 통과. 경고 {{2}}건',
  '{{0}}. {{1}}, failing before, pass now. {{2}} warnings': '{{0}}. {{1}}: 전에는 실패, 이제 통과. 경고 {{2}}건',
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
  'Nothing decides: of every subject, metrics only warn or are shown, so nothing says that the candidate is not slower. One that decides is named with gate.metrics or gate.cases.':
    '판정에 쓰이는 것이 없습니다. 모든 대상의 지표가 경고만 하거나 보이기만 해서, 후보가 느려지지 않았다고 말할 수 없습니다. 판정에 쓸 지표는 gate.metrics 또는 gate.cases 설정에 적습니다.',
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
    '{{0}}: 허용 폭 {{1}} 기준으로는 잡음이 너무 큽니다. 약 {{2}} 필요하고, 이 기계는 {{3}}라운드 안에 약 {{4}} 차이까지 구별합니다.',
  '{{0}} is slow in {{1}} of {{2}} rounds, by about {{3}} ({{4}}), and not in the others: a slowdown that comes and goes, which no mean describes.':
    '{{0}} 케이스가 {{2}}라운드 중 {{1}}라운드에서 약 {{3}} 느리고({{4}}) 나머지에서는 그렇지 않습니다. 나타났다 사라지는 성능 저하여서 평균으로는 나타낼 수 없습니다.',
  '{{0}} has a trend: from {{1}} in the first round to {{2}} in the last, so no mean describes it (something grows, fills or throttles on one side).':
    '{{0}} 케이스에 추세가 있습니다. 첫 라운드 {{1}} 에서 마지막 {{2}} 까지 변해서 평균으로는 나타낼 수 없습니다(한쪽에서 무언가가 늘거나, 차거나, 느려집니다).',
  '{{0}} has a round that is no number.': '{{0}} 케이스에 숫자가 아닌 라운드가 있습니다.',
  'A budget of {{0}} cannot decide at a false-alarm rate of {{1}}: at least {{2}} rounds have to be allowed.':
    '{{0}} 예산으로는 오경보율 {{1}} 수준에서 판정할 수 없습니다. 적어도 {{2}}라운드를 허용해야 합니다.',
  '{{0}}, exactly so in every round: figures without any spread are not believed to be measured. {{1}}':
    '{{0}}, 모든 라운드에서 똑같습니다. 흩어짐이 전혀 없는 수치는 측정한 것으로 보지 않습니다. {{1}}',
  '{{0}}, exactly so in {{1}} of {{2}} and far from it in the others: its figures move in steps that are too coarse to tell a small change. Let each run take longer, so that a step is a small part of it. {{3}}':
    '{{0}}, {{2}} 가운데 {{1}}개에서 똑같고 나머지는 동떨어져 있습니다. 수치가 움직이는 단계가 너무 커서 작은 변화를 가릴 수 없습니다. 한 단계가 작은 몫이 되도록 실행을 더 길게 하세요. {{3}}',
  'A metric that is counted and not timed is declared with gate.metrics: {{{0}}: {exact: true}}.':
    '시간을 재지 않고 세는 지표라면 gate.metrics: {{{0}}: {exact: true}} 설정으로 알려 주세요.',
  // --- 같은 실험인지 ---
  '{{0}} differs: {{1}} in the baseline, {{2}} in the candidate. It is not the same experiment.':
    '{{0}} 값이 다릅니다: 기준 {{1}}, 후보 {{2}}. 같은 실험이 아닙니다.',
  '{{0}} of {{1}} is better higher in one run and lower in another. It is not the same experiment.':
    '{{1}} 케이스의 {{0}} 지표가 어떤 실행에서는 클수록, 다른 실행에서는 작을수록 좋다고 되어 있습니다. 같은 실험이 아닙니다.',
  'The benchmark program says that it ran otherwise: {{0}}.': '벤치마크 프로그램이 실행 환경이 다르다고 합니다: {{0}}.',
  '{{0}} {{1}} in the baseline, {{2}} in the candidate': '{{0}} 기준 {{1}}, 후보 {{2}}',
  '{{0}} of {{1}} is configured to {{2}}, and nothing says which way it is better: write `better: lower` or `better: higher` below `gate.metrics.{{3}}`.':
    '{{1}} 케이스의 {{0}} 지표가 {{2}} 로 설정되어 있지만 어느 쪽이 좋은지 알 수 없습니다. `gate.metrics.{{3}}` 아래에 `better: lower` 또는 `better: higher` 를 쓰세요.',
  '{{0}}: 0 in every run of both sides, which is too little to be compared: it is not judged.':
    '{{0}}: 양쪽의 모든 실행에서 0입니다. 너무 작아 비교할 수 없어서 판정하지 않습니다.',
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
  // --- 변화의 크기 ---
  '1/{{0}} of the baseline': '기준의 1/{{0}}',
  'changed by {{0}}': '변화 {{0}}',
  'latency changed by {{0}}': '지연 변화 {{0}}',
  'latency is {{0}}': '지연 현재 {{0}}',
  'latency changed within [{{0}}, {{1}}]': '지연 변화 [{{0}}, {{1}}] 안',
  'is {{0}}': '현재 {{0}}',
  'changed within [{{0}}, {{1}}]': '변화 [{{0}}, {{1}}] 안',
  '{{0}} latency': '{{0}} 지연',
  ', or less than {{0}}': ', 또는 {{0}} 미만',
  ' ({{0}}, where less than {{1}} does not count)': ' ({{0}}, {{1}} 미만은 세지 않음)',
  '{{0}} {{1}} ({{2}}, now {{3}})': '{{0}} {{1}} (전 {{2}}, 지금 {{3}})',
  'the baseline': '기준',
  'the candidate': '후보',
  'either side': '양쪽',
  'unknown kernel': '커널 모름',
  // --- 기록 비교 ---
  '{{0}}: {{1}} {{2}} (from {{3}} to {{4}})': '{{0}}: {{1}} {{2}} ({{3}} 에서 {{4}} 로)',
  '{{0}}: {{1}} {{2}} (from {{3}} to {{4}}): {{5}}.': '{{0}}: {{1}} {{2}} ({{3}} 에서 {{4}} 로). {{5}}.',
  '{{0}} beyond {{1}}': '{{0}} {{1}} 경계를 넘습니다',
  '{{0}} beyond {{1}}, and beyond the scatter of the controls': '{{0}} {{1}} 경계를 넘고, 대조군의 흩어짐도 넘습니다',
  '{{0}} beyond {{1}}, which no noise of a known host explains':
    '{{0}} {{1}} 경계를 넘습니다. 알려진 호스트의 어떤 잡음으로도 설명되지 않습니다',
  '{{0}} beyond {{1}}, in every run of the candidate against every one of the baseline':
    '{{0}} {{1}} 경계를 넘습니다(후보의 모든 실행이 기준의 모든 실행에 대해)',
  '{{0}} beyond {{1}}, in every run of the candidate against every one of the baseline, and beyond the scatter of the controls':
    '{{0}} {{1}} 경계를 넘고(후보의 모든 실행이 기준의 모든 실행에 대해), 대조군의 흩어짐도 넘습니다',
  '{{0}} beyond {{1}}, in every run of the candidate against every one of the baseline, which no noise of a known host explains':
    '{{0}} {{1}} 경계를 넘습니다(후보의 모든 실행이 기준의 모든 실행에 대해). 알려진 호스트의 어떤 잡음으로도 설명되지 않습니다',
  '{{0}} beyond {{1}}, and {{2}}': '{{0}} {{1}} 경계를 넘지만, {{2}}',
  'it is': '변화가',
  'all of it is': '구간 전체가',
  ', in every run of the candidate against every one of the baseline': '(후보의 모든 실행이 기준의 모든 실행에 대해)',
  ', and beyond the scatter of the controls': '. 대조군의 흩어짐도 넘습니다',
  ', which no noise of a known host explains': '. 알려진 호스트의 어떤 잡음으로도 설명되지 않습니다',
  'some runs of the candidate are no worse than some of the baseline: more runs a side than these three, or a duet, would decide':
    '후보의 일부 실행은 기준의 일부보다 나쁘지 않습니다. 한쪽에 세 번보다 많은 실행이나 듀엣이면 결정됩니다',
  'for so many benchmarks at once these runs are too few: {{0}}':
    '벤치마크가 이렇게 많으면 실행 수가 모자랍니다. {{0}}',
  'three or more runs a side, or a duet, would decide': '한쪽에 실행 세 번 이상이나 듀엣이면 결정됩니다',
  '{{0}} or more runs a side, or a duet, would decide': '한쪽에 실행 {{0}}번 이상이나 듀엣이면 결정됩니다',
  'the controls scatter so much that this host may do as much by itself (it blocks beyond {{0}}): {{1}}':
    '대조군이 이 호스트 혼자서도 그만큼 달라질 만큼 흩어져 있습니다(막는 경계 {{0}}). {{1}}',
  'how noisy this host is, is not known (it blocks beyond {{0}}): {{1}}':
    '이 호스트의 잡음이 얼마나 되는지 알 수 없습니다(막는 경계 {{0}}). {{1}}',
  '{{0}}. {{1}} warns and does not block': '{{0}}. {{1}} 지표는 경고만 하고 막지 않습니다',
  '{{0}}, but not beyond {{1}}': '{{0}}. 그러나 {{1}} 경계는 넘지 않습니다',
  'there is no control to compare with; it is not beyond {{0}}. Advisory: a recorded comparison claims no error rate':
    '비교할 대조군이 없고, {{0}} 경계를 넘지 않습니다. 참고용: 기록 비교는 오류율을 보장하지 않습니다',
  '{{0}}; {{1}}. Advisory: a recorded comparison claims no error rate, and blocks only if the whole interval is beyond {{2}} and that is more than the noise of this host':
    '{{0}}. {{1}}. 참고용: 기록 비교는 오류율을 보장하지 않으며, 구간 전체가 {{2}} 경계를 넘고 그것이 이 호스트의 잡음보다 클 때만 막습니다',
  '{{0}} if the controls are ignored, {{1}} if their median move of {{2}} is believed fully':
    '대조군을 무시하면 {{0}}, 대조군의 중앙값 변화 {{2}} 를 그대로 믿으면 {{1}}',
  'neither end is beyond {{0}}': '어느 끝도 {{0}} 경계를 넘지 않습니다',
  'ignoring the controls is what makes it look worse than {{0}}':
    '{{0}} 경계보다 나빠 보이는 것은 대조군을 무시하기 때문입니다',
  'believing the controls is what makes it look worse than {{0}}':
    '{{0}} 경계보다 나빠 보이는 것은 대조군을 그대로 믿기 때문입니다',
  'No control was measured on both sides: a slower machine cannot be told from a slower subject.':
    '양쪽에서 측정한 대조군이 없어서, 느려진 기계와 느려진 대상을 구별할 수 없습니다.',
  'Only one distinct control was measured on both sides{{0}}: it cannot be checked against another.':
    '양쪽에서 측정한 대조군이 하나뿐이어서{{0}} 다른 것과 견줄 수 없습니다.',
  ' (shared backends count once)': '(같은 백엔드는 한 번만 셉니다)',
  'Only the candidate states {{0}}: whether the other ran with the same is not known.':
    '후보에만 {{0}} 값이 있어서, 기준도 같은 값으로 돌았는지 알 수 없습니다.',
  'Only the baseline states {{0}}: whether the other ran with the same is not known.':
    '기준에만 {{0}} 값이 있어서, 후보도 같은 값으로 돌았는지 알 수 없습니다.',
  'Only the {{0}} states {{1}}: whether the other ran with the same is not known.':
    '한쪽({{0}})에만 {{1}} 값이 있어서, 다른 쪽도 같은 값으로 돌았는지 알 수 없습니다.',
  // --- 듀엣의 까닭 ---
  '{{0}} is {{1}}: {{2}} over {{3}}': '{{0}}: {{1}}. {{3}} 동안 {{2}}',
  '{{0}}, at a false-alarm rate of {{1}} over all benchmarks.': '{{0}}. 모든 벤치마크에 걸친 오경보율 {{1}}.',
  '{{0}}; found after {{1}}, confirmed by further rounds, at a false-alarm rate of {{2}} over all benchmarks.':
    '{{0}} ({{1}} 뒤에 발견, 따로 잰 라운드로 확인됨). 모든 벤치마크에 걸친 오경보율 {{2}}.',
  '{{0}}; found after {{1}}, not confirmed by further rounds ({{2}} more would be needed), at a false-alarm rate of {{3}} over all benchmarks.':
    '{{0}} ({{1}} 뒤에 발견, 따로 잰 라운드로 확인되지 않음. {{2}}개 더 필요). 모든 벤치마크에 걸친 오경보율 {{3}}.',
  '{{0}}: {{1}}: {{2}} (found after {{3}}). {{4}} warns and does not block.':
    '{{0}}: {{1}}. {{2}} ({{3}} 뒤에 발견). {{4}} 지표는 경고만 하고 막지 않습니다.',
  '{{0}} is {{1}} by {{2}} ({{3}}), which is proved and within its margin of {{4}}{{5}}: it passes, and such slowdowns add up.':
    '{{0}}: {{1}} {{2}} ({{3}}). 증명되었고 허용 폭 {{4}} 안입니다{{5}}. 통과하지만 이런 성능 저하는 쌓입니다.',
  '{{0}} there, but the budget is {{1}}: those after it are not looked at, or the false-alarm rate would not hold. Raise gate.maximum-rounds before measuring.':
    '{{0}} 있지만 예산은 {{1}}개입니다. 오경보율을 지키려고 그 뒤의 것은 보지 않습니다. 측정하기 전에 gate.maximum-rounds 값을 올리세요.',
  '{{0}} has {{1}} complete {{2}}; at least {{3}} are needed.':
    '{{0}} 케이스의 온전한 라운드가 {{1}}개입니다({{2}}). 적어도 {{3}}개가 필요합니다.',
  '{{0}}: neighbouring rounds depend on each other (lag-1 correlation {{1}}), so there are more false verdicts than the rate says, and the interval is widened. A pause between rounds, or a host that does not throttle, helps.':
    '{{0}}: 이웃한 라운드가 서로 얽혀 있어(시차 1 상관 {{1}}) 잘못된 판정이 정한 비율보다 많아지므로 구간을 넓혔습니다. 라운드 사이에 쉬거나 속도를 줄이지 않는 호스트를 쓰면 나아집니다.',
  '{{0}}: {{1}} far from all other rounds, and counted for no more than they do.':
    '{{0}}: {{1}} 나머지 라운드와 동떨어져 있어, 그 이상으로 세지 않았습니다.',
  '{{0}}, is neither clearly slower nor clearly within −{{1}}.{{2}}':
    '{{0}}. 분명히 느려진 것도, 분명히 −{{1}} 안에 있는 것도 아닙니다.{{2}}',
  '{{0}}: {{1}} after {{2}}, with a standard deviation of {{3}} from round to round':
    '{{0}}: {{2}} 뒤 {{1}}, 라운드 간 표준 편차 {{3}}',
  ' It looked slower after {{0}}, which further rounds did not confirm.':
    ' {{0}} 뒤에 느려 보였지만 따로 잰 라운드로 확인되지 않았습니다.',
  '{{0}}: too noisy for a margin of {{1}}. It would take about {{2}}; in {{3}}, this machine resolves about {{4}}.{{5}}':
    '{{0}}: 허용 폭 {{1}} 기준으로는 잡음이 너무 큽니다. 약 {{2}} 필요하고, 이 기계는 {{3}}라운드 안에 약 {{4}} 차이까지 구별합니다.{{5}}',
  '{{0}} of at most {{1}} measured, and they do not decide {{2}}yet: measure another.':
    '최대 {{1}} 가운데 {{0}} 측정했고 아직 {{2}}결정되지 않았습니다. 하나 더 측정하세요.',
  'A run of {{0}} failed and no round of it counts, so nothing says that it is not slower.':
    '{{0}} 실행이 한 번 실패했고 세는 라운드가 없습니다. 느려지지 않았다는 근거가 없습니다.',
  'A run of {{0}} failed and no round of it counts yet, so nothing says that it is not slower: measure another.':
    '{{0}} 실행이 한 번 실패했고 세는 라운드가 아직 없습니다. 느려지지 않았다는 근거가 없으니 하나 더 측정하세요.',
  'all ': '모두 ',
  'Further rounds, beyond the budget of {{0}}, would confirm what is called slower: bench measures them.':
    '느려졌다고 본 것은 예산 {{0}}라운드에 더한 라운드로 확인합니다. bench 명령이 측정합니다.',
  '{{0}}: both sides ran at the same time, and the slower one leaves time to the other, so a change alone can be larger than the one shown{{1}}. Rounds one after the other (bench --duet alternate) show it as a user sees it, and need more of them.':
    '{{0}}: 양쪽이 동시에 돌았고 느린 쪽이 다른 쪽에 시간을 내주므로, 실제 변화는 보인 것보다 클 수 있습니다{{1}}. 번갈아 재는 라운드(bench --duet alternate)가 사용자가 겪는 대로 보여 주지만 더 많이 필요합니다.',
  ' (of the built-in benchmark’s known slowdown {{0}} rounds showed about {{1}} here)':
    '(여기서 {{0}} 라운드는 내장 벤치마크의 알려진 성능 저하 중 약 {{1}} 를 보였습니다)',
  // --- 지표 ---
  "{{0}}: {{1}} is declared exact, but the {{2}}'s runs have {{3}} and {{4}}: with a margin of 0 nothing can be said about it. Give it a margin, or leave exact out.":
    '{{0}}: {{1}} 지표는 exact로 선언되었지만 {{2}} 쪽 실행들에 {{3}} 값과 {{4}} 값이 있습니다. 허용 폭 0으로는 아무 말도 할 수 없습니다. 허용 폭을 주거나 exact를 빼세요.',
  '{{0}}: beyond its margin of {{1}}.': '{{0}}: 허용 폭 {{1}} 밖입니다.',
  '{{0}}: beyond {{1}}; it is configured to {{2}}.': '{{0}}: {{1}} 밖입니다. 설정에 따라 막지는 않습니다({{2}}).',
  'be shown': '보이기만',
  '{{0}}: better.': '{{0}}: 나아졌습니다.',
  '{{0}}: within its margin of {{1}}{{2}}.': '{{0}}: 허용 폭 {{1}} 안입니다{{2}}.',
  '{{0}}: {{1}} was measured in the baseline and is not in the candidate: it is not compared.':
    '{{0}}: {{1}} 지표가 기준에는 있고 후보에는 없어서 비교하지 않았습니다.',
  '{{0}}: no metric of it decides, so nothing of it blocks.': '{{0}}: 판정에 쓰이는 지표가 없어서 막지 않습니다.',
  '`{{0}}` names {{1}}, which nothing that was measured has.':
    '`{{0}}` 설정의 {{1}}: 측정한 것 가운데 그런 것이 없습니다.',
  '{{0}}: and-at-least {{1}} {{2}} does not convert into {{3}}, so it does not count.':
    '{{0}}: and-at-least {{1}} {{2}} 값은 {{3}} 단위로 바꿀 수 없어 세지 않습니다.',
  '{{0}} (It changed {{1}}.)': '{{0}} ({{1}} 바뀌었습니다.)',
  '{{0}} not listed.': '{{0}} 적지 않았습니다.',
  '{{0}} (The same in {{1}} more.)': '{{0}} ({{1}}곳 더 같습니다.)',
  ' (The same in {{0}} more.)': ' ({{0}}곳 더 같습니다.)',
  'transport of {{0}} differs: {{1}}, and {{2}} in {{3}}.':
    '{{0}} 케이스의 transport 값이 다릅니다: {{1}}, 그리고 {{3}} 쪽은 {{2}}.',
  '{{0}} It is not the same experiment.': '{{0}} 같은 실험이 아닙니다.',
  '{{0}} shards of one family, on {{1}}: each pair of figures is of one of them.':
    '한 묶음의 샤드 {{0}}개, {{1}}: 수치의 쌍마다 그중 하나에서 잰 것입니다.',
  '{{0}}: dealt out to a shard, and there is no row of that name on either side.':
    '{{0}}: 샤드에 나누어 주었는데 양쪽 어디에도 그 이름의 행이 없습니다.',
  ' in {{0}} of {{1}} runs': ', 실행 {{1}}번 중 {{0}}번',
  '{{0}} produced no row; the baseline has {{1}}{{2}}.':
    '{{0}} 스택이 행을 남기지 않았습니다. 기준에는 {{1}} 행이 있습니다{{2}}.',
  ' (fail_rows: 0 does not count it)': '(fail_rows: 0에는 들어가지 않습니다)',
  // --- 예외 ---
  'is of slowdowns, and {{0}} is not there any more: `gate.allow-skipped` lets a case go':
    '성능 저하를 위한 것인데 {{0}} 케이스가 이제 없습니다. 케이스는 `gate.allow-skipped` 설정으로 내보냅니다',
  'is of slowdowns, and {{0}} are not there any more: `gate.allow-skipped` lets a case go':
    '성능 저하를 위한 것인데 {{0}} 케이스가 이제 없습니다. 케이스는 `gate.allow-skipped` 설정으로 내보냅니다',
  'lets nothing through: what it is of is slower, which warns and does not block':
    '통과시킨 것이 없습니다. 해당하는 것이 느려졌지만 경고만 하고 막지 않습니다',
  '{{0}} is {{1}} ({{2}} {{3}}), {{4}}': '{{0}} 케이스: {{1}}({{2}} {{3}}). {{4}}',
  '{{0}} may be {{1}} ({{2}} {{3}}), {{4}}': '{{0}} 케이스: 어쩌면 {{1}}({{2}} {{3}}). {{4}}',
  'which is waived up to {{0}} until {{1}}: {{2}}{{3}}.': '{{1}} 까지 {{0}} 폭으로 예외를 두었습니다: {{2}}{{3}}.',
  ', issue {{0}}': ', 이슈 {{0}}',
  'The waiver of {{0}} ({{1}}{{2}}) {{3}}. {{4}}.': '{{0}} 예외({{1}}{{2}}): {{3}}. {{4}}.',
  'lets nothing through: nothing that it is of is called slower':
    '통과시킨 것이 없습니다. 해당하는 것 가운데 느려진 것이 없습니다',
  'fits nothing that was measured': '측정한 것 가운데 해당하는 것이 없습니다',
  'expired on {{0}}, and does not count': '{{0}} 에 끝나서 세지 않습니다',
  'cannot be held against a day, and does not count': '날짜와 견줄 수 없어 세지 않습니다',
  'is for at most {{0}}, and does not cover {{1}}': '최대 {{0}} 까지여서 {{1}} 변화에는 미치지 않습니다',
  'It expired on {{0}}, and can be taken out': '{{0}} 에 끝났으니 빼도 됩니다',
  'It counts until {{0}}': '{{0}} 까지 유효합니다',
  'The waiver of {{0}} {{1}} ({{2}}{{3}})': '{{0}} {{1}} 예외({{2}}{{3}})',
  // --- 기준과 앵커 ---
  'The baseline has no benchmark{{0}}: there is nothing to compare {{1}} with yet, and the next change is compared with this one. {{2}}':
    '기준에 벤치마크가 없습니다{{0}}. 아직 {{1}} 케이스와 비교할 것이 없고, 다음 변경은 이번 것과 비교합니다. {{2}}',
  '{{0}} produced no row there': '거기서 {{0}} 행이 없습니다',
  'the first release of the history': '기록의 첫 릴리스',
  'the sum of {{0}} comparisons, at least {{1}}': '비교 {{0}}번의 합, 적어도 {{1}}',
  'measured beside it, round by round': '라운드마다 나란히 측정',
  'Since {{0}} ({{1}}, margin {{2}} %)': '{{0}} 부터 ({{1}}, 허용 폭 {{2}} %)',
  'sum of the comparisons': '비교를 모두 더함',
  'measured beside it': '나란히 측정',
  // --- 표와 그림 ---
  'Change of the speed: slower to the left.': '속도의 변화: 왼쪽이 느려진 쪽.',
  'Throughput change by round, in order: {{0}}.': '라운드 순서대로의 처리량 변화: {{0}}.',
  '{{0}}, neither slower beyond a limit nor undecided': '{{0}}, 경계를 넘어 느려지지도 미결정이지도 않음',
  'The first {{0}} of the table.': '표의 처음 {{0}}개.',
  'Circles are subjects, squares controls, diamonds regressions; an arrow is beyond the scale.':
    '동그라미는 대상, 네모는 대조군, 마름모는 성능 저하이고, 화살표는 눈금 밖입니다.',
  'One end of the interval is the change if the controls are ignored, the other if their median move is believed fully; in per cent of the baseline. It claims no error rate.':
    '구간의 한쪽 끝은 대조군을 무시했을 때의 변화이고, 다른 쪽 끝은 대조군의 중앙값 변화를 그대로 믿었을 때의 변화입니다. 기준 대비 백분율이며, 오류율을 보장하지 않습니다.',
  'The interval is that of the t test at the boundary used, in per cent of the baseline, wider where rounds depend on each other.':
    '구간은 사용한 경계에서의 t 검정 구간이고 기준 대비 백분율이며, 라운드가 서로 얽혀 있으면 더 넓습니다.',
  'the figures are not in the verdict': '판정에 수치가 없습니다',
  'mean over rounds; of the medians {{0}}': '라운드의 평균. 중앙값으로는 {{0}}',
  'mean over runs; of the medians {{0}}': '실행의 평균. 중앙값으로는 {{0}}',
  'The dashed line is the margin.': '점선은 허용 폭입니다.',
  'The change is the mean over rounds; where the medians of both sides give another, that stands beside it.':
    '변화는 라운드의 평균이고, 양쪽 중앙값에서 나오는 변화가 다르면 나란히 적습니다.',
  'The change is the mean over runs; where the medians of both sides give another, that stands beside it.':
    '변화는 실행의 평균이고, 양쪽 중앙값에서 나오는 변화가 다르면 나란히 적습니다.',
  'More is left out here: see verdict.json or verdict.html.':
    '여기서는 줄였습니다. verdict.json 또는 verdict.html 파일을 보세요.',
  'At this noise a margin of {{0}} would take about {{1}}; the rounds allowed resolve a margin of {{2}}.':
    '이 잡음에서 허용 폭 {{0}} 을 가리려면 약 {{1}} 필요합니다. 허용된 라운드로는 {{2}} 폭까지 구별합니다.',
  // --- 측정 파일의 결함 ---
  'Missing, as after a killed run.': '없습니다. 강제로 끝난 실행 뒤처럼 보입니다.',
  'Missing: drain_timeout and gating_violation are unknown.':
    '없습니다. 그래서 drain_timeout 값과 gating_violation 값을 알 수 없습니다.',
  'A RESULT line is too long to be one; it is left out.': 'RESULT 줄이 너무 길어서 뺐습니다.',
  'The file is empty: no stack wrote a row.': '파일이 비어 있습니다. 어느 스택도 행을 쓰지 않았습니다.',
  '{{0}} in the head: {{1}}; it is unknown.': '머리의 {{0}} 값: {{1}}. 알 수 없는 값으로 봅니다.',
  '{{0}} stands in metrics.csv as well: which of them counts cannot be known.':
    '{{0}} 케이스가 metrics.csv에도 있어서 어느 것을 셀지 알 수 없습니다.',
  '{{0}} has a RESULT here, but no row in metrics.csv.':
    '{{0}} 케이스의 RESULT가 여기 있는데 metrics.csv에는 행이 없습니다.',
  'Not a metrics table: {{0}}.': '지표 표가 아닙니다: {{0}}.',
  'RESULT without a scenario id: {{0}}.': '시나리오 id가 없는 RESULT: {{0}}.',
  "Scenario ids without a stack are taken as {{0}}'s{{1}}.": '스택이 없는 시나리오 id는 {{0}} 것으로 봅니다{{1}}.',
  'overall_rc is {{0}} though no row is FAIL: a stack failed without a row.':
    'FAIL 행이 없는데 overall_rc 값이 {{0}} 입니다. 행을 남기지 않고 실패한 스택이 있습니다.',
  'The command ended with exit code {{0}}, though no benchmark says that it failed.':
    '명령이 종료 코드 {{0}} 로 끝났는데, 실패했다고 한 벤치마크가 없습니다.',
};
