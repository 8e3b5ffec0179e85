import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { connect } from '../../server/kernel/database/connect.ts';
import { settle } from '../../server/kernel/database/gather.ts';
import type { Database } from '../../server/kernel/database/connect.ts';
import type { Clock } from '../../server/kernel/clock.ts';

export type TestDatabase = Database & { drop(): Promise<void> };

/** The same server with another database; only names that end in `_test` are ever written to. */
export function testUri(server: string, name = `mj_${randomBytes(5).toString('hex')}_test`): string {
  const uri = new URL(server);
  const given = uri.pathname.slice(1);
  for (const one of [given, name]) if (!one.endsWith('_test')) throw new Error(`tests refuse the database "${one}": its name must end in _test`);
  uri.pathname = `/${name}`;
  return uri.href;
}

/** A fresh database: on the server named by MONGODB_TEST_URI, or an embedded store in a temporary folder. */
export async function openTestDatabase({ clock }: { clock?: Clock } = {}): Promise<TestDatabase> {
  const server = process.env.MONGODB_TEST_URI;
  const dataDir = server ? '' : await mkdtemp(join(tmpdir(), 'mj-test-'));
  const database = await connect({ uri: server ? testUri(server) : undefined, dataDir, ...(clock && { clock }) });
  return {
    ...database,
    async drop() {
      if (server) {
        await settle(database.connection);
        await database.connection.dropDatabase();
      }
      await database.close();
      if (dataDir) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
