import { expect } from 'chai';
import { auditPage } from '../../server/audit/pages.ts';
import { ACTION_NAMES as CASE_NAMES } from '../../server/cases/rules/actions.ts';
import { wordsOf } from '../../server/kernel/i18n.ts';
import { NOTICE_ACTIONS } from '../../server/notices/rules/notice.ts';
import { ACTION_NAMES as NAMES } from '../../server/reports/rules/actions.ts';
import { openSite } from '../support/http.ts';
import type { Client, TestSite } from '../support/http.ts';
import { addStaff, PASSWORD, personOf } from '../support/people.ts';
import type { Staff } from '../support/people.ts';

describe('the record of acts', () => {
  let site: TestSite;
  let staff: Staff;
  let auditor: Client;
  before(async () => {
    site = await openSite();
    staff = await addStaff(site.services);
    auditor = site.client();
    await auditor.signIn('auditor', PASSWORD);
  });
  after(() => site.close());

  it('shows acts of the own bureau with the names of persons, and of no other', async () => {
    await site.client().signIn('head', PASSWORD);
    await site.client().signIn('head.zs', PASSWORD);
    const page = await auditor.get('/audit');
    expect(page.text).to.include('演示戊').and.to.include('登录').and.not.to.include('演示巳');
    expect((await auditor.get('/audit?bureau=330900')).text).to.include('演示戊').and.not.to.include('演示巳');
  });

  it('finds what one person did, by the account or by pressing the name, and what happened to one thing', async () => {
    const page = await auditor.get('/audit');
    const ofHead = await auditor.follow(page, '演示戊');
    expect(ofHead.text).to.include('演示戊');
    const byAccount = await auditor.press(page, '筛选', { person: 'head' });
    expect(byAccount.links.map(({ text }) => text)).to.include('演示戊').and.not.to.include('演示子');
    expect((await auditor.press(page, '筛选', { person: 'nobody.here' })).text).to.include('没有这个账号');
    const { id } = personOf(staff, 'publisher1');
    const subject = await auditor.get(`/audit?subject=${id}`);
    expect(subject.text).to.include('新建账号').and.to.include('系统');
  });

  it('has words for every act and for what it was done to', () => {
    const acts = [...NAMES.map((name) => `reports.${name}`), ...CASE_NAMES.map((name) => `cases.${name}`), ...NOTICE_ACTIONS.map((name) => `notices.${name}`), 'notices.create', 'cases.file', 'people.signIn', 'institutions.merge', 'rewards.read'];
    const rows = acts.map((act) => ({ id: act, at: new Date('2026-11-20T00:00:00Z'), actor: 'system', bureau: '440784', act, subject: { kind: 'notice', id: '1' }, outcome: 'done' as const, detail: {} }));
    const { entries } = auditPage(wordsOf('zh-CN'), { query: { bureau: '440784', person: '', subject: '', before: '' }, bureaus: [], rows, next: null, names: new Map(), isUnknownPerson: false, minute: (at) => at.toISOString() });
    expect(entries.filter(({ act, actText }) => act === actText).map(({ act }) => act)).to.deep.equal([]);
    expect([entries[0]?.subjectKind, entries.find(({ act }) => act === 'notices.releaseFirst')?.actText]).to.deep.equal(['公示', '发布（第一人）']);
  });

  it('pages by key, newest first', async () => {
    const { audit } = site.services;
    for (let n = 0; n < 60; n += 1) await audit.record({ actor: 'system', bureau: '440784', act: 'test.act', subject: { kind: 'test', id: 'many' }, outcome: 'done', detail: { n } });
    const first = await auditor.get('/audit?subject=many');
    const second = await auditor.follow(first, '看更早的');
    const numbers = (text: string): number[] => [...text.matchAll(/n=(\d+)/g)].map(([, n]) => Number(n));
    expect(numbers(first.text)).to.deep.equal(Array.from({ length: 50 }, (_, at) => 59 - at));
    expect(numbers(second.text)).to.deep.equal([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect(second.links.some(({ text }) => text === '看更新的')).to.equal(true);
  });
});
