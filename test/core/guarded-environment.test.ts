import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardEnvironment, isSecretName, isSecretValue } from '../../src/core/guarded-environment.ts';
import { formsOf, hideSecrets } from '../../src/core/secrets.ts';

const TOKEN = 'ghs_0123456789abcdefghij';
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const token = fc
  .array(fc.constantFrom(...'abcXYZ019_-.~'), { minLength: 8, maxLength: 60 })
  .map((characters) => characters.join(''));

describe('a token', () => {
  it('is found in base64 wherever it begins and ends in what was encoded', () => {
    fc.assert(
      fc.property(token, fc.uint8Array({ maxLength: 7 }), fc.uint8Array({ maxLength: 7 }), (secret, before, after) => {
        const whole = Buffer.concat([before, Buffer.from(secret), after]);
        for (const encoding of ['base64', 'base64url', 'hex'] as const) {
          const text = whole.toString(encoding);
          expect([...formsOf(secret)].some((form) => text.includes(form))).toBe(true);
          // What is left of it decodes to less than the token.
          const left = Buffer.from(hideSecrets(text, [secret]).replaceAll('***', ''), encoding).toString('latin1');
          expect(left).not.toContain(secret);
        }
      }),
    );
  });

  it('is found in headers and addresses', () => {
    const texts = [
      `AUTHORIZATION: basic ${base64(`x-access-token:${TOKEN}`)}`,
      base64(TOKEN),
      `https://x-access-token:${TOKEN}@github.com/a/b.git`,
      encodeURIComponent(base64(`a:${TOKEN}?`)),
    ];
    for (const text of texts) expect(hideSecrets(text, [TOKEN])).toContain('***');
    const { kept, withheld } = guardEnvironment(
      Object.fromEntries([['GH_TOKEN', TOKEN], ...texts.map((text, at): [string, string] => [`V${at}`, text])]),
      ['V0', 'V1', 'V2', 'V3'],
    );
    // Also where a person asks for it: our token is never passed.
    expect([kept, withheld]).toEqual([{}, ['V0', 'V1', 'V2', 'V3']]);
  });
});

describe('names', () => {
  it.each([
    ...[
      'GPG_PASSPHRASE',
      'SIGNING_KEY',
      'SLACK_WEBHOOK',
      'DOCKER_AUTH_CONFIG',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_ACCESS_KEY_ID',
    ],
    ...[
      'NPM_TOKEN',
      'NODE_AUTH_TOKEN',
      'npm_config__authToken',
      'DB_PASS',
      'DB_PWD',
      'MYSQL_PWD',
      'APIKEY',
      'apiKey',
      'SENTRY_DSN',
    ],
    ...[
      'SSH_AUTH_SOCK',
      'ANDROID_KEYSTORE',
      'APPLE_CERTIFICATE',
      'WINDOWS_PFX',
      'AZURE_STORAGE_CONNECTION_STRING',
      'GH_PAT',
    ],
    ...[
      'GOOGLE_APPLICATION_CREDENTIALS',
      'SESSION_COOKIE',
      'GIT_ASKPASS',
      'JWT',
      'SONATYPE_PASSWORD',
      'CODECOV_TOKEN',
      'MINISIGN_SECRET',
    ],
    'COSIGN_PRIVATE_KEY',
    ...['SSHPASS', 'SIGNIFY_SECKEY', 'MY_SIGNKEY', 'RSAKEY'],
  ])('%s speaks of a secret', (name) => expect(isSecretName(name)).toBe(true));
  it.each([
    ...['PATH', 'HOME', 'LANG', 'CC', 'CFLAGS', 'CMAKE_GENERATOR', 'CI', 'RUNNER_OS', 'GITHUB_WORKSPACE', 'GITHUB_SHA'],
    ...[
      'KEYBOARD',
      'MONKEY',
      'PWD',
      'OLDPWD',
      'TURKEY',
      'COMPASS',
      'BYPASS_CHECKS',
      'GIT_AUTHOR_NAME',
      'AUTHOR',
      'XAUTHORITY',
    ],
    ...[
      'TOKENIZERS_PARALLELISM',
      'SECRETARY',
      'SSL_CERT_FILE',
      'NODE_EXTRA_CA_CERTS',
      'CACHE_KEY',
      'KEYMAP',
      'PUBLIC_KEY',
    ],
    ...[
      'HTTPS_PROXY',
      'LD_LIBRARY_PATH',
      'VCPKG_ROOT',
      'ImageOS',
      'pythonLocation',
      'XDG_SESSION_ID',
      'GITHUB_EVENT_PATH',
      'PIPELINE',
    ],
  ])('%s does not', (name) => expect(isSecretName(name)).toBe(false));
});

