// Starts the fresh bundle in a folder of its own, looks at the first pages and keeps what V8 compiled for them beside the bundle.
// A process of its own, run with the flags of `npm start`: V8 takes a cache only under the flags that it was made with.
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from '../load.mjs';

const folder = mkdtempSync(join(tmpdir(), 'mj-build-'));
Object.assign(process.env, { PORT: '0', HOST: '127.0.0.1', DATA_DIR: join(folder, 'data'), UPLOADS_DIR: join(folder, 'uploads'), LOG_LEVEL: 'error' });
for (const name of ['NODE_ENV', 'MONGODB_URI', 'PUBLIC_URL', 'MASTER_KEY', 'LOOKUP_KEY', 'SESSION_KEY', 'RECEIPT_SIGNING_KEY']) delete process.env[name];
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

// Whoever built may be gone: nothing of this stays.
setTimeout(() => process.exit(1), 45_000);

const [, , bundle] = process.argv;
process.argv.push('--empty');
const origin = new Promise((resolve) => {
  const write = process.stdout.write;
  process.stdout.write = (text, ...rest) => {
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(String(text))?.[0];
    if (found) resolve(found);
    return found ? true : write.call(process.stdout, text, ...rest);
  };
});
const compiled = load(bundle);
for (const path of ['/', '/sign-in', '/reports/new']) await (await fetch(`${await origin}${path}`, { headers: { accept: 'text/html' } })).text();
const { path, bytes } = compiled();
writeFileSync(`${path}.new`, bytes);
renameSync(`${path}.new`, path);
process.exit(0);
