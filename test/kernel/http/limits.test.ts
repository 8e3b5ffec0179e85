import { expect } from 'chai';
import { init } from '../../../server/kernel/database/connect.ts';
import { createLimits } from '../../../server/kernel/http/limits.ts';
import { testClock } from '../../support/clock.ts';
import { openTestDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

const RULE = { points: 3, seconds: 900 };
const digest = (name: string, subject: string): string => `d-${name}-${subject}`;

describe('limits', () => {
  // Far ahead: a server removes what has expired by the world's clock.
  const clock = testClock('2126-11-10T02:00:00Z');
  let database: TestDatabase;
  before(async () => {
    database = await openTestDatabase({ clock });
    createLimits({ connection: database.connection, clock, digest });
    await init(database.connection);
  });
  after(() => database.drop());

  /** Two processes on one database; a model can be made once a connection, so the second shares the first's. */
  const processes = () => {
    database.connection.deleteModel('Counter');
    const first = createLimits({ connection: database.connection, clock, digest });
    database.connection.deleteModel('Counter');
    return [first, createLimits({ connection: database.connection, clock, digest })] as const;
  };

  it('counts across processes, for each subject and each name apart', async () => {
    const [one, two] = processes();
    const tries = [await one.allow('sign-in', 'a', RULE), await two.allow('sign-in', 'a', RULE), await one.allow('sign-in', 'a', RULE), await two.allow('sign-in', 'a', RULE)];
    expect(tries).to.deep.equal([true, true, true, false]);
    expect(await one.allow('sign-in', 'b', RULE)).to.equal(true);
    expect(await one.allow('passphrase', 'a', RULE)).to.equal(true);
  });
  it('loses none of many that come at once', async () => {
    const [one, two] = processes();
    const tries = await Promise.all(Array.from({ length: 10 }, (_, at) => (at % 2 ? one : two).allow('flood', 'a', RULE)));
    expect(tries.filter(Boolean)).to.have.length(3);
  });
  it('opens again with the next window, or when the points are given back', async () => {
    const [one] = processes();
    for (let n = 0; n < 4; n += 1) await one.allow('again', 'a', RULE);
    expect(await one.allow('again', 'a', RULE)).to.equal(false);
    clock.advance({ minutes: 15 });
    expect(await one.allow('again', 'a', RULE)).to.equal(true);
    await one.allow('again', 'a', RULE);
    await one.allow('again', 'a', RULE);
    await one.forget('again', 'a');
    expect(await one.allow('again', 'a', RULE)).to.equal(true);
  });
  it('gives back what this process remembers too: a busy subject that succeeds each time is never a flood', async () => {
    const [one] = processes();
    const tries: boolean[] = [];
    for (let n = 0; n < 20; n += 1) {
      tries.push(await one.allow('busy', 'a', RULE));
      await one.forget('busy', 'a');
    }
    expect(tries.every(Boolean)).to.equal(true);
  });
  it('gives one point back, and no more than was taken', async () => {
    const [one] = processes();
    await one.allow('back', 'a', RULE);
    await one.giveBack('back', 'a', RULE);
    const tries = [await one.allow('back', 'a', RULE), await one.allow('back', 'a', RULE), await one.allow('back', 'a', RULE), await one.allow('back', 'a', RULE)];
    expect(tries).to.deep.equal([true, true, true, false]);
  });
  it('stores no subject, and a time after which the row goes', async () => {
    const [one] = processes();
    await one.allow('private', 'secret person', RULE);
    const rows = await database.connection.collection<{ _id: string; expiresAt: Date }>('counters').find({ _id: /^private:/ }).toArray();
    expect(rows).to.have.length(1);
    expect(rows[0]?._id).to.match(/^private:d-private-secret person:\d+$/);
    expect(rows[0]?.expiresAt.toISOString()).to.equal('2126-11-10T02:30:00.000Z');
  });
});
