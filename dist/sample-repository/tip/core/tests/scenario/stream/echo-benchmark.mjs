// A benchmark that really measures: echoes over TCP on the loopback interface, in the protocol of the STREAM harness.
// Usage: node echo-benchmark.mjs STACK SCENARIO. Everything else comes from the environment, as for the other runners.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';

const [stack, scenario] = process.argv.slice(2);
const number = (name, fallback) => Number(process.env[name] ?? fallback);
const isSingle = scenario === 's0';
const ccu = isSingle ? 1 : number('CCU', 8);
const inflight = isSingle ? 1 : number('INFLIGHT', 10);
const size = number('SIZE', 1024);
const warmup = number('WARMUP', 0.1) * 1000;
const measure = number('MEASURE', 0.4) * 1000;
const sampleRate = Math.max(1, number('LATENCY_SAMPLE_RATE', 16));
const port = number('BASE_PORT', 27110) + Number(scenario.slice(1));
const id = `${process.env.SCENARIO_PREFIX ?? ''}${scenario}`;

// Extra work a message, in steps of a multiplication chain: what makes one version of the library slower than another.
const workFile = process.env.WORK_FILE ?? '';
const work = workFile !== '' && existsSync(workFile) ? Number(readFileSync(workFile, 'utf8').trim()) : 0;
let sink = 1;
function doWork() {
  let value = sink;
  for (let step = 0; step < work; step += 1) value = (Math.imul(value, 1664525) + 1013904223) | 0;
  sink = value;
}

/** How each stack marks the end of a message. */
const FRAMINGS = {
  // Four bytes of length before each message.
  framed: {
    encode(content) {
      const frame = Buffer.alloc(4 + content.length);
      frame.writeUInt32BE(content.length, 0);
      content.copy(frame, 4);
      return frame;
    },
    end: (buffer) =>
      buffer.length >= 4 && buffer.length >= 4 + buffer.readUInt32BE(0) ? 4 + buffer.readUInt32BE(0) : -1,
  },
  // Every message has the same length.
  raw: { encode: (content) => content, end: (buffer) => (buffer.length >= size ? size : -1) },
  // A line feed after each message.
  lines: {
    encode: (content) => Buffer.concat([content, Buffer.from('\n')]),
    end: (buffer) => buffer.indexOf(10) + 1 || -1,
  },
};
const framing = FRAMINGS[stack];

/** Calls `onMessage` with each whole message of a connection. */
function split(socket, onMessage) {
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = framing.end(rest); end > 0; end = framing.end(rest)) {
      onMessage(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
  });
}

const errors = new Map();
const countError = (error) => {
  const errno = Math.abs(error.errno ?? 0);
  errors.set(errno, (errors.get(errno) ?? 0) + 1);
};

const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('error', () => {});
  split(socket, (message) => {
    doWork();
    socket.write(message);
  });
});
await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));

const message = framing.encode(Buffer.alloc(size, 'x'));
let sent = 0;
let received = 0;
let counted = 0;
let isMeasuring = false;
let isOpen = true;
let intact = true;
const samples = [];

const sockets = [];
let connectFail = 0;
for (let index = 0; index < ccu; index += 1) {
  await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.setNoDelay(true);
      sockets.push(socket);
      resolve();
    });
    socket.on('error', (error) => {
      countError(error);
      connectFail += 1;
      resolve();
    });
  });
}

const send = (socket, times) => {
  times.push(process.hrtime.bigint());
  sent += 1;
  socket.write(message);
};
const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
let seconds = measure / 1000;
if (scenario !== 's1') {
  for (const socket of sockets) {
    const times = [];
    split(socket, (echo) => {
      received += 1;
      if (isSingle && !echo.equals(message)) intact = false;
      const began = times.shift();
      if (isMeasuring) {
        counted += 1;
        if (counted % sampleRate === 0) samples.push(Number(process.hrtime.bigint() - began) / 1000);
      }
      if (isOpen && !isSingle) send(socket, times);
    });
    for (let index = 0; index < inflight; index += 1) send(socket, times);
  }
  await sleep(isSingle ? 50 : warmup);
  if (!isSingle) {
    isMeasuring = true;
    const began = process.hrtime.bigint();
    await sleep(measure);
    // A busy machine may let nothing through in so short a time: a rate needs one message at least.
    const latest = Date.now() + number('DRAIN_TIMEOUT', 2) * 1000;
    while (counted === 0 && Date.now() < latest) await sleep(1);
    isMeasuring = false;
    seconds = Number(process.hrtime.bigint() - began) / 1e9;
  }
  isOpen = false;
  const deadline = Date.now() + number('DRAIN_TIMEOUT', 2) * 1000;
  while (received < sent && Date.now() < deadline) await sleep(5);
}

samples.sort((a, b) => a - b);
const percentile = (share) =>
  (samples[Math.min(samples.length - 1, Math.floor(share * samples.length))] ?? 0).toFixed(2);
const incomplete = sent === 0 ? 0 : (sent - received) / sent;
const drained = received >= sent;
const passed = connectFail === 0 && drained && intact;
const result = {
  transport: 'tcp',
  ccu,
  inflight,
  size,
  connect_success: sockets.length,
  connect_fail: connectFail,
  connect_timeout: 0,
  sent,
  recv: received,
  incomplete_ratio: incomplete.toFixed(6),
  throughput: (counted / seconds).toFixed(2),
  p50: percentile(0.5),
  p95: percentile(0.95),
  p99: percentile(0.99),
};
const errorText = [...errors].map(([errno, count]) => `${errno}:${count}`).join(';');
const verdict = passed ? 'PASS' : 'FAIL';
const words = (entries) => entries.map(([key, value]) => `${key}=${value}`).join(' ');
const shown = Object.entries(result).map(([key, value]) => [/^p\d/.test(key) ? `${key}_us` : key, value]);
const lines = [
  `RESULT scenario=${id} ${words(shown)} drain_timeout=${drained ? 0 : 1} gating_violation=0 pass_fail=${verdict}`,
  `METRIC scenario_id=${id} ${words(Object.entries(result))} errors_by_errno=${errorText} pass_fail=${verdict}`,
];
process.stdout.write(`${lines.join('\n')}\n`);
const csv = process.env.METRICS_CSV;
if (csv !== undefined) {
  const header = `scenario_id,${Object.keys(result).join(',')},errors_by_errno,pass_fail\n`;
  const row = `${id},${Object.values(result).join(',')},"${errorText}",${verdict}\n`;
  appendFileSync(csv, `${existsSync(csv) ? '' : header}${row}`);
}
for (const socket of sockets) socket.destroy();
server.close();
process.exitCode = passed ? 0 : 1;
