// A letter of the province, handed down by the city to the county: each answers its own superior, over HTTP.
import { expect } from 'chai';
import type { Answer, Client } from '../support/http.ts';
import { PASSWORD } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';

type Clocks = { clocks: { code: string; orderedBy: string | null; text: string; due: string | null }[] };
type Moves = { owing: { id: string; superior: string; letterNumber: string; due: string; to: string; stateText: string; result: string | null; answer: object | null }[]; outgoing: { id: string; due: string | null; result: string | null }[] };

describe('a chain of hand-downs', () => {
  const { site } = staffed();
  const clients: Record<string, Client> = {};
  before(async () => {
    await site.services.people.addAccount(null, { account: 'intake.jm', name: '演示午', bureau: '440700', scope: '440700', roles: ['intake'], password: PASSWORD, isDemo: true, certificate: null });
    for (const account of ['intake', 'head', 'intake.jm', 'head.jm', 'head.zs']) {
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
  const through = async (account: string, address: string, link: string, button: string, fields: Record<string, string>): Promise<Answer> =>
    as(account).press(await as(account).follow(await as(account).get(address), link), button, fields);
  const orders = async (account: string, address: string): Promise<[string | null, string][]> =>
    (await as(account).getJson<Clocks>(address)).clocks.filter(({ code }) => code === 'HANDDOWN_FINISH').map(({ orderedBy, text }) => [orderedBy, text]);
  const moves = (account: string): Promise<Moves> => as(account).getJson<Moves>('/inbox/moves');

  it('the county answers the city, the city still owes the province and sees until when', async () => {
    const form = await as('intake.jm').follow(await as('intake.jm').follow(await as('intake.jm').get('/desk'), '登记线索'), '上级交办');
    const entered = await as('intake.jm').press(form, '登记', {
      targetName: '演示连环医院', narrative: '病人没有住院，清单上却天天有床位费。', time: '09:00', department: '云川省医疗保障局（虚构）', letterNumber: '云医保函〔2026〕9 号', letterOn: '2026-11-06', limitAmount: '30', limitUnit: 'WD',
    });
    const { address } = entered;
    const id = address.split('/').at(-1) ?? '';
    expect(entered.text).to.include('云川省医疗保障局（虚构）交办');
    expect((await moves('head.jm')).owing).to.deep.equal([]);
    await through('intake.jm', address, '交办给下级', '交办', { to: '440784', matter: '反映鹤山一家医院虚构床位费。', text: '请核查并报结果', limit: '20', unit: 'WD' });
    expect((await moves('head.jm')).owing).to.have.length(1);
    expect((await moves('head.jm')).owing[0]).to.deep.include({ id, due: '2026-12-22', to: '演示440784局', stateText: '等对方接收', result: null, answer: null });
    await as('intake').press(await as('intake').follow(await as('intake').get('/inbox/moves'), '演示连环医院'), '接收，由本局办理');
    const seen = await as('intake').press(await as('intake').get(address), '受理，开始核查');
    expect(seen.text).to.include('云川省医疗保障局（虚构）交办，由').and.to.include('上报');
    expect(await orders('head', address)).to.deep.equal([['云川省医疗保障局（虚构）交办，由演示440700局上报', '剩 30 个工作日'], ['演示440700局交办', '剩 20 个工作日']]);

    await through('head', address, '上报办理结果', '上报', { text: '经核查属实，已责令整改，拟立案。' });
    expect(await orders('head', address)).to.deep.equal([['云川省医疗保障局（虚构）交办，由演示440700局上报', '剩 30 个工作日'], ['演示440700局交办', '11-10 已完成']]);
    const { owing: [owed], outgoing } = await moves('head.jm');
    expect(owed).to.deep.include({ id, superior: '云川省医疗保障局（虚构）', letterNumber: '云医保函〔2026〕9 号', due: '2026-12-22', to: '演示440784局', result: '经核查属实，已责令整改，拟立案。' });
    expect(outgoing.find((each) => each.id === id)).to.deep.include({ result: '经核查属实，已责令整改，拟立案。' });
    expect(outgoing.find((each) => each.id === id)?.due).not.to.equal('2026-12-22');

    // Neither intake nor anybody else answers for the head of the city.
    expect((await moves('intake.jm')).owing.map(({ answer }) => answer)).to.deep.equal([null]);
    for (const account of ['head', 'head.zs']) {
      expect((await moves(account)).owing).to.deep.equal([]);
      expect((await as(account).post(`/reports/outgoing/${id}/answer`, { version: 5, text: '经核查属实，已责令整改。' })).status).to.equal(404);
    }
    expect((await as('intake.jm').post(`/reports/outgoing/${id}/answer`, { version: 5, text: '经核查属实，已责令整改。' })).status).to.equal(403);

    const page = await as('head.jm').get('/inbox/moves');
    expect(page.text).to.include('还要向上级上报的').and.to.include('12-22').and.not.to.include('演示连环医院');
    const short = await as('head.jm').press(page, '上报', { text: '属实' });
    expect([short.status, short.html.match(/ id="text"[^>]*aria-invalid="true"[^>]*>\n?([^<]*)</)?.[1]]).to.deep.equal([422, '属实']);
    const done = await as('head.jm').press(short, '上报', { text: '经鹤山核查属实，已责令整改。' });
    expect(done.text).to.include('已向交办单位上报').and.not.to.include('还要向上级上报的');
    expect((await orders('head', address)).map(([, text]) => text)).to.deep.equal(['11-10 已完成', '11-10 已完成']);
    expect((await as('head.jm').post(`/reports/outgoing/${id}/answer`, { version: 6, text: '经核查属实，已责令整改。' })).status).to.equal(409);

    const letters = (await site.services.documents.ofSubject('report', id)).filter(({ kind }) => kind === 'reportBack');
    expect(letters.map(({ bureau }) => bureau)).to.have.members(['440784', '440700']);
    const above = letters.find(({ bureau }) => bureau === '440700')?.id ?? '';
    expect((await as('head.jm').get(`/documents/${above}`)).text).to.include('云川省医疗保障局（虚构）').and.to.include('云医保函〔2026〕9 号').and.to.include('经鹤山核查属实').and.to.include('核查中');
    expect((await site.services.audit.list({ subjectId: id }, null)).rows.map(({ act, outcome }) => `${act} ${outcome}`)).to.include('reports.answerLetter done');
  });
});
