// The page of discretion over HTTP: all mistakes at once beside what the law allows, and no question where the law allows no fine.
import { expect } from 'chai';
import type { PenaltyPage } from '../../server/cases/pages/penalty.ts';
import { openSite } from '../support/http.ts';
import type { Answer, Fields, TestSite } from '../support/http.ts';
import { personOf } from '../support/people.ts';
import { aFiling, aVerifiedLead, does, openTeam } from './support.ts';
import type { Team } from './support.ts';

describe('the page of discretion', () => {
  let site: TestSite;
  let team: Team;
  let path: string;
  const enter = (fields: Fields): Promise<Answer> => does(team, 'investigator1', `${path}/penalty`, '保存草案', fields);
  const page = async (account = 'investigator1'): Promise<PenaltyPage> => (await team.as(account)).getJson<PenaltyPage>(`${path}/penalty`);
  const names = (answer: Answer): string[] => answer.forms.flatMap(({ fields }) => fields.map(({ name }) => name));
  const GOOD = { 'tier-1': 'NORMAL', 'multiple-1': '1.5', 'reason-1': '一般', 'tier-2': 'NORMAL', 'reason-2': '已改正', 'tier-3': 'NORMAL', 'multiple-3': '3', 'months-3': '6', 'unit-3': '康复科', 'reason-3': '一般' };

  before(async () => {
    site = await openSite();
    team = await openTeam(site);
    path = (await does(team, 'head', `/cases/new?report=${await aVerifiedLead(team)}`, '批准立案', aFiling(team))).address;
    const officers = ['investigator1', 'investigator2'].map((account) => personOf(team.staff, account).id);
    await does(team, 'investigator1', path, '加证据', { evidenceKind: 'DOC', name: '登记本', obtainedOn: '2026-11-10', obtainedBy: officers, source: '现场', proves: '事实' });
    const { evidence } = await (await team.as('investigator1')).getJson<{ evidence: { id: string }[] }>(path);
    const when = { conductFrom: '2026-03-01', conductTo: '2026-08-31', discoveredOn: '2026-11-10', evidenceIds: evidence[0]?.id ?? '' };
    await does(team, 'investigator1', path, '加违法事实', { ...when, violationCode: 'PR-U-02b', gross: '57318.40', loss: '57318.40', facts: '过度诊疗' });
    await does(team, 'investigator1', path, '加违法事实', { ...when, violationCode: 'PR-M-01', facts: '没有建立制度' });
    await does(team, 'investigator1', path, '加违法事实', { ...when, violationCode: 'PR-F-03', gross: '138600.00', defrauded: '138600.00', intent: 'yes', facts: '虚构服务' });
  });
  after(() => site.close());

  it('before anything is entered it says which finding the sum waits for', async () => {
    const { fineLater, fineRest, refund, errors, gates, blocks } = await page();
    expect(blocks[0]?.trace.map(({ name }) => name), 'nothing of what nobody entered').to.deep.equal(['适用哪一版法律', '基数', '法定范围', '裁量基准', '退回基金']);
    expect([fineLater, fineRest, refund, errors]).to.deep.equal(['填好第一、二、三项后算出', null, '195,918.40', []]);
    expect(gates.map(({ name, state }) => [name, state])).to.deep.include(['告知听证权利', '还不知道']);
  });

  it('without a reason it still calculates what was typed, and tells every mistake at once', async () => {
    const answer = await enter({ ...GOOD, 'reason-1': '', 'multiple-1': '', 'fine-1': '50,000.00', 'multiple-3': 'viel', 'reason-3': '' });
    expect(answer.status).to.equal(422);
    expect(answer.links.filter(({ href }) => href.startsWith('#') && href !== '#main').map(({ href, text }) => [href, text])).to.deep.equal([
      ['#fine-1', '过度诊疗：50,000.00 元低于法定最低 57,318.40 元'], ['#reason-1', '过度诊疗：没有写理由'], ['#multiple-3', '第三项的倍数：请写数字'], ['#reason-3', '虚构医疗服务：没有写理由'],
    ]);
    expect(answer.html).to.contain('aria-label="法定范围 57,318.40 元到 114,636.80 元，现填 50,000.00 元，低于下限"').and.to.contain('aria-label="法定范围 277,200.00 元到 693,000.00 元，还没有填"');
    expect(answer.text).to.contain('要么填 57,318.40 元以上').and.to.contain('改正第一、三项后算出').and.to.contain('其余各项 0.00 元').and.to.contain('195,918.40').and.to.contain('康复科 6 个月（法定 6—12 个月）');
    expect(answer.forms.flatMap(({ fields }) => fields).find(({ name }) => name === 'multiple-3')?.value).to.equal('viel');
    expect((await page()).blocks[0]?.fine.value, 'nothing of it is stored').to.equal('');
  });

  it('the note below the fields tells the mistake of a fine, and the field points to it', async () => {
    const { html } = await enter({ ...GOOD, 'multiple-1': '', 'fine-1': '50,000.00' });
    expect(html).to.match(/<input class="govuk-input govuk-input--error" id="fine-1"[^>]* aria-invalid="true" aria-describedby=" fine-1-stop">/).and.to.match(/<div class="mj-note mj-note--bad" id="fine-1-stop">/);
    expect(html).to.not.contain('id="fine-1-error"');
  });

  it('a sum that contradicts its multiple is told beside the mistakes of the other findings', async () => {
    const answer = await enter({ ...GOOD, 'fine-1': '1.00', 'months-1': '6', 'multiple-3': '1' });
    expect(answer.status).to.equal(422);
    expect(answer.text).to.contain('第一项的倍数：倍数和罚款对不上：按倍数是 85977.60 元').and.to.contain('138,600.00 元低于法定最低 277,200.00 元');
    expect(answer.links.filter(({ href }) => href === '#months-1').map(({ text }) => text)).to.deep.equal(['过度诊疗：没有责令改正、拒不改正的记录，不能这样处罚']);
    expect(answer.html).to.contain('现填 138,600.00 元，低于下限');
  });

  it('a reason alone leaves the sums standing', async () => {
    const answer = await enter({ ...GOOD, 'reason-2': '' });
    expect([answer.status, answer.text.includes('501,777.60'), answer.text.includes('后算出')]).to.deep.equal([422, true, false]);
  });

  it('a program gets the same mistakes under the names of the fields', async () => {
    const client = await team.as('investigator1');
    const { version } = await page();
    const answer = await client.postJson(`${path}/penalty`, { ...GOOD, version, 'reason-1': '', 'multiple-1': '0.5', 'multiple-3': '' });
    expect([answer.status, answer.headers.get('content-type')]).to.deep.equal([422, 'application/problem+json; charset=utf-8']);
    expect(answer.json<{ errors: Record<string, string> }>().errors).to.deep.equal({
      'fine-1': '过度诊疗：28,659.20 元低于法定最低 57,318.40 元', 'reason-1': '过度诊疗：没有写理由', 'fine-3': '虚构医疗服务：没有填倍数或者罚款',
    });
  });

  it('mistakes in what was typed beside another version are a conflict: the fields are counted', async () => {
    const { version } = await page();
    const answer = await (await team.as('investigator1')).post(`${path}/penalty`, { ...GOOD, version: version - 1, 'reason-1': '' });
    expect(answer.status).to.equal(409);
  });

  it('where the law allows no fine it says why and asks for none', async () => {
    const form = await (await team.as('investigator1')).get(`${path}/penalty`);
    expect(form.text).to.contain('不得罚款：没有拒不改正的记录。责令改正后拒不改正的，才处 10,000.00 元以上 50,000.00 元以下罚款。');
    expect(names(form)).to.include.members(['tier-2', 'grounds-2', 'reason-2', 'multiple-1', 'fine-1']).and.to.not.include.members(['multiple-2']).and.to.not.include.members(['fine-2']);
    const english = await (await team.as('investigator1')).get(`${path}/penalty`, { headers: { 'accept-language': 'en' } });
    expect(english.text).to.contain('Only refusal after an order to correct brings a fine of 10,000.00 to 50,000.00 yuan.');
  });

  it('what is sent for it anyway is refused, and leads to the finding', async () => {
    const { version } = await page();
    const answer = await (await team.as('investigator1')).post(`${path}/penalty`, { ...GOOD, version, 'fine-2': '10,000.00' });
    expect(answer.status).to.equal(422);
    expect(answer.links.filter(({ href }) => href === '#finding-2').map(({ text }) => text)).to.have.length(1);
    expect(names(answer)).to.not.include('fine-2');
    expect((await page()).blocks[1]?.fine.value).to.equal('');
  });

  it('says that it was put right once the order was followed', async () => {
    const { findings } = await (await team.as('investigator1')).getJson<{ findings: { id: string }[] }>(path);
    await does(team, 'investigator1', path, '责令改正', { findingIds: findings[1]?.id ?? '', what: '建立制度', dueOn: '2026-11-20' });
    await does(team, 'investigator1', path, '复查', { on: '2026-11-10', isCorrected: 'yes', note: '已建立' });
    expect((await page()).blocks[1]?.range).to.equal('责令改正后已改正，不得罚款。拒不改正的，才处 10,000.00 元以上 50,000.00 元以下罚款。');
  });

  it('the procedures that the sums ask for look different from those they do not, and from a warning', async () => {
    const saved = await enter({ ...GOOD, 'reason-2': '已改正' });
    expect(saved.status, saved.text).to.equal(200);
    const { gates, fine, fineLater } = await page('head');
    expect([fine, fineLater]).to.deep.equal(['501,777.60', null]);
    expect(gates.map(({ kind, name, state }) => [kind, name, state])).to.deep.equal([
      ['due', '法制审核', '需要'], ['due', '告知听证权利', '需要'], ['due', '集体讨论', '需要'], ['warning', '可能达到诈骗罪数额', '提醒'],
    ]);
    expect(saved.html).to.match(/<li class="is-warning"><svg[^>]*><use href="[^"]*#i-triangle-alert"/).and.to.match(/<li class="is-met"><svg[^>]*><use href="[^"]*#i-circle-check"/);
  });
});
