import process from 'node:process';
import { checkBypass } from '@actions/http-client/lib/proxy';

/** A proxy that the environment names. */
export interface EnvironmentProxy {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Host and port. */
  readonly host: string;
  /** `user:password`; null: it asks for none. */
  readonly credentials: string | null;
}

/** The variables that name a proxy, by the scheme of what is asked for: as curl, git and the tools of GitHub Actions do. */
const VARIABLES = {
  'https:': ['https_proxy', 'HTTPS_PROXY'],
  'http:': ['http_proxy', 'HTTP_PROXY'],
} as const;

/** A variable names something that is no HTTP proxy; what it holds may be a password, and is not told. */
export class UnusableProxy extends Error {
  readonly variable: string;

  constructor(variable: string) {
    super(`${variable} names no HTTP proxy`);
    this.name = 'UnusableProxy';
    this.variable = variable;
  }
}

/** What helps against it. */
export const unusableProxyRemedy = (variable: string): string =>
  `Give ${variable} the address of an HTTP proxy (http://HOST:PORT), leave it out, or name the host in NO_PROXY.`;

/** The first variable that names a proxy; null where none does. */
export const namedProxy = (): string | null =>
  Object.values(VARIABLES)
    .flat()
    .find((name) => process.env[name]) ?? null;

/**
 * The proxy that an address is asked for through; null: directly. NO_PROXY and this machine are as the packages of GitHub
 * Actions have them, which take an address that they cannot read for none: here nothing goes past a proxy that was named.
 *
 * @throws UnusableProxy
 */
export function proxyFor(url: URL): EnvironmentProxy | null {
  const variable = VARIABLES[url.protocol === 'https:' ? 'https:' : 'http:'].find((name) => process.env[name]);
  if (variable === undefined || checkBypass(url)) return null;
  const written = process.env[variable]?.trim() ?? '';
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(written) ? written : `http://${written}`;
  if (!URL.canParse(whole)) throw new UnusableProxy(variable);
  const { protocol, host, username, password } = new URL(whole);
  if ((protocol !== 'http:' && protocol !== 'https:') || host === '') throw new UnusableProxy(variable);
  const credentials = username === '' && password === '' ? null : `${decoded(username)}:${decoded(password)}`;
  return { origin: `${protocol}//${host}`, host, credentials };
}

/** A percent sign that begins no code is one of the password. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
