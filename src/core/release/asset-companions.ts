import { algorithmNamed, type DigestAlgorithm } from './digest-algorithm.ts';

/** An asset that is, by its name, a list of checksums of others. */
export interface ChecksumsName {
  /**
   * `perhaps`: the name speaks of checksums, but another file could have it, or a form that is no list of lines. `around`:
   * it is a signature, and a list only if the signature is around one.
   */
  readonly certainty: 'sure' | 'perhaps' | 'around';
  /** The asset beside which it lies, where its name is that asset's and an ending: a digest without a name is its. */
  readonly beside: string | null;
  /** The algorithm that the name speaks of; `other` for one that is not computed. */
  readonly algorithm: DigestAlgorithm | 'other' | null;
}

const ALGORITHM =
  '(?:sha-?3-\\d{3}|sha-?512[-t](?:224|256)|sha-?(?:1|2|224|256|384|512)|md5|blake2[bs]?|blake3|b[23]|rmd160|ripemd-?160|sm3)';
const SUM = '(?:(?:check)?sums?|digests?|hash(?:es)?)';
/** What the names of such lists end with: SHA256SUMS, SHASUMS256, checksums, sha256, sha512-checksums, checksums_sha256. */
const ENDING = new RegExp(
  `(?:^|[._-])(${ALGORITHM}(?:[._-]?${SUM})?|sha${SUM}\\d{0,3}|check-?sums?(?:[._-]?${ALGORITHM})?|digests(?:[._-]?${ALGORITHM})?|hashes(?:[._-]?${ALGORITHM})?|sha|${SUM})$`,
  'i',
);
const TEXT = /\.(?:txt|text|md|lst|list)$/i;
const OTHER_FORM = /\.(?:json|ya?ml|xml|csv|tsv|toml|ini|properties)$/i;
const ANYWHERE = new RegExp(`(?:^|[._-])(?:check-?sums?|sha(?:${SUM})\\d{0,3}|${ALGORITHM}${SUM})(?:[._-]|$)`, 'i');
/** `b2` and `b3` may be anything but before `sums` or as an ending. */
const IN_NAME = new RegExp(`(?<![a-z])(?!b[23](?!sums?|$))(${ALGORITHM})(?![a-z0-9]*\\d)`, 'i');
/** Endings that mean a list only beside the file that they are about: `go.sum` and `git.sha` are none. */
const ONLY_BESIDE = /^(?:sums?|sha|hash|digest|b[23])$/i;
/** A signature around a text (OpenPGP), which may be a list. */
const AROUND = /\.(?:asc|gpg|pgp|sig|sign)$/i;

/**
 * Whether an asset is a list of checksums, by the names that such files usually have; null when it is not. A signature of a
 * list may be one around it (`SHASUMS256.txt.asc`): then its content tells.
 *
 * @param names of all assets of the release
 */
export function checksumsName(name: string, names: ReadonlySet<string>): ChecksumsName | null {
  if (AROUND.test(name)) {
    const inner = checksumsName(name.replace(AROUND, ''), names);
    return inner === null ? null : { ...inner, certainty: 'around' };
  }
  const isOtherForm = OTHER_FORM.test(name);
  const stem = name.replace(TEXT, '').replace(OTHER_FORM, '');
  const ending = ENDING.exec(stem);
  const algorithm = algorithmIn(name);
  if (ending !== null) {
    const before = stem.slice(0, ending.index);
    const beside = names.has(before) ? before : null;
    if (beside === null && ONLY_BESIDE.test(ending[1] ?? '')) return null;
    return { certainty: isOtherForm ? 'perhaps' : 'sure', beside, algorithm };
  }
  if ((TEXT.test(name) || isOtherForm) && ANYWHERE.test(stem)) return { certainty: 'perhaps', beside: null, algorithm };
  return null;
}

function algorithmIn(name: string): DigestAlgorithm | 'other' | null {
  const digits = /(?<![a-z])shasums?(\d{3})/i.exec(name)?.[1];
  const found = digits === undefined ? IN_NAME.exec(name)?.[1] : `sha${digits}`;
  return found === undefined ? null : algorithmNamed(found);
}

/** What lies beside an asset to say who made it. */
export interface SignatureName {
  readonly kind: 'signature' | 'certificate' | 'Sigstore bundle' | 'attestation' | 'timestamp';
  /** The asset that it is about by its name; null where it is about none, or about several. */
  readonly of: string | null;
}

const SIGNATURES: readonly (readonly [RegExp, SignatureName['kind']])[] = [
  [/\.(?:sigstore(?:\.json|\.bundle)?|(?:cosign\.)?bundle(?:\.json)?)$/i, 'Sigstore bundle'],
  [/\.(?:intoto|in-toto|att|attestations?|provenance|slsa|dsse)(?:\.(?:jsonl?|sigstore(?:\.json)?))?$/i, 'attestation'],
  [/(?:^|[._-])(?:attestations?|provenance)\.(?:jsonl?|sigstore(?:\.json)?)$/i, 'attestation'],
  [/\.(?:asc|sig|sign|gpg|pgp|minisig|signify|p7s|p7m|sshsig|signature)$/i, 'signature'],
  [/\.(?:pem|crt|cert|cer)$/i, 'certificate'],
  [/\.(?:ots|tsr)$/i, 'timestamp'],
];

/**
 * Whether an asset is a signature or an attestation, by the names that such files usually have; null when it is not. An
 * attestation may be about any number of assets; a certificate counts only beside the asset that was signed with it.
 */
export function signatureName(name: string, names: ReadonlySet<string>): SignatureName | null {
  // `.intoto.sigstore.json` is a bundle whose content is an attestation.
  for (const [ending, kind] of SIGNATURES) {
    const match = ending.exec(name);
    if (match === null) continue;
    const before = name.slice(0, match.index);
    const of = names.has(before) ? before : null;
    if (of === null && kind !== 'attestation' && kind !== 'Sigstore bundle' && kind !== 'signature') continue;
    return { kind, of };
  }
  return null;
}
