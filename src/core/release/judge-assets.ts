import { type Problem, Problems, problem } from '../problem.ts';
import { type AssetPattern, matchesAsset } from '../triggers/release-assets.ts';

/** An asset as the release lists it. */
export interface AssetFacts {
  readonly id: number;
  readonly name: string;
  /** `uploaded`, or `open`/`starter` for an upload that did not finish. */
  readonly state: string;
  /** bytes */
  readonly size: number;
  /** `sha256:<hex>`, as the server says; null on servers older than June 2025. */
  readonly digest: string | null;
  readonly url: string;
}

/** Compares a published release with what was expected of it; waiting may still repair a missing or unfinished asset. */
export function examineAssets(
  expected: readonly AssetPattern[],
  assets: readonly AssetFacts[],
  where: string,
): readonly Problem[] {
  const problems = new Problems();
  for (const pattern of expected) {
    if (assets.some((asset) => matchesAsset(pattern, asset.name))) continue;
    const assumption = pattern.because === null ? '' : ` (assuming that ${pattern.because})`;
    problems.add(
      problem('asset-missing', `${pattern.name} was not published; ${pattern.from} says it would be${assumption}.`, {
        where,
      }),
    );
  }
  for (const asset of assets) {
    if (asset.state !== 'uploaded') {
      problems.add(problem('asset-broken', `The upload of ${asset.name} is not complete (${asset.state}).`, { where }));
    } else if (asset.size === 0) {
      problems.add(problem('asset-broken', `${asset.name} is empty.`, { where }));
    }
  }
  return problems.found;
}
