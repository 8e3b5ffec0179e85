// The process: config → database → app → listen → stop cleanly. The only file that exits.
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createApp } from './app.ts';
import { systemClock } from './kernel/clock.ts';
import { ConfigurationError, readConfig } from './kernel/config.ts';
import { connect, init } from './kernel/database/connect.ts';
import { createLog } from './kernel/log.ts';
import { loadViews } from './kernel/views.ts';
import { readKeys } from './kernel/keys.ts';
import { createServices } from './services.ts';

const GRACE_MILLISECONDS = 10_000;

async function start(): Promise<void> {
  const root = process.cwd();
  const config = readConfig(process.env);
  const log = createLog(config.LOG_LEVEL);
  loadViews(join(root, 'views'));
  const keys = readKeys(config);
  const database = await connect({ uri: config.MONGODB_URI, dataDir: config.DATA_DIR, log: (message) => log.error(message) });
  const services = createServices({ config, database, keys, clock: systemClock, log, root });
  await init(database.connection);
  const server = createServer(createApp(services));
  server.requestTimeout = 30 * 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, resolve);
  });
  services.jobs.start();
  await services.reports.startTidying();
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.PORT;
  process.stdout.write(`明鉴 Mingjian  http://${config.HOST}:${port}\n`);

  const stop = (signal: string): void => {
    log.info('stopping', { signal });
    setTimeout(() => process.exit(1), GRACE_MILLISECONDS).unref();
    server.close(() => {
      void services.jobs.stop().then(() => database.close()).then(() => process.exit(0), () => process.exit(1));
    });
    server.closeIdleConnections();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

start().catch((error: unknown) => {
  process.stderr.write(error instanceof ConfigurationError ? `${error.message}\n` : `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
