import { expect } from 'chai';
import { join } from 'node:path';
import type { Frame } from '../../server/kernel/views.ts';
import { loadViews } from '../../server/kernel/views.ts';
import { wordsOf } from '../../server/kernel/i18n.ts';
import { clockDue, clockRule, startClock, stopClock } from '../../server/law/rules/clocks.ts';
import { parseDeskAct, parseInbox, numberOf } from '../../server/reports/forms/desk.ts';
import { parseBulk } from '../../server/reports/forms/triage.ts';
import { actPage, actView } from '../../server/reports/pages/desk/act.ts';
import { clockRows } from '../../server/reports/pages/desk/clocks.ts';
import { inboxPage, inboxView } from '../../server/reports/pages/desk/inbox.ts';
import { reportPage, reportView } from '../../server/reports/pages/desk/report.ts';
import type { ReportInput } from '../../server/reports/pages/desk/report.ts';
import type { Report } from '../../server/reports/rules/report.ts';
import { countedAs, addTo, emptyTally, spanOf, standingOf } from '../../server/reports/rules/tally.ts';
import type { Calendar } from '../../server/kernel/workdays.ts';
import { aReport as received } from './support.ts';

const t = wordsOf('zh-CN');
const calendar2026: Calendar = { version: 'test', years: new Set([2026]), off: new Set(), on: new Set() };
const TODAY = '2026-11-20';
const FRAME: Frame = {
  language: 'zh-CN', large: false, path: '', title: 'x', isDemo: false, loading: null, siteName: '演示', contact: null, nav: '/inbox', hasExit: false, menu: [], person: null, printedOn: '', flash: null, assets: {},
};
const clocks = [startClock('ACCEPT_OR_FILE', '440784', '2026-11-02'), stopClock(startClock('REGISTER', '440784', '2026-11-02'), '2026-11-02', calendar2026)];
const aReport = (change: Partial<Report> = {}): Report => received({
  number: '4407-7QKM-4T2X', order: 409, receivedOn: '2026-11-02', targetKind: 'medicalInstitution', categories: ['hangingBed', 'inventedService'], from: '2026-06', to: '2026-10', clocks, files: ['f1'], hasNews: true, version: 3,
  content: { targetName: '演示<星桥>医院', narrative: '第一行\n<script>', amount: 120_050, relation: 'patient', receivedAt: '2026-11-02T12:41:00.000Z' },
  messages: [{ id: 'm', from: 'reporter', on: '2026-11-03', by: null, text: '还有一张', isQuestion: false, answerBy: null, files: ['f1'] }],
  events: [{ action: 'receive', on: '2026-11-02', at: null, by: 'reporter', text: null, detail: {} }, { action: 'note', on: '2026-11-03', at: new Date('2026-11-03T02:02:00Z'), by: 'p1', text: '家属', detail: {} }],
  codeDigest: 'digest-of-the-code', ...change,
});
const shown = (report: Report) => report.clocks.map((clock) => ({ clock, rule: clockRule(clock.code), view: clockDue(clock, calendar2026, TODAY) }));
const anInput = (report: Report, change: Partial<ReportInput> = {}): ReportInput => ({
  report, clocks: shown(report), permitted: ['accept', 'ask', 'note', 'notAccept'], blocked: [{ action: 'extend', reason: 'ROLE', clause: '第十四条', roles: ['head'] }],
  files: [{ id: 'f1', sha256: '9f2c'.padEnd(60, '0') + 'e471', size: 2_300_000, mime: 'image/jpeg', kind: 'picture', receivedOn: '2026-11-02', owner: null, mayPreview: true }],
  fileOpens: new Map([['f1', 1]]), letters: [], names: new Map([['p1', '江照晚']]), opened: 0, mayOpenIdentity: [], divisions: new Map([['440000', '广东省'], ['440700', '江门市'], ['440784', '鹤山市']]),
  minute: (at) => at.toISOString().slice(0, 16).replace('T', ' '), next: { id: 'r2', targetName: '演示下一家' }, mayOpenCase: true, tags: [{ id: 't1', name: '重点' }], ...change,
});

