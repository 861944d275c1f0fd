import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { problem, Stop } from '../core/problem.ts';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** File of the certificate, for those who shall trust it. */
  readonly path: string;
}

/** Nobody trusts it but those who are told to, for as long as a test takes. */
const SUBJECT = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,DNS:*.localhost,IP:127.0.0.1'];

/**
 * Makes a certificate for this machine alone, in a folder of a world.
 *
 * @throws Stop where there is no openssl that makes one
 */
export async function makeCertificate(directory: string): Promise<Certificate> {
  mkdirSync(directory, { recursive: true });
  const [key, path] = [join(directory, 'certificate-key.pem'), join(directory, 'certificate.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '7'];
  try {
    await promisify(execFile)('openssl', ['req', '-x509', ...curve, ...SUBJECT, '-keyout', key, '-out', path]);
  } catch (error) {
    const { code, stderr = '' } = error as { readonly code?: unknown; readonly stderr?: string };
    const why = code === 'ENOENT' ? 'there is no such program' : (stderr.trim().split('\n').at(-1) ?? String(error));
    throw new Stop([
      problem('input-invalid', `openssl cannot make a certificate for --https: ${why}.`, { where: '--https' }),
    ]);
  }
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(path, 'utf8'), path };
}
