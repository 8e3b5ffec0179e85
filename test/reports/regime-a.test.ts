// A report of the rules before March 2022, over HTTP from its entry to its end: fifteen working days, thirty from acceptance, three months by the head, six by the heads together (report-handling 5.1, 12.3).
import { expect } from 'chai';
import { openSite } from '../support/http.ts';
import type { Answer, Client, Fields, TestSite } from '../support/http.ts';
import { addStaff, PASSWORD } from '../support/people.ts';

const CONTENT = { targetName: '演示旧规医院', narrative: '来信说，病人没有住院，清单上却天天有床位费。' };
type Twin = { clocks: { code: string; due: string | null; text: string }[]; version: number };

describe('a report under the rules of 2018', function () {
  this.timeout(60_000);
  let site: TestSite;
  const clients: Record<string, Client> = {};
  before(async () => {
    site = await openSite({ at: '2020-04-22T02:00:00Z' });
    await addStaff(site.services);
    await signIn();
  });
  after(() => site.close());
  async function signIn(): Promise<void> {
    for (const account of ['intake', 'head']) {
      const client = site.client();
      await client.signIn(account, PASSWORD);
      clients[account] = client;
    }
  }
  const as = (account: string): Client => {
    const client = clients[account];
    if (!client) throw new Error(account);
    return client;
  };
  const on = async (day: string): Promise<void> => {
    site.clock.set(`${day}T02:00:00Z`);
    await signIn();
  };
  const enter = async (channel: string, fields: Fields): Promise<string> => {
    const form = await as('intake').follow(await as('intake').follow(await as('intake').get('/desk'), '登记线索'), channel);
    const entered = await as('intake').press(form, '登记', { ...CONTENT, ...fields });
    const page = entered.status === 201 ? await as('intake').follow(entered, '打开这件线索') : entered;
    return page.address.split('/').at(-1) ?? '';
  };
  const open = (account: string, id: string): Promise<Answer> => as(account).get(`/reports/desk/${id}`);
  const due = async (id: string): Promise<Record<string, string | null>> => Object.fromEntries((await as('head').getJson<Twin>(`/reports/desk/${id}`)).clocks.map(({ code, due: day }) => [code, day]));
  const through = async (account: string, id: string, link: string, button: string, fields: Fields): Promise<Answer> => as(account).press(await as(account).follow(await open(account, id), link), button, fields);

  it('counts fifteen working days from the day on which a letter came, and tells a refusal in writing within them', async () => {
    const id = await enter('来信', { receivedOn: '2020-04-20', time: '10:00', lateReason: '收发室周三转来', identity: 'realName', name: '演示写信人', contact: '演示路 3 号' });
    // Sunday 26 April and Saturday 9 May are worked, 1 to 5 May are not.
    expect((await due(id))['ACCEPT_OR_FILE']).to.equal('2020-05-12');
    // The list of grounds is of December 2020: before it none is known, and none is made up.
    expect((await as('intake').follow(await open('intake', id), '不予受理')).html).not.to.include('NA_');
    await on('2021-01-05');
    const later = await enter('来信', { receivedOn: '2021-01-04', time: '10:00', lateReason: '收发室周二转来', identity: 'realName', name: '演示写信人', contact: '演示路 3 号' });
    await on('2021-01-06');
    const refused = await through('intake', later, '不予受理', '决定不予受理', { ground: 'NA_OUT_OF_SCOPE', text: '不属于医保基金的事' });
    expect(refused.text).to.include('已决定不予受理').and.to.include('不予受理告知书');
    // Fifteen working days from receipt, not from the decision.
    expect((await due(later))['TELL_NOT_ACCEPTED']).to.equal('2021-01-25');
  });

  it('from acceptance thirty working days; the head gives three months, the heads together six, each with what it needs', async () => {
    await on('2020-09-14');
    const id = await enter('来信', { receivedOn: '2020-09-14', time: '10:00', identity: 'anonymous' });
    await on('2020-09-15');
    await as('intake').press(await open('intake', id), '受理，开始核查');
    // Sunday 27 September and Saturday 10 October are worked, 1 to 8 October are not.
    expect((await due(id))['FINISH']).to.equal('2020-11-02');
    const form = await as('head').follow(await open('head', id), '延长');
    const names = form.forms.flatMap(({ fields }) => fields.filter(({ name }) => name === 'extension').map(({ value }) => value));
    expect(names).to.include.members(['FINISH.FINISH_EXT_COMPLEX', 'FINISH.FINISH_EXT_MAJOR']);
    expect((await as('head').press(form, '延长', { text: '案情复杂，需要延长', extension: 'FINISH.FINISH_EXT_COMPLEX' })).status).to.equal(200);
    expect((await due(id))['FINISH']).to.equal('2020-12-15');
    const again = await as('head').follow(await open('head', id), '延长');
    const without = await as('head').press(again, '延长', { text: '特别重大的案情', extension: 'FINISH.FINISH_EXT_MAJOR' });
    expect([without.status, without.html.includes('href="#minutes"')]).to.deep.equal([422, true]);
    await as('head').press(without, '延长', { minutes: '集体讨论记录 2020-7' });
    expect((await due(id))['FINISH']).to.equal('2021-03-15');
    expect((await open('head', id)).text).to.include('集体讨论记录 2020-7');
  });

  it('a hand-down: thirty working days from its receipt where the letter names no limit, and the same extensions', async () => {
    await on('2020-09-15');
    const id = await enter('上级交办', { receivedOn: '2020-09-15', time: '09:00', department: '江门市演示医疗保障局', letterNumber: '江演医保函〔2020〕9 号', letterOn: '2020-09-14' });
    expect(await due(id)).to.include({ HANDDOWN_FINISH: '2020-11-02' });
    const extended = await through('head', id, '延长', '延长', { text: '案情复杂，需要延长', extension: 'HANDDOWN_FINISH.FINISH_EXT_COMPLEX' });
    expect(extended.status).to.equal(200);
    expect((await due(id))['HANDDOWN_FINISH']).to.equal('2020-12-15');
    await on('2020-12-16');
    // What is overdue is extended no more.
    const late = await as('head').get(`/reports/desk/${id}/extend`);
    expect([late.status, (await open('head', id)).text.includes('已超')]).to.deep.equal([409, true]);
  });

  it('keeps the rules of its day after the new ones came', async () => {
    await on('2022-03-10');
    const id = await enter('来信', { receivedOn: '2022-02-25', time: '10:00', lateReason: '寄到旧址，今天才转来', identity: 'anonymous' });
    expect((await due(id))['ACCEPT_OR_FILE']).to.equal('2022-03-18');
    await as('intake').press(await open('intake', id), '受理，开始核查');
    // Begun under the new rules, the thirty days of the old ones do not start (setting H2).
    expect(Object.keys(await due(id))).not.to.include('FINISH');
  });
});