describe('officers’ pages about reports', () => {
  before(() => loadViews(join(process.cwd(), 'views')));

  it('tells a report in the words and shape of the design', () => {
    const page = reportPage(t, anInput(aReport()));
    expect(page.facts.slice(0, 5)).to.deep.equal([
      { label: '被举报人', text: '演示<星桥>医院（医院、诊所，广东省江门市鹤山市）' },
      { label: '行为', text: '没住院却算住院，或者挂床；没做的检查、治疗也收费' },
      { label: '可能对应', text: '挂床住院 PR-U-01b；分解住院 PR-U-01a；虚构医疗服务 PR-F-03' },
      { label: '时间', text: '2026-06—2026-10' },
      { label: '估计金额', text: '1,200.50 元' },
    ]);
    expect(page.acts).to.deep.equal([
      { act: 'accept', href: '/reports/desk/r1/accept', text: '受理，开始核查', kind: '', isPost: true },
      { act: 'ask', href: '/reports/desk/r1/ask', text: '问举报人', kind: 'secondary', isPost: false },
      { act: 'notAccept', href: '/reports/desk/r1/notAccept', text: '不予受理', kind: 'warning', isPost: false },
    ]);
    expect(page.locked).to.deep.equal([{ name: '延长核查期限', detail: '由负责人来做。 第十四条' }]);
    expect(page.log).to.deep.equal([{ at: '11-03 02:02', text: '江照晚 加了备注' }, { at: '11-02', text: '举报人 收到并登记' }]);
    expect(page.files).to.deep.equal([{
      id: 'f1', symbol: 'image', name: '附件 1', kindText: '图片', preview: '/reports/desk/r1/files/f1/preview', download: '/reports/desk/r1/files/f1/download', size: '2.2 MB', digest: '9f2c…e471',
      opened: 1, note: '看到的是去掉拍摄信息的图', field: 'reason-1',
    }]);
    const html = reportView.render(page, FRAME);
    expect(html).to.include('演示&lt;星桥&gt;医院').and.to.include('第一行\n&lt;script&gt;');
    expect(JSON.stringify(page) + html).not.to.contain('digest-of-the-code').and.not.to.contain('12:41');
  });

  it('explains a due date day by day, and the duty that begins with the decision', () => {
    const rows = clockRows(t, aReport(), shown(aReport()));
    expect(rows.map(({ code, dueText, state, text }) => [code, dueText, state, text])).to.deep.equal([
      ['ACCEPT_OR_FILE', '11-23 周一', 'soon', '剩 1 个工作日'], ['TELL_FILED', '尚未起算', 'none', '尚未起算'], ['REGISTER', '未录入期限', 'done', '11-02 已完成'],
    ]);
    expect(rows[0]?.counted?.lines.slice(0, 4).map(({ text }) => text)).to.deep.equal([
      '收到举报：2026-11-02（周一），当天不算', '15 个工作日，按工作日数，调休上班日算工作日', '2026-11-03（周二）', '6 天：11-07、11-08、11-14、11-15、11-21、11-22',
    ]);
    expect(clockRows(t, aReport({ identity: 'anonymous' }), shown(aReport()))).to.have.length(2);
  });

  it('renders every act’s form with what was typed and its mistakes', () => {
    const ask = { report: aReport(), investigators: [], candidates: [], grounds: [], reasons: [], today: TODAY, version: 3 };
    for (const action of ['notAccept', 'ask', 'assign', 'recordVisit', 'extend', 'notFile', 'referContract', 'reopen', 'transfer', 'takeBack', 'merge', 'recordTold', 'recuse'] as const) {
      const page = actPage(t, { ...ask, action, typed: { text: '打过的字' }, errors: { text: { key: 'common.error.required' } } });
      const html = actView.render(page, FRAME);
      expect(html, action).to.include(`action="/reports/desk/r1/${action}"`).and.to.include('name="version" value="3"');
      if (page.fields.some(({ id }) => id === 'text')) expect(html, action).to.include('打过的字').and.to.include('id="text-error"');
    }
  });

  it('shows the inbox of a county and of a prefecture', () => {
    const counts = { open: 1, late: 0, soon: 1, unassigned: 1, asked: 0, fresh: 1, verifying: 0, tell: 0, mine: 0, flood: 0, done: 0, all: 1 };
    const report = aReport();
    const line = { ...report, dueOn: '2026-11-23', targetName: '演示医院', files: 0, tags: ['t1', 'gone'], clock: clockDue(clocks[0] ?? startClock('ACCEPT_OR_FILE', '440784', TODAY), calendar2026, TODAY) };
    const input = {
      ask: parseInbox({}), lines: [line], next: null, counts, names: new Map<string, string>(), isOnlyAssigned: false, today: TODAY, workload: [{ id: 'p2', name: '许明澈', open: 4, late: 1 }],
      investigators: [{ id: 'p2', name: '许明澈' }, { id: 'p3', name: '顾行舟' }], mayAssign: true, mayAccept: true, isHead: false, bureau: '440784', groups: [{ id: 'g1', n: 998, first: { ...line, order: 410, targetName: '演示刷屏药店' } }], groupSize: 0,
      tags: [{ id: 't1', name: '重点', isActive: true }, { id: 't2', name: '旧的', isActive: false }], savedViews: [{ id: 'v1', name: '药店', query: 'kind=pharmacy' }], divisions: new Map([['440700', '江门市'], ['440784', '鹤山市']]),
    };
    const county = inboxPage(t, input);
    expect(county.places).to.deep.equal([]);
    expect(inboxPage(t, { ...input, bureau: '440700' }).places).to.deep.equal([{ value: '440784', text: '鹤山市' }, { value: 'unclear', text: '不清楚' }]);
    expect(county.views.map(({ text, n }) => `${text}${n}`)).to.deep.equal(['未办结1', '已超期0', '三日内到期1', '未分派1', '等举报人回复0', '待告知0', '全部1']);
    expect(county.workload).to.deep.equal([{ name: '许明澈', open: 4, late: 1, width: 100, lateWidth: 25 }]);
    expect(county.rows[0]).to.deep.include({ pick: 'r1:3', register: '000409', due: '2026-11-23', clock: { state: 'soon', text: '剩 1 个工作日' }, marks: [{ kind: 'on', text: '有新内容' }, { kind: '', text: '重点' }] });
    expect(county.rows[0]?.groupsBefore[0] ?? county.groups[0]).to.deep.include({ href: '/inbox?view=flood&group=g1', text: '演示刷屏药店', mark: '相似 998 件', due: '2026-11-23' });
    expect(county.tags).to.deep.equal([{ value: 't1', text: '重点' }]);
    expect(county.saved).to.deep.equal([{ id: 'v1', name: '药店', href: '/inbox?kind=pharmacy', drop: '/inbox/views/v1/drop' }]);
    expect([county.saving, inboxPage(t, { ...input, ask: parseInbox({ kind: 'pharmacy', after: '2026-11-23 2026-000409 r1' }) }).saving]).to.deep.equal([null, { error: null }]);
    expect(county.weekday).to.equal('周五');
    expect(inboxView.render(county, FRAME)).to.include('class="is-soon"').and.to.include('mj-grid--stack').and.to.include('value="r1:3"');
    expect(inboxPage(t, { ...input, mayAssign: false, isOnlyAssigned: true }).bulk).to.equal(null);
  });

  it('counts what stands where, and what is late and soon', () => {
    const tally = emptyTally();
    const report = aReport({ assigned: ['p2'], isAsked: true, state: 'verifying' });
    expect(countedAs(report, '2026-11-23')).to.deep.equal(['verifying', 'due 2026-11-23', 'asked', 'of p2 2026-11-23']);
    expect(countedAs(aReport(), '2026-11-23')).to.deep.equal(['fresh', 'due 2026-11-23', 'unassigned']);
    for (const name of countedAs(report, '2026-11-23')) addTo(tally, name, 1);
    addTo(tally, 'due 2026-11-19', 2);
    addTo(tally, 'due 2026-11-26', 5);
    addTo(tally, 'due 2026-11-20', 1);
    const span = spanOf(TODAY, '440784', calendar2026, []);
    expect(span).to.deep.equal({ today: '2026-11-20', notSoonFrom: '2026-11-26' });
    expect(standingOf(tally.due, span)).to.deep.equal({ open: 9, late: 2, soon: 2 });
    expect(tally.people.get('p2')).to.deep.equal(new Map([['2026-11-23', 1]]));
  });

  it('reads filters, numbers, picks and acts, and ignores or names what is none', () => {
    expect(parseInbox({ view: 'late', kind: 'pharmacy', month: '2026-13', place: '44', officer: 'p 1', after: '1' })).to.deep.equal({
      view: 'late', after: '', number: '', state: '', place: '', kind: 'pharmacy', identity: '', officer: '', month: '', tag: '', group: '',
    });
    expect(parseInbox({ state: 'notFiled' }).view).to.equal('all');
    expect(parseInbox({ after: '2026-11-23 2026-000409 abc_D-9' }).after).to.equal('2026-11-23 2026-000409 abc_D-9');
    expect([numberOf('000433', 2026), numberOf('2025-433', 2026), numberOf('3309-7qkm-4t2x', 2026)]).to.deep.equal([{ year: 2026, order: 433 }, { year: 2025, order: 433 }, { number: '3309-7QKM-4T2X' }]);
    expect(parseBulk({ pick: 'r1:3', officers: ['a', 'b'] })).to.deep.equal({
      value: { pick: [{ id: 'r1', version: 3 }], act: 'assign', officers: ['a', 'b'], tag: '', group: '', isWhole: false, isSure: false, ground: '', text: '', register: '', back: '' },
    });
    for (const input of [{ pick: ['x'] }, { pick: { a: 1 } }, { pick: 'r1:3', act: 'file' }, { pick: 'r1:3', officers: ['a b'] }]) expect(parseBulk(input)).to.have.property('errors');
    expect(parseDeskAct({ version: '3', text: ' 一\r\n二\u0000 ', answerBy: '' })).to.deep.include({ value: {
      version: 3, text: '一\n二', ground: '', reason: '', receiver: '', matter: '', into: '', clock: '', way: '', on: '', extension: '', minutes: '', answerBy: null, officers: [], isBreachOnly: false, isQuestion: true,
    } });
    for (const input of [null, {}, { version: '🐥' }, { version: 0 }, { version: 1, text: ['a'] }]) expect(parseDeskAct(input)).to.have.property('errors');
  });
});
