import { counted } from '../../core/counted.ts';
import { Problems, problem } from '../../core/problem.ts';
import { checksumsName, signatureName } from '../../core/release/asset-companions.ts';
import { type ChecksumList, checksumsText, readChecksums } from '../../core/release/checksum-list.ts';
import {
  type ChecksumsFinding,
  type Claims,
  claimsOf,
  judgeChecksums,
  type ReadChecksums,
} from '../../core/release/compare-checksums.ts';
import { type DigestAlgorithm, usableDigest } from '../../core/release/digest-algorithm.ts';
import type { AssetFacts } from '../../core/release/judge-assets.ts';
import type { AssetRecord, ChecksumsRecord, SignatureRecord } from '../../core/release/record.ts';
import { isNameOf } from '../../github/read-repository.ts';
import { AssetBytes, isComputable } from './asset-bytes.ts';
import type { BundleOutcome } from './check-bundle.ts';
import type { StageContext } from './stage-context.ts';

/** A list of checksums is text of a few lines; a longer one is told and not read. Bytes. */
const LARGEST_LIST = 4 * 1024 * 1024;

/** A bundle holds a certificate, times and digests. Bytes. */
const LARGEST_BUNDLE = 16 * 1024 * 1024;
/** The bytes of an asset are looked at in one piece where its signature is one of bytes. Bytes. */
const LARGEST_SIGNED = 1024 ** 3;

/** What is known of the content of a release's assets. */
export interface ProvenAssets {
  readonly assets: readonly AssetRecord[];
  readonly checksums: readonly ChecksumsRecord[];
  readonly signatures: readonly SignatureRecord[];
}

/**
 * Proves each asset: by the digest that GitHub made of it, else by its bytes, which have to be as many as the release lists;
 * and holds every list of checksums among them against what it names.
 *
 * @param where the release, for people
 * @param trustedRoot reads the root of trust that Sigstore bundles are checked with; null: they are named and not checked
 * @throws Stop when a list contradicts an asset, or an asset could not be had; AssetGone when the release changed meanwhile
 */
export async function proveAssets(
  context: StageContext,
  assets: readonly AssetFacts[],
  where: string,
  trustedRoot: (() => Promise<string>) | null,
): Promise<ProvenAssets> {
  const proving = new Proving(context, assets, where, trustedRoot);
  await proving.readLists();
  await proving.digestAll();
  return proving.judge();
}

type Digests = ReadonlyMap<DigestAlgorithm, string>;

class Proving {
  readonly #context: StageContext;
  readonly #assets: readonly AssetFacts[];
  readonly #where: string;
  readonly #bytes: AssetBytes;
  readonly #names: ReadonlySet<string>;
  readonly #digests = new Map<string, Digests>();
  /** Assets whose sha256 this program made: the server gave none. */
  readonly #hashedHere = new Set<string>();
  readonly #lists: Claims[] = [];
  readonly #tooLarge: string[] = [];
  /** Signatures that hold what they sign. */
  readonly #around = new Set<string>();

  readonly #trustedRoot: (() => Promise<string>) | null;

