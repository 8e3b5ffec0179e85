import { expect } from 'chai';
import { ConfigurationError } from '../../../server/kernel/config.ts';
import { generateKeys, loadKeys } from '../../../server/kernel/crypto.ts';
import { checkKeys } from '../../../server/kernel/database/key-marks.ts';
import { openTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

describe('the keys of a database', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await openTestDatabase();
  });
  afterEach(() => database.drop());
  const check = (texts: ReturnType<typeof generateKeys>): Promise<void> => checkKeys(database.connection, loadKeys(texts), '/srv/data');
  const refusal = async (texts: ReturnType<typeof generateKeys>): Promise<string> => {
    const error = await check(texts).then(() => null, (caught: unknown) => caught);
    if (!(error instanceof ConfigurationError)) throw new Error(`not refused: ${String(error)}`);
    return error.message;
  };

  it('are noted at the first start and pass at every later one', async () => {
    const keys = generateKeys();
    await check(keys);
    await check(keys);
    const rows = await database.connection.collection<{ marks: Record<string, Record<string, string>> }>('keyMarks').find({}).toArray();
    expect(rows.map(({ marks }) => Object.keys(marks))).to.deep.equal([['master', 'lookup']]);
    expect(rows.flatMap(({ marks }) => Object.values(marks).flatMap(Object.entries)).every(([id, mark]) => /^[0-9a-f]{8}$/.test(id) && /^[0-9a-f]{64}$/.test(mark))).to.equal(true);
    const kept = JSON.stringify(rows);
    for (const text of Object.values(keys)) expect(kept).not.to.contain(text);
  });

  it('each wrong one is named in one message, and nothing is written', async () => {
    const keys = generateKeys();
    const other = generateKeys();
    await check(keys);
    const one = await refusal({ ...keys, lookupKey: other.lookupKey });
    expect(one).to.match(/^The keys do not belong to this database:\n {2}- LOOKUP_KEY: key [0-9a-f]{8} was given, this database was written with [0-9a-f]{8}\nNothing was changed\. .*\/srv\/data\/keys.*$/);
    expect((await refusal(other)).match(/ {2}- (MASTER|LOOKUP)_KEY: /g)).to.have.length(2);
    await check(keys);
  });

  it('a session key or a receipt key may change: nothing sealed depends on it', async () => {
    const keys = generateKeys();
    const other = generateKeys();
    await check(keys);
    await check({ ...keys, sessionKey: other.sessionKey, receiptSigningKey: other.receiptSigningKey });
  });

  it('of two that begin at once with different keys, exactly one goes on', async () => {
    const ends = await Promise.all([generateKeys(), generateKeys(), generateKeys()].map((keys) => check(keys).then(() => 'on', () => 'stopped')));
    expect(ends.filter((end) => end === 'on')).to.have.length(1);
  });
});
