import { expect } from 'chai';
import { openSite } from '../support/http.ts';
import type { TestSite } from '../support/http.ts';
import { addStaff } from '../support/people.ts';

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
    const indexes = await connection.collection('counters').indexes();
    expect(indexes.some(({ key, expireAfterSeconds }) => 'expiresAt' in key && expireAfterSeconds === 0)).to.equal(true);
  });
});
