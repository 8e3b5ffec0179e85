import { expect } from 'chai';
import { openSite } from '../support/http.ts';
import type { TestSite } from '../support/http.ts';
import { addStaff } from '../support/people.ts';
import { submitted } from './support.ts';

const WRONG = '0000 0000 0000 0000 0';

describe('guessing codes', () => {
  let site: TestSite;
  before(async () => {
    site = await openSite();
    await addStaff(site.services);
  });
  after(() => site.close());
  const guess = async (number: string, source: string): Promise<string> => (await site.services.reports.enter({ number, code: WRONG }, source)).outcome;
  const number = (n: number): string => `4407-${String(n).padStart(4, '0')}-0000`;

  it('is stopped for a source that tries many numbers, and for that source alone', async () => {
    const outcomes = await Promise.all(Array.from({ length: 100 }, (_, n) => guess(number(n), '203.0.113.7')));
    expect([...new Set(outcomes)]).to.deep.equal(['wrong']);
    expect(await guess(number(100), '203.0.113.7')).to.equal('locked');
    expect(await guess(number(101), '203.0.113.8')).to.equal('wrong');
    site.clock.advance({ minutes: 16 });
    expect(await guess(number(102), '203.0.113.7')).to.equal('wrong');
  });

  it('does not count those who are right: a hospital’s staff may all look, and none of them opens the door to a guesser', async () => {
    const sent = await submitted(site.services);
    const look = async (): Promise<string> => (await site.services.reports.enter({ number: sent.number, code: sent.code }, '198.51.100.1')).outcome;
    for (let n = 0; n < 21; n += 1) expect(await Promise.all(Array.from({ length: 5 }, look))).to.deep.equal(['in', 'in', 'in', 'in', 'in']);
    for (let n = 0; n < 20; n += 1) expect(await Promise.all([guess(number(200 + n), '198.51.100.1'), look()])).to.deep.equal(['wrong', 'in']);
    expect([...new Set(await Promise.all(Array.from({ length: 80 }, (_, n) => guess(number(300 + n), '198.51.100.1'))))]).to.deep.equal(['wrong']);
    expect(await guess(number(400), '198.51.100.1')).to.equal('locked');
  });

  it('leaves nothing but keyed digests that vanish with their window', async () => {
    const { connection } = site.services.database;
    const rows = await connection.collection<{ _id: string; expiresAt: Date }>('counters').find({ _id: /^reporter-/ }).toArray();
    expect(rows.length).to.be.greaterThan(100);
    for (const row of rows) {
      expect(Object.keys(row).sort()).to.deep.equal(['_id', 'count', 'expiresAt']);
      expect(row._id).to.match(/^reporter-(source|number):[\w-]{43}:\d+$/);
      expect(row.expiresAt.getTime() - site.clock().getTime()).to.be.at.most(3_600_000);
    }
    expect(JSON.stringify(rows)).to.not.contain('203.0.113').and.to.not.contain('4407-');
    const counters = Object.values(connection.models).find(({ collection }) => collection.collectionName === 'counters');
    expect(counters?.schema.indexes().some(([key, { expireAfterSeconds }]) => 'expiresAt' in key && expireAfterSeconds === 0)).to.equal(true);
  });
});