  constructor(
    context: StageContext,
    assets: readonly AssetFacts[],
    where: string,
    trustedRoot: (() => Promise<string>) | null,
  ) {
    this.#trustedRoot = trustedRoot;
    this.#context = context;
    this.#assets = assets;
    this.#where = where;
    this.#bytes = new AssetBytes(context);
    this.#names = new Set(assets.map(({ name }) => name));
    for (const { name, digest } of assets) {
      const listed = usableDigest(digest);
      if (listed === null) this.#hashedHere.add(name);
      else this.#digests.set(name, new Map([['sha256', listed.slice('sha256:'.length)]]));
    }
    if (this.#hashedHere.size > 0)
      context.progress.note(
        `GitHub gives no sha256 of ${counted(this.#hashedHere.size, 'asset')}: downloaded and hashed here`,
      );
  }

  /** Reads every list, so that it is known which digests are asked for. */
  async readLists(): Promise<void> {
    for (const asset of this.#assets) {
      const name = checksumsName(asset.name, this.#names);
      if (name === null) continue;
      if (asset.size > LARGEST_LIST) {
        if (name.certainty === 'sure') this.#tooLarge.push(asset.name);
        continue;
      }
      const seen = await this.#bytes.see(asset, new Set(), LARGEST_LIST);
      if (seen === null) continue;
      this.#digests.set(asset.name, seen.digests);
      const list = computable(
        readChecksums(checksumsText(seen.beginning), name.algorithm, { names: this.#names, beside: name.beside }),
      );
      if (list.isSigned) this.#around.add(asset.name);
      // A signature beside a list is none.
      if (name.certainty === 'around' && !list.isSigned && list.lines.length === 0) continue;
      this.#lists.push(claimsOf({ asset: asset.name, name, list } satisfies ReadChecksums, this.#names));
    }
  }

  /** Downloads what has no digest of the algorithms that are asked for, each asset once. */
  async digestAll(): Promise<void> {
    const wanted = new Map<string, Set<DigestAlgorithm>>();
    for (const { name } of this.#assets) wanted.set(name, new Set(['sha256']));
    for (const { claims, aside } of this.#lists)
      for (const { asset, said } of aside === null ? claims : [aside]) wanted.get(asset)?.add(said.algorithm);
    for (const asset of this.#assets) {
      const algorithms = wanted.get(asset.name) ?? new Set();
      const known = this.#digests.get(asset.name);
      if ([...algorithms].every((algorithm) => known?.has(algorithm) === true)) continue;
      const seen = await this.#bytes.see(asset, algorithms);
      if (seen !== null) this.#digests.set(asset.name, seen.digests);
    }
    this.#stopIfNotHad();
  }

  async judge(): Promise<ProvenAssets> {
    const { progress } = this.#context;
    const problems = new Problems();
    const findings = this.#lists.map((claims) => [claims.of.asset, this.#judged(claims)] as const);
    await this.#lookAgain(new Set(findings.flatMap(([, { contradicted }]) => contradicted)));
    for (const [, finding] of findings) problems.add(...finding.problems);
    problems.stop();
    for (const [list, { agrees, warnings }] of findings) {
      if (agrees > 0) progress.note(`${list} agrees about ${counted(agrees, 'asset')}`);
      for (const warning of warnings) progress.warn(warning);
    }
    for (const list of this.#tooLarge)
      progress.warn(`${list} is larger than ${LARGEST_LIST} bytes: it is not read, so it proves nothing`);
    const signatures = await this.#signatures();
    for (const { name, signer } of signatures) if (signer !== null) progress.note(`${name} is signed by ${signer}`);
    const unchecked = signatures.filter(({ isChecked }) => !isChecked).map(({ name, kind }) => `${name} (${kind})`);
    if (unchecked.length > 0) progress.note(`not checked: ${unchecked.join(', ')}`);
    return { assets: this.#records(), checksums: this.#checksums(findings), signatures };
  }

  #judged(claims: Claims): ChecksumsFinding {
    const digestOf = (asset: string, algorithm: DigestAlgorithm) => this.#digests.get(asset)?.get(algorithm) ?? '';
    return judgeChecksums(claims, digestOf, { others: this.#assets.length - 1, where: this.#where });
  }

  /** What only this program has hashed is looked at once more before a list is said to contradict it. */
  async #lookAgain(contradicted: ReadonlySet<string>): Promise<void> {
    for (const asset of this.#assets) {
      if (!contradicted.has(asset.name) || !this.#hashedHere.has(asset.name)) continue;
      const seen = await this.#bytes.see(asset, new Set());
      const before = this.#digests.get(asset.name)?.get('sha256');
      if (seen !== null && seen.digests.get('sha256') !== before) this.#bytes.disagree(asset);
    }
    this.#stopIfNotHad();
  }

  #stopIfNotHad(): void {
    const fault = this.#bytes.problem;
    const problems = new Problems();
    if (fault !== null) problems.add({ ...fault, where: this.#where });
    problems.stop();
  }

  #records(): AssetRecord[] {
    return this.#assets.map(({ name, size }) => {
      const sha256 = this.#digests.get(name)?.get('sha256');
      return {
        name,
        size,
        digest: sha256 === undefined ? null : `sha256:${sha256}`,
        digestBy: this.#hashedHere.has(name) ? 'download' : 'github',
      };
    });
  }

  #checksums(findings: readonly (readonly [string, ChecksumsFinding])[]): ChecksumsRecord[] {
    const unread = this.#tooLarge.map((name) => ({ name, agrees: 0, warnings: ['too large to be read'] }));
    return [...findings.map(([name, { agrees, warnings }]) => ({ name, agrees, warnings })), ...unread];
  }

  /** @throws Stop where a bundle that can be checked proves nothing */
  async #signatures(): Promise<SignatureRecord[]> {
    const records: SignatureRecord[] = [];
    const problems = new Problems();
    for (const asset of this.#assets) {
      const { name } = asset;
      const around = this.#around.has(name) ? ({ kind: 'signature', of: name } as const) : null;
      const signature = signatureName(name, this.#names) ?? around;
      if (signature === null) continue;
      const isBundle = signature.kind === 'Sigstore bundle' || signature.kind === 'attestation';
      const outcome = isBundle && this.#trustedRoot !== null ? await this.#checked(asset, signature.of) : null;
      if (outcome?.ok === false)
        problems.add(problem('attestation-invalid', `${name} proves nothing: ${outcome.why}.`, { where: this.#where }));
      records.push({
        name,
        ...signature,
        isChecked: outcome?.ok === true,
        signer: outcome?.ok === true ? outcome.signer : null,
      });
    }
    this.#stopIfNotHad();
    problems.stop();
    return records;
  }

  /** null: it could not be had. */
  async #checked(asset: AssetFacts, of: string | null): Promise<BundleOutcome | null> {
    if (asset.size > LARGEST_BUNDLE) return { ok: false, why: `it is larger than ${LARGEST_BUNDLE} bytes` };
    const seen = await this.#bytes.see(asset, new Set(), LARGEST_BUNDLE);
    if (seen === null || this.#trustedRoot === null) return null;
    // Its packages are loaded where there is something to check.
    const { checkBundles } = await import('./check-bundle.ts');
    const signed = this.#assets.find(({ name }) => name === of);
    const about = this.#assets.filter(({ name }) => of === null || name === of);
    return checkBundles(Buffer.from(seen.beginning).toString('utf8'), {
      trustedRoot: await this.#trustedRoot(),
      repositoryUrl: this.#where.split('/releases/', 1)[0] ?? '',
      isOwnName: (name) => isNameOf(this.#context.client, name),
      digests: new Map(about.map(({ name }) => [name, this.#digests.get(name)?.get('sha256') ?? ''])),
      artifact: async () =>
        signed === undefined || signed.size > LARGEST_SIGNED
          ? null
          : ((await this.#bytes.see(signed, new Set(), signed.size))?.beginning ?? null),
    });
  }
}

/** A list without the lines whose algorithm this machine does not compute. */
function computable(list: ChecksumList): ChecksumList {
  const lost = list.lines.filter(({ algorithm }) => !isComputable(algorithm));
  if (lost.length === 0) return list;
  return {
    ...list,
    lines: list.lines.filter((each) => !lost.includes(each)),
    unread: [
      ...list.unread,
      ...lost.map(({ line, algorithm, hex, name }) => ({ line, text: `${algorithm}:${hex} ${name}` })),
    ],
  };
}
