// Between bureaus, over HTTP: people press what the pages show.
import { expect } from 'chai';
import type { Answer, Client } from '../support/http.ts';
import { PASSWORD, personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { aRealName, submitted } from './support.ts';

describe('reports between bureaus', () => {
  const { site, staff } = staffed();
  const clients: Record<string, Client> = {};
  before(async () => {
    const id = await site.services.people.addAccount(null, { account: 'intake.jm', name: '演示午', bureau: '440700', scope: '440700', roles: ['intake'], password: PASSWORD, isDemo: true, certificate: null });
    const person = await site.services.people.find(id);
    if (person) staff['intake.jm'] = person;
    for (const account of ['intake', 'head', 'intake.jm', 'head.jm', 'intake.zs', 'investigator1']) {
      const client = site.client();
      await client.signIn(account, PASSWORD);
      clients[account] = client;
    }
  });
  const as = (account: string): Client => {
    const client = clients[account];
    if (!client) throw new Error(account);
    return client;
  };
  const open = (account: string, report: string): Promise<Answer> => as(account).get(`/reports/desk/${report}`);
  const through = async (account: string, report: string, link: string, button: string, fields: Record<string, string | string[]>): Promise<Answer> =>
    as(account).press(await as(account).follow(await open(account, report), link), button, fields);
  const auditOf = async (subjectId: string): Promise<string[]> => (await site.services.audit.list({ subjectId }, null)).rows.map(({ act, outcome }) => `${act} ${outcome}`);
  const reporterPage = async ({ number, code }: { number: string; code: string }): Promise<Answer> => site.client().post('/reports/status', { number, code });
  const SENT = { to: '440700', matter: '反映一家医院虚构理疗记录，时间为六月到十月。', text: '主要事实发生在市直医院' };

  it('offers, is sent back with a reason, offers again, and is taken over: until then the sender answers', async () => {
    const sent = await submitted(site.services, { ...aRealName, targetName: '演示转办医院' });
    const wrong = await through('intake', sent.id, '转给别的医保局', '发出转办', { ...SENT, matter: '短' });
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.include('至少写 10 个字');
    expect(wrong.forms.find(({ action }) => action.endsWith('/offer'))?.fields.find(({ name }) => name === 'text')?.value).to.equal(SENT.text);
    const offered = await as('intake').press(wrong, '发出转办', SENT);
    expect(offered.text).to.include('转办已发出').and.to.include('案件线索移送函').and.to.include('等对方接收').and.to.include('剩 15 个工作日');
    expect(offered.text).to.include('已经发出转办，等对方接收');
    expect((await as('intake').post(`/reports/desk/${sent.id}/accept`, { version: 3 })).status).to.equal(409);

    // Nobody but the receiver sees it, and he only what he needs.
    expect((await as('intake.zs').get(`/reports/incoming/${sent.id}`)).status).to.equal(404);
    expect((await as('intake').get(`/reports/incoming/${sent.id}`)).status).to.equal(404);
    expect((await open('intake.jm', sent.id)).status).to.equal(404);
    const desk = await as('intake.jm').get('/desk');
    const queue = await as('intake.jm').follow(desk, '等接收的');
    const incoming = await as('intake.jm').follow(queue, '演示转办医院');
    expect(incoming.text).to.include('我母亲只去了三次').and.to.include(SENT.matter).and.to.include(SENT.text).and.to.include('第一次收到').and.to.include('身份随件转来');
    expect(incoming.html).not.to.include('演示举报人').and.not.to.include('000-1234');
    expect((await as('intake.jm').press(incoming, '退回原局', { text: '短' })).status).to.equal(422);
    expect((await as('intake.jm').press(incoming, '退回原局', { text: '医院在县里，应由县局办理' })).text).to.include('已退回原局').and.to.include('没有等接收的');
    const back = await open('intake', sent.id);
    expect(back.text).to.include('退回').and.to.include('医院在县里，应由县局办理').and.to.include('江门市演示医疗保障局');

    await through('intake', sent.id, '转给别的医保局', '发出转办', SENT);
    await through('intake', sent.id, '撤回转办', '撤回', { text: '写错了接收单位' });
    expect((await as('intake.jm').get(`/reports/incoming/${sent.id}`)).status).to.equal(404);
    await through('intake', sent.id, '转给别的医保局', '发出转办', SENT);
    site.clock.set('2026-11-13T02:00:00Z');
    await as('intake.jm').signIn('intake.jm', PASSWORD);
    const stale = await as('intake.jm').get(`/reports/incoming/${sent.id}`);
    const taken = await as('intake.jm').press(stale, '接收，由本局办理');
    expect(taken.text).to.include('已接收，由本局办理').and.to.include('12-04').and.to.include('收到').and.to.include('演示440784局').and.to.include(sent.number);
    expect((await as('intake.jm').press(stale, '接收，由本局办理')).status).to.equal(404);
    await as('intake').signIn('intake', PASSWORD);
    expect((await open('intake', sent.id)).status).to.equal(404);
    const out = await as('intake').getJson<{ outgoing: { number: string; acceptedOn: string; stateText: string }[] }>('/inbox/moves');
    expect(out.outgoing.find(({ number }) => number === sent.number)).to.deep.include({ acceptedOn: '2026-11-13', stateText: '待受理' });
    expect((await as('intake').get('/inbox/moves')).html).not.to.include('演示转办医院');
    expect(await auditOf(sent.id)).to.include.members(['reports.offer done', 'reports.sendBack done', 'reports.recall done', 'reports.takeOver done', 'reports.readIncoming done', 'reports.identityPassed done']);
    // The sender keeps his letter; the receiver cannot open what is not his.
    const [letter] = await site.services.documents.ofSubject('report', sent.id);
    expect((await as('intake').get(`/documents/${letter?.id ?? ''}`)).status).to.equal(200);
    expect((await as('intake.jm').get(`/documents/${letter?.id ?? ''}`)).status).to.equal(404);
    // Order, number and first receipt stay; the identity went along, and is opened where there is a duty.
    const { report } = await site.services.reports.forOfficer(personOf(staff, 'intake.jm'), sent.id);
    expect([report.bureau, report.firstBureau, report.receivedOn, report.number]).to.deep.equal(['440700', '440784', '2026-11-10', sent.number]);
    await as('intake.jm').press(await as('intake.jm').get(`/reports/desk/${sent.id}/notAccept`), '决定不予受理', { ground: 'NA_OUT_OF_SCOPE', text: '属于卫生健康部门' });
    expect((await as('intake.jm').press(await open('intake.jm', sent.id), '打开身份')).text).to.include('演示举报人');
    expect((await as('intake').post(`/reports/desk/${sent.id}/identity`)).status).to.equal(404);
    site.clock.set('2026-11-10T02:00:00Z');
    for (const account of ['intake', 'intake.jm']) await as(account).signIn(account, PASSWORD);
  });

  it('starts the receiver’s clock at his receipt, beside the first one', async () => {
    const sent = await submitted(site.services);
    await through('intake', sent.id, '转给别的医保局', '发出转办', SENT);
    site.clock.set('2026-11-13T02:00:00Z');
    await as('intake.jm').signIn('intake.jm', PASSWORD);
    await as('intake.jm').press(await as('intake.jm').get(`/reports/incoming/${sent.id}`), '接收，由本局办理');
    const { clocks } = await as('intake.jm').getJson<{ clocks: { code: string; dueText: string }[] }>(`/reports/desk/${sent.id}`);
    expect(clocks.filter(({ code }) => code === 'ACCEPT_OR_FILE').map(({ dueText }) => dueText)).to.deep.equal(['12-04 周五', '12-01 周二']);
    site.clock.set('2026-11-10T02:00:00Z');
    for (const account of ['intake', 'intake.jm']) await as(account).signIn(account, PASSWORD);
  });

  it('does not tell an anonymous reporter that it moved', async () => {
    const one = await submitted(site.services);
    const two = await submitted(site.services);
    await through('intake', one.id, '转给别的医保局', '发出转办', SENT);
    await as('intake.jm').press(await as('intake.jm').get(`/reports/incoming/${one.id}`), '接收，由本局办理');
    const plain = (page: Answer, number: string): string => page.text.replaceAll(number, 'N');
    expect(plain(await reporterPage(one), one.number)).to.equal(plain(await reporterPage(two), two.number));
  });

  it('hands down with a limit of its own, supervises, and is reported back to', async () => {
    const sent = await submitted(site.services, { division: '440700', targetName: '演示交办医院' });
    const form = await as('intake.jm').follow(await open('intake.jm', sent.id), '交办给下级');
    expect(form.text).to.include('鹤山市演示医疗保障局').and.not.to.include('舟山市');
    const DOWN = { to: '440784', matter: '反映鹤山一家医院虚构理疗记录。', text: '请核查并报结果', limit: '20', unit: 'WD' };
    expect((await as('intake.jm').press(form, '交办', { ...DOWN, limit: '0' })).status).to.equal(422);
    expect((await as('intake.jm').post(`/reports/desk/${sent.id}/handDown`, { version: 1, ...DOWN, to: '330900' })).status).to.equal(422);
    const handed = await as('intake.jm').press(form, '交办', DOWN);
    expect(handed.text).to.include('已交办').and.to.include('线索交办函');
    const incoming = await as('intake').follow(await as('intake').get('/inbox/moves'), '演示交办医院');
    expect(incoming.text).to.include('交办').and.to.include('20 个工作日').and.to.include('身份不转来');
    expect(incoming.html).not.to.include('/sendBack');
    expect((await as('intake').post(`/reports/incoming/${sent.id}/sendBack`, { version: 2, text: '我们不想办这一件' })).status).to.equal(409);
    const taken = await as('intake').press(incoming, '接收，由本局办理');
    expect(taken.text).to.include('办结交办线索').and.to.include('12-08').and.to.include('交办函').and.to.match(/江演医保交〔2026〕\d+ 号/);
    const superior = await as('head.jm').follow(await as('head.jm').get('/inbox'), '转来转出');
    expect(superior.text).to.include('还没有上报').and.to.include('剩 20 个工作日');
    expect(superior.html).not.to.include('演示交办医院');
    const short = await as('head.jm').press(superior, '发出督办', { text: '请办结' });
    expect([short.status, short.html.match(/href="#text"/g)?.length, short.html.match(/ id="text"[^>]*aria-invalid="true"[^>]*>\n?([^<]*)</)?.[1]]).to.deep.equal([422, 1, '请办结']);
    expect((await as('head.jm').press(short, '发出督办', { text: '请于月底前办结并上报' })).text).to.include('督办已发出').and.to.include('督办 1 次');
    expect((await as('intake.jm').post(`/reports/outgoing/${sent.id}/supervise`, { version: 4, text: '请于月底前办结' })).status).to.equal(403);
    const seen = await open('head', sent.id);
    expect(seen.text).to.include('请于月底前办结并上报');
    await as('intake').press(await open('intake', sent.id), '受理，开始核查');
    const reported = await through('head', sent.id, '上报办理结果', '上报', { text: '经核查属实，已责令整改，拟立案。' });
    expect(reported.text).to.include('结果已上报').and.to.include('交办线索办理情况报告');
    expect(reported.links.some(({ text }) => text === '上报办理结果')).to.equal(false);
    const after = await as('head.jm').get('/inbox/moves');
    expect(after.text).to.include('2026-11-10 已上报').and.to.include('经核查属实').and.not.to.include('发出督办');
    const { clocks } = await as('head').getJson<{ clocks: { code: string; text: string }[] }>(`/reports/desk/${sent.id}`);
    expect(clocks.find(({ code }) => code === 'HANDDOWN_FINISH')?.text).to.include('已完成');
    expect((await site.services.documents.ofSubject('report', sent.id)).map(({ kind, bureau }) => `${kind} ${bureau}`)).to.have.members([
      'handDownLetter 440700', 'superviseLetter 440700', 'registration 440784', 'reportBack 440784',
    ]);
  });

  it('leaves a lead with another department for good once that has taken it over', async () => {
    const sent = await submitted(site.services);
    await through('intake', sent.id, '移送其他部门', '移送', { receiver: '演示县市场监督管理局', matter: '反映某药店出售串换的药品，时间为六月。', text: '不归我局管辖' });
    expect((await through('intake', sent.id, '记录对方已接收', '记录', { on: '2026-11-09' })).status).to.equal(422);
    const taken = await through('intake', sent.id, '记录对方已接收', '记录', { on: '2026-11-10', text: '市监收〔2026〕5号' });
    expect(taken.text).to.include('已记录对方接收').and.not.to.include('收回移送');
    expect((await as('intake').post(`/reports/desk/${sent.id}/takeBack`, { version: 3, text: '想收回来继续办' })).status).to.equal(409);
    expect((await reporterPage(sent)).text).to.include('已办结');
  });
});
