// What was typed is not lost with a session, a race or a legal stop.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { openSite } from '../../support/http.ts';
import type { TestSite } from '../../support/http.ts';
import { addStaff, PASSWORD } from '../../support/people.ts';
import { aSubmission, submitted } from '../../reports/support.ts';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const WORDS = '我又想起一件很要紧的事：\n每个月月底他们都补写登记本。';

describe('what was typed', () => {
  let site: TestSite;
  before(async () => {
    site = await openSite();
    await addStaff(site.services);
  });
  after(() => site.close());

  it('is sent again by an officer whose session had ended, from the page that tells him', async () => {
    const { id } = await submitted(site.services, {});
    const intake = site.client();
    await intake.signIn('intake', PASSWORD);
    const form = await intake.get(`/reports/desk/${id}`);
    intake.cookies.clear();
    const ended = await intake.press(form, '加备注', { text: WORDS });
    expect([ended.status, ended.address]).to.deep.equal([401, `/reports/desk/${id}/note`]);
    expect(ended.text).to.include('月底他们都补写登记本');
    await intake.signIn('intake', PASSWORD);
    expect((await intake.press(ended, '再提交一次')).text).to.include('月底他们都补写登记本');
  });

  it('is sent again by a reporter whose quarter of an hour is over', async () => {
    const { number, code } = await submitted(site.services, aSubmission({ submission: 'typed' }));
    const reporter = site.client();
    const page = await reporter.post('/reports/status', { number, code });
    reporter.cookies.clear();
    const ended = await reporter.press(page, '发送', { text: WORDS }, [{ field: 'files', name: '登记本.png', type: 'image/png', bytes: Buffer.from('x') }]);
    expect([ended.status, ended.text.includes('月底他们都补写登记本'), ended.text.includes('请重新选择：登记本.png')]).to.deep.equal([401, true, true]);
    await reporter.post('/reports/status', { number, code });
    expect((await reporter.press(ended, '再提交一次')).text).to.include('月底他们都补写登记本');
  });

  it('comes back from a form with files after half an hour, with the names of the files and none of them kept', async () => {
    const intake = site.client();
    await intake.signIn('intake', PASSWORD);
    const form = await intake.get('/reports/desk/new?channel=phone');
    site.clock.advance({ minutes: 31 });
    const files = ['一.png', '二.png'].map((name) => ({ field: 'files', name, type: 'image/png', bytes: PNG }));
    const ended = await intake.press(form, '登记', { targetName: '演示一家药房', narrative: WORDS }, files);
    expect(ended.status).to.equal(401);
    expect(ended.text).to.include('月底他们都补写登记本').and.to.include('请重新选择：一.png、二.png');
    expect(await readdir(join(site.services.config.UPLOADS_DIR), { recursive: true }).then((all) => all.filter((name) => name.endsWith('.age')), () => [])).to.deep.equal([]);
    await intake.signIn('intake', PASSWORD);
    const again = await intake.press(ended, '再提交一次', {}, files);
    expect(again.status).to.equal(422);
    expect(again.text).to.include('一.png').and.to.include('二.png');
    expect(again.html).to.include('月底他们都补写登记本');
    const foreign = await site.client().postMultipart('/reports/desk/new', { narrative: WORDS }, files, { follow: false, headers: { 'sec-fetch-site': 'none' } });
    expect([foreign.status, foreign.location]).to.deep.equal([303, '/sign-in']);
  });

  it('is shown where somebody else was faster, and never to a page of another site', async () => {
    const { id } = await submitted(site.services, {});
    const intake = site.client();
    await intake.signIn('intake', PASSWORD);
    const late = await intake.post(`/reports/desk/${id}/note`, { version: 99, text: WORDS });
    expect([late.status, late.text.includes('月底他们都补写登记本')]).to.deep.equal([409, true]);
    const unsaid = await intake.post(`/reports/desk/${id}/note`, { version: 99, text: WORDS }, { headers: { 'sec-fetch-site': 'none' } });
    expect([unsaid.status, unsaid.text.includes('月底他们都补写登记本')]).to.deep.equal([409, false]);
    intake.cookies.clear();
    const foreign = await intake.post(`/reports/desk/${id}/note`, { text: WORDS }, { follow: false, headers: { 'sec-fetch-site': 'none' } });
    expect([foreign.status, foreign.location]).to.deep.equal([303, '/sign-in']);
  });

  it('is never a password', async () => {
    const answer = await site.client().post('/account/password', { current: '一个很长很长的旧密码呢', next: '一个很长很长的新密码呢' }, { follow: false });
    expect([answer.status, answer.location]).to.deep.equal([303, '/sign-in']);
  });
});
