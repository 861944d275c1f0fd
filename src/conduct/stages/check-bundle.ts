import { type Bundle, bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import * as z from 'zod';

/** What a bundle is held against. */
export interface BundleExpectation {
  /** A root of trust, or several, one a line, as `gh attestation trusted-root` prints them. */
  readonly trustedRoot: string;
  /** Where the repository is for people: the signer has to be one of its workflows. */
  readonly repositoryUrl: string;
  /** Whether `owner/name` is a name of the repository, or was one when it was signed. */
  readonly isOwnName: (name: string) => Promise<boolean>;
  /** sha256 of the assets that the bundle may be about, in hex, by name. */
  readonly digests: ReadonlyMap<string, string>;
  /** The bytes of the one asset whose signature it is, where it is one of bytes and not of a statement. */
  readonly artifact: () => Promise<Uint8Array | null>;
}

/** Who signed, and which of the assets it is about; or why it proves nothing. */
export type BundleOutcome =
  | { readonly ok: true; readonly signer: string; readonly about: readonly string[] }
  | { readonly ok: false; readonly why: string };

const statement = z.object({
  subject: z.array(z.object({ digest: z.object({ sha256: z.string().optional() }) })).min(1),
});

/**
 * Checks a Sigstore bundle, or several, one a line: the signature, the certificate up to a root of the file given, the time and,
 * where the root has such logs, the entries in them; that a workflow of this repository signed it; and that it is about the
 * assets. Asks no server.
 */
export async function checkBundles(text: string, expected: BundleExpectation): Promise<BundleOutcome> {
  try {
    const roots = jsonTexts(expected.trustedRoot).map((root) => TrustedRoot.fromJSON(root));
    const signers = new Set<string>();
    const about = new Set<string>();
    for (const json of jsonTexts(text)) {
      const bundle = bundleFromJSON(json);
      const artifact = bundle.content.$case === 'messageSignature' ? await expected.artifact() : null;
      signers.add(await signerOf(bundle, artifact, roots, expected));
      for (const name of assetsOf(bundle, expected)) about.add(name);
    }
    return about.size === 0
      ? { ok: false, why: 'it is about none of the assets' }
      : { ok: true, signer: [...signers].join(', '), about: [...about] };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}

/** @throws Error unless one of the roots vouches for it, and a workflow of the repository signed it */
async function signerOf(
  bundle: Bundle,
  artifact: Uint8Array | null,
  roots: readonly TrustedRoot[],
  expected: BundleExpectation,
): Promise<string> {
  let failure: unknown = new Error('the root of trust is empty');
  for (const root of roots) {
    try {
      const verifier = new Verifier(toTrustMaterial(root), {
        // GitHub's own instance keeps no public log and vouches for times alone.
        tlogThreshold: root.tlogs.length > 0 ? 1 : 0,
        ctlogThreshold: root.ctlogs.length > 0 ? 1 : 0,
        timestampThreshold: 1,
      });
      const signed = artifact === null ? toSignedEntity(bundle) : toSignedEntity(bundle, Buffer.from(artifact));
      const { identity } = verifier.verify(signed);
      const name = identity?.subjectAlternativeName ?? '';
      if (await isOwnWorkflow(name, expected)) return name;
      failure = new Error(`it was signed by ${name === '' ? 'nobody that it names' : name}`);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/** Whether a workflow of the repository signed. A name that only begins like the repository is another repository. */
async function isOwnWorkflow(signer: string, { repositoryUrl, isOwnName }: BundleExpectation): Promise<boolean> {
  const [, base, name] = /^(.*\/)([^/]+\/[^/]+)\/\.github\/workflows\//.exec(signer) ?? [];
  const host = repositoryUrl.replace(/[^/]+\/[^/]+$/, '');
  return name !== undefined && base?.toLowerCase() === host.toLowerCase() && isOwnName(name);
}

function assetsOf(bundle: Bundle, { digests }: BundleExpectation): string[] {
  const said = new Set(
    bundle.content.$case === 'messageSignature'
      ? [bundle.content.messageSignature.messageDigest?.digest.toString('hex')]
      : statement
          .parse(JSON.parse(bundle.content.dsseEnvelope.payload.toString('utf8')))
          .subject.map(({ digest }) => digest.sha256?.toLowerCase()),
  );
  return [...digests].filter(([, sha256]) => said.has(sha256)).map(([name]) => name);
}

/** The values of a text that is one JSON value, or has one in each line. */
function jsonTexts(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line));
  }
}
