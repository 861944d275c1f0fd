import type { ProblemCode } from '../../core/problem.ts';

/** What each code stands for, and what is usually done about it. */
export const KOREAN_KINDS: Readonly<Record<ProblemCode, { readonly means: string; readonly remedy: string }>> = {
  // --- 입력과 설정 ---
  'input-invalid': {
    means: '옵션, 입력 또는 인수를 주어진 값 그대로 쓸 수 없습니다.',
    remedy: '표시된 옵션을 고치세요. 받을 수 있는 값은 --help에 나옵니다.',
  },
  'config-invalid': {
    means: '설정 파일에 잘못된 키, 타입 또는 값이 있습니다.',
    remedy: '표시된 키를 고치세요. 모든 키는 schema/의 JSON Schema에 있습니다.',
  },
  'path-outside-repository': {
    means: '설정된 경로가 절대 경로이거나, 저장소 밖으로 나가거나, 심볼릭 링크를 지납니다.',
    remedy: '저장소 안의 일반 파일을 저장소 루트 기준 경로로, 슬래시(/)를 써서 적으세요.',
  },
  'file-too-large': {
    means: '읽어야 할 파일이 그런 종류의 파일이라고 보기에는 너무 큽니다.',
    remedy: '설정된 경로가 맞는 파일을 가리키는지 확인하세요.',
  },
  // --- 버전 파일과 변경 이력 ---
  'version-invalid': {
    means: '요청한 버전이 일반적인 유의적 버전(SemVer)도, 올림 키워드도 아닙니다.',
    remedy: 'MAJOR.MINOR.PATCH 형식의 버전이나 patch, minor, major 중 하나를 주세요.',
  },
  'version-not-above-current': {
    means: '요청한 버전이 현재 버전보다 높지 않습니다.',
    remedy: '더 높은 버전을 고르세요.',
  },
  'version-undecided': {
    means: '키워드(patch, minor, major)가 이미 있는 릴리스를 뜻할 수도, 다음 릴리스를 뜻할 수도 있습니다.',
    remedy: '정확한 버전을 주세요.',
  },
  'component-undecided': {
    means: '저장소에 버전이 따로 있는 컴포넌트가 여러 개 있는데, 어느 것인지 고르지 않았습니다.',
    remedy: '`zlink-release init --component NAME`을 실행하거나, 설정에 `component`와 `version-files`를 적으세요.',
  },
  'tag-undecided': {
    means: '지금까지의 태그만으로는 다음 릴리스에 어떤 태그를 붙일지 알 수 없습니다.',
    remedy: '설정에 `tag`와 `also-tag`를 적으세요.',
  },
  'suffix-undecided': {
    means: '버전의 접미사가 alpha, beta, rc 중 어느 것도 아니고, 지금까지의 릴리스에도 없던 것입니다.',
    remedy: '설정의 `pre-releases`에 적거나, 접미사 없는 버전을 주세요.',
  },
  'version-not-found': {
    means: '버전이 적힌 파일에 프리셋이나 패턴과 맞는 자리가 없습니다.',
    remedy: '프리셋이나 패턴을 고치거나, 그 파일을 설정에서 빼세요.',
  },
  'version-ambiguous': {
    means: '버전이 적힌 파일에 허용된 것보다 많은 자리가 맞습니다.',
    remedy: '패턴을 더 좁히거나, 몇 군데가 맞아야 하는지 `matches`로 적으세요.',
  },
  'version-files-disagree': {
    means: '버전이 적힌 파일들이 서로 다르고, 버전을 올려도 바로잡히지 않습니다.',
    remedy: '파일들을 서로 맞추거나, 뒤처진 파일을 목록에 적으세요.',
  },
  'version-file-left-behind': {
    means: '저장소의 버전이 적힌 파일 하나가 버전을 올린 뒤에도 옛 버전으로 남습니다.',
    remedy: '그 파일을 `version-files`에 넣으세요. 그 파일만의 버전이라면 `ignore-files`에 넣으세요.',
  },
  'version-file-missing': {
    means: '설정된 버전 파일이 릴리스할 커밋에 없습니다.',
    remedy: '경로를 고치거나 `version-files`에서 빼세요.',
  },
  'changelog-missing-section': {
    means: '변경 이력에 이 버전의 절이 없고, 이 버전의 절이 될 미출시(Unreleased) 제목도 없습니다.',
    remedy: '다른 절과 같은 형식으로 절을 쓰거나, 다른 도구가 변경 이력을 쓴다면 `changelog: false`로 두세요.',
  },
  'changelog-empty-section': {
    means: '변경 이력에서 이번 릴리스가 될 절에 항목이 하나도 없습니다.',
    remedy: '변경 내용을 적거나, `changelog.allow-empty: true`로 두세요.',
  },
  'changelog-version-exists': {
    means: '변경 이력에 이 버전의 절이 이미 있습니다.',
    remedy: '그 절이 맞다면 `changelog.mode: check`로 두고, 아니라면 다른 버전을 고르거나 그 절을 지우세요.',
  },
  // --- 워크플로 ---
  'workflow-unreadable': {
    means: '워크플로 파일이 올바른 YAML이 아니거나 쓸 수 있는 `on:`이 없어서 GitHub가 실행하지 않습니다.',
    remedy: '워크플로 파일을 고치세요.',
  },
  'expected-workflow-missing': {
    means: '태그 뒤에 돌아야 할 워크플로가 릴리스할 커밋에 없습니다.',
    remedy: '`workflows.expected`를 고치세요. 경로나 파일 이름을 적습니다.',
  },
  'expected-workflow-silent': {
    means: '태그 뒤에 돌아야 할 워크플로가 그 태그로는 시작되지 않습니다.',
    remedy: '그 워크플로의 `on:` 필터나 `workflows.expected`를 고치세요.',
  },
  'forbidden-workflow-starts': {
    means: '이 릴리스가 시작하면 안 되는 워크플로가 시작됩니다.',
    remedy: '그 워크플로의 `on:` 필터를 좁히거나, 이 릴리스에 속한다면 `workflows.forbidden`에서 빼세요.',
  },
  'alias-publishes': {
    means: '별칭 태그를 옮기면 배포하는 워크플로가 별칭의 이름으로 한 번 더 시작됩니다.',
    remedy: '`on.push`의 `tags`를 `v*.*.*`처럼 별칭과 맞지 않게 좁히거나, 배포하는 작업을 `if:`로 건너뛰게 하세요.',
  },
  'release-files-unknown': {
    means: '이전 릴리스에는 사람이 파일을 첨부했는데, 이번 릴리스의 파일이 어디서 오는지 알 수 없습니다.',
    remedy: '설정의 `release`나 `assets`에 적으세요.',
  },
  'release-file-missing': {
    means: 'GitHub 릴리스에 있어야 할 파일이나 아티팩트가 없거나, 둘의 이름이 같습니다.',
    remedy: '`release.files`나 `release.artifacts`를 고치거나, 워크플로가 그 아티팩트를 올리게 하세요.',
  },
  'release-maker-unknown': {
    means: '게시된 GitHub 릴리스를 기다리는 워크플로가 있는데, 이 태그의 릴리스를 누가 만드는지 알 수 없습니다.',
    remedy:
      '`release: create`로 두면 이 프로그램이 GitHub 릴리스를 만들고, 그 워크플로가 시작되는지 끝까지 지켜봅니다. GitHub 릴리스가 필요 없다면 `assets: false`로 두세요.',
  },
  'release-creation-unheard': {
    means: '워크플로가 `release: created`만 기다리는데, 초안으로 시작한 릴리스는 그 이벤트를 일으키지 않습니다.',
    remedy:
      '워크플로가 `published`를 기다리게 하세요(`on: {release: {types: [published]}}`). 릴리스를 사람이 만들겠다면 `release: false`로 두세요.',
  },
  'draft-in-the-way': {
    means: '이 태그의 초안 릴리스가 이미 있습니다. 다음에 게시하는 쪽이 그 초안을 채우고 초안인 채로 둘 수 있습니다.',
    remedy: '초안을 지우거나 다른 태그로 바꾸세요. 지금 게시하면 다른 버전이 적힌 커밋에 태그가 만들어집니다.',
  },
  'files-after-publication': {
    means: '워크플로가 파일을 모두 첨부하기 전에 릴리스를 게시하는데, 이 저장소의 게시된 릴리스는 바꿀 수 없습니다.',
    remedy:
      '릴리스를 초안으로 만들고(`gh release create --draft`, `draft: true`), 파일을 모두 첨부한 다음, 마지막에 게시하세요(`gh release edit --draft=false`).',
  },
  'dispatch-unsupported': {
    means: '디스패치로 시작해야 할 워크플로에 `on.workflow_dispatch`가 없습니다.',
    remedy:
      '그 워크플로의 `on:`에 `workflow_dispatch:`를 넣거나, GitHub App 토큰과 `workflows.trigger: push`로 릴리스하세요.',
  },
  'dispatch-input-missing': {
    means: '디스패치로 시작해야 할 워크플로의 필수 입력에 값이 없습니다.',
    remedy: '`workflows.inputs`에 값을 적거나, 그 입력에 기본값을 두세요.',
  },
  // --- GitHub 접근 ---
  'repository-not-found': {
    means: '저장소가 없거나, 토큰이 그 저장소를 볼 수 없습니다.',
    remedy: 'owner/name이 맞는지, 토큰이 이 저장소에 설치되어 있는지 확인하세요.',
  },
  'token-missing': {
    means: '토큰이 주어지지 않았습니다.',
    remedy: 'ZLINK_RELEASE_TOKEN이나 입력 `github-token`에 GitHub App 토큰 또는 개인용 액세스 토큰을 넣으세요.',
  },
  'token-rejected': {
    means: 'GitHub가 토큰을 더는 받지 않습니다(401). 틀렸거나, 취소되었거나, 만료되었습니다.',
    remedy: '새 토큰으로 같은 명령을 다시 실행하세요. 이미 한 일은 그대로 남습니다.',
  },
  'token-forbidden': {
    means: '릴리스에 필요한 일을 이 토큰으로는 할 수 없습니다(403).',
    remedy: '표시된 권한을 토큰에 주고 같은 명령을 다시 실행하세요.',
  },
  'token-starts-no-workflows': {
    means: 'GITHUB_TOKEN으로 만든 것은 워크플로를 시작하지 않으므로, 빌드 없이 태그만 공개됩니다.',
    remedy: 'GitHub App 토큰(또는 PAT)을 쓰거나 `workflows.trigger: dispatch`로 두세요.',
  },
  'github-unreachable': {
    means: '여러 번 시도했지만 GitHub에서 쓸 수 있는 응답을 받지 못했습니다.',
    remedy: '서비스가 응답하면 같은 명령을 다시 실행하세요. 멈춘 곳부터 이어집니다.',
  },
  'github-refused': {
    means: 'GitHub가 요청을 이해했지만, 릴리스가 해결할 수 없는 이유로 거부했습니다.',
    remedy: '인용된 응답을 읽고 원인을 없앤 다음 같은 명령을 다시 실행하세요.',
  },
  'rate-limit-exhausted': {
    means: '요청 한도를 다 썼고, 릴리스가 기다릴 수 있는 시간보다 오래 걸립니다.',
    remedy: '표시된 시각이 지나면 같은 명령을 다시 실행하세요. 멈춘 곳부터 이어집니다.',
  },
  // --- 이미 있는 것 ---
  'tag-taken': {
    means: '릴리스 태그가 이미 있고, 이 릴리스의 병합 커밋이 아닌 커밋에 있습니다.',
    remedy: '공개된 태그는 옮기지 않습니다. 다음 버전을 릴리스하세요.',
  },
  'release-withdrawn': {
    means: '이 버전은 병합 커밋에 태그되었다가 누군가 태그를 지웠습니다. 다시 공개하지 않습니다.',
    remedy:
      '다음 버전을 릴리스하세요. 태그를 실수로 지웠다면 그 커밋에 태그를 직접 다시 만들고 같은 명령을 다시 실행하세요.',
  },
  'release-unlisted': {
    means: '기본 브랜치에는 이 버전이 이미 적혀 있는데, GitHub 목록에 이 릴리스의 병합된 풀 리퀘스트가 없습니다.',
    remedy: 'GitHub 목록은 늦게 갱신될 수 있습니다. 1분 뒤에 같은 명령을 다시 실행하세요.',
  },
  'release-name-taken': {
    means: '이 태그 이름으로 게시된 릴리스가 있는데, 그 태그는 이 릴리스가 만든 것이 아닙니다.',
    remedy: '다음 버전을 릴리스하세요. 그 릴리스가 실수였고 변경 불가 릴리스가 아니라면 지워도 됩니다.',
  },
  'base-branch-missing': {
    means: '기본 브랜치가 저장소에 없습니다.',
    remedy: '`base-branch`를 고치세요.',
  },
  'ref-name-invalid': {
    means: '템플릿으로 만든 브랜치나 태그 이름이 올바른 git 참조 이름이 아닙니다.',
    remedy: '설정의 템플릿을 고치세요.',
  },
  'ref-in-the-way': {
    means: '이 릴리스의 이름에 git이 폴더로 써야 할 자리나 그 아래에 브랜치 또는 태그가 있습니다.',
    remedy: '설정에서 다른 이름을 쓰거나, 자리를 차지한 브랜치의 이름을 바꾸세요.',
  },
  'message-skips-ci': {
    means: '제목이나 메시지에 GitHub가 워크플로를 건너뛰게 하는 문구가 있습니다.',
    remedy: '문구를 바꾸세요. 그 문구가 없으면 워크플로가 시작됩니다.',
  },
  'rules-forbid-tag': {
    means: '태그 규칙 집합이 이 릴리스에 필요한 태그를 만들거나 옮기지 못하게 합니다.',
    remedy: '토큰의 주체를 그 규칙 집합의 우회 목록에 넣으세요.',
  },
  'rules-forbid-merge': {
    means: '브랜치 규칙이 요구하는 것을 이 릴리스가 스스로 갖출 수 없습니다.',
    remedy: '요구하는 것(검토, 서명)을 갖추거나, 토큰의 주체를 그 규칙의 우회 목록에 넣으세요.',
  },
  'merge-method-disabled': {
    means: '저장소가 설정된 병합 방식을 허용하지 않습니다.',
    remedy: '저장소 설정에서 허용하거나 `merge-method`를 바꾸세요.',
  },
  'pull-request-closed': {
    means: '릴리스 풀 리퀘스트가 병합되지 않은 채 닫혔습니다.',
    remedy:
      '다시 열고(브랜치가 지워졌다면 먼저 복원하세요) 같은 명령을 다시 실행하거나, --supersede NUMBER로 새로 시작하세요.',
  },
  'release-branch-foreign': {
    means: '릴리스 브랜치에 이 릴리스가 만들지 않은 커밋이 있습니다.',
    remedy:
      '그 커밋을 살리려면 풀 리퀘스트를 직접 병합하고 같은 명령을 --accept-tree와 함께 실행하세요. 버리려면 그 커밋을 없애고 다시 실행하세요.',
  },
  'base-moved': {
    means: '후보를 측정한 뒤에 기본 브랜치가 움직였습니다.',
    remedy:
      '새 커밋을 측정하고 그 판정을 같은 명령에 주세요(측정하지 않는 릴리스라면 같은 명령만 다시 실행하세요). 풀 리퀘스트는 최신 상태로 맞춰집니다.',
  },
  'plan-altered': {
    means: '단계나 명령이 넘겨받은 계획이 앞에서 만든 계획과 다릅니다.',
    remedy: '작업이나 명령을 계획부터 다시 실행하세요. 이미 한 일은 사라지지 않습니다.',
  },
  // --- 게이트와 테스트 ---
  'tests-failed': {
    means: '테스트 명령이 성공하지 못했습니다.',
    remedy:
      '실패한 것을 기본 브랜치에서 고치고, 새 커밋을 체크아웃해 같은 명령을 다시 실행하세요. 테스트를 빼려면 --skip test라고 분명히 적으세요.',
  },
  'tests-other-tree': {
    means: '테스트를 돌릴 체크아웃의 내용이 릴리스할 내용과 다릅니다.',
    remedy: '기준이 되는 커밋을 커밋 id로 체크아웃하고 다시 실행하세요.',
  },
  'result-folder-unreadable': {
    means: '벤치마크 결과 폴더를 읽을 수 없거나, 그 안에 metrics.csv가 없습니다.',
    remedy: '경로와 권한을 확인하세요. 결과 폴더는 하네스에 OUT_DIR로 알려 준 곳입니다.',
  },
  'bench-harness-missing': {
    means: '벤치마크의 비교 스크립트나 그 옆의 스택별 실행 스크립트가 트리에 없습니다.',
    remedy:
      '`bench.harness`와 `bench.stacks`를 고치세요. 스택마다 run_stream_scenarios.sh가 있는 폴더가 있어야 합니다.',
  },
  'bench-harness-failed': {
    means: '벤치마크를 끝까지 실행하지 못했습니다.',
    remedy:
      '끝나지 않은 라운드의 폴더에 있는 harness-output.log를 보세요. 다시 실행하면 끝난 라운드에 이어서 진행합니다.',
  },
  'bench-interrupted': {
    means: '벤치마크가 중단되었습니다.',
    remedy: '같은 명령을 다시 실행하세요. 끝난 라운드에 이어서 진행합니다.',
  },
  'bench-folder-other': {
    means: '폴더에 설정이나 트리가 다른 벤치마크가 들어 있습니다.',
    remedy: '다른 폴더를 지정하세요. 서로 다른 실험의 라운드는 섞지 않습니다.',
  },
  'bench-host-changed': {
    means: '앞의 라운드를 측정한 기계가 아니므로 측정이 무효입니다.',
    remedy: '모든 라운드를 한 기계에서 측정하세요. 빈 폴더에서 다시 시작하세요.',
  },
  'gate-incomparable': {
    means: '기준과 후보를 서로 다른 프로필로 측정했습니다.',
    remedy: '기준의 프로필로 후보를 다시 측정하거나 기준을 새로 기록한 다음, 새 판정을 같은 명령에 주세요.',
  },
  'gate-foreign-benchmark': {
    means: '후보의 벤치마크로 기준도 측정하려 했지만, 기준에서는 돌지 않습니다.',
    remedy:
      '양쪽을 각자의 벤치마크로 측정하거나(`bench.sources: each`), 양쪽에 다 있는 것부터 측정하세요. 새 벤치마크는 그것이 들어간 릴리스부터 셉니다.',
  },
  'gate-without-baseline': {
    means: '측정한 것 가운데 비교할 기준이 있는 것이 없고, `gate.without-baseline`이 `block`입니다.',
    remedy: '벤치마크가 있는 커밋과 비교해 측정하거나, 첫 번째는 통과시키세요: `gate.without-baseline: pass`.',
  },
  'output-unwritable': {
    means: '결과를 정해진 곳에 쓸 수 없습니다.',
    remedy: '경로와 권한, 남은 공간을 확인하세요.',
  },
  'gate-not-measured': {
    means: '측정 없이 릴리스를 요청했습니다.',
    remedy:
      '명령줄에서는 `zlink-release gate`가 만든 판정을 `--verdict FILE`로 주거나 `--skip bench,gate`라고 적으세요. 액션에서는 `verdict`, 또는 `baseline`과 `candidate`를 주거나 `skip: bench,gate`라고 적으세요.',
  },
  'gate-not-passed': {
    means: '성능 게이트가 성능 저하나 정확성 실패를 찾았습니다.',
    remedy:
      '판정을 읽으세요. 대상마다 효과의 구간이 나옵니다. 기본 브랜치에서 고치고 새 커밋을 측정한 다음, 그 판정을 같은 명령에 주세요.',
  },
  'gate-inconclusive': {
    means: '측정으로는 성능 저하와 잡음을 구별할 수 없거나, 측정이 무효입니다.',
    remedy:
      '무언가를 바꾸고 다시 측정하세요: 더 조용한 기계, 더 많은 라운드(`gate.maximum-rounds`), 더 넓은 `gate.margin`. 그리고 새 판정을 같은 명령에 주세요. 그대로 통과시키려면 `gate.on-inconclusive: warn`으로 두세요.',
  },
  'gate-other-tree': {
    means: '측정한 것과 릴리스할 것이 다릅니다.',
    remedy: '기준이 되는 커밋을 측정하고 그 판정을 같은 명령에 주세요.',
  },
  'verdict-invalid': {
    means: '판정 파일이 이 프로그램의 판정이 아니거나, 앞뒤가 맞지 않거나, 설정이 요구하는 판정이 아닙니다.',
    remedy:
      '라운드나 결과를 다시 판정하세요. 몇 초면 됩니다: `zlink-release gate --config .github/zlink-release.yml --candidate DIR --out DIR`. 기록된 결과라면 --baseline DIR도 주세요.',
  },
  'history-invalid': {
    means: '수치 이력에 이력이 아닌 줄이 있거나, 이력을 읽을 수 없습니다.',
    remedy: '표시된 줄을 빼거나 새 이력을 시작하세요. 깨진 이력은 덮어쓰지 않습니다.',
  },
  'fork-code-with-rights': {
    means: '이 이벤트는 저장소의 권한으로 실행되며, 그 권한으로 포크의 코드를 돌리게 됩니다.',
    remedy: '포크에 권한을 주지 않는 `pull_request`에서 측정하고, 보고는 `workflow_run`에서 `gate/report`로 하세요.',
  },
  'artifact-refused': {
    means: '측정 실행이 남긴 것이 측정 결과의 모양이 아니거나, 이 커밋에 대한 것이 아닙니다.',
    remedy: '풀 리퀘스트의 헤드를 체크아웃해 측정하고, 게이트의 출력 `artifact`가 가리키는 것을 올리세요.',
  },
  // --- 병합 ---
  'merge-conflict': {
    means: '릴리스 풀 리퀘스트가 기본 브랜치와 충돌합니다.',
    remedy:
      '같은 명령을 다시 실행하세요. GitHub가 옛 기본 브랜치를 봤을 수 있습니다. 그대로라면 풀 리퀘스트를 닫고 브랜치를 지운 다음 --supersede NUMBER로 새로 시작하세요.',
  },
  'merge-refused': {
    means:
      '릴리스 풀 리퀘스트를 병합할 수 없습니다. GitHub가 거부했거나 병합 대기열에서 뺐거나, 누군가 초안으로 바꾸었거나 대상 브랜치를 바꾸었습니다.',
    remedy: '인용된 응답을 읽고 원인을 없앤 다음 같은 명령을 다시 실행하세요.',
  },
  'check-failed': {
    means: '릴리스 풀 리퀘스트의 필수 검사가 실패했습니다.',
    remedy: '고치거나 검사를 다시 돌린 다음 같은 명령을 다시 실행하세요.',
  },
  'check-never-reported': {
    means: '릴리스 풀 리퀘스트의 필수 검사가 한 번도 보고되지 않았습니다.',
    remedy:
      '경로나 브랜치 필터 때문에 워크플로가 시작되지 않을 수 있습니다. 어느 워크플로가 보고해야 하는지 확인하세요.',
  },
  'check-timeout': {
    means: '필수 검사나 병합 대기열이 제시간에 끝나지 않았습니다.',
    remedy: '같은 명령을 다시 실행하세요. 이어서 기다립니다.',
  },
  'merge-tree-mismatch': {
    means: '병합 커밋의 내용이 측정한 트리에 버전 올림을 더한 것과 달라서 태그하지 않습니다.',
    remedy: '병합 커밋을 측정해 그 판정으로 다시 실행하거나, --accept-tree SHA로 바로 이 트리를 받아들이세요.',
  },
  'merge-reverted': {
    means: '릴리스가 병합되었지만 태그되지 않았고, 기본 브랜치는 다시 이전 버전입니다.',
    remedy:
      '기본 브랜치의 지금 내용을 릴리스하려면 같은 명령을 --supersede와 풀 리퀘스트 번호와 함께 실행하세요. 그래도 병합 커밋을 릴리스하려면 직접 태그하고 같은 명령을 다시 실행하세요.',
  },
  // --- 태그 ---
  'tag-name-burned': {
    means:
      'GitHub가 누구도 이 릴리스 태그를 만들지 못하게 합니다. 지워진 변경 불가 릴리스의 이름은 영구히 쓸 수 없습니다.',
    remedy: '다른 버전을 릴리스하세요.',
  },
  'alias-diverged': {
    means: '별칭 태그가 그 별칭에 속하는 릴리스가 없는 곳, 이 릴리스의 이력 밖을 가리킵니다.',
    remedy:
      '누가 별칭을 옮겼는지 알아보고, 그 별칭에 속하는 가장 새로운 릴리스로 옮기거나 `alias-tag`에서 뺀 다음 같은 명령을 다시 실행하세요.',
  },
  // --- 지켜보기 ---
  'run-never-started': {
    means: '기다리던 워크플로 실행이 제시간에 시작되지 않았습니다.',
    remedy:
      '진단을 보세요. 돌아야 하는 것이라면 그 태그에서 직접 시작하고(`gh workflow run NAME --ref TAG`) 같은 명령을 다시 실행하세요. 그 실행을 인정하고, 보고서에 그렇게 적습니다.',
  },
  'run-failed': {
    means: '기다리던 워크플로 실행이 성공하지 못했습니다.',
    remedy: 'GitHub에서 실패한 작업을 다시 돌린 다음 같은 명령을 다시 실행하세요.',
  },
  'run-waits': {
    means: '기다리던 워크플로 실행이 사람을 기다립니다.',
    remedy: '표시된 URL에서 승인하거나 거절한 다음 같은 명령을 다시 실행하세요.',
  },
  'run-timeout': {
    means: '기다리던 워크플로 실행이 제시간에 끝나지 않았습니다.',
    remedy: '같은 명령을 다시 실행하세요. 이어서 지켜봅니다.',
  },
  'forbidden-run-started': {
    means: '이 컴포넌트의 릴리스가 시작하면 안 되는 워크플로가 그 태그로 시작되었습니다.',
    remedy:
      '그 실행을 취소하고 무엇이 배포되었는지 살펴본 다음, 다음 릴리스를 위해 그 워크플로의 필터를 고치세요. 이 릴리스를 그래도 계속하려면 `workflows.forbidden`에서 그 워크플로를 빼고(`forbidden: []`는 아무것도 금지하지 않습니다) 같은 명령을 다시 실행하세요.',
  },
  // --- 확인 ---
  'release-missing': {
    means: '이 태그로 게시된 릴리스가 없습니다.',
    remedy:
      '왜 게시되지 않았는지, 누가 지웠는지 알아보세요. 배포하는 실행을 모든 작업과 함께 다시 시작하거나(`gh run rerun ID`) 파일과 함께 릴리스를 직접 게시한 다음 같은 명령을 다시 실행하세요.',
  },
  'asset-missing': {
    means: '있어야 할 에셋이 게시된 릴리스에 없습니다.',
    remedy: '그 에셋을 올리는 작업을 다시 돌린 다음 같은 명령을 다시 실행하세요.',
  },
  'asset-not-downloaded': {
    means: '에셋으로 받은 것이 릴리스 목록과 다릅니다. 바이트 수나 다이제스트가 다릅니다.',
    remedy:
      '사이에 무엇이 있는지(프록시, 로그인 페이지, 에셋을 저장하는 호스트) 살펴본 다음 같은 명령을 다시 실행하세요.',
  },
  'archive-not-of-tag': {
    means: '태그의 소스 아카이브로 받은 것이 그 커밋의 아카이브가 아니어서, 레시피에 sha256을 적지 않습니다.',
    remedy:
      '사이에 무엇이 있는지(프록시, 로그인 페이지) 살펴본 다음 같은 명령을 다시 실행하거나, 레시피에 해시를 직접 적으세요.',
  },
  'asset-broken': {
    means: '게시된 에셋이 비었거나, 다 올라가지 않았거나, 내용이 다이제스트나 체크섬과 다릅니다.',
    remedy: '그 에셋을 지우고, 올리는 작업을 다시 돌린 다음 같은 명령을 다시 실행하세요.',
  },
  'attestation-invalid': {
    means: '에셋 가운데 Sigstore 번들이나 증명이, 이 저장소가 그 에셋을 만들었다는 것을 증명하지 못합니다.',
    remedy:
      '어느 워크플로가 만들었는지 보세요. 그 에셋을 지우고 다시 만들게 한 다음(릴리스를 바꿀 수 없다면 다음 버전을 릴리스하세요) 같은 명령을 다시 실행하세요. 신뢰 루트는 태그에 있는 그대로 씁니다. 그것이 오래되었다면 설정에서 `verify.trusted-root`를 빼세요. 그러면 그것으로는 아무것도 검사하지 않습니다.',
  },
  // --- 리허설 ---
  'rehearsal-folder-in-use': {
    means: '리허설을 남길 폴더가 비어 있지 않거나, 이어서 할 리허설이 그 안에 없습니다.',
    remedy: '빈 폴더를 지정하거나, 있는 리허설을 이어 가려면 --resume을 주세요.',
  },
  'source-unreadable': {
    means: '필요한 클론이나 체크아웃(리허설, 테스트 또는 측정용)이 없거나 git이 읽지 못합니다.',
    remedy: '이 단계 앞에서 커밋을 체크아웃하거나(actions/checkout), git이 읽을 수 있는 클론의 폴더를 지정하세요.',
  },
  'source-shallow': {
    means: '리허설할 클론이 얕은 클론이어서 태그와 병합 뒤의 이력이 없습니다.',
    remedy: '`git fetch --unshallow --tags`로 채우거나 전체를 클론하세요.',
  },
  'source-dirty': {
    means: '리허설할 클론이나 테스트·측정할 체크아웃이 커밋과 달라서, 무엇을 릴리스하게 될지 분명하지 않습니다.',
    remedy:
      '변경을 커밋하거나 스태시하세요. 또는 커밋을 새로, 온전히 체크아웃하세요. 리허설할 커밋은 --at으로 지정합니다.',
  },
  'source-commit-unknown': {
    means: '리허설할 커밋이 클론에 없습니다.',
    remedy: '가져오거나(fetch) --at을 고치세요.',
  },
  'git-unusable': {
    means: '리허설에는 git 2.38 이상이 필요한데 찾지 못했습니다.',
    remedy: 'git 2.38 이상을 설치하세요.',
  },
};
