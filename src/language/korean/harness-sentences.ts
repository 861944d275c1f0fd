/** What is wrong with the files of a benchmark, with a verdict that is given, and with what bench ran. */
export const KOREAN_HARNESS: Readonly<Record<string, string>> = {
  // --- 벤치마크 파일 전반 ---
  'The file is empty: nothing was measured.': '파일이 비어 있습니다. 측정된 것이 없습니다.',
  'The file is compressed; unpack it first.': '파일이 압축되어 있습니다. 먼저 푸세요.',
  'The file is too large.': '파일이 너무 큽니다.',
  'The file is cut off: the run was ended before it was written.':
    '파일이 잘려 있습니다. 다 쓰기 전에 실행이 끝났습니다.',
  'The file is cut off: the run was ended before it was written.{{0}}':
    '파일이 잘려 있습니다. 다 쓰기 전에 실행이 끝났습니다.{{0}}',
  'The file is cut off {{0}}: the run was ended before it was written.':
    '파일이 잘려 있습니다({{0}}). 다 쓰기 전에 실행이 끝났습니다.',
  'after {{0}} whole {{1}}': '온전한 {{1}} {{0}}개 뒤',
  'The file is cut off: it has no totals.': '파일이 잘려 있습니다. 합계가 없습니다.',
  'Not JSON, or cut off: the run was ended before it was written.':
    'JSON이 아니거나 잘려 있습니다. 다 쓰기 전에 실행이 끝났습니다.',
  '{{0}} is not JSON, or cut off.': '{{0}} 줄이 JSON이 아니거나 잘려 있습니다.',
  'A benchmark has no name.': '이름이 없는 벤치마크가 있습니다.',
  'No benchmark in it has a result: nothing was measured.': '결과가 있는 벤치마크가 없습니다. 측정된 것이 없습니다.',
  'There is no benchmark in it: nothing was measured.': '벤치마크가 없습니다. 측정된 것이 없습니다.',
  'There is no result of a benchmark in it.': '벤치마크의 결과가 없습니다.',
  'There is no measurement in it.': '측정값이 없습니다.',
  'A line in it is too long.': '너무 긴 줄이 있습니다.',
  'It is nested too deeply.': '너무 깊게 중첩되어 있습니다.',
  'There are more than {{0}} benchmarks.': '벤치마크가 {{0}}개보다 많습니다.',
  'There are more than {{0}} values.': '값이 {{0}}개보다 많습니다.',
  '{{0}} Measure fewer at once, or in shards.': '{{0}} 한 번에 더 적게 측정하거나 샤드로 나누세요.',
  'More than {{0}} different scenario ids.': '서로 다른 시나리오 id가 {{0}}개보다 많습니다.',
  'More than {{0}} lines.': '{{0}}줄보다 많습니다.',
  '{{0}}: {{1}}: {{2}} cannot be read.': '{{0}}: {{1}}: {{2}} 값을 읽을 수 없습니다.',
  '{{0}}: {{1}}: {{2}}; it is unknown.': '{{0}}: {{1}}: {{2}}. 알 수 없는 값으로 봅니다.',
  '{{0}} has two figures of {{1}}.': '{{0}} 케이스에 {{1}} 수치가 두 개 있습니다.',
  '{{0}} has no figure: it counts as without a result.': '{{0}} 케이스에 수치가 없습니다. 결과가 없는 것으로 봅니다.',
  '{{0}} has no `{{1}}`.': '{{0}}: `{{1}}` 필드가 없습니다.',
  '{{0}} was skipped.': '{{0}} 케이스를 건너뛰었습니다.',
  '{{0}} was skipped: {{1}}.': '{{0}} 케이스를 건너뛰었습니다: {{1}}.',
  '{{0}} was begun and has no result.': '{{0}} 케이스가 시작되고 결과가 없습니다.',
  ' {{0}} was begun and has no result.': ' {{0}} 케이스가 시작되고 결과가 없습니다.',
  '{{0}}: the benchmarks after it did not run.': '{{0}}: 그 뒤의 벤치마크가 돌지 않았습니다.',
  '{{0}}: the package failed.': '{{0}}: 패키지가 실패했습니다.',
  '{{0}}: {{1}} is {{2}}, which is no figure of it; left out.':
    '{{0}}: {{1}} 값이 {{2}} 이고 수치가 아니어서 뺐습니다.',
  '{{0}} is {{1}}, which is no measurement; left out.': '{{0}} 값이 {{1}} 이고 측정값이 아니어서 뺐습니다.',
  '{{0}}: {{1}} is in {{2}} here and in {{3}} before.': '{{0}}: {{1}} 단위가 여기서는 {{2}}, 앞에서는 {{3}} 입니다.',
  '{{0}} has more than {{1}} metrics; {{2}} is left out.':
    '{{0}} 케이스의 지표가 {{1}}개보다 많아 {{2}} 지표를 뺐습니다.',
  '{{0}} has {{1}} characters; a name has {{2}} at most.': '{{0}} 글자 수가 {{1}}입니다. 이름은 최대 {{2}}자입니다.',
  '{{0}} has letters that are no UTF-8, and names that differ by them look alike.':
    '{{0}} 이름에 UTF-8이 아닌 글자가 있어, 그 글자만 다른 이름을 구별할 수 없습니다.',
  '{{0}} stands here with {{1}}, and with {{2}} at {{3}}: neither repeats the other. Give each benchmark a name of its own.':
    '{{0}} 케이스가 여기서는 {{1}}, {{3}} 에서는 {{2}} 입니다. 서로 반복한 것이 아닙니다. 벤치마크마다 이름을 따로 주세요.',
  '{{0}} stands twice, with {{1}} and with {{2}}: neither repeats the other. Give each benchmark a name of its own.':
    '{{0}} 케이스가 두 번 있습니다({{1}} 및 {{2}}). 서로 반복한 것이 아닙니다. 벤치마크마다 이름을 따로 주세요.',
  '{{0}} stands there twice, with {{1}} and with {{2}}: neither repeats the other.':
    '{{0}} 값이 두 번 있습니다({{1}} 및 {{2}}). 서로 반복한 것이 아닙니다.',
  '{{0}} of {{1}} stands there twice, with {{2}} and with {{3}}: neither repeats the other.':
    '{{1}} 케이스의 {{0}} 값이 두 번 있습니다({{2}} 및 {{3}}). 서로 반복한 것이 아닙니다.',
  '{{0}} stands in mode {{1}} here with {{2}}, and with {{3}} {{4}} before: neither repeats the other.':
    '{{0}} 케이스가 여기서는 모드 {{1}}, {{2}} 이고 앞에서는 {{3}} {{4}} 입니다. 서로 반복한 것이 아닙니다.',
  '{{0}} ran twice, with {{1}} instructions here and {{2}} at {{3}}: neither repeats the other.':
    '{{0}} 명령이 두 번 돌았습니다(명령어 수가 여기서는 {{1}}, {{3}} 에서는 {{2}}). 서로 반복한 것이 아닙니다.',
  '{{0}} has {{1}} from two places: give each benchmark a name of its own.':
    '{{0}} 케이스의 {{1}} 값이 두 곳에서 나왔습니다. 벤치마크마다 이름을 따로 주세요.',
  'No benchmark of {{0}} has the metric {{1}} of bench.read.':
    '{{0}} 벤치마크 가운데 bench.read의 지표 {{1}} 값이 있는 것이 없습니다.',
  'No file matches {{0}} of bench.read: {{1}} wrote none.':
    'bench.read의 {{0}} 패턴에 맞는 파일이 없습니다. {{1}} 프로그램이 쓰지 않았습니다.',
  'Nothing in it says which of {{0}} formats it has. Write below `bench:` in .github/zlink-release.yml {{1}}.':
    '{{0}} 형식 가운데 어느 것인지 알 수 없습니다. .github/zlink-release.yml의 `bench:` 아래에 {{1}} 줄을 적으세요.',
  // --- 무엇이 섞여 들어간 것 ---
  '{{0}} stands beside the results: the program printed into their file.':
    '결과 옆에 {{0}} 글자가 있습니다. 프로그램이 결과 파일에 출력했습니다.',
  '{{0}}{{1}} beside the results: the program printed into their file.':
    '결과 옆에 {{0}}{{1}} 글자가 있습니다. 프로그램이 결과 파일에 출력했습니다.',
  '{{0}} is no result of {{1}}: something was printed into it, or it is cut off. It counts as without a result.':
    '{{0}} 줄은 {{1}} 결과가 아닙니다. 무엇이 섞여 출력되었거나 잘렸습니다. 결과가 없는 것으로 봅니다.',
  '{{0}} is no result of {{1}}: something was printed into its line, or it is cut off. It counts as without a result.':
    '{{0}} 줄은 {{1}} 결과가 아닙니다. 그 줄에 무엇이 섞여 출력되었거나 잘렸습니다. 결과가 없는 것으로 봅니다.',
  '{{0}} is no whole result: something was printed into its line, or it is cut off. It counts as without a result.':
    '{{0}} 줄은 온전한 결과가 아닙니다. 그 줄에 무엇이 섞여 출력되었거나 잘렸습니다. 결과가 없는 것으로 봅니다.',
  '{{0}} is a result{{1}} behind something that was printed into its line. It counts as without a result.':
    '{{0}} 결과{{1}} 앞에 무엇이 섞여 출력되었습니다. 결과가 없는 것으로 봅니다.',
  '{{0}} holds a result behind something that was printed into its line.':
    '{{0}} 줄의 결과 앞에 무엇이 섞여 출력되었습니다.',
  '{{0}} stands in the list of benchmarks: something else was printed into it.':
    '벤치마크 목록에 {{0}} 글자가 있습니다. 다른 것이 섞여 출력되었습니다.',
  'A benchmark in it is not JSON: something else was printed into it{{0}}.':
    'JSON이 아닌 벤치마크가 있습니다. 다른 것이 섞여 출력되었습니다{{0}}.',
  'A benchmark in it is too large.': '너무 큰 벤치마크가 있습니다.',
  'The name of a benchmark in it is too long.': '이름이 너무 긴 벤치마크가 있습니다.',
  'There is no list of benchmarks{{0}} in it.': '벤치마크 목록{{0}}이 없습니다.',
  'The list of benchmarks is empty: nothing was measured.': '벤치마크 목록이 비어 있습니다. 측정된 것이 없습니다.',
  'What stands around the list of benchmarks is too large.': '벤치마크 목록 둘레의 내용이 너무 큽니다.',
  // --- 결과가 없는 까닭 ---
  'it has no statistics': '통계가 없습니다',
  'it has no statistics: it did not run to its end': '통계가 없습니다. 끝까지 돌지 않았습니다',
  'it has no mean: it did not run to its end': '평균이 없습니다. 끝까지 돌지 않았습니다',
  'it has no times: it did not run': '시간이 없습니다. 돌지 않았습니다',
  'it ran no iteration': '한 번도 반복하지 않았습니다',
  'its test case failed': '그 테스트 케이스가 실패했습니다',
  'a run ended with exit code {{0}}': '실행이 종료 코드 {{0}} 로 끝났습니다',
  'a run was ended by a signal': '실행이 시그널로 끝났습니다',
  // --- 프로그램마다 ---
  'The table of {{0}} is not whole: it was cut off.': '{{0}} 표가 온전하지 않습니다. 잘려 있습니다.',
  '{{0}} has statistics and no measurements: its {{1}} counts. Export the full JSON.':
    '{{0}} 케이스에 통계만 있고 측정값이 없어서 {{1}} 값을 씁니다. 전체 JSON으로 내보내세요.',
  '{{0}} has statistics and no data: its {{1}} counts. With --benchmark-save-data, or --benchmark-json, the data would be there.':
    '{{0}} 케이스에 통계만 있고 데이터가 없어서 {{1}} 값을 씁니다. --benchmark-save-data 또는 --benchmark-json 옵션을 주면 데이터가 남습니다.',
  '{{0}} has aggregates and no repeats: its {{1}} counts. Without --benchmark_report_aggregates_only the repeats would be there.':
    '{{0}} 케이스에 집계만 있고 반복이 없어서 {{1}} 값을 씁니다. --benchmark_report_aggregates_only 옵션을 빼면 반복이 남습니다.',
  '{{0}} has no more than {{1}}, which is no time of it: neither a repeat nor a mean or median.':
    '{{0}} 케이스에 {{1}} 값뿐입니다. 반복도 평균도 중앙값도 아니어서 시간으로 쓸 수 없습니다.',
  '{{0}} has no times of its runs: its {{1}} counts.': '{{0}} 명령에 실행별 시간이 없어서 {{1}} 값을 씁니다.',
  '{{0}} has a run that is none.': '{{0}} 명령에 실행이 아닌 것이 있습니다.',
  'Not what BenchmarkTools writes.': 'BenchmarkTools가 쓰는 형식이 아닙니다.',
  'No benchmark was saved in it: nothing was measured.': '저장된 벤치마크가 없습니다. 측정된 것이 없습니다.',
  'Its groups stand in each other more than {{0}} deep.': '그룹이 {{0}}단계보다 깊게 중첩되어 있습니다.',
  'Not XML as Catch2 writes it: {{0}}.': 'Catch2가 쓰는 XML이 아닙니다: {{0}}.',
  'There is no XML of Catch2 in it, and nothing that its console reporter prints.':
    'Catch2의 XML도, 콘솔 출력도 없습니다.',
  'Its root is {{0}}, which is not Catch2’s.': '루트가 {{0}} 이고 Catch2의 것이 아닙니다.',
  'The test case {{0}} failed before any of its benchmarks ran.':
    '테스트 케이스 {{0}} 쪽이 벤치마크를 하나도 돌리기 전에 실패했습니다.',
  'There is no result of criterion in it: nothing was measured.': 'criterion의 결과가 없습니다. 측정된 것이 없습니다.',
  'was begun and has no result': '시작되고 결과가 없습니다',
  'a benchmark whose name is there': '이름이 있는 벤치마크',
  'benchmark.json with its name, which is taken from its folders':
    '이름이 적힌 benchmark.json(이름은 폴더에서 가져옵니다)',
  'sample.json with its times, so that its {{0}} counts': '시간이 적힌 sample.json(그래서 {{0}} 값을 씁니다)',
  '{{0}} has no {{1}}.': '{{0}} 쪽에 {{1}} 없습니다.',
  '{{0}} was begun and has no result: the benchmarks after it did not run.':
    '{{0}} 케이스가 시작되고 결과가 없습니다. 그 뒤의 벤치마크가 돌지 않았습니다.',
  'must be a glob below the folder of the run': '실행의 폴더 아래를 가리키는 글롭이어야 합니다',
  'Not what criterion writes.': 'criterion이 쓰는 형식이 아닙니다.',
  'There is no folder `new` of criterion in it: nothing was measured.':
    'criterion의 `new` 폴더가 없습니다. 측정된 것이 없습니다.',
  '{{0}} is a benchmark of {{1}} and of {{2}}, and no line `pkg:` tells them apart: neither repeats the other. Leave the lines of go test in the file.':
    '{{0}} 벤치마크가 {{1}} 및 {{2}} 양쪽에 있고, 구별해 줄 `pkg:` 줄이 없습니다. 서로 반복한 것이 아닙니다. go test가 쓴 줄을 파일에 그대로 두세요.',
  'The summary of {{0}} is of version {{1}}; those of version {{2}} are read.':
    '{{0}} 요약의 버전이 {{1}} 입니다. 버전 {{2}} 것만 읽습니다.',
  'There is no figure of Gungraun or iai in it: nothing was measured.':
    'Gungraun이나 iai의 수치가 없습니다. 측정된 것이 없습니다.',
  'The summary that begins here is cut off: its benchmark counts as without a result.':
    '여기서 시작하는 요약이 잘려 있습니다. 그 벤치마크는 결과가 없는 것으로 봅니다.',
  'or a name has a quotation mark, which nanobench does not escape':
    '또는 이름에 따옴표가 있습니다(nanobench가 이스케이프하지 않습니다)',
  '{{0}} is no sum of the events {{1}}.': '{{0}} 줄은 이벤트 {{1}} 합계가 아닙니다.',
  'Neither a callgrind.out nor a cachegrind.out.': 'callgrind.out도 cachegrind.out도 아닙니다.',
  'It does not say which command it is of.': '어느 명령의 것인지 적혀 있지 않습니다.',
  // --- JSON 줄 ---
  'The file mixes sides or rounds: a file is of one run.':
    '파일에 양쪽이나 여러 라운드가 섞여 있습니다. 파일 하나는 실행 하나의 것입니다.',
  '{{0}} cannot be used: {{1}}': '{{0}} 줄을 쓸 수 없습니다: {{1}}',
  'A measurement has no field {{0}}: what it says is passed over.':
    '측정값에 {{0}} 필드는 없습니다. 그 내용은 건너뜁니다.',
  '{{0}} has both `value` and `values`: one of them is meant.':
    '{{0}}: `value`와 `values`가 둘 다 있습니다. 하나만 적으세요.',
  '{{0}}: {{1}} has another `{{2}}` here than in the lines before.':
    '{{0}}: {{1}} 지표의 `{{2}}` 값이 앞줄과 다릅니다.',
  '{{0}} has {{1}} twice as repeat {{2}}: {{3}} here, and {{4}} before. Number repeats with `repeat`.':
    '{{0}} 케이스에 {{1}} 값의 반복 {{2}} 번이 두 번 있습니다(여기 {{3}}, 앞 {{4}}). 반복의 번호를 `repeat`에 적으세요.',
  // --- STREAM 하네스 ---
  '{{0}} is {{1}} here and {{2}} in summary.json: the folder mixes two runs.':
    '{{0}} 값이 여기서는 {{1}}, summary.json에서는 {{2}} 입니다. 폴더에 두 실행이 섞여 있습니다.',
  '; give --default-stack to name it': '. 이름은 --default-stack 옵션으로 주세요',
  '{{0}} and {{1}} are the same: the later counts.': '{{0}} 및 {{1}} 이름이 같습니다. 나중 것을 셉니다.',
  '{{0}} is {{1}} here and {{2}} in metrics.csv.': '{{0}} 값이 여기서는 {{1}}, metrics.csv에서는 {{2}} 입니다.',
  '{{0}} has throughput {{1}} here and {{2}} in metrics.csv.':
    '{{0}} 케이스의 throughput 값이 여기서는 {{1}}, metrics.csv에서는 {{2}} 입니다.',
  'total_rows is {{0}}, but metrics.csv has {{1}}.': 'total_rows 값은 {{0}} 인데 metrics.csv에는 {{1}} 있습니다.',
  '{{0}} is not a number': '{{0}} 값이 숫자가 아닙니다',
  '{{0}} is negative': '{{0}} 값이 음수입니다',
  '{{0}} is absurdly small': '{{0}} 값이 터무니없이 작습니다',
  '{{0}} is absurdly large': '{{0}} 값이 터무니없이 큽니다',
  '{{0}} is not errno:count': '{{0}} 값이 errno:count 형식이 아닙니다',
  '{{0}} is not PASS, FAIL or SKIP': '{{0}} 값이 PASS, FAIL, SKIP 중 하나가 아닙니다',
  'more than {{0}} different errors': '서로 다른 오류가 {{0}}개보다 많습니다',
  'has {{0}} characters: a name has at most {{1}}': '글자 수가 {{0}}입니다. 이름은 최대 {{1}}자입니다',
  'has control characters, which no name has': '제어 문자가 있습니다. 이름에는 쓸 수 없습니다',
  'the header has {{0}} columns': '머리줄의 열이 {{0}}개입니다',
  'the header names {{0}} twice': '머리줄에 {{0}} 열이 두 번 있습니다',
  'the header lacks {{0}}': '머리줄에 {{0}} 열이 없습니다',
  'The header lacks {{0}}: unknown in every row.': '머리줄에 {{0}} 열이 없습니다. 모든 행에서 알 수 없는 값입니다.',
  '{{0}}; the row is left out.': '{{0}}. 그 행을 뺐습니다.',
  'The last line is torn ({{0}}), as a killed run leaves it; the row is left out.':
    '마지막 줄이 잘려 있습니다({{0}}). 강제로 끝난 실행 뒤처럼 보입니다. 그 행을 뺐습니다.',
  'a quote is not closed': '따옴표가 닫히지 않았습니다',
  '{{0}} of {{1}} columns': '열 {{1}}개 중 {{0}}개',
  'no line end': '줄 끝이 없음',
  'The last line has no line end, though the row is whole.': '행은 온전하지만 마지막 줄에 줄 끝이 없습니다.',
  '{{0}} stands {{1}} times{{2}}: {{3}}.': '{{0}} 케이스가 {{1}}번 있습니다{{2}}: {{3}}.',
  ', {{0}} of the earlier ones without PASS': ', 앞의 것 중 {{0}}개는 PASS 아님',
  'the medians of {{0}} that passed count': '통과한 {{0}}개의 중앙값을 씁니다',
  'the last complete row counts': '마지막의 온전한 행을 씁니다',
  'The head states {{0}} twice ({{1}}, then {{2}}): two runs are mixed in one file.':
    '머리에 {{0}} 값이 두 번 있습니다({{1}}, 그다음 {{2}}). 한 파일에 두 실행이 섞여 있습니다.',
  'Not JSON, so it is left out: {{0}}.': 'JSON이 아니어서 뺐습니다: {{0}}.',
  'Not a JSON object, so it is left out.': 'JSON 객체가 아니어서 뺐습니다.',
  '{{0}} is not a count: {{1}}; it is unknown.': '{{0}} 값이 개수가 아닙니다: {{1}}. 알 수 없는 값으로 봅니다.',
  'Larger than {{0}} bytes.': '{{0}}바이트보다 큽니다.',
  'Larger than {{0}} bytes, so it is left out.': '{{0}}바이트보다 커서 뺐습니다.',
  'This line is too long to be a row.': '줄이 너무 길어서 행일 수 없습니다.',
  'Not readable as CSV.': 'CSV로 읽을 수 없습니다.',
  // --- 폴더와 파일 ---
  'holds neither a metrics.csv, nor rounds, nor folders with a metrics.csv, nor a known benchmark’s files':
    'metrics.csv도, 라운드도, metrics.csv가 있는 폴더도, 아는 벤치마크의 파일도 없습니다',
  'holds no finished round': '끝난 라운드가 없습니다',
  'holds more than {{0}} rounds': '라운드가 {{0}}개보다 많습니다',
  'does not have the same runs of baseline and candidate': '기준과 후보의 실행이 같지 않습니다',
  'has no metrics.csv': 'metrics.csv가 없습니다',
  'Name a folder that run_stream_compare.sh or bench wrote.': 'run_stream_compare.sh나 bench가 쓴 폴더를 지정하세요.',
  'too many files': '파일이 너무 많습니다',
  'does not exist': '없습니다',
  'is not a folder': '폴더가 아닙니다',
  'may not be read': '읽을 권한이 없습니다',
  'has a symbolic link where a file should be': '파일이 있어야 할 자리에 심볼릭 링크가 있습니다',
  'cannot be read ({{0}})': '읽을 수 없습니다({{0}})',
  'cannot be read: {{0}}': '읽을 수 없습니다: {{0}}',
  'is not a regular file': '보통 파일이 아닙니다',
  'is larger than {{0}} bytes': '{{0}}바이트보다 큽니다',
  // --- 측정한 명령 ---
  'The setup command in {{0}}': '{{0}} 안의 준비 명령이',
  'The harness': '하네스가',
  'the setup command of the baseline {{0}}': '기준의 준비 명령이 {{0}}',
  'the test command `{{0}}`': '시험 명령 `{{0}}`',
  '`bench.select.list` of the candidate': '후보의 `bench.select.list`',
  'bench.command of the {{0}}': '{{0}} 쪽의 bench.command',
  'bench.command of the {{0}} left no file of a benchmark that is known':
    '{{0}} 쪽의 bench.command가 아는 벤치마크의 파일을 남기지 않았습니다',
  'bench.command of the {{0}} left no file of a benchmark that is known, and ended with exit code {{1}}':
    '{{0}} 쪽의 bench.command가 아는 벤치마크의 파일을 남기지 않고 종료 코드 {{1}} 로 끝났습니다',
  'bench.command of the {{0}} left what cannot be judged: {{1}}':
    '{{0}} 쪽의 bench.command가 판정할 수 없는 것을 남겼습니다: {{1}}',
  'bench.command of the {{0}} left what cannot be judged, and ended with exit code {{1}}: {{2}}':
    '{{0}} 쪽의 bench.command가 판정할 수 없는 것을 남기고 종료 코드 {{1}} 로 끝났습니다: {{2}}',
  '{{0}} of the {{1}}, before the first round, {{2}}.': '{{1}} {{0}} 실행(첫 라운드 앞): {{2}}.',
  '{{0}} of the {{1}} in round {{2}} {{3}}.': '{{2}}라운드의 {{1}} {{0}} 실행: {{3}}.',
  '{{0}} by itself, {{1}} of {{2}}': '{{0}} 따로 실행, {{2}}개 중 {{1}}번째',
  '{{0}} timed: {{1}}': '{{0}} 시간을 쟀습니다: {{1}}',
  '{{0}}, before the first round,': '{{0}}(첫 라운드 앞)',
  'baseline run': '기준 실행',
  'candidate run': '후보 실행',
  '{{0}} rounds of {{1}}, which do not count': '{{1}} 라운드 {{0}}개. 세지 않습니다',
  'one warm-up run of each side, which does not count': '양쪽을 한 번씩 예열합니다. 세지 않습니다',
  'did not end in its time and was stopped with its children': '제시간에 끝나지 않아 자식 프로세스와 함께 멈췄습니다',
  'printed more than any result has reason to be, and was stopped': '출력이 결과라기에는 너무 많아 멈췄습니다',
  'could not be started': '시작할 수 없었습니다',
  'could not be started ({{0}})': '시작할 수 없었습니다({{0}})',
  'was ended by {{0}}': '{{0}} 시그널로 끝났습니다',
  'ended with exit code {{0}}': '종료 코드 {{0}} 로 끝났습니다',
  ', and ended with exit code {{0}}': ', 그리고 종료 코드 {{0}} 로 끝났습니다',
  'left no file of a benchmark that is known{{0}}': '아는 벤치마크의 파일을 남기지 않았습니다{{0}}',
  'left what cannot be judged{{0}}: {{1}}': '판정할 수 없는 것을 남겼습니다{{0}}: {{1}}',
  'exit code {{0}}': '종료 코드 {{0}}',
  'killed by {{0}}': '{{0}} 시그널로 끝남',
  'Tracked files are changed: {{0}}.': '추적하는 파일이 바뀌어 있습니다: {{0}}.',
  'Commit or undo the changes: what is measured has to be what is released.':
    '변경을 커밋하거나 되돌리세요. 측정하는 것이 곧 릴리스하는 것이어야 합니다.',
  'Git does not look whether {{0}}{{1}} is as it was committed: the checkout is sparse, or told to ignore it.':
    '{{0}}{{1}} 파일이 커밋된 그대로인지 git이 보지 않습니다. 일부만 체크아웃했거나 무시하도록 되어 있습니다.',
  'Check the commit out whole, without `sparse-checkout`.': '`sparse-checkout` 없이 커밋 전체를 체크아웃하세요.',
  'The folder is not there, or git is not installed.': '폴더가 없거나 git이 설치되어 있지 않습니다.',
  'It is no git checkout with a commit.': '커밋이 있는 git 체크아웃이 아닙니다.',
  'A budget of {{0}} has room for {{1}} of about {{2}}, and at a false-alarm rate of {{3}} nothing is decided before {{4}}.':
    '{{0}} 예산이면 약 {{2}} 걸리는 {{1}} 들어갑니다. 오경보율 {{3}} 수준에서는 {{4}} 전에 아무것도 결정되지 않습니다.',
  'One of {cases} and {case} has to stand in `arguments`: where the names of cases go.':
    '`arguments` 안에 케이스의 이름이 들어갈 {cases} 또는 {case} 자리가 있어야 합니다.',
  // --- 샤드 ---
  'None of the {{0}} folders is a shard, and {{1}} shards are expected.':
    '폴더 {{0}}개 가운데 샤드가 없습니다. 샤드 {{1}}개를 기대했습니다.',
  '{{0}} {{1}} no shard, and others are.': '{{0}} 폴더는 샤드가 아닌데({{1}}) 나머지는 샤드입니다.',
  'The shards are parts of different wholes: {{0}}.': '샤드들이 서로 다른 전체의 부분입니다: {{0}}.',
  'The shards are of {{0}}, and {{1}} are expected.': '샤드가 {{0}}개짜리인데 {{1}}개를 기대했습니다.',
  'Shard {{0}}/{{1}} is there {{2}} times ({{3}}).': '샤드 {{0}}/{{1}} 폴더가 {{2}}개 있습니다({{3}}).',
  'The shards were dealt out from different lists of cases: they do not make one family.':
    '샤드들이 서로 다른 케이스 목록에서 나뉘었습니다. 한 묶음이 되지 않습니다.',
  'The shards hold {{0}} different cases, and {{1}} were dealt out.':
    '샤드들에 서로 다른 케이스가 {{0}}개 있는데 나누어 준 것은 {{1}}개입니다.',
  'Shard {{0}} of {{1}} is missing.': '샤드 {{1}}개 중 {{0}} 샤드가 없습니다.',
  'Shards {{0}} of {{1}} are missing.': '샤드 {{1}}개 중 {{0}} 샤드가 없습니다.',
  // --- 주어진 판정의 모순 ---
  'The verdict contradicts itself. {{0}}': '판정이 스스로 어긋납니다. {{0}}',
  'Its budget is {{0}}; one of a duet has {{1}} to {{2}}.':
    '예산이 {{0}} 입니다. 듀엣의 예산은 {{1}} 이상 {{2}} 이하입니다.',
  'It holds more rounds than are judged again here.': '여기서 다시 판정할 수 있는 것보다 라운드가 많습니다.',
  'Its boundary {{0}} is calibrated for fewer looks than its budget of {{1}} has: at α {{2}} it is {{3}}.':
    '경계 {{0}} 값은 예산 {{1}} 보다 적은 횟수에 맞춘 것입니다. α {{2}} 에서는 {{3}} 입니다.',
  'by its own rule (α {{0}}, at most {{1}})': '스스로의 규칙(α {{0}}, 최대 {{1}})으로는',
  'It says pass, but {{0}} nothing can be decided.': '통과라고 되어 있지만 {{0}} 아무것도 결정할 수 없습니다.',
  'It says pass and rests on {{0}}; {{1}} none decide before {{2}}.':
    '통과라고 되어 있고 근거는 {{0}} 입니다. {{1}} {{2}} 전에는 결정되지 않습니다.',
  '{{0}} rests on {{1}} and holds {{2}}.': '{{0}}: 근거는 {{1}}, 들어 있는 것은 {{2}} 입니다.',
  '{{0}} holds {{1}}; a budget of {{2}} has at most {{3}}.':
    '{{0}}: {{1}} 들어 있습니다. 예산 {{2}} 이면 최대 {{3}} 입니다.',
  '{{0}} holds {{1}}, the verdict rests on {{2}}.': '{{0}}: {{1}} 들어 있고, 판정의 근거는 {{2}} 입니다.',
  '{{0}} is {{1}} by its own rounds': '{{0}} 케이스가 스스로의 라운드로는 {{1}} 입니다',
  'the control {{0}} vetoes by its own rounds': '대조군 {{0}} 스스로의 라운드로는 거부입니다',
  'its own rounds say {{0}}': '스스로의 라운드로는 {{0}} 입니다',
  'The status is {{0}}, but {{1}}.': '상태가 {{0}} 인데 {{1}}.',
  '{{0}} has fewer than {{1}} rounds and an effect.': '{{0}} 케이스의 라운드가 {{1}}개보다 적은데 효과가 있습니다.',
  'The change of {{0}}, or its interval, is not that of its rounds.':
    '{{0}} 케이스의 변화나 구간이 라운드에서 나온 것과 다릅니다.',
  'It says that nothing has a baseline, and measured no subject.':
    '기준이 없다고 되어 있고 대상을 측정하지 않았습니다.',
  'It says that nothing has a baseline, but {{0}} has one.': '기준이 없다고 되어 있는데 {{0}} 케이스에는 있습니다.',
  'It says that nothing has a baseline, but {{0}} failed.': '기준이 없다고 되어 있는데 {{0}} 케이스가 실패했습니다.',
  'It says that nothing has a baseline and compares {{0}}.': '기준이 없다고 되어 있는데 {{0}} 케이스를 비교합니다.',
  'It lets go on without a baseline, but a reason blocks: {{0}}':
    '기준 없이 이어 가게 하는데 막는 까닭이 있습니다: {{0}}',
  'The status is {{0}}, but {{1}} has become slower since the anchor, which blocks.':
    '상태가 {{0}} 인데 {{1}} 케이스가 앵커 뒤로 느려졌고, 이것은 막습니다.',
  'It says pass and rests on {{0}}.': '통과라고 되어 있고 근거는 {{0}} 입니다.',
  'no row and ': '행도 없고 ',
  'It says pass and has {{0}}no effect of a subject.': '통과라고 되어 있는데 {{0}}대상의 효과도 없습니다.',
  'The row {{0}} says it is {{1}} of {{2}}.': '{{0}} 행에 {{2}} 스택의 {{1}} 시나리오라고 되어 있습니다.',
  'There are two rows of {{0}}.': '{{0}} 행이 두 개 있습니다.',
  'There is an effect of {{0}} and no row of it.': '{{0}} 효과는 있는데 행이 없습니다.',
  "The row of {{0}} is a {{1}}'s, and its {{2}} a {{3}}'s.":
    '{{0}} 행의 구실은 {{1}} 인데 {{2}} 쪽의 구실은 {{3}} 입니다.',
  'There are two effects of {{0}}.': '{{0}} 효과가 두 개 있습니다.',
  'The control {{0}} was measured and not checked.': '대조군 {{0}} 측정했지만 확인하지 않았습니다.',
  'The status is {{0}}, but a reason blocks: {{1}}': '상태가 {{0}} 인데 막는 까닭이 있습니다: {{1}}',
  'The status is {{0}}, but {{1}} {{2}} is {{3}}.': '상태가 {{0}} 인데 {{1}} {{2}} 결론이 {{3}} 입니다.',
  '{{0}} {{1}} is slower than its waiver allows.': '{{0}} {{1}} 값이 예외가 허용하는 것보다 느립니다.',
  'The status is {{0}}, but the control {{1}} vetoes.': '상태가 {{0}} 인데 대조군 {{1}} 쪽이 거부합니다.',
  '{{0}} was not run': '{{0}} 케이스를 실행하지 않았습니다',
  '{{0}} passed on both sides and was not compared': '{{0}} 케이스가 양쪽에서 통과했는데 비교하지 않았습니다',
  '{{0}} {{1}} is {{2}}, but its interval makes it {{3}}.': '{{0}} {{1}} 결론이 {{2}} 인데 구간으로 보면 {{3}} 입니다.',
  'The change of {{0}} is outside its own interval.': '{{0}} 케이스의 변화가 스스로의 구간 밖에 있습니다.',
  '{{0}} {{1}} is exact and holds no values.': '{{0}} {{1}} 지표가 exact인데 값이 없습니다.',
  '{{0}} {{1}} is pass, but its values are further apart than its margin.':
    '{{0}} {{1}} 결론이 통과인데 두 값의 차이가 허용 폭보다 큽니다.',
  // --- 부탁한 판정이 아닐 때 ---
  'It is not the verdict that was asked for. {{0}}': '부탁한 판정이 아닙니다. {{0}}',
  'gate.anchor blocks, and nothing was held against it: judge with `gate --history FILE`, or measure beside it by `bench --anchor` and judge with `gate --anchor DIR`.':
    'gate.anchor 설정은 막게 되어 있는데 앵커와 비교하지 않았습니다. `gate --history FILE`로 판정하거나, `bench --anchor`로 나란히 측정하고 `gate --anchor DIR`로 판정하세요.',
  'What became of the speed since the anchor only warned, and is configured to block.':
    '앵커 뒤의 속도 변화를 경고만 했는데, 설정은 막게 되어 있습니다.',
  'The margin {{0}} since the anchor is wider than the configured {{1}}.':
    '앵커에 대한 허용 폭 {{0}} 값이 설정한 {{1}} 보다 넓습니다.',
  'The floor {{0}} since the anchor is wider than the configured {{1}}.':
    '앵커에 대한 하한 {{0}} 값이 설정한 {{1}} 보다 넓습니다.',
  'The verdict does not say which tree was measured: that it is the released one rests on your word.':
    '판정에 어느 트리를 측정했는지 없습니다. 릴리스하는 트리라는 것은 당신의 말에 달려 있습니다.',
  'It was measured against commit {{0}}, which is not the last release, {{1}}: that this is the right baseline rests on your word (`bench.baseline-ref` says which is).':
    '{{0}} 커밋과 비교해 측정했고, 이것은 마지막 릴리스 {{1}} 커밋이 아닙니다. 올바른 기준이라는 것은 당신의 말에 달려 있습니다(어느 것인지는 `bench.baseline-ref`에 적습니다).',
  'It is about none of the configured stacks ({{0}}): that it stands for them rests on your word.':
    '설정한 스택({{0}}) 가운데 어느 것의 판정도 아닙니다. 그것들을 대신한다는 것은 당신의 말에 달려 있습니다.',
  '{{0}} {{1}} is wider than the configured {{2}}.': '{{0}} {{1}} 값이 설정한 {{2}} 보다 넓습니다.',
  '{{0}} {{1}} was judged to {{2}}, and is configured to {{3}}.':
    '{{0}} {{1}} 지표를 {{2}} 로 판정했는데 설정은 {{3}} 입니다.',
  'The margin {{0}} of {{1}} {{2}} is wider than the configured {{3}}.':
    '{{1}} {{2}} 지표의 허용 폭 {{0}} 값이 설정한 {{3}} 보다 넓습니다.',
  '{{0}} {{1}} was waived, and the configuration does not.': '{{0}} {{1}} 지표에 예외를 두었는데 설정에는 없습니다.',
  'The waiver of {{0}} {{1}} expired on {{2}}.': '{{0}} {{1}} 예외가 {{2}} 에 끝났습니다.',
  '{{0}} measured, and the boundary is calibrated for a budget of {{1}}; the configured one is {{2}}.':
    '{{0}} 측정되었고 경계는 예산 {{1}} 에 맞춘 것입니다. 설정한 예산은 {{2}} 입니다.',
  '{{0}} was judged as a {{1}}, and is configured as a {{2}}.':
    '{{0}} 케이스를 {{1}} 로 판정했는데 설정은 {{2}} 입니다.',
  'The configured scenario {{0}} of {{1}} was not measured.': '설정한 {{1}} 스택의 시나리오 {{0}} 측정되지 않았습니다.',
  'The configured {{0}} {{1}} was not measured.': '설정한 {{0}} {{1}} 측정되지 않았습니다.',
  '{{0}} was not run, and the configuration does not allow it to be skipped.':
    '{{0}} 케이스를 실행하지 않았고, 설정에서 건너뛰어도 된다고 하지 않았습니다.',
  'Baseline and candidate are the same tree, so nothing was compared.':
    '기준과 후보가 같은 트리여서 비교한 것이 없습니다.',
  'The configured baseline {{0}} is no tag, branch or commit here, so nothing can be held against it.':
    '설정한 기준 {{0}} 태그, 브랜치, 커밋이 여기 없어서 견줄 수 없습니다.',
  'It was measured against tree {{0}}, and the configured baseline {{1}} is {{2}}.':
    '{{0}} 트리와 비교해 측정했는데, 설정한 기준 {{1}} 트리는 {{2}} 입니다.',
  'It is of the repository {{0}}, not of {{1}}.': '{{1}} 저장소가 아니라 {{0}} 저장소의 판정입니다.',
  // --- 정확성의 사정 ---
  'FAIL in {{0}} of {{1}} runs': 'FAIL, 실행 {{1}}번 중 {{0}}번',
  '{{0}} failed ({{1}}); the baseline passed.': '{{0}} 케이스가 실패했습니다({{1}}). 기준은 통과했습니다.',
  '{{0}} failed ({{1}}); the baseline failed once, unconfirmed.':
    '{{0}} 케이스가 실패했습니다({{1}}). 기준이 한 번 실패했고 확인되지 않았습니다.',
  '{{0}} failed ({{1}}); the baseline did not run it, so it is no known failure.':
    '{{0}} 케이스가 실패했습니다({{1}}). 기준에서 실행하지 않아 알려진 실패가 아닙니다.',
  '{{0}}; {{1}} × errno {{2}} ({{3}}: {{4}}; {{5}})': '{{0}}, errno {{2}} {{1}}번 ({{3}}: {{4}}. {{5}})',
  '{{0}} × errno {{1}} ({{2}}: {{3}}; {{4}})': 'errno {{1}} {{0}}번 ({{2}}: {{3}}. {{4}})',
  '{{0}} × errno {{1}}': 'errno {{1}} {{0}}번',
  '{{0}} has no baseline to be compared with (gate.without-baseline: block).':
    '{{0}} 케이스에 비교할 기준이 없습니다(gate.without-baseline: block).',
  'incomplete_ratio={{0}} (at most {{1}})': 'incomplete_ratio={{0}} (최대 {{1}})',
  'the baseline failed once, unconfirmed': '기준이 한 번 실패했고 확인되지 않았습니다',
  'the baseline passed': '기준은 통과했습니다',
  'the baseline did not run it, so it is no known failure': '기준에서 실행하지 않아 알려진 실패가 아닙니다',
  // --- errno ---
  'a socket was used after it was closed': '닫힌 소켓을 썼습니다',
  'look for a close that races with a send or receive': '보내기나 받기와 겹치는 닫기를 찾아보세요',
  'nothing was ready in time': '제때 준비된 것이 없었습니다',
  'repeat on a calmer machine; it comes and goes with the load':
    '더 조용한 기계에서 다시 하세요. 부하에 따라 나타났다 사라집니다',
  'the machine had no memory left': '기계에 남은 메모리가 없었습니다',
  'give the machine more memory, or fewer connections': '메모리를 늘리거나 연결 수를 줄이세요',
  'the whole machine ran out of open files': '기계 전체의 열린 파일 수가 한도에 이르렀습니다',
  'raise fs.file-max (sysctl), or use fewer connections': 'fs.file-max(sysctl)를 높이거나 연결 수를 줄이세요',
  'too many open files in one process': '한 프로세스의 열린 파일이 너무 많습니다',
  'raise the limit before the run: ulimit -n (a connection needs a descriptor on each side)':
    '실행 전에 한도를 높이세요: ulimit -n (연결 하나에 양쪽으로 디스크립터가 하나씩 필요합니다)',
  'the other side had closed the connection while data was sent': '데이터를 보내는 동안 상대가 연결을 닫았습니다',
  'look for a server that closes early or crashed': '일찍 닫거나 비정상 종료한 서버를 찾아보세요',
  'the port was taken': '포트가 이미 쓰이고 있었습니다',
  'choose other base ports, or wait until the earlier run has let go of them':
    '다른 포트를 고르거나, 앞선 실행이 놓아줄 때까지 기다리세요',
  'no local port was free for a new connection': '새 연결에 쓸 로컬 포트가 없었습니다',
  'widen net.ipv4.ip_local_port_range, or use fewer connections':
    'net.ipv4.ip_local_port_range 범위를 넓히거나 연결 수를 줄이세요',
  'the network was not reachable': '네트워크에 닿을 수 없었습니다',
  'check the address and the loopback device': '주소와 루프백 장치를 확인하세요',
  'the connection was aborted before it was accepted': '연결이 받아들여지기 전에 끊겼습니다',
  'raise the backlog, or connect more slowly': 'backlog를 높이거나 더 천천히 연결하세요',
  'the other side reset the connection': '상대가 연결을 재설정했습니다',
  'look for a server that crashed or dropped connections; raise the backlog and net.core.somaxconn':
    '비정상 종료했거나 연결을 버린 서버를 찾아보고, backlog와 net.core.somaxconn을 높이세요',
  'no buffer space was left': '남은 버퍼가 없었습니다',
  'raise the socket buffers and high-water marks, or send less at once':
    '소켓 버퍼와 high-water mark를 높이거나 한 번에 덜 보내세요',
  'the socket was not connected': '소켓이 연결되어 있지 않았습니다',
  'look for a send before the connection is established, or after it is lost':
    '연결되기 전이나 끊긴 뒤의 보내기를 찾아보세요',
  'a connection attempt timed out': '연결 시도가 제시간에 끝나지 않았습니다',
  'raise the backlog and net.core.somaxconn, or connect more slowly':
    'backlog와 net.core.somaxconn을 높이거나 더 천천히 연결하세요',
  'nobody listened on the port': '그 포트에서 듣는 프로그램이 없었습니다',
  'see in scenario.log whether the server of this stack started at all':
    '이 스택의 서버가 시작되기는 했는지 scenario.log에서 확인하세요',
  'the host was not reachable (retried connects show it as well)':
    '호스트에 닿을 수 없었습니다(다시 시도한 연결에서도 나타납니다)',
  'check the address, the firewall and the neighbour table of the loopback route':
    '주소, 방화벽, 루프백 경로의 이웃 테이블을 확인하세요',
  'a connect was still under way': '연결이 아직 진행 중이었습니다',
  'give the connects more time': '연결에 시간을 더 주세요',
};
