/** What a plan says of a release: why a workflow starts, how a place became known, notes and warnings. */
export const KOREAN_PLANS: Readonly<Record<string, string>> = {
  '{{0}}/{{1}} as {{2}}': '{{0}}/{{1}}, 사용자 {{2}}',
  'through the merge queue': '병합 대기열을 거쳐',
  'the present version is {{0}}': '현재 버전은 {{0}}',
  '… and {{0}}': '… 외 {{0}}',
  '… and {{0}}.': '… 외 {{0}}.',
  '… and {{0}}: see {{1}}.': '… 외 {{0}}: {{1}} 참고.',
  '… and {{0}} more': '… 외 {{0}}개',
  ' and {{0}} more': ' 외 {{0}}개',
  // --- 자리 ---
  configured: '설정에 있음',
  'known format': '아는 형식',
  'moved to {{0}}': '전에 {{0}} 버전으로 바뀜',
  'says the version': '버전이 적혀 있음',
  'reads like {{0}}': '{{0}}와 같은 줄',
  '{{0}}; it says the version already': '{{0}}. 이미 그 버전입니다',
  'for people, or it did not move with the version': '사람이 읽는 글이거나, 버전과 함께 바뀌지 않았습니다',
  'it moved with the version to {{0}}': '{{0}} 때 버전과 함께 바뀌었습니다',
  'it moved with the version to {{0}}, beside the digest of an archive that is not there yet':
    '{{0}} 때 버전과 함께 바뀌었고, 그 옆에 아직 없는 아카이브의 해시가 있습니다',
  'it moved with the version to {{0}}, and not since': '{{0}} 때 버전과 함께 바뀌었고 그 뒤로는 아닙니다',
  'the file says {{0}} and has a mark of development': '파일에 {{0}} 값과 개발 중 표시가 있습니다',
  // --- 무엇이 시작되는지 ---
  'it has no `on.{{0}}`': '`on.{{0}}` 설정이 없습니다',
  'it has `on.{{0}}`': '`on.{{0}}` 설정이 있습니다',
  'it has `on.workflow_dispatch`': '`on.workflow_dispatch` 설정이 있습니다',
  'it has `on.schedule`': '`on.schedule` 설정이 있습니다',
  '{{0}}; since GITHUB_TOKEN did it, the run waits for approval':
    '{{0}}. GITHUB_TOKEN이 한 일이어서 실행이 승인을 기다립니다',
  '{{0}}, but what GITHUB_TOKEN does starts no workflow':
    '{{0}}. 그러나 GITHUB_TOKEN이 한 일은 워크플로를 시작하지 않습니다',
  'a deleted ref starts no push run': '지워진 참조는 push 실행을 시작하지 않습니다',
  '{{0}} is neither a branch nor a tag': '{{0}} 참조는 브랜치도 태그도 아닙니다',
  '`on.push` filters {{0}}, so no {{1}} starts it': '`on.push` 필터가 {{0}}, 그래서 {{1}} 쪽은 시작되지 않습니다',
  'branches but no tags': '브랜치만 거르고 태그는 없음',
  'tags but no branches': '태그만 거르고 브랜치는 없음',
  '`on.push` has no branch or tag filter': '`on.push`에 브랜치나 태그 필터가 없습니다',
  'the pull request has a merge conflict': '풀 리퀘스트에 병합 충돌이 있습니다',
  '`on.workflow_run.workflows` does not name {{0}}': '`on.workflow_run.workflows`에 {{0}} 이름이 없습니다',
  '`on.{{0}}` takes every activity': '`on.{{0}}`은 모든 활동을 받습니다',
  '`on.{{0}}` by default': '기본값인 `on.{{0}}`',
  '{{0}} takes {{1}}': '{{0}} 조건이 {{1}} 활동을 받습니다',
  '{{0}} takes only {{1}}, not {{2}}': '{{0}} 조건이 {{1}} 활동만 받고 {{2}} 활동은 받지 않습니다',
  '{{0}} tags in one push: GitHub makes no events for more than {{1}}':
    '한 번에 태그 {{0}}개를 푸시: GitHub은 {{1}}개를 넘으면 이벤트를 만들지 않습니다',
  "the head commit's message has {{0}}, which skips workflow runs":
    '헤드 커밋의 메시지에 {{0}} 표시가 있어 워크플로 실행을 건너뜁니다',
  '`{{0}}` has {{1}}, which matches {{2}}': '`{{0}}`의 {{1}} 패턴이 {{2}} 이름과 맞습니다',
  '`{{0}}` has {{1}}, which excludes {{2}}': '`{{0}}`의 {{1}} 패턴이 {{2}} 이름을 제외합니다',
  '`{{0}}` ({{1}}) has nothing that matches {{2}}': '`{{0}}` ({{1}}) 조건에 {{2}} 이름과 맞는 것이 없습니다',
  '`{{0}}-ignore` has {{1}}, which matches {{2}}': '`{{0}}-ignore`의 {{1}} 패턴이 {{2}} 이름과 맞습니다',
  '`{{0}}-ignore` does not name {{1}}': '`{{0}}-ignore`에 {{1}} 이름이 없습니다',
  '{{0}}; without a diff, `{{1}}` lets it run': '{{0}}. 비교할 변경이 없어 `{{1}}` 조건은 실행을 허용합니다',
  '{{0}}; `{{1}}` has {{2}}, which matches {{3}}': '{{0}}. `{{1}}`의 {{2}} 패턴이 {{3}} 경로와 맞습니다',
  '{{0}}; `{{1}}` does not cover {{2}}': '{{0}}. `{{1}}` 조건이 {{2}} 경로를 덮지 않습니다',
  '`{{0}}` covers every changed path{{1}}': '`{{0}}` 조건이 바뀐 모든 경로를 덮습니다{{1}}',
  '`{{0}}` ({{1}}) matches no changed path{{2}}': '`{{0}}` ({{1}}) 조건과 맞는 바뀐 경로가 없습니다{{2}}',
  ' among the first {{0}}': '(처음 {{0}}개 가운데)',
  'it starts, but the `if:` of every job leaves it out': '시작되지만, 모든 작업이 `if:` 조건으로 빠집니다',
  'it waits for a published release, and nothing in this release publishes one by a token that starts workflows; `release: create` lets this program do that':
    '공개된 릴리스를 기다리는데, 이 릴리스에는 워크플로를 시작하는 토큰으로 공개하는 것이 없습니다. `release: create` 설정이면 이 프로그램이 공개합니다',
  'it follows another workflow (`on.workflow_run`), and GitHub shows such a run on the default branch, not with the tag; name the workflow that it follows':
    '다른 워크플로를 뒤따릅니다(`on.workflow_run`). GitHub은 그런 실행을 태그가 아니라 기본 브랜치에 보여 주므로, 뒤따르는 워크플로의 이름을 적어 주세요',
  '{{0}} is not pushed': '{{0}} 참조를 푸시하지 않습니다',
  '{{0}} is too large to tell what it publishes': '{{0}} 파일이 너무 커서 무엇을 공개하는지 알 수 없습니다',
  '{{0}} has no step that publishes a release for {{1}}': '{{0}} 파일에 {{1}} 릴리스를 공개하는 단계가 없습니다',
  '{{0}} publishes a release whose assets only a run can name':
    '{{0}} 워크플로가 공개하는 에셋의 이름은 실행해야 알 수 있습니다',
  '{{0}} publishes a release without assets': '{{0}} 워크플로가 에셋 없는 릴리스를 공개합니다',
  '{{0}} publishes {{1}} named {{2}}{{3}}': '{{0}} 워크플로가 에셋 {{1}} 를 공개합니다: {{2}}{{3}}',
  ' and {{0}} that only a run can name': ', 그 밖에 실행해야 이름을 아는 것 {{0}}',
  'the output it is named after is taken to be the version': '이름에 쓰인 출력을 버전으로 봅니다',
  'GitHub renames files with special characters': 'GitHub은 특수 문자가 든 파일의 이름을 바꿉니다',
  // --- 참고 ---
  'What moved with the version was learned from the differences between {{0}}, by {{1}} of at most {{2}}{{3}}.':
    '버전과 함께 바뀐 것을 {{0}} 사이의 차이에서 배웠습니다({{1}}, 최대 {{2}}건{{3}}).',
  '; {{0}}, in which the same lines were looked for': '. {{0}}: 같은 줄을 찾아보았습니다',
  'No file changes: the head of {{0}} is what is tagged.':
    '바뀌는 파일이 없습니다. {{0}} 브랜치의 헤드에 태그를 답니다.',
  'No file carries the version, and no tag is a release so far.':
    '버전이 적힌 파일이 없고, 지금까지 릴리스인 태그도 없습니다.',
  'No file carries the version: the newest release tag says {{0}}.':
    '버전이 적힌 파일이 없습니다. 가장 새로운 릴리스 태그는 {{0}} 버전입니다.',
  'No line moved with the version over the last {{0}} releases, and nothing says {{1}}: the tag alone is the version.':
    '지난 릴리스 {{0}}번 동안 버전과 함께 바뀐 줄이 없고, {{1}} 버전이 적힌 곳도 없습니다. 태그만이 버전입니다.',
  '{{0}} carries {{1}} and is taken to have a version of its own.':
    '{{0}} 파일에는 {{1}} 버전이 있고, 따로 버전을 갖는 것으로 봅니다.',
  '{{0}} says {{1}} already; it was never released, and is as it stands.':
    '{{0}} 에 이미 {{1}} 버전이 적혀 있습니다. 릴리스된 적이 없어 그대로 씁니다.',
  'The tree': '트리',
  '{{0}} says {{1}} already.': '{{0}} 파일에 이미 {{1}} 버전이 적혀 있습니다.',
  '{{0}} lags behind at {{1}}; the bump brings it to {{2}}.':
    '{{0}} 파일이 {{1}} 버전에 뒤처져 있습니다. 버전 올리기가 {{2}} 버전으로 맞춥니다.',
  '{{0}} says {{1}}, which is no semantic version; the bump writes {{2}}.':
    '{{0}} 파일의 {{1}} 값은 유의적 버전이 아닙니다. 버전 올리기가 {{2}} 값을 적습니다.',
  '{{0}}:{{1}} says {{2}}: the build service counts there, and it stays.':
    '{{0}}:{{1}} 줄에 {{2}} 값이 있습니다. 빌드 서비스가 세는 곳이어서 그대로 둡니다.',
  '{{0}}:{{1}} stays at {{2}} until the archive of {{3}} is there, whose sha512 it needs: a pull request follows.':
    '{{0}}:{{1}} 줄은 {{3}} 아카이브의 sha512가 필요해서 그때까지 {{2}} 값으로 둡니다. 풀 리퀘스트가 뒤따릅니다.',
  'The number of the binary interface stays, for whether it changes is yours to decide: {{0}}.':
    '바이너리 인터페이스 번호는 그대로 둡니다. 바꿀지는 직접 정하세요: {{0}}.',
  '; as it was in the last releases': '. 지난 릴리스에서도 그대로였습니다',
  'After {{0}} a pull request puts back what stands between releases: {{1}}.':
    '{{0}} 뒤에 풀 리퀘스트가 릴리스 사이의 상태로 되돌립니다: {{1}}.',
  'No changelog was found; the release has no notes of its own.': '변경 이력이 없어서 릴리스에 자체 설명이 없습니다.',
  '{{0}}:{{1}}: the date of {{2}} is filled in below.': '{{0}}:{{1}}: {{2}} 의 날짜를 아래에 적습니다.',
  '{{0}}:{{1}}, {{2}}, is what was written of {{3}}; the file stays as it is.':
    '{{0}}:{{1}} ({{2}}) 부분이 {{3}} 에 대해 적힌 것입니다. 파일은 그대로 둡니다.',
  '{{0}}:{{1}} becomes {{2}}.': '{{0}}:{{1}} 제목이 {{2}} 로 바뀝니다.',
  '{{0}}:{{1}} stays as it is: {{2}} is not in a form that could be followed. Correct it by hand.':
    '{{0}}:{{1}} 줄은 그대로 둡니다. {{2}} 은 따를 수 있는 형식이 아닙니다. 손으로 고쳐 주세요.',
  '{{0}}:{{1}} has no form that could be followed: [{{2}}] gets no link.':
    '{{0}}:{{1}} 줄에 따를 형식이 없어서 [{{2}}] 에 링크를 달지 않습니다.',
  '{{0}} has {{1}} bytes, too many for a changelog: it is left alone.':
    '{{0}} 파일은 {{1}}바이트로 변경 이력치고 너무 큽니다. 그대로 둡니다.',
  '{{0}} is a changelog too, and stays as it is: {{1}} is taken. Set `changelog: {path: …}` for another.':
    '{{0}} 도 변경 이력이지만 그대로 둡니다. {{1}} 파일을 씁니다. 다른 것을 쓰려면 `changelog: {path: …}` 설정을 하세요.',
  '{{0}} ends at {{1}}, though the present version is {{2}}.':
    '현재 버전은 {{2}} 인데 {{0}} 파일은 {{1}} 에서 끝납니다.',
  '{{0}} {{1}}: nobody keeps it, and it is left alone. `changelog: {path: {{2}}}` takes it all the same.':
    '{{0}} 변경 이력은 아무도 돌보지 않아 그대로 둡니다({{1}}). 그래도 쓰려면 `changelog: {path: {{2}}}` 설정을 하세요.',
  '{{0}}: the section of {{1}} is written from the commits since the last release.':
    '{{0}}: {{1}} 항목을 지난 릴리스 뒤의 커밋으로 씁니다.',
  '{{0}}:{{1}}: what is unreleased becomes the section {{2}}.':
    '{{0}}:{{1}}: 아직 릴리스되지 않은 내용이 {{2}} 항목이 됩니다.',
  'The GitHub release is called {{0}}{{1}}, with {{2}} and {{3}}. {{4}}':
    'GitHub 릴리스의 이름은 {{0}}{{1}}, 설명은 {{2}}, 파일은 {{3}}. {{4}}',
  'notes that GitHub generates': 'GitHub가 만드는 설명',
  'the changelog section as its notes': '변경 이력의 해당 항목',
  'what the artifacts hold': '아티팩트에 든 것',
  'no files': '파일 없음',
  'It is published at once, since a workflow waits for its creation.':
    '워크플로가 그 생성을 기다리므로 바로 공개합니다.',
  'It is a draft until everything is attached and proven.': '모두 붙이고 확인할 때까지 초안입니다.',
  'The tag is {{0}}, as so far: {{1}}, the highest {{2}}.':
    '태그는 지금까지처럼 {{0}} 형식입니다. {{1}} 가운데 가장 높은 것은 {{2}} 입니다.',
  '{{0}} differs from {{1}} by the case of its letters, and counts for nothing: delete it where it was made by mistake.':
    '{{0}} 태그는 {{1}} 태그와 대소문자만 다르며 아무것으로도 치지 않습니다. 실수로 만든 것이면 지우세요.',
  '{{0}} moved along with the releases so far, and will again.':
    '{{0}} 별칭은 지금까지 릴리스를 따라 옮겨졌고 이번에도 그렇습니다.',
  '{{0}} {{1}}: {{2}} is a pre-release.': '{{0}} 별칭: {{1}}. {{2}} 버전은 사전 릴리스입니다.',
  'there is none': '없습니다',
  'it stands at {{0}}': '{{0}} 위치에 있습니다',
  '{{0}}, where no release stands that it covers': '{{0}}. 거기에는 이 별칭이 가리킬 릴리스가 없습니다',
  '{{0}} stays at {{1}}, which is a newer version than {{2}}.':
    '{{0}} 별칭은 {{1}} 태그에 그대로 둡니다. {{2}} 버전보다 새롭습니다.',
  '{{0}} stays at {{1}}, which is the newer version.': '{{0}} 별칭은 더 새로운 {{1}} 태그에 그대로 둡니다.',
  '{{0}}, but {{1}}. This release leaves that as it is.': '{{0}}, 그런데 {{1}}. 이 릴리스는 그대로 둡니다.',
  '{{0}} belongs on {{1}}, which is a newer version than {{2}}':
    '{{0}} 별칭은 {{2}} 버전보다 새로운 {{1}} 태그에 있어야 합니다',
  'Whether releases are immutable here is not known: it takes the permission `administration: read` to ask.':
    '여기서 릴리스를 바꿀 수 없는지 알 수 없습니다. 물어보려면 `administration: read` 권한이 필요합니다.',
  // --- 경고 ---
  'There is a branch {{0}} as well as a tag of that name: whoever asks for {{1}} may get either.':
    '{{0}} 브랜치와 같은 이름의 태그가 함께 있습니다. {{1}} 이름을 찾는 사람은 둘 중 어느 것이나 얻을 수 있습니다.',
  'Whether {{0}} stood here before is not known: it takes the permission `actions: read` to ask.':
    '{{0}} 태그가 전에 있었는지 알 수 없습니다. 물어보려면 `actions: read` 권한이 필요합니다.',
  '{{0}} stood in this repository before (a run that it started: {{1}}) and is gone. If its release was immutable, GitHub keeps the name for ever: it cannot be used again.':
    '{{0}} 태그가 이 저장소에 전에 있었다가(그 태그가 시작한 실행: {{1}}) 없어졌습니다. 그 릴리스가 바꿀 수 없는 것이었다면 GitHub가 그 이름을 영원히 붙잡아 두어 다시 쓸 수 없습니다.',
  'GitHub does not tell whether this token may bypass it': '이 토큰이 우회할 수 있는지 GitHub가 알려 주지 않습니다',
  'whether {{0}} passes is known only when it is made': '{{0}} 만들기가 되는지는 만들 때에야 알 수 있습니다',
  '{{0}} requires {{1}} approving review(s): the release stops at the pull request until it has them.':
    '{{0}} 브랜치는 승인 검토 {{1}}개를 요구합니다. 승인될 때까지 릴리스는 풀 리퀘스트에서 멈춥니다.',
  'A ruleset {{0}} before anything reaches {{1}}: whether it lets the release pass is known at the merge.':
    '규칙 집합의 조건({{0}})이 {{1}} 브랜치에 있습니다. 릴리스가 통과할지는 병합할 때 알 수 있습니다.',
  'A ruleset has a pattern for messages ({{0}} {{1}}) of {{2}}, which {{3}} does not meet: without leave to bypass it, the merge is refused. `pr-title` sets another.':
    '규칙 집합이 {{2}} 브랜치의 메시지에 패턴({{0}} {{1}})을 요구하는데 {{3}} 제목은 맞지 않습니다. 우회할 수 없으면 병합이 거부됩니다. `pr-title`로 다른 제목을 정할 수 있습니다.',
  '{{0}} GitHub does not tell whether this token may bypass it.':
    '{{0}} 이 토큰이 우회할 수 있는지 GitHub가 알려 주지 않습니다.',
  'its path is restricted ({{0}})': '경로가 제한되어 있습니다({{0}})',
  'files {{0}} are restricted': '{{0}} 파일이 제한되어 있습니다',
  'no file may be larger than {{0}} MB': '{{0}} MB보다 큰 파일은 안 됩니다',
  'no path may be longer than {{0}} characters': '{{0}}자보다 긴 경로는 안 됩니다',
  'With each of the last releases this line changed as well, and stays as it is: {{0}}.':
    '지난 릴리스마다 이 줄도 바뀌었지만, 이번에는 그대로 둡니다: {{0}}.',
  'With each of the last releases these lines changed as well, and stay as they are: {{0}}.':
    '지난 릴리스마다 이 줄들도 바뀌었지만, 이번에는 그대로 둡니다: {{0}}.',
  'With each of the last releases this file got an entry, and gets none now: {{0}}.':
    '지난 릴리스마다 이 파일에 항목이 추가되었지만, 이번에는 추가되지 않습니다: {{0}}.',
  'With each of the last releases these files got an entry, and get none now: {{0}}.':
    '지난 릴리스마다 이 파일들에 항목이 추가되었지만, 이번에는 추가되지 않습니다: {{0}}.',
  'With each of the last releases a file of this name came, and none is there now: {{0}}.':
    '지난 릴리스마다 이런 이름의 파일이 추가되었지만, 지금은 없습니다: {{0}}.',
  'With each of the last releases files of these names came, and none are there now: {{0}}.':
    '지난 릴리스마다 이런 이름의 파일들이 추가되었지만, 지금은 없습니다: {{0}}.',
  'A ruleset or a protection restricts updates of {{0}}, and GitHub does not tell whether this token may bypass it: that is known only when the pull request is merged.':
    '규칙 집합이나 브랜치 보호가 {{0}} 브랜치의 변경을 제한하는데, 이 토큰이 우회할 수 있는지 GitHub가 알려 주지 않습니다. 풀 리퀘스트를 병합할 때에야 알 수 있습니다.',
  '{{0}} requires no check: the pull request is merged as soon as GitHub can. The runs of the tag are watched in any case.':
    '{{0}} 브랜치에는 필수 검사가 없습니다. 풀 리퀘스트는 GitHub가 할 수 있는 대로 병합됩니다. 태그의 실행은 어느 경우든 지켜봅니다.',
  'It is unknown whose token this is, so whether its tag starts workflows is unknown too.':
    '누구의 토큰인지 알 수 없어서, 그 태그가 워크플로를 시작하는지도 알 수 없습니다.',
  'Not every file was searched for the present version: {{0}}.': '현재 버전을 모든 파일에서 찾지는 못했습니다: {{0}}.',
  'Skipped by request: the gate judged nothing, and nothing is known about the performance of this release.':
    '요청대로 게이트를 건너뛰었습니다. 이 릴리스의 성능에 대해 알려진 것이 없습니다.',
  'Not measured: a rehearsal goes on without, a release would stop here.':
    '측정 안 됨: 리허설은 그대로 이어 가지만, 릴리스라면 여기서 멈춥니다.',
  'Nothing was measured.': '측정한 것이 없습니다.',
  'The gate is inconclusive and configured to warn: {{0}}':
    '게이트가 판단하지 못했고, 경고만 하도록 설정되어 있습니다: {{0}}',
  'It is unknown on what evidence this release was merged. {{0}}':
    '병합될 때 이 릴리스가 무엇을 따랐는지 알 수 없습니다. {{0}}',
  'The tests were skipped by request: nobody has run them on what is released.':
    '요청대로 시험을 건너뛰었습니다. 릴리스하는 것에 대해 아무도 실행하지 않았습니다.',
  '{{0}} requires a measurement ({{1}}), and this release skips it: the pull request is merged only once somebody else has measured it.':
    '{{0}} 브랜치가 측정({{1}})을 요구하는데 이 릴리스는 건너뜁니다. 다른 누군가가 측정해야 풀 리퀘스트가 병합됩니다.',
  '{{0}} leaves a draft ({{1}}): somebody has to publish it before the release is verified, and the same command goes on then.':
    '{{0}} 워크플로가 초안을 남깁니다({{1}}). 릴리스를 확인하기 전에 누군가 공개해야 하고, 그다음 같은 명령이 이어 갑니다.',
  'There is a draft of {{0}}, {{1}}. Nothing of this release publishes it; publish it when the tag is there, not before: that would make the tag.':
    '{{0}} 태그의 초안이 있습니다({{1}}). 이 릴리스는 그것을 공개하지 않습니다. 태그가 생긴 뒤에 공개하세요. 그 전에 공개하면 태그가 만들어집니다.',
  '{{0}}. Whether published releases are immutable here is not told to this token; if they are, GitHub refuses those files: make it a draft first, and publish it last.':
    '{{0}}. 공개된 릴리스를 바꿀 수 없는지 이 토큰은 알 수 없습니다. 바꿀 수 없다면 GitHub가 그 파일들을 거부합니다. 먼저 초안으로 만들고 마지막에 공개하세요.',
  '{{0}} publishes the release ({{1}}) before all files are attached ({{2}})':
    '{{0}} 워크플로가 모든 파일을 붙이기 전에({{2}}) 릴리스를 공개합니다({{1}})',
  'No step of a workflow that {{0}} starts uploads an artifact {{1}}, as far as their text tells. Where none does, the release stops before it is published.':
    '{{0}} 태그가 시작하는 워크플로의 단계 가운데, 글로 알 수 있는 한 {{1}} 아티팩트를 올리는 것이 없습니다. 정말 없으면 릴리스는 공개하기 전에 멈춥니다.',
  'No workflow follows {{0}}, so nothing would be built or watched: see the filters of `on.push.tags`, or say `workflows.expected: false`.':
    '{{0}} 태그를 뒤따르는 워크플로가 없어서 빌드하거나 지켜볼 것이 없습니다. `on.push.tags` 필터를 보거나 `workflows.expected: false` 설정을 하세요.',
  '{{0}} publishes files whose names are not known before: a published release of {{1}} is waited for, and its assets are checked for being whole and in accordance with its checksums. `assets` can say their names.':
    '{{0}} 워크플로가 공개하는 파일의 이름을 미리 알 수 없습니다. {{1}} 태그의 공개된 릴리스를 기다려, 에셋이 온전하고 체크섬과 맞는지 확인합니다. `assets` 설정으로 이름을 적을 수 있습니다.',
  '{{0}} publishes when another workflow has ended. GitHub shows its run on the default branch, so it is not watched: what it publishes is waited for.':
    '{{0}} 파일은 다른 워크플로가 끝난 뒤에 공개합니다. GitHub은 그 실행을 기본 브랜치에 보여 주므로 지켜보지 않고, 공개되는 것을 기다립니다.',
  'No ruleset of this repository that this token can see restricts {{0}}: either a rule of the organisation does, or GitHub keeps the name of an immutable release that was deleted.':
    '이 토큰으로 보이는 이 저장소의 규칙 집합 가운데 {{0}} 이름을 제한하는 것이 없습니다. 조직의 규칙이 제한하거나, 지워진 바꿀 수 없는 릴리스의 이름을 GitHub가 붙잡고 있습니다.',
  'No ruleset of this repository that this token can see restricts {{0}}, and it stood here before (a run that it started: {{1}}): GitHub keeps the name of an immutable release that was deleted, for ever.':
    '이 토큰으로 보이는 이 저장소의 규칙 집합 가운데 {{0}} 이름을 제한하는 것이 없고, 그 태그가 전에 여기 있었습니다(그 태그가 시작한 실행: {{1}}). 지워진 바꿀 수 없는 릴리스의 이름은 GitHub가 영원히 붙잡고 있습니다.',
  'this repository makes published releases immutable': '이 저장소는 공개된 릴리스를 바꿀 수 없게 합니다',
  '{{0}} is immutable': '{{0}} 릴리스는 바꿀 수 없습니다',
  'in development since {{0}}': '{{0}} 뒤로 개발 중',
  'is not made': '만들지 않습니다',
  'stays at {{0}}': '{{0}} 위치에 둡니다',
  // --- 남은 자리 ---
  'is empty after {{0}}': '{{0}} 뒤가 비어 있음',
  'ends at {{0}} and names none of the {{1}} releases since': '{{0}} 에서 끝나고 그 뒤의 릴리스 {{1}}개가 하나도 없음',
  'is not MAJOR.MINOR.PATCH': 'MAJOR.MINOR.PATCH 형식이 아님',
  'has no version of its own in it': '자기 버전이 들어 있지 않음',
  'says one number, and a version that is released has two to four':
    '숫자가 하나뿐인데, 릴리스하는 버전에는 둘에서 넷까지 있어야 함',
  'could not be told to be the version': '버전인지 알 수 없음',
  'it reads like lines of {{0}} that the release changes': '릴리스가 바꾸는 {{0}} 줄과 같습니다',
  'it is the version of a package that is not published': '공개되지 않는 패키지의 버전입니다',
  'it gives the present version a name': '현재 버전에 이름을 붙이는 줄입니다',
  'it says the present version where code or a build may read it':
    '코드나 빌드가 읽을 수 있는 곳에 현재 버전이 적혀 있습니다',
};
