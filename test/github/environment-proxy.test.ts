import { afterEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../src/cli/connect.ts';
import { Stop } from '../../src/core/problem.ts';
import { proxyFor, UnusableProxy } from '../../src/github/environment-proxy.ts';
import { silentProgress } from '../../src/report/progress.ts';

/** Which proxy an address is asked for through. test/github/proxy.test.ts really goes through one. */

const NAMES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'no_proxy', 'NO_PROXY'];
function given(variables: Readonly<Record<string, string>>): void {
  for (const name of NAMES) vi.stubEnv(name, variables[name]);
}
afterEach(() => vi.unstubAllEnvs());

const API = new URL('https://ghes.example.invalid/api/v3');
const proxy = { origin: 'http://proxy.test:8080', host: 'proxy.test:8080', credentials: null };

describe('the proxy of an address', () => {
  it.each<[string, Record<string, string>, object | null]>([
    ['as a whole address', { HTTPS_PROXY: 'http://proxy.test:8080' }, proxy],
    ['with a path', { HTTPS_PROXY: 'http://proxy.test:8080/' }, proxy],
    ['without a scheme, as curl takes it', { HTTPS_PROXY: 'proxy.test:8080' }, proxy],
    ['with blanks around it', { HTTPS_PROXY: ' http://proxy.test:8080 ' }, proxy],
    ['in lower case first', { HTTPS_PROXY: 'http://other.test', https_proxy: 'http://proxy.test:8080' }, proxy],
    ['where the one in lower case is empty', { https_proxy: '', HTTPS_PROXY: 'http://proxy.test:8080' }, proxy],
    ['not of the other scheme', { HTTP_PROXY: 'http://proxy.test:8080' }, null],
    ['not where it is empty', { HTTPS_PROXY: '' }, null],
    ['not for a host that is named', { HTTPS_PROXY: 'http://proxy.test:8080', NO_PROXY: '.example.invalid' }, null],
    ['not for its port', { HTTPS_PROXY: 'http://proxy.test:8080', NO_PROXY: 'ghes.example.invalid:443' }, null],
    ['for another port', { HTTPS_PROXY: 'http://proxy.test:8080', NO_PROXY: 'ghes.example.invalid:8443' }, proxy],
    ['not for every host', { HTTPS_PROXY: 'socks5://proxy.test', NO_PROXY: '*' }, null],
    [
      'with a password whose percent sign begins no code',
      { HTTPS_PROXY: 'http://us%20er:100%@proxy.test:8080' },
      { ...proxy, credentials: 'us er:100%' },
    ],
  ])('%s', (_, variables, expected) => {
    given(variables);
    expect(proxyFor(API)).toEqual(expected);
  });

  it.each([':::', 'socks5://proxy.test:1080', 'ftp://proxy.test', 'http://', 'http://s3cret:word@'])(
    '%j is none, and nothing goes past it',
    (value) => {
      given({ HTTPS_PROXY: value });
      expect(() => proxyFor(API)).toThrow(UnusableProxy);
      const asked = () =>
        connect({ repo: 'a/b', apiUrl: String(API), token: 'ghs_x'.repeat(8) }, 'test', silentProgress);
      expect(asked).toThrow(Stop);
      try {
        asked();
      } catch (error) {
        expect((error as Stop).problems).toMatchObject([{ code: 'input-invalid', where: 'HTTPS_PROXY' }]);
        expect(JSON.stringify((error as Stop).problems)).not.toContain('s3cret');
      }
    },
  );
});
