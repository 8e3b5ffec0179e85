// Down a chain each order keeps its own clock; over HTTP it is tried in chain.test.ts.
import { expect } from 'chai';
import { nationalCalendar } from '../../server/law/adapters/chinese-days.ts';
import { startClock } from '../../server/law/rules/clocks.ts';
import type { Clock } from '../../server/law/rules/clocks.ts';
import type { Person, Role } from '../../server/people/rules/person.ts';
import { blockOf, permitted } from '../../server/reports/rules/actions.ts';
import { clocksAtReceipt, extended, grantable } from '../../server/reports/rules/clocks.ts';
import type { Setting } from '../../server/reports/rules/clocks.ts';
import { isHandedOn, named, orderClock, owedBy } from '../../server/reports/rules/orders.ts';
import { perform } from '../../server/reports/rules/perform.ts';
import type { Report } from '../../server/reports/rules/report.ts';
import { tied, tiesOf } from '../../server/reports/rules/ties.ts';
import { aReport } from './support.ts';

const on = (today: string): Setting => ({ at: new Date(`${today}T02:00:00Z`), today, calendar: nationalCalendar(), overlay: [] });
const TODAY = on('2026-11-10');
const person = (id: string, bureau: string, ...roles: Role[]): Person => ({ id, account: id, name: id, bureau, bureauName: '', scope: bureau, roles, certificate: null, mustChangePassword: false });
const [above, chief] = [person('above', '440700', 'intake'), person('chief', '440700', 'head')];
const [intake, head] = [person('intake', '440784', 'intake'), person('head', '440784', 'head')];
const PROVINCE = { code: '', name: '云川省医疗保障局（虚构）' };
const RESULT = { text: '经核查属实，已经整改。', superior: PROVINCE };
const CITY = { ...RESULT, superior: { code: '440700', name: '江门局' } };
const DOWN = { to: { code: '440784', name: '鹤山局' }, matter: '一家药房串换药品的线索', limit: { amount: 20, unit: 'WD' as const }, text: '请核查并上报' };
const TAKEN = { receiver: { code: '440784', name: '鹤山局' }, number: '江演医保交〔2026〕1 号' };

const base = aReport();
const letter = { department: PROVINCE.name, letterNumber: '云医保函〔2026〕9 号', letterOn: '2026-11-06', limit: null, foreignNumber: null, takenDownBy: [], lateReason: null };
const onPaper = aReport({
  bureau: '440700', firstBureau: '440700', channel: 'handDown', clocks: clocksAtReceipt('440700', TODAY, '2026-11-10', { amount: 30, unit: 'WD' }), content: { ...base.content, origin: letter }, hasNews: true,
});
const below = (report: Report): Report => perform('accept', perform('takeOver', perform('handDown', report, above, TODAY, DOWN), intake, on('2026-11-11'), TAKEN), intake, on('2026-11-11'), {});
const orders = ({ clocks }: Report): [string | undefined, string | null][] => clocks.filter(({ code }) => code === 'HANDDOWN_FINISH').map(({ orderedBy, stoppedOn }) => [orderedBy, stoppedOn]);
const unnamed = ({ clocks }: Report): Clock[] => clocks.map(({ orderedBy: _orderedBy, ...clock }) => clock);

