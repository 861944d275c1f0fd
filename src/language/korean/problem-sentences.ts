/**
 * What happened, by the English sentence as the program writes it. `{{0}}` and so on stand for what is put into it, which stays
 * as it is: a noun follows it, so that no particle depends on how a name is read.
 */
export const KOREAN_SENTENCES: Readonly<Record<string, string>> = {
  // --- 액션과 명령줄 ---
  '{{0}} is neither fail nor warn.': '{{0}} 값은 fail도 warn도 아닙니다.',
  '{{0}} is no step of the gate.': '{{0}} 값은 게이트의 단계가 아닙니다.',
  'The event is pull_request_target, and the head a fork’s.':
    '이벤트가 pull_request_target인데 헤드는 포크의 것입니다.',
  'The event {{0}} has no base to compare with.': '{{0}} 이벤트에는 비교할 기준이 없습니다.',
  'The checkout holds {{0}}, but the check is about {{1}}.':
    '체크아웃에는 {{0}} 커밋이 있는데, 검사 대상은 {{1}} 커밋입니다.',
  'There is nothing to judge.': '판정할 것이 없습니다.',
  'A step before the gate failed.': '게이트 앞의 단계가 실패했습니다.',
  'Baseline folders are given, but no candidate folder.': '기준 폴더는 있는데 후보 폴더가 없습니다.',
  'The plan step has handed on no inputs.': '계획 단계가 입력을 넘겨주지 않았습니다.',
  '{{0}} is no stage.': '{{0}} 값은 단계 이름이 아닙니다.',
  'The input github-token is empty.': '입력 github-token이 비어 있습니다.',
  '{{0}} is no folder.': '{{0}} 경로는 폴더가 아닙니다.',
  'There is no record at {{0}}.': '{{0}} 위치에 기록이 없습니다.',
  'The step before has handed on no plan.': '앞 단계가 계획을 넘겨주지 않았습니다.',
  'The verdict is not the one that the gate step has judged.': '게이트 단계가 내린 판정이 아닙니다.',
  '{{0}} is no number.': '{{0}} 값은 숫자가 아닙니다.',
  'It is no argument list.': '인수 목록이 아닙니다.',
  'No repository is named.': '저장소가 지정되지 않았습니다.',
  '{{0}} is not owner/name.': '{{0}} 값은 owner/name 형식이 아닙니다.',
  'It is no http(s) URL without user name, password and query.':
    '사용자 이름, 비밀번호, 쿼리가 없는 http(s) URL이 아닙니다.',
  'It is no http(s) URL that ends with /graphql.': '/graphql로 끝나는 http(s) URL이 아닙니다.',
  'ZLINK_RELEASE_TOKEN is set, but empty.': 'ZLINK_RELEASE_TOKEN이 설정되어 있지만 비어 있습니다.',
  'None of ZLINK_RELEASE_TOKEN, GITHUB_TOKEN and GH_TOKEN is set; they are looked at in this order.':
    'ZLINK_RELEASE_TOKEN, GITHUB_TOKEN, GH_TOKEN 중 설정된 것이 없습니다. 이 순서로 찾습니다.',
  'The token contains characters no token has.': '토큰에 쓰일 수 없는 문자가 들어 있습니다.',
  '{{0}} leads out of the checkout.': '{{0}} 경로는 체크아웃 밖으로 나갑니다.',
  '{{0}} is neither recorded nor duet.': '{{0}} 값은 recorded도 duet도 아닙니다.',
  '{{0}} is no number of shards.': '{{0}} 값은 샤드 수가 아닙니다.',
  '{{0}} is neither block nor warn.': '{{0}} 값은 block도 warn도 아닙니다.',
  'One name is given, and {{0}} verdicts.': '이름은 하나인데 판정은 {{0}}개입니다.',
  '{{0}} is no tag, branch or commit.': '{{0}} 값은 태그도 브랜치도 커밋도 아닙니다.',
  'It is a bare repository: there is no place for files in it.': '베어 저장소여서 파일을 둘 곳이 없습니다.',
  '{{0}} is a symbolic link.': '{{0}} 경로는 심볼릭 링크입니다.',
  '{{0}} is in the way.': '{{0}} 경로가 자리를 차지하고 있습니다.',
  '{{0}} is there already.': '{{0}} 파일이 이미 있습니다.',
  '{{0}} is no kind of token.': '{{0}} 값은 토큰의 종류가 아닙니다.',
  '--resume needs the folder of the rehearsal.': '--resume에는 리허설 폴더가 필요합니다.',
  '--at names a commit of a clone, but there is no --from.': '--at은 클론의 커밋을 가리키는데 --from이 없습니다.',
  '{{0}} is no time.': '{{0}} 값은 시각이 아닙니다.',
  '{{0}} is not a full tree id.': '{{0}} 값은 온전한 트리 id가 아닙니다.',
  'No stage is left to do.': '할 단계가 남아 있지 않습니다.',
  '{{0}} is neither push nor dispatch.': '{{0}} 값은 push도 dispatch도 아닙니다.',
  // --- 측정과 판정 ---
  'The bench in this folder was begun with other {{0}}.': '이 폴더의 벤치마크는 다른 {{0}} 값으로 시작되었습니다.',
  'The rounds in this folder were measured on another host ({{0}}).':
    '이 폴더의 라운드는 다른 호스트에서 측정되었습니다({{0}}).',
  '{{0}} cases cannot be named to one command: they are too many, or a name has the separator in it.':
    '케이스 {{0}}개를 한 명령에 이름으로 넘길 수 없습니다. 너무 많거나, 이름 안에 구분자가 들어 있습니다.',
  'The cases of `bench.command` cannot be named one by one.':
    '`bench.command`의 케이스를 하나씩 이름으로 지정할 수 없습니다.',
  'Cases are timed one by one before anything is measured.': '케이스별 시간은 무엇이든 측정하기 전에 하나씩 잽니다.',
  'No github-token is given.': 'github-token이 주어지지 않았습니다.',
  'The benchmark was interrupted.': '벤치마크가 중단되었습니다.',
  'There is no {{0}} at this commit.': '이 커밋에 {{0}} 파일이 없습니다.',
  'There is no component {{0}}.': '{{0}} 컴포넌트가 없습니다.',
  'Several folders are called {{0}}: {{1}}.': '{{0}} 이름의 폴더가 여럿입니다: {{1}}.',
  'The rounds beside the anchor are of the tree {{0}}, those that are judged of {{1}}.':
    '앵커와 비교한 라운드는 {{0}} 트리의 것이고, 판정할 라운드는 {{1}} 트리의 것입니다.',
  'The result folder is empty.': '결과 폴더가 비어 있습니다.',
  'No result folder of the baseline is given.': '기준의 결과 폴더가 주어지지 않았습니다.',
  'The measuring run left no result.': '측정 실행이 결과를 남기지 않았습니다.',
  'The run says that nothing measured has changed, but the pull request changes it.':
    '실행은 측정 대상이 바뀌지 않았다고 하지만, 풀 리퀘스트가 그것을 바꿉니다.',
  'The folder holds no rounds.': '폴더에 라운드가 없습니다.',
  'There are neither rounds nor a verdict.': '라운드도 판정도 없습니다.',
  'What was measured is {{0}}, not the head of the pull request.':
    '측정한 것은 {{0}} 커밋이고, 풀 리퀘스트의 헤드가 아닙니다.',
  'The file {{0}}.': '그 파일: {{0}}.',
  'The host changed between two rounds.': '두 라운드 사이에 호스트가 바뀌었습니다.',
  'There are no rounds.': '라운드가 없습니다.',
  'The history {{0}}.': '그 이력: {{0}}.',
  'The folder is inside a checkout, but no part of its commit.':
    '폴더가 체크아웃 안에 있지만 그 커밋에 속하지 않습니다.',
  'Submodule {{0}}{{1}} is not checked out.': '서브모듈 {{0}}{{1}} 체크아웃이 되어 있지 않습니다.',
  '{{0}} cases cannot be dealt out to {{1}} shards.': '케이스 {{0}}개를 샤드 {{1}}개에 나눌 수 없습니다.',
  'No stack of either side left a row in metrics.csv{{0}}.':
    '어느 쪽의 스택도 metrics.csv에 행을 남기지 않았습니다{{0}}.',
  'The result folder {{0}}.': '그 결과 폴더: {{0}}.',
  'The result folder {{0}}: there is {{1}}.': '그 결과 폴더: {{0}}. 있는 파일은 {{1}}.',
  'Not JSON.': 'JSON이 아닙니다.',
  '`{{0}}` ended with {{1}}.': '`{{0}}` 명령이 {{1}} 결과로 끝났습니다.',
  'The output {{0}}.': '그 출력: {{0}}.',
  // --- 릴리스의 위치 ---
  '{{0}} carries {{1}} already, by commit {{2}}, but no merged pull request of this release is listed.':
    '{{0}} 브랜치에는 {{2}} 커밋으로 이미 {{1}} 버전이 적혀 있지만, 이 릴리스의 병합된 풀 리퀘스트가 목록에 없습니다.',
  'Tag {{0}} was moved meanwhile: its object is {{1}} instead of {{2}}.':
    '{{0}} 태그가 그사이 옮겨졌습니다. 객체가 {{2}} 대신 {{1}} 입니다.',
  '{{0}} moved from {{1}} to {{2}} since the release was planned.':
    '릴리스를 계획한 뒤에 {{0}} 브랜치가 {{1}} 커밋에서 {{2}} 커밋으로 움직였습니다.',
  'The release branch {{0}} would be the base branch itself.': '릴리스 브랜치 {{0}} 이름이 기본 브랜치와 같습니다.',
  'Whether {{0}} stood at the merge commit {{1}} once cannot be told: the run {{2}} is of that name, and a branch is called so as well.':
    '{{0}} 태그가 병합 커밋 {{1}}에 있었는지 알 수 없습니다. {{2}} 실행이 그 이름으로 되어 있는데, 이름이 같은 브랜치도 있습니다.',
  '{{0}} stood at the merge commit {{1}} once ({{2}}), and somebody deleted it: {{3}} was withdrawn.':
    '{{0}} 태그가 한때 병합 커밋 {{1}} 위에 있었는데({{2}}) 누군가 지웠습니다. {{3}} 버전은 철회되었습니다.',
  // --- GitHub의 응답 ---
  'The artifact {{0}} {{1}}.': '{{0}} 아티팩트: {{1}}.',
  'The source archive of {{0}} could not be downloaded: {{1}}.': '{{0}} 소스 아카이브를 내려받지 못했습니다: {{1}}.',
  'GitHub refused {{0}}: {{1}}': 'GitHub가 다음 요청을 거부했습니다: {{0}}: {{1}}',
  'GitHub answered 401 while {{0}}: {{1}}': '다음 요청에 GitHub가 401로 응답했습니다: {{0}}: {{1}}',
  'GitHub answered 403 while {{0}}: {{1}}': '다음 요청에 GitHub가 403으로 응답했습니다: {{0}}: {{1}}',
  'GitHub limits the rate while {{0}}.{{1}}': '다음 요청 중에 GitHub가 요청 속도를 제한했습니다: {{0}}.{{1}}',
  '{{0}} answered {{1}} {{2}}, while {{3}}.': '{{0}} 호스트가 {{1}} 응답을 했습니다({{2}}). 요청: {{3}}.',
  '{{0}} while {{1}}: {{2}}': '{{0}} (요청: {{1}}): {{2}}',
  'GitHub answered {{0}} while {{1}}: {{2}}': '다음 요청에 GitHub가 {{0}} 응답을 했습니다: {{1}}: {{2}}',
  'What came for the artifact {{0}} has {{1}} instead of {{2}}.': '{{0}} 아티팩트로 받은 것이 {{2}} 대신 {{1}} 입니다.',
  '{{0}}/{{1}} was not found with this token.': '이 토큰으로는 {{0}}/{{1}} 저장소를 찾을 수 없습니다.',
  'There is no branch {{0}}.': '{{0}} 브랜치가 없습니다.',
  '{{0}} has {{1}} bytes.': '{{0}} 파일이 {{1}}바이트입니다.',
  'Workflows and version-bearing files have {{0}} bytes together.':
    '워크플로와 버전이 적힌 파일이 모두 {{0}}바이트입니다.',
  'GitHub answered {{0}}: {{1}}': 'GitHub가 {{0}} 응답을 했습니다: {{1}}',
  // --- 리허설 ---
  'git cannot read it.': 'git이 읽지 못합니다.',
  'It uses {{0}} object ids; GitHub uses sha1.': '객체 id가 {{0}} 방식입니다. GitHub는 sha1을 씁니다.',
  'The clone is shallow: its history is cut off.': '얕은 클론이어서 이력이 잘려 있습니다.',
  'Not committed: {{0}}{{1}}.': '커밋되지 않은 파일: {{0}}{{1}}.',
  'The repository has no commit.': '저장소에 커밋이 없습니다.',
  'There is no commit {{0}}.': '{{0}} 커밋이 없습니다.',
  'The folder is not empty.': '폴더가 비어 있지 않습니다.',
  'This is git {{0}}.{{1}}.': '지금 git은 {{0}}.{{1}} 버전입니다.',
  'Port {{0}} cannot be used: {{1}}': '{{0}}번 포트를 쓸 수 없습니다: {{1}}',
  // --- 진행 ---
  'What came for {{0}} is not what the release lists: {{1}}{{2}}. Nothing is known to be wrong with the release itself.':
    '받은 에셋({{0}})이 릴리스 목록과 다릅니다: {{1}}{{2}}. 릴리스 자체가 잘못되었다고 알려진 것은 없습니다.',
  '{{0}} is gone.': '{{0}} 브랜치가 없어졌습니다.',
  'The aliases of {{0}} did not settle: somebody else keeps moving them.':
    '{{0}} 태그의 별칭이 자리를 잡지 못합니다. 다른 누군가가 계속 옮기고 있습니다.',
  'Tag {{0}} was moved or deleted while its release was made: it is not published.':
    '릴리스를 만드는 동안 {{0}} 태그가 옮겨지거나 지워졌습니다. 게시하지 않습니다.',
  'GitHub did not put pull request #{{0}} into the merge queue: {{1}}':
    'GitHub가 풀 리퀘스트 #{{0}} 건을 병합 대기열에 넣지 않았습니다: {{1}}',
  '{{0}}, but a draft: {{1}}{{2}}.': '{{0}} 그러나 초안은 있습니다: {{1}}{{2}}.',
  '{{0}} Since {{1}} the configuration has changed: {{2}}.': '{{0}} {{1}} 커밋 뒤로 설정이 바뀌었습니다: {{2}}.',
  'Merge commit {{0}} has tree {{1}}, which nobody planned or measured: {{2}} ({{3}} with the bump has tree {{4}}).':
    '병합 커밋 {{0}} 트리가 {{1}} 인데, 아무도 계획하거나 측정하지 않은 것입니다: {{2}} ({{3}} 커밋에서 버전을 올린 트리는 {{4}}).',
  'The release branch {{0}} did not settle: somebody else keeps changing it.':
    '릴리스 브랜치 {{0}} 상태가 자리를 잡지 못합니다. 다른 누군가가 계속 바꾸고 있습니다.',
  '{{0}} proves nothing: {{1}}.': '{{0}} 파일은 아무것도 증명하지 못합니다: {{1}}.',
  'GitHub refused to {{0}} the alias {{1}}: {{2}}. No ruleset of this repository that this token can see forbids it: a rule of the organisation does, or {{3}} is or was the tag of an immutable release.':
    'GitHub가 별칭 {{1}} 작업({{0}})을 거부했습니다: {{2}}. 이 토큰으로 보이는 저장소 규칙 집합 가운데 이를 막는 것은 없습니다. 조직의 규칙이 막거나, {{3}} 이름이 변경 불가 릴리스의 태그이거나 태그였던 적이 있습니다.',
  '{{0}} is empty: GitHub takes no file without content.':
    '{{0}} 파일이 비어 있습니다. GitHub는 내용 없는 파일을 받지 않습니다.',
  'There is no artifact {{0}} of {{1}}.': '{{1}} 쪽에 {{0}} 아티팩트가 없습니다.',
  'The artifact {{0}} has expired.': '{{0}} 아티팩트가 만료되었습니다.',
  'Pull request #{{0}} was brought up to date meanwhile: it holds {{1}} instead of {{2}}.':
    '풀 리퀘스트 #{{0}} 건이 그사이 최신 상태로 갱신되어, {{2}} 커밋 대신 {{1}} 커밋을 담고 있습니다.',
  '{{0}} ended with {{1}}: {{2}}.': '{{0}} 실행이 {{1}} 결과로 끝났습니다: {{2}}.',
  '{{0}} ended with {{1}}.': '{{0}} 실행이 {{1}} 결과로 끝났습니다.',
  '{{0}} It waits for the environment {{1}}.': '{{0}} {{1}} 환경의 승인을 기다립니다.',
  'There is no published release for {{0}}.': '{{0}} 태그로 게시된 릴리스가 없습니다.',
  '{{0}} has no file {{1}} of at most {{2}} bytes.': '{{0}} 태그에 {{2}}바이트 이하인 {{1}} 파일이 없습니다.',
  'There is no tag {{0}}.': '{{0}} 태그가 없습니다.',
  '{{0}} was called by {{1}}, which {{2}} started.':
    '{{2}} 참조로 시작된 {{1}} 워크플로가 {{0}} 워크플로를 호출했습니다.',
  '{{0}} was started by {{1}}.': '{{0}} 워크플로가 {{1}} 참조로 시작되었습니다.',
  "Whether {{0}} ran at {{1}} cannot be told: GitHub's lists do not show every run of that commit yet.":
    '{{1}} 커밋에서 {{0}} 워크플로가 돌았는지 알 수 없습니다. GitHub 목록에 그 커밋의 실행이 아직 다 나오지 않습니다.',
  // --- 변경 이력 ---
  '{{0}} has no section for {{1}}: its newest one is {{2}} in line {{3}}.':
    '{{0}} 파일에 {{1}} 버전의 절이 없습니다. 가장 새로운 절은 {{3}}번째 줄의 {{2}} 입니다.',
  '{{0}} names no release, and nothing says what is unreleased.':
    '{{0}} 파일에 릴리스 이름이 없고, 무엇이 미출시인지도 적혀 있지 않습니다.',
  'None of the {{0}} since the last release tells of a change that a changelog names.':
    '지난 릴리스 뒤의 커밋({{0}}) 가운데 변경 이력에 적을 변경을 말하는 것이 없습니다.',
  'The heading of what is unreleased cannot be told from the links beside it.':
    '미출시 제목을 옆의 링크와 구별할 수 없습니다.',
  'There is a section for {{0}} in line {{1}} already.': '{{1}}번째 줄에 {{0}} 버전의 절이 이미 있습니다.',
  'There are two sections of what is unreleased, in lines {{0}} and {{1}}.':
    '미출시 절이 둘입니다. {{0}}번째 줄과 {{1}}번째 줄에 있습니다.',
  '{{0}} in line {{1}} is empty.': '{{1}}번째 줄의 {{0}} 절이 비어 있습니다.',
  '{{0}} has no section of what is unreleased.': '{{0}} 파일에 미출시 절이 없습니다.',
  'The changelog has {{0}} bytes.': '변경 이력이 {{0}}바이트입니다.',
  'The section of {{0}} would be dated {{1}}, by a line below it.':
    '{{0}} 절 아래의 줄 때문에 그 절의 날짜가 {{1}} 날짜로 읽힙니다.',
  'A heading for {{0}} below line {{1}} would not be read as one, as the file is.':
    '지금 파일에서는 {{1}}번째 줄 아래에 쓴 {{0}} 버전 제목이 제목으로 읽히지 않습니다.',
  // --- 이벤트와 시작되는 워크플로 ---
  '`paths` and `paths-ignore` are both given.': '`paths`와 `paths-ignore`가 함께 주어졌습니다.',
  '{{0}} is no commit.': '{{0}} 값은 커밋이 아닙니다.',
  'The event is {{0}}, not workflow_run.': '이벤트가 workflow_run이 아니라 {{0}} 입니다.',
  'The payload of {{0}}: {{1}}: {{2}}': '{{0}} 이벤트의 페이로드: {{1}}: {{2}}',
  'Moving {{0}} would start {{1}} ({{2}}), which {{3}}.':
    '{{0}} 태그를 옮기면 {{1}} 워크플로가 시작됩니다({{2}}). 그 워크플로: {{3}}.',
  '{{0}} belongs beside {{1}} (`also-tag`), but exists at {{2}} already.':
    '{{0}} 태그는 {{1}} 태그와 함께 있어야 하는데(`also-tag`), 이미 {{2}} 커밋에 있습니다.',
  'The alias {{0}} points at {{1}}, where no release stands that it covers, outside the history of this one.':
    '별칭 {{0}} 태그가 {{1}} 커밋을 가리키는데, 그 별칭에 속하는 릴리스가 없는 곳이고 이 릴리스의 이력 밖입니다.',
  'GitHub refused the tag {{0}}: {{1}}. {{2}}': 'GitHub가 {{0}} 태그를 거부했습니다: {{1}}. {{2}}',
  '{{0}} holds no checksum: its first line is `{{1}}`.': '{{0}} 파일에 체크섬이 없습니다. 첫 줄이 `{{1}}` 입니다.',
  '{{0}}, but {{1}} says {{2}}.': '{{0}}, 그런데 {{1}} 쪽에는 {{2}} 라고 적혀 있습니다.',
  '{{0}}, but {{1}} names it {{2}} and says {{3}}{{4}}.':
    '{{0}}, 그런데 {{1}} 쪽은 그것을 {{2}} 라고 부르고 {{3}}{{4}} 라고 적었습니다.',
  '{{0}} moved from {{1}} to {{2}} before the merge.':
    '병합 전에 {{0}} 브랜치가 {{1}} 커밋에서 {{2}} 커밋으로 움직였습니다.',
  'GitHub says that pull request #{{0}} has conflicts, though it stands on the present base.':
    '풀 리퀘스트 #{{0}} 건이 현재 기본 브랜치 위에 있는데도 GitHub는 충돌이 있다고 합니다.',
  'Pull request #{{0}} is still in the merge queue, {{1}}.':
    '풀 리퀘스트 #{{0}} 건이 아직 병합 대기열에 있습니다({{1}}).',
  'GitHub contradicts itself about whether pull request #{{0}} is open.':
    '풀 리퀘스트 #{{0}} 건이 열려 있는지에 대해 GitHub의 응답이 서로 다릅니다.',
  'GitHub took pull request #{{0}} out of the merge queue.':
    'GitHub가 풀 리퀘스트 #{{0}} 건을 병합 대기열에서 뺐습니다.',
  'Required checks failed: {{0}}.': '실패한 필수 검사: {{0}}.',
  'Still running: {{0}}.': '아직 실행 중: {{0}}.',
  'The head of {{0}}, {{1}}, is not a commit of this release, though it holds what was planned.':
    '{{0}} 브랜치의 헤드 {{1}} 커밋은 내용은 계획과 같지만 이 릴리스가 만든 커밋이 아닙니다.',
  'The head of {{0}}, {{1}}, is not a commit of this release: only {{2}} {{3}} from the plan.':
    '{{0}} 브랜치의 헤드 {{1}} 커밋은 이 릴리스가 만든 커밋이 아닙니다. 계획과 다른 것({{3}}): {{2}}.',
  'Tag {{0}} points at {{1}} instead of {{2}}.': '{{0}} 태그가 {{2}} 커밋 대신 {{1}} 커밋을 가리킵니다.',
  'There is a draft of {{0}}: {{1}}.': '{{0}} 태그의 초안이 있습니다: {{1}}.',
  "The draft of {{0}} has a file that is none of this release's: {{1}}.":
    '{{0}} 태그의 초안에 이 릴리스의 것이 아닌 파일이 있습니다: {{1}}.',
  'There is a draft of {{0}} already: {{1}}.': '{{0}} 태그의 초안이 이미 있습니다: {{1}}.',
  'Not measured: a rehearsal goes on without, a release would stop here.':
    '측정되지 않았습니다. 리허설은 그대로 진행하지만, 릴리스라면 여기서 멈춥니다.',
  'Nothing was measured.': '아무것도 측정되지 않았습니다.',
  'Tree {{0}} was measured, but {{1}} would be released.':
    '측정한 것은 {{0}} 트리인데, 릴리스할 것은 {{1}} 트리입니다.',
  'The sha256 of the plan is {{0}}, not {{1}}.': '계획의 sha256이 {{1}} 값이 아니라 {{0}} 값입니다.',
  'The plan has the format {{0}}.': '계획의 형식이 {{0}} 입니다.',
  '{{0}} was not published; {{1}} says it would be{{2}}.':
    '{{0}} 파일이 게시되지 않았습니다. {{1}} 쪽에는 게시된다고 적혀 있습니다{{2}}.',
  'The upload of {{0}} is not complete ({{1}}).': '{{0}} 파일이 다 올라가지 않았습니다({{1}}).',
  '{{0}} is empty.': '{{0}} 파일이 비어 있습니다.',
  '{{0}} was not started by {{1}} at {{2}} within {{3}}.{{4}}':
    '{{0}} 워크플로가 {{2}} 커밋의 {{1}} 태그로 {{3}} 안에 시작되지 않았습니다.{{4}}',
  '{{0}} has waited {{1}} for a person.': '{{0}} 실행이 {{1}} 동안 사람을 기다렸습니다.',
  '{{0}} still ran after {{1}}.': '{{0}} 실행이 {{1}} 뒤에도 돌고 있었습니다.',
  // --- 계획 ---
  '`{{0}}` could mean {{1}} or {{2}}: {{3}}.': '`{{0}}` 키워드는 {{1}} 또는 {{2}} 버전을 뜻할 수 있습니다: {{3}}.',
  '{{0}}, and {{1}}: GitHub refuses those files, and the name of the tag is used up.':
    '{{0}}, 그리고 {{1}}: GitHub가 그 파일들을 거부하고, 태그 이름은 다시 쓸 수 없게 됩니다.',
  'No place was recognised that carries the version of this repository{{0}}.':
    '이 저장소의 버전이 적힌 자리를 찾지 못했습니다{{0}}.',
  'No place was recognised that carries the version of this repository{{0}}; not every file was searched: {{1}}.':
    '이 저장소의 버전이 적힌 자리를 찾지 못했습니다{{0}}. 모든 파일을 찾아보지는 못했습니다: {{1}}.',
  '{{0}} does not exist.': '{{0}} 파일이 없습니다.',
  '{{0}} carries no version.': '{{0}} 파일에 버전이 없습니다.',
  '{{0}}{{1}}, and still would after the release: {{2}}.': '{{0}}{{1}}, 릴리스 뒤에도 그대로입니다: {{2}}.',
  '{{0}} would keep workflows from starting.': '{{0}} 때문에 워크플로가 시작되지 않습니다.',
  '`tag: {{0}}` has no place for all of {{1}}: {{2}} would be the tag of another version as well.':
    '`tag: {{0}}` 템플릿에는 {{1}} 버전을 다 담을 자리가 없습니다. {{2}} 태그는 다른 버전의 태그이기도 합니다.',
  'An alias tag {{0}}, {{1}}.': '별칭 태그 {{0}}: {{1}}.',
  '{{0}} and {{1}} (`{{2}}`) cannot both be: {{3}}.': '{{0}} 및 {{1}} (`{{2}}`) 이름은 함께 있을 수 없습니다: {{3}}.',
  'Nothing reported {{0}} for pull request {{1}}.': '풀 리퀘스트 {{1}} 건에 {{0}} 검사를 보고한 것이 없습니다.',
  '{{0}} does not exist at {{1}}.': '{{1}} 커밋에 {{0}} 파일이 없습니다.',
  '{{0}} would not say {{1}} after the bump.': '버전을 올린 뒤에도 {{0}} 파일에 {{1}} 버전이 적히지 않습니다.',
  '{{0}} says {{1}} at the merge commit, not {{2}}.':
    '병합 커밋의 {{0}} 파일에 {{2}} 버전이 아니라 {{1}} 버전이 적혀 있습니다.',
  'The token of {{0}} may not push to {{1}}/{{2}}.': '{{0}} 토큰으로는 {{1}}/{{2}} 저장소에 푸시할 수 없습니다.',
  'The repository does not allow {{0}} merges.': '저장소가 {{0}} 병합을 허용하지 않습니다.',
  '{{0}} requires a linear history, which a merge commit breaks.':
    '{{0}} 브랜치는 선형 이력을 요구하는데, 병합 커밋은 그것을 깨뜨립니다.',
  'A commit to {{0}} (`{{1}}`) would be refused: {{2}} {{3}} it.':
    '{{0}} 브랜치(`{{1}}`)에는 커밋할 수 없습니다. 규칙: {{2}} {{3}}.',
  '{{0}} says {{1}}, and {{2}} would drop what stands behind the plus.':
    '{{0}} 파일에는 {{1}} 버전이 적혀 있는데, {{2}} 버전에서는 더하기표 뒤의 부분이 사라집니다.',
  '{{0}} restricts updates of {{1}}.': '{{0}} 규칙이 {{1}} 갱신을 제한합니다.',
  'Ruleset {{0}} lets nobody push {{1}}: {{2}}.':
    '{{0}} 규칙 집합은 아무도 {{1}} 파일을 푸시하지 못하게 합니다: {{2}}.',
  '{{0}} would start no workflow: GitHub Actions is disabled in {{1}}.':
    '{{0}} 태그가 어떤 워크플로도 시작하지 않습니다. {{1}} 저장소에서 GitHub Actions가 꺼져 있습니다.',
  'A ruleset allows other merges into {{0}} than {{1}}: {{2}}.':
    '규칙 집합이 {{0}} 브랜치에는 {{1}} 병합이 아니라 {{2}} 병합만 허용합니다.',
  '{{0}} waits for the creation of a release alone, and that of {{1}} is a draft first, {{2}}: GitHub starts nothing for it.':
    '{{0}} 워크플로는 릴리스 생성만 기다리는데, {{1}} 릴리스는 먼저 초안이 됩니다({{2}}). GitHub는 초안으로는 아무것도 시작하지 않습니다.',
  '{{0}} is no file of the tree that is released.': '{{0}} 파일은 릴리스하는 트리에 없습니다.',
  '{{0}} would both be attached as {{1}}.': '{{0}} 파일이 모두 {{1}} 이름으로 첨부됩니다.',
  'Tag {{0}} points at {{1}}, but pull request #{{2}} was merged as {{3}}.':
    '{{0}} 태그는 {{1}} 커밋을 가리키는데, 풀 리퀘스트 #{{2}} 건은 {{3}} 커밋으로 병합되었습니다.',
  'Tag {{0}} exists at {{1}} and was not made by this release{{2}}.':
    '{{0}} 태그가 {{1}} 커밋에 있는데, 이 릴리스가 만든 것이 아닙니다{{2}}.',
  'A release named {{0}} exists without its tag.': '{{0}} 이름의 릴리스가 태그 없이 있습니다.',
  'Pull request #{{0}} was closed without being merged.': '풀 리퀘스트 #{{0}} 건이 병합되지 않고 닫혔습니다.',
  'Pull request #{{0}} of {{1}} was merged as {{2}}, which is not tagged, and is not in the history of {{3}} any more.':
    '{{1}} 풀 리퀘스트 #{{0}} 요청은 {{2}} 커밋으로 병합되었는데, 태그가 없고 이제 {{3}} 이력에도 없습니다.',
  'Pull request #{{0}} of {{1}} was merged as {{2}}, which is not tagged; {{3}} says {{4}} again.':
    '{{1}} 버전의 풀 리퀘스트 #{{0}} 건이 {{2}} 커밋으로 병합되었지만 태그되지 않았고, {{3}} 브랜치는 다시 {{4}} 버전입니다.',
  'The GitHub release would start {{0}}, but not when GITHUB_TOKEN makes it.':
    'GitHub 릴리스는 {{0}} 워크플로를 시작하지만, GITHUB_TOKEN으로 만들면 시작하지 않습니다.',
  '{{0}} would not start {{1}}: it is {{2}}.': '{{0}} 태그로 {{1}} 워크플로가 시작되지 않습니다. 상태: {{2}}.',
  '{{0}}/{{1}} is archived: nobody may write to it.': '{{0}}/{{1}} 저장소는 보관되어 있어 아무도 쓸 수 없습니다.',
  'There is a branch {{0}}, and its pushes start {{1}} like the tag of that name: GitHub shows both runs alike, so whether the tag’s ran could not be proven.':
    '{{0}} 브랜치가 있고, 그 푸시가 같은 이름의 태그와 똑같이 {{1}} 워크플로를 시작합니다. GitHub에서 두 실행이 똑같이 보이므로 태그의 실행이었음을 증명할 수 없습니다.',
  'There is refs/{{0}}/{{1}}, so git cannot have the {{2}} {{3}}: git cannot keep a name both as a ref and as a folder of refs.':
    'refs/{{0}}/{{1}} 참조가 있어서 git은 {{3}} 이름({{2}})을 만들 수 없습니다. 한 이름이 다른 이름의 폴더가 될 수는 없습니다.',
  '`release: create` is set, but {{0}} makes the release too.':
    '`release: create`로 되어 있는데 {{0}} 쪽도 릴리스를 만듭니다.',
  '{{0}} waits for a published release (`on.release`), and nobody makes one of {{1}}: no workflow that the tag starts does, and {{2}}.':
    '{{0}} 워크플로는 게시된 릴리스를 기다리는데(`on.release`), {{1}} 릴리스를 만드는 쪽이 없습니다. 태그로 시작되는 워크플로 가운데 그런 것이 없고, {{2}}.',
  '{{0}} with {{1}}; no workflow of {{2}} attaches such files, and where they come from is not known.':
    '{{0}} 릴리스에는 파일이 있었습니다({{1}}). {{2}} 워크플로 가운데 그런 파일을 첨부하는 것이 없어서, 어디서 오는지 알 수 없습니다.',
  'The tags of this repository have several forms, and nothing tells which is that of its releases: {{0}}.':
    '이 저장소의 태그 형식이 여럿이고, 어느 것이 릴리스의 형식인지 알 수 없습니다: {{0}}.',
  'Whether the tags of the form {{0}} are releases of this repository cannot be told.':
    '{{0}} 형식의 태그가 이 저장소의 릴리스인지 알 수 없습니다.',
  'The releases so far are tagged {{0}}, with other numbers than the files have: they say {{1}}.':
    '지금까지의 릴리스는 {{0}} 형식으로 태그되었는데 파일의 버전과 숫자가 다릅니다. 파일에는 {{1}} 버전이 적혀 있습니다.',
  'Every release of the form {{0}} had {{1}} beside it, at the same commit.':
    '{{0}} 형식의 릴리스마다 같은 커밋에 {{1}} 태그가 함께 있었습니다.',
  'The workspace holds tree {{0}} (commit {{1}}), but {{2}} would be released.':
    '작업 공간에는 {{0}} 트리(커밋 {{1}})가 있는데, 릴리스할 것은 {{2}} 트리입니다.',
  // --- 설정 ---
  '{{0}} is no fraction between 0 and 1.': '{{0}} 값은 0과 1 사이의 수가 아닙니다.',
  'The configuration is larger than 256 KiB.': '설정이 256 KiB보다 큽니다.',
  'Its YAML aliases expand to far too much.': 'YAML 별칭이 지나치게 크게 펼쳐집니다.',
  'Unknown key {{0}}.': '알 수 없는 키 {{0}}.',
  '{{0}} is above its margin, {{1}}.': '{{0}} 값이 허용 폭 {{1}}보다 큽니다.',
  'Preset {{0}} of {{1}} needs `{{2}}`.': '{{1}} 파일의 {{0}} 프리셋에는 `{{2}}` 키가 필요합니다.',
  'Preset {{0}} of {{1}} has no `{{2}}`.': '{{1}} 파일의 {{0}} 프리셋에는 `{{2}}` 키가 없습니다.',
  '{{0}} is listed twice in the same way.': '{{0}} 파일이 똑같이 두 번 적혀 있습니다.',
  '{{0}} has the unknown placeholder {{{1}}}.': '{{0}} 템플릿에 알 수 없는 자리 {{{1}}} 표시가 있습니다.',
  '{{0}} uses {component}, but no component is configured.':
    '{{0}} 템플릿이 {component}를 쓰는데 컴포넌트가 설정되어 있지 않습니다.',
  'tag does not contain {version}: every release would have the same tag.':
    'tag에 {version}이 없어서 모든 릴리스의 태그가 같아집니다.',
  'also-tag {{0}} does not contain {version}: it would have to move.':
    'also-tag {{0}} 템플릿에 {version}이 없어서 태그를 옮겨야 합니다.',
  'release-branch does not contain {version}.': 'release-branch에 {version}이 없습니다.',
  '{{0}} cannot be dispatched: it has no `on.workflow_dispatch`.':
    '{{0}} 워크플로는 디스패치할 수 없습니다. `on.workflow_dispatch`가 없습니다.',
  '{{0}} has no dispatch input {{1}}; GitHub would refuse it.':
    '{{0}} 워크플로에 디스패치 입력 {{1}} 항목이 없습니다. GitHub가 거부합니다.',
  '{{0}} is no value for the input {{1}}: {{2}}.': '{{0}} 값은 입력 {{1}} 항목에 쓸 수 없습니다: {{2}}.',
  '{{0}} requires the input {{1}}, for which there is no value.':
    '{{0}} 워크플로에 입력 {{1}} 항목이 필요한데 값이 없습니다.',
  '{{0}} would start {{1}}, whose job {{2}} calls {{3}}.':
    '{{0}} 참조가 {{1}} 워크플로를 시작하고, 그 {{2}} 작업이 {{3}} 워크플로를 호출합니다.',
  '{{0}} would start {{1}}: {{2}}.': '{{0}} 때문에 {{1}} 워크플로가 시작됩니다: {{2}}.',
  '{{0}} is both expected and forbidden.': '{{0}} 워크플로가 기대 목록과 금지 목록에 모두 있습니다.',
  'The tag would start {{0}}, but not when GITHUB_TOKEN creates it.':
    '태그는 {{0}} 워크플로를 시작하지만, GITHUB_TOKEN으로 만들면 시작하지 않습니다.',
  '{{0}} would not start {{1}}: {{2}}.': '{{0}} 참조는 {{1}} 워크플로를 시작하지 않습니다: {{2}}.',
  'There is no workflow {{0}} at the release commit.': '릴리스할 커밋에 {{0}} 워크플로가 없습니다.',
  '{{0}} comes before {{1}} in the order of versions, as a pre-release does; {{2}} is none of alpha, beta and rc.':
    '버전 순서에서 {{0}} 버전은 사전 릴리스처럼 {{1}} 앞에 옵니다. {{2}} 접미사는 alpha, beta, rc 중 어느 것도 아닙니다.',
  '{{0}} says the version as a number, and no release so far tells how it is made: for {{1}} it would be {{2}} or {{3}}.':
    '{{0}} 파일은 버전을 숫자 하나로 적는데, 그 숫자를 만드는 방법을 알려 주는 릴리스가 없습니다. {{1}} 버전이라면 {{2}} 또는 {{3}} 입니다.',
  'There are several components: {{0}}{{1}}.': '컴포넌트가 여럿입니다: {{0}}{{1}}.',
  // --- 버전 파일 ---
  'it has no `versions:` map that could be added to.': '항목을 더할 `versions:` 맵이 없습니다.',
  'it has no entry that could be followed.': '본받을 항목이 없습니다.',
  'it has no `sources:` map that could be added to.': '항목을 더할 `sources:` 맵이 없습니다.',
  '{{0}} is no http(s) address.': '{{0}} 값은 http(s) 주소가 아닙니다.',
  'it has an entry for {{0}} already, with the url {{1}}.': '{{0}} 항목이 이미 있고 url은 {{1}} 입니다.',
  'it has no entry with a url whose style could be followed.': '형식을 본받을 url이 있는 항목이 없습니다.',
  'it has no entry with a url for {{0}}.': '{{0}} 버전의 url이 있는 항목이 없습니다.',
  'its entry for {{0}} has the sha256 {{1}}, but the archive has {{2}}.':
    '{{0}} 항목의 sha256은 {{1}} 인데, 아카이브의 값은 {{2}} 입니다.',
  '{{0}} says {{1}}, but the present version is {{2}}.':
    '{{0}} 파일에는 {{1}} 버전이 적혀 있는데, 현재 버전은 {{2}} 입니다.',
  '{{0}} would have no more than {{1}} after the bump.': '버전을 올린 뒤 {{0}} 파일에는 {{1}} 정도만 남습니다.',
  '{{0}} would still say {{1}} after the bump.': '버전을 올린 뒤에도 {{0}} 파일에 {{1}} 버전이 남습니다.',
  '{{0}}:{{1}} says {{2}}, which is no version that text could replace; the present version is {{3}}{{4}}.':
    '{{0}}:{{1}} 자리에 {{2}} 값이 있는데, 글자로 바꿀 수 있는 버전이 아닙니다. 현재 버전은 {{3}}{{4}} 입니다.',
  'The line {{0}} {{1}}.': '{{0}} 줄: {{1}}.',
  '{{0}} cannot be written there: {{1}}.': '{{0}} 버전을 그 자리에 쓸 수 없습니다: {{1}}.',
  '{{0}} is not above the present version {{1}}.': '{{0}} 버전은 현재 버전 {{1}} 보다 높지 않습니다.',
  'The present version {{0}} is no version that can be counted up.':
    '현재 버전 {{0}} 값은 올릴 수 있는 버전이 아닙니다.',
  '`patch` raises the third number of MAJOR.MINOR.PATCH, and the present version {{0}} has two, as every release so far.':
    '`patch`는 MAJOR.MINOR.PATCH의 셋째 숫자를 올리는데, 현재 버전 {{0}} 및 지금까지의 모든 릴리스에는 숫자가 둘뿐입니다.',
  'The present version {{0}} is a date, and `{{1}}` would count it up to one that there is not.':
    '현재 버전 {{0}} 값은 날짜여서, `{{1}}` 키워드로 올리면 없는 날짜가 됩니다.',
  'it is nested too deeply to be a manifest.': '매니페스트라기에는 너무 깊이 중첩되어 있습니다.',
  'it is not valid JSON.': '올바른 JSON이 아닙니다.',
  'it has no {{0}}.': '{{0}} 항목이 없습니다.',
  '{{0}} stands in lines {{1}}.': '{{0}} 값이 {{1}}번째 줄들에 있습니다.',
  '{{0}} is no plain string.': '{{0}} 값은 일반 문자열이 아닙니다.',
  'there is no {{0}}.': '{{0}} 항목이 없습니다.',
  'there is no line like {{0}}.': '{{0}} 같은 줄이 없습니다.',
  'the lines say {{0}} for the {{1}}.': '{{1}} 자리에 {{0}} 값들이 적혀 있습니다.',
  'it does not hold a version and nothing else.': '버전 하나만 들어 있는 파일이 아닙니다.',
  'the pattern is not valid RE2: {{0}}.': '패턴이 올바른 RE2가 아닙니다: {{0}}.',
  'the pattern has no group (?<version>…).': '패턴에 그룹 (?<version>…)이 없습니다.',
  'it is too large to be searched for such a pattern.': '그런 패턴을 찾기에는 파일이 너무 큽니다.',
  'the pattern matches nowhere.': '패턴과 맞는 곳이 없습니다.',
  'the pattern matches {{0}} (lines {{1}}) instead of {{2}}.': '패턴이 {{2}} 대신 {{0}} 맞습니다({{1}}번째 줄).',
  'it has {{0}} characters.': '글자가 {{0}}자입니다.',
  'it is not valid TOML.': '올바른 TOML이 아닙니다.',
  'it has no string {{0}}.': '문자열 {{0}} 항목이 없습니다.',
  '{{0}} is not written in a way that can be edited.': '{{0}} 값은 고칠 수 있는 형태로 적혀 있지 않습니다.',
  '{{0}} is no scalar.': '{{0}} 값은 스칼라가 아닙니다.',
  '{{0}} is no plain version.': '{{0}} 값은 일반적인 버전이 아닙니다.',
  'the requirement {{0}} does not admit {{1}}.': '의존 조건 {{0}} 은(는) {{1}} 버전을 허용하지 않습니다.',
  '{{0}} is no version that could be released.': '{{0}} 값은 릴리스할 수 있는 버전이 아닙니다.',
  'it fetches no archive of a tag, or several.': '태그의 아카이브를 받지 않거나 여럿을 받습니다.',
  'Nothing is known of files of this name.': '이런 이름의 파일에 대해 알려진 것이 없습니다.',
  '{{0}} contradicts itself: {{1}}.': '{{0}} 파일이 앞뒤가 맞지 않습니다: {{1}}.',
  '{{0}} can hold MAJOR.MINOR.PATCH only, not {{1}}.':
    '{{0}} 파일에는 MAJOR.MINOR.PATCH만 적을 수 있고 {{1}} 버전은 적을 수 없습니다.',
  '{{0}} is not written as the versions of this project are: {{1}}.':
    '{{0}} 값은 이 프로젝트의 버전 형식과 다릅니다: {{1}}.',
  'Two lines can be the third number: {{0}}:{{1}} {{2}} and {{3}}:{{4}} {{5}}.':
    '셋째 숫자일 수 있는 줄이 둘입니다: {{0}}:{{1}} {{2}} 및 {{3}}:{{4}} {{5}}.',
  // --- 벤치마크 폴더 ---
  'The folder is not empty and holds no bench to go on with.': '폴더가 비어 있지 않은데 이어서 할 벤치마크가 없습니다.',
  'bench.json is not one that bench wrote.': 'bench.json이 bench가 쓴 파일이 아닙니다.',
  'No committed file fits `bench.source-files`.': '커밋된 파일 가운데 `bench.source-files`에 맞는 것이 없습니다.',
  '{{0}} leads out of the tree through a symbolic link.': '{{0}} 경로가 심볼릭 링크를 지나 트리 밖으로 나갑니다.',
  '{{0}} is not in this checkout.': '{{0}} 커밋이 이 체크아웃에 없습니다.',
  'This checkout does not tell where the change left {{0}}.':
    '이 체크아웃으로는 변경이 {{0}} 브랜치에서 갈라진 곳을 알 수 없습니다.',
  'The base {{0}} is not in this checkout.': '기준 {{0}} 커밋이 이 체크아웃에 없습니다.',
  'It is no regular file of the base.': '기준 커밋의 일반 파일이 아닙니다.',
  'It has {{0}} bytes in the base.': '기준 커밋에서 {{0}}바이트입니다.',
  '{{0}} is computed: {{1}}.': '{{0}} 값은 계산되는 값입니다: {{1}}.',
  'it is not valid XML.': '올바른 XML이 아닙니다.',
  'No file of this name says packages: {{0}} do.': '이 이름의 파일은 패키지를 적는 파일이 아닙니다. 적는 파일: {{0}}.',
  // --- 입력 하나하나 ---
  '{{0}} is neither true nor false.': '{{0}} 값은 true도 false도 아닙니다.',
  '{{0}} is neither true, false nor each-case.': '{{0}} 값은 true, false, each-case 중 어느 것도 아닙니다.',
  'A preview measures nothing, and a part to be measured or folders with results are given.':
    '미리 보기는 아무것도 재지 않는데, 잴 부분이나 결과 폴더가 주어졌습니다.',
  '{{0}} is no number of rounds.': '{{0}} 값은 라운드 수가 아닙니다.',
  '{{0}} is not made of letters, digits, spaces, dots, dashes and underscores.':
    '{{0}} 값에 영문자, 숫자, 공백, 점, 하이픈, 밑줄이 아닌 글자가 있습니다.',
  '{{0}} is no stage that can be left out.': '{{0}} 값은 뺄 수 있는 단계가 아닙니다.',
  '{{0}} is no pull request number.': '{{0}} 값은 풀 리퀘스트 번호가 아닙니다.',
  'No version is given.': '버전이 주어지지 않았습니다.',
  'The gate cannot rest on more than one of them.': '게이트는 그중 하나에만 근거할 수 있습니다.',
  'The gate is left out, but it is given {{0}}.': '게이트를 빼기로 했는데 {{0}} 값이 주어졌습니다.',
  'No result folder of the candidate is given.': '후보의 결과 폴더가 주어지지 않았습니다.',
  '{{0}} are given; at most {{1}}.': '{{0}} 주어졌는데, 많아야 {{1}} 입니다.',
  'A folder is given twice.': '같은 폴더가 두 번 주어졌습니다.',
  'Duet rounds hold both sides: give their folder as --candidate.':
    '듀엣 라운드에는 양쪽이 다 들어 있습니다. 그 폴더를 --candidate 옵션으로 주세요.',
  'Duet rounds and single runs cannot be judged together.': '듀엣 라운드와 단독 실행을 함께 판정할 수 없습니다.',
  'Duet rounds hold their own baseline; leave --baseline out.':
    '듀엣 라운드에는 기준이 들어 있습니다. --baseline 옵션을 빼세요.',
  'The folders hold duet rounds; recorded mode cannot read them.':
    '폴더에 듀엣 라운드가 있어서 recorded 방식으로는 읽을 수 없습니다.',
  'A duet needs pairs: {{0}} and {{1}} are given.': '듀엣에는 짝이 필요합니다. 주어진 것: {{0}}, {{1}}.',
  '{{0}} is neither balanced nor shared nor alternate nor auto.':
    '{{0}} 값은 balanced, shared, alternate, auto 중 어느 것도 아닙니다.',
  'A duet needs a baseline to measure against.': '듀엣에는 비교해 측정할 기준이 필요합니다.',
  '{{0}} is no name of a commit, tag or branch.': '{{0}} 값은 커밋, 태그, 브랜치의 이름이 아닙니다.',
  '{{0}} is not between 1 and {{1}}.': '{{0}} 값은 1과 {{1}} 사이가 아닙니다.',
  'A duet of {{0}} cannot decide at a false-alarm rate of {{1}}.':
    '{{0}} 듀엣으로는 오경보율 {{1}} 수준에서 판정할 수 없습니다.',
  '{{0}} is not above 0.': '{{0}} 값은 0보다 크지 않습니다.',
  '{{0}} is no name.': '{{0}} 값은 이름이 아닙니다.',
  'A name is given twice.': '같은 이름이 두 번 주어졌습니다.',
  '{{0}} climbs out of the tree.': '{{0}} 경로는 트리 밖으로 나갑니다.',
  'Files are read of a command: `bench.command` is not set.':
    '파일은 명령이 남긴 것을 읽는데 `bench.command` 설정이 없습니다.',
  'A command and a harness are configured; one of them is run.':
    '명령과 하네스가 둘 다 설정되어 있습니다. 하나만 실행합니다.',
  'Cases are named to a command: `bench.command` is not set.':
    '케이스는 명령에 이름으로 넘기는데 `bench.command` 설정이 없습니다.',
  'A part is measured, and folders with results are given: a job does one of both.':
    '일부를 측정하라고 하면서 결과 폴더도 주어졌습니다. 한 작업은 둘 중 하나만 합니다.',
  'Shards are to be judged, and no folder with results is given.':
    '샤드를 판정하라고 했지만 결과 폴더가 주어지지 않았습니다.',
  '{{0}} is no part of a whole, as 3/8.': '{{0}} 값은 3/8 같은 몫이 아닙니다.',
  'Only the rounds of a duet are measured by shards.': '샤드로 나누어 측정하는 것은 듀엣의 라운드뿐입니다.',
  'Nothing says how single cases are named to `bench.command`, so it cannot be measured by shards.':
    '`bench.command` 명령에 케이스를 어떻게 넘기는지 적혀 있지 않아서 샤드로 나누어 측정할 수 없습니다.',
  '`candidate` needs `bench.source-files`: which files are the benchmark’s.':
    '`candidate` 값에는 어느 파일이 벤치마크인지 적은 `bench.source-files` 설정이 필요합니다.',
  '{{0}} cannot be set for a benchmark.': '{{0}} 변수는 벤치마크에 설정할 수 없습니다.',
  '{{0}} is no language that this program speaks.': '{{0}} 값은 이 프로그램이 쓰는 언어가 아닙니다.',
  '--anchor and --baseline-ref are given: each names what is measured against.':
    '--anchor 옵션과 --baseline-ref 옵션이 함께 주어졌습니다. 둘 다 비교해 측정할 대상을 정합니다.',
  'The configuration names no anchor.': '설정에 앵커가 없습니다.',
  // --- 남이 쓴 파일 ---
  'A file with a second name elsewhere.': '다른 곳에 또 다른 이름이 있는 파일입니다.',
  'A symbolic link.': '심볼릭 링크입니다.',
  'Folders more than {{0}} deep.': '폴더가 {{0}}단계보다 깊습니다.',
  'It is no object of names and figures.': '이름과 수치로 된 객체가 아닙니다.',
  'It is not JSON.': 'JSON이 아닙니다.',
  'More than {{0}} bytes altogether.': '모두 {{0}}바이트보다 많습니다.',
  'Neither a file nor a folder.': '파일도 폴더도 아닙니다.',
  'Not a folder.': '폴더가 아닙니다.',
  'The data of the file are not JSON.': '파일의 데이터가 JSON이 아닙니다.',
  'The event has {{0}} bytes.': '이벤트가 {{0}}바이트입니다.',
  'The event is not JSON.': '이벤트가 JSON이 아닙니다.',
  'The event {{0}}.': '그 이벤트: {{0}}.',
  'The file has more than {{0}} characters.': '파일이 {{0}}자보다 깁니다.',
  'the file has more than {{0}} characters.': '파일이 {{0}}자보다 깁니다.',
  'The file has no data of github-action-benchmark.': '파일에 github-action-benchmark의 데이터가 없습니다.',
  'The file is gone.': '파일이 없어졌습니다.',
  'The file is larger than {{0}} bytes.': '파일이 {{0}}바이트보다 큽니다.',
  'The file is not JSON.': '파일이 JSON이 아닙니다.',
  'The folder {{0}}.': '그 폴더: {{0}}.',
  'There are more than {{0}} files and folders.': '파일과 폴더가 {{0}}개보다 많습니다.',
  'There is no event: this is no step of a workflow run.': '이벤트가 없습니다. 워크플로 실행의 단계가 아닙니다.',
  '{{0}} bytes; at most {{1}}.': '{{0}}바이트입니다. 많아야 {{1}}바이트입니다.',
  '{{0}} is no name of a branch, as benchmarks.': '{{0}} 값은 benchmarks 같은 브랜치 이름이 아닙니다.',
  'It has more than 200 characters.': '200자보다 깁니다.',
  'openssl cannot make a certificate for --https: {{0}}.': 'openssl이 --https에 쓸 인증서를 만들지 못합니다: {{0}}.',
  '--at names a commit of a clone, but there is no --repository.':
    '--at 옵션은 클론의 커밋을 가리키는데 --repository 옵션이 없습니다.',
  'A rehearsal that is gone on with has the world it was begun with.':
    '이어서 하는 리허설은 시작할 때의 세계를 그대로 씁니다.',
  'Somebody made pull request #{{0}} a draft.': '누군가 풀 리퀘스트 #{{0}} 건을 초안으로 바꾸었습니다.',
  'Pull request #{{0}} {{1}} into {{2}}, not into {{3}}.':
    '풀 리퀘스트 #{{0}} 건의 대상이 {{3}} 브랜치가 아니라 {{2}} 브랜치입니다({{1}}).',
  'The embedded GitHub refuses it ({{0}}): {{1}}{{2}}': '내장 GitHub가 거부했습니다({{0}}): {{1}}{{2}}',
  'It has a history of its own, and a clone is named as well.': '자체 이력이 있는데 클론도 지정되었습니다.',
  'It is larger than any file of its kind has reason to be.': '그런 종류의 파일이라고 보기에는 너무 큽니다.',
  'It is no JSON: {{0}}.': 'JSON이 아닙니다: {{0}}.',
  'It cannot be read: {{0}}.': '읽을 수 없습니다: {{0}}.',
  '{{0}} of it {{1}} no rules: that is GitHub’s list, which leaves them out.':
    '그중 {{0}} 항목에 규칙이 없습니다({{1}}). 규칙을 빼고 보여 주는 GitHub의 목록입니다.',
  '{{0}} sets nothing.': '{{0}} 값은 아무것도 설정하지 않습니다.',
  'The section {{0}} in line {{1}} is empty.': '{{1}}번째 줄의 {{0}} 항목이 비어 있습니다.',
  'The repository configures {{0}}, and the workspace holds no checkout to {{1}} in: {{2}}':
    '저장소 설정에 {{0}} 이 있는데, 작업 공간에 그것을 실행할({{1}}) 체크아웃이 없습니다: {{2}}',
  'The repository configures {{0}}, and the checkout is not as it was committed: {{1}}':
    '저장소 설정에 {{0}} 이 있는데, 체크아웃이 커밋된 그대로가 아닙니다: {{1}}',
  'step {{0}} of job {{1}}': '작업 {{1}} 의 단계 {{0}}',
};
