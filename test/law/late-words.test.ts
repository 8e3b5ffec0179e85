// A time limit that rests on a year without calendar may still move: once its day has passed, no list and no page says of it that somebody is late for certain.
import { expect } from 'chai';
import { clockText } from '../../server/cases/pages/words.ts';
import { wordsOf } from '../../server/kernel/i18n.ts';
import type { Calendar } from '../../server/kernel/workdays.ts';
import { clockDue, clockRule, startClock } from '../../server/law/rules/clocks.ts';
import type { ClockView } from '../../server/law/rules/clocks.ts';
import { clockRows } from '../../server/reports/pages/desk/clocks.ts';
import { inboxRow } from '../../server/reports/pages/desk/inbox.ts';
import { clockWords as reportWords } from '../../server/reports/pages/words.ts';
import { clockWords as rewardWords } from '../../server/rewards/pages/words.ts';
import { aReport } from '../reports/support.ts';

const YEARS = [2026, 2027];
const without2027: Calendar = { version: 'test', years: new Set([2026]), off: new Set(), on: new Set() };
const with2027: Calendar = { ...without2027, years: new Set(YEARS) };
const clock = startClock('ACCEPT_OR_FILE', '440784', '2027-01-04');
const seen = (calendar: Calendar): ClockView => clockDue(clock, calendar, '2027-01-28');

describe('a time limit that has passed', () => {
  const zh = wordsOf('zh-CN');
  const en = wordsOf('en');

  it('is late for certain where the calendar of its year is there', () => {
    expect(seen(with2027)).to.deep.include({ state: 'late', due: '2027-01-25', provisional: false });
    expect([reportWords(zh, seen(with2027)).text, reportWords(en, seen(with2027)).text]).to.deep.equal(['已超 3 个工作日', 'Working days overdue: 3']);
  });
  it('is not over by no working days on the weekend after a Friday', () => {
    const view = clockDue(startClock('ACCEPT_OR_FILE', '440784', '2027-01-01'), with2027, '2027-01-23');
    expect(view).to.deep.include({ state: 'late', due: '2027-01-22', workdays: 0, days: 1 });
    expect([reportWords(zh, view).text, reportWords(en, view).text]).to.deep.equal(['已超 1 日', 'Days overdue: 1']);
  });
  it('is passed provisionally where it is not, in both languages, in reports, cases and rewards', () => {
    const view = seen(without2027);
    expect(view).to.deep.include({ state: 'late', due: '2027-01-25', provisional: true });
    const said = { state: 'late', text: '按暂计已过 3 个工作日' };
    expect([reportWords(zh, view), rewardWords(zh, view), clockText(zh, view, true)]).to.deep.equal([said, said, said]);
    expect(clockText(zh, view, false).text).to.equal('按暂计已过 3 日');
    expect([reportWords(en, view).text, clockText(en, view, false).text]).to.deep.equal(['Provisionally past by working days: 3', 'Provisionally past by days: 3']);
  });
  it('reads so in the inbox and on the page of the report, at its place by the day', () => {
    const report = aReport({ clocks: [clock] });
    const line = { ...report, targetName: '演示医院', files: 0, clock: seen(without2027), tags: [], dueOn: '2027-01-25' };
    expect(inboxRow(zh, line, { names: new Map(), tags: [], mayPick: false })).to.deep.include({ clock: { state: 'late', text: '按暂计已过 3 个工作日' }, due: '2027-01-25' });
    expect(clockRows(zh, { ...report, identity: 'anonymous' }, [{ clock, rule: clockRule('ACCEPT_OR_FILE'), view: seen(without2027) }])[0]).to.deep.include({ state: 'late', text: '按暂计已过 3 个工作日', due: '2027-01-25' });
  });
});
