// The keys that a database was written with are noted in it at its first start, as digests that tell nothing of them. A process with another
// key would seal what nobody can open later, and find no code and no number: it must not begin.
import type { Connection } from 'mongoose';
import { ConfigurationError } from '../config.ts';
import { keyMarks } from '../crypto/keys.ts';
import type { Keys } from '../crypto/keys.ts';
import { isDuplicate } from './duplicate.ts';

/** One row, so that it is written whole or not at all; by root, then by the short public name of each key under which records were written. */
type Row = { _id: string; marks: Record<string, Record<string, string>> };
const ROW = 'keys';
const VARIABLES = { master: 'MASTER_KEY', lookup: 'LOOKUP_KEY' } as const;

/** Notes the keys of a new database, compares those of a known one. @throws ConfigurationError with one message that names each wrong key. */
export async function checkKeys(connection: Connection, keys: Keys, dataDir: string): Promise<void> {
  const rows = connection.collection<Row>('keyMarks');
  const read = async () => (await rows.findOne({ _id: ROW }))?.marks;
  const mine = keyMarks(keys);
  let known = await read();
  if (!known) {
    // Of two processes that begin at once with different keys, one writes the row and the other is stopped by it.
    const marks = Object.fromEntries(mine.map(({ root, id, mark }) => [root, { [id]: mark }]));
    await rows.updateOne({ _id: ROW }, { $setOnInsert: { marks } }, { upsert: true }).catch((error: unknown) => {
      if (!isDuplicate(error)) throw error;
    });
    known = await read();
  }
  const wrong = mine.flatMap(({ root, id, mark }) => {
    const marks = known?.[root] ?? {};
    return marks[id] === mark ? [] : [`${VARIABLES[root]}: key ${id} was given, this database was written with ${Object.keys(marks).join(', ')}`];
  });
  if (wrong.length === 0) return;
  throw new ConfigurationError(`The keys do not belong to this database:\n${wrong.map((line) => `  - ${line}`).join('\n')}\nNothing was changed. Give the keys with which it was first started (in trial mode they lie in ${dataDir}/keys), or name another database.`);
}