describe('orders down a chain', () => {
  it('names who ordered, and what the county reports back stops its own clock alone', () => {
    const taken = below(onPaper);
    expect(orders(taken)).to.deep.equal([['paper', null], ['440700', null]]);
    expect([owedBy(taken), orderClock(taken, 'paper')?.amount, orderClock(taken, '440700')?.amount]).to.deep.equal(['440700', 30, 20]);
    const reported = perform('reportBack', taken, head, on('2026-11-20'), CITY);
    expect(orders(reported)).to.deep.equal([['paper', null], ['440700', '2026-11-20']]);
    expect(reported.pending.at(-1)).to.deep.include({ bureau: '440784' }).and.to.have.property('slots').that.deep.includes({ receiver: '江门局', handDownNumber: '江演医保交〔2026〕1 号' });
    expect([blockOf('reportBack', reported, head, TODAY)?.reason, permitted(reported, head, TODAY).includes('answerLetter')]).to.deep.equal(['REPORTED_BACK', false]);
    expect([owedBy(reported), permitted(reported, chief, TODAY)]).to.deep.equal(['440700', ['answerLetter']]);

    const done = perform('answerLetter', { ...reported, hasNews: true }, chief, on('2026-11-23'), RESULT);
    expect(orders(done)).to.deep.equal([['paper', '2026-11-23'], ['440700', '2026-11-20']]);
    expect([done.hasNews, tiesOf(done).handDown?.reportedOn, owedBy(done), blockOf('answerLetter', done, chief, TODAY)?.reason]).to.deep.equal([true, '2026-11-20', null, 'REPORTED_BACK']);
    expect(done.pending.at(-1)).to.deep.include({ kind: 'reportBack', bureau: '440700' }).and.to.have.property('slots').that.deep.includes({ receiver: PROVINCE.name, handDownNumber: '云医保函〔2026〕9 号', handDownOn: '2026-11-06', outcome: '@reports.state.verifying' });
  });

  it('may be answered above before the county has, and while nobody has taken it over', () => {
    const first = perform('answerLetter', below(onPaper), chief, on('2026-11-20'), RESULT);
    expect(orders(first)).to.deep.equal([['paper', '2026-11-20'], ['440700', null]]);
    expect(permitted(first, head, TODAY)).to.include('reportBack');
    const waiting = perform('handDown', perform('accept', onPaper, above, TODAY, {}), above, TODAY, DOWN);
    expect([owedBy(onPaper), owedBy(waiting)]).to.deep.equal([null, '440700']);
    expect(permitted(waiting, chief, TODAY)).to.include('reportBack').and.not.to.include('answerLetter');
    const answered = perform('reportBack', waiting, chief, TODAY, RESULT);
    expect([orders(answered), tiesOf(answered).handDown?.reportedOn]).to.deep.equal([[['paper', '2026-11-10']], null]);
    expect(owedBy(perform('takeOver', answered, intake, TODAY, TAKEN))).to.equal(null);
  });

  it('extends the order of the bureau that handles it, not the one above', () => {
    const allowed = [{ code: 'FINISH_EXT_COMPLEX', mode: 'added' as const, approver: 'head' as const, after: null, amount: 10, unit: 'WD' as const, source: '虚构' }];
    const taken = below(onPaper);
    const clocks = taken.clocks.map((clock) => (clock.code === 'HANDDOWN_FINISH' ? { ...clock, allowed } : { ...clock, allowed: [] }));
    expect(grantable(clocks, TODAY)).to.have.length(1);
    expect(extended(clocks, { by: 'head', reason: '案情复杂' }, TODAY).filter(({ code }) => code === 'HANDDOWN_FINISH').map(({ extensions }) => extensions.length)).to.deep.equal([0, 1]);
  });

  it('reads what was written before clocks had a name: they belong to the last order', () => {
    const old = { ...onPaper, clocks: unnamed(onPaper) };
    expect(orders(perform('reportBack', perform('accept', old, above, TODAY, {}), chief, TODAY, RESULT))).to.deep.equal([[undefined, '2026-11-10']]);
    // Handed down today, it is known from then on whose it was.
    expect(orders(below(old))).to.deep.equal([['paper', null], ['440700', null]]);
    // Handed down before: both end with what the county reports, and nothing is owed above.
    const chain = below(onPaper);
    const oldChain = { ...chain, clocks: unnamed(chain) };
    expect([owedBy(oldChain), blockOf('answerLetter', oldChain, chief, TODAY)?.reason, permitted(oldChain, chief, TODAY)]).to.deep.equal([null, 'REPORTED_BACK', ['supervise']]);
    expect(orders(perform('reportBack', oldChain, head, on('2026-11-20'), CITY))).to.deep.equal([[undefined, '2026-11-20'], [undefined, '2026-11-20']]);
    expect(named(oldChain).map(({ orderedBy }) => orderedBy).filter(Boolean)).to.deep.equal(['440700', '440700']);
  });

  it('leaves a hand-down inside the system as it was', () => {
    const plain = below(aReport({ bureau: '440700', firstBureau: '440700' }));
    expect([orders(plain), owedBy(plain), permitted(plain, chief, TODAY)]).to.deep.equal([[['440700', null]], null, ['supervise']]);
    expect(blockOf('answerLetter', plain, chief, TODAY)?.reason).to.equal('NOT_HANDED_DOWN');
    const clock = startClock('HANDDOWN_FINISH', '440784', '2026-11-10');
    expect([isHandedOn(clock, [clock]), 'orderedBy' in clock]).to.deep.equal([false, false]);
    expect(blockOf('handDown', { ...below(onPaper), bureau: '440700', ties: tied(plain, {}) }, above, TODAY)?.reason).to.equal('HANDED_DOWN');
  });
});
