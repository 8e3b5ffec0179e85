import { expect } from 'chai';
import { openSite } from '../support/http.ts';
import type { TestSite } from '../support/http.ts';
import { addStaff, PASSWORD, personOf } from '../support/people.ts';

describe('a document on screen', () => {
  let site: TestSite;
  let address: string;
  before(async () => {
    site = await openSite();
    const staff = await addStaff(site.services);
    // The case does not exist; whether one may know of it is asked in the tests of cases.
    site.services.documents.guard('case', async () => true);
    const { id } = await site.services.documents.issue({
      key: 'page', kind: 'orderToCorrect', bureau: '440784', subject: { kind: 'case', id: 'c1' }, by: personOf(staff, 'investigator1').id, isNumbered: true,
      slots: { party: '演示<b>医院</b>', facts: '一、重复收费。\n二、超标准收费。', provision: '《医疗保障基金使用监督管理条例》第三十八条', requirement: '退回所收费用', deadline: '2026年12月1日' },
    });
    address = `/documents/${id}`;
  });
  after(() => site.close());

  it('is a sheet of paper with number, date and 演示, whose text is never markup', async () => {
    const client = site.client();
    await client.signIn('investigator1', PASSWORD);
    const page = await client.get(address);
    expect(page.text).to.include('鹤山市演示医疗保障局').and.to.include('责令改正通知书').and.to.include('鹤演医保责改〔2026〕1 号').and.to.include('2026年11月10日').and.to.include('演示文书');
    expect(page.html).to.include('演示&lt;b&gt;医院&lt;/b&gt;').and.to.include('<p class="mj-letter__body">二、超标准收费。</p>');
    const twin = await client.getJson<{ number: string; letter: { title: string } }>(address);
    expect([twin.number, twin.letter.title]).to.deep.equal(['鹤演医保责改〔2026〕1 号', '责令改正通知书']);
  });

  it('takes a record of service from who may deliver, shows mistakes beside what was typed, and only the sheet to others', async () => {
    const client = site.client();
    await client.signIn('investigator1', PASSWORD);
    const page = await client.get(address);
    const wrong = await client.press(page, '记下送达', { on: '2026-11-09', way: 'leave', note: '' });
    expect(wrong.status).to.equal(422);
    expect(wrong.links.map(({ href }) => href)).to.include.members(['#on', '#note']);
    expect(wrong.html).to.include('value="2026-11-09"');
    expect((await client.press(page, '记下送达', { way: 'electronic' })).status).to.equal(409);
    // Nor does the id of any file stand for the signed confirmation.
    expect((await client.post(`${address}/deliveries`, { version: 1, on: '2026-11-10', way: 'electronic', fileId: 'a'.repeat(32) })).status).to.equal(409);
    const served = await client.press(page, '记下送达', { way: 'leave', note: '见证人：演示，已拍照' });
    expect(served.text).to.include('送达已记下').and.to.include('留置送达').and.to.include('见证人：演示，已拍照').and.to.include('演示乙');
    expect((await client.press(page, '记下送达', { way: 'post', note: '邮件' })).status).to.equal(409);
    const reviewer = site.client();
    await reviewer.signIn('reviewer', PASSWORD);
    const read = await reviewer.get(address);
    expect(read.status).to.equal(200);
    expect(read.text).not.to.include('记下送达');
    expect((await reviewer.post(`${address}/deliveries`, { version: '2', on: '2026-11-10', way: 'direct' })).status).to.equal(403);
    const stranger = site.client();
    await stranger.signIn('head.zs', PASSWORD);
    expect((await stranger.get(address)).status).to.equal(404);
  });
});
