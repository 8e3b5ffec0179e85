// The process: config → database → app → listen → stop cleanly. The only file that exits.
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createApp } from './app.ts';
import { systemClock } from './kernel/clock.ts';
import { readConfig } from './kernel/config.ts';
import { connect, init } from './kernel/database/connect.ts';
import { checkKeys } from './kernel/database/key-marks.ts';
import { createLog } from './kernel/log.ts';
import { loadViews } from './kernel/views.ts';
import { readKeys } from './kernel/keys.ts';
import { createServices } from './services.ts';
import { isTold, refuseDemoAccounts, serving, whyNot } from './serving.ts';

const GRACE_MILLISECONDS = 10_000;

async function start(): Promise<void> {
  const root = process.cwd();
  const config = readConfig(process.env);
  const isEmpty = process.argv.includes('--empty');
  const log = createLog(config.LOG_LEVEL);
  loadViews(join(root, 'views'));
  const keys = readKeys(config);
  const database = await connect({ uri: config.MONGODB_URI, dataDir: config.DATA_DIR, log: (message) => log.error(message) });
  await checkKeys(database.connection, keys, config.DATA_DIR);
  const services = createServices({ config, database, keys, clock: systemClock, log, root });
  await init(database.connection);
  await refuseDemoAccounts(services);
  const server = createServer(createApp(services));
  server.requestTimeout = 30 * 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.PORT;
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  print(`明鉴 Mingjian  http://${config.HOST}:${port}`);
  if (config.isTrial) print(`试用模式：密钥和数据放在一起，不要收真实的举报 Trial mode: the keys lie beside the data (${join(config.DATA_DIR, 'keys')}), so take no real report`);

  const loadStory = async () => (config.isTrial && !isEmpty && !(await isTold(services)) ? (await import('../scripts/story/load.ts')).loadStory({ config, database, keys, clock: systemClock, log, root }) : null);
  const background = serving(services, loadStory, print);

  const stop = (signal: string): void => {
    log.info('stopping', { signal });
    setTimeout(() => process.exit(1), GRACE_MILLISECONDS).unref();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    void Promise.all([closed, background.stop()]).then(() => database.close()).then(() => process.exit(0), () => process.exit(1));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

start().catch((error: unknown) => {
  process.stderr.write(`${whyNot(error)}\n`);
  process.exit(1);
});
