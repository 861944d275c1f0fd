/** Nouns that are counted, by their English form, one and several. Units of measurement stay as they are. */
const NOUNS: Readonly<Record<string, string>> = {
  round: '라운드 {{0}}개',
  minute: '{{0}}분',
  request: '요청 {{0}}건',
  asset: '에셋 {{0}}개',
  byte: '{{0}}바이트',
  core: '코어 {{0}}개',
  'logical core': '논리 코어 {{0}}개',
  'more time': '{{0}}번 더',
  warning: '경고 {{0}}건',
  line: '{{0}}줄',
  'other asset': '다른 에셋 {{0}}개',
  'more line': '{{0}}줄 더',
  time: '{{0}}번',
  'other file': '다른 파일 {{0}}개',
  'more file': '파일 {{0}}개 더',
  'more round': '{{0}}라운드 더',
  effect: '효과 {{0}}개',
  'other effect': '다른 효과 {{0}}개',
  'more row': '{{0}}행 더',
  job: '작업 {{0}}개',
  release: '릴리스 {{0}}개',
  case: '케이스 {{0}}개',
  file: '파일 {{0}}개',
  tag: '태그 {{0}}개',
  commit: '커밋 {{0}}개',
};

/** Those that are more than a noun. */
const PHRASES: Readonly<Record<string, string>> = {
  'more file differs': '다른 파일이 {{0}}개 더 있습니다',
  'more files differ': '다른 파일이 {{0}}개 더 있습니다',
  'round is': '라운드 {{0}}개가',
  'rounds are': '라운드 {{0}}개가',
  'round was': '라운드 {{0}}개가',
  'rounds were': '라운드 {{0}}개가',
  'changed file counts': '변경된 파일 {{0}}개를 셉니다',
  'changed files count': '변경된 파일 {{0}}개를 셉니다',
  'more reason is': '까닭이 {{0}}개 더 있고',
  'more reasons are': '까닭이 {{0}}개 더 있고',
  'more defect is': '결함이 {{0}}개 더 있고',
  'more defects are': '결함이 {{0}}개 더 있고',
  'kind of machine': '기계 {{0}}종',
  'kinds of machines': '기계 {{0}}종',
  'more line says it and is left as it is': '{{0}}줄이 더 그렇게 적혀 있고 그대로 둡니다',
  'more lines say it and are left as they are': '{{0}}줄이 더 그렇게 적혀 있고 그대로 둡니다',
};

export const KOREAN_COUNTS: Readonly<Record<string, string>> = {
  ...NOUNS,
  ...Object.fromEntries(Object.entries(NOUNS).map(([noun, korean]) => [`${noun}s`, korean])),
  ...PHRASES,
};
