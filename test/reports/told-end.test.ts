// What a reporter reads at the two ends of the way: what is to be copied before the page is gone, and that the matter is done, once.
import { expect } from 'chai';
import { wordsOf } from '../../server/kernel/i18n.ts';
import { minePage } from '../../server/reports/pages/mine.ts';
import { reporterView } from '../../server/reports/rules/reporter.ts';
import type { Report, ToldLine } from '../../server/reports/rules/report.ts';
import { staffed } from '../support/staffed.ts';
import { aReport } from './support.ts';

const TIP = { targetKind: 'medicalInstitution', targetName: '演示康复医院', division: '440784', categories: ['hangingBed'], narrative: '我母亲只去了三次，清单上每天都有理疗。' };

describe('what is to be copied before it is gone', () => {
  const { site } = staffed();
  const sent = async (identity: string, passphrase = '') => {
    const client = site.client();
    return { client, page: await client.press(await client.get('/reports/new'), '提交举报', { ...TIP, identity, passphrase }) };
  };

  it('is the code and the passphrase where one was made, and the page asks for both again', async () => {
    const { client, page } = await sent('identifiable');
    expect(page.text).to.contain('我已经把查询码和领奖口令都抄好了').and.to.contain('查询码和领奖口令都不会再出现').and.to.not.contain('我已经把查询码抄好了');
    const passphrase = /\d{4}-\d{4}-\d{4}-\d{4}/.exec(page.text)?.[0] ?? '';
    expect(passphrase).to.have.length(19);
    const again = await client.press(page, '继续，查看进展', { saved: [] });
    expect(again.status).to.equal(422);
    expect(again.text).to.contain('请先把查询码和领奖口令都抄好，再打勾').and.to.contain('我已经把查询码和领奖口令都抄好了').and.to.contain(passphrase);
    expect((await client.press(again, '继续，查看进展', { saved: 'yes' })).address).to.equal('/reports/mine');
  });
  it('is the code alone where the reporter chose the passphrase, or gives none', async () => {
    for (const [identity, passphrase] of [['identifiable', '一个够长的口令十个字'], ['anonymous', '']] as const) {
      const { client, page } = await sent(identity, passphrase);
      expect(page.text, identity).to.contain('我已经把查询码抄好了').and.to.not.contain('领奖口令都');
      expect((await client.press(page, '继续，查看进展', { saved: [] })).text, identity).to.contain('请先把查询码抄好，再打勾').and.to.not.contain('领奖口令都');
    }
  });
});

describe('the end of a matter', () => {
  const told = (key: string, on: string): ToldLine => ({ key, args: {}, on, isForAll: true });
  const steps = (change: Partial<Report>) => {
    const report = aReport({ state: 'filed', caseId: 'c', handlingOn: '2026-11-11', decidedOn: '2026-11-20', visitedOn: '2026-11-25', ...change });
    const page = minePage(wordsOf('zh-CN'), 'zh-CN', {
      report, view: reporterView(report, null), bureau: { code: '440784', name: '演示局' }, files: [], letters: [], permitted: [], opened: 0, clock: null, dates: [], hasClaim: false,
    });
    return page.steps.map(({ title, lines, state }) => [title, lines.join(), state]);
  };

  it('is told once where the case was closed on that day', () => {
    expect(steps({ told: [told('cases.told.closed', '2026-12-31')], doneOn: '2026-12-31' })).to.deep.equal([
      ['已收到', '2026 年 11 月 10 日', 'done'], ['案件已办结', '2026 年 12 月 31 日', 'done'],
    ]);
  });
  it('has its own line where the case was closed on another day, or nothing was told of it', () => {
    expect(steps({ told: [told('cases.told.closed', '2026-12-30')], doneOn: '2026-12-31' }).map(([title]) => title)).to.deep.equal(['已收到', '案件已办结', '已办结']);
    expect(steps({ told: [], doneOn: '2026-12-31' }).map(([title]) => title)).to.deep.equal(['已收到', '已办结']);
  });
  it('stands before the reward, which is told of later', () => {
    const later = told('rewards.told.notGranted', '2027-01-10');
    expect(steps({ told: [later, told('cases.told.closed', '2026-12-31')], doneOn: '2026-12-31' }).map(([title = '']) => title.slice(0, 5))).to.deep.equal(['已收到', '案件已办结', '这次举报没']);
  });
});
