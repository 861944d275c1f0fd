import { execFileSync } from 'node:child_process';
import { sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from './scratch.ts';

/** A Sigstore of the test's own, made with openssl: who issues certificates, and who says what time it is. */
export class OwnSigstore {
  readonly #folder = scratchFolder('sigstore');

  constructor() {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout'];
    const days = ['-days', '3650'];
    const ca = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'];
    this.#openssl('req', '-x509', ...key, 'ca.key', ...days, '-out', 'ca.pem', '-subj', '/O=test/CN=root', ...ca);
    this.#issue('tsa', ['keyUsage=critical,digitalSignature', 'extendedKeyUsage=critical,timeStamping']);
    this.#write('serial', '01\n');
    this.#write(
      'tsa.cnf',
      '[t]\nserial=serial\ndefault_policy=1.2.3.4\ndigests=sha256\nsigner_digest=sha256\ness_cert_id_alg=sha256\naccuracy=secs:1\n',
    );
  }

  /** As `gh attestation trusted-root` prints it. */
  get trustedRoot(): string {
    const chain = (...names: string[]) => ({
      subject: { organization: 'test', commonName: 'test' },
      uri: 'https://sigstore.test',
      certChain: { certificates: names.map((name) => ({ rawBytes: this.#der(name) })) },
      validFor: { start: '2020-01-01T00:00:00Z' },
    });
    return JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      tlogs: [],
      ctlogs: [],
      certificateAuthorities: [chain('ca')],
      timestampAuthorities: [chain('tsa', 'ca')],
    });
  }

  /** A statement about files of these digests, signed by `signer`. */
  attest(signer: string, digests: readonly string[]): string {
    const payloadType = 'application/vnd.in-toto+json';
    const payload = Buffer.from(
      JSON.stringify({
        _type: 'https://in-toto.io/Statement/v1',
        subject: digests.map((sha256) => ({ name: 'x', digest: { sha256 } })),
        predicateType: 'https://slsa.dev/provenance/v1',
        predicate: {},
      }),
    );
    const signed = Buffer.concat([
      Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.byteLength} `),
      payload,
    ]);
    const { verificationMaterial, signature } = this.#sign(signer, signed);
    return JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial,
      dsseEnvelope: { payload: payload.toString('base64'), payloadType, signatures: [{ sig: signature, keyid: '' }] },
    });
  }

  /** A signature of the bytes themselves, as `cosign sign-blob` makes it. */
  signBytes(signer: string, bytes: Buffer, sha256: string): string {
    const { verificationMaterial, signature } = this.#sign(signer, bytes);
    const messageDigest = { algorithm: 'SHA2_256', digest: Buffer.from(sha256, 'hex').toString('base64') };
    return JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial,
      messageSignature: { messageDigest, signature },
    });
  }

  #sign(signer: string, bytes: Buffer) {
    this.#issue('leaf', [
      'keyUsage=critical,digitalSignature',
      'extendedKeyUsage=codeSigning',
      `subjectAltName=critical,URI:${signer}`,
    ]);
    const signature = sign('sha256', bytes, readFileSync(join(this.#folder, 'leaf.key')));
    writeFileSync(join(this.#folder, 'signature'), signature);
    this.#openssl('ts', '-query', '-data', 'signature', '-sha256', '-cert', '-out', 'query');
    const reply = ['-queryfile', 'query', '-signer', 'tsa.pem', '-inkey', 'tsa.key', '-out', 'reply'];
    this.#openssl('ts', '-reply', '-config', 'tsa.cnf', '-section', 't', ...reply);
    const signedTimestamp = readFileSync(join(this.#folder, 'reply')).toString('base64');
    return {
      signature: signature.toString('base64'),
      verificationMaterial: {
        certificate: { rawBytes: this.#der('leaf') },
        timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp }] },
        tlogEntries: [],
      },
    };
  }

  #issue(name: string, extensions: readonly string[]): void {
    this.#write(
      'extensions',
      [...extensions, 'subjectKeyIdentifier=hash', 'authorityKeyIdentifier=keyid', ''].join('\n'),
    );
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', `${name}.key`];
    this.#openssl('req', ...key, '-out', 'request', '-subj', `/O=test/CN=${name}`);
    const ca = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '3650', '-extfile', 'extensions'];
    this.#openssl('x509', '-req', '-in', 'request', ...ca, '-out', `${name}.pem`);
  }

  #der(name: string): string {
    return execFileSync('openssl', ['x509', '-in', join(this.#folder, `${name}.pem`), '-outform', 'DER']).toString(
      'base64',
    );
  }

  #write(name: string, text: string): void {
    writeFileSync(join(this.#folder, name), text);
  }

  #openssl(...args: string[]): void {
    execFileSync('openssl', args, { cwd: this.#folder, stdio: 'ignore' });
  }
}
