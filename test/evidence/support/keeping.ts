// The evidence service as it runs, over a test database and a temporary folder, with a clock that the test turns.
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCrypto, generateKeys, loadKeys } from '../../../server/kernel/crypto.ts';
import { init } from '../../../server/kernel/database/connect.ts';
import { diskStorage, recogniseContent, reencodePicture } from '../../../server/evidence/adapters.ts';
import { EVIDENCE_LIMITS, type Received } from '../../../server/evidence/rules/files.ts';
import { evidenceService } from '../../../server/evidence/service.ts';
import { evidenceStore } from '../../../server/evidence/store.ts';
import { openTestDatabase } from '../../support/database.ts';

/** As the process would: nothing of it may be overlooked. */
export const raised = (error: unknown): never => {
  throw error;
};

export type Keeping = Awaited<ReturnType<typeof startKeeping>>;

export async function startKeeping() {
  const database = await openTestDatabase();
  const root = mkdtempSync(join(tmpdir(), 'mingjian-evidence-'));
  const crypto = createCrypto(loadKeys(generateKeys()));
  let now = new Date('2026-11-20T02:00:00Z');
  const store = evidenceStore(database.connection);
  await init(database.connection);
  const evidence = evidenceService({
    store, storage: diskStorage(root, raised), recognise: recogniseContent, reencode: reencodePicture, crypto, clock: () => now, limits: { ...EVIDENCE_LIMITS, files: 5 },
  });
  const placeOf = (id: string): string => join(root, id.slice(0, 2), `${id}.age`);

  return {
    evidence, store, root, placeOf, connection: database.connection,
    now: () => now,
    minutesLater(minutes: number): void {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    async receive(originalName: string, content: Buffer | string): Promise<Received> {
      const intake = evidence.receive({ originalName, position: 0 });
      await intake.write(Buffer.from(content));
      const outcome = await intake.end();
      if ('refused' in outcome) throw new Error(outcome.refused);
      return outcome.kept;
    },
    /** Bytes carry the machine's time; the sweeper compares it with the clock. */
    age(id: string, minutes: number): void {
      const then = new Date(now.getTime() - minutes * 60_000);
      utimesSync(placeOf(id), then, then);
    },
    onDisk: (): string[] => readdirSync(root, { recursive: true }).map(String).filter((name) => name.endsWith('.age')).map((name) => name.slice(3, -4)).sort(),
    rows: async (): Promise<string[]> => (await database.connection.collection<{ _id: string }>('files').find().sort({ _id: 1 }).toArray()).map((row) => row._id),
    async stop(): Promise<void> {
      await database.drop();
      rmSync(root, { recursive: true });
    },
  };
}

export async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}