describe('values', () => {
  it.each([
    'postgres://user:plant-3@db.example/x',
    'redis://:plant@cache.example:6379',
    'https://plant@github.com/a/b',
    'http://user:plant@proxy.example:3128',
    '{"auths":{"r.example":{"auth":"plant-4"}}}',
    'AUTHORIZATION: basic cGxhbnQ6cGxhbnRwbGFudA==',
    '-----BEGIN OPENSSH PRIVATE KEY-----\nplant',
    base64('-----BEGIN RSA PRIVATE KEY-----\nplant\n'),
    base64(`x-access-token:${'p'.repeat(20)}`),
    base64(TOKEN),
    TOKEN,
    `glpat-${'a'.repeat(20)}`,
    'AKIAIOSFODNN7EXAMPLE',
    `eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(20)}.c`,
    'https://storage.example/x?sv=1&sig=plantplantplant',
    'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=plantplant==;EndpointSuffix=x',
    'https://hooks.slack.com/services/T0/B0/plant',
    // Twice in base64, and what is no text: PKCS #12, PKCS #8.
    base64(base64(`x ${TOKEN}`)),
    'MIIKcQIBAzCCCjcGCSqGSIb3DQEHAaCC',
    Buffer.from('308204be020100300d06092a864886f70d', 'hex').toString('base64'),
    'apiVersion: v1\nusers:\n- user:\n    token: plantplantplant\n',
    '<settings><servers><server><password>plant</password></server></servers></settings>',
    `123456789:AA${'p'.repeat(33)}`,
    `sk_test_${'p'.repeat(20)}`,
  ])('%s gives access by itself', (value) => expect(isSecretValue(value)).toBe(true));
  it.each([
    ...[
      '/usr/bin:/bin',
      'gcc-13',
      '-O2 -g',
      'Ninja',
      'C.UTF-8',
      'true',
      'https://github.com/a/b',
      'ssh://git@github.com/a/b',
    ],
    ...[
      'git@github.com:a/b.git',
      'http://proxy.example:3128',
      '0123456789abcdef0123456789abcdef01234567',
      '{"a": "b"}',
    ],
    ...['refs/heads/release/version-1.2.0', 'sk', 'task-force-of-many-words-and-more', '/home/runner/work/_temp/x'],
    '-----BEGIN CERTIFICATE-----\nMIIB',
    Buffer.from('308204be308203a6a003020102021100', 'hex').toString('base64'),
    'token: short',
  ])('%s does not', (value) => expect(isSecretValue(value)).toBe(false));
});

describe('an environment', () => {
  it('that a person asks for is passed, named or not', () => {
    const environment = { SIGNING_KEY: 'plant', OTHER_KEY: 'plant', PATH: '/bin', GITHUB_ENV: '/x', INPUT_A: 'x' };
    expect(guardEnvironment(environment, ['SIGNING_KEY', 'GITHUB_ENV'])).toEqual({
      kept: { SIGNING_KEY: 'plant', PATH: '/bin' },
      withheld: ['OTHER_KEY'],
    });
  });

  it('loses all of git’s configuration where a part of it is a secret, since git stops at a torn one', () => {
    const environment = {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'http.https://github.com/.extraheader',
      GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${base64('x-access-token:whatever')}`,
    };
    expect(guardEnvironment(environment)).toEqual({ kept: {}, withheld: ['GIT_CONFIG_VALUE_0'] });
    const harmless = { ...environment, GIT_CONFIG_VALUE_0: 'x' };
    expect(guardEnvironment(harmless)).toEqual({ kept: harmless, withheld: [] });
  });
});
