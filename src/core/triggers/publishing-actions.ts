/** What a step does to the GitHub release of a tag. */
export interface PublishingAct {
  /** `create`: makes the release, or fills the one that is there. `upload`: adds to one. `publish`: makes a draft public. */
  readonly kind: 'create' | 'upload' | 'publish';
  /** Whether what it makes stays a draft. */
  readonly draft: boolean;
  /** Files that it attaches; null: their names are known to a run alone. */
  readonly files: readonly string[] | null;
  /** The release is public before these files are there. */
  readonly publishesFirst: boolean;
}

/** An input of the step, with its expressions filled in; empty when it was not given. */
type Input = (name: string) => string;

type PublishingAction = (input: Input, ref: string) => PublishingAct | null;

const act = (kind: PublishingAct['kind'], files: readonly string[] | null, more: Partial<PublishingAct> = {}) => ({
  kind,
  files,
  draft: false,
  publishesFirst: false,
  ...more,
});
const isOn = (text: string): boolean => text.trim().toLowerCase() === 'true';
const drafted = (input: Input, name = 'draft') => ({ draft: isOn(input(name)) });

/**
 * What each publishing action does, from its inputs and the ref it is used at; null when it does nothing with a release.
 *
 * Sources: the READMEs and action.yml of the actions named. What is published before its assets are there:
 * softprops/action-gh-release#641 and #763 (before 2.5.0, and pre-releases at any time), ncipollo/release-action (unless
 * `immutableCreate`), svenstaro/upload-release-action#159.
 */
export const PUBLISHING_ACTIONS: ReadonlyMap<string, PublishingAction> = new Map<string, PublishingAction>([
  [
    'softprops/action-gh-release',
    (input, ref) =>
      act('create', listed(input('files')), {
        ...drafted(input),
        publishesFirst: isOn(input('prerelease')) || isBefore(ref, [2, 5]),
      }),
  ],
  [
    'ncipollo/release-action',
    (input) =>
      act('create', listed(input('artifacts') || input('artifact')), {
        ...drafted(input),
        publishesFirst: !isOn(input('immutableCreate')),
      }),
  ],
  [
    'svenstaro/upload-release-action',
    (input) =>
      act('create', isOn(input('file_glob')) ? [input('file')] : [input('asset_name') || input('file')], {
        ...drafted(input),
        publishesFirst: true,
      }),
  ],
  ['actions/upload-release-asset', (input) => act('upload', [input('asset_name') || input('asset_path')])],
  ['actions/create-release', (input) => act('create', [], drafted(input))],
  ['comnoco/create-release-action', (input) => act('create', [], drafted(input))],
  ['elgohr/github-release-action', () => act('create', [])],
  ['taiki-e/create-gh-release-action', (input) => act('create', [], drafted(input))],
  ['taiki-e/upload-rust-binary-action', () => act('upload', null)],
  ['shogo82148/actions-upload-release-asset', (input) => act('upload', listed(input('asset_path')))],
  [
    'abutler/upload-release-assets',
    (input) =>
      act(
        'upload',
        input('files')
          .split(';')
          .map((file) => file.trim()),
      ),
  ],
  ['alexellis/upload-assets', () => act('upload', null)],
  ['wangyoucao577/go-release-action', () => act('upload', null)],
  ['jreleaser/release-action', () => act('create', null)],
  ['release-drafter/release-drafter', (input) => act('create', [], { draft: !isOn(input('publish')) })],
  [
    'marvinpinto/action-automatic-releases',
    (input) => act('create', listed(input('files')), { ...drafted(input), publishesFirst: true }),
  ],
  [
    'tauri-apps/tauri-action',
    (input) =>
      input('tagName') === '' && input('releaseId') === ''
        ? null
        : act(input('tagName') === '' ? 'upload' : 'create', null, {
            ...drafted(input, 'releaseDraft'),
            publishesFirst: true,
          }),
  ],
  ['goreleaser/goreleaser-action', (input) => goreleaser(input('args').split(/\s+/))],
  ['actions/github-script', (input) => apiScript(input('script'))],
]);

/** Whether a ref is the tag of a version before this one; a branch, a commit or a whole major version is taken for newer. */
function isBefore(ref: string, [major, minor]: readonly [number, number]): boolean {
  const [, first, second] = /^v?(\d+)(?:\.(\d+))?(?:\.\d+)?$/.exec(ref) ?? [];
  if (first === undefined) return false;
  return Number(first) < major || (Number(first) === major && second !== undefined && Number(second) < minor);
}

/** What GoReleaser does with these arguments: it fills a draft and publishes that. */
export function goreleaser(words: readonly string[]): PublishingAct | null {
  const isTrial = words.some((word) => /^--(snapshot|skip-publish|skip=\S*publish)/.test(word));
  if (!words.includes('release') || isTrial) return null;
  return act('create', null, { draft: words.includes('--draft') });
}

/** A script that calls the API of releases itself. */
function apiScript(script: string): PublishingAct | null {
  if (script.includes('.createRelease('))
    return act('create', script.includes('.uploadReleaseAsset(') ? null : [], {
      draft: /\bdraft:\s*true/.test(script) && !/\bdraft:\s*false/.test(script),
    });
  return script.includes('.uploadReleaseAsset(') ? act('upload', null) : null;
}

/** One a line or after a comma, but not a comma within braces. */
function listed(text: string): string[] {
  const files: string[] = [];
  let depth = 0;
  let file = '';
  for (const character of `${text}\n`) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (character === '\n' || character === '\r' || (character === ',' && depth <= 0)) {
      if (file.trim() !== '') files.push(file.trim());
      file = '';
      depth = 0;
    } else {
      file += character;
    }
  }
  return files;
}
