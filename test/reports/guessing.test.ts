import { expect } from 'chai';
import { openSite } from '../support/http.ts';
import type { TestSite } from '../support/http.ts';
import { addStaff } from '../support/people.ts';
import { submitted } from './support.ts';

const WRONG = '0000 0000 0000 0000 0';
const UNKNOWN = '4407-7777-7777';

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

  it('unseals nothing for a wrong code: the time that takes would tell that there is such a number', async () => {
    const sent = await submitted(site.services);
    const { matchedCount } = await site.services.database.connection.collection('reports').updateOne({ number: sent.number }, { $set: { sealed: 'no seal', sealedContent: 'no seal' } });
    expect([matchedCount, await guess(sent.number, '198.51.100.9')]).to.deep.equal([1, 'wrong']);
    expect(await site.services.reports.enter(sent, '198.51.100.9').then(() => 'in', () => 'cannot be unsealed')).to.equal('cannot be unsealed');
  });

  describe('past the limit of a number', () => {
    const LIMIT = 10;
    type Told = { status: number; wait: string | null; html: string };
    let sent: { number: string; code: string };
    before(async () => {
      sent = await submitted(site.services);
    });
    const bare = (html: string, typed: string): string => html.replaceAll(typed, '…').replaceAll(/[0-9a-f]{12,}/g, '…');
    async function ask(path: string, given: { number: string; code: string }, language: string): Promise<Told> {
      const { status, headers, html } = await site.client().post(path, { ...given, saved: 'yes' }, { follow: false, headers: { 'accept-language': language } });
      return { status, wait: headers.get('retry-after'), html };
    }

    for (const path of ['/reports/status', '/reports/saved', '/reports/receipt']) {
      for (const [language, words] of [['zh-CN', '试错太多次，请过 56 分钟再来'], ['en', 'Too many wrong tries; please come back in 56 minutes']] as const) {
        it(`${path} in ${language}: 429 with the time to wait, the number kept, the code never, the same whether or not there is such a number, and for the right code`, async () => {
          site.clock.set('2026-11-12T03:04:05Z');
          for (const each of [sent.number, UNKNOWN]) for (let n = 0; n < LIMIT; n += 1) await guess(each, `192.0.2.${n}`);
          const answers = [await ask(path, { number: sent.number, code: WRONG }, language), await ask(path, { number: UNKNOWN, code: WRONG }, language), await ask(path, sent, language)];
          for (const { status, wait, html } of answers) {
            expect([status, wait]).to.deep.equal([429, '3355']);
            expect(html).to.include(words).and.not.to.include(WRONG).and.not.to.include(sent.code);
          }
          const [real, unknown, right] = answers;
          expect(real?.html).to.include(`value="${sent.number}"`);
          expect(bare(real?.html ?? '', sent.number)).to.equal(bare(unknown?.html ?? '', UNKNOWN));
          expect(bare(right?.html ?? '', sent.number)).to.equal(bare(unknown?.html ?? '', UNKNOWN));
        });
      }
    }

    it('tells a program the same, and opens again with the window', async () => {
      const program = async (given: { number: string; code: string }): Promise<unknown> => {
        const answer = await site.client().postJson('/reports/status', given);
        const { requestId: _requestId, ...problem } = answer.json<Record<string, unknown>>();
        return { status: answer.status, wait: answer.headers.get('retry-after'), problem };
      };
      const real = await program({ number: sent.number, code: WRONG });
      expect(real).to.deep.include({ status: 429, wait: '3355' });
      expect(real).to.have.nested.property('problem.retryAfter', 3355);
      expect(real).to.have.nested.property('problem.detail', '试错太多次，请过 56 分钟再来；这不影响您的举报');
      expect(await program({ number: UNKNOWN, code: WRONG })).to.deep.equal(real);
      site.clock.advance({ minutes: 56 });
      expect((await ask('/reports/status', sent, 'zh-CN')).status).to.equal(303);
    });
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
