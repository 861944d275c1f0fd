/**
 * What the errno numbers in `errors_by_errno` mean, and what a maintainer does about them. The harness runs on Linux,
 * so the numbers are those of Linux (errno(3), asm-generic/errno-base.h and errno.h).
 */

export interface ErrnoExplanation {
  readonly name: string;
  readonly means: string;
  readonly remedy: string;
}

const EXPLANATIONS: ReadonlyMap<number, ErrnoExplanation> = new Map([
  [
    9,
    {
      name: 'EBADF',
      means: 'a socket was used after it was closed',
      remedy: 'look for a close that races with a send or receive',
    },
  ],
  [
    11,
    {
      name: 'EAGAIN',
      means: 'nothing was ready in time',
      remedy: 'repeat on a calmer machine; it comes and goes with the load',
    },
  ],
  [
    12,
    {
      name: 'ENOMEM',
      means: 'the machine had no memory left',
      remedy: 'give the machine more memory, or fewer connections',
    },
  ],
  [
    23,
    {
      name: 'ENFILE',
      means: 'the whole machine ran out of open files',
      remedy: 'raise fs.file-max (sysctl), or use fewer connections',
    },
  ],
  [
    24,
    {
      name: 'EMFILE',
      means: 'too many open files in one process',
      remedy: 'raise the limit before the run: ulimit -n (a connection needs a descriptor on each side)',
    },
  ],
  [
    32,
    {
      name: 'EPIPE',
      means: 'the other side had closed the connection while data was sent',
      remedy: 'look for a server that closes early or crashed',
    },
  ],
  [
    98,
    {
      name: 'EADDRINUSE',
      means: 'the port was taken',
      remedy: 'choose other base ports, or wait until the earlier run has let go of them',
    },
  ],
  [
    99,
    {
      name: 'EADDRNOTAVAIL',
      means: 'no local port was free for a new connection',
      remedy: 'widen net.ipv4.ip_local_port_range, or use fewer connections',
    },
  ],
  [
    101,
    {
      name: 'ENETUNREACH',
      means: 'the network was not reachable',
      remedy: 'check the address and the loopback device',
    },
  ],
  [
    103,
    {
      name: 'ECONNABORTED',
      means: 'the connection was aborted before it was accepted',
      remedy: 'raise the backlog, or connect more slowly',
    },
  ],
  [
    104,
    {
      name: 'ECONNRESET',
      means: 'the other side reset the connection',
      remedy: 'look for a server that crashed or dropped connections; raise the backlog and net.core.somaxconn',
    },
  ],
  [
    105,
    {
      name: 'ENOBUFS',
      means: 'no buffer space was left',
      remedy: 'raise the socket buffers and high-water marks, or send less at once',
    },
  ],
  [
    107,
    {
      name: 'ENOTCONN',
      means: 'the socket was not connected',
      remedy: 'look for a send before the connection is established, or after it is lost',
    },
  ],
  [
    110,
    {
      name: 'ETIMEDOUT',
      means: 'a connection attempt timed out',
      remedy: 'raise the backlog and net.core.somaxconn, or connect more slowly',
    },
  ],
  [
    111,
    {
      name: 'ECONNREFUSED',
      means: 'nobody listened on the port',
      remedy: 'see in scenario.log whether the server of this stack started at all',
    },
  ],
  [
    113,
    {
      name: 'EHOSTUNREACH',
      means: 'the host was not reachable (retried connects show it as well)',
      remedy: 'check the address, the firewall and the neighbour table of the loopback route',
    },
  ],
  [115, { name: 'EINPROGRESS', means: 'a connect was still under way', remedy: 'give the connects more time' }],
]);

/** What is known of an errno number of Linux; undefined for numbers that the harness is not known to report. */
export function explainErrno(errno: number): ErrnoExplanation | undefined {
  return EXPLANATIONS.get(errno);
}

/**
 * The errors of a row as one phrase: `336 × errno 24 (EMFILE: too many open files in one process; raise …)`, the most
 * frequent first. Empty without errors. At most `limit` numbers are spelled out.
 */
export function describeErrors(errors: ReadonlyMap<number, number>, limit = 4): string {
  const byCount = [...errors].filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const phrases = byCount.slice(0, limit).map(([errno, count]) => {
    const known = explainErrno(errno);
    return known === undefined
      ? `${count} × errno ${errno}`
      : `${count} × errno ${errno} (${known.name}: ${known.means}; ${known.remedy})`;
  });
  const left = byCount.length - phrases.length;
  return phrases.join(', ') + (left > 0 ? ` and ${left} more` : '');
}
