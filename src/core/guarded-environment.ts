import { type Environment, holdsToken, TOKEN_VARIABLES, tokensIn } from './secrets.ts';

/** What a program that is not ours gets of an environment. */
export interface GuardedEnvironment {
  readonly kept: Record<string, string>;
  /**
   * Variables that were withheld because they look like a secret, sorted. Those that every job has, and that no program of a
   * repository can need, are withheld without a word.
   */
  readonly withheld: readonly string[];
}

/** Files by which a step changes the steps after it, and the folder of the action, which they run. */
const RUNNERS_OWN = /^GITHUB_(?:ENV|PATH|OUTPUT|STATE|STEP_SUMMARY|ACTION_PATH)$/;
const ROUTINE = /^(?:INPUT_|ACTIONS_)/i;

/** Parts of names that speak of a secret wherever they stand. */
const SECRET_PART =
  /token(?!iz)|secret(?!ar)|passw|passphrase|passcode|credential|api_?key|private_?key|access_?key|authtoken/i;
/** Words of names that do; `KEYBOARD` and `MONKEY` are other words. */
const SECRET_WORDS: ReadonlySet<string> = new Set([
  ...['key', 'keys', 'keystore', 'jks', 'p12', 'pfx', 'pem', 'pkcs12', 'certificate', 'certificates', 'mnemonic'],
  ...[
    'pass',
    'pwd',
    'pw',
    'pin',
    'creds',
    'cred',
    'login',
    'auth',
    'oauth',
    'authorization',
    'bearer',
    'cookie',
    'jwt',
  ],
  ...[
    'pat',
    'sas',
    'dsn',
    'webhook',
    'webhooks',
    'netrc',
    'npmrc',
    'pypirc',
    'pgpass',
    'askpass',
    'hmac',
    'otp',
    'totp',
  ],
  ...[
    'signkey',
    'signingkey',
    'sshkey',
    'gpgkey',
    'deploykey',
    'masterkey',
    'accountkey',
    'encryptionkey',
    'licensekey',
  ],
]);
/** `SSHPASS`, `SECKEY`: written in one word. */
const SECRET_WORD = /(?<!by|com|sur|tres|en)pass$|(?:sec|priv|rsa|dsa|ed25519|gpg|sign|crypt|auth|user|host)key$/i;
/** Names made of such words that say where something is, or what is public. */
const HARMLESS_NAME =
  /^(?:pwd|oldpwd)$|public_?key|cache_?key|key_?(?:board|map|size|length|type)|^GIT_CONFIG_KEY_\d+$|^(?:SSL|CURL|REQUESTS|NODE|GIT|PIP|NPM_CONFIG|AWS|CARGO)_.*(?:CERT|CERTS|CERTIFICATE|CERTIFICATES|CA|CAFILE|CA_BUNDLE)(?:_FILE|_DIR|_PATH)?$/i;

/** Values that give access by themselves, whatever they are called. */
const SECRET_VALUES: readonly RegExp[] = [
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/,
  // user:password before a host; for the web a user alone is a token.
  /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/?#@:]{0,500}:[^\s/?#@]{1,500}@/i,
  /\bhttps?:\/\/[^\s/?#@]{1,500}@/i,
  /[?&](?:access_token|auth|key|token|private_token|password|client_secret|sig|signature)=[^&\s]{8}/i,
  /\b(?:basic|bearer)\s{1,5}[A-Za-z0-9+/=_.~-]{12}/i,
  /"(?:auth|identitytoken|password|private_key|client_secret|token|access_token|refresh_token|secret)"\s{0,5}:\s{0,5}"[^"]/i,
  // YAML (kubeconfig) and XML (settings of Maven).
  /^[ \t-]{0,40}(?:token|password|client-key-data|client-secret|private[_-]key)[ \t]{0,5}:[ \t]{1,5}["']?[A-Za-z0-9+/=_.~-]{8}/im,
  /<(?:password|passphrase|privateKey|token|apiKey)>[^<\s]/i,
  /\b(?:AccountKey|SharedAccessKey|SharedAccessSignature|Password|Pwd)=[^;\s]{4}/i,
  // Tokens by the beginnings that their issuers gave them, so that they are found.
  /(?<![A-Za-z0-9])(?:gh[pousr]_|github_pat_|glpat-|glptt-|gldt-|xox[abeoprs]-|xapp-|npm_|pypi-|dckr_(?:pat|oat)_|hf_|shpat_|[sr]k_(?:live|test)_|whsec_|sk-|SG\.|ya29\.|AIza|dop_v1_|hvs\.|lin_api_|sq0atp-|AGE-SECRET-KEY-)[A-Za-z0-9_.=-]{10}/,
  // A bot of Telegram.
  /(?<![A-Za-z0-9])\d{8,10}:AA[A-Za-z0-9_-]{32}/,
  /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/,
  /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8}/,
  /\bhooks\.slack\.com\/(?:services|workflows)\/|\bdiscord(?:app)?\.com\/api\/webhooks\/|\bwebhook\.office\.com\//i,
];
/** Longer runs of base64 are looked into. Characters. */
const BASE64_RUN = /[A-Za-z0-9+/_-]{20,20000}={0,2}/g;
/** So much of a value is looked at: an environment is a few hundred kilobytes at most. Characters. */
const LOOKED_AT = 262_144;

