// A report that goes to the agency: only the head may say that nothing but the agreement was broken, and he has to say it.
import { expect } from 'chai';
import { personOf } from '../support/people.ts';
import { staffed } from '../support/staffed.ts';
import { submitted } from './support.ts';

describe('a report that goes to the agency', () => {
  const { site, staff, as } = staffed(['head']);
  const TEXT = '药店没有按协议上传进销存，没有骗取的情形。';
  async function aVerified(): Promise<string> {
    const { reports } = site.services;
    const intake = personOf(staff, 'intake');
    const { id } = await submitted(site.services, { targetName: '演示协议药店' });
    await reports.accept(intake, id, 1, '属于本局');
    await reports.assign(intake, id, (await reports.forOfficer(intake, id)).report.version, ['investigator1', 'investigator2'].map((account) => personOf(staff, account).id));
    return id;
  }

  it('goes only where nothing else was broken; the box that was left open is mended on the form', async () => {
    const head = as('head');
    const id = await aVerified();
    const open = await head.press(await head.follow(await head.get(`/reports/desk/${id}`), '转协议处理'), '转协议处理', { text: TEXT });
    expect([open.status, ...open.links.filter(({ href }) => href === '#isBreachOnly').map(({ text }) => text)]).to.deep.equal([422, '只有仅仅违反服务协议的，才能交经办机构按协议处理。请先确认。']);
    expect(open.html).to.contain('id="isBreachOnly-error"').and.to.contain(TEXT);
    const sent = await head.press(open, '转协议处理', { isBreachOnly: 'yes' });
    expect([sent.status, sent.text.includes('已转协议处理')]).to.deep.equal([200, true]);
    const { rows } = await site.services.audit.list({ subjectId: id }, null);
    expect(rows.filter(({ act }) => act === 'reports.referContract').map(({ outcome }) => outcome)).to.have.members(['refused', 'done']);
  });

  it('is refused to a program by its code and clause', async () => {
    const id = await aVerified();
    const { version } = (await site.services.reports.forOfficer(personOf(staff, 'head'), id)).report;
    const answer = await as('head').postJson(`/reports/desk/${id}/referContract`, { version, text: TEXT });
    expect([answer.status, answer.json<{ reason: string; clause: string }>()]).to.deep.include(409);
    expect(answer.json()).to.deep.include({ reason: 'REFER_BREACH_ONLY', clause: '医疗保障基金使用监督管理条例第十三条' });
  });
});
