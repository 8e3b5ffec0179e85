// Malformed tip-offs: fields, encodings, multipart, files. None may be answered with 500 or more, nothing of a refused one may stay, memory stays flat.
import { randomBytes, randomInt } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { addBureau, build, client, memory, multipart, newGround, option, photo, report, startServer, tipOff } from './support.ts';
import type { Sending } from './support.ts';

const COUNT = option('count', 20_000);
const CONNECTIONS = 8;
const REACH_MIB = 40;
const pick = <T>(values: readonly T[]): T => values[randomInt(values.length)] as T;

/** Texts that have broken something somewhere. */
const NASTY = ['', ' ', '\0', '\ud800', '🐥'.repeat(300), 'ａ'.repeat(20_000), '../../etc/passwd', '{"$gt":""}', '[object Object]', '1e309', '-1', '9'.repeat(400), '2026-02-30', '<script>', '%00', '\u202e', '__proto__', 'null', 'NaN'];
const FIELDS = ['submission', 'division', 'targetKind', 'targetName', 'narrative', 'identity', 'categories', 'amount', 'from', 'to', 'relation', 'wantsReward', 'held', '__proto__', 'constructor', 'institutionId', 'passphrase'];
const fields = (): Record<string, string> => ({ ...tipOff(), ...Object.fromEntries(Array.from({ length: randomInt(1, 5) }, () => [pick(FIELDS), pick(NASTY)])), division: pick(['', '999999', 'abc', '44', '\0']) });
const post = (type: string, body: Buffer): Sending => ({ method: 'POST', path: '/reports', headers: { 'content-type': type, accept: pick(['text/html', 'application/json', '*/*;q=x']) }, body });

const KINDS: Record<string, () => Sending> = {
  fields: () => post('application/x-www-form-urlencoded', Buffer.from(new URLSearchParams(fields()).toString())),
  bytes: () => post('application/x-www-form-urlencoded', Buffer.concat([Buffer.from('division=%E4%BD%'), randomBytes(200), Buffer.from('&narrative=%ZZ%')])),
  charset: () => post(`application/x-www-form-urlencoded; charset=${pick(['gbk', 'utf-16', 'x', 'utf-7'])}`, randomBytes(300)),
  encoded: () => ({ ...post('application/json', randomBytes(100)), headers: { 'content-type': 'application/json', 'content-encoding': pick(['gzip', 'br', 'deflate', 'x']), accept: 'application/json' } }),
  json: () => post('application/json', Buffer.from(pick(['{', '[]', 'null', '"x"', '{"division":{"$gt":""}}', '{"categories":{"length":9}}', '{"__proto__":{"x":1}}', `{"narrative":"${'\\ud800'}"}`, `${'['.repeat(3_000)}${']'.repeat(3_000)}`]))),
  nested: () => post('application/x-www-form-urlencoded', Buffer.from('categories[a][b]=1&narrative[]=2&division[$gt]=&submission=a&submission=b')),
  many: () => post('application/x-www-form-urlencoded', Buffer.from(Array.from({ length: 700 }, (_, n) => `f${n}=x`).join('&'))),
  parts: () => {
    const { headers, body } = multipart(fields(), [{ field: pick(['files', 'other', '']), name: pick(NASTY).slice(0, 200).replace(/["\r\n]/g, ''), type: pick(['image/png', 'text/html', 'x']), bytes: pick([photo(5_000), Buffer.alloc(0), Buffer.from('MZ'.padEnd(3_000)), randomBytes(8_000), Buffer.from('<html><script>')]) }]);
    return post(headers['content-type'] ?? '', body);
  },
  cut: () => {
    const { headers, body } = multipart(fields(), [{ field: 'files', name: 'a.png', type: 'image/png', bytes: photo(20_000) }]);
    return post(headers['content-type'] ?? '', body.subarray(0, randomInt(1, body.length)));
  },
  boundary: () => post(pick(['multipart/form-data', 'multipart/form-data; boundary=', 'multipart/form-data; boundary=x', `multipart/form-data; boundary=${'x'.repeat(300)}`]), Buffer.from(`--x\r\n${pick(['', 'Content-Disposition: form-data', 'Content-Disposition: form-data; name="a"; filename*=UTF-8\'\'%ZZ'])}\r\n\r\n${randomBytes(20).toString('latin1')}`)),
  method: () => ({ path: pick(['/reports', '/reports/%', '/reports/%E0%A4%A', '/reports/mine/evidence', '/reports/status/x', `/reports/${'a'.repeat(5_000)}`]), headers: { accept: 'text/html', cookie: `mj_reporter=${randomBytes(40).toString('base64url')}` } }),
};

/** A reader who goes away in the middle of his file. */
function reset(port: number): Promise<void> {
  const { headers, body } = multipart(fields(), [{ field: 'files', name: 'a.png', type: 'image/png', bytes: photo(200_000) }]);
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`POST /reports HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: ${headers['content-type'] ?? ''}\r\nContent-Length: ${body.length}\r\n\r\n`);
      socket.write(body.subarray(0, randomInt(1_000, 150_000)), () => socket.resetAndDestroy());
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
}

build();
const ground = await newGround(process.env['MONGODB_TEST_URI'] ?? null);
await ground.services(addBureau);
const server = await startServer(ground);
const { send, close } = client(server, CONNECTIONS);
const names = Object.keys(KINDS);
const answers = new Map<number, number>();
const bad: string[] = [];
let next = 0;
async function run(until: number): Promise<void> {
  await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
    while (next < until) {
      const kind = names[(next += 1) % names.length] ?? '';
      if (next % 50 === 0) await reset(server.port);
      const sending = KINDS[kind]?.();
      if (!sending) continue;
      // A connection that the server shut is an answer too: it shut it on purpose, before it had read all.
      const status = await send(sending).then((answer) => answer.status, () => 0);
      answers.set(status, (answers.get(status) ?? 0) + 1);
      if (status >= 500) bad.push(`${kind}: ${status}`);
    }
  }));
}
// What grows at all has stopped growing by half; what leaks has not.
await run(COUNT / 2);
await pause(2_000);
const before = memory(server.pid);
await run(COUNT);
await pause(2_000);
const growth = memory(server.pid) - before;
const isUp = await send({ path: '/healthz' }).then(({ status }) => status === 200, () => false);
close();
await server.stop();
const left = await ground.services(async ({ database }) => {
  const count = (name: string, filter: object): Promise<number> => database.connection.collection(name).countDocuments(filter);
  // Files of a form that came back with mistakes are held under its handle for an hour, as its page says.
  return { reports: await count('reports', {}), identities: await count('identities', {}), files: await count('files', { ownerId: { $ne: null } }) };
});
await ground.remove();
for (const line of new Set(bad)) process.stdout.write(`${line}\n`);
report('Malformed tip-offs', [{
  what: `${next} malformed tip-offs`, reach: `0 answers ≥ 500, nothing stored, growth ≤ ${REACH_MIB} MiB`,
  isReached: bad.length === 0 && left.reports === 0 && left.identities === 0 && left.files === 0 && growth <= REACH_MIB && isUp,
  figures: { 'answers ≥ 500': bad.length, reports: left.reports, identities: left.identities, 'files owned': left.files, 'growth MiB': growth, answers: [...answers].sort().map(([status, n]) => `${status === 0 ? 'shut' : status} ${n}`).join(' ') },
}]);
