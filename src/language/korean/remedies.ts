/** What to do in a case of its own, by the English sentence as the program writes it. */
export const KOREAN_REMEDIES: Readonly<Record<string, string>> = {
  // --- 액션과 명령줄 ---
  'Give `baseline-ref`: a commit, tag or branch; or the folders `baseline` and `candidate`.':
    '`baseline-ref`에 커밋, 태그 또는 브랜치를 주거나, `baseline`과 `candidate` 폴더를 주세요.',
  'Check out the commit that the check is about before this step.': '이 단계 앞에서 검사 대상 커밋을 체크아웃하세요.',
  'Give `baseline-ref`, or the folders `baseline` and `candidate`.':
    '`baseline-ref`를 주거나, `baseline`과 `candidate` 폴더를 주세요.',
  'Say in .github/zlink-release.yml which files are whose: `bench: {read: [{format: FORMAT, files: NAME}]}`, with a format of docs/formats.md; of a program that has none there, write JSON lines, which `measurements` reads.':
    '어느 파일이 어느 프로그램의 것인지 .github/zlink-release.yml에 적으세요. docs/formats.md에 있는 형식으로 `bench: {read: [{format: FORMAT, files: NAME}]}`라고 적습니다. 거기 없는 프로그램이면 `measurements`가 읽는 JSON 줄을 쓰게 하세요.',
  'See the log of the job.': '작업의 로그를 보세요.',
  'Run the steps of action.yml in their order.': 'action.yml의 단계를 순서대로 실행하세요.',
  'Give it a secret that exists and that this workflow may read.':
    '실제로 있고 이 워크플로가 읽을 수 있는 시크릿을 주세요.',
  'Let nothing write to the output directory between the steps, and run the job again.':
    '단계 사이에 출력 디렉터리에 아무것도 쓰지 않게 하고 작업을 다시 실행하세요.',
  'Write a JSON array of strings, such as ["cmake", "--build", "build"]; no shell reads it.':
    '["cmake", "--build", "build"]처럼 문자열의 JSON 배열로 적으세요. 셸을 거치지 않습니다.',
  'Give --repo owner/name, or set GITHUB_REPOSITORY.': '--repo owner/name을 주거나 GITHUB_REPOSITORY를 설정하세요.',
  'Give the base URL of the REST API; the token comes in ZLINK_RELEASE_TOKEN.':
    'REST API의 기본 URL을 주세요. 토큰은 ZLINK_RELEASE_TOKEN으로 줍니다.',
  'Leave it as the runner sets it, together with GITHUB_API_URL.': 'GITHUB_API_URL과 함께 러너가 정한 그대로 두세요.',
  'Give the folder of a clone, or --dry-run to see what would be written.':
    '클론의 폴더를 주거나, 무엇을 쓸지 보려면 --dry-run을 주세요.',
  'Look at what would be written with --dry-run; --force writes over it.':
    '무엇을 쓸지 --dry-run으로 보세요. --force는 덮어씁니다.',
  'Kinds: {{0}}.': '종류: {{0}}.',
  'Give --keep DIR as well.': '--keep DIR도 주세요.',
  'Stages: {{0}}.': '단계: {{0}}.',
  'Name at least one stage, or leave the option away: {{0}}.': '단계를 하나 이상 적거나 옵션을 빼세요: {{0}}.',
  'Configure `bench.select` with `arguments` and `list`.': '`bench.select`에 `arguments`와 `list`를 설정하세요.',
  'Give --preview as well.': '--preview도 함께 지정하세요.',
  'Deal the cases out to more shards, or choose a `bench.select.separator` that no name has.':
    '케이스를 더 많은 샤드에 나누거나, 어떤 이름에도 없는 `bench.select.separator`를 고르세요.',
  'Without one everything is recognised; `zlink-release init` writes it.':
    '설정이 없으면 모두 자동으로 알아냅니다. 설정은 `zlink-release init`이 써 줍니다.',
  'Components: {{0}}.': '컴포넌트: {{0}}.',
  'Write `version-files` by hand: docs/configuration.md.': '`version-files`를 직접 적으세요: docs/configuration.md.',
  'Write the version into a file (VERSION will do), or say where it is with `version-files` in .github/zlink-release.yml. Where the tag alone is to be the version: `version-files: []`.':
    '버전을 파일에 적거나(VERSION이면 됩니다), 어디에 있는지 .github/zlink-release.yml의 `version-files`에 적으세요. 태그만을 버전으로 삼으려면 `version-files: []`로 두세요.',
  'Name the folder of the baseline; where none is recorded yet, an empty one.':
    '기준의 폴더를 지정하세요. 아직 기록된 기준이 없으면 빈 폴더를 지정하세요.',
  'See why it did not come so far, and run it again.': '왜 거기까지 가지 못했는지 확인하고 다시 실행하세요.',
  'Give `paths` or `paths-ignore` to both actions alike.': '`paths`나 `paths-ignore`를 두 액션에 똑같이 주세요.',
  'Begin one with `zlink-release history --file FILE`, or give an empty file.':
    '`zlink-release history --file FILE`로 시작하거나 빈 파일을 주세요.',
  'Measure them by at most {{0}} shards.': '많아야 샤드 {{0}}개로 측정하세요.',
  // --- 릴리스의 위치와 GitHub ---
  "GitHub's lists can lag: run the same command again in a minute. If {{0}} was never merged by a pull request of this program, it came another way: give the exact version to release after it.":
    'GitHub 목록은 늦게 갱신될 수 있습니다. 1분 뒤에 같은 명령을 다시 실행하세요. {{0}} 버전이 이 프로그램의 풀 리퀘스트로 병합된 적이 없다면 다른 길로 들어온 것입니다. 그다음에 릴리스할 정확한 버전을 주세요.',
  'See why nothing was published, or who deleted it. Start the run that publishes again, with all its jobs ({{0}}), or publish the release by hand with its files; then run the same command again.':
    '왜 게시되지 않았는지, 누가 지웠는지 알아보세요. 배포하는 실행을 모든 작업과 함께 다시 시작하거나({{0}}) 파일과 함께 릴리스를 직접 게시한 다음 같은 명령을 다시 실행하세요.',
  'If it was never tagged, make the tag {{0}} by hand at {{1}} and run the same command again; if it was withdrawn, release the next version, --version {{2}} or higher.':
    '태그를 만든 적이 없다면 {{0}} 태그를 {{1}}에 직접 만들고 같은 명령을 다시 실행하고, 철회된 것이라면 다음 버전 --version {{2}} 이상을 릴리스하세요.',
  'Enable it (gh workflow enable {{0}}), or leave it out of `workflows.expected`; then run the same command again.':
    '워크플로를 사용하도록 설정하거나(gh workflow enable {{0}}) `workflows.expected`에서 뺀 뒤 같은 명령을 다시 실행하세요.',
  'Take it out of the archive (Settings, Danger Zone), then run the same command again.':
    '저장소 설정의 Danger Zone에서 보관을 해제한 뒤 같은 명령을 다시 실행하세요.',
  'Rename the branch {{0}}, or set another `tag` in the configuration; then run the same command again.':
    '{{0}} 브랜치의 이름을 바꾸거나 설정에서 `tag`를 다르게 정한 뒤 같은 명령을 다시 실행하세요.',
  'Release the next version, --version {{0}} or higher; or, if it was deleted by mistake, make the tag {{1}} again by hand at {{2}} and run the same command again.':
    '다음 버전(--version {{0}} 이상)을 릴리스하세요. 실수로 지웠다면 {{2}} 커밋에 {{1}} 태그를 직접 다시 만들고 같은 명령을 다시 실행하세요.',
  'Run the same command again; or add the hash to the recipe by hand.':
    '같은 명령을 다시 실행하거나, 레시피에 해시를 직접 적으세요.',
  'The commit touches .github/workflows: the token needs `workflows: write`, which GITHUB_TOKEN cannot have.':
    '커밋이 .github/workflows를 바꿉니다. 토큰에 `workflows: write` 권한이 필요한데, GITHUB_TOKEN은 그 권한을 가질 수 없습니다.',
  'Give the token one of these permissions: {{0}}. Then run the same command again.':
    '토큰에 다음 권한 중 하나를 주세요: {{0}}. 그다음 같은 명령을 다시 실행하세요.',
  'See that --api-url (or GITHUB_API_URL) leads to GitHub’s REST API, and what stands between; then run the same command again.':
    '--api-url(또는 GITHUB_API_URL)이 GitHub의 REST API를 가리키는지, 사이에 무엇이 있는지 확인한 다음 같은 명령을 다시 실행하세요.',
  '{{0}} that HTTPS_PROXY or HTTP_PROXY names, or name this host in NO_PROXY; then run the same command again.':
    'HTTPS_PROXY나 HTTP_PROXY에 적힌 프록시를 확인하거나({{0}}), 이 호스트를 NO_PROXY에 적은 다음 같은 명령을 다시 실행하세요.',
  'See that {{0}} is the host meant (--api-url or GITHUB_API_URL), and that this machine can resolve it. {{1}}. Then run the same command again.':
    '{{0}} 호스트가 맞는지(--api-url 또는 GITHUB_API_URL), 이 기계에서 그 이름을 찾을 수 있는지 확인하세요. {{1}}. 그다음 같은 명령을 다시 실행하세요.',
  'Name another port with --port, or leave it out: a free one is taken.':
    '--port로 다른 포트를 지정하거나 빼세요. 빼면 비어 있는 포트를 씁니다.',
  'Find out who did it; put the tag back where it was, and run the same command again.':
    '누가 그랬는지 알아보고, 태그를 원래 자리로 되돌린 다음 같은 명령을 다시 실행하세요.',
  'Look at the draft and publish it, then run the same command again: it goes on and verifies what was published.':
    '초안을 살펴보고 게시한 다음 같은 명령을 다시 실행하세요. 이어서 게시된 것을 확인합니다.',
  'Where the difference comes from {{0}}, take that change back until {{1}} is released, and run the same command again; else run it with --accept-tree {{2}} (in a workflow, the input `accept-tree: {{3}}`), or with a verdict that measured exactly this tree.':
    '차이가 {{0}} 설정에서 온 것이면 {{1}} 버전을 릴리스할 때까지 그 변경을 되돌리고 같은 명령을 다시 실행하세요. 아니면 --accept-tree {{2}} (워크플로에서는 입력 `accept-tree: {{3}}`)와 함께 실행하거나, 바로 이 트리를 측정한 판정을 주세요.',
  'Look at the difference; then run the same command with --accept-tree {{0}} (in a workflow, the input `accept-tree: {{1}}`), or with a verdict that measured exactly this tree.':
    '차이를 살펴본 다음, 같은 명령을 --accept-tree {{0}} (워크플로에서는 입력 `accept-tree: {{1}}`)와 함께 실행하거나, 바로 이 트리를 측정한 판정을 주세요.',
  'Add {{0}} to the ruleset’s bypass list, or set another `{{1}}` that it does not cover; then run the same command again.':
    '{{0}} 신원을 규칙 집합의 우회 목록에 넣거나, 규칙 집합이 적용되지 않는 다른 `{{1}}` 이름을 설정하세요. 그런 다음 같은 명령을 다시 실행하세요.',
  'Ask an administrator for the rule, or leave {{0}} out of `alias-tag`; then run the same command again.':
    '관리자에게 규칙을 문의하거나 `alias-tag`에서 {{0}} 항목을 뺀 다음 같은 명령을 다시 실행하세요.',
  'Rerun all jobs of that run, then run the same command again.':
    '그 실행의 모든 작업을 다시 돌린 다음 같은 명령을 다시 실행하세요.',
  'Write what `gh attestation trusted-root` prints into this file, or take the key out of the configuration.':
    '`gh attestation trusted-root`의 출력을 이 파일에 적거나, 설정에서 그 키를 빼세요.',
  'Allow at least {{0}}, shorten the runs, or measure fewer cases.':
    '적어도 {{0}} 동안 허용하거나, 실행을 짧게 하거나, 케이스를 줄이세요.',
  // --- 변경 이력 ---
  'Write a heading for {{0}} and the changes below it, {{1}}.':
    '{{0}} 버전의 제목과 그 아래에 변경 내용을 적으세요({{1}}).',
  'If that is the section of {{0}}, name this version in its heading; else {{1}}{{2}}, {{3}}.':
    '그것이 {{0}} 버전의 절이라면 제목에 이 버전을 적으세요. 아니라면: {{1}}{{2}}, {{3}}.',
  'Put an empty line between the heading and the definitions of links.': '제목과 링크 정의 사이에 빈 줄을 넣으세요.',
  'Move what stands under {{0}} there and set `changelog: {path: {{1}}, mode: check}`, or release another version.':
    '{{0}} 아래의 내용을 그리로 옮기고 `changelog: {path: {{1}}, mode: check}`로 두거나, 다른 버전을 릴리스하세요.',
  'Make one section of them.': '절 하나로 합치세요.',
  'Write a heading "Unreleased"{{0}}, above the newest release, and the changes below it; or set `changelog: false` where another tool writes the changelog.':
    '가장 새로운 릴리스 위에 "Unreleased" 제목{{0}} 및 그 아래에 변경 내용을 적으세요. 다른 도구가 변경 이력을 쓴다면 `changelog: false`로 두세요.',
  'Take the date below the heading of what is unreleased away: the day of the release is written there.':
    '미출시 제목 아래의 날짜를 지우세요. 거기에는 릴리스한 날이 적힙니다.',
  'Write the heading of {{0}} by hand, and set `changelog: {path: {{1}}, mode: check}`.':
    '{{0}} 버전의 제목을 직접 적고 `changelog: {path: {{1}}, mode: check}`로 두세요.',
  // --- 워크플로 ---
  'Give one of them. `paths` takes patterns back with a leading `!`, as in a workflow.':
    '둘 중 하나만 주세요. `paths`에서는 워크플로에서처럼 앞에 `!`를 붙여 패턴을 뺄 수 있습니다.',
  'Start the workflow that reports by `on: workflow_run`, with `types: [completed]`.':
    '보고하는 워크플로를 `on: workflow_run`과 `types: [completed]`로 시작하세요.',
  '`on.create` has no filters: let it listen to `on.push` with `tags` that the alias does not match, or leave its publishing job out with `if:`.':
    '`on.create`에는 필터가 없습니다. 별칭과 맞지 않는 `tags`로 `on.push`를 쓰거나, 배포하는 작업을 `if:`로 건너뛰게 하세요.',
  'Leave that job out with `if:`, or take {{0}} out of `workflows.forbidden` if it belongs to the release.':
    '`if:` 조건으로 그 작업을 빼거나, {{0}} 워크플로가 이 릴리스에 속하면 `workflows.forbidden`에서 빼세요.',
  'Narrow the `tags` of its `on.push` to {{0}}, which {{1}} do{{2}} not match, or leave its publishing job out with `if:`.':
    '그 워크플로에서 `on.push`의 `tags`를 {{0}} 패턴으로 좁히거나({{1}} 태그와는 맞지 않습니다), 배포하는 작업을 `if:`로 건너뛰게 하세요.',
  // --- 태그와 에셋 ---
  'Find out who moved it; then {{0}}, and run the same command again.':
    '누가 옮겼는지 알아보세요. 그다음 {{0}} 작업을 하고 같은 명령을 다시 실행하세요.',
  'A published tag is never moved. Release another version: {{0}} is free.':
    '게시된 태그는 절대 옮기지 않습니다. 다른 버전을 릴리스하세요. {{0}} 버전은 비어 있습니다.',
  'Correct `base-branch`: the default branch is {{0}}.': '`base-branch`를 고치세요. 기본 브랜치는 {{0}}입니다.',
  'Release another version: {{0}} is free.': '다른 버전을 릴리스하세요. {{0}} 버전은 비어 있습니다.',
  '{{0}} the next version, {{1}}: {{2}} is merged and stays untagged. Its changelog needs an entry, which says so for instance.':
    '다음 버전 {{1}} 릴리스로 넘어가세요({{0}}). {{2}} 버전은 병합되었고 태그 없이 남습니다. 변경 이력에 항목이 필요하니, 예를 들어 그 사실을 적으세요.',
  'Let the job that uploads it write what sha256sum prints, upload it again (where releases are immutable: release the next version), then run the same command again.':
    '올리는 작업이 sha256sum의 출력을 적게 하고 다시 올린 다음(릴리스를 바꿀 수 없다면 다음 버전을 릴리스하세요) 같은 명령을 다시 실행하세요.',
  'Find out which of the two is wrong, build and upload that one again (where releases are immutable: release the next version), then run the same command again.':
    '둘 중 어느 쪽이 틀렸는지 알아보고 그쪽을 다시 빌드해 올린 다음(릴리스를 바꿀 수 없다면 다음 버전을 릴리스하세요) 같은 명령을 다시 실행하세요.',
  // --- 병합과 브랜치 ---
  'Run the same command again: GitHub may have looked at an older base. Where it stays so, close the pull request, delete its branch, and start a new attempt with --supersede {{0}}.':
    '같은 명령을 다시 실행하세요. GitHub가 옛 기본 브랜치를 봤을 수 있습니다. 그대로라면 풀 리퀘스트를 닫고 브랜치를 지운 다음 --supersede {{0}} 옵션으로 새로 시작하세요.',
  'See whether the checks of its merge group start (`on: merge_group`); then run the same command again: it goes on waiting.':
    '병합 그룹의 검사가 시작되는지 확인하고(`on: merge_group`) 같은 명령을 다시 실행하세요. 이어서 기다립니다.',
  'See its checks and those of its merge group, repair what failed, then run the same command again, which puts it into the queue again.':
    '풀 리퀘스트와 병합 그룹의 검사를 보고 실패한 것을 고친 다음 같은 명령을 다시 실행하세요. 다시 대기열에 넣습니다.',
  'Remove what is not of this release from {{0}}, or delete the branch; then run the same command again.':
    '{{0}} 브랜치에서 이 릴리스의 것이 아닌 커밋을 없애거나 브랜치를 지운 다음 같은 명령을 다시 실행하세요.',
  'To keep it: {{0}}. To drop it: {{1}}.': '살리려면: {{0}}. 버리려면: {{1}}.',
  'Publish the draft or delete it, then run the same command again.':
    '초안을 게시하거나 지운 다음 같은 명령을 다시 실행하세요.',
  'Take {{0}} out of the draft, or delete the draft; then run the same command again.':
    '초안에서 {{0}} 파일을 빼거나 초안을 지운 다음 같은 명령을 다시 실행하세요.',
  'Give the exact version: {{0}}--version {{1}} releases the next one.':
    '정확한 버전을 주세요: {{0}}--version {{1}} 옵션은 다음 버전을 릴리스합니다.',
  // --- 버전이 적힌 자리 ---
  'In .github/zlink-release.yml, name the lines that carry it, with {version} or {major}, {minor}, {patch} (MAJOR.MINOR.PATCH) where it stands; or, where the tag alone is the version, write `version-files: []`.':
    '.github/zlink-release.yml에 버전이 적힌 줄을 적고, 버전 자리에 {version} 또는 {major}, {minor}, {patch}(MAJOR.MINOR.PATCH)를 쓰세요. 태그만이 버전이라면 `version-files: []`라고 적으세요.',
  'In .github/zlink-release.yml, have it changed by an entry of `version-files`{{0}}, or leave it alone by `ignore-files`:':
    '.github/zlink-release.yml의 `version-files` 항목으로 바뀌게 하거나{{0}}, `ignore-files`로 그대로 두세요:',
  'Give a version that it can say, or put `{version}` into the template.':
    '템플릿이 담을 수 있는 버전을 주거나, 템플릿에 `{version}`을 넣으세요.',
  'Repair it and release the next version, or say --skip gate (`skip: gate`) to tag this one all the same.':
    '고쳐서 다음 버전을 릴리스하세요. 그래도 이 버전을 태그하려면 --skip gate(`skip: gate`)라고 적으세요.',
  'Measure {{0}} and give its verdict, or say --skip bench,gate (`skip: bench,gate`) to tag it without a measurement.':
    '{{0}} 커밋을 측정해 그 판정을 주세요. 측정 없이 태그하려면 --skip bench,gate(`skip: bench,gate`)라고 적으세요.',
  'Measure the pull request (docs/pull-requests.md), or let a maintainer who may bypass the rule merge it, then run the same command again.':
    '풀 리퀘스트를 측정하거나(docs/pull-requests.md), 규칙을 우회할 수 있는 관리자가 병합한 다음 같은 명령을 다시 실행하세요.',
  'Correct it on the base branch, and release the version after {{0}}.':
    '기본 브랜치에서 고치고 {{0}} 다음 버전을 릴리스하세요.',
  'Give it `contents: write` and `pull-requests: write` on this repository.':
    '이 저장소에 대한 `contents: write`와 `pull-requests: write` 권한을 주세요.',
  'Set `merge-method: squash`.': '`merge-method: squash`로 두세요.',
  'Let {{0}} do it ("{{1}}", Settings, Branches), or set another `{{2}}` that it does not cover; then run the same command again.':
    '{{0}} 신원에게 허용하거나(설정, 브랜치의 "{{1}}"), 이 보호가 적용되지 않는 다른 `{{2}}` 이름을 설정하세요. 그런 다음 같은 명령을 다시 실행하세요.',
  'Let {{0}} do it ("{{1}}", Settings, Branches), then run the same command again.':
    '{{0}} 신원에게 허용한 다음(설정, 브랜치의 "{{1}}") 같은 명령을 다시 실행하세요.',
  'Add {{0}} to the ruleset’s bypass list, or leave {{1}} out of the rule; then run the same command again.':
    '{{0}} 신원을 규칙 집합의 우회 목록에 넣거나 규칙에서 {{1}} 파일을 뺀 다음 같은 명령을 다시 실행하세요.',
  'Allow Actions there, then run the same command again.': '그곳에서 Actions를 켠 다음 같은 명령을 다시 실행하세요.',
  'Let the ruleset allow `{{0}}`; then run the same command again.':
    '규칙 집합에서 `{{0}}` 방식을 허용한 다음 같은 명령을 다시 실행하세요.',
  'Set `merge-method: {{0}}`, or let the ruleset allow `{{1}}`; then run the same command again.':
    '`merge-method: {{0}}`로 두거나 규칙 집합에서 `{{1}}` 방식을 허용한 다음 같은 명령을 다시 실행하세요.',
  'Add {{0}} to the ruleset’s bypass list, then run the same command again.':
    '규칙 집합의 우회 목록에 {{0}} 주체를 넣은 다음 같은 명령을 다시 실행하세요.',
  'Add {{0}} to the ruleset’s bypass list{{1}}; then run the same command again.':
    '규칙 집합의 우회 목록에 {{0}} 주체를 넣은{{1}} 다음 같은 명령을 다시 실행하세요.',
  'Give one of them another name, or leave it out.': '하나의 이름을 바꾸거나 빼세요.',
  'Reopen it (where its branch was deleted, restore that first) and run the same command again; or start a new attempt with --supersede {{0}}.':
    '다시 열고(브랜치가 지워졌다면 먼저 복원하세요) 같은 명령을 다시 실행하거나, --supersede {{0}} 옵션으로 새로 시작하세요.',
  'To release what {{0}} holds now, run the same command with --supersede {{1}}. To release the merge commit all the same, tag it by hand (git tag {{2}} {{3}}, then push the tag) and run the same command again.':
    '{{0}} 브랜치의 지금 내용을 릴리스하려면 같은 명령을 --supersede {{1}} 옵션과 함께 실행하세요. 그래도 병합 커밋을 릴리스하려면 직접 태그하고(git tag {{2}} {{3}}, 그다음 태그를 푸시) 같은 명령을 다시 실행하세요.',
  'Set another `{{0}}` in the configuration, or rename the branch {{1}}; then run the same command again.':
    '설정의 `{{0}}` 값을 바꾸거나 {{1}} 브랜치의 이름을 바꾼 다음 같은 명령을 다시 실행하세요.',
  'Set another `{{0}}` in the configuration, then run the same command again: tags that are out are left alone.':
    '설정의 `{{0}}` 값을 바꾼 다음 같은 명령을 다시 실행하세요. 이미 공개된 태그는 건드리지 않습니다.',
  'Take `release` out of the configuration, or the step that makes the release out of the workflow.':
    '설정에서 `release`를 빼거나, 워크플로에서 릴리스를 만드는 단계를 빼세요.',
  'Write in .github/zlink-release.yml one of: `release: {create: true, files: [PATH]}` for files of the tagged tree; `release: {create: true, artifacts: [{{0}}]}` for artifacts of a workflow that the tag starts; `release: create` for a release without files; `assets: [NAME]` where a workflow attaches them all the same; `release: false` to leave the release to a person.':
    '.github/zlink-release.yml에 다음 중 하나를 적으세요. 태그된 트리의 파일이라면 `release: {create: true, files: [PATH]}`, 태그로 시작되는 워크플로의 아티팩트라면 `release: {create: true, artifacts: [{{0}}]}`, 파일 없는 릴리스라면 `release: create`, 그래도 워크플로가 첨부한다면 `assets: [NAME]`, 릴리스를 사람에게 맡긴다면 `release: false`.',
  'Write one of these lines into .github/zlink-release.yml: {{0}}.':
    '.github/zlink-release.yml에 다음 줄 중 하나를 적으세요: {{0}}.',
  'Write {{0}} into .github/zlink-release.yml, and the next tag has the version as the files write it; or write the version into the files as the tags do.':
    '.github/zlink-release.yml에 {{0}} 줄을 적으면 다음 태그가 파일과 같은 버전이 됩니다. 또는 파일의 버전을 태그와 같게 적으세요.',
  'Write `also-tag: {{0}}` into .github/zlink-release.yml, and the next release has {{1}} too; or `also-tag: []`, and it has {{2}} alone.':
    '.github/zlink-release.yml에 `also-tag: {{0}}` 줄을 적으면 다음 릴리스에 {{1}} 태그도 생깁니다. `also-tag: []`라고 적으면 {{2}} 태그만 생깁니다.',
  'Check out the commit {{0}}, or leave it out with {{1}}.': '{{0}} 커밋을 체크아웃하거나, {{1}} 옵션으로 빼세요.',
  'Check out {{0}} {{1}}, by its id, and run the same again.': '{{0}} {{1}} 커밋을 id로 체크아웃하고 다시 실행하세요.',
  // --- 설정 ---
  'Correct the YAML.': 'YAML을 고치세요.',
  'Did you mean {{0}}?': '혹시 {{0}} 키인가요?',
  'Known keys here: {{0}}.': '여기서 쓸 수 있는 키: {{0}}.',
  'Remove it.': '지우세요.',
  'Known: {version} {major} {minor} {patch} {component} {tag}.':
    '쓸 수 있는 것: {version} {major} {minor} {patch} {component} {tag}.',
  'Set `component`.': '`component`를 적으세요.',
  'Put `{version}` into it, or `{major}`, `{minor}` and `{patch}` where other signs stand between them.':
    '`{version}`을 넣거나, 사이에 다른 글자가 있다면 `{major}`, `{minor}`, `{patch}`를 넣으세요.',
  'Lower it, or raise the margin: nothing smaller than the floor can block.':
    '값을 낮추거나 허용 폭을 높이세요. 하한보다 작은 변화는 막을 수 없습니다.',
  'Put `{version}` into it, or list it as `alias-tag`.': '`{version}`을 넣거나 `alias-tag`에 적으세요.',
  'Remove it: the workflow takes no inputs.': '지우세요. 그 워크플로는 입력을 받지 않습니다.',
  'It takes: {{0}}.': '받는 값: {{0}}.',
  'Correct the value.': '값을 고치세요.',
  'Name it in one of the two lists.': '두 목록 중 한 곳에만 적으세요.',
  'The commit has no workflows.': '그 커밋에는 워크플로가 없습니다.',
  'Name one of {{0}}.': '다음 중 하나를 적으세요: {{0}}.',
  'The releases so far have a day behind their number, such as {{0}}. Give the number alone: --version {{1}}.':
    '지금까지의 릴리스는 {{0}}처럼 번호 뒤에 날짜가 붙어 있습니다. 번호만 주세요: --version {{1}}.',
  '{{0}}. For a release after {{1}} give a higher number without a suffix.':
    '{{0}}. {{1}} 다음 릴리스라면 접미사 없이 더 높은 번호를 주세요.',
  'Name in .github/zlink-release.yml the line that is meant:': '.github/zlink-release.yml에 해당하는 줄을 적으세요:',
  'Write into .github/zlink-release.yml {{0}}. `zlink-release init --component NAME` does so.':
    '.github/zlink-release.yml에 {{0}} 줄을 적으세요. `zlink-release init --component NAME`이 그렇게 해 줍니다.',
  'Remove that entry, or set `url` of this version file.': '그 항목을 지우거나 이 버전 파일의 `url`을 적으세요.',
  'Find out which archive the other hash belongs to; then correct it by hand.':
    '다른 해시가 어느 아카이브의 것인지 알아보고 직접 고치세요.',
  'Make it say {{0}}, or release a version above {{1}}.':
    '{{0}} 버전으로 맞추거나, {{1}} 보다 높은 버전을 릴리스하세요.',
  'Say in `version-files` how the number is made of the version, by the whole line:':
    '버전에서 그 숫자를 만드는 방법을 `version-files`에 줄 전체로 적으세요:',
  'If the next version has no such part, remove it from {{0}} and release again; a version that has one is released by hand.':
    '다음 버전에 그런 부분이 없다면 {{0}} 파일에서 지우고 다시 릴리스하세요. 있는 버전은 직접 릴리스해야 합니다.',
  'Write MAJOR.MINOR.PATCH where it stands.': '그 자리에 MAJOR.MINOR.PATCH 형식으로 적으세요.',
  'Give `minor` for {{0}}.{{1}}, `major` for {{2}}.0, or the exact version: {{3}}.{{4}}.1 has a third number from then on.':
    '{{0}}.{{1}} 버전이라면 `minor`, {{2}}.0 버전이라면 `major`를 주거나, 정확한 버전을 주세요. {{3}}.{{4}}.1 버전부터는 셋째 숫자가 생깁니다.',
  'Give the exact version, in the same form as {{0}}, or `patch`.':
    '{{0}} 버전과 같은 형식의 정확한 버전이나 `patch`를 주세요.',
  'RE2 has no look-around and no back references.': 'RE2에는 전방·후방 탐색과 역참조가 없습니다.',
  'Put (?<version>…) around the version.': '버전을 (?<version>…)으로 감싸세요.',
  'Make the pattern simpler: repetitions of repetitions cost most.':
    '패턴을 더 단순하게 하세요. 반복의 반복이 가장 비쌉니다.',
  'Write it as one number with at most one operator, or change it before the release.':
    '연산자가 많아야 하나인 숫자 하나로 적거나, 릴리스 전에 고치세요.',
  'Write {{0}}: no `v`, no build metadata.': '{{0}} 형식으로 적으세요. `v`와 빌드 메타데이터는 쓰지 않습니다.',
  'Say where the version stands with another preset: `lines` takes any line.':
    '버전이 있는 자리를 다른 프리셋으로 적으세요. `lines`는 어떤 줄이든 받습니다.',
  'Write {{0}}{{1}}: {{2}} numbers{{3}}{{4}}.': '{{0}}{{1}} 형식으로 적으세요: 숫자 {{2}}개{{3}}{{4}}.',
  'Name the lines that are meant in .github/zlink-release.yml, and no other:':
    '.github/zlink-release.yml에 해당하는 줄만 적으세요:',
  // --- 벤치마크 ---
  'Name an empty folder, or one that an earlier bench left.': '빈 폴더나 앞선 벤치마크가 남긴 폴더를 지정하세요.',
  'Name the files of the benchmark as globs from the root of the repository.':
    '벤치마크의 파일을 저장소 루트 기준의 글롭으로 적으세요.',
  'Fetch it: `fetch-depth: 0` and `fetch-tags: true` of actions/checkout, or `git fetch --tags --unshallow`.':
    '가져오세요: actions/checkout의 `fetch-depth: 0`과 `fetch-tags: true`, 또는 `git fetch --tags --unshallow`.',
  'Check out with the whole history: `fetch-depth: 0` of actions/checkout.':
    '전체 이력과 함께 체크아웃하세요: actions/checkout의 `fetch-depth: 0`.',
  'Name the file that it is computed from as a version file.': '그 값을 계산하는 파일을 버전 파일로 적으세요.',
  // --- 입력 하나하나 ---
  'These can: {{0}}.': '뺄 수 있는 단계: {{0}}.',
  'Give `version`: MAJOR.MINOR.PATCH, or patch, minor, major.':
    '`version`에 MAJOR.MINOR.PATCH 형식의 버전이나 patch, minor, major 중 하나를 주세요.',
  'Give a verdict, or folders to judge, or a baseline-ref to measure against.':
    '판정, 판정할 폴더, 비교해 측정할 baseline-ref 중 하나를 주세요.',
  'Leave one of the two out.': '둘 중 하나를 빼세요.',
  'Leave one out.': '하나를 빼세요.',
  'Write `gate: {anchor: {ref: v1.0.0}}`, with the tag to hold on to.':
    '기준점으로 삼을 태그로 `gate: {anchor: {ref: v1.0.0}}` 설정을 적으세요.',
  'Give --baseline-ref: a commit, tag or branch.': '--baseline-ref 옵션에 커밋, 태그 또는 브랜치를 주세요.',
  'Allow at least {{0}} rounds.': '적어도 {{0}}라운드를 허용하세요.',
  'Set `bench.select`, with `arguments` and `list`.': '`arguments`와 `list`가 있는 `bench.select` 설정을 적으세요.',
  'Languages: {{0}}.': '언어: {{0}}.',
  'Leave it out, or begin another rehearsal.': '빼거나, 다른 리허설을 시작하세요.',
  'When the release may go on, mark it as ready for review (gh pr ready {{0}}), then run the same command again.':
    '릴리스를 계속해도 되면 풀 리퀘스트를 검토 가능 상태로 바꾸고(gh pr ready {{0}}) 같은 명령을 다시 실행하세요.',
  'Take the merge back on {{0}} where it does not belong there; then run the same command again: it opens another pull request into {{1}}.':
    '그곳에 있으면 안 되는 병합이라면 {{0}} 브랜치에서 되돌린 다음 같은 명령을 다시 실행하세요. {{1}} 브랜치로 풀 리퀘스트를 새로 엽니다.',
  'Set its base branch to {{0}} again (gh pr edit {{1}} --base {{2}}), or close it where it is about something else; then run the same command again.':
    '기본 브랜치를 다시 {{0}} 브랜치로 바꾸거나(gh pr edit {{1}} --base {{2}}), 다른 일에 대한 것이라면 닫은 다음 같은 명령을 다시 실행하세요.',
  'Say something that GitHub would take, too.': 'GitHub도 받아들일 값을 주세요.',
  'Leave one of them out.': '둘 중 하나를 빼세요.',
  'Name a JSON file that can be read.': '읽을 수 있는 JSON 파일을 지정하세요.',
  'schema/world.schema.json and docs/embedded-github.md say what a world file may hold.':
    '세계 파일에 무엇을 적을 수 있는지는 schema/world.schema.json과 docs/embedded-github.md에 있습니다.',
  'Ask for each by its id: gh api repos/OWNER/NAME/rulesets/ID.':
    '하나씩 id로 요청하세요: gh api repos/OWNER/NAME/rulesets/ID.',
  'Write NAME=VALUE. Names: {{0}}.': 'NAME=VALUE 형식으로 적으세요. 이름: {{0}}.',
};
