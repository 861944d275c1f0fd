/** What each code stands for, and what is usually done about it: by its English, so that none stays as it was when that is written anew. */
export const KOREAN_KINDS: Readonly<Record<string, string>> = {
  // --- 입력과 설정 ---
  'An option, input or argument cannot be used as given.': '옵션, 입력 또는 인수를 주어진 값 그대로 쓸 수 없습니다.',
  'Correct the named option; --help lists what it takes.':
    '표시된 옵션을 고치세요. 받을 수 있는 값은 --help에 나옵니다.',
  'The configuration file has wrong keys, types or values.': '설정 파일에 잘못된 키, 타입 또는 값이 있습니다.',
  'Correct the named keys; the JSON Schema in schema/ lists them all.':
    '표시된 키를 고치세요. 모든 키는 schema/의 JSON Schema에 있습니다.',
  'A configured path is absolute, climbs out of the repository, or passes through a symbolic link.':
    '설정된 경로가 절대 경로이거나, 저장소 밖으로 나가거나, 심볼릭 링크를 지납니다.',
  'Name a regular file inside the repository, relative to its root, with forward slashes.':
    '저장소 안의 일반 파일을 저장소 루트 기준 경로로, 슬래시(/)를 써서 적으세요.',
  'A file that should be read is larger than any file of its kind has reason to be.':
    '읽어야 할 파일이 그런 종류의 파일이라고 보기에는 너무 큽니다.',
  'Check that the configured path names the right file.': '설정된 경로가 맞는 파일을 가리키는지 확인하세요.',
  // --- 버전 파일과 변경 이력 ---
  'The requested version is not a plain semantic version or a bump keyword.':
    '요청한 버전이 일반적인 유의적 버전(SemVer)도, 올림 키워드도 아닙니다.',
  'Give MAJOR.MINOR.PATCH, or one of patch, minor, major.':
    'MAJOR.MINOR.PATCH 형식의 버전이나 patch, minor, major 중 하나를 주세요.',
  'The requested version is not above the present one.': '요청한 버전이 현재 버전보다 높지 않습니다.',
  'Choose a higher version.': '더 높은 버전을 고르세요.',
  'A keyword (patch, minor, major) could mean the release that is there or the next one.':
    '키워드(patch, minor, major)가 이미 있는 릴리스를 뜻할 수도, 다음 릴리스를 뜻할 수도 있습니다.',
  'Give the exact version.': '정확한 버전을 주세요.',
  'The repository holds several components with versions of their own, and none was chosen.':
    '저장소에 버전이 따로 있는 컴포넌트가 여러 개 있는데, 어느 것인지 고르지 않았습니다.',
  'Run `zlink-release init --component NAME`, or set `component` and `version-files` in the configuration.':
    '`zlink-release init --component NAME`을 실행하거나, 설정에 `component`와 `version-files`를 적으세요.',
  'The tags so far do not tell how the next release is tagged.':
    '지금까지의 태그만으로는 다음 릴리스에 어떤 태그를 붙일지 알 수 없습니다.',
  'Write `tag` and `also-tag` into the configuration.': '설정에 `tag`와 `also-tag`를 적으세요.',
  'The suffix of the version is neither alpha, beta nor rc, and no release so far had it.':
    '버전의 접미사가 alpha, beta, rc 중 어느 것도 아니고, 지금까지의 릴리스에도 없던 것입니다.',
  'List it as `pre-releases` in the configuration, or give a version without it.':
    '설정의 `pre-releases`에 적거나, 접미사 없는 버전을 주세요.',
  'A version-bearing file has no place that matches its preset or pattern.':
    '버전이 적힌 파일에 프리셋이나 패턴과 맞는 자리가 없습니다.',
  'Correct the preset or pattern, or remove the file from the configuration.':
    '프리셋이나 패턴을 고치거나, 그 파일을 설정에서 빼세요.',
  'A version-bearing file has more matches than allowed.': '버전이 적힌 파일에 허용된 것보다 많은 자리가 맞습니다.',
  'Make the pattern narrower, or say how many matches are right with `matches`.':
    '패턴을 더 좁히거나, 몇 군데가 맞아야 하는지 `matches`로 적으세요.',
  'Version-bearing files disagree in a way that the bump would not repair.':
    '버전이 적힌 파일들이 서로 다르고, 버전을 올려도 바로잡히지 않습니다.',
  'Make the files agree, or list the one that is left behind.':
    '파일들을 서로 맞추거나, 뒤처진 파일을 목록에 적으세요.',
  'A version-bearing file of the repository would still carry the old version after the bump.':
    '저장소의 버전이 적힌 파일 하나가 버전을 올린 뒤에도 옛 버전으로 남습니다.',
  'Add the file to `version-files`, or to `ignore-files` if its version is its own.':
    '그 파일을 `version-files`에 넣으세요. 그 파일만의 버전이라면 `ignore-files`에 넣으세요.',
  'A configured version-bearing file does not exist at the release commit.':
    '설정된 버전 파일이 릴리스할 커밋에 없습니다.',
  'Correct the path, or remove it from `version-files`.': '경로를 고치거나 `version-files`에서 빼세요.',
  'The changelog has no section for this version, and nothing headed as unreleased that could become it.':
    '변경 이력에 이 버전의 절이 없고, 이 버전의 절이 될 미출시(Unreleased) 제목도 없습니다.',
  'Write the section in the form of the others, or set `changelog: false` where another tool writes it.':
    '다른 절과 같은 형식으로 절을 쓰거나, 다른 도구가 변경 이력을 쓴다면 `changelog: false`로 두세요.',
  'The section that this release would have in the changelog has no entry.':
    '변경 이력에서 이번 릴리스가 될 절에 항목이 하나도 없습니다.',
  'Describe the changes, or set `changelog.allow-empty: true`.':
    '변경 내용을 적거나, `changelog.allow-empty: true`로 두세요.',
  'The changelog already has a section for this version.': '변경 이력에 이 버전의 절이 이미 있습니다.',
  'Set `changelog.mode: check` if it is meant, choose another version, or remove the section.':
    '그 절이 맞다면 `changelog.mode: check`로 두고, 아니라면 다른 버전을 고르거나 그 절을 지우세요.',
  // --- 워크플로 ---
  'A workflow file is not valid YAML or has no usable `on:`; GitHub would not run it.':
    '워크플로 파일이 올바른 YAML이 아니거나 쓸 수 있는 `on:`이 없어서 GitHub가 실행하지 않습니다.',
  'Repair the workflow file.': '워크플로 파일을 고치세요.',
  'A workflow that should follow the tag does not exist at the release commit.':
    '태그 뒤에 돌아야 할 워크플로가 릴리스할 커밋에 없습니다.',
  'Correct `workflows.expected`; it takes paths or file names.':
    '`workflows.expected`를 고치세요. 경로나 파일 이름을 적습니다.',
  'A workflow that should follow the tag would not be started by it.':
    '태그 뒤에 돌아야 할 워크플로가 그 태그로는 시작되지 않습니다.',
  'Correct the filters of its `on:`, or `workflows.expected`.':
    '그 워크플로의 `on:` 필터나 `workflows.expected`를 고치세요.',
  'A workflow that this release must not start would be started by it.':
    '이 릴리스가 시작하면 안 되는 워크플로가 시작됩니다.',
  'Narrow the filters of its `on:`, or take it out of `workflows.forbidden` if it belongs to the release.':
    '그 워크플로의 `on:` 필터를 좁히거나, 이 릴리스에 속한다면 `workflows.forbidden`에서 빼세요.',
  'Moving an alias tag would start a workflow that publishes once more, under the name of the alias.':
    '별칭 태그를 옮기면 배포하는 워크플로가 별칭의 이름으로 한 번 더 시작됩니다.',
  'Narrow the `tags` of its `on.push` to what the alias does not match, such as `v*.*.*`, or leave its publishing job out with `if:`.':
    '`on.push`의 `tags`를 `v*.*.*`처럼 별칭과 맞지 않게 좁히거나, 배포하는 작업을 `if:`로 건너뛰게 하세요.',
  'People attached files to the releases before, and where the files of this one come from is not known.':
    '이전 릴리스에는 사람이 파일을 첨부했는데, 이번 릴리스의 파일이 어디서 오는지 알 수 없습니다.',
  'Say it with `release` or `assets` in the configuration.': '설정의 `release`나 `assets`에 적으세요.',
  'A file or artifact that the GitHub release should have is not there, or two have one name.':
    'GitHub 릴리스에 있어야 할 파일이나 아티팩트가 없거나, 둘의 이름이 같습니다.',
  'Correct `release.files` or `release.artifacts`, or let the workflow upload the artifact.':
    '`release.files`나 `release.artifacts`를 고치거나, 워크플로가 그 아티팩트를 올리게 하세요.',
  'A workflow waits for a published GitHub release, and nobody is known to make one of this tag.':
    '게시된 GitHub 릴리스를 기다리는 워크플로가 있는데, 이 태그의 릴리스를 누가 만드는지 알 수 없습니다.',
  'Set `release: create`: this program makes the GitHub release, the workflow starts, is expected and watched. Or set `assets: false`: no GitHub release belongs to this release.':
    '`release: create`로 두면 이 프로그램이 GitHub 릴리스를 만들고, 그 워크플로가 시작되는지 끝까지 지켜봅니다. GitHub 릴리스가 필요 없다면 `assets: false`로 두세요.',
  'A workflow waits for `release: created` alone, which a release that is a draft first never causes.':
    '워크플로가 `release: created`만 기다리는데, 초안으로 시작한 릴리스는 그 이벤트를 일으키지 않습니다.',
  'Let the workflow wait for `published` (`on: {release: {types: [published]}}`). Or leave the release to a person: `release: false`.':
    '워크플로가 `published`를 기다리게 하세요(`on: {release: {types: [published]}}`). 릴리스를 사람이 만들겠다면 `release: false`로 두세요.',
  'There is a draft release of the tag already; who publishes next would fill it, and may leave it a draft.':
    '이 태그의 초안 릴리스가 이미 있습니다. 다음에 게시하는 쪽이 그 초안을 채우고 초안인 채로 둘 수 있습니다.',
  'Delete the draft, or give it another tag. Publishing it now would make the tag, at a commit that says another version.':
    '초안을 지우거나 다른 태그로 바꾸세요. 지금 게시하면 다른 버전이 적힌 커밋에 태그가 만들어집니다.',
  'A workflow publishes the release before all its files are attached, and published releases of this repository cannot change.':
    '워크플로가 파일을 모두 첨부하기 전에 릴리스를 게시하는데, 이 저장소의 게시된 릴리스는 바꿀 수 없습니다.',
  'Make the release a draft (`gh release create --draft`, `draft: true`), attach everything, and publish it last (`gh release edit --draft=false`).':
    '릴리스를 초안으로 만들고(`gh release create --draft`, `draft: true`), 파일을 모두 첨부한 다음, 마지막에 게시하세요(`gh release edit --draft=false`).',
  'A workflow should be started by dispatch, but has no `on.workflow_dispatch`.':
    '디스패치로 시작해야 할 워크플로에 `on.workflow_dispatch`가 없습니다.',
  'Add `workflow_dispatch:` to its `on:`, or release with a GitHub App token and `workflows.trigger: push`.':
    '그 워크플로의 `on:`에 `workflow_dispatch:`를 넣거나, GitHub App 토큰과 `workflows.trigger: push`로 릴리스하세요.',
  'A workflow should be started by dispatch, but one of its required inputs has no value.':
    '디스패치로 시작해야 할 워크플로의 필수 입력에 값이 없습니다.',
  'Give the value in `workflows.inputs`, or give the input a default.':
    '`workflows.inputs`에 값을 적거나, 그 입력에 기본값을 두세요.',
  // --- GitHub 접근 ---
  'The repository does not exist, or the token may not see it.': '저장소가 없거나, 토큰이 그 저장소를 볼 수 없습니다.',
  'Check owner/name, and that the token is installed on this repository.':
    'owner/name이 맞는지, 토큰이 이 저장소에 설치되어 있는지 확인하세요.',
  'No token was given.': '토큰이 주어지지 않았습니다.',
  'Set ZLINK_RELEASE_TOKEN, or the input `github-token`, to a GitHub App token or a personal access token.':
    'ZLINK_RELEASE_TOKEN이나 입력 `github-token`에 GitHub App 토큰 또는 개인용 액세스 토큰을 넣으세요.',
  'GitHub no longer accepts the token (401): it is wrong, revoked or expired.':
    'GitHub가 토큰을 더는 받지 않습니다(401). 틀렸거나, 취소되었거나, 만료되었습니다.',
  'Run the same command again with a fresh token; what was done stays done.':
    '새 토큰으로 같은 명령을 다시 실행하세요. 이미 한 일은 그대로 남습니다.',
  'The token may not do what the release needs (403).': '릴리스에 필요한 일을 이 토큰으로는 할 수 없습니다(403).',
  'Give the token the permission that is named, then run the same command again.':
    '표시된 권한을 토큰에 주고 같은 명령을 다시 실행하세요.',
  'What GITHUB_TOKEN creates starts no workflow run, so the tag would be published without its builds.':
    'GITHUB_TOKEN으로 만든 것은 워크플로를 시작하지 않으므로, 빌드 없이 태그만 공개됩니다.',
  'Use a GitHub App token (or PAT), or set `workflows.trigger: dispatch`.':
    'GitHub App 토큰(또는 PAT)을 쓰거나 `workflows.trigger: dispatch`로 두세요.',
  'GitHub gave no usable answer, also after repeated attempts.':
    '여러 번 시도했지만 GitHub에서 쓸 수 있는 응답을 받지 못했습니다.',
  'Run the same command again when the service answers; it goes on where it stopped.':
    '서비스가 응답하면 같은 명령을 다시 실행하세요. 멈춘 곳부터 이어집니다.',
  'GitHub understood a request and refused it for a reason the release cannot repair.':
    'GitHub가 요청을 이해했지만, 릴리스가 해결할 수 없는 이유로 거부했습니다.',
  'Read the quoted answer, remove its cause, and run the same command again.':
    '인용된 응답을 읽고 원인을 없앤 다음 같은 명령을 다시 실행하세요.',
  'The request budget is used up for longer than the release is willing to wait.':
    '요청 한도를 다 썼고, 릴리스가 기다릴 수 있는 시간보다 오래 걸립니다.',
  'Run the same command again after the time named; it goes on where it stopped.':
    '표시된 시각이 지나면 같은 명령을 다시 실행하세요. 멈춘 곳부터 이어집니다.',
  // --- 이미 있는 것 ---
  'The release tag already exists at a commit that is not the merge commit of this release.':
    '릴리스 태그가 이미 있고, 이 릴리스의 병합 커밋이 아닌 커밋에 있습니다.',
  'A published tag is never moved. Release the next version instead.':
    '공개된 태그는 옮기지 않습니다. 다음 버전을 릴리스하세요.',
  'This version was tagged at its merge commit, and somebody deleted the tag: it is not published again.':
    '이 버전은 병합 커밋에 태그되었다가 누군가 태그를 지웠습니다. 다시 공개하지 않습니다.',
  'Release the next version; or, if the tag was deleted by mistake, make it again by hand at that commit and run the same command again.':
    '다음 버전을 릴리스하세요. 태그를 실수로 지웠다면 그 커밋에 태그를 직접 다시 만들고 같은 명령을 다시 실행하세요.',
  'The base branch carries this version already, but GitHub lists no merged pull request of its release.':
    '기본 브랜치에는 이 버전이 이미 적혀 있는데, GitHub 목록에 이 릴리스의 병합된 풀 리퀘스트가 없습니다.',
  'GitHub’s lists can lag: run the same command again in a minute.':
    'GitHub 목록은 늦게 갱신될 수 있습니다. 1분 뒤에 같은 명령을 다시 실행하세요.',
  'A published release with this tag name exists, though the tag was not made by this release.':
    '이 태그 이름으로 게시된 릴리스가 있는데, 그 태그는 이 릴리스가 만든 것이 아닙니다.',
  'Release the next version, or delete that release if it was a mistake and is not immutable.':
    '다음 버전을 릴리스하세요. 그 릴리스가 실수였고 변경 불가 릴리스가 아니라면 지워도 됩니다.',
  'The base branch does not exist in the repository.': '기본 브랜치가 저장소에 없습니다.',
  'Correct `base-branch`.': '`base-branch`를 고치세요.',
  'A branch or tag name made from a template is not a valid git ref name.':
    '템플릿으로 만든 브랜치나 태그 이름이 올바른 git 참조 이름이 아닙니다.',
  'Correct the template in the configuration.': '설정의 템플릿을 고치세요.',
  'A branch or tag stands where git would need a folder for a name of this release, or below that name.':
    '이 릴리스의 이름에 git이 폴더로 써야 할 자리나 그 아래에 브랜치 또는 태그가 있습니다.',
  'Set another name in the configuration, or rename the branch that is in the way.':
    '설정에서 다른 이름을 쓰거나, 자리를 차지한 브랜치의 이름을 바꾸세요.',
  'A title or message contains a phrase that makes GitHub skip workflow runs.':
    '제목이나 메시지에 GitHub가 워크플로를 건너뛰게 하는 문구가 있습니다.',
  'Reword it: without the phrase the runs start.': '문구를 바꾸세요. 그 문구가 없으면 워크플로가 시작됩니다.',
  'A tag ruleset restricts creating or moving a tag this release needs.':
    '태그 규칙 집합이 이 릴리스에 필요한 태그를 만들거나 옮기지 못하게 합니다.',
  'Add the token’s identity to the ruleset’s bypass list.': '토큰의 주체를 그 규칙 집합의 우회 목록에 넣으세요.',
  'A branch rule asks for something this release cannot provide by itself.':
    '브랜치 규칙이 요구하는 것을 이 릴리스가 스스로 갖출 수 없습니다.',
  'Provide it (a review, a signature), or add the token’s identity to the rule’s bypass list.':
    '요구하는 것(검토, 서명)을 갖추거나, 토큰의 주체를 그 규칙의 우회 목록에 넣으세요.',
  'The repository does not allow the configured merge method.': '저장소가 설정된 병합 방식을 허용하지 않습니다.',
  'Allow it in the repository’s settings, or change `merge-method`.':
    '저장소 설정에서 허용하거나 `merge-method`를 바꾸세요.',
  'The release pull request was closed without being merged.': '릴리스 풀 리퀘스트가 병합되지 않은 채 닫혔습니다.',
  'Reopen it (where its branch was deleted, restore that first) and run the same command again; or start a new attempt with --supersede NUMBER.':
    '다시 열고(브랜치가 지워졌다면 먼저 복원하세요) 같은 명령을 다시 실행하거나, --supersede NUMBER로 새로 시작하세요.',
  'The release branch holds commits that this release did not make.':
    '릴리스 브랜치에 이 릴리스가 만들지 않은 커밋이 있습니다.',
  'To keep them, merge the pull request by hand and run the same command with --accept-tree; to drop them, remove them and run it again.':
    '그 커밋을 살리려면 풀 리퀘스트를 직접 병합하고 같은 명령을 --accept-tree와 함께 실행하세요. 버리려면 그 커밋을 없애고 다시 실행하세요.',
  'The base branch moved after the candidate was measured.': '후보를 측정한 뒤에 기본 브랜치가 움직였습니다.',
  'Measure the new commit, and give its verdict to the same command (or the same command again, where nothing is measured): the pull request is brought up to date.':
    '새 커밋을 측정하고 그 판정을 같은 명령에 주세요(측정하지 않는 릴리스라면 같은 명령만 다시 실행하세요). 풀 리퀘스트는 최신 상태로 맞춰집니다.',
  'The plan that a step or command was handed is not the one that was made before it.':
    '단계나 명령이 넘겨받은 계획이 앞에서 만든 계획과 다릅니다.',
  'Run the job or the command again from its plan; nothing that was done is lost.':
    '작업이나 명령을 계획부터 다시 실행하세요. 이미 한 일은 사라지지 않습니다.',
  // --- 게이트와 테스트 ---
  'The test command did not succeed.': '테스트 명령이 성공하지 못했습니다.',
  'Repair what fails on the base branch, check the new commit out, and run the same command again; or leave the tests out in so many words: --skip test.':
    '실패한 것을 기본 브랜치에서 고치고, 새 커밋을 체크아웃해 같은 명령을 다시 실행하세요. 테스트를 빼려면 --skip test라고 분명히 적으세요.',
  'The checkout in which the tests would run holds something else than what would be released.':
    '테스트를 돌릴 체크아웃의 내용이 릴리스할 내용과 다릅니다.',
  'Check out the base commit, by its id, and run the same again.':
    '기준이 되는 커밋을 커밋 id로 체크아웃하고 다시 실행하세요.',
  'A result folder of the benchmark cannot be read, or holds no file of a known format.':
    '벤치마크 결과 폴더를 읽을 수 없거나, 그 안에 아는 형식의 파일이 없습니다.',
  'Check the path and its permissions; a result folder is what `bench` wrote, or holds the files of one run of a benchmark program.':
    '경로와 권한을 확인하세요. 결과 폴더는 `bench`가 쓴 폴더이거나, 벤치마크 프로그램을 한 번 실행한 파일이 든 폴더입니다.',
  'The benchmark’s comparison script, or a stack’s runner beside it, is not in the tree.':
    '벤치마크의 비교 스크립트나 그 옆의 스택별 실행 스크립트가 트리에 없습니다.',
  'Correct `bench.harness` and `bench.stacks`; each stack has a folder with run_stream_scenarios.sh.':
    '`bench.harness`와 `bench.stacks`를 고치세요. 스택마다 run_stream_scenarios.sh가 있는 폴더가 있어야 합니다.',
  'The benchmark could not be run to its end.': '벤치마크를 끝까지 실행하지 못했습니다.',
  'See harness-output.log in the folder of the unfinished round; run again to go on with the finished ones.':
    '끝나지 않은 라운드의 폴더에 있는 harness-output.log를 보세요. 다시 실행하면 끝난 라운드에 이어서 진행합니다.',
  'The benchmark was interrupted.': '벤치마크가 중단되었습니다.',
  'Run the same command again: it goes on with the finished rounds.':
    '같은 명령을 다시 실행하세요. 끝난 라운드에 이어서 진행합니다.',
  'The folder holds a bench with other settings or other trees.':
    '폴더에 설정이나 트리가 다른 벤치마크가 들어 있습니다.',
  'Name another folder; rounds of different experiments are never mixed.':
    '다른 폴더를 지정하세요. 서로 다른 실험의 라운드는 섞지 않습니다.',
  'The machine is not the one that the earlier rounds were measured on, so the measurement is invalid.':
    '앞의 라운드를 측정한 기계가 아니므로 측정이 무효입니다.',
  'Measure all rounds on one machine: begin again in an empty folder.':
    '모든 라운드를 한 기계에서 측정하세요. 빈 폴더에서 다시 시작하세요.',
  'Baseline and candidate were not measured with the same profile.': '기준과 후보를 서로 다른 프로필로 측정했습니다.',
  'Measure the candidate again with the profile of the baseline, or record a new baseline; then give the new verdict to the same command.':
    '기준의 프로필로 후보를 다시 측정하거나 기준을 새로 기록한 다음, 새 판정을 같은 명령에 주세요.',
  'The candidate’s benchmark was to measure the baseline as well, and does not run there.':
    '후보의 벤치마크로 기준도 측정하려 했지만, 기준에서는 돌지 않습니다.',
  'Run each side’s own benchmark (`bench.sources: each`), or measure first what both sides have: the new benchmark counts from the release that has it.':
    '양쪽을 각자의 벤치마크로 측정하거나(`bench.sources: each`), 양쪽에 다 있는 것부터 측정하세요. 새 벤치마크는 그것이 들어간 릴리스부터 셉니다.',
  'Nothing that was measured has a baseline to be compared with, and `gate.without-baseline` is `block`.':
    '측정한 것 가운데 비교할 기준이 있는 것이 없고, `gate.without-baseline`이 `block`입니다.',
  'Measure against a commit that has the benchmark, or let the first one through: `gate.without-baseline: pass`.':
    '벤치마크가 있는 커밋과 비교해 측정하거나, 첫 번째는 통과시키세요: `gate.without-baseline: pass`.',
  'A result cannot be written where it should go.': '결과를 정해진 곳에 쓸 수 없습니다.',
  'Check the path, its permissions and the free space.': '경로와 권한, 남은 공간을 확인하세요.',
  'The release was asked for without a measurement.': '측정 없이 릴리스를 요청했습니다.',
  'On the command line, give the verdict that `zlink-release gate` makes with `--verdict FILE`, or say `--skip bench,gate`. In the action, give `verdict`, or `baseline` and `candidate`, or `skip: bench,gate`.':
    '명령줄에서는 `zlink-release gate`가 만든 판정을 `--verdict FILE`로 주거나 `--skip bench,gate`라고 적으세요. 액션에서는 `verdict`, 또는 `baseline`과 `candidate`를 주거나 `skip: bench,gate`라고 적으세요.',
  'The performance gate found a regression or a correctness failure.':
    '성능 게이트가 성능 저하나 정확성 실패를 찾았습니다.',
  'Read the verdict: it names each subject and the interval of its effect. Repair it on the base branch, measure the new commit, and give its verdict to the same command.':
    '판정을 읽으세요. 대상마다 효과의 구간이 나옵니다. 기본 브랜치에서 고치고 새 커밋을 측정한 다음, 그 판정을 같은 명령에 주세요.',
  'The measurement cannot tell a regression from noise, or is invalid.':
    '측정으로는 성능 저하와 잡음을 구별할 수 없거나, 측정이 무효입니다.',
  'Measure again with something changed: a quieter machine, more rounds (`gate.maximum-rounds`), or a wider `gate.margin`. Then give the new verdict to the same command. Or let it through with `gate.on-inconclusive: warn`.':
    '무언가를 바꾸고 다시 측정하세요: 더 조용한 기계, 더 많은 라운드(`gate.maximum-rounds`), 더 넓은 `gate.margin`. 그리고 새 판정을 같은 명령에 주세요. 그대로 통과시키려면 `gate.on-inconclusive: warn`으로 두세요.',
  'What was measured is not what would be released.': '측정한 것과 릴리스할 것이 다릅니다.',
  'Measure the base commit, and give its verdict to the same command.':
    '기준이 되는 커밋을 측정하고 그 판정을 같은 명령에 주세요.',
  'The verdict file is no verdict of this program, contradicts itself, or is not the one that the configuration asks for.':
    '판정 파일이 이 프로그램의 판정이 아니거나, 앞뒤가 맞지 않거나, 설정이 요구하는 판정이 아닙니다.',
  'Judge its rounds or results again, which takes seconds: `zlink-release gate --config .github/zlink-release.yml --candidate DIR --out DIR`, and --baseline DIR for recorded results.':
    '라운드나 결과를 다시 판정하세요. 몇 초면 됩니다: `zlink-release gate --config .github/zlink-release.yml --candidate DIR --out DIR`. 기록된 결과라면 --baseline DIR도 주세요.',
  'The history of figures has a line that is none of it, or cannot be read.':
    '수치 이력에 이력이 아닌 줄이 있거나, 이력을 읽을 수 없습니다.',
  'Take the named line out, or begin a new history; what is broken is never written over.':
    '표시된 줄을 빼거나 새 이력을 시작하세요. 깨진 이력은 덮어쓰지 않습니다.',
  'The event runs with the rights of the repository, and would run code from a fork with them.':
    '이 이벤트는 저장소의 권한으로 실행되며, 그 권한으로 포크의 코드를 돌리게 됩니다.',
  'Measure on `pull_request`, which gives a fork no rights, and report by `gate/report` on `workflow_run`.':
    '포크에 권한을 주지 않는 `pull_request`에서 측정하고, 보고는 `workflow_run`에서 `gate/report`로 하세요.',
  'What the measuring run left is not what a measurement leaves, or is not about this commit.':
    '측정 실행이 남긴 것이 측정 결과의 모양이 아니거나, 이 커밋에 대한 것이 아닙니다.',
  'Upload what the gate’s output `artifact` names, measured with the head of the pull request checked out.':
    '풀 리퀘스트의 헤드를 체크아웃해 측정하고, 게이트의 출력 `artifact`가 가리키는 것을 올리세요.',
  // --- 병합 ---
  'The release pull request conflicts with its base branch.': '릴리스 풀 리퀘스트가 기본 브랜치와 충돌합니다.',
  'Run the same command again: GitHub may have looked at an older base. Where it stays so, close the pull request, delete its branch, and start a new attempt with --supersede NUMBER.':
    '같은 명령을 다시 실행하세요. GitHub가 옛 기본 브랜치를 봤을 수 있습니다. 그대로라면 풀 리퀘스트를 닫고 브랜치를 지운 다음 --supersede NUMBER로 새로 시작하세요.',
  'The release pull request cannot be merged: GitHub refused, took it out of the merge queue, or somebody made it a draft or gave it another base.':
    '릴리스 풀 리퀘스트를 병합할 수 없습니다. GitHub가 거부했거나 병합 대기열에서 뺐거나, 누군가 초안으로 바꾸었거나 대상 브랜치를 바꾸었습니다.',
  'A required check of the release pull request failed.': '릴리스 풀 리퀘스트의 필수 검사가 실패했습니다.',
  'Repair it or rerun the check, then run the same command again.':
    '고치거나 검사를 다시 돌린 다음 같은 명령을 다시 실행하세요.',
  'A required check was never reported for the release pull request.':
    '릴리스 풀 리퀘스트의 필수 검사가 한 번도 보고되지 않았습니다.',
  'A path or branch filter may keep its workflow from starting; see which workflow should report it.':
    '경로나 브랜치 필터 때문에 워크플로가 시작되지 않을 수 있습니다. 어느 워크플로가 보고해야 하는지 확인하세요.',
  'A required check, or the merge queue, did not finish in time.':
    '필수 검사나 병합 대기열이 제시간에 끝나지 않았습니다.',
  'Run the same command again: it goes on waiting.': '같은 명령을 다시 실행하세요. 이어서 기다립니다.',
  'The merge commit holds something else than the measured tree plus the bump, so it is not tagged.':
    '병합 커밋의 내용이 측정한 트리에 버전 올림을 더한 것과 달라서 태그하지 않습니다.',
  'Measure the merge commit and run again with its verdict, or accept exactly this tree with --accept-tree SHA.':
    '병합 커밋을 측정해 그 판정으로 다시 실행하거나, --accept-tree SHA로 바로 이 트리를 받아들이세요.',
  'The release was merged and not tagged, and somebody took the merge back: the base branch says the version before it again, or does not hold the merge any more.':
    '릴리스가 병합되었지만 태그되지 않았고, 누군가 병합을 되돌렸습니다. 기본 브랜치가 다시 이전 버전을 말하거나, 병합을 더는 담고 있지 않습니다.',
  'To release what the base branch holds now, run the same command with --supersede and the number of the pull request; to release the merge commit all the same, tag it by hand and run the same command again.':
    '기본 브랜치의 지금 내용을 릴리스하려면 같은 명령을 --supersede와 풀 리퀘스트 번호와 함께 실행하세요. 그래도 병합 커밋을 릴리스하려면 직접 태그하고 같은 명령을 다시 실행하세요.',
  // --- 태그 ---
  'GitHub does not let anybody make the release tag: it keeps the names of deleted immutable releases for ever.':
    'GitHub가 누구도 이 릴리스 태그를 만들지 못하게 합니다. 지워진 변경 불가 릴리스의 이름은 영구히 쓸 수 없습니다.',
  'Release another version.': '다른 버전을 릴리스하세요.',
  'The alias tag points where no release stands that it covers, outside the history of this one.':
    '별칭 태그가 그 별칭에 속하는 릴리스가 없는 곳, 이 릴리스의 이력 밖을 가리킵니다.',
  'Find out who moved the alias; put it on the newest release that it covers, or leave it out of `alias-tag`, then run the same command again.':
    '누가 별칭을 옮겼는지 알아보고, 그 별칭에 속하는 가장 새로운 릴리스로 옮기거나 `alias-tag`에서 뺀 다음 같은 명령을 다시 실행하세요.',
  // --- 지켜보기 ---
  'An expected workflow run did not start in time.': '기다리던 워크플로 실행이 제시간에 시작되지 않았습니다.',
  'See the diagnosis; start it by hand at the tag (`gh workflow run NAME --ref TAG`) if it should run, then run the same command again: that run counts, and the report says so.':
    '진단을 보세요. 돌아야 하는 것이라면 그 태그에서 직접 시작하고(`gh workflow run NAME --ref TAG`) 같은 명령을 다시 실행하세요. 그 실행을 인정하고, 보고서에 그렇게 적습니다.',
  'An expected workflow run did not succeed.': '기다리던 워크플로 실행이 성공하지 못했습니다.',
  'Rerun its failed jobs on GitHub, then run the same command again.':
    'GitHub에서 실패한 작업을 다시 돌린 다음 같은 명령을 다시 실행하세요.',
  'An expected workflow run waits for a person.': '기다리던 워크플로 실행이 사람을 기다립니다.',
  'Approve or reject it at the URL named, then run the same command again.':
    '표시된 URL에서 승인하거나 거절한 다음 같은 명령을 다시 실행하세요.',
  'An expected workflow run did not finish in time.': '기다리던 워크플로 실행이 제시간에 끝나지 않았습니다.',
  'Run the same command again: it goes on watching.': '같은 명령을 다시 실행하세요. 이어서 지켜봅니다.',
  'A workflow that a release of this component must not start was started by its tag.':
    '이 컴포넌트의 릴리스가 시작하면 안 되는 워크플로가 그 태그로 시작되었습니다.',
  'Cancel that run, look at what it published, and correct the filters of its workflow for the next release. Where this release shall go on all the same, take the workflow out of `workflows.forbidden` (`forbidden: []` forbids none) and run the same command again.':
    '그 실행을 취소하고 무엇이 배포되었는지 살펴본 다음, 다음 릴리스를 위해 그 워크플로의 필터를 고치세요. 이 릴리스를 그래도 계속하려면 `workflows.forbidden`에서 그 워크플로를 빼고(`forbidden: []`는 아무것도 금지하지 않습니다) 같은 명령을 다시 실행하세요.',
  // --- 확인 ---
  'No published release exists for the tag.': '이 태그로 게시된 릴리스가 없습니다.',
  'See why nothing was published, or who deleted it. Start the run that publishes again, with all its jobs (`gh run rerun ID`), or publish the release by hand with its files; then run the same command again.':
    '왜 게시되지 않았는지, 누가 지웠는지 알아보세요. 배포하는 실행을 모든 작업과 함께 다시 시작하거나(`gh run rerun ID`) 파일과 함께 릴리스를 직접 게시한 다음 같은 명령을 다시 실행하세요.',
  'An expected asset is not part of the published release.': '있어야 할 에셋이 게시된 릴리스에 없습니다.',
  'Rerun the job that uploads it, then run the same command again.':
    '그 에셋을 올리는 작업을 다시 돌린 다음 같은 명령을 다시 실행하세요.',
  'What came as an asset is not what the release lists: another number of bytes, or bytes of another digest.':
    '에셋으로 받은 것이 릴리스 목록과 다릅니다. 바이트 수나 다이제스트가 다릅니다.',
  'Look at what stands between (a proxy, a sign-in page, the host that stores assets), then run the same command again.':
    '사이에 무엇이 있는지(프록시, 로그인 페이지, 에셋을 저장하는 호스트) 살펴본 다음 같은 명령을 다시 실행하세요.',
  'What came as the source archive of the tag is no archive of its commit, so a recipe gets no sha256 of it.':
    '태그의 소스 아카이브로 받은 것이 그 커밋의 아카이브가 아니어서, 레시피에 sha256을 적지 않습니다.',
  'Look at what stands between (a proxy, a sign-in page), then run the same command again; or add the hash to the recipe by hand.':
    '사이에 무엇이 있는지(프록시, 로그인 페이지) 살펴본 다음 같은 명령을 다시 실행하거나, 레시피에 해시를 직접 적으세요.',
  'A published asset is empty, not completely uploaded, or its content does not match its digest or checksum.':
    '게시된 에셋이 비었거나, 다 올라가지 않았거나, 내용이 다이제스트나 체크섬과 다릅니다.',
  'Delete the asset, rerun the job that uploads it, then run the same command again.':
    '그 에셋을 지우고, 올리는 작업을 다시 돌린 다음 같은 명령을 다시 실행하세요.',
  'A Sigstore bundle or an attestation among the assets does not prove that this repository made them.':
    '에셋 가운데 Sigstore 번들이나 증명이, 이 저장소가 그 에셋을 만들었다는 것을 증명하지 못합니다.',
  'See which workflow made it. Delete the asset and have it made again (where releases are immutable: release the next version), then run the same command again. The root of trust counts as it is at the tag: where that one is out of date, take `verify.trusted-root` out of the configuration, and nothing is checked with it.':
    '어느 워크플로가 만들었는지 보세요. 그 에셋을 지우고 다시 만들게 한 다음(릴리스를 바꿀 수 없다면 다음 버전을 릴리스하세요) 같은 명령을 다시 실행하세요. 신뢰 루트는 태그에 있는 그대로 씁니다. 그것이 오래되었다면 설정에서 `verify.trusted-root`를 빼세요. 그러면 그것으로는 아무것도 검사하지 않습니다.',
  // --- 리허설 ---
  'The folder to keep the rehearsal in is not empty, or holds no rehearsal to resume.':
    '리허설을 남길 폴더가 비어 있지 않거나, 이어서 할 리허설이 그 안에 없습니다.',
  'Name an empty folder, or give --resume to go on with the rehearsal that is there.':
    '빈 폴더를 지정하거나, 있는 리허설을 이어 가려면 --resume을 주세요.',
  'A clone or checkout that is needed (to rehearse on, to test or to measure) is not there or cannot be read by git.':
    '필요한 클론이나 체크아웃(리허설, 테스트 또는 측정용)이 없거나 git이 읽지 못합니다.',
  'Check out the commit before this step (actions/checkout), or name the folder of a clone that git itself can read.':
    '이 단계 앞에서 커밋을 체크아웃하거나(actions/checkout), git이 읽을 수 있는 클론의 폴더를 지정하세요.',
  'The clone to rehearse on is shallow, so the history behind its tags and merges is missing.':
    '리허설할 클론이 얕은 클론이어서 태그와 병합 뒤의 이력이 없습니다.',
  'Complete it with `git fetch --unshallow --tags`, or make a full clone.':
    '`git fetch --unshallow --tags`로 채우거나 전체를 클론하세요.',
  'The clone to rehearse on, or the checkout to test or measure in, differs from its commit, so it is unclear what would be released.':
    '리허설할 클론이나 테스트·측정할 체크아웃이 커밋과 달라서, 무엇을 릴리스하게 될지 분명하지 않습니다.',
  'Commit or stash the changes, or check the commit out anew and whole; --at names a commit to rehearse.':
    '변경을 커밋하거나 스태시하세요. 또는 커밋을 새로, 온전히 체크아웃하세요. 리허설할 커밋은 --at으로 지정합니다.',
  'The commit to rehearse on is not in the clone.': '리허설할 커밋이 클론에 없습니다.',
  'Fetch it, or correct --at.': '가져오거나(fetch) --at을 고치세요.',
  'The rehearsal needs git 2.38 or newer, and it was not found.':
    '리허설에는 git 2.38 이상이 필요한데 찾지 못했습니다.',
  'Install git 2.38 or newer.': 'git 2.38 이상을 설치하세요.',
};