/**
 * An environment for a program that is not ours: the tests, the benchmark, git. Without our token in whatever form, without
 * what looks like a secret by its name or value, and without the files by which a step changes the steps after it.
 *
 * @param passed names that a person wants passed although they look like a secret; our token is never
 */
export function guardEnvironment(environment: Environment, passed: readonly string[] = []): GuardedEnvironment {
  const tokens = tokensIn(environment);
  const kept: Record<string, string> = {};
  const withheld: string[] = [];
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined) continue;
    if (RUNNERS_OWN.test(name) || TOKEN_VARIABLES.includes(name)) continue;
    const isOurs = holdsToken(value, tokens);
    const isSecret = isOurs || ROUTINE.test(name) || isSecretName(name) || isSecretValue(value);
    if (!isSecret || (passed.includes(name) && !isOurs)) kept[name] = value;
    else if (!ROUTINE.test(name)) withheld.push(name);
  }
  leaveOutTornConfig(kept, withheld);
  return { kept, withheld: withheld.sort() };
}

/** The same, where nobody is told. */
export const withoutSecrets = (environment: Environment): Record<string, string> => guardEnvironment(environment).kept;

/** Names alone: a value is never shown. */
export const withheldLine = (withheld: readonly string[], from: string, key: string): string =>
  `withheld from ${from}, since they look like secrets: ${withheld.join(', ')} (${key} passes what is needed all the same)`;

/** Git stops at a configuration in the environment of which a part is missing: then all of it goes. */
function leaveOutTornConfig(kept: Record<string, string>, withheld: readonly string[]): void {
  if (!withheld.some((name) => /^GIT_CONFIG_(?:KEY|VALUE)_\d+$/.test(name))) return;
  for (const name of Object.keys(kept)) if (/^GIT_CONFIG_(?:COUNT|KEY_\d+|VALUE_\d+)$/.test(name)) delete kept[name];
}

export function isSecretName(name: string): boolean {
  if (HARMLESS_NAME.test(name)) return false;
  if (SECRET_PART.test(name) || /connection_?str/i.test(name)) return true;
  // Words of SNAKE_CASE, kebab-case and camelCase.
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').split(/[^A-Za-z0-9]+/);
  return words.some((word) => SECRET_WORDS.has(word.toLowerCase()) || SECRET_WORD.test(word));
}

/** Base64 that is in base64 again is looked into so often. */
const BASE64_LEVELS = 3;
/** What PKCS #12, PKCS #8 and PKCS #1 begin with, and Java's keystores; a certificate alone begins otherwise. */
const KEY_BYTES = /^(?:3082[0-9a-f]{4}0201(?:00|03)|feedfeed)/;

export function isSecretValue(value: string, levels = BASE64_LEVELS): boolean {
  const looked = value.slice(0, LOOKED_AT);
  if (SECRET_VALUES.some((form) => form.test(looked))) return true;
  if (levels === 0) return false;
  return [...looked.matchAll(BASE64_RUN)].some(([run]) => {
    const bytes = Buffer.from(run, 'base64');
    if (KEY_BYTES.test(bytes.toString('hex', 0, 7))) return true;
    const text = bytes.toString('latin1');
    // What is no text was no base64.
    if (!/^[\t\n\r\x20-\x7e]+$/.test(text)) return false;
    return /^x-access-token:/.test(text) || isSecretValue(text, levels - 1);
  });
}
