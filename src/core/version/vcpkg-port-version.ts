import { modify } from 'jsonc-parser';
import type { TextEdit } from '../file-text.ts';

/**
 * What takes the count of packagings out of a vcpkg manifest: it counts those of one version, and begins again with the
 * next, where it is left out like every 0.
 *
 * Source: vcpkg documentation, "vcpkg.json reference", port-version.
 */
export function firstPackaging(path: string, text: string): readonly TextEdit[] {
  if (!/(^|\/)vcpkg\.json$/.test(path) || !/"port-version"\s*:\s*[1-9]/.test(text)) return [];
  return modify(text, ['port-version'], undefined, {}).map(({ offset, length, content }) => ({
    start: offset,
    end: offset + length,
    replacement: content,
  }));
}
