/** What is told while a release or a measurement goes on, and how each stage ended. */
export const KOREAN_PROGRESS: Readonly<Record<string, string>> = {
  // --- 단계의 결과 ---
  '{{0}} → {{1}} from {{2}} at {{3}}': '{{0}} → {{1}}, {{2}} 브랜치의 {{3}} 커밋에서',
  'no test command is configured': '설정된 시험 명령이 없습니다',
  'not run again: {{0}} is there already': '다시 실행하지 않음: {{0}} 태그가 이미 있습니다',
  'not run in a rehearsal': '리허설에서는 실행하지 않습니다',
  '{{0}} (read from {{1}})': '{{0}} (출처: {{1}})',
  'merged already as pull request #{{0}}': '풀 리퀘스트 #{{0}} 번으로 이미 병합되었습니다',
  'nothing changes: there is no pull request': '바뀌는 것이 없어 풀 리퀘스트가 없습니다',
  'pull request #{{0}}': '풀 리퀘스트 #{{0}}',
  'merged already as {{0}}': '{{0}} 커밋으로 이미 병합되었습니다',
  '{{0}} on {{1}}': '{{1}} 브랜치의 {{0}}',
  'nothing changes: {{0}} of {{1}} is what is tagged': '바뀌는 것이 없어 {{1}} 브랜치의 {{0}} 커밋에 태그를 답니다',
  '{{0}} at {{1}}': '{{0}}, 위치 {{1}}',
  '{{0}} at {{1}}, {{2}}': '{{0}}, 위치 {{1}}, {{2}}',
  'alias {{0}}': '별칭 {{0}}',
  'no run is expected': '기다릴 실행이 없습니다',
  'no published release is expected': '공개될 릴리스가 없습니다',
  'in the way: see the problems': '막혀 있음: 문제를 보세요',
  'not begun': '시작하지 않음',
  'the release branch exists': '릴리스 브랜치가 있습니다',
  'proposed as pull request #{{0}}': '풀 리퀘스트 #{{0}} 번으로 제안됨',
  'tagged at {{0}}': '{{0}} 커밋에 태그가 있습니다',
  'merged as {{0}}': '{{0}} 커밋으로 병합됨',
  // --- 계획할 때 ---
  '`{{0}}` is taken as {{1}}: {{2}}.': '`{{0}}` 요청은 {{1}} 버전을 뜻합니다: {{2}}.',
  '`{{0}}` is taken as {{1}}, which is merged and not finished.':
    '`{{0}}` 요청은 {{1}} 버전을 뜻합니다. 병합되었고 끝나지 않았습니다.',
  '`{{0}}` is taken as {{1}}, because this workflow run was about the release of {{2}} before.':
    '`{{0}}` 요청은 {{1}} 버전을 뜻합니다. 이 워크플로 실행이 앞서 {{2}} 릴리스를 다루었기 때문입니다.',
  '`{{0}}` is taken as {{1}}, because {{2}}.': '`{{0}}` 요청은 {{1}} 버전을 뜻합니다. 까닭: {{2}}.',
  'the files say {{0}}, which was never released; {{1}} was the last release':
    '파일에 적힌 {{0}} 버전은 릴리스된 적이 없고, 마지막 릴리스는 {{1}} 버전입니다',
  'nothing was added since the release of {{0}}, tagged {{1}}': '{{0}} 릴리스({{1}} 태그) 뒤로 더해진 것이 없습니다',
  'the release of {{0}} is not finished: {{1}}': '{{0}} 릴리스가 끝나지 않았습니다: {{1}}',
  'whether the release of {{0}} is finished cannot be told: {{1}}': '{{0}} 릴리스가 끝났는지 알 수 없습니다: {{1}}',
  'it is merged and not tagged': '병합되었고 태그가 없습니다',
  'GitHub does not show it to this token ({{0}} {{1}})': 'GitHub가 이 토큰에는 보여 주지 않습니다({{0}} {{1}})',
  'GitHub shows no run of {{0}} by {{1}}': 'GitHub에 {{1}} 태그로 시작한 {{0}} 실행이 없습니다',
  'learning from {{0}}: at most {{1}}': '{{0}} 사이의 차이에서 배우는 중: 최대 {{1}}',
  '{{0}} lacks the merge {{1}}; whether it still does': '{{0}} 브랜치에 병합 {{1}} 커밋이 아직도 없는지',
  '{{0}} carries {{1}} already; its pull request is not listed yet':
    '{{0}} 브랜치에 {{1}} 버전이 이미 있는데, 그 풀 리퀘스트가 아직 목록에 없습니다',
  'The release had no pull request.': '이 릴리스에는 풀 리퀘스트가 없었습니다.',
  'The release was not proposed yet.': '이 릴리스는 아직 제안되지 않았습니다.',
  'a run of {{0}}, if it was there before': '{{0}} 태그의 실행(전에 있었다면)',
  '{{0}} was there once; whether it still is': '{{0}} 태그가 전에 있었습니다. 아직 있는지 봅니다',
  '{{0}} Nothing was tested or measured: {{1}} is planned again from there.':
    '{{0}} 시험하거나 측정한 것이 없으므로 {{1}} 릴리스를 거기서 다시 계획합니다.',
  // --- 제안과 병합 ---
  'committed "{{0}}" to {{1}}': '"{{0}}" 커밋을 {{1}} 브랜치에 올렸습니다',
  'brought {{0}} up to date with {{1}} at {{2}}': '{{0}} 브랜치를 {{1}} 브랜치의 {{2}} 커밋에 맞췄습니다',
  'opened pull request #{{0}}: {{1}}': '풀 리퀘스트 #{{0}} 번을 열었습니다: {{1}}',
  'put pull request #{{0}} into the merge queue': '풀 리퀘스트 #{{0}} 번을 병합 대기열에 넣었습니다',
  'GitHub is not ready to merge: {{0}}': 'GitHub가 아직 병합할 수 없다고 합니다: {{0}}',
  'GitHub computes whether the pull request can be merged': 'GitHub가 풀 리퀘스트를 병합할 수 있는지 계산하는 중입니다',
  'the merge queue, {{0}}': '병합 대기열, {{0}}',
  'at position {{0}} since {{1}} ({{2}})': '{{0}}번째 자리, {{1}} 부터 ({{2}})',
  'GitHub to show what became of pull request #{{0}}':
    '풀 리퀘스트 #{{0}} 번이 어떻게 되었는지 GitHub가 보여 줄 때까지',
  'GitHub to show pull request #{{0}} in the merge queue':
    'GitHub가 풀 리퀘스트 #{{0}} 번을 병합 대기열에 보여 줄 때까지',
  'required checks: {{0}}': '필수 검사: {{0}}',
  'Tree {{0}} of merge commit {{1}} was not planned ({{2}}); {{3}}.':
    '병합 커밋 {{1}} 의 트리 {{0}} 는 계획한 것이 아닙니다({{2}}). {{3}}.',
  'the verdict is about this very tree': '판정이 바로 이 트리에 대한 것입니다',
  'you have accepted it': '이 트리를 받아들였습니다',
  '{{0}} was merged and stays: GitHub refuses to delete it ({{1}}).':
    '{{0}} 브랜치는 병합되었지만 그대로 남습니다. GitHub가 삭제를 거부합니다({{1}}).',
  '{{0}} was pushed to after the merge and is left alone.': '{{0}} 브랜치는 병합 뒤에 푸시되어 그대로 둡니다.',
  'That this workflow run works on pull request #{{0}} could not be written there: {{1}}':
    '이 워크플로 실행이 풀 리퀘스트 #{{0}} 번을 다룬다는 것을 거기에 적지 못했습니다: {{1}}',
  'The report could not be written as a {{0}}: {{1}}': '보고를 {{0}} 형식으로 쓰지 못했습니다: {{1}}',
  'The comment could not be written: {{0}}': '댓글을 쓰지 못했습니다: {{0}}',
  // --- 태그와 실행 ---
  'tagged {{0}} as {{1}}': '{{0}} 커밋에 {{1}} 태그를 달았습니다',
  'tag {{0}} was there already, made by somebody else': '{{0}} 태그가 이미 있습니다. 다른 누군가가 만들었습니다',
  'Tag {{0}} was there already, and it is a lightweight one. It is left as it is.':
    '{{0}} 태그가 이미 있고 경량 태그입니다. 그대로 둡니다.',
  'created the tag {{0}}': '{{0}} 태그를 만들었습니다',
  'created the alias {{0}}': '{{0}} 별칭을 만들었습니다',
  'moved the tag {{0}}': '{{0}} 태그를 옮겼습니다',
  'moved the alias {{0}}': '{{0}} 별칭을 옮겼습니다',
  'dispatched {{0}} at {{1}}': '{{1}} 태그에서 {{0}} 워크플로를 실행시켰습니다',
  'waiting for {{0}} to start': '{{0}} 시작을 기다리는 중',
  'waiting for the runs to finish': '실행이 끝나기를 기다리는 중',
  'forbidden workflows would be listed by then': '금지된 워크플로가 시작되었다면 그때까지는 목록에 나옵니다',
  'GraphQL does not tell the check suites ({{0}}): runs are read by REST.':
    'GraphQL이 검사 모음을 알려 주지 않아서({{0}}) 실행을 REST로 읽습니다.',
  '{{0}} was not started by {{1}}. The run that was started by hand at it counts instead; GitHub does not show with which inputs: {{2}}':
    '{{0}} 워크플로를 {{1}} 태그가 시작하지 않았습니다. 그 태그에서 손으로 시작한 실행이 대신합니다. 어떤 입력이었는지 GitHub은 보여 주지 않습니다: {{2}}',
  '{{0}} waits for a person{{1}}: approve or reject it at {{2}} . The release waits until {{3}} UTC.':
    '{{0}} 워크플로가 사람을 기다립니다{{1}}. {{2}} 에서 승인하거나 거절하세요. 릴리스는 {{3}} UTC까지 기다립니다.',
  ', for the environment {{0}}': '(환경 {{0}})',
  'Runs that the tag started': '태그가 시작한 실행',
  'for {{0}}': '({{0}} 동안)',
  // --- 공개와 확인 ---
  'another draft of {{0}} of this program is taken away: {{1}}':
    '이 프로그램이 만든 {{0}} 태그의 다른 초안을 지웁니다: {{1}}',
  '{{0}} is uploaded again: {{1}}': '{{0}} 파일을 다시 올립니다: {{1}}',
  'its upload did not finish ({{0}})': '올리기가 끝나지 않았습니다({{0}})',
  'it has {{0}} instead of {{1}}': '{{1}} 대신 {{0}} 입니다',
  'uploading {{0}} ({{1}})': '올리는 중: {{0}} ({{1}})',
  'published the GitHub release of {{0}}': '{{0}} 태그의 GitHub 릴리스를 공개했습니다',
  'downloading the artifact {{0}}': '아티팩트를 내려받는 중: {{0}}',
  '{{0}} is downloaded again: {{1}}': '{{0}} 파일을 다시 내려받습니다: {{1}}',
  'more than {{0}} instead of {{1}} for {{2}}': '{{2}} 크기가 {{1}} 대신 {{0}} 를 넘습니다',
  '{{0}} instead of {{1}} for {{2}}': '{{2}} 크기가 {{1}} 대신 {{0}}',
  'sha256:{{0}} instead of {{1}} for {{2}}': '{{2}} 해시가 {{1}} 대신 sha256:{{0}}',
  'GitHub gives no sha256 of {{0}}: downloaded and hashed here':
    'GitHub가 {{0}}의 sha256을 주지 않아서 여기서 내려받아 계산합니다',
  '{{0}} agrees about {{1}}': '{{0}} 목록이 {{1}}와 맞습니다',
  '{{0}} agrees about {{1}} of {{2}}': '{{0}} 목록이 {{2}} 중 {{1}}개와 맞습니다',
  'it agrees about {{0}} of {{1}}.': '{{1}} 중 {{0}}개와 맞습니다.',
  '{{0}} is larger than {{1}} bytes: it is not read, so it proves nothing':
    '{{0}} 파일이 {{1}}바이트보다 커서 읽지 않았고, 증명하는 것이 없습니다',
  '{{0}} is signed by {{1}}': '{{0}} 파일에 {{1}} 서명이 있습니다',
  'not checked: {{0}}': '확인하지 않음: {{0}}',
  'checked: {{0}}': '확인함: {{0}}',
  'too large to be read': '너무 커서 읽지 않았습니다',
  'it is larger than {{0}} bytes': '{{0}}바이트보다 큽니다',
  'it is about none of the assets': '어느 에셋에 대한 것도 아닙니다',
  'waiting for the release to be complete: {{0}}': '릴리스가 갖춰지기를 기다리는 중: {{0}}',
  'what the tag has started ran again meanwhile: the release is looked at once more':
    '태그가 시작한 것이 그사이 다시 실행되어 릴리스를 한 번 더 봅니다',
  '{{0}} names {{1}}, which is no asset, and has another {{2}} than {{3}} has':
    '{{0}} 목록에 에셋이 아닌 {{1}} 이름이 있고, {{2}} 값이 {{3}} 의 것과 다릅니다',
  '{{0}} has a line about itself, which no list can have rightly: it is not compared':
    '{{0}} 목록에 자기 자신에 대한 줄이 있습니다. 맞을 수 없는 줄이어서 비교하지 않습니다',
  '{{0}}: {{1}} in no form that is read, and not compared; the first is line {{2}}: `{{3}}`':
    '{{0}}: 읽을 수 있는 형식이 아니어서 비교하지 않은 것이 {{1}} 있습니다. 처음은 {{2}}번째 줄입니다: `{{3}}`',
  'nothing could be compared with {{0}}, so it proves nothing about the {{1}}':
    '{{0}} 목록과 비교할 수 있는 것이 없어서, {{1}}에 대해 증명하는 것이 없습니다',
  '{{0}} names none of the {{1}}, so it proves nothing about them':
    '{{0}} 목록에 {{1}} 가운데 아무 이름도 없어서, 증명하는 것이 없습니다',
  '{{0}} agrees in MD5 or SHA-1 alone, of which other bytes can be made: that proves nothing':
    '{{0}} 목록은 MD5나 SHA-1로만 맞습니다. 다른 바이트로도 만들 수 있어 증명이 되지 않습니다',
  // --- 후속 ---
  'opened pull request #{{0}} that follows the release: {{1}}':
    '릴리스에 뒤따르는 풀 리퀘스트 #{{0}} 번을 열었습니다: {{1}}',
  '{{0}} names {{1}}, which is not the source archive of {{2}}: its sha256 is left to you':
    '{{0}} 파일의 {{1}} 주소는 {{2}} 태그의 소스 아카이브가 아닙니다. sha256은 직접 적어 주세요',
  '{{0}} has no entry with a url for {{1}}: it and its sha256 are left to you':
    '{{0}} 파일에 {{1}} 버전의 url 항목이 없습니다. 항목과 sha256은 직접 적어 주세요',
  // --- 끝 ---
  'Released {{0}}': '릴리스됨: {{0}}',
  'Stopped: {{0}}': '멈춤: {{0}}',
  'Read from {{0}}.': '출처: {{0}}.',
  '{{0}} is released and verified.': '{{0}} 릴리스를 마치고 확인했습니다.',
  '{{0}} is released and verified, in rehearsal.': '{{0}} 릴리스를 리허설에서 마치고 확인했습니다.',
  '{{0}}: the stages asked for are done.': '{{0}}: 요청한 단계를 마쳤습니다.',
  'Rehearsal: nothing of this happened on GitHub, and the runs were simulated':
    '리허설: GitHub에서 실제로 일어난 일은 없고, 실행은 흉내 낸 것입니다',
  'It stopped': '멈췄습니다',
  'It is not finished': '끝나지 않았습니다',
  '{{0}} after {{1}} was tagged at {{2}}. {{3}}.': '{{1}} 태그를 {{2}} 커밋에 단 뒤 {{0}}. {{3}}.',
  'What was published is not verified': '공개된 것은 확인하지 않았습니다',
  'What was published was looked at, and the rest was not done': '공개된 것은 살펴보았고, 나머지는 하지 않았습니다',
  '{{0}} after the merge: {{1}} is on {{2}}. Nothing is tagged, and nothing is published.':
    '병합 뒤에 {{0}}: {{1}} 커밋이 {{2}} 브랜치에 있습니다. 태그도 공개된 것도 없습니다.',
  '{{0}} before the merge: pull request #{{1}} was opened. Nothing is merged, tagged or published.':
    '병합 전에 {{0}}: 풀 리퀘스트 #{{1}} 번을 열었습니다. 병합도 태그도 공개도 하지 않았습니다.',
  '{{0}} before anything was written: there is no pull request, no tag and no release of it.':
    '아무것도 쓰기 전에 {{0}}: 풀 리퀘스트도 태그도 릴리스도 없습니다.',
  'Released before, and looked at once more: {{0}}; {{1}}.': '전에 릴리스되었고 다시 살펴보았습니다: {{0}}. {{1}}.',
  'Tagged: {{0}}; {{1}}.': '태그를 달았습니다: {{0}}. {{1}}.',
  'no release page belongs to it': '릴리스 페이지는 없습니다',
  'what was published is verified': '공개된 것을 확인했습니다',
  'Nothing was released: there is no record.': '릴리스한 것이 없습니다. 기록이 없습니다.',
  'To go on where it stopped, {{0}}, or:': '멈춘 곳에서 이어 가려면 {{0}}, 또는:',
  'run this workflow again{{0}}{{1}}': '이 워크플로를 다시 실행하거나{{0}}{{1}}',
  'What this release does': '이 릴리스가 하는 일',
  'Dry run: nothing is written.': '시험 실행: 아무것도 쓰지 않습니다.',
  '{{0}} is not there: what the release went by when it was merged is read back.':
    '{{0}} 파일이 없습니다. 병합될 때 릴리스가 따른 것을 다시 읽습니다.',
  'Ready. Nothing was written; release it with:  {{0}}':
    '준비되었습니다. 아무것도 쓰지 않았습니다. 릴리스하는 명령:  {{0}}',
  'with --verdict FILE of the gate, or --skip bench,gate to release without a measurement':
    '게이트의 판정 파일을 --verdict 옵션에 FILE 로 주거나, 측정 없이 릴리스하려면 --skip bench,gate',
  // --- 측정 ---
  'round {{0}} of at most {{1}}': '라운드 {{0}}/최대 {{1}}',
  'round {{0}} of at most {{1}}: {{2}}, run {{3}}': '라운드 {{0}}/최대 {{1}}: {{2}}, 실행 {{3}}',
  'round {{0}} of {{1}}: measured': '라운드 {{0}}/{{1}}: 측정함',
  'at most {{0}} ({{1}})': '최대 {{0}} ({{1}})',
  'nothing to compare yet': '아직 비교할 것이 없음',
  'not decided': '미결정',
  '{{0}} of about {{1}}': '약 {{1}} 중 {{0}}',
  'Nothing is measured: this was a preview.': '측정하지 않았습니다. 미리 보기였습니다.',
  '{{0}} measured into {{1}}.': '{{0}} 측정해서 {{1}} 에 두었습니다.',
  'No row of {{0}}: what was printed is in {{1}}.': '행이 없음: {{0}}. 출력은 {{1}} 에 있습니다.',
  'Not correct: {{0}}. The gate says what that means.': '올바르지 않음: {{0}}. 뜻은 게이트가 말합니다.',
  'It ended with exit code {{0}}: what it printed is in {{1}}.':
    '종료 코드 {{0}} 로 끝났습니다. 출력은 {{1}} 에 있습니다.',
  'Before the first round {{0}} of the {{1}} ended with exit code {{2}}. It printed last: {{3}}':
    '첫 라운드 앞에서 {{1}} {{0}} 실행이 종료 코드 {{2}} 로 끝났습니다. 마지막 출력: {{3}}',
  'A process may open {{0}} files here, and {{1}} connections take up to {{2}}: raise the limit (ulimit -n), or stacks fail.':
    '여기서 프로세스 하나가 열 수 있는 파일은 {{0}}개인데 연결 {{1}}개에는 {{2}}개까지 필요합니다. 한도를 올리지 않으면(ulimit -n) 스택이 실패합니다.',
  'The budget of {{0}} is spent after {{1}}.': '{{1}} 뒤에 예산 {{0}} 을 다 썼습니다.',
  'This machine’s cores cannot be halved, so both sides shared them all (--duet shared).':
    '이 기계의 코어를 반으로 나눌 수 없어서 양쪽이 모두 함께 썼습니다(--duet shared).',
  '{{0}}, about {{1}} a round: decided after {{2}} rounds ({{3}}) at the earliest, at most {{4}} ({{5}}) besides rounds of confirmation{{6}}.':
    '{{0}}, 라운드당 약 {{1}}: 빠르면 라운드 {{2}}개 뒤({{3}})에 결정되고, 확인 라운드 말고 최대 {{4}} ({{5}}){{6}}.',
  ', and no round begins after {{0}}': ', {{0}} 뒤에는 라운드를 시작하지 않음',
  'this is attempt {{0}} of workflow run {{1}}, which has begun no release that GitHub shows, and {{2}} was released meanwhile':
    '워크플로 실행 {{1}} 의 {{0}}번째 시도인데 GitHub에 보이는 릴리스를 시작한 적이 없고, 그사이 {{2}} 버전이 릴리스되었습니다',
  // --- 리허설 ---
  'Rehearsal of {{0}}/{{1}}: nothing leaves this machine, and workflow runs are simulated.':
    '{{0}}/{{1}} 리허설: 이 기계 밖으로 나가는 것이 없고, 워크플로 실행은 흉내 낸 것입니다.',
  'This is the built-in sample; --from DIR rehearses your own library.':
    '프로그램에 들어 있는 견본입니다. 여러분의 라이브러리는 --from DIR 옵션으로 리허설합니다.',
  'Add --keep DIR to look at it with git and read the report, --serve to look at it in a browser.':
    'git으로 살펴보고 보고서를 읽으려면 --keep DIR 옵션을, 브라우저로 보려면 --serve 옵션을 더하세요.',
  'The embedded GitHub stays up; stop it with Ctrl+C.': '내장 GitHub가 계속 떠 있습니다. Ctrl+C로 멈추세요.',
  // --- 시험 ---
  '{{0}} have run for {{1}} of at most {{2}}': '{{0}} 실행 중: {{1}}, 최대 {{2}}',
  'the tests': '시험',
  '`{{0}}` succeeded on tree {{1}}': '`{{0}}` 성공, 트리 {{1}}',
  'withheld from {{0}}, since they look like secrets: {{1}} ({{2}} passes what is needed all the same)':
    '비밀로 보여서 {{0}} 쪽에 넘기지 않음: {{1}} (그래도 필요한 것은 {{2}} 설정으로 넘깁니다)',
  'what is to be judged is given': '판정할 것이 주어졌습니다',
  '{{0}} is there already': '{{0}} 태그가 이미 있습니다',
  'measured before: {{0}}, read from {{1}}': '전에 측정했습니다: {{0}}, 출처 {{1}}',
  'not measured: the release is merged already, and the checkout is of another commit':
    '측정하지 않음: 릴리스가 이미 병합되었고, 체크아웃이 다른 커밋입니다',
  // --- 방식 고르기 ---
  '{{0}} {{1}}{{2}}, {{3}} s a round': '{{0}} {{1}}{{2}}, 라운드당 {{3}} s',
  'no figures': '수치 없음',
  'spread {{0}} %': '흩어짐 {{0}} %',
  ', shows {{0}} of a slowdown': ', 성능 저하의 {{0}} 를 보임',
  '{{0}} is chosen by {{1}} of each, which are not judged: {{2}}.':
    '방식마다 판정하지 않는 {{1}}로 {{0}} 방식을 골랐습니다: {{2}}.',
  // --- 릴리스의 표시 ---
  'The GitHub release of {{0}} is marked as a pre-release, and its version is none: GitHub does not show it as the latest one.':
    '{{0}} GitHub 릴리스가 사전 릴리스로 표시되었는데 버전은 그렇지 않습니다. GitHub가 최신 릴리스로 보여 주지 않습니다.',
  'The GitHub release of {{0}} is not marked as a pre-release, and its version is one: GitHub may show it as the latest one.':
    '{{0}} GitHub 릴리스가 사전 릴리스로 표시되지 않았는데 버전은 사전 릴리스입니다. GitHub가 최신 릴리스로 보여 줄 수 있습니다.',
};
