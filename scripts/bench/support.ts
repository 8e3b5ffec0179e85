// What every measurement needs: the server as `npm start` runs it, in folders of its own; a load of many connections.
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { systemClock } from '../../server/kernel/clock.ts';
import { readConfig } from '../../server/kernel/config.ts';
import { generateKeys, loadKeys } from '../../server/kernel/crypto.ts';
import { connect, init } from '../../server/kernel/database/connect.ts';
import { createLog } from '../../server/kernel/log.ts';
import { createServices } from '../../server/services.ts';
import type { Services } from '../../server/services.ts';
import { processorTime, quantile } from './figures.ts';
import { BUREAU } from './samples.ts';

export { median, memory, processorTime, quantile, report, untilIdle } from './figures.ts';
export type { Row } from './figures.ts';
export { BUREAU, multipart, photo, tipOff } from './samples.ts';

/** Of `npm start`. */
export const FLAGS = /"start": "node (.*) scripts/.exec(readFileSync('package.json', 'utf8'))?.[1]?.split(' ') ?? [];
const START_MILLISECONDS = 60_000;

/** `--name=7`, or NAME=7 in the environment. */
export const option = (name: string, otherwise: number): number =>
  Number(process.argv.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? process.env[name.toUpperCase()] ?? otherwise);

const running = new Set<ChildProcess>();
let watch: NodeJS.Timeout | undefined;

/** A measurement that hangs is missed, and leaves no process behind. `--longest=` says otherwise. */
export function within(usual: number): void {
  const seconds = option('longest', usual);
  clearTimeout(watch);
  watch = setTimeout(() => {
    process.stdout.write(`| MISSED | ${process.argv[1]?.split('/').at(-1) ?? ''} | not done after ${seconds} s | done in time |\n`);
    for (const child of running) child.kill('SIGKILL');
    process.exit(1);
  }, seconds * 1000).unref();
}
within(290);

export const PASSWORD = 'correct horse 9 staple';

/** Folders, keys and a database that one server after the other may use. */
export type Ground = { folder: string; env: Record<string, string>; services: <T>(use: (services: Services) => Promise<T>) => Promise<T>; remove: () => Promise<void> };

/** `server`: a mongodb:// address whose database name is replaced; without it the embedded store. */
export async function newGround(server: string | null = null): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'mj-bench-'));
  const keys = generateKeys();
  const uri = server === null ? null : new URL(server);
  if (uri) uri.pathname = `/mj_bench_${randomBytes(4).toString('hex')}_test`;
  const env = {
    DATA_DIR: join(folder, 'data'), UPLOADS_DIR: join(folder, 'uploads'), HOST: '127.0.0.1', LOG_LEVEL: 'info', TIP_OFFS_PER_SOURCE: '0', UPLOAD_MB_PER_SOURCE: '0',
    MASTER_KEY: keys.masterKey, LOOKUP_KEY: keys.lookupKey, SESSION_KEY: keys.sessionKey, RECEIPT_SIGNING_KEY: keys.receiptSigningKey, ...(uri ? { MONGODB_URI: uri.href } : {}),
  };
  async function open<T>(use: (services: Services) => Promise<T>): Promise<T> {
    const config = readConfig(env);
    const database = await connect({ uri: config.MONGODB_URI, dataDir: config.DATA_DIR });
    try {
      const services = createServices({ config, database, keys: loadKeys(keys), clock: systemClock, log: createLog('error'), root: process.cwd(), passwordCost: 4 });
      await init(database.connection);
      return await use(services);
    } finally {
      await database.close();
    }
  }
  return {
    folder, env, services: open,
    async remove() {
      if (uri) await open(async ({ database }) => void (await database.connection.dropDatabase()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One bureau with an intake officer `intake`, as a fresh installation has it; a server outside trial mode refuses to start where there are demo accounts. */
export async function addBureau({ people, config }: Services): Promise<void> {
  await people.addBureau(null, {
    code: BUREAU, name: '鹤山市演示医疗保障局', shortName: '鹤山演示局', documentWord: '鹤演医保', level: 'county', parent: null, address: '演示路 1 号', phone: '0000-0000000', hours: '工作日', isActive: true, isDemo: true, version: 1,
  });
  await people.addAccount(null, { account: 'intake', name: '演示甲', bureau: BUREAU, scope: BUREAU, roles: ['intake'], certificate: null, password: PASSWORD, isDemo: config.isTrial });
}

export type Server = { origin: string; port: number; pid: number; startMilliseconds: number; stop: (signal?: NodeJS.Signals) => Promise<void> };

/** Builds dist/ as `npm start` would, so that no measurement contains a build. */
export function build(): void {
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the build failed');
}

/** Waits for the line that names the address; the process belongs to the caller. */
async function serverOf(child: ChildProcess & { stdout: Readable; stderr: Readable }): Promise<Server> {
  const started = performance.now();
  let said = '';
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.stderr.on('data', (text: Buffer) => void (said = (said + text.toString()).slice(-4000)));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no address after ${START_MILLISECONDS} ms: ${said}`)), START_MILLISECONDS);
    child.once('exit', (code) => reject(new Error(`stopped with ${code ?? 'a signal'}: ${said}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
      if (!found) return;
      clearTimeout(timer);
      resolve(Number(found));
    });
  });
  return {
    origin: `http://127.0.0.1:${port}`, port, pid: child.pid ?? 0, startMilliseconds: performance.now() - started,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      await ended;
    },
  };
}

