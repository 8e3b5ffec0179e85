// Somebody reported may pose as a real-name reporter. What he is told of a tip-off that was not accepted, and what its letter carries, tells him of no other.
import { expect } from 'chai';
import type { Person } from '../../server/people/rules/person.ts';
import { NON_ACCEPTANCE, toldReason } from '../../server/reports/rules/grounds.ts';
import type { Submitted } from '../../server/reports/service.ts';
import type { Answer, Client } from '../support/http.ts';
import { PASSWORD, personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { aRealName, submitted } from './support.ts';

describe('a ground of non-acceptance as its reporter reads it', () => {
  const { site, staff } = staffed();
  let earlier: Submitted;
  before(async () => {
    earlier = await submitted(site.services, aRealName);
  });
  const who = (account: string): Person => personOf(staff, account);

  async function refused(ground: string, text: string): Promise<Submitted> {
    const sent = await submitted(site.services, aRealName);
    const named = ground === 'NA_ALREADY_UNDER_INVESTIGATION' ? { into: earlier.id } : {};
    await site.services.reports.notAccept(who('intake'), sent.id, 1, { ground, text, ...named });
    return sent;
  }
  async function reader({ number, code }: Submitted): Promise<{ client: Client; page: Answer; letter: Answer }> {
    const client = site.client();
    const page = await client.post('/reports/status', { number, code });
    return { client, page, letter: await client.follow(page, '不予受理告知书') };
  }
  /** What a reader sees, without the values that are his own. */
  const without = ({ number }: Submitted, html: string): string => html.replaceAll(number, 'NUMBER').replace(/letters(\/|%2F)[\w-]+/g, 'letters/ID').replace(/req(?:uest)?-?id[^<]*/gi, '');

  it('is the same sentence for four grounds before the first visit, and the ground itself afterwards', () => {
    const told = Object.fromEntries(NON_ACCEPTANCE.map(({ code }) => [code, [toldReason(code, null), toldReason(code, '2026-11-12')]]));
    expect(told).to.deep.equal({
      NA_OUT_OF_SCOPE: ['NA_OUT_OF_SCOPE', 'NA_OUT_OF_SCOPE'],
      NA_NO_TARGET_OR_FACTS: ['NA_AS_IT_STANDS', 'NA_NO_TARGET_OR_FACTS'],
      NA_ALREADY_UNDER_INVESTIGATION: ['NA_AS_IT_STANDS', 'NA_ALREADY_UNDER_INVESTIGATION'],
      NA_CLOSED_NO_NEW_CLUES: ['NA_AS_IT_STANDS', 'NA_CLOSED_NO_NEW_CLUES'],
      NA_SUPERIOR_UPHELD: ['NA_AS_IT_STANDS', 'NA_SUPERIOR_UPHELD'],
      NA_OTHER_PROCEDURE: ['NA_OTHER_PROCEDURE', 'NA_OTHER_PROCEDURE'],
    });
    expect([toldReason('NF_NO_SUSPECT', null), toldReason(null, null)]).to.deep.equal(['NF_NO_SUSPECT', null]);
  });

  it('page, letter and JSON are equal but for the own values; officers see the ground and what was written', async () => {
    const plain = await refused('NA_NO_TARGET_OR_FACTS', '没有写明是哪家机构');
    const first = await reader(plain);
    expect(first.page.text).to.contain('按现在的材料，不具备受理的条件');
    expect(first.letter.text).to.contain('按现在的材料，不具备受理的条件').and.to.contain('欢迎再次提交').and.not.to.contain('没有写明是哪家机构');
    for (const ground of ['NA_ALREADY_UNDER_INVESTIGATION', 'NA_CLOSED_NO_NEW_CLUES', 'NA_SUPERIOR_UPHELD']) {
      const sent = await refused(ground, '另一举报人八月已经反映，正在查');
      const { client, page, letter } = await reader(sent);
      expect(without(sent, page.html), ground).to.equal(without(plain, first.page.html));
      expect(without(sent, letter.html), ground).to.equal(without(plain, first.letter.html));
      for (const path of ['/reports/mine', letter.address]) expect(JSON.stringify(await client.getJson(path)), path).not.to.match(/另一举报人|UNDER_INVESTIGATION|NO_NEW_CLUES|UPHELD|正在调查|〔/);
      const desk = await site.services.reports.forOfficer(who('intake'), sent.id);
      expect([desk.report.reason, desk.report.events.at(-1)?.text]).to.deep.equal([ground, '另一举报人八月已经反映，正在查']);
    }
  });

  it('letters carry the report’s own number; the register number stays with the officers and is not printed', async () => {
    const [one, two] = [await refused('NA_OUT_OF_SCOPE', '属于卫生健康部门'), await refused('NA_OUT_OF_SCOPE', '属于卫生健康部门')];
    for (const sent of [one, two]) {
      const { client, page, letter } = await reader(sent);
      expect(page.text + letter.text).not.to.contain('〔');
      const twin = await client.getJson(letter.address);
      expect([twin['reference'], JSON.stringify(twin).includes('〔')]).to.deep.equal([sent.number, false]);
    }
    const officer = site.client();
    await officer.signIn('intake', PASSWORD);
    const [letter] = await site.services.documents.ofSubject('report', two.id);
    expect(letter?.number).to.match(/^鹤演医保不受〔2026〕\d+ 号$/);
    const sheet = await officer.get(`/documents/${letter?.id ?? ''}`);
    const [printed = ''] = /<article.*?<\/article>/s.exec(sheet.html) ?? [];
    expect(printed).to.contain(two.number).and.not.to.contain('〔');
    expect(/<title>[^<]*/.exec(sheet.html)?.[0]).not.to.contain('〔');
    expect(sheet.text).to.contain(`登记号 ${letter?.number ?? ''} 只记在本局`);
  });
});
