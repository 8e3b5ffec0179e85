// Moves an installation from the embedded store to a MongoDB server: DATA_DIR=data MONGODB_URI=mongodb://… node dist/scripts/copy-to-mongodb.js
// Run it while the server is stopped. The store under DATA_DIR stays as it is. Ends with 1 where anything differs.
import { existsSync } from 'node:fs';
import { copyToMongodb } from '../server/kernel/database/copy.ts';
import { recordsIn } from '../server/kernel/database/embedded/lock.ts';

async function main(): Promise<void> {
  const { DATA_DIR = 'data', MONGODB_URI } = process.env;
  if (!MONGODB_URI) throw new Error('MONGODB_URI is not set: the address of the database to copy to');
  if (!existsSync(recordsIn(DATA_DIR))) throw new Error(`There is no embedded store under ${DATA_DIR}: set DATA_DIR`);
  const copied = await copyToMongodb(DATA_DIR, MONGODB_URI);
  const width = Math.max(10, ...copied.map(({ collection }) => collection.length));
  for (const { collection, here, there, hashHere, hashThere, same } of copied) {
    process.stdout.write(`${collection.padEnd(width)} ${String(here).padStart(8)} ${String(there).padStart(8)}  ${hashHere.slice(0, 16)} ${hashThere.slice(0, 16)}  ${same ? 'same' : 'DIFFERENT'}\n`);
  }
  const different = copied.filter(({ same }) => !same);
  process.stdout.write(`${copied.length} collections, ${copied.length - different.length} the same, ${different.length} different\n`);
  if (different.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
