/** A term of the field and the one Korean word for it. Where the English has it, the Korean has its word. */
export const GLOSSARY: readonly (readonly [RegExp, RegExp])[] = [
  [/\bmerge commit\b/i, /병합 커밋/],
  [/\bmerge queue\b/i, /병합 대기열/],
  [/\bpull request\b/i, /풀 리퀘스트/],
  [/\brelease branch\b/i, /릴리스 브랜치/],
  [/\bbase branch\b/i, /기본 브랜치/],
  [/\bbypass list\b/i, /우회 목록/],
  [/\bruleset(?!s\/)/i, /규칙 집합/],
  [/\bchangelog\b(?!\.|:|`)/i, /변경 이력/],
  [/(?<!`gh )\bworkflow\b(?!s\.|_|-)/i, /워크플로|on\.workflow/],
  [/\bdraft\b(?!=)/i, /초안/],
  [/\bchecksum/i, /체크섬/],
  [/\basset\b/i, /에셋/],
  [/\brehearsal\b/i, /리허설/],
  [/\bbaseline\b(?![ ]?DIR|`|-)/i, /기준|baseline/],
  [/\bcandidate\b(?![ ]?DIR|`)/i, /후보|candidate/],
  [/\brequired checks?\b/i, /필수 검사/],
  [/\bruns? the same command again\b/i, /같은 명령을[^.]* 다시 실행/],
  [/\bprerelease|pre-release\b(?!s)/i, /사전 릴리스/],
  [/\bverdict\b(?!\.json|`|-)/i, /판정|verdict/],
];

/** Words that a translation could have had otherwise, and has not: one word a thing. */
export const NOT_USED =
  /(?<!나)머지|레포지토리|리포지토리|체인지로그|어셋|배포판|머지 큐|풀리퀘스트|워크플로우|브랜취|릴리즈(?!하)|십시오|GitHub이 /;