/** The server under test, as `npm start -- --empty` runs it; somebody who writes a source meanwhile does not make it build. */
export const startServer = ({ env }: Pick<Ground, 'env'>, args: readonly string[] = []): Promise<Server> =>
  serverOf(spawn(process.execPath, [...FLAGS, ...args, 'scripts/start.mjs', '--empty', '--as-built'], { env: { PATH: process.env['PATH'] ?? '', PORT: '0', ...env }, stdio: ['ignore', 'pipe', 'pipe'] }));

/** A baseline: one file of scripts/bench/bare/, run by the same Node with the same flags. */
export const startBare = (name: string, env: Record<string, string>): Promise<Server> =>
  serverOf(spawn(process.execPath, [...FLAGS, '--import', 'tsx', `scripts/bench/bare/${name}.ts`], { env: { PATH: process.env['PATH'] ?? '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] }));

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string };
export type Sending = { method?: 'GET' | 'POST'; path: string; headers?: Record<string, string>; body?: Buffer };

export function client({ port }: Pick<Server, 'port'>, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  function send(sending: Sending): Promise<Answer> {
    const { method = 'GET', path, headers = {}, body } = sending;
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, agent, method, path, headers: { ...headers, ...(body ? { 'content-length': String(body.length) } : {}) } }, (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => void pieces.push(piece));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(pieces).toString('utf8') }));
        answer.on('error', reject);
      });
      // A kept connection that the server ended in this very moment: nothing of the question was read.
      asked.on('error', (error: NodeJS.ErrnoException) => (asked.reusedSocket && error.code === 'ECONNRESET' && method === 'GET' ? resolve(send(sending)) : reject(error)));
      asked.end(body);
    });
  }
  return { send, close: () => agent.destroy() };
}

/** `work`: ms of processor time that the server used a request. */
export type Load = { perSecond: number; errors: number; p95: number; work: number };

/** So many `seconds`, or `count` requests, over `connections` kept connections; what does not answer `expected` is an error. */
export async function load(
  server: Pick<Server, 'port' | 'pid'>,
  { connections, count = Infinity, seconds: allowed = Infinity, make, expected }: { connections: number; count?: number; seconds?: number; make: (n: number) => Sending; expected: number },
): Promise<Load> {
  const { send, close } = client(server, connections);
  const times: number[] = [];
  let errors = 0;
  let next = 0;
  const before = processorTime(server.pid);
  const began = performance.now();
  await Promise.all(Array.from({ length: connections }, async () => {
    while (next < count && performance.now() - began < allowed * 1000) {
      const asked = performance.now();
      const answer = await send(make(next++)).catch(() => null);
      times.push(performance.now() - asked);
      if (answer?.status !== expected) errors += 1;
    }
  }));
  const seconds = (performance.now() - began) / 1000;
  close();
  return { perSecond: times.length / seconds, errors, p95: quantile(times, 0.95), work: (processorTime(server.pid) - before) / times.length };
}
