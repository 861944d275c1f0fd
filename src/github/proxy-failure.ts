/** No answer came by way of a proxy. */
export class ProxyFailure extends Error {
  /** Host and port; neither user name nor password. */
  readonly proxy: string;

  constructor(proxy: string, options: { cause: unknown }) {
    super(`no answer by way of the proxy at ${proxy}`, options);
    this.name = 'ProxyFailure';
    this.proxy = proxy;
  }
}
