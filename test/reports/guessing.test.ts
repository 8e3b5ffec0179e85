import { expect } from 'chai';
import { openSite } from '../support/http.ts';
import type { Client, TestSite } from '../support/http.ts';
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
      for (const [language, words, kept] of [['zh-CN', '试错太多次，请过 56 分钟再来', '查询码没有留在页面上'], ['en', 'Too many wrong tries; please come back in 56 minutes', 'the access code was not kept']] as const) {
        it(`${path} in ${language}: 429 with the time to wait, the number kept, the code never, the same whether or not there is such a number, and for the right code`, async () => {
          site.clock.set('2026-11-12T03:04:05Z');
          for (const each of [sent.number, UNKNOWN]) for (let n = 0; n < LIMIT; n += 1) await guess(each, `192.0.2.${n}`);
          const answers = [await ask(path, { number: sent.number, code: WRONG }, language), await ask(path, { number: UNKNOWN, code: WRONG }, language), await ask(path, sent, language)];
          for (const { status, wait, html } of answers) {
            expect([status, wait]).to.deep.equal([429, '3355']);
            expect(html).to.include(words).and.not.to.include(WRONG).and.not.to.include(sent.code);
            // Nothing is to be mended, and the code is not there any more.
            expect(html).to.include(kept).and.not.to.match(/没有丢|需要改|请改正|Nothing is lost|to mend/);
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

  describe('a number that a stranger shuts', () => {
    type Sent = { number: string; code: string };
    let sent: Sent;
    before(() => site.clock.set('2026-11-13T03:00:05Z'));
    beforeEach(async () => {
      site.clock.advance({ minutes: 60 });
      sent = await submitted(site.services);
    });
    const comes = async (reader: Client, code: string, number = sent.number): Promise<number> => (await reader.post('/reports/status', { number, code }, { follow: false })).status;
    /** How many of so many tries from as many addresses were looked at. */
    async function guessed(tries: number): Promise<number> {
      const outcomes: string[] = [];
      for (let n = 0; n < tries; n += 1) outcomes.push(await guess(sent.number, `192.0.2.${n}`));
      return outcomes.filter((outcome) => outcome === 'wrong').length;
    }

    it('stays open to the browser that had the right code in the same hour, and to no other', async () => {
      const [reporter, other] = [site.client(), site.client()];
      expect(await comes(reporter, sent.code)).to.equal(303);
      expect(await guessed(15)).to.equal(10);
      site.clock.advance({ minutes: 20 });
      expect((await reporter.get('/reports/mine')).address, 'the session is over').to.equal('/reports/status');
      expect([await comes(reporter, WRONG), await comes(reporter, sent.code), await comes(other, sent.code)]).to.deep.equal([422, 303, 429]);
      expect(await guessed(5), 'his coming opens nothing to the stranger').to.equal(0);
    });

    it('gives ten guesses an hour and no more, also where the reporter comes in between them: nothing tells of him', async () => {
      const reporter = site.client();
      expect(await guessed(9)).to.equal(9);
      for (let n = 0; n < 3; n += 1) expect(await comes(reporter, sent.code)).to.equal(303);
      expect(await guessed(5)).to.equal(1);
      site.clock.advance({ minutes: 60 });
      expect(await guessed(15)).to.equal(10);
    });

    it('is no place without end: ten wrong codes an hour too, all its browsers together, in the same words', async () => {
      const [reporter, second, other] = [site.client(), site.client(), site.client()];
      for (const reader of [reporter, second]) expect(await comes(reader, sent.code)).to.equal(303);
      for (let n = 0; n < 10; n += 1) expect(await comes(n % 2 === 0 ? reporter : second, WRONG)).to.equal(422);
      expect([await comes(reporter, sent.code), await comes(second, sent.code), await comes(other, sent.code)]).to.deep.equal([429, 429, 303]);
    });

    it('holds for its own number and one hour, is nothing that can be made, and goes when the reporter leaves', async () => {
      const [reporter, thief] = [site.client(), site.client()];
      expect(await comes(reporter, sent.code)).to.equal(303);
      const place = reporter.cookies.get('mj_place') ?? '';
      const mine = await submitted(site.services);
      thief.cookies.set('mj_place', place);
      for (let n = 0; n < 10; n += 1) await guess(mine.number, `192.0.2.${n}`);
      expect(await comes(thief, mine.code, mine.number), 'of another number').to.equal(429);
      await guessed(10);
      for (const made of ['', 'v1.x', `${place.slice(0, -4)}AAAA`]) {
        thief.cookies.set('mj_place', made);
        expect(await comes(thief, sent.code), made).to.equal(429);
      }
      site.clock.advance({ minutes: 61 });
      await guessed(10);
      expect(await comes(reporter, sent.code), 'after an hour').to.equal(429);
      site.clock.advance({ minutes: 60 });
      for (const way of [(): Promise<unknown> => reporter.get('/reports/leave', { follow: false }), (): Promise<unknown> => reporter.post('/reports/exit', {}, { follow: false })]) {
        expect(await comes(reporter, sent.code)).to.equal(303);
        expect(reporter.cookies.has('mj_place')).to.equal(true);
        await way();
        expect([...reporter.cookies.keys()].filter((name) => name === 'mj_place' || name === 'mj_reporter')).to.deep.equal([]);
      }
    });

    it('keeps the cookie from scripts, other sites and other pages, and lets it tell nothing', async () => {
      const answer = await site.client().post('/reports/status', sent, { follow: false });
      const line = answer.headers.getSetCookie().find((cookie) => cookie.startsWith('mj_place=')) ?? '';
      expect(line).to.match(/Max-Age=3600/).and.to.match(/Path=\/reports/).and.to.match(/HttpOnly/).and.to.match(/SameSite=Strict/).and.not.to.contain(sent.number);
      const wrong = await site.client().post('/reports/status', { number: sent.number, code: WRONG }, { follow: false });
      expect(wrong.headers.getSetCookie().join()).not.to.contain('mj_place');
    });
  });

  it('leaves nothing but keyed digests that vanish with their window', async () => {
    const { connection } = site.services.database;
    const rows = await connection.collection<{ _id: string; expiresAt: Date }>('counters').find({ _id: /^reporter-/ }).toArray();
    expect(rows.length).to.be.greaterThan(100);
    for (const row of rows) {
      expect(Object.keys(row).sort()).to.deep.equal(['_id', 'count', 'expiresAt']);
      expect(row._id).to.match(/^reporter-(source|number|place):[\w-]{43}:\d+$/);
      expect(row.expiresAt.getTime() - site.clock().getTime()).to.be.at.most(3_600_000);
    }
    expect(JSON.stringify(rows)).to.not.contain('203.0.113').and.to.not.match(/4407-[0-9A-Z]{4}-/);
    const counters = Object.values(connection.models).find(({ collection }) => collection.collectionName === 'counters');
    expect(counters?.schema.indexes().some(([key, { expireAfterSeconds }]) => 'expiresAt' in key && expireAfterSeconds === 0)).to.equal(true);
  });
});
