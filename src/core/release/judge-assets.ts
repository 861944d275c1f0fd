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
  /** `sha256:<hex>`; null on servers older than June 2025. */
  readonly digest: string | null;
  readonly url: string;
}

export interface AssetFinding {
  readonly name: string;
  readonly size: number;
  readonly digest: string | null;
}

/** Compares a published release with what was expected of it; waiting may still repair a missing or unfinished asset. */
export function examineAssets(
  expected: readonly AssetPattern[],
  assets: readonly AssetFacts[],
  where: string,
): { readonly problems: readonly Problem[]; readonly found: readonly AssetFinding[] } {
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
  return { problems: problems.found, found: assets.map(({ name, size, digest }) => ({ name, size, digest })) };
}

/** Assets that carry checksums of others, by the names such files usually have. */
export const isChecksumsFile = (name: string): boolean => /(^|[._-])(checksums?|sha256(sums?)?)(\.txt)?$/i.test(name);

/** One line of `sha256sum` output. */
export interface ChecksumLine {
  readonly sha256: string;
  readonly name: string;
}

/** Reads `sha256sum` output (text or binary mode) and a bare digest; lines of another form are passed over. */
export function readChecksums(text: string): ChecksumLine[] {
  return text
    .split('\n')
    .map((line) => /^([0-9a-f]{64})(?:[ \t]+\*?(.+?))?\s*$/i.exec(line))
    .flatMap((match) =>
      match?.[1] === undefined ? [] : [{ sha256: match[1].toLowerCase(), name: match[2]?.trim() ?? '' }],
    );
}

/**
 * Compares a checksums file with the digests of the assets it names. Lines about files that are not assets (libraries
 * inside an archive) are not contradicted by anything and pass.
 */
export function compareChecksums(
  checksums: { readonly asset: string; readonly lines: readonly ChecksumLine[] },
  digests: ReadonlyMap<string, string>,
  where: string,
): readonly Problem[] {
  const problems = new Problems();
  for (const { sha256, name } of checksums.lines) {
    const baseName = name.slice(name.lastIndexOf('/') + 1) || checksums.asset.replace(/\.sha256$/i, '');
    const digest = digests.get(baseName);
    if (digest !== undefined && digest !== `sha256:${sha256}`) {
      problems.add(
        problem('asset-broken', `${baseName} has ${digest}, but ${checksums.asset} says sha256:${sha256}.`, { where }),
      );
    }
  }
  return problems.found;
}
